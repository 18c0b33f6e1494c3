# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""PDF documents with a text layer: lines joined to paragraphs, without running heads, feet and line numbers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import columns, pdf_worker, plain, printed_columns, printed_tables, symbols
from qualcoder_tc.formats.printed import HYPHEN, Row, joined
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".pdf",)
_LONGEST = 90.0  # seconds, where the system is too busy to stop it sooner
_MOST_LINES = 100_000
_NUMBER = re.compile(r"(?i)\W*(?:page|seite|p\.|s\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*")
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_MIRRORED = str.maketrans("()[]{}", ")(][}{")
_DIGITS = re.compile(r"\d+")
# How some versions of Ghostscript write letters that a font joins: each with its two bytes the wrong way round.
_SWAPPED = re.compile(
    "[\u6100\u6200\u6300\u6400\u6500\u6600\u6700\u6800\u6900\u6a00\u6b00\u6c00\u6e00\u7400\u7900]{2,3}"
)
_SWAPPED_THREE = {"\u6600\ucf00": "ffi", "\u6600\ud200": "ffl"}


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a PDF's text; InputError if it is locked, damaged, or has no text layer (a scan)."""
    answer = _answer(data)
    pages, filled = answer["pages"], answer["fields"]
    rows = [
        [
            Row(_clean(said), left, right, top, bottom, number, tuple(cells))
            for said, left, right, top, bottom, cells in lines
        ]
        for number, (_, lines) in enumerate(pages)
    ]
    if (lines := sum(map(len, rows))) > _MOST_LINES:
        raise InputError(
            "It is too long", f"it has {lines:,} lines, where a transcript has some thousands; split it"
        )
    rows = _with_brackets(rows)
    heights = [height for height, _ in pages]
    if sum(len(row.text.strip()) for page in rows for row in page) < 4 * max(1, len(pages)) // 2 + 4:
        raise InputError("This PDF has no text in it", "it seems to be scanned; run text recognition (OCR) first")
    kept, left_out = _without_margins(rows, heights)
    text = printed_columns.text_of(kept) or printed_tables.text_of(kept) or joined(kept)
    warnings = ["lines of the PDF were joined to paragraphs; compare it with the original before you code"]
    if left_out:
        warnings.append(f"{left_out} lines were left out as page numbers, line numbers or running heads")
    if filled:
        warnings.append("it has fields that people type into; look whether their words stand in the right places")
    return plain.from_text(name, text, options, media_type="application/pdf", warnings=warnings)


def words(data: bytes) -> tuple[list[str], str]:
    """Return the words of each page as they are printed, and those of the properties; InputError as for `read`."""
    answer = _answer(data)
    return ["\n".join(_clean(line[0]) for line in lines) for _, lines in answer["pages"]], answer["about"]


def _answer(data: bytes) -> dict[str, Any]:
    """Return the height and the printed lines of each page, the properties, and whether it is a form, read by another process."""
    flags = subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(Path(pdf_worker.__file__))],
            input=data,
            capture_output=True,
            timeout=_LONGEST,
            creationflags=flags,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _gave_up() from error
    if done.returncode != 0:  # stopped by the system, or by a damage of which the reader died
        raise _gave_up()
    answer = json.loads(done.stdout)
    fault = answer.get("fault")
    if fault == "password":
        raise InputError("It is protected by a password", "save a copy without password")
    if fault == "pages":
        raise InputError("It is too long", f"it has {answer['count']:,} pages; split it")
    if fault == "letters":
        raise InputError("It is too long", "it has more than ten million letters; split it")
    if fault:
        raise InputError("It is not a whole PDF document", "open it in the program it comes from and save it again")
    return answer


def _gave_up() -> InputError:
    return InputError(
        "This PDF cannot be read", "it is damaged, or takes too much time and memory; print it to a new PDF"
    )


def _clean(line: str) -> str:
    # What stands for a hyphen at a line's end, and letters that a font does not name.
    line = line.replace("\x02", HYPHEN).replace("\x00", "")
    if "\u6600" in line or "\u7400" in line:
        for wrong, right in _SWAPPED_THREE.items():
            line = line.replace(wrong, right)
        line = _SWAPPED.sub(lambda found: "".join(chr(ord(sign) >> 8) for sign in found[0]), line)
    return symbols.bullets(line)


def _with_brackets(pages: list[list[Row]]) -> list[list[Row]]:
    """Turn the brackets of lines that run from right to left where they would close before they open.

    Whether a PDF names a bracket as it looks or as it is read differs from one program to the next.
    """
    turned = [row for page in pages for row in page if len(_LEFTWARD.findall(row.text)) > len(row.text) // 3]
    signs = "".join(sign for row in turned for sign in row.text if sign in "()[]{}")
    if _unpaired(signs.translate(_MIRRORED)) >= _unpaired(signs):
        return pages
    which = set(map(id, turned))
    return [
        [replace(row, text=row.text.translate(_MIRRORED)) if id(row) in which else row for row in page]
        for page in pages
    ]


def _unpaired(signs: str) -> int:
    depth = unpaired = 0
    for sign in signs:
        if sign in "([{":
            depth += 1
        elif depth:
            depth -= 1
        else:
            unpaired += 1
    return unpaired + depth


def _without_margins(pages: list[list[Row]], heights: list[float]) -> tuple[list[Row], int]:
    """Leave out page numbers, line numbers, and heads and feet that recur on many pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for row in {(_DIGITS.sub("#", r.text.strip()), round(r.top / 12)) for r in page}:
            seen[row] += 1
    used = sum(bool(page) for page in pages)
    often = max(2, 0.5 * used)
    kept: list[Row] = []
    dropped = 0
    counted = 0  # the last line number so far
    for page, height in zip(pages, heights, strict=True):
        numbered, counted = _line_numbers(page, counted)
        for place, row in enumerate(page):
            edge = row.top > height * 0.91 or row.bottom < height * 0.09
            recurs = seen[_DIGITS.sub("#", row.text.strip()), round(row.top / 12)] >= often
            names = recurs and columns.are_names(row.text)  # above columns of talk, on each page
            if place in numbered or (edge and not names and (_NUMBER.fullmatch(row.text) or recurs)):
                dropped += 1
            else:
                kept.append(row)
    return kept, dropped


def _line_numbers(page: list[Row], counted: int) -> tuple[set[int], int]:
    """Return the places of rows that are line numbers beside the text, and the last such number.

    They are bare, count up by one or five, and are many, or go on from the page before.
    """
    bare = [(n, int(row.text.strip())) for n, row in enumerate(page) if re.fullmatch(r"\s*\d{1,4}\s*", row.text)]
    runs: list[list[tuple[int, int]]] = []
    for place, value in bare:
        if runs and value - runs[-1][-1][1] in (1, 5):
            runs[-1].append((place, value))
        else:
            runs.append([(place, value)])
    found: set[int] = set()
    for run in runs:
        if len(run) >= 8 or (counted and run[0][1] - counted in (1, 5)):
            found |= {place for place, _ in run}
            counted = run[-1][1]
    return found, counted
