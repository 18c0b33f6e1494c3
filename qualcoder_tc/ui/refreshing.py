# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Following changes in steps, between which the window has its turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

_BREATH = 0.012  # seconds after which no further step begins before the window had its turn
_QUICK = 0.015  # seconds that a round may take without the next having to wait
_LONGEST = 0.4  # seconds between two rounds, at the most
_PATIENCE = 0.3  # seconds of a round after which a step that is asked for again and again lets the others pass


class Refresh(QObject):
    """Takes the steps that were asked for in their order, each once however often it was asked for.

    Where a round takes long, as while much is imported, the next waits, so that the window keeps most of the time.
    """

    def __init__(self, parent: QObject, plan: Callable[[], None], steps: Mapping[str, Callable[[], None]]) -> None:
        """`plan` is called before steps are taken, to ask for those that changes call for."""
        super().__init__(parent)
        self._plan, self._steps = plan, steps
        self._due: set[str] = set()
        self._taken: set[str] = set()
        self._took = 0.0
        self._round_began = 0.0
        self._not_before = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timer_timeout)

    def ask(self, *names: str) -> None:
        """Ask for steps in the round that is going on."""
        self._due |= set(names)

    def start(self) -> None:
        """Begin a round when there is time for it, or go on with the one that has begun."""
        wait = 0.0 if self._taken else max(0.0, self._not_before - time.perf_counter())
        self._timer.start(round(1000 * wait))

    def stop(self) -> None:
        """Take no further steps."""
        self._due.clear()
        self._timer.stop()

    def _on_timer_timeout(self) -> None:
        begun = time.perf_counter()
        if not self._taken:
            self._round_began = begun
        try:
            self._plan()
            self._take_steps(begun)
        finally:
            # Also where a step failed: what the others follow is as stale as before.
            self._end_turn(begun)

    def _take_steps(self, begun: float) -> None:
        # In their order: what was asked for by a step that came later waits for the next round.
        for name, step in self._steps.items():
            if name in self._due and time.perf_counter() - begun < _BREATH and not self._must_wait(name, begun):
                self._due.discard(name)
                self._taken.add(name)
                step()

    def _must_wait(self, name: str, begun: float) -> bool:
        """Tell whether a step had its turn in a long round, and others did not."""
        return name in self._taken and begun - self._round_began > _PATIENCE and not self._due <= self._taken

    def _end_turn(self, begun: float) -> None:
        ended = time.perf_counter()
        self._took += ended - begun
        again = self._timer.isActive()  # more came in meanwhile
        if not self._due or (self._due <= self._taken and ended - self._round_began > _PATIENCE):
            self._not_before = ended + (0.0 if self._took < _QUICK else min(_LONGEST, 6 * self._took))
            self._took = 0.0
            self._taken.clear()
        if self._due or again:
            self.start()
