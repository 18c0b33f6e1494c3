# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a recogniser cut by time becomes turns, in tables and in what meetings leave behind."""

from __future__ import annotations

from itertools import groupby

import pytest

from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.formats.turns import find_turns
from qualcoder_tc.model.transcript import DocumentKind, ImportOptions

PIECES = [("S1", "What do you see?"), ("S2", "A list"), ("S2", "on the left."), ("S1", "Thank you.")]


@pytest.mark.parametrize(
    ("head", "times", "second"),
    [
        ("start,end,speaker,text", ("1.200,6.015", "6.962,14.370", "14.5,16.0", "17,18.25"), 6.962),
        ("begin,end,speaker,text", ("1200,6015", "6962,14370", "14500,16000", "17000,18250"), 6.962),
        ("Start Time,End Time,Speaker,Text", ("0:01,0:06", "0:06,0:14", "0:14,0:16", "0:17,0:18"), 6.0),
    ],
)
def test_pieces_that_a_recogniser_cut_by_time_are_joined_into_turns(
    head: str, times: tuple[str, ...], second: float
) -> None:
    rows = [f"{at},{who},{words}" for at, (who, words) in zip(times, PIECES, strict=True)]
    options = ImportOptions(kind=DocumentKind.INTERVIEW)
    document = read_document("piece.csv", "\n".join([head, *rows]).encode(), options)
    spoken = [(t.speaker, document.text[t.start : t.end]) for t in document.turns]
    assert spoken == [("S1", "What do you see?"), ("S2", "A list on the left."), ("S1", "Thank you.")]
    assert document.turns[1].time_start == pytest.approx(second)


def test_rows_with_one_time_each_stay_turns_of_their_own() -> None:
    rows = "speaker,words,timestamp\nAnn,Yes.,0:01\nBea,No.,0:05\nBea,Perhaps.,0:09\nAnn,Good.,0:12\n"
    document = read_document("rows.csv", rows.encode(), ImportOptions())
    assert [t.speaker for t in document.turns] == ["Ann", "Bea", "Bea", "Ann"]


def test_a_row_without_its_times_leaves_all_as_they_are() -> None:
    rows = "start,end,speaker,text\n1.2,3.4,Ann,Yes.\n4.0,5.0,Bea,No.\n,,Bea,Perhaps.\n7.0,8.0,Ann,Good.\n"
    document = read_document("rows.csv", rows.encode(), ImportOptions(kind=DocumentKind.INTERVIEW))
    assert [t.speaker for t in document.turns] == ["Ann", "Bea", "Bea", "Ann"]


def test_captions_of_a_meeting_are_joined_also_where_few_follow_one_another() -> None:
    order = "ABCABCABCCABCABBCABCABCAABCABC"
    said = [f"0:0:{n}.0 --> 0:0:{n}.500\nPerson {who}\nWords number {n}.\n" for n, who in enumerate(order)]
    document = read_document("meeting.txt", "".join(said).encode(), ImportOptions())
    assert [t.speaker for t in document.turns] == [f"Person {who}" for who, _ in groupby(order)]


def test_words_without_a_time_are_said_where_all_who_speak_have_one() -> None:
    said = ["Speaker {n} (00:{i:02}):\nWords number {i}.\n" for _ in range(20)]
    text = "".join(line.format(n=1 + i % 3, i=i) for i, line in enumerate(said))
    text = text.replace("Words number 8.", "I'm clicking on Settings: Export: and then, nothing.")
    text = text.replace("Words number 13.", "I'm clicking on Settings: there it is.")
    assert {t.speaker for t in find_turns(text).turns} == {"Speaker 1", "Speaker 2", "Speaker 3"}


