# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Many coders and categories: other implementations as witnesses, order and missing values."""

from __future__ import annotations

import math
import random
import warnings

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qualcoder_tc.analysis import ratings
from qualcoder_tc.analysis.ratings import tally

LEVELS: tuple[ratings.Level, ...] = ("nominal", "ordinal", "interval", "ratio")


@st.composite
def tables(draw: st.DrawFn, gaps: bool = True) -> list[list[int | None]]:
    """Return ratings of some units by some coders on a scale from 0 to 4."""
    coders = draw(st.integers(2, 5))
    value = st.one_of(st.none(), st.integers(0, 4)) if gaps else st.integers(0, 4)
    return draw(st.lists(st.lists(value, min_size=coders, max_size=coders), min_size=2, max_size=15))


@settings(deadline=None)
@given(tables(), st.sampled_from(LEVELS))
def test_alpha_agrees_with_the_krippendorff_package(units: list[list[int | None]], level: ratings.Level) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    found = ratings.krippendorff_alpha(tally(units), level)
    paired = {v for unit in units if sum(v is not None for v in unit) > 1 for v in unit if v is not None}
    if len(paired) < 2:
        assert found is None
        return
    data = [[math.nan if unit[i] is None else unit[i] for unit in units] for i in range(len(units[0]))]
    expected = krippendorff.alpha(reliability_data=data, level_of_measurement=level, value_domain=[0, 1, 2, 3, 4])
    assert found == pytest.approx(expected, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(tables())
def test_coefficients_agree_with_irrcac(units: list[list[int | None]]) -> None:
    pandas = pytest.importorskip("pandas")
    raw = pytest.importorskip("irrCAC.raw")
    units = [unit for unit in units if any(value is not None for value in unit)]
    counted = tally(units)
    assume(len(units) > 1 and len(counted.values) > 1 and ratings.percent(counted) is not None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        witness = raw.CAC(pandas.DataFrame(units, dtype="float"), digits=9)
        answers = {
            ratings.gwet_ac1: witness.gwet(),
            ratings.fleiss_kappa: witness.fleiss(),
            ratings.brennan_prediger: witness.bp(),
        }
    for measure, answer in answers.items():
        assert measure(counted) == pytest.approx(answer["est"]["coefficient_value"], abs=1e-6)


@settings(deadline=None)
@given(tables(gaps=False))
def test_cohen_kappa_agrees_with_scikit_learn(units: list[list[int | None]]) -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    first, second = [u[0] for u in units], [u[1] for u in units]
    found = ratings.cohen_kappa(first, second)
    if len({*first, *second}) < 2:
        assert found is None
    elif found is not None:
        assert found == pytest.approx(metrics.cohen_kappa_score(first, second), abs=1e-12)


@settings(deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_units_and_coders_changes_no_value(
    units: list[list[int | None]], shuffle: random.Random
) -> None:
    coders = list(range(len(units[0])))
    shuffle.shuffle(coders)
    mixed = [[unit[i] for i in coders] for unit in units]
    shuffle.shuffle(mixed)
    for measure in (ratings.percent, ratings.gwet_ac1, ratings.fleiss_kappa, ratings.krippendorff_alpha):
        before, after = measure(tally(units)), measure(tally(mixed))
        assert before == (None if after is None else pytest.approx(after, abs=1e-12))


@settings(deadline=None)
@given(tables())
def test_units_that_one_coder_rated_do_not_change_alpha(units: list[list[int | None]]) -> None:
    alone: list[int | None] = [3] + [None] * (len(units[0]) - 1)
    for level in LEVELS:
        before = ratings.krippendorff_alpha(tally(units), level)
        after = ratings.krippendorff_alpha(tally([*units, alone, alone]), level)
        assert before == (None if after is None else pytest.approx(after, abs=1e-12))


@pytest.mark.parametrize("units", [[[1, 1], [1, 1]], [[2, 2, None], [2, None, 2]], [[1, None], [None, 2]]])
def test_without_variation_or_pairs_there_is_no_value(units: list[list[int | None]]) -> None:
    counted = tally(units)
    for level in LEVELS:
        assert ratings.krippendorff_alpha(counted, level) is None
    assert ratings.fleiss_kappa(counted) is None
    assert ratings.cohen_kappa([u[0] for u in units], [u[1] for u in units]) is None


def test_one_category_leaves_no_room_for_chance() -> None:
    counted = tally([["yes", "yes"], ["yes", "yes"]])
    assert ratings.gwet_ac1(counted) is None
    assert ratings.brennan_prediger(counted) is None


def test_categories_that_could_have_been_given_count_towards_chance() -> None:
    counted = tally([["a", "a"], ["b", "b"], ["a", "b"]])
    assert ratings.brennan_prediger(counted, 4) == pytest.approx((2 / 3 - 1 / 4) / (3 / 4))


def test_no_units_give_no_value() -> None:
    assert ratings.percent(tally([])) is None
    assert ratings.krippendorff_alpha(tally([])) is None
    assert ratings.cohen_kappa([], []) is None


def test_words_have_no_distance() -> None:
    with pytest.raises(ValueError, match="numbers"):
        ratings.krippendorff_alpha(tally([["a", "b"], ["b", "b"]]), "interval")


def test_negative_values_have_no_ratio() -> None:
    with pytest.raises(ValueError, match="not negative"):
        ratings.krippendorff_alpha(tally([[-1, 2], [2, 2]]), "ratio")


def test_coders_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="argument 2"):
        ratings.cohen_kappa([1, 2], [1])
