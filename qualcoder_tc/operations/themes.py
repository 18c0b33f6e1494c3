# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of themes: their names, claims, phases and order; what they rest on is in theme_parts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.memos import DraftRow
from qualcoder_tc.model.themes import PHASES
from qualcoder_tc.operations import find, remove
from qualcoder_tc.operations.theme_parts import (
    add_code,
    add_segment,
    describe_segment,
    move_code,
    move_segment,
    remove_code,
    remove_segment,
)
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Theme, ThemeCode, ThemeCoding, now

__all__ = [
    "add_code",
    "add_segment",
    "create",
    "delete",
    "describe",
    "describe_segment",
    "move",
    "move_code",
    "move_segment",
    "recover",
    "remove_code",
    "remove_segment",
    "set_phase",
]


def create(session: Session, *, name: str, definition: str = "", parent_id: int | None = None) -> int:
    """Create a theme, or a sub-theme of another, after those that are there; return its id."""
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("A theme needs a name", "say in a few words what it claims")
    if parent_id is not None:
        _check_parent(session, parent_id)
    theme = Theme(
        name=tidy,
        definition=definition.strip(),
        parent_id=parent_id,
        position=len(_siblings(session, parent_id)),
    )
    session.add(theme)
    session.flush()
    history.say(session, f"Created the theme {tidy}")
    return theme.id


def describe(session: Session, *, theme_id: int, name: str | None = None, definition: str | None = None) -> None:
    """Change the name or definition of a theme."""
    theme = find.row(session, Theme, theme_id, "theme")
    before = (theme.name, theme.definition)
    if name is not None and name.strip():
        theme.name = " ".join(name.split())
    if definition is not None:
        theme.definition = definition.strip()
    if before == (theme.name, theme.definition):
        return
    theme.modified = now()
    renamed = f"Renamed the theme {before[0]} to {theme.name}"
    history.say(session, renamed if theme.name != before[0] else f"Changed what the theme {theme.name} claims")


def recover(session: Session, *, drafts: Sequence[DraftRow]) -> int:
    """Save names and claims that were being written when the program ended early; return of how many themes."""
    words = {draft.subject_uuid: draft for draft in drafts}
    saved = 0
    for theme in session.scalars(select(Theme).where(Theme.uuid.in_(list(words)))):
        draft = words[theme.uuid]
        # Emptied words may have been half way to others: the old ones stay.
        name, claim = " ".join(draft.title.split()) or theme.name, draft.text.strip() or theme.definition
        if (name, claim) != (theme.name, theme.definition):
            theme.name, theme.definition, theme.modified = name, claim, now()
            saved += 1
    if saved:
        history.say(session, "Saved the words of a theme that was being written when the program ended")
    return saved


def set_phase(session: Session, *, theme_id: int, phase: str) -> None:
    """Say how far a theme is: candidate, reviewed, defined."""
    if phase not in PHASES:
        raise RuleBroken(f"There is no phase {phase!r}", f"choose one of {', '.join(PHASES)}")
    theme = find.row(session, Theme, theme_id, "theme")
    if theme.phase != phase:
        theme.phase, theme.modified = phase, now()
        history.say(session, f"Marked the theme {theme.name} as {phase}")


def move(session: Session, *, theme_id: int, position: int, parent_id: int | None = None) -> None:
    """Move a theme to a place (from 0) among the themes, or among the sub-themes of another."""
    theme = find.row(session, Theme, theme_id, "theme")
    if parent_id is not None:
        _check_parent(session, parent_id)
        if parent_id == theme_id or _siblings(session, theme_id):
            raise RuleBroken(
                "Themes have one level of sub-themes", f"first move the sub-themes of {theme.name} out of it"
            )
    before = _siblings(session, theme.parent_id)
    at = before.index(theme)
    others = before if theme.parent_id == parent_id else _siblings(session, parent_id)
    rest = [t for t in others if t.id != theme_id]
    place = max(0, min(position, len(rest)))
    if theme.parent_id == parent_id and place == at:
        return
    rest.insert(place, theme)
    if theme.parent_id != parent_id:
        _number([t for t in before if t.id != theme_id])
        theme.parent_id, theme.modified = parent_id, now()
    _number(rest)
    above = "" if parent_id is None else f" under {session.get_one(Theme, parent_id).name}"
    history.say(session, f"Moved the theme {theme.name}{above}")


def delete(session: Session, *, theme_id: int) -> None:
    """Delete a theme; its codes and segments stay, and its sub-themes become themes in its place."""
    theme = find.row(session, Theme, theme_id, "theme")
    history.say(session, f"Deleted the theme {theme.name}")
    below = _siblings(session, theme_id)
    rest: list[Theme] = []
    for other in _siblings(session, theme.parent_id):
        rest += below if other.id == theme_id else [other]
    for sub in below:
        sub.parent_id = theme.parent_id
    _number(rest)
    session.flush()
    remove.rows(session, ThemeCode, ThemeCode.theme_id, [theme_id])
    remove.rows(session, ThemeCoding, ThemeCoding.theme_id, [theme_id])
    remove.memos_about(session, [theme.uuid])
    history.bulk_delete(session, Theme, [theme_id])


def _siblings(session: Session, parent_id: int | None) -> list[Theme]:
    where = Theme.parent_id.is_(None) if parent_id is None else Theme.parent_id == parent_id
    return list(session.scalars(select(Theme).where(where).order_by(Theme.position, Theme.id)))


def _number(themes: list[Theme]) -> None:
    for place, theme in enumerate(themes):
        if theme.position != place:
            theme.position = place


def _check_parent(session: Session, parent_id: int) -> None:
    parent = find.row(session, Theme, parent_id, "theme")
    if parent.parent_id is not None:
        raise RuleBroken(
            "Themes have one level of sub-themes", f"{parent.name} is a sub-theme; choose the theme above it"
        )
