# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of what a theme rests on: codes, telling segments, negative cases, and their order."""

from __future__ import annotations

from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.operations import find
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding, Theme, ThemeCode, ThemeCoding, now

L = TypeVar("L", ThemeCode, ThemeCoding)


def add_code(session: Session, *, theme_id: int, code_id: int, position: int | None = None) -> None:
    """Put a code under a theme, at a place among its codes or after them."""
    theme = find.row(session, Theme, theme_id, "theme")
    code = find.row(session, Code, code_id, "code")
    rows = _codes(session, theme_id)
    held = next((r for r in rows if r.code_id == code_id), None)
    if held is None:
        held = ThemeCode(theme_id=theme_id, code_id=code_id, position=len(rows))
        session.add(held)
        history.say(session, f"Put {code.name} under {theme.name}")
    elif position is not None:
        history.say(session, f"Moved {code.name} within {theme.name}")
    _place(rows, held, position)


def move_code(
    session: Session, *, code_id: int, from_theme_id: int, to_theme_id: int, position: int | None = None
) -> None:
    """Move a code from one theme to another, or to another place in the same."""
    if from_theme_id != to_theme_id:
        remove_code(session, theme_id=from_theme_id, code_id=code_id)
    add_code(session, theme_id=to_theme_id, code_id=code_id, position=position)
    if from_theme_id != to_theme_id:
        name, theme = session.get_one(Code, code_id).name, session.get_one(Theme, to_theme_id).name
        history.say(session, f"Moved {name} to {theme}")


def remove_code(session: Session, *, theme_id: int, code_id: int) -> None:
    """Take a code from a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    code = find.row(session, Code, code_id, "code")
    rows = _codes(session, theme_id)
    for row in rows:
        if row.code_id == code_id:
            session.delete(row)
    _number([r for r in rows if r.code_id != code_id])
    session.flush()
    history.say(session, f"Took {code.name} from {theme.name}")


def add_segment(
    session: Session,
    *,
    theme_id: int,
    coding_id: int,
    note: str = "",
    against: bool = False,
    position: int | None = None,
) -> None:
    """Put a telling segment under a theme, with why it tells; `against` marks a negative case."""
    theme = find.row(session, Theme, theme_id, "theme")
    coding = find.row(session, Coding, coding_id, "coding")
    rows = _segments(session, theme_id)
    held = next((r for r in rows if r.coding_id == coding_id), None)
    words = find.short(coding.quote)
    if held is None:
        held = ThemeCoding(
            theme_id=theme_id, coding_id=coding_id, note=note.strip(), against=against, position=len(rows)
        )
        session.add(held)
        history.say(session, f"Put “{words}” {'against' if against else 'under'} {theme.name}")
    elif position is not None:
        history.say(session, f"Moved “{words}” within {theme.name}")
    _place(rows, held, position)


def move_segment(
    session: Session, *, coding_id: int, from_theme_id: int, to_theme_id: int, position: int | None = None
) -> None:
    """Move a telling segment with its note to another theme, or to another place in the same."""
    rows = _segments(session, from_theme_id)
    held = next((r for r in rows if r.coding_id == coding_id), None)
    if held is None:
        raise NotFound("This segment is no longer under the theme", "it was moved in the meantime")
    note, against = held.note, held.against
    if from_theme_id != to_theme_id:
        remove_segment(session, theme_id=from_theme_id, coding_id=coding_id)
    add_segment(session, theme_id=to_theme_id, coding_id=coding_id, note=note, against=against, position=position)
    if from_theme_id != to_theme_id:
        quote, theme = session.get_one(Coding, coding_id).quote, session.get_one(Theme, to_theme_id).name
        history.say(session, f"Moved “{find.short(quote)}” to {theme}")


def describe_segment(
    session: Session, *, theme_id: int, coding_id: int, note: str | None = None, against: bool | None = None
) -> None:
    """Say why a segment tells, or whether it speaks against the theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    for row in _segments(session, theme_id):
        if row.coding_id != coding_id:
            continue
        words = find.short(session.get_one(Coding, coding_id).quote)
        if note is not None and note.strip() != row.note:
            row.note, row.modified = note.strip(), now()
            history.say(session, f"Noted why “{words}” matters for {theme.name}")
        if against is not None and against != row.against:
            row.against, row.modified = against, now()
            history.say(session, f"Marked “{words}” as speaking {'against' if against else 'for'} {theme.name}")


def remove_segment(session: Session, *, theme_id: int, coding_id: int) -> None:
    """Take a segment from a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    coding = find.row(session, Coding, coding_id, "coding")
    rows = _segments(session, theme_id)
    for row in rows:
        if row.coding_id == coding_id:
            session.delete(row)
    _number([r for r in rows if r.coding_id != coding_id])
    session.flush()
    history.say(session, f"Took “{find.short(coding.quote)}” from {theme.name}")


def _codes(session: Session, theme_id: int) -> list[ThemeCode]:
    query = select(ThemeCode).where(ThemeCode.theme_id == theme_id)
    return list(session.scalars(query.order_by(ThemeCode.position, ThemeCode.id)))


def _segments(session: Session, theme_id: int) -> list[ThemeCoding]:
    query = select(ThemeCoding).where(ThemeCoding.theme_id == theme_id)
    return list(session.scalars(query.order_by(ThemeCoding.position, ThemeCoding.id)))


def _place(rows: list[L], row: L, position: int | None) -> None:
    """Bring a row to its place among the others, at the end without one, where it is not there already."""
    others = [r for r in rows if r is not row]
    if position is None and row in rows:
        return
    others.insert(len(others) if position is None else max(0, min(position, len(others))), row)
    _number(others)


def _number(rows: list[L]) -> None:
    for place, row in enumerate(rows):
        if row.position != place:
            row.position = place
