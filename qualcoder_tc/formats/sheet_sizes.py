# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How many rows and cells of a workbook's sheets hold anything, counted in the packed file before it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats.office import Package, local, value

MOST_ROWS = 100_000
MOST_CELLS = 5_000_000
_ROW = re.compile(rb"<(?:\w+:)?row(?=[ />])")
_HELD = re.compile(rb"<(?:\w+:)?[vt](?: [^<>]*)?>[^<]")  # a value, or the text of one that stands in its cell
_AT_ONCE = 1024 * 1024
_LONGEST = 16 * 1024 * 1024  # bytes of one row, and of what tells about the workbook
# Elements in parts that are read as a whole, of which the reader of workbooks takes some ten thousand in a second.
_MOST_MARKS = {"sharedstrings.xml": 4_000_000, "styles.xml": 500_000}
_WHOLE = ("xl/workbook", "xl/theme/", "docprops/", "[content_types].xml")
_STRINGS = 64 * 1024 * 1024  # bytes


def check(package: Package, wanted: str | None) -> None:
    """Raise InputError if the sheet that would be read has more rows or cells with something in them.

    A reader of workbooks would take many seconds, and the memory for all its strings, before it could tell.
    """
    _check_others(package)
    for part in _parts(package, wanted):
        rows = cells = 0
        for row in _rows(package, part):
            if _HELD.search(row):
                rows += 1
                cells += row.count(b"<c ") + row.count(b"<c>")
            if rows > MOST_ROWS + 1:
                raise InputError("This table is too long", f"it has more than {MOST_ROWS:,} rows; split it")
            if cells > MOST_CELLS:
                raise InputError("This table is too large", "it has more than five million cells; split it")
        if rows >= 2:
            return


def _check_others(package: Package) -> None:
    """Raise InputError if there is more about the workbook, or more strings or styles in it, than one of answers has."""
    for name, info in package.names.items():
        most = next((count for end, count in _MOST_MARKS.items() if name.endswith(end)), None)
        longest = _STRINGS if name.endswith("sharedstrings.xml") else _LONGEST
        if info.file_size > longest and (most or name.endswith(".rels") or name.startswith(_WHOLE)):
            raise InputError("It is too large", f"{name} unpacks to {info.file_size // 2**20} MB; save it as CSV")
        # No element is shorter than a byte, so that small parts need not be looked through.
        if most and info.file_size > most and _marks(package, name) > most:
            raise InputError("It is too large", "it holds millions of strings or styles; save the sheet as CSV")


def _marks(package: Package, name: str) -> int:
    return sum(piece.count(b"<") for piece in package.pieces(name, _AT_ONCE))


def _parts(package: Package, wanted: str | None) -> list[str]:
    """Return the parts that hold the sheets, in the order in which they are tried."""
    book = next((name for kind, name in package.related("").values() if kind == "officeDocument"), "")
    if not package.has(book):
        return []
    related = package.related(book)
    found: list[tuple[bool, str]] = []
    for sheet in package.xml(book).iter("{*}sheet"):
        if local(sheet) == "sheet" and (wanted is None or value(sheet, "name") == wanted):
            kind, part = related.get(_relation(sheet), ("", ""))
            if kind == "worksheet" and package.has(part):
                found.append((value(sheet, "state") in ("hidden", "veryHidden"), part))
    return [part for _, part in sorted(found, key=lambda one: one[0])]


def _relation(sheet: object) -> str:
    attributes: dict[str, str] = getattr(sheet, "attrib", {})
    return next((found for key, found in attributes.items() if key.endswith("}id")), "")


def _rows(package: Package, part: str) -> Iterator[bytes]:
    """Yield the rows of a sheet as they stand in the file."""
    rest = b""
    for piece in package.pieces(part, _AT_ONCE):
        *rows, rest = _ROW.split(rest + piece)
        yield from rows
        if len(rest) > _LONGEST:
            raise InputError("It is too large", "a row of it holds more than 16 MB; split it")
    yield rest
