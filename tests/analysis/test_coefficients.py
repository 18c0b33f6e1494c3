# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Two coders and one code: undefined values, symmetry, bounds, and a library as a witness."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.analysis import coefficients as co
from qualcoder_tc.analysis.coefficients import Counts, coefficients

COUNTS = st.tuples(*[st.integers(0, 60)] * 4)
MEASURES = (
    co.percent,
    co.cohen_kappa,
    co.scott_pi,
    co.gwet_ac1,
    co.brennan_prediger,
    co.krippendorff_alpha,
    co.holsti,
    co.positive,
    co.negative,
)


@pytest.mark.parametrize("counts", [(0, 0, 0, 100), (100, 0, 0, 0), (0, 0, 0, 1)])
def test_without_variation_chance_corrected_values_are_undefined_and_never_one(
    counts: tuple[int, int, int, int],
) -> None:
    found = coefficients(*counts)
    assert found.percent == 1.0
    assert found.kappa is None
    assert found.scott is None
    assert found.alpha is None


def test_a_code_nobody_gave_has_no_positive_agreement() -> None:
    found = coefficients(0, 0, 0, 100)
    assert found.positive is None
    assert found.holsti is None
    assert found.negative == 1.0


def test_a_code_given_throughout_has_no_negative_agreement() -> None:
    assert coefficients(100, 0, 0, 0).negative is None


def test_no_units_leave_everything_undefined() -> None:
    found = coefficients(0, 0, 0, 0)
    assert {getattr(found, name) for name in found.__slots__} == {None}


def test_one_coder_who_never_varies_gives_no_agreement_beyond_chance() -> None:
    found = coefficients(50, 50, 0, 0)
    assert found.kappa == 0.0
    assert found.percent == 0.5


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        coefficients(1, -1, 0, 0)


@settings(deadline=None)
@given(COUNTS)
def test_who_is_called_first_changes_no_value(counts: tuple[int, int, int, int]) -> None:
    both, first, second, neither = counts
    assert coefficients(both, first, second, neither) == coefficients(both, second, first, neither)


@settings(deadline=None)
@given(COUNTS)
def test_chance_corrected_values_do_not_depend_on_which_answer_is_called_yes(
    counts: tuple[int, int, int, int],
) -> None:
    both, first, second, neither = counts
    found, turned = coefficients(both, first, second, neither), coefficients(neither, second, first, both)
    for name in ("percent", "kappa", "scott", "ac1", "alpha", "brennan_prediger"):
        assert getattr(found, name) == getattr(turned, name)
    assert (found.positive, found.negative) == (turned.negative, turned.positive)


@settings(deadline=None)
@given(COUNTS)
def test_values_stay_within_their_bounds(counts: tuple[int, int, int, int]) -> None:
    found = coefficients(*counts)
    for name in ("kappa", "scott", "ac1", "alpha", "brennan_prediger"):
        value = getattr(found, name)
        assert value is None or -1 - 1e-12 <= value <= 1
    for name in ("percent", "holsti", "positive", "negative"):
        value = getattr(found, name)
        assert value is None or 0 <= value <= 1


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=20))
def test_many_codes_at_once_give_what_each_gives_alone(rows: list[tuple[int, int, int, int]]) -> None:
    together = Counts.last_axis(np.array(rows))
    for measure in MEASURES:
        alone = [float(measure(Counts.of(*row))) for row in rows]
        np.testing.assert_array_equal(measure(together), alone)


def test_pooled_kappa_is_the_kappa_of_mean_observed_and_mean_expected_agreement() -> None:
    rows = [(20, 5, 10, 15), (6, 8, 0, 36), (1, 1, 3, 45)]
    observed, expected = [], []
    for a, b, c, d in rows:
        n = a + b + c + d
        p1, p2 = (a + b) / n, (a + c) / n
        observed.append((a + d) / n)
        expected.append(p1 * p2 + (1 - p1) * (1 - p2))
    by_hand = (np.mean(observed) - np.mean(expected)) / (1 - np.mean(expected))
    assert co.pooled_kappa(Counts.last_axis(rows)) == pytest.approx(by_hand)


def test_codes_that_nobody_used_do_not_raise_the_pooled_kappa() -> None:
    used = [(20, 5, 10, 15), (6, 8, 0, 36)]
    unused = [(0, 0, 0, 50)] * 30
    assert co.pooled_kappa(Counts.last_axis(used + unused)) == co.pooled_kappa(Counts.last_axis(used))


def test_pooled_kappa_is_undefined_where_no_code_varies() -> None:
    assert math.isnan(co.pooled_kappa(Counts.last_axis([(0, 0, 0, 50)] * 3)))


@settings(deadline=None)
@given(COUNTS.filter(lambda c: sum(c) > 0))
def test_cohen_kappa_agrees_with_scikit_learn(counts: tuple[int, int, int, int]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    both, first, second, neither = counts
    one = [1] * (both + first) + [0] * (second + neither)
    other = [1] * both + [0] * first + [1] * second + [0] * neither
    found = coefficients(*counts).kappa
    if found is not None:
        assert found == pytest.approx(metrics.cohen_kappa_score(one, other, labels=[0, 1]), abs=1e-12)
