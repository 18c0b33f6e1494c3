# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions before codes are merged, split or deleted, and about the segments that tell most of a code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, distinct, func, or_, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.codes import Fate
from qualcoder_tc.model.recoding import CodeStake, MergePreview, PassageRow
from qualcoder_tc.model.records import CodeRow, CodingRow
from qualcoder_tc.queries import codes, documents, segments
from qualcoder_tc.storage.schema import (
    Code,
    Coder,
    Coding,
    Document,
    DocumentText,
    Memo,
    Suggestion,
    ThemeCode,
    ThemeCoding,
)

_SAMPLE = 100
_CANDIDATES = 300
_FITTING = range(40, 241)
"""Characters of a quote that is long enough to tell something and short enough to be read at a glance."""


def stake(session: Session, *, code_ids: Sequence[int]) -> CodeStake:
    """Return what hangs on codes and on all below them."""
    rows = codes.in_order(session)
    wanted = set(code_ids)
    names = tuple(code.name for _, code in rows if code.id in wanted)
    for _, code in rows:
        if code.parent_id in wanted:
            wanted.add(code.id)
    here = Coding.code_id.in_(wanted)
    total, in_documents = session.execute(
        select(func.count(), func.count(distinct(Coding.document_id))).select_from(Coding).where(here)
    ).one()
    fates = {
        fate: n
        for fate, n in session.execute(
            select(Suggestion.fate, func.count())
            .where(or_(Suggestion.code_id.in_(wanted), Suggestion.chosen_code_id.in_(wanted)))
            .group_by(Suggestion.fate)
        )
    }
    pending = fates.pop(Fate.PENDING.value, 0)
    return CodeStake(
        names=names,
        below=len(wanted) - len(names),
        segments=total,
        documents=in_documents,
        coders=_coders(session, here),
        memos=_memos(session, wanted),
        themes=_themes(session, wanted),
        suggestions=pending,
        decided=sum(fates.values()),
    )


def _coders(session: Session, where: ColumnElement[bool]) -> tuple[tuple[str, int], ...]:
    query = select(Coder.name, func.count()).join(Coding, Coding.coder_id == Coder.id).where(where)
    return tuple((name, n) for name, n in session.execute(query.group_by(Coder.id).order_by(func.count().desc())))


def _count(session: Session, entity: Any, *where: Any) -> int:
    return session.scalar(select(func.count()).select_from(entity).where(*where)) or 0


def _memos(session: Session, code_ids: Iterable[int]) -> int:
    ids = list(code_ids)
    about = _count(session, Memo, Memo.subject_uuid.in_(select(Code.uuid).where(Code.id.in_(ids))))
    query = select(func.count()).select_from(Memo).join(Coding, Coding.uuid == Memo.subject_uuid)
    return about + (session.scalar(query.where(Coding.code_id.in_(ids))) or 0)


def _themes(session: Session, code_ids: Iterable[int]) -> int:
    ids = list(code_ids)
    query = select(func.count()).select_from(ThemeCoding).join(Coding, Coding.id == ThemeCoding.coding_id)
    telling = session.scalar(query.where(Coding.code_id.in_(ids))) or 0
    return telling + _count(session, ThemeCode, ThemeCode.code_id.in_(ids))


def merge_preview(session: Session, *, code_ids: Sequence[int], into_id: int) -> MergePreview:
    """Return what merging these codes into one would do."""
    gone = [key for key in dict.fromkeys(code_ids) if key != into_id]
    every = Coding.code_id.in_([*gone, into_id])
    place = (Coding.document_id, Coding.coder_id, Coding.start, Coding.end)
    twice = (
        select(*place, func.count().label("n")).where(every).group_by(*place).having(func.count() > 1).subquery()
    )
    total = _count(session, Coding, every)
    moving = Coding.code_id.in_(gone)
    moved = _count(session, Coding, moving)
    joined = session.scalar(select(func.sum(twice.c.n - 1))) or 0
    same = {tuple(row) for row in session.execute(select(*twice.c).limit(5000))}
    return MergePreview(
        moved=moved,
        joined=joined,
        total=total - joined,
        coders=_coders(session, moving),
        memos=_memos(session, gone),
        themes=_themes(session, gone),
        children=_count(session, Code, Code.parent_id.in_(gone)),
        suggestions=_count(
            session, Suggestion, Suggestion.code_id.in_(gone), Suggestion.fate == Fate.PENDING.value
        ),
        sample=tuple(_sample(session, moving, {row[:4] for row in same})),
    )


def _sample(session: Session, where: ColumnElement[bool], same: set[tuple[Any, ...]]) -> list[PassageRow]:
    """Return the first segments as passages, those that will be joined first."""
    query = (
        select(Coding, Code.name, Coder.name, Coder.initials, Document.title)
        .join(Code, Coding.code_id == Code.id)
        .join(Coder, Coding.coder_id == Coder.id)
        .join(Document, Coding.document_id == Document.id)
        .where(where)
        .order_by(Document.position, Document.id, Coding.start, Coding.id)
    )
    rows = session.execute(query.limit(_SAMPLE * 20)).all()
    found = [
        PassageRow(
            coding_id=c.id,
            document_id=c.document_id,
            document=title,
            code=code,
            coder=coder,
            initials=initials,
            start=c.start,
            end=c.end,
            quote=c.quote,
            joined=(c.document_id, c.coder_id, c.start, c.end) in same,
        )
        for c, code, coder, initials, title in rows
    ]
    return sorted(found, key=lambda row: not row.joined)[:_SAMPLE]


