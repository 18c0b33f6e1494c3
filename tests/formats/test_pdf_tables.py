# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables printed to PDF keep their columns, and running heads of short documents are left out."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import pdf
from qualcoder_tc.model.transcript import ImportOptions

TALK = [
    ("Jane", "So how was the first session?"),
    ("P12", "Cold, and nobody knew anybody."),
    ("Jane", "And who decided what to do?"),
    ("P12", "Maureen had a list."),
] * 2


def printed(pages: list[list[tuple[int, int, str]]]) -> bytes:
    """A PDF with words at places (x, y from the lower left, in points), a list for each page."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, words in enumerate(pages):
        content = "".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in words)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, start=1))
    return f"%PDF-1.4\n{body}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n%%EOF".encode("latin-1")


def test_columns_of_a_printed_table_are_speakers_and_words() -> None:
    rows = [
        place
        for n, (who, said) in enumerate(TALK)
        for place in ((72, 760 - 16 * n, who), (200, 760 - 16 * n, said))
    ]
    document = pdf.read("talk.pdf", printed([rows]), ImportOptions())
    spoken = [(t.speaker, document.text[t.start : t.end]) for t in document.turns]
    assert spoken == TALK
    assert document.roles == {"Jane": "interviewer"}


def test_a_word_before_a_colon_that_wraps_to_a_new_line_goes_on() -> None:
    full = "We put them in piles on the carpet. Priority: rent, council tax and the gas bill first."
    lines = [f"{who}: {said}" for who, said in TALK]
    lines[3:3] = [
        f"P12: {full}",
        "Unimportantly: everything else, " + "all of it, " * 5 + "as you may well think",
        "and so on.",
    ]
    document = pdf.read(
        "talk.pdf", printed([[(72, 760 - 14 * n, line) for n, line in enumerate(lines)]]), ImportOptions()
    )
    assert set(document.speakers) == {"Jane", "P12"}
    assert "first. Unimportantly: everything" in document.text


def test_a_name_alone_below_a_full_line_begins_a_turn() -> None:
    long = "So how would you describe all of it, from the beginning, to somebody who had never been in?"
    talk = [("Jane", long), *TALK[1:]]
    lines = [line for pair in talk for line in pair]
    document = pdf.read(
        "talk.pdf", printed([[(72, 780 - 14 * n, line) for n, line in enumerate(lines)]]), ImportOptions()
    )
    assert [t.speaker for t in document.turns] == [who for who, _ in talk]


def test_the_running_head_of_two_pages_is_left_out() -> None:
    pages = [
        [(72, 810, "CONFIDENTIAL"), *((72, 740 - 20 * n, f"{who}: {said}") for n, (who, said) in enumerate(TALK))]
        for _ in range(2)
    ]
    document = pdf.read("talk.pdf", printed(pages), ImportOptions())
    assert "CONFIDENTIAL" not in document.text
    assert [t.speaker for t in document.turns] == [who for who, _ in TALK] * 2


def test_rows_of_a_printed_table_with_numbered_rows_stay_apart() -> None:
    rows = [(90, 760, "Line"), (234, 760, "Speaker"), (378, 760, "Text")]
    for n, (who, said) in enumerate(TALK, start=1):
        rows += [(90, 760 - 15 * n, str(n)), (234, 760 - 15 * n, who), (378, 760 - 15 * n, said)]
    document = pdf.read("talk.pdf", printed([rows]), ImportOptions())
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns if t.speaker] == TALK


def _in_columns(*, level: bool) -> bytes:
    """Two columns of print, questions on the left and answers of two lines on the right, beside or below them."""
    pages: list[list[tuple[int, int, str]]] = []
    for page in range(2):
        places = [(72, 760, "Interviewer"), (310, 760, "Participant")]
        y = 730
        for n in range(4):
            places.append((72, y, f"And what came after that, the {page}{n} time?"))
            y -= 0 if level else 30
            places += [(310, y, f"Well, a list. Maureen had it, {page}{n},"), (310, y - 14, "and nobody else did.")]
            y -= 44
        pages.append(places)
    return printed(
        [*pages[:1], [*pages[1], (72, 100, "This is the end of the whole of the interview with Maureen and her.")]]
    )


@pytest.mark.parametrize("level", [True, False])
def test_what_stands_in_a_printed_column_is_said_by_whom_it_names(level: bool) -> None:
    document = pdf.read("talk.pdf", _in_columns(level=level), ImportOptions())
    spoken = [(t.speaker, document.text[t.start : t.end]) for t in document.turns if t.speaker]
    assert document.rule == "columns"
    assert len(spoken) == 16
    assert spoken[0] == ("Interviewer", "And what came after that, the 00 time?")
    assert spoken[1] == ("Participant", "Well, a list. Maureen had it, 00, and nobody else did.")
    assert spoken[14][0] == "Interviewer"


def test_two_columns_of_an_article_are_not_speakers() -> None:
    left = [(72, 730 - 14 * n, f"Care is work, and so is the rest {n}") for n in range(12)]
    right = [(310, 730 - 14 * n, f"of what we do to go on as before {n}") for n in range(12)]
    document = pdf.read("x.pdf", printed([[(72, 760, "Care"), (310, 760, "Work"), *left, *right]]), ImportOptions())
    assert not document.speakers
