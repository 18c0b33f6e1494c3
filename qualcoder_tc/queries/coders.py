# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about coders."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.records import CoderRow
from qualcoder_tc.storage.schema import Coder, Coding


def all(session: Session) -> list[CoderRow]:
    """Return the coders with their number of codings."""
    counts = {k: n for k, n in session.execute(select(Coding.coder_id, func.count()).group_by(Coding.coder_id))}
    return [
        CoderRow(c.id, c.uuid, c.name, c.initials, counts.get(c.id, 0))
        for c in session.scalars(select(Coder).order_by(Coder.id))
    ]


def find(session: Session, *, name: str) -> CoderRow:
    """Return the coder with this name or these initials; NotFound lists who there is."""
    rows = all(session)
    for row in rows:
        if name.casefold() in (row.name.casefold(), row.initials.casefold()):
            return row
    raise NotFound(f"There is no coder {name!r}", "choose one of: " + ", ".join(r.name for r in rows))
