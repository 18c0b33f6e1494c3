# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Files meant to do harm, or broken by accident, end in a document or in words; nothing is fetched, nothing hangs."""

from __future__ import annotations

import io
import socket
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats.importers import IMPORTERS, read_document
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.makers import MAKERS, pdf_of

OPTIONS = ImportOptions()
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdefg", "bcdefgh", strict=True))
    + "]>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "{0}">]>'


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("an importer reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    yield


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return stream.getvalue()


def odt(body: str, head: str = '<?xml version="1.0"?>') -> bytes:
    o, t = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    return zipped(
        content_xml=(
            f'{head}<o:document-content xmlns:o="{o}" xmlns:t="{t}" xmlns:table="{table}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<o:body><o:text>{body}</o:text></o:body></o:document-content>"
        ).encode()
    )


def docx(body: str, head: str = '<?xml version="1.0"?>') -> bytes:
    return zipped(
        word__document_xml=f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
    )


def xlsx(sheet: str, head: str = "") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(["id", "said"])
    stream, out = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, (head + sheet).encode() if name.startswith("xl/worksheets/") else data)
    return out.getvalue()


def eaf(head: str, value: str) -> bytes:
    return (
        f'{head}<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1"/></TIME_ORDER>'
        f'<TIER TIER_ID="P1"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a" TIME_SLOT_REF2="a">'
        f"<ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"
    ).encode()


def outcome(name: str, data: bytes) -> ImportedDocument | None:
    """Return the document, None where it was refused with words."""
    try:
        return read_document(name, data, OPTIONS)
    except InputError as error:
        assert error.title and error.message
        return None


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx", "eaf", "fodt"])
def test_entities_do_not_unfold(kind: str) -> None:
    made = {
        "docx": lambda: docx("<w:p><w:r><w:t>&h;</w:t></w:r></w:p>", LAUGHS),
        "odt": lambda: odt("<t:p>&h;</t:p>", LAUGHS),
        "xlsx": lambda: xlsx("<worksheet/>", LAUGHS),
        "eaf": lambda: eaf(LAUGHS, "&h;"),
        "fodt": lambda: odt("<t:p>&h;</t:p>", LAUGHS)[0:0] + LAUGHS.encode() + b"<x>&h;</x>",
    }[kind]()
    found = outcome(f"a.{kind}", made)
    assert found is None or len(found.text) < 1000


