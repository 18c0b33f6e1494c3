# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Workbooks with far too many rows are refused before they are read; what merely looks long is not."""

from __future__ import annotations

import io
import time
import zipfile
from itertools import chain

import openpyxl
import pytest

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import sheet_sizes
from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.model.transcript import ImportOptions

_EMPTY = '<row r="{0}" spans="1:2" s="1" customFormat="1"><c r="A{0}" s="1"/><c r="B{0}" s="1"/></row>'
_FILLED = '<row r="{0}"><c r="A{0}"><v>{0}</v></c><c r="B{0}" t="inlineStr"><is><t>It was all right, I say</t></is></c></row>'


def _book(sheets: dict[str, tuple[int, str]], *, hidden: str = "", prefix: str = "") -> bytes:
    """Return a workbook; each sheet has three rows with words and below as many more of a form."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in sheets:
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in (
            ("Id", "What did you think?"),
            (1, f"We all went along from {name}"),
            (2, "It was far too short"),
        ):
            sheet.append(row)
    plain, made = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with (
        zipfile.ZipFile(plain) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for info in source.infolist():
            data = source.read(info)
            if info.filename.startswith("xl/worksheets/sheet"):
                count, form = list(sheets.values())[int(info.filename[len("xl/worksheets/sheet") : -4]) - 1]
                more = "".join(chain.from_iterable(form.format(n) for n in range(4, 4 + count)))
                data = data.replace(b"</sheetData>", more.encode() + b"</sheetData>")
                if prefix:
                    data = data.replace(b"</", b"<\0").replace(b"<", f"<{prefix}:".encode())
                    data = data.replace(f"<{prefix}:\0".encode(), f"</{prefix}:".encode())
                    data = data.replace(b"xmlns=", f"xmlns:{prefix}=".encode())
            target.writestr(info.filename, data)
    return made.getvalue()


@pytest.mark.parametrize("prefix", ["", "x"])
def test_a_sheet_of_a_million_rows_is_refused_at_once(prefix: str) -> None:
    data = _book({"Answers": (150_000, _FILLED)}, prefix=prefix)
    begun = time.process_time()
    with pytest.raises(InputError, match="too long: it has more than 100,000 rows"):
        read_document("a.xlsx", data, ImportOptions())
    assert time.process_time() - begun < 2


def test_a_sheet_of_millions_of_cells_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_sizes, "MOST_CELLS", 50_000)
    monkeypatch.setattr(openpyxl, "load_workbook", lambda *_, **__: pytest.fail("the workbook was read"))
    wide = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    with pytest.raises(InputError, match="too large: it has more than five million cells"):
        read_document("a.xlsx", _book({"Answers": (51, wide)}), ImportOptions())


def test_rows_that_are_set_but_hold_nothing_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_sizes, "MOST_ROWS", 1000)
    found = read_document("a.xlsx", _book({"Answers": (1100, _EMPTY)}), ImportOptions())
    assert "We all went along from Answers" in found.text


def test_a_long_sheet_that_is_not_read_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_sizes, "MOST_ROWS", 1000)
    long, short = (1100, _FILLED), (0, "")
    first = read_document("a.xlsx", _book({"Short": short, "Long": long}), ImportOptions())
    assert "We all went along from Short" in first.text
    seen = read_document("a.xlsx", _book({"Long": long, "Short": short}, hidden="Long"), ImportOptions())
    assert "We all went along from Short" in seen.text
    asked = read_document("a.xlsx", _book({"Long": long, "Short": short}), ImportOptions(sheet="Short"))
    assert "We all went along from Short" in asked.text
    with pytest.raises(InputError, match="too long"):
        read_document("a.xlsx", _book({"Short": short, "Long": long}), ImportOptions(sheet="Long"))
