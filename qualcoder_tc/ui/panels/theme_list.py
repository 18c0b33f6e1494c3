# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The view of what a theme rests on: painted calmly, worked with keys, mouse and drag and drop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.theme_items import ITEM, Index, Item, ItemsModel

_LEFT = 20
_RIGHT = 16
_INDENT = 12
_LINES = 5


class ItemDelegate(QStyledItemDelegate):
    """Paints codes with dot and count, segments with a bar in their code's colour, reference and note."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height that the words need at the width of the view."""
        item: Item = index.data(ITEM)
        view = option.widget  # type: ignore[attr-defined]
        width = view.viewport().width() if isinstance(view, QListView) else 280
        font = QFont(option.font)  # type: ignore[attr-defined]
        line = QFontMetrics(font).height()
        if item.code is not None:
            return QSize(width, int(line * 1.75))
        small = QFontMetrics(_small(font)).height()
        inner = width - _LEFT - _RIGHT - _INDENT
        height = len(_wrapped(item.words, font, inner, _LINES)) * line + small * 1.4
        if item.against:
            height += small * 1.3
        if item.note:
            height += len(_wrapped(item.note, font, inner, 4)) * line + 3
        first = index.row() == 0 or index.sibling(index.row() - 1, 0).data(ITEM).code is not None
        return QSize(width, int(height + line * (1.1 if not first else 1.7)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item: Item = index.data(ITEM)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("chip"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        font = QFont(option.font)  # type: ignore[attr-defined]
        if item.code is not None:
            self._code(painter, item, rect, font)
        else:
            self._segment(painter, item, rect, font)
        painter.restore()

    def _code(self, painter: QPainter, item: Item, rect: QRectF, font: QFont) -> None:
        assert item.code is not None
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.stripe(item.code.colour))
        painter.drawEllipse(QRectF(rect.left() + _LEFT, rect.center().y() - 4, 8, 8))
        count = f"{item.code.codings:,}" if item.code.codings else ""
        small = _small(font)
        right = rect.right() - _RIGHT
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        painter.drawText(rect.adjusted(0, 0, -_RIGHT, 0), int(_MIDDLE | Qt.AlignmentFlag.AlignRight), count)
        right -= QFontMetrics(small).horizontalAdvance(count) + 8
        left = rect.left() + _LEFT + 17
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if item.code.active else "soft"))
        name = QFontMetrics(font).elidedText(item.words, Qt.TextElideMode.ElideRight, int(right - left))
        painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), int(_MIDDLE), name)

    def _segment(self, painter: QPainter, item: Item, rect: QRectF, font: QFont) -> None:
        assert item.segment is not None
        small = _small(font)
        line, low = QFontMetrics(font).height(), QFontMetrics(small).height()
        inner = int(rect.width() - _LEFT - _RIGHT - _INDENT)
        left = rect.left() + _LEFT + _INDENT
        bottom = rect.bottom() - line * 0.55
        quote = _wrapped(item.words, font, inner, _LINES)
        note = _wrapped(item.note, font, inner, 4) if item.note else []
        height = len(quote) * line + low * 1.4 + (low * 1.3 if item.against else 0)
        height += len(note) * line + 3 if note else 0
        top = y = bottom - height
        bar = theme.colour("warn") if item.against else theme.stripe(item.segment.colour)
        style = Qt.PenStyle.DashLine if item.against else Qt.PenStyle.SolidLine
        painter.setPen(QPen(bar, 2, style, Qt.PenCapStyle.FlatCap))
        painter.drawLine(int(rect.left() + _LEFT + 3), int(top), int(rect.left() + _LEFT + 3), int(bottom))
        if item.against:
            _line(painter, left, y, inner, low, self.tr("Speaks against"), small, "warn")
            y += low * 1.3
        for words in quote:
            _line(painter, left, y, inner, line, words, font, "ink")
            y += line
        _line(painter, left, y + low * 0.2, inner, low, item.segment.reference, small, "soft")
        y += low * 1.4 + 3
        for words in note:
            _line(painter, left, y, inner, line, words, font, "soft")
            y += line

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return a line to say why a segment tells."""
        line = QLineEdit(parent)
        line.setObjectName("theme_note")
        line.setPlaceholderText(self.tr("Why does it matter here?"))
        line.setAccessibleName(line.placeholderText())
        return line

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Put the line at the foot of the segment."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        height = editor.sizeHint().height()
        editor.setGeometry(rect.left() + _LEFT, rect.bottom() - height, rect.width() - _LEFT - _RIGHT, height)


_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(round(theme.tokens().meta))
    return small


def _line(
    painter: QPainter, x: float, y: float, width: int, height: float, text: str, font: QFont, ink: str
) -> None:
    painter.setFont(font)
    painter.setPen(theme.colour(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    painter.drawText(QRectF(x, y, width, height), int(_MIDDLE), shown)


def _wrapped(text: str, font: QFont, width: int, most: int) -> list[str]:
    """Return text broken into lines of a width in pixels, the last of the most lines left to be elided."""
    layout = QTextLayout(" ".join(text.split()), font)
    found: list[str] = []
    layout.beginLayout()
    while len(found) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        rest = layout.text()[line.textStart() :]
        found.append(rest if len(found) == most - 1 else rest[: line.textLength()].rstrip())
    layout.endLayout()
    return found


class ItemList(QListView):
    """A list of items; keys move, mark, note, open and remove them."""

    opened = Signal(object)
    remove_requested = Signal(object)
    move_requested = Signal(object, int)
    """Item and step within its theme."""
    carry_requested = Signal(object, int)
    """Item and step to another theme."""
    side_requested = Signal(object)
    chosen = Signal(object)
    """Item that Enter or a double click means in the tray."""
    memo_requested = Signal()
    theme_step_requested = Signal(int)

    def __init__(self, model: ItemsModel, words: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self.setModel(model)
        self.setItemDelegate(ItemDelegate(self))
        self.setAccessibleName(words)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setDragEnabled(True)
        self.setAcceptDrops(model.theme_id is not None)
        self.setDropIndicatorShown(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        mode = QListView.DragDropMode
        self.setDragDropMode(mode.DragOnly if model.theme_id is None else mode.DragDrop)
        self.doubleClicked.connect(lambda index: self._answer(index.data(ITEM)))

    def current(self) -> Item | None:
        """Return the item that keys are about."""
        item = self.currentIndex().data(ITEM)
        return item if isinstance(item, Item) else None

    def _answer(self, item: object) -> None:
        if isinstance(item, Item):
            self.chosen.emit(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Alt and the arrows, mark with -, note with N or F2, open with Enter, remove with Delete."""
        if self.state() == QListView.State.EditingState:
            super().keyPressEvent(event)  # the note's Enter comes by here too
            return
        item, key, keys = self.current(), event.key(), Qt.Key
        on_board = self.model().theme_id is not None  # type: ignore[attr-defined]
        whole = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if on_board and event.modifiers() & whole == whole and key in (keys.Key_Left, keys.Key_Right):
            self.theme_step_requested.emit(-1 if key == keys.Key_Left else 1)
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and item is not None and on_board:
            steps = {keys.Key_Up: (self.move_requested, -1), keys.Key_Down: (self.move_requested, 1)}
            steps |= {keys.Key_Left: (self.carry_requested, -1), keys.Key_Right: (self.carry_requested, 1)}
            if key in steps:
                signal, step = steps[keys(key)]
                signal.emit(item, step)
                return
        if key == keys.Key_M and on_board:
            self.memo_requested.emit()
        elif item is None:
            super().keyPressEvent(event)
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.chosen.emit(item)
        elif key == keys.Key_Delete and on_board:
            self.remove_requested.emit(item)
        elif key == keys.Key_Minus and on_board and item.kind == "segment":
            self.side_requested.emit(item)
        elif key == keys.Key_N and on_board and item.kind == "segment":
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:  # type: ignore[override]
        """Choose the first item, so that keys have something to be about."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.selectionModel().hasSelection() and self.model().rowCount():
            current = self.currentIndex()
            self.setCurrentIndex(QModelIndex())
            self.setCurrentIndex(current if current.isValid() else self.model().index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what to do where there is nothing."""
        super().paintEvent(event)
        if self.model().rowCount(QModelIndex()):
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("soft"))
        room = self.viewport().rect().adjusted(_LEFT, 8, -_RIGHT, 0)
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop), self._empty)
        painter.end()
