# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is searched for, and where: the question, its parts, the stretches of words that answer it, and the hits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How the words of a search are taken."""

    WORDS = "words"
    """All of them in one turn, in any form; what stands in quotation marks as it is written."""
    TOGETHER = "together"
    """One after the other, in any form, the last perhaps only the beginning of a word."""
    PHRASE = "phrase"
    """One after the other, as they are written."""
    NEAR = "near"
    """All of them, in any form, with at most so many other words between the first and the last."""
    PATTERN = "pattern"
    """A regular expression."""


class Coded(StrEnum):
    """Whether text that is coded counts."""

    ANY = "any"
    CODED = "coded"
    UNCODED = "uncoded"


@dataclass(frozen=True, slots=True)
class Search:
    """A search; empty tuples do not narrow. `attribute` is a name and a value, `code_ids` stand for themselves only."""

    text: str
    mode: Mode = Mode.WORDS
    near: int = 5
    documents: bool = True
    memos: bool = True
    codes: bool = True
    labels: bool = False
    """Whether the names of speakers before their turns are searched as well."""
    document_ids: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    attribute: tuple[str, str] | None = None
    coded: Coded = Coded.ANY
    code_ids: tuple[int, ...] = ()
    limit: int = 50_000

    @property
    def narrowed(self) -> bool:
        """Tell whether only some passages of documents are wanted, so that memos and codes have no say."""
        return bool(
            self.document_ids
            or self.kinds
            or self.speakers
            or self.roles
            or self.attribute
            or self.code_ids
            or self.coded is not Coded.ANY
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand one after the other; exact as written, or in any form, or the beginning of a word."""

    words: tuple[str, ...]
    exact: bool = False
    prefix: bool = False


_PIECE = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return the pieces of a question, each with whether it stood in quotation marks."""
    return [(quoted or plain, bool(quoted)) for quoted, plain in _PIECE.findall(text) if (quoted or plain).strip()]


Window = tuple[int, int]
"""The numbers of its first word and of the word after its last."""


def runs(lists: Sequence[Sequence[int]]) -> list[Window]:
    """Return where a word of each list stands, one after the other."""
    if not lists:
        return []
    rest = [set(numbers) for numbers in lists[1:]]
    count = len(lists)
    return [
        (at, at + count) for at in lists[0] if all(at + step in other for step, other in enumerate(rest, start=1))
    ]


def windows(parts: Sequence[Sequence[Window]], most_between: int | None = None) -> list[Window]:
    """Return the shortest stretches with one of each part, from left to right, not overlapping.

    `most_between` is how many words may stand between the end of the part that comes first and the beginning of the one
    that comes last.
    """
    if len(parts) == 1:
        return apart(parts[0])
    events = sorted((start, end, number) for number, part in enumerate(parts) for start, end in part)
    latest: dict[int, Window] = {}
    found: list[Window] = []
    past = 0
    for start, end, number in events:
        if start < past:
            continue
        latest[number] = (start, end)
        if len(latest) < len(parts):
            continue
        first = min(latest.values())
        last = max(stop for _, stop in latest.values())
        if most_between is None or start - first[1] <= most_between:
            found.append((first[0], last))
            latest.clear()
            past = last
    return found


def apart(found: Iterable[Window]) -> list[Window]:
    """Return windows in order, without those that overlap one before."""
    kept: list[Window] = []
    for window in sorted(found):
        if not kept or window[0] >= kept[-1][1]:
            kept.append(window)
    return kept


def inside(numbers: Sequence[Window], start: int, end: int) -> Sequence[Window]:
    """Return those of sorted windows that lie in the words [start, end)."""
    first = bisect_left(numbers, (start, start))
    last = bisect_left(numbers, (end, end))
    return [w for w in numbers[first:last] if w[1] <= end]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a searched text stands."""

    document_id: int
    document: str
    start: int
    end: int
    quote: str
    turn: int | None = None
    speaker: str | None = None
    before: str = ""
    after: str = ""
    kind: str = "document"
    """What it stands in: document, memo or code; for the latter two `document_id` is the id of the memo or code."""
    role: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    """The words sought within [start, end), where they are not all of it."""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits in one document, in the memos or in the codes; `cut` tells that there are more than are shown."""

    title: str
    kind: str
    hits: tuple[Hit, ...]
    cut: bool = False
