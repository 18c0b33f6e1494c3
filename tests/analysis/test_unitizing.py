# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Alpha for unitizing against its definition, written out without regard to speed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.analysis.arrays import as_ints
from qualcoder_tc.analysis.unitizing import (
    Disagreement,
    Stretch,
    alpha_u,
    alpha_u_by_category,
    disagreement,
    merged,
)

LENGTH = 40


def arrays(units: list[Stretch]) -> tuple[np.ndarray, np.ndarray]:
    return as_ints([s for s, _ in units]), as_ints([e for _, e in units])


@st.composite
def coders(draw: st.DrawFn) -> list[list[Stretch]]:
    """Return disjoint units of two to four coders."""
    found: list[list[Stretch]] = []
    for _ in range(draw(st.integers(2, 4))):
        edges = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=10)))
        marked = draw(st.lists(st.booleans(), min_size=10, max_size=10))
        found.append([pair for pair, yes in zip(pairwise(edges), marked, strict=False) if yes])
    return found


def sections(units: list[Stretch], start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return begin, length and whether it is a unit, for units and the gaps between them."""
    found, at = [], start
    for begin, stop in units:
        if begin > at:
            found.append((at, begin - at, False))
        found.append((begin, stop - begin, True))
        at = stop
    return [*found, (at, end - at, False)] if at < end else found


def by_definition(units: list[list[Stretch]], start: int, end: int) -> tuple[float, float]:
    """Return observed and expected disagreement as Krippendorff (2004, 11.6) writes them."""
    every, length, m = [sections(u, start, end) for u in units], end - start, len(units)
    observed = 0.0
    for i, one in enumerate(every):
        for j, other in enumerate(every):
            if i != j:
                observed += sum(difference(g, h) for g in one for h in other)
    number = sum(len(u) for u in units)
    over, under = 0.0, float(m * length * (m * length - 1))
    for own in every:
        for _, k, is_unit in own:
            if is_unit:
                gaps = sum(g - k + 1 for s in every for _, g, unit in s if not unit and g >= k)
                over += (number - 1) / 3 * (2 * k**3 - 3 * k**2 + k) + k**2 * gaps
                under -= k * (k - 1)
    return observed / (m * (m - 1) * length**2), 2 / length * over / under


def difference(g: tuple[int, int, bool], h: tuple[int, int, bool]) -> float:
    (b, k, unit), (c, n, other) = g, h
    if unit and other and -k < b - c < n:
        return (b - c) ** 2 + (b + k - c - n) ** 2
    if unit and not other and n - k >= b - c >= 0:
        return k**2
    if other and not unit and k - n >= c - b >= 0:
        return n**2
    return 0


@settings(deadline=None)
@given(coders())
def test_disagreement_is_what_the_definition_says(units: list[list[Stretch]]) -> None:
    found = disagreement([arrays(u) for u in units], 0, LENGTH)
    observed, expected = by_definition(units, 0, LENGTH)
    assert found.observed == pytest.approx(observed, abs=1e-12)
    assert found.expected == pytest.approx(expected if any(units) else 0.0, abs=1e-12)


@settings(deadline=None)
@given(coders(), st.integers(1, 1000))
def test_where_the_text_starts_makes_no_difference(units: list[list[Stretch]], shift: int) -> None:
    moved = [[(s + shift, e + shift) for s, e in u] for u in units]
    here = disagreement([arrays(u) for u in units], 0, LENGTH)
    assert disagreement([arrays(u) for u in moved], shift, shift + LENGTH) == here


@settings(deadline=None)
@given(coders())
def test_the_order_of_coders_makes_no_difference(units: list[list[Stretch]]) -> None:
    here = disagreement([arrays(u) for u in units], 0, LENGTH)
    there = disagreement([arrays(u) for u in reversed(units)], 0, LENGTH)
    assert (here.observed, here.expected) == pytest.approx((there.observed, there.expected))


@settings(deadline=None)
@given(coders())
def test_alpha_never_exceeds_one_and_the_same_units_reach_it(units: list[list[Stretch]]) -> None:
    found = alpha_u([disagreement([arrays(u) for u in units], 0, LENGTH)])
    assert found is None or found <= 1
    same = [units[0]] * len(units)
    assert alpha_u([disagreement([arrays(u) for u in same], 0, LENGTH)]) == (1.0 if units[0] else None)


@pytest.mark.parametrize(
    ("first", "second", "observed"),
    [
        ([(2, 10), (14, 20)], [(4, 8), (15, 17)], 0.03125),
        ([(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)], 2.26736),
        ([(2, 8), (10, 12), (14, 18), (20, 22)], [(0, 2), (4, 8), (10, 14), (16, 18), (20, 22)], 0.02777),
        ([(0, 2), (2, 10), (10, 14), (14, 20), (20, 24)], [(0, 4), (4, 8), (8, 15), (15, 17), (17, 24)], 0.38715),
    ],
)
def test_observed_disagreement_has_the_values_of_krippendorff_1995(
    first: list[Stretch], second: list[Stretch], observed: float
) -> None:
    found = disagreement([arrays(first), arrays(second)], 0, 24)
    assert found.observed == pytest.approx(observed, abs=1e-5)


def test_a_unit_against_many_small_ones_gives_the_value_of_dkpro() -> None:
    overall, _ = alpha_u_by_category({"A": [[(1, 9)], [(2, 3), (4, 5), (6, 7)]]}, 0, 10)
    assert overall == pytest.approx(-0.7003, abs=1e-4)


def test_nothing_marked_is_undefined() -> None:
    assert disagreement([arrays([]), arrays([])], 0, 100) == Disagreement(0.0, 0.0)
    assert alpha_u_by_category({"c": [[], []]}, 0, 100) == (None, {"c": None})


def test_a_category_nobody_used_does_not_raise_the_overall_value() -> None:
    used = {"c": [[(1, 9)], [(3, 9)]]}
    assert alpha_u_by_category({**used, "k": [[], []]}, 0, 50)[0] == alpha_u_by_category(used, 0, 50)[0]


def test_one_coder_alone_is_refused() -> None:
    with pytest.raises(ValueError, match="two coders"):
        disagreement([arrays([(1, 2)])], 0, 10)


def test_overlapping_units_of_one_coder_are_one_and_touching_ones_stay_apart() -> None:
    starts, ends = merged(*arrays([(5, 9), (0, 4), (2, 5), (3, 3), (6, 8)]))
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(0, 5), (5, 9)]
