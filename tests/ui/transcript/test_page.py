# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the transcript shows beside and under its text, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript import pictures
from qualcoder_tc.ui.transcript.pictures import picture
from qualcoder_tc.ui.transcript.view import TranscriptView
from tests.ui.transcript.makers import Lines, at, coding, document, place_of

LONG = "We look out for one another now, and then the council came to see what the garden ought to be like. "
LINES: Lines = [
    (None, "Focus group, 3 May"),
    ("Moderator", "What do you think of it all?"),
    ("Marlene Featherstonehaugh-Cholmondeley of the Garden", LONG * 2),
    ("P2", "Yes."),
    *[(f"P{n % 5}", LONG * (n % 3 + 1)) for n in range(120)],
]


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
    made.viewport().repaint()
    yield made


class Paints(QObject):
    """Notes which part of a widget is painted."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self.places: list[QRect] = []
        view.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(event, QPaintEvent):
            self.places.append(event.rect())
        return False


def mark_of(view: TranscriptView, key: int) -> tuple[pictures.Mark, float]:
    for block, y in view.visible_blocks():
        for mark in picture(view, block).marks:
            if mark.coding.id == key:
                return mark, y
    raise AssertionError(key)


# -- gutter -----------------------------------------------------------------------------------------------


def test_number_name_and_time_of_a_turn_stand_in_the_gutter_and_within_it(view: TranscriptView) -> None:
    for block, _ in view.visible_blocks():
        gutter = picture(view, block).gutter
        assert gutter.number is not None and gutter.number.place.x() >= 3
        assert gutter.clock is not None and gutter.clock.text.text()
        for words in (gutter.name, gutter.number, gutter.clock):
            if words is not None:
                assert words.place.x() + words.text.size().width() <= view.columns.text_x - 20


def test_a_long_speaker_name_is_shortened_in_a_narrow_window_too(view: TranscriptView) -> None:
    view.resize(560, 600)
    view.grab()
    assert view.blocks is not None
    block = view.blocks.at_point(at(view, LONG))
    assert block is not None
    gutter = picture(view, block).gutter
    assert gutter.name is not None and "…" in gutter.name.text.text()
    assert gutter.number is not None and gutter.number.place.x() >= 3


def test_a_time_stamp_has_room_beside_a_turn_of_one_line(view: TranscriptView) -> None:
    assert view.blocks is not None
    block = view.blocks.at_point(at(view, "Yes."))
    assert block is not None and view.blocks.make(block).lineCount() == 1
    clock = picture(view, block).gutter.clock
    assert clock is not None
    assert clock.place.y() + clock.text.size().height() <= block.height


def test_those_who_answer_have_marks_of_their_own_and_those_who_ask_none(view: TranscriptView) -> None:
    assert "Moderator" not in view.speakers
    assert len(set(view.speakers.values())) == len(view.speakers) == 6
    marks = [view.speaker_mark(n).toImage() for n in range(12)]
    assert all(one != other for n, one in enumerate(marks) for other in marks[:n])


# -- codings ----------------------------------------------------------------------------------------------


def test_one_more_coding_paints_only_its_paragraph(view: TranscriptView) -> None:
    paints = Paints(view)
    start = at(view, "council came")
    view.show_ahead(coding(1, start, start + 12))
    (place,) = paints.places
    assert 0 < place.height() < 150
    assert mark_of(view, 1)[0].washes


def test_what_was_shown_ahead_gives_way_to_what_was_written(view: TranscriptView) -> None:
    start = at(view, "council came")
    view.show_ahead(coding(-1, start, start + 12))
    view.update_codings([coding(7, start, start + 12)])
    assert [c.id for c in view.codings()] == [7]


def test_what_was_shown_ahead_goes_if_it_was_not_written(qtbot: QtBot, view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12)])
    view.show_ahead(coding(-1, start, start + 7))
    view.settle()
    assert [c.id for c in view.codings()] == [1]
    view.select_coding(1)
    with qtbot.assertNotEmitted(view.coding_selected):
        view.show_ahead(without=1)
        assert view.codings() == []
        view.settle()
    assert [c.id for c in view.codings()] == [1]
    assert view.chosen == 1


def test_two_codings_shown_ahead_stay_until_each_is_told(view: TranscriptView) -> None:
    start = at(view, "council came")
    view.show_ahead(coding(-1, start, start + 7))
    view.show_ahead(coding(-2, start, start + 12))
    assert [c.id for c in view.codings()] == [-2, -1]
    view.settle()
    assert [c.id for c in view.codings()] == [-1]
    view.show_ahead(coding(-3, start, start + 12))
    view.update_codings([coding(7, start, start + 7)])
    view.update_codings([coding(8, start, start + 12)])
    assert [c.id for c in view.codings()] == [8, 7]


def test_a_removed_coding_is_no_longer_chosen(qtbot: QtBot, view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12)])
    view.select_coding(1)
    view.show_ahead(without=1)
    with qtbot.waitSignal(view.coding_selected) as told:
        view.update_codings([], [1])
    assert told.args == [None]
    assert view.chosen is None


def test_many_overlaps_take_lanes_of_their_own_beside_the_labels(view: TranscriptView) -> None:
    start = at(view, LONG)
    view.set_codings([coding(n, start + n, start + 120 - n, n % 6) for n in range(22)])
    view.grab()
    rects = [view.stripe_rect(mark_of(view, n)[0].stripe, 0) for n in range(22)]
    assert len({r.left() for r in rects}) == 22
    assert max(r.right() for r in rects) < view.columns.labels_x


def test_only_four_washes_lie_on_each_other_but_every_coding_has_line_and_stripe(view: TranscriptView) -> None:
    start = at(view, LONG)
    view.set_codings([coding(n, start, start + 60) for n in range(7)])
    view.grab()
    marks = [mark_of(view, n)[0] for n in range(7)]
    assert sum(bool(m.washes) for m in marks) == pictures.DEEPEST
    assert all(m.lines and m.bar for m in marks)


def test_coded_words_of_a_question_are_as_dark_as_an_answer(view: TranscriptView) -> None:
    start = at(view, "think of it")
    view.set_codings([coding(1, start, start + 11)])
    view.grab()
    assert view.blocks is not None
    block = view.blocks.at_point(start)
    assert block is not None
    assert picture(view, block).coded == [(block.units(start), block.units(start + 11))]


def test_initials_stand_beside_names_only_where_several_code(view: TranscriptView) -> None:
    start = at(view, LONG)
    view.set_codings([coding(1, start, start + 20, coder=1)])
    view.grab()
    assert view.blocks is not None
    block = view.blocks.at_point(start)
    assert block is not None
    assert not picture(view, block).initials
    view.update_codings([coding(2, start + 30, start + 50, coder=2)])
    assert {w.text.text() for w in picture(view, block).initials} == {"C1", "C2"}
    view.set_hidden_coders([2])
    assert not picture(view, block).initials
    assert [w.text.text() for w in picture(view, block).names] == ["Code 1"]


def test_hovering_tells_code_coder_and_memo(view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12, coder=2, memo="Compare with FG1")])
    view.grab()
    mark, y = mark_of(view, 1)
    for place in (
        view.stripe_rect(mark.stripe, y).center().toPoint(),
        place_of(view, start + 4),
    ):
        where = view.viewport().mapToGlobal(place)
        QApplication.sendEvent(view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, where))
        assert QToolTip.text() == "Code 1 · C2\nCompare with FG1"
    QToolTip.hideText()


def test_the_end_of_a_stripe_is_taken_at_once_and_alt_cuts_a_word(qtbot: QtBot, view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12)])
    view.grab()
    mark, y = mark_of(view, 1)
    rect = view.stripe_rect(mark.stripe, y)
    foot = QPointF(rect.center().x(), rect.bottom() - 1).toPoint()
    target = place_of(view, at(view, "garden ought") + 3)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)
    qtbot.mouseMove(view.viewport(), target)
    with qtbot.waitSignal(view.resize_requested) as asked:
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier, target)
    assert asked.args == [1, start, at(view, "garden ought") + 3]


def hold(qtbot: QtBot, view: TranscriptView, key: int) -> None:
    """Take hold of the lower end of a coding's stripe."""
    view.grab()
    mark, y = mark_of(view, key)
    rect = view.stripe_rect(mark.stripe, y)
    foot = QPointF(rect.center().x(), rect.bottom() - 1).toPoint()
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)


