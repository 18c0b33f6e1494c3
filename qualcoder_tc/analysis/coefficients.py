# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Agreement of two coders on yes-or-no codes, from four counts; a whole bootstrap in one call.

Every function takes `Counts` whose fields have one shape (codes, or replicates x codes, or none for a single code)
and returns an array of that shape, NaN where the value is undefined. The formulas are written with whole counts and
one division, so that "no variation" is found exactly and the value does not depend on who is called first.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcoder_tc.analysis.arrays import FloatArray, defined, ratio


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units both coders, only the first, only the second and neither gave a code."""

    both: FloatArray
    first: FloatArray
    second: FloatArray
    neither: FloatArray

    @classmethod
    def of(cls, both: npt.ArrayLike, first: npt.ArrayLike, second: npt.ArrayLike, neither: npt.ArrayLike) -> Counts:
        """Return counts from numbers or arrays of one shape."""
        a, b, c, d = (np.asarray(x, dtype=np.float64) for x in (both, first, second, neither))
        return cls(a, b, c, d)

    @classmethod
    def last_axis(cls, table: npt.ArrayLike) -> Counts:
        """Return counts from an array whose last axis is both, first, second, neither."""
        values = np.asarray(table, dtype=np.float64)
        return cls(values[..., 0], values[..., 1], values[..., 2], values[..., 3])

    @property
    def units(self) -> FloatArray:
        """Return how many units there are."""
        return np.asarray(self.both + self.first + self.second + self.neither, dtype=np.float64)

    @property
    def given(self) -> FloatArray:
        """Return how often the code was given, over both coders."""
        return np.asarray(2 * self.both + self.first + self.second, dtype=np.float64)

    @property
    def withheld(self) -> FloatArray:
        """Return how often the code was not given, over both coders."""
        return np.asarray(2 * self.neither + self.first + self.second, dtype=np.float64)


def percent(counts: Counts) -> FloatArray:
    """Return the share of units on which the two say the same."""
    return ratio(counts.both + counts.neither, counts.units)


def cohen_kappa(counts: Counts) -> FloatArray:
    """Return Cohen's kappa (Cohen 1960): chance from each coder's own share of the code."""
    return ratio(_beyond_chance(counts), _room_beyond_chance(counts))


def pooled_kappa(counts: Counts) -> FloatArray:
    """Return one kappa for the codes of the last axis: (mean Po - mean Pe) / (1 - mean Pe) (De Vries et al. 2008).

    A code without variation adds nothing to either mean's distance from one, so unused codes do not flatter it.
    """
    square = counts.units**2
    over = np.nan_to_num(ratio(_beyond_chance(counts), square))
    under = np.nan_to_num(ratio(_room_beyond_chance(counts), square))
    return ratio(over.sum(axis=-1), under.sum(axis=-1))


def _beyond_chance(counts: Counts) -> FloatArray:
    """Return (Po - Pe) n^2 of Cohen's kappa."""
    return 2 * (counts.both * counts.neither - counts.first * counts.second)


def _room_beyond_chance(counts: Counts) -> FloatArray:
    """Return (1 - Pe) n^2 of Cohen's kappa."""
    a, b, c, d = counts.both, counts.first, counts.second, counts.neither
    return (a + b) * (b + d) + (a + c) * (c + d)


def scott_pi(counts: Counts) -> FloatArray:
    """Return Scott's pi (Scott 1955): chance from the share of the code over both coders."""
    apart = counts.first + counts.second
    return ratio(4 * counts.both * counts.neither - apart**2, counts.given * counts.withheld)


def gwet_ac1(counts: Counts) -> FloatArray:
    """Return Gwet's AC1 (Gwet 2008), defined for any unit at all: its chance agreement never exceeds one half."""
    chance = 2 * counts.given * counts.withheld
    square = 4 * counts.units**2
    return ratio(4 * counts.units * (counts.both + counts.neither) - chance, square - chance)


def brennan_prediger(counts: Counts) -> FloatArray:
    """Return the coefficient of Brennan and Prediger (1981) for two categories: chance is one half."""
    return 2 * percent(counts) - 1


def krippendorff_alpha(counts: Counts) -> FloatArray:
    """Return Krippendorff's alpha for nominal data (Krippendorff 2019, 12.3), corrected for small samples."""
    apart = counts.first + counts.second
    return 1 - ratio((2 * counts.units - 1) * apart, counts.given * counts.withheld)


def holsti(counts: Counts) -> FloatArray:
    """Return Holsti's index (Holsti 1969), 2 M / (N1 + N2): over coded units only, without regard to chance."""
    return ratio(2 * counts.both, counts.given)


def positive(counts: Counts) -> FloatArray:
    """Return agreement on giving the code (Cicchetti and Feinstein 1990); equal to Holsti's index for one code."""
    return ratio(2 * counts.both, counts.given)


def negative(counts: Counts) -> FloatArray:
    """Return agreement on withholding the code (Cicchetti and Feinstein 1990)."""
    return ratio(2 * counts.neither, counts.withheld)


@dataclass(frozen=True, slots=True)
class Coefficients:
    """All coefficients for one code; None where undefined."""

    percent: float | None
    kappa: float | None
    scott: float | None
    ac1: float | None
    alpha: float | None
    holsti: float | None
    brennan_prediger: float | None
    positive: float | None
    negative: float | None


def coefficients(both: int, first: int, second: int, neither: int) -> Coefficients:
    """Return every coefficient for one code; ValueError for a negative count."""
    if min(both, first, second, neither) < 0:
        raise ValueError("counts are not negative")
    counts = Counts.of(both, first, second, neither)
    return Coefficients(
        percent=defined(percent(counts)),
        kappa=defined(cohen_kappa(counts)),
        scott=defined(scott_pi(counts)),
        ac1=defined(gwet_ac1(counts)),
        alpha=defined(krippendorff_alpha(counts)),
        holsti=defined(holsti(counts)),
        brennan_prediger=defined(brennan_prediger(counts)),
        positive=defined(positive(counts)),
        negative=defined(negative(counts)),
    )
