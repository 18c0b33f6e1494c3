# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How long the history takes with many changes: all, by code (first and again), a page; beside a bare count of the rows."""

from __future__ import annotations

import argparse
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import search

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.queries.history import Narrow
from qualcoder_tc.storage.touches import Touches


def timed(name: str, run: Callable[[], object]) -> None:
    """Print how long something takes."""
    begun = time.perf_counter()
    run()
    print(f"{name:44}{1000 * (time.perf_counter() - begun):9.1f} ms")


def main() -> None:
    """Code a few times, copy these changes until there are many, and ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=100_000)
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="qtc-history-"))
    path = root / "study.qtc"
    try:
        with Project.create(path, coder="Amina") as project:
            document = search.make(1, 40_000)[0]
            key = project.do(operations.documents.add, document=document, source_name="x", data=b"")
            codes = [project.do(operations.codes.create, name=f"Code {n}") for n in range(20)]
            for n in range(400):
                place = {"document_id": key, "start": n * 50, "end": n * 50 + 40, "code_id": codes[n % 20]}
                project.do(operations.segments.apply, **place)
        _multiply(path, given.changes)
        with Project.open(path) as project:
            _ask(project, codes[3], path)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _ask(project: Project, code: int, path: Path) -> None:
    bare = sqlite3.connect(path)
    timed("bare: every id", lambda: bare.execute("SELECT id FROM change ORDER BY id DESC").fetchall())
    bare.close()
    touches = Touches()
    timed("which are not undone, first", project.standing)
    timed("which are not undone, again", project.standing)
    ids = tasks.find_changes(project, Narrow(), touches)
    timed(f"all {len(ids):,}", lambda: tasks.find_changes(project, Narrow(), touches))
    timed("by words", lambda: tasks.find_changes(project, Narrow(words="code 7"), touches))
    timed("by code, first", lambda: tasks.find_changes(project, Narrow(code_id=code), touches))
    timed("by code, again", lambda: tasks.find_changes(project, Narrow(code_id=code), touches))
    timed("days", lambda: project.read(queries.history.days))
    middle = list(ids[50_000:50_100] or ids[:100])
    timed("a page of 100", lambda: project.read(queries.history.some, ids=middle, standing=()))


def _multiply(path: Path, wanted: int) -> None:
    """Copy codings with their changes, as if somebody had gone on coding."""
    db = sqlite3.connect(path)
    (last,) = db.execute("SELECT max(id) FROM change").fetchone()
    (top,) = db.execute("SELECT max(id) FROM coding").fetchone()
    for n in range(1, wanted // 400):
        step = n * 1000
        db.execute(
            "INSERT INTO coding SELECT id + ?, uuid || ?, document_id, code_id, coder_id, start, end, quote, origin,"
            " score, model, created, modified FROM coding WHERE id <= ?",
            (step, f"-{n}", top),
        )
        db.execute(
            "INSERT INTO change SELECT id + ?, uuid || ?, at, coder, coder_uuid, kind, summary, arguments, verb,"
            " target_id, undoable FROM change WHERE id <= ? AND kind = 'segments.apply'",
            (step, f"-{n}", last),
        )
        db.execute(
            "INSERT INTO changed_row(change_id, table_name, first_id, last_id, before, after) SELECT change_id + ?,"
            " table_name, first_id + ?, last_id + ?, before, after FROM changed_row WHERE table_name = 'coding'"
            " AND change_id <= ?",
            (step, step, step, last),
        )
    db.commit()
    db.close()


if __name__ == "__main__":
    main()
