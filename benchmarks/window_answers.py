# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How long the window is deaf at the most while it imports, suggests, exports and undoes, beside the same window at rest.

usage: window_answers.py [--documents 100] [--words 8000] [--codings 100000] [--only exporting] [--keep FOLDER] [--who]

Silence is the gap between ticks of a timer; the part of it that the window's own thread worked is printed beside it, since
on a busy machine the rest is waiting for other programs. The encoder is a stand-in: a model works in a process of its own.
With --who, what the window's thread was at while it was silent for long is printed to standard error.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

import coding_speed
import import_word
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.model.transcript import ImportOptions
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import app, theme
from qualcoder_tc.ui.garbage import Garbage
from qualcoder_tc.ui.main_window import MainWindow


class Watch:
    """Notes how long the event loop is silent, and how much of that its thread works."""

    def __init__(self, *, who: bool = False) -> None:
        self.wall: list[float] = []
        self.work: list[float] = []
        self.watching = False
        if who:
            threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True).start()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self.begin()
        self._timer.start(2)

    def begin(self) -> None:
        """Begin anew."""
        self.wall, self.work = [], []
        self._last = time.perf_counter(), time.thread_time()
        self.watching = True

    def _tick(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.wall.append(now[0] - self._last[0])
        self.work.append(now[1] - self._last[1])
        self._last = now

    def _look(self, thread: int) -> None:
        """Print what a thread was at each time it has worked for long without a tick."""
        clock = time.pthread_getcpuclockid(thread)
        since, seen = (0.0, 0.0), []
        while True:
            time.sleep(0.005)
            if not self.watching:
                since, seen = self._last, []
                continue
            last, worked = self._last, time.clock_gettime(clock)
            if last != since:
                if worked_for(seen) > 0.04:
                    print(
                        f"--- {1000 * worked_for(seen):.0f} ms\n" + "\n".join(line for _, line in seen),
                        file=sys.stderr,
                    )
                since, seen = last, []
            seen.append((worked - last[1], at_what(thread)))


def at_what(thread: int) -> str:
    """Return the innermost calls of a thread.

    Written by the interpreter itself: frames held in Python keep painters and widgets alive, which then go in this thread.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file)
        file.seek(0)
        stacks = file.read().decode(errors="replace").split("\n\n")
    lines = next((s.splitlines()[1:] for s in stacks if f"{thread:#018x}" in s.splitlines()[0]), [])
    calls = (line.rsplit("/", 1)[-1].replace('", line ', ":").replace(" in ", " ") for line in lines[:7])
    return " < ".join(calls)


def worked_for(seen: list[tuple[float, str]]) -> float:
    """Return how long a thread had worked when it was last looked at."""
    return seen[-1][0] if seen else 0.0


class Anything:
    """An encoder that answers at once."""

    model_id = "anything"

    def encode(self, texts: list[str], progress: Any = None) -> Any:
        """Return unit rows of 64 columns."""
        import numpy as np

        rows = np.random.default_rng(1).standard_normal((len(texts), 64)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def scenarios(
    window: MainWindow, root: Path, given: argparse.Namespace
) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield what the window is asked to do."""
    assert window.workspace is not None and window.session is not None
    workspace, project = window.workspace, window.session.project
    document_id = window.session.documents[0].id
    folder = root / "interviews"
    folder.mkdir()
    import_word.make(folder, given.documents, given.words)
    files = sorted(folder.glob("*.docx"))
    yield "importing", lambda: window._import((files, {}), {path: ImportOptions() for path in files}, [])

    warm = tasks.Warm(project)

    def suggest() -> None:
        window.jobs.run(
            "Reading along",
            lambda progress: tasks.propose(
                project,
                progress,
                document_id=document_id,
                encoder=Anything(),
                with_rows=False,
                warm=warm,  # type: ignore[arg-type]
            ),
            lambda _rows: None,
        )

    yield "suggesting", suggest
    yield (
        "showing suggestions",
        lambda: window.jobs.run("Suggesting", lambda _p: propose(project, document_id), lambda _done: None),
    )
    for suffix in ("csv", "jsonl", "html", "xlsx", "docx", "qdpx"):
        yield f"exporting {suffix}", lambda suffix=suffix: workspace.report.export(root / f"study.{suffix}")
    yield "exporting the report", lambda: workspace.report.write_report(root / "report.docx")
    yield from undoing(window, document_id)


def settle() -> None:
    """Let the window follow what was done in preparation."""
    ends = time.perf_counter() + 2
    while time.perf_counter() < ends:
        app.application().processEvents()
        time.sleep(0.001)


def undoing(window: MainWindow, document_id: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield steps that take long to undo: the open transcript corrected, 20,000 scattered segments recoded, many steps."""
    assert window.workspace is not None and window.session is not None
    project, past = window.session.project, window.workspace.past
    text = project.read(queries.documents.text, document_id=document_id).text
    project.do(operations.texts.edit, document_id=document_id, text="Well. " + text)
    settle()
    yield "undoing a correction", past.undo
    yield "redoing it", past.redo
    code = window.session.codes[7].id
    ids = [s.id for s in project.read(queries.segments.all)][::2][:20_000]
    project.do(operations.many.recode, coding_ids=ids, code_id=code)
    settle()
    yield "undoing a recoding", past.undo
    yield "redoing it", past.redo
    yield "undoing 50 changes", lambda: past.undo_many(project.standing()[:-51:-1])


def propose(project: Project, document_id: int) -> None:
    """Suggest three codes for each turn of a document, without looking for them."""
    document = project.read(queries.documents.text, document_id=document_id)
    evidence = [{"kind": "definition", "text": "They look out for one another.", "score": 0.4}]
    proposals = [
        {
            "document_id": document_id,
            "code_id": 1 + (turn.number + n) % 100,
            "start": turn.start,
            "end": turn.end,
            "quote": document.text[turn.start : turn.end],
            "score": 0.5,
            "model": "anything",
            "evidence": evidence,
        }
        for n in range(3)
        for turn in document.turns
    ]
    project.do(operations.suggestions.propose, proposals=proposals, document_ids=[document_id])


def main() -> None:
    """Measure and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path, help="a folder in which the project is kept for the next run")
    parser.add_argument("--who", action="store_true")
    given = parser.parse_args()
    theme.theme().apply(app.application(), "light")
    root = Path(tempfile.mkdtemp(prefix="qtc-window-"))
    try:
        path = root / "study.qtc"
        kept = (given.keep or root) / f"study-{given.codings}.qtc"
        if not kept.exists():
            coding_speed.build(kept, given.codings, 2_000)
        shutil.copyfile(kept, path)
        window = MainWindow(Settings(root / "settings.json"))
        Garbage(app.application(), window)  # as in the program
        window.resize(1280, 720)
        window.show()
        window.open_project(path)
        watch = Watch(who=given.who)
        run(window, watch, "at rest", lambda: None, coding=False)
        run(window, watch, "coding", lambda: None, coding=True)
        for name, start in scenarios(window, root, given):
            if given.only in name:
                run(window, watch, name, start, coding=True)
        window.close()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def run(window: MainWindow, watch: Watch, name: str, start: Callable[[], None], *, coding: bool) -> None:
    """Do something, coding and scrolling meanwhile as a person would, and print the longest silence."""
    assert window.workspace is not None
    view = window.workspace.coding.view
    view.setFocus()
    watch.begin()
    begun = time.perf_counter()
    start()
    ends, key = begun + 2.0, begun
    step = 0
    while time.perf_counter() < ends or window.jobs.busy or window.workspace.past.busy:
        app.application().processEvents()
        time.sleep(0.001)
        if coding and time.perf_counter() - key > 0.35 and view.document is not None:
            key, step = time.perf_counter(), step + 1
            if step % 3:
                QTest.keyClick(view, Qt.Key.Key_PageDown)
            else:
                QTest.keyClick(view, Qt.Key.Key_4)
    took = time.perf_counter() - begun
    watch.watching = False
    for dialog in window.findChildren(QDialog):
        dialog.reject()
    wall, work = sorted(watch.wall), sorted(watch.work)
    over = sum(gap > 0.05 for gap in wall)
    print(
        f"{name:24} {took:6.1f} s   longest silence {1000 * wall[-1]:5.0f} ms, over 50 ms {over:3} times;"
        f"   longest work of the window {1000 * work[-1]:5.0f} ms",
        flush=True,
    )


if __name__ == "__main__":
    main()
