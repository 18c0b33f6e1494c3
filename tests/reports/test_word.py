# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The Word report says what it should, in real styles, with quotes exactly as stored."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.reports.contents import choose
from qualcoder_tc.tasks import sample
from tests.conftest import add, place, transcript
from tests.formats.test_export import segment


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Project]:
    folder = tmp_path_factory.mktemp("report")
    study = sample.build(folder / "study.qtc", folder / "joe.qtc")
    project = Project.open(study.lead, read_only=True)
    tasks.write_report(project, folder / "report.docx")
    yield docx.Document(str(folder / "report.docx")), project
    project.close()


def texts(document: Any, style: str) -> list[str]:
    return [p.text for p in document.paragraphs if p.style.name == style]


def test_the_sections_stand_in_order(written: tuple[Any, Project]) -> None:
    assert texts(written[0], "Heading 1") == [
        "Summary", "Methods", "Sample", "Codebook", "Results by code", "Matrices", "Themes", "Inter-coder agreement",
        "Memos", "Audit trail", "COREQ checklist", "Anonymisation",
    ]  # fmt: skip


def test_every_quote_is_exactly_a_stored_one_with_its_reference(written: tuple[Any, Project]) -> None:
    document, project = written
    stored = {f"{s.quote}  [{s.reference}]" for s in project.read(queries.segments.all)}
    quotes = texts(document, "Quote")
    assert len(quotes) > 150
    for quote in quotes:
        assert any(quote == s or quote.startswith(s + "  ") for s in stored), quote


def test_themes_follow_the_board_with_what_speaks_against_them(written: tuple[Any, Project]) -> None:
    document, _ = written
    found = [(p.style.name, p.text) for p in document.paragraphs]
    headings = [text for style, text in found if style in ("Heading 2", "Heading 3") and "heme " in text]
    assert headings == [
        "Theme 1: Not charity in either direction",
        "Theme 2: What is not counted is worth the most",
        "Sub-theme 2.1: Uncounted is also unseen",
        "Theme 3: The power of soup",
        "Theme 4: The table by the wall",
    ]
    start = found.index(("Heading 2", headings[0]))
    rest = found[start : found.index(("Heading 2", headings[1]))]
    assert rest[1][1].startswith("Credits let people in by a side door.")
    assert ("Facts", "40 segments in 7 documents, 14 speakers, 14 cases.") in rest
    against = [text for _, text in rest].index("Speaking against this theme")
    assert [text.split("  [")[0] for _, text in rest[against + 1 :]] == [
        "I am not sure about being paid for kindness."
    ]
    assert any(text.endswith("Names the theme, and from the funding side.") for _, text in rest[:against])


def test_memos_stand_by_kind_with_title_author_and_date(written: tuple[Any, Project]) -> None:
    document, _ = written
    found = [p.text for p in document.paragraphs]
    at = next(n for n, t in enumerate(found) if t.startswith("Where mutuality ends and reciprocity begins  "))
    facts = found[at + 1]
    assert facts.startswith("Amina Malik, 20")
    assert facts.endswith(", analytic, on Mutuality and Reciprocity")
    sections = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert sections[-3:] == ["Research journal", "Reflexive memos", "Memos on the material"]


