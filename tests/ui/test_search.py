# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Searching from the field to the results, to the text, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.searching import Hit, HitGroup, Mode
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.panels.hits import HitsModel
from tests.conftest import add, transcript

Open = Callable[[Path | None], MainWindow]


def search(qtbot: QtBot, main: MainWindow, text: str) -> None:
    assert main.workspace
    main.workspace.search.setFocus()
    main.workspace.search.clear()
    qtbot.keyClicks(main.workspace.search, text)
    page = main.workspace.found
    qtbot.waitUntil(lambda: page.text == text and not page.busy, timeout=20_000)


def quotes(main: MainWindow) -> list[str]:
    assert main.workspace
    return [hit.quote for hit in main.workspace.found.model.hits]


def said(main: MainWindow, name: str) -> str:
    assert main.workspace
    return main.workspace.findChild(QLabel, name).text()


def test_typing_shows_what_is_found_and_escape_returns(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    main.show_page(2)
    search(qtbot, main, "hour")
    assert main.workspace.found.isVisible()
    assert quotes(main) == ["hour", "hour", "hour"]
    assert said(main, "search_count") == "3 places in 1 document"
    qtbot.keyClick(main.workspace.search, Qt.Key.Key_Escape)
    assert main.workspace.page == 2
    assert main.workspace.search.text() == ""
    assert main.workspace.coding.view.found == []


def test_enter_goes_to_the_place_f3_to_the_next_and_back_to_all(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session and main.session.document
    view = main.workspace.coding.view
    search(qtbot, main, "hour")
    qtbot.keyClick(main.workspace.search, Qt.Key.Key_Return)
    assert main.workspace.page == 0
    places = [(h.start, h.end) for h in main.workspace.found.model.hits]
    assert view.selection() == places[0]
    assert view.found == places
    main.find_next()
    assert view.selection() == places[1]
    assert said(main, "hits_where") == "“hour”: place 2 of 3"
    main.find_previous()
    main.find_previous()
    assert view.selection() == places[2]
    main.workspace.searching.bar.findChild(QPushButton, "hits_all").click()
    assert main.workspace.found.isVisible()
    assert main.workspace.found.list.currentIndex().data(Qt.ItemDataRole.UserRole).start == places[2][0]
    main.workspace.searching.back()
    qtbot.keyClick(main.workspace.found.list, Qt.Key.Key_Return)
    assert main.workspace.page == 0
    main.workspace.searching.bar.findChild(QPushButton, "hits_done").click()
    assert view.found == [] and not main.workspace.searching.bar.isVisible()


def test_enter_before_the_answer_is_there_waits_for_it(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    main.workspace.search.setFocus()
    qtbot.keyClicks(main.workspace.search, "landing\r")
    view = main.workspace.coding.view
    qtbot.waitUntil(lambda: view.selected_span() is not None, timeout=20_000)
    assert main.workspace.page == 0


@pytest.mark.parametrize(("extent", "count"), [("hit", 3), ("sentence", 2), ("turn", 1)])
def test_all_hits_are_coded_at_once_and_taken_back_at_once(
    qtbot: QtBot, window: Open, study: Path, extent: str, count: int
) -> None:
    main = window(study)
    assert main.workspace and main.session
    page = main.workspace.found
    search(qtbot, main, "hour")
    assert not page.code.isEnabled()
    page.findChild(QPushButton, "search_all").click()
    assert said(main, "search_chosen") == "3 chosen"
    page.extent.setCurrentIndex(["hit", "sentence", "turn"].index(extent))
    page.code.click()
    qtbot.keyClicks(page.palette_popup.edit, "mutu")
    qtbot.keyClick(page.palette_popup.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(main.session.read(queries.segments.all)) == count, timeout=60_000)
    qtbot.waitUntil(lambda: not main.jobs.busy)
    main.undo()
    assert main.session.read(queries.segments.all) == []


def test_some_hits_are_chosen_one_by_one_or_by_their_document(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        add(project, transcript("Another", (("P1", "An hour went by."),)))
    main = window(study)
    assert main.workspace
    page = main.workspace.found
    search(qtbot, main, "hour")
    rows = [page.model.row(n) for n in range(page.model.rowCount())]
    assert [isinstance(r, HitGroup) for r in rows] == [True, False, False, False, True, False]
    select = QItemSelectionModel.SelectionFlag.Select
    page.list.selectionModel().select(page.model.index(2), select)
    assert page.chosen() == [rows[2]]
    page.list.selectionModel().select(page.model.index(4), select)
    assert page.chosen() == [rows[2], rows[5]]


def test_a_wrong_pattern_is_explained_while_typing(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    page = main.workspace.found
    page.choices.mode.setCurrentIndex(page.choices.mode.findData(Mode.PATTERN))
    search(qtbot, main, "(an")
    assert "a bracket is opened but not closed" in said(main, "search_count")
    search(qtbot, main, "(an?) hour")
    assert quotes(main) == ["an hour", "an hour"]


def test_a_search_is_narrowed_by_the_choices(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    page = main.workspace.found
    search(qtbot, main, "say")
    assert len(quotes(main)) == 1 + 1  # the moderator says it, and "says" counts
    page.choices.who.setCurrentIndex(page.choices.who.findData("role\tmoderator"))
    qtbot.waitUntil(lambda: not page.busy)
    assert quotes(main) == ["say"]
    page.choices.place.setCurrentIndex(page.choices.place.findData("coded"))
    qtbot.waitUntil(lambda: not page.busy)
    assert quotes(main) == []
    assert "leave out a part" in said(main, "search_empty")


def test_one_of_very_many_speakers_is_found_by_typing(qtbot: QtBot, window: Open, study: Path) -> None:
    lines = tuple((f"Person {n}", f"What the person of number {n} said.") for n in range(300))
    with Project.open(study) as project:
        add(project, transcript("Crowd", lines))
    main = window(study)
    assert main.workspace is not None
    page, who = main.workspace.found, main.workspace.found.choices.who
    page.search("number", at_once=True)
    main.workspace.show_page(main.workspace.number_of(page))
    qtbot.waitUntil(lambda: not page.busy and len(page.model.hits) == 300)
    assert who.count() > 300
    who.setFocus()
    who.showPopup()
    qtbot.waitUntil(who.popup.isVisible)
    qtbot.keyClicks(who.edit, "person 297")
    assert [row[0] for row in who.found.rows] == ["Person 297"]
    qtbot.keyClick(who.edit, Qt.Key.Key_Return)
    assert not who.popup.isVisible() and who.currentText() == "Person 297"
    qtbot.waitUntil(lambda: not page.busy and len(page.model.hits) == 1)
    page.choices.fill()
    assert who.currentData() == "name\tPerson 297"
    who.showPopup()
    assert who.list.currentIndex().data() == "Person 297"
    qtbot.keyClick(who.edit, Qt.Key.Key_Up)
    qtbot.keyClick(who.edit, Qt.Key.Key_Return)
    assert who.currentText() == "Person 296"


def test_codes_and_memos_are_found_and_opened(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        code = project.read(queries.codes.find, path="mutuality")
        project.do(operations.memos.write, subject_kind="code", subject_uuid=code.uuid, text="Seen in allotments.")
    main = window(study)
    assert main.workspace and main.session
    search(qtbot, main, "rely")
    assert [h.kind for h in main.workspace.found.model.hits] == ["code"]
    main.workspace.searching.open(main.workspace.found.model.hits[0])
    assert main.session.code and main.session.code.name == "Mutuality"
    main.session.choose_code(None)
    search(qtbot, main, "allotment")
    main.workspace.searching.open(main.workspace.found.model.hits[0])
    assert main.session.code and main.session.code.name == "Mutuality"


def test_nothing_found_and_nothing_typed_say_what_to_do(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    search(qtbot, main, "zebra")
    assert said(main, "search_empty").startswith("“zebra” is nowhere here.")
    main.workspace.search.selectAll()
    qtbot.keyClick(main.workspace.search, Qt.Key.Key_Backspace)
    assert "helping finds helped" in said(main, "search_empty")


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = HitsModel()
    hit = Hit(1, "Group", 0, 3, "one")
    for title in ("Group", "Other"):
        model.add(HitGroup(title, "document", (hit, hit)))
    qtmodeltester.check(model)
    assert model.rowCount() == 6


def test_a_hundred_thousand_hits_are_chosen_and_scrolled_at_once(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    page = main.workspace.found
    main.workspace.show_page(main.workspace.number_of(main.workspace.found))
    for n in range(100):
        page.model.add(HitGroup(f"D{n}", "document", tuple(Hit(1, "D", k, k + 1, "x") for k in range(1000))))
    page._show_state()
    page.list.selectAll()
    assert len(page.chosen()) == 100_000
    page.list.scrollToBottom()
    page.list.viewport().repaint()
    assert page.list.indexAt(page.list.viewport().rect().center()).row() > 100_000
