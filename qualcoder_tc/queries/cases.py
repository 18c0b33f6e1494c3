# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about cases, their attributes, and speakers."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.attributes import sort_key
from qualcoder_tc.model.records import AttributeRow, CaseRow, SpeakerRow
from qualcoder_tc.storage.schema import Attribute, Case, CaseAttribute, Coding, Document, Speaker, Turn


def all(session: Session) -> list[CaseRow]:
    """Return the cases by name, with attributes, documents and how many codings touch what they said."""
    attributes: dict[int, dict[str, str]] = defaultdict(dict)
    for key, name, value in session.execute(
        select(CaseAttribute.case_id, Attribute.name, CaseAttribute.value)
        .join(Attribute, CaseAttribute.attribute_id == Attribute.id)
        .order_by(Attribute.position, Attribute.id)
    ):
        attributes[key][name] = value
    titles: dict[int, list[str]] = defaultdict(list)
    for key, title in session.execute(
        select(Speaker.case_id, Document.title)
        .join(Document, Speaker.document_id == Document.id)
        .where(Speaker.case_id.is_not(None))
        .order_by(Document.position)
        .distinct()
    ):
        titles[key or 0].append(title)
    codings = {
        key: n
        for key, n in session.execute(
            select(Speaker.case_id, func.count(Coding.id.distinct()))
            .join(Turn, Turn.speaker_id == Speaker.id)
            .join(
                Coding,
                (Coding.document_id == Turn.document_id) & (Coding.start >= Turn.start) & (Coding.start < Turn.end),
            )
            .where(Speaker.case_id.is_not(None))
            .group_by(Speaker.case_id)
        )
    }
    return [
        CaseRow(c.id, c.uuid, c.name, dict(attributes[c.id]), tuple(titles[c.id]), codings.get(c.id, 0))
        for c in session.scalars(select(Case).order_by(Case.name, Case.id))
    ]


def count(session: Session) -> int:
    """Return how many cases there are."""
    return session.scalar(select(func.count()).select_from(Case)) or 0


def attributes(session: Session) -> list[AttributeRow]:
    """Return the attributes in their order."""
    rows = session.scalars(select(Attribute).order_by(Attribute.position, Attribute.id))
    return [AttributeRow(a.id, a.uuid, a.name, a.type) for a in rows]


def speakers(session: Session, *, document_id: int | None = None) -> list[SpeakerRow]:
    """Return speakers in order of documents and appearance."""
    query = (
        select(Speaker, Document.title, Case.name)
        .join(Document, Speaker.document_id == Document.id)
        .outerjoin(Case, Speaker.case_id == Case.id)
        .order_by(Document.position, Document.id, Speaker.id)
    )
    if document_id is not None:
        query = query.where(Speaker.document_id == document_id)
    counts = {k: n for k, n in session.execute(select(Turn.speaker_id, func.count()).group_by(Turn.speaker_id))}
    return [
        SpeakerRow(s.id, s.uuid, s.document_id, title, s.name, s.role, s.case_id, case, counts.get(s.id, 0))
        for s, title, case in session.execute(query)
    ]


def by_document(session: Session, *, attribute: str) -> dict[int, tuple[str, ...]]:
    """Return by document id the different values that the cases speaking in it have of an attribute, sorted."""
    found: dict[int, set[str]] = defaultdict(set)
    query = (
        select(Speaker.document_id, CaseAttribute.value)
        .join(CaseAttribute, CaseAttribute.case_id == Speaker.case_id)
        .join(Attribute, CaseAttribute.attribute_id == Attribute.id)
        .where(Attribute.name == attribute)
        .distinct()
    )
    for document_id, value in session.execute(query):
        found[document_id].add(value)
    return {key: tuple(sorted(values, key=str.casefold)) for key, values in found.items()}


def values(session: Session) -> dict[str, list[str]]:
    """Return the values in use of each attribute, attributes in their order."""
    found: dict[str, set[str]] = {row.name: set() for row in attributes(session)}
    kinds = {row.name: row.type for row in attributes(session)}
    query = select(Attribute.name, CaseAttribute.value).join(
        CaseAttribute, CaseAttribute.attribute_id == Attribute.id
    )
    for name, value in session.execute(query.distinct()):
        found[name].add(value)
    return {name: sorted(given, key=lambda v: sort_key(v, kinds[name])) for name, given in found.items()}


def with_value(session: Session, *, attribute: str, value: str) -> frozenset[str]:
    """Return the names of the cases that have this value of an attribute."""
    query = (
        select(Case.name)
        .join(CaseAttribute, CaseAttribute.case_id == Case.id)
        .join(Attribute, CaseAttribute.attribute_id == Attribute.id)
        .where(Attribute.name == attribute, CaseAttribute.value == value)
    )
    return frozenset(session.scalars(query))
