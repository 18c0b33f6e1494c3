# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.codes import Fate, Origin
from qualcoder_tc.model.suggesting import Choices, EvidenceRow, OpenSuggestion, SuggestionRow, SuggestionTally
from qualcoder_tc.queries import codes, documents
from qualcoder_tc.queries.segments import TurnFinder
from qualcoder_tc.storage.schema import Code, Coding, Document, ProjectRow, Suggestion, Turn
from qualcoder_tc.storage.sqlite import at_once

_COLUMNS: tuple[InstrumentedAttribute[Any], ...] = (
    Suggestion.id,
    Suggestion.uuid,
    Suggestion.document_id,
    Suggestion.start,
    Suggestion.end,
    Suggestion.quote,
    Suggestion.code_id,
    Suggestion.score,
    Suggestion.model,
    Suggestion.fate,
    Suggestion.evidence,
    Suggestion.threshold,
    Suggestion.learned,
    Document.title,
    Code.name,
    Code.colour,
)
"""What a SuggestionRow is built from, in the order in which `_row` takes them."""
_NO_PROPOSAL = (Fate.CONFIRMED.value, Fate.NOTHING.value)
"""Fates of answers in a second look to what was no proposal to code something."""


def pending(
    session: Session, *, document_id: int | None = None, coder_id: int | None = None
) -> list[SuggestionRow]:
    """Return undecided suggestions of codes in use, by document and position, the surest first at one place.

    With a coder, only those made for them: what was learned from one coder is not for another's eyes.
    """
    where: list[Any] = [Suggestion.fate == Fate.PENDING.value, Code.active]
    if document_id is not None:
        where.append(Suggestion.document_id == document_id)
    if coder_id is not None:
        where.append(or_(Suggestion.coder_id == coder_id, Suggestion.coder_id.is_(None)))
    return _rows(session, *where)


def open_in(session: Session, *, document_id: int, coder_id: int) -> list[OpenSuggestion]:
    """Return where a coder's undecided suggestions stand in a document; tens of thousands take some milliseconds."""
    query = (
        select(Suggestion.id, Suggestion.start, Suggestion.end, Suggestion.score)
        .join(Code, Suggestion.code_id == Code.id)
        .where(
            Suggestion.fate == Fate.PENDING.value,
            Suggestion.document_id == document_id,
            or_(Suggestion.coder_id == coder_id, Suggestion.coder_id.is_(None)),
            Code.active,
        )
        .order_by(Suggestion.start, Suggestion.score.desc(), Suggestion.id)
    )
    columns, _ = at_once(session, query)
    return [OpenSuggestion(*row) for row in zip(*columns, strict=True)]


def one(session: Session, *, suggestion_id: int) -> SuggestionRow:
    """Return a suggestion with its evidence; NotFound if it is gone."""
    earlier = select(func.count()).where(Turn.document_id == Suggestion.document_id, Turn.start <= Suggestion.start)
    row = session.execute(
        select(*_COLUMNS, earlier.scalar_subquery())
        .join(Document, Suggestion.document_id == Document.id)
        .join(Code, Suggestion.code_id == Code.id)
        .where(Suggestion.id == suggestion_id)
    ).first()
    if row is None:
        raise NotFound("This suggestion is no longer there", "look for suggestions again")
    *columns, turn = row
    paths = codes.paths(session)
    return _row(columns, turn or None, paths, _named(session, paths))


def choices(session: Session) -> Choices:
    """Return what was decided about suggestions in this project."""
    return Choices.of(session.scalars(select(ProjectRow.options)).one())


