# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Passages as numbers, and how alike two of them are: meaning, neighbours, words, letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.lexical import Counts, Sparse, Weights, count
from qualcoder_tc.suggest.profiles import Passage
from qualcoder_tc.suggest.scripts import readings
from qualcoder_tc.suggest.vectors import Encoder

Matrix = NDArray[np.float32]

_NEW_AT_ONCE = 64


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

    def unread(self) -> NDArray[np.bool_]:
        """Return which passages have no vector, since they are empty or in a script the model cannot read."""
        return ~self.text.any(axis=1)

    def __add__(self, other: Rows) -> Rows:
        """Return the rows of both, one below the other."""
        return Rows(
            np.concatenate([self.text, other.text]),
            np.concatenate([self.before, other.before]),
            np.concatenate([self.after, other.after]),
            self.counts + other.counts,
        )


class Shelf:
    """Rows that grow one by one without being copied each time."""

    def __init__(self, rows: Rows) -> None:
        self._base = rows
        self._new: list[Rows] = []

    def __len__(self) -> int:
        return len(self._base) + len(self._new)

    def add(self, row: Rows) -> None:
        """Take in one more row."""
        self._new.append(row)
        if len(self._new) >= _NEW_AT_ONCE:
            self._settle()

    def take(self, rows: NDArray[np.intp]) -> Rows:
        """Return the given rows."""
        if len(rows) and rows.max() >= len(self._base):
            self._settle()
        return self._base.take(rows)

    def similarity(self, left: Rows) -> Matrix:
        """Return how alike each left passage is to each row, shape (left, rows)."""
        parts = [similarity(left, self._base)]
        if self._new:
            parts.append(similarity(left, _stacked(self._new)))
        return np.concatenate(parts, axis=1) if self._new else parts[0]

    def _settle(self) -> None:
        if self._new:
            self._base += _stacked(self._new)
            self._new = []


def _stacked(rows: list[Rows]) -> Rows:
    total = rows[0]
    for row in rows[1:]:
        total += row
    return total


def rows_of(passages: Sequence[Passage], encoder: Encoder, progress: Progress = silent) -> Rows:
    """Encode and count passages; an absent neighbour is a row of zeros, alike to nothing.

    So is a text in a script the model cannot read: its words have to speak for it.
    """
    texts = [p.text for p in passages] + [p.before for p in passages] + [p.after for p in passages]
    read = readings(texts, encoder.model_id)
    vectors = encoder.encode(read, progress)
    vectors = np.where(np.asarray([not text for text in read])[:, None], np.float32(0), vectors)
    text, before, after = np.split(vectors, 3)
    return Rows(text, before, after, count([p.text for p in passages]))


@dataclass(frozen=True, slots=True)
class Anchors:
    """Passages made ready to be compared with many others: columns instead of rows, words weighted."""

    text: Matrix
    before: Matrix
    after: Matrix
    words: Sparse
    letters: Sparse


@dataclass(frozen=True, slots=True)
class Likeness:
    """A kernel over passages; each part adds where the material supports it, none outweighs the rest."""

    weights: Weights
    meaning: float = 0.5
    close_meaning: float = 1.0
    neighbours: float = 0.5
    words: float = 0.5
    letters: float = 0.5

    def anchors(self, rows: Rows) -> Anchors:
        """Return the right side of a comparison."""
        counts = self._counts(rows)
        text, before, after = (np.ascontiguousarray(part.T) for part in (rows.text, rows.before, rows.after))
        return Anchors(text, before, after, counts.words.T.tocsr(), counts.letters.T.tocsr())

    def between(self, left: Rows, right: Anchors) -> Matrix:
        """Return how alike each left passage is to each right one, shape (left, right)."""
        meaning = left.text @ right.text
        # The cube lets near paraphrases count for more than a shared topic does.
        total = self.meaning * meaning + self.close_meaning * np.maximum(meaning, 0) ** 3
        total += self.neighbours / 2 * (left.before @ right.before + left.after @ right.after)
        counts = self._counts(left)
        total += self.words * (counts.words @ right.words).toarray()
        total += self.letters * (counts.letters @ right.letters).toarray()
        return total.astype(np.float32)

    def _counts(self, rows: Rows) -> Counts:
        """Return weighted words and letters; where nothing else speaks, they speak as loudly as all would."""
        counts = self.weights.apply(rows.counts)
        unread = rows.unread()
        if not rows.text.shape[1] or not unread.any():
            return counts
        whole = self.meaning + self.close_meaning + self.words + self.letters
        louder = np.where(unread, np.sqrt(whole / (self.words + self.letters)), 1.0).astype(np.float32)
        return Counts(
            counts.words.multiply(louder[:, None]).tocsr(), counts.letters.multiply(louder[:, None]).tocsr()
        )


def similarity(left: Rows, right: Rows) -> Matrix:
    """Return the cosine of vectors, or of words where either has no vector, shape (left, right)."""
    if not left.text.shape[1]:
        return _shared_words(left.counts, right.counts)
    alike = left.text @ right.text.T
    above, across = np.flatnonzero(left.unread()), np.flatnonzero(right.unread())
    if len(above):
        alike[above] = _shared_words(left.counts.take(above), right.counts)
    if len(across):
        alike[:, across] = _shared_words(left.counts, right.counts.take(across))
    return alike


def _shared_words(left: Counts, right: Counts) -> Matrix:
    even = Weights.even()
    a, b = even.apply(left), even.apply(right)
    return np.asarray(((a.words @ b.words.T) + (a.letters @ b.letters.T)).toarray() / 2, dtype=np.float32)
