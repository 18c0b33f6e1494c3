# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The button that says whose codings are shown, and lets coders be left out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from qualcoder_tc.ui.transcript.view import TranscriptView


class CodersButton(QPushButton):
    """Shows and hides the codings of single coders; out of sight where there is only one."""

    hidden_changed = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setObjectName("shown_coders")
        self.setProperty("kind", "quiet")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Whose codings are shown"))
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.setMenu(self._menu)
        self.hide()

    def refresh(self) -> None:
        """Follow who coded in the document."""
        coders, hidden = self._view.coders(), self._view.hidden_coders()
        shown = [name for key, name in coders if key not in hidden]
        self._menu.clear()
        for key, name in coders:
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key not in hidden)
            action.setObjectName(f"coder_{key}")
            action.toggled.connect(lambda on, key=key: self._on_action_toggled(key, on))
        self._menu.addSeparator()
        everyone = self._menu.addAction(self.tr("Everybody"))
        everyone.setEnabled(len(shown) < len(coders))
        everyone.triggered.connect(lambda: self._hide(set()))
        if len(shown) == len(coders):
            self.setText(self.tr("{0} coders").format(len(coders)))
        else:
            self.setText(
                ", ".join(shown)
                if len(shown) == 1
                else self.tr("{0} of {1} coders").format(len(shown), len(coders))
            )
        self.setAccessibleName(self.tr("Codings shown: {0}").format(", ".join(shown) or self.tr("nobody’s")))
        self.setVisible(len(coders) > 1 or bool(hidden & {key for key, _ in coders}))

    def _on_action_toggled(self, coder_id: int, on: bool) -> None:
        hidden = self._view.hidden_coders()
        self._hide(hidden - {coder_id} if on else hidden | {coder_id})

    def _hide(self, hidden: set[int]) -> None:
        self._view.set_hidden_coders(hidden)
        # The menu is open while it is clicked: it is filled anew when it is next needed.
        self._menu.aboutToHide.connect(self.refresh, Qt.ConnectionType.SingleShotConnection)
        if not self._menu.isVisible():
            self.refresh()
        self.hidden_changed.emit()
