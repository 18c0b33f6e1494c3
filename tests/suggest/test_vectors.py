# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Each text is encoded once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pytest

from qualcoder_tc.errors import Cancelled
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.vectors import NoEncoder, VectorCache, key, time_left

from .conftest import HashingEncoder


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get_many(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        return {k: self.kept[k] for k in keys if k in self.kept}

    def put_many(self, vectors: Iterable[tuple[str, bytes]]) -> None:
        self.kept.update(vectors)


def test_rows_come_in_the_order_asked_for_and_no_text_is_encoded_twice(hashing: HashingEncoder) -> None:
    cache = VectorCache(hashing)
    texts = ["short", "a longer text", "", "short"]
    rows = cache.encode(texts)
    assert np.allclose(rows[[0, 1]], hashing.encode(["short", "a longer text"]), atol=1e-3)
    assert not rows[2].any()
    assert (rows[0] == rows[3]).all()
    cache.encode(texts)
    assert cache.encoded == 2
    assert hashing.calls[0] == ["a longer text", "short"]


def test_a_store_spares_the_encoder_in_the_next_run(hashing: HashingEncoder) -> None:
    shelf = Shelf()
    first = VectorCache(hashing, shelf).encode(["one", "two"])
    again = VectorCache(hashing, shelf)
    # To the last bit: a second run must not rank otherwise than the first.
    assert (again.encode(["two", "one"]) == first[::-1]).all()
    assert again.encoded == 0
    assert {len(kept) for kept in shelf.kept.values()} == {2 * first.shape[1]}


def test_what_was_encoded_before_a_cancel_is_kept(hashing: HashingEncoder) -> None:
    shelf = Shelf()

    def stop_after_the_first_slab(done: int, total: int, text: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        VectorCache(hashing, shelf).encode([f"text {i}" for i in range(600)], stop_after_the_first_slab)
    assert len(shelf.kept) == 256
    rest = VectorCache(hashing, shelf)
    rest.encode([f"text {i}" for i in range(600)])
    assert rest.encoded == 600 - 256


def test_keys_part_models_and_tell_nothing_of_the_text() -> None:
    assert key("private words", "a") != key("private words", "b")
    assert "private" not in key("private words", "a")
    assert key("\ud800", "a")


def test_without_an_encoder_rows_have_no_columns() -> None:
    assert VectorCache(NoEncoder()).encode(["a", ""]).shape == (2, 0)


def test_two_bytes_a_number_move_no_likeness_that_shows(process: EncoderProcess) -> None:
    texts = [f"We {verb} the {thing} on {day}." for verb in ("fixed", "shared", "sold") for thing in ("bike", "soup")
             for day in ("Monday", "the day of the fair")]  # fmt: skip
    exact = process.encode(texts)
    kept = VectorCache(process).encode(texts)
    assert np.abs(kept @ kept.T - exact @ exact.T).max() < 5e-4
    assert (
        np.argsort(kept @ kept.T, axis=1)[:, ::-1] == np.argsort(exact @ exact.T, axis=1)[:, ::-1]
    ).mean() > 0.95


def test_the_time_left_is_told_once_it_can_be_foretold(
    hashing: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = iter(range(0, 100_000, 100))
    monkeypatch.setattr("qualcoder_tc.suggest.vectors.monotonic", lambda: float(next(ticks)))
    told: list[str] = []

    def note(done: int, total: int, text: str = "") -> None:
        told.append(text)

    VectorCache(hashing).encode([f"text number {i:04}" for i in range(900)], note)
    assert told[-2:] == ["Reading passages, about 3 minutes left", "Reading passages"] or told[-2].endswith("left")
    assert [time_left(s) for s in (10, 70, 600)] == [
        "less than a minute left", "about a minute left", "about 10 minutes left"
    ]  # fmt: skip


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 10, b"\xff" * 128])
def test_what_is_damaged_in_a_store_is_made_anew(hashing: HashingEncoder, damage: bytes) -> None:
    shelf, texts = Shelf(), ["one", "two", "three"]
    first = VectorCache(hashing, shelf).encode(texts)
    whole = dict(shelf.kept)
    shelf.kept[key("two", hashing.model_id)] = damage
    again = VectorCache(hashing, shelf)
    assert (again.encode(texts) == first).all()
    assert again.encoded == 1
    assert shelf.kept == whole


@pytest.mark.parametrize("number", [np.nan, np.inf, 1e9])
def test_a_model_that_yields_no_numbers_says_nothing_about_these_texts(
    hashing: HashingEncoder, number: float
) -> None:
    class Broken(HashingEncoder):
        def encode(self, texts: Sequence[str], progress: object = None) -> np.ndarray:
            rows = super().encode(texts)
            rows[["two" in text for text in texts], :9] = number
            return rows

    rows = VectorCache(Broken()).encode(["one", "two"])
    assert rows[0].any()
    assert not rows[1].any()
