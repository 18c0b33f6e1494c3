# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The transcript as a widget: what is shown, chosen and selected."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from qualcoder_tc.model.intervals import IntervalIndex
from qualcoder_tc.model.records import CodingRow, DocumentText, TurnRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript.blocks import Block, Blocks
from qualcoder_tc.ui.transcript.caret import Caret
from qualcoder_tc.ui.transcript.gestures import Gestures
from qualcoder_tc.ui.transcript.margin import Label, Lanes, Stripe, labels
from qualcoder_tc.ui.transcript.painter import paint_block

LEADING = 1.32  # on the font's own height, which gives about 1.6 of its size
_TOP = 20


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


class TranscriptView(Gestures, QAbstractScrollArea):  # pyright: ignore[reportUntypedBaseClass]
    """Shows a document with its codings; never changes anything, only asks for changes."""

    selection_changed = Signal(object)  # (start, end) or None
    current_turn_changed = Signal(object)  # TurnRow
    coding_selected = Signal(object)  # id or None
    resize_requested = Signal(int, int, int)
    remove_requested = Signal(int)
    memo_requested = Signal(int)
    context_menu_requested = Signal(object, QPoint)
    code_dropped = Signal(int, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document: DocumentText | None = None
        self.blocks: Blocks | None = None
        self.moves: Caret | None = None
        self.current: TurnRow | None = None
        self.chosen: int | None = None
        self.lanes = Lanes()
        self.emphasis: list[tuple[int, int]] = []
        self.several_coders = False
        self.caret = self.anchor = 0
        self.columns = Columns(100, 100, 500, 620, 12, 660, 0)
        self._index: IntervalIndex[CodingRow] = IntervalIndex()
        self._hidden: set[int] = set()
        self._coders: set[int] = set()
        self._depths: dict[int, int] = {}
        self._empty = self.tr("Choose a document on the left, or drop files here.")
        self._size = 15.5
        self.text_font, self.meta_font = QFont(), QFont()
        self.label_row = 18.0
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Transcript"))
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        theme.theme().changed.connect(self._on_theme_changed)
        self._set_fonts()

    # -- what is shown ------------------------------------------------------------------------------------

    def set_document(self, document: DocumentText | None) -> None:
        """Show a document from its beginning, or the empty state."""
        self.document = document
        self._index = IntervalIndex()
        self.chosen, self.current, self.emphasis = None, None, []
        start = document.turns[0].start if document and document.turns else 0
        self.caret = self.anchor = start
        self._depths.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._follow_caret(quiet=True)
        self.selection_changed.emit(None)

    def set_codings(self, codings: Iterable[CodingRow]) -> None:
        """Show these codings in the place of all others."""
        self._index = IntervalIndex(codings)
        self._codings_changed()

    def update_codings(self, changed: Sequence[CodingRow], removed: Sequence[int] = ()) -> None:
        """Show changed and new codings, and no longer those removed."""
        touched: list[CodingRow | None] = []
        for key in removed:
            touched.append(self._index.remove(key))
            if key == self.chosen:
                self.select_coding(None)
        for coding in changed:
            touched += [self._index.get(coding.id), coding]
            self._index.add(coding)
        # What lies within one paragraph changes nothing elsewhere: the cost is that of what is near.
        if len(touched) > 50 or any(c is not None and self._is_far(c) for c in touched):
            self._codings_changed()
            return
        self._coders |= {c.coder_id for c in changed}
        self.several_coders = len(self._coders - self._hidden) > 1
        self._depths.clear()
        self.viewport().update()

    def set_hidden_coders(self, ids: Iterable[int]) -> None:
        """Leave out the codings of these coders."""
        self._hidden = set(ids)
        self._codings_changed()

    def set_emphasis(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark spans with a dotted line: search hits, a suggestion's passage."""
        self.emphasis = list(spans)
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """Say what to do where there is no document."""
        self._empty = text
        self.viewport().update()

    def set_text_size(self, pixels: float) -> None:
        """Set the size of the reading text; the place in the text stays."""
        self._size = min(32.0, max(10.0, pixels))
        place = self.visible_position()
        self._set_fonts()
        self._lay_out()
        self.restore_position(place)

    @property
    def text_size(self) -> float:
        """Return the size of the reading text in pixels."""
        return self._size

    def _is_far(self, coding: CodingRow) -> bool:
        """Tell whether a coding spans several paragraphs."""
        if self.blocks is None:
            return True
        return self.blocks.at_point(coding.start) is not self.blocks.at_point(max(coding.start, coding.end - 1))

    def _codings_changed(self) -> None:
        shown = [c for c in self._index.all() if c.coder_id not in self._hidden]
        self._coders = {c.coder_id for c in shown}
        self.several_coders = len(self._coders) > 1
        self._depths.clear()
        if self.blocks:
            self.lanes.assign(shown, self.blocks)
        self.viewport().update()

    # -- choosing -----------------------------------------------------------------------------------------

    def codings(self) -> list[CodingRow]:
        """Return the codings shown, by position."""
        return [c for c in self._index.all() if c.coder_id not in self._hidden]

    def shown_codings(self, start: int, end: int) -> list[CodingRow]:
        """Return the codings shown that overlap [start, end)."""
        return [c for c in self._index.overlapping(start, end) if c.coder_id not in self._hidden]

    def select_coding(self, coding_id: int | None) -> None:
        """Choose a coding: it stands out, and keys act on it."""
        if coding_id != self.chosen:
            self.chosen = coding_id
            self.viewport().update()
            self.coding_selected.emit(coding_id)

    def selected_coding(self) -> CodingRow | None:
        """Return the chosen coding."""
        return self._index.get(self.chosen) if self.chosen is not None else None

    def selection(self) -> tuple[int, int]:
        """Return the selected span, which may be empty."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def selected_span(self) -> tuple[int, int] | None:
        """Return the selected span, None if nothing is selected."""
        start, end = self.selection()
        return (start, end) if start < end else None

    def set_selection(self, start: int, end: int) -> None:
        """Select [start, end); an empty span only puts the caret there."""
        self.anchor, self.caret = start, end
        self._follow_caret()
        span = self.selected_span()
        self.selection_changed.emit(span)
        self.viewport().update()

    def current_turn(self) -> TurnRow | None:
        """Return the turn in which the caret stands."""
        return self.current

    def level_of(self, coding: CodingRow) -> int:
        """Return how many codings that begin before it lie under a coding's beginning, to stack their lines."""
        if coding.id not in self._depths:
            here = self.shown_codings(coding.start, coding.start + 1)
            earlier = [c for c in here if (c.start, -c.end, c.id) < (coding.start, -coding.end, coding.id)]
            self._depths[coding.id] = len(earlier)
        return self._depths[coding.id]

    # -- places -------------------------------------------------------------------------------------------

    def go_to(self, position: int) -> None:
        """Put the caret at a position and bring it into sight."""
        self.anchor = self.caret = position
        self._follow_caret(quiet=True)
        self._show(position, at_third=True)
        self.selection_changed.emit(None)
        self.viewport().update()

    def go_to_turn(self, number: int) -> None:
        """Put the caret at the beginning of a turn."""
        if self.document and 1 <= number <= len(self.document.turns):
            self.go_to(self.document.turns[number - 1].start)

    def find_text(self, text: str, *, backwards: bool = False) -> bool:
        """Select the next place where the words stand, whatever their case, around the end if need be."""
        if not self.document or not text:
            return False
        from qualcoder_tc.model import search

        found = search.places(self.document.text, text)
        inside = [p for p in found if self._within_turn(*p)]
        if not inside:
            return False
        start, end = self.selection()
        if backwards:
            place = next((p for p in reversed(inside) if p[0] < start), inside[-1])
        else:
            place = next((p for p in inside if p[0] >= max(start + 1, end)), inside[0])
        self._show(place[0], at_third=True)
        self.set_selection(*place)
        return True

    def _within_turn(self, start: int, end: int) -> bool:
        assert self.document and self.moves
        turn = self.document.turns[self.moves.turn_index(start)]
        return turn.start <= start and end <= turn.end

    def visible_position(self) -> int:
        """Return the first position in sight, to come back to."""
        block = self.blocks.at_height(self.verticalScrollBar().value() - _TOP + 2) if self.blocks else None
        return block.start if block else 0

    def restore_position(self, position: int) -> None:
        """Scroll to a position taken from `visible_position`."""
        block = self.blocks.at_point(position) if self.blocks else None
        if block and self.blocks:
            self.verticalScrollBar().setValue(math.ceil(self.blocks.top(block)) + (_TOP if block.index else 0))

    def block_of_caret(self) -> Block | None:
        """Return the block in which the caret stands."""
        return self.blocks.at_point(self.caret) if self.blocks else None

    def turn_lines(self, turn: TurnRow) -> int:
        """Return how many lines the first block of a turn has."""
        block = self.blocks.at_point(turn.start) if self.blocks else None
        return self.blocks.make(block).lineCount() if block and self.blocks else 1

    def _follow_caret(self, *, quiet: bool = False) -> None:
        if not self.document or not self.document.turns or self.moves is None:
            return
        turn = self.document.turns[self.moves.turn_index(self.caret)]
        if self.current is None or turn.id != self.current.id:
            self.current = turn
            self.current_turn_changed.emit(turn)
        if not quiet:
            self._show(self.caret)

    def _show(self, position: int, *, at_third: bool = False) -> None:
        block = self.blocks.at_point(position) if self.blocks else None
        if not block or not self.blocks:
            return
        layout = self.blocks.make(block)
        self._range()
        line = layout.lineForTextPosition(block.units(position))
        y = self.blocks.top(block) + self.blocks.space(block) + self.blocks.line_top(line) + _TOP
        bar, height = self.verticalScrollBar(), self.viewport().height()
        margin = self.blocks.line * 1.5
        if at_third and not bar.value() + margin < y < bar.value() + height - 3 * margin:
            bar.setValue(int(y - height / 3))
        elif y - margin < bar.value():
            bar.setValue(int(y - margin))
        elif y + self.blocks.line + margin > bar.value() + height:
            bar.setValue(int(y + self.blocks.line + margin - height))

    # -- layout and painting ------------------------------------------------------------------------------

    def _set_fonts(self) -> None:
        self.text_font = QFont(self.font())
        self.text_font.setPixelSize(round(self._size))
        self.meta_font = QFont(self.font())
        self.meta_font.setPixelSize(max(9, round(theme.tokens().meta * self._size / 15.5)))
        self.label_row = self.meta_font.pixelSize() * 1.55

    def _on_theme_changed(self) -> None:
        self._set_fonts()
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.viewport().width()
        scale = self._size / 15.5
        measure = 504.0 * scale
        lanes, names = 40.0, 190.0
        narrow = width < 126.0 * scale + measure + lanes + 90
        gutter = (118.0 if narrow else 130.0) * min(1.4, scale)
        # In a narrow window the lines grow shorter before the names beside the stripes go.
        room = width - gutter - lanes - 12
        text_width = min(measure, max(room - 112, min(room, 400.0 * scale), 220.0))
        spare = max(0.0, width - gutter - text_width - lanes - names)
        left = min(spare / 2, 140.0)
        text_x = left + gutter
        lanes_x = text_x + text_width + 22
        labels_x = lanes_x + lanes - 4
        self.columns = Columns(
            gutter, text_x, text_width, lanes_x, 7.0 if narrow else 9.0, labels_x, max(0.0, width - labels_x - 10)
        )
        document = self.document
        self.blocks = Blocks(document, self.text_font, text_width, LEADING) if document else None
        self.moves = Caret(document, self.blocks) if document and self.blocks else None
        self._depths.clear()
        if self.blocks:
            self.lanes.assign(self.codings(), self.blocks)
        self._range()
        self.viewport().update()

    def _range(self) -> None:
        total = (self.blocks.total() if self.blocks else 0.0) + 2 * _TOP
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

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks that are in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.colour("page"))
        if not self.blocks or not self.blocks.items:
            self._paint_empty(painter)
            return
        for block, y in self.visible_blocks():
            paint_block(self, painter, block, y)
        self._range()

    def visible_blocks(self) -> list[tuple[Block, float]]:
        """Return the blocks in sight, laid out, each with the y at which its text begins."""
        assert self.blocks is not None
        scroll, height = self.verticalScrollBar().value() - _TOP, self.viewport().height()
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
        step = self.columns.lane_step if stripe.lane < 5 else self.columns.lane_step * 0.8
        x = self.columns.lanes_x - 8 + stripe.lane * step
        return QRectF(x, y + stripe.top + 2, 4, max(6.0, stripe.bottom - stripe.top - 4))

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setPen(theme.colour("soft"))
        painter.setFont(self.text_font)
        area = QRect(self.viewport().rect()).adjusted(40, 0, -40, -60)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty)
