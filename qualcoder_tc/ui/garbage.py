# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""When the interpreter looks for garbage in rings: as a project is opened and when the window is left, not between keys.

A look through everything that lives takes a tenth of a second with 100,000 codings, at whichever key comes next. What
lives as long as the project is therefore set aside, and later looks only go through what came since.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from qualcoder_tc.ui.main_window import MainWindow

_YOUNG = 5_000  # new objects between looks through the young; a first look at a page makes more than the usual 700
_OLD = 50  # looks through those that are older between looks through all that are not set aside


class Garbage(QObject):
    """Sets aside what lives long in the process of one window."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._jobs = window.jobs
        _, middle, _ = gc.get_threshold()
        gc.set_threshold(_YOUNG, middle, _OLD)
        window.opened.connect(self._on_window_opened)
        app.applicationStateChanged.connect(self._on_app_state_changed)

    def _on_window_opened(self) -> None:
        if gc.get_freeze_count():
            # The project before was set aside, and goes only once this event is over.
            QTimer.singleShot(0, self, self.tidy)
        else:
            gc.freeze()  # takes no time

    def _on_app_state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationInactive and not self._jobs.busy:
            self.tidy()

    def tidy(self) -> None:
        """Look through everything, and set aside what lives."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()
