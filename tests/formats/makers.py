# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Small files of every kind that is imported, made from the same lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

Lines = Sequence[tuple[str, str]]
"""Speaker and what was said."""


def plain(lines: Lines) -> bytes:
    return "".join(f"{who}: {said}\n" for who, said in lines).encode()


def docx(lines: Lines) -> bytes:
    import docx as word

    document = word.Document()
    for who, said in lines:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{who}: ").bold = True
        paragraph.add_run(said)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def odt(lines: Lines) -> bytes:
    o, t = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    body = "".join(f"<t:p>{escape(who)}: {escape(said)}</t:p>" for who, said in lines)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{o}" xmlns:t="{t}"><o:body><o:text>{body}</o:text></o:body></o:document-content>',
        )
    return stream.getvalue()


def rtf(lines: Lines) -> bytes:
    def coded(text: str) -> str:
        found = ""
        for unit in memoryview(text.encode("utf-16-le")).cast("H"):
            plain = unit < 128 and chr(unit) not in "\\{}"
            found += chr(unit) if plain else f"\\u{unit - 65536 if unit > 32767 else unit}?"
        return found

    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1 " + "\\par\n".join(coded(f"{w}: {s}") for w, s in lines) + "}").encode(
        "ascii"
    )


def html(lines: Lines) -> bytes:
    body = "".join(f"<p><b>{escape(who)}:</b> {escape(said)}</p>\n" for who, said in lines)
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>{body}</body></html>".encode()


def vtt(lines: Lines) -> bytes:
    cues = "".join(
        f"00:{n // 60:02}:{n % 60:02}.000 --> 00:{n // 60:02}:{n % 60:02}.900\n<v {who}>{escape(said)}\n\n"
        for n, (who, said) in enumerate(lines)
    )
    return f"WEBVTT\n\n{cues}".encode()


def srt(lines: Lines) -> bytes:
    return "".join(
        f"{n + 1}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n{who}: {said}\n\n"
        for n, (who, said) in enumerate(lines)
    ).encode()


def eaf(lines: Lines) -> bytes:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{n}" TIME_VALUE="{n * 1000}"/>' for n in range(len(lines) + 1))
    tiers = ""
    for speaker in dict.fromkeys(who for who, _ in lines):
        inner = "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="t{n}" TIME_SLOT_REF2="t{n + 1}">'
            f"<ANNOTATION_VALUE>{escape(said)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for n, (who, said) in enumerate(lines)
            if who == speaker
        )
        tiers += f'<TIER TIER_ID="{escape(speaker)}">{inner}</TIER>'
    return f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>".encode()


def csv(lines: Lines) -> bytes:
    import csv as tables

    stream = io.StringIO(newline="")
    tables.writer(stream).writerows([("speaker", "words"), *lines])
    return stream.getvalue().encode()


def xlsx(lines: Lines) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in [("speaker", "words"), *lines]:
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def pdf(lines: Lines) -> bytes:
    """A PDF with one line of Latin letters after the other, as the standard font has them."""
    rows = []
    for who, said in lines:
        text = (
            f"{who}: {said}".encode("latin-1", "replace")
            .replace(b"\\", b"\\\\")
            .replace(b"(", b"\\(")
            .replace(b")", b"\\)")
        )
        rows.append(b"(" + text + b") Tj T*")
    content = b"BT /F1 10 Tf 14 TL 50 780 Td " + b"\n".join(rows) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1200 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    return pdf_of(objects)


def pdf_of(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, of which the first is its catalogue."""
    found = b"%PDF-1.4\n"
    places = b""
    for number, body in enumerate(objects, start=1):
        places += b"%010d 00000 n \n" % len(found)
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(found))
    return found + b"xref\n0 %d\n0000000000 65535 f \n" % size + places + trailer


MAKERS: dict[str, Callable[[Lines], bytes]] = {
    ".txt": plain,
    ".md": plain,
    ".docx": docx,
    ".odt": odt,
    ".rtf": rtf,
    ".html": html,
    ".pdf": pdf,
    ".vtt": vtt,
    ".srt": srt,
    ".eaf": eaf,
    ".csv": csv,
    ".xlsx": xlsx,
}
