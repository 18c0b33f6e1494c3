# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Coding many passages at once, as one step."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.spans import trimmed
from qualcoder_tc.operations import find
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding, Document, DocumentText, new_uuid, now


def code(session: Session, *, places: Sequence[tuple[int, int, int]], code_id: int) -> int:
    """Apply a code to passages (document, start, end); return how many were not coded so by this coder already."""
    wanted = find.row(session, Code, code_id, "code")
    if wanted.kind != "code":
        raise RuleBroken(f"{wanted.name} is a heading, not a code", "choose a code below it")
    coder = history.coder_of(session).id
    rows: list[dict[str, object]] = []
    moment = now()
    for document_id in dict.fromkeys(document for document, _, _ in places):
        document = find.row(session, Document, document_id, "document")
        text = session.scalars(select(DocumentText.text).where(DocumentText.document_id == document_id)).one()
        done = {
            (start, end)
            for start, end in session.execute(
                select(Coding.start, Coding.end).where(
                    Coding.document_id == document_id, Coding.code_id == code_id, Coding.coder_id == coder
                )
            )
        }
        for _, start, end in (p for p in places if p[0] == document_id):
            if not 0 <= start < end <= len(text):
                raise RuleBroken(
                    "There is no such passage", f"{document.title} was changed meanwhile; search once more"
                )
            span = trimmed(text, start, end)
            if len(span) and (span.start, span.end) not in done:
                done.add((span.start, span.end))
                rows.append(
                    {
                        "uuid": new_uuid(),
                        "document_id": document_id,
                        "code_id": code_id,
                        "coder_id": coder,
                        "start": span.start,
                        "end": span.end,
                        "quote": text[span.start : span.end],
                        "origin": Origin.MANUAL.value,
                        "created": moment,
                        "modified": moment,
                    }
                )
    history.bulk_insert(session, Coding, rows)
    if len(rows) == 1:
        history.say(session, f"Coded “{find.short(str(rows[0]['quote']))}” as {wanted.name}")
    else:
        history.say(session, f"Coded {len(rows):,} passages found by searching as {wanted.name}")
    return len(rows)
