# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Putting pseudonyms in the place of names, everywhere in a project, as one step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import slug
from qualcoder_tc.model.edits import Edit
from qualcoder_tc.model.names import Pseudonym, Replacer, bracketed, whole_words
from qualcoder_tc.operations import documents, texts
from qualcoder_tc.storage import history, vectors
from qualcoder_tc.storage.schema import (
    Attribute,
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
    ThemeCoding,
    Turn,
)

# What people write beside the transcripts, where names turn up as well.
_WRITTEN: tuple[tuple[type[Base], tuple[str, ...]], ...] = (
    (Memo, ("title", "text")),
    (Code, ("definition", "example")),
    (Theme, ("name", "definition")),
    (ThemeCoding, ("note",)),
    (Attribute, ("name",)),
    (CaseAttribute, ("value",)),
    (Speaker, ("role",)),
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
    small: int = 0
    """Places where such a word stands in small letters and was left: it may be an ordinary word."""


def apply(session: Session, *, pseudonyms: Sequence[Pseudonym]) -> ReplacedCounts:
    """Replace names by their pseudonyms in square brackets, in transcripts and in all that was written about them.

    Codings, memos, suggestions and turns follow. The history says how many, not which. RuleBroken where one name
    would have two pseudonyms.
    """
    _check(pseudonyms)
    replacer = Replacer(pseudonyms)
    in_labels = Replacer(replace(p, any_case=True) for p in pseudonyms)
    counts = ReplacedCounts()
    if not replacer:
        return counts
    touched: list[int] = []
    labels = _labels(session)
    for key, text in session.execute(select(DocumentText.document_id, DocumentText.text)).all():
        edits = _edits(replacer, in_labels, text, labels.get(key, []))
        if edits:
            texts.replace(session, document_id=key, edits=edits)
            touched.append(key)
            counts.documents += 1
            counts.places += len(edits)
    # Whoever has the model can tell from a vector whether it is of a sentence with a certain name.
    vectors.forget(session.connection(), touched)
    for document in session.scalars(select(Document)):
        title = replacer.apply(document.title)
        if title != document.title:
            document.title = documents.free_title(session, title)
            counts.elsewhere += 1
        document.source_name = replacer.apply(document.source_name)
        document.warnings = [replacer.apply(said) for said in document.warnings]
    counts.speakers = _rename_speakers(session, in_labels)
    counts.cases = _rename_cases(session, in_labels)
    counts.elsewhere += _written(session, replacer) + _kept_retrievals(session, in_labels)
    session.flush()
    left = whole_words([p.real for p in pseudonyms if bracketed(p.replacement)], any_case=True)
    counts.small = sum(len(left.finds(text)) for text in session.scalars(select(DocumentText.text)))
    history.say(session, f"Replaced names by pseudonyms in {counts.places} places")
    return counts


def _labels(session: Session) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    rows = select(Turn.document_id, Turn.label_start, Turn.start).where(Turn.label_start < Turn.start)
    for key, start, end in session.execute(rows):
        found.setdefault(key, []).append((start, end))
    return found


def _edits(replacer: Replacer, in_labels: Replacer, text: str, labels: list[tuple[int, int]]) -> list[Edit]:
    """Return what to replace in a text; in the labels of turns words are names, whatever their capitals."""
    found = replacer.finds(text)
    taken = {start for start, _, _ in found}
    for begin, end in labels:
        for start, stop, wanted in in_labels.finds(text[begin:end]):
            inside = any(begin + n in taken for n in range(start, stop))
            found += [] if inside else [(begin + start, begin + stop, wanted)]
    return [Edit(start, end, wanted) for start, end, wanted in sorted(found)]


def _check(pseudonyms: Sequence[Pseudonym]) -> None:
    seen: dict[str, str] = {}
    for one in pseudonyms:
        name, wanted = " ".join(one.real.split()).casefold(), bracketed(one.replacement)
        if wanted and seen.setdefault(name, wanted) != wanted:
            raise RuleBroken(f"A name has two pseudonyms: {seen[name]} and {wanted}", "keep one of them")


def _rename_speakers(session: Session, replacer: Replacer) -> int:
    """Rename speakers; two forms of one name in a document become one speaker."""
    count = 0
    known = {(s.document_id, s.name): s for s in session.scalars(select(Speaker))}
    gone: list[int] = []
    for row in list(known.values()):
        name = replacer.apply(row.name)
        if name == row.name:
            continue
        count += 1
        other = known.get((row.document_id, name))
        if other is None:
            row.name = name
            known[row.document_id, name] = row
            continue
        for turn in session.scalars(select(Turn).where(Turn.speaker_id == row.id)):
            turn.speaker_id = other.id
        other.case_id = other.case_id or row.case_id
        other.role = other.role or row.role
        gone.append(row.id)
    session.flush()
    history.bulk_delete(session, Speaker, gone)
    return count


def _kept_retrievals(session: Session, replacer: Replacer) -> int:
    """Let kept retrievals ask for the pseudonyms, in their names as well."""
    row = session.scalars(select(ProjectRow)).one()
    held: dict[str, str] = row.options.get("retrievals", {})
    kept = {
        replacer.apply(name): json.dumps(_replaced(json.loads(asked), replacer)) for name, asked in held.items()
    }
    if kept == {name: json.dumps(json.loads(asked)) for name, asked in held.items()}:
        return 0
    row.options = {**row.options, "retrievals": kept}
    return len(kept)


def _replaced(value: Any, replacer: Replacer) -> Any:
    if isinstance(value, str):
        return replacer.apply(value)
    if isinstance(value, dict):
        return {key: _replaced(one, replacer) for key, one in value.items()}
    return [_replaced(one, replacer) for one in value] if isinstance(value, list) else value


def _rename_cases(session: Session, replacer: Replacer) -> int:
    count = 0
    rows = list(session.scalars(select(Case)))
    taken = {row.name.casefold() for row in rows}
    for row in rows:
        name = replacer.apply(row.name)
        if name != row.name:
            row.name = _free(name, taken)
            taken.add(row.name.casefold())
            count += 1
    return count


def _free(name: str, taken: set[str]) -> str:
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{name} ({number})", number + 1
    return found


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
    codes = list(session.scalars(select(Code)))
    for code in codes:
        name = replacer.apply(code.name)
        rules = [[replacer.apply(rule) for rule in found] for found in (code.apply, code.not_apply)]
        if name != code.name:
            beside = {slug(c.name) for c in codes if c.parent_id == code.parent_id and c is not code}
            wanted, number = name, 2
            while slug(name) in beside:
                name, number = f"{wanted} ({number})", number + 1
        if name != code.name or rules != [code.apply, code.not_apply]:
            code.name, code.apply, code.not_apply = name, rules[0], rules[1]
            count += 1
    for suggestion in session.scalars(select(Suggestion)):
        evidence = [
            {k: replacer.apply(v) if k in ("text", "reference") else v for k, v in one.items()}
            for one in suggestion.evidence
        ]
        if evidence != suggestion.evidence:
            suggestion.evidence = evidence
    return count
