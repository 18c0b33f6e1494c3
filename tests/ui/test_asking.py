# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Small questions are asked where they arise, without a dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.menus import DocumentMenu

Open = Callable[[Path | None], MainWindow]


def field(qtbot: QtBot, main: MainWindow) -> Asking:
    qtbot.waitUntil(lambda: any(a.isVisible() for a in main.findChildren(Asking)))
    return next(a for a in main.findChildren(Asking) if a.isVisible())


def test_another_coder_is_named_below_the_sign_and_codes_at_once(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    main.workspace.coders.ask_name()
    asked = field(qtbot, main)
    qtbot.keyClicks(asked.edit, "Joe")
    qtbot.keyClick(asked.edit, Qt.Key.Key_Return)
    assert main.session.coder.name == "Joe"
    main.workspace.coders.ask_name()
    qtbot.keyClick(field(qtbot, main).edit, Qt.Key.Key_Escape)
    assert main.session.coder.name == "Joe"


def test_a_document_is_renamed_over_its_row(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace and main.session
    menu = next(m for m in main.workspace.findChildren(DocumentMenu))
    menu._rename(1, "Focus group 2")  # what the menu's entry calls; the menu itself would wait for a hand
    asked = field(qtbot, main)
    assert asked.edit.selectedText() == "Focus group 2"
    qtbot.keyClicks(asked.edit, "Second")
    qtbot.keyClick(asked.edit, Qt.Key.Key_Return)
    session = main.session
    qtbot.waitUntil(lambda: [d.title for d in session.documents] == ["Second"])