def test_the_wash_follows_the_mouse_while_an_end_is_held(qtbot: QtBot, view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12)])
    view.select_coding(1)
    before = view.grab().toImage()
    hold(qtbot, view, 1)
    qtbot.mouseMove(view.viewport(), place_of(view, at(view, "garden ought") + 3))
    assert [(c.start, c.end) for c in view.codings()] == [(start, at(view, "garden ought") + 6)]
    assert view.grab().toImage() != before and view.emphasis == []
    qtbot.mouseMove(view.viewport(), place_of(view, at(view, "council came") + 3))
    assert [(c.start, c.end) for c in view.codings()] == [(start, start + 7)]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert [(c.start, c.end) for c in view.codings()] == [(start, start + 12)]
    assert view.grab().toImage() == before
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)


def test_an_extent_that_is_not_written_snaps_back_and_one_that_is_stays(qtbot: QtBot, view: TranscriptView) -> None:
    start, target = at(view, "council came"), place_of(view, at(view, "garden ought") + 3)
    wider = coding(1, start, at(view, "garden ought") + 6)
    for written in (False, True):
        view.set_codings([coding(1, start, start + 12)])
        if written:
            view.resize_requested.connect(lambda *_asked: view.update_codings([wider]))
        hold(qtbot, view, 1)
        qtbot.mouseMove(view.viewport(), target)
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=target)
        assert view.codings()[0].end == wider.end
        QApplication.processEvents()
        assert view.codings()[0].end == (wider.end if written else start + 12)


