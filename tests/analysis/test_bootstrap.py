# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Resampling draws whole clusters and answers honestly where there is too little."""

from __future__ import annotations

import numpy as np
import pytest

from qualcoder_tc.analysis.bootstrap import block_length, draws, intervals, replicate


def test_every_repetition_draws_as_many_clusters_as_there_are() -> None:
    drawn = draws(7, 50, seed=1)
    assert drawn.shape == (50, 7)
    assert set(drawn.sum(axis=1)) == {7.0}


def test_the_same_seed_draws_the_same_and_another_does_not() -> None:
    assert (draws(9, 20, seed=3) == draws(9, 20, seed=3)).all()
    assert (draws(9, 20, seed=3) != draws(9, 20, seed=4)).any()


def test_no_clusters_give_empty_draws() -> None:
    assert draws(0, 5, seed=1).shape == (5, 0)


def test_a_repetition_adds_up_the_clusters_it_drew() -> None:
    sums = np.arange(24.0).reshape(3, 2, 4)
    drawn = np.array([[1.0, 1.0, 1.0], [0.0, 3.0, 0.0]])
    found = replicate(drawn, sums)
    assert (found[0] == sums.sum(axis=0)).all()
    assert (found[1] == 3 * sums[1]).all()


def test_an_interval_is_made_of_the_middle_ninety_five_per_cent() -> None:
    values = np.random.default_rng(1).permutation(np.arange(1001.0))
    assert intervals(values[:, None]) == [pytest.approx((25.0, 975.0))]


def test_undefined_repetitions_are_left_out() -> None:
    values = np.full(100, np.nan)
    values[::2] = np.arange(50.0)
    assert intervals(values[:, None]) == [pytest.approx(tuple(np.quantile(np.arange(50.0), [0.025, 0.975])))]


def test_there_is_no_interval_where_fewer_than_half_of_the_repetitions_are_defined() -> None:
    values = np.full((100, 2), np.nan)
    values[:49, 0] = 0.5
    assert intervals(values) == [None, None]


def test_blocks_grow_with_the_cube_root_of_the_turns() -> None:
    assert [block_length(n) for n in (0, 1, 27, 1000)] == [1, 1, 3, 10]
