# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The themes board with real widgets: named, filled, ordered and worked by keys and by drag and drop."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.themes import ThemeRow
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pages.themes import ThemesPage
from qualcoder_tc.ui.panels.theme_items import ITEM, Item
from qualcoder_tc.ui.panels.theme_menus import item_menu, put_menu, theme_menu
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]
ALT = Qt.KeyboardModifier.AltModifier


def board(main: MainWindow) -> ThemesPage:
    assert main.workspace
    main.show_page(3)
    return main.workspace.themes


def rows(main: MainWindow) -> list[ThemeRow]:
    assert main.session
    return main.session.read(queries.themes.all)


def texts(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def filled(study: Path) -> Path:
    """Return a project with themes A (a code, two segments) and B (nothing)."""
    with Project.open(study) as project:
        code = project.read(queries.codes.find, path="mutuality").id
        a = project.do(operations.themes.create, name="A")
        project.do(operations.themes.create, name="B")
        project.do(operations.themes.add_code, theme_id=a, code_id=code)
        for words in ("She did!", "In her good shoes"):
            start, end = place(project, 1, words)
            key = project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code)
            project.do(operations.themes.add_segment, theme_id=a, coding_id=key)
    return study


def choose(page: ThemesPage, theme: int, row: int) -> Item:
    view = list(page.columns.values())[theme].list
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    return view.currentIndex().data(ITEM)


