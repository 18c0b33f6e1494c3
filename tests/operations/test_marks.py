# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A transcript coded in Word with comments comes in with its codings."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.model.transcript import ImportOptions


def coded_in_word(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("INT: How was it?")
    said = document.add_paragraph("P1: ")
    first = said.add_run("We look out for one another. ")
    second = said.add_run("An hour's an hour 🌱 isn't it.")
    document.add_comment(first, text="mutuality: both gain", author="Joe Brennan", initials="JB")
    document.add_comment(second, text="#trust", author="Ewa K", initials="EK")
    document.add_comment(
        [first, second], text="Check this against the tape, I could not hear it.", author="Ewa K", initials="EK"
    )
    third = document.add_paragraph("INT: ").add_run("And then?")
    third.font.highlight_color = WD_COLOR_INDEX.YELLOW
    document.save(str(path))
    return path


def codings(project: Project) -> list[tuple[str, str, str, str]]:
    return [(s.quote, s.code, s.coder, s.memo) for s in project.read(queries.segments.all)]


def test_comments_that_name_a_code_become_codings_by_their_authors(project: Project, tmp_path: Path) -> None:
    project.do(operations.codes.create, name="Mutuality")
    outcome = tasks.import_files(project, [coded_in_word(tmp_path / "talk.docx")])
    [done] = outcome.imported
    assert codings(project) == [("We look out for one another.", "Mutuality", "Joe Brennan", "both gain")]
    assert (done.codings, done.memos, done.new_codes) == (1, 2, ())
    assert any("trust (1)" in w for w in done.warnings)
    memos = project.read(queries.memos.all)
    assert any("Check this against the tape" in m.text and m.coder == "Ewa K" for m in memos)
    assert project.read(queries.check.problems) == []


def test_unknown_names_become_codes_if_asked_and_highlights_too(project: Project, tmp_path: Path) -> None:
    project.do(operations.codes.create, name="Mutuality")
    options = ImportOptions(comments="new", highlights=True)
    [done] = tasks.import_files(project, [coded_in_word(tmp_path / "talk.docx")], options).imported
    assert done.new_codes == ("Trust", "Highlighted yellow")
    found = codings(project)
    assert ("An hour's an hour 🌱 isn't it.", "Trust", "Ewa K", "") in found
    assert ("And then?", "Highlighted yellow", "Amina Malik", "") in found
    assert project.read(queries.check.problems) == []
    project.undo()
    assert codings(project) == []
    assert project.read(queries.documents.all) == []
    assert [c.name for c in project.read(queries.codes.all)] == ["Mutuality"]


@pytest.mark.parametrize("comments", ["off"])
def test_comments_can_be_left_out(project: Project, tmp_path: Path, comments: str) -> None:
    project.do(operations.codes.create, name="Mutuality")
    tasks.import_files(project, [coded_in_word(tmp_path / "talk.docx")], ImportOptions(comments=comments))
    assert codings(project) == [] and project.read(queries.memos.all) == []


def test_a_survey_can_become_a_document_for_each_respondent(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "id,age,What helped you most?,What was hard for you?\n"
        "R1,61,The people at the lunch club were kind,Getting there by bus every single week\n"
        "R2,34,Being asked what I could do for once,\n",
        encoding="utf-8",
    )
    done = tasks.import_files(project, [path], ImportOptions(one_each=True)).imported
    assert [d.title for d in done] == ["Survey, R1", "Survey, R2"]
    assert [d.speakers for d in done] == [("R1",), ("R2",)]
    assert {c.name: c.attributes for c in project.read(queries.cases.all)} == {
        "R1": {"age": "61"},
        "R2": {"age": "34"},
    }
    again = tasks.import_files(project, [path], ImportOptions(one_each=True))
    assert again.imported == [] and "Already in the project" in again.skipped[0].reason


def test_a_docx_from_a_stream_keeps_what_was_inserted_and_not_what_was_deleted() -> None:
    from qualcoder_tc.formats.importers import read_document

    document = docx.Document()
    document.add_paragraph("kept")
    stream = io.BytesIO()
    document.save(stream)
    assert read_document("a.docx", stream.getvalue(), ImportOptions()).text == "kept"
