# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Coding stripes in lanes, so that every overlap shows, and their labels where there is room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.ui.transcript.blocks import Block, Blocks


@dataclass(frozen=True, slots=True)
class Stripe:
    """A piece of a coding's stripe beside one block: pixels from the top of the block's text."""

    coding: CodingRow
    lane: int
    top: float
    bottom: float
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a coding, or how many more there are, at a height from the top of the block's text."""

    coding: CodingRow | None
    more: int
    top: float


def line_range(blocks: Blocks, block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the first and last line of a block that [start, end) of the document touches."""
    blocks.make(block)
    a = block.units(start)
    first, last = block.line_at(a), block.line_at(max(a, block.units(end) - 1))
    return first, max(first, last)


def deepest(codings: Sequence[CodingRow]) -> int:
    """Return how many codings lie on one place at the most."""
    edges = sorted([(c.start, 1) for c in codings] + [(c.end, -1) for c in codings])
    depth = most = 0
    for _, step in edges:
        depth += step
        most = max(most, depth)
    return most


class Lanes:
    """Lanes of codings that span several blocks, the same in each of them."""

    def __init__(self) -> None:
        self._lane: dict[int, int] = {}

    def assign(self, codings: Sequence[CodingRow], blocks: Blocks) -> None:
        """Give each coding that spans blocks the lowest lane that is free over its whole extent."""
        self._lane = {}
        ends: list[int] = []
        for coding in codings:
            first, last = blocks.at_point(coding.start), blocks.at_point(max(coding.start, coding.end - 1))
            if first is None or last is None or first is last:
                continue
            lane = next((n for n, end in enumerate(ends) if end < first.index), len(ends))
            if lane == len(ends):
                ends.append(last.index)
            else:
                ends[lane] = last.index
            self._lane[coding.id] = lane

    def add(self, coding: CodingRow, near: Sequence[CodingRow], blocks: Blocks) -> None:
        """Give one more coding that spans blocks a lane in which none of those near it stands."""
        taken = {self._lane[c.id] for c in near if c.id in self._lane and c.id != coding.id}
        self._lane[coding.id] = next(n for n in range(len(taken) + 1) if n not in taken)

    def drop(self, coding_id: int) -> None:
        """Forget the lane of a coding."""
        self._lane.pop(coding_id, None)

    def stripes(self, block: Block, codings: Sequence[CodingRow], blocks: Blocks) -> list[Stripe]:
        """Return the stripes beside a block; two that share a line never share a lane."""
        taken: list[list[tuple[int, int]]] = []
        found: list[Stripe] = []
        # Codings from other blocks keep their lane; then the longer ones lie nearer to the text.
        order = sorted(
            codings, key=lambda c: (c.id not in self._lane, self._lane.get(c.id, 0), -(c.end - c.start), c.id)
        )
        for coding in order:
            first, last = line_range(blocks, block, coding.start, coding.end)
            lane = self._lane.get(coding.id, 0)
            while lane < len(taken) and any(a <= last and first <= b for a, b in taken[lane]):
                lane += 1
            while lane >= len(taken):
                taken.append([])
            taken[lane].append((first, last))
            found.append(
                Stripe(
                    coding,
                    lane,
                    first * blocks.line,
                    (last + 1) * blocks.line,
                    coding.start >= block.start,
                    coding.end <= block.end,
                )
            )
        return found


def labels(block: Block, stripes: Sequence[Stripe], row: float, shown: int | None = None) -> list[Label]:
    """Place the names of the codings that begin in a block, in reading order, without overlap and within it."""
    starting = sorted((s for s in stripes if s.begins), key=lambda s: (s.top, s.coding.start, s.lane))
    room = max(1, int((block.height + 2) // row))
    if len(starting) > room:
        kept = starting[: room - 1] if room > 1 else []
        return [
            *(Label(s.coding, 0, n * row) for n, s in enumerate(kept)),
            Label(None, len(starting) - len(kept), len(kept) * row),
        ]
    placed: list[Label] = []
    bottom = 0.0
    for number, stripe in enumerate(starting):
        # As low as its own line, unless those still to come would then not fit.
        latest = block.height - (len(starting) - number) * row
        top = max(bottom, min(stripe.top + 2, max(bottom, latest)))
        placed.append(Label(stripe.coding, 0, top))
        bottom = top + row
    return placed
