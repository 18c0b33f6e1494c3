# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The text as blocks of one paragraph each, laid out when they come into sight, found by height."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from qualcoder_tc.model.records import DocumentText
from qualcoder_tc.ui.transcript.offsets import Offsets

if TYPE_CHECKING:
    from qualcoder_tc.ui.transcript.pictures import Picture

_LONGEST = 4000  # characters of one block; a longer paragraph is cut, so that laying it out stays quick
_KEPT = (
    400_000  # characters whose layout is kept; what was in sight longest ago is laid out anew when it comes back
)
# Hebrew to Arabic Extended, their presentation forms, the right-to-left planes, and the marks that turn direction.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200f\u202b\u202e\u2067\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@dataclass(slots=True)
class Block:
    """A paragraph of a turn: [start, end) in code points of the document."""

    index: int
    turn: int
    first: bool
    start: int
    end: int
    height: float = 0.0
    layout: QTextLayout | None = None
    offsets: Offsets | None = None
    picture: Picture | None = None
    rows: list[tuple[int, int, QTextLine]] = field(default_factory=list["tuple[int, int, QTextLine]"])
    """First unit, end and line of each line of the layout."""
    begins: list[int] = field(default_factory=list[int])
    extents: dict[int, tuple[float, float]] = field(default_factory=dict[int, "tuple[float, float]"])
    mixed: bool = False
    """Whether some of it runs from right to left, so that neighbours in the text need not be neighbours on the line."""

    def units(self, point: int) -> int:
        """Return the unit within the layout of a code point of the document, held within the block."""
        assert self.offsets is not None
        return self.offsets.to_units(min(max(point, self.start), self.end) - self.start)

    def point(self, unit: int) -> int:
        """Return the code point of the document of a unit within the layout."""
        assert self.offsets is not None
        return self.start + self.offsets.to_points(unit)

    def line_at(self, unit: int) -> int:
        """Return the number of the line in which a unit of the layout lies."""
        return max(0, bisect_right(self.begins, unit) - 1)

    def forget(self) -> None:
        """Let the layout go."""
        self.layout = self.offsets = self.picture = None
        self.rows, self.begins, self.extents = [], [], {}


class Heights:
    """Sums of heights with quick change and search (a binary indexed tree, Fenwick 1994)."""

    def __init__(self, values: list[float]) -> None:
        self._size = len(values)
        self._tree = [0.0, *values]
        for n in range(1, self._size + 1):
            above = n + (n & -n)
            if above <= self._size:
                self._tree[above] += self._tree[n]

    def add(self, index: int, difference: float) -> None:
        """Change one height by a difference."""
        n = index + 1
        while n <= self._size:
            self._tree[n] += difference
            n += n & -n

    def before(self, index: int) -> float:
        """Return the sum of the heights before an index."""
        total, n = 0.0, index
        while n > 0:
            total += self._tree[n]
            n -= n & -n
        return total

    def at(self, y: float) -> int:
        """Return the index of the block in which a height lies."""
        index, step = 0, 1 << max(0, self._size.bit_length() - 1) if self._size else 0
        while step:
            if index + step <= self._size and self._tree[index + step] <= y:
                index += step
                y -= self._tree[index]
            step >>= 1
        return min(index, max(0, self._size - 1))


