# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What people stumble over who see the window for the first time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcoder_tc import operations, queries
from qualcoder_tc.model.bundle import MergeCounts
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.dialogs import MergeDialog, NewProjectDialog
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.parts import Elided

Open = Callable[[Path | None], MainWindow]


W = TypeVar("W", bound=QWidget)


def child(main: MainWindow, kind: type[W], name: str) -> W:
    [found] = main.findChildren(kind, name)
    return found


def words_of(widget: QWidget) -> list[str]:
    return [made.text() for made in widget.findChildren(QLabel) if made.isVisible()]


@pytest.mark.parametrize("name", ["", "  ", " . ", "?"])
def test_a_project_without_a_name_is_not_made(qtbot: QtBot, window: Open, tmp_path: Path, name: str) -> None:
    dialog = NewProjectDialog(window(None), "Amina", tmp_path)
    dialog.show()
    qtbot.keyClicks(dialog.name, name)
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and "Give the project a name." in words_of(dialog)
    qtbot.keyClicks(dialog.name, "Our study")
    qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert dialog.path().name.endswith("Our study.qtc")


def test_enter_merges_at_once(qtbot: QtBot, window: Open, study: Path) -> None:
    counts = MergeCounts(codings={"new": 3, "same": 0, "updated": 0, "removed_here": 0, "lost": 0})
    dialog = MergeDialog(window(study), ["joe.qtc"], counts)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.findChild(QPushButton, "merge_now"))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialog.result() == 1


