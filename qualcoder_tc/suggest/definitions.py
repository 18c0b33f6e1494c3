# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the codebook itself says: code profiles as passages, and how alike a text is to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.features import Matrix, Rows, rows_of, similarity
from qualcoder_tc.suggest.profiles import CodeProfile, Passage
from qualcoder_tc.suggest.vectors import Encoder

# A rule that speaks against a code counts from here on, and only as far as it is nearer than what speaks for it.
_HEARD = 0.35
_REFUSAL = 0.5
# A definition that is alike to everything says little: so much of its mean likeness is taken off
# (compare the hubs of Radovanović and others 2010).
_HUB = 0.5
# How much the pieces of a code, and its summary, weigh beside one coded segment.
_TRUST = 2.0


class Definitions:
    """The pieces of all profiles and their summaries, as rows in the order of the codes."""

    def __init__(self, profiles: Sequence[CodeProfile], encoder: Encoder, progress: Progress = silent) -> None:
        """Encode names, definitions, rules and examples; at least one profile."""
        own = [profile.sentences() for profile in profiles]
        against = [profile.refusals() for profile in profiles]
        self.pieces = [piece for pieces in own for piece in pieces]
        self.owner = _owners(own)
        self._refusing = _owners(against)
        texts = self.pieces + [profile.summary() for profile in profiles] + [r for rules in against for r in rules]
        rows = rows_of([Passage(text) for text in texts], encoder, progress)
        ends = np.cumsum([len(self.pieces), len(profiles), len(self._refusing)])
        self.piece_rows = rows.take(np.arange(ends[0]))
        self.summary_rows = rows.take(np.arange(ends[0], ends[1]))
        self._refusal_rows = rows.take(np.arange(ends[1], ends[2]))
        self._first = np.flatnonzero(np.diff(self.owner, prepend=-1))
        self._count = np.bincount(self.owner)
        self._hub = np.zeros(len(profiles), dtype=np.float32)

    def rows(self) -> Rows:
        """Return pieces and summaries as passages to learn from."""
        return self.piece_rows + self.summary_rows

    def targets(self) -> NDArray[np.float64]:
        """Return which code each of those rows stands for, one column per code."""
        return np.eye(len(self._count))[np.concatenate([self.owner, np.arange(len(self._count))])]

    def trust(self) -> NDArray[np.float64]:
        """Return the weight of each of those rows: the pieces of a code weigh as much as its summary."""
        return _TRUST * np.concatenate([1 / self._count[self.owner], np.ones(len(self._count))])

    def settle(self, examples: Rows) -> None:
        """Learn from coded segments, where there are any, and the codebook itself which definitions are hubs."""
        self._hub = np.zeros(len(self._count), dtype=np.float32)
        alike, _ = self.alike(examples + self.rows())
        mean = alike.mean(axis=0)
        self._hub = (_HUB * (mean - mean.mean())).astype(np.float32)

    def alike(self, rows: Rows) -> tuple[Matrix, Matrix]:
        """Return likeness of texts to codes, shape (rows, codes), and to pieces, shape (rows, pieces)."""
        pieces = similarity(rows, self.piece_rows)
        best = np.maximum.reduceat(pieces, self._first, axis=1)
        mean = np.add.reduceat(pieces, self._first, axis=1) / self._count
        alike = (similarity(rows, self.summary_rows) + best + mean) / 3
        if len(self._refusing):
            alike -= _REFUSAL * self._refused(rows, best)
        return alike - self._hub, pieces

    def _refused(self, rows: Rows, best: Matrix) -> Matrix:
        heard = np.zeros_like(best)
        against = similarity(rows, self._refusal_rows)
        np.maximum.at(heard.T, self._refusing, against.T)
        return np.where(heard > _HEARD, np.maximum(heard - best, 0), 0)


def _owners(pieces: Sequence[Sequence[str]]) -> NDArray[np.intp]:
    return np.repeat(np.arange(len(pieces)), [len(own) for own in pieces])
