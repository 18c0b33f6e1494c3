# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far two coders agree on each code, as a table: counts before coefficients, intervals drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import dot

if TYPE_CHECKING:
    from qualcoder_tc.analysis.agreement import AgreementResult

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class AgreementModel(QAbstractTableModel):
    """A row for each code that either coder used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Any] = []
        self._names: dict[str, tuple[str, str]] = {}
        self._heads = [
            *(self.tr("Code"), self.tr("Both"), "", "", "%", self.tr("Kappa")),
            *(self.tr("95 % interval, 0 to 1"), "AC1"),
        ]

    def show(
        self, result: AgreementResult | None, names: dict[str, tuple[str, str]], initials: tuple[str, str]
    ) -> None:
        """Show a result; names give a code's name and colour by path."""
        self.beginResetModel()
        rows = list(result.per_code) if result else []
        self._rows = [r for r in rows if r.both or r.first or r.second]
        self._names = names
        self._heads[2], self._heads[3] = (self.tr("{0} only").format(one) for one in initials)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of codes."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a figure in words, the row, or the alignment."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.TextAlignmentRole and column not in (0, 6):
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return dot(self._names.get(row.code, ("", "#5f6b7a"))[1])
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        percent = "" if row.percent is None else f"{100 * row.percent:.1f}"
        kappa = "n/a" if row.kappa is None else f"{row.kappa:.2f}"
        interval = ""
        if row.kappa is None or not row.ci:
            interval = self.tr("no variation") if row.kappa is None else self.tr("too few to say")
        ac1 = "n/a" if row.ac1 is None else f"{row.ac1:.2f}"
        cells = (
            self._names.get(row.code, (row.code, ""))[0],
            row.both,
            row.first,
            row.second,
            percent,
            kappa,
            interval,
            ac1,
        )
        return str(cells[column])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section not in (0, 6):
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None


class IntervalDelegate(QStyledItemDelegate):
    """Draws kappa with its interval on a scale from 0 to 1."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the interval, or say in words why there is none."""
        row = index.data(ROW)
        if row.kappa is None or row.ci is None:
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # The style paints the ground and the hairline, as in the columns beside.
        super().paint(painter, option, index)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        left, width, middle = rect.left() + 10, rect.width() - 24, rect.center().y()

        def x(value: float) -> float:
            return left + width * min(1.0, max(0.0, value))

        painter.setPen(QPen(theme.colour("line"), 1))
        for at in (0.0, 1.0):
            painter.drawLine(QPointF(x(at), middle - 6), QPointF(x(at), middle + 6))
        painter.setPen(QPen(theme.colour("soft"), 1.5))
        painter.drawLine(QPointF(x(row.ci[0]), middle), QPointF(x(row.ci[1]), middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawEllipse(QPointF(x(row.kappa), middle), 4, 4)
        painter.restore()


class AgreementTable(QTableView):
    """The table: what agrees least is worth talking about first."""

    def __init__(self, model: AgreementModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agreement")
        self.setAccessibleName(self.tr("Agreement by code"))
        self.setModel(model)
        self.setItemDelegateForColumn(6, IntervalDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((0, 56, 72, 68, 64, 62, 160, 58)):
            if column:
                self.setColumnWidth(column, theme.px(width))

    def choose_first(self) -> None:
        """Choose the code with the most differences, if there is any."""
        if self.model().rowCount():
            self.selectRow(max(range(self.model().rowCount()), key=self._differences))

    def _differences(self, number: int) -> int:
        row = self.model().index(number, 0).data(ROW)
        return row.first + row.second
