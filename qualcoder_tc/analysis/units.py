# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which units of a document the spans of coders fall on: turns, sentences, or runs of characters coded alike.

Spans come as parallel arrays of starts, ends and rows; a row is whatever is told apart, such as one coder's spans
of one code. Positions are code points, end exclusive; empty spans and empty units are never coded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcoder_tc.analysis.arrays import BoolArray, IntArray, as_ints

Overlap = Literal["any", "majority"]


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of text within which no row changes, with how many characters each stands for."""

    starts: IntArray
    lengths: IntArray
    flags: BoolArray
    """flags[row, run]."""


def coded_units(
    unit_starts: IntArray, unit_ends: IntArray, starts: IntArray, ends: IntArray, *, overlap: Overlap = "any"
) -> BoolArray:
    """Tell of each unit whether the spans, taken together, code it."""
    rows = np.zeros(len(starts), dtype=np.int64)
    return unit_flags(unit_starts, unit_ends, starts, ends, rows, 1, overlap=overlap)[0]


def unit_flags(
    unit_starts: IntArray,
    unit_ends: IntArray,
    starts: IntArray,
    ends: IntArray,
    rows: IntArray,
    n_rows: int,
    *,
    overlap: Overlap = "any",
) -> BoolArray:
    """Return flags[row, unit]: whether the spans of a row code a unit.

    `any`: one shared character is enough. `majority`: more than half of the unit's characters lie in the union of
    the row's spans. ValueError where units are out of order.
    """
    if (np.diff(unit_starts) < 0).any() or (np.diff(unit_ends) < 0).any():
        raise ValueError("units come in the order of the text")
    kept = starts < ends
    starts, ends, rows = starts[kept], ends[kept], rows[kept]
    if overlap == "any":
        low = np.searchsorted(unit_ends, starts, side="right")
        high = np.maximum(np.searchsorted(unit_starts, ends, side="left"), low)
        flags = _covered(low, high, rows, n_rows, len(unit_starts))
        return flags & (unit_ends > unit_starts)
    return _majority(unit_starts, unit_ends, starts, ends, rows, n_rows)


def _majority(
    unit_starts: IntArray, unit_ends: IntArray, starts: IntArray, ends: IntArray, rows: IntArray, n_rows: int
) -> BoolArray:
    edges = np.unique(np.concatenate((unit_starts, unit_ends, starts, ends)))
    if len(edges) < 2:
        return np.zeros((n_rows, len(unit_starts)), dtype=np.bool_)
    flags = _between(edges, starts, ends, rows, n_rows)
    coded = np.zeros((n_rows, len(edges)), dtype=np.int64)
    np.cumsum(flags * np.diff(edges), axis=1, out=coded[:, 1:])
    first, last = np.searchsorted(edges, unit_starts), np.searchsorted(edges, unit_ends)
    return 2 * (coded[:, last] - coded[:, first]) > unit_ends - unit_starts


def character_runs(
    length: int, starts: IntArray, ends: IntArray, rows: IntArray, n_rows: int, *, cuts: IntArray | None = None
) -> Runs:
    """Return the runs of a text of `length` characters; runs also end at `cuts`.

    A run's length is its weight: counting weighted runs is counting characters, at the cost of the number of spans.
    """
    starts, ends = np.clip(starts, 0, length), np.clip(ends, 0, length)
    kept = starts < ends
    starts, ends, rows = starts[kept], ends[kept], rows[kept]
    more = np.zeros(0, dtype=np.int64) if cuts is None else np.clip(cuts, 0, length)
    edges = np.unique(np.concatenate((as_ints([0, length]), starts, ends, more)))
    flags = _between(edges, starts, ends, rows, n_rows)
    return Runs(as_ints(edges[:-1]), as_ints(np.diff(edges)), flags)


def _between(edges: IntArray, starts: IntArray, ends: IntArray, rows: IntArray, n_rows: int) -> BoolArray:
    """Return flags[row, run] for the runs between edges that include all starts and ends."""
    low, high = np.searchsorted(edges, starts), np.searchsorted(edges, ends)
    return _covered(as_ints(low), as_ints(high), rows, n_rows, len(edges) - 1)


def _covered(low: IntArray, high: IntArray, rows: IntArray, n_rows: int, size: int) -> BoolArray:
    """Return flags[row, place], true where some range [low, high) of the row holds the place."""
    change = np.zeros((n_rows, size + 1), dtype=np.int32)
    np.add.at(change, (rows, low), 1)
    np.add.at(change, (rows, high), -1)
    return np.cumsum(change, axis=1)[:, :size] > 0
