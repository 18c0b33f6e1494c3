# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How often each code is applied, kept up to date at the cost of what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.storage import sqlite
from qualcoder_tc.storage.schema import Coding

_CHUNK = 500
Place = tuple[int, int, int]
"""(code, document, coder) of a coding."""


@dataclass(slots=True)
class Touched:
    """What a change touched: ids of codes and documents whose counts may differ now."""

    codes: set[int] = field(default_factory=set[int])
    documents: set[int] = field(default_factory=set[int])


class Tally:
    """Counts of codings by code, document and coder."""

    def __init__(self, rows: Iterable[Sequence[int]] = ()) -> None:
        self._places: dict[int, Place] = {}
        self._shared: dict[Place, Place] = {}
        self._by_code: Counter[int] = Counter()
        self._by_coder: Counter[tuple[int, int]] = Counter()
        self._in_document: Counter[tuple[int, int]] = Counter()
        self._documents: Counter[int] = Counter()
        for key, code, document, coder in rows:
            place = (code, document, coder)
            self._places[key] = self._shared.setdefault(place, place)
        # Places are few beside codings: they are counted once, and the sums made of those.
        for (code, document, coder), count in Counter(self._places.values()).items():
            self._by_code[code] += count
            self._by_coder[code, coder] += count
            if not self._in_document[code, document]:
                self._documents[code] += 1
            self._in_document[code, document] += count

    def codings(self, code_id: int) -> int:
        """Return how many codings a code has."""
        return self._by_code[code_id]

    def by(self, code_id: int, coder_id: int) -> int:
        """Return how many codings of a code a coder made."""
        return self._by_coder[code_id, coder_id]

    def within(self, code_id: int, document_id: int) -> int:
        """Return how many codings of a code a document has."""
        return self._in_document[code_id, document_id]

    def documents(self, code_id: int) -> int:
        """Return in how many documents a code is applied."""
        return self._documents[code_id]

    def follow(self, ids: Iterable[int], now: dict[int, Place]) -> Touched:
        """Take over where codings stand now; those that are not in `now` are gone. Return what that touched."""
        touched = Touched()
        for key in ids:
            before, after = self._places.get(key), now.get(key)
            for place in (before, after):
                if place is not None:
                    touched.codes.add(place[0])
                    touched.documents.add(place[1])
            if before != after:
                if before is not None:
                    self._take(key, before)
                if after is not None:
                    self._put(key, after)
        return touched

    def _put(self, key: int, place: Place) -> None:
        code, document, coder = self._places[key] = self._shared.setdefault(place, place)
        self._by_code[code] += 1
        self._by_coder[code, coder] += 1
        self._in_document[code, document] += 1
        if self._in_document[code, document] == 1:
            self._documents[code] += 1

    def _take(self, key: int, place: Place) -> None:
        code, document, coder = place
        del self._places[key]
        self._by_code[code] -= 1
        self._by_coder[code, coder] -= 1
        self._in_document[code, document] -= 1
        if self._in_document[code, document] == 0:
            self._documents[code] -= 1


def load(session: Session) -> Tally:
    """Return the counts of all codings."""
    columns, _ = sqlite.at_once(session, select(Coding.id, Coding.code_id, Coding.document_id, Coding.coder_id))
    return Tally(zip(*columns, strict=True))


def places(session: Session, *, ids: Sequence[int]) -> dict[int, Place]:
    """Return where codings stand: code, document and coder by id; those that are gone are left out."""
    found: dict[int, Place] = {}
    for at in range(0, len(ids), _CHUNK):
        query = select(Coding.id, Coding.code_id, Coding.document_id, Coding.coder_id)
        for key, code, document, coder in session.execute(query.where(Coding.id.in_(ids[at : at + _CHUNK]))):
            found[key] = (code, document, coder)
    return found
