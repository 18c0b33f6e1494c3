# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Agreement of any number of coders who sort units into categories or rate them, with values missing or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from qualcoder_tc.analysis.arrays import FloatArray, IntArray, defined, ratio

Label = str | int | float
Level = Literal["nominal", "ordinal", "interval", "ratio"]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many coders gave each unit each value."""

    values: tuple[Label, ...]
    """Ascending."""
    counts: IntArray
    """counts[unit, value]."""


def tally(ratings: Sequence[Sequence[Label | None]]) -> Tally:
    """Count the values of each unit; ratings[unit][coder], None where a coder gave none.

    TypeError where text and numbers are mixed, since those have no order.
    """
    found = {value for unit in ratings for value in unit if value is not None}
    values: list[Label] = sorted(found)  # pyright: ignore[reportArgumentType]
    place = {value: i for i, value in enumerate(values)}
    counts = np.zeros((len(ratings), len(values)), dtype=np.int64)
    for i, unit in enumerate(ratings):
        for value in unit:
            if value is not None:
                counts[i, place[value]] += 1
    return Tally(tuple(values), counts)


def percent(given: Tally) -> float | None:
    """Return the mean share of pairs of coders who say the same of a unit."""
    return defined(_percent(given))


def krippendorff_alpha(given: Tally, level: Level = "nominal") -> float | None:
    """Return Krippendorff's alpha from the coincidence matrix (Krippendorff 2019, 12.3).

    None without variation. ValueError for values that are not numbers, or negative ones at the ratio level.
    """
    pairable = given.counts[given.counts.sum(axis=1) >= 2].astype(np.float64)
    weight = 1 / (pairable.sum(axis=1, keepdims=True) - 1)
    observed = pairable.T @ (pairable * weight) - np.diag((pairable * weight).sum(axis=0))
    totals = pairable.sum(axis=0)
    distance = _distances(given.values, totals, level)
    seen = (observed * distance).sum()
    expected = totals @ distance @ totals
    return defined(1 - ratio((totals.sum() - 1) * seen, expected))


def _distances(values: tuple[Label, ...], totals: FloatArray, level: Level) -> FloatArray:
    """Return the squared difference of each pair of values (Krippendorff 2019, 12.3.4)."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if any(isinstance(value, str) for value in values):
        raise ValueError(f"values of the {level} level are numbers")
    numbers = np.asarray(values, dtype=np.float64)
    if level == "ordinal":
        ranks = np.cumsum(totals) - totals / 2
        return np.square(np.subtract.outer(ranks, ranks), dtype=np.float64)
    difference = np.subtract.outer(numbers, numbers)
    if level == "interval":
        return np.square(difference, dtype=np.float64)
    if len(numbers) and numbers.min() < 0:
        raise ValueError("values of the ratio level are not negative")
    return np.nan_to_num(ratio(np.abs(difference), np.add.outer(numbers, numbers))) ** 2


def fleiss_kappa(given: Tally) -> float | None:
    """Return the kappa of Fleiss (1971), extended to missing values (Gwet 2014, 2.4); of two coders, Scott's pi."""
    shares = _shares(given)
    if np.count_nonzero(shares) < 2:
        return None
    return _corrected(given, float((shares**2).sum()))


def gwet_ac1(given: Tally, categories: int | None = None) -> float | None:
    """Return Gwet's AC1 (Gwet 2008); `categories` counts those that could be given, also when no one did.

    None when there is one category only.
    """
    shares = _shares(given)
    q = categories or len(given.values)
    return _corrected(given, float((shares * (1 - shares)).sum()) / (q - 1)) if q > 1 else None


def brennan_prediger(given: Tally, categories: int | None = None) -> float | None:
    """Return the coefficient of Brennan and Prediger (1981), also called S; categories as in `gwet_ac1`."""
    q = categories or len(given.values)
    return _corrected(given, 1 / q) if q > 1 else None


def cohen_kappa(first: Sequence[Label | None], second: Sequence[Label | None]) -> float | None:
    """Return Cohen's kappa (Cohen 1960) of two coders for any number of categories; units that one left out do not
    count. None without variation; ValueError for unequal lengths.
    """
    pairs = [(x, y) for x, y in zip(first, second, strict=True) if x is not None and y is not None]
    labels = {label: i for i, label in enumerate({label for pair in pairs for label in pair})}
    table = np.zeros((len(labels), len(labels)))
    for x, y in pairs:
        table[labels[x], labels[y]] += 1
    n = table.sum()
    chance = (table.sum(axis=0) * table.sum(axis=1)).sum()
    return defined(ratio(n * np.trace(table) - chance, n * n - chance))


def _percent(given: Tally) -> FloatArray:
    coders = given.counts.sum(axis=1)
    alike = (given.counts * (given.counts - 1)).sum(axis=1)
    pairs = coders * (coders - 1)
    read = pairs > 0
    return ratio((alike[read] / pairs[read]).sum(), read.sum())


def _shares(given: Tally) -> FloatArray:
    """Return the mean share of each value over units that anyone rated."""
    coders = given.counts.sum(axis=1, keepdims=True)
    rated = coders[:, 0] > 0
    return ratio((given.counts[rated] / coders[rated]).sum(axis=0), rated.sum())


def _corrected(given: Tally, chance: float) -> float | None:
    return defined(ratio(_percent(given) - chance, 1 - chance))
