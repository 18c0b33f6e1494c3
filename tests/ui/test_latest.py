# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Of several questions only the latest is answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.latest import Latest


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


def test_an_answer_to_an_earlier_question_is_dropped(qtbot: QtBot, jobs: JobRunner) -> None:
    latest, shown, go_on = Latest(jobs, jobs), list[str](), threading.Event()

    def slow() -> str:
        go_on.wait(30)
        return "first"

    latest.ask(slow, shown.append)
    latest.ask(lambda: "second", shown.append)
    assert latest.busy
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert shown == ["second"] and not latest.busy


def test_nothing_is_shown_once_it_is_forgotten(qtbot: QtBot, jobs: JobRunner) -> None:
    latest, shown = Latest(jobs, jobs), list[int]()
    latest.ask(lambda: 1, shown.append)
    latest.forget()
    assert not latest.busy
    qtbot.waitUntil(lambda: not jobs.busy)
    assert shown == []


def test_without_jobs_the_answer_comes_at_once() -> None:
    latest, shown = Latest(QObject()), list[int]()
    latest.ask(lambda: 3, shown.append)
    assert shown == [3] and not latest.busy


def test_an_answer_that_comes_after_its_page_is_gone_is_dropped(qtbot: QtBot, jobs: JobRunner) -> None:
    page, shown = QObject(), list[int]()
    latest = Latest(page, jobs)
    latest.ask(lambda: 1, shown.append)
    shiboken6.delete(page)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert shown == []
