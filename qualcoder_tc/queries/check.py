# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whether a project is sound: the database, its references, quotes equal to their slices."""

from __future__ import annotations

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import Problem
from qualcoder_tc.queries import codes, documents
from qualcoder_tc.storage import sqlite
from qualcoder_tc.storage.schema import (
    Case,
    Code,
    Coding,
    Document,
    DocumentOriginal,
    Memo,
    MemoLink,
    ProjectRow,
    Suggestion,
    Theme,
)


def problems(session: Session) -> list[Problem]:
    """Return everything found wrong; an empty list means the project is sound."""
    found = [Problem("database", what) for what in sqlite.integrity_problems(session.connection())]
    texts = documents.texts(session)
    found += _documents(session, texts)
    found += _quotes(session, texts)
    found += _turns(session, texts)
    found += _codes(session)
    found += _memos(session)
    found += _themes(session)
    return found


def _documents(session: Session, texts: dict[int, str]) -> list[Problem]:
    found: list[Problem] = []
    for document in session.scalars(select(Document)):
        text = texts.get(document.id)
        if text is None:
            found.append(Problem(document.title, "its text is missing"))
            continue
        if hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() != document.text_sha256:
            found.append(Problem(document.title, "its text is not the one that was imported"))
        original = session.get(DocumentOriginal, document.id)
        if original is not None and hashlib.sha256(original.data).hexdigest() != document.source_sha256:
            found.append(Problem(document.title, "the bytes of its file are not those that were imported"))
    return found


def _quotes(session: Session, texts: dict[int, str]) -> list[Problem]:
    found: list[Problem] = []
    for entity, what in ((Coding, "coding"), (Suggestion, "suggestion")):
        rows = session.execute(
            select(entity.id, entity.document_id, entity.start, entity.end, entity.quote).order_by(entity.id)
        )
        for key, document_id, start, end, quote in rows:
            if not 0 <= start < end or texts.get(document_id, "")[start:end] != quote:
                found.append(Problem(f"{what} {key}", f"its quote is not what stands at {start} to {end}"))
    return found


def _turns(session: Session, texts: dict[int, str]) -> list[Problem]:
    found: list[Problem] = []
    for document_id, turns in documents.turns(session).items():
        past = 0
        for turn in turns:
            if not past <= turn.label_start <= turn.start <= turn.end <= len(texts.get(document_id, "")):
                found.append(Problem(f"turn {turn.number} of document {document_id}", "its place is not in order"))
            past = turn.end
    return found


def _codes(session: Session) -> list[Problem]:
    found: list[Problem] = []
    for names in codes.circles(session):
        lie = "lies below itself" if len(names) == 1 else "lie below one another in a circle"
        what = f"{lie}; open the project in the window, which moves {names[0]} to the top of the tree"
        found.append(Problem(f"code {names[0]}" if len(names) == 1 else f"codes {', '.join(names)}", what))
    return found


def _memos(session: Session) -> list[Problem]:
    known: dict[str, set[str]] = {
        kind: set(session.scalars(select(column)))
        for kind, column in (
            ("project", ProjectRow.uuid),
            ("document", Document.uuid),
            ("case", Case.uuid),
            ("code", Code.uuid),
            ("coding", Coding.uuid),
            ("theme", Theme.uuid),
        )
    }
    found = [
        Problem(f"memo {memo.id}", f"the {memo.subject_kind} it is about is not there")
        for memo in session.scalars(select(Memo))
        if memo.subject_uuid not in known.get(memo.subject_kind, set())
    ]
    found += [
        Problem(f"memo {link.memo_id}", f"a {link.subject_kind} it is linked to is not there")
        for link in session.scalars(select(MemoLink))
        if link.subject_uuid not in known.get(link.subject_kind, set())
    ]
    return found


def _themes(session: Session) -> list[Problem]:
    rows = {theme.id: theme for theme in session.scalars(select(Theme))}
    return [
        Problem(f"theme {theme.name}", "it stands below a sub-theme")
        for theme in rows.values()
        if theme.parent_id is not None and rows[theme.parent_id].parent_id is not None
    ]
