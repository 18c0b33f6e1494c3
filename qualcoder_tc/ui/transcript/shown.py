# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The codings that a transcript view shows, and how they change at the cost of what lies near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect

from qualcoder_tc.model.intervals import IntervalIndex
from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.ui.transcript.blocks import Block
from qualcoder_tc.ui.transcript.margin import deepest
from qualcoder_tc.ui.transcript.sheet import TOP

# A part of TranscriptView, which cannot be named here without going round in a circle.
Base: Any = Any if TYPE_CHECKING else object


class Shown(Base):
    """What of its codings a TranscriptView shows."""

    _held: CodingRow | None = None  # a coding on the span that it would have if its end were let go now

    def set_codings(self, codings: Iterable[CodingRow]) -> None:
        """Show these codings in the place of all others."""
        self._index = IntervalIndex(codings)
        self._ahead = []
        self._codings_changed()

    def update_codings(self, changed: Sequence[CodingRow], removed: Sequence[int] = ()) -> None:
        """Show changed and new codings, and no longer those removed."""
        gone = list(removed)
        unchosen = False
        # What was shown ahead is told now, or what else happened comes first: it stands for itself no longer.
        ahead, self._ahead = self._ahead, []
        for shown, hidden, chosen in ahead:
            gone += [shown.id] if shown is not None else []
            if hidden is not None and hidden.id not in gone and all(c.id != hidden.id for c in changed):
                changed = [hidden, *changed]
                self.chosen = chosen if self.chosen is None else self.chosen
            unchosen = unchosen or (chosen is not None and chosen in gone and self.chosen is None)
        self.viewport().update(self._change(changed, gone))
        if self.chosen is not None and self.chosen in gone:
            self.select_coding(None)
        elif unchosen:
            self.coding_selected.emit(None)

    def show_ahead(self, coding: CodingRow | None = None, without: int | None = None) -> None:
        """Show at once what is about to be written, painted before this returns; `update_codings` settles it."""
        hidden = self._index.get(without) if without is not None else None
        chosen = self.chosen
        place = self._change([coding] if coding else [], [without] if without is not None else [])
        if without is not None and chosen == without and coding is None:
            self.chosen = None
            place = self.viewport().rect()
        self._ahead.append((coding, hidden, chosen if self.chosen is None else None))
        self.viewport().repaint(place)

    def settle(self) -> None:
        """Show no longer what was shown ahead last: it was not written."""
        if not self._ahead:
            return
        *others, last = self._ahead
        self._ahead = [last]
        self.update_codings([])
        self._ahead = others

    def show_extent(self, coding: CodingRow, start: int, end: int) -> None:
        """Show a coding on another span while its end is held; `settle_extent` puts it right."""
        now = self._index.get(coding.id)
        if now is None or start >= end or (now.start, now.end) == (start, end):
            return
        held = replace(coding, start=start, end=end)
        self._held = None if (start, end) == (coding.start, coding.end) else held
        self.viewport().update(self._change([held], []))

    def settle_extent(self, coding: CodingRow) -> None:
        """Show a coding where it stood before its end was held, unless it was written on another span or has gone."""
        held, self._held = self._held, None
        if held is not None and self._index.get(coding.id) is held:
            self.viewport().update(self._change([coding], []))

    def codings(self) -> list[CodingRow]:
        """Return the codings shown, by position."""
        return [c for c in self._index.all() if c.coder_id not in self._hidden]

    def shown_codings(self, start: int, end: int) -> list[CodingRow]:
        """Return the codings shown that overlap [start, end)."""
        return [c for c in self._index.overlapping(start, end) if c.coder_id not in self._hidden]

    def coders(self) -> list[tuple[int, str]]:
        """Return id and name of those who coded in the document, hidden or not, by name."""
        found = {c.coder_id: c.coder for c in self._index.all()}
        return sorted(found.items(), key=lambda pair: pair[1].casefold())

    def hidden_coders(self) -> set[int]:
        """Return the coders whose codings are left out."""
        return set(self._hidden)

    def set_hidden_coders(self, ids: Iterable[int]) -> None:
        """Leave out the codings of these coders."""
        self._hidden = set(ids)
        self._codings_changed()

    def level_of(self, coding: CodingRow) -> int:
        """Return how many codings that begin before it lie under a coding's beginning, to stack their lines."""
        if coding.id not in self._depths:
            here = self.shown_codings(coding.start, coding.start + 1)
            earlier = [c for c in here if (c.start, -c.end, c.id) < (coding.start, -coding.end, coding.id)]
            self._depths[coding.id] = len(earlier)
        return self._depths[coding.id]

    def _change(self, changed: Sequence[CodingRow], removed: Sequence[int]) -> QRect:
        """Change codings; what is painted is made anew where they stand. Return what has to be painted."""
        touched: list[CodingRow] = []
        several = self.several_coders
        for key in [*removed, *(c.id for c in changed)]:
            old = self._index.remove(key)
            self.lanes.drop(key)
            if old is not None:
                touched.append(old)
                self._coders[old.coder_id] -= 1
        for coding in changed:
            self._index.add(coding)
            self._coders[coding.coder_id] += 1
            touched.append(coding)
        self.several_coders = len(self._shown_coders()) > 1
        if len(touched) > 200 or self.several_coders != several or self.blocks is None:
            self._codings_changed()
            return self.viewport().rect()
        place = QRect()
        for coding in changed:
            if coding.coder_id not in self._hidden and self._is_far(coding):
                reach = self.blocks.between(coding.start, coding.end)
                self.lanes.add(coding, self._index.overlapping(reach[0].start, reach[-1].end), self.blocks)
        for coding in touched:
            place = place.united(self._touch(coding.start, coding.end))
        return place

    def _touch(self, start: int, end: int) -> QRect:
        """Have what stands on a span painted anew; return where that is in sight."""
        assert self.blocks is not None
        near = self._index.overlapping(start, end)
        for coding in near:
            self._depths.pop(coding.id, None)
        last = max((c.end for c in near), default=end)
        blocks = self.blocks.between(start, max(end, last))
        for block in blocks:
            block.picture = None
        return self._place_of(blocks)

    def _place_of(self, blocks: Sequence[Block]) -> QRect:
        """Return where blocks stand in the viewport, with the room around them; empty where out of sight."""
        if not blocks or self.blocks is None:
            return QRect()
        scroll = self.verticalScrollBar().value() - TOP
        top = int(self.blocks.top(blocks[0]) - scroll) - 2
        bottom = int(self.blocks.top(blocks[-1]) + blocks[-1].height - scroll) + self.blocks.gap + 2
        return QRect(0, top, self.viewport().width(), bottom - top).intersected(self.viewport().rect())

    def _shown_coders(self) -> set[int]:
        return {c for c, count in self._coders.items() if count > 0} - self._hidden

    def _is_far(self, coding: CodingRow) -> bool:
        """Tell whether a coding spans several paragraphs."""
        if self.blocks is None:
            return True
        return self.blocks.at_point(coding.start) is not self.blocks.at_point(max(coding.start, coding.end - 1))

    def _codings_changed(self) -> None:
        everything = self._index.all()
        self._coders = Counter(c.coder_id for c in everything)
        self.several_coders = len(self._shown_coders()) > 1
        shown = [c for c in everything if c.coder_id not in self._hidden]
        if self.blocks:
            self.lanes.assign(shown, self.blocks)
        # Codings that only share a line need lanes of their own too, hence some more; the rest shows when painted.
        if shown and self.lane_count < (lanes := deepest(shown) + 1):
            self.lane_count = lanes
            self._make_room()
        self._paint_anew()
