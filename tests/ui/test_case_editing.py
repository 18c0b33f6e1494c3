# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Values of cases are edited where they stand, by keys alone, and what does not fit its type is said there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pages.cases import CasesPage
from qualcoder_tc.ui.panels.case_editing import AskingValue, Note
from qualcoder_tc.ui.panels.case_menus import attribute_menu, case_menu
from tests.ui.test_pages import PAGES

Open = Callable[[Path | None], MainWindow]
COLUMNS = {"name": 0, "role": 1, "age": 2, "joined": 3, "carer": 4}


@pytest.fixture
def page(qtbot: QtBot, window: Open, study: Path) -> CasesPage:
    """Return the page with two cases, a choice, a number, a date, and yes or no."""
    with Project.open(study) as project:
        ada = project.do(operations.cases.create, name="Ada")
        project.do(operations.cases.set_attribute, case_id=ada, name="role", value="practitioner")
        for name, kind in (("joined", "date"), ("carer", "boolean")):
            project.do(operations.cases.add_attribute, name=name, type=kind)
        kinds = {"role": "choice", "age": "number"}
        for row in project.read(queries.cases.attributes):
            if row.name in kinds:
                project.do(operations.cases.retype_attribute, attribute_id=row.id, type=kinds[row.name])
    main = window(study)
    assert main.workspace
    main.show_page(PAGES["cases"])
    made = main.workspace.cases
    assert [a.name for a in made.model.attributes] == list(COLUMNS)[1:]
    made.table.setFocus()
    return made


def cell(page: CasesPage, row: int, name: str) -> str:
    return page.model.index(row, COLUMNS[name]).data()


def editor(qtbot: QtBot, page: CasesPage, row: int, name: str, kind: type[QWidget]) -> QWidget:
    """Go to a cell and press Enter."""
    page.table.setCurrentIndex(page.model.index(row, COLUMNS[name]))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    found = [w for w in page.table.viewport().findChildren(kind) if w.isVisible()]
    return found[-1]


def note(page: CasesPage) -> str:
    return " ".join(n.text() for n in page.table.viewport().findChildren(Note) if n.isVisible())


def test_a_number_that_is_none_stays_with_the_reason_until_it_is_mended(qtbot: QtBot, page: CasesPage) -> None:
    line = editor(qtbot, page, 1, "age", QLineEdit)
    assert isinstance(line, QLineEdit) and line.text() == "61"
    line.selectAll()
    qtbot.keyClicks(line, "sixty")
    assert note(page) == "A number, such as 61 or 2.5"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.isVisible() and line.text() == "sixty"
    assert note(page) == "'sixty' is not a number: write it in digits, such as 61 or 2.5"
    assert line.accessibleDescription() == note(page)
    line.selectAll()
    qtbot.keyClicks(line, "62")
    assert note(page) == ""
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 1, "age") == "62")
    assert note(page) == ""


def test_escape_gives_up_what_does_not_fit(qtbot: QtBot, page: CasesPage) -> None:
    line = editor(qtbot, page, 1, "age", QLineEdit)
    qtbot.keyClicks(line, "x")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert "is not a number" in note(page)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not page.table.viewport().findChildren(Note))
    assert cell(page, 1, "age") == "61"


def test_a_date_is_read_as_people_write_it_and_says_how(qtbot: QtBot, page: CasesPage) -> None:
    line = editor(qtbot, page, 0, "joined", QLineEdit)
    qtbot.waitUntil(lambda: note(page) == "A date, such as 2024-03-31 or 31.3.2024")
    qtbot.keyClicks(line, "3.4.2024")
    assert note(page) == "Read as 2024-04-03"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 0, "joined") == "2024-04-03")


