# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about memos."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import MemoRow
from qualcoder_tc.storage.schema import Case, Code, Coder, Coding, Document, Memo, ProjectRow, Theme

_CUT = 60


def all(session: Session) -> list[MemoRow]:
    """Return all memos, oldest first."""
    return _rows(session)


def about(session: Session, *, subject_kind: str, subject_uuid: str) -> list[MemoRow]:
    """Return the memos about one thing, oldest first."""
    return _rows(session, Memo.subject_kind == subject_kind, Memo.subject_uuid == subject_uuid)


def _rows(session: Session, *where: Any) -> list[MemoRow]:
    rows = session.execute(
        select(Memo, Coder.name)
        .join(Coder, Memo.coder_id == Coder.id)
        .where(*where)
        .order_by(Memo.created, Memo.id)
    ).all()
    names = _names(session, {m.subject_kind for m, _ in rows})
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
        )
        for m, coder in rows
    ]


def _names(session: Session, kinds: set[str]) -> dict[str, str]:
    columns = {
        "project": (ProjectRow.uuid, ProjectRow.title),
        "document": (Document.uuid, Document.title),
        "case": (Case.uuid, Case.name),
        "code": (Code.uuid, Code.name),
        "coding": (Coding.uuid, Coding.quote),
        "theme": (Theme.uuid, Theme.name),
    }
    names: dict[str, str] = {}
    for kind in kinds & columns.keys():
        for uuid, name in session.execute(select(*columns[kind])):
            names[uuid] = name if len(name) <= _CUT else name[: _CUT - 1].rstrip() + "…"
    return names
