# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Printed pages with a column for each of two speakers, named above them: what stands in a column is theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from qualcoder_tc.formats import columns
from qualcoder_tc.formats.printed import Row, joined

_APART = 60.0  # points that the left edges of two columns are apart at least
_NEAR = 20.0  # points by which lines of a column may be set in
_FOOT = 100.0  # points below which a line is no part of the columns
_LEVEL = 6.0  # points by which two cells of one row may differ in height


def text_of(rows: Sequence[Row]) -> str | None:
    """Return the text with a line for each row of cells, None where there are no such columns."""
    at = next((n for n, row in enumerate(rows) if row.text.count("\t") == 1 and columns.are_names(row.text)), None)
    if at is None:
        return None
    head, below = rows[at], rows[at + 1 :]
    if sum(row.text.count("\t") > 1 for row in below) > 0.1 * len(below):
        return None  # another table, of more columns, below a row of facts
    right = _right_column(head, below)
    if right is None:
        return None
    end = next((n for n, row in enumerate(below) if _spans(row, right) or _far_below(below, n)), len(below))
    # What is said above or below the columns is joined as elsewhere.
    found = [joined(rows[:at]), head.text.strip(), *_lines(_cells(head, below[:end], right)), joined(below[end:])]
    text = "\n".join(part for part in found if part)
    return text if columns.name_speakers(text) else None


def _right_column(head: Row, rows: Sequence[Row]) -> float | None:
    """Return the left edge of the second column: where lines begin most, well to the right of the first."""
    lefts = Counter(round(row.left) for row in rows if row.left > head.left + _APART)
    left, count = lefts.most_common(1)[0] if lefts else (0, 0)
    return float(left) if count >= max(3, 0.15 * len(rows)) else None


def _spans(row: Row, right: float) -> bool:
    return row.left < right - _NEAR and row.right > right + _NEAR and "\t" not in row.text


def _far_below(rows: Sequence[Row], n: int) -> bool:
    """Tell whether a line stands alone at the foot of the page."""
    above = [row.bottom for row in rows[:n] if row.page == rows[n].page]
    return (
        bool(above) and min(above) - rows[n].top > _FOOT and all(row.page != rows[n].page for row in rows[n + 1 :])
    )


def _cells(head: Row, rows: Sequence[Row], right: float) -> list[tuple[int, list[Row]]]:
    """Return the cells in the order of the text: which column, and the printed lines in it."""
    parts: list[tuple[int, Row]] = []
    for row in rows:
        left, tab, rest = row.text.partition("\t")
        if row.text.strip() == head.text.strip():
            continue  # the names once more, on another page
        if tab and row.left < right - _NEAR:
            parts += [(0, replace(row, text=left, right=right)), (1, replace(row, text=rest, left=right))]
        else:
            parts.append((int(row.left >= right - _NEAR), row))
    gaps = sorted(a.top - b.top for (m, a), (n, b) in pairwise(parts) if m == n and 2 < a.top - b.top < 60)
    usual = gaps[len(gaps) // 3] if gaps else 14.0
    cells: list[tuple[int, list[Row]]] = []
    for column, row in parts:
        last = cells[-1] if cells else None
        if last is not None and last[0] == column and row.page == last[1][-1].page:
            follows = last[1][-1].top - row.top <= usual * 1.45
        else:  # a cell may go on over the page
            follows = (
                last is not None and last[0] == column and not last[1][-1].text.rstrip().endswith((".", "?", "!"))
            )
        if last is not None and follows:
            last[1].append(row)
        else:
            cells.append((column, [row]))
    return cells


def _lines(cells: Sequence[tuple[int, list[Row]]]) -> list[str]:
    found: list[str] = []
    level: float | None = None
    for column, rows in cells:
        said = joined(rows).replace("\n", " ").replace("\t", " ")
        top = rows[0].top
        if column == 0:
            found.append(f"{said}\t")
            level = top
        elif level is not None and abs(level - top) <= _LEVEL:
            found[-1] += said
            level = None
        else:
            found.append(f"\t{said}")
            level = None
    return found
