# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Painting the visible blocks: gutter, washes, text, selection, stripes and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextCharFormat, QTextLayout

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript.blocks import Block
from qualcoder_tc.ui.transcript.found import paint_found
from qualcoder_tc.ui.transcript.pictures import Mark, Picture, Words, clock, picture, rectangles, x_of

if TYPE_CHECKING:
    from qualcoder_tc.ui.transcript.view import TranscriptView

__all__ = ["clock", "paint_blocks", "x_of"]


def paint_blocks(view: TranscriptView, painter: QPainter, blocks: list[tuple[Block, float]], clip: QRect) -> None:
    """Paint blocks, each with the y at which its text begins; only what touches the clip is asked for."""
    assert view.blocks is not None and view.document is not None
    inks = _Inks(view)
    for block, top in blocks:
        y = round(top)
        made = picture(view, block)
        here = QRectF(clip.translated(0, -y))
        painter.translate(0, y)
        turn = view.document.turns[block.turn]
        if view.current is not None and turn.id == view.current.id:
            _current_ground(view, painter, block, inks)
        _washes(view, painter, made, inks)
        if view.found:
            paint_found(view, painter, block)
        _text(view, painter, block, made, asking=turn.asking, clip=here, inks=inks)
        _lines(view, painter, made, inks)
        if view.emphasis:
            _emphasis(view, painter, block)
        if block.first:
            _gutter(view, painter, block, made, asking=turn.asking, inks=inks)
        _margin(view, painter, made, inks)
        painter.translate(0, -y)


class _Inks:
    """The colours of one painting, looked up once."""

    def __init__(self, view: TranscriptView) -> None:
        self.ink, self.soft, self.page = theme.colour("ink"), theme.colour("soft"), theme.colour("page")
        self.accent, self.current = theme.colour("accent"), theme.colour("current")
        self.chosen = view.chosen
        quiet = view.chosen is not None
        self._wash = "quiet wash" if quiet else "wash"
        self._stripe = "quiet stripe" if quiet else "stripe"

    def wash(self, mark: Mark) -> object:
        kind = "chosen wash" if mark.coding.id == self.chosen else self._wash
        return theme.derived(mark.coding.colour, kind)

    def stripe(self, mark: Mark) -> object:
        kind = "stripe" if mark.coding.id == self.chosen else self._stripe
        return theme.derived(mark.coding.colour, kind)