class Blocks:
    """All blocks of a document at one width and font."""

    def __init__(
        self, document: DocumentText, font: QFont, width: float, leading: float, *, clock: bool = False
    ) -> None:
        self._text = document.text
        self._font = font
        self._width = width
        self._leading = leading
        metrics = QFontMetricsF(font)
        # Whole pixels, so that lines, washes and stripes fall on them wherever the page is scrolled to.
        self.line = float(round(metrics.height() * leading))
        self._per_line = max(8.0, width / max(1.0, metrics.averageCharWidth() * 1.02))
        self.gap = round(self.line * 0.42)
        self._continued = round(self.gap * 0.3)
        # A time stamp stands below the speaker's name, also beside a turn of one line.
        self._least = float(round(self.line * 1.24)) if clock else self.line
        self._made: dict[int, int] = {}
        self._made_characters = 0
        self.items = [
            Block(index, turn, first, start, end) for index, (turn, first, start, end) in enumerate(_cut(document))
        ]
        for block in self.items:
            block.height = self._estimate(block)
        self._heights = Heights([b.height for b in self.items])
        self._starts = [b.start for b in self.items]
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._from_right = QTextOption(self._option)
        self._from_right.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _estimate(self, block: Block) -> float:
        lines = max(1.0, -(-(block.end - block.start) // self._per_line))
        return max(self._least if block.first else 0.0, lines * self.line) + self.space(block)

    def total(self) -> float:
        """Return the height of everything, exact where it was laid out."""
        return self._heights.before(len(self.items))

    def top(self, block: Block) -> float:
        """Return where a block begins, its space above included."""
        return self._heights.before(block.index)

    def space(self, block: Block) -> float:
        """Return the space above the text of a block."""
        return self.gap if block.first else self._continued

    def at_height(self, y: float) -> Block | None:
        """Return the block at a height."""
        return self.items[self._heights.at(max(0.0, y))] if self.items else None

    def at_point(self, point: int) -> Block | None:
        """Return the block in which a code point of the document lies, or the one before it."""
        if not self.items:
            return None
        return self.items[max(0, bisect_right(self._starts, point) - 1)]

    def make(self, block: Block) -> QTextLayout:
        """Lay a block out if it is not yet; its height becomes exact."""
        if block.layout is not None:
            self._made[block.index] = self._made.pop(block.index)  # now the one in use last
            return block.layout
        text = self._text[block.start : block.end]
        block.offsets = Offsets(text)
        block.mixed = not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None
        layout = QTextLayout(text, self._font)
        layout.setTextOption(self._from_right if block.mixed and _begins_right(text) else self._option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        y = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, y + (self.line - line.height()) / 2))
            begin = line.textStart()
            block.rows.append((begin, begin + line.textLength(), line))
            block.begins.append(begin)
            y += self.line
        layout.endLayout()
        block.layout = layout
        self._remember(block)
        height = max(y, self._least if block.first else self.line) + self.space(block)
        if height != block.height:
            self._heights.add(block.index, height - block.height)
            block.height = height
        return layout

    def _remember(self, block: Block) -> None:
        """Let go of layouts that were in use longest ago; heights stay exact."""
        self._made[block.index] = block.end - block.start
        self._made_characters += block.end - block.start
        while self._made_characters > _KEPT and len(self._made) > 50:
            index = next(iter(self._made))
            self._made_characters -= self._made.pop(index)
            self.items[index].forget()

    def between(self, start: int, end: int) -> list[Block]:
        """Return the blocks that [start, end) of the document touches."""
        first, last = self.at_point(start), self.at_point(max(start, end - 1))
        return self.items[first.index : last.index + 1] if first and last else []

    def line_top(self, line: QTextLine) -> float:
        """Return where the band of a line begins within its block's text."""
        return line.lineNumber() * self.line


def _begins_right(text: str) -> bool:
    """Tell whether the first letter with a direction runs from right to left, which makes the paragraph do so."""
    direction = next((d for c in text if (d := unicodedata.bidirectional(c)) in ("L", "R", "AL")), "L")
    return direction != "L"


def _cut(document: DocumentText) -> Iterator[tuple[int, bool, int, int]]:
    text = document.text
    for number, turn in enumerate(document.turns):
        first, at = True, turn.start
        while at <= turn.end:
            stop = text.find("\n", at, turn.end)
            stop = turn.end if stop < 0 else stop
            if text[at:stop].strip() or first:
                for start, end in _pieces(text, at, stop):
                    yield number, first, start, end
                    first = False
            at = stop + 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        # After a sentence, where the gap looks like that between paragraphs; else at a space.
        half, whole = start + _LONGEST // 2, start + _LONGEST
        cut = text.rfind(". ", half, whole) + 2
        if cut < half:
            cut = text.rfind(" ", half, whole) + 1 or whole
        yield start, cut
        start = cut
    yield start, end
