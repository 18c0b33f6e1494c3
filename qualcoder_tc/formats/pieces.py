# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rows of a table that a recogniser cut by time: each has a beginning and an end, and several make a turn."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from statistics import median

from qualcoder_tc.formats.times import seconds

Spoken = tuple[str | None, str, float | None]
"""Who spoke, what, when."""
_END = frozenset("end stop out time_end end_time stop_time end_(s) ende fin final fine fim einde koniec".split())
_LONGEST_PIECE = 300  # seconds


def end_of(columns: Mapping[str, int]) -> int | None:
    """Return the column of ends, from the columns by their names in small letters."""
    return next((n for key, n in columns.items() if key.replace(" ", "_") in _END), None)


def begins(rows: Sequence[Sequence[str]], begin: int | None, end: int | None) -> list[float]:
    """Return when each row begins, in seconds, where rows are pieces with a beginning and an end; else nothing."""
    return [a for a, _ in spans(rows, begin, end)]


def spans(rows: Sequence[Sequence[str]], begin: int | None, end: int | None) -> list[tuple[float, float]]:
    """Return when each row begins and ends, in seconds, where rows are pieces with both; else nothing."""
    if begin is None or end is None:
        return []
    times = [(_moment(row[begin]), _moment(row[end])) for row in rows]
    whole = [(a, b) for a, b in times if a is not None and b is not None and a <= b]
    if not whole or len(whole) < len(times):
        return []
    # No piece goes on for minutes: then they are counted in thousandths.
    unit = 1000 if median(b - a for a, b in whole) > _LONGEST_PIECE else 1
    return [(a / unit, b / unit) for a, b in whole]


def joined(turns: Iterable[Spoken]) -> Iterator[Spoken]:
    """Join pieces of one speaker that follow one another into a turn, as captions are."""
    for who, some in groupby(turns, key=lambda turn: turn[0]):
        said = list(some)
        yield who, " ".join(piece[1] for piece in said), said[0][2]


def _moment(cell: str) -> float | None:
    """Return a time as a recogniser writes it, also as a bare number."""
    written = cell.strip(" []()")
    return float(written) if re.fullmatch(r"\d{1,9}(?:\.\d{1,9})?", written) else seconds(written)
