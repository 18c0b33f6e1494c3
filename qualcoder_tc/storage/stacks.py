# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What undo and redo would take next, read from the history alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.storage.schema import Change


@dataclass
class Stacks:
    """Ids of changes: the last of `undo` is taken back next, the last of `redo` done again next.

    A redo entry is kept as (id of the change first done, id of the undo entry to invert).
    """

    undo: list[tuple[int, int]] = field(default_factory=list)
    """(id of the change first done, id of the entry to invert)."""
    redo: list[tuple[int, int]] = field(default_factory=list)

    def add(self, change_id: int, verb: str, target_id: int | None, undoable: bool) -> None:
        """Follow one log entry."""
        if not undoable:
            return
        if verb == "do":
            self.undo.append((change_id, change_id))
            self.redo.clear()
        elif verb == "undo" and self.undo:
            original, _ = self.undo.pop()
            self.redo.append((original, change_id))
        elif verb == "redo" and self.redo:
            original, _ = self.redo.pop()
            self.undo.append((original, change_id))


def read(session: Session) -> Stacks:
    """Return the stacks as the whole history leaves them."""
    stacks = Stacks()
    query = select(Change.id, Change.verb, Change.target_id, Change.undoable).order_by(Change.id)
    for change_id, verb, target_id, undoable in session.execute(query):
        stacks.add(change_id, verb, target_id, undoable)
    return stacks
