# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A small field that opens where a name is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import label, margins


class Asking(QFrame):
    """Opens at a place, is answered with Enter, and goes with Escape or a click elsewhere."""

    def __init__(self, parent: QWidget, words: str, answered: Callable[[str], object]) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("asking")
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._answered, self._around = answered, parent
        self.edit = QLineEdit()
        self.edit.setObjectName("asking_edit")
        self.edit.setAccessibleName(words)
        self.edit.setPlaceholderText(words)
        self.edit.installEventFilter(self)
        self._hint = label("", "meta")
        column = QVBoxLayout(self)
        margins(column, 8, 8, 8, 8, 6)
        column.addWidget(self.edit)
        column.addWidget(self._hint)

    def open(self, place: QRect, text: str = "", hint: str = "") -> None:
        """Open over a place of the screen, as wide as it at least."""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.edit.setText(text)
        self.edit.selectAll()
        self.setFixedWidth(max(place.width(), theme.px(240)))
        self.adjustSize()
        room = self._around.screen().availableGeometry()
        x = max(room.left(), min(place.left(), room.right() - self.width()))
        y = max(room.top(), min(place.top(), room.bottom() - self.height()))
        self.move(QPoint(x, y))
        self.show()
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter and Escape work while typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        answer = self.edit.text().strip()
        if answer:
            self.close()
            self._answered(answer)


def place_of(widget: QWidget) -> QRect:
    """Return where a widget is on the screen."""
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())
