# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Raw scores of codes for passages, from definitions, a regression over coded segments and their nearest ones."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.suggest.calibration import Calibration
from qualcoder_tc.suggest.definitions import Definitions
from qualcoder_tc.suggest.features import Likeness, Matrix, Rows, Shelf, similarity
from qualcoder_tc.suggest.kernel_ridge import KernelRidge
from qualcoder_tc.suggest.lexical import Weights

Array = NDArray[np.float64]

_DEFINITION = 0.3
_NEIGHBOURS = 0.15
_NEIGHBOURS_FROM = 150
_COMMONNESS = 0.2
_NEAREST = 30
_SHARPNESS = 4
_LANDMARKS = 1500
_AT_ONCE = 256  # passages compared with all others at one time
_BLOCKS = 5
_SEED = 20260


@dataclass(frozen=True, slots=True)
class Scores:
    """Raw scores, shape (rows, codes), with the likenesses they came from."""

    raw: Array
    pieces: Matrix
    """To the pieces of the definitions, shape (rows, pieces)."""
    refusals: Matrix
    """To the rules against codes, shape (rows, rules)."""
    examples: Matrix
    """To the coded segments, shape (rows, examples)."""

    def closest(self) -> Array:
        """Return how alike each passage is to what it is most alike to."""
        return np.maximum(self.pieces.max(axis=1), self.examples.max(axis=1, initial=-1.0)).astype(np.float64)


