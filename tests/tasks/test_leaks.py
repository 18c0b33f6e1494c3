# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A replaced name is found wherever it hides in an export, and what cannot be read is never called clean."""

from __future__ import annotations

import gzip
import io
import unicodedata
import zipfile
from pathlib import Path

import pytest

from qualcoder_tc import tasks
from qualcoder_tc.model.names import Pseudonym
from tests.formats.makers import pdf

KEY = [
    Pseudonym("Margaret Okafor", "[Person 1]"),
    Pseudonym("Margaret", "[Person 1]"),
    Pseudonym("José", "[Person 2]"),
    Pseudonym("O'Brien", "[Person 3]"),
    Pseudonym("Siobhán", "[Person 4]"),
    Pseudonym("Anne-Marie", "[Person 5]"),
]


def packed(**parts: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return made.getvalue()


def looked(tmp_path: Path, name: str, data: bytes) -> tasks.Searched:
    (tmp_path / name).write_bytes(data)
    return tasks.find_leaks(tmp_path / name, KEY)


WORD = packed(word__document_dot_xml="<w:p>Margaret</w:p>")
HIDDEN = {
    "wide.txt": "Margaret came".encode("utf-16"),
    "old.csv": "name\r\nSiobhán\r\n".encode("cp1252"),
    "accents.txt": unicodedata.normalize("NFD", "José sang").encode(),
    "apostrophe.txt": "Zoë O’Brien".encode(),
    "underscore.txt": b"Interview_Margaret_2024",
    "digit.txt": b"Margaret2",
    "hyphen.txt": b"Marga-\nret and",
    "soft.txt": "Mar\u00adgaret".encode(),
    "link.html": b'<a href="Interview%20Margaret%20Okafor.docx">x</a>',
    "attribute.html": b'<img alt="Siobh&aacute;n">',
    "tags.html": b"<p>Marg<b>aret</b></p>",
    "escapes.jsonl": b'{"quote": "Siobh\\u00e1n"}',
    "rich.rtf": rb"{\rtf1\ansi Siobh\'e1n}",
    "embedded.docx": packed(word__document_dot_xml="<w:p>x</w:p>", word__embeddings__inner_dot_docx=WORD),
    "quotes.docx": packed(word__document_dot_xml="<w:p w:author='Margaret'>x</w:p>"),
    "remark.docx": packed(word__document_dot_xml="<w:p>x</w:p><!-- Margaret -->"),
    "hyphens.docx": packed(word__document_dot_xml="<w:t>Anne</w:t><w:noBreakHyphen/><w:t>Marie</w:t>"),
    "runs.odt": packed(content_dot_xml="<text:p>Mar<text:span>garet</text:span></text:p>"),
    "wide.docx": packed(word__document_dot_xml="<w:p>Margaret</w:p>".encode("utf-16")),
    "project.qdpx": packed(project_dot_qde='<Project><Note name="Margaret"/></Project>'),
    "source.qdpx": packed(project_dot_qde="<Project/>", sources__1_dot_docx=WORD),
    "names.qdpx": packed(project_dot_qde="<Project/>", sources__Margaret_dot_txt="x"),
    "tables.zip": packed(a_dot_csv="Margaret"),
    "one.csv.gz": gzip.compress(b"Margaret"),
    "picture.png": b"\x89PNG\r\n\x1a\n....tEXtAuthor\0Margaret",
    "margaret okafor.txt": b"nothing",
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_name_is_found_wherever_it_hides(tmp_path: Path, name: str) -> None:
    assert looked(tmp_path, name, HIDDEN[name]).leaks


def test_a_name_is_found_on_the_page_of_a_pdf(tmp_path: Path) -> None:
    found = looked(tmp_path, "report.pdf", pdf([("INT", "We met [Person 4]."), ("P1", "Then Margaret came.")]))
    assert [(leak.name, leak.count) for leak in found.leaks] == [("Margaret", 1)]


UNREADABLE = {
    "scan.pdf": b"%PDF-1.4\n1 0 obj",
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "report.7z": b"7z\xbc\xaf\x27\x1c" + bytes(60),
    "cut.docx": WORD[: len(WORD) // 2],
    "machine.bin": bytes(range(256)) * 40,
    "source.qdpx": packed(project_dot_qde="<Project/>", sources__1_dot_pdf=b"%PDF-1.4 damaged"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_told_and_never_clean(tmp_path: Path, name: str) -> None:
    found = looked(tmp_path, name, UNREADABLE[name])
    assert not found.leaks and not found.clean and found.unread[0].why


def test_other_words_and_other_people_are_no_leaks(tmp_path: Path) -> None:
    found = looked(tmp_path, "fine.html", b"<p>Margarets, Margareta, [Person 1], Anne and Marie, P1</p>")
    assert found.clean and not found.pictures


def test_pictures_are_counted_since_nobody_looks_into_them(tmp_path: Path) -> None:
    found = looked(
        tmp_path, "a.docx", packed(word__document_dot_xml="<w:p>x</w:p>", word__media__1_dot_png=b"\x89PNG")
    )
    assert found.clean and found.pictures == 1


def test_a_name_within_archives_within_archives_without_end_is_told(tmp_path: Path) -> None:
    data = b"Margaret"
    for _ in range(9):
        data = packed(a_dot_zip=data)
    assert not looked(tmp_path, "deep.zip", data).clean


def test_a_document_of_ours_holds_no_picture_that_somebody_has_to_look_at(tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "report.docx"))
    found = tasks.find_leaks(tmp_path / "report.docx", KEY)
    assert found.clean and found.pictures == 0


def test_a_surname_alone_tells_as_well(tmp_path: Path) -> None:
    assert [leak.name for leak in looked(tmp_path, "a.csv", b"quote\nthe okafor boy").leaks] == ["okafor"]
