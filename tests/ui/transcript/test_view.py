# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The transcript view as a person uses it."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcoder_tc.model.codes import PALETTE, Origin
from qualcoder_tc.model.records import CodingRow, DocumentText, TurnRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.transcript.view import TranscriptView


def document(lines: list[tuple[str | None, str]]) -> DocumentText:
    text, turns = "", []
    for n, (speaker, said) in enumerate(lines):
        label = len(text)
        text += f"{speaker}: " if speaker else ""
        role = "moderator" if speaker == "Moderator" else None
        turns.append(
            TurnRow(n + 1, n + 1, label, len(text), len(text) + len(said), n, speaker, role, None, 2.0 * n)
        )
        text += said + "\n"
    return DocumentText(1, "u", "Group", DocumentKind.FOCUS_GROUP, "en", text, tuple(turns))


def coding(key: int, start: int, end: int, coder: int = 1) -> CodingRow:
    return CodingRow(
        key,
        str(key),
        1,
        start,
        end,
        key % 9,
        f"Code {key % 9}",
        PALETTE[key % 20],
        coder,
        f"C{coder}",
        f"C{coder}",
        Origin.MANUAL,
    )


LINES: list[tuple[str | None, str]] = [
    (None, "Focus group, 3 May"),
    ("Moderator", "What do you think of it all?"),
    (
        "P1",
        "Well 🌱 it was good. It was very good indeed, and then some more words to fill a line or two of the page.",
    ),
    ("P2", ""),
    ("P3", "שלום לכולם, זה היה טוב."),
    *[(f"P{n % 5}", f"Turn {n} says something. " * (n % 6 + 1)) for n in range(60)],
]


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[TranscriptView]:
    made = TranscriptView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.set_document(document(LINES))
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    yield made


def text_of(view: TranscriptView) -> str:
    span = view.selected_span()
    assert view.document
    return view.document.text[span[0] : span[1]] if span else ""


def place_of(view: TranscriptView, words: str) -> QPoint:
    """Return where words begin on the screen."""
    assert view.document and view.blocks
    at = view.document.text.index(words)
    for block, y in view.visible_blocks():
        if block.start <= at < block.end:
            line = view.blocks.make(block).lineForTextPosition(block.units(at))
            x = line.cursorToX(block.units(at))
            x = x[0] if isinstance(x, tuple) else x
            return QPoint(
                int(view.columns.text_x + x) + 1, int(y + view.blocks.line_top(line) + view.blocks.line / 2)
            )
    raise AssertionError(words)


def test_a_double_click_selects_a_word_past_an_emoji(qtbot: QtBot, view: TranscriptView) -> None:
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, "good") + QPoint(4, 0))
    assert text_of(view) == "good"


def test_keys_extend_by_word_sentence_and_turn(qtbot: QtBot, view: TranscriptView) -> None:
    view.go_to_turn(3)
    shift, control, alt = (
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
    )
    qtbot.keyClick(view, Qt.Key.Key_Right, shift | control)
    assert text_of(view) == "Well "
    qtbot.keyClick(view, Qt.Key.Key_Right, shift | alt)
    assert text_of(view) == "Well 🌱 it was good."
    qtbot.keyClick(view, Qt.Key.Key_Down, shift | control)
    assert text_of(view).endswith("of the page.")
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert view.selected_span() is None


def test_a_selects_the_turn_then_everything(qtbot: QtBot, view: TranscriptView) -> None:
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert text_of(view) == LINES[2][1]
    qtbot.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(text_of(view)) > 2000


def test_copying_brings_the_reference(qtbot: QtBot, view: TranscriptView) -> None:
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Well  [Group, P1, turn 3]"


