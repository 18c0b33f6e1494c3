# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The code tree with real widgets: moving, searching, counting, several at once, deleting, keys."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import operations, queries
from qualcoder_tc.model.codes import PALETTE
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui.code_menu import CodeMenu
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.panels.code_list import CodeList
from qualcoder_tc.ui.panels.code_model import COUNT, WHY
from qualcoder_tc.ui.panels.codes import CodesModel, CodesPanel
from qualcoder_tc.ui.parts import Elided
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def panel_of(window: MainWindow) -> CodesPanel:
    assert window.workspace
    return window.workspace.coding.codes


def code(window: MainWindow, path: str) -> CodeRow:
    assert window.session
    return window.session.read(queries.codes.find, path=path)


def tree(window: MainWindow) -> list[str]:
    assert window.session
    return ["  " * c.depth + c.name for c in window.session.read(queries.codes.all)]


def make(window: MainWindow, name: str, parent: str = "", kind: str = "code") -> int:
    assert window.session
    above = code(window, parent).id if parent else None
    key = window.session.do(operations.codes.create, name=name, parent_id=above, kind=kind)
    assert key is not None
    window.session.reload_codes()
    return key


def apply(window: MainWindow, words: str, path: str) -> int:
    assert window.session and window.session.document
    start, end = place(window.session.project, window.session.document.id, words)
    key = window.session.do(
        operations.segments.apply,
        document_id=window.session.document.id,
        start=start,
        end=end,
        code_id=code(window, path).id,
    )
    assert key is not None
    return key


def drop(panel: CodesPanel, names: list[str], where: QPointF, target: QWidget | None = None) -> bool:
    """Drag codes from the tree and drop them, as the window system would tell it."""
    tree_list = panel.list
    indexes = [panel.model.index(n) for n, row in enumerate(panel.model.rows) if row.name in names]
    assert len(indexes) == len(names)
    data: QMimeData = panel.model.mimeData(indexes)
    onto = target or tree_list.viewport()
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), actions, data, left, none)
    QApplication.sendEvent(onto, enter)
    move = QDragMoveEvent(where.toPoint(), actions, data, left, none)
    QApplication.sendEvent(onto, move)
    event = QDropEvent(where, actions, data, left, none)
    QApplication.sendEvent(onto, event)
    return move.isAccepted() and event.isAccepted()


def at(tree_list: CodeList, row: int, part: float, x: float = 60) -> QPointF:
    rect = tree_list.visualRect(tree_list.codes.index(row))
    return QPointF(x, rect.top() + part * rect.height())


def action(menu: QMenu, words: str) -> QAction:
    return next(a for a in menu.actions() if a.text().split("\t")[0].removesuffix("  ✓") == words)


def menu_for(window: MainWindow, rows: list[CodeRow]) -> QMenu:
    assert window.workspace
    found = window.workspace.findChild(CodeMenu)
    assert isinstance(found, CodeMenu)
    menu = QMenu(window)
    found.fill(menu, rows)
    return menu


def test_the_model_keeps_qts_rules_while_it_is_searched_and_folded(qtmodeltester: ModelTester) -> None:
    def row(key: int, parent: int | None, depth: int, name: str, definition: str = "") -> CodeRow:
        from qualcoder_tc.model.codes import CodeKind

        kind = CodeKind.FACET if depth == 0 else CodeKind.CODE
        path = name if depth == 0 else f"x/{name}"
        return CodeRow(
            key, str(key), parent, kind, name, path, depth, PALETTE[0], definition=definition, codings=key, mine=1
        )

    model = CodesModel()
    model.show([row(1, None, 0, "A"), row(2, 1, 1, "B", "people rely"), row(3, 1, 1, "C"), row(4, None, 0, "D")])
    qtmodeltester.check(model)
    model.toggle(1)
    assert [r.name for r in model.rows] == ["A", "D"]
    assert model.index(0).data(COUNT) == 1 + 2 + 3
    qtmodeltester.check(model)
    model.set_filter("rely")
    assert [r.name for r in model.rows] == ["A", "B"]
    assert model.index(1).data(WHY).field == "definition"
    qtmodeltester.check(model)
    model.set_filter("")
    model.fold_all(False)
    model.set_counts("mine", {})
    assert model.index(1).data(COUNT) == 1
    model.set_counts("here", {3: 7})
    assert [model.index(n).data(COUNT) for n in range(4)] == [None, 0, 7, None]
    qtmodeltester.check(model)


