# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A transcript coded in Word with comments comes in with its codings."""

from __future__ import annotations

import io
import zipfile
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


def test_a_survey_can_become_a_document_for_each_question(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "id,age,What helped you most?,What was hard for you?\n"
        "R1,61,The people at the lunch club were kind,Getting there by bus every single week\n"
        "R2,34,Being asked what I could do for once,\n"
        "R3,40,,\n",
        encoding="utf-8",
    )
    done = tasks.import_files(project, [path], ImportOptions(each_question=True)).imported
    assert [d.title for d in done] == ["Survey, What helped you most?", "Survey, What was hard for you?"]
    assert [d.speakers for d in done] == [("R1", "R2"), ("R1",)]
    assert {c.name: c.attributes["age"] for c in project.read(queries.cases.all)} == {
        "R1": "61",
        "R2": "34",
        "R3": "40",
    }
    second = project.read(queries.documents.text, document_id=done[1].document_id)
    assert second.text == "What was hard for you?\nR1: Getting there by bus every single week\n"
    assert project.read(queries.check.problems) == []


def test_a_docx_from_a_stream_keeps_what_was_inserted_and_not_what_was_deleted() -> None:
    from qualcoder_tc.formats.importers import read_document

    document = docx.Document()
    document.add_paragraph("kept")
    stream = io.BytesIO()
    document.save(stream)
    assert read_document("a.docx", stream.getvalue(), ImportOptions()).text == "kept"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"


def commented(path: Path, body: str, comments: str, extended: str = "") -> Path:
    parts = {
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/comments.xml": f'<w:comments xmlns:w="{W}" xmlns:w14="{W14}">{comments}</w:comments>',
        "word/commentsExtended.xml": f'<w15:commentsEx xmlns:w15="{W15}">{extended}</w15:commentsEx>',
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def said(text: str, opens: str = "", closes: str = "") -> str:
    begin = "".join(f'<w:commentRangeStart w:id="{n}"/>' for n in opens)
    end = "".join(f'<w:commentRangeEnd w:id="{n}"/><w:r><w:commentReference w:id="{n}"/></w:r>' for n in closes)
    return f'{begin}<w:r><w:t xml:space="preserve">{text}</w:t></w:r>{end}'


def comment(number: int, inner: str, author: str = "Joe Brennan", initials: str = "JB") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:initials="{initials}"><w:p w14:paraId="P{number}">'
        f"<w:r><w:t>{inner}</w:t></w:r></w:p></w:comment>"
    )


def test_comments_over_tables_insertions_and_each_other_keep_their_exact_words(
    project: Project, tmp_path: Path
) -> None:
    project.do(operations.codes.create, name="Mutuality")
    cells = "<w:tbl><w:tr><w:tc><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>"
    body = (
        f"<w:p>{said('a ')}<w:ins>{said('new 🌱', '1', '1')}</w:ins>{said(' z')}</w:p>"
        + cells.format(said("Ana"), said("one", "2"))
        + cells.format(said("Bo"), said("two", "", "2") + said(" more"))
        + f"<w:p>{said('over ', '3')}{said('lap ', '4', '3')}{said('ping', '', '4')}</w:p>"
        + f"<w:p>{said('here ', '5')}</w:p><w:p>{said('and there', '', '5')}</w:p>"
        + f"<w:p>{said('whole line')}<w:commentRangeStart w:id='6'/><w:commentRangeEnd w:id='6'/></w:p>"
    )
    path = commented(tmp_path / "a.docx", body, "".join(comment(n, "mutuality") for n in range(1, 7)))
    tasks.import_files(project, [path])
    quotes = {quote for quote, *_ in codings(project)}
    assert quotes == {"new 🌱", "one\nBo\ttwo", "over lap", "lap ping", "here \nand there", "whole line"}
    assert project.read(queries.check.problems) == []


