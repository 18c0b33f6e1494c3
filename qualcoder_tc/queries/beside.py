# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is written beside the transcripts, where names of people turn up as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.storage.schema import (
    Attribute,
    Case,
    CaseAttribute,
    Code,
    Document,
    Memo,
    ProjectRow,
    Speaker,
    Theme,
    ThemeCoding,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Words beside the transcripts. In a codebook people are authors mostly: there names are counted, not proposed."""

    kind: str
    """project, document, file, case, attribute, role, memo, code, theme."""
    text: str
    proposes: bool = True


def texts(session: Session) -> dict[int, Beside]:
    """Return what is written beside the transcripts, numbered -1, -2 and so on, so that no document has the number."""
    return {-number: one for number, one in enumerate(_all(session), start=1)}


def _all(session: Session) -> Iterator[Beside]:
    for title in session.scalars(select(ProjectRow.title)):
        yield Beside("project", title)
    for title, name in session.execute(select(Document.title, Document.source_name).order_by(Document.position)):
        yield Beside("document", title)
        yield Beside("file", name)
    yield from (Beside("case", name) for name in session.scalars(select(Case.name).order_by(Case.id)))
    for name in session.scalars(select(Attribute.name)):
        yield Beside("attribute", name, proposes=False)
    kinds = select(Attribute.id).where(Attribute.type.in_(("text", "choice")))
    values = select(CaseAttribute.value).where(CaseAttribute.attribute_id.in_(kinds)).distinct()
    yield from (Beside("attribute", value) for value in session.scalars(values))
    roles = select(Speaker.role).where(Speaker.role.is_not(None)).distinct()
    yield from (Beside("role", role) for role in session.scalars(roles) if role)
    for title, text in session.execute(select(Memo.title, Memo.text).order_by(Memo.id)):
        yield Beside("memo", f"{title}\n{text}" if title else text)
    for code in session.scalars(select(Code).order_by(Code.id)):
        words = [code.name, code.definition, *code.apply, *code.not_apply, code.example]
        yield Beside("code", "\n".join(w for w in words if w), proposes=False)
    for name, definition in session.execute(select(Theme.name, Theme.definition).order_by(Theme.id)):
        yield Beside("theme", f"{name}\n{definition}" if definition else name)
    notes = select(ThemeCoding.note).where(ThemeCoding.note != "")
    yield from (Beside("theme", note) for note in session.scalars(notes))
