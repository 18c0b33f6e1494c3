# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The sheet: columns, layout, scrolling, painting, and what is prepared while nothing else is to do."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent, QStaticText

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript.blocks import Block, Blocks
from qualcoder_tc.ui.transcript.caret import Caret
from qualcoder_tc.ui.transcript.margin import Label, Stripe, labels
from qualcoder_tc.ui.transcript.marks import dot, speaker_mark
from qualcoder_tc.ui.transcript.painter import paint_blocks
from qualcoder_tc.ui.transcript.pictures import picture, words

# A part of TranscriptView, which cannot be named here without going round in a circle.
Base: Any = Any if TYPE_CHECKING else object

LEADING = 1.32  # on the font's own height, which gives about 1.6 of its size
TOP = 20
_LANES = 84.0  # pixels that stripes may take beside the text; where they need more they close up
_AHEAD = 1.5  # pages below the one in sight that are laid out while nothing else is to do


@dataclass(frozen=True, slots=True)
class Columns:
    """Where gutter, text, stripes and labels stand, in pixels of the viewport."""

    gutter: float
    text_x: float
    text_width: float
    lanes_x: float
    lane_step: float
    labels_x: float
    labels_width: float


class Sheet(Base):
    """How a TranscriptView is laid out and painted."""

    def static(self, text: str) -> QStaticText:
        """Return a name, number or time in the small font, laid out once for all the places where it stands."""
        made = self._statics.get(text)
        if made is None:
            made = self._statics[text] = words(text, self.meta_font)
        return made

    def dot(self, colour: str) -> QPixmap:
        """Return the dot of a code's colour."""
        made = self._dots.get(colour)
        if made is None:
            made = self._dots[colour] = dot(colour, self.devicePixelRatioF())
        return made

    def speaker_mark(self, order: int) -> QPixmap:
        """Return the mark of the nth speaker."""
        return speaker_mark(order, self.devicePixelRatioF())

    def emphasis_between(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the emphasised spans that touch [start, end); they are in order and may be thousands."""
        first = bisect_right(self.emphasis, (start, 0))
        last = bisect_left(self.emphasis, (end, 0))
        return [span for span in self.emphasis[max(0, first - 1) : last] if span[1] > start]

    def _set_fonts(self) -> None:
        self._statics.clear()
        self._dots.clear()
        self.text_font = QFont(self.font())
        self.text_font.setPixelSize(round(self._size))
        self.meta_font = QFont(self.font())
        self.meta_font.setPixelSize(max(9, round(theme.tokens().meta / theme.theme().scale * self._size / 15.5)))
        self.name_font = QFont(self.meta_font)
        self.name_font.setWeight(QFont.Weight.DemiBold)
        self.meta_metrics = QFontMetricsF(self.meta_font)
        self.label_row = float(round(self.meta_font.pixelSize() * 1.55))

    def _on_theme_changed(self) -> None:
        self._set_fonts()
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.viewport().width()
        scale = self._size / 15.5
        measure = 504.0 * scale
        lanes, names = 40.0, 190.0
        narrow = width < 136.0 * scale + measure + lanes + 90
        gutter = (128.0 if narrow else 138.0) * min(1.4, scale)
        # In a narrow window the lines grow shorter before the names beside the stripes go.
        room = width - gutter - lanes - 12
        text_width = min(measure, max(room - 112, min(room, 400.0 * scale), 220.0))
        spare = max(0.0, width - gutter - text_width - lanes - names)
        left = min(spare / 2, 140.0)
        text_x = left + gutter
        lanes_x = text_x + text_width + (14 if narrow else 22)
        labels_x = lanes_x + lanes - 4
        self.columns = Columns(
            gutter, text_x, text_width, lanes_x, 7.0 if narrow else 9.0, labels_x, max(0.0, width - labels_x - 10)
        )
        self._make_room()
        document = self.document
        timed = document is not None and any(turn.time_start is not None for turn in document.turns)
        self.blocks = Blocks(document, self.text_font, text_width, self._leading, clock=timed) if document else None
        self.moves = Caret(document, self.blocks) if document and self.blocks else None
        self._depths.clear()
        if self.blocks:
            self.lanes.assign(self.codings(), self.blocks)
        self._range()
        self.viewport().update()

    def _make_room(self) -> None:
        """Give the stripes the room that their lanes need; where they need too much they close up."""
        columns = self.columns
        widest = 7.0 if columns.lane_step < 9.0 else 9.0
        step = min(columns.lane_step, _LANES / self.lane_count) if self.lane_count * widest > _LANES else widest
        least = 44.0 if widest > 7.0 else 36.0  # a narrow window has more use for the names
        labels_x = columns.lanes_x - 8 + max(least, self.lane_count * step + 8)
        width = max(0.0, self.viewport().width() - labels_x - (10 if widest > 7.0 else 4))
        self.columns = replace(columns, lane_step=step, labels_x=labels_x, labels_width=width)

    def _range(self) -> None:
        total = (self.blocks.total() if self.blocks else 0.0) + 2 * TOP
        bar = self.verticalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(int(self.blocks.line * 2) if self.blocks else 20)
        maximum = max(0, int(total) - self.viewport().height())
        if bar.maximum() != maximum:
            bar.setRange(0, maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew, keeping the place in the text."""
        place = self.visible_position()
        if event.oldSize().width() != event.size().width():
            self._lay_out()
            self.restore_position(place)
        else:
            self._range()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Move what is painted and paint only what comes into sight."""
        value = self.verticalScrollBar().value()
        moved, self._scrolled = self._scrolled - value, value
        if self.blocks is None or abs(moved) >= self.viewport().height():
            self.viewport().update()
            return
        total = self.blocks.total()
        self.visible_blocks()
        if self.blocks.total() == total:
            self.viewport().scroll(0, moved)
        else:
            self.viewport().update()  # heights that were guessed turned out otherwise

    def visible_blocks(self) -> list[tuple[Block, float]]:
        """Return the blocks in sight, laid out, each with the y at which its text begins."""
        assert self.blocks is not None
        scroll, height = self.verticalScrollBar().value() - TOP, self.viewport().height()
        block = self.blocks.at_height(scroll)
        found: list[tuple[Block, float]] = []
        y = self.blocks.top(block) - scroll if block else 0.0
        while block is not None and y < height:
            self.blocks.make(block)
            found.append((block, y + self.blocks.space(block)))
            y += block.height
            block = self.blocks.items[block.index + 1] if block.index + 1 < len(self.blocks.items) else None
        return found

    def labels_of(self, block: Block, stripes: Sequence[Stripe]) -> list[Label]:
        """Return the labels beside a block."""
        return labels(block, stripes, self.label_row)

    def stripe_rect(self, stripe: Stripe, y: float) -> QRectF:
        """Return where a stripe is painted; lanes close up where there are many."""
        step = self.columns.lane_step
        x = round(self.columns.lanes_x - 8 + stripe.lane * step)
        return QRectF(
            x, y + stripe.top + 2, max(2, min(4, int(step) - 1)), max(6.0, stripe.bottom - stripe.top - 4)
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks that are in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("page"))
        if not self.blocks or not self.blocks.items:
            self._paint_empty(painter)
            return
        self._scrolled = self.verticalScrollBar().value()
        place = event.rect()
        above, below = place.top() - 4, place.bottom() + 4
        shown = [(b, y) for b, y in self.visible_blocks() if y - self.blocks.gap < below and y + b.height > above]
        if self._widen(shown):
            shown = self.visible_blocks()
            place = self.viewport().rect()
            self._widened = True  # beyond what was asked for it is painted when idle
        paint_blocks(self, painter, shown, place)
        self._range()
        if not self._idle.isActive():
            self._idle.start(15)

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("soft"))
        painter.setFont(self.text_font)
        area = QRect(self.viewport().rect()).adjusted(40, 0, -40, -60)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)

    def _paint_anew(self) -> None:
        """Forget all that was made for painting, and paint."""
        self._depths.clear()
        for block in self.blocks.items if self.blocks else ():
            block.picture = None
        self.viewport().update()

    def _widen(self, shown: Sequence[tuple[Block, float]]) -> bool:
        """Make what will be painted; tell whether stripes took more room than there was."""
        before = self.lane_count
        for block, _ in shown:
            picture(self, block)
        if self.lane_count == before:
            return False
        self._make_room()
        self._paint_anew()
        return True

    def _on_idle_timeout(self) -> None:
        """Prepare what lies below and above what is in sight, a little at a time."""
        if self.blocks is None or not self.blocks.items:
            return
        if self._widened:
            self._widened = False
            self.viewport().update()
        shown = self.visible_blocks()
        height = self.viewport().height()
        block = self._unprepared(shown[-1][0], 1, height * _AHEAD) or self._unprepared(shown[0][0], -1, height)
        if block is None:
            return
        top = self.blocks.top(shown[0][0])
        lanes = self.lane_count
        picture(self, block)
        if self.lane_count != lanes:
            self._make_room()
            self._paint_anew()
        self._keep_in_place(self.blocks.top(shown[0][0]) - top)
        self._idle.start(0)

    def _unprepared(self, block: Block, step: int, room: float) -> Block | None:
        assert self.blocks is not None
        while room > 0 and 0 <= block.index + step < len(self.blocks.items):
            block = self.blocks.items[block.index + step]
            if block.picture is None:
                return block
            room -= block.height
        return None

    def _keep_in_place(self, moved: float) -> None:
        """Follow what is in sight when what lies above it turned out to be higher or lower than was guessed."""
        bar = self.verticalScrollBar()
        if moved == 0:
            self._range()
            return
        bar.blockSignals(True)
        self._range()
        bar.setValue(bar.value() + round(moved))
        bar.blockSignals(False)
        bar.update()
        self._scrolled = bar.value()
