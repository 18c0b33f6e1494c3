# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Undo and redo as the window asks for them: small steps at once, large ones beside it, all in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal

from PySide6.QtCore import QObject, QTimer

from qualcoder_tc.errors import AppError
from qualcoder_tc.progress import Progress
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.session import Session

LARGE = 400  # rows; more take longer than a pause that nobody notices
_WORDS = 60  # characters of a change that a notice shows

Verb = Literal["undo", "redo"]


class Past(QObject):
    """Takes steps back and forth, one after the other; while one runs, the window writes nothing."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._waiting: list[Verb] = []
        jobs.ended.connect(self._on_jobs_ended)

    @property
    def busy(self) -> bool:
        """Tell whether a step runs or waits."""
        return self._job is not None or bool(self._waiting or self._session.held)

    def undo(self) -> None:
        """Take back the last change."""
        self._ask("undo")

    def redo(self) -> None:
        """Do again what was undone last."""
        self._ask("redo")

    def undo_many(self, change_ids: Sequence[int]) -> None:
        """Take back these changes, the latest first."""
        if self.busy or not change_ids:
            return
        project, ids = self._session.project, list(change_ids)
        self._run(
            self.tr("Undoing"),
            self.tr("Undoing {0} changes.").format(f"{len(ids):,}"),
            lambda progress: project.undo_many(ids, progress),
            self._on_many_undone,
        )

    def settle(self) -> None:
        """Forget what waits and let the window write, where it closes; nothing runs any more then."""
        self._waiting.clear()
        self._job = None
        self._session.release()

    def _ask(self, verb: Verb) -> None:
        self._waiting.append(verb)
        if self._job is None:
            self._next()

    def _next(self) -> None:
        """Take what waits, until a step is large."""
        while self._waiting and self._job is None:
            verb = self._waiting.pop(0)
            project = self._session.project
            step = project.next_step(verb)
            writing = project.being_written()
            if writing or (step is not None and step.size > LARGE):
                # What another thread writes may be what is taken back: that is known when it is over.
                self._begin(verb, "" if writing or step is None else step.summary, None if writing else step)
            elif verb == "undo":
                self._session.undo()
            else:
                self._session.redo()
        if self._job is None:
            self._session.release()

    def _begin(self, verb: Verb, what: str, step: Any) -> None:
        project = self._session.project
        expected: int | None = step.change_id if step is not None else None
        short = what if len(what) <= _WORDS else what[: _WORDS - 1] + "…"
        if verb == "undo":
            words = self.tr("Undoing: {0}.").format(short) if what else self.tr("Undoing.")
            self._run("", words, lambda _progress: project.undo(expected), self._on_undone)
        else:
            words = self.tr("Redoing: {0}.").format(short) if what else self.tr("Redoing.")
            self._run("", words, lambda _progress: project.redo(expected), self._on_redone)

    def _run(self, title: str, words: str, fn: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        self._session.hold(words)
        self._session.told.emit(words)
        self._job = self._jobs.run(title, fn, done, self._on_failed, lane="past")

    def _on_jobs_ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            if job.cancelled.is_set():
                self._waiting.clear()
            # After what the job itself does with its result.
            QTimer.singleShot(0, self, self._next)

    def _on_undone(self, text: str | None) -> None:
        self._session.told.emit(
            self.tr("Undid: {0}").format(text) if text else self.tr("There is nothing to undo.")
        )

    def _on_redone(self, text: str | None) -> None:
        self._session.told.emit(
            self.tr("Redid: {0}").format(text) if text else self.tr("There is nothing to redo.")
        )

    def _on_many_undone(self, count: int) -> None:
        self._session.told.emit(self.tr("Took back {0} changes. Redo brings them back one by one.").format(count))

    def _on_failed(self, error: AppError) -> None:
        self._waiting.clear()
        self._session.failed.emit(error.title, error.message)
