# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The history as CSV, Excel or Word."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.model.illegal import without_illegal

Row = tuple[str, str, str, str]
HEAD: Row = ("when", "who", "what", "state")
Writer = Callable[[Path, Sequence[Row]], None]


def writer(path: Path) -> Writer:
    """Return what writes the kind of file that the suffix names; InputError for any other."""
    found = {".csv": write_csv, ".xlsx": write_xlsx, ".docx": write_docx}.get(path.suffix.lower())
    if found is None:
        raise InputError(
            f"The history cannot be written as {path.suffix or path.name}",
            "let the name end in .csv, .xlsx or .docx",
        )
    return found


def write_csv(path: Path, rows: Sequence[Row]) -> None:
    """Write UTF-8 with a byte order mark, so that Excel reads accents."""
    with path.open("w", encoding="utf-8-sig", newline="", errors="surrogatepass") as stream:
        made = csv.writer(stream, lineterminator="\r\n")
        made.writerow(HEAD)
        made.writerows(rows)


def write_xlsx(path: Path, rows: Sequence[Row]) -> None:
    """Write a table with a frozen head; words that begin like a formula stay words."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    sheet = book.create_sheet("History")
    for column, width in (("A", 18), ("B", 20), ("C", 90), ("D", 10)):
        sheet.column_dimensions[column].width = width
    sheet.freeze_panes = "A2"

    def cell(value: str, *, head: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=without_illegal(value)[:32_767])
        made.data_type = "s"
        if head:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(name, head=True) for name in HEAD])
    for row in rows:
        sheet.append([cell(value) for value in row])
    book.save(path)


def write_docx(path: Path, rows: Sequence[Row]) -> None:
    """Write a paragraph for each change, under a heading for each day."""
    from docx import Document

    made = Document()
    made.add_heading("History", level=1)
    day = ""
    for when, who, what, state in rows:
        if when[:10] != day:
            day = when[:10]
            made.add_heading(day, level=2)
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{when[11:]}  {without_illegal(who)}: ").bold = True
        paragraph.add_run(without_illegal(what) + (f" ({state})" if state else ""))
    made.save(str(path))
