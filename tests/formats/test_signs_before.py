# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names that a sign opens and only a space ends, and what else begins with such signs."""

from __future__ import annotations

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk

NAMES = [
    ("Interviewer", "P07"),
    ("Ruth", "Kofi"),
    ("Ruth Lee", "Kofi Mensah"),
    ("Mrs Lee", "Mrs Hill"),
    ("Speaker 1", "Speaker 2"),
    ("ruth_l", "kofi.m"),
]


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("sign", ["@", "~"])
@pytest.mark.parametrize("stamp", ["", "[00:12:31] "])
def test_a_sign_before_a_name_makes_it_a_label(names: tuple[str, str], sign: str, stamp: str) -> None:
    asks, says = (f"{stamp}{sign}{name}" for name in names)
    document = read(talk(asks, says, " "))
    assert counted(document) == dict.fromkeys(names, 4)
    assert document.text[document.turns[1].start :].startswith("With a phone call")
    assert document.turns[0].time_start == (751.0 if stamp else None)


@pytest.mark.parametrize("sign", ["#", ">>", "=", "+", "•", "—"])
def test_other_signs_do_where_what_is_said_begins_as_sentences_do(sign: str) -> None:
    assert counted(read(talk(f"{sign}Ruth", f"{sign}Kofi", " "))) == {"Ruth": 4, "Kofi": 4}


def test_what_is_said_may_begin_in_small_letters_behind_a_sign_for_names() -> None:
    assert counted(read(talk("@Ruth", "@Kofi", " ").lower())) == {"ruth": 4, "kofi": 4}


def test_who_speaks_once_behind_such_a_sign_is_a_speaker() -> None:
    text = f"{talk('@Ruth', '@Kofi', ' ')}\n@Mother Can I come in there?\n{talk('@Ruth', '@Kofi', ' ')}"
    assert counted(read(text)) == {"Ruth": 8, "Kofi": 8, "Mother": 1}


def test_several_lines_of_one_turn_stay_together_behind_such_a_sign() -> None:
    text = talk("@Ruth", "@Kofi", " ").replace("\n@Ruth", "\nI told you so.\n@Ruth")
    document = read(text)
    assert counted(document) == {"Ruth": 4, "Kofi": 4}
    assert document.text[document.turns[1].start : document.turns[1].end].endswith("\nI told you so.")


SAYINGS = [*QUESTIONS, *REPLIES]
PROSE = {
    "whom many write to": "\n".join(
        f"@{('bus_co', 'bus_co', 'rail')[n % 3]} {one}" for n, one in enumerate(SAYINGS)
    ),
    "whom everybody writes to once": "\n".join(f"@guest{n} {one}" for n, one in enumerate(SAYINGS)),
    "what is written about": "#Bus I waited for an hour.\n#Fen My feet are wet.\n#Bus It came, and I had no change.\n#Hall We sang.\n"
    "#Bus You would not believe it.\n#Fen I love it.\n#Hall We sang again, and you were not there.\n#Bus No.\n",
    "a dialogue in a novel": "—¿Y usted cuándo llegó?\n—Ayer por la noche.\n—¿Y por qué no me dijo nada?\n—Ayer no podía.\n"
    "—Y hoy sí, claro.\n—Hoy sí.\n—Y mañana se va otra vez.\n—No, mañana me quedo.\n—¿Y su madre?\n—No quiere verme.\n",
    "shopping": "-Milk Two pints\n-Bread One loaf\n-Milk Two more\n-Bread White\n-Milk For you\n-Bread For me\n",
    "parameters": "@param name The name you want.\n@param text The text you have.\n@return What you get.\n@param name Your name.\n"
    "@param text Your text.\n@return What you wanted.\n",
    "commands": "$git add your files\n$git commit them\n$ls to see what you have\n$git push when you are done\n$ls again\n$cd home\n",
    "points": "•Trust I am not sure that you can have it.\n•Duty You do it for me.\n•Trust Once more: I lost it.\n•Duty We all do.\n",
}


@pytest.mark.parametrize("kind", PROSE)
def test_other_lines_that_begin_with_signs_name_nobody(kind: str) -> None:
    assert counted(read(PROSE[kind])) == {}
