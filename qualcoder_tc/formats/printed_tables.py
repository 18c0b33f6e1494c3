# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Printed tables of talk with named columns: number, time, what was said, who; cells may have several lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from qualcoder_tc.formats import column_words
from qualcoder_tc.formats.names import plausible
from qualcoder_tc.formats.printed import Row, joined
from qualcoder_tc.formats.times import TIME

_NEAR = 5.0  # points by which the left edges of one column may differ
_LEVEL = 3.0  # points by which the tops of the cells of one row may differ
_FEW = 3  # rows of a table
_MANY = 6  # of one whose columns are not named
_ANCHOR = re.compile(
    rf"\s*(?:#?\d{{1,5}}[.):]?|[\[(]?{TIME}[\])]?(?:\s*(?:-->|[-–—→]|to)\s*(?:[\[(]?{TIME}[\])]?)?)?)\s*"
)
_WHO = column_words.WHO | column_words.PERHAPS_WHO


@dataclass(frozen=True, slots=True)
class _Cell:
    """A printed line of a cell: its column, its text as a line of its own."""

    column: int
    row: Row


@dataclass(slots=True)
class _Line:
    """A row of the table, the printed lines in it by their columns; or what is none, as it stands."""

    cells: dict[int, list[Row]] = field(default_factory=dict[int, list[Row]])
    other: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns begin, and which hold who spoke, what was said, and a number or time in each row."""

    lefts: tuple[float, ...]
    who: int
    said: int
    anchor: int | None

    def of(self, left: float) -> int | None:
        """Return the column that begins at a place."""
        near = min(range(len(self.lefts)), key=lambda n: abs(self.lefts[n] - left))
        return near if abs(self.lefts[near] - left) <= _NEAR else None

    @property
    def order(self) -> list[int]:
        """In what order cells are written: as printed, but nothing behind the speaker where that is the last to be read."""
        others = [n for n in range(len(self.lefts)) if n not in (self.who, self.said)]
        return [*others, self.said, self.who] if self.who > self.said else list(range(len(self.lefts)))


def text_of(rows: Sequence[Row]) -> str | None:
    """Return the text with a line for each row of the table, None where there is no such table."""
    at = next((n for n, row in enumerate(rows) if _is_head(row)), None)
    if at is None:
        return _without_head(rows)
    below = [
        row for row in rows[at + 1 :] if row.text.strip() != rows[at].text.strip()
    ]  # it may recur on each page
    columns = _columns(below, rows[at])
    lines = _lines(below, columns) if columns else []
    if columns is None or not _convinces(lines, columns, 2):
        return None
    return _text(rows[: at + 1], lines, columns)


def _without_head(rows: Sequence[Row]) -> str | None:
    """Return the text of a table whose columns are not named, or in words that are not known: who speaks comes back."""
    at = next((n for n, row in enumerate(rows) if len(row.cells) > 1 and any(map(_is_anchor, _parts(row)))), None)
    if at is None or sum(len(row.cells) > 1 for row in rows[at:]) < _MANY:
        return None
    places = _columns(rows[at:])
    if places is None or places.anchor is None:
        return None
    for who in range(len(places.lefts)):
        if who not in (places.anchor, places.said):
            columns = replace(places, who=who)
            lines = _lines(rows[at:], columns)
            if _convinces(lines, columns, 3):
                return _text(rows[:at], lines, columns)
    return None


def _convinces(lines: Sequence[_Line], columns: _Columns, often: int) -> bool:
    """Tell whether nearly all rows have a name, and names come back so often on the whole."""
    table = [line for line in lines if line.cells]
    names = [_written(line.cells[columns.who]) for line in table if columns.who in line.cells]
    if len(table) < (_FEW if often == 2 else _MANY) or len(names) < 0.8 * len(table):
        return False
    people = often == 2 or all(plausible(name, count) for name, count in Counter(names).items())
    return people and len(set(names)) <= max(2, len(names) / often) and (often == 2 or len(set(names)) > 1)


def _text(above: Sequence[Row], lines: Sequence[_Line], columns: _Columns) -> str:
    heads = 1 if above and _is_head(above[-1]) else 0
    text = [joined(above[: len(above) - heads]), *(row.text.strip() for row in above[len(above) - heads :])]
    for line in lines:
        cells = [_written(line.cells.get(n, [])) for n in columns.order]
        text.append("\t".join(cells).rstrip() if line.cells else line.other)
    return "\n".join(part for part in text if part)


def _is_head(row: Row) -> bool:
    cells = [column_words.plain(cell) for cell in row.text.split("\t")]
    if len(cells) < 2 or len(row.cells) != len(cells) - 1:
        return False
    who = next((cell for cell in cells if cell in column_words.WHO), None) or next(
        (cell for cell in cells if cell in _WHO), None
    )
    said = any(cell in column_words.SAID and cell != who for cell in cells)
    return who is not None and said and 2 * sum(cell in column_words.HEADS for cell in cells) > len(cells)


def _is_anchor(part: Row) -> bool:
    return _ANCHOR.fullmatch(part.text) is not None


def _parts(row: Row) -> list[Row]:
    """Return the cells of a printed line as lines of their own."""
    texts = row.text.split("\t")
    lefts = [row.left, *row.cells]
    if len(texts) != len(lefts):
        return [row]
    rights = [*lefts[1:], row.right]
    return [
        Row(text, left, right, row.top, row.bottom, row.page)
        for text, left, right in zip(texts, lefts, rights, strict=True)
        if text.strip()
    ]


def _columns(rows: Sequence[Row], head: Row | None = None) -> _Columns | None:
    parts = [part for row in rows for part in _parts(row)]
    lefts: list[list[float]] = []
    for left in sorted(part.left for part in parts):
        if lefts and left - lefts[-1][0] <= _NEAR:
            lefts[-1].append(left)
        else:
            lefts.append([left])
    places = tuple(some[0] for some in lefts if len(some) >= max(_FEW, 0.03 * len(parts)))
    heads = _parts(head) if head else []
    if len(places) < 2:
        return None
    known = _Columns(places, 0, 0, None)
    held: dict[int, list[Row]] = {}
    for part in parts:
        if (column := known.of(part.left)) is not None:
            held.setdefault(column, []).append(part)
    said = max(held, key=lambda n: sum(len(part.text) for part in held[n]))
    plain = {column_words.plain(part.text): part.left for part in heads}
    named = next((left for words in (column_words.WHO, _WHO) for name, left in plain.items() if name in words), 0.0)
    others = [n for n in held if n != said] if head else [-1]  # where nothing heads them, who speaks is told later
    who = min(others, key=lambda n: abs(places[n] - named), default=None)
    if who is None:
        return None
    fits = {n: sum(map(_is_anchor, some)) for n, some in held.items()}
    anchors = [n for n in held if n not in (who, said) and fits[n] >= 0.7 * len(held[n]) and fits[n] >= _FEW]
    return _Columns(places, who, said, max(anchors, key=lambda n: (fits[n] == len(held[n]), -n), default=None))


def _lines(rows: Sequence[Row], columns: _Columns) -> list[_Line]:
    """Return the rows of the table in their order; a cell may go on below, and on the next page."""
    lines: list[_Line] = []
    for _, printed in groupby(rows, key=lambda row: row.page):
        cells: list[_Cell] = []
        others: list[Row] = []
        for row in printed:
            placed = [(columns.of(part.left), part) for part in _parts(row)]
            if any(column is None or not _fits(columns, column, part) for column, part in placed):
                others.append(row)
            else:
                cells += [_Cell(column, part) for column, part in placed if column is not None]
        tops = _tops(cells, columns)
        found = [_Line() for _ in tops]
        for cell in cells:
            place = next((n for n in reversed(range(len(tops))) if tops[n] + _LEVEL >= cell.row.top), None)
            if place is None and not lines:
                others.append(cell.row)
                continue
            line = found[place] if place is not None else lines[-1]
            line.cells.setdefault(cell.column, []).append(cell.row)
        lines += [line for line in found if line.cells]
        lines += [_Line(other=row.text.strip()) for row in others]
    return lines


def _fits(columns: _Columns, column: int, part: Row) -> bool:
    return column != columns.anchor or _is_anchor(part)


def _tops(cells: Sequence[_Cell], columns: _Columns) -> list[float]:
    """Return where the rows of the table begin on a page, the highest first."""
    anchor = columns.who if columns.anchor is None else columns.anchor
    starts = sorted({cell.row.top for cell in cells if cell.column == anchor}, reverse=True)
    if columns.anchor is not None:
        return starts
    said = sorted({cell.row.top for cell in cells if cell.column == columns.said}, reverse=True)
    gaps = sorted(a - b for a, b in pairwise(said) if a - b > _LEVEL)
    pitch = gaps[len(gaps) // 10] if gaps else 0.0
    wide = Counter(a - b > 1.2 * pitch for a, b in pairwise(starts))
    if not wide[True] or max(gaps, default=0.0) <= 1.2 * pitch:
        return starts  # rows are no further apart than lines
    return [top for n, top in enumerate(starts) if not n or starts[n - 1] - top > 1.2 * pitch]


def _written(cell: Sequence[Row]) -> str:
    return " ".join(joined(sorted(cell, key=lambda row: (row.page, -row.top))).split())
