# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rows of a table that go on with a turn, and tables that hold a text in pieces rather than answers."""

from __future__ import annotations

from collections import Counter

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import DocumentKind, ImportedDocument, ImportOptions

SAID = (
    "All right, the director stepped out for a moment, she will be back.",
    "We will go ahead and start with the first item.",
    "It says it is one, I guess it is two.",
    "This is coming out of the committee, and if we could have it read.",
)


def read(table: str, name: str = "a.csv", **options: object) -> ImportedDocument:
    return importers.read_document(name, table.encode(), ImportOptions(**options))  # type: ignore[arg-type]


def sheet(head: str, *before: str, sep: str = ",") -> str:
    """Return a table with what was said in the column `{}` of its rows."""
    rows = [row.replace("{}", f'"{said}"') for row, said in zip(before, SAID, strict=True)]
    return "\n".join([*([head] if head else []), *rows]).replace("|", sep)


def test_rows_without_a_speaker_add_a_line_to_the_turn_above() -> None:
    document = read(
        "speaker,time,words\n"
        ",,(They look at pictures)\n"
        "DB:,0:00,Where did you live then?\n"
        "LG:,0:05,In the mill.\n"
        ",0:09,It was cold.\n"
        ",,\n"
        ",,We had nothing.\n"
        "DB:,0:20,And after that?\n"
        "LG:,0:25,We left.\n"
    )
    assert [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns] == [
        (None, "(They look at pictures)"),
        ("DB", "Where did you live then?"),
        ("LG", "In the mill.\nIt was cold.\nWe had nothing."),
        ("DB", "And after that?"),
        ("LG", "We left."),
    ]
    assert [turn.time_start for turn in document.turns] == [None, 0, 5, 20, 25]


@pytest.mark.parametrize(
    "table",
    [
        sheet("", "0|{}", "1|{}", "2|{}", "3|{}", sep="\t"),
        sheet("", "1|{}", "2|{}", "3|{}", "4|{}"),
        sheet("text", "{}", "{}", "{}", "{}"),
        sheet("sentence_id|sentence", "0|{}", "1|{}", "2|{}", "3|{}"),
        sheet("Nr|Absatz", "1|{}", "2|{}", "3|{}", "4|{}", sep=";"),
        sheet("fichier|paragraphe|nombre de mots", "e1|{}|13", "e1|{}|10", "e1|{}|10", "e1|{}|14"),
        sheet("", "e1|{}|13", "e1|{}|10", "e1|{}|10", "e1|{}|14"),
        sheet("Time|Text", "00:00:01|{}", "00:00:04|{}", "00:00:08|{}", "00:00:12|{}"),
        sheet("", "00:00:01|{}", "00:00:04|{}", "00:00:08|{}", "00:00:12|{}"),
        sheet("|text", "0|{}", "1|{}", "2|{}", "3|{}"),
    ],
)
def test_one_column_of_words_beside_numbers_files_and_times_is_a_text_in_pieces(table: str) -> None:
    document = read(table)
    assert document.text == "".join(f"{said}\n" for said in SAID)
    assert {turn.speaker for turn in document.turns} == {None}
    assert len(document.turns) == len(SAID)
    assert document.cases == ()


def test_the_name_of_each_file_stands_above_its_pieces() -> None:
    document = read(sheet("source|chunk_text", "a.txt|{}", "a.txt|{}", "b.txt|{}", "b.txt|{}"))
    assert document.text == f"a.txt\n{SAID[0]}\n{SAID[1]}\nb.txt\n{SAID[2]}\n{SAID[3]}\n"


def test_pieces_with_their_times_are_joined_as_captions_are() -> None:
    document = read(sheet("start|end|text", "0|3900|{}", "4000|7900|{}", "20000|23900|{}", "24000|27900|{}"))
    assert [document.text[turn.start : turn.end] for turn in document.turns] == [
        f"{SAID[0]} {SAID[1]}",
        f"{SAID[2]} {SAID[3]}",
    ]
    assert [turn.time_start for turn in document.turns] == [0, 20]


@pytest.mark.parametrize(
    "table",
    [
        sheet("Timestamp|What do you think?", *(f"2024/05/0{n} 10:31:22|{{}}" for n in (3, 4, 5, 6))),
        sheet("id|answer", "1|{}", "2|{}", "3|{}", "4|{}"),
        sheet("nr|Was hat Ihnen gefallen?", "1|{}", "2|{}", "3|{}", "4|{}"),
        sheet("respondent|text", "1|{}", "2|{}", "3|{}", "4|{}"),
        sheet("age|text", "34|{}", "51|{}", "27|{}", "34|{}"),
        sheet("site|comments", "Leeds|{}", "York|{}", "Leeds|{}", "York|{}"),
        sheet("rating|feedback", "1|{}", "5|{}", "4|{}", "2|{}"),
        sheet("comments", "{}", "{}", "{}", "{}"),
        sheet("ID|Text", "1003|{}", "1027|{}", "1101|{}", "1140|{}"),
    ],
)
def test_answers_with_facts_or_an_identity_stay_a_survey(table: str) -> None:
    document = read(table)
    assert document.kind is DocumentKind.SURVEY
    assert len(document.cases) == len(SAID)


def test_a_text_in_pieces_is_a_survey_where_it_is_asked_for() -> None:
    document = read(sheet("id|text", "1|{}", "2|{}", "3|{}", "4|{}"), kind=DocumentKind.SURVEY)
    assert [case.name for case in document.cases] == ["1", "2", "3", "4"]


def test_codes_with_a_quotation_for_each_are_a_codebook() -> None:
    document = read(
        "Category,Code,Representative Quote(s),Participant(s)\n"
        "Care,Time,I had no time at all,P01\n"
        "Care,Money,We had no money left then,P02\n"
        "Fear,Night,I was afraid of the night,P01\n"
    )
    assert {turn.speaker for turn in document.turns} == {None}
    assert any("codebook" in warning for warning in document.warnings)


def test_quotations_with_codes_that_come_back_are_no_codebook() -> None:
    document = read(
        "code,quote,participant\nTime,I had no time at all then,P1\nTime,We never had any time for it,P2\n"
        "Money,There was no money in it,P1\nTime,Again there was no time,P2\n"
    )
    assert not any("codebook" in warning for warning in document.warnings)
    assert Counter(turn.speaker for turn in document.turns)["Time"] == 3


def test_rows_without_a_name_go_on_also_where_no_row_names_the_columns() -> None:
    rows = [
        ("KB", "How did you begin then?"),
        ("", "And where did you go?"),
        ("TZ", "In the north of the country."),
        ("", "Then in the south of it."),
    ] * 6
    document = read("".join(f"0:{n:02}\t{who}\t{said}\n" for n, (who, said) in enumerate(rows)), "a.tsv")
    assert [turn.speaker for turn in document.turns] == ["KB", "TZ"] * 6
    assert document.roles == {"KB": "interviewer"}
