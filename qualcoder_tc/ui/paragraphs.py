# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Writing paragraphs into a text that is only read, in the colours of the theme."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from qualcoder_tc.ui import theme


class Paragraphs:
    """Writes at the end of a document, with lines so many per cent of their usual height."""

    def __init__(self, document: QTextDocument, line_height: int) -> None:
        self._document, self._line_height = document, line_height

    def begin(self, after: int, before: int = 0) -> QTextCursor:
        """Begin a paragraph with so much room, in pixels, below and above it; return where it is written."""
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        block = QTextBlockFormat()
        block.setBottomMargin(after)
        block.setTopMargin(before)
        block.setLineHeight(self._line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._document.isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        return cursor

    def line(self, text: str, token: str, *, strong: bool = False, before: int = 0, after: int = 2) -> None:
        """Write a paragraph in one colour of the theme."""
        self.begin(after, before).insertText(text, form(token, strong=strong))

    def dot(self, cursor: QTextCursor, code_colour: str) -> None:
        """Write the dot of a code."""
        mark = QTextCharFormat()
        mark.setForeground(theme.stripe(code_colour))
        cursor.insertText("●  ", mark)


def form(token: str, *, strong: bool = False) -> QTextCharFormat:
    """Return how letters look in a colour of the theme."""
    made = QTextCharFormat()
    made.setForeground(theme.colour(token))
    if strong:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
