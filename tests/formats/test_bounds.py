# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is made to take hours or the memory of a laptop is refused soon, or read without what does harm."""

from __future__ import annotations

import io
import time
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import rows
from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.test_fidelity import p, t, word
from tests.formats.test_pdf_letters import page

LONGEST = 20  # seconds, of which a good file takes less than one


def read(name: str, data: bytes) -> ImportedDocument:
    begun = time.monotonic()
    try:
        return read_document(name, data, ImportOptions())
    finally:
        assert time.monotonic() - begun < LONGEST


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return an archive with some of its parts in place of its own."""
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        held = {name: old.read(name) for name in old.namelist()}
        for name, part in (held | parts).items():
            new.writestr(name, part)
    return stream.getvalue()


def test_a_tag_of_hundred_thousands_of_attributes_is_refused() -> None:
    page = b"<p " + b" ".join(b"a%d=1" % n for n in range(300_000)) + b">x"
    with pytest.raises(InputError, match="too large"):
        read("a.html", page)
    picture = b'<p>Ana: Hello<img src="data:image/png;base64,' + b"iVBORw0KGgo\n" * 20_000 + b'">there</p>'
    assert read("a.html", picture).text == "Ana: Hellothere"


def test_a_page_of_millions_of_paragraphs_is_refused_before_it_takes_the_memory() -> None:
    with pytest.raises(InputError, match="too large"):
        read("a.html", b"<p>Ana: yes</p>\n" * 500_000)


def test_a_file_inside_a_word_document_is_read_once_wherever_it_is_pointed_to() -> None:
    related = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="x/aFChunk" Target="a.html"/></Relationships>'
    )
    body = p(t("Ana: Yes")) + '<w:altChunk r:id="r1"/>' * 3000
    parts = {"word/_rels/document.xml.rels": related, "word/a.html": b"<p>" + b"x y " * 100_000}
    document = read("a.docx", with_parts(word(body), parts))
    assert document.text.startswith("Ana: Yes\nx y")
    assert document.text.count("\n") == 1
    assert document.warnings


def test_thousands_of_fields_that_never_end_take_no_time() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = p((sign.format("begin") + sign.format("separate")) * 20 + t("x")) * 8000
    assert read("a.docx", word(body)).text == "\n".join("x" * 8000)


def test_a_row_of_countless_cells_in_rich_text_is_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        read("a.rtf", b"{\\rtf1 " + b"\\cell" * 100_000 + b"\\row x}")


def test_a_pdf_of_countless_lines_is_refused() -> None:
    lines = b"BT /F1 1 Tf 1 TL 10 790 Td " + b"(a b) Tj T* " * 120_000 + b"ET"
    with pytest.raises(InputError, match=r"too long|takes too much time"):
        read("a.pdf", page(lines))


def test_a_text_of_empty_lines_is_refused_before_it_takes_the_memory() -> None:
    data = b"\n" * 20_000_000 + b"x"
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="too long"):
            read("a.txt", data)
        assert tracemalloc.get_traced_memory()[1] < 4 * len(data)
    finally:
        tracemalloc.stop()


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook() -> bytes:
    book = Workbook()
    book.active.append(["id", "answer"])
    book.active.append(["P1", "we all look out for one another"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}"><cellXfs>{"<xf/>" * 700_000}</cellXfs></styleSheet>'.encode()
        },
        {"xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{"<si><t>a</t></si>" * 1_500_000}</sst>'.encode()},
        {
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}"><sheetData><row><c t="inlineStr"><is><t>'
            f"{'word ' * 4_000_000}</t></is></c></row></sheetData></worksheet>".encode()
        },
    ],
    ids=["styles", "strings", "cell"],
)
def test_workbooks_of_millions_of_styles_or_strings_are_refused(parts: dict[str, bytes]) -> None:
    with pytest.raises(InputError, match="too large"):
        read("a.xlsx", with_parts(workbook(), parts))


def test_a_workbook_saved_in_the_strict_standard_is_read() -> None:
    usual = workbook()
    with ZipFile(io.BytesIO(usual)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, part in parts.items():
        part = part.replace(SHEET.encode(), b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        old, new = b"schemas.openxmlformats.org/officeDocument/2006/", b"purl.oclc.org/ooxml/officeDocument/"
        parts[name] = part.replace(old, new)
    assert rows.read(with_parts(usual, parts)).rows == [["P1", "we all look out for one another"]]
