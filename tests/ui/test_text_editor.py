# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A transcript is corrected in the window, and everything in it follows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytest import MonkeyPatch
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.text_editor import TextEditor
from tests.conftest import add, place, state, transcript
from tests.ui.test_watchdog import code_much, lines
from tests.ui.watchdog import LIMIT, longest_work

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


def test_ctrl_z_takes_a_correction_back_with_text_codings_and_turns(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    coded(study, "look out for one another", "In her good shoes", "half the people")
    main = window(study)
    assert main.session and main.session.document and main.workspace
    session, view = main.session, main.workspace.coding.view
    before, document = state(session.project), session.document
    shown = [(c.start, c.end, c.code_id) for c in view.codings()]

    def page() -> QImage:
        return view.viewport().grab(QRect(0, 0, 600, 380)).toImage()

    main.resize(1440, 900)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    pixels = page()
    editor = opened(main)
    moderator = document.turns[0]
    first = document.text[: document.turns[1].label_start]
    assert first.startswith("Moderator:")
    editor.select(0, len(first))
    qtbot.keyClick(editor.text, Qt.Key.Key_Delete)
    editor.select(0, 0)
    qtbot.keyClicks(editor.text, "P9: Oh. ")
    qtbot.keyClick(editor.text, Qt.Key.Key_Return)
    editor.select(document.text.index("half the people") - len(first) + 9, 0)
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not editor.isVisible())
    qtbot.waitUntil(lambda: bool(session.document and session.document.text.startswith("P9: Oh.")))
    assert session.document and session.document.turns[0].end != moderator.end
    corrected = state(session.project)
    assert corrected != before
    qtbot.waitUntil(lambda: view.document is session.document and len(view.codings()) == 3)
    main.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is main)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.document == document)
    assert state(session.project) == before
    assert view.document == document
    assert [(c.start, c.end, c.code_id) for c in view.codings()] == shown
    qtbot.waitUntil(lambda: page() == pixels)
    assert [t.number for t in view.document.turns] == [t.number for t in document.turns]
    qtbot.waitUntil(main.actions_by_name["redo"].isEnabled)
    redo = [Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier]
    qtbot.keyClick(view, *redo)
    qtbot.waitUntil(lambda: bool(session.document and session.document.text.startswith("P9: Oh.")))
    assert state(session.project) == corrected
    assert session.read(queries.check.problems) == []


def test_a_long_transcript_is_saved_and_undone_while_the_window_answers(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    with Project.open(study) as project:
        long = transcript("Long", lines(700, 1))
        key = add(project, long)
        project.do(code_much, document_id=key, count=700, length=len(long.text))
    main = window(study)
    assert main.session and main.workspace
    session, past = main.session, main.workspace.past
    session.open_document(key)
    before = state(session.project)

    editor = opened(main)
    editor.select(0, 0)
    editor.text.insertPlainText("Well. ")
    qtbot.waitUntil(lambda: bool(editor.edits), timeout=20_000)
    longest_work(qtbot, editor.accept, lambda: not editor.isVisible() and not main.jobs.busy, runs=1)
    assert editor.result() == 1
    assert session.document and session.document.text.startswith("Well. ")
    qtbot.waitUntil(lambda: len(main.workspace.coding.view.codings()) == 700)
    steps = iter([main.undo, main.redo, main.undo])
    assert longest_work(qtbot, lambda: next(steps)(), lambda: not past.busy) <= LIMIT
    while session.read(queries.documents.text, document_id=key).text != long.text:
        main.undo()
        qtbot.waitUntil(lambda: not past.busy)
    qtbot.waitUntil(lambda: session.document is not None and session.document.text == long.text)
    assert state(session.project) == before


def test_what_was_typed_into_a_text_that_changed_meanwhile_is_never_put_in_the_wrong_place(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    main = window(study)
    assert main.session and main.session.document
    editor = opened(main)
    editor.text.insertPlainText("Oh. ")
    longer = "Before that. " + main.session.document.text
    main.session.project.do(operations.texts.edit, document_id=1, text=longer)  # as a job does
    told: list[str] = []
    main.session.failed.connect(lambda title, _message: told.append(title))
    editor.accept()
    assert editor.isVisible() and editor.text.toPlainText().startswith("Moderator: Oh. Can")
    assert told == ["The text of Focus group 2 was changed meanwhile"]
    assert main.session.read(queries.documents.text, document_id=1).text == longer
    editor.done(0)


def test_suggestions_turns_and_memos_that_would_vanish_are_told_before(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    line = "She did! In her good shoes."
    with Project.open(study) as project:
        code = project.read(queries.codes.find, path="mutuality").id
        start, end = place(project, 1, line)
        project.do(
            operations.segments.apply, document_id=1, start=start, end=start + 8, code_id=code, memo="She laughs."
        )
        proposal = {"document_id": 1, "code_id": code, "start": start + 9, "end": end, "quote": line[9:]}
        facts = {"score": 0.7, "model": "mini", "evidence": []}
        project.do(operations.suggestions.propose, proposals=[proposal | facts], document_ids=[1])
    main = window(study)
    assert main.session
    editor = opened(main)
    start = editor._document.text.index("P1: " + line)
    editor.select(start, start + len("P1: " + line) + 1)
    editor.text.insertPlainText("")
    wanted = "One place changed, one coding would vanish, one suggestion would vanish, one turn would vanish."
    qtbot.waitUntil(lambda: editor._state.text() == wanted)
    shown = [one.text() for one in editor.findChildren(QLabel)]
    assert "Mutuality, Amina Malik: vanishes with its memo" in shown
    assert "Suggestion Mutuality: vanishes" in shown and "Turn 5, P1: vanishes" in shown
    editor.accept()
    assert len(main.session.read(queries.documents.text, document_id=1).turns) == 5
    assert main.session.read(queries.suggestions.pending) == []
    main.undo()
    qtbot.waitUntil(lambda: len(main.session.read(queries.suggestions.pending)) == 1)
    assert [s.memo for s in main.session.read(queries.segments.all)] == ["She laughs."]
    assert main.session.read(queries.check.problems) == []
