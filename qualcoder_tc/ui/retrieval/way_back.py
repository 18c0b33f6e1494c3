# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The way back from a source to the list from which one went there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget


class Pages(Protocol):
    """What has pages."""

    def show_page(self, number: int) -> None:
        """Show a page."""


class WayBack(QPushButton):
    """Shown in the bar after a jump to a source; the list one came from has kept its row and place."""

    def __init__(self, pages: Pages) -> None:
        super().__init__()
        self.setText(self.tr("‹ Back to the list"))
        self.setObjectName("way_back")
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Ctrl+B"))
        self.hide()
        self._pages = pages
        self._page: int | None = None
        self._list: QWidget | None = None
        self._then: Callable[[], object] | None = None
        self.clicked.connect(self.go)

    def remember(
        self, page: int, widget: QWidget | None, then: Callable[[], object] | None = None, where: str = ""
    ) -> None:
        """Lead back to a page, and to a list on it unless told to where; `then` finds the place on it again."""
        self._page, self._list, self._then = page, widget, then
        self.setText(self.tr("‹ Back to {0}").format(where) if where else self.tr("‹ Back to the list"))
        self.show()

    def forget(self) -> None:
        """Lead nowhere any longer."""
        self._page = None
        self.hide()

    def go(self) -> None:
        """Go back."""
        page, widget, then = self._page, self._list, self._then
        if page is None:
            return
        self._pages.show_page(page)
        if widget is not None:
            widget.setFocus()
        if then is not None:
            then()
