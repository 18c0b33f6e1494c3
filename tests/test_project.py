# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Opening, locking, reading and writing a project file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.storage import engines, migrate, sqlite
from tests.conftest import add, place, state, transcript


def test_a_new_project_is_stamped_as_ours(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == sqlite.APPLICATION_ID
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone()[0] == migrate.HEAD
    connection.close()


def test_a_closed_project_is_one_file(project: Project, interview: int) -> None:
    project.close()
    assert [p.name for p in project.path.parent.iterdir() if p.name.startswith("study")] == ["study.qtc"]


def test_a_closed_project_refuses_to_be_read_or_written_and_leaves_nothing_beside_it(
    project: Project, interview: int
) -> None:
    project.close()
    with pytest.raises(errors.ProjectClosed):
        project.read(queries.project.info)
    with pytest.raises(errors.ProjectClosed):
        project.do(operations.documents.rename, document_id=interview, title="Other")
    with pytest.raises(errors.ProjectClosed), project.searching():
        pass
    assert [p.name for p in project.path.parent.iterdir() if p.name.startswith("study")] == ["study.qtc"]


def test_who_still_reads_when_the_project_closes_ends_in_peace_and_leaves_nothing_beside_it(
    project: Project, interview: int
) -> None:
    def read_late(session: Session) -> int:
        before = queries.project.info(session).documents
        project.close()
        return before + queries.project.info(session).documents

    assert project.read(read_late) == 2
    assert [p.name for p in project.path.parent.iterdir() if p.name.startswith("study")] == ["study.qtc"]


def test_creating_over_an_existing_file_is_refused(project: Project) -> None:
    before = project.path.read_bytes()
    with pytest.raises(errors.InputError, match="is there already"):
        Project.create(project.path)
    assert project.path.read_bytes() == before


def test_a_second_writer_is_told_who_holds_the_project(project: Project) -> None:
    with pytest.raises(errors.ProjectLocked, match=f"process {os.getpid()}"):
        Project.open(project.path)


def test_a_reader_may_look_while_a_writer_works(project: Project, interview: int) -> None:
    with Project.open(project.path, read_only=True) as reader:
        assert reader.read(queries.project.info).documents == 1
        with pytest.raises(errors.ProjectError, match="reading only"):
            reader.do(operations.documents.rename, document_id=interview, title="Other")


def test_the_lock_dies_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "study.qtc"
    Project.create(path).close()
    holder = (
        "import sys; from qualcoder_tc import Project; p = Project.open(sys.argv[1]); print('held', flush=True);"
        "sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout and process.stdout.readline().strip() == "held"
    with pytest.raises(errors.ProjectLocked):
        Project.open(path)
    process.kill()
    process.communicate()
    Project.open(path).close()


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"just a text file that somebody named .qtc\n" * 20, errors.NotAProject),
        (b"", errors.NotAProject),
        (b"PK\x03\x04 a zip archive", errors.NotAProject),
    ],
)
def test_a_foreign_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / "other.qtc"
    path.write_bytes(content)
    with pytest.raises(error):
        Project.open(path)
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("other")] == ["other.qtc"]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.qtc"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    with pytest.raises(errors.NotAProject, match="another program"):
        Project.open(path)


@pytest.mark.parametrize("keep", [50, 4096, 0.3, 0.9])
def test_a_truncated_project_is_called_damaged_and_left_alone(
    project: Project, interview: int, keep: float
) -> None:
    project.close()
    whole = project.path.read_bytes()
    cut = whole[: int(keep if keep > 1 else len(whole) * keep)]
    project.path.write_bytes(cut)
    with pytest.raises((errors.ProjectDamaged, errors.NotAProject)):
        Project.open(project.path)
    assert project.path.read_bytes() == cut


