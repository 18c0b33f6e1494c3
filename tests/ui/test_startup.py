# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The window is usable before anything heavy is imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HEAVY = (
    "torch",
    "spacy",
    "matplotlib",
    "docx",
    "sklearn",
    "sentence_transformers",
    "openpyxl",
    "numpy",
    "alembic",
    "lxml",
)

SCRIPT = """
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
window.show()
assert window.open_project(Path(sys.argv[1]))
application.processEvents()
view = window.workspace.coding.view
view.set_selection(30, 60)
QTest.keyClick(view, Qt.Key.Key_4)
application.processEvents()
print(len(window.session.read(__import__("qualcoder_tc").queries.segments.all)), *sorted(sys.modules))
window.close()
"""


def test_nothing_heavy_is_imported_before_coding(study: Path, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(study), str(tmp_path / "settings.json")],
        capture_output=True,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    count, *modules = run.stdout.split()
    assert count == "1"
    assert set(HEAVY) & set(modules) == set()


def test_the_core_never_imports_qt(study: Path) -> None:
    script = (
        "import sys; import qualcoder_tc.cli, qualcoder_tc.tasks; from qualcoder_tc import Project, queries;"
        f"p = Project.open({str(study)!r}, read_only=True); p.read(queries.project.info); p.close();"
        "print(any(m.startswith('PySide6') for m in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
