# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about themes."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.themes import ThemeCounts, ThemeRow, ThemeSegment
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.queries import codes
from qualcoder_tc.storage.schema import (
    Case,
    CaseAttribute,
    Code,
    Coder,
    Coding,
    Document,
    Speaker,
    Theme,
    ThemeCode,
    ThemeCoding,
    Turn,
)

_CHUNK = 500


def all(session: Session) -> list[ThemeRow]:
    """Return the themes in their order, each followed by its sub-themes."""
    code_ids: dict[int, list[int]] = defaultdict(list)
    query = select(ThemeCode.theme_id, ThemeCode.code_id).order_by(ThemeCode.position, ThemeCode.id)
    for theme_id, code_id in session.execute(query):
        code_ids[theme_id].append(code_id)
    telling: dict[int, list[ThemeSegment]] = defaultdict(list)
    for row in session.scalars(select(ThemeCoding).order_by(ThemeCoding.position, ThemeCoding.id)):
        telling[row.theme_id].append(ThemeSegment(row.coding_id, row.note, row.against))
    paths = codes.paths(session) if code_ids else {}
    return [
        ThemeRow(
            id=t.id,
            uuid=t.uuid,
            name=t.name,
            definition=t.definition,
            codes=tuple(paths[c] for c in code_ids[t.id]),
            code_ids=tuple(code_ids[t.id]),
            segment_ids=tuple(s.coding_id for s in telling[t.id]),
            segments=tuple(telling[t.id]),
            parent_id=t.parent_id,
            phase=t.phase,
            number=number,
        )
        for number, t in _in_order(session)
    ]


def _in_order(session: Session) -> list[tuple[str, Theme]]:
    below: dict[int | None, list[Theme]] = defaultdict(list)
    for theme in session.scalars(select(Theme).order_by(Theme.position, Theme.id)):
        below[theme.parent_id].append(theme)
    found: list[tuple[str, Theme]] = []
    for n, top in enumerate(below[None], start=1):
        found.append((str(n), top))
        found += [(f"{n}.{k}", sub) for k, sub in enumerate(below[top.id], start=1)]
    return found


def telling(session: Session) -> dict[int, SegmentRow]:
    """Return the segments that stand under any theme, with full references, by id of the coding."""
    ids = sorted(set(session.scalars(select(ThemeCoding.coding_id))))
    return {row.id: row for row in _referenced(session, ids)}


def segments_of(
    session: Session, *, code_id: int, limit: int = 100, value: tuple[int, str] | None = None
) -> list[SegmentRow]:
    """Return the first segments of a code in the order of the documents, to choose telling ones from.

    `value` narrows to what was said by cases with a value of an attribute (its id).
    """
    query = (
        select(Coding.id)
        .join(Document, Coding.document_id == Document.id)
        .where(Coding.code_id == code_id)
        .order_by(Document.position, Document.id, Coding.start)
        .limit(limit)
    )
    if value is not None:
        said = select(Turn.speaker_id).where(Turn.document_id == Coding.document_id, Turn.start <= Coding.start)
        last = said.order_by(Turn.start.desc()).limit(1).correlate(Coding).scalar_subquery()
        speakers = select(Speaker.id).join(CaseAttribute, CaseAttribute.case_id == Speaker.case_id)
        speakers = speakers.where(CaseAttribute.attribute_id == value[0], CaseAttribute.value == value[1])
        query = query.where(last.in_(speakers))
    return _referenced(session, list(session.scalars(query)))


def _referenced(session: Session, ids: list[int]) -> list[SegmentRow]:
    """Return segments in the order of the documents, each finding its turn by itself: they are few among very many."""
    here = select(Turn).where(Turn.document_id == Coding.document_id, Turn.label_start <= Coding.start)
    number = here.with_only_columns(func.count()).correlate(Coding).scalar_subquery()
    turn = here.with_only_columns(Turn.id).order_by(Turn.start.desc()).limit(1).correlate(Coding).scalar_subquery()
    query = (
        select(Coding, Coder, Code, Document, number, Speaker, Case.name)
        .join(Coder, Coding.coder_id == Coder.id)
        .join(Code, Coding.code_id == Code.id)
        .join(Document, Coding.document_id == Document.id)
        .outerjoin(Turn, Turn.id == turn)
        .outerjoin(Speaker, Turn.speaker_id == Speaker.id)
        .outerjoin(Case, Speaker.case_id == Case.id)
        .order_by(Document.position, Document.id, Coding.start, Coding.end, Coding.id)
    )
    paths = codes.paths(session) if ids else {}
    found: list[SegmentRow] = []
    for at in range(0, len(ids), _CHUNK):
        for coding, coder, code, document, place, speaker, case in session.execute(
            query.where(Coding.id.in_(ids[at : at + _CHUNK]))
        ):
            found.append(
                SegmentRow(
                    id=coding.id,
                    document_id=document.id,
                    document=document.title,
                    kind=DocumentKind(document.kind),
                    turn=place or None,
                    speaker=speaker.name if speaker else None,
                    role=speaker.role if speaker else None,
                    case=case,
                    start=coding.start,
                    end=coding.end,
                    quote=coding.quote,
                    code_id=code.id,
                    code=code.name,
                    code_path=paths[code.id],
                    colour=code.colour,
                    coder=coder.name,
                    initials=coder.initials,
                    origin=Origin(coding.origin),
                    created=coding.created,
                )
            )
    return found


# Who speaks where a coding begins is the last turn that starts at or before it; the index on turns finds it at once.
_SAID = """
WITH resting(theme_id, coding_id) AS (
    SELECT tc.theme_id, c.id FROM theme_code tc JOIN coding c ON c.code_id = tc.code_id
    UNION SELECT theme_id, coding_id FROM theme_coding
), said(theme_id, document_id, speaker_id) AS (
    SELECT r.theme_id, c.document_id, (
        SELECT t.speaker_id FROM turn t WHERE t.document_id = c.document_id AND t.start <= c.start
        ORDER BY t.start DESC LIMIT 1)
    FROM resting r JOIN coding c ON c.id = r.coding_id
)
"""
_TOTALS = (
    _SAID
    + """
SELECT s.theme_id, count(*), count(DISTINCT s.document_id), count(DISTINCT s.speaker_id), count(DISTINCT p.case_id)
FROM said s LEFT JOIN speaker p ON p.id = s.speaker_id GROUP BY s.theme_id
"""
)
_GROUPS = (
    _SAID
    + """
SELECT s.theme_id, coalesce(v.value, ''), count(*)
FROM said s LEFT JOIN speaker p ON p.id = s.speaker_id
LEFT JOIN case_attribute v ON v.case_id = p.case_id AND v.attribute_id = :attribute
GROUP BY s.theme_id, v.value
"""
)


def counts(session: Session) -> dict[int, ThemeCounts]:
    """Return by theme what it rests on; its sub-themes are counted apart."""
    return {key: ThemeCounts(*numbers) for key, *numbers in session.execute(text(_TOTALS))}


def by_value(session: Session, *, attribute_id: int) -> dict[int, list[tuple[str, int]]]:
    """Return by theme how many of its segments were said by cases of each value of an attribute, the most first.

    What was said by nobody with a value comes last, under an empty one.
    """
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for key, value, count in session.execute(text(_GROUPS), {"attribute": attribute_id}):
        found[key].append((value, count))
    return {key: sorted(rows, key=lambda r: (r[0] == "", -r[1], r[0])) for key, rows in found.items()}
