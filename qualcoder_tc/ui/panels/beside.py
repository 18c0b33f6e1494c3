# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The right side of the coding page: the codes, below them cards that scroll, and suggestions that stay in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.cards import SuggestionCard
from qualcoder_tc.ui.parts import Tall, margins, surface


class Beside(QWidget):
    """Lays out what stands beside the transcript."""

    def __init__(self, codes: QWidget, suggestion: SuggestionCard, cards: tuple[QWidget, ...]) -> None:
        super().__init__()
        surface(self, "panel")
        self._suggestion = suggestion
        inner = Tall()
        surface(inner, "panel")
        column = QVBoxLayout(inner)
        margins(column, 12, 8, 12, 12, 8)
        large = theme.theme().scale > 1.3
        for widget in (suggestion, *cards) if large else cards:
            column.addWidget(widget)
        column.addStretch(1)
        self.cards = QScrollArea()
        self.cards.setWidget(inner)
        self.cards.setAccessibleName(self.tr("About the code, and memo"))
        self.cards.setWidgetResizable(True)
        self.cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(codes)
        self.split.addWidget(self.cards)
        self.split.setHandleWidth(1)
        stack = QVBoxLayout(self)
        margins(stack, 0, 0, 0, 0, 0)
        stack.addWidget(self.split, 1)
        stack.addWidget(self._foot(large))
        self.setMinimumWidth(max(330, inner.minimumSizeHint().width(), codes.minimumSizeHint().width()))
        suggestion.opened.connect(self._on_suggestion_opened)

    def _foot(self, large: bool) -> QWidget:
        """Keep suggestions in sight below, whatever is scrolled above; large ones would leave no room above."""
        foot = QWidget()
        row = QVBoxLayout(foot)
        margins(row, 12, 8, 12, 12, 0)
        if not large:
            row.addWidget(self._suggestion)
        else:
            foot.hide()
        return foot

    def limit_reasons(self, height: int) -> None:
        """Give the reasons at most half of a height, unless they stand among the cards, which scroll as a whole."""
        self._suggestion.set_room(None if theme.theme().scale > 1.3 else round(height * 0.5))

    def share(self, height: int) -> None:
        """Share the room out in a page of this height: in a low one the codes come first, since the cards scroll."""
        room, share = self.split.height(), 0.52 if height >= 760 else 0.62
        self.split.setSizes([round(room * share), room - round(room * share)])

    def scroll_up(self) -> None:
        """Show the first card."""
        self.cards.verticalScrollBar().setValue(0)

    def _on_suggestion_opened(self, opened: bool) -> None:
        """Give the room of the cards to the reasons, unless these stand among them."""
        if not self.cards.isAncestorOf(self._suggestion):
            self.cards.setVisible(not opened)
