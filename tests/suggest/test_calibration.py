# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Chances that mean what they say, and when to keep quiet."""

from __future__ import annotations

import numpy as np
import pytest

from qualcoder_tc.suggest.calibration import Calibration, calibration_error


def simulated(count: int, noise: float, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    truth = np.eye(8)[chance.integers(0, 8, count)]
    return truth * 0.5 + noise * chance.standard_normal(truth.shape), truth, np.full(count, 0.6)


def test_chances_come_true_on_new_data() -> None:
    calibration = Calibration.measured(*simulated(800, 0.25))
    scores, truth, closest = simulated(800, 0.25, seed=4)
    chances = calibration.chances(scores, closest)
    best = chances.argmax(axis=1)
    rows = np.arange(800)
    assert calibration_error(chances[rows, best].tolist(), truth[rows, best].astype(bool).tolist()) < 0.06


def test_the_order_of_codes_is_kept() -> None:
    scores, truth, closest = simulated(100, 0.5)
    chances = Calibration.measured(scores, truth, closest).chances(scores, closest)
    assert (np.argsort(chances, axis=1) == np.argsort(scores, axis=1)).all()


def test_what_is_shown_is_mostly_right_where_scores_allow_it() -> None:
    calibration = Calibration.measured(*simulated(800, 0.25))
    scores, truth, closest = simulated(800, 0.25, seed=4)
    shown = calibration.chances(scores, closest) >= calibration.threshold()
    assert shown.any(axis=1).mean() > 0.2
    assert truth[shown].mean() > 0.65


def test_hardly_anything_is_shown_where_scores_say_nothing() -> None:
    scores, truth, closest = simulated(400, 0.0)
    noise = np.random.default_rng(0).standard_normal(scores.shape)
    calibration = Calibration.measured(noise, truth, closest)
    assert (calibration.chances(noise, closest) >= calibration.threshold()).mean() < 0.01


def test_showing_few_and_sure_shows_less_that_is_right_more_often() -> None:
    calibration = Calibration.measured(*simulated(800, 0.25))
    scores, truth, closest = simulated(800, 0.25, seed=4)
    chances = calibration.chances(scores, closest)
    many, usual, sure = (chances >= calibration.threshold(strictness) for strictness in (0.0, 0.5, 1.0))
    assert many.sum() > usual.sum() > sure.sum() > 0
    assert truth[many].mean() < truth[usual].mean() < truth[sure].mean()


def test_a_curve_of_an_odd_shape_is_followed_and_never_falls() -> None:
    chance = np.random.default_rng(7)
    scores = np.sort(chance.uniform(0, 1, (3000, 4)), axis=1)
    # Right as often at 0.6 as at 0.9: a plain logistic curve would promise too much at the top.
    truth = (chance.uniform(size=scores.shape) < np.clip(scores, 0, 0.6)).astype(np.float64)
    calibration = Calibration.measured(scores, truth, np.full(3000, 0.6))
    stated = calibration.chances(scores, np.full(3000, 0.6))
    top = scores[:, -1] > 0.9
    assert stated[top, -1].mean() == pytest.approx(truth[top, -1].mean(), abs=0.05)
    assert (np.argsort(stated, axis=1, kind="stable") == np.argsort(scores, axis=1)).all()


def test_a_text_unlike_anything_known_loses_its_chances() -> None:
    scores, truth, closest = simulated(200, 0.1)
    calibration = Calibration.measured(scores, truth, closest)
    far = calibration.chances(scores, np.full(200, 0.05))
    assert far.max() < 0.05
    assert (far.argmax(axis=1) == scores.argmax(axis=1)).all()


@pytest.mark.parametrize("codes", [1, 2])
def test_few_codes_are_no_trouble(codes: int) -> None:
    chances = Calibration.unmeasured(0).chances(np.full((2, codes), 0.9), np.ones(2))
    assert chances.shape == (2, codes)
    assert np.isfinite(chances).all()


def test_calibration_error_of_nothing_is_zero_and_of_boasting_is_large() -> None:
    assert calibration_error([], []) == 0
    assert calibration_error([0.95] * 10, [False] * 10) == pytest.approx(0.95)
