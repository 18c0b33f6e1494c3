# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Pages of PDFs that are turned, set to both margins, filled in, or in other alphabets are read as people see them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.formats.pdf import _clean
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.makers import pdf_of

HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
SAID = [
    b"Interviewer: Where did you hear about this?",
    b"P7: From a neighbour who said that the food bank",
    b"was open on Mondays and that everybody could",
    b"come.",
    b"Interviewer: And then?",
    b"P7: Then I went.",
]
JOINED = (
    "Interviewer: Where did you hear about this?\nP7: From a neighbour who said that the food bank was open on Mondays"
    " and that everybody could come.\nInterviewer: And then?\nP7: Then I went."
)


def read(data: bytes) -> ImportedDocument:
    return read_document("a.pdf", data, ImportOptions())


def page(
    content: bytes, *, rotate: int = 0, font: bytes = HELVETICA, annots: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A page with a font, as objects 3 to 5; more objects come after them."""
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /Rotate %d /MediaBox [0 0 612 792] /Contents 4 0 R %s"
            b" /Resources << /Font << /F1 5 0 R >> >> >>" % (rotate, annots),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            font,
            *more,
        ]
    )


def spoken(start: bytes, lines: Sequence[bytes] = SAID) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % line for line in lines)
    return b"BT /F1 12 Tf 14 TL %s %s ET" % (start, shown)


@pytest.mark.parametrize(
    ("rotate", "start"),
    [
        (0, b"72 700 Td"),
        (90, b"0 1 -1 0 72 72 Tm"),
        (180, b"-1 0 0 -1 500 72 Tm"),
        (270, b"0 -1 1 0 500 700 Tm"),
        (0, b"0 1 -1 0 72 72 Tm"),
        (90, b"72 700 Td"),
    ],
    ids=["upright", "landscape", "head down", "landscape the other way", "sideways", "wrongly turned"],
)
def test_pages_are_read_whichever_way_they_are_turned(rotate: int, start: bytes) -> None:
    assert read(page(spoken(start), rotate=rotate)).text == JOINED


def test_wide_spaces_of_a_line_set_to_both_margins_are_no_cells_of_a_table() -> None:
    lines = [
        "Bo: People are coming",
        "and they all look out for",
        "one another because of",
        "it.",
        "Ana: And did they say",
    ]
    shown = ""
    for n, line in enumerate(lines):
        words = line.split()
        gap = 14 if n in (0, 2, 4) else 4
        x = 72.0
        for word in words:
            shown += f"1 0 0 1 {x} {700 - 14 * n} Tm ({word}) Tj "
            x += 6 * len(word) + gap  # each letter of Courier is as wide
    font = HELVETICA.replace(b"Helvetica", b"Courier")
    text = read(page(f"BT /F1 10 Tf {shown} ET".encode(), font=font)).text
    assert "\t" not in text
    assert text.split()[:7] == "Bo: People are coming and they all".split()


def test_a_narrow_gap_between_cells_is_one_where_the_words_stand_closer() -> None:
    rows = [
        (b"Ana", b"And who came to the garden then?"),
        (b"Bo", b"All of them came to the garden."),
        (b"Ana", b"Good, so it went well?"),
    ]
    shown = b"\n".join(
        b"1 0 0 1 72 %d Tm (%s) Tj 1 0 0 1 110 %d Tm (%s) Tj" % (700 - 20 * n, who, 700 - 20 * n, said)
        for n, (who, said) in enumerate(rows)
    )
    text = read(page(b"BT /F1 12 Tf %s ET" % shown)).text
    assert text == "\n".join(f"{who.decode()}\t{said.decode()}" for who, said in rows)


def test_what_was_typed_into_a_form_stands_where_it_is_seen() -> None:
    typed = b"BT /F1 12 Tf 2 5 Td (Because we all came.) Tj ET"
    field = (
        b"<< /FT /Tx /T (a) /V (Because we all came.) /Type /Annot /Subtype /Widget /F 4 /Rect [72 665 400 685]"
        b" /P 3 0 R /AP << /N 7 0 R >> >>"
    )
    look = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 328 20] /Resources << /Font << /F1 5 0 R >> >> /Length %d >>\n"
        b"stream\n%s\nendstream" % (len(typed), typed)
    )
    asked = b"BT /F1 12 Tf 72 700 Td (Why did you come to the garden?) Tj 0 -80 Td (And will you come again?) Tj ET"
    document = read(page(asked, annots=b"/Annots [6 0 R]", more=[field, look]))
    assert document.text.split() == [
        *("Why did you come to the garden?").split(),
        *("Because we all came.").split(),
        *("And will you come again?").split(),
    ]
    assert any("fields" in warning for warning in document.warnings)


def lettered(letters: str, first: int = 0x41) -> tuple[bytes, bytes]:
    """A font whose signs from the first on are these letters, or joined letters apart by bars, and what tells so."""
    signs = letters.split("|") if "|" in letters else list(letters)
    rows = b"\n".join(
        b"<%02x> <%s>" % (first + n, sign.encode("utf-16-be").hex().encode()) for n, sign in enumerate(signs)
    )
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <ff> endcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap end end"
        % (len(signs), rows)
    )
    font = HELVETICA.replace(b"/WinAnsiEncoding", b"/WinAnsiEncoding /ToUnicode 6 0 R")
    return font, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table)


@pytest.mark.parametrize("brackets", ["()", ")("], ids=["as read", "as they look"])
def test_brackets_in_lines_from_right_to_left_open_before_they_close(brackets: str) -> None:
    font, table = lettered(f"שלום {brackets}")
    # As printed from left to right: word, bracket, word, bracket, word, each from its last letter.
    text = read(page(b"BT /F1 12 Tf 72 700 Td (DCBAEGDCBAFEDCBA) Tj ET", font=font, more=[table])).text
    assert text.replace(" ", "") == "שלום(שלום)שלום"


def test_words_from_right_to_left_within_a_line_of_others_keep_their_order() -> None:
    font, table = lettered("שלוםעב", ord("a"))
    # Each word is set by itself, the second one to the left of the first.
    shown = b"1 0 0 1 72 700 Tm (SAID) Tj 1 0 0 1 107 700 Tm (dbfe) Tj 1 0 0 1 134 700 Tm (dcba) Tj 1 0 0 1 164 700 Tm (SO) Tj"
    text = read(page(b"BT /F1 12 Tf %s ET" % shown, font=font, more=[table])).text
    assert text.split() == ["SAID", "שלום", "עבלם", "SO"]


def test_letters_that_are_joined_in_arabic_keep_their_order() -> None:
    font, table = lettered("لأ|ن|ه|ك|ا")
    text = read(page(b"BT /F1 12 Tf 72 700 Td (CBAEDCBAED) Tj ET", font=font, more=[table])).text
    assert text == "كالأنهكالأنه"


def test_a_table_on_a_page_with_an_emoji_has_its_cells() -> None:
    font, table = lettered("🌱", ord("~"))
    rows = [(b"Ana", b"And who came then?"), (b"Bo", b"All of them ~ came."), (b"Ana", b"So it went well?")]
    shown = b" ".join(
        b"1 0 0 1 72 %d Tm (%s) Tj 1 0 0 1 250 %d Tm (%s) Tj" % (700 - 20 * n, who, 700 - 20 * n, said)
        for n, (who, said) in enumerate(rows)
    )
    text = read(page(b"BT /F1 12 Tf %s ET" % shown, font=font, more=[table])).text
    assert text == "Ana\tAnd who came then?\nBo\tAll of them 🌱 came.\nAna\tSo it went well?"


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "o\u6600\ucf00ce con\u6600\u6900dent \u6600\u6c00ow di\u6600\u6600er informa\u7400\u6900on",
            "office confident flow differ information",
        ),
        ("お椀と昀さん", "お椀と昀さん"),
    ],
)
def test_joined_letters_with_their_bytes_swapped_are_put_right(wrong: str, right: str) -> None:
    assert _clean(wrong) == right