def test_a_choice_is_completed_from_any_part_of_it(qtbot: QtBot, page: CasesPage) -> None:
    combo = editor(qtbot, page, 1, "role", QComboBox)
    assert isinstance(combo, QComboBox) and combo.currentText() == "service user"
    line, completer = combo.lineEdit(), combo.completer()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(combo, "TION")
    qtbot.waitUntil(completer.popup().isVisible)
    assert completer.currentCompletion() == "practitioner"
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(completer.popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 1, "role") == "practitioner")


def test_a_choice_may_be_new_and_yes_or_no_is_picked_by_keys(qtbot: QtBot, page: CasesPage) -> None:
    combo = editor(qtbot, page, 1, "role", QComboBox)
    assert isinstance(combo, QComboBox)
    line = combo.lineEdit()
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(combo, "xylophonist")
    qtbot.keyClick(combo, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 1, "role") == "xylophonist")
    qtbot.waitUntil(page.table.hasFocus)
    combo = editor(qtbot, page, 0, "carer", QComboBox)
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    qtbot.keyClick(combo, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 0, "carer") == "yes")


def test_numbers_stand_to_the_right(page: CasesPage) -> None:
    right = Qt.AlignmentFlag.AlignRight
    role, across = Qt.ItemDataRole.TextAlignmentRole, Qt.Orientation.Horizontal
    aligned = [
        n
        for n in range(page.model.columnCount())
        if page.model.index(0, n).data(role) and page.model.index(0, n).data(role) & right
    ]
    assert aligned == [COLUMNS["age"], page.model.columnCount() - 1]
    assert [n for n in range(page.model.columnCount()) if page.model.headerData(n, across, role)] == aligned
    assert page.speakers.model.index(0, 3).data(role) & right and not page.speakers.model.index(0, 0).data(role)


def test_an_attribute_is_renamed_over_its_head(qtbot: QtBot, page: CasesPage) -> None:
    menu = attribute_menu(page, page.model.attributes[1])
    menu.actions()[0].trigger()
    field = page.findChild(Asking)
    assert field is not None and field.edit.text() == "age"
    header = page.table.horizontalHeader()
    place = header.viewport().mapToGlobal(header.viewport().rect().topLeft())
    assert abs(field.x() - place.x() - header.sectionViewportPosition(2)) < 3
    qtbot.keyClicks(field.edit, "years")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.attributes[1].name == "years")


def test_several_cases_get_one_value_that_has_to_fit(qtbot: QtBot, page: CasesPage) -> None:
    page.table.selectAll()
    rows = [page.model.index(n, 0).data(256) for n in (0, 1)]
    menu = case_menu(page, rows)
    [setting] = [a.menu() for a in menu.actions() if a.menu() and "chosen" in a.text()]
    [age] = [a for a in setting.actions() if a.text() == "age"]  # type: ignore[union-attr]
    age.trigger()
    field = page.findChild(AskingValue)
    assert field is not None and field.edit.placeholderText() == "age of 2 cases"
    qtbot.keyClicks(field.edit, "old")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.isVisible() and "'old' is not a number" in field.edit.accessibleDescription()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "70")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [cell(page, n, "age") for n in (0, 1)] == ["70", "70"])
    menu.deleteLater()


def test_delete_clears_the_column_in_the_chosen_cases(qtbot: QtBot, page: CasesPage) -> None:
    page.table.setCurrentIndex(page.model.index(1, COLUMNS["age"]))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: cell(page, 1, "age") == "")
    assert cell(page, 1, "role") == "service user"
    page.table.setCurrentIndex(page.model.index(1, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    QTest.qWait(1)
    assert cell(page, 1, "name") == "Marlene"


def test_what_a_column_offers_is_reached_by_keys_from_its_cells(page: CasesPage) -> None:
    page.table.setCurrentIndex(page.model.index(1, COLUMNS["joined"]))
    menu = case_menu(page, [page.model.index(1, 0).data(256)])
    [about] = [a.menu() for a in menu.actions() if a.menu() and "joined" in a.text()]
    assert "Rename" in [a.text() for a in about.actions()]  # type: ignore[union-attr]
    menu.deleteLater()
