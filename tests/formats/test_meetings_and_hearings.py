# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Meetings as Teams saves them, with remarks on those who were invited, and hearings as committees publish them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read

_TURNS = [said for pair in zip(QUESTIONS, REPLIES, strict=True) for said in pair]


def _older(*names: str) -> str:
    return "\n".join(
        f"0:0:{6 * n}.84 --> 0:0:{6 * n + 5}.3\n{names[n % len(names)]}\n{said}" for n, said in enumerate(_TURNS)
    )


def _newer(*names: str) -> str:
    return "\n\n".join(f"{names[n % len(names)]}   0:{6 * n:02}\n{said}" for n, said in enumerate(_TURNS))


def _apart(*names: str) -> str:
    return _older(*names).replace("\n", "\n\n")


def _barred(*names: str) -> str:
    return "\n\n".join(f"{names[n % len(names)]} | 0:{6 * n:02}\n{said}" for n, said in enumerate(_TURNS))


@pytest.mark.parametrize("layout", [_older, _newer, _apart, _barred])
@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("Priya Raman (Guest)", "Priya Raman (Guest)"),
        ("Jana Müller (Extern)", "Jana Müller (Extern)"),
        ("Raman, Priya [External]", "Raman, Priya [External]"),
        ("Ann Bell | University of Leeds", "Ann Bell | University of Leeds"),
        ("Li Wu (He/Him)", "Li Wu"),
        ("Bell, Ann (SOUTH WEST YORKSHIRE PARTNERSHIP NHS FOUNDATION TRUST)", "Bell, Ann"),
        ("+44 7700 900123", "+44 7700 900123"),
    ],
)
def test_a_remark_on_whoever_was_invited_costs_no_turn(
    layout: Callable[..., str], written: str, called: str
) -> None:
    text = layout("Okafor, Grace", written)
    assert counted(read(text)) == {"Okafor, Grace": 4, called: 4}


@pytest.mark.parametrize("layout", [_older, _newer])
def test_the_date_of_a_meeting_and_how_long_it_took_are_nobody(layout: Callable[..., str]) -> None:
    above = "Staff conversation-20220614_100214-Meeting Recording\nJune 14, 2022, 9:02AM\n48m 12s\n\n"
    assert counted(read(above + layout("Okafor, Grace", "Li Wu"))) == {"Okafor, Grace": 4, "Li Wu": 4}


def test_a_surname_before_a_first_name_is_a_name_before_a_colon_and_above_a_range_of_times() -> None:
    text = "\n".join(f"{('Okafor, Grace', 'Wu, Li')[n % 2]}: {said}" for n, said in enumerate(_TURNS))
    assert counted(read(text)) == {"Okafor, Grace": 4, "Wu, Li": 4}
    text = "\n\n".join(
        f"{('Okafor, Grace', 'Wu, Li')[n % 2]}\n0:0:{n}.5 --> 0:0:{n}.9\n{said}" for n, said in enumerate(_TURNS)
    )
    document = read(text)
    assert counted(document) == {"Okafor, Grace": 4, "Wu, Li": 4}
    assert (document.turns[1].time_start, document.turns[1].time_end) == (1.5, 1.9)


_HEARING = (
    (1, "The Chair", "Good morning. May I ask our witnesses to introduce themselves?"),
    (0, "Councillor Bright", "Thank you. I am Helen Bright."),
    (0, "Mr Sodhi", "Jas Sodhi, managing director."),
    (2, "Lord Hill", "Could I come in there? How many routes has the county lost?"),
    (0, "Councillor Bright", "Thirty-four wholly."),
    (0, "Lord Hill", "That is a good many."),
    (3, "Baroness Tully", "Mr Sodhi, what does that mean for you?"),
    (0, "Mr Sodhi", "I am paid per mile, so the empty one pays me the same as the full one."),
    (4, "Baroness Tully", "Why?"),
    (0, "Mr Sodhi", "Because the others do not have my mother on the 8:10."),
    (5, "The Chair", "What should we recommend?"),
    (0, "Councillor Bright", "Five-year settlements."),
)
_ABOVE = (
    "Select Committee on Rural Services\nMonday 12 January 2026\n4 pm\n"
    "Members present: The Earl of Strand (The Chair); Lord Hill; Baroness Tully.\nWitnesses\n"
)
_WITNESSES = (
    "I: Councillor Helen Bright; Jas Sodhi, Three Valleys Coaches.\nExamination of witnesses\n",
    "I: Councillor Helen Bright, Leader, County Council\nII: Mr Jas Sodhi, Three Valleys Coaches\n",
    "Witnesses: Councillor Bright, Leader of the County Council, and Mr Sodhi, Three Valleys Coaches.\n",
)


@pytest.mark.parametrize(
    "number", ["Q{}\t", "Q{} ", "Q{}.  ", "Question {} ", "[Q{}] ", "**Q{}** ", "Q{}\n", "Q{}\n\n"]
)
@pytest.mark.parametrize("witnesses", _WITNESSES)
def test_questions_with_numbers_name_who_asks_and_lists_of_people_are_no_turns(number: str, witnesses: str) -> None:
    text = "\n".join((number.format(n) if n else "") + f"{who}: {said}" for n, who, said in _HEARING)
    document = read(f"{_ABOVE}{witnesses}\n{text}\n")
    expected = {"The Chair": 2, "Councillor Bright": 3, "Mr Sodhi": 3, "Lord Hill": 2, "Baroness Tully": 2}
    assert counted(document) == expected
    assert set(document.roles) == {"The Chair", "Lord Hill", "Baroness Tully"}
    # The number belongs to the question, not to the answer before it.
    assert not any("Q" in document.text[turn.start : turn.end] for turn in document.turns if turn.speaker)
