# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Showing everything larger: the project is opened anew in the new size, once nothing is worked on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from qualcoder_tc.ui import theme

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow

_LOOK = 200  # milliseconds between looks whether the work is done, or the dialog closed


class InterfaceSize(QObject):
    """Changes the size of a window when that disturbs nothing."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._wanted = 0
        self._later = QTimer(self)
        self._later.setInterval(_LOOK)
        self._later.timeout.connect(self._on_later_timeout)

    @property
    def waiting(self) -> bool:
        """Tell whether a size waits for some work to end."""
        return self._later.isActive()

    def change(self, percent: int) -> None:
        """Show everything in this size, from 100 to 200 per cent, at once or after what is being worked on."""
        self._later.stop()
        self._window.settings.set("interface_size", percent)
        if percent == round(theme.theme().size * 100):
            return
        self._wanted = percent
        if self._window.jobs.busy:
            self._later.start()
            self._tell(self.tr("The size changes as soon as the work shown below is done."))
        else:
            self._apply()

    def _tell(self, text: str) -> None:
        if self._window.workspace is not None:
            self._window.workspace.tell(text)

    def _on_later_timeout(self) -> None:
        # An open dialog belongs to the project that would be closed under it.
        if not self._window.jobs.busy and QApplication.activeModalWidget() is None:
            self._later.stop()
            self._apply()

    def _apply(self) -> None:
        application, window = QApplication.instance(), self._window
        if not isinstance(application, QApplication):
            return
        path = window.session.project.path if window.session else None
        window.close_project()
        theme.theme().resize(application, self._wanted / 100)
        if path is not None and not window.open_project(path):
            window.show_welcome()
