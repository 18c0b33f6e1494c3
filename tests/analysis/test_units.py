# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Spans fall on the units that a reader would say, checked character by character."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.analysis.arrays import as_ints
from qualcoder_tc.analysis.units import Overlap, character_runs, coded_units, unit_flags

LENGTH = 60
Rows = list[tuple[int, int, int]]
SPANS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, LENGTH), st.integers(0, LENGTH)), max_size=12)


@st.composite
def units(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Return units in the order of the text, with gaps and now and then an empty one."""
    edges = sorted(draw(st.lists(st.integers(0, LENGTH), max_size=16)))
    return list(pairwise(edges))[::2]


def columns(rows: Rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return as_ints([r[1] for r in rows]), as_ints([r[2] for r in rows]), as_ints([r[0] for r in rows])


def coded(rows: Rows, row: int) -> set[int]:
    """Return the characters that the spans of a row hold."""
    return {i for r, start, end in rows if r == row for i in range(start, end)}


def ask(found: list[tuple[int, int]], spans: list[tuple[int, int]], overlap: Overlap) -> list[bool]:
    starts, ends = as_ints([s for s, _ in found]), as_ints([e for _, e in found])
    a, b = as_ints([s for s, _ in spans]), as_ints([e for _, e in spans])
    return coded_units(starts, ends, a, b, overlap=overlap).tolist()


TURNS = [(0, 10), (12, 20), (20, 31)]


def test_one_shared_character_is_enough_for_any_overlap() -> None:
    assert ask(TURNS, [(9, 13)], "any") == [True, True, False]


def test_a_span_that_ends_where_a_unit_starts_does_not_touch_it() -> None:
    assert ask(TURNS, [(10, 12)], "any") == [False, False, False]
    assert ask(TURNS, [(12, 20)], "any") == [False, True, False]


def test_half_of_a_unit_is_not_its_majority_but_one_more_character_is() -> None:
    assert ask(TURNS, [(0, 5)], "majority") == [False, False, False]
    assert ask(TURNS, [(0, 6)], "majority") == [True, False, False]


def test_spans_of_one_coder_add_up_to_a_majority_and_their_overlap_counts_once() -> None:
    assert ask(TURNS, [(0, 3), (6, 9)], "majority") == [True, False, False]
    assert ask(TURNS, [(0, 4), (1, 5)], "majority") == [False, False, False]


def test_empty_units_and_empty_spans_are_never_coded() -> None:
    assert ask([(3, 3), (5, 8)], [(0, 9)], "any") == [False, True]
    assert ask([(3, 3), (5, 8)], [(0, 9)], "majority") == [False, True]
    assert ask([(5, 8)], [(6, 6)], "any") == [False]


def test_no_units_and_no_spans_give_no_flags() -> None:
    for overlap in ("any", "majority"):
        assert ask([], [], overlap) == []
        assert ask([], [(1, 2)], overlap) == []
        assert ask([(0, 4)], [], overlap) == [False]


def test_units_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        ask([(5, 8), (0, 3)], [(1, 2)], "any")


@settings(deadline=None)
@given(units(), SPANS)
def test_flags_are_what_counting_characters_says(found: list[tuple[int, int]], rows: Rows) -> None:
    starts, ends = as_ints([s for s, _ in found]), as_ints([e for _, e in found])
    some = unit_flags(starts, ends, *columns(rows), 3, overlap="any")
    most = unit_flags(starts, ends, *columns(rows), 3, overlap="majority")
    for row in range(3):
        inside = coded(rows, row)
        shared = [len(inside & set(range(s, e))) for s, e in found]
        assert some[row].tolist() == [n > 0 for n in shared]
        assert most[row].tolist() == [2 * n > e - s for n, (s, e) in zip(shared, found, strict=True)]


@settings(deadline=None)
@given(SPANS, st.lists(st.integers(-5, LENGTH + 5), max_size=4))
def test_runs_hold_every_character_once_with_its_codes(rows: Rows, cuts: list[int]) -> None:
    length = LENGTH - 10  # some spans reach beyond the text
    runs = character_runs(length, *columns(rows), 3, cuts=as_ints(cuts))
    assert runs.lengths.sum() == length
    assert (runs.lengths > 0).all()
    flags = np.repeat(runs.flags, runs.lengths, axis=1)
    for row in range(3):
        assert set(np.flatnonzero(flags[row]).tolist()) == {i for i in coded(rows, row) if i < length}
    assert {c for c in cuts if 0 <= c < length} <= set(runs.starts.tolist())


def test_an_empty_text_has_no_runs() -> None:
    runs = character_runs(0, *columns([(0, 0, 5)]), 1)
    assert runs.flags.shape == (1, 0)
