# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The list of segments: heads that fold, rows that open their source."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.retrieval.model import HEAD, ROW, Head, SegmentsModel

_HEIGHT = 30


class _Delegate(QStyledItemDelegate):
    """Draws the heads of groups over all columns, segments as any table does."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        head = index.data(HEAD)
        if not isinstance(head, Head):
            super().paint(painter, option, index)
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(rect, theme.colour("background"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        table = self.parent()
        if index.column() == 0 and isinstance(table, QWidget):
            self._words(painter, rect, head, table.hasFocus() and _is_current(table, index))
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, head: Head, current: bool) -> None:
        strong = QFont(painter.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setPen(theme.colour("accent" if current else "soft"))
        painter.drawText(rect.adjusted(13, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "▸" if head.folded else "▾")
        painter.setFont(strong)
        painter.setPen(theme.colour("accent" if current else "ink"))
        room = max(40, rect.width() - 130)
        label = painter.fontMetrics().elidedText(head.label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect.adjusted(31, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, label)
        after = 31 + painter.fontMetrics().horizontalAdvance(label) + 12
        strong.setWeight(QFont.Weight.Normal)
        painter.setFont(strong)
        painter.setPen(theme.colour("soft"))
        painter.drawText(rect.adjusted(after, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, f"{head.count:,}")


def _is_current(table: QWidget, index: QModelIndex | QPersistentModelIndex) -> bool:
    return isinstance(table, QTableView) and table.currentIndex().row() == index.row()


class SegmentsTable(QTableView):
    """The list: Enter or double-click goes to the source, a head folds its group, letters change what is chosen."""

    opened = Signal(object)  # SegmentRow
    key_pressed = Signal(str)  # copy, copy_table, recode, remove, memo, theme
    chosen_changed = Signal()

    def __init__(self, model: SegmentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.segments = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setObjectName("segments")
        self.setAccessibleName(self.tr("Coded segments"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        # One height for all rows: asking each of 20,000 rows for its own would take seconds.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(_HEIGHT, self.fontMetrics().height() + 12))
        across = self.horizontalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setSectionsClickable(False)
        self.setColumnWidth(1, 260)
        self.setColumnWidth(model.columnCount() - 1, theme.px(60))
        if model.columnCount() == 4:
            self.setColumnWidth(2, 160)
        self._kept: tuple[int | None, list[int], int | None] = (None, [], None)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentRowChanged.connect(self._on_selection_changed)

    # -- what is chosen -----------------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """Return the ids of the chosen segments, in the order shown."""
        found: list[int] = []
        selection = self.selectionModel().selection()
        parts = [selection.at(n) for n in range(selection.count())]
        for part in sorted(parts, key=lambda p: p.top()):
            found += self.segments.ids(part.top(), part.bottom())
        return found

    def current(self) -> SegmentRow | None:
        """Return the segment on which the cursor is."""
        row = self.currentIndex().data(ROW)
        return row if isinstance(row, SegmentRow) else None

    def choose(self, ids: list[int], current: int | None = None) -> None:
        """Choose segments that are shown."""
        selection = QItemSelection()
        last = self.segments.columnCount() - 1
        for key in ids:
            row = self.segments.row_of(key)
            if row is not None:
                selection.select(self.segments.index(row, 0), self.segments.index(row, last))
        row = self.segments.row_of(current) if current is not None else None
        if row is not None:
            self.selectionModel().setCurrentIndex(
                self.segments.index(row, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _keep(self) -> None:
        top = self.rowAt(0)
        ids = self.segments.ids(top, top + 1) if top >= 0 else []
        row = self.currentIndex().row()
        current = self.segments.ids(row, row) if row >= 0 else []
        chosen = self.chosen()
        self._kept = (
            current[0] if current else None,
            chosen if len(chosen) <= 200 else [],
            ids[0] if ids else None,
        )

    def _restore(self) -> None:
        current, chosen, top = self._kept
        if current is not None and self.segments.row_of(current) is not None:
            self.choose(chosen, current)
            row = self.segments.row_of(top) if top is not None else None
            if row is not None:
                row -= row > 0 and self.segments.head(row - 1) is not None
                self.scrollTo(self.segments.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)
            self.scrollTo(self.currentIndex())
        else:
            self.scrollToTop()
        self.chosen_changed.emit()

    def _on_selection_changed(self) -> None:
        self.chosen_changed.emit()

    # -- keys and mouse -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the source, fold, or ask for what a letter stands for."""
        head = self.segments.head(self.currentIndex().row()) if self.currentIndex().isValid() else None
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        letters = {Qt.Key.Key_C: "recode", Qt.Key.Key_M: "memo", Qt.Key.Key_T: "theme", Qt.Key.Key_Delete: "remove"}
        row = self.current()
        if head is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Return):
            folded = key == Qt.Key.Key_Left or (key != Qt.Key.Key_Right and not head.folded)
            keys = [g.key for g in self.segments.found.groups] if shift else [head.key]
            self.segments.fold(keys, folded)
        elif row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif key == Qt.Key.Key_Left and not held and self.segments.found.groups:
            self._to_head()
        elif control and key == Qt.Key.Key_C:
            self.key_pressed.emit("copy_table" if shift else "copy")
        elif not held and key in letters:
            self.key_pressed.emit(letters[key])  # type: ignore[index]
        else:
            super().keyPressEvent(event)

    def _to_head(self) -> None:
        for row in range(self.currentIndex().row(), -1, -1):
            if self.segments.head(row) is not None:
                self.setCurrentIndex(self.segments.index(row, 0))
                return

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold a group or open it by a click on its head."""
        index = self.indexAt(event.position().toPoint())
        head = self.segments.head(index.row()) if index.isValid() else None
        if head is not None and event.button() == Qt.MouseButton.LeftButton:
            self.setCurrentIndex(index.siblingAtColumn(0))
            self.segments.fold([head.key], not head.folded)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the source."""
        row = self.indexAt(event.position().toPoint()).data(ROW)
        if isinstance(row, SegmentRow):
            self.opened.emit(row)
