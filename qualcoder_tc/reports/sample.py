# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The sample by its cases: how many have which value of each attribute."""

from __future__ import annotations

from collections import Counter
from statistics import median

from qualcoder_tc.model.attributes import sort_key
from qualcoder_tc.model.records import AttributeRow
from qualcoder_tc.model.report import ReportData
from qualcoder_tc.reports.blocks import Block, Table

_MOST = 12  # different values; more are said as a range, or only counted
_NOT_GIVEN = "not given"


def cases(data: ReportData) -> list[Block]:
    """Return a table of the cases by attribute, none where cases have no attributes."""
    rows: list[tuple[str, ...]] = []
    for attribute in data.attributes:
        values = [v for case in data.cases if (v := case.attributes.get(attribute.name, ""))]
        if values:
            rows += _rows(attribute, values, len(data.cases))
    if not rows:
        return []
    count = len(data.cases)
    note = f"{count} case{'s' if count != 1 else ''}; shares are of all of them."
    return [
        Table(
            "Cases by attribute",
            ("Attribute", "Value", "Cases", "Share"),
            tuple(rows),
            (2, 3),
            (0.3, 0.4, 0.15, 0.15),
            note,
        )
    ]


def _rows(attribute: AttributeRow, values: list[str], cases: int) -> list[tuple[str, ...]]:
    """Return the rows of one attribute, its name in the first; what is missing comes last."""
    counts = Counter(values)
    order = sorted(counts, key=lambda v: sort_key(v, attribute.type))
    if attribute.type == "number" and (len(counts) > _MOST or max(counts.values()) == 1):
        lines = [(_range(values), len(values))]
    elif attribute.type == "date":
        lines = [(order[0] if len(order) == 1 else f"{order[0]} to {order[-1]}", len(values))]
    elif len(counts) > _MOST:
        lines = [(f"{len(counts)} different values", len(values))]
    else:
        lines = [(value, counts[value]) for value in order]
    if len(values) < cases:
        lines.append((_NOT_GIVEN, cases - len(values)))
    return [
        (attribute.name if n == 0 else "", value, str(count), f"{count / max(1, cases):.0%}")
        for n, (value, count) in enumerate(lines)
    ]


def _range(values: list[str]) -> str:
    numbers = sorted(float(v) for v in values)
    low, high, middle = (f"{n:g}" for n in (numbers[0], numbers[-1], median(numbers)))
    return low if low == high else f"{low} to {high}, median {middle}"
