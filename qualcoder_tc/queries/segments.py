# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about codings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import CodingRow, SegmentRow, TurnRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.queries import codes, documents
from qualcoder_tc.storage.schema import Code, Coder, Coding, Document, Memo

_CHUNK = 500


class TurnFinder:
    """Finds the turn in which a position lies."""

    def __init__(self, turns: Sequence[TurnRow]) -> None:
        self._turns = turns
        self._starts = [turn.label_start for turn in turns]

    def at(self, position: int) -> TurnRow | None:
        """Return the last turn that begins at or before the position."""
        index = bisect_right(self._starts, position) - 1
        return self._turns[index] if index >= 0 else None


def _codings(session: Session, *where: Any) -> list[CodingRow]:
    query = (
        select(
            Coding.id,
            Coding.uuid,
            Coding.document_id,
            Coding.start,
            Coding.end,
            Coding.code_id,
            Code.name.label("code"),
            Code.colour,
            Coding.coder_id,
            Coder.name.label("coder"),
            Coder.initials,
            Coding.origin,
            Memo.text.label("memo"),
        )
        .join(Code, Coding.code_id == Code.id)
        .join(Coder, Coding.coder_id == Coder.id)
        .outerjoin(Memo, (Memo.subject_uuid == Coding.uuid) & (Memo.subject_kind == "coding"))
        .where(*where)
        .order_by(Coding.start, Coding.end.desc(), Coding.id)
    )
    found: dict[int, CodingRow] = {}
    for key, *values, origin, memo in session.execute(query):
        if key not in found:  # several memos about one coding: the first stands for them
            rest: list[Any] = values
            found[key] = CodingRow(key, *rest, origin=Origin(origin), memo=memo or "")
    return list(found.values())


def of_document(session: Session, *, document_id: int) -> list[CodingRow]:
    """Return the codings of a document by position."""
    return _codings(session, Coding.document_id == document_id)


def codings(session: Session, *, ids: Sequence[int]) -> list[CodingRow]:
    """Return the codings with these ids that are still there."""
    found: list[CodingRow] = []
    keys = list(ids)
    for at in range(0, len(keys), _CHUNK):
        found += _codings(session, Coding.id.in_(keys[at : at + _CHUNK]))
    return found


def all(
    session: Session,
    *,
    code_ids: Sequence[int] | None = None,
    document_ids: Sequence[int] | None = None,
    coder_ids: Sequence[int] | None = None,
    coding_ids: Sequence[int] | None = None,
) -> list[SegmentRow]:
    """Return coded segments with full references, by document and position; None does not narrow."""
    query = (
        select(
            Coding,
            Coder.name,
            Coder.initials,
            Code.name,
            Code.colour,
            Document.title,
            Document.kind,
        )
        .join(Coder, Coding.coder_id == Coder.id)
        .join(Code, Coding.code_id == Code.id)
        .join(Document, Coding.document_id == Document.id)
        .order_by(Document.position, Document.id, Coding.start, Coding.end, Coding.id)
    )
    for column, ids in (
        (Coding.code_id, code_ids),
        (Coding.document_id, document_ids),
        (Coding.coder_id, coder_ids),
        (Coding.id, coding_ids),
    ):
        if ids is not None:
            query = query.where(column.in_(list(ids)))
    rows = session.execute(query).all()
    finders = {
        key: TurnFinder(turns)
        for key, turns in documents.turns(session, document_ids=sorted({r[0].document_id for r in rows})).items()
    }
    paths = codes.paths(session)
    memos = _memos(session)
    return [
        _segment(coding, coder, initials, code, colour, title, kind, finders, paths, memos)
        for coding, coder, initials, code, colour, title, kind in rows
    ]


def _segment(
    coding: Coding,
    coder: str,
    initials: str,
    code: str,
    colour: str,
    title: str,
    kind: str,
    finders: dict[int, TurnFinder],
    paths: dict[int, str],
    memos: dict[str, str],
) -> SegmentRow:
    turn = finders[coding.document_id].at(coding.start)
    return SegmentRow(
        id=coding.id,
        document_id=coding.document_id,
        document=title,
        kind=DocumentKind(kind),
        turn=turn.number if turn else None,
        speaker=turn.speaker if turn else None,
        role=turn.role if turn else None,
        case=turn.case if turn else None,
        start=coding.start,
        end=coding.end,
        quote=coding.quote,
        code_id=coding.code_id,
        code=code,
        code_path=paths[coding.code_id],
        colour=colour,
        coder=coder,
        initials=initials,
        origin=Origin(coding.origin),
        created=coding.created,
        memo=memos.get(coding.uuid, ""),
        score=coding.score,
        model=coding.model,
    )


def _memos(session: Session) -> dict[str, str]:
    found: dict[str, str] = {}
    query = select(Memo.subject_uuid, Memo.title, Memo.text).where(Memo.subject_kind == "coding").order_by(Memo.id)
    for uuid, title, words in session.execute(query):
        text = ": ".join(part for part in (title, words) if part)
        found[uuid] = f"{found[uuid]}\n{text}" if uuid in found else text
    return found


def by_uuid(session: Session, *, uuid: str) -> SegmentRow:
    """Return the coded segment with this UUID; NotFound if it is gone."""
    key = session.scalars(select(Coding.id).where(Coding.uuid == uuid)).first()
    rows = all(session, coding_ids=[key]) if key is not None else []
    if not rows:
        raise NotFound("This coding is no longer there", "choose another")
    return rows[0]
