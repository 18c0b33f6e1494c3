# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The page of cases, and what is grouped and narrowed by their attributes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.case_table import CaseColumn, ImportedCases
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.dialogs import CasesDialog
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pages.cases import CasesPage
from qualcoder_tc.ui.panels.case_menus import attribute_menu, case_menu
from qualcoder_tc.ui.panels.case_table import CaseTableModel, SpeakerTableModel
from tests.conftest import add, place, transcript
from tests.ui.test_pages import PAGES, texts
from tests.ui.watchdog import LIMIT, longest_work

Open = Callable[[Path | None], MainWindow]


@pytest.fixture
def page(window: Open, study: Path) -> tuple[MainWindow, CasesPage]:
    main = window(study)
    assert main.workspace
    main.show_page(PAGES["cases"])
    return main, main.workspace.cases


def cell(page: CasesPage, row: int, column: int) -> str:
    return page.model.index(row, column).data()


def test_the_tables_pass_the_model_tester(qtmodeltester: ModelTester, qtbot: QtBot, study: Path) -> None:
    cases, speakers = CaseTableModel(), SpeakerTableModel()
    with Project.open(study, read_only=True) as project:
        rows = project.read(queries.cases.all)
        cases.show(rows, project.read(queries.cases.attributes), project.read(queries.cases.values))
        speakers.show(project.read(queries.cases.speakers), [c.name for c in rows])
    assert (cases.rowCount(), cases.columnCount(), speakers.rowCount()) == (1, 5, 6)
    for model in (cases, speakers):
        qtmodeltester.check(model)


def test_a_case_and_an_attribute_are_added_edited_and_taken_back(
    qtbot: QtBot, page: tuple[MainWindow, CasesPage]
) -> None:
    main, cases = page
    qtbot.keyClicks(cases.name, "Ada")
    cases.findChild(QPushButton, "add_case").click()
    qtbot.waitUntil(lambda: cases.model.rowCount() == 2)
    qtbot.keyClicks(cases.attribute, "Paid")
    cases.type.setCurrentText("boolean")
    cases.findChild(QPushButton, "add_attribute").click()
    qtbot.waitUntil(lambda: cases.model.columnCount() == 6)
    at = cases.model.index(0, 3)
    cases.table.setCurrentIndex(at)
    cases.table.edit(at)
    editor = cases.table.findChild(QComboBox)
    assert [editor.itemText(n) for n in range(editor.count())] == ["", "yes", "no"]
    editor.setCurrentText("yes")
    editor.activated.emit(1)
    qtbot.waitUntil(lambda: cell(cases, 0, 3) == "yes")
    main.undo()
    qtbot.waitUntil(lambda: cell(cases, 0, 3) == "")
    main.redo()
    qtbot.waitUntil(lambda: cell(cases, 0, 3) == "yes")


def test_what_does_not_fit_is_refused_with_the_reason(qtbot: QtBot, page: tuple[MainWindow, CasesPage]) -> None:
    main, cases = page
    assert main.session
    age = next(a for a in cases.model.attributes if a.name == "age")
    main.session.do(operations.cases.retype_attribute, attribute_id=age.id, type="number")
    assert not cases.model.setData(cases.model.index(0, 2), "old")
    qtbot.waitUntil(lambda: "'old' is not a number" in texts(main))
    assert cell(cases, 0, 2) == "61"
    assert not cases.model.setData(cases.model.index(0, 0), "  ")
    assert cell(cases, 0, 0) == "Marlene"


def test_a_speaker_is_tied_in_place_and_untied_ones_stand_first(
    qtbot: QtBot, page: tuple[MainWindow, CasesPage]
) -> None:
    _, cases = page
    first = cases.speakers.model.index(0, 2)
    assert (first.siblingAtColumn(0).data(), first.data()) == ("P2", "choose…")
    assert cases.speakers.model.setData(first, "Marlene")
    qtbot.waitUntil(lambda: cases.speakers.model.index(0, 0).data() == "P5")
    tied = {cases.speakers.model.index(n, 0).data(): cases.speakers.model.index(n, 2).data() for n in range(6)}
    assert (tied["P2"], tied["P4"], tied["P1"]) == ("Marlene", "Marlene", "choose…")


