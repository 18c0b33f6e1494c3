# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Why a code is suggested, and what speaks against it: coded segments nearby, and pieces of its definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.suggest.definitions import HEARD, Definitions
from qualcoder_tc.suggest.features import Matrix
from qualcoder_tc.suggest.memory import Segment
from qualcoder_tc.suggest.profiles import CodeProfile, Evidence
from qualcoder_tc.suggest.ranking import Scores

_SEGMENTS = 2
_TELLING = 0.25


@dataclass(frozen=True, slots=True)
class Witnesses:
    """What is known of some ranked passages and of the segments that were learned, rows as in `scores`."""

    scores: Scores
    definitions: Definitions
    targets: NDArray[np.float64]
    """Codes of the segments, shape (segments, codes)."""
    segments: Sequence[Segment]
    profiles: Sequence[CodeProfile]

    def because(self, row: int, code: int) -> tuple[Evidence, ...]:
        """Return up to two coded segments and one piece of the definition, the strongest first, never nothing."""
        found: list[Evidence] = []
        coded = np.flatnonzero(self.targets[:, code] > 0)
        alike = self.scores.examples[row, coded]
        for near in np.argsort(-alike, kind="stable")[:_SEGMENTS]:
            if alike[near] >= _TELLING:
                segment = self.segments[int(coded[near])]
                source = segment.codes.get(self.profiles[code].id)
                found.append(Evidence("coded segment", segment.passage.text, _share(float(alike[near])), source))
        best, said = _strongest(self.scores.pieces[row], self.definitions.owner == code)
        if said >= _TELLING or not found:
            found.append(Evidence("definition", self.definitions.pieces[best], _share(said)))
        return _in_order(found)

    def against(self, row: int, code: int) -> tuple[Evidence, ...]:
        """Return the nearest segment that was coded otherwise and the rule that forbids the code, where they are near."""
        found: list[Evidence] = []
        near, alike = _strongest(self.scores.examples[row], self.targets[:, code] == 0)
        if alike >= _TELLING:
            segment = self.segments[near]
            source = next(iter(segment.codes.values()), None)
            found.append(
                Evidence("coded otherwise", segment.passage.text, _share(alike), source, tuple(segment.codes))
            )
        heard, alike = _strongest(self.scores.refusals[row], self.definitions.refusing == code)
        if alike >= HEARD:
            found.append(Evidence("not-apply rule", self.definitions.rules[heard], _share(alike)))
        return _in_order(found)


def _strongest(alike: Matrix, among: NDArray[np.bool_]) -> tuple[int, float]:
    """Return which of some is most alike, and how much; -1 and -1.0 where there are none."""
    some = np.flatnonzero(among)
    if not len(some):
        return -1, -1.0
    best = int(some[np.argmax(alike[some])])
    return best, float(alike[best])


def _in_order(found: list[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(found, key=lambda evidence: -evidence.score))


def _share(alike: float) -> float:
    return float(min(max(alike, 0.0), 1.0))
