# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of the code tree."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import CodeKind, is_colour, next_colour
from qualcoder_tc.operations import find, remove
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code


def create(
    session: Session,
    *,
    name: str,
    parent_id: int | None = None,
    kind: str = "code",
    definition: str = "",
    colour: str | None = None,
) -> int:
    """Create a code, branch or facet; return its id."""
    if parent_id is not None:
        find.row(session, Code, parent_id, "code")
    tidy = find.check_name(session, name, parent_id)
    if colour is not None and not is_colour(colour):
        raise RuleBroken(f"{colour!r} is not a colour", "write it like #2a6db5")
    code = Code(
        name=tidy,
        parent_id=parent_id,
        kind=CodeKind(kind).value,
        definition=definition.strip(),
        colour=colour or next_colour(list(session.scalars(select(Code.colour).where(Code.kind == "code")))),
        position=_children(session, parent_id),
    )
    session.add(code)
    session.flush()
    history.say(session, f"Created the {code.kind} {tidy}")
    return code.id


def _children(session: Session, parent_id: int | None) -> int:
    above = Code.parent_id.is_(None) if parent_id is None else Code.parent_id == parent_id
    return session.scalar(select(func.count()).select_from(Code).where(above)) or 0


def rename(session: Session, *, code_id: int, name: str) -> None:
    """Give a code another name."""
    code = find.row(session, Code, code_id, "code")
    tidy = find.check_name(session, name, code.parent_id, besides=code_id)
    if tidy != code.name:
        history.say(session, f"Renamed the code {code.name} to {tidy}")
        code.name = tidy


def describe(
    session: Session,
    *,
    code_id: int,
    definition: str | None = None,
    apply: Sequence[str] | None = None,
    not_apply: Sequence[str] | None = None,
    example: str | None = None,
) -> None:
    """Change the definition, the rules or the example of a code; None leaves a part as it is."""
    code = find.row(session, Code, code_id, "code")
    if definition is not None:
        code.definition = definition.strip()
    if apply is not None:
        code.apply = [rule.strip() for rule in apply if rule.strip()]
    if not_apply is not None:
        code.not_apply = [rule.strip() for rule in not_apply if rule.strip()]
    if example is not None:
        code.example = example.strip()
    history.say(session, f"Changed the definition of {code.name}")


def recolour(session: Session, *, code_id: int, colour: str) -> None:
    """Give a code another colour, #rrggbb."""
    code = find.row(session, Code, code_id, "code")
    if not is_colour(colour):
        raise RuleBroken(f"{colour!r} is not a colour", "write it like #2a6db5")
    code.colour = colour.lower()
    history.say(session, f"Recoloured {code.name}")


def set_favourite(session: Session, *, code_id: int, key: int | None) -> None:
    """Put a code on one of the keys 1 to 9, taking the key from another code; None takes it off."""
    code = find.row(session, Code, code_id, "code")
    if key is not None and key not in range(1, 10):
        raise RuleBroken(f"There is no favourite key {key}", "choose one from 1 to 9")
    if key is not None and code.kind != "code":
        raise RuleBroken(f"{code.name} is a heading", "choose a code below it")
    for other in session.scalars(select(Code).where(Code.favourite == key)) if key is not None else ():
        if other.id != code_id:
            other.favourite = None
    code.favourite = key
    history.say(session, f"Put {code.name} on key {key}" if key else f"Took {code.name} off its key")


def set_active(session: Session, *, code_id: int, active: bool) -> None:
    """Rest a code, so that it is no longer offered, or bring it back."""
    code = find.row(session, Code, code_id, "code")
    code.active = active
    history.say(session, f"{'Brought back' if active else 'Rested'} the code {code.name}")


def set_exclusive(session: Session, *, code_id: int, exclusive: bool) -> None:
    """Say whether at most one code of a facet should lie on a segment."""
    code = find.row(session, Code, code_id, "facet")
    if code.kind != "facet":
        raise RuleBroken(f"{code.name} is not a facet", "only a facet can be exclusive")
    code.exclusive = exclusive
    history.say(session, f"Made {code.name} {'exclusive' if exclusive else 'not exclusive'}")


def move(session: Session, *, code_id: int, parent_id: int | None, position: int) -> None:
    """Move a code with all below it under another one (None: the top), to a place among its new siblings."""
    code = find.row(session, Code, code_id, "code")
    above = parent_id
    while above is not None:
        if above == code_id:
            raise RuleBroken(f"{code.name} cannot go below itself", "choose a place outside of it")
        above = find.row(session, Code, above, "code").parent_id
    find.check_name(session, code.name, parent_id, besides=code_id)
    here = Code.parent_id.is_(None) if parent_id is None else Code.parent_id == parent_id
    siblings = [
        c for c in session.scalars(select(Code).where(here).order_by(Code.position, Code.id)) if c.id != code_id
    ]
    siblings.insert(max(0, min(position, len(siblings))), code)
    code.parent_id = parent_id
    for at, sibling in enumerate(siblings):
        if sibling.position != at:
            sibling.position = at
    history.say(session, f"Moved the code {code.name}")


def delete(session: Session, *, code_id: int) -> None:
    """Delete a code, the codes below it and all their codings."""
    code = find.row(session, Code, code_id, "code")
    name = code.name
    levels = [[code_id]]
    while levels[-1]:
        levels.append(list(session.scalars(select(Code.id).where(Code.parent_id.in_(levels[-1])))))
    ids = [key for level in levels for key in level]
    uuids = list(session.scalars(select(Code.uuid).where(Code.id.in_(ids))))
    remove.codes(session, ids, uuids)
    for level in reversed(levels):
        if level:
            history.bulk_delete(session, Code, sorted(level))
    below = len(ids) - 1
    history.say(session, f"Deleted the code {name}" + (f" and {below} below it" if below else ""))
