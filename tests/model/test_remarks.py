# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Comments in the margin name codes in several ways."""

from __future__ import annotations

import pytest

from qualcoder_tc.model.codes import path_slug, slug
from qualcoder_tc.model.remarks import Remark, parse

CODES = {"mutuality", "equality", "one-hour-one-credit", "principle/mutuality"}


def known(name: str) -> bool:
    return slug(name) in CODES or path_slug(name) in CODES


@pytest.mark.parametrize(
    ("comment", "meant"),
    [
        ("mutuality", [Remark("mutuality", "", True)]),
        ("Mutuality.", [Remark("Mutuality", "", True)]),
        ("#mutuality", [Remark("mutuality", "", True)]),
        ("#one-hour-one-credit", [Remark("one-hour-one-credit", "", True)]),
        ("One hour, one credit", [Remark("One hour, one credit", "", True)]),
        ("principle/mutuality", [Remark("principle/mutuality", "", True)]),
        ("mutuality: they both gain", [Remark("mutuality", "they both gain", True)]),
        ("Mutuality:\nthey both gain", [Remark("Mutuality", "they both gain", True)]),
        (
            "#mutuality #equality she says so",
            [Remark("mutuality", "she says so", True), Remark("equality", "she says so", True)],
        ),
        ("mutuality, equality", [Remark("mutuality", "", True), Remark("equality", "", True)]),
        ("mutuality; equality: both", [Remark("mutuality", "both", True), Remark("equality", "both", True)]),
        ("mutuality\nequality", [Remark("mutuality", "", True), Remark("equality", "", True)]),
        ("Codes (12-40)\nEquality\nTrust", [Remark("Equality", "", True), Remark("Trust", "", False)]),
        ("trust", [Remark("trust", "", False)]),
        ("trust: of the staff", [Remark("trust", "of the staff", False)]),
        ("#newcode", [Remark("newcode", "", False)]),
        (
            "I am not sure what she means here, ask again?",
            [Remark(None, "I am not sure what she means here, ask again?")],
        ),
        ("You said “and analysis”. Check.", [Remark(None, "You said “and analysis”. Check.")]),
        ("MUTUALITY ;  Equality", [Remark("MUTUALITY", "", True), Remark("Equality", "", True)]),
        ("principle/mutuality, equality", [Remark("principle/mutuality", "", True), Remark("equality", "", True)]),
        ("mutuality, trust", [Remark("mutuality", "", True), Remark("trust", "", False)]),
        ("trust; hope", [Remark("trust", "", False), Remark("hope", "", False)]),
        ("mutuality – they both gain", [Remark("mutuality", "they both gain", True)]),
        ("Code: mutuality", [Remark("mutuality", "", True)]),
        ("[“mutuality”]", [Remark("mutuality", "", True)]),
        (
            "She is plainly speaking of #mutuality here.",
            [Remark("mutuality", "She is plainly speaking of #mutuality here.", True)],
        ),
        ("https://example.org", [Remark(None, "https://example.org")]),
        ("10:30", [Remark(None, "10:30")]),
        ("mutuality and equality", [Remark("mutuality", "", True), Remark("equality", "", True)]),
        ("mutuality (implicit)", [Remark("mutuality", "implicit", True)]),
        ("trust (implicit)", [Remark("trust (implicit)", "", False)]),
        ("#mutuality!", [Remark("mutuality", "", True)]),
        ("principle: mutuality", [Remark("principle/mutuality", "", True)]),
        ("Principle > Mutuality: both gain", [Remark("Principle/Mutuality", "both gain", True)]),
        ("principle - mutuality\nboth gain", [Remark("principle/mutuality", "both gain", True)]),
        (
            "mutuality: both gain\nequality: all the same\nto her",
            [Remark("mutuality", "both gain", True), Remark("equality", "all the same\nto her", True)],
        ),
        (
            "#mutuality\n#equality\nshe says so",
            [Remark("mutuality", "she says so", True), Remark("equality", "she says so", True)],
        ),
        ("mutuality: she says:\nwe all gain", [Remark("mutuality", "she says:\nwe all gain", True)]),
        ("", []),
    ],
)
def test_a_comment_names_codes_and_why(comment: str, meant: list[Remark]) -> None:
    assert parse(comment, known) == meant
