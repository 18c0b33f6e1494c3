# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables with a column for each speaker, who is named in the row above: Interviewer | Participant."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import heads, plausible, telling, tidy
from qualcoder_tc.formats.roles import answers, role_of
from qualcoder_tc.formats.times import TIME, seconds

_MOST = 60  # lines in which the row with the names comes
_REMARK = re.compile(r"\s*\([^()\n]{1,40}\)\s*$")
_STAMP = re.compile(rf"[\[(]?({TIME})[\])]?")
# What columns hold that nobody says, though it may be written beside what is said.
_BESIDE = frozenset(
    """time times timestamp timecode start end zeit temps tiempo no no. nr nr. # id line row turn zeile note notes
    comment comments memo memos code codes coding theme themes question topic notizen kommentar remarques notas""".split()
)
_CELL = re.compile(r"[^\t\n]*")
_COUNTED = re.compile(r"[\d.:,\[\]() -]*")


@dataclass(frozen=True, slots=True)
class _Head:
    """The row with the names: what stands in it, and who speaks in each column, None where nobody does."""

    cells: tuple[str, ...]
    names: tuple[str | None, ...]


def labels(text: str, lines: Sequence[tuple[int, int]]) -> list[Label]:
    """Return a label of no width for each filled cell of such tables, nothing if there are none."""
    if "\t" not in text:
        return []
    first = next(
        ((n, head) for n, (a, b) in enumerate(lines[:_MOST]) if "\t" in text[a:b] and (head := _head(text[a:b]))),
        None,
    )
    if first is None:
        return []
    number, head = first
    found: list[Label] = []
    for start, end in lines[number + 1 :]:
        cells = text[start:end].split("\t")
        if len(cells) != len(head.cells):
            continue  # a further paragraph of the cell before
        if tuple(cell.strip() for cell in cells) == head.cells:
            found.append(Label(start, start, None, None, None))  # the names once more, on another page
        else:
            found += _in_row(start, cells, head)
    return found if _convincing(text, found) else []


def are_names(line: str) -> bool:
    """Tell whether a line names the speakers of columns."""
    return _head(line) is not None


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
    asking = sum(role_of(name) is not None for name in people)
    fits = all(not cell or cell.casefold().split()[0] in _BESIDE for cell in others)
    colons = {cell.endswith(":") for cell, name in zip(cells, names, strict=True) if name}
    if asking and fits and len(colons) == 1 and len(people) == len(set(people)) >= 2:
        return _Head(cells, names)
    return None


def _named(cell: str) -> str | None:
    name = tidy(_REMARK.sub("", cell)) if not cell.endswith(("?", "!", ",")) else ""
    if not name or name.casefold().split()[0] in _BESIDE or heads(name.split()[0]):
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


def _convincing(text: str, found: Sequence[Label]) -> bool:
    said: dict[str, list[str]] = {}
    for label in found:
        if label.name and (match := _CELL.match(text, label.said)):
            said.setdefault(label.name, []).append(match[0].strip())
    return _is_talk(said)


def of_rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str | None, ...]:
    """Return who speaks in each column of a sheet, None where nobody does; nothing if it is another table."""
    named = _head("\t".join(head))
    if named is None or len(named.names) != len(head):
        return ()
    said = {
        name: [row[n].strip() for row in rows[:500] if row[n].strip()] for n, name in enumerate(named.names) if name
    }
    return named.names if _is_talk({name: cells for name, cells in said.items() if cells}) else ()


def _is_talk(said: Mapping[str, Sequence[str]]) -> bool:
    count = sum(map(len, said.values()))
    words = sum(len(cell.split()) for cells in said.values() for cell in cells)
    # A table of facts has few words in a cell; one with all speakers in one column has the same names there.
    return count >= 4 and len(said) >= 2 and words >= 3 * count and not any(map(_are_names, said.values()))


def _are_names(cells: Sequence[str]) -> bool:
    if len(cells) < 4 or max(len(cell.split()) for cell in cells) > 4:
        return False
    return len(set(cells)) <= len(cells) / 2 or all(_named(cell) and cell[-1] not in ".!" for cell in cells)
