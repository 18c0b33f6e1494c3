# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Mouse, keyboard and drops on the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip

from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.model.references import reference
from qualcoder_tc.ui.transcript.caret import sentence_at, snap, word_at
from qualcoder_tc.ui.transcript.margin import Stripe
from qualcoder_tc.ui.transcript.pictures import picture

# A part of TranscriptView, which cannot be named here without going round in a circle.
Base: Any = Any if TYPE_CHECKING else object

CODE_MIME = "application/x-qualcoder-tc-code"
_DRAG = 5  # pixels that a held end must be moved before it follows


class Gestures(Base):
    """What the hand does on a TranscriptView."""

    _pressed = False
    _held_at: QPointF | None = None
    _resizing: tuple[CodingRow, bool] | None = None

    def point_at(self, place: QPointF) -> int:
        """Return the position in the text nearest to a place of the viewport."""
        if not self.blocks or not self.blocks.items:
            return 0
        shown = self.visible_blocks()
        block, y = next(((b, y) for b, y in shown if place.y() < y + b.height - self.blocks.space(b)), shown[-1])
        layout = self.blocks.make(block)
        number = int(max(0.0, place.y() - y) // self.blocks.line)
        line = layout.lineAt(min(layout.lineCount() - 1, number))
        return block.point(line.xToCursor(place.x() - self.columns.text_x))

    def stripe_at(self, place: QPointF) -> tuple[Stripe, QRectF] | None:
        """Return the stripe at a place, with its rectangle."""
        if not self.blocks or place.x() < self.columns.lanes_x - 14 or place.x() > self.columns.labels_x:
            return None
        for block, y in self.visible_blocks():
            for mark in picture(self, block).marks:
                stripe, rect = mark.stripe, self.stripe_rect(mark.stripe, y)
                if rect.adjusted(-3, -2, 3, 2).contains(place):
                    return stripe, rect
        return None

    def label_at(self, place: QPointF) -> CodingRow | None:
        """Return the coding whose label is at a place."""
        if not self.blocks or place.x() < self.columns.labels_x:
            return None
        for block, y in self.visible_blocks():
            for label in picture(self, block).labels:
                if label.coding and 0 <= place.y() - y - label.top < self.label_row:
                    return label.coding
        return None

    # -- mouse --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Put the caret, choose a stripe, or take hold of its end."""
        if event.button() != Qt.MouseButton.LeftButton or not self.document:
            return
        place = event.position()
        if found := self.stripe_at(place):
            stripe, rect = found
            end = self._end_at(stripe, rect, place)
            if end is not None:
                self._resizing, self._held_at = (stripe.coding, end == "top"), place
            self.select_coding(stripe.coding.id)
            return
        if label := self.label_at(place):
            self.select_coding(label.id)
            return
        point = self.point_at(place)
        self._pressed = True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.set_selection(self.anchor, point)
        else:
            self.select_coding(None)
            self.set_selection(point, point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Extend the selection or the coding that is held by its end."""
        place = event.position()
        if self._resizing is not None:
            if self._held_at is not None and (place - self._held_at).manhattanLength() < _DRAG:
                return  # a click that trembled
            self._held_at = None
            self._scroll_at_edge(place)
            self.show_extent(self._resizing[0], *self._new_extent(place, event.modifiers()))
        elif self._pressed:
            self._scroll_at_edge(place)
            self.set_selection(self.anchor, self.point_at(place))
        else:
            self.viewport().setCursor(self._shape_at(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for the new extent of a coding that was held."""
        self._pressed = False
        if self._resizing is not None:
            coding, _ = self._resizing
            start, end = self._new_extent(event.position(), event.modifiers())
            moved = self._held_at is None
            self._resizing = self._held_at = None
            if not moved:
                return
            self.show_extent(coding, start, end)
            if (start, end) != (coding.start, coding.end):
                self.resize_requested.emit(coding.id, start, end)
                # Whatever was written is told before this comes to its turn.
                QTimer.singleShot(0, self, lambda: self.settle_extent(coding))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Select a word; with Alt a sentence; in the gutter the whole turn."""
        if not self.document or self.stripe_at(event.position()) or self.label_at(event.position()):
            return
        point = self.point_at(event.position())
        turn = self.current_turn()
        if turn and event.position().x() < self.columns.text_x - 8:
            self.set_selection(turn.start, turn.end)
        elif turn and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.set_selection(*sentence_at(self.document.text, turn.start, turn.end, point))
        else:
            self.set_selection(*word_at(self.document.text, point))

    def _end_at(self, stripe: Stripe, rect: QRectF, place: QPointF) -> str | None:
        """Return which end of a stripe is at a place; of a low stripe the nearer one."""
        reach = min(8.0, rect.height() / 3)
        if stripe.begins and place.y() - rect.top() < reach:
            return "top"
        return "bottom" if stripe.ends and rect.bottom() - place.y() < reach else None

    def _shape_at(self, place: QPointF) -> Qt.CursorShape:
        if found := self.stripe_at(place):
            held = self._end_at(*found, place) is not None
            return Qt.CursorShape.SizeVerCursor if held else Qt.CursorShape.PointingHandCursor
        if self.label_at(place) is not None:
            return Qt.CursorShape.PointingHandCursor
        in_text = self.columns.text_x - 8 <= place.x() <= self.columns.text_x + self.columns.text_width + 8
        return Qt.CursorShape.IBeamCursor if in_text else Qt.CursorShape.ArrowCursor

    def _new_extent(self, place: QPointF, modifiers: Qt.KeyboardModifier) -> tuple[int, int]:
        assert self._resizing is not None and self.document is not None
        coding, at_top = self._resizing
        point = self.point_at(place)
        if not modifiers & Qt.KeyboardModifier.AltModifier:
            point = snap(self.document.text, point, forward=not at_top)
        return (min(point, coding.end - 1), coding.end) if at_top else (coding.start, max(point, coding.start + 1))

    def _scroll_at_edge(self, place: QPointF) -> None:
        bar = self.verticalScrollBar()
        if place.y() < 12:
            bar.setValue(bar.value() - 24)
        elif place.y() > self.viewport().height() - 12:
            bar.setValue(bar.value() + 24)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu about what is under the pointer: (position, codings there)."""
        if not self.document:
            return
        place = QPointF(event.pos())
        found = self.stripe_at(place)
        if found:
            self.select_coding(found[0].coding.id)
            codings = [found[0].coding]
            point = codings[0].start
        else:
            point = self.point_at(place)
            codings = self.shown_codings(point, point + 1)
            span = self.selected_span()
            if span is None or not span[0] <= point <= span[1]:
                self.set_selection(point, point)
        self.context_menu_requested.emit((point, codings), event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell on hovering what a stripe or a wash is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.document:
            self._tell(QPointF(event.pos()), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tell(self, place: QPointF, where: QPoint) -> None:
        found = self.stripe_at(place)
        label = self.label_at(place)
        if found:
            rows = [found[0].coding]
        elif label:
            rows = [label]
        elif place.x() < self.columns.text_x - 8:
            point = self.point_at(place)
            turn = self.document.turns[self.moves.turn_index(point)] if self.document and self.moves else None
            words = ", ".join(p for p in (turn.speaker, turn.role, turn.case) if p) if turn else ""
            QToolTip.showText(where, words, self)
            return
        else:
            point = self.point_at(place)
            rows = self.shown_codings(point, point + 1)
        lines = [f"{c.code} · {c.coder}" + (f"\n{c.memo}" if c.memo else "") for c in rows]
        QToolTip.showText(where, "\n".join(lines), self)

    # -- keyboard -----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the caret, extend the selection, copy; leave other keys to the window."""
        if not self.document or not self.moves:
            event.ignore()
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._select_all()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._page(event)
        elif event.key() == Qt.Key.Key_Escape and self._resizing is not None:
            coding, _ = self._resizing
            self._resizing = self._held_at = None  # the end that was held snaps back
            self.settle_extent(coding)
        elif event.key() == Qt.Key.Key_Escape:
            self.select_coding(None)
            self.set_selection(self.caret, self.caret)
            self.set_emphasis([])
        elif (moved := self.moves.moved(event, self.caret)) is not None:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.set_selection(self.anchor if extend else moved, moved)
        else:
            event.ignore()

    def _select_all(self) -> None:
        turn = self.current_turn()
        if turn and self.selection() != (turn.start, turn.end):
            self.set_selection(turn.start, turn.end)
        elif self.blocks and self.blocks.items:
            self.set_selection(self.blocks.items[0].start, self.blocks.items[-1].end)

    def _page(self, event: QKeyEvent) -> None:
        bar, down = self.verticalScrollBar(), event.key() == Qt.Key.Key_PageDown
        bar.setValue(bar.value() + (1 if down else -1) * int(self.viewport().height() * 0.9))
        moved = self.point_at(QPointF(self.columns.text_x, self.viewport().height() / 3))
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.set_selection(self.anchor if extend else moved, moved)

    def copy(self) -> None:
        """Copy the selected words with their reference."""
        span = self.selected_span()
        if not span or not self.document or not self.moves:
            return
        turn = self.document.turns[self.moves.turn_index(span[0])]
        where = reference(self.document.title, turn.speaker, turn.number)
        QGuiApplication.clipboard().setText(f"{self.document.text[span[0] : span[1]]} [{where}]")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self.viewport().update()

    # -- drops --------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes; leave files to the window."""
        if event.mimeData().hasFormat(CODE_MIME) and self.document:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where a code would land."""
        self.set_emphasis([self._target(event.position())])
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the code on the selection, if it was dropped there, or on the turn."""
        start, end = self._target(event.position())
        code_id = int(bytes(event.mimeData().data(CODE_MIME).data()).decode())
        self.set_emphasis([])
        event.acceptProposedAction()
        # After the drop is over, so that a dialog or a repaint does not run inside the drag's own loop.
        QTimer.singleShot(0, lambda: self.code_dropped.emit(code_id, start, end))

    def _target(self, place: QPointF) -> tuple[int, int]:
        point = self.point_at(place)
        span = self.selected_span()
        if span and span[0] <= point <= span[1]:
            return span
        assert self.document is not None and self.moves is not None
        turn = self.document.turns[self.moves.turn_index(point)]
        return turn.start, turn.end