def test_the_palette_shows_which_code_enter_would_apply(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    coding = main.workspace.coding
    qtbot.keyClick(coding.view, Qt.Key.Key_Slash)
    listed = coding.palette_popup.list
    qtbot.keyClick(coding.palette_popup.edit, Qt.Key.Key_Down)
    picture = listed.viewport().grab().toImage()

    def ground(row: int) -> str:
        place = listed.visualItemRect(listed.item(row))
        return picture.pixelColor(QPoint(place.right() - 6, place.center().y())).name()

    assert ground(1) == theme.tokens().chip
    assert ground(0) != theme.tokens().chip
    coding.palette_popup.close()


def test_escape_leads_from_a_memo_back_to_the_text(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    coding = main.workspace.coding
    qtbot.keyClick(coding.view, Qt.Key.Key_M)
    assert coding.memo.edit.hasFocus()
    qtbot.keyClicks(coding.memo.edit, "Ask Marlene about the onions")
    qtbot.keyClick(coding.memo.edit, Qt.Key.Key_Escape)
    assert coding.view.hasFocus()
    assert [m.text for m in main.session.read(queries.memos.all)] == ["Ask Marlene about the onions"]


def test_another_code_is_told_of_from_its_beginning(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    rules = "\n".join(f"Rule {n}: somebody helps somebody else, in one way or another." for n in range(40))
    first, second = [c for c in main.session.codes if c.codable]
    for code in (first, second):
        main.session.do(operations.codes.describe, code_id=code.id, definition=rules)
    main.session.choose_code(first.id)
    bar = main.workspace.coding.beside.cards.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    main.session.choose_code(second.id)
    assert bar.value() == 0


def test_a_code_that_is_folded_away_leaves_no_other_marked(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    panel = main.workspace.coding.codes
    branch = main.session.do(operations.codes.create, name="Later")
    assert branch is not None
    inner = main.session.do(operations.codes.create, name="Inner", parent_id=branch)
    main.session.reload_codes()
    shown = next(c for c in main.session.codes if c.name == "Mutuality")
    panel.model.folded = {branch}
    panel.refresh()
    main.session.choose_code(shown.id)
    assert panel.chosen_ids() == [shown.id]
    main.session.choose_code(inner)
    assert panel.chosen_ids() == []


def test_one_coding_is_counted_as_one(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    view = main.workspace.coding.view
    view.go_to_turn(3)
    for key, words in ((Qt.Key.Key_4, "1 coding here"), (Qt.Key.Key_6, "2 codings here")):
        qtbot.keyClick(view, key)
        qtbot.waitUntil(lambda words=words: any(words in e.text() for e in main.workspace.findChildren(Elided)))  # type: ignore[union-attr]


def test_the_steps_of_a_search_stay_with_the_text(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    search, bar = child(main, QLineEdit, "search"), main.workspace.searching.bar
    search.setFocus()
    qtbot.keyClicks(search, "hour")
    qtbot.waitUntil(lambda: not main.workspace.found.busy and main.workspace.found.isVisible(), timeout=20_000)  # type: ignore[union-attr]
    qtbot.keyClick(search, Qt.Key.Key_Return)
    assert bar.isVisible()
    main.show_page(5)
    assert not bar.isVisible()
    main.show_page(0)
    assert bar.isVisible()


def test_nothing_moves_when_a_job_begins(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    qtbot.waitUntil(lambda: not main.jobs.busy, timeout=20_000)
    before = main.workspace.coding.size()
    may_end = Event()
    main.jobs.run("Counting", lambda _progress: may_end.wait(20), lambda _done: None, lane="free")
    cancel = child(main, QPushButton, "cancel_job")
    qtbot.waitUntil(cancel.isVisible)
    QApplication.processEvents()
    assert main.workspace.coding.size() == before
    may_end.set()
    qtbot.waitUntil(lambda: not main.jobs.busy)


def test_a_tab_with_the_keyboard_is_as_large_as_without(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    tab = child(main, QPushButton, "page_agreement")
    before = tab.sizeHint()
    tab.setFocus(Qt.FocusReason.TabFocusReason)
    assert tab.sizeHint() == before


def test_a_theme_is_named_where_its_first_segment_is_found(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    view = main.workspace.coding.view
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_4)
    qtbot.keyClick(view, Qt.Key.Key_T)
    assert "click its stripe" in notice(main)
    qtbot.waitUntil(
        lambda: [row.id for row in view.codings()] == [s.id for s in main.session.read(queries.segments.all)]
    )  # type: ignore[union-attr]
    qtbot.keyClick(view, Qt.Key.Key_N)
    qtbot.keyClick(view, Qt.Key.Key_T)
    name_theme(qtbot, "Nobody is owed")
    [row] = main.session.read(queries.themes.all)
    assert (row.name, len(row.segment_ids)) == ("Nobody is owed", 1)
    assert "Nobody is owed" in notice(main)
    qtbot.keyClick(view, Qt.Key.Key_T)
    [menu] = [m for m in main.findChildren(QMenu) if m.isVisible()]
    assert [a.text() for a in menu.actions() if not a.isSeparator()] == ["1  Nobody is owed", "A new theme…"]
    menu.actions()[-1].trigger()
    menu.close()
    name_theme(qtbot, "Soup")
    assert [(r.name, len(r.segment_ids)) for r in main.session.read(queries.themes.all)] == [
        ("Nobody is owed", 1),
        ("Soup", 1),
    ]


def notice(main: MainWindow) -> str:
    return child(main, Elided, "notice").text()


def name_theme(qtbot: QtBot, name: str) -> None:
    edit = next(w for w in QApplication.allWidgets() if w.objectName() == "asking_edit" and w.isVisible())
    qtbot.keyClicks(edit, name)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_agreement_says_that_it_is_being_measured(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    for coder in ("Amina Malik", "Joe Brennan"):
        main.session.use_coder(coder)
        main.workspace.coding.view.go_to_turn(3)
        qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_4)
    page = main.workspace.agreement
    main.show_page(4)
    merge = child(main, QPushButton, "merge_from_agreement")
    assert "Measuring agreement…" in words_of(page) and not merge.isVisible() and not page.table.isVisible()
    qtbot.waitUntil(page.table.isVisible, timeout=20_000)
    assert "Measuring agreement…" not in words_of(page)
