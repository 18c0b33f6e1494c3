# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.records import DocumentRow, DocumentText, TurnRow
from qualcoder_tc.model.spans import Span, union
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.storage import schema, sqlite
from qualcoder_tc.storage.schema import Case, Coder, Coding, Document, DocumentOriginal, Reading, Speaker, Turn


def all(session: Session, *, document_id: int | None = None) -> list[DocumentRow]:
    """Return the documents in their order, or only the one with this id."""
    key = document_id
    counts: dict[int, int] = {}
    durations: dict[int, float | None] = {}
    last = func.max(func.coalesce(Turn.time_end, Turn.time_start))
    query = select(Turn.document_id, func.count(), last).group_by(Turn.document_id)
    for document, count, ended in session.execute(query.where(*_only(Turn.document_id, key))):
        counts[document], durations[document] = count, ended
    codings, coded = _coded(session, key)
    speakers: dict[int, list[str]] = defaultdict(list)
    query = select(Speaker.document_id, Speaker.name).where(*_only(Speaker.document_id, key))
    for document, name in session.execute(query.order_by(Speaker.id)):
        speakers[document].append(name)
    coders: dict[int, list[str]] = defaultdict(list)
    query = select(Coding.document_id, Coder.initials).join(Coder, Coding.coder_id == Coder.id).distinct()
    for document, initials in session.execute(
        query.where(*_only(Coding.document_id, key)).order_by(Coder.initials)
    ):
        coders[document].append(initials)
    rows = session.scalars(
        select(Document).where(*_only(Document.id, key)).order_by(Document.position, Document.id)
    )
    return [
        DocumentRow(
            id=d.id,
            uuid=d.uuid,
            title=d.title,
            kind=DocumentKind(d.kind),
            language=d.language,
            characters=d.characters,
            words=d.words,
            turns=counts.get(d.id, 0),
            speakers=tuple(speakers[d.id]),
            codings=codings.get(d.id, 0),
            coded_turns=coded.get(d.id, 0),
            coders=tuple(coders[d.id]),
            source_name=d.source_name,
            imported_at=d.imported,
            duration=durations.get(d.id),
        )
        for d in rows
    ]


def _only(column: InstrumentedAttribute[int], key: int | None) -> list[ColumnElement[bool]]:
    return [] if key is None else [column == key]


def _coded(session: Session, key: int | None) -> tuple[dict[int, int], dict[int, int]]:
    """Return by document how many codings there are, and how many turns they touch."""
    query = select(Coding.document_id, Coding.start, Coding.end).where(*_only(Coding.document_id, key))
    columns, _ = sqlite.at_once(session, query.order_by(Coding.document_id, Coding.start))
    codings = Counter[int](columns[0])
    merged: dict[int, list[Span]] = {document: [] for document in codings}
    here = first = before = -1
    for document, start, end in zip(*columns, strict=True):
        # Codings are very many and lie over one another: a span is made only where a run of them ends.
        if document == here and start <= before:
            before = max(before, end)
            continue
        if here != -1:
            merged[here].append(Span(first, before))
        here, first, before = document, start, end
    if here != -1:
        merged[here].append(Span(first, before))
    # How far a document is coded takes its turns one by one: only where there is a coding at all.
    turns = select(Turn.document_id, Turn.start, Turn.end).where(
        *_only(Turn.document_id, key), Turn.document_id.in_(sqlite.among(codings))
    )
    columns, _ = sqlite.at_once(session, turns.order_by(Turn.document_id, Turn.start))
    rows = groupby(zip(*columns, strict=True), key=itemgetter(0))
    return codings, {document: coded_turns(((a, b) for _, a, b in own), merged[document]) for document, own in rows}


def coded_turns(turns: Iterable[tuple[int, int]], spans: Iterable[Span]) -> int:
    """Count the turns that a span touches, in one pass over both, which are in order and do not overlap."""
    merged = union(spans)
    count = at = 0
    for start, end in turns:
        while at < len(merged) and merged[at].end <= start:
            at += 1
        count += at < len(merged) and merged[at].start < end
    return count


def one(session: Session, *, document_id: int) -> DocumentRow:
    """Return a document; NotFound if it is gone."""
    found = all(session, document_id=document_id)
    if not found:
        raise NotFound("This document is no longer there", "choose another")
    return found[0]


def order(session: Session) -> list[int]:
    """Return the ids of the documents in their order."""
    return list(session.scalars(select(Document.id).order_by(Document.position, Document.id)))


def touched_by(session: Session, *, table: str, first: int, last: int) -> set[int]:
    """Return the documents of the turns or speakers with ids from first to last."""
    entity = Turn if table == "turn" else Speaker
    return set(session.scalars(select(entity.document_id).where(entity.id.between(first, last)).distinct()))


