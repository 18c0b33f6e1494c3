# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Hebrew, Arabic, mixed lines, emoji and combining marks in the transcript."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.transcript.pictures import picture, stretches
from qualcoder_tc.ui.transcript.view import TranscriptView
from tests.ui.transcript.makers import Lines, at, coding, document, place_of

HEBREW = "שלום לכולם, זה היה טוב מאוד"
ARABIC = "مرحبا بالجميع، كان هذا جيدا"
MIXED = "She said שלום לכולם and then مرحبا to all 42 of us"
MARKED = "Ame\u0301lie wrote n\u0303andu\u0301 🌱 and 👩‍👩‍👧 and 🇬🇧 here"
LINES: Lines = [("P1", HEBREW), ("P2", ARABIC), ("P3", MIXED), ("P4", MARKED)]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.set_document(document(LINES))
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


@pytest.mark.parametrize("said", [HEBREW, ARABIC, MIXED, MARKED])
def test_every_stretch_covers_what_a_click_in_it_finds(view: TranscriptView, said: str) -> None:
    assert view.blocks is not None
    start = at(view, said)
    block = view.blocks.at_point(start)
    assert block is not None
    y = next(y for b, y in view.visible_blocks() if b is block)
    words = said.split()
    for first, last in itertools.combinations(range(len(words) + 1), 2):
        a = start + len(" ".join(words[:first])) + (first > 0)
        b = start + len(" ".join(words[:last]))
        found = stretches(view.blocks, block, a, b)
        assert found
        for number, x1, x2 in found:
            middle = QPointF(view.columns.text_x + (x1 + x2) / 2, y + (number + 0.5) * view.blocks.line)
            assert a <= view.point_at(middle) <= b


def test_words_of_both_directions_take_separate_stretches(view: TranscriptView) -> None:
    assert view.blocks is not None
    start = at(view, "לכולם and")
    block = view.blocks.at_point(start)
    assert block is not None
    found = stretches(view.blocks, block, start, start + len("לכולם and"))
    assert len(found) == 2  # what stands between them on the line is not theirs
    (_, _, one), (_, other, _) = sorted(found)
    assert other - one > 10


def test_right_to_left_paragraphs_begin_at_the_right(view: TranscriptView) -> None:
    begin, end = place_of(view, at(view, HEBREW)), place_of(view, at(view, HEBREW, last=True))
    assert begin.x() > end.x()
    assert begin.x() > view.columns.text_x + view.columns.text_width - 10


@pytest.mark.parametrize("word", ["לכולם", "بالجميع", "Ame\u0301lie", "n\u0303andu\u0301"])
def test_a_double_click_selects_a_whole_word_of_any_script(qtbot: QtBot, view: TranscriptView, word: str) -> None:
    one, other = place_of(view, at(view, word)), place_of(view, at(view, word, last=True))
    middle = QPoint((one.x() + other.x()) // 2, one.y())
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert view.selected_span() == (at(view, word), at(view, word, last=True))


def test_the_caret_never_stops_within_a_letter_or_an_emoji(qtbot: QtBot, view: TranscriptView) -> None:
    view.go_to_turn(4)
    start = at(view, MARKED)
    stops = {view.caret - start}
    for _ in range(len(MARKED)):
        qtbot.keyClick(view, Qt.Key.Key_Right)
        stops.add(view.caret - start)
    for mark in ("e\u0301", "n\u0303", "👩‍👩‍👧", "🇬🇧"):
        inside = MARKED.index(mark)
        assert not stops & set(range(inside + 1, inside + len(mark))), mark


def test_dragging_the_mouse_over_mixed_text_selects_what_lies_between(qtbot: QtBot, view: TranscriptView) -> None:
    a, b = at(view, "then"), at(view, "to all", last=True)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, a))
    qtbot.mouseMove(view.viewport(), place_of(view, b))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, b))
    assert view.selected_span() == (a, b)


@pytest.mark.parametrize(
    ("coded", "until", "expected"),
    [
        ("שלום", "טוב", "שלום לכולם, זה היה טוב"),
        ("Ame\u0301lie", "🌱 and", "Ame\u0301lie wrote n\u0303andu\u0301 🌱 and"),
    ],
)
def test_a_stripe_is_resized_by_word_in_any_script(
    qtbot: QtBot, view: TranscriptView, coded: str, until: str, expected: str
) -> None:
    view.set_codings([coding(1, at(view, coded), at(view, coded, last=True))])
    view.grab()
    block, y = next((b, y) for b, y in view.visible_blocks() if b.start <= at(view, coded) < b.end)
    (mark,) = picture(view, block).marks
    rect = view.stripe_rect(mark.stripe, y)
    foot = QPointF(rect.center().x(), rect.bottom() - 2).toPoint()
    target = place_of(view, at(view, until, last=True) - 1)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)
    qtbot.mouseMove(view.viewport(), target)
    with qtbot.waitSignal(view.resize_requested) as asked:
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    _, a, b = asked.args
    assert view.document is not None
    assert view.document.text[a:b] == expected
