# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes that carry codings from code to code: merging codes, splitting one, replacing within an exclusive facet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NotRequired, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import next_colour
from qualcoder_tc.operations import find
from qualcoder_tc.operations import remove as removal
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import (
    Code,
    Coding,
    ProjectRow,
    Suggestion,
    ThemeCode,
    ThemeCoding,
    now,
)

_CHUNK = 500
JOINED = "joined_codes"
"""The project's option that says which codes were merged into which, by UUID, so that a colleague's copy finds them."""


class Part(TypedDict):
    """A part of a code that is split: some of its codings, and the code they go to, by id or by a new name."""

    coding_ids: list[int]
    code_id: NotRequired[int]
    name: NotRequired[str]


# -- merging ------------------------------------------------------------------------------------------------


def merge_codes(
    session: Session, *, code_ids: Sequence[int], into_id: int, definition_from_id: int | None = None
) -> int:
    """Merge codes into one of them or another; return how many codings became duplicates and were joined.

    Codings, memos, theme links and codes below go to the code that stays; its name, colour and place stay, its
    definition, rules and example too, unless those of another of the codes are asked for.
    """
    into = _codable(session, into_id)
    gone = [_codable(session, key) for key in dict.fromkeys(code_ids) if key != into_id]
    if not gone:
        raise RuleBroken("There is nothing to merge", "choose two or more codes")
    names = ", ".join(code.name for code in gone)
    if definition_from_id is not None and definition_from_id != into_id:
        if definition_from_id not in {code.id for code in gone}:
            raise RuleBroken("This definition is of none of the codes", "choose one of those that are merged")
        _take_definition(into, session.get_one(Code, definition_from_id))
    if into.favourite is None:
        # One of them was at hand; the code that stays is.
        into.favourite = next((code.favourite for code in gone if code.favourite), None)
    _take_children(session, gone, into)
    ids, uuids = [code.id for code in gone], [code.uuid for code in gone]
    joined = _carry(session, _codings_of(session, ids), into_id)
    _take_links(session, ids, uuids, into)
    _remember(session, uuids, into.uuid)
    history.bulk_delete(session, Code, sorted(ids))
    history.say(session, f"Merged {names} into {session.get_one(Code, into_id).name}")
    return joined


def _codable(session: Session, code_id: int) -> Code:
    code = find.row(session, Code, code_id, "code")
    if code.kind != "code":
        raise RuleBroken(f"{code.name} is a heading, not a code", "choose codes; what lies below it can be moved")
    return code


def _take_definition(into: Code, other: Code) -> None:
    into.definition, into.example, into.source = other.definition, other.example, other.source
    into.apply, into.not_apply = list(other.apply), list(other.not_apply)


def _take_children(session: Session, gone: Sequence[Code], into: Code) -> None:
    ids = {code.id for code in gone}
    _come_up(session, into, ids)
    below = list(session.scalars(select(Code).where(Code.parent_id.in_(ids), Code.id.not_in({into.id, *ids}))))
    line = _above(session, into)
    for child in (code for code in below if code.id in line):
        # What stays lies further below it: it comes up as well, or the two would lie below one another.
        _come_up(session, child, ids)
    below = [code for code in below if code.id not in line]
    position = len(list(session.scalars(select(Code.id).where(Code.parent_id == into.id))))
    for at, child in enumerate(sorted(below, key=lambda c: (c.position, c.id))):
        child.name = find.free_name(session, child.name, into.id, besides={child.id, *ids})
        child.parent_id, child.position = into.id, position + at


def _come_up(session: Session, code: Code, gone: set[int]) -> None:
    """Put a code that lies below ones that go in the place of the highest of them; at the top if they are in a circle."""
    highest: Code | None = None
    passed: set[int] = set()
    key = code.parent_id
    while key is not None and key in gone and key not in passed:
        passed.add(key)
        highest = session.get_one(Code, key)
        key = highest.parent_id
    if highest is not None:
        place = None if key in passed or key == code.id else key
        code.name = find.free_name(session, code.name, place, besides={code.id, *gone})
        code.parent_id, code.position = place, highest.position


def _above(session: Session, code: Code) -> set[int]:
    """Return the codes that a code lies below, however far."""
    found: set[int] = set()
    above = code.parent_id
    while above is not None and above not in found:
        found.add(above)
        above = session.get_one(Code, above).parent_id
    return found


def _take_links(session: Session, ids: Sequence[int], uuids: Sequence[str], into: Code) -> None:
    """Carry the memos, theme links and decided suggestions of codes over to another; open suggestions go."""
    removal.move_all_memos(session, dict.fromkeys(uuids, into.uuid))
    held = set(session.scalars(select(ThemeCode.theme_id).where(ThemeCode.code_id == into.id)))
    for link in list(session.scalars(select(ThemeCode).where(ThemeCode.code_id.in_(ids)).order_by(ThemeCode.id))):
        if link.theme_id in held:
            session.delete(link)
        else:
            held.add(link.theme_id)
            link.code_id = into.id
    session.flush()
    # Open ones can be made anew; carried over, they would stand in the way of undo once that has happened.
    pending = select(Suggestion.id).where(Suggestion.code_id.in_(ids), Suggestion.fate == "pending")
    history.bulk_delete(session, Suggestion, sorted(session.scalars(pending)))
    for column in (Suggestion.code_id, Suggestion.chosen_code_id):
        rows = list(session.scalars(select(Suggestion.id).where(column.in_(ids))))
        history.bulk_update(session, Suggestion, rows, {column.key: into.id})


def joined_codes(session: Session) -> dict[str, str]:
    """Return into which codes others were merged, by UUID."""
    options = session.scalars(select(ProjectRow.options)).one()
    return dict((options or {}).get(JOINED, {}))


