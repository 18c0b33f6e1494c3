# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which columns of a table hold speakers and words, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from qualcoder_tc.formats import roles, rows
from qualcoder_tc.formats.names import plausible, tidy

_MOST = 30  # columns that are looked at
_FIGURES = re.compile(r"[\W\d_]*")
_TOLD = 0.3  # of all rows, those that name somebody
_ASKED = re.compile(r"[?？؟]")


def by_content(table: rows.Rows) -> tuple[int, int] | None:
    """Return the columns of speakers and words, whatever they are called: a few names take turns, and one of them asks."""
    few = range(min(len(table.head), _MOST))
    words = wordiest(table, [n for n in few if has_words(table, n)])
    if words is None:
        return None
    spoken = [row for row in table.rows[:500] if row[words].strip()]
    for column in few:
        named = [tidy(row[column]) for row in spoken] if column != words else []
        told = [name for name in named if name]  # rows without a name go on with the turn above
        if len(told) >= _TOLD * len(named) and recur(told) and _in_turn(told) and max(map(len, told)) <= 40:
            said: dict[str, list[str]] = {}
            for name, row in zip(named, spoken, strict=True):
                if name:
                    said.setdefault(name, []).append(row[words])
            if _one_asks(said):
                return column, words
    return _without_head(table, few, words, spoken)


def _without_head(
    table: rows.Rows, few: Sequence[int], words: int, spoken: Sequence[Sequence[str]]
) -> tuple[int, int] | None:
    """Return the columns of a table that begins with what somebody says: names that come again, words, and figures."""
    for column in few:
        named = [tidy(row[column]) for row in spoken] if column != words else []
        first = tidy(table.head[column])
        others = (n for n in few if n not in (column, words))
        if (
            first in named
            and recur(named)
            and all(plausible(name, named.count(name)) for name in set(named) if name)
            and all(_FIGURES.fullmatch(row[n]) for n in others for row in spoken)
        ):
            return column, words
    return None


def take_turns(table: rows.Rows, column: int) -> bool:
    """Tell whether the same few names come again and again in a column, and take turns."""
    named = [tidy(row[column]) for row in table.rows]
    return recur(named) and _in_turn(named)


def _in_turn(named: Sequence[str]) -> bool:
    """Tell whether names take turns, as those of documents or places that are listed one after the other do not."""
    said = [name for name in named if name]
    return sum(a != b for a, b in pairwise(said)) >= 0.4 * len(said)


def _one_asks(said: Mapping[str, Sequence[str]]) -> bool:
    """Tell whether what stands beside one of the names often asks, and beside the others hardly ever."""
    asking = {name: sum(bool(_ASKED.search(one)) for one in told) / len(told) for name, told in said.items()}
    shares = sorted(asking.values())
    called = any(roles.role_of(name) and share >= 0.2 for name, share in asking.items())
    people = all(plausible(name, len(told)) for name, told in said.items() if name)
    return called or (people and shares[-1] >= 0.3 and shares[-2] <= shares[-1] / 2)


def wordiest(table: rows.Rows, among: Sequence[int]) -> int | None:
    """Return the column that holds most: a turn may be what was said, or its number."""
    return max(among, key=lambda n: sum(len(row[n]) for row in table.rows[:200]), default=None)


def has_words(table: rows.Rows, column: int) -> bool:
    """Tell whether a column has several words in a cell on the whole."""
    return sum(len(row[column].split()) for row in table.rows[:200]) >= 3 * len(table.rows[:200])


def recur(names: Sequence[str]) -> bool:
    """Tell whether the same few names come again and again."""
    return 2 <= len(set(names)) <= len(names) / 3
