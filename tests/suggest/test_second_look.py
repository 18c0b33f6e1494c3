# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What may have been missed or coded wrongly, told from the other places alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from qualcoder_tc.suggest import CodeProfile
from qualcoder_tc.suggest.alike_codes import alike_codes, mixing
from qualcoder_tc.suggest.faults import TooLittleCoded
from qualcoder_tc.suggest.linear_ridge import LinearRidge
from qualcoder_tc.suggest.second_look import Place, SecondLook
from qualcoder_tc.suggest.vectors import Encoder, NoEncoder
from tests.suggest.conftest import HashingEncoder

HELP = ("neighbour", "borrowed", "ladder", "helping", "landing", "shopping", "favour", "lift")
MONEY = ("council", "budget", "funding", "grant", "cuts", "price", "payment", "treasurer")
WEATHER = ("rain", "sunny", "morning", "bus", "parking", "kettle", "biscuits", "corridor")


def sentence(words: Sequence[str], seed: int, count: int = 5) -> str:
    """Return talk made of some of the words, different for each seed."""
    chosen = np.random.default_rng(seed).choice(list(words), count, replace=False)
    return "we had " + " and ".join(str(word) for word in chosen)


def places(*groups: tuple[Sequence[str], set[str], int]) -> list[Place]:
    """Return places (words, codes, how many), one after the other in documents of twenty."""
    found: list[Place] = []
    for words, codes, count in groups:
        for _ in range(count):
            text = sentence(words, len(found))
            at = len(found) % 20 * 1000
            found.append(Place(len(found) // 20, at, at + len(text), text, frozenset(codes)))
    return found


PROFILES = [CodeProfile(id="help", name="Help"), CodeProfile(id="money", name="Money")]


@pytest.fixture(params=["meaning", "words"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    """Return the tiny encoder, and none."""
    return HashingEncoder() if request.param == "meaning" else NoEncoder()


def test_left_out_predictions_are_those_of_fits_without_the_row() -> None:
    rows = np.random.default_rng(1).standard_normal((30, 5)).astype(np.float32)
    targets = (rows[:, :2] @ np.array([[1.0], [2.0]]) + 0.1).astype(np.float64)
    ridge = LinearRidge(rows, targets)
    without = LinearRidge(np.delete(rows, 4, axis=0), np.delete(targets, 4, axis=0))
    assert ridge.left_out[4, 0] == pytest.approx(without.predict(rows[4:5])[0, 0], abs=0.05)
    assert ridge.left_out[4, 0] != pytest.approx(ridge.predict(rows[4:5])[0, 0], abs=1e-6)


def test_passages_like_a_codes_segments_are_found_and_others_are_not(encoder: Encoder) -> None:
    some = places((HELP, {"help"}, 12), (MONEY, {"money"}, 12), (HELP, set(), 3), (WEATHER, set(), 30))
    found = SecondLook(PROFILES, some, encoder).missed("help")
    assert {look.place for look in found[:3]} == {24, 25, 26}
    assert all(some[look.place].text.count("rain") == 0 for look in found)
    assert all("help" in some[near.place].codes for look in found for near in look.near)
    assert found[0].beyond * 4 >= 12


def test_what_meets_a_segment_of_the_code_was_not_missed(encoder: Encoder) -> None:
    some = places((HELP, {"help"}, 12), (WEATHER, set(), 30))
    inside = Place(some[0].document, some[0].start, some[0].end - 3, some[0].text[:-3], frozenset({"money"}))
    look = SecondLook(PROFILES, [*some, inside], encoder)
    assert len(some) not in {found.place for found in look.missed("help")}


def test_a_segment_under_the_wrong_code_is_doubted_and_the_other_code_named(encoder: Encoder) -> None:
    some = places((HELP, {"help"}, 12), (MONEY, {"money"}, 12), (MONEY, {"help"}, 1))
    [worst, *rest] = SecondLook(PROFILES, some, encoder).doubtful("help")
    assert worst.place == 24
    assert worst.rival == "money"
    assert worst.rival_fit > worst.fit
    assert all("money" in some[near.place].codes for near in worst.rival_near)
    assert all(look.rival is None for look in rest)


def test_a_code_that_the_passage_carries_as_well_is_no_rival(encoder: Encoder) -> None:
    some = places((HELP, {"help"}, 12), (MONEY, {"money"}, 12), (MONEY, {"help", "money"}, 1))
    found = SecondLook(PROFILES, some, encoder).doubtful("help")
    assert all(look.rival is None for look in found if look.place == 24)


def test_turns_like_coded_talk_come_before_talk_that_was_left(encoder: Encoder) -> None:
    some = places((HELP, {"help"}, 12), (MONEY, {"money"}, 12), (WEATHER, set(), 36))
    fresh = [
        Place(9, 0, 30, sentence(WEATHER, 900), read=False),
        Place(9, 100, 130, sentence(HELP, 901), read=False),
        Place(9, 200, 204, "mm, yes", read=False),
    ]
    look = SecondLook(PROFILES, [*some, *fresh], encoder)
    found = look.overlooked(9)
    assert [x.place for x in found] == [61]
    assert found[0].code == "help"


def test_a_quiet_code_is_never_named(encoder: Encoder) -> None:
    some = places((HELP, {"help"}, 12), (MONEY, {"money"}, 12), (WEATHER, set(), 36), (MONEY, {"help"}, 1))
    fresh = Place(9, 0, 30, sentence(MONEY, 902), read=False)
    look = SecondLook(PROFILES, [*some, fresh], encoder, quiet={"money"})
    assert look.doubtful("help")[0].rival is None
    assert [x.code for x in look.overlooked(9)] != ["money"]


def test_a_code_with_two_segments_is_told_to_have_too_few() -> None:
    some = places((HELP, {"help"}, 2), (MONEY, {"money"}, 12))
    look = SecondLook(PROFILES, some, HashingEncoder())
    with pytest.raises(TooLittleCoded, match="2 segments"):
        look.missed("help")
    with pytest.raises(TooLittleCoded):
        SecondLook(PROFILES, some[:1], HashingEncoder())


def pairs(profiles: list[CodeProfile], some: list[Place], encoder: Encoder) -> list[tuple[object, object]]:
    look = SecondLook(profiles, some, encoder)
    found = alike_codes(profiles, some, look.rows, look.definition_rows, encoder)
    return [(pair.one, pair.other) for pair in found]


def test_two_codes_on_the_same_talk_may_be_one_and_two_on_different_talk_not(encoder: Encoder) -> None:
    profiles = [*PROFILES, CodeProfile(id="support", name="Support")]
    some = places((HELP, {"help"}, 14), (MONEY, {"money"}, 14), (HELP, {"support"}, 14))
    assert pairs(profiles, some, encoder) == [("help", "support")]


def test_codes_whose_rules_say_where_the_other_begins_are_not_one() -> None:
    some = places((HELP, {"help"}, 14), (MONEY, {"money"}, 14), (HELP, {"support"}, 14))
    rule = "Not where it is given and taken: then it is help."
    profiles = [*PROFILES, CodeProfile(id="support", name="Support", exclude=[rule])]
    assert pairs(profiles, some, HashingEncoder()) == []
    words = "Not when the neighbour borrowed the ladder"
    profiles = [
        CodeProfile(id="help", name="A", definition=words.replace("Not when the", "The")),
        PROFILES[1],
        CodeProfile(id="support", name="B", exclude=[words]),
    ]
    assert pairs(profiles, some, HashingEncoder()) == []


def test_codes_of_two_facets_and_a_code_below_another_are_not_compared() -> None:
    some = places((HELP, {"help"}, 14), (MONEY, {"money"}, 14), (HELP, {"support"}, 14))
    apart = [
        CodeProfile(id="help", name="Help", facet="type"),
        PROFILES[1],
        CodeProfile(id="support", name="Support", facet="principle"),
    ]
    assert pairs(apart, some, HashingEncoder()) == []
    below = [*PROFILES, CodeProfile(id="support", name="Support", parent="Help")]
    assert pairs(below, some, HashingEncoder()) == []


def test_mixing_is_one_by_chance_and_nothing_where_codes_are_apart() -> None:
    rows = np.random.default_rng(0).standard_normal((200, 8)).astype(np.float32)
    one, other = np.arange(0, 200, 2), np.arange(1, 200, 2)
    assert 0.8 < mixing(rows, one, other) < 1.2
    rows[other] += 20
    assert mixing(rows, one, other) == 0


class OnlyEnglish(HashingEncoder):
    """Has the name of the shipped model, so its limits are assumed."""

    model_id = "all-MiniLM-L6-v2:0:1"


def test_passages_in_a_script_the_model_cannot_read_are_found_by_their_words() -> None:
    encoder = OnlyEnglish()
    said = ["соседи помогают друг другу", "соседи помогают мне", "мы помогаем соседям, соседи помогают нам"]
    coded = [Place(1, 100 * n, 100 * n + 90, text, frozenset({"help"})) for n, text in enumerate(said)]
    other = ["деньги решает начальник отдела", "погода сегодня была плохая очень", "the bus fares are far too high"]
    left = [Place(1, 1000 + 100 * n, 1090 + 100 * n, text) for n, text in enumerate(other)]
    missed = Place(1, 2000, 2090, "наши соседи помогают друг другу всегда")
    look = SecondLook(
        [CodeProfile("help", "Помощь"), CodeProfile("cost", "Cost")], [*coded, *left, missed], encoder
    )
    assert look.unread == 6
    found = look.missed("help")
    assert [look.places[x.place].text for x in found][:1] == [missed.text]
    assert look.places[found[0].near[0].place].text in said
    assert not any("соседи" in text for call in encoder.calls for text in call)
