# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Watches the event loop: how long it was silent at the most, and how much of that was its own work."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

LIMIT = 0.05  # seconds


class Watchdog:
    """Notes the gaps between ticks of a timer.

    `longest` counts the processor time of the window's thread alone, so that other programs on a busy machine do not
    count; `silence` is the whole gap as the user feels it.
    """

    def __init__(self) -> None:
        self.longest = self.silence = 0.0
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start(2)

    def _on_timeout(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self.silence = max(self.silence, now[0] - self._last[0])
        self.longest = max(self.longest, now[1] - self._last[1])
        self._last = now

    def stop(self) -> None:
        """Stop watching."""
        self._on_timeout()
        self._timer.stop()


def longest_work(qtbot: QtBot, start: Callable[[], object], until: Callable[[], bool], runs: int = 3) -> float:
    """Start something, wait for its end, and return the longest piece of work of the window meanwhile, in seconds.

    The best of several runs, unless the first is within the limit: what is ours is there every time.
    """
    best = float("inf")
    for _ in range(runs):
        gc.collect()  # garbage of earlier tests is not what is measured
        watchdog = Watchdog()
        start()
        qtbot.waitUntil(until, timeout=60_000)
        watchdog.stop()
        best = min(best, watchdog.longest)
        if best <= LIMIT:
            break
    return best
