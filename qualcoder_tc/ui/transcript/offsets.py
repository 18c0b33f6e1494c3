# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The one conversion between code points, which we count, and UTF-16 units, which Qt counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right


def units(text: str, point: int) -> int:
    """Return the UTF-16 position of one code point of a text."""
    return point + sum(character > "\uffff" for character in text[:point])


class Offsets:
    """Positions in one text; without characters beyond U+FFFF both counts are the same."""

    __slots__ = ("_astral", "_units")

    def __init__(self, text: str) -> None:
        wide = not text.isascii() and max(text, default="") > "\uffff"
        self._astral = [at for at, character in enumerate(text) if character > "\uffff"] if wide else []
        # The unit at which each wide character begins: its position and one more for each before it.
        self._units = [at + number for number, at in enumerate(self._astral)]

    def to_units(self, point: int) -> int:
        """Return the UTF-16 position of a code point."""
        return point + bisect_left(self._astral, point) if self._astral else point

    def to_points(self, unit: int) -> int:
        """Return the code point at a UTF-16 position; the middle of a pair counts as its character's end."""
        if not self._astral:
            return unit
        before = bisect_right(self._units, unit - 1)
        point = unit - before
        # Within a pair: one unit of the last wide character is still to come.
        if before and self._units[before - 1] == unit - 1:
            return self._astral[before - 1] + 1
        return point
