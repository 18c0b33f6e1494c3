# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Starting the window."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import crash, theme
from qualcoder_tc.ui.garbage import Garbage
from qualcoder_tc.ui.main_window import MainWindow


def application() -> QApplication:
    """Return the one application, made and dressed on first use."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    # Read when numpy is first imported: one core stays free, so that sums over all codings never stop the window.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(max(1, (os.cpu_count() or 2) - 1)))
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    made = QApplication(sys.argv[:1])
    made.setApplicationName("qualcoder_tc")
    made.setApplicationDisplayName("qualcoder_tc")
    return made


def run(project: Path | None) -> int:
    """Open the window, with a project if one is named; return the exit status when it is closed."""
    made = application()
    crash.install()
    # Let Ctrl+C in the terminal end the program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = Settings()
    size = settings.get("interface_size", 100)
    theme.theme().size = min(2.0, max(1.0, size / 100)) if isinstance(size, int) else 1.0
    mode = settings.get("mode", "system")
    theme.theme().apply(made, mode if mode in ("light", "dark", "system") else "system")
    window = MainWindow(settings)
    Garbage(made, window)
    window.show()
    if project is not None:
        window.opening.start_with(project)
    return made.exec()
