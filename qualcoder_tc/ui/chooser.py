# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A choice among very many: looks like any other, and opens as a list to search in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QWidget

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import label
from qualcoder_tc.ui.retrieval.picker import Popup

_SHOWN = 12
_WIDTH = 18  # characters; asking ten thousand names how wide they are takes long


class Rows(QAbstractListModel):
    """Words with a value each, taken over as they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[tuple[str, Any]] = ()

    def show(self, rows: Sequence[tuple[str, Any]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, or its value."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][0]
        return self.rows[index.row()][1] if role == Qt.ItemDataRole.UserRole else None


class Chooser(QComboBox):
    """A combo box whose list is searched by typing."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(words)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDTH)
        self.all = Rows(self)
        self._places: dict[Any, int] = {}
        self.setModel(self.all)
        self.popup = Popup(self, "chooser")
        self.edit = QLineEdit()
        self.edit.setObjectName("chooser_edit")
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self.edit.installEventFilter(self)
        self.found = Rows(self)
        self.list = QListView()
        self.list.setObjectName("chooser_list")
        self.list.setAccessibleName(words)
        self.list.setModel(self.found)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = label(self.tr("Type to search · Enter chooses · Esc closes"), "meta")
        for widget in (self.edit, self.list, self.hint):
            self.popup.column.addWidget(widget)
        self.popup.setFixedWidth(theme.px(300))
        self.edit.textChanged.connect(self._narrow)
        self.list.clicked.connect(self._take)

    def offer(self, everything: str, rows: Sequence[tuple[str, Any]]) -> None:
        """Offer everything and these; what was chosen stays where it is still there, and nothing is told."""
        chosen = self.currentData()
        self.blockSignals(True)
        self.all.show([(everything, None), *rows])
        self._places = {value: n for n, (_, value) in enumerate(self.all.rows)}
        self.setCurrentIndex(self._places.get(chosen, 0))
        self.blockSignals(False)

    def place_of(self, value: Any) -> int:
        """Return the row of a value, -1 where it is not offered."""
        return self._places.get(value, -1)

    def showPopup(self) -> None:
        """Open the list under the field."""
        self.edit.clear()
        self._narrow("")
        self.list.setCurrentIndex(self.found.index(max(0, self.currentIndex())))
        self.popup.open_below(self)
        self.list.scrollTo(self.list.currentIndex())
        self.edit.setFocus()

    def hidePopup(self) -> None:
        """Close the list."""
        self.popup.close()

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        rows = [row for row in self.all.rows if all(w in row[0].casefold() for w in words)]
        if words:
            # What begins so stands before what only holds it.
            rows.sort(key=lambda row: not row[0].casefold().startswith(words[0]))
        self.found.show(rows)
        self.list.setCurrentIndex(self.found.index(0))
        line = max(20, self.list.sizeHintForRow(0))
        self.list.setFixedHeight(max(1, min(_SHOWN, len(rows))) * line + 4)
        self.popup.adjustSize()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter work while typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.edit:
            row, last = self.list.currentIndex().row(), self.found.rowCount() - 1
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _SHOWN, Qt.Key.Key_PageUp: -_SHOWN}
            if event.key() in steps:
                self.list.setCurrentIndex(self.found.index(max(0, min(last, row + steps[Qt.Key(event.key())]))))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _take(self, index: QModelIndex) -> None:
        if index.isValid():
            self.hidePopup()
            self.setCurrentIndex(self.place_of(self.found.rows[index.row()][1]))
