# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What segments can be grouped and sorted by: document, kind, code, case, speaker, role, coder, attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.attributes import sort_key
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.queries import codes
from qualcoder_tc.storage.schema import Attribute, Case, CaseAttribute, Coder, Coding, Document, Speaker

SORTED = ("code", "case", "coder")


@dataclass(frozen=True, slots=True)
class Speaking:
    """A speaker as far as segments are grouped and narrowed by them."""

    document_id: int
    name: str
    role: str | None
    case_id: int | None


@dataclass(frozen=True, slots=True)
class Axis:
    """How raw values of a coding (ids) become groups: the place of each value's group, and key and label by place."""

    column: Callable[[Any], Any]
    """From the turn a coding begins in to the raw value."""
    rank: dict[Any, int]
    names: list[tuple[str, str]]
    by_speaker: bool = False


def axis(session: Session, name: str) -> Axis:
    """Return an axis by its name, as in model.retrieval.GROUPS or `attribute:<id>`."""
    if name == "document":
        rows = session.execute(select(Document.id, Document.title).order_by(Document.position, Document.id))
        return _axis(lambda _turn: Coding.document_id, ((key, str(key), title) for key, title in rows))
    if name == "kind":
        rows = session.execute(select(Document.id, Document.kind).order_by(Document.id)).all()
        order = list(DocumentKind)
        by_kind = sorted(rows, key=lambda r: order.index(DocumentKind(r[1])))
        found = ((key, kind, DocumentKind(kind).group) for key, kind in by_kind)
        return _axis(lambda _turn: Coding.document_id, found)
    if name == "code":
        return _axis(lambda _turn: Coding.code_id, ((key, str(key), label) for key, label in code_order(session)))
    if name == "coder":
        rows = session.execute(select(Coder.id, Coder.name)).all()
        rows = sorted(rows, key=lambda r: (r[1].casefold(), r[0]))
        return _axis(lambda _turn: Coding.coder_id, ((key, str(key), label) for key, label in rows))
    return _speaker_axis(session, name)


def _axis(column: Callable[[Any], Any], rows: Iterable[tuple[Any, str, str]], *, by_speaker: bool = False) -> Axis:
    """Return an axis of (raw value, key, label) in the order of the groups; values of one key share a group."""
    rank: dict[Any, int] = {}
    places: dict[str, int] = {}
    names: list[tuple[str, str]] = []
    for raw, key, label in rows:
        if key not in places:
            places[key] = len(names)
            names.append((key, label))
        rank[raw] = places[key]
    return Axis(column, rank, names, by_speaker)


def _speaker_axis(session: Session, name: str) -> Axis:
    known = speakers(session)
    rows: list[tuple[tuple[Any, ...], int | None, str, str]] = []
    people = cases(session)
    values = attribute_values(session) if name.startswith("attribute:") else {}
    attribute = int(name.partition(":")[2] or 0)
    kind = session.scalar(select(Attribute.type).where(Attribute.id == attribute)) or "text"
    for key, one in [*known.items(), (None, Speaking(0, "", None, None))]:
        if name == "case":
            label, group = people.get(one.case_id or 0, ""), str(one.case_id or "")
        elif name == "role":
            label = group = one.role or ""
        elif name == "speaker":
            label = group = one.name
        else:
            label = group = values.get((one.case_id or 0, attribute), "")
        order = sort_key(label, kind) if attribute else (label == "", label.casefold(), label)
        rows.append(((order, group), key, group, label))
    rows.sort(key=lambda r: r[0])
    return _axis(lambda turn: turn.speaker_id, ((raw, key, label) for _, raw, key, label in rows), by_speaker=True)


def code_order(session: Session) -> list[tuple[int, str]]:
    """Return ids and names of codes in the order of the tree."""
    return [(key, name) for key, (_, name) in codes.tree(session).items()]


def speakers(session: Session) -> dict[int, Speaking]:
    """Return the speakers by id."""
    rows = session.execute(select(Speaker.id, Speaker.document_id, Speaker.name, Speaker.role, Speaker.case_id))
    return {key: Speaking(place, name, role, person) for key, place, name, role, person in rows}


def voices(session: Session) -> tuple[list[str], list[str]]:
    """Return the names and the roles of those who speak, each once, sorted."""
    named, given = (
        session.scalars(select(Speaker.name).distinct()),
        session.scalars(select(Speaker.role).distinct()),
    )
    return sorted(named, key=str.casefold), sorted(role for role in given if role)


def cases(session: Session) -> dict[int, str]:
    """Return the names of the cases by id, in their order."""
    return {key: name for key, name in session.execute(select(Case.id, Case.name).order_by(Case.name, Case.id))}


def attribute_values(session: Session) -> dict[tuple[int, int], str]:
    """Return values by case and attribute."""
    rows = session.execute(select(CaseAttribute.case_id, CaseAttribute.attribute_id, CaseAttribute.value))
    return {(person, attribute): value for person, attribute, value in rows}
