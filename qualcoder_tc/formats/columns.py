# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables with a column for each speaker, who is named in the row above: Interviewer | Participant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcoder_tc.formats import column_words
from qualcoder_tc.formats.evidence import spoken
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import heads, plausible, telling, tidy
from qualcoder_tc.formats.roles import answers, role_of
from qualcoder_tc.formats.times import TIME, seconds

_MOST = 60  # lines in which the row with the names comes
_REMARK = re.compile(r"\s*\([^()\n]{1,40}\)\s*$")
_STAMP = re.compile(rf"[\[(]?({TIME})[\])]?")
_CELL = re.compile(r"[^\t\n]*")
_COUNTED = re.compile(r"[\d.:,\[\]() -]*")


@dataclass(frozen=True, slots=True)
class _Head:
    """The row with the names: what stands in it, and who speaks in each column, None where nobody does."""

    cells: tuple[str, ...]
    names: tuple[str | None, ...]

    @property
    def asks(self) -> bool:
        """Whether a role tells that one of them asks."""
        return any(name and role_of(name) for name in self.names)


def labels(text: str, lines: Sequence[tuple[int, int]]) -> list[Label]:
    """Return a label of no width for each filled cell of such tables, nothing if there are none."""
    if "\t" not in text:
        return []
    heads = [
        (n, head) for n, (a, b) in enumerate(lines[:_MOST]) if "\t" in text[a:b] and (head := _head(text[a:b]))
    ]
    # Names that tell a role are sure; any others are so by what stands below them, and above all else in the table.
    tried = [(n, head) for n, head in heads if head.asks][:1] + [
        (n, head) for n, head in heads[:1] if not head.asks
    ]
    return next((found for n, head in tried if (found := _below(text, lines, n, head))), [])


def _below(text: str, lines: Sequence[tuple[int, int]], number: int, head: _Head) -> list[Label]:
    """Return labels of the filled cells below a row of names, nothing where they are not talk."""
    found: list[Label] = []
    for start, end in lines[number + 1 :]:
        cells = text[start:end].split("\t")
        if len(cells) != len(head.cells):
            continue  # a further paragraph of the cell before
        if tuple(cell.strip() for cell in cells) == head.cells:
            found.append(Label(start, start, None, None, None))  # the names once more, on another page
        else:
            found += _in_row(start, cells, head)
    return found if _convincing(text, found, head) else []


def are_names(line: str) -> bool:
    """Tell whether a line names the speakers of columns, one of them by a role."""
    head = _head(line)
    return head is not None and head.asks


def name_speakers(text: str) -> bool:
    """Tell whether a text has a table with a column for each speaker."""
    lines: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        lines.append((at, at + len(line)))
        at += len(line) + 1
    return bool(labels(text, lines))


def apart(lines: Sequence[tuple[int, int]], found: Sequence[Label]) -> list[tuple[int, int]]:
    """Return lines, and cells as lines of their own where labels begin within a line."""
    starts = [label.start for label in found]
    parts: list[tuple[int, int]] = []
    at = 0
    for start, end in lines:
        while at < len(starts) and starts[at] < end:
            if starts[at] > start:
                parts.append((start, starts[at]))
                start = starts[at]
            at += 1
        parts.append((start, end))
    return parts


def _head(line: str) -> _Head | None:
    cells = tuple(cell.strip() for cell in line.split("\t"))
    if not 2 <= len(cells) <= 8 or max(map(len, cells)) > 60:
        return None
    names = tuple(_named(cell) for cell in cells)
    people = [name for name in names if name]
    others = [cell for cell, name in zip(cells, names, strict=True) if not name]
    fits = all(not cell or _is_beside(cell) for cell in others)
    colons = {cell.endswith(":") for cell, name in zip(cells, names, strict=True) if name}
    if fits and len(colons) == 1 and len(people) == len(set(people)) >= 2:
        return _Head(cells, names)
    return None


