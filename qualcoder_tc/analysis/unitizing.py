# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Krippendorff's alpha for unitizing: how far coders mark the same stretches of a text with a code."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcoder_tc.analysis.arrays import FloatArray, IntArray, as_ints

Stretch = tuple[int, int]
"""Start and end, end exclusive."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Observed and expected disagreement on one category."""

    observed: float
    expected: float


def alpha_u(found: Sequence[Disagreement]) -> float | None:
    """Return alpha_U over categories, 1 - sum of observed / sum of expected; None where nothing can be expected."""
    expected = sum(d.expected for d in found)
    return 1 - sum(d.observed for d in found) / expected if expected > 0 else None


def alpha_u_by_category(
    units: Mapping[Hashable, Sequence[Sequence[Stretch]]], start: int, end: int
) -> tuple[float | None, dict[Hashable, float | None]]:
    """Return alpha_U over all categories and of each; units[category][coder] lists what that coder marked."""
    found = {name: disagreement([_arrays(c) for c in coders], start, end) for name, coders in units.items()}
    return alpha_u(list(found.values())), {name: alpha_u([d]) for name, d in found.items()}


def disagreement(coders: Sequence[tuple[IntArray, IntArray]], start: int, end: int) -> Disagreement:
    """Return the disagreement of coders on one category over the continuum [start, end) (Krippendorff 2004, 11.6).

    Each coder gives the starts and ends of the units marked. Units of one coder that overlap count as one; units
    that only touch stay apart. Positions outside the continuum are cut off. ValueError for fewer than two coders.
    """
    if len(coders) < 2:
        raise ValueError("at least two coders are needed")
    length = end - start
    marked = [merged(np.clip(a, start, end), np.clip(b, start, end)) for a, b in coders]
    if length <= 0 or not any(len(starts) for starts, _ in marked):
        return Disagreement(0.0, 0.0)
    return Disagreement(_observed(marked, length), _expected(marked, start, end))


def merged(starts: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """Return stretches in order, those that overlap made one and empty ones left out."""
    kept = starts < ends
    order = np.argsort(starts[kept], kind="stable")
    starts, ends = starts[kept][order], ends[kept][order]
    if not len(starts):
        return starts, ends
    reach = np.maximum.accumulate(ends)
    opens = np.concatenate(([True], starts[1:] >= reach[:-1]))
    return starts[opens], reach[np.concatenate((opens[1:], [True]))]


def _arrays(stretches: Sequence[Stretch]) -> tuple[IntArray, IntArray]:
    return as_ints([s for s, _ in stretches]), as_ints([e for _, e in stretches])


def _observed(marked: Sequence[tuple[IntArray, IntArray]], length: int) -> float:
    """Return the mean squared difference over pairs of coders."""
    total = 0.0
    for i, one in enumerate(marked):
        for other in marked[i + 1 :]:
            total += _overlapping(one, other) + _lonely(one, other) + _lonely(other, one)
    m = len(marked)
    return 2 * total / (m * (m - 1) * float(length) ** 2)


def _overlapping(one: tuple[IntArray, IntArray], other: tuple[IntArray, IntArray]) -> float:
    """Return the squared distances of starts and of ends, over pairs of units that share a character."""
    low, count = _partners(one, other)
    left = np.repeat(np.arange(len(count)), count)
    right = np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count) + np.repeat(low, count)
    apart = [(one[k][left] - other[k][right]).astype(np.float64) for k in (0, 1)]
    return float(sum((d**2).sum() for d in apart))


def _lonely(one: tuple[IntArray, IntArray], other: tuple[IntArray, IntArray]) -> float:
    """Return the squared lengths of units that lie wholly within a gap of the other coder."""
    _, count = _partners(one, other)
    lengths = (one[1] - one[0])[count == 0].astype(np.float64)
    return float((lengths**2).sum())


def _partners(one: tuple[IntArray, IntArray], other: tuple[IntArray, IntArray]) -> tuple[IntArray, IntArray]:
    """Return for each unit of one coder the first unit of the other that it meets, and how many it meets."""
    low = np.searchsorted(other[1], one[0], side="right").astype(np.int64)
    high = np.searchsorted(other[0], one[1], side="left").astype(np.int64)
    return low, np.maximum(high - low, 0)


def _expected(marked: Sequence[tuple[IntArray, IntArray]], start: int, end: int) -> float:
    """Return the disagreement if every coder's units and gaps were put in any order, independently."""
    units: FloatArray = np.concatenate([ends - starts for starts, ends in marked]).astype(np.float64)
    gaps = np.sort(np.concatenate([_gaps(*one, start, end) for one in marked])).astype(np.float64)
    beyond = np.concatenate((np.cumsum(gaps[::-1])[::-1], [0.0]))
    first = np.searchsorted(gaps, units, side="left")
    places = beyond[first] - (len(gaps) - first) * (units - 1)
    among_units = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    size = float(len(marked)) * (end - start)
    ways = size * (size - 1) - (units * (units - 1)).sum()
    if ways <= 0:
        return 0.0
    return float(2 / (end - start) * (among_units + units**2 * places).sum() / ways)


def _gaps(starts: IntArray, ends: IntArray, start: int, end: int) -> IntArray:
    lengths = np.concatenate((starts, [end])) - np.concatenate(([start], ends))
    return as_ints(lengths[lengths > 0])
