# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which row of a sheet names its columns, where a title or facts on the document stand above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualcoder_tc.formats import column_words, columns, names
from qualcoder_tc.formats.names import plausible, tidy
from qualcoder_tc.formats.roles import role_of

Table = Sequence[Sequence[str]]
_MOST = 40  # rows above which the names of the columns come
_LONGEST = 40  # characters in the name of a column
_LOOK = 300  # rows in which people come back
_COLUMNS = 12
_ASKS = re.compile(r"[?？؟\u037e]")


def begins(table: Table) -> int:
    """Return how many rows stand above the one that names the columns."""
    return _by_words(table) or _by_columns(table) or _by_people(table) or _by_width(table)


def width(row: Sequence[str]) -> int:
    """Return the number of cells up to the last that is not empty."""
    filled = len(row)
    while filled and not row[filled - 1].strip():
        filled -= 1
    return filled


def _by_words(table: Table) -> int:
    """Return where a row says who speaks, and what was said, in words that head such columns."""
    for number, row in enumerate(table[:_MOST]):
        cells = [column_words.plain(cell) for cell in row if cell.strip()]
        if len(cells) < 2 or max(map(len, cells)) > _LONGEST or len(set(cells)) < len(cells):
            continue
        who = next((cell for cell in cells if cell in column_words.WHO), None)
        perhaps = who or next((cell for cell in cells if cell in column_words.PERHAPS_WHO), None)
        said = any(cell in column_words.SAID and cell != perhaps for cell in cells)
        known = sum(cell in column_words.HEADS for cell in cells)
        if perhaps and (said or (who and known >= 3)) and 2 * known >= len(cells) and number + 2 < len(table):
            return number
    return 0


def _by_columns(table: Table) -> int:
    """Return where, below facts in two cells a row at most, a row names who speaks in each column."""
    for number, row in enumerate(table[:_MOST]):
        if number and columns.are_names("\t".join(row[: width(row)])):
            wide = width(row)
            below = [[*one[:wide], *[""] * (wide - len(one))] for one in table[number + 1 : _LOOK]]
            if columns.of_rows(row[:wide], below):
                return number
        if width(row) > 2:
            return 0
    return 0


def _by_people(table: Table) -> int:
    """Return where, below facts in two cells a row at most, the same few people begin to take turns."""
    if width(table[0]) > 2:
        return 0
    for column in range(min(_COLUMNS, max(map(width, table[:_LOOK])))):
        named = [tidy(row[column]) if column < len(row) else "" for row in table[:_LOOK]]
        counts = Counter(name for name in named if name)
        people = {name for name, count in counts.items() if count >= 3 and len(name) <= _LONGEST}
        first = next((n for n, name in enumerate(named) if name in people), 0)
        below = [name for name in named[first:] if name]
        if not 3 <= first <= _MOST or len(people) < 2 or len(set(below)) > max(3, len(below) / 3):
            continue  # the row right above is that of the names, if there are any, and above it are facts
        if all(width(row) <= 2 for row in table[: first - 1]) and _one_asks(table[first:_LOOK], column):
            return first if _is_fact(table[first - 1]) else first - 1
    return 0


def _is_fact(row: Sequence[str]) -> bool:
    """Tell whether a row heads no columns, but is the last of the facts: Date, 3 May 2024."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) <= 2 and (names.heads(cells[0].split()[0]) or any(map(str.isdigit, "".join(cells))))


def _one_asks(rows: Table, column: int) -> bool:
    """Tell whether beside the names in a column stands what people say, and one of them asks more than the others."""
    said: dict[str, list[str]] = {}
    for row in rows:
        cells = [cell for n, cell in enumerate(row) if n != column]
        if column < len(row) and row[column].strip() and cells:
            said.setdefault(tidy(row[column]), []).append(max(cells, key=len))
    told = [one for each in said.values() for one in each]
    if not told or sum(len(one.split()) for one in told) < 3 * len(told):
        return False
    shares = sorted(sum(bool(_ASKS.search(one)) for one in each) / len(each) for each in said.values())
    people = all(plausible(name, len(each)) for name, each in said.items())
    return any(map(role_of, said)) or (people and len(shares) > 1 and shares[-1] >= max(0.3, 2 * shares[0]))


def _by_width(table: Table) -> int:
    """Return how many rows with one cell each, a title, stand above a row of names with more."""
    above = next((n for n, row in enumerate(table[:9]) if width(row) > 1), 0)
    below = table[above + 1 :]
    if not above or len(below) < 2 or sum(width(row) > 1 for row in below) < 0.9 * len(below):
        return 0
    cells = [cell.strip() for cell in table[above] if cell.strip()]
    named = all(len(cell) <= _LONGEST and not any(c.isdigit() for c in cell[:1]) for cell in cells)
    return above if named and len(set(cells)) == len(cells) and width(table[above]) == len(cells) else 0
