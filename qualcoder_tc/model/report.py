# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Everything a report says, as plain values: filled by queries, rendered by reports."""

from __future__ import annotations

from dataclasses import dataclass, field

from qualcoder_tc.model.memos import MemoRow
from qualcoder_tc.model.records import AttributeRow, CaseRow, CodeRow, CoderRow, DocumentRow, SegmentRow, SpeakerRow
from qualcoder_tc.model.suggesting import LearnFrom, SuggestionTally
from qualcoder_tc.model.themes import ThemeRow


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of counts of two facets, e.g. type by principle; counts are turns coded with both."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    """counts[row][column]."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """Agreement on one code; None means undefined (no variation)."""

    code: str
    """Path."""
    name: str
    n: int
    both: int
    first: int
    second: int
    neither: int
    percent: float | None
    kappa: float | None
    ac1: float | None
    alpha: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """Agreement of two coders on the documents both read."""

    unit: str
    overlap: str
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    rows: tuple[AgreementRow, ...]
    pooled_kappa: float | None
    pooled_low: float | None
    pooled_high: float | None
    alpha_u: float | None
    note: str


@dataclass(frozen=True, slots=True)
class SuggestionGround:
    """A model that suggested codes: its name and the beginning of its hash, and from which scores on it was shown."""

    model: str
    sha256: str
    low: float | None
    high: float | None
    shown: int


@dataclass(frozen=True, slots=True)
class SuggestionUse:
    """What became of suggestions by code, and what they rested on; open ones are not in it."""

    tallies: tuple[SuggestionTally, ...] = ()
    grounds: tuple[SuggestionGround, ...] = ()
    learn_from: LearnFrom = LearnFrom.OWN
    least: int = 0


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the audit trail excerpt."""

    at: str
    coder: str
    what: str


@dataclass(frozen=True, slots=True)
class ReportData:
    """All that a report is made of; counts are over what the project held at `made_at` (ISO 8601, UTC)."""

    title: str
    made_at: str
    software: str
    project_id: str
    documents: tuple[DocumentRow, ...]
    speakers: tuple[SpeakerRow, ...]
    cases: tuple[CaseRow, ...]
    coders: tuple[CoderRow, ...]
    codes: tuple[CodeRow, ...]
    segments: tuple[SegmentRow, ...]
    memos: tuple[MemoRow, ...]
    themes: tuple[ThemeRow, ...]
    grids: tuple[Grid, ...]
    by_group: Grid | None
    """Codes by role of the speaker, number of segments."""
    agreement: AgreementTable | None
    suggestions: SuggestionUse
    history: tuple[HistoryLine, ...]
    changes: int
    methods: str = ""
    """A paragraph that the researcher may have written; empty for the default one."""
    notes: dict[str, str] = field(default_factory=dict)
    attributes: tuple[AttributeRow, ...] = ()
    """The attributes of the cases, in their order."""
