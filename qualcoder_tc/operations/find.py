# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rows that operations need, with words for the case that they are gone."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound, RuleBroken
from qualcoder_tc.model.codes import slug
from qualcoder_tc.model.spans import Span, trimmed
from qualcoder_tc.storage.schema import Base, Code, Document, DocumentText

E = TypeVar("E", bound=Base)


def row(session: Session, entity: type[E], key: int, what: str) -> E:
    """Return the row with this id; NotFound names what is missing."""
    found = session.get(entity, key)
    if found is None:
        raise NotFound(f"This {what} is no longer there", "it was removed in the meantime; choose another")
    return found


def quote_at(session: Session, document_id: int, start: int, end: int) -> tuple[Span, str]:
    """Return the span without white space at its ends, and its words; RuleBroken if nothing is left."""
    document = row(session, Document, document_id, "document")
    if not 0 <= start < end <= document.characters:
        raise RuleBroken(
            "There is no such passage",
            f"{document.title} has {document.characters:,} characters; {start} to {end} is not a passage in it",
        )
    cut = func.substr(DocumentText.text, start + 1, end - start)
    text = session.scalars(select(cut).where(DocumentText.document_id == document_id)).one()
    inner = trimmed(text, 0, len(text))
    if not len(inner):
        raise RuleBroken("There is no text in this passage", "select some words first")
    return Span(start + inner.start, start + inner.end), text[inner.start : inner.end]


def check_name(session: Session, name: str, parent_id: int | None, *, besides: int | None = None) -> str:
    """Return a tidy code name that no sibling has; RuleBroken otherwise."""
    tidy = " ".join(name.split())
    if not slug(tidy):
        raise RuleBroken("A code needs a name", "use at least one letter or digit")
    siblings = select(Code.id, Code.name).where(
        Code.parent_id.is_(None) if parent_id is None else Code.parent_id == parent_id
    )
    for code_id, other in session.execute(siblings):
        if code_id != besides and slug(other) == slug(tidy):
            raise RuleBroken(f"There is a code {other!r} here already", "choose another name or use that code")
    return tidy


def free_name(session: Session, name: str, parent_id: int | None, *, besides: set[int]) -> str:
    """Return the name, with a number where another code at that place has it."""
    here = Code.parent_id.is_(None) if parent_id is None else Code.parent_id == parent_id
    taken = {slug(c.name) for c in session.scalars(select(Code).where(here)) if c.id not in besides}
    free, number = name, 2
    while slug(free) in taken:
        free, number = f"{name} {number}", number + 1
    return free


def short(text: str, length: int = 60) -> str:
    """Return text on one line, cut for a sentence in the history."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