@pytest.mark.parametrize("kind", ["docx", "odt", "eaf", "html"])
def test_nothing_outside_the_file_is_read(kind: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the crown jewels", encoding="utf-8")
    for address in (secret.as_uri(), "http://example.org/x"):
        head = OUTSIDE.format(address)
        made = {
            "docx": lambda h=head: docx("<w:p><w:r><w:t>words &a;</w:t></w:r></w:p>", h),
            "odt": lambda h=head: odt("<t:p>words &a;</t:p>", h),
            "eaf": lambda h=head: eaf(h, "words &a;"),
            "html": lambda a=address: (
                f'<html><p>words</p><iframe src="{a}"></iframe><img src="{a}"><script src="{a}"></script>'.encode()
            ),
        }[kind]()
        found = outcome(f"a.{kind}", made)
        assert found is None or "crown jewels" not in found.text


@pytest.mark.parametrize("kind", ["docx", "odt", "xlsx"])
def test_bombs_are_refused(kind: str) -> None:
    big = b" " * (220 * 1024 * 1024)
    made = {
        "docx": lambda: zipped(word__document_xml=big),
        "odt": lambda: zipped(content_xml=big),
        "xlsx": lambda: zipped(xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=big),
    }[kind]()
    with pytest.raises(InputError, match="too large"):
        read_document(f"a.{kind}", made, OPTIONS)


@pytest.mark.parametrize("kind", ["docx", "odt", "html", "rtf", "eaf"])
def test_deep_nesting_is_survived(kind: str) -> None:
    deep = 20_000
    made = {
        "docx": lambda: docx("<w:sdt>" * deep + "<w:p/>" + "</w:sdt>" * deep),
        "odt": lambda: odt("<t:section>" * deep + "<t:p>words</t:p>" + "</t:section>" * deep),
        "html": lambda: b"<div>" * deep + b"words" + b"</div>" * deep,
        "rtf": lambda: b"{\\rtf1 " + b"{" * deep + b"words" + b"}" * deep + b"}",
        "eaf": lambda: b"<ANNOTATION_DOCUMENT>" + b"<TIER>" * deep + b"</TIER>" * deep + b"</ANNOTATION_DOCUMENT>",
    }[kind]()
    outcome(f"a.{kind}", made)


@pytest.mark.parametrize("suffix", sorted({s for i in IMPORTERS for s in i.suffixes}))
def test_every_kind_refuses_noise_and_wrong_suffixes_with_words(suffix: str) -> None:
    for data in (
        b"\x00" * 5000,
        bytes(range(256)) * 20,
        b"PK\x03\x04" + b"\x00" * 300,
        b"%PDF-1.7\n%%EOF",
        b"{\\rtf1",
        b"<",
        b"\xff\xfe",
        b"WEBVTT",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    ):
        outcome(f"a{suffix}", data)


def test_a_million_characters_on_one_line_is_one_turn() -> None:
    found = outcome("a.txt", b"so " * 350_000)
    assert found is not None and len(found.turns) == 1


def test_a_file_of_far_too_many_lines_is_refused_before_it_takes_the_memory() -> None:
    with pytest.raises(InputError, match="too long"):
        read_document("a.txt", b"INT: a?\nP1: b\n" * 200_000, OPTIONS)


def test_ten_thousand_captions_become_turns() -> None:
    cues = "".join(
        f"{n}\n{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},000 --> {n // 3600:02}:{n // 60 % 60:02}:{n % 60:02},900\n"
        f"{'Ana' if n % 4 < 2 else 'Jo'}: word {n}\n\n"
        for n in range(10_000)
    )
    found = outcome("a.srt", cues.encode())
    assert found is not None and len(found.turns) == 5_000
    assert found.speakers == ("Ana", "Jo")


def test_a_hundred_thousand_captions_of_one_voice_are_joined_in_good_time() -> None:
    cues = "".join(
        f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000 --> 99:00:00.000\n<v Ana>word {n}\n\n"
        for n in range(100_000)
    )
    begun = time.process_time()
    found = outcome("a.vtt", b"WEBVTT\n\n" + cues.encode())
    assert time.process_time() - begun < 10
    assert found is not None and len(found.turns) == 1 and found.text.endswith("word 99999\n")


@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
def test_millions_of_tags_are_refused_before_they_take_the_memory(kind: str) -> None:
    made = {
        "docx": lambda: docx("<w:r/>" * 3_100_000),
        "odt": lambda: odt("<t:p/>" * 3_100_000),
        "html": lambda: b"<p>" * 3_100_000,
    }[kind]()
    with pytest.raises(InputError, match="too large"):
        read_document(f"a.{kind}", made, OPTIONS)


def test_what_is_nested_deep_in_a_page_is_read_or_the_page_refused() -> None:
    def page(deep: int) -> bytes:
        return b"<p>a</p>" + b"<div>" * deep + b"within" + b"</div>" * deep + b"<p>after</p>"

    assert read_document("a.html", page(1000), OPTIONS).text == "a\nwithin\nafter"
    with pytest.raises(InputError, match="cannot be read"):
        read_document("a.html", page(5000), OPTIONS)


def test_a_pdf_that_draws_itself_for_ever_is_given_up() -> None:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\n"
        b"stream\n/X Do /X Do\nendstream",
    ]
    with pytest.raises(InputError, match="cannot be read"):
        read_document("a.pdf", pdf_of(objects), OPTIONS)


def test_thousands_of_comments_and_of_spaces_take_no_time() -> None:
    note = "<o:annotation><t:p>m</t:p></o:annotation>"
    begun = time.process_time()
    found = outcome("a.odt", odt(f"<t:p>x y{note}</t:p>" * 20_000))
    assert found is not None and len(found.marks) == 20_000
    found = outcome("a.odt", odt("<t:p>x" + '<t:s t:c="1000"/>' * 100_000 + "y</t:p>"))
    assert found is not None and len(found.text) < 1_200_000
    assert time.process_time() - begun < 20


def test_macros_are_told_and_left_out() -> None:
    data = zipped(
        word__document_xml=f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>words</w:t></w:r></w:p></w:body></w:document>'.encode(),
        **{"word/vbaProject.bin": b"\xd0\xcf"},
    )
    found = read_document("a.docm", data, OPTIONS)
    assert found.text == "words" and any("macros" in w for w in found.warnings)


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>',
        )
        archive.writestr("../../evil.txt", "evil")
        archive.writestr("/tmp/evil-qualcoder-tc.txt", "evil")
    read_document("a.docx", stream.getvalue(), OPTIONS)
    assert not Path("/tmp/evil-qualcoder-tc.txt").exists()


def test_locked_files_say_so() -> None:
    manifest = b'<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    with pytest.raises(InputError, match="password"):
        read_document("a.odt", stream.getvalue(), OPTIONS)
    office = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    for name in ("a.docx", "a.xlsx"):
        with pytest.raises(InputError, match="password"):
            read_document(name, office, OPTIONS)


