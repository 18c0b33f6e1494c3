# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions: what a project decided about them, the plain rows that they are made from, and what queries return."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from qualcoder_tc.model.codes import Fate
from qualcoder_tc.model.spans import Span, union

LEAST = 8
"""Segments that coders code of their own before suggestions begin, unless the project says otherwise."""

# How often what is shown should be right: show me many, the usual, show me few and sure. A little above what is
# promised for the usual, 0.7, since other documents are never quite like those measured on.
_MANY, _USUAL, _SURE = 0.5, 0.72, 0.9


def should_be_right(strictness: float) -> float:
    """Return the share of suggestions that should be right, for 0 (many) over the usual 0.5 to 1 (few and sure)."""
    if strictness < 0.5:
        return _MANY + 2 * strictness * (_USUAL - _MANY)
    return _USUAL + 2 * (strictness - 0.5) * (_SURE - _USUAL)


class LearnFrom(StrEnum):
    """Whose codings suggestions are learned from."""

    OWN = "own"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Choices:
    """What was decided for a project; they travel in its options, so that a copy for a colleague keeps to them."""

    on: bool = True
    learn_from: LearnFrom = LearnFrom.OWN
    least: int = LEAST
    model: str = ""
    """A folder with a language model, empty for the one that comes with the program."""
    model_sha256: str = ""
    quiet: frozenset[str] = frozenset()
    """UUIDs of codes that are not suggested."""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Choices:
        """Read the choices from a project's options; what is not understood counts as not chosen."""
        given = options.get("suggestions_least", LEAST)
        quiet = options.get("suggestions_quiet")
        return cls(
            on=options.get("suggestions") != "off",
            learn_from=LearnFrom.ALL if options.get("suggestions_learn_from") == "all" else LearnFrom.OWN,
            least=given if isinstance(given, int) and given >= 0 else LEAST,
            model=str(options.get("suggestions_model") or ""),
            model_sha256=str(options.get("suggestions_model_sha256") or ""),
            quiet=frozenset(map(str, quiet)) if isinstance(quiet, list) else frozenset(),
        )


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn as suggestions need it; `asking` is a question of an interviewer or moderator."""

    number: int
    start: int
    end: int
    speaker: str | None
    asking: bool


@dataclass(frozen=True, slots=True)
class SpokenDocument:
    """A document with its text and turns."""

    id: int
    title: str
    language: str
    text: str
    turns: tuple[SpokenTurn, ...]


@dataclass(frozen=True, slots=True)
class PlainCoding:
    """Where a coding stands, and whose it is."""

    id: int
    document_id: int
    code_id: int
    coder_id: int
    start: int
    end: int
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class OpenSuggestion:
    """Where an undecided suggestion stands, and how sure it is; the rest is read for the one that is shown."""

    id: int
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class SuggestionTally:
    """What became of the suggestions of one code, and how many of its codings came from them."""

    code_id: int
    pending: int = 0
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    passed: int = 0
    codings: int = 0

    @property
    def shown(self) -> int:
        """Return how many were made before the coder decided, and answered or passed over."""
        return self.decided + self.passed

    @property
    def decided(self) -> int:
        """Return how many the coder answered."""
        return self.accepted + self.edited + self.rejected

    @property
    def rate(self) -> float | None:
        """Return the share of the answered ones that were accepted as they were."""
        return self.accepted / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Why a code is suggested or what speaks against it: a text, where it stands, and how near it is (0 to 1).

    `coding` is the UUID of the coding it is from; `codes` are the paths of those that a segment has instead.
    """

    kind: str
    text: str
    score: float
    reference: str = ""
    coding: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A code proposed for a span; `turn` is the number of the turn.

    `weighed` tells whether it was looked for what speaks against it, which earlier versions did not.
    """

    id: int
    uuid: str
    document_id: int
    document: str
    turn: int | None
    start: int
    end: int
    quote: str
    code_id: int
    code: str
    code_path: str
    colour: str
    score: float
    model: str
    fate: Fate
    because: tuple[EvidenceRow, ...] = ()
    against: tuple[EvidenceRow, ...] = ()
    weighed: bool = False
    threshold: float | None = None
    learned: int | None = None


class Covered:
    """Spans by what they belong to; answers whether something there overlaps, at the cost of a look-up."""

    def __init__(self, spans: Iterable[tuple[Hashable, int, int]] = ()) -> None:
        found: dict[Hashable, list[Span]] = defaultdict(list)
        for key, start, end in spans:
            found[key].append(Span(start, end))
        self._spans = {key: union(some) for key, some in found.items()}
        self._starts = {key: [span.start for span in some] for key, some in self._spans.items()}

    def meets(self, key: Hashable, start: int, end: int) -> bool:
        """Tell whether a span of the key shares a character with [start, end)."""
        spans = self._spans.get(key)
        if spans is None:
            return False
        at = bisect_right(self._starts[key], start) - 1
        return (at >= 0 and spans[at].end > start) or (at + 1 < len(spans) and spans[at + 1].start < end)
