# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Edits of a text, and where the spans of the old text stand in the new one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from qualcoder_tc.model.spans import Span, trimmed

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_LARGE = 1_000_000  # pairs of tokens or lines beyond which few changes are looked for first: matching is quadratic
_FEW = 400  # changes of somebody who corrects, not of another text
_MANY, _LARGEST = 30_000, 25_000_000  # tokens on one side, and pairs, beyond which a block counts as replaced whole


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `text` in place of [start, end) of the old text."""

    start: int
    end: int
    text: str


class Edited:
    """A text before and after a set of edits that do not overlap."""

    def __init__(self, old: str, edits: Iterable[Edit]) -> None:
        self.old = old
        self.edits: tuple[Edit, ...] = tuple(sorted(e for e in edits if old[e.start : e.end] != e.text))
        parts: list[str] = []
        at = 0
        shift = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._shifts: list[int] = []  # what each edit adds to positions behind it, summed up
        for edit in self.edits:
            if not 0 <= edit.start <= edit.end <= len(old) or edit.start < at:
                raise ValueError("edits must lie in the text and must not overlap")
            parts += [old[at : edit.start], edit.text]
            at = edit.end
            shift += len(edit.text) - (edit.end - edit.start)
            self._starts.append(edit.start)
            self._ends.append(edit.end)
            self._shifts.append(shift)
        parts.append(old[at:])
        self.new = "".join(parts)

    def start(self, position: int) -> int:
        """Return where a span that begins here begins now: behind what was put in right before it."""
        # The edits that end at or before the position lie wholly before it.
        before = bisect_right(self._ends, position)
        shift = self._shifts[before - 1] if before else 0
        if before < len(self.edits) and self._starts[before] < position:
            return self._starts[before] + shift  # inside what was replaced: from the beginning of what is there now
        return position + shift

    def end(self, position: int) -> int:
        """Return where a span that ends here ends now: before what was put in right behind it."""
        before = bisect_left(self._starts, position)
        if not before:
            return position
        last = before - 1
        shift = self._shifts[last]
        if self._ends[last] <= position:
            return position + shift
        # Inside what was replaced: to the end of what is there now.
        return self._ends[last] + shift

    def span(self, start: int, end: int) -> Span | None:
        """Return where [start, end) stands now, without white space at its ends; None if nothing of it is left."""
        found = trimmed(self.new, *self.raw(start, end))
        return found if found.end > found.start else None

    def raw(self, start: int, end: int) -> tuple[int, int]:
        """Return where [start, end) stands now, as it is; of what is gone only a place is left."""
        begin = self.start(start)
        return begin, max(begin, self.end(end))


def difference(old: str, new: str) -> tuple[Edit, ...]:
    """Return edits that turn one text into the other: by lines first, then by words within lines that changed."""
    if old == new:
        return ()
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    # Whole words, so that a corrected word is one edit.
    while head and old[head - 1].isalnum():
        head -= 1
    while tail and old[len(old) - tail].isalnum():
        tail -= 1
    middle_old, middle_new = old[head : len(old) - tail], new[head : len(new) - tail]
    found: list[Edit] = []
    lines = middle_old.splitlines(keepends=True), middle_new.splitlines(keepends=True)
    for a, b, c, d in _changed(*lines):
        start = head + sum(map(len, lines[0][:a]))
        found += _by_words(start, "".join(lines[0][a:b]), "".join(lines[1][c:d]))
    return tuple(found)


def _common(a: str, b: str) -> int:
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _changed(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]]:
    if len(a) * len(b) > _LARGE:
        few = _few(a, b)
        if few is not None:
            return few
        if len(a) > _MANY or len(b) > _MANY or len(a) * len(b) > _LARGEST:
            return [(0, len(a), 0, len(b))]
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(i, j, k, m) for tag, i, j, k, m in codes if tag != "equal"]


def _few(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int, int]] | None:
    """Return what changed where it is little, None where it is much; quick however long the text.

    The greedy algorithm of E. W. Myers, An O(ND) difference algorithm and its variations (Algorithmica 1, 1986).
    """
    n, m = len(a), len(b)
    far = {1: 0}  # how far one comes in `a` on each diagonal with so many changes
    before: list[dict[int, int]] = []
    for changes in range(min(_FEW, n + m) + 1):
        before.append(far.copy())
        for k in range(-changes, changes + 1, 2):
            down = k == -changes or (k != changes and far[k - 1] < far[k + 1])
            x = far[k + 1] if down else far[k - 1] + 1
            while x < n and x - k < m and a[x] == b[x - k]:
                x += 1
            far[k] = x
            if x >= n and x - k >= m:
                return _steps(before, n, m)
    return None


def _steps(before: list[dict[int, int]], n: int, m: int) -> list[tuple[int, int, int, int]]:
    """Go back from the ends of both to their beginnings, and join changes that touch."""
    found: list[tuple[int, int, int, int]] = []
    x, y = n, m
    for changes in range(len(before) - 1, 0, -1):
        far, k = before[changes], x - y
        down = k == -changes or (k != changes and far[k - 1] < far[k + 1])
        x = far[k + 1] if down else far[k - 1]
        y = x - (k + 1 if down else k - 1)
        step = (x, x, y, y + 1) if down else (x, x + 1, y, y)
        if found and (found[-1][0], found[-1][2]) == (step[1], step[3]):
            step = (step[0], found[-1][1], step[2], found.pop()[3])
        found.append(step)
    return found[::-1]


def _by_words(start: int, old: str, new: str) -> list[Edit]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    at = [0]
    for token in a:
        at.append(at[-1] + len(token))
    return [Edit(start + at[i], start + at[j], "".join(b[k:m])) for i, j, k, m in _changed(a, b)]
