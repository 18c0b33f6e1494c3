# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What measuring agreement answers, as plain values; None is an undefined value, never perfect agreement."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from qualcoder_tc.analysis.bootstrap import Bootstrap, Interval
from qualcoder_tc.analysis.inputs import Id


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement of the two coders on one code; `first` and `second` count units that only one of them coded."""

    code: str
    code_id: Id
    n: int
    both: int
    first: int
    second: int
    neither: int
    percent: float | None
    kappa: float | None
    scott: float | None
    ac1: float | None
    alpha: float | None
    holsti: float | None
    brennan_prediger: float | None
    positive: float | None
    negative: float | None
    alpha_u: float | None
    ci: Interval | None
    """Of kappa, 95 %."""
    ac1_ci: Interval | None
    alpha_ci: Interval | None


@dataclass(frozen=True, slots=True)
class GroupAgreement:
    """Agreement of all coders on one code, over documents that at least two of them read."""

    code: str
    code_id: Id
    n: int
    percent: float | None
    alpha: float | None
    fleiss: float | None
    ac1: float | None
    alpha_ci: Interval | None
    ac1_ci: Interval | None


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two of the coders at a glance."""

    coders: tuple[str, str]
    documents: int
    pooled_kappa: float | None


@dataclass(frozen=True, slots=True)
class AgreementResult:
    """Agreement of two coders per code, and of all coders where there are more."""

    unit: str
    overlap: str
    coders: tuple[str, str]
    documents: tuple[str, ...]
    """Titles of the documents that both read."""
    per_code: tuple[CodeAgreement, ...]
    pooled_kappa: float | None
    pooled_ci: Interval | None
    alpha_u: float | None
    """Over all codes; the documents are one continuum, end to end."""
    bootstrap: Bootstrap
    all_coders: tuple[str, ...]
    group: tuple[GroupAgreement, ...]
    """Empty for two coders."""
    group_documents: tuple[str, ...]
    pairs: tuple[PairAgreement, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the same as JSON values; ids are left out, since a code is named by its path."""
        value = asdict(self)
        for row in (*value["per_code"], *value["group"]):
            del row["code_id"]
        return _lists(value)


def _lists(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class UnitDisagreement:
    """A unit that one coder gave a code and the other did not."""

    document: Id
    title: str
    index: int
    """Of the turn or sentence in the document, from 0; for characters, where the stretch starts."""
    start: int
    end: int
    code: str
    code_id: Id
    coded_by: str
    not_by: str
