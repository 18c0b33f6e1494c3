# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Keys can be looked up, changed and printed; a change holds at once and the next time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import queries
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import actions
from qualcoder_tc.ui.keys import Keys, held, plain
from qualcoder_tc.ui.keys_dialog import COMMAND, KeysDialog
from qualcoder_tc.ui.main_window import MainWindow

Open = Callable[[Path | None], MainWindow]


def opened(qtbot: QtBot, main: MainWindow) -> KeysDialog:
    main.show_keys()
    qtbot.waitUntil(lambda: any(d.isVisible() for d in main.findChildren(KeysDialog)))
    found = next(d for d in main.findChildren(KeysDialog) if d.isVisible())
    found.activateWindow()
    # Until it is the active window, keys go to the transcript.
    qtbot.waitUntil(found.isActiveWindow)
    return found


def choose(dialog: KeysDialog, name: str) -> None:
    for row in range(dialog.model.rowCount()):
        command = dialog.model.index(row, 0).data(COMMAND)
        if command is not None and command.name == name:
            dialog.table.setCurrentIndex(dialog.model.index(row, 0))
            return
    raise AssertionError(name)


def change(qtbot: QtBot, dialog: KeysDialog, name: str, key: Qt.Key, modifier: Any = None) -> None:
    choose(dialog, name)
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.edit, key, modifier or Qt.KeyboardModifier.NoModifier)


def segments(main: MainWindow) -> int:
    assert main.session
    return len(main.session.read(queries.segments.all))


def test_a_changed_key_works_at_once_and_the_old_one_no_longer(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    view = main.workspace.coding.view
    dialog = opened(qtbot, main)
    change(qtbot, dialog, "code_4", Qt.Key.Key_B)
    assert dialog.model.rowCount() > 40
    dialog.accept()
    main.activateWindow()  # offscreen no window manager does
    qtbot.waitUntil(main.isActiveWindow)
    view.setFocus()
    view.set_selection(*_first_words(main))
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert segments(main) == 0
    qtbot.keyClick(view, Qt.Key.Key_B)
    assert segments(main) == 1
    assert Settings(main.settings._file).get("keys") == {"code_4": ["B"]}


def _first_words(main: MainWindow) -> tuple[int, int]:
    assert main.session and main.session.document
    turn = next(t for t in main.session.document.turns if not t.asking)
    return turn.start, turn.start + 6


def test_a_key_taken_from_another_command_is_told(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    dialog = opened(qtbot, main)
    change(qtbot, dialog, "memo", Qt.Key.Key_U)
    assert "was taken from “Next uncoded turn”, which has no key" in dialog._note.text()
    commands = {c.name: c for c in actions.commands(main)}
    assert main.keys.of(commands["memo"]) == ("U",)
    assert main.keys.of(commands["next_uncoded"]) == ()
    button = next(b for b in dialog.findChildren(QPushButton) if b.objectName() == "keys_reset")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert main.keys.of(commands["next_uncoded"]) == ("U",)
    assert main.keys.of(commands["memo"]) == ("M",)
    dialog.accept()


def test_keys_that_move_the_caret_cannot_be_taken(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    dialog = opened(qtbot, main)
    change(qtbot, dialog, "memo", Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "moves the caret or edits text" in dialog._note.text()
    assert main.keys.of(next(c for c in actions.commands(main) if c.name == "memo")) == ("M",)
    dialog.accept()


def test_a_letter_given_to_a_menu_command_is_still_typed_in_fields(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    dialog = opened(qtbot, main)
    change(qtbot, dialog, "undo", Qt.Key.Key_X)
    dialog.accept()
    main.activateWindow()  # offscreen no window manager does
    qtbot.waitUntil(main.isActiveWindow)
    field = main.workspace.coding.codes.filter
    field.setFocus()
    qtbot.keyClicks(field, "x")
    assert field.text() == "x"
    field.clear()
    view = main.workspace.coding.view
    view.setFocus()
    view.set_selection(*_first_words(main))
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert segments(main) == 1
    qtbot.keyClick(view, Qt.Key.Key_X)
    assert segments(main) == 0


def test_the_model_is_sound_and_narrows(
    qtbot: QtBot, window: Open, study: Path, qtmodeltester: ModelTester
) -> None:
    main = window(study)
    dialog = opened(qtbot, main)
    qtmodeltester.check(dialog.model)
    qtbot.keyClicks(dialog.filter, "uncoded")
    assert [dialog.model.index(r, 0).data() for r in range(dialog.model.rowCount())] == ["Next uncoded turn"]
    dialog.accept()


def test_the_keys_can_be_kept_as_pdf(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    main = window(study)
    dialog = opened(qtbot, main)
    dialogs["save_file"] = tmp_path / "keys.pdf"
    button = next(b for b in dialog.findChildren(QPushButton) if b.objectName() == "keys_pdf")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    import pypdfium2

    with pypdfium2.PdfDocument(tmp_path / "keys.pdf") as pdf:
        pages = [pdf[n].get_textpage() for n in range(len(pdf))]
        text = "\n".join(page.get_text_range() for page in pages)
        for page in pages:
            page.close()
    assert "Apply the last code again" in text and "copy with reference" in text.lower()
    dialogs["save_file"] = tmp_path / "nowhere" / "keys.pdf"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "does not exist" in dialog._note.text()
    dialog.accept()


def test_no_two_commands_begin_with_one_key(window: Open, study: Path) -> None:
    main = window(study)
    given = [k for c in actions.commands(main) for k in main.keys.of(c)]
    assert len(given) == len(set(given))
    assert not any(held(k) for k in given)


def test_damaged_settings_leave_the_keys_as_they_began(tmp_path: Path) -> None:
    for kept in ("no", ["x"], {"memo": "M"}, {"memo": [3]}):
        settings = Settings(tmp_path / "settings.json")
        settings.set("keys", kept)
        assert Keys(Settings(tmp_path / "settings.json"))._own == {}


def test_only_what_would_be_typed_is_plain() -> None:
    assert [k for k in ("M", "Shift+N", "/", "4", "F1", "Delete", "Return", "Ctrl+K", "Alt+M") if plain(k)] == [
        "M",
        "Shift+N",
        "/",
        "4",
    ]
