# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From a coding in the text to a theme: the themes are offered beside it, or a new one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt

from qualcoder_tc import operations
from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.panels.theme_items import Dragged
from qualcoder_tc.ui.panels.theme_menus import put_menu

if TYPE_CHECKING:
    from qualcoder_tc.ui.workspace import Workspace


class Theming(QObject):
    """Ties the transcript to the themes board."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace, self._session = workspace, workspace.session
        self._view, self._themes = workspace.coding.view, workspace.themes

    def add_chosen(self) -> None:
        """Offer the themes, and put the chosen coding under one of them."""
        coding = self._view.selected_coding()
        if coding is None:
            self._workspace.tell(self.tr("Choose a coding first: click its stripe in the margin, or press N."))
        else:
            self._offer(coding)

    def _offer(self, coding: CodingRow) -> None:
        """Offer the themes that a coding can be put under, or to name one, beside the text."""
        view = self._view
        place = view.viewport().mapToGlobal(QPoint(int(view.columns.text_x), 72))
        self._themes.refresh()
        if not self._themes.rows:
            self._name_theme(coding, place)
            return
        menu = put_menu(self._themes, Dragged("segment", coding.id))
        for action, row in zip(menu.actions(), self._themes.rows, strict=True):
            action.triggered.connect(lambda _checked=False, name=row.name: self._tell_theme(name))
        menu.addSeparator()
        menu.addAction(self.tr("A new theme…"), lambda: self._name_theme(coding, place))
        menu.setActiveAction(menu.actions()[0])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _name_theme(self, coding: CodingRow, place: QPoint) -> None:
        def named(name: str) -> None:
            put = self._session.do(operations.many.add_to_new_theme, coding_ids=[coding.id], name=name)
            if put is not None:
                self._tell_theme(name)
            self._view.setFocus()

        field = Asking(self._workspace, self.tr("Name of a new theme"), named)
        field.open(QRect(place, QSize(theme.px(360), 1)), hint=self.tr("Enter puts the coding under it"))

    def _tell_theme(self, name: str) -> None:
        self._workspace.tell(self.tr("Put under the theme {0}").format(name))
