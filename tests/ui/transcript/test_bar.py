# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding words in the open transcript and going to a turn, without a dialog."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.transcript import finds
from qualcoder_tc.ui.transcript.bar import TranscriptBar


@pytest.fixture
def main(window: Callable[[Path | None], MainWindow], study: Path) -> Iterator[MainWindow]:
    yield window(study)


def bar_of(main: MainWindow) -> TranscriptBar:
    assert main.workspace is not None
    return main.workspace.coding.bar


def count(main: MainWindow) -> str:
    found = bar_of(main).findChild(QLabel, "find_count")
    assert found is not None
    return found.text()


def selected(main: MainWindow) -> str:
    assert main.workspace is not None
    view = main.workspace.coding.view
    span = view.selected_span()
    assert view.document is not None
    return view.document.text[span[0] : span[1]] if span else ""


def test_typing_marks_all_places_and_selects_the_first(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace is not None
    view = main.workspace.coding.view
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = bar_of(main)
    qtbot.waitUntil(bar.edit.hasFocus)
    qtbot.keyClicks(bar.edit, "HOUR")
    assert count(main) == "1 of 3"
    assert selected(main) == "hour"
    assert len(view.emphasis) == 3
    qtbot.keyClicks(bar.edit, " is")
    assert (count(main), selected(main)) == ("1 of 1", "hour is")
    qtbot.keyClicks(bar.edit, "xx")
    assert count(main) == "nowhere"


def test_enter_goes_on_around_the_end_and_shift_enter_back(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace is not None
    view, bar = main.workspace.coding.view, bar_of(main)
    main.find_in_text()
    qtbot.keyClicks(bar.edit, "hour")
    first = view.selection()
    seen = [first]
    for _ in range(2):
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        seen.append(view.selection())
    assert seen == sorted(set(seen)) and count(main) == "3 of 3"
    qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
    assert view.selection() == first
    qtbot.keyClick(bar.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count(main) == "3 of 3"
    button = bar.findChild(QPushButton, "find_previous")
    assert button is not None
    button.click()
    assert count(main) == "2 of 3"
    main.find_next()
    assert count(main) == "3 of 3"
    main.find_previous()
    assert count(main) == "2 of 3"


def test_escape_closes_leaves_the_place_selected_and_gives_the_keys_back(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace is not None
    view, bar = main.workspace.coding.view, bar_of(main)
    main.find_in_text()
    qtbot.keyClicks(bar.edit, "landing")
    qtbot.keyClick(bar.edit, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    qtbot.waitUntil(view.hasFocus)
    assert selected(main) == "landing"
    assert view.emphasis == []
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert [view.document.text[c.start : c.end] for c in view.codings() if view.document] == ["landing"]


def test_a_turn_is_gone_to_by_its_number(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace is not None
    view, bar = main.workspace.coding.view, bar_of(main)
    qtbot.keyClick(view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(bar.edit.hasFocus)
    assert count(main) == "of 6 turns"
    qtbot.keyClicks(bar.edit, "5")
    qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
    assert not bar.isVisible()
    turn = view.current_turn()
    assert turn is not None and turn.number == 5


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Ame\u0301lie and Amélie and AMELIE", "amelie", ["Ame\u0301lie", "Amélie", "AMELIE"]),
        ("שָׁלוֹם שלום", "שלום", ["שָׁלוֹם", "שלום"]),
        ("مَرحبا مرحبا", "مرحبا", ["مَرحبا", "مرحبا"]),
        ("two\nwords, two  words", "two words", ["two\nwords", "two  words"]),
        ("a.b a+b", "a+b", ["a+b"]),
        ("🌱 green 🌱", "🌱", ["🌱", "🌱"]),
        ("nothing", "  ", []),
    ],
)
def test_case_accents_and_line_ends_do_not_matter(text: str, wanted: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in finds.places(text, wanted)] == found


def test_a_million_characters_are_searched_at_once() -> None:
    text = "We look after the café and the garden. " * 25_000
    begun = time.process_time()
    assert len(finds.places(text, "cafe and")) == 25_000
    assert time.process_time() - begun < 1
