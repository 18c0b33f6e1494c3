# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of cases and of speakers, edited in place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcoder_tc.model.attributes import name_key, sort_key
from qualcoder_tc.model.records import AttributeRow, CaseRow, SpeakerRow
from qualcoder_tc.model.transcript import ASKING_ROLES
from qualcoder_tc.ui import theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
CHOICES = Qt.ItemDataRole.UserRole + 1
TYPE = Qt.ItemDataRole.UserRole + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole)


class CaseTableModel(QAbstractTableModel):
    """Cases as rows; their name, attributes, documents and codings as columns."""

    def __init__(
        self,
        parent: QWidget | None = None,
        write: Callable[[CaseRow, AttributeRow | None, str], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._all: list[CaseRow] = []
        self._rows: list[CaseRow] = []
        self.attributes: list[AttributeRow] = []
        self._values: dict[str, list[str]] = {}
        self._words = ""
        self._sorted = (0, Qt.SortOrder.AscendingOrder)

    def show(self, cases: list[CaseRow], attributes: list[AttributeRow], values: dict[str, list[str]]) -> None:
        """Show these cases; where only values changed the cells are repainted, so that the choice stays."""
        self._all, self._values = cases, values
        same_columns = attributes == self.attributes
        rows = self._arranged(attributes)
        if same_columns and [r.id for r in rows] == [r.id for r in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self._rows, self.attributes = rows, attributes
        self.endResetModel()

    @property
    def cases(self) -> list[CaseRow]:
        """Return all cases, also those that the filter hides, by name."""
        return sorted(self._all, key=lambda r: name_key(r.name))

    def set_filter(self, words: str) -> None:
        """Show only cases in which these words stand."""
        self._words = words.strip().casefold()
        self._again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; numbers by size, empty cells last."""
        self._sorted = (column, order)
        self._again()

    def _again(self) -> None:
        self.beginResetModel()
        self._rows = self._arranged(self.attributes)
        self.endResetModel()

    def _arranged(self, attributes: list[AttributeRow]) -> list[CaseRow]:
        words, (column, order) = self._words, self._sorted
        rows = [
            r for r in self._all if not words or words in f"{r.name} {' '.join(r.attributes.values())}".casefold()
        ]
        reverse = order == Qt.SortOrder.DescendingOrder
        if 0 < column <= len(attributes):
            a = attributes[column - 1]
            filled = [r for r in rows if r.attributes.get(a.name)]
            filled.sort(key=lambda r: sort_key(r.attributes[a.name], a.type), reverse=reverse)
            return filled + [r for r in rows if not r.attributes.get(a.name)]
        if column == len(attributes) + 1:
            return sorted(rows, key=lambda r: r.documents, reverse=reverse)
        if column == len(attributes) + 2:
            return sorted(rows, key=lambda r: r.codings, reverse=reverse)
        return sorted(rows, key=lambda r: name_key(r.name), reverse=reverse)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.attributes) + 3

    def attribute_at(self, column: int) -> AttributeRow | None:
        """Return the attribute of a column, None for the others."""
        return self.attributes[column - 1] if 0 < column <= len(self.attributes) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the row, or the choices of a cell."""
        if not index.isValid():
            return None
        row, attribute = self._rows[index.row()], self.attribute_at(index.column())
        if role == ROW:
            return row
        if role == TYPE:
            return attribute.type if attribute else None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._counts(index.column()):
            return _RIGHT
        if role == CHOICES and attribute is not None:
            used = self._values.get(attribute.name, []) if attribute.type == "choice" else ["yes", "no"]
            return [("", ""), *((v, v) for v in used)] if attribute.type in ("choice", "boolean") else None
        if role in _SHOWN:
            if attribute is not None:
                return row.attributes.get(attribute.name, "")
            extra = {0: row.name, len(self.attributes) + 1: ", ".join(row.documents)}
            return extra.get(index.column(), str(row.codings))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == len(self.attributes) + 1:
            return "\n".join(row.documents)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() > len(self.attributes):
            return QColor(theme.tokens().soft)
        return None

    def _counts(self, column: int) -> bool:
        """Tell whether a column holds numbers, which are compared by their last digits."""
        attribute = self.attribute_at(column)
        return attribute.type == "number" if attribute else column == len(self.attributes) + 2

    def values_of(self, name: str) -> list[str]:
        """Return the values in use of an attribute."""
        return list(self._values.get(name, []))

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write a cell; nothing changes where it is refused."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or self._write is None:
            return False
        if str(value) == index.data(Qt.ItemDataRole.EditRole):
            return True
        return self._write(self._rows[index.row()], self.attribute_at(index.column()), str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names and attributes be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if 0 <= index.column() <= len(self.attributes) else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name, and its type as a tooltip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        attribute = self.attribute_at(section)
        if role == Qt.ItemDataRole.TextAlignmentRole and self._counts(section):
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            extra = {0: self.tr("Case"), len(self.attributes) + 1: self.tr("Speaks in")}
            return attribute.name if attribute else extra.get(section, self.tr("Codings"))
        if role == Qt.ItemDataRole.ToolTipRole and attribute:
            return self.tr(
                "{0}, a {1}; right-click, or the menu key in its column, to rename, retype, move or delete"
            ).format(attribute.name, attribute.type)
        return None

    def row_of(self, case_id: int) -> int:
        """Return the row of a case, -1 if it is not shown."""
        return next((n for n, r in enumerate(self._rows) if r.id == case_id), -1)


class SpeakerTableModel(QAbstractTableModel):
    """All speakers with the case they are tied to; those who are not tied first."""

    CASE = 2

    def __init__(
        self, parent: QWidget | None = None, write: Callable[[SpeakerRow, str], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._write = write
        self._rows: list[SpeakerRow] = []
        self._cases: list[str] = []
        self._heads = [self.tr("Speaker"), self.tr("Document"), self.tr("Case"), self.tr("Turns")]

    def show(self, speakers: list[SpeakerRow], cases: list[str]) -> None:
        """Show these speakers; who asks comes last."""
        self.beginResetModel()
        self._cases = cases
        self._rows = sorted(
            speakers, key=lambda s: (s.case_id is not None, (s.role or "").casefold() in ASKING_ROLES)
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of speakers."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the row, or the cases to choose from."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == CHOICES and index.column() == self.CASE:
            return [(self.tr("No case"), ""), *((c, c) for c in self._cases)]
        if role == Qt.ItemDataRole.EditRole and index.column() == self.CASE:
            return row.case or ""
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == self.CASE + 1:
            return _RIGHT
        if role == Qt.ItemDataRole.DisplayRole:
            return (row.name, row.document, row.case or self.tr("choose…"), str(row.turns))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return ", ".join(p for p in (row.name, row.role, row.document) if p)
        if role == Qt.ItemDataRole.ForegroundRole and (index.column() in (1, 3) or row.case_id is None):
            # An interviewer is seldom a case: there is nothing to do, so nothing calls for it.
            tokens, asks = theme.tokens(), (row.role or "").casefold() in ASKING_ROLES
            if index.column() == 0:
                return QColor(tokens.ink)
            return QColor(tokens.accent if index.column() == self.CASE and not asks else tokens.soft)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tie a speaker to the case with this name; an empty name unties."""
        if not index.isValid() or index.column() != self.CASE or self._write is None:
            return False
        row = self._rows[index.row()]
        return True if str(value) == (row.case or "") else self._write(row, str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the case be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == self.CASE else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if (orientation, role, section) == (
            Qt.Orientation.Horizontal,
            Qt.ItemDataRole.TextAlignmentRole,
            self.CASE + 1,
        ):
            return _RIGHT
        return None


class ChoiceDelegate(QStyledItemDelegate):
    """Edits cells that have choices in a combo box into which one may also type, others in a line."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of a cell."""
        choices = index.data(CHOICES)
        if choices is None:
            return super().createEditor(parent, option, index)
        combo = QComboBox(parent)
        combo.setEditable(not any(data == "no" for _, data in choices) and choices[0][0] == "")
        for text, data in choices:
            combo.addItem(text, data)
        combo.activated.connect(lambda _n: self.finish(combo))
        return combo

    def finish(self, combo: QComboBox) -> None:
        """Take what is chosen and leave, once: Enter in the list of completions both chooses and leaves."""
        if combo.property("left"):
            return
        combo.setProperty("left", True)
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the value of the cell."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Write the value of the cell."""
        if isinstance(editor, QComboBox):
            typed = editor.isEditable() and editor.currentText() != editor.itemText(editor.currentIndex())
            model.setData(index, editor.currentText() if typed else editor.currentData())  # type: ignore[arg-type]
        else:
            super().setModelData(editor, model, index)
