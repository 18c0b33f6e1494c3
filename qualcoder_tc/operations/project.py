# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of the project itself."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import ProjectRow


def set_title(session: Session, *, title: str) -> None:
    """Give the project another title."""
    tidy = " ".join(title.split())
    if not tidy:
        raise RuleBroken("A project needs a title", "type at least one letter")
    row = session.scalars(select(ProjectRow)).one()
    row.title = tidy
    history.say(session, f"Called the project {tidy}")


def set_option(session: Session, *, name: str, value: str) -> None:
    """Set a text that belongs to the project, such as the methods paragraph of its report."""
    row = session.scalars(select(ProjectRow)).one()
    row.options = {**row.options, name: value}
    history.say(session, f"Set {name}")
