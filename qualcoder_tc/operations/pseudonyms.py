# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Putting pseudonyms in the place of names, everywhere in a project, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.edits import Edit
from qualcoder_tc.model.names import Pseudonym, Replacer, bracketed
from qualcoder_tc.operations import documents, texts
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import (
    Base,
    Case,
    CaseAttribute,
    Code,
    Document,
    DocumentText,
    Memo,
    ProjectRow,
    Speaker,
    Suggestion,
    Theme,
)

# What people write beside the transcripts, where names turn up as well.
_WRITTEN: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Memo, ("text",)),
    (Code, ("definition", "example")),
    (Theme, ("name", "definition")),
    (CaseAttribute, ("value",)),
    (ProjectRow, ("title",)),
)


@dataclass(slots=True)
class ReplacedCounts:
    """What was replaced, and where."""

    documents: int = 0
    places: int = 0
    speakers: int = 0
    cases: int = 0
    elsewhere: int = 0
    """Memos, codes, themes, attributes and titles."""


def apply(session: Session, *, pseudonyms: Sequence[Pseudonym]) -> ReplacedCounts:
    """Replace names by their pseudonyms in square brackets, in transcripts and in all that was written about them.

    Codings, memos, suggestions and turns follow. The history says how many, not which. RuleBroken where one name
    would have two pseudonyms.
    """
    _check(pseudonyms)
    replacer = Replacer(pseudonyms)
    counts = ReplacedCounts()
    if not replacer:
        return counts
    for key, text in session.execute(select(DocumentText.document_id, DocumentText.text)).all():
        edits = [Edit(start, end, wanted) for start, end, wanted in replacer.finds(text)]
        if edits:
            texts.replace(session, document_id=key, edits=edits)
            counts.documents += 1
            counts.places += len(edits)
    for document in session.scalars(select(Document)):
        title = replacer.apply(document.title)
        if title != document.title:
            document.title = documents.free_title(session, title)
            counts.elsewhere += 1
        document.source_name = replacer.apply(document.source_name)
    counts.speakers = _rename(session, Speaker, replacer)
    counts.cases = _rename(session, Case, replacer)
    counts.elsewhere += _written(session, replacer)
    session.flush()
    history.say(session, f"Replaced names by pseudonyms in {counts.places} places")
    return counts


def _check(pseudonyms: Sequence[Pseudonym]) -> None:
    seen: dict[str, str] = {}
    for one in pseudonyms:
        name, wanted = " ".join(one.real.split()).casefold(), bracketed(one.replacement)
        if wanted and seen.setdefault(name, wanted) != wanted:
            raise RuleBroken(f"A name has two pseudonyms: {seen[name]} and {wanted}", "keep one of them")


def _rename(session: Session, entity: type[Speaker] | type[Case], replacer: Replacer) -> int:
    count = 0
    for row in session.scalars(select(entity)):
        name = replacer.apply(row.name)
        if name != row.name:
            row.name = name
            count += 1
    return count


def _written(session: Session, replacer: Replacer) -> int:
    count = 0
    for entity, columns in _WRITTEN:
        rows: Sequence[Any] = session.scalars(select(entity)).all()
        for row in rows:
            for column in columns:
                text = getattr(row, column)
                replaced = replacer.apply(text) if text else text
                if replaced != text:
                    setattr(row, column, replaced)
                    count += 1
    for code in session.scalars(select(Code)):
        name = replacer.apply(code.name)
        rules = [[replacer.apply(rule) for rule in found] for found in (code.apply, code.not_apply)]
        if name != code.name or rules != [code.apply, code.not_apply]:
            code.name, code.apply, code.not_apply = name, rules[0], rules[1]
            count += 1
    for suggestion in session.scalars(select(Suggestion)):
        evidence = [
            {k: replacer.apply(v) if isinstance(v, str) else v for k, v in one.items()}
            for one in suggestion.evidence
        ]
        if evidence != suggestion.evidence:
            suggestion.evidence = evidence
    return count
