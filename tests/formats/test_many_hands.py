# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Speakers described instead of named, uncertain ones, and heads that close with a line in another form."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import ImportOptions
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk


def test_speakers_described_by_sex_and_age_are_told_apart() -> None:
    older, younger = "Library user, female, 71", "Library user, male, 34"
    text = "".join(
        f"Moderator: {q}\n{older}: {r}\n{younger}: Yes.\n" for q, r in zip(QUESTIONS, REPLIES, strict=True)
    )
    assert counted(read(text)) == {"Moderator": 4, older: 4, younger: 4}


def test_a_speaker_of_whom_the_typist_is_not_sure_is_one() -> None:
    text = talk("FAC", "P1") + "\nP?: Can I come in there?\nP1: Do.\n"
    assert counted(read(text)) == {"FAC": 4, "P1": 5, "P?": 1}


def test_numbers_speak_beside_a_name_that_tells_no_role() -> None:
    text = "".join(f"Ruth: {q}\n1: Sheila.\n2: {r}\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    assert counted(read(text)) == {"Ruth": 4, "1": 4, "2": 4}


def test_one_word_answers_on_their_own_lines_are_not_names() -> None:
    text = "".join(f"Moderator\n{q}\nAnna\n{r}\nBob\nSheila.\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    assert counted(read(text)) == {"Moderator": 4, "Anna": 4, "Bob": 4}


def test_somebody_who_says_one_thing_is_a_speaker_where_every_line_has_a_dash() -> None:
    text = talk("Researcher", "Nelly", " – ") + "\nVecina – Can I come in?\nNelly – Do.\n"
    assert counted(read(text)) == {"Researcher": 4, "Nelly": 5, "Vecina": 1}


@pytest.mark.parametrize(
    "head",
    [
        "Project: Births\nInterviewdatum: 3.5.2023\nTranskript: J. T.\nLücken: (…) länger als 3 Sek.",
        "Συνέντευξη 4\nΗμερομηνία: 3/5/2023",
        "Συνέντευξη 4\nΏρα: 10:40",
    ],
)
def test_a_date_and_the_last_line_of_the_facts_are_nobodys_turn(head: str) -> None:
    assert counted(read(f"{head}\n\n{talk('Kern', 'Lutz')}\n")) == {"Kern": 4, "Lutz": 4}


def test_greek_questions_tell_who_asks() -> None:
    questions = (q.replace("?", ";") for q in ("Πώς ήταν?", "Πότε έγινε?", "Και τι κάνατε?", "Τι σας λείπει?"))
    text = "".join(f"Μ: {q}\nΑ: Κρύο, πολύ κρύο, και μετά ησυχία.\n" for q in questions)
    assert set(read(text).roles) == {"Μ"}


def test_notes_headed_by_a_few_acronyms_name_nobody() -> None:
    text = "BUS: time.\nGP: the walk.\nLIB: Sheila.\nBUS and GP lose minutes.\nLIB: who asks?\nGP: silence on the phone."
    assert counted(read(text)) == {}


def test_moderators_listed_by_their_labels_are_nobodys_turn_and_ask() -> None:
    group = "".join(f"M1: {q}\nP1: {r}\nM2: {q}\nP2: Yes.\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    document = read(f"Moderators: M1, M2. Participants: P1-P2.\n\n{group}")
    assert counted(document) == {"M1": 4, "M2": 4, "P1": 4, "P2": 4}
    assert set(document.roles) == {"M1", "M2"}


def test_a_label_that_could_be_a_reference_takes_turns_with_another() -> None:
    assert counted(read(talk("MB", "Ref 5"))) == {"MB": 4, "Ref 5": 4}


def test_a_list_of_who_does_what_names_nobody() -> None:
    text = "Nora: moderates\nFikret: watches time\nTom: books the hall\nSuki: food\nNora: pays the vouchers"
    assert counted(read(text)) == {}


def test_a_first_row_without_a_number_is_said_by_whom_it_names() -> None:
    rows = "".join(
        f"{n}\tMaeve\t{q}\n{n}\tCillian\t{r}\n" for n, (q, r) in enumerate(zip(QUESTIONS, REPLIES, strict=True))
    )
    assert counted(read(f"\tMaeve\tThis is the transcript of the sixth of May.\n{rows}")) == {
        "Maeve": 5,
        "Cillian": 4,
    }


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("Mondja el, hogyan lett mozdonyvezető? Nem tudom, ő tudta és főleg nagyon várt erre.", "cp1250"),
        ("Říkal, že přišel včera večer, měl hlad a říkal, že ještě přijde, než děti usnou.", "cp1250"),
        ("As relações são boas, e as lições também; não sei se põe ou dispõe, mas às vezes é só café.", "cp1252"),
        ("Sûr, en août le café était fermé, et où aller ? Très loin, là-bas, peut-être à la mer.", "cp1252"),
    ],
)
def test_letters_of_central_europe_are_read_by_its_code_page(line: str, page: str) -> None:
    document = importers.read_document("talk.txt", (f"{line}\n" * 3).encode(page), ImportOptions())
    assert (document.text.split("\n")[0], document.encoding) == (line, page)


def test_a_name_as_long_as_its_indent_stands_close_to_its_words_in_print() -> None:
    text = "".join(f"Hannah Cole:{q}\nParticipant 07:\t{r}\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    assert counted(read(text)) == {"Hannah Cole": 4, "Participant 07": 4}
