# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of cases in and out of a project."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.errors import InputError
from tests.conftest import add, state, transcript


def test_a_table_makes_changes_and_keeps_cases_in_one_step(
    project: Project, interview: int, tmp_path: Path
) -> None:
    file = tmp_path / "cases.csv"
    file.write_text("Age;Name;Joined;Paid\n62;MARLENE;1.3.2020;no\n;P-2;;yes\n30;p5;2.3.2020;\n", encoding="utf-8")
    before = state(project)
    counts = tasks.import_cases(project, file)
    assert (counts.new, counts.changed, counts.same, counts.attributes, counts.tied) == (2, 1, 0, 2, 2)
    rows = {c.name: c.attributes for c in project.read(queries.cases.all)}
    assert rows["Marlene"] == {"role": "service user", "age": "62", "Joined": "2020-03-01", "Paid": "no"}
    assert rows["P-2"] == {"Paid": "yes"}
    assert {s.name: s.case for s in project.read(queries.cases.speakers) if s.case} == {
        "P2": "P-2",
        "P4": "Marlene",
        "P5": "p5",
    }
    assert [(a.name, a.type) for a in project.read(queries.cases.attributes)] == [
        ("role", "text"),
        ("age", "number"),
        ("Joined", "date"),
        ("Paid", "boolean"),
    ]
    again = tasks.import_cases(project, file)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    while state(project) != before:
        assert project.undo() is not None


def test_values_that_do_not_fit_are_left_out_and_named(project: Project, tmp_path: Path) -> None:
    project.do(operations.cases.add_attribute, name="Age", type="number")
    file = tmp_path / "cases.csv"
    file.write_text("case,age\nRose,old\nTed,41\n", encoding="utf-8")
    counts = tasks.import_cases(project, file)
    assert counts.warnings == ("age is of the type number; left out: 'old' of Rose",)
    assert {c.name: c.attributes for c in project.read(queries.cases.all)} == {"Rose": {}, "Ted": {"Age": "41"}}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_table_written_is_read_back_the_same(project: Project, tmp_path: Path, suffix: str) -> None:
    key = project.do(operations.cases.create, name="=Rose, 1")
    for name, value, kind in (("Age", "61.5", "number"), ("Since", "2020-03-01", "date"), ("Note", "a\nb", "text")):
        project.do(operations.cases.set_attribute, case_id=key, name=name, value=value, type=kind)
    assert tasks.export_cases(project, tmp_path / f"out{suffix}") == 1
    with Project.create(tmp_path / "other.qtc") as other:
        tasks.import_cases(other, tmp_path / f"out{suffix}")
        (row,) = other.read(queries.cases.all)
        assert (row.name, row.attributes) == ("=Rose, 1", {"Age": "61.5", "Since": "2020-03-01", "Note": "a\nb"})
        assert [a.type for a in other.read(queries.cases.attributes)] == ["number", "date", "text"]


def test_a_file_that_is_no_table_is_refused_with_words(project: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        tasks.import_cases(project, tmp_path / "absent.csv")
    file = tmp_path / "cases.csv"
    file.write_text("name,age\nRose,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="There is no column 'who'"):
        tasks.import_cases(project, file, "who")


def test_tables_of_another_program_are_read(project: Project, shared_data: Path) -> None:
    files = sorted((shared_data / "qda_projects" / "qualcoder_examples").glob("cases*"))
    if not files:
        pytest.skip("the tables of cases are not there")
    for file in files:
        counts = tasks.import_cases(project, file)
        assert counts.new + counts.changed + counts.same > 0
    assert project.read(queries.check.problems) == []


def test_dates_and_whole_numbers_of_a_workbook_are_read_plainly(project: Project, tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", "born", "n"), (7.0, datetime.datetime(1960, 2, 1), 3.0)):
        sheet.append(row)
    book.save(tmp_path / "c.xlsx")
    tasks.import_cases(project, tmp_path / "c.xlsx")
    (case,) = project.read(queries.cases.all)
    assert (case.name, case.attributes) == ("7", {"born": "1960-02-01", "n": "3"})


def test_a_name_in_several_documents_is_told_and_who_asks_is_no_case(project: Project, tmp_path: Path) -> None:
    for title in ("One", "Two"):
        add(project, replace(transcript(title, (("Moderator", "So?"), ("P1", f"Yes, {title}."))), cases=()))
    file = tmp_path / "cases.csv"
    file.write_text("name,age\nP1,61\nModerator,40\n", encoding="utf-8")
    counts = tasks.import_cases(project, file)
    assert counts.tied == 2
    assert "P1 (One, Two)" in counts.warnings[-1] and "Moderator" not in counts.warnings[-1]
