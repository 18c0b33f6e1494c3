# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Spans find their places in an edited text."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.model import edits
from qualcoder_tc.model.edits import Edit, Edited, difference

OLD = "Ana: We look out for Mary Smith now.\nJo: She did!\n"


def moved(words: str, *edits: Edit, old: str = OLD) -> str | None:
    done = Edited(old, edits)
    start = old.index(words)
    span = done.span(start, start + len(words))
    return None if span is None else done.new[span.start : span.end]


def at(words: str, text: str) -> Edit:
    return Edit(OLD.index(words), OLD.index(words) + len(words), text)


@pytest.mark.parametrize(
    ("words", "edit", "now"),
    [
        ("Mary Smith", at("Mary Smith", "[P3]"), "[P3]"),
        ("Smith", at("Mary Smith", "[P3]"), "[P3]"),
        ("out for Mary", at("Mary Smith", "[P3]"), "out for [P3]"),
        ("Smith now", at("Mary Smith", "[P3]"), "[P3] now"),
        ("look out for Mary Smith now", at("Mary Smith", "[P3]"), "look out for [P3] now"),
        ("We look", at("Mary Smith", "[P3]"), "We look"),
        ("She did!", at("Mary Smith", "[P3]"), "She did!"),
        ("Mary Smith", at(" Mary Smith", ""), None),
        ("for Mary", at("Mary ", ""), "for"),
        ("She did!", Edit(OLD.index("She"), OLD.index("She"), "Oh. "), "She did!"),
        ("She did!", Edit(OLD.index("did!") + 4, OLD.index("did!") + 4, " Truly."), "She did!"),
        ("She did!", Edit(OLD.index("did!"), OLD.index("did!"), "really "), "She really did!"),
        ("She did!", at("did", "does"), "She does!"),
    ],
)
def test_a_span_follows_its_words(words: str, edit: Edit, now: str | None) -> None:
    assert moved(words, edit) == now


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        Edited("abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


def test_a_corrected_word_is_one_edit_of_that_word() -> None:
    assert difference(OLD, OLD.replace("look", "looked")) == (Edit(8, 12, "looked"),)


def test_lines_that_moved_away_do_not_touch_the_others() -> None:
    lines = [f"P{n}: line {n} of the talk\n" for n in range(400)]
    old = "".join(lines)
    new = "".join(lines[:50] + lines[60:300] + ["New line\n"] + lines[300:])
    done = Edited(old, difference(old, new))
    assert done.new == new
    for n in (0, 49, 60, 299, 300, 399):
        words = f"line {n} of the talk"
        start = old.index(words)
        span = done.span(start, start + len(words))
        assert span is not None and new[span.start : span.end] == words


texts = st.text(alphabet="ab \n.🙂e\u0301", max_size=60)


@given(texts, texts)
@settings(max_examples=300, deadline=None)
def test_the_difference_makes_the_new_text(old: str, new: str) -> None:
    assert Edited(old, difference(old, new)).new == new


@given(texts, texts, st.data())
@settings(max_examples=300, deadline=None)
def test_spans_stay_in_order_and_inside(old: str, new: str, data: st.DataObject) -> None:
    done = Edited(old, difference(old, new))
    a = data.draw(st.integers(0, len(old)))
    b = data.draw(st.integers(a, len(old)))
    start, end = done.raw(a, b)
    assert 0 <= start <= end <= len(done.new)
    # What lies in text that both have stays exactly itself.
    if (
        a < b
        and not any(e.start < b and e.end > a for e in done.edits)
        and not any(a < e.start < b for e in done.edits)
    ):
        assert done.new[start:end] == old[a:b]


@pytest.mark.parametrize(
    "line", ["She said that we help one another, and then it rained. ", "P1: Yeah.\n", "INT: And then?\nP1: Mm.\n"]
)
def test_three_corrections_of_a_long_text_are_three_small_edits(line: str) -> None:
    """In one line of 300,000 characters, and among lines that are all alike, whatever stands between stays."""
    old = line * (300_000 // len(line))
    half = len(line) * (len(old) // len(line) // 2)
    new = "Oh " + old[:half] + "indeed " + old[half:-3] + "xyz"
    found = difference(old, new)
    assert Edited(old, found).new == new
    assert len(found) <= 4 and max(e.end - e.start for e in found) < 40
    place = half + len(line) * 5
    span = Edited(old, found).span(place, place + 3)
    assert span is not None and new[span.start : span.end] == old[place : place + 3]


def test_few_changes_are_found_as_by_comparing_all_with_all() -> None:
    random = Random(7)
    for _ in range(300):
        a = [random.choice("abc") for _ in range(random.randrange(12))]
        b = [random.choice("abc") for _ in range(random.randrange(12))]
        steps = edits._few(a, b)
        assert steps is not None
        at, made = 0, list[str]()
        for i, j, k, m in steps:
            made += [*a[at:i], *b[k:m]]
            at = j
        assert made + a[at:] == b
        least = len(a) + len(b) - 2 * longest_common(a, b)
        assert sum(j - i + m - k for i, j, k, m in steps) == least


def longest_common(a: list[str], b: list[str]) -> int:
    row = [0] * (len(b) + 1)
    for x in a:
        before, row = row, [0]
        for n, y in enumerate(b):
            row.append(before[n] + 1 if x == y else max(before[n + 1], row[n]))
    return row[-1]
