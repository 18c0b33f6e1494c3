# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A transcript is corrected in the window, and everything in it follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMessageBox
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.text_editor import TextEditor
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]


def coded(study: Path, *passages: str) -> None:
    with Project.open(study) as project:
        code = project.read(queries.codes.find, path="mutuality")
        for words in passages:
            start, end = place(project, 1, words)
            project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code.id)


def opened(main: MainWindow) -> TextEditor:
    main.correct_text()
    [editor] = main.findChildren(TextEditor)
    return editor


def quotes(main: MainWindow) -> list[str]:
    assert main.session
    return [s.quote for s in main.session.read(queries.segments.all)]


def test_a_correction_shows_what_it_does_is_saved_and_undone(qtbot: QtBot, window: Open, study: Path) -> None:
    coded(study, "look out for one another", "In her good shoes", "half the people")
    main = window(study)
    assert main.session and main.session.document and main.workspace
    before = main.session.document.text
    editor = opened(main)
    assert not editor.save.isEnabled()
    start = before.index("We look out for one another now. ")
    editor.select(start, start + len("We look out for one another now. "))
    editor.text.insertPlainText("")
    at = editor.text.toPlainText().index("good shoes")
    cursor = editor.text.textCursor()
    # Positions in the editor are UTF-16 units: there is a plant before the shoes.
    cursor.setPosition(at + 1)
    cursor.insertText("very ")
    qtbot.waitUntil(lambda: "one coding would vanish" in editor._state.text())
    editor.accept()
    assert quotes(main) == ["half the people", "In her very good shoes"]
    qtbot.waitUntil(
        lambda: bool(main.session and main.session.document and "very good" in main.session.document.text)
    )
    text = main.session.document.text
    shown = [text[c.start : c.end] for c in main.workspace.coding.view.codings()]
    assert shown == ["half the people", "In her very good shoes"]
    main.undo()
    qtbot.waitUntil(lambda: bool(main.session and main.session.document and main.session.document.text == before))
    assert quotes(main) == ["look out for one another", "half the people", "In her good shoes"]
    assert main.session.read(queries.check.problems) == []


def test_leaving_asks_before_what_was_typed_is_lost(
    qtbot: QtBot, window: Open, study: Path, monkeypatch: MonkeyPatch
) -> None:
    main = window(study)
    editor = opened(main)
    editor.text.insertPlainText("oh ")
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *a: asked.append(a[2]) or QMessageBox.StandardButton.No)
    editor.reject()
    assert asked and editor.isVisible()
    monkeypatch.setattr(QMessageBox, "question", lambda *_: QMessageBox.StandardButton.Yes)
    editor.reject()
    assert not editor.isVisible()


def test_spaces_that_do_not_break_survive_a_correction_elsewhere(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        text = project.read(queries.documents.text, document_id=1).text
        project.do(
            operations.texts.edit, document_id=1, text=text.replace("lunch club", "lunch\u00a0club \u2028now")
        )
    main = window(study)
    assert main.session and main.session.document
    editor = opened(main)
    cursor = editor.text.textCursor()
    cursor.setPosition(0)
    cursor.insertText("X")
    editor.accept()
    assert "lunch\u00a0club \u2028now" in main.session.read(queries.documents.text, document_id=1).text
