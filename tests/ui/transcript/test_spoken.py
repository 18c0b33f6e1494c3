# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a screen reader is given of the transcript."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleTextInterface
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.transcript import spoken
from qualcoder_tc.ui.transcript.offsets import Offsets
from qualcoder_tc.ui.transcript.view import TranscriptView

Open = Callable[[Path | None], MainWindow]


def heard(main: MainWindow) -> tuple[TranscriptView, QAccessibleTextInterface]:
    assert main.workspace
    view = main.workspace.coding.view
    return view, QAccessible.queryAccessibleInterface(view).textInterface()


def test_the_words_and_the_caret_are_told_in_utf_16_units(qtbot: QtBot, window: Open, study: Path) -> None:
    view, text = heard(window(study))
    assert view.document
    whole = view.document.text
    assert "🌱" in whole
    view.go_to_turn(6)
    units = Offsets(whole).to_units(view.caret)
    assert units > view.caret
    assert text.cursorPosition() == units
    assert text.characterCount() == len(whole.encode("utf-16-le")) // 2
    assert text.text(units, units + 7) == whole[view.caret : view.caret + 7]
    assert text.text(0, -1) == whole


def test_a_screen_reader_puts_the_caret_and_selects(qtbot: QtBot, window: Open, study: Path) -> None:
    view, text = heard(window(study))
    assert view.document
    start = view.document.text.index("🌱")
    text.setCursorPosition(start + 2)  # behind the plant, which is two units long
    assert view.caret == start + 1
    text.addSelection(4, 9)
    assert view.selected_span() == (4, 9)
    text.removeSelection(0)
    assert view.selected_span() is None
    text.setCursorPosition(10**6)
    assert view.caret == len(view.document.text)


def test_a_character_is_found_where_it_is_said_to_stand(qtbot: QtBot, window: Open, study: Path) -> None:
    view, text = heard(window(study))
    assert view.document
    place = view.document.turns[1].start + 4
    rect = text.characterRect(place)
    assert rect.width() > 1 and rect.height() > 8
    assert text.offsetAtPoint(rect.center()) in (place, place + 1)


def test_the_transcript_is_a_text_that_cannot_be_written(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    told = QAccessible.queryAccessibleInterface(main.workspace.coding.view)
    assert told.role() == QAccessible.Role.EditableText
    assert told.state().readOnly and told.state().focusable
    assert told.valueInterface() is None and told.editableTextInterface() is None


def test_a_selection_is_put_into_words(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    view, _ = heard(main)
    assert view.document
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    span = view.selected_span()
    assert span and view.spoken.selected() == f"Selected: {' '.join(view.document.text[slice(*span)].split())}"
    view.set_selection(0, len(view.document.text))
    assert view.spoken.selected().endswith("…") and len(view.spoken.selected()) < 300


def test_what_is_heard_goes_with_its_window(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    before = len(spoken.made)
    heard(main)
    assert len(spoken.made) >= before
    main.close_project()
    qtbot.wait(1)
    QApplication.sendPostedEvents(None, 52)  # QEvent.DeferredDelete
    gc.collect()
    qtbot.waitUntil(lambda: not spoken.made)
