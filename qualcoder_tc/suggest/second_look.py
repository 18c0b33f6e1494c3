# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A second look at what was coded: passages that may have been missed, and segments that may stand under the wrong code."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from qualcoder_tc.errors import AppError
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.suggest.faults import TooLittleCoded
from qualcoder_tc.suggest.linear_ridge import LinearRidge
from qualcoder_tc.suggest.profiles import CodeId, CodeProfile
from qualcoder_tc.suggest.scripts import readable
from qualcoder_tc.suggest.space import rows_of_texts
from qualcoder_tc.suggest.speech import says_something
from qualcoder_tc.suggest.vectors import Encoder

FEWEST = 3
"""Segments from which something can be said about a code."""
_SURE = 8  # segments of a code from which others are compared with it
_NEAR = 3
_ASKED = 500  # places that are asked how near their nearest is
_SHORT = 4  # words
_DOUBTED = 0.45  # segments that fit less than that are shown
_LIKE = 0.4  # what fits so well is shown in any case
_LITTLE = 0.2
_AHEAD = 0.15  # by so much more must another code fit to be named


class TooFewToCompare(TooLittleCoded):
    """There are too few segments to say which are alike."""

    def __init__(self, what: str) -> None:
        AppError.__init__(self, "Too little is coded yet", what)


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document: a coded segment with its codes, or a turn without any.

    `read` tells whether the coder had it before them: a turn that was left uncoded, as against one not reached yet.
    """

    document: int
    start: int
    end: int
    text: str
    codes: frozenset[CodeId] = frozenset()
    read: bool = True


@dataclass(frozen=True, slots=True)
class Near:
    """A coded place that is like another one; `alike` goes from 0 to 1."""

    place: int
    alike: float


@dataclass(frozen=True, slots=True)
class Look:
    """A place to look at again.

    `fit` to the code in question: 1 as a typical segment of it, 0 as talk that does not have it. `beyond` counts the
    segments of the code that fit less than this place does. `rival` is another code that it looks more like.
    """

    place: int
    fit: float
    beyond: int
    near: tuple[Near, ...]
    code: CodeId | None = None
    rival: CodeId | None = None
    rival_fit: float = 0.0
    rival_near: tuple[Near, ...] = ()


class SecondLook:
    """All places of a project as numbers, and what each code makes of each, without that place's own say.

    Places are distinct; overlapping ones of the same document may have different codes. Nothing is drawn by chance.
    """

    def __init__(
        self,
        profiles: Sequence[CodeProfile],
        places: Sequence[Place],
        encoder: Encoder,
        progress: Progress = silent,
        *,
        quiet: Collection[CodeId] = (),
    ) -> None:
        """Encode places and definitions; quiet codes are never named. TooFewToCompare below 3 coded segments."""
        self.places = list(places)
        self._profiles = list(profiles)
        self._column: dict[CodeId, int] = {p.id: n for n, p in enumerate(self._profiles)}
        self._quiet = np.asarray([p.id in quiet for p in self._profiles], dtype=bool)
        self._has = np.zeros((len(self.places), len(self._profiles)))
        for row, place in enumerate(self.places):
            self._has[row, [self._column[c] for c in place.codes if c in self._column]] = 1
        self._coded = self._has.any(axis=1)
        if self._coded.sum() < FEWEST:
            raise TooFewToCompare(
                f"{int(self._coded.sum())} segments are coded; code at least {FEWEST} and look again."
            )
        texts = [p.text for p in self.places] + [p.summary() for p in self._profiles]
        rows = rows_of_texts(texts, encoder, progress)
        self.rows = rows[: len(self.places)]
        self.definition_rows = rows[len(self.places) :]
        progress(0, 0, "Comparing")
        self.unread = sum(not readable(place.text, encoder.model_id) for place in self.places)
        """Places in a script the model cannot read."""
        # What was coded, or had before them and left; of what was not reached yet nothing is known.
        self._known = np.flatnonzero(self._coded | np.asarray([p.read for p in self.places], dtype=bool))
        self._fit = self._fitted(rows)

    def _fitted(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return how well each place fits each code, learned from all other places and the definitions."""
        known = self._known
        taught = np.concatenate([known, np.arange(len(self.places), len(rows))])
        targets = np.concatenate([self._has[known], np.eye(len(self._profiles))])
        ridge = LinearRidge(rows[taught], targets)
        raw = ridge.predict(rows[: len(self.places)])
        raw[known] = ridge.left_out[: len(known)]
        fit = np.zeros_like(raw)
        for code in range(len(self._profiles)):
            own = self._has[:, code] > 0
            least = np.zeros(len(known), dtype=bool) if own.all() else ~own[known]
            fit[:, code] = _scaled(raw[:, code], raw[known][least, code], raw[own, code])
        return fit

    def own(self, code: CodeId) -> NDArray[np.intp]:
        """Return the places that have a code."""
        return np.flatnonzero(self._has[:, self._column[code]] > 0)

    # -- what did I miss? ---------------------------------------------------------------------------------

    def missed(self, code: CodeId, limit: int = 50, aside: Collection[int] = ()) -> list[Look]:
        """Return places without the code that are like its segments, the likest first; those set aside beyond the limit.

        A place that meets a segment of the code is left out, and so is talk that says nothing, and what fits both
        little and less than three in four of its segments do.
        """
        own = self.own(code)
        self._require(own)
        fits = self._fit[:, self._column[code]]
        held, least = self._held(own), self._usual(own)
        # A near example adds to a fit, and makes the reason one that a person can follow.
        nearest = (self.rows @ self.rows[own].T).max(axis=1)
        found: list[Look] = []
        room = _Room(limit, aside)
        for row in np.argsort(-(fits + nearest), kind="stable"):
            place, fit = int(row), float(fits[row])
            if room.none_for(place) or fit < _LITTLE:
                continue
            beyond = int((fits[own] < fit).sum())
            if fit < _LIKE and beyond * 4 < len(own):
                continue
            if self._meets(place, held) or not self._says(place):
                continue
            near = self._near(place, own)
            if near and near[0].alike >= least:
                room.take(place)
                found.append(Look(place, fit, beyond, near, code))
        return found

    # -- is this one right? -------------------------------------------------------------------------------

    def doubtful(self, code: CodeId, limit: int = 30, aside: Collection[int] = ()) -> list[Look]:
        """Return segments of a code that look least like its others, the least first, with what they look more like.

        Those set aside come beyond the limit.
        """
        own = self.own(code)
        self._require(own)
        fits = self._fit[:, self._column[code]]
        found: list[Look] = []
        room = _Room(limit, aside)
        for row in own[np.argsort(fits[own], kind="stable")]:
            place = int(row)
            if fits[place] >= _DOUBTED:
                break
            if not room.none_for(place):
                room.take(place)
                found.append(self._doubt(place, code, own, float(fits[place])))
        return found

    def _doubt(self, place: int, code: CodeId, own: NDArray[np.intp], fit: float) -> Look:
        beyond = int((self._fit[own, self._column[code]] < fit).sum())
        near = self._near(place, own)
        meeting = [row for row in self._beside(place)]
        carried = self._has[meeting].any(axis=0) if meeting else np.zeros(len(self._profiles), dtype=bool)
        others = np.where(carried | self._quiet | (self._has.sum(axis=0) < _SURE), -np.inf, self._fit[place])
        best = int(np.argmax(others))
        if others[best] < fit + _AHEAD or others[best] < _DOUBTED:
            return Look(place, fit, beyond, near, code)
        rival = self._profiles[best].id
        return Look(place, fit, beyond, near, code, rival, float(others[best]), self._near(place, self.own(rival)))

    # -- what did I read over in this document? -----------------------------------------------------------

    def overlooked(self, document: int, limit: int = 50, aside: Collection[int] = ()) -> list[Look]:
        """Return uncoded turns of a document that are like what was coded and unlike what was left, likest first.

        `code` is the code that fits best; `fit` is 1 for typical coded talk and 0 for talk that was left uncoded. Turns
        set aside come beyond the limit.
        """
        here = [n for n, p in enumerate(self.places) if p.document == document and not self._coded[n]]
        here = [n for n in here if self._says(n)]
        if not here:
            return []
        fits = self._matters
        coded = np.flatnonzero(self._coded)
        least = self._usual(coded)
        found: list[Look] = []
        room = _Room(limit, aside)
        for place in sorted(here, key=lambda n: (-fits[n], n)):
            if fits[place] < _LIKE:
                break
            if room.none_for(place):
                continue
            near = self._near(place, coded)
            if near and near[0].alike >= least:
                room.take(place)
                beyond = int((fits[coded] < fits[place]).sum())
                found.append(Look(place, float(fits[place]), beyond, near, self._best(place)))
        return found

    @cached_property
    def _matters(self) -> NDArray[np.float64]:
        """How like coded talk each place is, learned from all other places: the same for every document."""
        known = self._known
        ridge = LinearRidge(self.rows[known], self._coded[known].astype(np.float64)[:, None])
        raw = ridge.predict(self.rows)[:, 0]
        raw[known] = ridge.left_out[:, 0]
        return _scaled(raw, raw[known[~self._coded[known]]], raw[self._coded])

    def _best(self, place: int) -> CodeId | None:
        fits = np.where(self._quiet | (self._has.sum(axis=0) < FEWEST), -np.inf, self._fit[place])
        best = int(np.argmax(fits))
        return self._profiles[best].id if fits[best] > 0.3 else None

    # -- reasons ------------------------------------------------------------------------------------------

    def _near(self, place: int, among: NDArray[np.intp]) -> tuple[Near, ...]:
        """Return the coded places among some that are most like a place and do not meet it."""
        alike = self.rows[among] @ self.rows[place]
        found: list[Near] = []
        for at in np.argsort(-alike, kind="stable"):
            other = int(among[at])
            if other != place and not self._overlap(place, other):
                found.append(Near(other, float(min(max(alike[at], 0.0), 1.0))))
            if len(found) == _NEAR:
                break
        return tuple(found)

    def _usual(self, own: NDArray[np.intp]) -> float:
        """Return how alike to the nearest of some places another must be: half of what is usual among them.

        A fit says on which side of a border a text stands; one that is like nothing at all may stand on either.
        """
        some = own[np.unique(np.linspace(0, len(own) - 1, min(len(own), _ASKED)).astype(np.intp))]
        alike = self.rows[some] @ self.rows[own].T
        alike[some[:, None] == own[None, :]] = -1
        return float(np.median(alike.max(axis=1))) / 2

    def _says(self, place: int) -> bool:
        text = self.places[place].text
        return says_something(text) and (len(text.split()) >= _SHORT or not text.isascii())

    def _overlap(self, one: int, other: int) -> bool:
        a, b = self.places[one], self.places[other]
        return a.document == b.document and a.start < b.end and b.start < a.end

    def _beside(self, place: int) -> list[int]:
        """Return the coded places that meet a place, itself among them."""
        return [n for n in np.flatnonzero(self._coded) if self._overlap(place, int(n))]

    def _held(self, own: NDArray[np.intp]) -> dict[int, list[tuple[int, int]]]:
        held: dict[int, list[tuple[int, int]]] = {}
        for row in own:
            place = self.places[row]
            held.setdefault(place.document, []).append((place.start, place.end))
        return held

    def _meets(self, row: int, held: dict[int, list[tuple[int, int]]]) -> bool:
        place = self.places[row]
        return any(start < place.end and place.start < end for start, end in held.get(place.document, ()))

    @staticmethod
    def _require(own: NDArray[np.intp]) -> None:
        if len(own) < FEWEST:
            raise TooFewToCompare(f"this code has {len(own)} segments; from {FEWEST} on they can be compared.")


class _Room:
    """Counts what is found, and lets what was set aside pass uncounted, so that it can be shown when asked for."""

    def __init__(self, limit: int, aside: Collection[int]) -> None:
        self._left, self._aside = limit, aside

    def none_for(self, place: int) -> bool:
        """Tell whether a place is one too many."""
        return self._left <= 0 and place not in self._aside

    def take(self, place: int) -> None:
        """Count a place."""
        self._left -= place not in self._aside


def _scaled(
    raw: NDArray[np.float64], without: NDArray[np.float64], with_it: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return scores on the scale of a fit: 0 as typical talk without the code, 1 as a typical segment with it."""
    low = float(without.mean()) if len(without) else 0.0
    high = float(with_it.mean()) if len(with_it) else 1.0
    return (raw - low) / max(high - low, 0.05)
