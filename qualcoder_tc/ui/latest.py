# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions of which only the latest counts: asked away from the window, answers to earlier ones are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from qualcoder_tc.ui.jobs import Job, JobRunner

T = TypeVar("T")


class Latest:
    """Asks one question at a time for a widget, as long as that is there; without jobs it answers at once."""

    def __init__(self, owner: QObject, jobs: JobRunner | None = None) -> None:
        self._owner, self._jobs = owner, jobs
        self._number = self._answered = 0
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Tell whether an answer is on its way."""
        return self._number != self._answered

    def use(self, jobs: JobRunner) -> None:
        """Ask away from the window from now on."""
        self._jobs = jobs

    def ask(self, look: Callable[[], T], show: Callable[[T], object]) -> None:
        """Look for something and show it, unless something else is asked for or `forget` is called before."""
        self.forget()
        if self._jobs is None:
            show(look())
            return
        self._number += 1
        number = self._number
        self._job = self._jobs.run(
            "",
            lambda _progress: look(),
            lambda found: self._show(number, show, found),
            lane="look",
        )

    def forget(self) -> None:
        """Show no answer that is still to come."""
        if self._job is not None:
            self._job.cancelled.set()
            self._job = None
        self._answered = self._number

    def _show(self, number: int, show: Callable[[T], object], found: T) -> None:
        # A project that is closed takes its pages along while answers are still on their way.
        if self.busy and number == self._number and isValid(self._owner):
            self._answered, self._job = number, None
            show(found)
