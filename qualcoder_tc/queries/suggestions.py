# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about suggestions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.codes import Fate
from qualcoder_tc.model.records import EvidenceRow, SuggestionRow
from qualcoder_tc.queries import codes, documents
from qualcoder_tc.queries.segments import TurnFinder
from qualcoder_tc.storage.schema import Code, Document, Suggestion


def pending(session: Session, *, document_id: int | None = None) -> list[SuggestionRow]:
    """Return undecided suggestions of codes in use, by document and position, the surest first at one place."""
    where: list[Any] = [Suggestion.fate == Fate.PENDING.value, Code.active]
    if document_id is not None:
        where.append(Suggestion.document_id == document_id)
    return _rows(session, *where)


def all(session: Session) -> list[SuggestionRow]:
    """Return suggestions of every fate by document and position."""
    return _rows(session)


def _rows(session: Session, *where: Any) -> list[SuggestionRow]:
    # Columns, not entities: there are thousands in a long document, and they are read again after each answer.
    own = (
        Suggestion.id,
        Suggestion.uuid,
        Suggestion.document_id,
        Suggestion.start,
        Suggestion.end,
        Suggestion.quote,
    )
    about = (Suggestion.code_id, Suggestion.score, Suggestion.model, Suggestion.fate, Suggestion.evidence)
    rows = session.execute(
        select(*own, *about, Document.title, Code.name, Code.colour)
        .join(Document, Suggestion.document_id == Document.id)
        .join(Code, Suggestion.code_id == Code.id)
        .where(*where)
        .order_by(Document.position, Document.id, Suggestion.start, Suggestion.score.desc(), Suggestion.id)
    ).all()
    turns = documents.turns(session, document_ids=sorted({row[2] for row in rows}))
    finders = {key: TurnFinder(found) for key, found in turns.items()}
    paths = codes.paths(session)
    found: list[SuggestionRow] = []
    for key, uuid, place, start, end, quote, code_id, score, model, fate, evidence, title, name, colour in rows:
        turn = finders[place].at(start)
        found.append(
            SuggestionRow(
                id=key,
                uuid=uuid,
                document_id=place,
                document=title,
                turn=turn.number if turn else None,
                start=start,
                end=end,
                quote=quote,
                code_id=code_id,
                code=name,
                code_path=paths[code_id],
                colour=colour,
                score=score,
                model=model,
                fate=Fate(fate),
                because=tuple(EvidenceRow(**e) for e in evidence),
            )
        )
    return found
