# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
from __future__ import annotations

import gc
import shutil
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.garbage import Garbage
from qualcoder_tc.ui.main_window import MainWindow

Open = Callable[[Path | None], MainWindow]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = gc.get_threshold()
    gc.unfreeze()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def leave(app: QApplication) -> None:
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)


class Ring:
    def __init__(self) -> None:
        self.self = self


def test_what_an_opened_project_needs_is_not_looked_through_again(
    window: Open, study: Path, qapp: QApplication
) -> None:
    main = window(study)
    Garbage(qapp, main)
    assert gc.get_freeze_count() == 0
    main.opened.emit()
    assert gc.get_freeze_count() > 10_000
    assert len(gc.get_objects()) < 5_000


def test_what_is_no_longer_used_goes_when_the_window_is_left(window: Open, study: Path, qapp: QApplication) -> None:
    main = window(study)
    Garbage(qapp, main)
    ring = Ring()
    gone = weakref.ref(ring)
    main.opened.emit()
    del ring
    gc.collect()
    assert gone() is not None  # set aside, though nobody can reach it any more
    leave(qapp)
    assert gone() is None and gc.get_freeze_count() > 10_000


def test_nothing_is_looked_through_while_a_job_runs(
    window: Open, study: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    main = window(study)
    Garbage(qapp, main)
    main.opened.emit()
    main.jobs.run("Working", lambda _progress: None, lambda _done: None)
    ring = weakref.ref(Ring())
    leave(qapp)
    assert ring() is not None
    qtbot.waitUntil(lambda: not main.jobs.busy)
    leave(qapp)
    assert ring() is None


def test_a_project_that_was_closed_does_not_stay_in_memory(
    window: Open, study: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    main = window(study)
    Garbage(qapp, main)
    main.opened.emit()
    session = weakref.ref(main.session)
    main.close_project()
    assert main.open_project(study)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    main.opened.emit()
    qtbot.waitUntil(lambda: session() is None)


def test_a_project_in_whose_place_another_is_opened_does_not_stay_in_memory(
    window: Open, study: Path, qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    other = shutil.copy(study, tmp_path / "other.qtc")
    main = window(None)
    Garbage(qapp, main)
    assert main.open_project(study)
    session = weakref.ref(main.session)
    qtbot.wait(50)
    assert main.open_project(other)
    qtbot.waitUntil(lambda: session() is None)
