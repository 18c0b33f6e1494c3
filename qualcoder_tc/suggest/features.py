# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Passages as numbers, and how alike two of them are: meaning, neighbours, words, letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.lexical import Counts, Weights, count
from qualcoder_tc.suggest.profiles import Passage
from qualcoder_tc.suggest.vectors import Encoder

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Passages, one row each: vectors of the text and of the turns around it, and counts of its words."""

    text: Matrix
    before: Matrix
    after: Matrix
    counts: Counts

    def __len__(self) -> int:
        return len(self.text)

    def take(self, rows: NDArray[np.intp]) -> Rows:
        """Return the given rows."""
        return Rows(self.text[rows], self.before[rows], self.after[rows], self.counts.take(rows))

    def __add__(self, other: Rows) -> Rows:
        """Return the rows of both, one below the other."""
        return Rows(
            np.concatenate([self.text, other.text]),
            np.concatenate([self.before, other.before]),
            np.concatenate([self.after, other.after]),
            self.counts + other.counts,
        )


def rows_of(passages: Sequence[Passage], encoder: Encoder, progress: Progress = silent) -> Rows:
    """Encode and count passages; an absent neighbour is a row of zeros, alike to nothing."""
    texts = [p.text for p in passages] + [p.before for p in passages] + [p.after for p in passages]
    vectors = encoder.encode(texts, progress)
    vectors = np.where(np.asarray([not text for text in texts])[:, None], np.float32(0), vectors)
    text, before, after = np.split(vectors, 3)
    return Rows(text, before, after, count([p.text for p in passages]))


@dataclass(frozen=True, slots=True)
class Likeness:
    """A kernel over passages; each part adds where the material supports it, none outweighs the rest."""

    weights: Weights
    meaning: float = 0.5
    close_meaning: float = 1.0
    neighbours: float = 0.5
    words: float = 0.5
    letters: float = 0.5

    def between(self, left: Rows, right: Rows) -> Matrix:
        """Return how alike each left passage is to each right one, shape (left, right)."""
        meaning = left.text @ right.text.T
        # The cube lets near paraphrases count for more than a shared topic does.
        total = self.meaning * meaning + self.close_meaning * np.maximum(meaning, 0) ** 3
        total += self.neighbours / 2 * (left.before @ right.before.T + left.after @ right.after.T)
        a, b = self.weights.apply(left.counts), self.weights.apply(right.counts)
        total += self.words * (a.words @ b.words.T).toarray()
        total += self.letters * (a.letters @ b.letters.T).toarray()
        return total.astype(np.float32)


def similarity(left: Rows, right: Rows) -> Matrix:
    """Return the cosine of vectors, or of words where there are no vectors, shape (left, right)."""
    if left.text.shape[1]:
        return left.text @ right.text.T
    even = Weights.even()
    a, b = even.apply(left.counts), even.apply(right.counts)
    return np.asarray(((a.words @ b.words.T) + (a.letters @ b.letters.T)).toarray() / 2, dtype=np.float32)
