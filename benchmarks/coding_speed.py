# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From key press to painted coding in a whole window, in a small and in a large project, beside a bare QPlainTextEdit.

usage: coding_speed.py [--large 100000] [--small 1000] [--rounds 30] [--spread] [--keep FOLDER]

Both projects hold the same transcript of 40,000 words among 40 documents, with 120 codes. Of the small one's codings all
but one for each other document stand in the transcript (with --spread they are spread evenly, so that there is hardly
anything to paint); of the large one's, 2,000 do. Ours: key 4 in the transcript (or Delete on a chosen
coding) until the window has painted the frame that shows it. The bare editor has the same ranges formatted, merges one
format more and repaints. What follows the frame is watched by a timer: its longest silence is what the window was deaf.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

import transcript_view
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.codes import PALETTE
from qualcoder_tc.model.transcript import ImportedDocument, Turn
from qualcoder_tc.settings import Settings
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding
from qualcoder_tc.ui import app, theme
from qualcoder_tc.ui.main_window import MainWindow

DOCUMENTS = 40
CODES = 120


def build(path: Path, codings: int, in_first: int) -> None:
    """Make a project of 40 documents, 120 codes and this many codings."""
    rng = random.Random(11)
    with Project.create(path, title="Benchmark", coder="Amina Malik") as project:
        made = [transcript_view.make(40_000 if n == 0 else 8_000, 0)[0] for n in range(DOCUMENTS)]
        ids = []
        for n, document in enumerate(made):
            text = document.text if n == 0 else f"{n}\n{document.text}"
            shift = len(text) - len(document.text)
            turns = tuple(
                Turn(t.start + shift, t.end + shift, t.speaker, t.label_start + shift) for t in document.turns
            )
            imported = ImportedDocument(title=f"Interview {n:02}", kind=document.kind, text=text, turns=turns)
            ids.append(
                project.do(operations.documents.add, document=imported, source_name=f"{n}.txt", data=text.encode())
            )
        project.do(_codes)
        rest = (codings - in_first) // (DOCUMENTS - 1)
        for n, document_id in enumerate(ids):
            project.do(
                _codings,
                document_id=document_id,
                text=project.read(queries.documents.text, document_id=document_id).text,
                count=in_first if n == 0 else rest,
                seed=rng.randrange(1 << 30),
            )


def _codes(session: Any) -> None:
    """Make the codes; the fourth has key 4."""
    rows = [
        {"name": f"Code {n}", "colour": PALETTE[n % 20], "favourite": n if 0 < n < 10 else None, "position": n}
        for n in range(CODES)
    ]
    history.bulk_insert(session, Code, rows)


def _codings(session: Any, *, document_id: int, text: str, count: int, seed: int) -> None:
    """Code passages of 60 to 300 characters."""
    rng = random.Random(seed)
    rows = []
    for _ in range(count):
        start = rng.randrange(len(text) - 400)
        end = start + rng.randrange(60, 300)
        rows.append(
            {
                "document_id": document_id,
                "code_id": rng.randrange(1, CODES + 1),
                "coder_id": 1,
                "start": start,
                "end": end,
                "quote": text[start:end],
            }
        )
    history.bulk_insert(session, Coding, rows)


class Timed(MainWindow):
    """A window that notes when a frame that holds the transcript was painted."""

    showed = False
    framed = 0.0

    def event(self, event: QEvent) -> bool:
        """Note when all that is dirty was painted."""
        done = super().event(event)
        if event.type() == QEvent.Type.UpdateRequest and self.showed and not self.framed:
            self.framed = time.perf_counter()
        return done


