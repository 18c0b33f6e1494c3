# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far suggestions can be trusted on one's own codings: learned from some documents, tried on the others."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.faults import TooLittleCoded
from qualcoder_tc.suggest.profiles import CodeId, CodeProfile, Passage, passage
from qualcoder_tc.suggest.vectors import Encoder

_FEWEST_UNITS = 20

Item = tuple[Hashable, str | Passage, Iterable[CodeId]]
Turn = tuple[Hashable, str | Passage]


@dataclass(frozen=True, slots=True)
class Unit:
    """A coded passage: the document it is from, and its codes."""

    document: Hashable
    passage: Passage
    codes: frozenset[CodeId]


@dataclass(frozen=True, slots=True)
class Measures:
    """What a ranking is worth: right first, right among three, mean reciprocal rank, macro-F1 of the first."""

    hit1: float
    hit3: float
    mrr: float
    macro_f1: float

    def to_json(self) -> dict[str, float]:
        """Return the measures by the names of the command line."""
        return {"hit@1": self.hit1, "hit@3": self.hit3, "mrr": self.mrr, "macro_f1": self.macro_f1}


@dataclass(frozen=True, slots=True)
class CodeTrust:
    """One code: how many units have it, how often it came first or among three there, was shown, was right."""

    code: CodeId
    n: int
    hit1: float | None
    hit3: float | None
    f1: float | None
    shown: int
    right: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values; `precision` is the share of shown suggestions that were right."""
        return {
            "code": self.code,
            "n": self.n,
            "hit@1": self.hit1,
            "hit@3": self.hit3,
            "f1": self.f1,
            "shown": self.shown,
            "right": self.right,
            "precision": self.right / self.shown if self.shown else None,
        }


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions that stated about the same chance: the mean of it, the share that was right, how many."""

    stated: float
    happened: float
    n: int


@dataclass(frozen=True, slots=True)
class Point:
    """A threshold: the share of units for which anything is shown, and the share of what is shown that is right."""

    threshold: float
    spoke: float
    precision: float | None


@dataclass(frozen=True, slots=True)
class Step:
    """What so many coded units are good for: hit@3 and MRR, beside hit@3 of commonness and of words alone."""

    coded: int
    hit3: float
    mrr: float
    majority: float
    tfidf: float


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """Of so many turns left uncoded some were tried, and on some of these something would have been shown."""

    turns: int
    tried: int
    spoke: int

    def to_json(self) -> dict[str, Any]:
        """Return plain values; `share` is that of the turns that were tried."""
        return {
            "turns": self.turns,
            "tried": self.tried,
            "spoke": self.spoke,
            "share": self.spoke / self.tried if self.tried else None,
        }


NO_TURNS = LeftAlone(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The result of `evaluate`; shares are of coded units in documents that were held out.

    `left_alone` is about turns of these documents without a code: there, speaking is a false alarm or a missed coding.
    """

    units: int
    codes: int
    documents: int
    suggestions: Measures
    abstained: float
    precision: float | None
    calibration_error: float
    baselines: dict[str, Measures]
    per_code: list[CodeTrust] = field(default_factory=list[CodeTrust])
    calibration: list[Bin] = field(default_factory=list[Bin])
    abstention: list[Point] = field(default_factory=list[Point])
    learning: list[Step] = field(default_factory=list[Step])
    left_alone: LeftAlone = NO_TURNS

    def to_json(self) -> dict[str, Any]:
        """Return plain values by the names of the command line."""
        return {
            "units": self.units,
            "codes": self.codes,
            "documents": self.documents,
            "split": "document",
            **self.suggestions.to_json(),
            "abstained": self.abstained,
            "precision": self.precision,
            "calibration_error": self.calibration_error,
            "baselines": {name: measures.to_json() for name, measures in self.baselines.items()},
            "per_code": [code.to_json() for code in self.per_code],
            "calibration": [asdict(found) for found in self.calibration],
            "abstention": [asdict(found) for found in self.abstention],
            "uncoded_turns": self.left_alone.to_json(),
            "learning_curve": [
                {
                    "coded": step.coded,
                    "hit@3": step.hit3,
                    "mrr": step.mrr,
                    "majority_hit@3": step.majority,
                    "tfidf_hit@3": step.tfidf,
                }
                for step in self.learning
            ],
        }


def evaluate(
    items: Sequence[Item],
    profiles: Sequence[CodeProfile],
    encoder: Encoder | None = None,
    language: str = "en",
    *,
    most: int = 3000,
    strictness: float = 0.5,
    progress: Progress = silent,
    left: Sequence[Turn] = (),
) -> Evaluation:
    """Replay coded units (document, text, codes): learn from some documents, rank the units of the others.

    `left` are turns (document, text) that were read and left without a code: it is counted on how many of those in
    held-out documents anything would be shown.
    Units without codes are left out; of more than `most` units a fixed draw is taken. `strictness` decides what
    counts as shown, from 0 (many) to 1 (few and sure). macro-F1 counts each unit's
    first code, averaged over codes that occur. The learning curve is drawn from the first folds only. Raises
    TooLittleCoded below 20 units, two codes or two documents.
    """
    from qualcoder_tc.suggest import trials

    units = [Unit(doc, given, frozenset(codes)) for doc, text, codes in items if (given := passage(text)).text]
    units = [unit for unit in units if unit.codes]
    _require_enough(units)
    return trials.run(units, list(profiles), encoder, language, most, strictness, progress, left)


def _require_enough(units: Sequence[Unit]) -> None:
    documents = len({unit.document for unit in units})
    codes = len({code for unit in units for code in unit.codes})
    if len(units) < _FEWEST_UNITS:
        raise TooLittleCoded(f"{len(units)} passages are coded; code at least {_FEWEST_UNITS} and try again.")
    if codes < 2:
        raise TooLittleCoded("only one code is in use; suggestions choose between codes, so use a second one.")
    if documents < 2:
        raise TooLittleCoded("only one document is coded; code a second one, so that one can be held out.")
