# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Memos with real widgets: written on the spot and on their page, never lost, one step of undo each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.memos import MemoRow
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pages.memos import MemosPage

Open = Callable[[Path | None], MainWindow]
MEMOS, THEMES = 6, 3


def memos(window: MainWindow) -> list[MemoRow]:
    assert window.session
    return window.session.read(queries.memos.all)


def texts(window: MainWindow) -> list[str]:
    return [m.text for m in memos(window)]


def changes(window: MainWindow) -> int:
    assert window.session
    return len(window.session.read(queries.history.recent, limit=None))


def page_of(main: MainWindow) -> MemosPage:
    assert main.workspace
    main.show_page(MEMOS)
    return main.workspace.memos


def write(project: Project, text: str, kind: str = "note", title: str = "") -> int:
    info = project.read(queries.project.info)
    key = project.do(
        operations.memos.write, subject_kind="project", subject_uuid=info.id, text=text, kind=kind, title=title
    )
    assert key is not None
    return key


def test_a_visit_to_a_memo_is_one_entry_however_often_it_pauses(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    view, card = main.workspace.coding.view, main.workspace.coding.memo
    before = changes(main)
    qtbot.keyClick(view, Qt.Key.Key_M)
    for words in ("She dressed up ", "for it, ", "in her good shoes"):
        qtbot.keyClicks(card.edit, words)
        card.writer.keep()
        assert main.session.project.drafts()[0].text == card.edit.toPlainText()
    assert changes(main) == before
    view.setFocus()
    qtbot.waitUntil(lambda: texts(main) == ["She dressed up for it, in her good shoes"])
    assert changes(main) == before + 1
    assert main.session.project.drafts() == []
    main.undo()
    assert texts(main) == []
    qtbot.waitUntil(lambda: card.edit.toPlainText() == "")


def test_words_are_kept_after_a_pause_without_being_asked(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    project = main.session.project
    qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_M)
    qtbot.keyClicks(main.workspace.coding.memo.edit, "Half a sen")
    qtbot.waitUntil(lambda: [d.text for d in project.drafts()] == ["Half a sen"])


def test_what_a_crash_left_is_saved_when_the_project_is_opened(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    main = window(study)
    assert main.workspace
    qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_M)
    qtbot.keyClicks(main.workspace.coding.memo.edit, "Nearly lost")
    main.workspace.coding.memo.writer.keep()
    crashed = tmp_path / "crashed.qtc"
    for end in ("", "-wal"):
        shutil.copy(f"{study}{end}", f"{crashed}{end}")
    other = window(crashed)
    assert texts(other) == ["Nearly lost"]
    assert other.session and other.session.project.drafts() == []


def test_closing_the_window_saves_what_is_being_written(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    page = page_of(main)
    page.new_memo()
    qtbot.keyClicks(page.pane.writer.edit, "Last thought")
    main.close()
    with Project.open(study) as project:
        assert [m.text for m in project.read(queries.memos.all)] == ["Last thought"]


def test_others_are_read_beside_ones_own(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        uuid = project.read(queries.codes.find, path="mutuality").uuid
        project.use_coder("Joe Brennan")
        project.do(operations.memos.write, subject_kind="code", subject_uuid=uuid, text="Joe's reading")
        project.use_coder("Amina Malik")
    main = window(study)
    assert main.workspace and main.session
    card = main.workspace.coding.memo
    main.workspace.coding.write_code_memo(main.session.codes[1])
    assert card.edit.toPlainText() == ""
    qtbot.waitUntil(lambda: "Joe's reading" in [x.text() for x in card.findChildren(QLabel) if x.isVisible()])
    qtbot.keyClicks(card.edit, "Mine")
    qtbot.keyClick(card.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert {(m.coder, m.text) for m in memos(main)} == {("Joe Brennan", "Joe's reading"), ("Amina Malik", "Mine")}
    card.findChild(QPushButton, "all_memos").click()
    page = main.workspace.memos
    assert page.isVisible() and page.model.rowCount() == 2
    page.list.setCurrentIndex(page.model.index(1))
    assert page.pane.writer.edit.isReadOnly()
    button = page.pane.findChild(QPushButton, "memo_beside")
    assert button.isVisible()
    button.click()
    assert not page.pane.writer.edit.isReadOnly()
    assert page.pane.writer.subject == ("code", main.session.codes[1].uuid)


def test_the_journal_is_written_titled_linked_and_found(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.session
    page = page_of(main)
    assert "No memos yet" in " ".join(x.text() for x in page.findChildren(QLabel) if x.isVisible())
    page.findChild(QPushButton, "new_memo").click()
    writer = page.pane.writer
    qtbot.keyClicks(writer.edit, "We moved the boundary today.")
    qtbot.keyClicks(writer.title, "Boundaries")
    writer.kind.setCurrentIndex(writer.kind.findData("methodological"))
    link = page.findChild(QLineEdit, "memo_link")
    qtbot.keyClicks(link, "mutual")
    qtbot.keyClick(link, Qt.Key.Key_Return)  # before the answer is there: the link is made once it is
    qtbot.waitUntil(lambda: any(memo.links for memo in memos(main)))
    [memo] = memos(main)
    assert (memo.title, memo.kind, memo.subject_kind) == ("Boundaries", "methodological", "project")
    assert [(s.kind, s.name) for s in memo.links] == [("code", "Mutuality")]
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.words.setText("nothing like it")
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.words.setText("MUTUAL")
    page.words.setText("boundary")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1 and not page.busy)

    def links() -> list[QPushButton]:
        found = page.pane.findChildren(QPushButton, "memo_about")
        return [b for b in found if b.isVisible() and b.text() == "Mutuality"]

    # A new button is shown by the layout, once the window gets to it.
    qtbot.waitUntil(lambda: len(links()) == 1)
    links()[0].click()
    assert main.workspace and main.workspace.page == 0
    assert main.session.code is not None and main.session.code.name == "Mutuality"


def test_the_list_is_narrowed_by_kind_author_and_subject(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        write(project, "Where I stand", "reflexive")
        write(project, "How we code", "methodological")
        code = project.read(queries.codes.find, path="mutuality")
        project.use_coder("Joe Brennan")
        project.do(operations.memos.write, subject_kind="code", subject_uuid=code.uuid, text="Edge")
        project.use_coder("Amina Malik")
    main = window(study)
    page = page_of(main)

    def shown() -> list[str]:
        return [page.model.index(n).data() for n in range(page.model.rowCount())]

    assert shown() == ["Edge", "How we code", "Where I stand"]
    for combo, data, expected in (
        (page.kind, "reflexive", ["Where I stand"]),
        (page.subject, "code", ["Edge"]),
    ):
        combo.setCurrentIndex(combo.findData(data))
        combo.activated.emit(combo.currentIndex())
        assert shown() == expected
        combo.setCurrentIndex(0)
        combo.activated.emit(0)
    page.author.setCurrentText("Joe Brennan")
    page.author.activated.emit(page.author.currentIndex())
    assert shown() == ["Edge"]


def test_a_memo_is_deleted_and_brought_back_with_keys(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        write(project, "One")
        write(project, "Two")
    main = window(study)
    page = page_of(main)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert page.pane.writer.memo is None and page.pane.writer.edit.hasFocus()
    page.list.setFocus()
    page.list.setCurrentIndex(page.model.index(0))
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert texts(main) == ["One"]
    main.undo()
    assert texts(main) == ["One", "Two"]


def test_many_memos_are_read_as_far_as_they_are_scrolled(window: Open, study: Path) -> None:
    with Project.open(study) as project:
        for n in range(230):
            write(project, f"Memo {n}")
    main = window(study)
    page = page_of(main)
    assert page.model.rowCount() < 230
    page.list.scrollToBottom()
    while page.model.canFetchMore(page.list.rootIndex()):
        page.model.fetchMore(page.list.rootIndex())
    assert page.model.rowCount() == 230
    assert len({page.model.index(n).data() for n in range(230)}) == 230


def test_a_memo_on_a_case_pops_up_and_is_saved_when_it_is_closed(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    main.show_page(2)
    page = main.workspace.cases
    page.table.setCurrentIndex(page.model.index(0, 0))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert page.memo.isVisible()
    qtbot.keyClicks(page.memo.edit, "Says little")
    page.memo.hide()
    assert [(m.about, m.text) for m in memos(main)] == [("Marlene", "Says little")]