class Ranker:
    """Scores codes; fitted to all coded segments at once, then kept up to date one by one."""

    def __init__(self, definitions: Definitions, examples: Rows, targets: Array) -> None:
        """Fit to coded segments and their codes, shape (n, codes), n from 0."""
        self._definitions = definitions
        definitions.settle(examples)
        self.examples = Shelf(examples)
        self._targets = targets
        self._known = len(targets)
        self.fitted_to = len(examples)
        base = definitions.rows()
        both = examples + base
        meaning = bool(examples.text.shape[1])
        weights = Weights.of(both.counts)
        self._likeness = Likeness(weights) if meaning else Likeness(weights, 0.0, 0.0, 0.0, 1.0, 1.0)
        self._ridge = KernelRidge(self._likeness, both.take(_landmarks(targets, len(base))))
        self._points = self._ridge.project(both)
        self._ridge.fit(
            self._points,
            np.concatenate([targets, definitions.targets()]),
            np.concatenate([np.ones(len(examples)), definitions.trust()]),
            # A codebook says nothing about how common its codes are; only codings do.
            targets.sum(axis=0) / (len(targets) + definitions.trust().sum()),
        )

    @property
    def targets(self) -> Array:
        """Return the codes of all coded segments, shape (n, codes)."""
        return self._targets[: self._known]

    def add(self, rows: Rows, target: Array) -> None:
        """Take in one more coded segment."""
        self._ridge.add(self._ridge.project(rows)[0], target)
        self.examples.add(rows)
        if self._known == len(self._targets):
            room = np.zeros((max(64, self._known // 8), len(target)))
            self._targets = np.concatenate([self._targets, room])
        self._targets[self._known] = target
        self._known += 1

    def correct(self, index: int, target: Array) -> None:
        """Change the codes of a segment that was taken in already."""
        point = self._ridge.project(self.examples.take(np.asarray([index])))[0]
        self._ridge.correct(point, target - self.targets[index])
        self.targets[index] = target

    def score(self, rows: Rows) -> Scores:
        """Return the scores of passages."""
        heard = self._definitions.alike(rows)
        examples = self.examples.similarity(rows)
        raw = self._ridge.predict(self._ridge.project(rows)) + _DEFINITION * heard.codes
        raw += self._weight() * self._votes(examples, self.targets) - self._common()
        return Scores(raw, heard.pieces, heard.refusals, examples)

    def calibrated(self, groups: Sequence[Hashable]) -> Calibration:
        """Measure on coded segments left out in whole blocks, by document where `groups` tell documents apart."""
        count = self.fitted_to
        blocks = blocks_of(groups[:count])
        if len(blocks) < 2:
            return Calibration.unmeasured(count)
        rows, targets = self.examples.take(np.arange(count)), self.targets[:count]
        scores = self._ridge.left_out(self._points[:count], targets, blocks)
        heard = self._definitions.alike(rows)
        closest = heard.pieces.max(axis=1).astype(np.float64)
        everyone = np.arange(count)
        for block in blocks:
            others = np.setdiff1d(everyone, block)
            theirs, kept = rows.take(others), targets[others]
            # A few at a time: to give back hundreds of megabytes at once stops the window as well.
            for at in range(0, len(block), _AT_ONCE):
                some = block[at : at + _AT_ONCE]
                alike = similarity(rows.take(some), theirs)
                scores[some] += self._weight() * self._votes(alike, kept)
                closest[some] = np.maximum(closest[some], alike.max(axis=1))
        scores += _DEFINITION * heard.codes - self._common()
        return Calibration.measured(scores, targets, closest)

    def _weight(self) -> float:
        known = len(self.targets)
        return _NEIGHBOURS * known / (known + _NEIGHBOURS_FROM)

    def _common(self) -> Array:
        """Return what common codes yield: the regression favours them more than ranking should."""
        known = len(self.targets)
        return _COMMONNESS * (self.targets.sum(axis=0) / known if known else np.zeros(self.targets.shape[1]))

    def _votes(self, alike: Matrix, targets: Array) -> Array:
        """Return the share of each code among the nearest coded segments, the nearer the weightier."""
        if not alike.shape[1]:
            return np.zeros((len(alike), targets.shape[1]))
        near = min(_NEAREST, alike.shape[1])
        best = np.argpartition(-alike, near - 1, axis=1)[:, :near]
        weight = np.maximum(np.take_along_axis(alike, best, axis=1), 0.0).astype(np.float64) ** _SHARPNESS
        votes = np.einsum("rn,rnc->rc", weight, targets[best])
        return votes / (weight.sum(axis=1, keepdims=True) + 1e-9)


def blocks_of(groups: Sequence[Hashable]) -> list[NDArray[np.intp]]:
    """Part segments into at most five blocks: whole documents, or else runs in the order they were coded in."""
    documents: dict[Hashable, list[int]] = {}
    for i, group in enumerate(groups):
        documents.setdefault(group, []).append(i)
    if len(documents) < 3:
        runs = np.array_split(np.arange(len(groups)), min(_BLOCKS, len(groups))) if groups else []
        return [run for run in runs if len(run)]
    blocks: list[list[int]] = [[] for _ in range(min(_BLOCKS, len(documents)))]
    for members in sorted(documents.values(), key=len, reverse=True):
        min(blocks, key=len).extend(members)
    return [np.asarray(sorted(block), dtype=np.intp) for block in blocks]


def drawn(targets: Array, most: int) -> NDArray[np.intp]:
    """Choose segments by their codes: all, or a fixed draw of `most` in which rare codes are not forgotten."""
    count = len(targets)
    if count <= most:
        return np.arange(count)
    rarity = np.sqrt((targets / (targets.sum(axis=0) + 1)).max(axis=1) + 1e-6)
    chance = np.random.default_rng(_SEED)
    return np.sort(chance.choice(count, most, replace=False, p=rarity / rarity.sum()))


def _landmarks(targets: Array, definitions: int) -> NDArray[np.intp]:
    """Choose rows to compare with: all, or a draw of coded segments, and another of the definitions below them."""
    count = len(targets)
    own = min(definitions, max(_LANDMARKS // 2, _LANDMARKS - count))
    kept = np.random.default_rng(_SEED).choice(definitions, own, replace=False)
    return np.concatenate([drawn(targets, _LANDMARKS - own), count + np.sort(kept)])
