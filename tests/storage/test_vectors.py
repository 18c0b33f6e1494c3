# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Vectors are kept in the project beside the history, and go where their words go."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qualcoder_tc import Project, operations, tasks
from qualcoder_tc.model.names import Pseudonym
from tests.conftest import LINES, add, transcript


def key(number: int) -> str:
    return f"{number:064x}"


def keys(project: Project) -> set[str]:
    connection = sqlite3.connect(project.path)
    found = {bytes(row[0]).hex() for row in connection.execute("SELECT key FROM vector")}
    connection.close()
    return found


def test_what_is_kept_is_there_in_the_next_session(project: Project, interview: int) -> None:
    project.vectors({key(1): interview}).put_many([(key(1), b"one"), (key(2), b"two")])
    project.vectors({}).put_many([(key(1), b"one"), (key(1000), b"x")])
    path = project.path
    project.close()
    with Project.open(path) as again:
        wanted = [key(n) for n in range(2000)]
        assert again.vectors({}).get_many(wanted) == {key(1): b"one", key(2): b"two", key(1000): b"x"}


def test_keeping_vectors_is_no_change_of_the_project(project: Project, interview: int) -> None:
    before = project.standing()
    project.vectors({}).put_many([(key(1), b"one")])
    assert project.standing() == before


def test_vectors_go_with_their_document_and_those_of_unknown_origin_as_well(
    project: Project, interview: int
) -> None:
    other = add(project, transcript("Focus group 3", LINES[1:]))
    places = {key(1): interview, key(2): other, key(3): 0}
    project.vectors(places).put_many([(key(n), b"v") for n in range(1, 5)])
    project.do(operations.documents.delete, document_id=interview)
    assert keys(project) == {key(2), key(3)}
    project.undo()
    assert keys(project) == {key(2), key(3)}
    while project.undo() is not None:
        pass
    assert keys(project) == {key(3)}


def test_replacing_names_removes_the_vectors_of_the_old_text(
    project: Project, interview: int, tmp_path: Path
) -> None:
    other = add(project, transcript("Focus group 3", (("P9", "Nobody is named here."),)))
    project.vectors({key(1): interview, key(2): other, key(3): 0}).put_many([(key(n), b"v") for n in range(1, 5)])
    tasks.pseudonyms.apply(project, [Pseudonym("lunch club", "group", "place")], tmp_path / "key.csv")
    assert keys(project) == {key(2)}


def test_forgetting_leaves_no_byte_of_a_vector(project: Project, interview: int) -> None:
    project.vectors({key(1): interview}).put_many([(key(1), b"telltale bytes " * 40)])
    project.forget(str)
    assert keys(project) == set()
    assert b"telltale" not in project.path.read_bytes()


def test_after_a_correction_only_what_is_no_longer_said_goes(project: Project, interview: int) -> None:
    places = {key(1): interview, key(2): interview}
    project.vectors(places).put_many([(key(1), b"v"), (key(2), b"v")])
    project.vectors(places).tidy([interview])
    assert keys(project) == {key(1), key(2)}
    project.do(operations.texts.edit, document_id=interview, text="P1: Something else was said.\n")
    later = project.vectors({key(1): interview, key(3): interview})
    assert set(later.get_many([key(1), key(3)])) == {key(1)}
    later.put_many([(key(3), b"v")])
    later.tidy([interview])
    assert keys(project) == {key(1), key(3)}
    assert set(project.vectors(places).get_many([key(1)])) == {key(1)}


def test_a_full_disk_ends_the_keeping_and_nothing_else(project: Project, interview: int) -> None:
    with project._engine.connect() as connection:  # pyright: ignore[reportPrivateUsage]
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    for pooled in [project._engine.raw_connection() for _ in range(4)]:  # pyright: ignore[reportPrivateUsage]
        pooled.driver_connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[union-attr]
        pooled.close()
    store = project.vectors({})
    store.put_many([(key(n), bytes(4096)) for n in range(200)])
    assert "full" in store.refused
    assert store.get_many([key(n) for n in range(200)]) == {}
    store.put_many([(key(1), b"x")])
    for pooled in [project._engine.raw_connection() for _ in range(4)]:  # pyright: ignore[reportPrivateUsage]
        pooled.driver_connection.execute("PRAGMA max_page_count=1000000")  # type: ignore[union-attr]
        pooled.close()
    assert project.do(operations.codes.create, name="Cost")


def test_a_project_that_may_only_be_read_keeps_nothing(project: Project, interview: int) -> None:
    path = project.path
    project.vectors({}).put_many([(key(1), b"v")])
    project.close()
    with Project.open(path, read_only=True) as reading:
        store = reading.vectors({})
        assert store.get_many([key(1)]) == {key(1): b"v"}
        store.put_many([(key(2), b"v")])
        store.tidy([interview])
        assert keys(reading) == {key(1)}


_WRITES_UNTIL_KILLED = """
import sys
from qualcoder_tc import Project
project = Project.open(sys.argv[1])
store = project.vectors({})
for slab in range(100000):
    store.put_many([(f"{slab * 256 + n:064x}", bytes(768)) for n in range(256)])
    print(slab, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_kill_in_the_middle_costs_no_more_than_the_slab_at_hand(project: Project, interview: int) -> None:
    path = project.path
    project.close()
    with subprocess.Popen(
        [sys.executable, "-c", _WRITES_UNTIL_KILLED, str(path)], stdout=subprocess.PIPE, text=True
    ) as writing:
        assert writing.stdout
        done = 0
        for line in writing.stdout:
            done = int(line)
            if done == 5:
                os.kill(writing.pid, signal.SIGKILL)
    with Project.open(path) as again:
        found = again.vectors({}).get_many([key(n) for n in range((done + 3) * 256)])
        assert len(found) >= (done + 1) * 256
        assert len(found) % 256 == 0
        assert again.do(operations.codes.create, name="Cost")
