# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The history as a page: narrowed, taken back to a point, written to a file."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, errors, operations, queries, tasks
from qualcoder_tc.queries.history import Narrow
from qualcoder_tc.storage.touches import Touches
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.panels.history import HistoryModel
from qualcoder_tc.ui.session import Session
from tests.conftest import add, place, transcript

Open = Callable[[Path | None], MainWindow]


def code(project: Project, words: str, path: str, document: int = 1) -> int:
    start, end = place(project, document, words)
    key = project.read(queries.codes.find, path=path).id
    return project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=key)


@pytest.fixture
def past(study: Path) -> Path:
    """Return the study with some things done in it."""
    with Project.open(study) as project:
        first = code(project, "We look out", "mutuality")
        code(project, "She did!", "equality")
        project.do(operations.segments.remove, coding_id=first)
        other = add(project, transcript("Another", (("P1", "An hour went by."),)))
        code(project, "An hour", "equality", other)
        project.undo()
    return study


def shown(main: MainWindow, qtbot: QtBot) -> list[str]:
    assert main.workspace
    page = main.workspace.history
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    return [page.model.index(n, 2).data() for n in range(page.model.rowCount())]


def summaries(project: Project, narrow: Narrow) -> list[str]:
    ids = list(tasks.find_changes(project, narrow, Touches()))
    return [r.summary for r in project.read(queries.history.some, ids=ids, standing=())]


def test_changes_are_found_by_document_and_code_also_when_what_they_made_is_gone(past: Path) -> None:
    with Project.open(past) as project:
        mutuality = project.read(queries.codes.find, path="mutuality").id
        assert summaries(project, Narrow(code_id=mutuality, area="segments")) == [
            "Removed Mutuality from “We look out”",
            "Coded “We look out” as Mutuality",
        ]
        assert summaries(project, Narrow(document_id=2))[:2] == [
            "Undid: Coded “An hour” as Equality",
            "Coded “An hour” as Equality",
        ]
        assert len(summaries(project, Narrow(document_id=2))) == 3  # it was imported as well


def test_what_changes_touch_is_followed_as_if_read_anew(past: Path) -> None:
    with Project.open(past) as project:
        followed = Touches()
        project.read(followed.update)
        coding = code(project, "In her good shoes", "mutuality")
        equality = project.read(queries.codes.find, path="equality").id
        project.do(operations.segments.recode, coding_id=coding, code_id=equality)
        project.do(operations.codes.delete, code_id=equality)
        project.undo()
        project.read(followed.update)
        fresh = Touches()
        project.read(fresh.update)
        for one, other in ((followed.documents, fresh.documents), (followed.codes, fresh.codes)):
            assert {k: v for k, v in one.items() if v} == {k: v for k, v in other.items() if v}
        mutuality = project.read(queries.codes.find, path="mutuality").id
        assert "Recoded “In her good shoes” from Mutuality to Equality" in summaries(
            project, Narrow(code_id=mutuality)
        )


def test_changes_are_narrowed_by_coder_kind_day_and_words(past: Path) -> None:
    with Project.open(past) as project:
        project.use_coder("Joe Brennan")
        code(project, "She did!", "mutuality")
        joe = project.coder.uuid
        assert summaries(project, Narrow(coder=joe))[0] == "Coded “She did!” as Mutuality"
        assert all(
            "Coded" in s or "Removed" in s for s in summaries(project, Narrow(area="segments")) if "Undid" not in s
        )
        assert summaries(project, Narrow(area="undo")) == ["Undid: Coded “An hour” as Equality"]
        assert len(summaries(project, Narrow(words="she equality"))) == 1
        assert summaries(project, Narrow(words="%")) == []
        [day] = project.read(queries.history.days)
        everything = summaries(project, Narrow())
        assert summaries(project, Narrow(day=date.fromisoformat(day))) == everything
        assert summaries(project, Narrow(day=date.fromisoformat(day) - timedelta(days=1))) == []


def test_undoing_to_a_point_stops_where_something_came_between(past: Path) -> None:
    with Project.open(past) as project:
        steps = project.standing()[:-3:-1]
        code(project, "In her good shoes", "mutuality")
        with pytest.raises(errors.ProjectError, match="meanwhile"):
            project.undo_many(steps)


def test_the_page_shows_what_happened_and_escape_returns(qtbot: QtBot, window: Open, past: Path) -> None:
    main = window(past)
    assert main.workspace
    main.show_page(1)
    main.show_history()
    assert main.workspace.history.isVisible()
    rows = shown(main, qtbot)
    assert rows[0] == "Undid: Coded “An hour” as Equality"
    assert rows[1] == "Coded “An hour” as Equality (undone)"
    qtbot.keyClick(main.workspace.history.table, Qt.Key.Key_Escape)
    assert main.workspace.page == 1


