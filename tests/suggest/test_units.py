# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Sentences as positions in code points."""

from __future__ import annotations

import pytest

from qualcoder_tc.suggest.faults import PipelineMissing
from qualcoder_tc.suggest.units import sentences


def cut(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in sentences(text, language)]


def test_a_turn_falls_into_its_sentences() -> None:
    assert cut("Well, um, I came late.  Nobody minded! Did they?") == [
        "Well, um, I came late.",
        "Nobody minded!",
        "Did they?",
    ]


def test_an_opening_quotation_mark_stays_with_what_it_opens() -> None:
    assert cut('She was kind. "Come in!" she said.')[:2] == ["She was kind.", '"Come in!"']


def test_line_breaks_end_sentences_and_blanks_are_trimmed() -> None:
    assert cut("  first line \r\n\n second line  ") == ["first line", "second line"]


def test_positions_count_code_points_beyond_the_basic_plane() -> None:
    text = "😀😀 yes. I am 👩‍👩‍👧 here."
    assert cut(text) == ["😀😀 yes.", "I am 👩‍👩‍👧 here."]


def test_an_unknown_language_is_split_by_general_rules() -> None:
    assert cut("Bore da. Sut mae?", "cy") == ["Bore da.", "Sut mae?"]
    assert cut("One. Two.", "zz-ZZ") == ["One.", "Two."]


def test_a_region_after_the_language_is_ignored() -> None:
    assert cut("One. Two.", "en_GB") == ["One.", "Two."]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_blank_text_has_no_sentences(text: str) -> None:
    assert sentences(text) == []


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    with pytest.raises(PipelineMissing, match="no_such_pipeline"):
        sentences("One.", pipeline="no_such_pipeline")


def test_long_text_without_line_breaks_is_split() -> None:
    assert len(sentences("We met on Monday. " * 60_000)) == 60_000


def test_half_a_character_stops_nothing() -> None:
    assert sentences("\ud800 hi. There.") == [(0, 5), (6, 12)]
