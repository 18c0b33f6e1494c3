# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Words and runs of letters."""

from __future__ import annotations

import numpy as np

from qualcoder_tc.suggest.lexical import Weights, count


def alike(left: str, right: str) -> tuple[float, float]:
    rows = Weights.even().apply(count([left, right]))
    return float((rows.words[0] @ rows.words[1].T).sum()), float((rows.letters[0] @ rows.letters[1].T).sum())


def test_each_word_and_each_pair_is_counted() -> None:
    rows = count(["time credits time credits", "time"])
    # Two words twice; the pairs time+credits twice and credits+time once.
    assert sorted(rows.words[0].data.tolist()) == [1.0, 2.0, 2.0, 2.0]
    assert rows.words[1].data.tolist() == [1.0]


def test_runs_stay_within_words() -> None:
    assert count(["ab cd"]).letters.nnz == count(["cd ab"]).letters.nnz == 6
    assert (count(["ab cd"]).letters != count(["cd ab"]).letters).nnz == 0


def test_inflected_forms_share_letters_though_not_words() -> None:
    words, letters = alike("volunteering", "volunteered")
    assert words == 0
    assert letters > 0.5


def test_rows_do_not_depend_on_what_else_is_counted() -> None:
    together, alone = count(["one text", "another one"]), count(["another one"])
    assert (together.words[1] != alone.words[0]).nnz == 0
    assert (together.letters[1] != alone.letters[0]).nnz == 0


def test_rare_words_weigh_more() -> None:
    counts = count(["the hub", "the bank", "the park"])
    weights = Weights.of(counts)
    the, hub = count(["the"]).words.indices[0], count(["hub"]).words.indices[0]
    assert weights.words[hub] > weights.words[the]


def test_odd_texts_are_rows_too() -> None:
    rows = Weights.even().apply(count(["", "!?", "x", "日本語", "\ud800", "\0"]))
    assert rows.words.shape[0] == rows.letters.shape[0] == 6
    assert np.isfinite(rows.letters.data).all()
    assert count([]).words.shape[0] == 0