def test_an_answer_to_a_comment_makes_no_code_and_initials_are_their_coder(
    project: Project, tmp_path: Path
) -> None:
    project.do(operations.codes.create, name="Mutuality")
    body = f"<w:p>{said('a passage', '123', '123')}</w:p>"
    comments = (
        comment(1, "mutuality</w:t><w:br/><w:t>they both gain", "AM")
        + comment(2, "I agree", "Ewa K")
        + comment(3, "trust", "", "EK")
    )
    extended = '<w15:commentEx w15:paraId="P1" w15:done="1"/><w15:commentEx w15:paraId="P2" w15:paraIdParent="P1"/>'
    path = commented(tmp_path / "a.docx", body, comments, extended)
    assert tasks.preview_import(project, path).unknown == (("trust", 1),)
    [done] = tasks.import_files(project, [path], ImportOptions(comments="new")).imported
    assert done.new_codes == ("Trust",)
    assert set(codings(project)) == {
        ("a passage", "Mutuality", "Amina Malik", "they both gain"),
        ("a passage", "Trust", "Ewa K", ""),
    }
    assert any("I agree" in m.text and m.coder == "Ewa K" for m in project.read(queries.memos.all))


def test_comments_on_words_that_are_gone_are_told_and_kept(project: Project, tmp_path: Path) -> None:
    deleted = '<w:del><w:r><w:delText>x</w:delText></w:r><w:r><w:commentReference w:id="1"/></w:r></w:del>'
    path = commented(tmp_path / "a.docx", f"<w:p>{said('kept')}{deleted}</w:p>", comment(1, "mutuality"))
    [done] = tasks.import_files(project, [path]).imported
    assert any("comments on words that are not in the text become memos" in w for w in done.warnings)
    [memo] = project.read(queries.memos.all)
    assert (memo.text, memo.coder) == ("On words that are not in the text: mutuality", "Joe Brennan")
    assert (
        tasks.preview_import(
            project, commented(tmp_path / "b.docx", f"<w:p>{said('new')}{deleted}</w:p>", comment(1, "trust"))
        ).unknown
        == ()
    )


def test_a_comment_on_an_empty_line_of_opendocument_is_kept(project: Project, tmp_path: Path) -> None:
    note = "<o:annotation><d:creator>Ewa K</d:creator><t:p>Ask her again.</t:p></o:annotation>"
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<o:document-content xmlns:o="{names}:office:1.0" xmlns:t="{names}:text:1.0" xmlns:d="http://purl.org/dc/elements/1.1/">'
        f"<o:body><o:text><t:p>INT: So?</t:p><t:p>{note}</t:p></o:text></o:body></o:document-content>"
    )
    path = tmp_path / "a.odt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", content)
    [done] = tasks.import_files(project, [path]).imported
    assert any("become memos" in w for w in done.warnings)
    assert [(m.text, m.coder) for m in project.read(queries.memos.all)] == [
        ("On words that are not in the text: Ask her again.", "Ewa K")
    ]


def test_codes_are_found_without_their_accents_hyphens_and_spaces(project: Project, tmp_path: Path) -> None:
    for name in ("Self-help", "Café culture", "Co", "Opera"):
        project.do(operations.codes.create, name=name)
    written = ("#SelfHelp", "selfhelp", "cafe culture", "CAFÉ-CULTURE", "#cafe_culture")
    body = "".join(f"<w:p>{said(f'words {n}', str(n), str(n))}</w:p>" for n in range(len(written)))
    path = commented(tmp_path / "a.docx", body, "".join(comment(n, text) for n, text in enumerate(written)))
    assert tasks.preview_import(project, path).unknown == ()
    tasks.import_files(project, [path])
    assert [code for _, code, *_ in sorted(codings(project))] == ["Self-help"] * 2 + ["Café culture"] * 3


