# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Parts of a large code, the words that name them, and the honest answer that there are none."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import adjusted_rand_score, silhouette_score

from qualcoder_tc.suggest.parts import agreement, parts_of, silhouette
from qualcoder_tc.suggest.telling import stop_words, telling, words_of
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_second_look import HELP, MONEY, sentence


def test_a_code_about_two_things_falls_into_two_parts_named_by_their_words() -> None:
    texts = [sentence(HELP if n % 2 else MONEY, n) for n in range(40)]
    found = parts_of(HashingEncoder().encode(texts), texts)
    assert found.clear
    assert {tuple(sorted(n % 2 for n in part.members)) for part in found.parts} == {(0,) * 20, (1,) * 20}
    for part in found.parts:
        about = HELP if part.members[0] % 2 else MONEY
        assert len(part.words) >= 2
        assert set(part.words) <= set(about)
    assert parts_of(HashingEncoder().encode(texts), texts) == found


def test_a_code_about_one_thing_has_no_clear_parts() -> None:
    texts = [sentence(HELP, n) for n in range(40)]
    found = parts_of(HashingEncoder().encode(texts), texts)
    assert not found.clear
    assert not parts_of(HashingEncoder().encode(texts[:12]), texts[:12]).clear


def test_short_and_long_segments_are_no_parts() -> None:
    chance = np.random.default_rng(3)
    size = np.repeat([20, 400], 20)
    rows = chance.standard_normal((40, 32)).astype(np.float32)
    rows[:, 0] += np.log1p(size) * 4
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    texts = ["help " * (n // 5) for n in size]
    assert not parts_of(rows, texts).clear


def test_measures_agree_with_scikit_learn() -> None:
    rows = np.random.default_rng(2).standard_normal((50, 6)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    labels, other = np.arange(50) % 3, np.arange(50) // 20
    assert abs(silhouette(rows, labels) - silhouette_score(rows, labels, metric="cosine")) < 1e-5
    assert abs(agreement(labels, other) - adjusted_rand_score(labels, other)) < 1e-9


def test_telling_words_differ_between_groups_and_leave_out_what_says_little() -> None:
    groups = [["the lift was out and the neighbours waited"] * 6, ["the budget was cut and the council waited"] * 6]
    first, second = telling(groups)
    assert "lift" in first and "budget" in second
    assert not {"the", "was", "and", "waited"} & {*first, *second}


def test_a_word_that_one_text_repeats_does_not_name_a_group() -> None:
    groups = [["ladder " * 50, *["neighbours helping"] * 12], ["budget council"] * 12]
    assert telling(groups)[0][0] != "ladder"


def test_words_of_a_language_that_say_little_are_known_without_loading_it() -> None:
    assert "nicht" in stop_words("de")
    assert stop_words("xx-unknown") == frozenset()
    assert words_of("Die Nachbarn helfen nicht", ["de"]) == ["nachbarn", "helfen"]
    assert words_of("They don't help, the neighbours' ladder isn't straight") == [
        "help",
        "neighbours",
        "ladder",
        "straight",
    ]
