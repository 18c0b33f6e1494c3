# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From raw scores to the chance of being right, and the score below which nothing is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Weights of (one, score, lead over the best other code), typical of coding by definitions only and of coding by
# example; own data move them as far as there are any.
_BY_DEFINITION = np.asarray([-3.1, 8.0, 4.0])
_BY_EXAMPLE = np.asarray([-3.0, 5.5, 1.8])
_TURNING_POINT = 30
_FIRMNESS = np.asarray([0.5, 0.05, 0.05])
_STEPS = 40

UNMEASURED_THRESHOLD = 0.5
_FAMILIAR = 0.25
_ODD_ONES = 0.05
_ENOUGH = 30
_SHOULD_BE_RIGHT = 0.72
_DOUBT = 4
_LOWEST, _HIGHEST = 0.4, 0.85


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over score and lead (Platt 1999), the threshold of abstaining, and what is familiar.

    `familiar` is how alike a text has to be to some coded segment or definition for its chances to hold in full.
    """

    curve: Array
    threshold: float
    familiar: float = _FAMILIAR

    @classmethod
    def unmeasured(cls, examples: int) -> Calibration:
        """Return a cautious curve for a project where nothing could be measured yet."""
        return cls(_starting_point(examples), UNMEASURED_THRESHOLD)

    @classmethod
    def measured(cls, scores: Array, truth: Array, closest: Array, limit: int = 3) -> Calibration:
        """Fit to scores of left-out passages, shape (n, codes), 0/1 truth of the same shape, and likeness (n)."""
        score, lead, right = _best(scores, truth, max(limit, 5))
        curve = _fit(np.stack([np.ones_like(score), score, lead], axis=1), right, _starting_point(len(scores)))
        found = cls(curve, UNMEASURED_THRESHOLD)
        if len(scores) < _ENOUGH:
            return found
        score, lead, right = _best(scores, truth, limit)
        threshold = _threshold(found._chance(score, lead), right)
        return cls(curve, threshold, float(np.quantile(closest, _ODD_ONES)))

    def chances(self, scores: Array, closest: Array) -> Array:
        """Return the chance of being right for each passage and code; the order of codes is kept.

        A passage less alike to anything known than almost all coded ones were is likely about something else.
        """
        known = np.minimum(np.maximum(closest, 0) / max(self.familiar, 1e-6), 1.0) ** 2
        return self._chance(scores, _leads(scores)) * known[:, None]

    def _chance(self, score: Array, lead: Array) -> Array:
        return _logistic(self.curve[0] + self.curve[1] * score + self.curve[2] * lead)


def calibration_error(chances: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """Return the expected calibration error: how far, on average, stated chances are from what happened."""
    stated, happened = np.asarray(chances, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if not len(stated):
        return 0.0
    of = np.minimum((stated * bins).astype(int), bins - 1)
    return sum(
        abs(float(stated[of == b].mean() - happened[of == b].mean())) * float((of == b).mean())
        for b in np.unique(of)
    )


def _starting_point(examples: int) -> Array:
    share = examples / (examples + _TURNING_POINT)
    return (1 - share) * _BY_DEFINITION + share * _BY_EXAMPLE


def _leads(scores: Array) -> Array:
    """Return by how much each score leads the best of the others; with one code, the score itself."""
    if scores.shape[1] < 2:
        return scores.copy()
    ranked = np.sort(scores, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return scores - np.where(scores >= best, second, best)


def _best(scores: Array, truth: Array, limit: int) -> tuple[Array, Array, Array]:
    leading = np.argsort(-scores, axis=1, kind="stable")[:, :limit]
    rows = np.arange(len(scores))[:, None]
    return scores[rows, leading].ravel(), _leads(scores)[rows, leading].ravel(), truth[rows, leading].ravel()


def _fit(x: Array, y: Array, start: Array) -> Array:
    """Find the curve that fits best without leaving the starting point without cause (Newton's method)."""
    curve = start.copy()
    for _ in range(_STEPS):
        chance = _logistic(x @ curve)
        slope = x.T @ (chance - y) + _FIRMNESS * (curve - start)
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + np.diag(_FIRMNESS)
        step = np.linalg.solve(bend, slope)
        curve = curve - step * min(1.0, 5.0 / float(np.abs(step).max() + 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    # A falling curve would turn the order of codes round.
    return np.concatenate([curve[:1], np.maximum(curve[1:], 0.0)])


def _threshold(chance: Array, right: Array) -> float:
    """Return the lowest chance at which what is shown, all in all, is right often enough."""
    order = np.argsort(-chance, kind="stable")
    shown = np.arange(1, len(order) + 1)
    precision = (np.cumsum(right[order]) + _DOUBT / 2) / (shown + _DOUBT)
    enough = np.flatnonzero(precision >= _SHOULD_BE_RIGHT)
    if not len(enough):
        return _HIGHEST
    return float(np.clip(chance[order][enough[-1]], _LOWEST, _HIGHEST))


def _logistic(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
