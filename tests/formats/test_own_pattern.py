# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A pattern that somebody types is told what is wrong with it, and never holds up the program."""

from __future__ import annotations

import threading
import time

import pytest

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import own_pattern

ENDLESS = r"((a|a)+):"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(", "a round bracket is opened and not closed"),
        (r"(?P<name", "not closed with >"),
        ("([a", "a square bracket is opened and not closed"),
        ("*(a)", "nothing before a *"),
        ("(a))", "a round bracket is closed that was never opened, at character 4"),
        ("(a)\\", "single backslash"),
        (r"\w+:", "names no speaker"),
        ("((a{999}){999}){999}", "asks for too much"),
        ("(a)" * 400, "too long"),
    ],
)
def test_what_is_wrong_is_said_in_words(pattern: str, words: str) -> None:
    assert words in own_pattern.problem(pattern)


def test_the_first_group_is_the_name_where_none_is_called_so() -> None:
    assert own_pattern.problem(r"(\w+)>>\s*") == ""
    assert [h.name for h in own_pattern.matches(r"(\w+)>>\s*", "ann>> yes", [(0, 9)])] == ["ann"]
    named = r"(\d+) (?P<name>\w+): "
    assert [h.name for h in own_pattern.matches(named, "12 ann: yes", [(0, 11)])] == ["ann"]


def test_an_endless_pattern_ends_while_other_threads_go_on() -> None:
    ticks: list[float] = []
    done = threading.Event()

    def tick() -> None:
        while not done.wait(0.01):
            ticks.append(time.monotonic())

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        with pytest.raises(InputError, match="takes too long"):
            list(own_pattern.matches(ENDLESS, "a" * 190 + "!", [(0, 191)]))
    finally:
        done.set()
        thread.join()
    # With the standard library there would be none between the first and the last.
    assert len(ticks) > 10
