# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whether the segments of a large code fall into parts that could be codes of their own, and what those are about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.suggest.space import unit
from qualcoder_tc.suggest.telling import telling

FEWEST = 20
"""Segments from which a code is looked at for parts."""
_MOST_PARTS = 6
_SMALLEST = 4  # segments of a part
_STARTS = 12
_HALVES = 10
_STEPS = 50
_SPREAD = 0.4  # of the logarithm of lengths, below which length says nothing
_SAMPLE = 1500  # segments among which all distances are taken

# Talk about one thing falls apart too, a little and differently each time; parts have to be apart and to come back.
_APART = 0.04
_COMING_BACK = 0.65
_WORDS = 2  # that tell a part from the rest; one without is no part that a person would see

Matrix = NDArray[np.float32]
Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Part:
    """Some segments of a code, the most typical first, and the words that tell them from the others."""

    members: tuple[int, ...]
    words: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return a name to begin with."""
        return ", ".join(self.words[:3])


@dataclass(frozen=True, slots=True)
class Parts:
    """What a code falls into; no parts where none are clear.

    `apart` is the mean silhouette (Rousseeuw 1987) and `steady` how far the parts come back when a part of the segments
    is left out (mean adjusted Rand index); both are of the best division, shown or not.
    """

    parts: tuple[Part, ...]
    apart: float
    steady: float

    @property
    def clear(self) -> bool:
        """Tell whether there are parts."""
        return bool(self.parts)


def parts_of(rows: Matrix, texts: Sequence[str], languages: Iterable[str] = ("en",)) -> Parts:
    """Divide segments (unit rows and texts of one code) into parts; equal input gives equal parts."""
    if len(rows) < FEWEST:
        return Parts((), 0.0, 0.0)
    rest = _without_length(rows, texts)
    tried: list[tuple[float, float, Labels]] = []
    for k in range(2, min(_MOST_PARTS, len(rows) // (2 * _SMALLEST)) + 1):
        labels = _divide(rest, k)
        if np.bincount(labels, minlength=k).min() >= _SMALLEST:
            tried.append((silhouette(rest, labels), _steadiness(rest, labels, k), labels))
    if not tried:
        return Parts((), 0.0, 0.0)
    apart, steady, labels = max(tried, key=lambda t: (t[0] >= _APART and t[1] >= _COMING_BACK, t[0] * t[1]))
    if apart < _APART or steady < _COMING_BACK:
        return Parts((), apart, steady)
    groups = [np.flatnonzero(labels == n) for n in range(labels.max() + 1)]
    said = list(texts)
    words = telling([[said[i] for i in group] for group in groups], languages)
    if min(map(len, words)) < _WORDS:
        return Parts((), apart, steady)
    found = [Part(tuple(_typical(rest, g)), tuple(w)) for g, w in zip(groups, words, strict=True)]
    return Parts(tuple(sorted(found, key=lambda p: (-len(p.members), p.members))), apart, steady)


def _without_length(rows: Matrix, texts: Sequence[str]) -> Matrix:
    """Return rows without what all share, which is what the code is about, and without what tells short from long."""
    size = np.log1p([len(text) for text in texts])
    size = (size - size.mean()).astype(np.float32)
    rest = rows - rows.mean(axis=0)
    if size.std() < _SPREAD:
        return unit(rest)
    slope = size @ rest / max(float(size @ size), 1e-9)
    return unit(rest - np.outer(size, slope))


def _typical(rows: Matrix, group: NDArray[np.intp]) -> list[int]:
    middle = rows[group].mean(axis=0)
    return [int(i) for i in group[np.argsort(-(rows[group] @ middle), kind="stable")]]


def _divide(rows: Matrix, k: int) -> Labels:
    """Return the best of several runs of spherical k-means, each from starting points drawn apart (fixed seeds)."""
    best: tuple[float, Labels] | None = None
    for seed in range(_STARTS):
        labels, tight = _run(rows, k, np.random.default_rng([k, seed]))
        if best is None or tight > best[0] + 1e-6:
            best = (tight, labels)
    assert best is not None
    return best[1]


def _run(rows: Matrix, k: int, chance: np.random.Generator) -> tuple[Labels, float]:
    centres = _starts(rows, k, chance)
    labels = np.zeros(len(rows), dtype=np.intp)
    for step in range(_STEPS):
        alike = rows @ centres.T
        now = alike.argmax(axis=1)
        if step and np.array_equal(now, labels):
            break
        labels = now
        for n in range(k):
            own = rows[labels == n]
            # An empty part begins anew at the segment that fits worst.
            centres[n] = own.sum(axis=0) if len(own) else rows[int(alike.max(axis=1).argmin())]
        centres = unit(centres)
    return labels, float((rows @ centres.T)[np.arange(len(rows)), labels].sum())


def _starts(rows: Matrix, k: int, chance: np.random.Generator) -> Matrix:
    chosen = [int(chance.integers(len(rows)))]
    far = 1 - rows @ rows[chosen[0]]
    while len(chosen) < k:
        weight = np.maximum(far, 0).astype(np.float64)
        total = weight.sum()
        at = int(chance.choice(len(rows), p=weight / total)) if total > 0 else int(chance.integers(len(rows)))
        chosen.append(at)
        far = np.minimum(far, 1 - rows @ rows[at])
    return rows[chosen].copy()


def silhouette(rows: Matrix, labels: Labels) -> float:
    """Return the mean silhouette by cosine distance, over segments spread evenly where there are very many."""
    taken = np.unique(np.linspace(0, len(rows) - 1, min(len(rows), _SAMPLE)).astype(np.intp))
    rows, labels = rows[taken], labels[taken]
    count = np.bincount(labels)
    if (count > 0).sum() < 2:
        return 0.0
    sums = np.zeros((len(rows), len(count)))
    np.add.at(sums.T, labels, (1 - rows @ rows.T).T.astype(np.float64))
    own = sums[np.arange(len(rows)), labels] / np.maximum(count[labels] - 1, 1)
    others = np.where(count > 0, sums / np.maximum(count, 1), np.inf)
    others[np.arange(len(rows)), labels] = np.inf
    nearest = others.min(axis=1)
    value = (nearest - own) / np.maximum(np.maximum(nearest, own), 1e-12)
    return float(np.where(count[labels] > 1, value, 0).mean())


def _steadiness(rows: Matrix, labels: Labels, k: int) -> float:
    """Return how far the division comes back among four fifths of the segments, drawn with fixed seeds."""
    found: list[float] = []
    for seed in range(_HALVES):
        chance = np.random.default_rng([9, k, seed])
        some = np.sort(chance.permutation(len(rows))[: max(k * _SMALLEST, len(rows) * 4 // 5)])
        best = max((_run(rows[some], k, np.random.default_rng([k, seed, n])) for n in range(4)), key=_tightness)
        found.append(agreement(labels[some], best[0]))
    return float(np.mean(found))


def _tightness(run: tuple[Labels, float]) -> float:
    return run[1]


def agreement(one: Labels, other: Labels) -> float:
    """Return how far two divisions agree beyond chance (adjusted Rand index, Hubert and Arabie 1985)."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    pairs = float((table * (table - 1)).sum() / 2)
    a, b = (float((t * (t - 1)).sum() / 2) for t in (table.sum(axis=1), table.sum(axis=0)))
    chance = a * b / max(len(one) * (len(one) - 1) / 2, 1)
    top = (a + b) / 2
    return 1.0 if top == chance else (pairs - chance) / (top - chance)
