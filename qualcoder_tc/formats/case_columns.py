# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the columns of a table of cases hold: types, dates in one order, cells that say that nothing is known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcoder_tc.model import dates
from qualcoder_tc.model.attributes import fits, guess_type

_MISSING = frozenset(
    "n/a na n.a. n.a #n/a nan - -- – — . ? none null missing unknown k.a. keine angabe n.d. s/d nsp refused".split()
)
_THOUSANDS = re.compile(
    r"[-+]?\d{1,3}(?:(?P<sign>[., '\u2019\xa0\u202f])\d{3})(?:(?P=sign)\d{3})*(?:(?P<point>[.,])\d+)?"
)


def read(name: str, cells: Sequence[str], cases: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """Return (type, cells as they shall be, warnings) of a column; empty cells stay empty.

    Numbers and dates may stand beside cells that say that nothing is known (n/a, -), which become empty. A column of
    words in which most are numbers or dates says which are not, since somebody mistyped them.
    """
    known = [c for c in cells if c and c.casefold() not in _MISSING]
    kind, made, note = _typed(known)
    if kind in ("number", "date"):
        values = dict(zip(known, made, strict=True))
        missing = [f"{c!r} of {case}" for c, case in zip(cells, cases, strict=True) if c and c not in values]
        warnings = [f"in {name}, {note}"] if note else []
        if missing:
            warnings.append(f"{name} is of the type {kind}, so this was left empty in it: {_some(missing)}")
        return kind, [values.get(c, "") for c in cells], warnings
    given = [c for c in cells if c]
    guessed = guess_type(given)
    kind = guessed if all(fits(c, guessed) for c in given) else "text"
    return (
        kind,
        list(cells),
        [f"{name} is kept as words, since {said}"] if (said := _nearly(known, cells, cases)) else [],
    )


def _typed(cells: Sequence[str]) -> tuple[str, list[str], str]:
    """Return the type of cells that are all numbers or all dates, "" for others, and how they were read."""
    if not cells:
        return "", [], ""
    if guess_type(cells) == "number" and all(fits(c, "number") for c in cells):
        return "number", list(cells), ""
    if numbers := _grouped(cells):
        return "number", numbers, ""
    found = dates.column(cells)
    return ("date", *found) if found is not None else ("", [], "")


def _grouped(cells: Sequence[str]) -> list[str]:
    """Return numbers with their thousands apart as plain ones, where it is certain which sign parts thousands."""
    matches = [m for m in map(_THOUSANDS.fullmatch, cells) if m]
    signs, points = {m["sign"] for m in matches}, {m["point"] for m in matches} - {None}
    if len(signs) != 1 or len(points) > 1 or signs & points:
        return []
    (sign,) = signs
    # 1,200 alone may be twelve hundred or one and a fifth; 1,200,000, 1,200.5 and 1 200 cannot.
    if sign in ".," and not points and all(m[0].count(sign) == 1 for m in matches):
        return []
    plain = [c.replace(sign, "") if _THOUSANDS.fullmatch(c) else c for c in cells]
    return plain if all(fits(c, "number") for c in plain) and not any(sign in c for c in plain) else []


def _nearly(known: Sequence[str], cells: Sequence[str], cases: Sequence[str]) -> str:
    """Return what keeps a column from being one of numbers or dates, "" where words are what it holds."""
    held = set(known)
    for kind in ("number", "date"):
        wrong = [
            f"{c!r} of {case}" for c, case in zip(cells, cases, strict=True) if c in held and not fits(c, kind)
        ]
        if wrong and len(wrong) * 2 < len(known):
            return f"this is not a {kind}: {_some(wrong)}"
    if any(_THOUSANDS.fullmatch(c) for c in known) and all(re.fullmatch(r"[-+\d.,]+", c) for c in known):
        return f"{known[0]!r} may be read in two ways (write it without a sign for thousands)"
    return ""


def _some(items: Sequence[str], most: int = 5) -> str:
    more = f" and {len(items) - most} more" if len(items) > most else ""
    return ", ".join(items[:most]) + more
