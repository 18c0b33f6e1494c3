# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the words and the bar of a row mean, in one quiet line above the list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from qualcoder_tc.model.second_look import Question
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import Elided, margins
from qualcoder_tc.ui.second import questions

WIDTH, HEIGHT = 56, 4  # of a bar, before the interface is enlarged
_SAMPLE = 0.65


def paint_bar(painter: QPainter, area: QRectF, strength: float) -> None:
    """Paint how strong something is, from 0 to 1."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("line"))
    painter.drawRoundedRect(area, HEIGHT / 2, HEIGHT / 2)
    painter.setBrush(theme.colour("accent"))
    filled = QRectF(area)
    filled.setWidth(max(float(HEIGHT), area.width() * strength))
    painter.drawRoundedRect(filled, HEIGHT / 2, HEIGHT / 2)


class _Sample(QWidget):
    """A bar like those of the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        theme.theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Take the room of a bar."""
        return QSize(theme.px(WIDTH), theme.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar that is neither full nor empty."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_bar(painter, QRectF(0, self.height() / 2 - HEIGHT / 2, self.width(), HEIGHT), _SAMPLE)


class Legend(QWidget):
    """One line: what is dark and grey in a row, and what its bar says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._bar = Elided("meta", "legend_words"), Elided("meta", "legend_bar")
        row = QHBoxLayout(self)
        margins(row, 24, 8, 24, 6, 8)
        row.addWidget(self._words, 1)
        row.addWidget(self._bar)
        row.addWidget(_Sample())

    def show_question(self, question: Question) -> None:
        """Say what the rows of an answer mean."""
        words, bar = questions.legend(question)
        self._words.setText(words)
        self._bar.setText(bar)
