# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes as a table that reads only what is looked at."""

from __future__ import annotations

from array import array
from collections.abc import Container, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import ChangeRow
from qualcoder_tc.tasks.past import local
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_PAGE = 100
_KEPT = 40  # pages


class HistoryModel(QAbstractTableModel):
    """When, who, what: rows are read a page at a time, when they come into sight."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.ids: Sequence[int] = array("q")
        self._standing: Container[int] = ()
        self._pages: dict[int, list[ChangeRow]] = {}
        self._heads = [self.tr("When"), self.tr("Who"), self.tr("What")]

    def show(self, ids: Sequence[int], standing: Container[int]) -> None:
        """Show these changes; `standing` tells which are not undone."""
        self.beginResetModel()
        self.ids, self._standing = ids, standing
        self._pages.clear()
        self.endResetModel()

    def row(self, number: int) -> ChangeRow | None:
        """Return a change, None if it is gone."""
        page, at = divmod(number, _PAGE)
        if page not in self._pages:
            if len(self._pages) > _KEPT:
                self._pages.clear()
            ids = list(self.ids[page * _PAGE : (page + 1) * _PAGE])
            self._pages[page] = self._session.read(queries.history.some, ids=ids, standing=self._standing)
        rows = self._pages[page]
        return rows[at] if at < len(rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of changes."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the row, or how it looks."""
        if not index.isValid():
            return None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.FontRole,
            ROW,
        ):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour("soft" if row.undone or index.column() < 2 else "ink")
        if role == Qt.ItemDataRole.FontRole:
            font = QFont()
            font.setStrikeOut(row.undone and index.column() == 2)
            return font if row.undone else None
        words = row.summary + (self.tr(" (undone)") if row.undone else "")
        if role == Qt.ItemDataRole.ToolTipRole:
            return words
        return (local(row.at), row.coder, words)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None


class HistoryTable(QTableView):
    """The table; Escape leaves."""

    left = Signal()

    def __init__(self, model: HistoryModel, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setColumnWidth(0, 150)
        self.setColumnWidth(1, 150)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
