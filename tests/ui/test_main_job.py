# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The main job with real widgets: import, code, accept a suggestion, undo, export."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import operations, queries
from qualcoder_tc.ui.first_look import FirstLook
from qualcoder_tc.ui.import_preview import ImportPreview
from qualcoder_tc.ui.main_window import MainWindow
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]


def segments(window: MainWindow) -> list[tuple[str, str]]:
    assert window.session
    return [(r.quote, r.code_path) for r in window.session.read(queries.segments.all)]


def select(window: MainWindow, words: str) -> None:
    """Select words with the mouse, as a person would."""
    assert window.workspace and window.session and window.session.document
    view = window.workspace.coding.view
    start, end = place(window.session.project, window.session.document.id, words)
    view.set_selection(start, end)


def click(qtbot: QtBot, window: MainWindow, name: str) -> None:
    def shown() -> list[QPushButton]:
        return [b for b in window.findChildren(QPushButton, name) if b.isVisible()]

    # A new button is shown by the layout, once the window gets to it.
    qtbot.waitUntil(lambda: bool(shown()))
    qtbot.mouseClick(shown()[0], Qt.MouseButton.LeftButton)


def test_import_code_suggest_undo_export(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    main = window(study)
    assert main.workspace and main.session
    view = main.workspace.coding.view

    interview = tmp_path / "interview.txt"
    interview.write_text("Interviewer: How was it?\nMarlene: We hold each other up, we do.\nInterviewer: I see.\n")
    dialogs["open_files"] = [interview]
    click(qtbot, main, "import")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in main.findChildren(ImportPreview)))
    assert [d.title for d in main.session.read(queries.documents.all)] == ["Focus group 2"]
    click(qtbot, main, "import_now")
    qtbot.waitUntil(
        lambda: bool(main.session and main.session.document and main.session.document.title == "Interview")
    )
    assert [d.title for d in main.session.read(queries.documents.all)] == ["Focus group 2", "Interview"]

    qtbot.waitUntil(main.isActiveWindow)
    select(main, "We hold each other up")
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert segments(main) == [("We hold each other up", "principle/mutuality")]

    document = main.session.document
    assert document
    start, end = place(main.session.project, document.id, "We hold each other up, we do.")
    equality = main.session.read(queries.codes.find, path="equality")
    proposal = {
        "document_id": document.id, "code_id": equality.id, "start": start, "end": end,
        "quote": "We hold each other up, we do.", "score": 0.8, "model": "test",
        "evidence": [{"kind": "definition", "text": "on a level", "score": 0.5, "reference": ""}],
    }  # fmt: skip
    main.session.do(operations.suggestions.propose, proposals=[proposal], document_ids=[document.id])
    view.go_to(start)
    qtbot.waitUntil(lambda: main.workspace is not None and main.workspace.coding.suggestion.current() is not None)
    click(qtbot, main, "accept_suggestion")
    qtbot.waitUntil(lambda: len(segments(main)) == 2)
    assert {r.origin.value for r in main.session.read(queries.segments.all)} == {"manual", "suggestion"}

    qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(segments(main)) == 1)

    main.show_page(5)
    dialogs["save_file"] = tmp_path / "segments.csv"
    click(qtbot, main, "export")
    qtbot.waitUntil(lambda: (tmp_path / "segments.csv").exists() and not main.jobs.busy)
    rows = list(csv.DictReader((tmp_path / "segments.csv").open(encoding="utf-8-sig")))
    assert [(r["quote"], r["code_path"]) for r in rows] == [("We hold each other up", "principle/mutuality")]


def test_a_report_is_written_from_the_window(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    main = window(study)
    select(main, "We look out for one another now")
    assert main.workspace
    qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_4)
    main.show_page(5)
    dialogs["save_file"] = tmp_path / "report.docx"
    click(qtbot, main, "write_report")
    qtbot.waitUntil(lambda: (tmp_path / "report.docx").exists() and not main.jobs.busy, timeout=20_000)
    import docx

    texts = [p.text for p in docx.Document(str(tmp_path / "report.docx")).paragraphs]
    assert any(t.startswith("We look out for one another now") for t in texts)


def test_the_palette_finds_applies_and_makes_codes(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    palette = main.workspace.coding.palette_popup
    select(main, "In her good shoes")
    qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_Slash)
    qtbot.keyClicks(palette.edit, "mut")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert segments(main) == [("In her good shoes", "principle/mutuality")]
    select(main, "She did!")
    main.workspace.coding.open_palette()
    qtbot.keyClicks(palette.edit, "Surprise")
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert ("She did!", "surprise") in segments(main)


