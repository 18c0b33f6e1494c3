# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""An older project is backed up, upgraded, and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.storage import migrate
from tests.conftest import state

SHIPPED = Path(__file__).parents[1] / "data" / "projects"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    copy = tmp_path / "old.qtc"
    shutil.copy(SHIPPED / "schema-0001.qtc", copy)
    return copy


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'text_search%'"
    found = {
        name: [dict(r) for r in connection.execute(f"SELECT * FROM {name}")]
        for (name,) in connection.execute(names).fetchall()
        if name != "alembic_version"
    }
    connection.close()
    return found


def test_an_older_project_is_backed_up_and_keeps_every_value(old: Path) -> None:
    before = rows(old)
    Project.open(old).close()
    after = rows(old)
    backup = old.with_name("old.before-upgrade-0001.qtc")
    assert rows(backup) == before
    for table, kept in before.items():
        if table == "sqlite_sequence":
            assert {(r["name"], r["seq"]) for r in kept} <= {(r["name"], r["seq"]) for r in after[table]}
            continue
        assert [{name: new[name] for name in was} for was, new in zip(kept, after[table], strict=True)] == kept, (
            table
        )
    connection = sqlite3.connect(old)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (migrate.HEAD,)
    connection.close()


def test_an_upgraded_project_dates_its_themes_by_the_history(old: Path) -> None:
    Project.open(old).close()
    found = rows(old)
    [theme] = found["theme"]
    assert theme["created"] in {c["at"] for c in found["change"]}
    assert (theme["phase"], theme["parent_id"]) == ("candidate", None)
    assert [(r["position"], r["note"], r["against"]) for r in found["theme_coding"]] == [(0, "", 0)]
    assert [m["title"] for m in found["memo"]] == [""]


def test_changes_made_before_an_upgrade_can_be_undone_and_redone_after_it(old: Path) -> None:
    with Project.open(old) as project:
        whole = state(project)
        undone = 0
        while project.undo() is not None:
            undone += 1
        assert undone > 1
        assert project.read(queries.check.problems) == []
        for _ in range(undone):
            assert project.redo() is not None
        project_rows = project.read(queries.themes.all)
        assert [t.segment_ids for t in project_rows] == [(1,)]
        assert {t: len(r) for t, r in state(project).items()} == {t: len(r) for t, r in whole.items()}
        assert project.read(queries.check.problems) == []


def test_two_upgraded_copies_of_one_project_merge_without_a_change(old: Path, tmp_path: Path) -> None:
    other = tmp_path / "joe.qtc"
    shutil.copy(old, other)
    with Project.open(other) as joe:
        joe.use_coder("Joe Brennan")
    with Project.open(old) as project:
        before = state(project)
        assert tasks.merge(project, [other]).nothing_new()
        assert state(project) == before


def test_an_upgraded_project_takes_what_is_new(old: Path) -> None:
    with Project.open(old) as project:
        [theme] = project.read(queries.themes.all)
        project.do(operations.themes.set_phase, theme_id=theme.id, phase="reviewed")
        sub = project.do(operations.themes.create, name="Below", parent_id=theme.id)
        project.do(operations.themes.describe_segment, theme_id=theme.id, coding_id=1, note="Why", against=True)
        assert [t.number for t in project.read(queries.themes.all)] == ["1", "1.1"]
        assert project.read(queries.themes.all)[1].id == sub
        assert project.read(queries.check.problems) == []


@pytest.mark.parametrize("version", migrate.REVISIONS)
def test_every_schema_ever_shipped_opens_sound_and_with_the_tables_of_today(version: str, tmp_path: Path) -> None:
    copy, fresh = tmp_path / "old.qtc", tmp_path / "fresh.qtc"
    shutil.copy(SHIPPED / f"schema-{version}.qtc", copy)
    with Project.open(copy) as project:
        assert project.read(queries.check.problems) == []
        assert project.read(queries.codes.all)
        project.vectors({}).put_many([("ab" * 32, b"v")])
        assert project.vectors({}).get_many(["ab" * 32]) == {"ab" * 32: b"v"}
    Project.create(fresh).close()
    assert shape(copy) == shape(fresh)


def shape(path: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Return the columns of each table, and the names of indexes and triggers."""
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'").fetchall()
    found: dict[str, set[tuple[Any, ...]]] = {"names": set(names)}
    for kind, name in names:
        if kind == "table":
            rows = connection.execute(f"PRAGMA table_info({name})")
            found[name] = {(column, bool(key)) for _, column, _, _, _, key in rows}
    connection.close()
    return found