def test_an_interviewer_without_times_stays_one() -> None:
    said = ["Anna (00:{i:02}): Words number {i}.\n" if i % 2 else "Ben (00:{i:02}): Yes {i}.\n" for i in range(30)]
    text = "".join(line.format(i=i) for i, line in enumerate(said)).replace("Ben (00:04):", "Interviewer:")
    text = text.replace("Ben (00:10):", "Interviewer:")
    assert {t.speaker for t in find_turns(text).turns} == {"Anna", "Ben", "Interviewer"}


def test_a_line_that_says_who_asks_and_where_is_no_turn() -> None:
    head = "Mr Petrov, first conversation\nInterviewer: Anna. Kitchen, 5 Feb 2020.\n\n"
    talk = "".join(f"Anna: Where were you in {n}?\nMr Petrov: At home, I think.\n" for n in range(1950, 1958))
    turns = find_turns(head + talk).turns
    assert {t.speaker for t in turns} == {None, "Anna", "Mr Petrov"}
    asked = "Interviewer: Anna, do you remember the kitchen?\nAnna: I do.\n"
    assert "Interviewer" in {t.speaker for t in find_turns(asked * 2 + talk).turns}


def test_the_heading_of_an_extract_is_no_turn() -> None:
    asked, said = "How was it for you in {0}?", "Well, I don't think we saw that in {0}."
    lines = [
        f"{n:02}  {'JAN' if n % 2 else 'TOB'}: {(asked if n % 2 else said).format(1990 + n)}\n"
        for n in range(1, 15)
    ]
    turns = find_turns("Extract 4: open-plan\n((start 00:12:40))\n\n" + "".join(lines)).turns
    assert {t.speaker for t in turns} == {None, "JAN", "TOB"}


def test_a_space_that_is_missing_behind_a_remark_and_a_colon_is_forgiven() -> None:
    talk = "".join(f"Jim: In {n} we didn't start.\nCarol: No, that was later.\n" for n in range(2010, 2020))
    text = talk.replace("Carol: No", "Carol [laughing]:[sighs] No", 1).replace("Carol: No", "Carol:No", 1)
    assert [t.speaker for t in find_turns(text).turns] == ["Jim", "Carol"] * 10


SAID = [
    "How did you come here?",
    "Well, my neighbour told me.",
    "And what do you grow?",
    "Oh, I don't know, beans.",
]


def spoken(first: str, second: str) -> str:
    return "".join(f"{(first, second)[n % 2]}{SAID[n % 4]}\n" for n in range(24))


def test_a_table_above_the_talk_says_who_took_part_and_is_not_the_talk() -> None:
    table = "Project\tGrowing together\nParticipant ID\tP04\nInterviewer\tDr Kath Ellery\nTranscribed by\tKE\n\n"
    turns = find_turns(table + spoken("Interviewer: ", "Participant 4: ")).turns
    assert {t.speaker for t in turns} == {None, "Interviewer", "Participant 4"}


def test_letters_with_a_point_and_a_dash_are_labels_with_or_without_a_space() -> None:
    text = spoken("E.- ", "M.- ").replace("E.- And", "E.-And").replace("M.- Oh", "M.– Oh")
    assert [t.speaker for t in find_turns(text).turns] == ["E", "M"] * 12


@pytest.mark.parametrize("word", ["Ergebnis", "Konklusion", "Resultado", "Fazit"])
def test_a_word_that_sums_up_within_what_somebody_says_names_nobody(word: str) -> None:
    text = spoken("I: ", "B: ").replace("Oh, I don't know, beans.", f"Beans.\n{word}: nobody came.", 1)
    assert {t.speaker for t in find_turns(text).turns} == {"I", "B"}


@pytest.mark.parametrize(
    "head", ["Fokusgruppe 1: Bürgerbus", "Anwesend: vier Bewohner", "Készült: 2021. augusztus 3."]
)
def test_what_heads_a_transcript_in_other_languages_names_nobody(head: str) -> None:
    assert {t.speaker for t in find_turns(f"{head}\n\n" + spoken("I: ", "B: ")).turns} == {None, "I", "B"}
