# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The last resort: one dialog for a bug, with a report that holds no transcript text."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from qualcoder_tc import __version__


def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return versions and the places in the code, without messages and values, which may quote a transcript."""
    from PySide6.QtCore import qVersion

    places = [f"  {f.filename.rpartition('/')[2]}:{f.lineno} in {f.name}" for f in traceback.extract_tb(trace)]
    head = f"qualcoder_tc {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    return "\n".join([head, kind.__name__, *places])


def install() -> None:
    """Show bugs in a dialog instead of losing them on a console nobody sees."""

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = report(kind, error, trace)
        sys.stderr.write(text + "\n")
        if QApplication.instance() is None or QGuiApplication.platformName() == "offscreen":
            return
        box = QMessageBox()
        box.setWindowTitle("Something went wrong")
        box.setText("Something went wrong in the program. Every finished change is saved.")
        box.setInformativeText("Please send the report below; it holds no text from your documents.")
        box.setDetailedText(text)
        copy = box.addButton("Copy the report", QMessageBox.ButtonRole.ActionRole)
        box.addButton(QMessageBox.StandardButton.Close)
        box.exec()
        if box.clickedButton() is copy:
            QGuiApplication.clipboard().setText(text)

    sys.excepthook = on_error
