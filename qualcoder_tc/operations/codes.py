# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of the code tree."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.codes import CodeKind, is_colour, next_colour
from qualcoder_tc.operations import find, remove, segments
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding


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


def create_applied(
    session: Session, *, name: str, document_id: int, start: int, end: int, parent_id: int | None = None
) -> int:
    """Create a code and apply it to [start, end) of a document, as one step; return the code's id."""
    code_id = create(session, name=name, parent_id=parent_id)
    segments.apply(session, document_id=document_id, start=start, end=end, code_id=code_id)
    _, quote = find.quote_at(session, document_id, start, end)
    code = session.get_one(Code, code_id)
    history.say(session, f"Created the code {code.name} for “{find.short(quote)}”")
    return code_id


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


def choose_example(session: Session, *, coding_id: int) -> None:
    """Make the words of a coding the example of its code."""
    coding = find.row(session, Coding, coding_id, "coding")
    code = session.get_one(Code, coding.code_id)
    code.example = " ".join(coding.quote.split())
    history.say(session, f"Chose “{find.short(coding.quote)}” as the example of {code.name}")


def recolour(session: Session, *, code_id: int, colour: str) -> None:
    """Give a code another colour, #rrggbb."""
    recolour_all(session, code_ids=[code_id], colour=colour)


def recolour_all(session: Session, *, code_ids: Sequence[int], colour: str) -> None:
    """Give codes one colour, #rrggbb."""
    codes = _rows(session, code_ids)
    if not is_colour(colour):
        raise RuleBroken(f"{colour!r} is not a colour", "write it like #2a6db5")
    for code in codes:
        code.colour = colour.lower()
    history.say(session, f"Recoloured {_named(codes)}")


def _rows(session: Session, code_ids: Sequence[int]) -> list[Code]:
    if not code_ids:
        raise RuleBroken("No code was chosen", "choose one or more in the tree")
    return [find.row(session, Code, key, "code") for key in dict.fromkeys(code_ids)]


def _named(codes: Sequence[Code]) -> str:
    return codes[0].name if len(codes) == 1 else f"{len(codes)} codes"


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
    set_active_all(session, code_ids=[code_id], active=active)


def set_active_all(session: Session, *, code_ids: Sequence[int], active: bool) -> None:
    """Rest codes or bring them back, with all below them."""
    codes = _rows(session, code_ids)
    words = f"{'Brought back' if active else 'Rested'} {_named(codes)}"
    for level in _levels(session, [code.id for code in codes]):
        for code in session.scalars(select(Code).where(Code.id.in_(level))):
            code.active = active
    history.say(session, words)


def set_kind(session: Session, *, code_id: int, kind: str) -> None:
    """Make a code a branch or a facet, or the other way round; what was applied to text stays a code."""
    code = find.row(session, Code, code_id, "code")
    wanted = CodeKind(kind)
    if wanted.value == code.kind:
        return
    if wanted is not CodeKind.CODE and session.scalars(select(Coding.id).where(Coding.code_id == code_id)).first():
        raise RuleBroken(
            f"{code.name} was applied to text", "recode its segments first, or put it below a new heading"
        )
    code.kind = wanted.value
    if wanted is not CodeKind.CODE:
        code.favourite = None
    if wanted is not CodeKind.FACET:
        code.exclusive = False
    history.say(session, f"Made {code.name} a {wanted.value}")


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
    if code_id in _above(session, parent_id):
        raise RuleBroken(f"{code.name} cannot go below itself", "choose a place outside of it")
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


def move_all(
    session: Session, *, code_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Move codes with all below them under another one (None: the top), before one of its children (None: the end).

    A code that lies below another of them stays below that one. Their order is that in which they are given.
    """
    codes = _rows(session, code_ids)
    chosen = {code.id for code in codes}
    moved = [code for code in codes if not (chosen - {code.id}) & set(_above(session, code.parent_id))]
    above = _above(session, parent_id)
    if stuck := next((code for code in moved if code.id in above), None):
        raise RuleBroken(f"{stuck.name} cannot go below itself", "choose a place outside of it")
    going = {code.id for code in moved}
    for code in moved:
        find.check_name(session, code.name, parent_id, besides=code.id)
        code.parent_id = parent_id
    here = Code.parent_id.is_(None) if parent_id is None else Code.parent_id == parent_id
    staying = [
        c for c in session.scalars(select(Code).where(here).order_by(Code.position, Code.id)) if c.id not in going
    ]
    at = next((n for n, c in enumerate(staying) if c.id == before_id), len(staying))
    for position, sibling in enumerate([*staying[:at], *moved, *staying[at:]]):
        if sibling.position != position:
            sibling.position = position
    to = "to the top" if parent_id is None else f"below {session.get_one(Code, parent_id).name}"
    history.say(session, f"Moved {_named(moved)} {to}")


def straighten(session: Session) -> list[str]:
    """Move a code out of each circle of codes that lie below one another to the top; return the names of those moved."""
    codes = {code.id: code for code in session.scalars(select(Code).order_by(Code.position, Code.id))}
    moved = [codes[circle[0]] for circle in code_tree.circles({c.id: c.parent_id for c in codes.values()})]
    for code in moved:
        code.name = find.free_name(session, code.name, None, besides={code.id})
        code.position = _children(session, None)
        code.parent_id = None
        session.flush()
    history.say(session, f"Moved {_named(moved)} to the top, out of a circle of codes below one another")
    return [code.name for code in moved]


def _above(session: Session, code_id: int | None) -> list[int]:
    """Return the ids of a code and of those above it."""
    found: list[int] = []
    while code_id is not None and code_id not in found:
        found.append(code_id)
        code_id = find.row(session, Code, code_id, "code").parent_id
    return found


def _levels(session: Session, code_ids: Sequence[int]) -> list[list[int]]:
    """Return the ids of codes, then of those one level below, and so on; none twice."""
    levels = [list(code_ids)]
    seen = set(code_ids)
    while levels[-1]:
        below = session.scalars(select(Code.id).where(Code.parent_id.in_(levels[-1])).order_by(Code.id))
        levels.append([key for key in below if key not in seen])
        seen |= set(levels[-1])
    return levels[:-1]


def delete(session: Session, *, code_id: int) -> None:
    """Delete a code, the codes below it and all their codings."""
    delete_all(session, code_ids=[code_id])


def delete_all(session: Session, *, code_ids: Sequence[int]) -> None:
    """Delete codes, the codes below them and all their codings."""
    codes = _rows(session, code_ids)
    named = f"the code {codes[0].name}" if len(codes) == 1 else f"{len(codes)} codes"
    ids = [key for level in _levels(session, [code.id for code in codes]) for key in level]
    uuids = list(session.scalars(select(Code.uuid).where(Code.id.in_(ids))))
    below = len(ids) - len(codes)
    remove.codes(session, ids, uuids)
    # Foreign keys are checked at the end, so that no order has to be kept among them.
    history.bulk_delete(session, Code, sorted(ids))
    history.say(session, f"Deleted {named}" + (f" and {below} below" if below else ""))
