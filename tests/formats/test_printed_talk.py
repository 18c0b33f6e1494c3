# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Talk in two printed columns, with names run in."""

from __future__ import annotations

import textwrap

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
