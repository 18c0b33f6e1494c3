# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Small marks as pictures, painted once: a code's dot, the shape and hue of a speaker."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QPolygonF

from qualcoder_tc.ui import theme

_SIZE = 8.0
SHAPES = 6


def dot(code_colour: str, ratio: float) -> QPixmap:
    """Return a code's dot for a screen of this many pixels a point."""
    return _dot(code_colour, ratio, theme.tokens().name)


def speaker_mark(order: int, ratio: float) -> QPixmap:
    """Return the mark of the nth speaker: a shape and a quiet hue, so that neither has to be told alone."""
    return _speaker(order, ratio, theme.tokens().name)


@lru_cache(maxsize=512)
def _dot(code_colour: str, ratio: float, _mode: str) -> QPixmap:
    def paint(painter: QPainter) -> None:
        painter.setBrush(theme.stripe(code_colour))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QRectF(0.5, 0.5, 7, 7))

    return _pixmap(ratio, paint)


@lru_cache(maxsize=256)
def _speaker(order: int, ratio: float, _mode: str) -> QPixmap:
    ink = theme.speaker(order)

    def paint(painter: QPainter) -> None:
        filled = order % (2 * SHAPES) < SHAPES
        painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.2))
        shape = order % SHAPES
        if shape == 0:
            painter.drawEllipse(QRectF(1, 1, 6, 6))
        elif shape == 1:
            painter.drawRect(QRectF(1.2, 1.2, 5.6, 5.6))
        else:
            painter.drawPolygon(_polygon(shape))

    return _pixmap(ratio, paint)


def _polygon(shape: int) -> QPolygonF:
    # Triangle, diamond, triangle on its head, star: by corners, turn of the first, and depth of the notches.
    corners, turn, notch = {2: (3, -90, 1.0), 3: (4, -90, 1.0), 4: (3, 90, 1.0), 5: (8, -90, 0.42)}[shape]
    middle = _SIZE / 2
    points = []
    for n in range(corners):
        angle = math.radians(turn + 360 * n / corners)
        reach = 3.4 * (notch if n % 2 else 1.0)
        points.append(QPointF(middle + reach * math.cos(angle), middle + reach * math.sin(angle)))
    return QPolygonF(points)


def _pixmap(ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
    made = QPixmap(math.ceil(_SIZE * ratio), math.ceil(_SIZE * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return made
