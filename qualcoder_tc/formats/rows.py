# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables as rows of text: CSV in its dialects, and Excel workbooks."""

from __future__ import annotations

import csv
import datetime
import io
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings
from qualcoder_tc.formats.office import broken, opened

_MOST_ROWS = 200_000
_MOST_CELLS = 5_000_000
_UNPACKED = 200 * 1024 * 1024
# What the reader of workbooks raises for damaged ones; errors in XML are SyntaxErrors.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    OSError,
    EOFError,
    NotImplementedError,
    RecursionError,
)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Rows:
    """Column names and rows of as many cells each."""

    head: list[str]
    rows: list[list[str]]
    encoding: str | None
    media_type: str
    warnings: list[str]


def read(data: bytes, encoding: str | None = None, sheet: str | None = None) -> Rows:
    """Return the rows of a table; its first row names the columns. InputError says what is wrong with it."""
    if data.startswith(b"PK\x03\x04"):
        table, notes = _workbook(data, sheet)
        media, found = _XLSX, None
    else:
        text, found, notes = encodings.decode(data, encoding)
        table, media = _csv(text), "text/csv"
    table = [row for row in table if any(cell.strip() for cell in row)]
    if len(table) < 2:
        raise InputError(
            "There are no rows in this table", "it needs a line of column names and a row for each answer"
        )
    if len(table) > _MOST_ROWS:
        raise InputError("This table is too long", f"it has {len(table):,} rows; split it")
    width = len(table[0])
    while (
        width > 1
        and not table[0][width - 1].strip()
        and not any(row[width - 1 : width] != [""] for row in table[1:50])
    ):
        width -= 1
    head = _distinct([column.strip() or f"Column {n + 1}" for n, column in enumerate(table[0][:width])])
    return Rows(head, [(row + [""] * width)[:width] for row in table[1:]], found, media, notes)


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _csv(text: str) -> list[list[str]]:
    first = text[:20_000].split("\n", 1)[0]
    if first.casefold().startswith("sep=") and len(first) == 5:  # Excel's own hint
        delimiter, text = first[4], text.split("\n", 1)[-1]
    else:
        delimiter = max(",;\t|", key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError("This table cannot be read", f"{error}; save it again as CSV (UTF-8)") from error


def _workbook(data: bytes, wanted: str | None) -> tuple[list[list[str]], list[str]]:
    import openpyxl

    with opened(data, "Excel workbook") as package:
        if sum(info.file_size for info in package.names.values()) > _UNPACKED:
            raise InputError("It is too large", "it unpacks to more than 200 MB; save the sheet as CSV")
        for name in package.names:
            # No workbook declares entities; a file that does is meant to do harm.
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(name)[:4096]:
                raise broken("Excel workbook")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features of a sheet that have no bearing on its cells
        try:
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return _sheet(book, wanted)
            finally:
                book.close()
        except _DAMAGE as error:
            raise broken("Excel workbook") from error


def _sheet(book: Any, wanted: str | None) -> tuple[list[list[str]], list[str]]:
    names = [sheet.title for sheet in book.worksheets]
    if wanted is not None and wanted not in names:
        raise InputError(f"There is no sheet {wanted!r}", "the sheets are: " + ", ".join(names))
    notes: list[str] = []
    first: list[list[str]] = []
    for sheet in book.worksheets:
        if wanted is not None and sheet.title != wanted:
            continue
        rows: list[list[str]] = []
        cells = 0
        for row in sheet.iter_rows(values_only=True):
            rows.append([_cell(value) for value in row])
            cells += len(row)
            if cells > _MOST_CELLS:
                raise InputError("This table is too large", "it has more than five million cells; split it")
        filled = [row for row in rows if any(row)]
        if len(filled) >= 2:
            others = [n for n in names if n != sheet.title]
            if others and wanted is None:
                notes.append(f"the sheet {sheet.title} was read; there are also {', '.join(others[:5])}")
            return filled, notes
        first = first or filled
    return first, notes


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
