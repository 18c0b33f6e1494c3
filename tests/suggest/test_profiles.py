# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Profiles, passages and what is read out of them."""

from __future__ import annotations

from qualcoder_tc.suggest import CodeProfile, Passage
from qualcoder_tc.suggest.profiles import passage


def test_a_profile_falls_into_name_sentences_rules_and_example() -> None:
    profile = CodeProfile(
        id=1,
        name="shift_of_power",
        definition="Power moves. People decide together, e.g. on money.",
        include=["Users chair meetings"],
        example="'We run it now.', 'They asked us first.'",
    )
    assert profile.sentences() == [
        "shift of power",
        "Power moves.",
        "People decide together, e.g. on money.",
        "Users chair meetings",
        "We run it now.",
        "They asked us first.",
    ]


def test_a_rule_given_as_one_string_is_one_rule() -> None:
    profile = CodeProfile(id=1, name="A", include="only one", exclude="never two")  # type: ignore[arg-type]
    assert profile.include == ("only one",)
    assert profile.refusals() == ["never two"]


def test_a_code_without_words_is_known_by_its_id() -> None:
    assert CodeProfile(id=7, name="").sentences() == ["7"]


def test_a_long_definition_is_cut_to_twelve_pieces() -> None:
    assert (
        len(CodeProfile(id=1, name="A", definition=" ".join(f"Sentence {i}." for i in range(40))).sentences()) == 12
    )


def test_texts_and_passages_are_both_welcome() -> None:
    assert passage("  hello ") == Passage("hello")
    assert passage(Passage(" a ", before=" b", after="c ")) == Passage("a", "b", "c")
