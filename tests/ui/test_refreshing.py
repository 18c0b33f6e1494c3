# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui import refreshing
from qualcoder_tc.ui.refreshing import Refresh


class Followed:
    """Takes down what happens, with a mark for each turn of the event loop."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.asked: list[tuple[str, ...]] = []
        self.owner = QObject()
        steps: dict[str, Callable[[], None]] = {name: self.note(name) for name in ("a", "b", "c")}
        self.refresh = Refresh(self.owner, self.plan, steps)

    def note(self, name: str) -> Callable[[], None]:
        return lambda: self.seen.append(name)

    def plan(self) -> None:
        while self.asked:
            self.refresh.ask(*self.asked.pop())


def test_each_step_is_taken_once_and_in_order_however_often_it_is_asked_for(qtbot: QtBot) -> None:
    one = Followed()
    one.asked = [("c", "b"), ("a", "c")]
    one.refresh.start()
    one.refresh.start()
    qtbot.waitUntil(lambda: len(one.seen) >= 3)
    qtbot.wait(20)
    assert one.seen == ["a", "b", "c"]


def test_between_steps_that_take_long_the_window_has_its_turn(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "_BREATH", 0.001)
    one = Followed()

    def slow() -> None:
        until = time.perf_counter() + 0.005
        while time.perf_counter() < until:
            pass
        one.seen.append("slow")
        QTimer.singleShot(0, one.owner, lambda: one.seen.append("a turn"))

    refresh = Refresh(one.owner, one.plan, {"first": slow, "second": slow, "last": one.note("last")})
    refresh.ask("first", "second", "last")
    refresh.start()
    qtbot.waitUntil(lambda: "last" in one.seen)
    assert [n for n in one.seen if n != "a turn"] == ["slow", "slow", "last"]
    assert one.seen.index("a turn") < one.seen.index("last")


def test_after_a_long_round_the_next_waits_but_a_short_one_does_not(qtbot: QtBot) -> None:
    one = Followed()
    rounds: list[float] = []

    def slow() -> None:
        rounds.append(time.perf_counter())
        while len(rounds) == 1 and time.perf_counter() < rounds[0] + 0.03:
            pass

    one.refresh = Refresh(one.owner, one.plan, {"slow": slow})
    for n in range(3):
        one.asked.append(("slow",))
        one.refresh.start()
        qtbot.waitUntil(lambda n=n: len(rounds) == n + 1)
    assert rounds[1] - rounds[0] > 0.15 > rounds[2] - rounds[1]


def test_what_is_stopped_takes_no_further_step(qtbot: QtBot) -> None:
    one = Followed()
    one.asked = [("a",)]
    one.refresh.start()
    one.refresh.stop()
    qtbot.wait(20)
    assert one.seen == []


def test_a_step_that_is_asked_for_all_the_time_does_not_keep_the_others_waiting(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refreshing, "_BREATH", 0.001)
    monkeypatch.setattr(refreshing, "_PATIENCE", 0.02)
    one = Followed()
    busy = 0

    def slow() -> None:
        nonlocal busy
        busy += 1
        until = time.perf_counter() + 0.002
        while time.perf_counter() < until:
            pass
        if busy < 400:
            refresh.ask("lists")  # more came in meanwhile

    refresh = Refresh(one.owner, one.plan, {"lists": slow, "b": one.note("b"), "c": one.note("c")})
    refresh.ask("lists", "b", "c")
    refresh.start()
    qtbot.waitUntil(lambda: one.seen == ["b", "c"])
    assert 1 < busy < 400
    qtbot.waitUntil(lambda: busy == 400, timeout=30_000)


def test_a_step_that_fails_leaves_the_others_to_be_taken(qtbot: QtBot) -> None:
    one = Followed()

    def fail() -> None:
        raise ValueError("a step failed")

    refresh = Refresh(one.owner, one.plan, {"a": fail, "b": one.note("b")})
    refresh.ask("a", "b")
    with qtbot.captureExceptions() as caught:
        refresh.start()
        qtbot.waitUntil(lambda: one.seen == ["b"])
    assert [str(error) for _, error, _ in caught] == ["a step failed"]
