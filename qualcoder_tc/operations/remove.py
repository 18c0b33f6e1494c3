# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Removing rows together with all that hangs on them, children first, so that undo can bring all of it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import (
    Base,
    Coding,
    Document,
    DocumentOriginal,
    DocumentText,
    Memo,
    MemoLink,
    Reading,
    Speaker,
    Suggestion,
    ThemeCode,
    ThemeCoding,
    Turn,
)

_CHUNK = 500  # SQLite allows some thousand bound values in a statement


def _ids(session: Session, entity: Any, column: InstrumentedAttribute[Any], values: Sequence[Any]) -> list[int]:
    found: list[int] = []
    for at in range(0, len(values), _CHUNK):
        found += session.scalars(select(entity.id).where(column.in_(values[at : at + _CHUNK])).order_by(entity.id))
    return found


def rows(session: Session, entity: type[Base], column: Any, values: Iterable[Any]) -> None:
    """Remove the rows whose column holds one of the values."""
    history.bulk_delete(session, entity, _ids(session, entity, column, list(values)))


def memos_about(session: Session, uuids: Sequence[str]) -> None:
    """Remove the memos about these subjects; one that is about something else as well stays with that."""
    rows(session, MemoLink, MemoLink.subject_uuid, uuids)
    ids = _ids(session, Memo, Memo.subject_uuid, uuids)
    kept: set[int] = set()
    for at in range(0, len(ids), _CHUNK):
        query = select(MemoLink).where(MemoLink.memo_id.in_(ids[at : at + _CHUNK])).order_by(MemoLink.id)
        for link in session.scalars(query):
            if link.memo_id not in kept:
                kept.add(link.memo_id)
                memo = session.get_one(Memo, link.memo_id)
                memo.subject_kind, memo.subject_uuid = link.subject_kind, link.subject_uuid
                session.delete(link)
    session.flush()
    history.bulk_delete(session, Memo, [key for key in ids if key not in kept])


def move_memos(session: Session, from_uuid: str, to_uuid: str) -> None:
    """Let memos and links about one thing be about another of its kind, as where two become one."""
    move_all_memos(session, {from_uuid: to_uuid})


def move_all_memos(session: Session, to: Mapping[str, str]) -> None:
    """Let memos and links about things, named by UUID, be about others of their kind."""
    going = list(to)
    memos: set[int] = set()
    for at in range(0, len(going), _CHUNK):
        chunk = going[at : at + _CHUNK]
        for memo in session.scalars(select(Memo).where(Memo.subject_uuid.in_(chunk))):
            memo.subject_uuid = to[memo.subject_uuid]
            memos.add(memo.id)
        for link in session.scalars(select(MemoLink).where(MemoLink.subject_uuid.in_(chunk))):
            link.subject_uuid = to[link.subject_uuid]
            memos.add(link.memo_id)
    session.flush()
    changed = sorted(memos)
    for at in range(0, len(changed), _CHUNK):
        _untie(session, changed[at : at + _CHUNK])
    session.flush()


def _untie(session: Session, memo_ids: Sequence[int]) -> None:
    """Remove links of memos to what they are about already."""
    held = {
        (key, uuid)
        for key, uuid in session.execute(select(Memo.id, Memo.subject_uuid).where(Memo.id.in_(memo_ids)))
    }
    for link in session.scalars(select(MemoLink).where(MemoLink.memo_id.in_(memo_ids)).order_by(MemoLink.id)):
        if (link.memo_id, link.subject_uuid) in held:
            session.delete(link)
        held.add((link.memo_id, link.subject_uuid))


def codings(session: Session, ids: Sequence[int]) -> None:
    """Remove codings with their memos and their places in themes."""
    uuids: list[str] = []
    for at in range(0, len(ids), _CHUNK):
        uuids += session.scalars(select(Coding.uuid).where(Coding.id.in_(ids[at : at + _CHUNK])))
    memos_about(session, uuids)
    rows(session, ThemeCoding, ThemeCoding.coding_id, ids)
    history.bulk_delete(session, Coding, list(ids))


def codes(session: Session, ids: Sequence[int], uuids: Sequence[str]) -> None:
    """Remove what hangs on codes; the codes themselves are left to the caller."""
    codings(session, _ids(session, Coding, Coding.code_id, ids))
    rows(session, ThemeCode, ThemeCode.code_id, ids)
    rows(session, Suggestion, Suggestion.code_id, ids)
    rows(session, Suggestion, Suggestion.chosen_code_id, ids)
    memos_about(session, uuids)


def document(session: Session, row: Document) -> None:
    """Remove a document and all that hangs on it."""
    key = [row.id]
    codings(session, _ids(session, Coding, Coding.document_id, key))
    for entity in (Suggestion, Reading, Turn, Speaker):
        rows(session, entity, entity.document_id, key)
    memos_about(session, [row.uuid])
    history.bulk_delete(session, DocumentText, key)
    history.bulk_delete(session, DocumentOriginal, key)
    history.bulk_delete(session, Document, key)
