# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Words of saying and numbers beside names in labels, which are no part of the names."""

from __future__ import annotations

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk

SAID = [
    ("Ruth says", "Kofi says"),
    ("Ruth said", "Kofi said"),
    ("Ruth asked", "Kofi replied"),
    ("Says Ruth", "Says Kofi"),
    ("Asks Ruth", "Answers Kofi"),
    ("Ruth then asked Kofi", "Kofi said, laughing"),
    ("Ruth fragt", "Kofi antwortet"),
    ("Ruth demande", "Kofi répond"),
    ("Pregunta Ruth", "Responde Kofi"),
    ("Ruth mondja", "Kofi mondja"),
    ("Ruth säger", "Kofi säger"),
    ("Ruth dyvedi", "Kofi dyvedi"),  # in no language that is known
]


@pytest.mark.parametrize("names", SAID)
@pytest.mark.parametrize("stamp", ["", "[00:0{}:12] ", "{}. "])
def test_whom_a_label_tells_to_say_something_is_the_speaker(names: tuple[str, str], stamp: str) -> None:
    lines = talk(*names).split("\n")
    text = "\n".join(stamp.format(n + 1) + line for n, line in enumerate(lines))
    assert counted(read(text)) == {"Ruth": 4, "Kofi": 4}


def test_the_word_of_saying_stays_in_the_text_of_the_label() -> None:
    document = read(talk("Ruth says", "Kofi says"))
    assert document.text.startswith("Ruth says: So how")
    assert document.text[document.turns[0].start :].startswith("So how did it begin?")


def test_names_of_two_words_and_roles_are_told_to_say_something() -> None:
    assert counted(read(talk("The interviewer asks", "Mrs Hill says"))) == {"The interviewer": 4, "Mrs Hill": 4}


NUMBERS = ["Turn {n} - {who}", "{who} {n}", "L{n} {who}", "{who} #{n}"]


@pytest.mark.parametrize("form", NUMBERS)
@pytest.mark.parametrize("first", [1, 118])
def test_numbers_that_count_the_turns_are_no_part_of_names(form: str, first: int) -> None:
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    lines = [
        f"{form.format(n=n, who=('Ruth', 'Kofi')[(n - first) % 2])}: {one}" for n, one in enumerate(said, first)
    ]
    assert counted(read("\n".join(lines))) == {"Ruth": 4, "Kofi": 4}


@pytest.mark.parametrize("names", [("Q", "A"), ("Q ", "A "), ("Question ", "Answer "), ("F", "A")])
def test_questions_and_answers_with_numbers_are_two_speakers(names: tuple[str, str]) -> None:
    lines = [
        f"{names[0]}{n}: {q}\n{names[1]}{n}: {r}"
        for n, (q, r) in enumerate(zip(QUESTIONS, REPLIES, strict=True), 1)
    ]
    assert counted(read("\n".join(lines))) == {names[0].strip(): 4, names[1].strip(): 4}


def test_people_who_are_told_apart_by_numbers_keep_them() -> None:
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    group = [f"{('M', 'F')[n % 2]}{n + 1}: {one}" for n, one in enumerate(said)]
    assert counted(read("\n".join([*group, *group]))) == {f"{'MF'[n % 2]}{n + 1}": 2 for n in range(8)}
    assert counted(read(talk("Speaker 1", "Speaker 2"))) == {"Speaker 1": 4, "Speaker 2": 4}


TOLD = {
    "a story": "Ruth came in at ten and shut the door behind her.\nNobody looked up from the table.\nRuth said: I am here.\n"
    "The dog lay down.\nThey went on with their cards, as they always did.\nKofi said: So you are.\nShe hung up her coat.\n"
    "It was raining on the yard again.\nRuth said: You could have rung.\nThe clock struck.\nHe dealt once more.\n"
    "Kofi said: We could.\nThen the lights went out.\nNobody said a thing.\n",
    "reading notes": "Mol argues: care is a logic.\nTronto writes: four phases, of which three are used.\nMol adds: see p. 8.\n"
    "Ahmed says: walls.\nTronto writes: too long.\nMol says: patients are active.\n",
    "questions counted up": "Question 1: The food\nThe soup. The bread.\nQuestion 2: The hall\nToo cold.\nQuestion 3: The bus\n"
    "Gone.\nQuestion 4: The people\nKind.\n",
    "a report in parts": "Table 1: Households by year\nFigure 1: Map of the fen\nTable 2: Buses by day\nFigure 2: The bus stop\n"
    "Table 3: Meals by week\nFigure 3: The hall\nTable 4: Costs\nFigure 4: The stove\n",
    "steps and results": "Step 1: open the valve\nResult 1: water runs\nStep 2: close the valve\nResult 2: water stops\n"
    "Step 3: wait\nResult 3: nothing\nStep 4: open it again\nResult 4: water runs\n",
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_told_or_counted_in_prose_names_nobody(kind: str) -> None:
    assert counted(read(TOLD[kind])) == {}


def test_a_role_behind_the_number_of_a_row_tells_not_who_is_who() -> None:
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    said[0] = "Thanks for coming. Who would like to start?"
    rows = [f"{n + 1}\t{('Interviewer', 'Participant', 'P2')[n % 3]}\t{one}" for n, one in enumerate(said)]
    assert counted(read("\n".join(rows))) == {"Interviewer": 3, "Participant": 3, "P2": 2}
