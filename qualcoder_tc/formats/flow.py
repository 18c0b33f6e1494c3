# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The lines of a document with what its letters tell: bold beginnings, lines in italics or bold, marked passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Piece(NamedTuple):
    """Some text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


class Anchor(NamedTuple):
    """The place in a paragraph where a marked passage begins or ends."""

    key: str
    opens: bool


@dataclass(frozen=True, slots=True)
class Look:
    """How the text is set, as far as it tells who speaks; spans are of the whole text."""

    bold_starts: tuple[tuple[int, int], ...] = ()
    """Bold text with which lines begin and which does not fill them."""
    standing_out: frozenset[int] = frozenset()
    """Starts of lines that are wholly in italics or bold, as many set the interviewer's."""


class Flow:
    """Collects paragraphs; a line end inside one makes two lines."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at = 0
        self._bold: list[tuple[int, int]] = []
        self._whole: set[int] = set()
        self._opened: dict[str, int] = {}
        self.passages: dict[str, tuple[int, int]] = {}
        """Marked passages by key."""

    def add(self, pieces: Sequence[Piece | Anchor]) -> None:
        """Add a paragraph."""
        if not any(isinstance(piece, Anchor) or "\n" in piece.text for piece in pieces):
            self._line(pieces)  # type: ignore[arg-type]
            return
        line: list[Piece] = []
        within = 0
        for piece in pieces:
            if isinstance(piece, Anchor):
                self._mark(piece, self._at + within)
                continue
            text = piece.text
            while (end := text.find("\n")) >= 0:
                line.append(Piece(text[:end], piece.bold, piece.italic))
                self._line(line)
                line, within, text = [], 0, text[end + 1 :]
            if text:
                line.append(piece if text is piece.text else Piece(text, piece.bold, piece.italic))
                within += len(text)
        self._line(line)

    def add_row(self, cells: Sequence[Sequence[Sequence[Piece | Anchor]]]) -> None:
        """Add a row of a table, given the paragraphs of each cell, as one line with its cells apart by tabs."""
        pieces: list[Piece | Anchor] = []
        for number, cell in enumerate(cells):
            if number:
                pieces.append(Piece("\t"))
            # What was said may run over several paragraphs; a name or a time stamp is one line.
            last = number == len(cells) - 1
            some = False
            for line in cell:
                if any(isinstance(p, Piece) and p.text.strip() for p in line):
                    if some:
                        pieces.append(Piece("\n" if last else " "))
                    some = True
                elif not any(isinstance(p, Anchor) for p in line):
                    continue
                pieces += line if last else [_on_one_line(piece) for piece in line]
        self.add(pieces)

    def add_line(self, text: str, bold: int, *, stands_out: bool) -> None:
        """Add a paragraph of one line, of which so many characters at the beginning are bold."""
        if 0 < bold < len(text) and text[:bold].strip():
            self._bold.append((self._at, self._at + bold))
        if stands_out and text and not text.isspace():
            self._whole.add(self._at)
        self._parts.append(text)
        self._at += len(text) + 1

    def anchor_next(self, anchor: Anchor) -> None:
        """Set an anchor between paragraphs: at the end of the one before, or where the next begins."""
        self._mark(anchor, self._at if anchor.opens else max(0, self._at - 1))

    def _mark(self, anchor: Anchor, at: int) -> None:
        if anchor.opens:
            self._opened.setdefault(anchor.key, at)
        elif anchor.key in self._opened:
            self.passages[anchor.key] = (self._opened.pop(anchor.key), at)

    def begun(self, key: str) -> int | None:
        """Return where a passage began whose end was not met."""
        return self._opened.get(key)

    def _line(self, pieces: Sequence[Piece]) -> None:
        text = "".join([piece.text for piece in pieces])
        # Only how a line begins tells who speaks.
        if pieces and (pieces[0].bold or pieces[0].italic or not pieces[0].text.strip()):
            self._styled(text, pieces)
        self._parts.append(text)
        self._at += len(text) + 1

    def _styled(self, text: str, pieces: Sequence[Piece]) -> None:
        said = [piece for piece in pieces if piece.text.strip()]
        bold = 0
        for piece in pieces:
            if piece.text.strip() and not piece.bold:
                break
            bold += len(piece.text)
        if 0 < bold < len(text) and said and said[0].bold:
            self._bold.append((self._at, self._at + bold))
        if said and (all(p.italic for p in said) or all(p.bold for p in said)):
            self._whole.add(self._at)

    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self._parts)

    def look(self) -> Look:
        """Return how the text is set."""
        return Look(tuple(self._bold), frozenset(self._whole))


def _on_one_line(piece: Piece | Anchor) -> Piece | Anchor:
    return (
        piece
        if isinstance(piece, Anchor) or "\n" not in piece.text
        else piece._replace(text=piece.text.replace("\n", " "))
    )


def line_of(text: str, position: int) -> tuple[int, int]:
    """Return the span of the line in which a position lies."""
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end
