# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Coded segments as CSV, JSON lines, Excel."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qualcoder_tc.model.illegal import without_illegal
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.progress import Progress

COLUMNS = (
    "document", "kind", "turn", "speaker", "case", "start", "end", "quote", "code", "code_path", "coder", "origin",
    "created", "memo",
)  # fmt: skip
_STEP = 2000
_CELL = 32_767  # characters that Excel holds in a cell


def row_of(s: SegmentRow) -> dict[str, object]:
    """Return a segment as the columns that scripts rely on."""
    return {
        "document": s.document, "kind": s.kind.value, "turn": s.turn, "speaker": s.speaker, "case": s.case,
        "start": s.start, "end": s.end, "quote": s.quote, "code": s.code, "code_path": s.code_path, "coder": s.coder,
        "origin": s.origin.value, "created": s.created, "memo": s.memo,
    }  # fmt: skip


def write_csv(path: Path, segments: Sequence[SegmentRow], progress: Progress) -> None:
    """Write UTF-8 with a byte order mark, so that Excel reads accents; quotes stand exactly as stored."""
    with path.open("w", encoding="utf-8-sig", newline="", errors="surrogatepass") as stream:
        writer: csv.DictWriter[str] = csv.DictWriter(stream, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        for number, segment in enumerate(segments):
            if number % _STEP == 0:
                progress(number, len(segments), "")
            writer.writerow({k: "" if v is None else v for k, v in row_of(segment).items()})


def write_jsonl(path: Path, segments: Sequence[SegmentRow], progress: Progress) -> None:
    """Write one JSON object a line."""
    with path.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
        for number, segment in enumerate(segments):
            if number % _STEP == 0:
                progress(number, len(segments), "")
            stream.write(json.dumps(row_of(segment), ensure_ascii=False) + "\n")


def write_xlsx(path: Path, segments: Sequence[SegmentRow], progress: Progress) -> None:
    """Write a table with a frozen head and filters; words that begin like a formula stay words."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Coded segments")
    columns = (*COLUMNS[:5], "role", *COLUMNS[5:])
    widths = {
        "document": 22,
        "speaker": 16,
        "case": 16,
        "role": 16,
        "quote": 80,
        "code": 26,
        "code_path": 38,
        "memo": 40,
    }
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = widths.get(column, 11)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(segments) + 1}"
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def cell(value: Any, *, head: bool = False) -> Any:
        made = WriteOnlyCell(sheet, value=without_illegal(value)[:_CELL] if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # never a formula, whatever it begins with
        made.alignment = wrapped
        if head:
            made.font = bold
        return made

    sheet.append([cell(column, head=True) for column in columns])
    for number, segment in enumerate(segments):
        if number % _STEP == 0:
            progress(number, len(segments), "")
        row = row_of(segment) | {"role": segment.role}
        sheet.append([cell(row[column]) for column in columns])
    book.save(path)
