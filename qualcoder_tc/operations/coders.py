# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of coders."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.operations import find
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Coder


def rename(session: Session, *, coder_id: int, name: str, initials: str) -> None:
    """Give a coder another name and initials."""
    coder = find.row(session, Coder, coder_id, "coder")
    if not name.strip() or not initials.strip():
        raise RuleBroken("A coder needs a name and initials", "type both")
    history.say(session, f"Renamed the coder {coder.name} to {name.strip()}")
    coder.name, coder.initials = name.strip(), initials.strip()
