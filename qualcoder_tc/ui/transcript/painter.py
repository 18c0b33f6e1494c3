# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Painting the visible blocks: gutter, washes, text, selection, stripes and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout

from qualcoder_tc.model.records import CodingRow, TurnRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript.blocks import Block
from qualcoder_tc.ui.transcript.margin import Label, Stripe

if TYPE_CHECKING:
    from qualcoder_tc.ui.transcript.view import TranscriptView


def clock(seconds: float) -> str:
    """Return seconds as 12:05 or 1:12:05."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def paint_block(view: TranscriptView, painter: QPainter, block: Block, y: float) -> None:
    """Paint one block whose text begins at y."""
    columns, document = view.columns, view.document
    assert document is not None and view.blocks is not None
    turn = document.turns[block.turn]
    if view.current is not None and turn.id == view.current.id:
        _current_ground(view, painter, block, y)
    if block.first:
        _gutter(view, painter, turn, y)
    codings = view.shown_codings(block.start, block.end)
    places = [(c, rectangles(view, block, c.start, c.end, y)) for c in codings]
    for coding, rects in sorted(places, key=lambda pair: pair[0].start - pair[0].end):
        _wash(view, painter, coding, rects)
    _text(view, painter, block, turn, y)
    for coding, rects in places:
        _underline(view, painter, coding, rects)
    _emphasis(view, painter, block, y)
    stripes = view.lanes.stripes(block, codings, view.blocks)
    for stripe in stripes:
        _stripe(view, painter, stripe, y)
    if columns.labels_width > 60:
        for label in view.labels_of(block, stripes):
            _label(view, painter, label, y)


def _current_ground(view: TranscriptView, painter: QPainter, block: Block, y: float) -> None:
    assert view.blocks is not None
    top = y - view.blocks.space(block) / 2
    rect = QRectF(0, top, view.viewport().width(), block.height + (0 if block.first else view.blocks.space(block)))
    painter.fillRect(rect, theme.colour("current"))
    painter.fillRect(QRectF(0, top, 3, rect.height()), theme.colour("accent"))


def _gutter(view: TranscriptView, painter: QPainter, turn: TurnRow, y: float) -> None:
    columns, line = view.columns, view.blocks.line if view.blocks else 20.0
    font = QFont(view.meta_font)
    painter.setFont(font)
    painter.setPen(theme.colour("soft"))
    metrics = QFontMetricsF(font)
    name = turn.speaker or ""
    if name:
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if not turn.asking:
            painter.setPen(theme.colour("ink"))
        metrics = QFontMetricsF(font)
    number = str(turn.number)
    number_width = QFontMetricsF(view.meta_font).horizontalAdvance(number)
    room = columns.gutter - 20 - number_width - 6
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, max(0.0, room))
    right = columns.text_x - 18
    painter.drawText(
        QRectF(right - room, y, room, line), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown
    )
    painter.setFont(view.meta_font)
    painter.setPen(theme.colour("soft"))
    left = right - (metrics.horizontalAdvance(shown) + 8 if shown else 0)
    painter.drawText(
        QRectF(left - number_width - 2, y, number_width + 2, line),
        Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        number,
    )
    if turn.time_start is not None and view.turn_lines(turn) > 1:
        painter.drawText(
            QRectF(right - room, y + line * 0.86, room, line * 0.8),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop,
            clock(turn.time_start),
        )


def rectangles(view: TranscriptView, block: Block, start: int, end: int, y: float) -> list[QRectF]:
    """Return where [start, end) of the document stands within a block, a rectangle for each line."""
    assert view.blocks is not None
    view.blocks.make(block)
    first, last = block.units(start), block.units(end)
    found: list[QRectF] = []
    for line in block.lines():
        begin, stop = line.textStart(), line.textStart() + line.textLength()
        a, b = max(first, begin), min(last, stop)
        if a >= b:
            continue
        x1, x2 = sorted((x_of(line.cursorToX(a)), x_of(line.cursorToX(b))))
        top = y + view.blocks.line_top(line)
        found.append(QRectF(view.columns.text_x + x1, top, x2 - x1, view.blocks.line))
    return found


def x_of(value: object) -> float:
    # PySide returns (x, position) where C++ would change the position in place.
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]


def _wash(view: TranscriptView, painter: QPainter, coding: CodingRow, rects: list[QRectF]) -> None:
    ground = QColor(theme.wash(coding.colour))
    chosen = view.chosen == coding.id
    if chosen:
        ground.setAlphaF(min(0.4, ground.alphaF() * 1.9))
    elif view.chosen is not None:
        ground.setAlphaF(ground.alphaF() * 0.55)
    inset = max(1.0, (view.blocks.line if view.blocks else 20) * 0.1)
    for rect in rects:
        painter.fillRect(rect.adjusted(-1, inset, 1, -inset), ground)


def _underline(view: TranscriptView, painter: QPainter, coding: CodingRow, rects: list[QRectF]) -> None:
    depth = min(2, view.level_of(coding))
    thick = 2.0 if view.chosen != coding.id else 3.0
    for rect in rects:
        bottom = rect.bottom() - max(1.0, rect.height() * 0.1) - 1 + depth * 2.5
        painter.fillRect(
            QRectF(rect.left() - 1, bottom - thick / 2, rect.width() + 2, thick), theme.stripe(coding.colour)
        )


def _text(view: TranscriptView, painter: QPainter, block: Block, turn: TurnRow, y: float) -> None:
    assert view.blocks is not None
    layout = view.blocks.make(block)
    painter.setPen(theme.colour("soft" if turn.asking else "ink"))
    painter.setFont(view.text_font)
    marks: list[QTextLayout.FormatRange] = []
    a, b = view.selection()
    if a < block.end and b > block.start:
        mark = QTextLayout.FormatRange()
        mark.start = block.units(a)
        mark.length = block.units(b) - mark.start
        form = QTextCharFormat()
        form.setBackground(theme.colour("accent"))
        form.setForeground(theme.colour("accent_ink"))
        mark.format = form
        marks.append(mark)
    layout.draw(painter, QPointF(view.columns.text_x, y), marks)
    if view.hasFocus() and block.start <= view.caret <= block.end and view.block_of_caret() is block:
        # Drawn by hand: a layout's own cursor blinks for nobody and is one pixel wide.
        line = layout.lineForTextPosition(block.units(view.caret))
        if line.isValid():
            x = view.columns.text_x + x_of(line.cursorToX(block.units(view.caret)))
            top = y + view.blocks.line_top(line)
            painter.fillRect(QRectF(x - 0.75, top + 2, 1.5, view.blocks.line - 4), theme.colour("accent"))


def _emphasis(view: TranscriptView, painter: QPainter, block: Block, y: float) -> None:
    painter.setPen(QPen(theme.colour("accent"), 1.2, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, end in view.emphasis:
        if start < block.end and end > block.start:
            for rect in rectangles(view, block, start, end, y):
                painter.drawLine(rect.bottomLeft() - QPointF(0, 1), rect.bottomRight() - QPointF(0, 1))


def _stripe(view: TranscriptView, painter: QPainter, stripe: Stripe, y: float) -> None:
    rect = view.stripe_rect(stripe, y)
    painter.setPen(Qt.PenStyle.NoPen)
    chosen = view.chosen == stripe.coding.id
    ink = QColor(theme.stripe(stripe.coding.colour))
    if view.chosen is not None and not chosen:
        ink.setAlphaF(0.45)
    painter.setBrush(ink)
    shown = rect.adjusted(-1, 0, 1, 0) if chosen else rect
    painter.drawRoundedRect(shown, 2, 2)
    if chosen:
        painter.setBrush(theme.colour("page"))
        painter.setPen(QPen(theme.stripe(stripe.coding.colour), 1.5))
        for wanted, at in ((stripe.begins, rect.top() + 3), (stripe.ends, rect.bottom() - 3)):
            if wanted:
                painter.drawEllipse(QPointF(rect.center().x(), at), 3.5, 3.5)


def _label(view: TranscriptView, painter: QPainter, label: Label, y: float) -> None:
    columns = view.columns
    row = view.label_row
    x, top = columns.labels_x, y + label.top
    painter.setFont(view.meta_font)
    metrics = QFontMetricsF(view.meta_font)
    if label.coding is None:
        painter.setPen(theme.colour("soft"))
        text = view.tr("+%n more", "", label.more)
        painter.drawText(QRectF(x + 14, top, columns.labels_width - 14, row), Qt.AlignmentFlag.AlignVCenter, text)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.stripe(label.coding.colour))
    painter.drawEllipse(QPointF(x + 4, top + row / 2), 3.5, 3.5)
    initials = label.coding.initials if view.several_coders and columns.labels_width >= 110 else ""
    initials_width = metrics.horizontalAdvance(initials) + 6 if initials else 0
    name = metrics.elidedText(
        label.coding.code, Qt.TextElideMode.ElideRight, columns.labels_width - 14 - initials_width
    )
    painter.setPen(theme.colour("ink" if view.chosen == label.coding.id else "soft"))
    painter.drawText(QRectF(x + 14, top, columns.labels_width - 14, row), Qt.AlignmentFlag.AlignVCenter, name)
    if initials:
        at = x + 14 + metrics.horizontalAdvance(name) + 5
        painter.setPen(theme.colour("soft"))
        small = QFont(view.meta_font)
        small.setPixelSize(max(9, view.meta_font.pixelSize() - 1))
        painter.setFont(small)
        painter.drawText(QRectF(at, top, initials_width + 10, row), Qt.AlignmentFlag.AlignVCenter, initials)
