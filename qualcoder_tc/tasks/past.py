# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The history as a list to look through, to go back in, and to write to a file."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from qualcoder_tc import queries
from qualcoder_tc.files import replacing
from qualcoder_tc.formats import export_history
from qualcoder_tc.model.records import ChangeRow
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.queries.history import Narrow
from qualcoder_tc.storage.touches import Touches

_PAGE = 400


def find_changes(project: Project, narrow: Narrow, touches: Touches) -> array[int]:
    """Return the ids of the changes wanted, newest first; `touches` is brought up to date where it is needed."""
    if narrow.document_id is not None or narrow.code_id is not None:
        project.read(touches.update)
    return project.read(queries.history.matching, narrow=narrow, touches=touches)


def export_changes(project: Project, path: Path, ids: Sequence[int], progress: Progress = silent) -> Path:
    """Write changes to .csv, .xlsx or .docx; InputError for any other suffix."""
    write = export_history.writer(path)
    standing = frozenset(project.standing())
    rows: list[ChangeRow] = []
    for at in range(0, len(ids), _PAGE):
        progress(at, len(ids), "")
        rows += project.read(queries.history.some, ids=list(ids[at : at + _PAGE]), standing=standing)
    with replacing(path) as temporary:
        write(temporary, [(local(r.at), r.coder, r.summary, "undone" if r.undone else "") for r in rows])
    return path


def local(at: str) -> str:
    """Return a moment of the history (UTC) as the clock on the wall showed it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
