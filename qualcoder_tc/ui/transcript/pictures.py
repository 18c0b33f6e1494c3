# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is painted on and beside a block, worked out once and kept until something in it changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QStaticText, QTextLine, QTransform

from qualcoder_tc.model.records import CodingRow, TurnRow
from qualcoder_tc.ui.transcript.blocks import Block, Blocks
from qualcoder_tc.ui.transcript.margin import Label, Stripe

if TYPE_CHECKING:
    from qualcoder_tc.ui.transcript.view import TranscriptView

DEEPEST = 4
"""Washes that may lie on each other and still leave the text readable; deeper codings show by line and stripe."""


def clock(seconds: float) -> str:
    """Return seconds as 12:05 or 1:12:05."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def x_of(value: object) -> float:
    # PySide returns (x, position) where C++ would change the position in place.
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]


@dataclass(slots=True)
class Mark:
    """One coding in one block: rectangles from the top of the block's text, x from the edge of the viewport."""

    coding: CodingRow
    stripe: Stripe
    washes: list[QRect]
    lines: list[QRect]
    bar: list[QRect]


@dataclass(slots=True)
class Words:
    """Words at a place, ready to be painted."""

    text: QStaticText
    place: QPointF
    coding: CodingRow | None = None


@dataclass(slots=True)
class Gutter:
    """What stands left of a turn's first line."""

    name: Words | None = None
    number: Words | None = None
    clock: Words | None = None


@dataclass(slots=True)
class Picture:
    """All that is painted for one block but its text."""

    marks: list[Mark]
    under: list[Mark]
    """The marks whose washes are painted, the longest first."""
    names: list[Words]
    initials: list[Words]
    dots: list[tuple[CodingRow, QPointF]]
    labels: list[Label]
    gutter: Gutter = field(default_factory=Gutter)
    coded: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """Units of the block's text under at least one wash."""


def picture(view: TranscriptView, block: Block) -> Picture:
    """Return what is painted for a block, made anew only if something in it changed."""
    if block.picture is None:
        block.picture = _make(view, block)
    return block.picture


def _make(view: TranscriptView, block: Block) -> Picture:
    assert view.blocks is not None and view.document is not None
    view.blocks.make(block)
    codings = view.shown_codings(block.start, block.end)
    stripes = view.lanes.stripes(block, codings, view.blocks) if codings else []
    view.lane_count = max(view.lane_count, *(s.lane + 1 for s in stripes), 1)
    marks = [_mark(view, block, stripe) for stripe in stripes]
    under = sorted((m for m in marks if m.washes), key=lambda m: m.coding.start - m.coding.end)
    made = Picture(marks, under, [], [], [], view.labels_of(block, stripes) if stripes else [])
    if view.columns.labels_width > 60:
        _names(view, made)
    turn = view.document.turns[block.turn]
    if block.first:
        made.gutter = _gutter(view, turn)
    if turn.asking:
        made.coded = _union([(block.units(m.coding.start), block.units(m.coding.end)) for m in under])
    return made