def test_codes_are_dragged_between_and_into_others_and_undo_brings_them_back(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    main = window(study)
    panel = panel_of(main)
    make(main, "Benefits", kind="branch")
    make(main, "Time")
    before = tree(main)
    assert before == ["Principle", "  Mutuality", "  Equality", "Benefits", "Time"]
    assert drop(panel, ["Mutuality", "Time"], at(panel.list, 3, 0.5))
    qtbot.waitUntil(
        lambda: tree(main) == ["Principle", "  Equality", "Benefits", "  Mutuality", "  Time"], timeout=3000
    )
    assert [r.name for r in panel.list.chosen()] == ["Mutuality", "Time"]
    main.undo()
    assert tree(main) == before
    qtbot.waitUntil(lambda: len(panel.model.rows) == 5 and panel.model.rows[1].name == "Mutuality")
    assert drop(panel, ["Equality"], at(panel.list, 1, 0.1))
    qtbot.waitUntil(lambda: tree(main)[1:3] == ["  Equality", "  Mutuality"])
    assert drop(panel, ["Mutuality"], at(panel.list, 2, 0.95, x=4))
    qtbot.waitUntil(lambda: tree(main) == ["Principle", "  Equality", "Mutuality", "Benefits", "Time"])


def test_a_code_is_not_dropped_into_itself(window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    assert not drop(panel, ["Principle"], at(panel.list, 1, 0.5))
    assert tree(main) == ["Principle", "  Mutuality", "  Equality"]


def test_alt_and_arrows_move_the_chosen_codes(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    panel.list.choose([code(main, "equality").id])
    qtbot.keyClick(panel.list, Qt.Key.Key_Up, ALT)
    assert tree(main) == ["Principle", "  Equality", "  Mutuality"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Left, ALT)
    assert tree(main) == ["Principle", "  Mutuality", "Equality"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Right, ALT)
    assert tree(main) == ["Principle", "  Mutuality", "  Equality"]
    assert [r.name for r in panel.list.chosen()] == ["Equality"]


def test_control_and_a_digit_put_a_code_on_a_key(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    panel.list.choose([code(main, "equality").id])
    qtbot.keyClick(panel.list, Qt.Key.Key_4, CTRL)
    assert (code(main, "equality").favourite, code(main, "mutuality").favourite) == (4, None)
    qtbot.waitUntil(lambda: panel.list.current() is not None and panel.list.current().favourite == 4)  # type: ignore[union-attr]
    qtbot.keyClick(panel.list, Qt.Key.Key_4, CTRL)
    assert code(main, "equality").favourite is None


def test_a_code_dropped_on_a_key_is_on_it(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    panel.list.drag_changed.emit(True)
    QApplication.processEvents()
    assert panel.keys.isVisible()
    assert drop(panel, ["Equality"], panel.keys.cell(2).center(), panel.keys)
    qtbot.waitUntil(lambda: code(main, "equality").favourite == 2)
    panel.list.drag_changed.emit(False)
    assert not panel.keys.isVisible()


def test_a_search_finds_rules_and_memos_and_says_why(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    assert main.session
    equality = code(main, "equality")
    main.session.do(operations.codes.describe, code_id=equality.id, not_apply=["a wage for work"])
    panel.filter.setFocus()
    qtbot.keyClicks(panel.filter, "wage")
    qtbot.waitUntil(lambda: [r.name for r in panel.model.rows] == ["Principle", "Equality"])
    assert panel.model.index(1).data(WHY).field == "not_apply"
    main.session.do(
        operations.memos.write, subject_kind="code", subject_uuid=code(main, "mutuality").uuid, text="or a wage?"
    )
    qtbot.waitUntil(lambda: panel.model.rowCount() == 3)
    assert panel.model.index(1).data(WHY).field == "memo"
    qtbot.keyClick(panel.filter, Qt.Key.Key_Return)
    assert panel.list.hasFocus() and [r.name for r in panel.list.chosen()] == ["Mutuality"]


def test_counts_are_mine_everybodys_or_this_documents(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    assert main.session
    apply(main, "We look out", "mutuality")
    main.session.use_coder("Joe Brennan")
    apply(main, "We look out", "mutuality")
    apply(main, "She did!", "mutuality")

    def count() -> object:
        return panel.model.index_of(code(main, "mutuality").id).data(COUNT)

    qtbot.waitUntil(lambda: count() == 3)
    panel.counts.setCurrentIndex(panel.counts.findData("mine"))
    assert count() == 2
    panel.counts.setCurrentIndex(panel.counts.findData("here"))
    qtbot.waitUntil(lambda: count() == 3)
    main.session.open_document(None)
    assert count() == 0
    main.close_project()
    main.open_project(study)
    assert panel_of(main).counts.currentData() == "here"


def test_what_is_folded_stays_folded(qtbot: QtBot, window: Open, study: Path, tmp_path: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    rect = panel.list.visualRect(panel.model.index(0))
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(7, rect.center().y()))
    assert panel.model.rowCount() == 1
    panel.counts.setCurrentIndex(panel.counts.findData("mine"))
    for _ in range(2):  # the second time shows that opening changed nothing
        main.close_project()
        main.open_project(study)
        assert panel_of(main).model.rowCount() == 1
    panel_of(main).list.choose([code(main, "principle").id])
    qtbot.keyClick(panel_of(main).list, Qt.Key.Key_Right)
    assert panel_of(main).model.rowCount() == 3
    assert Settings(tmp_path / "settings.json").get("code_tree")["folded"]


def test_several_codes_are_coloured_rested_and_deleted_at_once(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    assert main.session
    panel.list.choose([code(main, "mutuality").id, code(main, "equality").id])
    qtbot.waitUntil(panel.bulk.isVisible)
    menu = menu_for(main, panel.list.chosen())
    colours = action(menu, "Colour").menu()
    assert isinstance(colours, QMenu)
    action(colours, "Olive").trigger()
    assert {code(main, p).colour for p in ("mutuality", "equality")} == {PALETTE[10]}
    rest = panel.findChild(QPushButton, "bulk_rest")
    assert rest is not None
    qtbot.mouseClick(rest, Qt.MouseButton.LeftButton)
    assert not code(main, "mutuality").active
    qtbot.waitUntil(lambda: not panel.list.chosen()[0].active)
    panel.hide_resting.setChecked(True)
    assert [r.name for r in panel.model.rows] == ["Principle"]
    panel.hide_resting.setChecked(False)
    assert panel.model.rowCount() == 3
    panel.list.choose([code(main, "mutuality").id, code(main, "equality").id])
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert tree(main) == ["Principle"]  # nothing hung on them
    main.undo()
    assert tree(main) == ["Principle", "  Mutuality", "  Equality"]


def test_deleting_shows_first_what_goes_with_a_code(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    apply(main, "We look out", "mutuality")
    panel.list.choose([code(main, "mutuality").id])
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert panel.stake.isVisible() and "1 segment in 1 document (Amina Malik 1)" in panel.stake.words.text()
    assert len(tree(main)) == 3
    qtbot.keyClick(panel.stake.delete, Qt.Key.Key_Escape)
    assert not panel.stake.isVisible() and len(tree(main)) == 3
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.keyClick(panel.stake.delete, Qt.Key.Key_Return)
    assert tree(main) == ["Principle", "  Equality"]
    main.undo()
    assert code(main, "mutuality").codings == 1


def test_a_resting_code_is_not_in_the_palette_and_its_codings_stay(qtbot: QtBot, window: Open, study: Path) -> None:
    from qualcoder_tc.ui.palette import matches

    main = window(study)
    assert main.session and main.workspace
    apply(main, "We look out", "mutuality")
    row = code(main, "mutuality")
    action(menu_for(main, [row]), "Rest (no longer offered)").trigger()
    main.session.reload_codes()
    assert [c.name for c in matches(main.session.codes, "mut")] == []
    view = main.workspace.coding.view
    qtbot.waitUntil(lambda: [c.code for c in view.codings()] == ["Mutuality"])


def test_a_new_code_is_named_in_place_and_applied_to_the_selection(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    assert main.session and main.session.document and main.workspace
    panel.list.choose([code(main, "mutuality").id])
    start, end = place(main.session.project, main.session.document.id, "In her good shoes")
    main.workspace.coding.view.set_selection(start, end)
    make_it = panel.findChild(QPushButton, "new_code")
    assert make_it is not None
    qtbot.mouseClick(make_it, Qt.MouseButton.LeftButton)
    assert panel.new_bar.edit.hasFocus()
    qtbot.keyClicks(panel.new_bar.edit, "Dressing up")
    qtbot.keyClick(panel.new_bar.edit, Qt.Key.Key_Return)
    assert not panel.new_bar.isVisible()
    (segment,) = main.session.read(queries.segments.all)
    assert (segment.quote, segment.code_path) == ("In her good shoes", "principle/dressing-up")
    assert main.session.code and main.session.code.name == "Dressing up"
    main.undo()
    assert tree(main) == ["Principle", "  Mutuality", "  Equality"]
    assert main.session.read(queries.segments.all) == []


def test_a_code_of_the_palette_is_made_and_applied_as_one_step(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session and main.session.document and main.workspace
    start, end = place(main.session.project, main.session.document.id, "She did!")
    main.workspace.coding.view.set_selection(start, end)
    main.workspace.coding.open_palette()
    palette = main.workspace.coding.palette_popup
    qtbot.keyClicks(palette.edit, "Surprise")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert [r.code for r in main.session.read(queries.segments.all)] == ["Surprise"]
    main.undo()
    assert "Surprise" not in tree(main)


def test_a_facet_is_made_in_place_and_escape_leaves_it(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    panel = panel_of(main)
    panel.begin_new(kind="facet")
    qtbot.keyClicks(panel.new_bar.edit, "Type")
    qtbot.keyClick(panel.new_bar.edit, Qt.Key.Key_Return)
    assert code(main, "type").kind.value == "facet"
    panel.begin_new()
    qtbot.keyClick(panel.new_bar.edit, Qt.Key.Key_Escape)
    assert not panel.new_bar.isVisible() and len(tree(main)) == 4


def test_codes_below_one_another_are_moved_to_the_top_on_opening_and_that_is_said(
    window: Open, study: Path, qtbot: QtBot
) -> None:
    first = window(study)
    make(first, "Over")
    make(first, "Under", "over")
    first.close_project()
    with sqlite3.connect(study) as connection:
        connection.execute(
            "UPDATE code SET parent_id = (SELECT id FROM code WHERE name = 'Under') WHERE name = 'Over'"
        )
    connection.close()
    again = window(study)
    assert again.workspace and again.session
    assert tree(again)[-2:] == ["Over", "  Under"]
    assert again.session.read(queries.check.problems) == []
    workspace = again.workspace
    qtbot.waitUntil(lambda: "now at the top: Over" in workspace.status.findChild(Elided, "notice").text())
    again.session.undo()
    assert [p.where for p in again.session.read(queries.check.problems)] == ["codes Over, Under"]
    assert tree(again)[-2:] == ["Over", "  Under"]
