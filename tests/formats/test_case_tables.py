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
