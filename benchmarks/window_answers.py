# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How long the window is deaf at the most while a hundred interviews are imported, beside the same window at rest."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    """Measure the gaps between ticks of a 5 ms timer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8000)
    given = parser.parse_args()
    import import_word
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QDialog

    from qualcoder_tc import Project
    from qualcoder_tc.model.transcript import ImportOptions
    from qualcoder_tc.settings import Settings
    from qualcoder_tc.ui import app
    from qualcoder_tc.ui.main_window import MainWindow

    root = Path(tempfile.mkdtemp(prefix="qtc-window-"))
    try:
        folder = root / "interviews"
        folder.mkdir()
        import_word.make(folder, given.documents, given.words)
        project = root / "study.qtc"
        Project.create(project, title="Benchmark", coder="Amina").close()
        application = app.application()
        window = MainWindow(Settings(root / "settings.json"))
        window.resize(1280, 720)
        window.show()
        window.open_project(project)
        gaps: list[float] = []
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

        timer = QTimer()
        timer.timeout.connect(tick)
        timer.start(5)

        def watch(seconds: float) -> list[float]:
            nonlocal last
            gaps.clear()
            last = time.perf_counter()
            ends = last + seconds
            while time.perf_counter() < ends or window.jobs.busy:
                application.processEvents()
                time.sleep(0.001)
            return sorted(gaps)

        watch(0.5)
        rest = watch(1.0)
        files = sorted(folder.glob("*.docx"))
        begun = time.perf_counter()
        window._import((files, {}), {path: ImportOptions() for path in files}, [])
        busy = watch(0.2)
        took = time.perf_counter() - begun
        for dialog in window.findChildren(QDialog):
            dialog.reject()
        window.close()
        over = sum(gap > 0.05 for gap in busy)
        print(f"{given.documents} interviews of {given.words:,} words imported in {took:.2f} s")
        print(
            f"longest silence: at rest {1000 * rest[-1]:.0f} ms, importing {1000 * busy[-1]:.0f} ms, over 50 ms {over} times"
        )
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