def find(session: Session, *, name: str) -> DocumentRow:
    """Return the document with this title, file name or id; NotFound lists what there is."""
    rows = session.execute(select(Document.id, Document.title, Document.source_name)).all()
    wanted = name.strip().casefold()
    for match in (
        [r.id for r in rows if r.title.casefold() == wanted],
        [r.id for r in rows if r.source_name.casefold() == wanted],
        [r.id for r in rows if str(r.id) == wanted],
    ):
        if match:
            return one(session, document_id=match[0])
    titles = ", ".join(r.title for r in rows[:12]) or "the project has no documents yet"
    raise NotFound(f"There is no document {name!r}", f"choose one of: {titles}")


def text(session: Session, *, document_id: int) -> DocumentText:
    """Return a document with its text and turns; NotFound if it is gone."""
    document = session.get(Document, document_id)
    content = session.get(schema.DocumentText, document_id)
    if document is None or content is None:
        raise NotFound("This document is no longer there", "choose another")
    return DocumentText(
        id=document.id,
        uuid=document.uuid,
        title=document.title,
        kind=DocumentKind(document.kind),
        language=document.language,
        text=content.text,
        turns=tuple(turns(session, document_ids=[document_id])[document_id]),
    )


def turn_at(session: Session, *, document_id: int, position: int) -> tuple[int | None, str | None]:
    """Return number and speaker of the last turn that begins at or before a position; None twice before the first."""
    before = (Turn.document_id == document_id, Turn.label_start <= position)
    number = session.scalar(select(func.count()).select_from(Turn).where(*before))
    speaker = session.scalar(
        select(Speaker.name)
        .select_from(Turn)
        .outerjoin(Speaker, Turn.speaker_id == Speaker.id)
        .where(*before)
        .order_by(Turn.start.desc(), Turn.id.desc())
        .limit(1)
    )
    return number or None, speaker


def turns(session: Session, *, document_ids: list[int] | None = None) -> dict[int, list[TurnRow]]:
    """Return the turns by document, numbered from 1."""
    query = (
        select(
            Turn.id,
            Turn.document_id,
            Turn.label_start,
            Turn.start,
            Turn.end,
            Turn.time_start,
            Turn.time_end,
            Speaker.id.label("speaker_id"),
            Speaker.name,
            Speaker.role,
            Case.name.label("case"),
        )
        .outerjoin(Speaker, Turn.speaker_id == Speaker.id)
        .outerjoin(Case, Speaker.case_id == Case.id)
        .order_by(Turn.document_id, Turn.start, Turn.id)
    )
    if document_ids is not None:
        query = query.where(Turn.document_id.in_(document_ids))
    found: dict[int, list[TurnRow]] = {key: [] for key in document_ids or ()}
    for r in session.execute(query):
        rows = found.setdefault(r.document_id, [])
        rows.append(
            TurnRow(
                id=r.id,
                number=len(rows) + 1,
                label_start=r.label_start,
                start=r.start,
                end=r.end,
                speaker_id=r.speaker_id,
                speaker=r.name,
                role=r.role,
                case=r.case,
                time_start=r.time_start,
                time_end=r.time_end,
            )
        )
    return found


def texts(session: Session) -> dict[int, str]:
    """Return the texts of all documents by id."""
    return {
        key: text
        for key, text in session.execute(select(schema.DocumentText.document_id, schema.DocumentText.text))
    }


def with_content(session: Session, *, source_sha256: str, text_sha256: str) -> str | None:
    """Return the title of a document that has these bytes or this text, None if there is none."""
    query = select(Document.title).where(
        (Document.source_sha256 == source_sha256) | (Document.text_sha256 == text_sha256)
    )
    return session.scalars(query.limit(1)).first()


def contents(session: Session) -> dict[str, str]:
    """Return the titles of documents by the sha256 of their files and of their texts."""
    found: dict[str, str] = {}
    for title, source, text in session.execute(
        select(Document.title, Document.source_sha256, Document.text_sha256)
    ):
        found[source] = found[text] = title
    return found


def original(session: Session, *, document_id: int) -> tuple[str, bytes]:
    """Return the name and the exact bytes of the imported file; NotFound if they are gone."""
    document, content = session.get(Document, document_id), session.get(DocumentOriginal, document_id)
    if document is None or content is None:
        raise NotFound("The original of this document is not kept", "choose another")
    return document.source_name, content.data


def read_by(session: Session) -> dict[int, set[int]]:
    """Return by document id the ids of the coders who read it: they coded in it or marked it as done."""
    found: dict[int, set[int]] = defaultdict(set)
    for query in (
        select(Coding.document_id, Coding.coder_id).distinct(),
        select(Reading.document_id, Reading.coder_id).distinct(),
    ):
        for document_id, coder_id in session.execute(query):
            found[document_id].add(coder_id)
    return dict(found)


def marked_read(session: Session, *, coder_id: int) -> set[int]:
    """Return the ids of the documents that a coder marked as done."""
    return set(session.scalars(select(Reading.document_id).where(Reading.coder_id == coder_id)))
