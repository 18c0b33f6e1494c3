# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The view of the code tree: keys, clicks and drops understood."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView, QWidget

from qualcoder_tc.model import code_tree
from qualcoder_tc.model.code_tree import Place
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.code_delegate import EDGE, STEP, CodeDelegate
from qualcoder_tc.ui.panels.code_model import FOLDED, ROW, CodesModel, dragged

_STEPS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "out",
    Qt.Key.Key_Right: "in",
}


class CodeList(QListView):
    """The tree's view: keys fold, move and apply; codes are dragged to their places."""

    fold_requested = Signal(int, bool)
    apply_requested = Signal(int)
    move_requested = Signal(list, object, object)  # ids, parent or None, before or None
    step_requested = Signal(str)  # up, down, in, out
    key_requested = Signal(int)
    delete_requested = Signal()
    menu_requested = Signal(QPoint)
    drag_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop: tuple[Place, QRectF] | None = None
        self._kept: tuple[set[int], int, int] = (set(), 0, 0)
        self.setObjectName("codes")
        self.setAccessibleName(self.tr("Codes"))
        self.setItemDelegate(CodeDelegate(self))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def use(self, model: CodesModel) -> None:
        """Show a model; what is chosen and where one looks outlives its resets."""
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._on_model_reset)

    @property
    def codes(self) -> CodesModel:
        """Return the model."""
        model = self.model()
        assert isinstance(model, CodesModel)
        return model

    def chosen(self) -> list[CodeRow]:
        """Return the rows that are chosen, in reading order."""
        found = [index.data(ROW) for index in sorted(self.selectedIndexes(), key=lambda i: i.row())]
        return [row for row in found if isinstance(row, CodeRow)]

    def current(self) -> CodeRow | None:
        """Return the current row."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, CodeRow) else None

    def choose(self, ids: list[int]) -> None:
        """Choose codes; the first becomes the current one."""
        select = QItemSelectionModel.SelectionFlag.Select
        indexes = [index for index in map(self.codes.index_of, ids) if index.isValid()]
        for n, index in enumerate(indexes):
            if n == 0:
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            else:
                self.selectionModel().select(index, select)

    # -- resets -------------------------------------------------------------------------------------------

    def _on_model_about_to_be_reset(self) -> None:
        current = self.current()
        self._kept = (
            {row.id for row in self.chosen()},
            current.id if current else 0,
            self.verticalScrollBar().value(),
        )

    def _on_model_reset(self) -> None:
        chosen, current, scrolled = self._kept
        self.doItemsLayout()
        # The current row first, since that would choose it alone.
        self.choose([key for key in (current,) if key])
        for key in chosen - {current}:
            index = self.codes.index_of(key)
            if index.isValid():
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
        self.verticalScrollBar().setValue(scrolled)

    # -- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, move, apply, delete, and put codes on keys."""
        row, key = self.current(), Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.AltModifier and key in _STEPS:
            self.step_requested.emit(_STEPS[key])
        elif modifiers == Qt.KeyboardModifier.ControlModifier and Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self.key_requested.emit(key - Qt.Key.Key_0)
        elif row is None or modifiers:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._walk(row, key == Qt.Key.Key_Left)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row.codable:
                self.apply_requested.emit(row.id)
            else:
                self.fold_requested.emit(row.id, row.id not in self.codes.folded)
        elif key == Qt.Key.Key_Delete:
            self.delete_requested.emit()
        else:
            super().keyPressEvent(event)

    def _walk(self, row: CodeRow, left: bool) -> None:
        """Fold or unfold, or go to the parent or the first child where that is done already."""
        folded = self.currentIndex().data(FOLDED)
        if left and folded is not False and row.parent_id is not None:
            self.setCurrentIndex(self.codes.index_of(row.parent_id))
        elif not left and folded is False:
            self.setCurrentIndex(self.codes.index(self.currentIndex().row() + 1))
        elif folded is not None:
            self.fold_requested.emit(row.id, left)

    # -- mouse --------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold at the mark beside a name; choose elsewhere."""
        row = self._folding_at(event.position())
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self.fold_requested.emit(row.id, row.id not in self.codes.folded)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Leave quick clicks on a folding mark to it."""
        if self._folding_at(event.position()) is not None:
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def _folding_at(self, place: QPointF) -> CodeRow | None:
        index = self.indexAt(place.toPoint())
        row = index.data(ROW)
        if not isinstance(row, CodeRow) or index.data(FOLDED) is None:
            return None
        left = EDGE + row.depth * STEP
        return row if left - 17 <= place.x() < left - 1 else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu at the pointer, or beneath the current row where a key asks for it."""
        place = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            place = self.visualRect(self.currentIndex()).bottomLeft() + QPoint(EDGE, -2)
        self.menu_requested.emit(place)

    # -- dragging -----------------------------------------------------------------------------------------

    def startDrag(self, supported: Qt.DropAction) -> None:
        """Say that codes are dragged, until they are dropped."""
        self.drag_changed.emit(True)
        super().startDrag(supported)
        self.drag_changed.emit(False)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the codes would go."""
        super().dragMoveEvent(event)  # scrolls at the edges
        ids = dragged(event.mimeData())
        self._drop = self._place_at(event.position(), ids) if ids else None
        if self._drop is None:
            event.ignore()
        else:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the place."""
        super().dragLeaveEvent(event)
        self._drop = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the codes to be moved there."""
        ids = dragged(event.mimeData())
        found = self._place_at(event.position(), ids) if ids else None
        self._drop = None
        self.stopAutoScroll()
        self.setState(QListView.State.NoState)
        self.viewport().update()
        if found is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.MoveAction)
        event.accept()
        self.move_requested.emit(ids, found[0].parent_id, found[0].before_id)

    def stopAutoScroll(self) -> None:
        """Stop scrolling, which only a drag at an edge begins."""
        self.setAutoScroll(False)
        self.setAutoScroll(True)

    def _place_at(self, point: QPointF, ids: list[int]) -> tuple[Place, QRectF] | None:
        """Return the place in the tree at a point and how to mark it; None where these codes cannot go."""
        shown = self.codes.rows
        index = self.indexAt(point.toPoint())
        width = float(self.viewport().width())
        if index.isValid():
            rect = QRectF(self.visualRect(index))
            part = (point.y() - rect.top()) / max(1.0, rect.height())
            row = shown[index.row()]
            if 0.3 <= part <= 0.7:
                return None if self._inside(row.id, ids) else (Place(row.id, None), rect.adjusted(4, 0, -4, -1))
            gap = index.row() + (part > 0.5)
            y = rect.bottom() if part > 0.5 else rect.top()
        else:
            gap = len(shown)
            y = float(self.visualRect(self.codes.index(gap - 1)).bottom()) if shown else 4.0
        place = code_tree.place_in_gap(shown, gap, max(0, int((point.x() - 8) // STEP)), self.codes.folded)
        if self._inside(place.parent_id, ids):
            return None
        parent = next((row for row in shown if row.id == place.parent_id), None)
        left = EDGE + STEP * (parent.depth + 1 if parent else 0)
        return place, QRectF(left, y, width - left - 8, 0)

    def _inside(self, code_id: int | None, ids: list[int]) -> bool:
        """Tell whether a code is one of these or lies below one of them."""
        by_id = {row.id: row for row in self.codes.rows}
        while code_id is not None:
            if code_id in ids:
                return True
            row = by_id.get(code_id)
            code_id = row.parent_id if row else None
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, and the place where dragged codes would go."""
        super().paintEvent(event)
        if self._drop is None:
            return
        mark = self._drop[1]
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        if mark.height():
            painter.drawRoundedRect(mark, 4, 4)
        else:
            painter.drawEllipse(QPointF(mark.left() - 3, mark.top()), 3, 3)
            painter.drawLine(mark.topLeft(), mark.topRight())
        painter.end()