def walk(session: Session, *, code_id: int) -> list[int]:
    """Return the codings of a code as one reads them: by document and position."""
    query = select(Coding.id).join(Document, Coding.document_id == Document.id).where(Coding.code_id == code_id)
    return list(
        session.scalars(query.order_by(Document.position, Document.id, Coding.start, Coding.end, Coding.id))
    )


def in_context(session: Session, *, coding_id: int, around: int = 500) -> PassageRow:
    """Return a coding with up to so many characters of its document before and after it; NotFound if it is gone."""
    [row] = _sample(session, Coding.id == coding_id, set()) or [None]
    if row is None:
        raise NotFound("This coding is no longer there", "it was removed in the meantime; go on to the next")
    first = max(0, row.start - around)
    before, after = session.execute(
        select(
            func.substr(DocumentText.text, first + 1, row.start - first),
            func.substr(DocumentText.text, row.end + 1, around),
        ).where(DocumentText.document_id == row.document_id)
    ).one()
    number, speaker = documents.turn_at(session, document_id=row.document_id, position=row.start)
    memo = session.scalars(
        select(Memo.text).join(Coding, Coding.uuid == Memo.subject_uuid).where(Coding.id == coding_id)
    )
    return PassageRow(
        coding_id=row.coding_id,
        document_id=row.document_id,
        document=row.document,
        code=row.code,
        coder=row.coder,
        initials=row.initials,
        start=row.start,
        end=row.end,
        quote=row.quote,
        before=_from_word(before) if first else before,
        after=_to_word(after),
        turn=number,
        speaker=speaker,
        memo="\n".join(memo),
    )


def _from_word(text: str) -> str:
    """Return text from its first whole line, else from its first whole word."""
    cut = text.find("\n")
    if not 0 <= cut < len(text) // 2:
        cut = text.find(" ")
    return "… " + text[cut + 1 :] if cut >= 0 else text


def _to_word(text: str) -> str:
    cut = text.rfind("\n")
    if cut < len(text) // 2:
        cut = text.rfind(" ")
    return text[:cut].rstrip() + " …" if cut > 0 else text


def telling_segment(session: Session, *, code_id: int) -> PassageRow | None:
    """Return the coded segment that shows best what a code is about; None if there is none.

    One that a theme names as telling goes first, then one that several coders saw, one with a memo, one of a length
    that can be read at a glance. Looks at some hundreds of segments at most, so that it stays instant.
    """
    rows = session.execute(
        select(Coding.id, Coding.uuid, Coding.document_id, Coding.start, Coding.end, Coding.coder_id)
        .where(Coding.code_id == code_id)
        .order_by(Coding.id)
        .limit(_CANDIDATES)
    ).all()
    if not rows:
        return None
    telling = set(
        session.scalars(select(ThemeCoding.coding_id).where(ThemeCoding.coding_id.in_([r.id for r in rows])))
    )
    noted = set(session.scalars(select(Memo.subject_uuid).where(Memo.subject_uuid.in_([r.uuid for r in rows]))))
    coders: dict[tuple[int, int, int], set[int]] = {}
    for r in rows:
        coders.setdefault((r.document_id, r.start, r.end), set()).add(r.coder_id)

    def worth(r: Any) -> tuple[int, int]:
        points = 4 * (r.id in telling) + 2 * (len(coders[r.document_id, r.start, r.end]) > 1) + (r.uuid in noted)
        return points + 3 * (r.end - r.start in _FITTING), -r.id

    best = max(rows, key=worth)
    return in_context(session, coding_id=best.id, around=0)


def rivals(session: Session, *, coding_id: int) -> list[CodingRow]:
    """Return the same coder's other codings on this passage from an exclusive facet that takes one code a segment."""
    coding = session.get(Coding, coding_id)
    if coding is None:
        return []
    rows = codes.all(session, counted=False)
    facet = _exclusive_facet(rows, coding.code_id)
    if facet is None:
        return []
    below = {code.id for code in rows if _exclusive_facet(rows, code.id) == facet} - {coding.code_id}
    ids = session.scalars(
        select(Coding.id).where(
            Coding.document_id == coding.document_id,
            Coding.coder_id == coding.coder_id,
            Coding.start < coding.end,
            Coding.end > coding.start,
            Coding.code_id.in_(below),
        )
    )
    return segments.codings(session, ids=list(ids))


def _exclusive_facet(rows: Sequence[CodeRow], code_id: int) -> int | None:
    facet = code_tree.facet_of(rows, code_id)
    return facet.id if facet is not None and facet.exclusive else None