def _remember(session: Session, uuids: Sequence[str], into: str) -> None:
    row = session.scalars(select(ProjectRow)).one()
    joined = joined_codes(session)
    joined = {old: into if new in uuids else new for old, new in joined.items()}
    row.options = {**(row.options or {}), JOINED: joined | dict.fromkeys(uuids, into)}
    session.flush()


# -- carrying codings over ----------------------------------------------------------------------------------


def _codings_of(session: Session, code_ids: Sequence[int]) -> list[int]:
    return list(session.scalars(select(Coding.id).where(Coding.code_id.in_(code_ids)).order_by(Coding.id)))


def _carry(session: Session, coding_ids: Iterable[int], into_id: int) -> int:
    """Give codings another code; those that equal one there, or one another, are joined; return how many were."""
    taken = _places(session, Coding.code_id == into_id)
    keep: list[int] = []
    join: dict[int, int] = {}
    ids = list(coding_ids)
    for at in range(0, len(ids), _CHUNK):
        for place, key in sorted(_places(session, Coding.id.in_(ids[at : at + _CHUNK]), every=True), key=_by_id):
            kept = taken.setdefault(place, key)
            if kept == key:
                keep.append(key)
            else:
                join[key] = kept
    hand_over(session, join)
    history.bulk_delete(session, Coding, sorted(join))
    history.bulk_update(session, Coding, keep, {"code_id": into_id, "modified": now()})
    return len(join)


def _by_id(found: tuple[Any, int]) -> int:
    return found[1]


def _places(session: Session, where: Any, *, every: bool = False) -> Any:
    """Return codings by (document, coder, start, end), or with `every` all of them as pairs of place and id."""
    columns = (Coding.document_id, Coding.coder_id, Coding.start, Coding.end, Coding.id)
    rows = [((d, c, s, e), key) for d, c, s, e, key in session.execute(select(*columns).where(where))]
    return rows if every else dict(sorted(rows, key=_by_id, reverse=True))


def hand_over(session: Session, join: dict[int, int]) -> None:
    """Carry the memos and theme links of codings over to others, before the first are removed."""
    if not join:
        return
    ids = sorted({*join, *join.values()})
    uuids: dict[int, str] = {}
    links: dict[int, list[ThemeCoding]] = defaultdict(list)
    for at in range(0, len(ids), _CHUNK):
        chunk = ids[at : at + _CHUNK]
        uuids |= {k: u for k, u in session.execute(select(Coding.id, Coding.uuid).where(Coding.id.in_(chunk)))}
        for link in session.scalars(select(ThemeCoding).where(ThemeCoding.coding_id.in_(chunk))):
            links[link.coding_id].append(link)
    removal.move_all_memos(session, {uuids[key]: uuids[kept] for key, kept in join.items()})
    for key, kept in join.items():
        held = {link.theme_id for link in links[kept]}
        for link in links[key]:
            if link.theme_id in held:
                session.delete(link)
            else:
                link.coding_id = kept
                links[kept].append(link)
                held.add(link.theme_id)
    session.flush()


# -- splitting and replacing --------------------------------------------------------------------------------


def split_code(session: Session, *, code_id: int, parts: Sequence[Part]) -> list[int]:
    """Carry codings of a code over to other or new codes beside it, as one step; return the codes' ids.

    What is in no part stays; so does the code. A coding that was removed or recoded in the meantime is passed over.
    """
    code = _codable(session, code_id)
    left = set(_codings_of(session, [code_id]))
    name, moved, targets = code.name, 0, list[int]()
    for part in parts:
        target = part.get("code_id")
        if target is None:
            target = _beside(session, session.get_one(Code, code_id), part.get("name", ""))
        _codable(session, target)
        ids = [key for key in dict.fromkeys(part["coding_ids"]) if key in left]
        left -= set(ids)
        moved += len(ids)
        targets.append(target)
        if target != code_id:
            _carry(session, ids, target)
    names = [session.get_one(Code, key).name for key in targets]
    history.say(session, f"Split {name}: {moved} segments to {', '.join(names)}")
    return targets


def _beside(session: Session, code: Code, name: str) -> int:
    """Make a code after another one and those made after it; return its id."""
    tidy = find.check_name(session, name, code.parent_id)
    here = Code.parent_id.is_(None) if code.parent_id is None else Code.parent_id == code.parent_id
    siblings = list(session.scalars(select(Code).where(here).order_by(Code.position, Code.id)))
    colours = list(session.scalars(select(Code.colour).where(Code.kind == "code")))
    made = Code(name=tidy, parent_id=code.parent_id, colour=next_colour(colours), position=len(siblings))
    session.add(made)
    session.flush()
    return made.id


def replace(session: Session, *, coding_id: int, former_ids: Sequence[int]) -> None:
    """Remove codings in whose place another stands now; their memos and theme links go to that one."""
    coding = find.row(session, Coding, coding_id, "coding")
    former = [find.row(session, Coding, key, "coding") for key in former_ids if key != coding_id]
    if any(f.document_id != coding.document_id or f.coder_id != coding.coder_id for f in former):
        raise RuleBroken("Only codings of one coder in one document replace one another", "remove them one by one")
    names = ", ".join(dict.fromkeys(session.get_one(Code, f.code_id).name for f in former))
    name, quote = session.get_one(Code, coding.code_id).name, coding.quote
    ids = [f.id for f in former]
    hand_over(session, dict.fromkeys(ids, coding_id))
    removal.codings(session, ids)
    history.say(session, f"Replaced {names} by {name} on “{find.short(quote)}”")
