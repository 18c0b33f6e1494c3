# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the codebook itself says: code profiles as passages, and how alike a text is to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.features import Matrix, Rows, rows_of, similarity
from qualcoder_tc.suggest.profiles import CodeProfile, Passage
from qualcoder_tc.suggest.vectors import Encoder

# A rule that speaks against a code counts from here on, and only as far as it is nearer than what speaks for it.
HEARD = 0.35
_REFUSAL = 0.5
# A definition that is alike to everything says little: so much of its mean likeness is taken off
# (compare the hubs of Radovanović and others 2010).
_HUB = 0.5
# How much the pieces of a code, and its summary, weigh beside one coded segment.
_TRUST = 2.0


@dataclass(frozen=True, slots=True)
class Heard:
    """How alike texts are to codes, to what speaks for each and to the rules against each."""

    codes: Matrix
    """Shape (rows, codes)."""
    pieces: Matrix
    """Shape (rows, pieces)."""
    refusals: Matrix
    """Shape (rows, rules against codes)."""


class Definitions:
    """The pieces of all profiles and their summaries, as rows in the order of the codes."""

    def __init__(self, profiles: Sequence[CodeProfile], encoder: Encoder, progress: Progress = silent) -> None:
        """Encode names, definitions, rules and examples; at least one profile."""
        own = [profile.sentences() for profile in profiles]
        against = [profile.refusals() for profile in profiles]
        self.pieces = [piece for pieces in own for piece in pieces]
        self.owner = _owners(own)
        self.rules = [rule for rules in against for rule in rules]
        self.refusing = _owners(against)
        texts = self.pieces + [profile.summary() for profile in profiles] + self.rules
        rows = rows_of([Passage(text) for text in texts], encoder, progress)
        ends = np.cumsum([len(self.pieces), len(profiles), len(self.refusing)])
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
        mean = self.alike(examples + self.rows()).codes.mean(axis=0)
        self._hub = (_HUB * (mean - mean.mean())).astype(np.float32)

    def alike(self, rows: Rows) -> Heard:
        """Return how alike texts are to codes and to the pieces of their profiles."""
        pieces = similarity(rows, self.piece_rows)
        against = similarity(rows, self._refusal_rows)
        best = np.maximum.reduceat(pieces, self._first, axis=1)
        mean = np.add.reduceat(pieces, self._first, axis=1) / self._count
        alike = (similarity(rows, self.summary_rows) + best + mean) / 3
        if len(self.refusing):
            alike -= _REFUSAL * self._refused(against, best)
        return Heard(alike - self._hub, pieces, against)

    def _refused(self, against: Matrix, best: Matrix) -> Matrix:
        heard = np.zeros_like(best)
        np.maximum.at(heard.T, self.refusing, against.T)
        return np.where(heard > HEARD, np.maximum(heard - best, 0), 0)


def _owners(pieces: Sequence[Sequence[str]]) -> NDArray[np.intp]:
    return np.repeat(np.arange(len(pieces)), [len(own) for own in pieces])
