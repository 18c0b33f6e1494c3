# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about memos."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcoder_tc.model.memos import MemoRow, SubjectRow, shortened
from qualcoder_tc.storage import sqlite
from qualcoder_tc.storage.schema import Case, Code, Coder, Coding, Document, Memo, MemoLink, ProjectRow, Theme

_CHUNK = 500
_NAMES: dict[str, tuple[InstrumentedAttribute[str], InstrumentedAttribute[str]]] = {
    "project": (ProjectRow.uuid, ProjectRow.title),
    "document": (Document.uuid, Document.title),
    "case": (Case.uuid, Case.name),
    "code": (Code.uuid, Code.name),
    "coding": (Coding.uuid, Coding.quote),
    "theme": (Theme.uuid, Theme.name),
}


def all(session: Session) -> list[MemoRow]:
    """Return all memos, oldest first."""
    return _rows(session)


def about(session: Session, *, subject_kind: str, subject_uuid: str) -> list[MemoRow]:
    """Return the memos about one thing, oldest first; those that are linked to it come after those about it."""
    linked = select(MemoLink.memo_id).where(
        MemoLink.subject_uuid == subject_uuid, MemoLink.subject_kind == subject_kind
    )
    first = (Memo.subject_kind == subject_kind) & (Memo.subject_uuid == subject_uuid)
    found = _rows(session, or_(first, Memo.id.in_(linked)))
    return sorted(found, key=lambda m: m.subject_uuid != subject_uuid)


def beside(
    session: Session, *, subject_kind: str, subject_uuid: str, coder_id: int, limit: int = 3
) -> tuple[MemoRow | None, list[MemoRow], int]:
    """Return a coder's own memo about a thing, the first of the others in the order of `about`, and how many there are."""
    first = (Memo.subject_kind == subject_kind) & (Memo.subject_uuid == subject_uuid)
    links = select(MemoLink.memo_id).where(
        MemoLink.subject_uuid == subject_uuid, MemoLink.subject_kind == subject_kind
    )
    linked = list(session.scalars(links.distinct()))
    own = next(iter(_rows(session, first, Memo.coder_id == coder_id, limit=1)), None)
    others = _rows(session, first, limit=limit + 1)
    others = [row for row in others if own is None or row.id != own.id][:limit]
    if linked and len(others) < limit:
        others += _rows(session, Memo.id.in_(sqlite.among(linked)), ~first, limit=limit - len(others))
    count = session.scalar(select(func.count()).select_from(Memo).where(first)) or 0
    if linked:
        more = select(func.count()).select_from(Memo).where(Memo.id.in_(sqlite.among(linked)), ~first)
        count += session.scalar(more) or 0
    return own, others, count


def name_of(session: Session, *, subject_kind: str, subject_uuid: str) -> str:
    """Return what a thing that memos are about is called, nothing where it is not there."""
    return _names(session, [(subject_kind, subject_uuid)]).get(subject_uuid, "")


def one(session: Session, *, memo_id: int) -> MemoRow | None:
    """Return a memo, None where it is no longer there."""
    return next(iter(_rows(session, Memo.id == memo_id)), None)


def ids(
    session: Session,
    *,
    words: str = "",
    kinds: Sequence[str] | None = None,
    coder_ids: Sequence[int] | None = None,
    subject_kinds: Sequence[str] | None = None,
    subject_uuid: str | None = None,
) -> list[int]:
    """Return the ids of memos, newest first; None does not narrow.

    Each of the words has to stand in the title, the text, or the name of something the memo is about.
    """
    where = _narrowed(words, kinds, coder_ids, subject_kinds, subject_uuid)
    query = select(Memo.id).where(*where).order_by(Memo.created.desc(), Memo.id.desc())
    (found,), _ = sqlite.at_once(session, query)
    return found


def some(session: Session, *, ids: Sequence[int]) -> list[MemoRow]:
    """Return memos by their ids, in the order given; those that are gone are left out."""
    rows = {row.id: row for row in _rows(session, Memo.id.in_(sqlite.among(ids)))}
    return [rows[key] for key in ids if key in rows]


def authors(session: Session) -> list[tuple[int, str]]:
    """Return who wrote memos, by name."""
    query = select(Coder.id, Coder.name).where(Coder.id.in_(select(Memo.coder_id))).order_by(Coder.name)
    return [(key, name) for key, name in session.execute(query)]


def subjects(session: Session, *, words: str, limit: int = 12) -> list[SubjectRow]:
    """Return things that a memo can be about whose name holds the words, codes and themes first."""
    found: list[SubjectRow] = []
    for kind in ("theme", "code", "case", "document", "project", "coding"):
        uuid, name = _NAMES[kind]
        query = select(uuid, name).where(*(_holds(name, word) for word in words.split()))
        if kind == "coding" and len(words) < 3:
            continue
        rows = session.execute(query.limit(limit - len(found)))
        found += [SubjectRow(kind, key, shortened(text)) for key, text in rows]
        if len(found) >= limit:
            break
    return found


