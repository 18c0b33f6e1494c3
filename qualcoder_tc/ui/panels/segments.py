# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Coded segments in a table that holds any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import queries
from qualcoder_tc.model.records import CodeRow, SegmentRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import label, margins, surface
from qualcoder_tc.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class SegmentsModel(QAbstractTableModel):
    """Segments as rows: words, reference, code, coder."""

    def __init__(self, parent: QWidget | None = None, *, with_code: bool = False) -> None:
        super().__init__(parent)
        self._rows: Sequence[SegmentRow] = ()
        self._heads = [
            self.tr("Segment"),
            self.tr("Where"),
            *([self.tr("Code")] if with_code else []),
            self.tr("Coder"),
        ]
        self._with_code = with_code

    def show(self, rows: Sequence[SegmentRow]) -> None:
        """Show these segments."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of segments."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the row, the tooltip or the colour."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.quote}\n\n{row.memo}" if row.memo else row.quote
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.tokens().ink if index.column() == 0 else theme.tokens().soft)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        where = ", ".join(
            p for p in (row.document, row.speaker, row.role, f"turn {row.turn}" if row.turn else "") if p
        )
        cells = [" ".join(row.quote.split()), where, *([row.code] if self._with_code else []), row.initials]
        return cells[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None


class SegmentsTable(QTableView):
    """The table: Enter or double-click goes to the source, Ctrl+C copies with reference."""

    opened = Signal(object)  # SegmentRow

    def __init__(self, model: SegmentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setObjectName("segments")
        self.setAccessibleName(self.tr("Coded segments"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.verticalHeader().hide()
        # One height for all rows: asking each of 20,000 rows for its own would take seconds.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(30)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)
        self.setColumnWidth(1, 330)
        self.setColumnWidth(model.columnCount() - 1, 64)
        if model.columnCount() == 4:
            self.setColumnWidth(2, 170)
        self.doubleClicked.connect(self._on_double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or copy the chosen segments."""
        row = self.currentIndex().data(ROW)
        if isinstance(row, SegmentRow) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
        elif event.key() == Qt.Key.Key_C and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            rows = [i.data(ROW) for i in self.selectionModel().selectedRows()]
            QGuiApplication.clipboard().setText("\n".join(f"{r.quote} [{r.reference}]" for r in rows))
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, SegmentRow):
            self.opened.emit(row)


class SegmentsPanel(QWidget):
    """The segments of the chosen code."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self.model = SegmentsModel(self)
        self.table = SegmentsTable(self.model)
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self.opened)
        self._title = label("", "strong")
        self._count = label("", "soft")
        self._coders = QComboBox()
        self._coders.setObjectName("segment_coders")
        self._coders.setAccessibleName(self.tr("Whose codings"))
        self._coders.currentIndexChanged.connect(self.refresh)
        head = QHBoxLayout()
        margins(head, 16, 8, 16, 0, 12)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._coders)
        self._empty = label("", "soft", wrap=True)
        self._empty.setContentsMargins(16, 8, 16, 0)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 2)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        # Takes the room where there is no table, so that the heading stays at the top.
        layout.addStretch(0)
        session.code_chosen.connect(self._on_session_code_chosen)
        session.segments_changed.connect(self.refresh)
        session.coder_changed.connect(self._fill_coders)
        self._fill_coders()
        self.refresh()

    def _fill_coders(self) -> None:
        self._coders.blockSignals(True)
        chosen = self._coders.currentData()
        self._coders.clear()
        self._coders.addItem(self.tr("All coders"), None)
        for coder in self._session.read(queries.coders.all):
            self._coders.addItem(coder.name, coder.id)
        self._coders.setCurrentIndex(max(0, self._coders.findData(chosen)))
        self._coders.setVisible(self._coders.count() > 2)
        self._coders.blockSignals(False)

    def _on_session_code_chosen(self, _row: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the segments as they are now."""
        code = self._session.code
        if code is None:
            self._title.setText(self.tr("Coded segments"))
            self._count.setText("")
            self._show([], self.tr("Choose a code on the right to see all its segments here."))
            return
        below = [c.id for c in self._session.codes if c.id == code.id or c.path.startswith(code.path + "/")]
        coder = self._coders.currentData()
        rows = self._session.read(
            queries.segments.all, code_ids=below, coder_ids=None if coder is None else [coder]
        )
        self._title.setText(code.name)
        documents = len({r.document_id for r in rows})
        self._count.setText(self.tr("{0} segments in {1} documents").format(len(rows), documents) if rows else "")
        self._show(rows, self._hint(code))

    def _hint(self, code: CodeRow) -> str:
        key = self.tr(" or press {0}").format(code.favourite) if code.favourite else ""
        return self.tr("Nothing is coded {0} yet. Select some text and double-click the code{1}.").format(
            code.name, key
        )

    def _show(self, rows: list[SegmentRow], hint: str) -> None:
        self.model.show(rows)
        self._empty.setText(hint)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
