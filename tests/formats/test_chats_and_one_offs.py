# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Chats and meetings as many tools save them, people who speak once, and records that nobody speaks."""

from __future__ import annotations

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk

CHATS = [
    "{n}  10:3{i} AM\n{t}\n",
    "{n} — Today at 10:3{i} AM\n{t}\n",
    "{n} — 03/05/2024 10:3{i}\n{t}\n",
    "{n}, [3 May 2024 at 10:3{i}:22]:\n{t}\n",
    "{n}, [03.05.2024 10:3{i}]\n{t}\n",
    "2024-05-03 10:3{i}:22 {n}: {t}",
    "10:3{i} <{n}> {t}",
    "[10:3{i} AM] {n}\n{t}\n",
    "[5/3 10:3{i} AM] {n}\n{t}\n",
    "03.05.24, 10:3{i} - {n}: {t}",
    "0:1{i} | {n}\n{t}\n",
    "00:1{i} | {n}: {t}",
    "{n} - 00:1{i}\n{t}\n",
    "(0:00:1{i}.2)\n{n}: {t}\n",
    "{n}\n00:1{i}\n{t}\n",
    "> **{n}:** {t}",
    "{n:<14}{t}",
]


@pytest.mark.parametrize("names", [("Interviewer", "Mary Jones"), ("INT", "P07"), ("Ruth", "Kofi")])
@pytest.mark.parametrize("form", CHATS)
def test_chats_and_meetings_are_read_as_tools_save_them(form: str, names: tuple[str, str]) -> None:
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    text = "\n".join(form.format(n=names[k % 2], t=one, i=k) for k, one in enumerate(said))
    assert counted(read(text)) == {names[0]: 4, names[1]: 4}


@pytest.mark.parametrize("form", ["[{n}] {t}\n", "{n}: {t}", "{n}\n{t}\n", "{n} - {t}"])
def test_numbered_ids_are_people_though_an_id_heads_facts(form: str) -> None:
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    text = "\n".join(form.format(n=("id1", "ID2")[k % 2], t=one) for k, one in enumerate(said))
    assert counted(read(text)) == {"id1": 4, "ID2": 4}
    head = "ID: 4711\nDate: 3 May\n\n"
    assert counted(read(head + talk("RL", "P07"))) == {"RL": 4, "P07": 4}


ONCE = ["Ruth's mother", "Young man", "P3 and P4", "P07 & INT", "?", "Second voice", "Mrs. Hill"]


@pytest.mark.parametrize("name", ONCE)
def test_who_speaks_once_is_a_speaker_beside_those_who_speak_often(name: str) -> None:
    text = f"{talk('INT', 'P07')}\n{name}: Can I come in there?\n{talk('INT', 'P07')}"
    assert counted(read(text)) == {"INT": 8, "P07": 8, name: 1}


def test_who_speaks_once_below_a_name_alone_stands_apart_as_all_names_do() -> None:
    text = "\n".join(f"Ruth\n{q}\n\nKofi\n{r}\n\nRight\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    text = text.replace("Ruth\nWhat", "Receptionist\nCan I come in there?\n\nRuth\nWhat")
    assert counted(read(text)) == {"Ruth": 4, "Kofi": 4, "Receptionist": 1}


def test_who_took_notes_is_told_below_the_facts_and_says_nothing() -> None:
    head = "Participants: four visitors\nModerator: RL\nNote-taker: AB\n\n"
    assert counted(read(head + talk("RL", "P07"))) == {"RL": 4, "P07": 4}


RECORDS = {
    "heads of mail": "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Id: <a@b>\n\n" * 6,
    "changes": "Features\n\n* update the parser to v2 (#12)\n* add a flag (#13)\n\nBug Fixes\n\n* retry on errors (#14)\n\n"
    * 6,
    "licences": "Files: *\nCopyright: 2016 A. Lee\nFiles: src/*.c\nCopyright: 2017 B. Ray\n" * 6,
    "packages": "apt\tadduser 3.134\napt\tbash 5.2\npip 3.11\tattrs 23\npip 3.11\tblack 24\n" * 6,
}


@pytest.mark.parametrize("kind", RECORDS)
def test_records_of_machines_name_nobody(kind: str) -> None:
    assert counted(read(RECORDS[kind])) == {}


def test_names_that_come_in_turn_for_long_need_few_words_that_only_talk_has() -> None:
    said = [
        "Il forno, che non era della casa.",
        "Ho cominciato per caso.",
        "Anche la notte.",
        "Più della guerra.",
    ] * 6
    text = "\n".join(f"{('Aldo', 'Rosa')[n % 2]}: {one}" for n, one in enumerate(said))
    assert counted(read(text)) == {"Aldo": 12, "Rosa": 12}
    assert counted(read(text.replace("Ho cominciato", "Si comincia"))) == {}