def _union(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


# -- under the text ---------------------------------------------------------------------------------------


def rectangles(view: TranscriptView, block: Block, start: int, end: int) -> list[QRectF]:
    """Return where [start, end) of the document stands within a block, one rectangle or more for each line."""
    assert view.blocks is not None
    left, height = view.columns.text_x, view.blocks.line
    return [
        QRectF(left + x1, number * height, x2 - x1, height)
        for number, x1, x2 in stretches(view.blocks, block, start, end)
    ]


def stretches(blocks: Blocks, block: Block, start: int, end: int) -> list[tuple[int, float, float]]:
    """Return line, left and right of all that [start, end) of the document takes of a block."""
    blocks.make(block)
    first, last = block.units(start), block.units(end)
    if first >= last:
        return []
    found: list[tuple[int, float, float]] = []
    for number in range(block.line_at(first), len(block.rows)):
        begin, stop, line = block.rows[number]
        if begin >= last:
            break
        a, b = max(first, begin), min(last, stop)
        if a >= b:
            continue
        if block.mixed:
            found += [(number, x1, x2) for x1, x2 in _cells(line, a, b)]
        elif a == begin and b == stop:
            extent = block.extents.get(number)
            if extent is None:
                extent = block.extents[number] = (x_of(line.cursorToX(a)), x_of(line.cursorToX(b)))
            found.append((number, *extent))
        else:
            found.append((number, x_of(line.cursorToX(a)), x_of(line.cursorToX(b))))
    return found


def _cells(line: QTextLine, a: int, b: int) -> list[tuple[float, float]]:
    """Return the stretches that units a to b take on a line where directions mix, joined where they touch."""
    cells: list[tuple[float, float]] = []
    for unit in range(a, b):
        x1 = x_of(line.cursorToX(unit, QTextLine.Edge.Leading))
        x2 = x_of(line.cursorToX(unit, QTextLine.Edge.Trailing))
        if x1 != x2:  # the second half of a pair, or a mark on the letter before it, has no room of its own
            cells.append((min(x1, x2), max(x1, x2)))
    joined: list[tuple[float, float]] = []
    for x1, x2 in sorted(cells):
        if joined and x1 <= joined[-1][1] + 0.75:
            joined[-1] = (joined[-1][0], max(joined[-1][1], x2))
        else:
            joined.append((x1, x2))
    return joined


def _mark(view: TranscriptView, block: Block, stripe: Stripe) -> Mark:
    assert view.blocks is not None
    coding = stripe.coding
    level = view.level_of(coding)
    line = view.blocks.line
    inset = max(1, round(line * 0.1))
    foot = round(line) - inset - 2 + round(min(2, level) * 2.5)
    washes: list[QRect] = []
    lines: list[QRect] = []
    shallow, x, row = level < DEEPEST, view.columns.text_x, int(line)
    for number, x1, x2 in stretches(view.blocks, block, coding.start, coding.end):
        left, top = round(x + x1) - 1, number * row
        width = round(x + x2) + 1 - left
        if shallow:
            washes.append(QRect(left, top + inset, width, row - 2 * inset))
        lines.append(QRect(left, top + foot, width, 2))
    return Mark(coding, stripe, washes, lines, _bar(view.stripe_rect(stripe, 0).toRect()))


def _bar(rect: QRect) -> list[QRect]:
    """Return a stripe with its corners taken off, in three pieces that do not overlap."""
    x, y, width, height = rect.getRect()  # type: ignore[misc]
    return [
        QRect(x + 1, y, width - 2, 1),
        QRect(x, y + 1, width, height - 2),
        QRect(x + 1, y + height - 1, width - 2, 1),
    ]


# -- beside the text --------------------------------------------------------------------------------------


def words(text: str, font: QFont) -> QStaticText:
    """Return text laid out for painting as it is."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
    made.prepare(QTransform(), font)
    return made


def _names(view: TranscriptView, made: Picture) -> None:
    columns, row, metrics = view.columns, view.label_row, view.meta_metrics
    x, drop = columns.labels_x + 14, (row - metrics.height()) / 2
    for label in made.labels:
        top = round(label.top + drop)
        if label.coding is None:
            more = words(view.tr("+%n more", "", label.more), view.meta_font)
            made.names.append(Words(more, QPointF(x, top)))
            continue
        initials = label.coding.initials if view.several_coders else ""
        taken = metrics.horizontalAdvance(initials) + 6 if initials else 0
        name = metrics.elidedText(
            label.coding.code, Qt.TextElideMode.ElideRight, max(0.0, columns.labels_width - 14 - taken)
        )
        made.names.append(Words(view.static(name), QPointF(x, top), label.coding))
        made.dots.append((label.coding, QPointF(columns.labels_x, round(label.top + row / 2) - 4)))
        if initials:
            at = x + metrics.horizontalAdvance(name) + 6
            made.initials.append(Words(view.static(initials), QPointF(at, top), label.coding))


def _gutter(view: TranscriptView, turn: TurnRow) -> Gutter:
    assert view.blocks is not None
    columns, line = view.columns, view.blocks.line
    plain, heavy = view.meta_metrics, QFontMetricsF(view.name_font)
    drop = round((line - plain.height()) / 2)
    right = round(columns.text_x - 28)
    number = str(turn.number)
    wide = plain.horizontalAdvance(number)
    made = Gutter()
    name = turn.speaker or ""
    if name:
        font, metrics = (view.meta_font, plain) if turn.asking else (view.name_font, heavy)
        room = max(0.0, columns.gutter - 46 - wide)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
        width = metrics.horizontalAdvance(shown)
        made.name = Words(words(shown, font), QPointF(round(right - width), drop))
        made.number = Words(view.static(number), QPointF(round(right - width - 8 - wide), drop))
    else:
        made.number = Words(view.static(number), QPointF(right - wide, drop))
    if turn.time_start is not None:
        time = clock(turn.time_start)
        place = QPointF(round(right - plain.horizontalAdvance(time)), round(line * 0.8))
        made.clock = Words(view.static(time), place)
    return made
