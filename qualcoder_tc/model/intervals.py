# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""An index of spans that answers what overlaps a stretch of text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Spanned(Protocol):
    """Anything with an id and a span [start, end)."""

    @property
    def id(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)
_BUCKET = 4096  # characters; spans longer than a bucket stand in each bucket they touch


class IntervalIndex(Generic[S]):
    """Spans by position; adding, removing and asking cost what lies nearby, not what there is in all."""

    def __init__(self, items: Iterable[S] = ()) -> None:
        self._items: dict[int, S] = {}
        self._buckets: dict[int, list[tuple[int, int, int]]] = {}
        for item in items:
            self.add(item)

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: int) -> S | None:
        """Return the item with this id."""
        return self._items.get(key)

    def all(self) -> list[S]:
        """Return all items by position."""
        return sorted(self._items.values(), key=_order)

    def add(self, item: S) -> None:
        """Add an item, in the place of one with the same id."""
        self.remove(item.id)
        self._items[item.id] = item
        for bucket in _buckets(item.start, item.end):
            insort(self._buckets.setdefault(bucket, []), (item.start, -item.end, item.id))

    def remove(self, key: int) -> S | None:
        """Remove and return the item with this id, if it is there."""
        item = self._items.pop(key, None)
        if item is not None:
            for bucket in _buckets(item.start, item.end):
                rows = self._buckets[bucket]
                at = bisect_left(rows, (item.start, -item.end, key))
                if at < len(rows) and rows[at][2] == key:
                    del rows[at]
        return item

    def overlapping(self, start: int, end: int) -> list[S]:
        """Return the items that share a character with [start, end), by start, the longer first."""
        found: dict[int, S] = {}
        for bucket in _buckets(start, max(end, start + 1)):
            rows = self._buckets.get(bucket, [])
            for row in rows[: bisect_right(rows, (end, 0, 0))]:
                item = self._items[row[2]]
                if item.start < end and item.end > start:
                    found[item.id] = item
        return sorted(found.values(), key=_order)


def _order(item: Spanned) -> tuple[int, int, int]:
    return item.start, -item.end, item.id


def _buckets(start: int, end: int) -> range:
    return range(start // _BUCKET, max(start, end - 1) // _BUCKET + 1)
