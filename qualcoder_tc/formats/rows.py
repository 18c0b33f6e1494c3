# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables as rows of text: CSV in its dialects, and Excel workbooks."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import re
import warnings
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings, sheet_heads, sheet_sizes
from qualcoder_tc.formats.office import Package, broken, opened
from qualcoder_tc.formats.sheet_sizes import MOST_CELLS, MOST_ROWS

_LAST_ROW = 1_100_000  # no workbook has more
_MOST_COLUMNS = 2_000
_TOP = 50_000  # characters from which the dialect of a table is told
_SPACED = re.compile(r'[,;|] +"')
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
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
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (_STRICT + b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (_STRICT + b"officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
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
    above: list[list[str]] = field(default_factory=list[list[str]])
    """What stands above the names of the columns: a title, or facts on the document."""


def read(data: bytes, encoding: str | None = None, sheet: str | None = None) -> Rows:
    """Return the rows of a table; its first row names the columns. InputError says what is wrong with it."""
    if data.startswith(b"PK\x03\x04"):
        table, notes = _workbook(data, sheet)
        media, found = _XLSX, None
    else:
        text, found, notes = encodings.decode(data, encoding)
        table, more = _csv(text)
        notes, media = notes + more, "text/csv"
    table = [row for row in table if any(cell.strip() for cell in row)]
    if len(table) < 2:
        raise InputError(
            "There are no rows in this table", "it needs a line of column names and a row for each answer"
        )
    if len(table) > MOST_ROWS:
        raise InputError("This table is too long", f"it has {len(table):,} rows; split it")
    begins = sheet_heads.begins(table)
    above, table = [[cell.strip() for cell in row if cell.strip()] for row in table[:begins]], table[begins:]
    named = sheet_heads.width(table[0])
    width = max(map(sheet_heads.width, table))
    if width > _MOST_COLUMNS:
        raise InputError("This table is too wide", f"it has {width:,} columns; keep those of answers and of facts")
    if width > named:
        notes.append("some rows have more cells than there are column names; look whether the columns are right")
    first = (table[0] + [""] * width)[:width]
    head = _distinct([column.strip() or f"Column {n + 1}" for n, column in enumerate(first)])
    # What names the columns may come once more on each page.
    rows = [full for row in table[1:] if (full := (row + [""] * width)[:width]) != first]
    return Rows(head, rows, found, media, notes, above)


def _distinct(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _csv(text: str) -> tuple[list[list[str]], list[str]]:
    first = text[:20_000].split("\n", 1)[0]
    spaced = False
    if first.casefold().startswith("sep=") and len(first) == 5:  # Excel's own hint
        delimiter, text = first[4], text.split("\n", 1)[-1]
    else:
        delimiter, spaced = _dialect(text)
    csv.field_size_limit(10_000_000)
    try:
        table = list(_reader(text, delimiter, spaced))
    except csv.Error as error:
        reason = "a cell holds ten million characters" if "limit" in str(error) else str(error)
        raise InputError("This table cannot be read", f"{reason}; save it again as CSV (UTF-8)") from error
    notes = (
        ["a quotation mark seems not to be closed; look whether rows are missing"] if text.count('"') % 2 else []
    )
    return table, notes


def _reader(text: str, delimiter: str, spaced: bool) -> Any:
    # Line by line: a stream of text would hold it anew, with four bytes for each letter.
    lines = (match[0] for match in _LINE.finditer(text))
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=spaced)


def _dialect(text: str) -> tuple[str, bool]:
    """Return what parts the cells, and whether spaces may stand before their quotation marks.

    It is what makes as many cells of each of the first rows, and most of them where several do.
    """
    top = text[:_TOP]
    if len(text) > len(top) and "\n" in top:
        top = top.rpartition("\n")[0]
    best, found = (0.0, 0), (",", False)
    for spaced in (False, True):
        if spaced and not _SPACED.search(top):
            break
        for delimiter in ",;\t|":
            counts = Counter[int]()
            try:
                for row in itertools.islice(_reader(top, delimiter, spaced), 40):
                    if any(cell.strip() for cell in row):
                        counts[len(row)] += 1
            except csv.Error:
                continue
            if not counts:
                continue
            width, alike = counts.most_common(1)[0]
            score = (alike / counts.total() if width > 1 else 0.0, width)
            if score > best:
                best, found = score, (delimiter, spaced)
    if not best[0]:
        found = (max(",;\t|", key=top.split("\n", 1)[0].count), False)
    return found


def _workbook(data: bytes, wanted: str | None) -> tuple[list[list[str]], list[str]]:
    import openpyxl

    with opened(data, "Excel workbook") as package:
        if sum(info.file_size for info in package.names.values()) > _UNPACKED:
            raise InputError("It is too large", "it unpacks to more than 200 MB; save the sheet as CSV")
        for name in package.names:
            # No workbook declares entities; a file that does is meant to do harm.
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in next(package.pieces(name, 4096), b""):
                raise broken("Excel workbook")
        sheet_sizes.check(package, wanted)
        data = _transitional(data, package)
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


def _transitional(data: bytes, package: Package) -> bytes:
    """Return a workbook in the names that its reader knows, if it was saved in those of the strict standard."""
    if not any(
        name.startswith("xl/workbook") and name.endswith(".xml") and _STRICT in package.read(name)
        for name in package.names
    ):
        return data
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, info in package.names.items():
            if name.endswith((".xml", ".rels")) and not name.startswith("xl/drawings/"):
                part = package.read(name)
                for strict, usual in _NAMES:
                    part = part.replace(strict, usual)
                archive.writestr(info.filename, part)
    return stream.getvalue()


def _sheet(book: Any, wanted: str | None) -> tuple[list[list[str]], list[str]]:
    names = [sheet.title for sheet in book.worksheets]
    if wanted is not None and wanted not in names:
        raise InputError(f"There is no sheet {wanted!r}", "the sheets are: " + ", ".join(names))
    notes: list[str] = []
    first: list[list[str]] = []
    # What is hidden is read only where nothing else is there.
    for sheet in sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible"):
        if wanted is not None and sheet.title != wanted:
            continue
        filled = _filled_rows(sheet)
        if len(filled) >= 2:
            others = [n for n in names if n != sheet.title]
            if others and wanted is None:
                notes.append(f"the sheet {sheet.title} was read; there are also {', '.join(others[:5])}")
            return filled, notes
        first = first or filled
    return first, notes


def _filled_rows(sheet: Any) -> list[list[str]]:
    """Return the rows of a sheet that hold anything; what its cells are said to span counts for nothing."""
    sheet.reset_dimensions()
    filled: list[list[str]] = []
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        if any(value is not None for value in row):
            filled.append([_cell(value) for value in row])
            cells += len(row)
        if len(filled) > MOST_ROWS + 1:
            raise InputError("This table is too long", f"it has more than {MOST_ROWS:,} rows; split it")
        if cells > MOST_CELLS or number > _LAST_ROW:
            raise InputError("This table is too large", "it has more than five million cells; split it")
    return [row for row in filled if any(row)]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    # Excel writes characters that XML cannot hold, and what looks like such, by their numbers.
    text = _ESCAPE.sub(_unescaped, str(value)) if "_x" in str(value) else str(value)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code in (9, 10, 13) or (code >= 0x20 and not 0xD800 <= code < 0xE000) else "\ufffd"