def test_a_newer_project_is_refused_with_its_version(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = project.path.read_bytes()
    with pytest.raises(errors.ProjectTooNew, match="9999"):
        Project.open(project.path)
    assert project.path.read_bytes() == before


def test_a_folder_or_a_missing_file_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(errors.InputError, match="is a folder"):
        Project.open(tmp_path)
    with pytest.raises(errors.InputError, match="does not exist"):
        Project.open(tmp_path / "none.qtc")


def test_a_failing_operation_leaves_nothing_behind(project: Project, interview: int, mutuality: int) -> None:
    before = state(project)

    def half(session: object) -> None:
        operations.codes.rename(session, code_id=mutuality, name="Trust")  # type: ignore[arg-type]
        raise errors.RuleBroken("No", "no")

    with pytest.raises(errors.RuleBroken):
        project.do(half)
    assert state(project) == before
    assert project.undo_text() == "Created the code Mutuality"


def test_a_rehearsal_returns_the_result_and_changes_nothing(project: Project, mutuality: int) -> None:
    before = state(project)
    key = project.rehearse(operations.codes.create, name="Trust")
    assert key > mutuality
    assert state(project) == before


def test_subscribers_hear_which_rows_changed(project: Project, interview: int, mutuality: int) -> None:
    heard = []
    stop = project.subscribe(heard.append)
    start, end = place(project, interview, "We look out")
    key = project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=mutuality)
    assert heard[-1].tables == {"coding": frozenset({key})}
    stop()
    project.undo()
    assert len(heard) == 1


def test_threads_may_write_at_once(project: Project, interview: int, mutuality: int) -> None:
    length = len(project.read(queries.documents.text, document_id=interview).text)

    def work(offset: int) -> None:
        for at in range(20):
            project.do(
                operations.segments.apply,
                document_id=interview,
                start=offset + at,
                end=length - 2 - offset,
                code_id=mutuality,
            )

    threads = [threading.Thread(target=work, args=(n * 25,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # White space at the ends is trimmed, so that some of the spans are the same.
    count = project.read(queries.project.info).codings
    assert 60 < count <= 80
    assert project.read(queries.check.problems) == []


def test_a_coder_is_made_once_whatever_the_case(project: Project) -> None:
    first = project.use_coder("Joe Brennan")
    assert project.use_coder("joe brennan").id == first.id
    assert project.use_coder("JB").id == first.id
    assert project.use_coder("Jane Black").initials == "JB2"


def test_a_full_disk_is_said_and_nothing_is_lost(project: Project, interview: int, mutuality: int) -> None:
    before = state(project)
    with project._engine.connect() as connection:  # pyright: ignore[reportPrivateUsage]
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    from sqlalchemy import event

    event.listen(project._engine, "checkout", limit)  # pyright: ignore[reportPrivateUsage]
    lines = tuple(("P1", f"line {n} " * 40) for n in range(400))
    with pytest.raises(errors.InputError, match="disk is full"):
        add(project, transcript("Long", lines))
    event.remove(project._engine, "checkout", limit)  # pyright: ignore[reportPrivateUsage]
    assert state(project) == before
    assert project.read(queries.check.problems) == []


def test_a_path_into_a_closed_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(errors.InputError, match="cannot be opened: Permission denied"):
        Project.open(tmp_path / "study.qtc")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    with pytest.raises(errors.InputError):
        Project.create(folder / "study.qtc")


def test_every_schema_version_ever_shipped_still_opens(tmp_path: Path) -> None:
    shipped = Path(__file__).parent / "data" / "projects"
    for revision in migrate.REVISIONS:
        copy = tmp_path / f"{revision}.qtc"
        shutil.copy(shipped / f"schema-{revision}.qtc", copy)
        with Project.open(copy) as opened:
            assert opened.read(queries.project.info).codings > 0
            assert opened.read(queries.check.problems) == []
            assert opened.undo() is not None


def test_the_migrations_make_the_same_tables_as_the_entities(tmp_path: Path) -> None:
    from alembic import command
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    engine = engines.make_engine(tmp_path / "migrated.qtc")
    config = migrate._config()  # pyright: ignore[reportPrivateUsage]
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    from qualcoder_tc.storage.schema import Base

    def ours(thing: object, name: str | None, kind: str, *_: object) -> bool:
        return not (kind == "table" and str(name).startswith("text_search"))

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        differences = compare_metadata(context, Base.metadata)
        # A column that was added later names its constraint inline, where reflection does not see that it is deferred.
        assert [(d[0], d[1].table.name, d[1].column_keys) for d in differences] == [
            ("remove_fk", "theme", ["parent_id"]),
            ("add_fk", "theme", ["parent_id"]),
        ]
        keys = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'theme'").scalar()
        assert "parent_id INTEGER REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED" in str(keys)
    engine.dispose()
