# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Files meant to do harm, or broken by accident, end in a document or in words; nothing is fetched, nothing hangs."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats.importers import IMPORTERS, read_document
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

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
