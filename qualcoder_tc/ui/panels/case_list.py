# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The cases as a list, each with its attributes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcoder_tc.model.records import CaseRow
from qualcoder_tc.ui import theme

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class CasesModel(QAbstractListModel):
    """Cases by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CaseRow] = []

    def show(self, cases: list[CaseRow]) -> None:
        """Show these cases."""
        self.beginResetModel()
        self._rows = cases
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a case in words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        facts = _facts(row)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.name}\n{facts}" if facts else row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [f"{k}: {v}" for k, v in row.attributes.items()]
            places = ", ".join(row.documents) or self.tr("no document")
            return "\n".join([row.name, *lines, self.tr("Speaks in: {0}").format(places)])
        return None


def _facts(row: CaseRow) -> str:
    """Return the values of a case, the role first: it is what people are grouped by."""
    names = sorted(row.attributes, key=lambda name: name.casefold() != "role")
    return " · ".join(row.attributes[name] for name in names)


class CaseDelegate(QStyledItemDelegate):
    """Paints a case's name and its attributes below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, int(QFontMetrics(option.font).height() * 2.6))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one case."""
        painter.save()
        row: CaseRow = index.data(ROW)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
        inner = rect.adjusted(16, 4, -16, -4)
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        half = inner.height() / 2
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(
            QRectF(inner.left(), inner.top(), inner.width(), half), Qt.AlignmentFlag.AlignVCenter, row.name
        )
        facts = _facts(row) or self.tr("no attributes yet")
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        painter.drawText(
            QRectF(inner.left(), inner.top() + half, inner.width(), half),
            Qt.AlignmentFlag.AlignVCenter,
            QFontMetrics(small).elidedText(facts, Qt.TextElideMode.ElideRight, int(inner.width())),
        )
        painter.restore()
