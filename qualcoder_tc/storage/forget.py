# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Forgetting what a project no longer says: original files, and the images of earlier changes."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy import Engine, delete, select, update

from qualcoder_tc.storage import sqlite, vectors
from qualcoder_tc.storage.schema import Change, ChangedRow, DocumentOriginal, Draft

_QUOTED = re.compile("“[^”]*”?")


def forget(engine: Engine, mask: Callable[[str], str]) -> None:
    """Remove the original files and all that undo keeps, mask the words of the history, and scrub the file.

    The list of what happened, by whom and when stays; quotations in it go, and `mask` is applied to the rest. What was
    done before can no longer be undone.
    """
    with engine.begin() as connection:
        connection.execute(delete(DocumentOriginal))
        connection.execute(delete(ChangedRow))
        vectors.forget(connection)  # whose words somebody could guess
        connection.execute(delete(Draft))  # whoever forgets has saved what they wrote
        for key, summary in connection.execute(select(Change.id, Change.summary)).all():
            shown = mask(_QUOTED.sub("“…”", summary))
            connection.execute(
                update(Change).where(Change.id == key).values(summary=shown, arguments={}, undoable=False)
            )
    sqlite.scrub(engine)
