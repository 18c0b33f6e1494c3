# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Reading tables of cases."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc.errors import AppError
from qualcoder_tc.formats import case_tables


def test_the_column_of_names_is_guessed_and_types_too() -> None:
    table = case_tables.read(b"Pseudonym\tnr\tage\trole\nRose\t1\t61\tstaff\nTed\t2\t40\tstaff\n")
    assert table.case_column == "Pseudonym"
    assert [(c.name, c.type) for c in table.columns] == [("nr", "number"), ("age", "number"), ("role", "choice")]
    assert case_tables.read(b"Who,age\nRose,1\n").case_column == "Who"
    assert case_tables.read(b"name,Case_ID\nRose,c1\n", "case_id").rows == (("c1", {"name": "Rose"}),)


def test_doubles_count_once_and_nameless_rows_are_told() -> None:
    table = case_tables.read(b"name,age,site\nRose,61,\n,5,x\nrose,62,Ely\n")
    assert table.rows == (("Rose", {"age": "61"}),)
    assert table.warnings == ("row 3 has no name and was left out", "row 4 is a second rose and was left out")


@given(st.binary(max_size=300) | st.text(alphabet='ab,;\t\n"1.é', max_size=80).map(str.encode))
def test_any_bytes_are_read_or_refused_with_words(data: bytes) -> None:
    try:
        table = case_tables.read(data)
    except AppError:
        return
    names = [name.casefold() for name, _ in table.rows]
    assert len(names) == len(set(names)) and all(names)


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * (51 * 1024 * 1024))
    with pytest.raises(AppError, match="unpacks to more than 50 MB"):
        case_tables.read(packed.getvalue())


def test_numbers_that_could_be_read_two_ways_stay_words() -> None:
    (column,) = case_tables.read(b"name;pay\nRose;1,200\nTed;40\n").columns
    assert column.type == "text"


def columns(text: str) -> dict[str, tuple[str, list[str]]]:
    table = case_tables.read(text.encode())
    return {c.name: (c.type, [values.get(c.name, "") for _, values in table.rows]) for c in table.columns}


def test_dates_numbers_and_empty_cells_are_read_as_their_country_writes_them() -> None:
    german = columns("Name;Gewicht;Geboren\nA;72,5;03.05.1962\nB;80,25;31.12.1970\n")
    assert german == {"Gewicht": ("number", ["72,5", "80,25"]), "Geboren": ("date", ["1962-05-03", "1970-12-31"])}
    american = columns('name,dob,pay\nA,12/31/1970,"1,200.50"\nB,03/04/1980,"12,000.00"\n')
    assert american["dob"] == ("date", ["1970-12-31", "1980-03-04"])
    assert american["pay"] == ("number", ["1200.50", "12000.00"])


def test_cells_that_say_that_nothing_is_known_leave_a_number_a_number() -> None:
    table = case_tables.read(b"name,age\nA,61\nB,n/a\nC,-\nD,\n")
    assert [c.type for c in table.columns] == ["number"]
    assert [values for _, values in table.rows] == [{"age": "61"}, {}, {}, {}]
    assert table.warnings == ("age is of the type number, so this was left empty in it: 'n/a' of B, '-' of C",)


def test_what_keeps_a_column_from_having_its_type_is_told() -> None:
    table = case_tables.read(b"name,age,dob\nA,61,1.2.1970\nB,4O,31.2.1970\nC,7,2.2.1970\n")
    assert [c.type for c in table.columns] == ["text", "text"]
    assert table.warnings == (
        "age is kept as words, since this is not a number: '4O' of B",
        "dob is kept as words, since this is not a date: '31.2.1970' of B",
    )


def test_the_column_with_the_names_of_the_transcripts_is_the_one_of_names() -> None:
    data = b"no,name,age\n1,Rose,61\n2,Ted,40\n"
    assert case_tables.read(data).case_column == "no"
    assert case_tables.read(data, known=["rose", "INT"]).case_column == "name"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n1 0 obj", b"\xd0\xcf\x11\xe0" + bytes(60), rb"{\rtf1 a,b\par 1,2}"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(AppError, match="no table"):
        case_tables.read(data)