def test_a_coding_that_goes_while_its_end_is_held_does_not_come_back(qtbot: QtBot, view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12)])
    hold(qtbot, view, 1)
    target = place_of(view, at(view, "garden ought") + 3)
    qtbot.mouseMove(view.viewport(), target)
    view.update_codings([], [1])
    qtbot.mouseMove(view.viewport(), target + QPoint(0, 30))
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.codings() == []
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton)


def test_a_trembling_click_or_escape_changes_no_extent(qtbot: QtBot, view: TranscriptView) -> None:
    start = at(view, "council came")
    view.set_codings([coding(1, start, start + 12)])
    view.grab()
    mark, y = mark_of(view, 1)
    rect = view.stripe_rect(mark.stripe, y)
    foot = QPointF(rect.center().x(), rect.bottom() - 1).toPoint()
    with qtbot.assertNotEmitted(view.resize_requested):
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)
        qtbot.mouseMove(view.viewport(), foot + QPoint(1, 2))
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=foot + QPoint(1, 2))
        qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=foot)
        qtbot.mouseMove(view.viewport(), foot + QPoint(-200, 60))
        qtbot.keyClick(view, Qt.Key.Key_Escape)
        qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=foot + QPoint(-200, 60))
    assert view.chosen == 1


# -- layout and scrolling ---------------------------------------------------------------------------------


def test_size_and_spacing_of_lines_change_and_the_place_stays(view: TranscriptView) -> None:
    view.go_to_turn(60)
    place = view.visible_position()
    assert view.blocks is not None
    line, measure = view.blocks.line, view.columns.text_width
    view.set_text_leading(1.8)
    assert view.blocks.line > line * 1.2
    assert view.columns.text_width == measure
    view.set_text_size(20)
    assert abs(view.visible_position() - place) < 300
    view.set_text_leading(9)
    assert view.text_leading == 2.0


def test_a_line_holds_65_to_75_characters(view: TranscriptView) -> None:
    assert view.blocks is not None
    for size in (13.0, 15.5, 20.0):
        view.resize(1300, 600)
        view.set_text_size(size)
        block = view.blocks.at_point(at(view, LONG))
        assert block is not None
        view.blocks.make(block)
        full = [stop - begin for begin, stop, _ in block.rows[:-1]]
        assert all(55 <= characters <= 80 for characters in full), (size, full)


def test_scrolling_a_little_paints_only_what_comes_into_sight(qtbot: QtBot, view: TranscriptView) -> None:
    bar = view.verticalScrollBar()
    bar.setValue(1500)
    view.viewport().repaint()
    bar.setValue(1400)
    view.viewport().repaint()  # heights on both sides are known now
    paints = Paints(view)
    bar.setValue(1460)
    qtbot.waitUntil(lambda: bool(paints.places))
    assert sum(p.height() for p in paints.places) < 200
    seen = view.viewport().grab().toImage()
    view.viewport().repaint()
    assert seen == view.viewport().grab().toImage()


def test_neighbouring_pages_are_prepared_and_what_is_read_stays_in_place(
    qtbot: QtBot, view: TranscriptView
) -> None:
    view.go_to_turn(60)
    view.viewport().repaint()
    first = view.visible_position()
    shown = view.visible_blocks()
    assert view.blocks is not None
    below, above = shown[-1][0].index + 1, shown[0][0].index - 1
    items = view.blocks.items
    qtbot.waitUntil(lambda: items[below].picture is not None and items[above].picture is not None)
    qtbot.waitUntil(lambda: not view._idle.isActive())
    assert view.visible_position() == first
    y = {b.index: y for b, y in shown}
    for block, now in view.visible_blocks():
        assert block.index not in y or abs(now - y[block.index]) <= 1


def test_a_million_characters_in_one_line_keep_few_layouts(qtbot: QtBot) -> None:
    view = TranscriptView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.set_document(document([("P1", LONG * 10_000)]))
    assert view.blocks is not None
    pieces = [view.document.text[b.start : b.end] for b in view.blocks.items] if view.document else []
    assert all(piece.endswith(". ") for piece in pieces[:-1])
    bar = view.verticalScrollBar()
    for step in range(200):
        bar.setValue(bar.maximum() * step // 200)
        view.viewport().repaint()
    laid_out = sum(b.end - b.start for b in view.blocks.items if b.layout is not None)
    assert laid_out < 500_000


# -- readable ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_marks_of_speakers_stand_out_from_the_page(qapp: QApplication, mode: str) -> None:
    theme.theme().apply(qapp, mode)  # type: ignore[arg-type]
    for order in range(12):
        assert theme.contrast(theme.speaker(order), theme.colour("page")) >= 3.0
