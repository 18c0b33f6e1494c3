# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of cases (.csv, .tsv, .xlsx): a row a case, a column an attribute; in and out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import case_columns, rows
from qualcoder_tc.formats.office import opened
from qualcoder_tc.model.case_table import CaseColumn, ImportedCases, plain_name
from qualcoder_tc.model.records import CaseRow

_NAME = re.compile(
    r"(?i)(case|case[ _]?(name|id)|name|id|participant|participant[ _]?id|respondent|respondent[ _]?id|person|pseudonym|"
    r"speaker|code|nr|no|number|uid|interviewee)"
)
_FORMULA = re.compile(r"\A'([=+\-@])")  # as written here, and by others, so that no spreadsheet runs it
_OTHERS = (b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")
_MOST_WARNINGS = 50
_LARGEST = 50 * 1024 * 1024


def read(data: bytes, case_column: str | None = None, known: Collection[str] = ()) -> ImportedCases:
    """Return the cases in a table; InputError says what is wrong with it.

    The column of names is the one asked for, else the one with most names that are `known` as cases or speakers, else
    the first that is called so (case, name, id, participant, ...), else the first. Of two rows with one name the first
    counts, and rows without a name are left out; warnings say so.
    """
    if len(data) > _LARGEST:
        raise InputError("It is too large", "a table of cases has less than 50 MB")
    if not data.strip():
        raise InputError("It is empty", "there is nothing to import")
    if data.startswith(b"PK\x03\x04"):
        with opened(data, "Excel workbook") as package:
            if sum(info.file_size for info in package.names.values()) > _LARGEST:
                raise InputError("It is too large", "it unpacks to more than 50 MB; save the sheet of cases as CSV")
    if data.startswith(_OTHERS):
        raise InputError("This is no table", "save it as .csv or .xlsx")
    table = rows.read(data)
    key = _column(table, case_column, {plain_name(name) for name in known})
    seen: set[str] = set()
    kept: list[list[str]] = []
    warnings = list(table.warnings)
    for number, row in enumerate(table.rows, start=2):
        name = _name(row[key])
        if not name:
            warnings.append(f"row {number} has no name and was left out")
        elif name.casefold() in seen:
            warnings.append(f"row {number} is a second {name} and was left out")
        else:
            seen.add(name.casefold())
            kept.append(row)
    if not kept:
        raise InputError("There are no cases in this table", f"the column {table.head[key]!r} is empty")
    found: list[CaseColumn] = []
    values: dict[str, list[str]] = {}
    names = [_name(row[key]) for row in kept]
    for n, column in enumerate(table.head):
        cells = [_FORMULA.sub(r"\1", row[n].strip()) for row in kept]
        if n != key and any(cells):
            kind, values[column], said = case_columns.read(column, cells, names)
            found.append(CaseColumn(column, kind))
            warnings += said
    rows_found = tuple(
        (name, {c: cells[number] for c, cells in values.items() if cells[number]})
        for number, name in enumerate(names)
    )
    return ImportedCases(table.head[key], tuple(found), rows_found, tuple(_shortened(warnings)))


def _shortened(warnings: list[str]) -> list[str]:
    more = len(warnings) - _MOST_WARNINGS
    return [*warnings[:_MOST_WARNINGS], f"and {more} more of the kind"] if more > 0 else warnings


def _name(cell: str) -> str:
    return " ".join(_FORMULA.sub(r"\1", cell.strip()).split())


def _column(table: rows.Rows, wanted: str | None, known: Collection[str]) -> int:
    head = table.head
    if wanted is not None:
        for n, name in enumerate(head):
            if name.strip().casefold() == wanted.strip().casefold():
                return n
        raise InputError(f"There is no column {wanted!r}", "the columns are: " + ", ".join(head[:30]))
    first = next((n for n, name in enumerate(head) if _NAME.fullmatch(name.strip())), 0)
    if not known:
        return first
    # Numbers of rows may stand before the names that the transcripts have.
    here = [
        len({plain_name(row[n]) for row in table.rows if row[n].strip()} & set(known)) for n in range(len(head))
    ]
    best = max(range(len(head)), key=lambda n: (here[n], n == first))
    return best if here[best] > here[first] else first


def write(path: Path, cases: Sequence[CaseRow], attributes: Sequence[str]) -> None:
    """Write cases as .csv or .xlsx, by suffix, so that `read` reads them back."""
    table = [["case", *attributes], *([c.name, *(c.attributes.get(a, "") for a in attributes)] for c in cases)]
    if path.suffix.lower() == ".xlsx":
        _write_workbook(path, table)
        return
    text = io.StringIO(newline="")
    csv.writer(text).writerows([_safe(cell) for cell in row] for row in table)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def _safe(cell: str) -> str:
    # A cell that begins like a formula would be run by a spreadsheet.
    return "'" + cell if cell[:1] in ("=", "+", "-", "@") and not re.fullmatch(r"[-+]?[\d.,]+", cell) else cell


def _write_workbook(path: Path, table: list[list[str]]) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cases"
    for row in table:
        sheet.append(row)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"  # text, whatever it begins with
    sheet.freeze_panes = "B2"
    book.save(path)
