# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""In whatever order a suggester learns, forgets and is refused, its answers are sound and the same each time."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc.suggest import CodeProfile, Suggester
from tests.suggest.conftest import HashingEncoder

CODES = ("help", "cost", "food", "none")
TEXTS = (
    "We help our neighbours", "Money is short", "She cooked soup", "We swap hours", "The rent costs more", "😀 soup",
    "我们互相帮助", "Мы помогаем друг другу", "نحن نساعد", "\ud800 broken", "   ", "mm", "soup " * 300,
)  # fmt: skip

# Up to 50 segments everything is fitted anew each time; beyond, what comes later is taken in one by one.
FEW, MANY = 30, 60
Steps = st.lists(
    st.tuples(
        st.sampled_from(("learn", "learn", "forget", "reject", "ask")),
        st.sampled_from(TEXTS),
        st.sampled_from((*CODES, None)),
    ),
    max_size=8,
)


def suggester(count: int) -> Suggester:
    definitions = {"help": "People help each other.", "cost": "It costs money.", "food": "", "none": "\ud800"}
    found = Suggester([CodeProfile(id=c, name=c, definition=d) for c, d in definitions.items()], HashingEncoder())
    found.learn((f"{TEXTS[n % 5]} number {n}", CODES[n % 3]) for n in range(count))
    return found


def told(it: Suggester, steps: list[tuple[str, str, Any]], *, asking: bool) -> list[list[Any]]:
    for step, text, code in steps:
        if step == "learn":
            it.learn([(text, code)])
        elif step == "forget":
            it.forget(text, code)
        elif step == "reject" and code is not None:
            it.reject(text, code)
        elif step == "ask" and asking:
            it.rank([text])
    return it.rank([*TEXTS, "We help with money"], limit=9, threshold=0.0)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(Steps)
def test_with_few_segments_asking_in_between_changes_no_answer(steps: list[tuple[str, str, Any]]) -> None:
    warm = suggester(FEW)
    warm.rank(["We help"])
    assert told(warm, steps, asking=True) == told(suggester(FEW), steps, asking=False)


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(Steps)
def test_with_many_segments_answers_stay_sound_and_the_same(steps: list[tuple[str, str, Any]]) -> None:
    warm = suggester(MANY)
    warm.rank(["We help"])
    asked = told(warm, steps, asking=True)
    for row in asked:
        assert {s.code_id for s in row} == set(CODES)
        assert all(0 <= s.score <= 1 for s in row)  # which what is no number does not meet
        assert [s.score for s in row] == sorted((s.score for s in row), reverse=True)
        assert all(0 <= e.score <= 1 for s in row for e in (*s.because, *s.against))
    assert told(warm, [], asking=False) == asked