def test_keys_code_in_vivo_repeat_and_remove(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    view = main.workspace.coding.view
    select(main, "an hour's an hour")
    qtbot.keyClick(view, Qt.Key.Key_I)
    assert segments(main) == [("an hour's an hour", "in-vivo/an-hour-s-an-hour")]
    select(main, "She did!")
    qtbot.keyClick(view, Qt.Key.Key_6)
    select(main, "In her good shoes")
    qtbot.keyClick(view, Qt.Key.Key_R)
    assert ("In her good shoes", "principle/equality") in segments(main)
    qtbot.waitUntil(lambda: len(view.codings()) == 3)
    row = next(c for c in view.codings() if c.code == "Equality")
    view.select_coding(row.id)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(segments(main)) == 2


def test_without_a_selection_the_current_turn_is_coded(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    main.workspace.coding.view.go_to_turn(5)
    qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_4)
    assert segments(main) == [("She did! In her good shoes.", "principle/mutuality")]


def test_letters_typed_into_a_field_are_no_commands(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    select(main, "In her good shoes")
    field = main.findChild(QLineEdit, "code_filter")
    assert field is not None
    field.setFocus()
    qtbot.keyClicks(field, "4i6 mn")
    assert segments(main) == []
    assert field.text() == "4i6 mn"


def test_double_clicking_a_code_applies_it(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    select(main, "In her good shoes")
    panel = main.workspace.coding.codes
    index = panel.model.index_of(main.session.read(queries.codes.find, path="mutuality").id)
    where = panel.list.visualRect(index).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    qtbot.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert segments(main) == [("In her good shoes", "principle/mutuality")]


def test_a_memo_is_saved_when_it_is_left(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    select(main, "In her good shoes")
    view, memo = main.workspace.coding.view, main.workspace.coding.memo
    qtbot.keyClick(view, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: len(view.codings()) == 1)
    view.select_coding(view.codings()[0].id)
    qtbot.keyClick(view, Qt.Key.Key_M)
    qtbot.keyClicks(memo.edit, "She dressed up for it")
    qtbot.keyClick(memo.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [m.text for m in main.session.read(queries.memos.all)] == ["She dressed up for it"]


def test_a_merge_is_shown_before_it_is_done(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    import shutil

    from qualcoder_tc import Project

    copy = tmp_path / "joe.qtc"
    shutil.copy(study, copy)
    with Project.open(copy) as joe:
        joe.use_coder("Joe Brennan")
        start, end = place(joe, 1, "In her good shoes")
        code = joe.read(queries.codes.find, path="mutuality")
        joe.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code.id)
    main = window(study)
    dialogs["open_files"] = [copy]
    main.choose_merge()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in main.findChildren(QDialog)))
    assert segments(main) == []
    click(qtbot, main, "merge_now")
    qtbot.waitUntil(lambda: len(segments(main)) == 1 and not main.jobs.busy)
    main.undo()
    assert segments(main) == []


def test_dragging_with_the_mouse_selects_words(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session and main.session.document
    view = main.workspace.coding.view
    block, y = view.visible_blocks()[1]
    left = QPoint(int(view.columns.text_x) + 1, int(y + 8))
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=left)
    qtbot.mouseMove(view.viewport(), left + QPoint(120, 0))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=left + QPoint(120, 0))
    span = view.selected_span()
    assert span and span[0] == block.start and span[1] > span[0] + 5


def test_a_project_that_cannot_be_opened_is_told_and_nothing_else_happens(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path
) -> None:
    main = window(study)
    bad = tmp_path / "bad.qtc"
    bad.write_text("not a project at all, only text\n" * 10)
    assert main.session
    with qtbot.waitSignal(main.session.failed) as told:
        assert not main.open_project(bad)
    assert "not a qualcoder_tc project" in told.args[0]
    assert main.session.project.path == study


def test_light_and_dark_can_be_changed_while_a_document_is_open(window: Open, study: Path) -> None:
    main = window(study)
    main.set_mode("dark")
    dark = main.grab().toImage().pixelColor(640, 300)
    main.set_mode("light")
    light = main.grab().toImage().pixelColor(640, 300)
    assert dark.lightness() < 80 < light.lightness()


def test_a_project_is_shown_at_once_and_can_soon_be_coded(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(None)
    main.opening.start_with(study)
    assert main.workspace is None
    look = main.findChild(FirstLook)
    assert look is not None and look.view.document is not None
    assert look.view.document.title == "Focus group 2"
    qtbot.keyClick(look.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: main.workspace is not None)
    assert main.workspace
    qtbot.waitUntil(lambda: main.workspace is not None and main.workspace.coding.view.hasFocus())
    main.workspace.coding.view.go_to_turn(5)
    qtbot.keyClick(main.workspace.coding.view, Qt.Key.Key_4)
    assert segments(main) == [("She did! In her good shoes.", "principle/mutuality")]


def test_starting_with_a_broken_project_says_so(
    qtbot: QtBot, window: Open, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    bad = tmp_path / "bad.qtc"
    bad.write_text("only text")
    dialogs["information"] = None
    main = window(None)
    main.opening.start_with(bad)
    assert main.workspace is None
    assert main.welcome.isVisible()


def test_a_glance_shows_what_the_project_holds(study: Path) -> None:
    from qualcoder_tc import Project
    from qualcoder_tc.storage import sqlite

    with Project.open(study) as project:
        start, end = place(project, 1, "In her good shoes")
        code = project.read(queries.codes.find, path="mutuality")
        project.do(operations.segments.apply, document_id=1, start=start, end=end, code_id=code.id)
        document = project.read(queries.documents.text, document_id=1)
        codings = project.read(queries.segments.of_document, document_id=1)
    assert sqlite.glance(study) == ("Study", document, codings)
    assert sqlite.glance(study.with_name("none.qtc")) is None
