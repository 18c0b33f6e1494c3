# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The status line: where one reads, what just happened, and how far the work in the background is."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import Elided, button, margins


class StatusLine(QWidget):
    """Tells for a while, and shows one job at a time, which can be cancelled."""

    settled = Signal()  # what was told is gone again

    def __init__(self, jobs: JobRunner) -> None:
        super().__init__()
        self._running: dict[int, tuple[Job, int, int, str]] = {}
        self._notice = Elided("", "notice")
        self._place, self._keys, self._saved = Elided("meta"), Elided("meta"), Elided("meta")
        self._progress, self._progress_text = QProgressBar(), Elided("meta")
        self._cancel = button(self.tr("Cancel"), self._cancel_job, kind="link", name="cancel_job")
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(60)
        self._pace.timeout.connect(self._show_job)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._hide_notice)
        self._build()
        jobs.failed.connect(self.fail)
        jobs.started.connect(self._on_jobs_started)
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.ended.connect(self._on_jobs_ended)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        margins(row, 16, 4, 16, 4, 18)
        # As high with a job in it as without, so that nothing above moves when one begins or ends.
        row.addStrut(self._cancel.sizeHint().height())
        self._progress.setFixedWidth(160)
        self._progress.setTextVisible(False)
        for widget in (self._place, self._keys, self._notice):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._progress_text, self._progress, self._cancel, self._saved):
            row.addWidget(widget)
        for widget in (self._progress_text, self._progress, self._cancel, self._notice):
            widget.hide()
        self._saved.setText(self.tr("Every change is saved"))
        self._keys.setText(self.tr("1 to 9 code, / finds a code, M for a memo, F1 shows all keys"))

    def show_place(self, place: str | None, *, coding: bool) -> None:
        """Show where one reads, and the keys of the coding page while nothing is told."""
        self._keys.setVisible(coding and not self._notice.isVisibleTo(self))
        self._place.setVisible(place is not None)
        if place is not None:
            self._place.setText(place)

    # -- telling ------------------------------------------------------------------------------------------

    def tell(self, text: str) -> None:
        """Say something for a while."""
        self._say(text, "soft", 6000)

    def fail(self, title: str, message: str) -> None:
        """Say what went wrong, long enough to read what to do."""
        self.warn(f"{title}: {message}")

    def warn(self, text: str) -> None:
        """Say something that asks for attention, long enough to read what to do."""
        self._say(text, "warn", 20000)

    def _say(self, text: str, role: str, milliseconds: int) -> None:
        self._notice.setProperty("role", role)
        self._notice.style().polish(self._notice)
        self._notice.setText(text)
        self._notice.setToolTip(text)
        self._notice.show()
        self._keys.hide()
        self._quiet.start(milliseconds)

    def _hide_notice(self) -> None:
        self._notice.hide()
        self.settled.emit()

    # -- jobs ---------------------------------------------------------------------------------------------

    def _on_jobs_started(self, job: Job) -> None:
        if not job.title:
            return  # quick work that nobody waits for
        self._running[id(job)] = (job, 0, 0, "")
        self._show_job()

    def _on_jobs_progressed(self, job: Job, done: int, total: int, text: str) -> None:
        if id(job) in self._running:
            self._running[id(job)] = (job, done, total, text)
            if not self._pace.isActive():
                self._pace.start()  # a job tells more often how far it is than anybody can read

    def _on_jobs_ended(self, job: Job) -> None:
        self._running.pop(id(job), None)
        self._show_job()

    def _shown(self) -> tuple[Job, int, int, str] | None:
        """Return the job to show and cancel: one that changes the project before one that only reads."""
        rows = list(self._running.values())
        return next((row for row in rows if row[0].lane == "project"), rows[-1] if rows else None)

    def _show_job(self) -> None:
        shown = self._shown()
        for widget in (self._progress_text, self._progress, self._cancel):
            widget.setVisible(shown is not None)
        if shown is None:
            return
        job, done, total, text = shown
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        words = f"{job.title}: {text}" if text else job.title
        if job.cancelled.is_set():
            words = self.tr("Stopping…")
        self._progress_text.setText(words)

    def _cancel_job(self) -> None:
        shown = self._shown()
        if shown is not None:
            shown[0].cancelled.set()
            self._show_job()
