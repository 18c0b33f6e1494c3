# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Co-occurrence and crossings count what one would count by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.analysis import matrices
from qualcoder_tc.analysis.arrays import as_ints
from qualcoder_tc.analysis.matrices import CodedSpans, counts_by, grid, overlapping_codings, units_with_both

ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 30), st.integers(0, 30)), max_size=25
)
EXAMPLE = [(0, 0, 0, 10), (0, 1, 5, 15), (0, 2, 10, 20), (1, 1, 0, 10), (1, 0, 2, 4), (1, 0, 3, 9)]
TURNS = {0: (as_ints([0, 12]), as_ints([12, 30])), 1: (as_ints([0, 5]), as_ints([5, 20]))}


def test_codings_that_share_a_character_co_occur_and_touching_ones_do_not() -> None:
    found = overlapping_codings(CodedSpans.of(EXAMPLE), 3)
    assert found.tolist() == [[1, 3, 0], [3, 0, 1], [0, 1, 0]]


@settings(deadline=None)
@given(ROWS)
def test_overlapping_codings_are_what_comparing_every_two_says(rows: list[tuple[int, int, int, int]]) -> None:
    expected = np.zeros((4, 4), dtype=int)
    for one, other in combinations([r for r in rows if r[2] < r[3]], 2):
        if one[0] == other[0] and one[2] < other[3] and other[2] < one[3]:
            expected[one[1], other[1]] += 1
            if one[1] != other[1]:
                expected[other[1], one[1]] += 1
    assert (overlapping_codings(CodedSpans.of(rows), 4) == expected).all()


@settings(deadline=None)
@given(ROWS)
def test_working_in_parts_changes_no_count(rows: list[tuple[int, int, int, int]]) -> None:
    spans = CodedSpans.of(rows)
    whole = overlapping_codings(spans, 4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrices, "_PAIRS_AT_ONCE", 3)
        assert (overlapping_codings(spans, 4) == whole).all()


def test_units_with_both_counts_turns_that_carry_two_codes_and_on_the_diagonal_one() -> None:
    found = units_with_both(CodedSpans.of(EXAMPLE), TURNS, 3)
    assert found.tolist() == [[3, 3, 1], [3, 4, 2], [1, 2, 2]]


def test_units_with_both_can_ask_for_the_majority_of_a_turn() -> None:
    found = units_with_both(CodedSpans.of(EXAMPLE), TURNS, 3, overlap="majority")
    assert np.diag(found).tolist() == [2, 2, 0]


def test_a_grid_crosses_two_facets() -> None:
    counts = units_with_both(CodedSpans.of(EXAMPLE), TURNS, 3)
    assert grid(counts, [0], [1, 2]).tolist() == [[3, 1]]


def test_counts_by_group_leave_out_codings_without_one() -> None:
    codes, groups = as_ints([0, 0, 1, 2, 2]), as_ints([0, 1, 1, -1, 1])
    assert counts_by(codes, groups, 3, 2).tolist() == [[1, 1], [0, 1], [0, 1]]


def test_nothing_coded_gives_tables_of_zeros() -> None:
    nothing = CodedSpans.of([])
    assert not overlapping_codings(nothing, 2).any()
    assert not units_with_both(nothing, TURNS, 2).any()
    assert counts_by(nothing.codes, nothing.documents, 2, 3).tolist() == [[0, 0, 0], [0, 0, 0]]
