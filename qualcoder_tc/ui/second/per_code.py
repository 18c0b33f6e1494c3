# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far to trust the suggestions of each code, as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import dot

if TYPE_CHECKING:
    from qualcoder_tc.suggest.evaluate import CodeTrust

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class TrustModel(QAbstractTableModel):
    """A row for each code that was tried, the commonest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[CodeTrust] = []
        self._codes: Mapping[str, CodeRow] = {}
        self._icons: dict[str, QIcon] = {}
        self._heads = [
            self.tr("Code"),
            self.tr("Passages"),
            self.tr("Named first"),
            self.tr("Among three"),
            self.tr("Shown"),
            self.tr("Right of those"),
        ]

    def show(self, rows: Sequence[CodeTrust], codes: Mapping[str, CodeRow]) -> None:
        """Show rows; codes by path."""
        self.beginResetModel()
        self.rows = sorted(rows, key=lambda r: (-r.n, str(r.code)))
        self._codes = codes
        self._icons = {}
        self.endResetModel()

    def code_id(self, number: int) -> int | None:
        """Return the code of a row."""
        code = self._codes.get(str(self.rows[number].code)) if 0 <= number < len(self.rows) else None
        return code.id if code else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of codes."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a figure in words, the dot of a code, or how it is set."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        code = self._codes.get(str(row.code))
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and code is not None:
            return self._icons.setdefault(code.colour, dot(code.colour))
        if role == Qt.ItemDataRole.ForegroundRole and column and not row.shown:
            return theme.colour("soft")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return str(row.code)
        right = self.tr("{0} of {1}").format(row.right, row.shown) if row.shown else self.tr("none shown")
        return (
            code.name if code else str(row.code),
            f"{row.n:,}",
            _percent(row.hit1),
            _percent(row.hit3),
            f"{row.shown:,}",
            right,
        )[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class TrustTable(QTableView):
    """The table; Enter looks at the doubtful segments of a code, Escape leaves."""

    opened = Signal(int)  # row
    left = Signal()

    def __init__(self, model: TrustModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("trust_codes")
        self.setAccessibleName(self.tr("How far to trust the suggestions of each code"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = self.horizontalHeader()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((1, 100), (2, 120), (3, 120), (4, 90), (5, 140)):
            self.setColumnWidth(column, theme.px(width))
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at a code, or leave."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"
