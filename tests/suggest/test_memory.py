# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What was coded, refused and forgotten."""

from __future__ import annotations

from qualcoder_tc.suggest.memory import Memory
from qualcoder_tc.suggest.profiles import Passage

A, B = Passage("we help each other"), Passage("they decide alone")


def test_two_codes_on_one_passage_are_one_segment() -> None:
    memory = Memory()
    assert [memory.learn(A, "x", None), memory.learn(A, "y", None)] == [0, 0]
    assert set(memory.segments[0].codes) == {"x", "y"}


def test_the_same_code_again_is_a_second_segment_unless_its_source_is_the_same() -> None:
    memory = Memory()
    assert [memory.learn(A, "x", (1, 0)), memory.learn(A, "x", (1, 0)), memory.learn(A, "x", (2, 0))] == [
        0,
        None,
        1,
    ]


def test_the_same_words_among_other_turns_are_another_segment() -> None:
    memory = Memory()
    memory.learn(A, "x", None)
    assert memory.learn(Passage(A.text, before="and then?"), "x", None) == 1


def test_forgetting_the_last_code_drops_the_segment() -> None:
    memory = Memory()
    memory.learn(A, "x", None)
    memory.learn(B, "x", None)
    assert memory.forget(A, "x")
    assert not memory.forget(A, "x")
    assert [segment.passage for segment in memory.segments] == [B]
    assert memory.learn(B, "y", None) == 0


def test_a_passage_read_and_left_uncoded_is_kept_once() -> None:
    memory = Memory()
    assert [memory.learn(A, None, None), memory.learn(A, None, None)] == [0, None]
    assert memory.learn(A, "x", None) == 0


def test_coding_lifts_a_refusal() -> None:
    memory = Memory()
    memory.refuse(A, "x")
    memory.learn(A, "x", None)
    assert not memory.refused


def test_a_source_names_its_document() -> None:
    class Source:
        document_id = 4

    memory = Memory()
    memory.learn(A, "x", Source())
    memory.learn(B, "x", "anything else")
    assert [segment.group() for segment in memory.segments] == [4, None]