def _current_ground(view: TranscriptView, painter: QPainter, block: Block, inks: _Inks) -> None:
    assert view.blocks is not None
    space = round(view.blocks.space(block))
    above = space // 2 if block.first else space
    height = round(block.height) - space + above
    last = block.index + 1 == len(view.blocks.items) or view.blocks.items[block.index + 1].first
    rect = QRect(
        0,
        -above,
        view.viewport().width(),
        height + (round(view.blocks.gap) - round(view.blocks.gap) // 2 if last else 0),
    )
    painter.fillRect(rect, inks.current)
    painter.fillRect(QRect(0, rect.top(), 3, rect.height()), inks.accent)


def _washes(view: TranscriptView, painter: QPainter, made: Picture, inks: _Inks) -> None:
    for mark in made.under:
        ink = inks.wash(mark)
        for rect in mark.washes:
            painter.fillRect(rect, ink)  # type: ignore[arg-type]


def _lines(view: TranscriptView, painter: QPainter, made: Picture, inks: _Inks) -> None:
    for mark in made.marks:
        ink = theme.derived(mark.coding.colour, "stripe")
        thick = mark.coding.id == inks.chosen
        for rect in mark.lines:
            painter.fillRect(rect.adjusted(0, -1, 0, 0) if thick else rect, ink)


def _text(
    view: TranscriptView, painter: QPainter, block: Block, made: Picture, *, asking: bool, clip: QRectF, inks: _Inks
) -> None:
    assert view.blocks is not None
    layout = view.blocks.make(block)
    painter.setPen(inks.soft if asking else inks.ink)
    marks: list[QTextLayout.FormatRange] = []
    # Quiet words on a wash could not be read: what is coded of a question is as dark as an answer.
    for start, end in made.coded:
        marks.append(_range(start, end, "ink"))
    a, b = view.selection()
    if a < b and a < block.end and b > block.start:
        marks.append(_range(block.units(a), block.units(b), "accent_ink", "accent"))
    layout.draw(painter, QPointF(view.columns.text_x, 0), marks, clip)
    if view.hasFocus() and block.start <= view.caret <= block.end and view.block_of_caret() is block:
        # Drawn by hand: a layout's own cursor blinks for nobody and is one pixel wide.
        line = layout.lineForTextPosition(block.units(view.caret))
        if line.isValid():
            x = view.columns.text_x + x_of(line.cursorToX(block.units(view.caret)))
            top = view.blocks.line_top(line)
            painter.fillRect(QRectF(x - 0.75, top + 2, 1.5, view.blocks.line - 4), inks.accent)


def _range(start: int, end: int, ink: str, ground: str | None = None) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = start, end - start
    form = QTextCharFormat()
    form.setForeground(theme.colour(ink))
    if ground is not None:
        form.setBackground(theme.colour(ground))
    mark.format = form
    return mark


def _emphasis(view: TranscriptView, painter: QPainter, block: Block) -> None:
    painter.setPen(QPen(theme.colour("accent"), 1.2, Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for start, end in view.emphasis_between(block.start, block.end):
        for rect in rectangles(view, block, start, end):
            painter.drawLine(rect.bottomLeft() - QPointF(0, 1), rect.bottomRight() - QPointF(0, 1))


def _gutter(
    view: TranscriptView, painter: QPainter, block: Block, made: Picture, *, asking: bool, inks: _Inks
) -> None:
    assert view.document is not None and view.blocks is not None
    gutter = made.gutter
    if gutter.name is not None:
        painter.setFont(view.meta_font if asking else view.name_font)
        painter.setPen(inks.soft if asking else inks.ink)
        _words(painter, gutter.name)
        order = view.speakers.get(view.document.turns[block.turn].speaker or "")
        if order is not None:
            mark = view.speaker_mark(order)
            place = QPoint(round(view.columns.text_x) - 22, round((view.blocks.line - 8) / 2))
            painter.drawPixmap(place, mark)
    painter.setFont(view.meta_font)
    painter.setPen(inks.soft)
    for words in (gutter.number, gutter.clock):
        if words is not None:
            _words(painter, words)


def _words(painter: QPainter, words: Words) -> None:
    painter.drawStaticText(words.place, words.text)


def _margin(view: TranscriptView, painter: QPainter, made: Picture, inks: _Inks) -> None:
    for mark in made.marks:
        ink = inks.stripe(mark)
        for rect in mark.bar:
            painter.fillRect(rect, ink)  # type: ignore[arg-type]
        if mark.coding.id == inks.chosen:
            _handles(view, painter, mark, inks)
    painter.setFont(view.meta_font)
    painter.setPen(inks.soft)
    for words in made.names:
        if words.coding is not None and words.coding.id == inks.chosen:
            painter.setPen(inks.ink)
            _words(painter, words)
            painter.setPen(inks.soft)
        else:
            _words(painter, words)
    for words in made.initials:
        _words(painter, words)
    for coding, place in made.dots:
        painter.drawPixmap(place, view.dot(coding.colour))


def _handles(view: TranscriptView, painter: QPainter, mark: Mark, inks: _Inks) -> None:
    """Show where the chosen stripe is taken hold of."""
    rect = view.stripe_rect(mark.stripe, 0)
    painter.fillRect(rect.toRect().adjusted(-1, 2, 1, -2), theme.stripe(mark.coding.colour))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(inks.page)
    painter.setPen(QPen(theme.stripe(mark.coding.colour), 1.5))
    for wanted, at in ((mark.stripe.begins, rect.top() + 3), (mark.stripe.ends, rect.bottom() - 3)):
        if wanted:
            painter.drawEllipse(QPointF(rect.center().x(), at), 3.5, 3.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