def tallies(session: Session) -> list[SuggestionTally]:
    """Return what became of suggestions by the code that was suggested, in the order of the codebook."""
    counts: dict[int, dict[str, int]] = {}
    query = select(Suggestion.code_id, Suggestion.fate, func.count()).where(Suggestion.fate.not_in(_NO_PROPOSAL))
    query = query.group_by(Suggestion.code_id, Suggestion.fate)
    for code_id, fate, count in session.execute(query):
        counts.setdefault(code_id, {})[fate] = count
    made = select(Coding.code_id, func.count()).where(Coding.origin == Origin.SUGGESTION.value)
    for code_id, count in session.execute(made.group_by(Coding.code_id)):
        counts.setdefault(code_id, {})["codings"] = count
    return [SuggestionTally(code_id, **counts[code_id]) for code_id in codes.paths(session) if code_id in counts]


def grounds(session: Session) -> list[tuple[str, float | None, float | None, int]]:
    """Return model, lowest and highest threshold, and number of the suggestions that were answered or passed over.

    Those shown without a threshold, as in a second look, are counted apart.
    """
    low, high = func.min(Suggestion.threshold), func.max(Suggestion.threshold)
    query = (
        select(Suggestion.model, low, high, func.count())
        .where(Suggestion.fate != Fate.PENDING.value, Suggestion.fate.not_in(_NO_PROPOSAL))
        .group_by(Suggestion.model, Suggestion.threshold.is_(None))
        .order_by(Suggestion.model, Suggestion.threshold.is_(None))
    )
    return [(model, least, most, count) for model, least, most, count in session.execute(query)]


def all(session: Session) -> list[SuggestionRow]:
    """Return suggestions of every fate by document and position."""
    return _rows(session)


def _rows(session: Session, *where: Any) -> list[SuggestionRow]:
    # Columns, not entities: there are thousands in a long document, and they are read again after each answer.
    rows = session.execute(
        select(*_COLUMNS)
        .join(Document, Suggestion.document_id == Document.id)
        .join(Code, Suggestion.code_id == Code.id)
        .where(*where)
        .order_by(Document.position, Document.id, Suggestion.start, Suggestion.score.desc(), Suggestion.id)
    ).all()
    turns = documents.turns(session, document_ids=sorted({row[2] for row in rows}))
    finders = {key: TurnFinder(found) for key, found in turns.items()}
    paths = codes.paths(session)
    named = _named(session, paths)
    found: list[SuggestionRow] = []
    for row in rows:
        _, _, document_id, start, *_ = row
        turn = finders[document_id].at(start)
        found.append(_row(row, turn.number if turn else None, paths, named))
    return found


def _row(columns: Sequence[Any], turn: int | None, paths: dict[int, str], named: dict[str, str]) -> SuggestionRow:
    """Build a suggestion from the columns asked for."""
    key, uuid, document_id, start, end, quote, *rest = columns
    about: Any = rest  # too many columns for their types to be told apart
    code_id, score, model, fate, evidence, threshold, learned, title, name, colour = about
    return SuggestionRow(
        id=key,
        uuid=uuid,
        document_id=document_id,
        document=title,
        turn=turn,
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
        because=_evidence(evidence, named, against=False),
        against=_evidence(evidence, named, against=True),
        weighed=_weighed(evidence),
        threshold=threshold,
        learned=learned,
    )


def _named(session: Session, paths: dict[int, str]) -> dict[str, str]:
    """Return the paths of codes by their UUIDs, by which evidence names them: names change, and are replaced."""
    return {uuid: paths[key] for key, uuid in session.execute(select(Code.id, Code.uuid)) if key in paths}


def _weighed(evidence: list[dict[str, Any]]) -> bool:
    return any("against" in e for e in evidence)


def _evidence(evidence: list[dict[str, Any]], paths: dict[str, str], *, against: bool) -> tuple[EvidenceRow, ...]:
    """Return what speaks for a suggestion or against it, as it was kept by this version or an earlier one."""
    return tuple(
        EvidenceRow(
            kind=e["kind"],
            text=e["text"],
            score=e["score"],
            reference=e.get("reference", ""),
            coding=e.get("coding", ""),
            codes=tuple(paths[uuid] for uuid in e.get("codes", ()) if uuid in paths),
        )
        for e in evidence
        if bool(e.get("against")) is against
    )
