# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a search found, as a list: a heading for each document, its hits below, each in its context."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qualcoder_tc.model.searching import Hit, HitGroup
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.plurals import counted

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class HitsModel(QAbstractListModel):
    """Headings (groups) and hits; grows while the search goes on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[HitGroup | Hit] = []
        self.hits: list[Hit] = []
        self.documents = 0
        self.counts: dict[str, int] = {}

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self.hits, self.documents, self.counts = [], [], 0, {}
        self.endResetModel()

    def add(self, group: HitGroup) -> None:
        """Show one more group below the others."""
        if not group.hits:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(group.hits))
        self._rows.append(group)
        self._rows.extend(group.hits)
        self.endInsertRows()
        self.hits.extend(group.hits)
        self.documents += group.kind == "document"
        self.counts[group.kind] = self.counts.get(group.kind, 0) + len(group.hits)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def row(self, number: int) -> HitGroup | Hit:
        """Return a row."""
        return self._rows[number]

    def row_of(self, hit: Hit) -> int:
        """Return the row of a hit, -1 if it is not there."""
        return next((n for n, row in enumerate(self._rows) if row is hit), -1)

    def chosen(self, selection: QItemSelection) -> list[Hit]:
        """Return the hits in a selection, in order; a heading stands for all below it."""
        taken = bytearray(len(self._rows))
        # A list of ranges, which its stub does not say.
        for one in cast(Iterable[QItemSelectionRange], selection):
            taken[one.top() : one.bottom() + 1] = b"\1" * (one.bottom() - one.top() + 1)
        found: list[Hit] = []
        whole = False
        for row, wanted in zip(self._rows, taken, strict=True):
            if isinstance(row, HitGroup):
                whole = bool(wanted)
            elif wanted or whole:
                found.append(row)
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, the row itself, or its tooltip."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(row, HitGroup):
                count = len(row.hits)
                places = counted(count, self.tr("1 place"), self.tr("{0} places", "", count))
                return self.tr("{0}, {1}").format(row.title, places)
            return " ".join(f"{row.before}{row.quote}{row.after}".split()) + f" ({where(row)})"
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Hit):
            return f"{row.before}{row.quote}{row.after}"
        return None


def where(hit: Hit) -> str:
    """Return who says it and where, or what a memo or code it stands in is."""
    tr = QCoreApplication.translate
    if hit.kind == "document":
        turn = tr("Hits", "turn {0}").format(hit.turn)
        return " · ".join(p for p in (hit.speaker, turn if hit.turn else "", hit.role) if p)
    if hit.kind == "memo":
        about = tr("Hits", "about {0}").format(hit.document)
        return " · ".join(p for p in (about if hit.document else "", hit.speaker) if p)
    return hit.document.replace("/", " › ").replace("-", " ")


class HitDelegate(QStyledItemDelegate):
    """Paints a heading with its count, or the words around a hit with who says them."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all rows, so that a hundred thousand need no measuring."""
        return QSize(200, round(QFontMetricsF(option.font).height() * 2.1) + 12)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row = index.data(ROW)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        font = QFont(option.font)  # type: ignore[attr-defined]
        if isinstance(row, HitGroup):
            self._heading(painter, rect, font, row)
        elif isinstance(row, Hit):
            self._hit(painter, rect, font, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRectF, font: QFont, row: HitGroup) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        inner = rect.adjusted(24, 8, -24, -4)
        count = f"{len(row.hits):,}"
        painter.setFont(bold)
        painter.setPen(theme.colour("ink"))
        metrics = QFontMetricsF(bold)
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, inner.width() - 80)
        flags = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, flags, title)
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        painter.drawText(inner.adjusted(metrics.horizontalAdvance(title) + 10, 0, 0, 0), flags, count)
        painter.fillRect(QRectF(24, rect.bottom() - 1, rect.width() - 48, 1), theme.colour("line"))

    def _hit(self, painter: QPainter, rect: QRectF, font: QFont, row: Hit) -> None:
        inner = rect.adjusted(40, 5, -24, -4)
        line = QFontMetricsF(font).height()
        self._words(painter, QRectF(inner.left(), inner.top(), inner.width(), line), font, row)
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta * font.pixelSize() / theme.tokens().text))
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        below = QRectF(inner.left(), inner.top() + line, inner.width(), line)
        shown = QFontMetricsF(small).elidedText(where(row), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _words(self, painter: QPainter, area: QRectF, font: QFont, row: Hit) -> None:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        plain, heavy = QFontMetricsF(font), QFontMetricsF(bold)
        before = plain.elidedText(_flat(row.before), Qt.TextElideMode.ElideLeft, area.width() * 0.3)
        x = area.left()
        x = self._put(painter, x, area, font, before, theme.colour("ink"))
        ground = QColor(theme.colour("accent"))
        ground.setAlphaF(0.2)
        for text, marked in _pieces(row):
            room = area.right() - x
            if room < 12:
                return
            metrics = heavy if marked else plain
            shown = metrics.elidedText(_flat(text), Qt.TextElideMode.ElideRight, room)
            if marked:
                painter.fillRect(
                    QRectF(x - 1, area.top(), metrics.horizontalAdvance(shown) + 2, area.height()), ground
                )
            x = self._put(painter, x, area, bold if marked else font, shown, theme.colour("ink"))
        room = area.right() - x
        if room > 12:
            shown = plain.elidedText(_flat(row.after), Qt.TextElideMode.ElideRight, room)
            self._put(painter, x, area, font, shown, theme.colour("ink"))

    def _put(self, painter: QPainter, x: float, area: QRectF, font: QFont, text: str, ink: QColor) -> float:
        painter.setFont(font)
        painter.setPen(ink)
        width = QFontMetricsF(font).horizontalAdvance(text)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(x, area.top(), width + 4, area.height()), flags, text)
        return x + width


def _flat(text: str) -> str:
    """Return text on one line, with one blank where any were, at its ends too."""
    inner = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + inner + (" " if inner and text[-1:].isspace() else "")


def _pieces(row: Hit) -> list[tuple[str, bool]]:
    if not row.marks:
        return [(row.quote, True)]
    found: list[tuple[str, bool]] = []
    past = row.start
    for start, end in row.marks:
        found += [(row.quote[past - row.start : start - row.start], False)]
        found += [(row.quote[start - row.start : end - row.start], True)]
        past = end
    return [(text, marked) for text, marked in found if text]


class HitsList(QListView):
    """The list: Enter or double-click goes to the source, Ctrl+A takes all."""

    opened = Signal(object)  # Hit
    left = Signal()

    def __init__(self, model: HitsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(HitDelegate(self))
        self.setObjectName("hits")
        self.setAccessibleName(self.tr("Places found"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._on_double_clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a hit, or leave."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_double_clicked(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, HitGroup):
            row = row.hits[0]
        if isinstance(row, Hit):
            self.opened.emit(row)
