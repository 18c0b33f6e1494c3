# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One fitted state of the suggester: keeps the ranker in step with what was learned, and answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.calibration import Calibration
from qualcoder_tc.suggest.definitions import Definitions
from qualcoder_tc.suggest.evidence import Witnesses
from qualcoder_tc.suggest.features import Matrix, Rows, rows_of, similarity
from qualcoder_tc.suggest.memory import Memory, Segment
from qualcoder_tc.suggest.profiles import CodeId, CodeProfile, Passage, Suggestion
from qualcoder_tc.suggest.ranking import Ranker, Scores, drawn
from qualcoder_tc.suggest.scripts import readable
from qualcoder_tc.suggest.speech import says_something
from qualcoder_tc.suggest.vectors import VectorCache

Array = NDArray[np.float64]

# Up to so many segments, and after so much growth, everything is fitted anew.
_ALWAYS_ANEW = 150
_GROWTH = 1.2
_ROWS_AT_ONCE = 1000
# More segments than this hardly change a ranking, but cost memory and time; then rare codes keep all of theirs.
_MOST = 12_000

# A text like a refused one is held back in proportion to how much nearer it is to that than to any coded segment.
_LIKE_REFUSED = 0.6
_HELD_BACK = 0.8
# Talk such as "mm, yes" gets its code from what surrounds it, which is for people to judge.
_EMPTY_TALK = 0.2


class Session:
    """Definitions, ranker and calibration for one codebook."""

    def __init__(self, profiles: Sequence[CodeProfile], encoder: VectorCache, progress: Progress = silent) -> None:
        """Encode the codebook."""
        self._profiles = profiles
        self._place: dict[CodeId, int] = {profile.id: i for i, profile in enumerate(profiles)}
        self._encoder = encoder
        self._definitions = Definitions(profiles, encoder, progress)
        self._ranker: Ranker | None = None
        self._segments: list[Segment] = []
        self._fitted_to = 0
        self._row_of: dict[int, int] = {}
        self.unread = 0
        """Passages of the last ranking in a script the model cannot read."""
        self.calibration = Calibration.unmeasured(0)

    def fit(self, memory: Memory, progress: Progress = silent) -> None:
        """Fit to everything learned so far, and measure how far scores can be trusted."""
        targets = np.zeros((len(memory.segments), len(self._profiles)))
        for i, segment in enumerate(memory.segments):
            targets[i] = self._target(segment)
        used = drawn(targets, _MOST)
        self._segments = [memory.segments[i] for i in used]
        self._row_of = {int(index): row for row, index in enumerate(used)}
        self._fitted_to = len(memory.segments)
        rows = rows_of([segment.passage for segment in self._segments], self._encoder, progress)
        if not len(rows):
            # A cache that has seen no text yet does not know how wide its vectors are.
            rows = self._definitions.summary_rows.take(np.zeros(0, dtype=np.intp))
        self._widened(rows, progress)
        self._ranker = Ranker(self._definitions, rows, targets[used])
        self.calibration = self._ranker.calibrated([segment.group() for segment in self._segments])

    def update(self, memory: Memory, pending: Sequence[int], progress: Progress = silent) -> None:
        """Take in the segments that are new or changed since the last call."""
        if not pending:
            return
        ranker = self._ranker
        if (
            ranker is None
            or len(memory.segments) < _ALWAYS_ANEW
            or len(memory.segments) > _GROWTH * self._fitted_to
        ):
            self.fit(memory, progress)
            return
        for index in dict.fromkeys(pending):
            segment = memory.segments[index]
            if index in self._row_of:
                ranker.correct(self._row_of[index], self._target(segment))
                continue
            row = rows_of([segment.passage], self._encoder, progress)
            if self._widened(row, progress):
                self.fit(memory, progress)
                return
            ranker.add(row, self._target(segment))
            self._row_of[index] = len(self._segments)
            self._segments.append(segment)

    def rank(
        self, passages: Sequence[Passage], limit: int, least: float, memory: Memory, progress: Progress = silent
    ) -> list[list[Suggestion]]:
        """Return suggestions for each passage; see Suggester.rank."""
        assert self._ranker is not None
        rows = rows_of(passages, self._encoder, progress)
        if self._widened(rows, progress):
            self.fit(memory, progress)
        model = self._encoder.model_id
        self.unread = sum(not readable(given.text, model) for given in passages)
        refused = self._refused(memory)
        found: list[list[Suggestion]] = []
        for first in range(0, len(passages), _ROWS_AT_ONCE):
            part = np.arange(first, min(first + _ROWS_AT_ONCE, len(passages)))
            scores = self._ranker.score(rows.take(part))
            chances = self._chances(passages[first : first + len(part)], rows.take(part), scores, refused)
            found += (self._pick(chances[i], scores, i, limit, least) for i in range(len(part)))
            progress(len(found), len(passages), "Ranking codes")
        return found

    def _refused(self, memory: Memory) -> tuple[list[tuple[int, str]], Rows]:
        """Return the code and the text of what was refused, and its rows."""
        refused = [(self._place[code], p) for (_, code), p in memory.refused.items() if code in self._place]
        rows = rows_of([p for _, p in refused], self._encoder) if refused else self._definitions.summary_rows
        return [(code, p.text) for code, p in refused], rows

    def _chances(
        self, passages: Sequence[Passage], rows: Rows, scores: Scores, refused: tuple[list[tuple[int, str]], Rows]
    ) -> Array:
        chances = self.calibration.chances(scores.raw, scores.closest())
        for i, given in enumerate(passages):
            if not given.text:
                chances[i] = 0.0
            elif not says_something(given.text):
                chances[i] *= _EMPTY_TALK
        if refused[0]:
            self._hold_back(chances, passages, scores, refused[0], similarity(rows, refused[1]))
        return chances

    def _hold_back(
        self,
        chances: Array,
        passages: Sequence[Passage],
        scores: Scores,
        refused: list[tuple[int, str]],
        alike: Matrix,
    ) -> None:
        assert self._ranker is not None
        targets = self._ranker.targets
        rows_with: dict[str, list[int]] = {}
        for i, given in enumerate(passages):
            rows_with.setdefault(given.text, []).append(i)
        for j, (code, text) in enumerate(refused):
            coded = scores.examples[:, targets[:, code] > 0].max(axis=1, initial=_LIKE_REFUSED)
            excess = np.clip((alike[:, j] - coded) / (1 - _LIKE_REFUSED), 0, 1)
            chances[:, code] *= 1 - _HELD_BACK * excess
            chances[rows_with.get(text, []), code] = 0.0

    def _pick(self, chances: Array, scores: Scores, row: int, limit: int, least: float) -> list[Suggestion]:
        assert self._ranker is not None
        known = Witnesses(scores, self._definitions, self._ranker.targets, self._segments, self._profiles)
        return [
            Suggestion(
                self._profiles[code].id, float(chances[code]), known.because(row, code), known.against(row, code)
            )
            for code in np.argsort(-chances, kind="stable")[:limit].tolist()
            if chances[code] >= least
        ]

    def _widened(self, rows: Rows, progress: Progress) -> bool:
        """Tell whether these hold the first text the model can read: only now is it known how wide vectors are."""
        if rows.text.shape[1] == self._definitions.summary_rows.text.shape[1]:
            return False
        self._definitions = Definitions(self._profiles, self._encoder, progress)
        return True

    def _target(self, segment: Segment) -> Array:
        target = np.zeros(len(self._profiles))
        target[[self._place[code] for code in segment.codes]] = 1.0
        return target
