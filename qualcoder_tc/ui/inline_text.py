# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Text that is read as a label and edited where it stands."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget


def _same(text: str) -> str:
    return text


class InlineText(QTextEdit):
    """Grows with its text; saved when it is left or with Ctrl+Enter, given up with Escape."""

    edited = Signal(str)

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._shown: Callable[[str], str] = _same
        self.setObjectName(name)
        self.setAccessibleName(placeholder)
        self.setPlaceholderText(placeholder)
        self.setProperty("kind", "inline")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str, shown: Callable[[str], str] = _same) -> None:
        """Show a text, put into other words while it is only read; one that is being edited stays as it is."""
        self._text, self._shown = text, shown
        if not self.hasFocus():
            self._put(shown(text))

    @property
    def text(self) -> str:
        """Return the text as it was shown or saved last."""
        return self._text

    def _put(self, text: str) -> None:
        if self.toPlainText() != text:
            self.setPlainText(text)
        space = QTextBlockFormat()
        space.setBottomMargin(1)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(space)
        self.document().clearUndoRedoStacks()
        self._fit()

    def save(self) -> None:
        """Tell the text if it was changed."""
        now = self.toPlainText().strip()
        if now not in (self._text.strip(), self._shown(self._text).strip()):
            self._text = now
            self.edited.emit(now)

    def _fit(self, *_size: object) -> None:
        self.document().setTextWidth(max(40, self.viewport().width()))
        frame = self.height() - self.viewport().height() if self.isVisible() else 4
        wanted = round(self.document().size().height()) + min(frame, 8)
        if wanted != self.height():
            self.setFixedHeight(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Let the layout make it narrow."""
        return QSize(40, 18)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the text itself, to be edited."""
        if self.toPlainText() != self._text:
            self._put(self._text)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self.save()
        self._put(self._shown(self._text))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter, give up with Escape."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.clearFocus()
        elif event.key() == Qt.Key.Key_Escape:
            self._put(self._text)
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let what is around scroll."""
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to another font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