def place(session: Session, *, subject_kind: str, subject_uuid: str) -> int | None:
    """Return the id of what a memo is about, None where it is not there."""
    tables: dict[str, Any] = {
        "project": ProjectRow, "document": Document, "case": Case, "code": Code, "coding": Coding, "theme": Theme,
    }  # fmt: skip
    entity = tables[subject_kind]
    return session.scalars(select(entity.id).where(entity.uuid == subject_uuid)).first()


def _narrowed(
    words: str,
    kinds: Sequence[str] | None,
    coder_ids: Sequence[int] | None,
    subject_kinds: Sequence[str] | None,
    subject_uuid: str | None,
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if kinds is not None:
        where.append(Memo.kind.in_(list(kinds)))
    if coder_ids is not None:
        where.append(Memo.coder_id.in_(list(coder_ids)))
    if subject_kinds is not None:
        linked = select(MemoLink.memo_id).where(MemoLink.subject_kind.in_(list(subject_kinds)))
        where.append(or_(Memo.subject_kind.in_(list(subject_kinds)), Memo.id.in_(linked)))
    if subject_uuid is not None:
        linked = select(MemoLink.memo_id).where(MemoLink.subject_uuid == subject_uuid)
        where.append(or_(Memo.subject_uuid == subject_uuid, Memo.id.in_(linked)))
    return [*where, *(_word(word) for word in words.split())]


def _word(word: str) -> ColumnElement[bool]:
    places: list[ColumnElement[bool]] = [_holds(Memo.title, word), _holds(Memo.text, word)]
    for kind, (uuid, name) in _NAMES.items():
        named = select(uuid).where(_holds(name, word))
        if kind == "coding":
            # Only codings with memos: the others may be very many.
            named = named.where(Coding.uuid.in_(select(Memo.subject_uuid).where(Memo.subject_kind == "coding")))
        places.append((Memo.subject_kind == kind) & Memo.subject_uuid.in_(named))
    return or_(*places)


def _holds(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    # A database knows small and capital letters of English only; Python, which the engine asks, knows all.
    return func.casefold(column).contains(word.casefold(), autoescape=True)


def _rows(session: Session, *where: ColumnElement[bool], limit: int | None = None) -> list[MemoRow]:
    query = select(Memo, Coder.name, Coder.initials).join(Coder, Memo.coder_id == Coder.id).where(*where)
    rows = session.execute(query.order_by(Memo.created, Memo.id).limit(limit)).all()
    links = _links(session, [m.id for m, *_ in rows])
    wanted = {(m.subject_kind, m.subject_uuid) for m, *_ in rows}
    wanted |= {(link.subject_kind, link.subject_uuid) for found in links.values() for link in found}
    names = _names(session, wanted)
    return [
        MemoRow(
            id=m.id,
            uuid=m.uuid,
            subject_kind=m.subject_kind,
            subject_uuid=m.subject_uuid,
            about=names.get(m.subject_uuid, ""),
            kind=m.kind,
            text=m.text,
            coder=coder,
            created=m.created,
            modified=m.modified,
            title=m.title,
            coder_id=m.coder_id,
            initials=initials,
            links=tuple(
                SubjectRow(link.subject_kind, link.subject_uuid, names.get(link.subject_uuid, ""))
                for link in links.get(m.id, ())
            ),
        )
        for m, coder, initials in rows
    ]


def _links(session: Session, ids: list[int]) -> dict[int, list[MemoLink]]:
    found: dict[int, list[MemoLink]] = {}
    for at in range(0, len(ids), _CHUNK):
        query = select(MemoLink).where(MemoLink.memo_id.in_(ids[at : at + _CHUNK])).order_by(MemoLink.id)
        for link in session.scalars(query):
            found.setdefault(link.memo_id, []).append(link)
    return found


def _names(session: Session, wanted: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return names by UUID, of what is asked for only: a project may hold very many codings."""
    by_kind: dict[str, list[str]] = {}
    for kind, uuid in wanted:
        by_kind.setdefault(kind, []).append(uuid)
    names: dict[str, str] = {}
    for kind, uuids in by_kind.items():
        if kind not in _NAMES:
            continue
        key, name = _NAMES[kind]
        for at in range(0, len(uuids), _CHUNK):
            for uuid, text in session.execute(select(key, name).where(key.in_(uuids[at : at + _CHUNK]))):
                names[uuid] = shortened(text)
    return names
