# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The report as a Word document, in real styles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qualcoder_tc.files import replacing
from qualcoder_tc.model.illegal import without_illegal
from qualcoder_tc.model.report import ReportData
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.reports import word_parts as parts
from qualcoder_tc.reports import word_styles
from qualcoder_tc.reports.blocks import Block, Heading, Landscape, Paragraph, Quote, Table
from qualcoder_tc.reports.contents import contents

_NEW_PAGE = frozenset({"Summary", "Codebook", "Results by code", "Themes", "Memos", "COREQ checklist"})
_TWIPS = 635  # English Metric Units in a twentieth of a point


def write_report(path: Path, data: ReportData, progress: Progress = silent, *, segments_per_code: int = 5) -> None:
    """Write the report; the file is replaced whole or left as it was."""
    import docx

    document = docx.Document()
    word_styles.dress(document)
    blocks = contents(data, segments_per_code=segments_per_code)
    writer = _Writer(document)
    _title_page(document, data)
    writer.table_of_contents(blocks)
    for number, block in enumerate(blocks):
        if number % 50 == 0:
            progress(number, len(blocks), "Writing the report")
        writer.write(block)
    _properties(document, data)
    with replacing(path) as temporary:
        document.save(str(temporary))


def _title_page(document: Any, data: ReportData) -> None:
    document.add_paragraph(without_illegal(data.title), style="Title")
    document.add_paragraph("Report of the qualitative analysis", style="Subtitle")
    coders = ", ".join(c.name for c in data.coders if c.codings) or "nobody yet"
    lines = (
        ("Date", data.made_at[:10]),
        ("Coders", coders),
        ("Software", data.software),
    )
    for lead, text in lines:
        paragraph = document.add_paragraph(style="Body Text")
        paragraph.add_run(f"{lead}  ", style="Lead")
        paragraph.add_run(without_illegal(text))


def _properties(document: Any, data: ReportData) -> None:
    core = document.core_properties
    core.title = without_illegal(data.title)
    core.author = ", ".join(c.name for c in data.coders if c.codings)
    core.subject = "Report of the qualitative analysis"
    core.comments = f"Written by {data.software}"
    core.language = "en-GB"


class _Writer:
    """Appends blocks to a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._headings = 0
        self._captions = 0
        self._sideways = False

    # -- contents -----------------------------------------------------------------------------------------

    def table_of_contents(self, blocks: list[Block]) -> None:
        """Write the contents as a field whose entries are there already, as links to the headings."""
        self._document.add_paragraph("Contents", style="Contents Heading")
        entries = [(n, b) for n, b in enumerate(_headings(blocks), start=1) if b.level <= 2]
        body = self._body()
        for place, (number, heading) in enumerate(entries):
            runs = [parts.link(_anchor(number), heading.text)]
            if place == 0:
                runs = [*parts.field('TOC \\o "1-2" \\h \\z \\u', [])[:3], *runs]
            if place == len(entries) - 1:
                runs = [*runs, parts.field("", [])[-1]]
            self._insert(body, parts.paragraph(f"TOC{heading.level}", runs))

    def _body(self) -> Any:
        return self._document.element.body

    def _insert(self, body: Any, made: Any) -> None:
        # The last child is the section's own properties; counting them all each time would take ever longer.
        body[-1].addprevious(made)

    # -- blocks -------------------------------------------------------------------------------------------

    def write(self, block: Block) -> None:
        """Append one block."""
        if isinstance(block, Landscape):
            self._turn(sideways=True)
            for inner in block.blocks:
                self.write(inner)
            self._turn(sideways=False)
        elif isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, Quote):
            self._quote(block)
        else:
            self._table(block)

    def _heading(self, block: Heading) -> None:
        self._headings += 1
        paragraph = self._document.add_heading(without_illegal(block.text), block.level)
        if block.text in _NEW_PAGE and block.level == 1:
            paragraph.paragraph_format.page_break_before = True
        parts.bookmark(paragraph, self._headings, _anchor(self._headings))

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._document.add_paragraph(style=block.style)
        if block.lead:
            space = "  " if block.text else ""
            paragraph.add_run(f"{without_illegal(block.lead)}{space}", style="Lead")
        if block.text:
            paragraph.add_run(without_illegal(block.text))
        if block.keeps:
            paragraph.paragraph_format.keep_with_next = True

    def _quote(self, block: Quote) -> None:
        runs = [parts.run(block.text), parts.run(f"  [{block.reference}]", style="Reference")]
        if block.memo:
            runs.append(parts.run(f"  {block.memo}", style="Reference"))
        self._insert(self._body(), parts.paragraph("Quote", runs))

    def _table(self, block: Table) -> None:
        self._captions += 1
        number = parts.field("SEQ Table \\* ARABIC", [parts.run(str(self._captions))])
        body = self._body()
        self._insert(
            body, parts.paragraph("Caption", [parts.run("Table "), *number, parts.run(f". {block.caption}")])
        )
        section = self._document.sections[-1]
        width = int((section.page_width - section.left_margin - section.right_margin) / _TWIPS)
        self._insert(body, parts.table(block, width, "TableText", "TableHead"))
        note = block.note or "\u200b"
        # Word joins tables that touch: a note, or a hair of space, stands between.
        self._insert(body, parts.paragraph("TableNote", [parts.run(note)]))

    def _turn(self, *, sideways: bool) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION

        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        long, short = max(section.page_width, section.page_height), min(section.page_width, section.page_height)
        section.orientation = WD_ORIENT.LANDSCAPE if sideways else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if sideways else (short, long)


def _headings(blocks: list[Block]) -> list[Heading]:
    found: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            found.append(block)
        elif isinstance(block, Landscape):
            found += _headings(list(block.blocks))
    return found


def _anchor(number: int) -> str:
    return f"section_{number}"
