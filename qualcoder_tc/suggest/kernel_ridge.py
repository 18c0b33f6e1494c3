# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Ridge regression of many codes at once on likeness to landmarks; updated in place by one passage.

Kernel ridge regression through the Nyström approximation (Williams and Seeger 2001), exact while all passages are
landmarks. Left-out predictions need no second fit: the residuals of a block follow from its part of the hat matrix.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.suggest.features import Likeness, Matrix, Rows

_SOFTNESS = 1.0
_JITTER = 1e-3
Array = NDArray[np.float64]


class KernelRidge:
    """Scores per code, about 0 for no and 1 for yes."""

    def __init__(self, likeness: Likeness, landmarks: Rows) -> None:
        """Prepare for passages that are compared to `landmarks` (a few hundred up to some 1,500)."""
        self._likeness = likeness
        self._landmarks = likeness.anchors(landmarks)
        own = likeness.between(landmarks, self._landmarks).astype(np.float64)
        root = np.linalg.cholesky(own + _JITTER * np.eye(len(own)))
        self._whiten = np.linalg.inv(root).T.astype(np.float32)
        self._inverse: Array = np.zeros((0, 0))
        self._slopes: Array = np.zeros((0, 0))
        self._base: Array = np.zeros(0)

    def project(self, rows: Rows) -> Matrix:
        """Return the coordinates of passages, shape (rows, landmarks)."""
        return self._likeness.between(rows, self._landmarks) @ self._whiten

    def fit(self, points: Matrix, targets: Array, trust: Array, base: Array) -> None:
        """Fit to points, shape (n, landmarks), and targets, shape (n, codes), each trusted by a weight.

        `base`, one per code, is the score of a passage that is alike to nothing.
        """
        weighted = (points * trust[:, None]).astype(np.float64)
        self._base = base
        gram: Array = weighted.T @ points + _SOFTNESS * np.eye(points.shape[1])
        self._inverse = np.asarray(np.linalg.inv(gram), dtype=np.float64)
        self._slopes = self._inverse @ (weighted.T @ (targets - self._base))

    def add(self, point: Matrix, target: Array) -> None:
        """Take in one more passage (Sherman and Morrison 1950); costs one pass over landmarks squared."""
        x = point.astype(np.float64)
        pull = self._inverse @ x
        gain = pull / (1 + x @ pull)
        self._slopes += np.outer(gain, target - self._base - x @ self._slopes)
        self._inverse -= np.outer(gain, pull)

    def correct(self, point: Matrix, change: Array) -> None:
        """Change the target of a passage that was taken in already."""
        self._slopes += np.outer(self._inverse @ point.astype(np.float64), change)

    def predict(self, points: Matrix) -> Array:
        """Return scores, shape (rows, codes)."""
        return self._base + points @ self._slopes

    def left_out(self, points: Matrix, targets: Array, blocks: Sequence[NDArray[np.intp]]) -> Array:
        """Return what each point would have scored had its whole block been unknown (trust 1)."""
        scores = np.zeros(targets.shape)
        for block in blocks:
            x = points[block].astype(np.float64)
            hat = x @ self._inverse @ x.T
            residual = targets[block] - self.predict(points[block])
            scores[block] = targets[block] - np.linalg.solve(np.eye(len(block)) - hat, residual)
        return scores
