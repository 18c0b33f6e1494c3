# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Time until the window is usable, as a ratio to a bare window with a QPlainTextEdit of the same text.

usage: startup.py PROJECT [--rounds N]

Usable means: painted, a document open, and a key answered (it scrolls). What works on the project is imported right
after that, in a thread. Both are measured from the start of a fresh process, in turns, in the same run; medians are
compared. With --whole, the time until the project can be coded is measured instead.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
application = QApplication([])
window = QMainWindow()
edit = QPlainTextEdit()
window.setCentralWidget(edit)
window.resize(1280, 800)
window.show()
edit.setPlainText(open(sys.argv[1], encoding="utf-8").read())
application.processEvents()
edit.viewport().repaint()
QTest.keyClick(edit, Qt.Key.Key_PageDown)
application.processEvents()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import app, theme
from qualcoder_tc.ui.main_window import MainWindow
application = app.application()
theme.theme().apply(application, "light")
window = MainWindow(Settings(Path(sys.argv[2])))
window.resize(1280, 800)
window.show()
window.opening.start_with(Path(sys.argv[1]))
view = window.centralWidget().currentWidget().view
view.viewport().repaint()
QTest.keyClick(view, Qt.Key.Key_PageDown)
application.processEvents()
"""
WHOLE = """
while window.workspace is None:
    application.processEvents()
view = window.workspace.coding.view
_ = lambda: """


def run(script: str, *arguments: str) -> float:
    """Return the seconds from starting a process to the key being answered."""
    code = script + "\nimport os, time\nprint(time.time(), flush=True)\nos._exit(0)\n"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    begun = time.time()
    out = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, check=True
    )
    return float(out.stdout.split()[-1]) - begun


def main() -> None:
    """Measure and print the ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--whole", action="store_true", help="until the project can be coded")
    given = parser.parse_args()
    from qualcoder_tc import Project, queries

    with Project.open(given.project, read_only=True) as project:
        first = project.read(queries.documents.all)[0]
        text = project.read(queries.documents.text, document_id=first.id).text
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "text.txt"
        plain.write_text(text, encoding="utf-8")
        ours: list[float] = []
        bare: list[float] = []
        for _ in range(given.rounds):
            bare.append(run(BARE, str(plain)))
            ours.append(
                run(
                    OURS.replace("view = ", WHOLE) if given.whole else OURS,
                    str(given.project),
                    str(Path(folder) / "settings.json"),
                )
            )
            Path(f"{given.project}.lock").unlink(missing_ok=True)
    a, b = statistics.median(ours), statistics.median(bare)
    print(f"bare window and QPlainTextEdit: {b:.3f} s; ours with a project open: {a:.3f} s; ratio {a / b:.2f}")


if __name__ == "__main__":
    main()
