# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What may identify somebody, as a table to decide on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from qualcoder_tc.analysis.identifying import Identifier
from qualcoder_tc.model.names import Pseudonym, bracketed

Index = QModelIndex | QPersistentModelIndex
TICK, TEXT, KIND, TIMES, WANTED = range(5)


class IdentifiersModel(QAbstractTableModel):
    """What was found, with what shall stand for it; unticked rows are left as they are."""

    changed = Signal()

    def __init__(self, found: list[Identifier], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = found
        self.ticked = [True] * len(found)
        self._heads = ("", self.tr("Found"), self.tr("Kind"), self.tr("Times"), self.tr("Pseudonym"))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, its tick, or its look."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            return Qt.CheckState.Checked if self.ticked[index.row()] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column == TIMES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and column == TEXT:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and column == TEXT and row.variants:
            return self.tr("also: {0}").format(", ".join(row.variants))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        more = f" ({', '.join(row.variants)})" if row.variants else ""
        cells: tuple[object, ...] = (None, row.text + more, row.kind, len(row.occurrences), row.replacement)
        return cells[column]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the tick be set, and the kind and pseudonym be written."""
        found = super().flags(index)
        if index.column() == TICK:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in (KIND, WANTED):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick, or take another kind or pseudonym."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == TICK:
            self.ticked[index.row()] = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        elif role == Qt.ItemDataRole.EditRole and column == KIND and str(value).strip():
            row.kind = str(value).strip()
        elif role == Qt.ItemDataRole.EditRole and column == WANTED and bracketed(str(value)):
            row.replacement = bracketed(str(value))
        else:
            return False
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), WANTED))
        self.changed.emit()
        return True

    def add(self, one: Identifier) -> int:
        """Put a row at the top; return its number."""
        self.beginInsertRows(QModelIndex(), 0, 0)
        self.rows.insert(0, one)
        self.ticked.insert(0, True)
        self.endInsertRows()
        self.changed.emit()
        return 0

    def row_of(self, name: str) -> int:
        """Return the row that has a name among its forms, -1 if none has."""
        wanted = name.casefold()
        forms = ({f.casefold() for f in (r.text, *r.variants)} for r in self.rows)
        return next((n for n, held in enumerate(forms) if wanted in held), -1)

    def tick_all(self, rows: list[int], ticked: bool) -> None:
        """Tick or untick these rows."""
        for row in rows:
            self.ticked[row] = ticked
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), WANTED))
            self.changed.emit()

    def pseudonyms(self) -> list[Pseudonym]:
        """Return the ticked rows, one for each form; the others without pseudonym, so that the key keeps them."""
        return [
            Pseudonym(form, row.replacement if ticked else "", row.kind)
            for row, ticked in zip(self.rows, self.ticked, strict=True)
            for form in (row.text, *row.variants)
        ]