def test_undo_back_to_a_point_shows_first_what_it_takes_and_can_be_redone(
    qtbot: QtBot, window: Open, past: Path
) -> None:
    main = window(past)
    assert main.workspace and main.session
    main.show_history()
    page = main.workspace.history
    rows = shown(main, qtbot)
    at = rows.index("Coded “She did!” as Equality")
    page.table.setCurrentIndex(page.model.index(at, 0))
    planned = [page.preview_model.index(n, 2).data() for n in range(page.preview_model.rowCount())]
    assert planned[1:] == ["Removed Mutuality from “We look out”", "Coded “She did!” as Equality"]
    assert "takes back 3 changes" in page.findChild(QLabel, "history_would").text()
    page.findChild(QPushButton, "history_undo").click()
    qtbot.waitUntil(
        lambda: [r.code for r in main.session.read(queries.segments.all)] == ["Mutuality"], timeout=20_000
    )
    qtbot.waitUntil(lambda: not main.jobs.busy)
    assert len(main.session.read(queries.documents.all)) == 1
    for _ in range(3):
        main.redo()
    assert [r.code for r in main.session.read(queries.segments.all)] == ["Equality"]
    assert len(main.session.read(queries.documents.all)) == 2


def test_what_is_undone_already_cannot_be_undone_again(qtbot: QtBot, window: Open, past: Path) -> None:
    main = window(past)
    assert main.workspace
    main.show_history()
    page = main.workspace.history
    at = shown(main, qtbot).index("Coded “An hour” as Equality (undone)")
    page.table.setCurrentIndex(page.model.index(at, 0))
    assert not page.undo.isEnabled() and not page._below.isVisible()


def test_the_page_narrows_and_follows_new_changes(qtbot: QtBot, window: Open, past: Path) -> None:
    main = window(past)
    assert main.workspace and main.session
    main.show_history()
    page = main.workspace.history
    shown(main, qtbot)
    page.code.setCurrentIndex(page.code.findText("  Mutuality"))
    page.area.setCurrentIndex(page.area.findData("segments"))
    assert shown(main, qtbot) == ["Removed Mutuality from “We look out”", "Coded “We look out” as Mutuality"]
    code(main.session.project, "In her good shoes", "mutuality")
    qtbot.waitUntil(lambda: page.model.rowCount() == 3, timeout=20_000)
    qtbot.keyClicks(page.words, "zebra")
    assert shown(main, qtbot) == []
    assert page.findChild(QLabel, "history_empty").text() == "No change fits these choices."


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".docx"])
def test_the_changes_shown_are_written_to_a_file(
    qtbot: QtBot, window: Open, past: Path, dialogs: dict[str, object], tmp_path: Path, suffix: str
) -> None:
    main = window(past)
    assert main.workspace
    main.show_history()
    rows = shown(main, qtbot)
    target = tmp_path / f"history{suffix}"
    dialogs["save_file"] = target
    main.workspace.history.findChild(QPushButton, "history_export").click()
    qtbot.waitUntil(lambda: target.exists() and not main.jobs.busy, timeout=20_000)
    if suffix == ".csv":
        with target.open(encoding="utf-8-sig", newline="") as stream:
            found = [row["what"] for row in csv.DictReader(stream)]
    elif suffix == ".xlsx":
        from openpyxl import load_workbook

        found = [str(row[2].value) for row in load_workbook(target).active.iter_rows(min_row=2)]
    else:
        from docx import Document

        lines = [p.text for p in Document(str(target)).paragraphs if p.style.name == "Normal"]
        found = [line.partition(": ")[2].replace(" (undone)", "") for line in lines]
    assert found == [row.replace(" (undone)", "") for row in rows]


def test_an_unknown_kind_of_file_is_explained(past: Path, tmp_path: Path) -> None:
    with Project.open(past) as project, pytest.raises(errors.InputError, match="cannot be written"):
        tasks.export_changes(project, tmp_path / "history.odt", [1])


def test_the_model_keeps_qts_rules_and_reads_pages_only(
    qtmodeltester: ModelTester, past: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(Project.open(past))
    model = HistoryModel(session)
    ids = tasks.find_changes(session.project, Narrow(), Touches())
    model.show(ids, frozenset(session.project.standing()))
    qtmodeltester.check(model)
    asked: list[int] = []
    read = session.read
    monkeypatch.setattr(session, "read", lambda query, **k: asked.append(len(k["ids"])) or read(query, **k))
    model.show(list(ids) * 20_000, ())
    assert model.rowCount() >= 100_000
    model.index(99_000, 2).data()
    assert sum(asked) <= 200  # the tester, still there, looks at the first page
    session.close()
