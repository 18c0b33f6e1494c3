# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Groups that documents fall into: their kinds, and the values that attributes of the cases speaking in them have."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.queries import cases
from qualcoder_tc.storage.schema import Document

_MOST = 12  # different values; an attribute with more, such as an age, makes no groups


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """Documents of one kind (no attribute then), or those in which a case with this value speaks."""

    attribute: str
    value: str
    documents: frozenset[int]


def grouping(session: Session) -> dict[str, list[str]]:
    """Return the attributes that make groups, with their values in order."""
    return {name: values for name, values in cases.values(session).items() if 0 < len(values) <= _MOST}


def of_documents(session: Session) -> list[DocumentGroup]:
    """Return the groups that are not empty, kinds first, then attributes and values in their order."""
    kinds: dict[str, set[int]] = defaultdict(set)
    for key, kind in session.execute(select(Document.id, Document.kind)):
        kinds[kind].add(key)
    found = [
        DocumentGroup("", kind.value, frozenset(kinds[kind.value])) for kind in DocumentKind if kinds[kind.value]
    ]
    for name, values in grouping(session).items():
        held = cases.by_document(session, attribute=name)
        for value in values:
            documents = frozenset(key for key, several in held.items() if value in several)
            found += [DocumentGroup(name, value, documents)] if documents else []
    return found


def with_value(session: Session, *, attribute: str, value: str) -> frozenset[int]:
    """Return the documents in which a case with this value speaks, or of a kind; NotFound says what there is."""
    name, wanted = attribute.strip().casefold(), value.strip().casefold()
    groups = of_documents(session)
    for group in groups:
        if (group.attribute or "kind").casefold() == name and group.value.casefold() == wanted:
            return group.documents
    known = (
        ", ".join(f"{g.attribute or 'kind'}={g.value}" for g in groups[:20]) or "the project has no documents yet"
    )
    raise NotFound(f"No document is in the group {attribute}={value}", f"choose one of: {known}")