def test_a_table_is_brought_in_filtered_and_sorted(
    qtbot: QtBot, page: tuple[MainWindow, CasesPage], tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    main, cases = page
    file = tmp_path / "c.csv"
    file.write_text("name,age\nAda,9\nBo,100\n", encoding="utf-8")
    dialogs["open_file"] = file
    cases.findChild(QPushButton, "import_cases").click()
    qtbot.waitUntil(lambda: cases.model.rowCount() == 3 and not main.jobs.busy)
    assert "2 new cases" in texts(main)
    age = next(a for a in cases.model.attributes if a.name == "age")
    assert main.session.attempt(operations.cases.retype_attribute, attribute_id=age.id, type="number")
    qtbot.waitUntil(lambda: cases.model.attributes[1].type == "number")
    cases.model.sort(2)
    assert [cell(cases, n, 0) for n in range(3)] == ["Ada", "Marlene", "Bo"]
    cases.filter.setText("service")
    assert cases.model.rowCount() == 1
    for menu in (attribute_menu(cases, age), case_menu(cases, [cases.model.index(0, 0).data(256)])):
        assert menu.actions()
        menu.deleteLater()


def test_documents_are_grouped_and_segments_narrowed_by_an_attribute(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    with Project.open(study) as project:
        add(project, transcript("Other group", (("P9", "Nobody knows who I am."),)))
        start, end = place(project, 1, "We look out")
        code = project.read(queries.codes.find, path="principle/mutuality")
        project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code.id)
        start, end = place(project, 1, "She did!")
        project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code.id)
        (other,) = [s for s in project.read(queries.cases.speakers) if s.name == "P9"]
        project.do(operations.speakers.assign_case, speaker_id=other.id, case_id=None)
    main = window(study)
    assert main.workspace
    panel, found = main.workspace.coding.documents, main.workspace.segments
    panel.group.setCurrentIndex(panel.group.findData("role"))
    panel.group.activated.emit(1)
    shown = [panel.model.index(n).data() for n in range(panel.model.rowCount())]
    assert shown == ["service user", "Focus group 2", "No value", "Other group"]
    main.show_page(PAGES["retrieve"])
    qtbot.waitUntil(lambda: found.model.rowCount() == 2)
    found.ask(Retrieval(attributes=((1, ("service user",)),)))
    qtbot.waitUntil(lambda: found.model.rowCount() == 1)


def test_what_was_read_otherwise_in_a_table_is_shown_until_it_is_closed(
    qtbot: QtBot, page: tuple[MainWindow, CasesPage], tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    main, cases = page
    file = tmp_path / "c.csv"
    file.write_text("no,name,age,dob\n1,P2,n/a,03/04/1970\n2,Bo,100,05/04/1980\n3,bo,1,\n", encoding="utf-8")
    dialogs["open_file"] = file
    cases.findChild(QPushButton, "import_cases").click()
    qtbot.waitUntil(lambda: bool(main.findChildren(CasesDialog)))
    [dialog] = main.findChildren(CasesDialog)
    qtbot.waitUntil(lambda: any("second bo" in one.text() for one in dialog.findChildren(QLabel)))
    shown = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    assert "2 new cases" in shown and "'n/a' of P2" in shown and "1970-04-03, the day first" in shown
    dialog.findChild(QPushButton, "close_cases").click()
    # The names are those that the transcript has, though a column of numbers stands before.
    assert {s.name: s.case for s in main.session.read(queries.cases.speakers)}["P2"] == "P2"


def test_one_of_many_cases_is_merged_by_its_name(qtbot: QtBot, page: tuple[MainWindow, CasesPage]) -> None:
    main, cases = page
    rows = tuple((f"P{n}", {"age": str(n % 90)}) for n in range(100, 700))
    table = ImportedCases("name", (CaseColumn("age", "number"),), rows)
    assert main.session.attempt(operations.case_tables.take, table=table)
    qtbot.waitUntil(lambda: cases.model.rowCount() == 601)
    first = cases.model.index(cases.model.row_of(cases.model.cases[0].id), 0).data(256)
    menu = case_menu(cases, [first])
    [merge] = [a for a in menu.actions() if a.text() == "Merge into…"]
    assert sum(len(a.menu().actions()) for a in menu.actions() if a.menu()) < 100
    merge.trigger()
    menu.deleteLater()
    [field] = [f for f in cases.findChildren(Asking) if f.isVisible()]
    qtbot.keyClicks(field.edit, "p333")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cases.model.rowCount() == 600)
    assert "which keeps its own: age" in texts(main)
    assert main.session.read(queries.cases.count) == 600
    main.undo()
    qtbot.waitUntil(lambda: cases.model.rowCount() == 601)


def test_an_edit_among_ten_thousand_cases_never_holds_the_window_up(
    qtbot: QtBot, page: tuple[MainWindow, CasesPage]
) -> None:
    main, cases = page
    rows = tuple((f"P{n}", {"age": str(n % 90), "role": ("user", "staff")[n % 2]}) for n in range(10_000))
    table = ImportedCases("name", (CaseColumn("age", "number"), CaseColumn("role", "choice")), rows)
    main.session.project.do(operations.case_tables.take, table=table)
    qtbot.waitUntil(lambda: cases.model.rowCount() == 10_001)
    ages = iter(("91", "92", "93"))

    def edit() -> None:
        assert cases.model.setData(cases.model.index(3, 2), next(ages), Qt.ItemDataRole.EditRole)

    age = lambda: cases.model.index(3, 2).data()  # noqa: E731
    assert longest_work(qtbot, edit, lambda: str(age()).startswith("9") and not main.jobs.busy) <= 2 * LIMIT
