# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Segments by id, as many as a page of a list shows, and one segment in its context."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import ContextTurn, SegmentContext, SegmentRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.queries import codes, memos, retrieval, segments
from qualcoder_tc.queries.retrieval import Spoken
from qualcoder_tc.storage.schema import Case, Code, Coder, Coding, Document, DocumentText, Memo, Speaker, Turn
from qualcoder_tc.storage.sqlite import among, packed

_FAR = 1500
"""Characters of a neighbouring or long turn that are shown around a segment."""


@cache
def _page() -> Select[*tuple[Any, ...]]:
    """Return the query for a page; making it takes longer than running it."""
    earlier = aliased(Turn)
    number = (
        select(func.count())
        .where(
            earlier.document_id == Spoken.document_id,
            or_(earlier.start < Spoken.start, (earlier.start == Spoken.start) & (earlier.id <= Spoken.id)),
        )
        .correlate(Spoken)
        .scalar_subquery()
    )
    query = (
        retrieval.base(
            Coding.id,
            Coding.uuid,
            Coding.document_id,
            Document.title,
            Document.kind,
            number.label("turn"),
            Speaker.name.label("speaker"),
            Speaker.role,
            Case.name.label("person"),
            Coding.start,
            Coding.end,
            Coding.quote,
            Coding.code_id,
            Code.name.label("code"),
            Code.colour,
            Coder.name.label("coder"),
            Coder.initials,
            Coding.origin,
            Coding.created,
            Coding.score,
            Coding.model,
        )
        .join(Code, Code.id == Coding.code_id)
        .join(Coder, Coder.id == Coding.coder_id)
        .outerjoin(Speaker, Speaker.id == Spoken.speaker_id)
        .outerjoin(Case, Case.id == Speaker.case_id)
        .where(Coding.id.in_(among("ids")))
    )
    return packed(query)


def rows(session: Session, *, ids: Sequence[int]) -> list[SegmentRow]:
    """Return the segments with these ids that are still there, in the order of the ids; for a page, not for all."""
    row = session.execute(_page(), {"ids": json.dumps(list(ids))}).one()
    columns: list[list[Any]] = [json.loads(text) for text in row]
    paths = codes.paths(session)
    notes = _memos(session, columns[1])
    found: dict[int, SegmentRow] = {}
    for (
        key, uuid, document_id, title, kind, turn, speaker, role, person, start, end, quote, code_id, code, colour,
        coder, initials, origin, created, score, model,
    ) in zip(*columns, strict=True):  # fmt: skip
        found[key] = SegmentRow(
            id=key,
            document_id=document_id,
            document=title,
            kind=DocumentKind(kind),
            turn=turn or None,
            speaker=speaker,
            role=role,
            case=person,
            start=start,
            end=end,
            quote=quote,
            code_id=code_id,
            code=code,
            code_path=paths[code_id],
            colour=colour,
            coder=coder,
            initials=initials,
            origin=Origin(origin),
            created=created,
            memo=notes.get(uuid, ""),
            score=score,
            model=model,
        )
    return [found[key] for key in ids if key in found]


def _memos(session: Session, uuids: Sequence[str]) -> dict[str, str]:
    query = (
        select(Memo.subject_uuid, Memo.text)
        .where(Memo.subject_kind == "coding", Memo.subject_uuid.in_(among(uuids)))
        .order_by(Memo.id)
    )
    found: dict[str, str] = {}
    for uuid, text in session.execute(query):
        found[uuid] = f"{found[uuid]}\n{text}" if uuid in found else text
    return found


def context(session: Session, *, coding_id: int) -> SegmentContext | None:
    """Return a segment in its turns, with the turns before and after, its codes and memos; None if it is gone."""
    found = rows(session, ids=[coding_id])
    if not found:
        return None
    segment = found[0]
    here = Turn.document_id == segment.document_id
    overlapping = session.scalars(
        select(Coding.id).where(
            Coding.document_id == segment.document_id, Coding.start < segment.end, Coding.end > segment.start
        )
    )
    codings = segments.codings(session, ids=list(overlapping))
    uuid = session.scalar(select(Coding.uuid).where(Coding.id == coding_id)) or ""
    named = (
        select(Turn.start, Turn.end, Speaker.name, Speaker.role)
        .outerjoin(Speaker, Speaker.id == Turn.speaker_id)
        .order_by(Turn.start, Turn.id)
    )
    first = segment.turn or 1
    last = session.scalar(select(func.count()).select_from(Turn).where(here, Turn.start < segment.end)) or first
    chosen = session.execute(named.where(here).offset(max(0, first - 2)).limit(min(last, first + 20) - first + 3))
    turns = [
        ContextTurn(max(1, first - 1) + n, speaker, role, *_near(session, segment, start, end))
        for n, (start, end, speaker, role) in enumerate(chosen)
    ]
    about = memos.about(session, subject_kind="coding", subject_uuid=uuid)
    return SegmentContext(segment, tuple(turns), tuple(codings), tuple(about))


def _near(session: Session, segment: SegmentRow, start: int, end: int) -> tuple[int, str]:
    """Return start and text of the part of a turn that is near the segment."""
    first = max(start, min(segment.start, end) - _FAR)
    last = min(end, max(segment.end, start) + _FAR)
    cut = func.substr(DocumentText.text, first + 1, max(0, last - first))
    return first, session.scalar(select(cut).where(DocumentText.document_id == segment.document_id)) or ""
