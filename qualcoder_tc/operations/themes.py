# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of themes."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.operations import find, remove
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding, Theme, ThemeCode, ThemeCoding


def create(session: Session, *, name: str, definition: str = "") -> int:
    """Create a theme; return its id."""
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("A theme needs a name", "say in a few words what it claims")
    count = session.scalar(select(func.count()).select_from(Theme)) or 0
    theme = Theme(name=tidy, definition=definition.strip(), position=count)
    session.add(theme)
    session.flush()
    history.say(session, f"Created the theme {tidy}")
    return theme.id


def describe(session: Session, *, theme_id: int, name: str | None = None, definition: str | None = None) -> None:
    """Change the name or definition of a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    if name is not None and name.strip():
        theme.name = " ".join(name.split())
    if definition is not None:
        theme.definition = definition.strip()
    history.say(session, f"Changed the theme {theme.name}")


def delete(session: Session, *, theme_id: int) -> None:
    """Delete a theme; its codes and segments stay."""
    theme = find.row(session, Theme, theme_id, "theme")
    history.say(session, f"Deleted the theme {theme.name}")
    remove.rows(session, ThemeCode, ThemeCode.theme_id, [theme_id])
    remove.rows(session, ThemeCoding, ThemeCoding.theme_id, [theme_id])
    remove.memos_about(session, [theme.uuid])
    history.bulk_delete(session, Theme, [theme_id])


def add_code(session: Session, *, theme_id: int, code_id: int) -> None:
    """Put a code under a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    code = find.row(session, Code, code_id, "code")
    link = select(ThemeCode).where(ThemeCode.theme_id == theme_id, ThemeCode.code_id == code_id)
    if session.scalars(link).first() is None:
        session.add(ThemeCode(theme_id=theme_id, code_id=code_id))
        history.say(session, f"Put {code.name} under {theme.name}")


def remove_code(session: Session, *, theme_id: int, code_id: int) -> None:
    """Take a code from a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    link = select(ThemeCode).where(ThemeCode.theme_id == theme_id, ThemeCode.code_id == code_id)
    for row in session.scalars(link):
        session.delete(row)
    history.say(session, f"Took a code from {theme.name}")


def add_segment(session: Session, *, theme_id: int, coding_id: int) -> None:
    """Put a telling segment under a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    coding = find.row(session, Coding, coding_id, "coding")
    link = select(ThemeCoding).where(ThemeCoding.theme_id == theme_id, ThemeCoding.coding_id == coding_id)
    if session.scalars(link).first() is None:
        session.add(ThemeCoding(theme_id=theme_id, coding_id=coding_id))
        history.say(session, f"Put “{find.short(coding.quote)}” under {theme.name}")


def remove_segment(session: Session, *, theme_id: int, coding_id: int) -> None:
    """Take a segment from a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    link = select(ThemeCoding).where(ThemeCoding.theme_id == theme_id, ThemeCoding.coding_id == coding_id)
    for row in session.scalars(link):
        session.delete(row)
    history.say(session, f"Took a segment from {theme.name}")
