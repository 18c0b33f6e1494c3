# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The window answers while it imports, suggests and exports: nothing in it works for more than 50 ms at a time."""

from __future__ import annotations

import gc
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from qualcoder_tc import Project, tasks
from qualcoder_tc.model.transcript import ImportOptions
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Coding
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.main_window import MainWindow
from tests.conftest import add, transcript
from tests.ui.watchdog import LIMIT, Watchdog, longest_work

WORDS = "we look out for one another now and then the council came to see what the garden ought to be like".split()


class Anything:
    """An encoder that answers at once."""

    model_id = "anything"

    def encode(self, texts: list[str], progress: Any = None) -> np.ndarray:
        """Return unit rows."""
        rows = np.random.default_rng(1).standard_normal((len(texts), 32)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def lines(turns: int, seed: int) -> tuple[tuple[str, str], ...]:
    rng = random.Random(seed)
    return tuple((f"P{n % 5}", " ".join(rng.choices(WORDS, k=60)) + ".") for n in range(turns))


def code_much(session: Session, *, document_id: int, count: int, length: int) -> None:
    """Code passages everywhere."""
    rng = random.Random(4)
    rows: list[dict[str, Any]] = []
    for _ in range(count):
        start = rng.randrange(length - 200)
        rows.append(
            {
                "document_id": document_id,
                "code_id": 2,
                "coder_id": 1,
                "start": start,
                "end": start + rng.randrange(20, 190),
                "quote": "words",
            }
        )
    history.bulk_insert(session, Coding, rows)


@pytest.fixture
def busy_study(study: Path) -> Path:
    """Return a project with a long transcript and three thousand codings."""
    with Project.open(study) as project:
        document = transcript("Long", lines(150, 1))
        key = add(project, document)
        project.do(code_much, document_id=key, count=1000, length=len(document.text))
        for n in range(4):
            other = transcript(f"Other {n}", lines(60, n + 2))
            key = add(project, other)
            project.do(code_much, document_id=key, count=500, length=len(other.text))
    return study


@pytest.fixture
def main(window: Callable[[Path | None], MainWindow], busy_study: Path) -> Iterator[MainWindow]:
    made = window(busy_study)
    assert made.session is not None
    made.session.open_document(made.session.documents[1].id)
    yield made
    for dialog in made.findChildren(QDialog):
        dialog.reject()


def test_the_watchdog_barks(qtbot: QtBot) -> None:
    watchdog = Watchdog()

    def work() -> None:
        until = time.thread_time() + 0.08
        while time.thread_time() < until:
            pass

    QTimer.singleShot(0, work)
    qtbot.waitUntil(lambda: watchdog.longest >= 0.08)
    watchdog.stop()
    assert watchdog.silence >= watchdog.longest


def test_coding_in_a_large_transcript_never_holds_the_window_up(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace is not None and main.session is not None
    view, session = main.workspace.coding.view, main.session
    done = sum(c.codings for c in session.codes)

    def key() -> None:
        nonlocal done
        done += 1
        view.go_to_turn(done % 100 + 5)
        before = len(view.codings())
        qtbot.keyClick(view, Qt.Key.Key_6)
        assert len(view.codings()) == before + 1

    assert longest_work(qtbot, key, lambda: sum(c.codings for c in session.codes) == done) <= LIMIT


def test_importing_never_holds_the_window_up(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    runs = itertools.count()

    def start() -> None:
        number = next(runs)
        files = []
        for n in range(8):
            path = tmp_path / f"import {number} {n}.txt"
            path.write_text("\n".join(f"{who}: {said}" for who, said in lines(120, 100 * number + n)), "utf-8")
            files.append(path)
        main._import((files, {}), {path: ImportOptions() for path in files}, [])

    assert longest_work(qtbot, start, lambda: not main.jobs.busy) <= LIMIT


def test_suggesting_never_holds_the_window_up(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session is not None and main.session.document is not None
    project, key = main.session.project, main.session.document.id

    def start() -> None:
        main.jobs.run(
            "Looking for codes to suggest",
            lambda progress: tasks.suggest(project, progress, document_id=key, encoder=Anything()),  # type: ignore[arg-type]
            lambda _rows: None,
        )

    assert longest_work(qtbot, start, lambda: not main.jobs.busy) <= LIMIT


@pytest.mark.parametrize("suffix", [".xlsx", ".qdpx"])
def test_exporting_never_holds_the_window_up(qtbot: QtBot, main: MainWindow, tmp_path: Path, suffix: str) -> None:
    assert main.workspace is not None
    page, numbers = main.workspace.report, itertools.count()

    def start() -> None:
        page.export(tmp_path / f"study {next(numbers)}{suffix}")

    assert longest_work(qtbot, start, lambda: not main.jobs.busy) <= LIMIT


def test_writing_the_report_never_holds_the_window_up(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    assert main.workspace is not None
    page, numbers = main.workspace.report, itertools.count()

    def start() -> None:
        page.write_report(tmp_path / f"report {next(numbers)}.docx")

    assert longest_work(qtbot, start, lambda: not main.jobs.busy) <= LIMIT


def test_jobs_share_the_interpreter_only_while_they_run(qtbot: QtBot) -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    jobs, seen = JobRunner(), []
    jobs.run("Looking", lambda _progress: (sys.getswitchinterval(), gc.get_threshold()), seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] < 0.001 and seen[0][1][2] > 100_000
    assert (sys.getswitchinterval(), gc.get_threshold()) == before
    jobs.close()
