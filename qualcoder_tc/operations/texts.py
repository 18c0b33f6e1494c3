# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Correcting the text of a document after it was coded: all that stands in it finds its place again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.edits import Edit, Edited, difference
from qualcoder_tc.model.words import count_words
from qualcoder_tc.operations import find, remove
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Coding, Document, DocumentOriginal, DocumentText, Suggestion, Turn


def edit(session: Session, *, document_id: int, text: str) -> int:
    """Give a document another text; return how many places differ.

    Turns, codings (with their memos) and suggestions follow the difference; what lost all its words is removed, and
    comes back with undo.
    """
    find.row(session, Document, document_id, "document")
    old = session.get_one(DocumentText, document_id).text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return correct(session, document_id=document_id, edits=difference(old, text))


def correct(session: Session, *, document_id: int, edits: Sequence[Edit], of: str | None = None) -> int:
    """Do what `edit` does, given the edits instead of the text.

    `of` is the SHA-256 of the text that the edits are places in; RuleBroken where the document has another by now.
    """
    document = find.row(session, Document, document_id, "document")
    if of is not None and of != document.text_sha256:
        raise RuleBroken(
            f"The text of {document.title} was changed meanwhile",
            "copy what you typed, close this window, and correct the text as it is now",
        )
    count = len(replace(session, document_id=document_id, edits=edits).edits)
    if count:
        places = "one place" if count == 1 else f"{count} places"
        history.say(session, f"Corrected {document.title} in {places}")
    return count


def replace(session: Session, *, document_id: int, edits: Iterable[Edit]) -> Edited:
    """Apply edits to a document's text and bring everything in it along; return the text before and after."""
    document = find.row(session, Document, document_id, "document")
    row = session.get_one(DocumentText, document_id)
    done = Edited(row.text, edits)
    if done.new == done.old:
        return done
    if not done.new.strip():
        raise RuleBroken("A document needs some text", "delete the document instead")
    row.text = done.new
    document.characters = len(done.new)
    document.words = count_words(done.new)
    document.text_sha256 = text_hash(done.new)
    session.flush()
    _move_turns(session, document_id, done)
    lost = _move(session, Coding, document_id, done)
    remove.codings(session, lost)
    history.bulk_delete(session, Suggestion, _move(session, Suggestion, document_id, done))
    history.say(session, f"Changed the text of {document.title}")
    return done


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text, as documents keep it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def remove_original(session: Session, *, document_id: int) -> None:
    """Remove the bytes of the imported file from the project, where they tell what the text no longer does."""
    document = find.row(session, Document, document_id, "document")
    if session.get(DocumentOriginal, document_id) is not None:
        history.bulk_delete(session, DocumentOriginal, [document_id])
        history.say(session, f"Removed the original file of {document.title}")


def _move(session: Session, entity: type[Coding] | type[Suggestion], document_id: int, done: Edited) -> list[int]:
    """Move what follows a difference; return the ids of what is left without words."""
    lost: list[int] = []
    first = done.edits[0].start
    for row in session.scalars(select(entity).where(entity.document_id == document_id, entity.end >= first)):
        span = done.span(row.start, row.end)
        if span is None:
            lost.append(row.id)
            continue
        quote = done.new[span.start : span.end]
        if (row.start, row.end, row.quote) != (span.start, span.end, quote):
            row.start, row.end, row.quote = span.start, span.end, quote
    session.flush()
    return lost


def _move_turns(session: Session, document_id: int, done: Edited) -> None:
    rows = session.scalars(
        select(Turn).where(Turn.document_id == document_id).order_by(Turn.label_start, Turn.start)
    ).all()
    lost: list[int] = []
    kept: list[Turn] = []
    at = 0
    for row in rows:
        label = max(at, done.start(row.label_start))
        start, end = done.raw(row.start, row.end)
        start = max(label, start)
        start, end = _inner(done.new, start, max(start, end))
        if not done.new[label : max(start, end)].strip():
            lost.append(row.id)
            continue
        _set(row, label, start, end)
        kept.append(row)
        at = end
    _cover(session, document_id, kept, done.new)
    session.flush()
    history.bulk_delete(session, Turn, lost)


def _cover(session: Session, document_id: int, rows: list[Turn], text: str) -> None:
    """Give words that stand between turns to the turn before them; words before all turns become one."""
    bounds = [*(row.label_start for row in rows), len(text)]
    start, end = _inner(text, 0, bounds[0])
    if end > start:
        session.add(Turn(document_id=document_id, label_start=start, start=start, end=end))
    for row, bound in zip(rows, bounds[1:], strict=True):
        _, end = _inner(text, row.end, bound)
        if end > row.end and text[row.end : end].strip():
            begin, end = _inner(text, row.start, end)
            _set(row, row.label_start, begin, end)


def _set(row: Turn, label: int, start: int, end: int) -> None:
    if (row.label_start, row.start, row.end) != (label, start, end):
        row.label_start, row.start, row.end = label, start, end


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
