# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The documents as a list: by kind or by a value of those who speak, each with how far it is coded."""

from __future__ import annotations

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
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qualcoder_tc.model.attributes import sort_key
from qualcoder_tc.model.records import DocumentRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.plurals import counted

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


def meta_of(row: DocumentRow) -> str:
    """Return the line below a document's title."""
    tr, people, turns = QCoreApplication.translate, len(row.speakers), row.turns
    if row.kind is DocumentKind.SURVEY:
        return counted(people, tr("Documents", "1 respondent"), tr("Documents", "{0} respondents", "", people))
    if row.kind is DocumentKind.FIELD_NOTE:
        return counted(row.words, tr("Documents", "1 word"), tr("Documents", "{0} words", "", row.words))
    said = counted(turns, tr("Documents", "1 turn"), tr("Documents", "{0} turns", "", turns))
    who = counted(people, tr("Documents", "1 speaker"), tr("Documents", "{0} speakers", "", people))
    return f"{who} · {said}" if people else said


class DocumentsModel(QAbstractListModel):
    """Headings of kinds and the documents below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | DocumentRow] = []
        self._values: dict[int, tuple[str, ...]] = {}

    def show(self, documents: list[DocumentRow], values: dict[int, tuple[str, ...]] | None = None) -> None:
        """Show these documents; rows that only changed are repainted, so that the choice stays.

        With `values`, by document id, they stand under their value instead of their kind: each document once, one
        with several values under "Several" with these in its tooltip, and those without one last.
        """
        self._values = values or {}
        rows: list[str | DocumentRow] = [] if values is None else self._by_value(documents)
        for kind in DocumentKind if values is None else ():
            of_kind = [d for d in documents if d.kind is kind]
            rows += [kind.group, *of_kind] if of_kind else []
        same = [r if isinstance(r, str) else r.id for r in rows] == [
            r if isinstance(r, str) else r.id for r in self._rows
        ]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _by_value(self, documents: list[DocumentRow]) -> list[str | DocumentRow]:
        single = sorted({v[0] for v in self._values.values() if len(v) == 1}, key=lambda v: sort_key(v, "number"))
        groups: dict[str, list[DocumentRow]] = {value: [] for value in single}
        several, none = self.tr("Several"), self.tr("No value")
        for row in documents:
            held = self._values.get(row.id, ())
            groups.setdefault(held[0] if len(held) == 1 else several if held else none, []).append(row)
        last = [name for name in (several, none) if name in groups and name not in single]
        found: list[str | DocumentRow] = []
        for name in [*single, *last]:
            found += [name, *groups[name]] if groups[name] else []
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the row, or the tooltip."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else row.title
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, DocumentRow):
            coded = self.tr("{0} of {1} turns coded", "", row.turns).format(row.coded_turns, row.turns)
            who = " " + self.tr("by {0}").format(", ".join(row.coders)) if row.coders else ""
            held = self._values.get(row.id, ())
            return f"{row.title}\n{row.source_name}\n{coded}{who}" + (f"\n{', '.join(held)}" if held else "")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let documents be chosen, headings not."""
        if not index.isValid() or isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def index_of(self, document_id: int) -> QModelIndex:
        """Return the index of a document, an invalid one if it is not there."""
        for n, row in enumerate(self._rows):
            if isinstance(row, DocumentRow) and row.id == document_id:
                return self.index(n)
        return QModelIndex()


class DocumentDelegate(QStyledItemDelegate):
    """Paints headings, titles, the line below and how much is coded."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        height = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        heading = isinstance(index.data(ROW), str)
        return QSize(160, int(height * 2.1) if heading else int(height * 3.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, rect = index.data(ROW), QRectF(option.rect)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        inner = rect.adjusted(16, 0, -16, 0)
        if isinstance(row, str):
            small.setWeight(QFont.Weight.DemiBold)
            small.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
            painter.setFont(small)
            painter.setPen(theme.colour("soft"))
            painter.drawText(inner.adjusted(0, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.upper())
        elif isinstance(row, DocumentRow):
            state = option.state  # type: ignore[attr-defined]
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, theme.colour("chip"))
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
            self._document(painter, row, inner, font, small)
        painter.restore()

    def _document(self, painter: QPainter, row: DocumentRow, inner: QRectF, font: QFont, small: QFont) -> None:
        line = QFontMetrics(font).height()
        title = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        top = inner.top() + line * 0.4
        painter.drawText(QRectF(inner.left(), top, inner.width(), line), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        meta = QFontMetrics(small).elidedText(meta_of(row), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(
            QRectF(inner.left(), top + line * 1.02, inner.width(), line), Qt.AlignmentFlag.AlignVCenter, meta
        )
        bar = QRectF(inner.left(), top + line * 2.3, inner.width(), 2)
        painter.fillRect(bar, theme.colour("line"))
        if row.turns:
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * row.coded_turns / row.turns, 2), theme.colour("accent")
            )
