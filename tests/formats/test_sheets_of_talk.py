# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Sheets of talk with facts above the names of their columns, and codebooks that come among transcripts."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import DocumentKind, ImportedDocument, ImportOptions
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted

_FACTS = [
    ["Project", "New methods"],
    ["Respondent", "L5, grade 7"],
    ["Date", "4-12-2025"],
    ["Done by", "N. Visser"],
]
_TALK = [
    [who, said, "", ""]
    for pair in zip(QUESTIONS, REPLIES, strict=True)
    for who, said in zip(("Interviewer", "Teacher 5"), pair, strict=True)
]


def _csv(rows: list[list[str]], name: str = "talk.csv") -> ImportedDocument:
    text = "\n".join(";".join(row) for row in rows)
    return importers.read_document(name, text.encode(), ImportOptions())


def _xlsx(rows: list[list[str]]) -> ImportedDocument:
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([cell or None for cell in row])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return importers.read_document("talk.xlsx", out.getvalue(), ImportOptions())


@pytest.mark.parametrize("read", [_csv, _xlsx])
@pytest.mark.parametrize(
    "heads",
    [
        ["Wie", "Wat gezegd", "Code", "Memo"],
        ["Person", "Äußerung", "Kode", "Notiz"],
        ["Locuteur", "Propos", "Code", "Remarques"],
        ["Hvem", "Utsagn", "Kode", "Merknad"],
        ["发言者", "内容", "编码", "备注"],
        ["Folësi", "Thënia", "Kodi", "Shënime"],
    ],
)
def test_facts_above_the_names_of_columns_are_nobodys_turn(
    read: Callable[[list[list[str]]], ImportedDocument], heads: list[str]
) -> None:
    document = read([*_FACTS, ["", ""], heads, *_TALK[:4], ["", ""], *_TALK[4:]])
    assert counted(document) == {"Interviewer": 4, "Teacher 5": 4}
    assert set(document.roles) == {"Interviewer"}
    assert "Respondent: L5, grade 7" in document.text  # what was written above is kept


@pytest.mark.parametrize(
    "heads", [["Zeile", "Interviewerin", "Befragte"], ["Nº", "Entrevistadora", "Entrevistado"]]
)
def test_a_column_for_each_speaker_may_stand_below_facts(heads: list[str]) -> None:
    rows = [[str(n), q, r] for n, (q, r) in enumerate(zip(QUESTIONS, REPLIES, strict=True), start=1)]
    assert counted(_csv([*_FACTS, heads, *rows])) == {heads[1]: 4, heads[2]: 4}


def test_facts_right_above_the_talk_name_no_columns() -> None:
    document = _csv([*_FACTS, ["Date", "4-12-2025"], *_TALK])
    assert counted(document) == {"Interviewer": 4, "Teacher 5": 4}


def test_a_survey_whose_first_answer_is_rare_keeps_its_first_row() -> None:
    rows = [["Sex", "What would you change?"], ["x", "Nothing, it is fine as it is."]]
    rows += [[sex, f"More of the {n} buses, please."] for n, sex in enumerate(["f", "m"] * 4)]
    assert "Nothing, it is fine" in _csv(rows).text


@pytest.mark.parametrize(
    "heads",
    [
        ["Code", "Definition", "Example"],
        ["Kategorie", "Beschreibung", "Ankerbeispiel"],
        ["Thème", "Définition", "Exemple"],
        ["tag", "description", "number of highlights"],
        ["Name", "Description", "References"],
    ],
)
def test_nobody_speaks_in_a_codebook_and_a_line_says_what_it_is(heads: list[str]) -> None:
    rows = [["Trust", "Statements on relying on a person", "I trust him halfway"]]
    rows += [["Care", "Looking after others outside the task", "I sat down with her"]]
    document = _csv([heads, *rows, ["Humour", "Joke or irony about the subject", "I get hungry"]], "codes.csv")
    assert not document.speakers and document.kind is DocumentKind.FIELD_NOTE
    assert sum("looks like a codebook" in line for line in document.warnings) == 1
    assert "Statements on relying on a person" in document.text


def test_a_survey_with_codes_for_people_is_a_survey() -> None:
    rows = [["Code", "Description"]] + [[f"P{n}", f"I fell down the {n} stairs and nobody came."] for n in range(5)]
    assert len(_csv(rows).speakers) == 5


def test_a_codebook_is_read_as_a_survey_where_that_is_asked_for() -> None:
    rows = "Code;Definition\nTrust;Statements on relying on a person\nCare;Looking after others at home\n"
    options = ImportOptions(kind=DocumentKind.SURVEY)
    assert importers.read_document("codes.csv", rows.encode(), options).speakers == ("Trust", "Care")
