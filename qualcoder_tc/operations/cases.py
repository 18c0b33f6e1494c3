# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of cases, their attributes and the values of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.attributes import TYPES, fits, fitted
from qualcoder_tc.model.transcript import ASKING_ROLES
from qualcoder_tc.operations import find, remove
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Attribute, Case, CaseAttribute, Document, Speaker

_NAMED = 5  # values that a refusal names


def create(session: Session, *, name: str) -> int:
    """Create a case; return its id."""
    case = Case(name=_free_name(session, name))
    session.add(case)
    session.flush()
    history.say(session, f"Created the case {case.name}")
    return case.id


def rename(session: Session, *, case_id: int, name: str) -> None:
    """Give a case another name."""
    case = find.row(session, Case, case_id, "case")
    wanted = _free_name(session, name, besides=case_id)
    if wanted != case.name:
        history.say(session, f"Renamed the case {case.name} to {wanted}")
        case.name = wanted


def _free_name(session: Session, name: str, besides: int | None = None) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("A case needs a name", "type a pseudonym or number")
    for key, other in session.execute(select(Case.id, Case.name)):
        if key != besides and other.casefold() == tidy.casefold():
            raise RuleBroken(f"There is a case {other!r} already", "choose another name, or merge the two")
    return tidy


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


def merge(session: Session, *, case_id: int, into_id: int) -> list[str]:
    """Merge a case into another: speakers and memos move, values fill what the other lacks.

    Return the names of attributes in which the two differed; there the value of the other stays.
    """
    if case_id == into_id:
        raise RuleBroken("A case cannot be merged into itself", "choose another case")
    case, other = find.row(session, Case, case_id, "case"), find.row(session, Case, into_id, "case")
    for speaker in session.scalars(select(Speaker).where(Speaker.case_id == case_id)):
        speaker.case_id = into_id
    remove.move_memos(session, case.uuid, other.uuid)
    held = {v.attribute_id: v for v in _values(session, into_id)}
    differing: list[int] = []
    for value in _values(session, case_id):
        if value.attribute_id not in held:
            value.case_id = into_id
        elif held[value.attribute_id].value != value.value:
            differing.append(value.attribute_id)
    session.flush()
    names = list(session.scalars(select(Attribute.name).where(Attribute.id.in_(differing))))
    history.say(session, f"Merged the case {case.name} into {other.name}")
    remove.rows(session, CaseAttribute, CaseAttribute.case_id, [case_id])
    history.bulk_delete(session, Case, [case_id])
    return names


def _values(session: Session, case_id: int) -> Sequence[CaseAttribute]:
    return session.scalars(select(CaseAttribute).where(CaseAttribute.case_id == case_id)).all()


def from_speakers(session: Session, *, same_names: bool = False) -> int:
    """Make a case for each speaker that has none and does not ask; return how many cases were made.

    With `same_names` a name stands for the same person in every document, and for a case that has it already;
    without, a name that is taken gets the title of its document.
    """
    query = (
        select(Speaker, Document.title)
        .join(Document, Speaker.document_id == Document.id)
        .where(Speaker.case_id.is_(None))
        .order_by(Document.position, Document.id, Speaker.id)
    )
    known = {name.casefold(): key for key, name in session.execute(select(Case.id, Case.name))}
    made = 0
    for speaker, title in session.execute(query).all():
        if (speaker.role or "").casefold() in ASKING_ROLES:
            continue
        name = " ".join(speaker.name.split())
        key = known.get(name.casefold()) if same_names else None
        if key is None:
            name = name if name.casefold() not in known else _numbered(f"{name} ({title})", known)
            case = Case(name=name)
            session.add(case)
            session.flush()
            key = known[name.casefold()] = case.id
            made += 1
        speaker.case_id = key
    history.say(session, f"Made {made} cases from speakers")
    return made


def _numbered(name: str, known: Mapping[str, int]) -> str:
    number, found = 1, name
    while found.casefold() in known:
        number += 1
        found = f"{name} {number}"
    return found


# -- attributes -------------------------------------------------------------------------------------------


def add_attribute(session: Session, *, name: str, type: str = "text") -> int:
    """Add an attribute that all cases can have; return its id."""
    tidy = _free_attribute(session, name)
    _check_type(type)
    key = _new_attribute(session, tidy, type).id
    history.say(session, f"Added the attribute {tidy}")
    return key


def rename_attribute(session: Session, *, attribute_id: int, name: str) -> None:
    """Give an attribute another name."""
    attribute = find.row(session, Attribute, attribute_id, "attribute")
    tidy = _free_attribute(session, name, besides=attribute_id)
    history.say(session, f"Renamed the attribute {attribute.name} to {tidy}")
    attribute.name = tidy