def test_of_several_codes_with_one_name_the_first_is_taken_and_the_others_are_told(
    project: Project, tmp_path: Path
) -> None:
    for branch in ("Type", "Principle"):
        parent = project.do(operations.codes.create, name=branch, kind="branch")
        project.do(operations.codes.create, name="Care", parent_id=parent)
    body = f"<w:p>{said('one ', '1', '1')}{said('two', '2', '2')}</w:p>"
    path = commented(tmp_path / "a.docx", body, comment(1, "care") + comment(2, "principle/care"))
    [done] = tasks.import_files(project, [path]).imported
    assert [s.code_path for s in project.read(queries.segments.all)] == ["type/care", "principle/care"]
    assert any("several codes are called Care: type/care, principle/care" in w for w in done.warnings)


def test_a_reason_given_in_a_second_comment_is_kept_with_the_coding(project: Project, tmp_path: Path) -> None:
    project.do(operations.codes.create, name="Mutuality")
    said_twice = "<w:commentRangeStart w:id='1'/><w:commentRangeStart w:id='2'/><w:r><w:t>both</w:t></w:r><w:commentRangeEnd w:id='1'/><w:commentRangeEnd w:id='2'/>"
    notes = comment(1, "mutuality") + comment(2, "mutuality: they both gain")
    tasks.import_files(project, [commented(tmp_path / "a.docx", f"<w:p>{said_twice}</w:p>", notes)])
    assert codings(project) == [("both", "Mutuality", "Joe Brennan", "they both gain")]


def test_shading_counts_as_a_highlight_as_google_docs_writes_it(project: Project, tmp_path: Path) -> None:
    def shaded(text: str, fill: str) -> str:
        return f'<w:r><w:rPr><w:shd w:val="clear" w:fill="{fill}"/></w:rPr><w:t>{text}</w:t></w:r>'

    body = f"<w:p>{shaded('bright', 'FFFF00')}{shaded('tint', 'fff2cc')}{shaded('none', 'auto')}</w:p>"
    path = commented(tmp_path / "a.docx", body, "")
    tasks.import_files(project, [path], ImportOptions(highlights=True))
    assert [(q, c) for q, c, *_ in codings(project)] == [
        ("bright", "Highlighted yellow"),
        ("tint", "Highlighted #fff2cc"),
    ]


def test_a_copy_with_another_coders_comments_adds_these_and_nothing_twice(project: Project, tmp_path: Path) -> None:
    project.do(operations.codes.create, name="Mutuality")
    project.do(operations.codes.create, name="Trust")
    body = f"<w:p>{said('one ', '1', '1')}{said('two', '2', '2')}</w:p>"
    plain = commented(tmp_path / "plain.docx", f"<w:p>{said('one ')}{said('two')}</w:p>", "")
    first = commented(
        tmp_path / "joe.docx", body, comment(1, "mutuality: both gain") + comment(2, "A remark of mine.")
    )
    notes = comment(1, "mutuality", "Ewa K") + comment(2, "trust", "Ewa K") + comment(3, "A remark of mine.")
    second = commented(tmp_path / "ewa.docx", body, notes)
    for path, codings_, memos in ((plain, 0, 0), (first, 1, 1), (second, 2, 1)):
        shown = tasks.preview_import(project, path)
        assert (shown.reason, len(shown.documents)) == ("", 1)
        [done] = tasks.import_files(project, [path]).imported
        assert (done.title, done.codings, done.memos) == ("Plain", codings_, memos)
    assert "already there as Plain" in done.warnings[0]
    assert set(codings(project)) == {
        ("one", "Mutuality", "Joe Brennan", "both gain"),
        ("one", "Mutuality", "Ewa K", ""),
        ("two", "Trust", "Ewa K", ""),
    }
    assert len(project.read(queries.documents.all)) == 1
    for path in (plain, first, second):
        assert "Already in the project: it is there as Plain" in tasks.preview_import(project, path).reason
        assert "it is there as Plain" in tasks.import_files(project, [path]).skipped[0].reason
    assert project.read(queries.check.problems) == []
    project.undo()
    assert {coder for *_, coder, _ in codings(project)} == {"Joe Brennan"}
