# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who asks where labels could mean either, and who takes part where that is listed above the talk."""

from __future__ import annotations

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk


@pytest.mark.parametrize(("asks", "says"), [("INT", "RES"), ("I", "Res"), ("Interviewer", "RES1"), ("MOD", "RES")])
def test_res_beside_somebody_who_asks_is_the_respondent(asks: str, says: str) -> None:
    assert set(read(talk(asks, says)).roles) == {asks}


def test_res_asks_where_somebody_else_answers() -> None:
    text = "".join(f"MOD: {q}\nP1: {r}\nRES: Why is that?\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    assert set(read(text).roles) == {"MOD", "RES"}
    assert set(read(talk("RES", "P1")).roles) == {"RES"}


def test_res_is_the_respondent_too_where_somebody_else_says_a_word() -> None:
    assert set(read(talk("INT", "RES") + "\nWIFE: Tea?\nRES: Please.\nWIFE: Here.\n").roles) == {"INT"}


@pytest.mark.parametrize("asks", [("Y1", "Y2"), ("Yf", "Ym"), ("Y", "Y2")])
def test_y_asks_in_group_discussions_where_people_go_by_letter_and_sex(asks: tuple[str, str]) -> None:
    text = "".join(
        f"{asks[n % 2]}:\tUnd dann, das war doch so.\nAm:\tBei mir war das auch so.\nBf:\tHm.\nme:\tJa.\n?m:\tNee.\n"
        for n in range(4)
    )
    document = read(text)
    assert set(document.roles) == set(asks)
    assert counted(document) == {asks[0]: 2, asks[1]: 2, "Am": 4, "Bf": 4, "me": 4, "?m": 4}


def test_y_is_anybody_elsewhere() -> None:
    assert "Y" not in read(talk("Z", "Y")).roles


def test_of_two_whoever_begins_and_ends_in_questions_asks_though_the_other_wonders_aloud() -> None:
    said = (
        ("So how did it begin?", "With a phone call. Why did I pick it up? I do not know, and never shall."),
        ("And then?", "Then a man came with a boat. A boat, where did he get a boat? It was there in any case."),
        ("That is above my waist.", "It is above my everything, as you see there on the wall, under the calendar."),
        ("Who helped you?", "The neighbours. What else are they there for? And the fire brigade, at about ten."),
        ("Will you move away?", "Where would I go? My daughter is in Halifax, and what would I do there all day?"),
    )
    document = read("".join(f"Speaker 1: {q}\nSpeaker 2: {r}\n" for q, r in said))
    assert set(document.roles) == {"Speaker 1"}


_PEOPLE = ("R1 – kobieta, 68 lat", "R2 – kobieta, 34 lata", "R3 – mężczyzna, 51 lat")


@pytest.mark.parametrize(
    "head",
    ["Uczestnicy", "Teilnehmer:innen", "Deelnemers", "Deltagere", "Участники", "Συμμετέχοντες", "Mitwirkende"],
)
@pytest.mark.parametrize(
    "listed", [":\n" + "\n".join(_PEOPLE), ": " + "; ".join(_PEOPLE), ": " + "\n".join(_PEOPLE)]
)
def test_a_list_of_who_takes_part_is_no_turn(head: str, listed: str) -> None:
    text = "".join(
        f"Moderatorka: {q}\nR1: {r}\nR2: Tak.\nR3: Nie wiem.\n" for q, r in zip(QUESTIONS, REPLIES, strict=True)
    )
    assert counted(read(f"{head}{listed}\n\n{text}")) == {"Moderatorka": 4, "R1": 4, "R2": 4, "R3": 4}


def test_whoever_welcomes_people_by_name_says_so() -> None:
    text = "Host: Today we welcome Anna, Bob and Carla.\n" + "".join(
        f"Anna: {q}\nBob: {r}\nCarla: Well, yes.\n" for q, r in zip(QUESTIONS, REPLIES, strict=True)
    )
    assert counted(read(text)) == {"Host": 1, "Anna": 4, "Bob": 4, "Carla": 4}


def test_a_host_who_begins_and_asks_at_length_asks_though_not_in_each_turn() -> None:
    told = "So you came to the city in the spring, which many did at the time, and it was hard for all of them"
    lines = [
        f"Emma Hill: {told} {n}{'. How was it for you?' if n % 2 else ', I suppose.'}\nEve Shaw: It was hard, I said {n} times."
        for n in range(6)
    ]
    text = "\n".join(lines)
    assert read(text).roles == {"Emma Hill": "interviewer"}