def retype_attribute(session: Session, *, attribute_id: int, type: str) -> None:
    """Give an attribute another type and its values the form of it; RuleBroken names values that do not fit."""
    attribute = find.row(session, Attribute, attribute_id, "attribute")
    _check_type(type)
    held = session.execute(
        select(CaseAttribute, Case.name)
        .join(Case, CaseAttribute.case_id == Case.id)
        .where(CaseAttribute.attribute_id == attribute_id)
        .order_by(Case.name)
    ).all()
    wrong = [f"{value.value!r} of {case}" for value, case in held if not fits(value.value, type)]
    if wrong:
        more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
        raise RuleBroken(
            f"{attribute.name} cannot be of the type {type}",
            f"these values do not fit: {', '.join(wrong[:_NAMED])}{more}; correct them first",
        )
    for value, _ in held:
        value.value = fitted(value.value, type)
    attribute.type = type
    history.say(session, f"Made {attribute.name} an attribute of the type {type}")


def delete_attribute(session: Session, *, attribute_id: int) -> None:
    """Delete an attribute with its values."""
    attribute = find.row(session, Attribute, attribute_id, "attribute")
    history.say(session, f"Deleted the attribute {attribute.name}")
    remove.rows(session, CaseAttribute, CaseAttribute.attribute_id, [attribute_id])
    history.bulk_delete(session, Attribute, [attribute_id])


def move_attribute(session: Session, *, attribute_id: int, to: int) -> None:
    """Move an attribute to a place among the others, counted from 0."""
    moved = find.row(session, Attribute, attribute_id, "attribute")
    rows = [a for a in session.scalars(select(Attribute).order_by(Attribute.position, Attribute.id)) if a != moved]
    rows.insert(max(0, min(to, len(rows))), moved)
    for position, attribute in enumerate(rows):
        attribute.position = position
    history.say(session, f"Moved the attribute {moved.name}")


def _free_attribute(session: Session, name: str, *, besides: int | None = None) -> str:
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("An attribute needs a name", "type what it tells about a case, such as role or age")
    found = _attribute_named(session, tidy)
    if found is not None and found.id != besides:
        raise RuleBroken(f"There is an attribute {found.name!r} already", "choose another name")
    return tidy


def _attribute_named(session: Session, name: str) -> Attribute | None:
    rows = session.scalars(select(Attribute).order_by(Attribute.position, Attribute.id)).all()
    exact = next((a for a in rows if a.name == name), None)
    return exact or next((a for a in rows if a.name.casefold() == name.casefold()), None)


def _new_attribute(session: Session, name: str, type: str) -> Attribute:
    last = session.scalar(select(func.max(Attribute.position)))
    attribute = Attribute(name=name, type=type, position=0 if last is None else last + 1)
    session.add(attribute)
    session.flush()
    return attribute


def _check_type(type: str) -> None:
    if type not in TYPES:
        raise RuleBroken(f"There is no type {type!r}", f"choose one of {', '.join(TYPES)}")


# -- values -----------------------------------------------------------------------------------------------


def set_attribute(session: Session, *, case_id: int, name: str, value: str, type: str = "text") -> None:
    """Set an attribute of a case, making the attribute if it is new; an empty value clears it.

    RuleBroken where the value does not fit the attribute's type.
    """
    case = find.row(session, Case, case_id, "case")
    attribute = _attribute(session, name, type)
    _put(session, case.id, attribute, value)
    history.say(session, f"Set {attribute.name} of {case.name}")


def set_attributes(session: Session, *, case_ids: Sequence[int], values: Mapping[str, str]) -> None:
    """Set attributes of several cases to the same values as one step."""
    attributes = [(_attribute(session, name, "text"), value) for name, value in values.items()]
    for key in case_ids:
        case = find.row(session, Case, key, "case")
        for attribute, value in attributes:
            _put(session, case.id, attribute, value)
    names = ", ".join(attribute.name for attribute, _ in attributes)
    history.say(session, f"Set {names} of {len(case_ids)} cases")


def _attribute(session: Session, name: str, type: str) -> Attribute:
    _check_type(type)
    tidy = " ".join(name.split())
    return _attribute_named(session, tidy) or _new_attribute(session, _free_attribute(session, tidy), type)


def _put(session: Session, case_id: int, attribute: Attribute, value: str) -> None:
    text = fitted(value, attribute.type)
    held = session.scalars(
        select(CaseAttribute).where(CaseAttribute.case_id == case_id, CaseAttribute.attribute_id == attribute.id)
    ).first()
    if held is None and text:
        session.add(CaseAttribute(case_id=case_id, attribute_id=attribute.id, value=text))
    elif held is not None and text and held.value != text:
        held.value = text
    elif held is not None and not text:
        session.delete(held)
