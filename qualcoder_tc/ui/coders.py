# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who codes: a sign in the top bar, and below it the menu of all who did and the name of another."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from qualcoder_tc import queries
from qualcoder_tc.ui.asking import Asking, place_of
from qualcoder_tc.ui.parts import button
from qualcoder_tc.ui.session import Session


class Coders(QObject):
    """Shows who codes in a project, and lets somebody else go on."""

    named = Signal(str)
    """Somebody gave a name to code under from now on."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._owner = session, parent
        self.button = button("", self._open_menu, kind="coder", name="coder")

    def show_name(self) -> None:
        """Show who codes now."""
        coder = self._session.coder
        self.button.setText(coder.initials[:3])
        self.button.setToolTip(self.tr("Coding as {0}").format(coder.name))
        self.button.setAccessibleName(self.button.toolTip())

    def _open_menu(self) -> None:
        menu = QMenu(self._owner)
        for row in self._session.read(queries.coders.all):
            action = menu.addAction(f"{row.name} ({row.codings})")
            action.setCheckable(True)
            action.setChecked(row.id == self._session.coder.id)
            action.triggered.connect(lambda _checked=False, name=row.name: self._session.use_coder(name))
        menu.addSeparator()
        menu.addAction(self.tr("Another coder…"), self.ask_name)
        menu.exec(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        menu.deleteLater()

    def ask_name(self) -> None:
        """Ask below the sign for another's name and code as them."""
        field = Asking(self.button.window(), self.tr("Name of another coder"), self._use)
        below = place_of(self.button).translated(0, self.button.height() + 4)
        field.open(below, hint=self.tr("Enter codes as them from now on"))

    def _use(self, name: str) -> None:
        self._session.use_coder(name)
        self.named.emit(name)
