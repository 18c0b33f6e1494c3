# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Confidence intervals by resampling whole documents or blocks of turns, from sums per cluster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcoder_tc.analysis.arrays import FloatArray, IntArray

Method = Literal["document", "block"]
Interval = tuple[float, float]

FEWEST_DOCUMENTS = 8
"""With fewer documents, resampling whole ones says little."""
FEWEST_BLOCKS = 5
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How intervals were made."""

    method: Method
    repetitions: int
    seed: int
    note: str
    """The same in words, for the reader of a report."""
    block: int | None = None
    """Turns in a block."""


def block_length(turns: int) -> int:
    """Return how many consecutive turns make a block: the cube root of their number (Hall et al. 1995)."""
    return max(1, round(turns ** (1 / 3)))


def draws(clusters: int, repetitions: int, seed: int) -> FloatArray:
    """Return how often each cluster is drawn in each repetition, shape (repetitions, clusters)."""
    if not clusters:
        return np.zeros((repetitions, 0))
    drawn = np.random.default_rng(seed).multinomial(clusters, np.full(clusters, 1 / clusters), size=repetitions)
    return drawn.astype(np.float64)


def replicate(drawn: FloatArray, sums: FloatArray) -> FloatArray:
    """Return the sums of each repetition: (repetitions, clusters) by (clusters, ...) gives (repetitions, ...)."""
    flat = drawn @ sums.reshape(len(sums), -1)
    return flat.reshape(len(drawn), *sums.shape[1:])


def intervals(replicates: FloatArray, level: float = _LEVEL) -> list[Interval | None]:
    """Return the percentile interval of each column of (repetitions, columns).

    Undefined repetitions are left out; where fewer than half are defined there is no interval.
    """
    ordered = np.sort(replicates, axis=0)  # NaN goes last
    known = np.count_nonzero(~np.isnan(ordered), axis=0)
    low, high = (_quantile(ordered, known, q) for q in ((1 - level) / 2, (1 + level) / 2))
    enough = (2 * known >= len(ordered)) & (known > 0)
    return [(float(a), float(b)) if ok else None for a, b, ok in zip(low, high, enough, strict=True)]


def _quantile(ordered: FloatArray, known: IntArray, q: float) -> FloatArray:
    """Return the quantile of the first `known` values of each column, interpolated linearly."""
    at = q * np.maximum(known - 1, 0)
    below = np.floor(at).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(known - 1, 0))
    columns = np.arange(ordered.shape[1])
    lower, upper = ordered[below, columns], ordered[above, columns]
    return lower + (upper - lower) * (at - below)
