# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The interval index answers as a look at every span would."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc.model.intervals import IntervalIndex


@dataclass(frozen=True)
class Item:
    id: int
    start: int
    end: int


_SPANS = st.lists(st.tuples(st.integers(0, 30_000), st.integers(1, 9_000)), max_size=40)


@given(_SPANS, st.sets(st.integers(0, 39)), st.integers(0, 35_000), st.integers(1, 12_000))
def test_what_overlaps_is_found(spans: list[tuple[int, int]], gone: set[int], start: int, length: int) -> None:
    items = [Item(n, a, a + size) for n, (a, size) in enumerate(spans)]
    index = IntervalIndex(items)
    for key in gone:
        index.remove(key)
    left = [i for i in items if i.id not in gone]
    assert len(index) == len(left)
    found = index.overlapping(start, start + length)
    assert {i.id for i in found} == {i.id for i in left if i.start < start + length and i.end > start}
    assert found == sorted(found, key=lambda i: (i.start, -i.end, i.id))


def test_adding_an_id_again_moves_it() -> None:
    index = IntervalIndex([Item(1, 0, 5000)])
    index.add(Item(1, 9000, 9010))
    assert index.overlapping(0, 100) == []
    assert [i.start for i in index.overlapping(9005, 9006)] == [9000]
