# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of cases and their attributes."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.attributes import TYPES
from qualcoder_tc.operations import find, remove
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Attribute, Case, CaseAttribute, Speaker


def create(session: Session, *, name: str) -> int:
    """Create a case; return its id."""
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("A case needs a name", "type a pseudonym or number")
    case = Case(name=tidy)
    session.add(case)
    session.flush()
    history.say(session, f"Created the case {tidy}")
    return case.id


def rename(session: Session, *, case_id: int, name: str) -> None:
    """Give a case another name."""
    case = find.row(session, Case, case_id, "case")
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("A case needs a name", "type a pseudonym or number")
    history.say(session, f"Renamed the case {case.name} to {tidy}")
    case.name = tidy


def delete(session: Session, *, case_id: int) -> None:
    """Delete a case; its speakers and what they said stay."""
    case = find.row(session, Case, case_id, "case")
    history.say(session, f"Deleted the case {case.name}")
    for speaker in session.scalars(select(Speaker).where(Speaker.case_id == case_id)):
        speaker.case_id = None
    session.flush()
    remove.rows(session, CaseAttribute, CaseAttribute.case_id, [case_id])
    remove.memos_about(session, [case.uuid])
    history.bulk_delete(session, Case, [case_id])


def set_attribute(session: Session, *, case_id: int, name: str, value: str, type: str = "text") -> None:
    """Set an attribute of a case, making the attribute if it is new; an empty value clears it."""
    case = find.row(session, Case, case_id, "case")
    if type not in TYPES:
        raise RuleBroken(f"There is no type {type!r}", f"choose one of {', '.join(TYPES)}")
    attribute = session.scalars(select(Attribute).where(Attribute.name == name)).first()
    if attribute is None:
        count = session.scalar(select(func.count()).select_from(Attribute)) or 0
        attribute = Attribute(name=name, type=type, position=count)
        session.add(attribute)
        session.flush()
    held = session.scalars(
        select(CaseAttribute).where(CaseAttribute.case_id == case_id, CaseAttribute.attribute_id == attribute.id)
    ).first()
    if held is None and value.strip():
        session.add(CaseAttribute(case_id=case_id, attribute_id=attribute.id, value=value.strip()))
    elif held is not None and value.strip():
        held.value = value.strip()
    elif held is not None:
        session.delete(held)
    history.say(session, f"Set {name} of {case.name}")
