# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Ridge regression that says for each row what the others alone would have said of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Matrix = NDArray[np.float32]

_STRENGTHS = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0)


class LinearRidge:
    """Fit targets to rows; how strongly is chosen by the error on rows left out, which has a closed form.

    See Golub, Heath and Wahba 1979: leaving out row i changes its fitted value by its residual times h / (1 - h).
    """

    def __init__(self, rows: Matrix, targets: Array) -> None:
        """Take rows, shape (n, d), and targets, shape (n, k)."""
        self._centre = rows.mean(axis=0)
        self._mean = targets.mean(axis=0)
        centred, wanted = rows - self._centre, targets - self._mean
        values, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
        # Rows stay in four bytes a number: there may be a hundred thousand.
        self._axes: Matrix = axes.astype(np.float32)
        turned: Matrix = centred @ self._axes
        along = (turned.T @ wanted.astype(np.float32)).astype(np.float64)
        best = min(_STRENGTHS, key=lambda s: self._error(turned, along, values, wanted, s))
        fitted, hold = self._fitted(turned, along, values, best)
        self.left_out: Array = wanted - (wanted - fitted) / (1 - hold)[:, None] + self._mean
        """What the other rows say of each, shape (n, k)."""
        self._along = along / (np.maximum(values, 0) + best)[:, None]

    def predict(self, rows: Matrix) -> Array:
        """Return what is said of new rows, shape (m, k)."""
        return ((rows - self._centre) @ self._axes) @ self._along + self._mean

    @staticmethod
    def _fitted(turned: Matrix, along: Array, values: Array, strength: float) -> tuple[Array, Array]:
        shrunk = 1 / (np.maximum(values, 0) + strength)
        hold = np.square(turned) @ shrunk.astype(np.float32) + 1 / len(turned)
        fitted = turned @ (shrunk[:, None] * along).astype(np.float32)
        return fitted.astype(np.float64), np.minimum(hold, 0.999).astype(np.float64)

    def _error(self, turned: Matrix, along: Array, values: Array, wanted: Array, strength: float) -> float:
        fitted, hold = self._fitted(turned, along, values, strength)
        left = np.square((wanted - fitted) / (1 - hold)[:, None]).sum(axis=0)
        # A rare code counts as much as a common one.
        return float((left / np.maximum(np.square(wanted).sum(axis=0), 1e-9)).sum())