@pytest.mark.parametrize(
    "pattern", [r"(?P<name>(a|aa)+)$", r"(?P<name>((a{0,1000}){0,1000}){0,1000})$", "(?P<name>" + "(" * 5000, "(?P<name>a{9999999999999})"]
)  # fmt: skip
def test_a_pattern_of_ones_own_cannot_hang(pattern: str) -> None:
    with pytest.raises(InputError, match="pattern"):
        read_document("a.txt", ("a" * 80 + "!\n").encode() * 50, ImportOptions(pattern=pattern))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"<v " * 200_000),
        ("a.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\n" + b"<v.a" * 200_000),
        ("a.vtt", b"WEBVTT\n\n00:00.000" + b" " * 1_000_000 + b"-->x"),
        ("a.html", b"<p style='display" + b" " * 1_000_000 + b"x'>y</p>"),
        ("a.html", b"<?xml " + b" encoding" * 300_000),
        ("a.csv", b"," * 1_000_000 + b"\n" + b"," * 1_000_000),
        ("a.csv", b"id,said\n" + b'"' * 1_000_001),
        ("a.rtf", b"{\\rtf1 " + b"{" * 500_000 + b"x"),
        ("a.rtf", b"{\\rtf1 \\u99999999999?\\f99999999999\\ansicpg99999\\uc99999999 \\u?x}"),
        ("a.rtf", b"{\\rtf1 {\\*\\annotation{\\*\\atnref 1}x}{\\*\\atrfend 1}{\\*\\atrfstart 1}y}"),
        ("a.txt", b"x\n" + "\u00a0".encode() * 300_000),
        ("a.txt", b"[" * 300_000),
        ("a.txt", b"1:" * 300_000),
        ("a.txt", b"A b " * 200_000),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{given[:12]!r}",
)
def test_what_once_took_or_could_take_for_ever_is_done_soon(name: str, data: bytes) -> None:
    begun = time.process_time()
    found = outcome(name, data)
    assert time.process_time() - begun < 10
    if found is not None:
        sound(found)


def test_a_table_of_far_too_many_columns_is_refused_and_a_lone_far_cell_too() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" '
        't="inlineStr"><is><t>id</t></is></c></row><row r="{0}"><c r="XFD{0}"><v>1</v></c></row></sheetData></worksheet>'
    )
    for row in (2, 1_048_576, 2_000_000_000):
        with pytest.raises(InputError, match="too"):
            read_document("a.xlsx", xlsx(sheet.format(row)), OPTIONS)


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".xlsx", ".pdf", ".rtf", ".html", ".eaf"])
def test_files_cut_anywhere_give_a_document_or_words(suffix: str) -> None:
    whole = MAKERS[suffix]([("INT", "How was it?"), ("P1", "We did, we did.")] * 20)
    for share in range(5, 100, 5):
        found = outcome(f"a{suffix}", whole[: len(whole) * share // 100])
        if found is not None:
            sound(found)


def sound(document: ImportedDocument) -> None:
    at = 0
    for turn in document.turns:
        assert at <= turn.label_start <= turn.start <= turn.end <= len(document.text)
        at = turn.end
    for mark in document.marks:
        assert 0 <= mark.start < mark.end <= len(document.text)
    assert "\r" not in document.text
    document.text.encode("utf-8")
    covered = set[int]()
    for turn in document.turns:
        covered.update(range(turn.label_start, turn.end))
    assert all(c.isspace() for n, c in enumerate(document.text) if n not in covered)


LINES = st.lists(
    st.sampled_from(
        ["INT: Well?", "P1: Yes 🌱.", "(laughs)", "", "  ", "00:10", "[00:12:31] Ana: So", "**Bo** 0:20", "Note: x", "é\u0301\u200f",
         "Ana", "A\tb\tc", "#00:00:12-3#", "-->", "<v Jo>hm", "1", "\u2028", "{\\b x}", "Q. why", "x" * 300]
    ),
    max_size=30,
)  # fmt: skip


@given(
    LINES,
    st.sampled_from([".txt", ".md", ".html", ".vtt", ".srt", ".csv", ".rtf"]),
    st.sampled_from(["utf-8", "utf-16", "cp1252"]),
)
@settings(max_examples=250)
def test_whatever_is_written_gives_a_sound_document_or_words(lines: list[str], suffix: str, encoding: str) -> None:
    data = "\r\n".join(lines).encode(encoding, "replace")
    found = outcome(f"a{suffix}", data)
    if found is not None:
        sound(found)


@given(LINES)
@settings(max_examples=60)
def test_word_and_opendocument_say_the_same(lines: list[str]) -> None:
    from xml.sax.saxutils import escape

    texts = [line.replace("\t", " ").replace("  ", " ").strip() for line in lines]
    texts = [t for t in texts if t]
    if not texts:
        return
    a = read_document(
        "a.docx",
        docx("".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(t)}</w:t></w:r></w:p>' for t in texts)),
        OPTIONS,
    )
    b = read_document("a.odt", odt("".join(f"<t:p>{escape(t)}</t:p>" for t in texts)), OPTIONS)
    assert a.text == b.text == "\n".join(texts)
    assert a.turns == b.turns
    sound(a)
