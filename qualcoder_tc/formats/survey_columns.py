# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which columns of a survey hold answers, and which facts about those who answered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import rows as rows_of
from qualcoder_tc.model.transcript import ImportedCase, ImportOptions

CASE = re.compile(
    r"(?i)(respondent|participant|case|person|member|user|respondent[ _]?id|participant[ _]?id|case[ _]?id|id|uid|"
    r"response[ _]?id|comment[ _]?id|nr|no|number|pseudonym|code)"
)
"""What heads a column of respondents."""
_MANY = 30  # more other columns than this are a table of figures, not facts about people


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns of a survey hold answers, which facts, and who answered in each row."""

    open: list[int]
    others: list[int]
    who: list[str]
    warnings: list[str]

    @classmethod
    def of(cls, table: rows_of.Rows, options: ImportOptions) -> Plan:
        case_column = _case_column(table.head, table.rows, options.case_column)
        open_columns = _open_columns(table.head, table.rows, options.text_columns, case_column)
        others = [n for n in range(len(table.head)) if n not in open_columns and n != case_column]
        warnings: list[str] = []
        if len(others) > _MANY:
            warnings.append(
                f"{len(others)} further columns were left out; they look like figures rather than facts"
            )
            others = []
        who = _respondents(table.rows, case_column)
        warnings += _differing(table, who, others)
        return cls(open_columns, others, who, warnings)


def _column(head: list[str], wanted: str) -> int:
    for n, column in enumerate(head):
        if column.strip().casefold() == wanted.strip().casefold():
            return n
    raise InputError(f"There is no column {wanted!r}", "the columns are: " + ", ".join(head[:30]))


def _case_column(head: list[str], rows: list[list[str]], wanted: str | None) -> int | None:
    if wanted is not None:
        return _column(head, wanted)
    for n, column in enumerate(head):
        if CASE.fullmatch(column.strip()) and all(len(row[n]) <= 60 for row in rows[:500]):
            return n
    return None


def _open_columns(head: list[str], rows: list[list[str]], wanted: Sequence[str], case: int | None) -> list[int]:
    if wanted:
        return [_column(head, w) for w in wanted]
    found: list[int] = []
    for n in range(len(head)):
        values = [row[n].strip() for row in rows[:2000] if row[n].strip()]
        if n == case or not values:
            continue
        words = sum(len(v.split()) for v in values) / len(values)
        if words >= 4 and len(set(values)) > len(values) * 0.4:
            found.append(n)
    if not found:
        raise InputError(
            "No column with open answers was found",
            "name it (--text-column), or bring the table in as cases; the columns are: " + ", ".join(head[:30]),
        )
    return found


def _respondents(rows: list[list[str]], case: int | None) -> list[str]:
    width = max(2, len(str(len(rows))))
    named = [" ".join(row[case].split()) if case is not None else "" for row in rows]
    return [name or f"R{n:0{width}}" for n, name in enumerate(named, start=1)]


def cases(head: list[str], rows: list[list[str]], who: list[str], others: list[int]) -> tuple[ImportedCase, ...]:
    facts: dict[str, dict[str, str]] = {}
    for respondent, row in zip(who, rows, strict=True):
        known = facts.setdefault(respondent, {})
        for n in others:
            if row[n].strip():
                known.setdefault(head[n], row[n].strip())
    return tuple(ImportedCase(name, attributes, (name,)) for name, attributes in facts.items())


def _differing(table: rows_of.Rows, who: list[str], others: list[int]) -> list[str]:
    """Say which facts about one respondent differ from row to row."""
    first: dict[tuple[str, int], str] = {}
    differ: dict[str, int] = {}
    for respondent, row in zip(who, table.rows, strict=True):
        for n in others:
            fact = row[n].strip()
            if fact and first.setdefault((respondent, n), fact) != fact:
                differ.setdefault(respondent, n)
    if not differ:
        return []
    name, column = next(iter(differ.items()))
    return [
        f"some respondents ({len(differ)}) have rows that differ, such as {name} in {table.head[column]};"
        " the first row counts for their case"
    ]