def test_a_theme_is_named_claimed_filled_and_taken_back(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    page = board(main)
    assert "No themes yet" in texts(page)
    qtbot.keyClicks(page.name, "Nobody counts the tea")
    page.findChild(QPushButton, "add_theme").click()
    [theme] = rows(main)
    column = page.columns[theme.id]
    qtbot.waitUntil(column.claim.hasFocus)
    qtbot.keyClicks(column.claim, "What is counted is spoilt")
    qtbot.keyClick(column.claim, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    column.name.setFocus()
    column.name.selectAll()
    qtbot.keyClicks(column.name, "The tea")
    qtbot.keyClick(column.name, Qt.Key.Key_Return)
    [theme] = rows(main)
    assert (theme.name, theme.definition) == ("The tea", "What is counted is spoilt")
    index = page.tray.codes.index(0)
    page.tray.code_list.setCurrentIndex(index)
    [action] = put_menu(page, index.data(ITEM)).actions()
    action.trigger()
    assert rows(main)[0].codes == ("principle/mutuality",)
    qtbot.waitUntil(lambda: column.model.rowCount() == 1)
    for _ in range(4):
        main.undo()
    assert rows(main) == []
    qtbot.waitUntil(lambda: "No themes yet" in texts(page))


def test_keys_order_mark_note_carry_and_remove(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    a, b = page.columns
    view = page.columns[a].list
    assert choose(page, 0, 2).words == "“In her good shoes”"
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert rows(main)[0].segment_ids == (2, 1)
    assert view.currentIndex().data(ITEM).key == 2
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    assert [s.against for s in rows(main)[0].segments] == [True, False]
    qtbot.waitUntil(lambda: view.currentIndex().data(ITEM).against)
    qtbot.keyClick(view, Qt.Key.Key_N)
    line = view.findChild(QLineEdit, "theme_note")
    qtbot.keyClicks(line, "Dressed up for it")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: rows(main)[0].segments[0].note == "Dressed up for it")
    qtbot.waitUntil(lambda: view.currentIndex().data(ITEM).note == "Dressed up for it")
    qtbot.keyClick(view, Qt.Key.Key_Right, ALT)
    assert [t.segment_ids for t in rows(main)] == [(1,), (2,)]
    assert page.columns[b].list.currentIndex().data(ITEM).key == 2
    qtbot.keyClick(page.columns[b].list, Qt.Key.Key_Delete)
    assert [t.segment_ids for t in rows(main)] == [(1,), ()]
    main.undo()
    assert rows(main)[1].segments[0].note == "Dressed up for it"


def test_things_are_dropped_from_the_tray_and_between_themes(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    a, b = page.columns
    source, target = page.columns[a].model, page.columns[b].model

    def drop(data: object, row: int) -> None:
        assert target.canDropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())  # type: ignore[arg-type]
        target.dropMimeData(data, Qt.DropAction.MoveAction, row, 0, QModelIndex())  # type: ignore[arg-type]

    drop(page.tray.codes.mimeData([page.tray.codes.index(0)]), -1)
    qtbot.waitUntil(lambda: rows(main)[1].codes == ("principle/equality",))
    drop(source.mimeData([source.index(0)]), 0)
    qtbot.waitUntil(lambda: rows(main)[1].codes == ("principle/mutuality", "principle/equality"))
    assert rows(main)[0].codes == ()
    qtbot.waitUntil(lambda: target.rowCount() == 2)
    drop(source.mimeData([source.index_of("segment", 2)]), 2)
    qtbot.waitUntil(lambda: rows(main)[1].segment_ids == (2,))
    assert not page.tray.codes.canDropMimeData(
        source.mimeData([source.index(0)]), Qt.DropAction.MoveAction, 0, 0, QModelIndex()
    )


def test_dropping_further_down_the_same_theme_counts_without_the_dropped(
    qtbot: QtBot, window: Open, filled: Path
) -> None:
    main = window(filled)
    page = board(main)
    model = next(iter(page.columns.values())).model
    model.dropMimeData(
        model.mimeData([model.index_of("segment", 1)]), Qt.DropAction.MoveAction, 3, 0, QModelIndex()
    )
    qtbot.waitUntil(lambda: rows(main)[0].segment_ids == (2, 1))


def test_themes_are_ordered_by_keys_and_by_dropping_one_on_another(
    qtbot: QtBot, window: Open, filled: Path
) -> None:
    main = window(filled)
    page = board(main)
    a, b = page.columns
    choose(page, 0, 0)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.columns[a].list, Qt.Key.Key_Right, both)
    assert [t.id for t in rows(main)] == [b, a] == list(page.columns)
    page.columns[b].theme_dropped.emit(a)
    assert [t.id for t in rows(main)] == [a, b]
    qtbot.waitUntil(lambda: list(page.columns) == [a, b])
    page.columns[b].theme_dropped.emit(a)
    assert [t.id for t in rows(main)] == [b, a]


def test_the_menu_of_a_theme_sets_its_phase_and_nests_it(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    _, b = page.columns

    def trigger(words: str) -> None:
        menu = theme_menu(page, page.row(b))
        actions = [*menu.actions(), *(x for m in menu.actions() if m.menu() for x in m.menu().actions())]  # type: ignore[attr-defined]
        next(x for x in actions if x.text().split("\t")[0] == words).trigger()
        menu.deleteLater()

    trigger("Reviewed")
    qtbot.waitUntil(lambda: page.columns[b].phase.text() == "Reviewed ▾")
    trigger("A")
    assert [t.number for t in rows(main)] == ["1", "1.1"]
    qtbot.waitUntil(lambda: "Sub-theme 1.1" in texts(page))
    trigger("Make it a theme of its own")
    assert [t.number for t in rows(main)] == ["1", "2"]
    qtbot.waitUntil(lambda: page.row(b).parent_id is None)
    trigger("Delete (Undo brings it back)")
    assert [t.name for t in rows(main)] == ["A"]


def test_the_menu_of_a_segment_puts_it_under_another_theme_as_well(window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    a, _ = page.columns
    item = choose(page, 0, 1)
    menu = item_menu(page, a, item)
    also = next(x for x in menu.actions() if x.text() == "Put under another theme as well")
    also.menu().actions()[0].trigger()  # type: ignore[attr-defined]
    assert [t.segment_ids for t in rows(main)] == [(1, 2), (1,)]
    menu.deleteLater()


def test_the_tray_shows_what_stands_under_no_theme_and_the_segments_of_a_code(
    qtbot: QtBot, window: Open, filled: Path
) -> None:
    main = window(filled)
    page = board(main)
    tray = page.tray
    assert [i.words for i in tray.codes.items] == ["Equality"]
    tray.every.click()
    assert [i.words for i in tray.codes.items] == ["Mutuality"]  # the one in use
    tray.code_list.setCurrentIndex(tray.codes.index(0))
    qtbot.waitUntil(lambda: tray.segments.rowCount() == 2)
    tray.filter.setText("equal")
    assert [i.words for i in tray.codes.items] == ["Equality"]


def test_a_theme_says_in_how_many_voices_it_speaks(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    a, b = page.columns
    qtbot.waitUntil(lambda: page.columns[a].counts.text() == "2 segments in 1 document\n1 speaker, 0 cases")
    assert page.columns[b].counts.text() == "Rests on no segments yet"


def test_enter_shows_a_segment_where_it_stands(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    choose(page, 0, 1)
    qtbot.keyClick(next(iter(page.columns.values())).list, Qt.Key.Key_Return)
    assert main.workspace and main.workspace.page == 0
    qtbot.waitUntil(lambda: main.workspace is not None and main.workspace.coding.view.selected_coding() is not None)


def test_t_puts_the_chosen_coding_under_a_theme(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    assert main.workspace
    view = main.workspace.coding.view
    qtbot.waitUntil(lambda: len(view.codings()) == 2)
    view.select_coding(1)
    qtbot.keyClick(view, Qt.Key.Key_T)
    [menu] = main.workspace.themes.findChildren(QMenu)
    assert [a.text() for a in menu.actions()] == ["1  A", "2  B", "", "A new theme…"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert rows(main)[1].segment_ids == (1,)


def test_m_writes_a_memo_on_the_theme(qtbot: QtBot, window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    assert main.session
    choose(page, 0, 0)
    qtbot.keyClick(next(iter(page.columns.values())).list, Qt.Key.Key_M)
    qtbot.keyClicks(page.memo.edit, "Ask them")
    page.memo.hide()
    assert [(m.about, m.text) for m in main.session.read(queries.memos.all)] == [("A", "Ask them")]


def test_everything_on_the_board_has_a_name_for_screen_readers(window: Open, filled: Path) -> None:
    main = window(filled)
    page = board(main)
    column = next(iter(page.columns.values()))
    for widget in (column.name, column.claim, column.phase, column.list, page.name, page.tray.code_list):
        assert widget.accessibleName()
    spoken = column.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("She did!, FG2, P1, turn 5")


def test_a_crash_takes_no_word_of_a_theme(qtbot: QtBot, window: Open, filled: Path, tmp_path: Path) -> None:
    main = window(filled)
    page = board(main)
    column = next(iter(page.columns.values()))
    column.claim.setFocus()
    qtbot.keyClicks(column.claim, "People give be")
    project = page.session.project
    qtbot.waitUntil(
        lambda: [(d.kind, d.title, d.text) for d in project.drafts()] == [("theme", "A", "People give be")]
    )
    crashed = tmp_path / "crashed.qtc"
    with sqlite3.connect(filled) as living, sqlite3.connect(crashed) as copy:
        living.backup(copy)
    qtbot.keyClicks(column.claim, "fore they are asked")
    column.name.setFocus()
    qtbot.waitUntil(lambda: rows(main)[0].definition == "People give before they are asked")
    assert project.drafts() == []
    other = window(crashed)
    assert [(row.name, row.definition) for row in rows(other)] == [("A", "People give be"), ("B", "")]
    assert other.session and other.session.project.drafts() == []
