# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Talk in two printed columns, with names run in."""

from __future__ import annotations

import textwrap

import pytest

from qualcoder_tc.formats import pdf
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.test_pdf_tables import printed

ASKED = ("Was there a band?", "Sitting down?", "Why not with a cold?", "And you brought in the young people.")
TOLD = (
    "There were four ringers for six bells, and one of them was Walter, who was ninety and did it sitting down, on a stool.",
    "He had the lightest one. I learnt all from Walter: keep your hands together, look at the rope, and never ring in a hat.",
)


def in_columns(paragraphs: list[str], *, head: str) -> ImportedDocument:
    """Set paragraphs in two columns below a head that spans them."""
    lines = [line for one in paragraphs for line in textwrap.wrap(one, 40)]
    half = (len(lines) + 1) // 2
    words = [(72, 760 - 14 * n, line) for n, line in enumerate(textwrap.wrap(head, 90))]
    for left, some in ((72, lines[:half]), (320, lines[half:])):
        words += [(left, 700 - 14 * n, line) for n, line in enumerate(some)]
    return pdf.read("a.pdf", printed([[*words, (72, 60, "The Pump")]]), ImportOptions())


def test_initials_run_in_name_speakers_in_two_columns_below_a_wide_head() -> None:
    talk = [pair for n in range(8) for pair in (("TP", ASKED[n % 4]), ("MT", TOLD[n % 2]))]
    document = in_columns(
        [f"{who} {said}" for who, said in talk], head="Maureen has rung the bells for years. " * 4
    )
    spoken = [
        (turn.speaker, " ".join(document.text[turn.start : turn.end].split()))
        for turn in document.turns
        if turn.speaker
    ]
    assert spoken[:-1] == talk[:-1]
    assert spoken[-1][0] == "MT"


def test_words_in_capitals_that_also_stand_within_lines_name_nobody() -> None:
    said = [
        "BBC News told us so.",
        "We saw it on the BBC that night.",
        "NHS Trusts were asked.",
        "The NHS was there.",
    ] * 3
    document = in_columns(said, head="What was said. " * 8)
    assert {turn.speaker for turn in document.turns} == {None}


TABLE = [
    (
        "Researcher",
        "So this is the second visit. Last time you said things were held together with tape. Where are we now?",
    ),
    ("Head B", "Better tape. No, we have had the roof done, so I am not putting buckets out."),
    ("Researcher", "And staffing?"),
    ("Business manager", "You did offer him the Tuesday."),
    (
        "Head B",
        "I said, how would that work, then? He said he had been doing some of it online. Lovely lad. I nearly took him.",
    ),
    ("Researcher", "What does that mean for the children?"),
    (
        "Head B",
        "It means Year 9 have had five different adults in front of them since September: Mr Khan, then supply, then me.",
    ),
    ("Business manager", "And the money they said was coming."),
    ("Head B", "And that."),
] * 2
WIDTHS = {"": 30, "Timespan": 90, "Speaker": 70, "Content": 260, "Notes": 60}
LETTERS = {"": 6, "Timespan": 30, "Speaker": 10, "Content": 44, "Notes": 20}


def in_table(
    order: tuple[str, ...],
    *,
    padding: int,
    heads: dict[str, str] | None = None,
    shift: int = 0,
    again: bool = True,
    bottom: int = 330,
) -> ImportedDocument:
    """Print the table with its columns in an order, rows split over pages, and the heads, set in or not, on each page."""
    heads = {name: name for name in order if name} if heads is None else heads
    lefts = {name: 60 + sum(WIDTHS[before] for before in order[:n]) for n, name in enumerate(order)}
    pages: list[list[tuple[int, int, str]]] = []
    y = 0
    for number, (who, said) in enumerate(TABLE):
        told = {
            "": str(number + 1),
            "Timespan": f"0:{number:02}.0 - 0:{number + 1:02}.0",
            "Speaker": who,
            "Content": said,
        }
        cells = {name: textwrap.wrap(told.get(name, ""), LETTERS[name]) for name in order}
        for line in range(max(map(len, cells.values()))):
            if y < bottom:
                named = again or not pages
                pages.append([(left + shift, 740, heads[n]) for n, left in lefts.items() if n in heads and named])
                pages[-1] += [(60, 40, f"Seite {len(pages)} von 4"), (60, 780, "Interview mit der Schulleitung")]
                y = 720
            pages[-1] += [(lefts[name], y, some[line]) for name, some in cells.items() if line < len(some)]
            y -= 13
        y -= padding
    return pdf.read("a.pdf", printed(pages), ImportOptions())


@pytest.mark.parametrize("padding", [0, 8])
@pytest.mark.parametrize(
    "order",
    [
        ("", "Timespan", "Content", "Speaker"),
        ("Timespan", "Content", "Speaker"),
        ("", "Content", "Speaker"),
        ("", "Timespan", "Speaker", "Content"),
        ("", "Speaker", "Timespan", "Content"),
        ("Timespan", "Speaker", "Content"),
        ("", "Speaker", "Content"),
        ("", "Content", "Speaker", "Timespan"),
        ("", "Content", "Timespan", "Speaker"),
    ],
)
def test_cells_of_several_lines_are_one_turn_whatever_the_order_of_columns(
    order: tuple[str, ...], padding: int
) -> None:
    document = in_table(order, padding=padding)
    spoken = [(turn.speaker, document.text[turn.start : turn.end]) for turn in document.turns if turn.speaker]
    assert [who for who, _ in spoken] == [who for who, _ in TABLE]
    if order[-1] in ("Content", "Speaker"):
        assert [said.split("\t")[-2 if order[-1] == "Speaker" else -1] for _, said in spoken] == [
            said for _, said in TABLE
        ]
    assert document.roles == {"Researcher": "researcher"}


@pytest.mark.parametrize("order", [("Content", "Speaker"), ("Speaker", "Content")])
def test_columns_without_numbers_are_told_apart_by_the_space_between_rows(order: tuple[str, ...]) -> None:
    document = in_table(order, padding=8)
    assert [turn.speaker for turn in document.turns if turn.speaker] == [who for who, _ in TABLE]


GERMAN = {"": "Nr.", "Timespan": "Zeit", "Speaker": "Sprecher", "Content": "Text"}
ASKED_FOR = {"": "#", "Timespan": "When?", "Speaker": "Who?", "Content": "What was said"}
ORDERS = [
    ("", "Timespan", "Content", "Speaker"),
    ("", "Timespan", "Speaker", "Content"),
    ("", "Content", "Speaker"),
]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize(
    ("heads", "shift", "again"),
    [(GERMAN, 0, True), (GERMAN, 15, True), (GERMAN, 0, False), (ASKED_FOR, 0, True), ({}, 0, True)],
)
def test_columns_are_known_by_heads_in_many_words_or_by_what_is_in_them(
    order: tuple[str, ...], heads: dict[str, str], shift: int, again: bool
) -> None:
    document = in_table(order, padding=8, heads=heads, shift=shift, again=again)
    assert [turn.speaker for turn in document.turns if turn.speaker] == [who for who, _ in TABLE]
