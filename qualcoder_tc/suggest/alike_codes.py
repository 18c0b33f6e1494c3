# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Pairs of codes that may be one: their segments are mixed up, and their definitions say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.profiles import CodeId, CodeProfile
from qualcoder_tc.suggest.second_look import Place
from qualcoder_tc.suggest.space import rows_of_texts
from qualcoder_tc.suggest.vectors import Encoder

_FEWEST = 8
_APART = 5  # segments of its own that a code must have, to say how far those are mixed up
_MIXED = 0.7
_CLEARLY = 0.85
_MANY = 15  # segments of each from which being mixed up is no chance any more
_SAME = 0.5
_TOGETHER = 0.5
_CONTRADICTS = 0.6
_WORD = re.compile(r"\w+")

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes that may be one.

    `mixed` says how far the nearest neighbours of the segments of either are segments of the other: 1 as if the two
    were one, 0 not at all; `definitions` is the cosine of what the codebook says of them; `together` counts segments
    of the rarer one that stand on text that has both, `of` how many it has.
    """

    one: CodeId
    other: CodeId
    score: float
    mixed: float
    definitions: float
    together: int
    of: int
    examples: tuple[tuple[int, int, float], ...]
    """Pairs of places, one of each code, that are most alike, with how alike."""


def alike_codes(
    profiles: Sequence[CodeProfile],
    places: Sequence[Place],
    rows: Matrix,
    definition_rows: Matrix,
    encoder: Encoder,
    limit: int = 20,
    progress: Progress = silent,
) -> list[Pair]:
    """Return pairs of codes that may be one, the likest first.

    `rows` are those of the places, `definition_rows` those of the profiles. Only codes of one facet with 8 segments
    each are compared: codes of different facets are meant to stand side by side. Pairs of which one is above the
    other, or of which a rule says where the other ends, are left out.
    """
    members = [np.flatnonzero([p.id in place.codes for place in places]) for p in profiles]
    wanted = [n for n, own in enumerate(members) if len(own) >= _FEWEST]
    held = definition_rows @ definition_rows.T
    found: list[Pair] = []
    for at, a in enumerate(wanted):
        progress(at, len(wanted), "Comparing codes")
        for b in wanted[at + 1 :]:
            one, other = profiles[a], profiles[b]
            if one.facet != other.facet or one.name == other.parent or other.name == one.parent:
                continue
            pair = _pair(one, other, members[a], members[b], places, rows, float(held[a, b]))
            if pair is not None and not _contradict(one, other, encoder):
                found.append(pair)
    return sorted(found, key=lambda p: (-p.score, str(p.one), str(p.other)))[:limit]


def _pair(
    one: CodeProfile,
    other: CodeProfile,
    a: NDArray[np.intp],
    b: NDArray[np.intp],
    places: Sequence[Place],
    rows: Matrix,
    definitions: float,
) -> Pair | None:
    mixed = mixing(rows, a, b)
    together, of = _together(places, a, b)
    defined = bool(one.definition) and bool(other.definition)
    said = max(definitions, 0.0) if defined else _SAME
    share = together / of
    # Segments that are mixed up are needed: neither a like definition nor standing together makes two codes one.
    clearly = mixed >= _CLEARLY and min(len(a), len(b)) >= _MANY
    if mixed < _MIXED or not (clearly or share >= _TOGETHER or (said >= _SAME and (defined or mixed >= _CLEARLY))):
        return None
    score = 0.6 * min(mixed, 1.0) + 0.25 * said + 0.15 * share
    return Pair(
        one.id, other.id, score, mixed, definitions if defined else 0.0, together, of, _examples(rows, a, b)
    )


def mixing(rows: Matrix, a: NDArray[np.intp], b: NDArray[np.intp]) -> float:
    """Return how far two sets of rows are mixed up: the lesser of both sides, 1 as by chance."""
    only = [np.setdiff1d(a, b), np.setdiff1d(b, a)]
    both = np.intersect1d(a, b)
    if min(len(s) for s in only) < _APART:
        return len(both) / min(len(a), len(b))
    everything = np.concatenate([*only, both])
    alike = rows[everything] @ rows[everything].T
    np.fill_diagonal(alike, -np.inf)
    sizes = (len(only[0]), len(only[1]), len(both))
    side = np.repeat([0, 1, 2], sizes)
    k = min(3, len(everything) - 1)
    nearest = np.argpartition(-alike, k - 1, axis=1)[:, :k]
    shares: list[float] = []
    for n in (0, 1):
        across = (side[nearest[side == n]] != n).mean()
        expected = (len(everything) - sizes[n]) / (len(everything) - 1)
        shares.append(float(across / expected))
    return min(shares)


def _together(places: Sequence[Place], a: NDArray[np.intp], b: NDArray[np.intp]) -> tuple[int, int]:
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    spans: dict[int, list[tuple[int, int]]] = {}
    for row in many:
        spans.setdefault(places[row].document, []).append((places[row].start, places[row].end))
    count = sum(
        any(
            start < places[row].end and places[row].start < end
            for start, end in spans.get(places[row].document, ())
        )
        for row in few
    )
    return int(count), len(few)


def _examples(rows: Matrix, a: NDArray[np.intp], b: NDArray[np.intp]) -> tuple[tuple[int, int, float], ...]:
    left, right = np.setdiff1d(a, b), np.setdiff1d(b, a)
    if not len(left) or not len(right):
        return ()
    alike = rows[left] @ rows[right].T
    found: list[tuple[int, int, float]] = []
    for _ in range(min(3, len(left), len(right))):
        i, j = np.unravel_index(int(alike.argmax()), alike.shape)
        found.append((int(left[i]), int(right[j]), float(alike[i, j])))
        alike[i, :] = alike[:, j] = -np.inf
    return tuple(found)


def _contradict(one: CodeProfile, other: CodeProfile, encoder: Encoder) -> bool:
    """Tell whether a rule of either says not to apply it where the other applies: by its name, or in its words."""
    return _refuses(one, other, encoder) or _refuses(other, one, encoder)


def _refuses(one: CodeProfile, other: CodeProfile, encoder: Encoder) -> bool:
    rules = one.refusals()
    if not rules:
        return False
    name = _plain(other.label())
    if any(name and f" {name} " in f" {_plain(rule)} " for rule in rules):
        return True
    rows = rows_of_texts([*rules, *other.sentences()], encoder)
    return float((rows[: len(rules)] @ rows[len(rules) :].T).max()) >= _CONTRADICTS


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.lower().replace("_", " ").replace("-", " ")))
