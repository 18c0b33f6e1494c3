# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Everything has a name for a screen reader, shows where the keyboard is, and can be left with Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.workspace import PAGES
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]


@pytest.fixture
def coded(study: Path) -> Path:
    with Project.open(study) as project:
        for coder in ("Joe Brennan", "Amina Malik"):
            project.use_coder(coder)
            start, end = place(project, 1, "In her good shoes")
            code = project.do(operations.codes.create, name=f"Pride of {coder}")
            project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code)
        theme = project.do(operations.themes.create, name="Worth")
        project.do(operations.themes.add_code, theme_id=theme, code_id=code)
    return study


def focusable(root: QWidget) -> Iterator[QWidget]:
    for one in root.findChildren(QWidget):
        takes = one.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and one.isVisibleTo(root) and one.isEnabled() and one.focusProxy() is None:
            yield one


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def described(widget: QWidget) -> str:
    parents: list[str] = []
    up: QWidget | None = widget
    while up is not None and len(parents) < 4:
        parents.append(f"{type(up).__name__}#{up.objectName()}")
        up = up.parentWidget()
    return " in ".join(parents)


def show(qtbot: QtBot, main: MainWindow, page: str) -> QWidget:
    assert main.workspace
    main.show_page(PAGES.index(page))
    qtbot.waitUntil(lambda: not main.jobs.busy, timeout=30_000)
    QApplication.processEvents()
    return main


@pytest.mark.parametrize("page", PAGES)
def test_every_place_of_the_keyboard_has_a_name(qtbot: QtBot, window: Open, coded: Path, page: str) -> None:
    main = show(qtbot, window(coded), page)
    assert [described(w) for w in focusable(main) if not name_of(w)] == []


def test_dialogs_name_their_fields(qtbot: QtBot, window: Open, coded: Path) -> None:
    from qualcoder_tc.ui.dialogs import NewProjectDialog
    from qualcoder_tc.ui.leaks import LeaksDialog
    from qualcoder_tc.ui.text_editor import TextEditor

    main = window(coded)
    assert main.session and main.session.document
    main.show_keys()
    made: list[QDialog] = [
        main.findChildren(QDialog)[0],
        NewProjectDialog(main, "Amina", coded.parent),
        LeaksDialog(main, main.jobs, [], None),
        TextEditor(main, main.session, main.jobs, main.session.document, 0),
    ]
    nameless: list[str] = []
    for dialog in made:
        dialog.show()
        QApplication.processEvents()
        nameless += [described(w) for w in focusable(dialog) if not name_of(w)]
        dialog.reject()
    assert nameless == []


def test_the_transcript_tells_where_one_reads(qtbot: QtBot, window: Open, coded: Path) -> None:
    main = window(coded)
    assert main.workspace
    view = main.workspace.coding.view
    view.go_to_turn(4)
    told = QAccessible.queryAccessibleInterface(view)
    assert told.text(QAccessible.Text.Name) == "Transcript"
    description = told.text(QAccessible.Text.Description)
    assert description.startswith("Turn 4 of 6. P4. We look out for one another now. 🌱")


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


@pytest.mark.parametrize("page", PAGES)
def test_tab_goes_round_the_page_and_one_sees_where_it_is(
    qtbot: QtBot, window: Open, coded: Path, page: str
) -> None:
    main = show(qtbot, window(coded), page)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    assert main.workspace
    main.workspace.search.setFocus()
    stops: list[QWidget] = []
    unseen: list[str] = []
    for _ in range(200):
        at = QApplication.focusWidget()
        assert at is not None
        if at in stops:
            break
        stops.append(at)
        with_keyboard = picture(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is not at, f"Tab does not leave {described(at)}"
        if with_keyboard == picture(at):
            unseen.append(described(at))
    assert stops[0] is QApplication.focusWidget(), "Tab does not come round to where it began"
    assert unseen == []
    reachable = {w for w in focusable(main) if w.window() is main}
    missed = {described(w) for w in reachable - set(stops) if not isinstance(w.parentWidget(), QComboBox)}
    assert missed == set()


def test_tab_goes_over_the_coding_page_as_one_reads(qtbot: QtBot, window: Open, coded: Path) -> None:
    main = show(qtbot, window(coded), "Code")
    assert main.workspace
    coding = main.workspace.coding
    wanted = [coding.documents.list, coding.view, coding.codes.list, coding.definition.definition, coding.memo.edit]
    assert main.session
    main.session.choose_code(main.session.codes[1].id)
    main.activateWindow()
    qtbot.waitUntil(main.isActiveWindow)
    coding.documents.list.setFocus()
    met: list[QWidget] = []
    for _ in range(60):
        at = QApplication.focusWidget()
        assert at is not None
        if at in wanted and at not in met:
            met.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    assert met == wanted


def test_the_page_that_is_shown_is_told_by_its_tab(qtbot: QtBot, window: Open, coded: Path) -> None:
    main = show(qtbot, window(coded), "Themes")
    tab = main.findChild(QPushButton, "page_themes")
    assert QAccessible.queryAccessibleInterface(tab).state().checked
