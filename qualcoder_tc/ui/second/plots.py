# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Small plots of shares, painted with the tokens of the theme and told in words to those who do not see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from qualcoder_tc.ui import theme

_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (x, y) with a name; `size` makes the dots larger or smaller (0 to 1), `quiet` is drawn in grey."""

    name: str
    points: tuple[tuple[float, float], ...]
    quiet: bool = False
    size: tuple[float, ...] = ()
    line: bool = True


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: what it shows, where it ends, and the marks on it with their words."""

    name: str
    low: float
    high: float
    marks: tuple[tuple[float, str], ...]

    def share(self, value: float) -> float:
        """Return where a value stands on the axis, 0 to 1."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0


def shares(name: str) -> Axis:
    """Return an axis from 0 to 100 per cent."""
    return Axis(name, 0, 1, tuple((n / 4, f"{25 * n} %") for n in range(5)))


class Plot(QWidget):
    """Curves in a square of two axes; told apart by dashes as well as by colour."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(theme.px(206))
        self.setMinimumWidth(theme.px(240))
        self.curves: list[Curve] = []
        self._x, self._y = shares(""), shares("")
        self._diagonal = ""
        theme.theme().changed.connect(self.update)

    def show_curves(self, x: Axis, y: Axis, curves: Sequence[Curve], words: str, diagonal: str = "") -> None:
        """Show curves; `words` say what there is to see, `diagonal` names the line of equal shares."""
        self._x, self._y, self.curves, self._diagonal = x, y, list(curves), diagonal
        self.setAccessibleName(f"{y.name}, {x.name}")
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Return a size in which the marks can be read."""
        return QSize(theme.px(320), theme.px(206))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint axes, curves and their names."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(round(theme.tokens().meta))
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        names = metrics.height() + 4
        left = max(metrics.horizontalAdvance(words) for _, words in self._y.marks) + 8
        area = QRectF(left, names + 4, self.width() - left - 12, self.height() - 2 * names - metrics.height() - 12)
        self._axes(painter, area, metrics)
        if self._diagonal:
            painter.setPen(QPen(theme.colour("soft"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(area.bottomLeft(), area.topRight())
        style = 0
        for curve in self.curves:
            self._curve(painter, area, curve, _STYLES[style % len(_STYLES)])
            style += curve.line
        self._names(painter, metrics)

    def _axes(self, painter: QPainter, area: QRectF, metrics: QFontMetricsF) -> None:
        for value, words in self._y.marks:
            y = area.bottom() - self._y.share(value) * area.height()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("soft"))
            rect = QRectF(0, y - metrics.height() / 2, area.left() - 6, metrics.height())
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(theme.colour("soft"))
        past = -1e9
        for value, words in self._x.marks:
            width = metrics.horizontalAdvance(words)
            x = area.left() + self._x.share(value) * area.width()
            at = min(max(x - width / 2, 0.0), self.width() - width - 1)
            if at > past + 6:
                painter.drawText(QPointF(at, area.bottom() + metrics.ascent() + 4), words)
                past = at + width
        below = QRectF(area.left(), area.bottom() + metrics.height() + 4, area.width(), metrics.height() + 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, self._x.name)

    def _curve(self, painter: QPainter, area: QRectF, curve: Curve, style: Qt.PenStyle) -> None:
        ink = theme.colour("soft" if curve.quiet else "accent")
        dots = [
            QPointF(
                area.left() + min(1.0, max(0.0, self._x.share(x))) * area.width(),
                area.bottom() - min(1.0, max(0.0, self._y.share(y))) * area.height(),
            )
            for x, y in curve.points
        ]
        if curve.line:
            painter.setPen(QPen(ink, 1.2 if curve.quiet else 2, style))
            for one, other in pairwise(dots):
                painter.drawLine(one, other)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        if not curve.line and curve.name and dots:
            self._beside(painter, area, dots[0], curve.name)
        for number, dot in enumerate(dots):
            size = 2.5 + 5 * curve.size[number] if curve.size else (2.0 if curve.quiet else 3.0)
            painter.drawEllipse(dot, size, size)

    def _beside(self, painter: QPainter, area: QRectF, dot: QPointF, name: str) -> None:
        """Write the name of a lone dot above it, where its curve, falling to the right, does not run."""
        metrics = QFontMetricsF(painter.font())
        x = min(dot.x() + 6, area.right() - metrics.horizontalAdvance(name))
        painter.setPen(theme.colour("ink"))
        painter.drawText(QPointF(x, max(dot.y() - 10, area.top() + metrics.ascent())), name)
        painter.setPen(Qt.PenStyle.NoPen)

    def _names(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        x = 0.0
        painter.setPen(theme.colour("soft"))
        painter.drawText(QPointF(x, metrics.ascent()), self._y.name)
        named = [c for c in self.curves if c.line and c.name]
        if len(named) < 2:
            if self._diagonal:
                self._name_diagonal(painter, metrics)
            return
        widths = [metrics.horizontalAdvance(c.name) + 30 for c in named]
        x = max(metrics.horizontalAdvance(self._y.name) + 8, self.width() - sum(widths))
        for number, (curve, width) in enumerate(zip(named, widths, strict=True)):
            ink = theme.colour("soft" if curve.quiet else "accent")
            painter.setPen(QPen(ink, 1.6, _STYLES[number % len(_STYLES)]))
            painter.drawLine(QPointF(x, metrics.height() / 2), QPointF(x + 18, metrics.height() / 2))
            painter.setPen(theme.colour("soft"))
            painter.drawText(QPointF(x + 22, metrics.ascent()), curve.name)
            x += width

    def _name_diagonal(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        x = self.width() - metrics.horizontalAdvance(self._diagonal) - 34
        painter.setPen(QPen(theme.colour("soft"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(x, metrics.height() / 2), QPointF(x + 18, metrics.height() / 2))
        painter.setPen(theme.colour("soft"))
        painter.drawText(QPointF(x + 22, metrics.ascent()), self._diagonal)
