# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""On how many turns that were left uncoded suggestions speak, learned from other documents only."""

from __future__ import annotations

import random
from collections.abc import Hashable

import pytest

from qualcoder_tc.suggest import left_alone
from qualcoder_tc.suggest.evaluate import evaluate
from qualcoder_tc.suggest.suggester import Suggester
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_evaluate import PROFILES, TOPICS, items

Turns = list[tuple[Hashable, str]]


def talk(words: str, document: int, count: int) -> Turns:
    chance = random.Random(document)
    return [(document, " ".join(chance.choices(words.split(), k=6))) for _ in range(count)]


def test_it_speaks_where_talk_is_like_what_was_coded_elsewhere_and_not_on_other_talk(
    hashing: HashingEncoder,
) -> None:
    like: Turns = [turn for document in range(4) for turn in talk(TOPICS["help"], document, 3)]
    unlike: Turns = [turn for document in range(4) for turn in talk("rain bus kettle corridor", document, 5)]
    found = evaluate(items(), PROFILES, hashing, left=[*like, *unlike]).left_alone
    assert (found.turns, found.tried) == (32, 32)
    assert found.spoke == 12
    assert found.to_json() == {"turns": 32, "tried": 32, "spoke": 12, "share": 0.375}


def test_each_turn_is_tried_by_what_was_learned_from_the_other_documents(hashing: HashingEncoder) -> None:
    """A turn with the very words of a segment of its own document is no easier for that."""
    coded = [(document, text, codes) for document, text, codes in items(2, 20)]
    odd = "a word that nobody else ever says here"
    only: list[tuple[Hashable, str, list[str]]] = [(0, f"{odd} {n}", ["help"]) for n in range(12)]
    found = evaluate([*coded, *only], PROFILES, hashing, left=[(0, odd), (1, odd)]).left_alone
    from_first = Suggester(PROFILES, hashing)
    from_first.learn(
        (text, code, n) for n, (doc, text, codes) in enumerate([*coded, *only]) if doc == 0 for code in codes
    )
    assert from_first.rank([odd], limit=1)[0]  # document 1 is tried by what was learned from document 0
    assert found.spoke == 1


def test_turns_of_documents_without_codings_and_empty_ones_do_not_count(hashing: HashingEncoder) -> None:
    left = [(99, "neighbour lift shopping"), (0, "  "), (0, "neighbour lift dog")]
    assert evaluate(items(), PROFILES, hashing, left=left).left_alone.turns == 1
    none = evaluate(items(), PROFILES, hashing).left_alone
    assert none.to_json() == {"turns": 0, "tried": 0, "spoke": 0, "share": None}


def test_the_stricter_the_quieter(hashing: HashingEncoder) -> None:
    mixed = "neighbour vote fare rain bus kettle corridor well so then"
    left: Turns = [turn for document in range(4) for turn in talk(mixed, document, 20)]
    many, few = (
        evaluate(items(), PROFILES, hashing, left=left, strictness=at).left_alone.spoke for at in (0.0, 1.0)
    )
    assert few < many


def test_of_very_many_turns_a_fixed_draw_is_tried(hashing: HashingEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_alone, "MOST", 10)
    left: Turns = [turn for document in range(4) for turn in talk(TOPICS["help"], document, 10)]
    first, second = (evaluate(items(), PROFILES, hashing, left=left).left_alone for _ in range(2))
    assert first == second
    assert (first.turns, first.tried, first.spoke) == (40, 10, 10)