def test_the_caret_walks_through_the_whole_document_and_back(qtbot: QtBot, view: TranscriptView) -> None:
    assert view.blocks
    seen = []
    for _ in range(400):
        qtbot.keyClick(view, Qt.Key.Key_Down)
        seen.append(view.caret)
    assert seen == sorted(seen)
    assert view.caret >= view.blocks.items[-1].start
    qtbot.keyClick(view, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert view.caret == 0


def test_the_current_turn_follows_the_caret(qtbot: QtBot, view: TranscriptView) -> None:
    with qtbot.waitSignal(view.current_turn_changed) as told:
        view.go_to_turn(20)
    assert told.args[0].number == 20
    assert view.verticalScrollBar().value() > 0


def test_labels_are_in_the_gutter_not_in_the_text(view: TranscriptView) -> None:
    assert view.document and view.blocks
    shown = [view.document.text[b.start : b.end] for b in view.blocks.items]
    assert not any(words.startswith(("P1:", "Moderator:")) for words in shown)
    assert "".join(shown).replace(" ", "") == "".join(said for _, said in LINES).replace(" ", "")


def test_overlapping_stripes_never_share_a_lane_on_a_line(view: TranscriptView) -> None:
    assert view.document and view.blocks
    rng = random.Random(3)
    length = len(view.document.text)
    rows = [coding(n, a := rng.randrange(length - 300), a + rng.randrange(5, 290), n % 2) for n in range(80)]
    view.set_codings(rows)
    view.grab()
    for block in view.blocks.items:
        stripes = view.lanes.stripes(block, view.shown_codings(block.start, block.end), view.blocks)
        for one in stripes:
            for other in stripes:
                if one is not other and one.lane == other.lane:
                    assert one.bottom <= other.top or other.bottom <= one.top
        labels = sorted(view.labels_of(block, stripes), key=lambda label: label.top)
        for above, below in itertools.pairwise(labels):
            assert below.top - above.top >= view.label_row - 0.01


def test_a_stripe_is_chosen_by_a_click_and_resized_by_whole_words(qtbot: QtBot, view: TranscriptView) -> None:
    assert view.document
    start = view.document.text.index("it was good")
    view.set_codings([coding(1, start, start + len("it was good"))])
    view.grab()
    block, y = next((b, y) for b, y in view.visible_blocks() if b.start <= start < b.end)
    assert view.blocks
    (stripe,) = view.lanes.stripes(block, view.shown_codings(block.start, block.end), view.blocks)
    rect = view.stripe_rect(stripe, y)
    with qtbot.waitSignal(view.coding_selected) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    assert told.args == [1]
    foot = QPointF(rect.center().x(), rect.bottom() - 2).toPoint()
    target = place_of(view, "very good") + QPoint(20, 0)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)
    qtbot.mouseMove(view.viewport(), target)
    with qtbot.waitSignal(view.resize_requested) as asked:
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
    key, a, b = asked.args
    assert (key, view.document.text[a:b]) == (1, "it was good. It was very")


def test_finding_goes_round(view: TranscriptView) -> None:
    assert view.find_text("says some")
    first = view.selected_span()
    assert view.find_text("says some")
    assert view.selected_span() != first
    assert view.find_text("focus group")
    assert text_of(view) == "Focus group"
    assert not view.find_text("nowhere to be found")


def test_changing_one_coding_changes_only_that(view: TranscriptView) -> None:
    view.set_codings([coding(1, 10, 20), coding(2, 30, 50)])
    view.update_codings([coding(2, 35, 60), coding(3, 70, 80)], [1])
    assert [(c.id, c.start) for c in view.codings()] == [(2, 35), (3, 70)]
    view.set_hidden_coders([1])
    assert view.codings() == []


def test_a_million_characters_open_and_scroll(qtbot: QtBot) -> None:
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.set_document(document([("P1", "word " * 200_000), ("P2", "short")]))
    view.grab()
    assert view.blocks and sum(b.layout is not None for b in view.blocks.items) < 20
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.grab()
    view.go_to_turn(2)
    assert view.current and view.current.number == 2


def test_the_place_in_the_text_survives_a_change_of_width_and_size(view: TranscriptView) -> None:
    view.go_to_turn(40)
    place = view.visible_position()
    view.resize(620, 700)
    view.set_text_size(22)
    assert abs(view.visible_position() - place) < 200
    view.set_document(view.document)
    view.restore_position(place)
    assert abs(view.visible_position() - place) < 200


def test_without_a_document_it_says_what_to_do(qtbot: QtBot) -> None:
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(500, 300)
    view.show()
    view.set_empty_text("Choose one")
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.selected_span() is None
