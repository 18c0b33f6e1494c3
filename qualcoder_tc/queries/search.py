# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding text in documents."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qualcoder_tc.model import search
from qualcoder_tc.model.searching import Hit
from qualcoder_tc.queries import documents
from qualcoder_tc.queries.segments import TurnFinder
from qualcoder_tc.storage import sqlite
from qualcoder_tc.storage.schema import Document, DocumentText

_CONTEXT = 60


def text(session: Session, *, text: str, limit: int = 500) -> list[Hit]:
    """Return where the words stand, whatever their case or accents; the last may be the beginning of one."""
    wanted = search.words(text)
    if not wanted:
        return []
    found: list[Hit] = []
    for document_id in sqlite.documents_with(session, wanted):
        document = session.get_one(Document, document_id)
        content = session.get_one(DocumentText, document_id).text
        finder = TurnFinder(documents.turns(session, document_ids=[document_id])[document_id])
        for start, end in search.places(content, text):
            turn = finder.at(start)
            found.append(
                Hit(
                    document_id=document_id,
                    document=document.title,
                    start=start,
                    end=end,
                    quote=content[start:end],
                    turn=turn.number if turn else None,
                    speaker=turn.speaker if turn else None,
                    before=content[max(0, start - _CONTEXT) : start],
                    after=content[end : end + _CONTEXT],
                )
            )
            if len(found) >= limit:
                return found
    return found
