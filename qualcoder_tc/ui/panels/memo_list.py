# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The list of memos by date, read as far as it is scrolled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcoder_tc.model.memos import MemoRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.memo_editor import day, kind_name

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
FIRST_OF_DAY = Qt.ItemDataRole.UserRole + 1
_PAGE = 100
_LEFT = 20


class MemosModel(QAbstractListModel):
    """Memos in their order, known by their ids; `read` returns those of a page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[int] = []
        self._rows: list[MemoRow] = []
        self._read: Callable[[Sequence[int]], list[MemoRow]] = lambda _ids: []
        self._next = 0

    def show(self, ids: Sequence[int], read: Callable[[Sequence[int]], list[MemoRow]]) -> None:
        """Show other memos, the first of them at once."""
        self._read, self._ids = read, list(ids)
        self._next = max(_PAGE, len(self._rows))
        rows = read(self._ids[: self._next])
        if [r.id for r in rows] == [r.id for r in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are memos further on."""
        return not parent.isValid() and self._next < len(self._ids)

    def fetchMore(self, parent: Index) -> None:
        """Read the next memos."""
        if not self.canFetchMore(parent):
            return
        rows = self._read(self._ids[self._next : self._next + _PAGE])
        self._next += _PAGE
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many memos are read."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a memo's heading, its row, or what a screen reader says."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == FIRST_OF_DAY:
            return index.row() == 0 or self._rows[index.row() - 1].created[:10] != row.created[:10]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.heading
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.heading}. {facts(row)}. {day(row.created)}"
        return None

    def index_of(self, memo_id: int) -> QModelIndex:
        """Return the index of a memo, an invalid one if it is not read."""
        for n, row in enumerate(self._rows):
            if row.id == memo_id:
                return self.index(n)
        return QModelIndex()


def facts(row: MemoRow) -> str:
    """Return what a memo is about, of which kind, and whose it is."""
    tr = QCoreApplication.translate
    about = tr("Memos", "Journal") if row.subject_kind == "project" else row.about
    if row.links:
        about = tr("Memos", "{0} and {1} more", "", len(row.links)).format(about, len(row.links))
    kind = "" if row.kind == "note" else f" · {kind_name(row.kind).lower()}"
    return f"{about}{kind} · {row.initials}"


def _broken(text: str, font: QFont, width: int) -> tuple[str, str]:
    """Return what of a text fits on one line of a width in pixels, and the rest."""
    layout = QTextLayout(text[:400], font)
    layout.beginLayout()
    line = layout.createLine()
    if line.isValid():
        line.setLineWidth(width)
    end = line.textLength() if line.isValid() else 0
    layout.endLayout()
    return text[:end].rstrip(), text[end:]


class MemoDelegate(QStyledItemDelegate):
    """Paints the day, the heading, what it is about, and the first words."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; the first of a day has that day above it."""
        line = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        return QSize(200, int(line * (5.3 if index.data(FIRST_OF_DAY) else 3.6)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        row: MemoRow = index.data(ROW)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        line = QFontMetrics(font).height()
        if index.data(FIRST_OF_DAY):
            head = QRectF(rect.left() + _LEFT, rect.top(), rect.width(), line * 1.7)
            self._text(painter, head, day(row.created), small, "soft", bottom=True)
            rect.setTop(rect.top() + line * 1.7)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
            if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        inner = rect.adjusted(_LEFT, line * 0.35, -_LEFT, -line * 0.35)
        heavy = QFont(font)
        heavy.setWeight(QFont.Weight.DemiBold)
        third = inner.height() / 3
        lines = [QRectF(inner.left(), inner.top() + n * third, inner.width(), third) for n in range(3)]
        words = " ".join(row.text.split())
        if row.title:
            self._text(painter, lines[0], row.title, heavy, "ink")
            self._text(painter, lines[1], words, font, "soft")
        else:
            first, rest = _broken(words, font, int(inner.width()))
            self._text(painter, lines[0], first, font, "ink")
            self._text(painter, lines[1], rest, font, "ink")
        self._text(painter, lines[2], facts(row), small, "soft")
        painter.restore()

    def _text(
        self, painter: QPainter, rect: QRectF, text: str, font: QFont, colour: str, *, bottom: bool = False
    ) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        place = Qt.AlignmentFlag.AlignBottom if bottom else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, place | Qt.AlignmentFlag.AlignLeft, shown)


def memo_list(model: MemosModel, words: str) -> QListView:
    """Return a view of memos."""
    view = QListView()
    view.setObjectName("memos")
    view.setAccessibleName(words)
    view.setModel(model)
    view.setItemDelegate(MemoDelegate(view))
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return view
