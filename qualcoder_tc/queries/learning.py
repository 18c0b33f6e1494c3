# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What suggestions are made from: documents with their turns, and codings, in few statements of bounded size.

Columns come as JSON, some thousands of rows at a time: that is fast, and no step keeps the interpreter from the window
for longer than a few milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.codes import Fate
from qualcoder_tc.model.suggesting import PlainCoding, SpokenDocument, SpokenTurn
from qualcoder_tc.model.transcript import ASKING_ROLES
from qualcoder_tc.storage import ground as storage_ground
from qualcoder_tc.storage.schema import (
    Change,
    ChangedRow,
    Coding,
    Document,
    DocumentText,
    Speaker,
    Suggestion,
    Turn,
)
from qualcoder_tc.storage.sqlite import at_once

_AT_ONCE = 5000


def ground(session: Session) -> str:
    """Return a value that changes whenever texts, names or codes do."""
    return storage_ground.ground(session)


@dataclass(frozen=True, slots=True)
class Since:
    """The last change there is, and the tables that were touched after another one."""

    last: int
    tables: frozenset[str]


def changed_since(session: Session, *, change_id: int | None) -> Since:
    """Return what was touched after a change; a change of which that is no longer known counts as touching texts.

    Without one, only the last change is told.
    """
    if change_id is None:
        return Since(session.scalar(select(func.max(Change.id))) or 0, frozenset())
    rows = session.execute(
        select(Change.id, ChangedRow.table)
        .outerjoin(ChangedRow, ChangedRow.change_id == Change.id)
        .where(Change.id > change_id)
        .distinct()
    ).all()
    if not rows:
        return Since(change_id, frozenset())
    return Since(max(key for key, _ in rows), frozenset(table or DocumentText.__tablename__ for _, table in rows))


def documents(session: Session) -> list[SpokenDocument]:
    """Return all documents in their order, with their turns."""
    turns: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    query = select(Turn.id, Turn.document_id, Turn.start, Turn.end, Speaker.name, Speaker.role).outerjoin(
        Speaker, Turn.speaker_id == Speaker.id
    )
    for key, document, *values in _pages(session, query, Turn.id):
        turns[document].append((values[0], key, *values[1:]))
    found: list[SpokenDocument] = []
    heads = session.execute(
        select(Document.id, Document.title, Document.language).order_by(Document.position, Document.id)
    )
    for document, title, language in heads.all():
        text = session.scalars(select(DocumentText.text).where(DocumentText.document_id == document)).first() or ""
        spoken = tuple(
            SpokenTurn(number, start, end, name, (role or "").casefold() in ASKING_ROLES)
            for number, (start, _, end, name, role) in enumerate(sorted(turns.get(document, ())), start=1)
        )
        found.append(SpokenDocument(document, title, language, text, spoken))
    return found


def codings(session: Session, *, coder_id: int | None = None) -> list[PlainCoding]:
    """Return where codings stand, in the order in which they were made; only one coder's if told."""
    place = (Coding.start, Coding.end, Coding.uuid)
    query = select(Coding.id, Coding.document_id, Coding.code_id, Coding.coder_id, *place)
    if coder_id is not None:
        query = query.where(Coding.coder_id == coder_id)
    return [PlainCoding(*row) for row in _pages(session, query, Coding.id)]


def rejected(session: Session, *, coder_id: int | None = None) -> list[PlainCoding]:
    """Return where suggestions were declined, as codings that are not to be; only by one coder if told.

    Where there is nothing to code at all, as was said in a second look, the code that was shown is not to be either.
    """
    query = select(
        Suggestion.id,
        Suggestion.document_id,
        Suggestion.code_id,
        Suggestion.coder_id,
        Suggestion.start,
        Suggestion.end,
    ).where(Suggestion.fate.in_((Fate.REJECTED.value, Fate.NOTHING.value)))
    if coder_id is not None:
        query = query.where(Suggestion.coder_id == coder_id)
    return [PlainCoding(*row) for row in _pages(session, query, Suggestion.id)]


def _pages(session: Session, query: Select[*tuple[Any, ...]], key: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query by its first column, an id."""
    last = 0
    while True:
        columns, _ = at_once(session, query.where(key > last).order_by(key).limit(_AT_ONCE))
        yield from zip(*columns, strict=True)
        if len(columns[0]) < _AT_ONCE:
            return
        last = columns[0][-1]
