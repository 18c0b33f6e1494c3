# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Ridge regression: updates and left-out scores are what a new fit would give."""

from __future__ import annotations

import numpy as np
import pytest

from qualcoder_tc.suggest.features import Likeness, Rows
from qualcoder_tc.suggest.kernel_ridge import KernelRidge
from qualcoder_tc.suggest.lexical import Weights, count

BASE = np.asarray([0.4, 0.3, 0.2, 0.1])


@pytest.fixture
def rows() -> Rows:
    chance = np.random.default_rng(5)
    vectors = chance.standard_normal((40, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    none = np.zeros_like(vectors)
    return Rows(vectors, none, none, count([f"word{i % 7} other{i % 3}" for i in range(40)]))


def fitted(rows: Rows, train: np.ndarray, targets: np.ndarray) -> tuple[KernelRidge, np.ndarray]:
    ridge = KernelRidge(Likeness(Weights.of(rows.counts)), rows)
    points = ridge.project(rows)
    ridge.fit(points[train], targets[train], np.ones(len(train)), BASE)
    return ridge, points


def test_left_out_scores_equal_a_fit_without_the_block(rows: Rows) -> None:
    targets = np.eye(4)[np.arange(40) % 4]
    everything = np.arange(40)
    blocks = [everything[:10], everything[10:]]
    ridge, points = fitted(rows, everything, targets)
    left_out = ridge.left_out(points, targets, blocks)
    for block, others in (blocks, blocks[::-1]):
        without, points = fitted(rows, others, targets)
        assert np.allclose(left_out[block], without.predict(points[block]), atol=1e-4)


def test_taking_in_one_more_equals_fitting_with_it(rows: Rows) -> None:
    targets = np.eye(4)[np.arange(40) % 4]
    ridge, points = fitted(rows, np.arange(39), targets)
    ridge.add(points[39], targets[39])
    whole, _ = fitted(rows, np.arange(40), targets)
    assert np.allclose(ridge.predict(points), whole.predict(points), atol=1e-4)


def test_correcting_a_target_equals_fitting_with_it(rows: Rows) -> None:
    targets = np.eye(4)[np.arange(40) % 4]
    ridge, points = fitted(rows, np.arange(40), targets)
    change = np.asarray([1.0, 0.0, 0.0, -1.0])
    ridge.correct(points[3], change)
    targets[3] += change
    corrected, _ = fitted(rows, np.arange(40), targets)
    assert np.allclose(ridge.predict(points), corrected.predict(points), atol=1e-4)
