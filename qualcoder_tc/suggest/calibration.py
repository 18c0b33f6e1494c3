# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From raw scores to the chance of being right, and the score below which nothing is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.model.suggesting import should_be_right

Array = NDArray[np.float64]

# Weights of (one, score, lead over the best other code), typical of coding by definitions only and of coding by
# example; own data move them as far as there are any. The weights that follow these bend the curve at the knots and
# lift the leading code, and start from nothing.
_BY_DEFINITION = np.asarray([-3.1, 8.0, 4.0])
_BY_EXAMPLE = np.asarray([-3.0, 5.5, 1.8])
_TURNING_POINT = 30
_KNOTS = np.asarray([0.25, 0.5, 0.75])
_STARTERS = 3
_TERMS = _STARTERS + len(_KNOTS) + 1
_FIRMNESS = np.asarray([0.25] + [0.05] * (_TERMS - 1))
_STEPS = 60

UNMEASURED_THRESHOLD = 0.8
_FAMILIAR = 0.25
_ODD_ONES = 0.05
_ENOUGH = 30
_DOUBT = 10
_AT_ONCE = 512
_LOWEST, _HIGHEST = 0.3, 0.9
_STRICTNESS = (0.0, 0.5, 1.0)
_UNMEASURED = (0.5, UNMEASURED_THRESHOLD, 0.9)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic curve over score and lead (Platt 1999), bent at fixed knots, and what it was measured on.

    `familiar` is how alike a text has to be to some coded segment or definition for its chances to hold in full.
    `measured_on` is the number of left-out passages, 0 where there were too few.
    """

    curve: Array
    familiar: float = _FAMILIAR
    stated: Array = field(default_factory=lambda: np.zeros(0))
    precision: Array = field(default_factory=lambda: np.zeros(0))
    measured_on: int = 0

    @classmethod
    def unmeasured(cls, examples: int) -> Calibration:
        """Return a cautious curve for a project where nothing could be measured yet."""
        return cls(_starting_point(examples))

    @classmethod
    def measured(cls, scores: Array, truth: Array, closest: Array, limit: int = 3) -> Calibration:
        """Fit to scores of left-out passages, shape (n, codes), 0/1 truth of the same shape, and likeness (n)."""
        terms, right = _best(scores, truth, limit)
        curve = _fit(terms, right, _starting_point(len(scores)))
        if len(scores) < _ENOUGH:
            return cls(curve)
        chance = _logistic(terms @ curve)
        order = np.argsort(-chance, kind="stable")
        shown = np.arange(1, len(order) + 1)
        precision = (np.cumsum(right[order]) + _DOUBT / 2) / (shown + _DOUBT)
        return cls(curve, float(np.quantile(closest, _ODD_ONES)), chance[order], precision, len(scores))

    def threshold(self, strictness: float = 0.5) -> float:
        """Return the chance below which nothing is shown, from 0 (show many) to 1 (few and sure)."""
        if not len(self.stated):
            return float(np.interp(strictness, _STRICTNESS, _UNMEASURED))
        enough = np.flatnonzero(self.precision >= should_be_right(strictness))
        if not len(enough):
            return _HIGHEST
        return float(np.clip(self.stated[enough[-1]], _LOWEST, _HIGHEST))

    def chances(self, scores: Array, closest: Array) -> Array:
        """Return the chance of being right for each passage and code; the order of codes is kept.

        A passage less alike to anything known than almost all coded ones were is likely about something else.
        """
        known = np.minimum(np.maximum(closest, 0) / max(self.familiar, 1e-6), 1.0) ** 2
        found = np.zeros(scores.shape)
        for some in _parts(len(scores)):
            found[some] = _logistic(_terms(scores[some]) @ self.curve) * known[some, None]
        return found


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
    start = np.zeros(_TERMS)
    start[:_STARTERS] = (1 - share) * _BY_DEFINITION + share * _BY_EXAMPLE
    return start


def _terms(scores: Array) -> Array:
    """Return what the curve is over, shape (rows, codes, terms); each grows with the score within a row."""
    leads = _leads(scores)
    first = leads >= 0 if scores.shape[1] > 1 else np.ones(scores.shape, dtype=bool)
    bent = np.maximum(scores[..., None] - _KNOTS, 0)
    return np.concatenate(
        [np.stack([np.ones_like(scores), scores, leads], axis=-1), bent, first[..., None].astype(np.float64)],
        axis=-1,
    )


def _leads(scores: Array) -> Array:
    """Return by how much each score leads the best of the others; with one code, the score itself."""
    if scores.shape[1] < 2:
        return scores.copy()
    ranked = np.sort(scores, axis=1)
    best, second = ranked[:, -1:], ranked[:, -2:-1]
    return scores - np.where(scores >= best, second, best)


def _best(scores: Array, truth: Array, limit: int) -> tuple[Array, Array]:
    terms: list[Array] = [np.zeros((0, _TERMS))]
    right: list[Array] = [np.zeros(0)]
    for some in _parts(len(scores)):
        part = scores[some]
        leading = np.argsort(-part, axis=1, kind="stable")[:, :limit]
        rows = np.arange(len(part))[:, None]
        terms.append(_terms(part)[rows, leading].reshape(-1, _TERMS))
        right.append(truth[some][rows, leading].ravel())
    return np.concatenate(terms), np.concatenate(right)


def _parts(count: int) -> list[slice]:
    """Return slices of a few rows: what is made of them on the way is several times as large as they are."""
    return [slice(at, at + _AT_ONCE) for at in range(0, count, _AT_ONCE)]


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
    return _rising(curve)


def _rising(curve: Array) -> Array:
    """Take out what would turn the order of codes round: no stretch of the curve may fall."""
    slopes = np.maximum(np.cumsum(np.concatenate([curve[1:2], curve[_STARTERS:-1]])), 0.0)
    bends = np.diff(slopes)
    return np.concatenate([curve[:1], slopes[:1], np.maximum(curve[2:3], 0.0), bends, np.maximum(curve[-1:], 0.0)])


def _logistic(x: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
