# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who speaks once, or is not known to the typist, in every layout and in print."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import pdf
from qualcoder_tc.model.transcript import ImportOptions
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk
from tests.formats.test_pdf_tables import printed

FULL = "and we went on like that for years and years until they closed the place down, you know."
ASIDE = "Can I come in there, because that is not how I remember any of it, I was in the kitchen, and"


def in_print(lines: list[str]) -> dict[str, int]:
    places = [(72, 780 - 14 * n, line) for n, line in enumerate(lines)]
    return counted(pdf.read("talk.pdf", printed([places]), ImportOptions()))


@pytest.mark.parametrize("name", ["Waitress", "Bruder", "Neighbour", "Maria"])
@pytest.mark.parametrize("names", [("Ruth", "Kofi"), ("INT", "P07"), ("Interviewer", "Participant")])
def test_who_is_called_by_one_word_and_speaks_once_begins_a_printed_line_anew(
    name: str, names: tuple[str, str]
) -> None:
    lines = [f"{who}: So {FULL}" for _ in range(4) for who in names]
    lines[4:4] = [f"{name}: {ASIDE}"]
    assert in_print(lines) == {names[0]: 4, names[1]: 4, name: 1}


def test_who_cuts_in_on_one_person_is_a_speaker_though_the_word_is_one_of_the_text() -> None:
    lines = [f"{who}: So {FULL}" for _ in range(4) for who in ("Ruth", "Kofi")]
    lines[4:4] = [
        "Ruth: I told my neighbour, and she went with me and stayed until the very end, you know.",
        f"Neighbour: {ASIDE}",
    ]
    assert in_print(lines) == {"Ruth": 5, "Kofi": 4, "Neighbour": 1}
    said = talk("Ruth", "Kofi").split("\n")
    said[4:4] = [
        "Ruth: My neighbour came.",
        "Well, you know.",
        "Neighbour: I did.",
        *talk("Ruth", "Kofi").split("\n"),
    ]
    assert counted(read("\n".join(said))) == {"Ruth": 9, "Kofi": 8, "Neighbour": 1}


SENTENCES = [
    "Honestly: it was cold and nobody came who knew how to light the stove, and so we sat there",
    "Lesson: never again, that is what I said to them all in the evening when we got back home",
    "Neighbours: they all came, every one of them, and they sat in the kitchen until it was dark",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_with_a_colon_goes_on_where_it_begins_a_printed_line(sentence: str) -> None:
    lines = [f"{who}: So {FULL}" for _ in range(4) for who in ("Ruth", "Kofi")]
    lines[4:4] = [sentence]
    assert in_print(lines) == {"Ruth": 4, "Kofi": 4}


def test_a_word_in_capitals_is_no_name_where_names_are_in_small_letters() -> None:
    lines = [f"{who}: So {FULL}" for _ in range(4) for who in ("Ruth", "Kofi")]
    lines[4:4] = ["BREAK: Then they all went out into the yard for a smoke, and the dog lay down by the door"]
    assert "BREAK" not in in_print(lines)


LAYOUTS = [
    "{}: {}",
    "[{}] {}",
    "**{}:** {}",
    "{}  00:12\n{}\n",
    "[00:12] {}: {}",
    "{}\n{}\n",
    "{} - {}",
    "12 {}: {}",
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("unknown", ["?", "??", "[?]"])
def test_a_question_mark_where_names_stand_is_somebody_not_known(layout: str, unknown: str) -> None:
    unknown = unknown.strip("[]") if layout.startswith("[{") else unknown
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    lines = [layout.replace("12", f"{n + 10}").format(("Ruth", "Kofi")[n % 2], one) for n, one in enumerate(said)]
    lines[4:4] = [layout.format(unknown, "Can I come in there?")]
    assert counted(read("\n".join(lines))) == {"Ruth": 4, "Kofi": 4, "?": 1}


def test_a_question_mark_that_somebody_says_is_nobody() -> None:
    text = "\n".join(f"Ruth\n{q}\n\nKofi\n{r}\n\nRuth\n?\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    assert set(counted(read(text))) == {"Ruth", "Kofi"}


@pytest.mark.parametrize("name", ["Mrs. Hill", "Dr. Lee", "Ruth and Kofi", "P3 and P4"])
@pytest.mark.parametrize("layout", ["{}\n{}\n", "{} - {}"])
def test_titles_and_two_at_once_speak_once_in_layouts_without_a_colon(name: str, layout: str) -> None:
    said = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]
    lines = [layout.format(("Ruth", "Kofi")[n % 2], one) for n, one in enumerate(said)]
    lines[4:4] = [layout.format(name, "Can we come in there?")]
    assert counted(read("\n".join(lines))) == {"Ruth": 4, "Kofi": 4, name: 1}
