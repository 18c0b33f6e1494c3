# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about the history."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import ChangeRow
from qualcoder_tc.storage import stacks
from qualcoder_tc.storage.schema import Change, ChangedRow

_VERBS = {"undo": "Undid: ", "redo": "Redid: "}


def recent(session: Session, *, limit: int | None = 100) -> list[ChangeRow]:
    """Return the latest changes, newest first; `rows` counts the rows each touched."""
    query = select(Change).order_by(Change.id.desc())
    changes = list(session.scalars(query if limit is None else query.limit(limit)))
    touched = func.sum(ChangedRow.last_id - ChangedRow.first_id + 1)
    counts: dict[int, int] = {}
    if changes:
        rows = select(ChangedRow.change_id, touched).where(ChangedRow.change_id >= changes[-1].id)
        counts = {key: int(n) for key, n in session.execute(rows.group_by(ChangedRow.change_id))}
    standing = {original for original, _ in stacks.read(session).undo}
    return [
        ChangeRow(
            id=c.id,
            uuid=c.uuid,
            at=c.at,
            coder=c.coder,
            kind=c.kind,
            summary=_VERBS.get(c.verb, "") + c.summary,
            undone=c.verb == "do" and c.undoable and c.id not in standing,
            rows=counts.get(c.id, 0),
            arguments=dict(c.arguments),
        )
        for c in changes
    ]


def counts(session: Session) -> dict[str, int]:
    """Return how many changes of each kind there were."""
    return {kind: n for kind, n in session.execute(select(Change.kind, func.count()).group_by(Change.kind))}
