# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of documents: adding, renaming, deleting."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.attributes import guess_type
from qualcoder_tc.model.transcript import DocumentKind, ImportedCase, ImportedDocument
from qualcoder_tc.model.words import count_words
from qualcoder_tc.operations import find, remove
from qualcoder_tc.storage import history, sqlite
from qualcoder_tc.storage.schema import (
    Attribute,
    Case,
    CaseAttribute,
    Document,
    DocumentOriginal,
    DocumentText,
    Reading,
    Speaker,
    Turn,
)

_TITLES = str(select(Document.title))
_DOCUMENT = (
    "title", "kind", "language", "position", "characters", "words", "text_sha256", "source_name", "source_sha256",
    "media_type", "encoding", "warnings",
)  # fmt: skip
_TURN = ("id", "document_id", "speaker_id", "label_start", "start", "end", "time_start", "time_end")


def add(session: Session, *, document: ImportedDocument, source_name: str, data: bytes) -> int:
    """Add an imported document with its turns, speakers, cases and the original bytes; return its id."""
    return insert(session, document, source_name, data)[0]


def insert(session: Session, document: ImportedDocument, source_name: str, data: bytes) -> tuple[int, str]:
    """Do what `add` does and return the id and the title, which differs from another document's."""
    connection = session.connection()
    titles = [found for (found,) in sqlite.driver(connection).execute(_TITLES)]
    title = _free(document.title, titles)
    values = (
        title,
        document.kind.value,
        document.language,
        len(titles),
        len(document.text),
        count_words(document.text),
        hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        source_name,
        hashlib.sha256(data).hexdigest(),
        document.media_type,
        document.encoding,
        list(document.warnings),
    )
    (key,) = history.bulk_insert_values(session, Document, _DOCUMENT, [values])
    history.bulk_insert_values(session, DocumentText, ("document_id", "text"), [(key, document.text)])
    history.bulk_insert_values(session, DocumentOriginal, ("document_id", "data"), [(key, data)])
    speakers = _add_speakers(session, key, document)
    first = sqlite.next_id(connection, Turn.__tablename__)
    turns = [
        (n, key, speakers.get(t.speaker or ""), t.label_start, t.start, t.end, t.time_start, t.time_end)
        for n, t in enumerate(document.turns, start=first)
    ]
    history.bulk_insert_values(session, Turn, _TURN, turns)
    history.say(session, f"Imported {title}")
    return key, title


def free_title(session: Session, wanted: str) -> str:
    """Return the title, with a number behind it if another document has it."""
    return _free(wanted, session.scalars(select(Document.title)))


def _free(wanted: str, titles: Iterable[str]) -> str:
    taken = {t.casefold() for t in titles}
    title, number = wanted, 2
    while title.casefold() in taken:
        title, number = f"{wanted} ({number})", number + 1
    return title


def _add_speakers(session: Session, document_id: int, document: ImportedDocument) -> dict[str, int]:
    cases = _add_cases(session, document.cases)
    names = document.speakers
    rows = [
        {"document_id": document_id, "name": name, "role": document.roles.get(name), "case_id": cases.get(name)}
        for name in names
    ]
    ids = history.bulk_insert(session, Speaker, rows)
    return dict(zip(names, ids, strict=True))


def _add_cases(session: Session, cases: tuple[ImportedCase, ...]) -> dict[str, int]:
    """Add cases and their attributes; return case ids by speaker name."""
    if not cases:
        return {}
    known = {name: key for key, name in session.execute(select(Case.id, Case.name))}
    new = [case for case in cases if case.name not in known]
    ids = history.bulk_insert(session, Case, [{"name": case.name} for case in new])
    known |= {case.name: key for case, key in zip(new, ids, strict=True)}
    attributes = _add_attributes(session, cases)
    held = {(c, a) for c, a in session.execute(select(CaseAttribute.case_id, CaseAttribute.attribute_id))}
    values = [
        {"case_id": known[case.name], "attribute_id": attributes[name], "value": value}
        for case in cases
        for name, value in case.attributes.items()
        if value.strip() and (known[case.name], attributes[name]) not in held
    ]
    history.bulk_insert(session, CaseAttribute, values)
    return {speaker: known[case.name] for case in cases for speaker in case.speakers}


def _add_attributes(session: Session, cases: tuple[ImportedCase, ...]) -> dict[str, int]:
    known = {name: key for key, name in session.execute(select(Attribute.id, Attribute.name))}
    names = list(dict.fromkeys(name for case in cases for name in case.attributes))
    for name in names:
        if name not in known:
            kind = guess_type(case.attributes.get(name, "") for case in cases)
            attribute = Attribute(name=name, type=kind, position=len(known))
            session.add(attribute)
            session.flush()
            known[name] = attribute.id
    return known


def rename(session: Session, *, document_id: int, title: str) -> None:
    """Give a document another title."""
    document = find.row(session, Document, document_id, "document")
    tidy = " ".join(title.split())
    if not tidy:
        raise RuleBroken("A document needs a title", "type at least one letter")
    if tidy != document.title:
        history.say(session, f"Renamed {document.title} to {tidy}")
        document.title = tidy


def set_kind(session: Session, *, document_id: int, kind: str) -> None:
    """Say what a document is."""
    document = find.row(session, Document, document_id, "document")
    document.kind = DocumentKind(kind).value
    history.say(session, f"Called {document.title} {DocumentKind(kind).label.lower()}")


def set_language(session: Session, *, document_id: int, language: str) -> None:
    """Say in which language a document is (ISO 639-1)."""
    document = find.row(session, Document, document_id, "document")
    document.language = language
    history.say(session, f"Set the language of {document.title} to {language}")


def mark_read(session: Session, *, document_id: int, read: bool = True) -> None:
    """Mark that the coder is done with a document, or take the mark back."""
    document = find.row(session, Document, document_id, "document")
    coder = history.coder_of(session)
    marks = session.scalars(
        select(Reading).where(Reading.document_id == document_id, Reading.coder_id == coder.id)
    ).all()
    if read and not marks:
        session.add(Reading(document_id=document_id, coder_id=coder.id))
        history.say(session, f"Marked {document.title} as done")
    elif not read and marks:
        for mark in marks:
            session.delete(mark)
        history.say(session, f"Marked {document.title} as not done")


def delete(session: Session, *, document_id: int) -> None:
    """Delete a document with its codings, memos and suggestions; cases stay."""
    document = find.row(session, Document, document_id, "document")
    history.say(session, f"Deleted {document.title}")
    remove.document(session, document)
