# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Agreement of any number of coders on yes-or-no codes, from sums over units.

As in `coefficients`, the fields of `GroupSums` have one shape and the functions return arrays of it, NaN where
undefined. The sums add up over documents and blocks, so a bootstrap needs no second look at the units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcoder_tc.analysis.arrays import FloatArray, ratio


@dataclass(frozen=True, slots=True)
class GroupSums:
    """Sums over units that at least two coders read; m coders read a unit and r of them gave it the code."""

    units: FloatArray
    ratings: FloatArray
    """Sum of m."""
    given: FloatArray
    """Sum of r."""
    share: FloatArray
    """Sum of r / m."""
    split: FloatArray
    """Sum of r (m - r) / (m - 1): how often the two values coincide in a unit."""
    apart: FloatArray
    """Sum of 2 r (m - r) / (m (m - 1)): the share of pairs of coders who differ."""

    @classmethod
    def last_axis(cls, table: npt.ArrayLike) -> GroupSums:
        """Return sums from an array whose last axis holds the fields in their order."""
        values = np.asarray(table, dtype=np.float64)
        return cls(*(values[..., i] for i in range(6)))


def group_row(coders: int, units: FloatArray, given: FloatArray, mixed: FloatArray) -> FloatArray:
    """Return the fields of `GroupSums` on a new last axis, for units that all were read by `coders` >= 2 coders.

    `given` is the sum of r and `mixed` the sum of r (m - r) over the units.
    """
    ratings = coders * units
    fields = (units, ratings, given, given / coders, mixed / (coders - 1), 2 * mixed / (coders * (coders - 1)))
    return np.stack(np.broadcast_arrays(*fields), axis=-1)


def group_percent(sums: GroupSums) -> FloatArray:
    """Return the mean share of pairs of coders who say the same of a unit."""
    return 1 - ratio(sums.apart, sums.units)


def group_alpha(sums: GroupSums) -> FloatArray:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2019, 12.3)."""
    return 1 - ratio((sums.ratings - 1) * sums.split, sums.given * (sums.ratings - sums.given))


def group_fleiss(sums: GroupSums) -> FloatArray:
    """Return the kappa of Fleiss (1971), extended to units read by some coders only (Gwet 2014, 2.4)."""
    chance = 1 - 2 * _variation(sums)
    kappa = ratio(group_percent(sums) - chance, 1 - chance)
    # The exact test for variation: shares are thirds and sevenths, and do not add up exactly.
    return np.where(sums.given * (sums.ratings - sums.given) > 0, kappa, np.nan)


def group_ac1(sums: GroupSums) -> FloatArray:
    """Return Gwet's AC1 for many coders (Gwet 2008)."""
    chance = 2 * _variation(sums)
    return ratio(group_percent(sums) - chance, 1 - chance)


def _variation(sums: GroupSums) -> FloatArray:
    share = ratio(sums.share, sums.units)
    return share * (1 - share)