class Bench:
    """A window on one project, and what its keys cost."""

    def __init__(self, root: Path, path: Path) -> None:
        self.window = Timed(Settings(root / f"{path.stem}.json"))
        self.window.resize(1280, 720)
        self.window.show()
        self.window.open_project(path)
        assert self.window.workspace is not None
        self.view = self.window.workspace.coding.view
        self._shown = -1
        self._rng = random.Random()
        paint = self.view.viewport()
        paint.installEventFilter(self.window)
        self.window.eventFilter = self._filter  # type: ignore[method-assign]
        self.silence = 0.0
        self.rest(0.5)

    def _filter(self, _watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and len(self.view._index) != self._shown:
            self.window.showed = True
        return False

    def rest(self, seconds: float) -> float:
        """Let the window work off what is waiting; return the longest silence of a timer meanwhile."""
        gaps: list[float] = []
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

        timer = QTimer()
        timer.timeout.connect(tick)
        timer.start(1)
        ends = last + seconds
        while time.perf_counter() < ends:
            app.application().processEvents()
            time.sleep(0.0005)
        return max(gaps, default=seconds)

    def press(self, key: Qt.Key) -> float:
        """Press a key in the transcript; return the seconds until the frame that shows what it did."""
        self.window.activateWindow()
        self.view.setFocus()
        self.rest(0.05)
        while self.view._idle.isActive():  # somebody reads before they code: the page is painted
            self.rest(0.02)
        self._shown, self.window.showed, self.window.framed = len(self.view._index), False, 0.0
        begun = time.perf_counter()
        QTest.keyClick(self.view, key)
        while not self.window.framed:
            app.application().processEvents()
            if time.perf_counter() - begun > 5:
                raise RuntimeError("no frame showed the coding")
        took = self.window.framed - begun
        self.silence = max(self.silence, self.rest(0.3))
        return took

    def round(self, turn: int) -> tuple[float, float]:
        """Code a part of a turn and take that back."""
        view = self.view
        view.go_to_turn(turn)
        view.set_selection(view.caret + 3, view.caret + 20 + self._rng.randrange(60))
        before = {c.id for c in view.codings()}
        applied = self.press(Qt.Key.Key_4)
        (new,) = {c.id for c in view.codings()} - before
        view.select_coding(new)
        self.rest(0.05)
        return applied, self.press(Qt.Key.Key_Delete)


class Bare:
    """A QPlainTextEdit with the transcript and 2,000 ranges formatted."""

    def __init__(self, size: Any) -> None:
        self.document, rows = transcript_view.make(40_000, 2_000)
        self.edit = QPlainTextEdit()
        self.edit.setReadOnly(True)
        self.edit.setUndoRedoEnabled(False)
        self.edit.resize(size)
        self.edit.show()
        self.edit.setPlainText(self.document.text)
        cursor = QTextCursor(self.edit.document())
        cursor.beginEditBlock()
        for row in rows:
            transcript_view.merge(cursor, row)
        cursor.endEditBlock()
        self._rng = random.Random(3)

    def once(self, turn: int) -> float:
        """Merge one format where it is seen and repaint."""
        row = transcript_view.coding(1, self._rng, len(self.document.text))
        cursor = QTextCursor(self.edit.document())
        cursor.setPosition(row.start)
        self.edit.setTextCursor(cursor)
        self.edit.ensureCursorVisible()
        self.edit.viewport().repaint()
        return transcript_view.timed(self._merge(row))

    def _merge(self, row: Any) -> Callable[[], None]:
        def run() -> None:
            transcript_view.merge(QTextCursor(self.edit.document()), row)
            self.edit.viewport().repaint()

        return run


def main() -> None:
    """Measure in turn and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--spread", action="store_true")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--keep", type=Path, help="a folder in which the projects are kept for the next run")
    given = parser.parse_args()
    theme.theme().apply(app.application(), "light")
    root = given.keep or Path(tempfile.mkdtemp(prefix="qtc-coding-"))
    try:
        kind = "-spread" if given.spread else ""
        paths = {
            given.small: root / f"study-{given.small}{kind}.qtc",
            given.large: root / f"study-{given.large}.qtc",
        }
        within = given.small // DOCUMENTS if given.spread else given.small - DOCUMENTS + 1
        for n, path in paths.items():
            if not path.exists():
                build(path, n, within if n == given.small else 2_000)
        small, large = (Bench(root, paths[n]) for n in (given.small, given.large))
        bare = Bare(large.view.viewport().size())
        figures: dict[str, list[float]] = {}
        for n in range(given.rounds):
            turn = 20 + n * 25
            for name, bench in (("small", small), ("large", large)):
                applied, removed = bench.round(turn)
                figures.setdefault(f"apply {name}", []).append(applied)
                figures.setdefault(f"remove {name}", []).append(removed)
            figures.setdefault("bare", []).append(bare.once(turn))
        for bench in (small, large):
            bench.window.close()
        for name, middle in (("medians", statistics.median), ("best of each", min)):
            print(f"{name}:")
            report(given, {k: middle(v[2:]) for k, v in figures.items()})
        for bench, n in ((small, given.small), (large, given.large)):
            print(f"longest silence after the frame, {n:,} codings: {1000 * bench.silence:.0f} ms")
    finally:
        if not given.keep:
            shutil.rmtree(root, ignore_errors=True)


def report(given: argparse.Namespace, middle: dict[str, float]) -> None:
    """Print medians and ratios."""
    print(f"bare mergeCharFormat and repaint {1000 * middle['bare']:.1f} ms")
    for verb in ("apply", "remove"):
        a, b = middle[f"{verb} small"], middle[f"{verb} large"]
        print(
            f"{verb:7} {given.small:,} codings {1000 * a:6.1f} ms   {given.large:,} codings {1000 * b:6.1f} ms"
            f"   ratio {b / a:.2f}   to bare {b / middle['bare']:.2f}"
        )


if __name__ == "__main__":
    main()