def _is_beside(cell: str) -> bool:
    """Tell whether a column holds what nobody says, though it may be written beside what is said."""
    return any(column_words.plain(one) in column_words.NOT_SAID for one in (cell, cell.split()[0]))


def _named(cell: str) -> str | None:
    # A full stop ends what is said, or shortens a word: Int.
    said = cell.endswith(("?", "!", ",")) or re.search(r"\w{5}\.$", cell) is not None
    name = "" if said else tidy(_REMARK.sub("", cell))
    if not name or _is_beside(cell) or heads(name.split()[0]):
        return None
    return name if role_of(name) or answers(name) or telling(name) or plausible(name, 1) else None


def _in_row(start: int, cells: Sequence[str], head: _Head) -> list[Label]:
    found: list[Label] = []
    at = row = start
    time: float | None = None
    for cell, name in zip(cells, head.names, strict=True):
        if name is None and (stamp := _STAMP.fullmatch(cell.strip())):
            time = seconds(stamp[1])
        elif cell.strip() and not (name is None and not found and _COUNTED.fullmatch(cell)):
            # Numbers and times before what is said are the label of it.
            found.append(Label(at if found else row, at, name, time, None))
        at += len(cell) + 1
    return found


def _convincing(text: str, found: Sequence[Label], head: _Head) -> bool:
    said: dict[str, list[str]] = {}
    rows: list[int] = []
    row = at = 0
    for label in found:
        row, at = row + text.count("\n", at, label.said), label.said
        if label.name and (match := _CELL.match(text, label.said)):
            said.setdefault(label.name, []).append(match[0].strip())
            rows.append(row)
    return _is_talk(said) and (head.asks or _is_heard(said, rows))


def _is_heard(said: Mapping[str, Sequence[str]], rows: Sequence[int]) -> bool:
    """Tell whether cells hold talk by what is in them, where no name above them tells a role."""
    cells = [cell for told in said.values() for cell in told]
    asking = [sum("?" in cell for cell in told) / len(told) for told in said.values()]
    often = sum("?" in cell for cell in cells) >= 0.1 * len(cells)
    in_turn = len(set(rows)) >= 0.8 * len(rows)  # one speaks in each row
    one_asks = often and max(asking) >= max(0.5, 2 * min(asking))
    heard = spoken(cells, " ".join(cells))
    enough = len(rows) >= 6 and min(map(len, said.values())) >= 2
    return enough and ((one_asks and heard >= 0.5) or (in_turn and heard >= (0.5 if often else 0.6)))


def of_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str | None, ...]:
    """Return who speaks in each column of a sheet, None where nobody does; nothing if it is another table."""
    named = _head("\t".join(head))
    if named is None or len(named.names) != len(head):
        return ()
    said = {
        name: [row[n].strip() for row in rows[:500] if row[n].strip()] for n, name in enumerate(named.names) if name
    }
    told = {name: cells for name, cells in said.items() if cells}
    filled = [
        n
        for n, row in enumerate(rows[:500])
        for name, cell in zip(named.names, row, strict=True)
        if name and cell.strip()
    ]
    return named.names if _is_talk(told) and (named.asks or _is_heard(told, filled)) else ()


def _is_talk(said: Mapping[str, Sequence[str]]) -> bool:
    count = sum(map(len, said.values()))
    words = sum(len(cell.split()) for cells in said.values() for cell in cells)
    # A table of facts has few words in a cell; one with all speakers in one column has the same names there.
    return count >= 4 and len(said) >= 2 and words >= 3 * count and not any(map(_are_names, said.values()))


def _are_names(cells: Sequence[str]) -> bool:
    if len(cells) < 4 or max(len(cell.split()) for cell in cells) > 4:
        return False
    return len(set(cells)) <= len(cells) / 2 or all(_named(cell) and cell[-1] not in ".!" for cell in cells)
