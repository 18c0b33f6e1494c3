# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Exports hold the segments exactly, and leave nothing behind when they fail."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import docx
import openpyxl
import pytest

from qualcoder_tc.errors import InputError
from qualcoder_tc.files import replacing
from qualcoder_tc.formats.exporters import write_segments
from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.transcript import DocumentKind

COLUMNS = "document kind turn speaker case start end quote code code_path coder origin created memo".split()
QUOTES = (
    "Plain words.",
    '=SUM(A1:A9) "quoted", with; commas\nand a break',
    "emoji 🌱 e\u0301 עברית",
    "<b>& not markup</b>",
)


def segment(key: int, quote: str) -> SegmentRow:
    return SegmentRow(
        id=key, document_id=1, document="Group 2", kind=DocumentKind.FOCUS_GROUP, turn=37, speaker="P4", role="service user",
        case=None, start=key, end=key + len(quote), quote=quote, code_id=1, code="Mutuality",
        code_path="principle/mutuality", colour="#2f8557", coder="Amina Malik", initials="AM", origin=Origin.MANUAL,
        created="2026-01-01T00:00:00Z", memo="A memo" if key == 1 else "",
    )  # fmt: skip


ROWS = [segment(n, q) for n, q in enumerate(QUOTES)]


def test_csv_reads_back_equal(tmp_path: Path) -> None:
    write_segments(tmp_path / "s.csv", ROWS)
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == COLUMNS
    assert [r["quote"] for r in rows] == list(QUOTES)
    assert rows[0]["case"] == ""


def test_json_lines_read_back_equal(tmp_path: Path) -> None:
    write_segments(tmp_path / "s.jsonl", ROWS)
    rows = [json.loads(line) for line in (tmp_path / "s.jsonl").read_text("utf-8").splitlines()]
    assert list(rows[0]) == COLUMNS
    assert [r["quote"] for r in rows] == list(QUOTES)
    assert rows[0]["case"] is None


def test_excel_reads_back_equal_and_holds_no_formula(tmp_path: Path) -> None:
    write_segments(tmp_path / "s.xlsx", [*ROWS, segment(9, "bell \x07 here")])
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").active
    assert sheet is not None
    head = [c.value for c in sheet[1]]
    column = head.index("quote") + 1
    assert "role" in head
    found = [sheet.cell(row, column) for row in range(2, 7)]
    assert [c.value for c in found] == [*QUOTES, "bell \ufffd here"]
    assert {c.data_type for c in found} == {"s"}
    assert sheet.freeze_panes == "A2"


def test_word_holds_each_quote_with_its_reference(tmp_path: Path) -> None:
    write_segments(tmp_path / "s.docx", ROWS)
    texts = [p.text for p in docx.Document(str(tmp_path / "s.docx")).paragraphs]
    for quote in QUOTES:
        assert any(t.startswith(f"{quote}  [Group 2, P4, turn 37; AM]") for t in texts)


def test_a_web_page_escapes_what_people_said(tmp_path: Path) -> None:
    write_segments(tmp_path / "s.html", ROWS)
    page = (tmp_path / "s.html").read_text("utf-8")
    assert "&lt;b&gt;&amp; not markup&lt;/b&gt;" in page
    assert "http" not in page


@pytest.mark.parametrize("name", ["s.csv", "s.jsonl", "s.xlsx", "s.docx", "s.html"])
def test_nothing_coded_still_makes_a_file(tmp_path: Path, name: str) -> None:
    write_segments(tmp_path / name, [])
    assert (tmp_path / name).stat().st_size > 0 or name == "s.jsonl"


@pytest.mark.parametrize(("name", "words"), [("s.pdf", "not known"), ("s", "not known"), ("s.qdpx", "yet")])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(InputError, match=words) as told:
        write_segments(tmp_path / name, ROWS)
    assert ".xlsx" in told.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_failed_export_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "s.csv"
    target.write_text("old")

    def stop(done: int, total: int, text: str = "") -> None:
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_segments(target, ROWS, stop)
    assert [p.name for p in tmp_path.iterdir()] == ["s.csv"]
    assert target.read_text() == "old"


def test_a_folder_or_a_missing_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.csv").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        write_segments(tmp_path / "x.csv", ROWS)
    with pytest.raises(InputError, match="does not exist"):
        write_segments(tmp_path / "none" / "x.csv", ROWS)


def test_what_the_disk_refuses_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"No space|cannot be written"), replacing(tmp_path / "a.txt"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="rights of files are another matter there")
def test_an_exported_file_has_usual_rights(tmp_path: Path) -> None:
    write_segments(tmp_path / "s.csv", ROWS)
    assert (tmp_path / "s.csv").stat().st_mode & 0o444 == 0o444 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
