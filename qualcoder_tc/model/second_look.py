# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Frozen rows of a second look: passages, pairs of codes and parts of a code, each with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from qualcoder_tc.model.references import reference


class Question(StrEnum):
    """What a second look is for."""

    MISSED = "missed"
    DOUBTFUL = "doubtful"
    OVERLOOKED = "overlooked"
    ALIKE = "alike"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A passage where it stands, with what is said before and after it."""

    document_id: int
    document: str
    turn: int | None
    speaker: str | None
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""

    @property
    def reference(self) -> str:
        """Return where it stands, as written in reports."""
        return reference(self.document, self.speaker, self.turn)


@dataclass(frozen=True, slots=True)
class Reason:
    """A coded segment that is like a passage, the names of its codes, and how alike it is (0 to 1)."""

    segment: LookedAt
    codes: tuple[str, ...]
    alike: float


@dataclass(frozen=True, slots=True)
class LookRow:
    """A passage to look at again.

    `fit` is 1 for a typical segment of the code and 0 for talk without it; `beyond` of the `of` segments of the code
    (or of all coded segments) fit less. `code_id` is the code in question, or the likeliest; `coding_ids` are those of
    that code on the passage; `rival_id` is a code that it looks more like. `like_id` is a code of the segment nearest
    to it, for a passage that no code is named for.
    """

    passage: LookedAt
    fit: float
    beyond: int
    of: int
    code_id: int | None
    coding_ids: tuple[int, ...]
    near: tuple[Reason, ...]
    rival_id: int | None = None
    rival_fit: float = 0.0
    rival_near: tuple[Reason, ...] = ()
    like_id: int | None = None


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two codes that may be one; see suggest.alike_codes.Pair for the numbers."""

    one_id: int
    other_id: int
    score: float
    mixed: float
    definitions: float
    together: int
    of: int
    examples: tuple[tuple[Reason, Reason], ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a code: the words that tell it from the rest, its codings, and its most typical segments."""

    name: str
    words: tuple[str, ...]
    coding_ids: tuple[int, ...]
    examples: tuple[LookedAt, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """An answer: its rows, how many coded segments it rests on, by which model, and what one should know.

    `aside` are rows that would be there had the coder not set them aside in an earlier look.
    """

    question: Question
    rows: tuple[LookRow | PairRow | PartRow, ...]
    learned: int
    model: str = ""
    notes: tuple[str, ...] = ()
    aside: tuple[LookRow | PairRow | PartRow, ...] = ()
