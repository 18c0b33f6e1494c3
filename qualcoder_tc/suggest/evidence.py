# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Why a code is suggested, and what speaks against it: coded segments nearby, and pieces of its definition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.suggest.definitions import HEARD, Definitions
from qualcoder_tc.suggest.memory import Segment
from qualcoder_tc.suggest.profiles import CodeProfile, Evidence
from qualcoder_tc.suggest.ranking import Scores

_SEGMENTS = 2
_TELLING = 0.25


def because(
    code: int,
    row: int,
    scores: Scores,
    definitions: Definitions,
    targets: NDArray[np.float64],
    segments: Sequence[Segment],
    profiles: Sequence[CodeProfile],
) -> tuple[Evidence, ...]:
    """Return up to two coded segments and one piece of the definition, the strongest first, never nothing."""
    found: list[Evidence] = []
    coded = np.flatnonzero(targets[:, code] > 0)
    alike = scores.examples[row, coded]
    for near in np.argsort(-alike, kind="stable")[:_SEGMENTS]:
        if alike[near] >= _TELLING:
            segment = segments[int(coded[near])]
            source = segment.codes.get(profiles[code].id)
            found.append(Evidence("coded segment", segment.passage.text, _share(float(alike[near])), source))
    own = np.flatnonzero(definitions.owner == code)
    best = own[np.argmax(scores.pieces[row, own])]
    said = float(scores.pieces[row, best])
    if said >= _TELLING or not found:
        found.append(Evidence("definition", definitions.pieces[best], _share(said)))
    return tuple(sorted(found, key=lambda evidence: -evidence.score))


def against(
    code: int,
    row: int,
    scores: Scores,
    definitions: Definitions,
    targets: NDArray[np.float64],
    segments: Sequence[Segment],
    profiles: Sequence[CodeProfile],
) -> tuple[Evidence, ...]:
    """Return the nearest segment that was coded otherwise and the rule that forbids the code, where they are near."""
    found: list[Evidence] = []
    otherwise = np.flatnonzero(targets[:, code] == 0)
    if len(otherwise):
        near = int(otherwise[np.argmax(scores.examples[row, otherwise])])
        alike = float(scores.examples[row, near])
        if alike >= _TELLING:
            segment = segments[near]
            source = next(iter(segment.codes.values()), None)
            found.append(
                Evidence("coded otherwise", segment.passage.text, _share(alike), source, tuple(segment.codes))
            )
    rules = np.flatnonzero(definitions.refusing == code)
    if len(rules):
        heard = int(rules[np.argmax(scores.refusals[row, rules])])
        alike = float(scores.refusals[row, heard])
        if alike >= HEARD:
            found.append(Evidence("not-apply rule", definitions.rules[heard], _share(alike)))
    return tuple(sorted(found, key=lambda evidence: -evidence.score))


def _share(alike: float) -> float:
    return float(min(max(alike, 0.0), 1.0))
