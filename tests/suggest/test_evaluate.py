# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far suggestions can be trusted on one's own codings."""

from __future__ import annotations

import json
import random

import pytest

from qualcoder_tc.errors import Cancelled
from qualcoder_tc.suggest import CodeProfile
from qualcoder_tc.suggest.evaluate import Item, evaluate
from qualcoder_tc.suggest.faults import TooLittleCoded

from .conftest import HashingEncoder

TOPICS = {"help": "neighbour lift shopping dog", "power": "vote budget chair board", "cost": "fare hours rent fee"}
PROFILES = [CodeProfile(code, code, words) for code, words in TOPICS.items()]


def items(documents: int = 4, each: int = 15) -> list[Item]:
    chance = random.Random(2)
    found: list[Item] = []
    for document in range(documents):
        for _ in range(each):
            code = chance.choice(list(TOPICS))
            said = " ".join(
                chance.choices(TOPICS[code].split(), k=3) + chance.choices(["well", "so", "then", "the"], k=3)
            )
            found.append((document, said, [code]))
    return found


def test_the_result_has_the_keys_of_the_command_line(hashing: HashingEncoder) -> None:
    found = evaluate(items(), PROFILES, hashing).to_json()
    assert set(found) >= {
        "units",
        "codes",
        "split",
        "hit@1",
        "hit@3",
        "mrr",
        "macro_f1",
        "abstained",
        "baselines",
        "per_code",
    }
    assert found["split"] == "document"
    assert set(found["baselines"]) == {"majority", "tfidf"}
    assert set(found["baselines"]["tfidf"]) == {"hit@1", "hit@3", "mrr", "macro_f1"}
    assert [row["code"] for row in found["per_code"]] == list(TOPICS)
    assert (found["units"], found["codes"]) == (60, 3)
    json.dumps(found)


def test_clear_topics_are_found_and_common_codes_are_not_enough(hashing: HashingEncoder) -> None:
    found = evaluate(items(), PROFILES, hashing)
    assert found.suggestions.hit1 > 0.9
    assert found.suggestions.hit1 > found.baselines["majority"].hit1 + 0.3
    assert found.suggestions.hit3 == 1.0
    assert found.abstained < 0.5
    assert found.precision is not None and found.precision > 0.8
    assert sum(row.n for row in found.per_code) == 60


def test_codes_that_mean_nothing_are_mostly_left_unsaid(hashing: HashingEncoder) -> None:
    chance = random.Random(5)
    shuffled = [(document, text, [chance.choice(list(TOPICS))]) for document, text, _ in items(6, 30)]
    found = evaluate(shuffled, [CodeProfile(code, f"C{i}") for i, code in enumerate(TOPICS)], hashing)
    assert found.abstained > 0.8
    assert found.suggestions.hit1 < 0.6


def test_a_unit_may_have_several_codes_and_a_code_no_profile(hashing: HashingEncoder) -> None:
    more: list[Item] = [(document, text, [*codes, "new"]) for document, text, codes in items()]
    found = evaluate(more, PROFILES, hashing)
    assert found.codes == 4
    assert found.per_code[-1].code == "new"


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ([], "0 passages"),
        (items(2, 5), "10 passages"),
        (items(1, 40), "one document"),
        ([(i % 2, f"text {i}", ["only"]) for i in range(30)], "one code"),
        ([(i % 2, f"text {i}", []) for i in range(30)], "0 passages"),
    ],
)
def test_too_little_is_said_clearly(given: list[Item], why: str, hashing: HashingEncoder) -> None:
    with pytest.raises(TooLittleCoded, match=why):
        evaluate(given, PROFILES, hashing)


def test_it_can_be_cancelled(hashing: HashingEncoder) -> None:
    def stop(done: int, total: int, text: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        evaluate(items(), PROFILES, hashing, progress=stop)


def test_of_very_many_units_a_fixed_draw_is_taken(hashing: HashingEncoder) -> None:
    first, second = (evaluate(items(5, 20), PROFILES, hashing, most=50) for _ in range(2))
    assert first.units == 50
    assert first == second


def test_chances_thresholds_and_the_learning_curve_are_told(hashing: HashingEncoder) -> None:
    found = evaluate(items(6, 30), PROFILES, hashing)
    assert sum(part.n for part in found.calibration) == 180 * 3
    weighted = sum(abs(part.stated - part.happened) * part.n for part in found.calibration) / (180 * 3)
    assert weighted == pytest.approx(found.calibration_error)
    assert (found.abstention[0].threshold, found.abstention[0].spoke) == (0, 1)
    assert found.abstention[0].precision == pytest.approx(1 / 3)
    spoke = [point.spoke for point in found.abstention]
    assert spoke == sorted(spoke, reverse=True)
    assert [step.coded for step in found.learning] == [10, 20, 50, 100, 135]
    assert all(step.hit3 == 1 for step in found.learning)
    json.dumps(found.to_json())


def test_more_codings_help_on_the_curve(hashing: HashingEncoder) -> None:
    blank = [CodeProfile(f"c{i}", f"c{i}") for i in range(12)]
    chance = random.Random(5)
    coded: list[Item] = []
    for document in range(4):
        for _ in range(60):
            code = chance.randrange(12)
            said = " ".join(chance.choices([f"w{code}x{i}" for i in range(6)], k=2) + chance.choices("abcdef", k=3))
            coded.append((document, said, [f"c{code}"]))
    first, *_, last = evaluate(coded, blank, hashing).learning
    assert last.coded > first.coded
    assert last.hit3 > first.hit3 + 0.1
    assert last.hit3 > last.majority