def test_the_contents_list_the_headings(written: tuple[Any, Project]) -> None:
    document, _ = written
    listed = [
        "".join(t.text for t in p._p.iter(qn("w:t")))
        for p in document.paragraphs
        if p.style.name.lower().startswith("toc")
    ]
    headings = [p.text for p in document.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
    assert listed == headings
    anchors = {e.get(qn("w:anchor")) for e in document.element.body.iter(qn("w:hyperlink"))}
    marks = {e.get(qn("w:name")) for e in document.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors <= marks


def test_tables_repeat_their_heads_and_keep_rows_whole(written: tuple[Any, Project]) -> None:
    for table in written[0].tables[1:]:
        first = table.rows[0]._tr
        assert first.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
        assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table.rows)


def test_captions_are_numbered_by_fields(written: tuple[Any, Project]) -> None:
    captions = texts(written[0], "Caption")
    assert [c.split(".")[0] for c in captions] == [f"Table {n}" for n in range(1, len(captions) + 1)]
    fields = [e.text for e in written[0].element.body.iter(qn("w:instrText"))]
    assert sum("SEQ Table" in (f or "") for f in fields) == len(captions)


def test_there_are_no_empty_paragraphs_for_space(written: tuple[Any, Project]) -> None:
    empty = [
        p
        for p in written[0].paragraphs
        if not p.text and p.style.name != "Table Note" and not p._p.findall(f".//{qn('w:sectPr')}")
    ]
    assert empty == []


def test_the_checklist_has_all_items_and_leaves_the_rest_open(written: tuple[Any, Project]) -> None:
    table = next(t for t in written[0].tables if t.rows[0].cells[0].text == "No.")
    assert [r.cells[0].text for r in table.rows[1:]] == [str(n) for n in range(1, 33)]
    where = {r.cells[0].text: r.cells[2].text for r in table.rows[1:]}
    assert where["24"] == "Summary: 2"
    assert where["2"] == "To be completed by the authors"


def test_agreement_shows_counts_and_says_how_intervals_were_made(written: tuple[Any, Project]) -> None:
    table = next(
        t for t in written[0].tables if t.rows[0].cells[0].text == "Code" and "Kappa" in t.rows[0].cells[6].text
    )
    row = next(r for r in table.rows if r.cells[0].text == "Equality")
    counts = [int(c.text) for c in row.cells[1:5]]
    assert sum(counts) == 482
    assert any("resample" in t for t in texts(written[0], "Table Note"))


def test_an_empty_project_makes_a_report(project: Project, tmp_path: Path) -> None:
    tasks.write_report(project, tmp_path / "r.docx")
    headings = texts(docx.Document(str(tmp_path / "r.docx")), "Heading 1")
    assert "Summary" in headings
    assert "COREQ checklist" in headings


def test_odd_characters_do_not_break_the_file(project: Project, tmp_path: Path, mutuality: int) -> None:
    document = add(project, transcript("Odd", (("P1", "bell \x07 and <tag> & עברית 🌱"),)))
    start, end = place(project, document, "bell")
    project.do(operations.segments.apply, document_id=document, start=start, end=end + 20, code_id=mutuality)
    tasks.write_report(project, tmp_path / "r.docx")
    quotes = texts(docx.Document(str(tmp_path / "r.docx")), "Quote")
    assert quotes[0].startswith("bell \ufffd and <tag> & ")


def test_a_report_needs_a_word_name(project: Project, tmp_path: Path) -> None:
    from qualcoder_tc.errors import InputError

    with pytest.raises(InputError, match="docx"):
        tasks.write_report(project, tmp_path / "r.pdf")


def test_quotes_are_chosen_across_speakers_without_overlap() -> None:
    rows = [segment(n, "x" * (20 + n)) for n in range(0, 90, 10)]
    chosen = choose(rows, 5)
    assert len(chosen) <= 5
    assert all(a.end <= b.start for a, b in itertools.pairwise(chosen))
    assert choose(rows, 5) == chosen


def test_no_page_begins_within_the_entry_of_a_code_or_before_its_first_quote(written: tuple[Any, Project]) -> None:
    paragraphs = written[0].paragraphs
    rules = [
        (before, rule)
        for before, rule in itertools.pairwise(paragraphs)
        if rule.style.name == "Rule" and rule.text.startswith(("Apply", "Not", "Example", "Source"))
    ]
    assert len(rules) > 200
    assert all(before.paragraph_format.keep_with_next for before, _ in rules)
    facts = [a for a, b in itertools.pairwise(paragraphs) if b.style.name == "Quote" and " in 1 document" in a.text]
    assert facts and all(paragraph.paragraph_format.keep_with_next for paragraph in facts)


def test_the_identifier_stands_with_the_audit_trail_not_on_the_title_page(written: tuple[Any, Project]) -> None:
    document, project = written
    key = project.read(queries.project.info).id
    found = [n for n, paragraph in enumerate(document.paragraphs) if key in paragraph.text]
    trail = [n for n, paragraph in enumerate(document.paragraphs) if paragraph.text == "Audit trail"]
    assert found == [trail[-1] + 1]  # the first is in the contents


def test_a_small_table_stays_on_one_page_and_a_long_one_leaves_no_lonely_row(written: tuple[Any, Project]) -> None:
    sizes = set[bool]()
    for table in written[0].tables:
        keeps = [row._tr.find(".//" + qn("w:keepNext")) is not None for row in table.rows]
        small = len(keeps) <= 14
        sizes.add(small)
        assert not keeps[-1]
        assert all(keeps[:-1]) if small else all(keeps[-4:-1]) and not all(keeps)
    assert sizes == {True, False}
