# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How a row of the code tree is painted: its place in the tree, dot, name, key and count."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from qualcoder_tc.model.code_tree import Why
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.code_model import COUNT, FOLDED, ROW, WHY, Index

EDGE = 16
STEP = 16


class CodeDelegate(QStyledItemDelegate):
    """Paints headings, dots, names, keys and counts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; a heading at the top has space above it, a found text a line of its own."""
        row: CodeRow = index.data(ROW)
        height = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        lines = 1.9 if row.depth == 0 else 1.56
        return QSize(160, int(height * (lines + (1.0 if index.data(WHY) else 0.0))))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: CodeRow = index.data(ROW)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        self._ground(painter, option, rect)
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        why: Why | None = index.data(WHY)
        if why is not None:
            under = QFontMetrics(font).height()
            self._found(painter, why, rect.adjusted(0, rect.height() - under - 4, 0, 0), row, small)
            rect.adjust(0, 0, 0, -under + 2)
        left, right = rect.left() + EDGE + row.depth * STEP, rect.right() - EDGE
        folded: bool | None = index.data(FOLDED)
        if folded is not None:
            self._chevron(painter, QPointF(left - 9, rect.center().y()), folded)
        right = self._count(painter, index.data(COUNT), rect, right, small)
        if row.codable:
            right = self._key(painter, row, rect, right, small)
            size = theme.px(8)
            self._dot(painter, row, QRectF(left, rect.center().y() - size / 2, size, size))
            left += size + 10
        else:
            font.setWeight(QFont.Weight.DemiBold)
        self._name(painter, row, QRectF(left, rect.top(), right - left - 4, rect.height()), font, small)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF) -> None:
        state = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("chip"))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))

    def _name(self, painter: QPainter, row: CodeRow, rect: QRectF, font: QFont, small: QFont) -> None:
        metrics = QFontMetrics(font)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if row.active else "soft"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, name)
        if row.exclusive:
            rest = rect.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0)
            words = self.tr("one per segment")
            if QFontMetrics(small).horizontalAdvance(words) <= rest.width():
                painter.setFont(small)
                painter.setPen(theme.colour("soft"))
                painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, words)

    def _found(self, painter: QPainter, why: Why, rect: QRectF, row: CodeRow, font: QFont) -> None:
        names = {
            "definition": self.tr("Definition"),
            "apply": self.tr("Apply"),
            "not_apply": self.tr("Not"),
            "example": self.tr("Example"),
            "memo": self.tr("Memo"),
        }
        left = rect.left() + EDGE + row.depth * STEP + (theme.px(8) + 10 if row.codable else 0)
        place = QRectF(left, rect.top(), rect.right() - EDGE - left, rect.height())
        text = QFontMetrics(font).elidedText(
            f"{names[why.field]}: {why.words}", Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _dot(self, painter: QPainter, row: CodeRow, rect: QRectF) -> None:
        # A ring for what rests, so that it is told by more than its paler name.
        painter.setPen(Qt.PenStyle.NoPen if row.active else QPen(theme.stripe(row.colour), 1.5))
        painter.setBrush(theme.stripe(row.colour) if row.active else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(rect if row.active else rect.adjusted(1, 1, -1, -1))

    def _chevron(self, painter: QPainter, at: QPointF, folded: bool) -> None:
        painter.setPen(QPen(theme.colour("soft"), 1.3, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = at.x(), at.y()
        points = [QPointF(x - 1, y - 3), QPointF(x + 2, y), QPointF(x - 1, y + 3)]
        if not folded:
            points = [QPointF(x - 3, y - 1.5), QPointF(x, y + 1.5), QPointF(x + 3, y - 1.5)]
        painter.drawPolyline(points)

    def _count(self, painter: QPainter, count: int | None, rect: QRectF, right: float, font: QFont) -> float:
        if not count:
            return right if count is None else right - theme.px(38)
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        painter.drawText(
            QRectF(right - theme.px(48), rect.top(), theme.px(48), rect.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
            f"{count:,}",
        )
        return right - theme.px(38)

    def _key(self, painter: QPainter, row: CodeRow, rect: QRectF, right: float, font: QFont) -> float:
        if not row.favourite:
            return right
        side = theme.px(16)
        box = QRectF(right - side - 2, rect.center().y() - side / 2, side, side)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(row.favourite))
        return right - side - 6
