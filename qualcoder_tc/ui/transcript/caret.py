# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Moving the caret: characters, words, sentences, lines, turns."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextLayout

from qualcoder_tc.model.records import DocumentText
from qualcoder_tc.ui.transcript.blocks import Blocks
from qualcoder_tc.ui.transcript.pictures import x_of

_SENTENCE = re.compile(r"[.!?…]+[\"'”’)\]]*\s+|\n+")


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    """Return what a word is: letters and digits with the accents and vowel signs on them, which \\w leaves out."""
    marks = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")]
    letter = r"[\w" + "".join(chr(code) for code in marks) + "]"
    return re.compile(f"{letter}+(?:['’-]{letter}+)*")


def word_at(text: str, point: int) -> tuple[int, int]:
    """Return the word at or just before a position; an empty span where there is none."""
    start = max(0, point - 60)
    for match in _word().finditer(text, start, min(len(text), point + 60)):
        if match.start() <= point <= match.end():
            return match.span()
    return point, point


def sentence_at(text: str, start: int, end: int, point: int) -> tuple[int, int]:
    """Return the sentence of [start, end) at a position."""
    at = start
    for match in _SENTENCE.finditer(text, start, end):
        if point < match.end():
            return at, match.end() - len(match.group()) + len(match.group().rstrip())
        at = match.end()
    return at, end


def snap(text: str, point: int, *, forward: bool) -> int:
    """Return the nearest end of a word on one side, so that a dragged end never cuts one."""
    first, last = word_at(text, point)
    return last if forward else first


class Caret:
    """Where keys take the caret of a document."""

    def __init__(self, document: DocumentText, blocks: Blocks) -> None:
        self._document = document
        self._blocks = blocks
        self._starts = [turn.start for turn in document.turns]
        self._goal: float | None = None

    def turn_index(self, point: int) -> int:
        """Return the index of the turn in which a position lies."""
        return max(0, bisect_right(self._starts, point) - 1)

    def moved(self, event: QKeyEvent, point: int) -> int | None:
        """Return where a key takes the caret, None if it is no such key."""
        key, modifiers = event.key(), event.modifiers()
        word = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        sentence = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._goal = None
            forward = key == Qt.Key.Key_Right
            if sentence:
                return self._sentence(point, forward)
            return self._across(point, forward, word)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            down = key == Qt.Key.Key_Down
            return self._turn(point, down) if word else self._line(point, down)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._goal = None
            return self._edge(point, key == Qt.Key.Key_End, word)
        return None

    def _across(self, point: int, forward: bool, word: bool) -> int:
        block = self._blocks.at_point(point)
        if block is None:
            return point
        layout = self._blocks.make(block)
        mode = QTextLayout.CursorMode.SkipWords if word else QTextLayout.CursorMode.SkipCharacters
        unit = block.units(point)
        step = layout.nextCursorPosition(unit, mode) if forward else layout.previousCursorPosition(unit, mode)
        moved = block.point(step)
        if moved != point:
            return moved
        other = block.index + (1 if forward else -1)
        if not 0 <= other < len(self._blocks.items):
            return point
        return self._blocks.items[other].start if forward else self._blocks.items[other].end

    def _sentence(self, point: int, forward: bool) -> int:
        turn = self._document.turns[self.turn_index(point)]
        text = self._document.text
        if forward:
            end = sentence_at(text, turn.start, turn.end, point)[1]
            if end > point:
                return end
            return sentence_at(text, turn.start, turn.end, min(turn.end, point + 2))[1]
        start = sentence_at(text, turn.start, turn.end, point)[0]
        return start if start < point else sentence_at(text, turn.start, turn.end, max(turn.start, point - 2))[0]

    def _turn(self, point: int, down: bool) -> int:
        self._goal = None
        index = self.turn_index(point)
        turns = self._document.turns
        if down:
            return turns[index].end if point < turns[index].end else turns[min(len(turns) - 1, index + 1)].end
        return turns[index].start if point > turns[index].start else turns[max(0, index - 1)].start

    def _line(self, point: int, down: bool) -> int:
        block = self._blocks.at_point(point)
        if block is None:
            return point
        layout = self._blocks.make(block)
        line = layout.lineForTextPosition(block.units(point))
        if self._goal is None:
            self._goal = x_of(line.cursorToX(block.units(point)))
        number = line.lineNumber() + (1 if down else -1)
        if not 0 <= number < layout.lineCount():
            index = block.index + (1 if down else -1)
            if not 0 <= index < len(self._blocks.items):
                return block.end if down else block.start
            block = self._blocks.items[index]
            layout = self._blocks.make(block)
            number = 0 if down else layout.lineCount() - 1
        return block.point(layout.lineAt(number).xToCursor(self._goal))

    def _edge(self, point: int, end: bool, everything: bool) -> int:
        items = self._blocks.items
        if everything and items:
            return items[-1].end if end else items[0].start
        block = self._blocks.at_point(point)
        if block is None:
            return point
        line = self._blocks.make(block).lineForTextPosition(block.units(point))
        if not end:
            return block.point(line.textStart())
        stop = line.textStart() + line.textLength()
        last = line.lineNumber() == self._blocks.make(block).lineCount() - 1
        return block.point(stop if last else max(line.textStart(), stop - 1))
