# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Long jobs for the whole application: all threads are here; a job reports and can be cancelled."""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal

from qualcoder_tc.errors import AppError, Cancelled, ProjectClosed
from qualcoder_tc.progress import Progress

_SWITCH = 0.0001  # seconds that a job may keep the interpreter while the window wants it

Lane = Literal["project", "past", "free", "look"]


@dataclass(slots=True)
class Job:
    """One running or waiting job."""

    title: str
    on_done: Callable[[Any], None]
    on_error: Callable[[AppError], None] | None
    lane: Lane = "project"
    cancelled: threading.Event = field(default_factory=threading.Event)


class JobRunner(QObject):
    """Runs jobs one after the other in each lane: one for what writes to the project, one for the rest.

    The lane `past` is for undo and redo, which need not wait until an import of an hour is over.
    The lane `look` is for short answers that somebody waits for; they are not worth a progress bar and pass those by.
    """

    started = Signal(object)
    progressed = Signal(object, int, int, str)
    ended = Signal(object)
    failed = Signal(str, str)
    _finished = Signal(object, object, object)  # job, result, error

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {}
        self._jobs: list[Job] = []
        self._encoder: Any = None
        self._model: Any = None
        self._before: tuple[float, tuple[int, int, int]] | None = None
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Tell whether anything runs or waits."""
        return bool(self._jobs)

    def run(
        self,
        title: str,
        fn: Callable[[Progress], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[AppError], None] | None = None,
        *,
        lane: Lane = "project",
    ) -> Job:
        """Run a function of progress away from the window; `on_done` gets its result in the window's thread.

        Errors that a user can mend go to `on_error`, or are told; any other is raised in the window's thread.
        """
        job = Job(title, on_done, on_error, lane)
        self._jobs.append(job)
        self._be_considerate()
        if lane not in self._lanes:
            self._lanes[lane] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"qualcoder-{lane}")
        if lane != "look":
            self.started.emit(job)
        self._lanes[lane].submit(self._work, job, fn)
        return job

    def _work(self, job: Job, fn: Callable[[Progress], Any]) -> None:
        def progress(done: int, total: int, text: str = "") -> None:
            if job.cancelled.is_set():
                raise Cancelled
            self.progressed.emit(job, done, total, text)

        try:
            progress(0, 0, "")
            result, error = fn(progress), None
        except BaseException as caught:  # noqa: BLE001 - raised again in the window's thread
            result, error = None, caught
        # The window may be gone when a job ends during shutdown.
        with contextlib.suppress(RuntimeError):
            self._finished.emit(job, result, error)

    def _be_considerate(self) -> None:
        """While jobs run, let the window have the interpreter often, and look for garbage in rings only among the young.

        A look among all the rows that a job holds takes a tenth of a second, in whichever thread asks for memory next.
        """
        if self._jobs and self._before is None:
            self._before = sys.getswitchinterval(), gc.get_threshold()
            sys.setswitchinterval(min(_SWITCH, self._before[0]))
            young, middle, _ = self._before[1]
            gc.set_threshold(max(young, 5_000), middle, 1_000_000)
        elif not self._jobs and self._before is not None:
            interval, thresholds = self._before
            self._before = None
            sys.setswitchinterval(interval)
            gc.set_threshold(*thresholds)

    def _on_finished(self, job: Job, result: Any, error: BaseException | None) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        self._be_considerate()
        self.ended.emit(job)
        if error is None:
            job.on_done(result)
        elif isinstance(error, Cancelled | ProjectClosed):
            return  # nobody waits for what was stopped, nor for what was still asked of a project that is gone
        elif isinstance(error, AppError):
            if job.on_error is not None:
                job.on_error(error)
            else:
                self.failed.emit(error.title, error.message)
        else:
            raise error

    def cancel_all(self) -> None:
        """Ask all jobs to stop at their next step."""
        for job in self._jobs:
            job.cancelled.set()

    def encoder(self, model: Any = None) -> Any:
        """Return the encoder of the application, whose process starts on first use; call it from a job.

        Another model than before (the shipped one unless given) ends the process of that.
        """
        if self._encoder is not None and self._model != model:
            self._encoder.close()
            self._encoder = None
        if self._encoder is None:
            from qualcoder_tc.suggest.encoder import EncoderProcess

            self._encoder, self._model = EncoderProcess(model), model
        return self._encoder

    def close(self) -> None:
        """Cancel what runs, wait for it, and end the encoder's process."""
        self.cancel_all()
        if self._encoder is not None:
            self._encoder.close()
            self._encoder = None
        for lane in self._lanes.values():
            lane.shutdown(wait=True, cancel_futures=True)
        self._lanes.clear()
        self._jobs.clear()
        self._be_considerate()
