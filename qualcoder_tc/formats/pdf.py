# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""PDF documents with a text layer: lines joined to paragraphs, without running heads, feet and line numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain
from qualcoder_tc.formats.labels import RULES
from qualcoder_tc.formats.names import telling, tidy
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".pdf",)
_MOST_PAGES = 3000
_NUMBER = re.compile(r"(?i)\W*(?:page|seite|p\.|s\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W*")
_DIGITS = re.compile(r"\d+")
_ENDS = re.compile(r"[.?!…:;)\]”\"'’]\s*$")
_BULLET = re.compile(r"\s*(?:[-•–*▪◦]|\d{1,3}[.)]|[a-z][.)])\s")
_STARTS = tuple(
    rule for rule in RULES if rule.key in ("name-colon", "bracket", "name-stamp", "name-time", "time-only")
)
_COLON = next(rule for rule in _STARTS if rule.key == "name-colon")


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line: its text, the edges of its letters in points from the lower left, and its page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    page: int


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a PDF's text; InputError if it is locked, damaged, or has no text layer (a scan)."""
    import pypdfium2
    from pypdfium2 import raw

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pypdfium2.raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise InputError("It is protected by a password", "save a copy without password") from error
        raise InputError(
            "It is not a whole PDF document", "open it in the program it comes from and save it again"
        ) from error
    try:
        pages = len(document)
        if pages > _MOST_PAGES:
            raise InputError("It is too long", f"it has {pages:,} pages; split it")
        rows: list[list[_Row]] = []
        heights: list[float] = []
        for number in range(pages):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                rows.append([])
                heights.append(0.0)
                continue
            rows.append(_rows(page, number))
            heights.append(page.get_height())
            page.close()
    finally:
        document.close()
    if sum(len(row.text.strip()) for page in rows for row in page) < 4 * max(1, pages) // 2 + 4:
        raise InputError("This PDF has no text in it", "it seems to be scanned; run text recognition (OCR) first")
    kept, left_out = _without_margins(rows, heights)
    text = _joined(kept)
    warnings = ["lines of the PDF were joined to paragraphs; compare it with the original before you code"]
    if left_out:
        warnings.append(f"{left_out} lines were left out as page numbers, line numbers or running heads")
    return plain.from_text(name, text, options, media_type="application/pdf", warnings=warnings)


def _rows(page: Any, number: int) -> list[_Row]:
    """Return the printed lines of a page in the order of its text."""
    from pypdfium2 import PdfiumError

    layer = page.get_textpage()
    try:
        text = layer.get_text_range(errors="replace")
        found: list[_Row] = []
        at = 0
        for line in re.split(r"(\r\n|\n|\r|(?<=[\ufffe\x02])(?=[^\r\n]))", text):
            if line is None:
                continue  # where a line ends in a hyphen, the next one follows at once
            if line.strip() and line not in ("\r\n", "\n", "\r"):
                line = _with_cells(layer, line, at)
                first, last = _edges(line)
                try:
                    a = layer.get_charbox(min(at + first, layer.count_chars() - 1), loose=True)
                    b = layer.get_charbox(min(at + last, layer.count_chars() - 1), loose=True)
                except (PdfiumError, IndexError):
                    a = b = (0.0, 0.0, 0.0, 0.0)
                found.append(
                    _Row(_clean(line), min(a[0], b[0]), max(a[2], b[2]), max(a[3], b[3]), min(a[1], b[1]), number)
                )
            at += len(line)
        return found
    finally:
        layer.close()


def _with_cells(layer: Any, line: str, at: int) -> str:
    """Return a printed line with a tab instead of the space where a wide gap shows that another cell begins."""
    if layer.count_rects(at, len(line)) < 2:
        return line
    boxes = [layer.get_rect(n) for n in range(layer.count_rects(at, len(line)))]
    gap = 0.8 * max(box[3] - box[1] for box in boxes)
    if not any(b[0] - a[2] > gap and abs(b[1] - a[1]) < gap for a, b in pairwise(boxes)):
        return line
    found = list(line)
    for n in range(1, len(line) - 1):
        if line[n] == " ":
            before, after = layer.get_charbox(at + n - 1), layer.get_charbox(at + n + 1)
            if after[0] - before[2] > gap:
                found[n] = "\t"
    return "".join(found)


def _edges(line: str) -> tuple[int, int]:
    first = len(line) - len(line.lstrip())
    return first, max(first, len(line.rstrip()) - 1)


def _clean(line: str) -> str:
    # What stands for a hyphen at a line's end, and letters that a font does not name.
    return line.replace("\ufffe", "\u00ad").replace("\x02", "\u00ad").replace("\x00", "")


def _without_margins(pages: list[list[_Row]], heights: list[float]) -> tuple[list[_Row], int]:
    """Leave out page numbers, line numbers, and heads and feet that recur on many pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        for row in {(_DIGITS.sub("#", r.text.strip()), round(r.top / 12)) for r in page}:
            seen[row] += 1
    used = sum(bool(page) for page in pages)
    often = max(2, 0.5 * used)
    kept: list[_Row] = []
    dropped = 0
    counted = 0  # the last line number so far
    for page, height in zip(pages, heights, strict=True):
        numbered, counted = _line_numbers(page, counted)
        for place, row in enumerate(page):
            edge = row.top > height * 0.91 or row.bottom < height * 0.09
            recurs = seen[_DIGITS.sub("#", row.text.strip()), round(row.top / 12)] >= often
            if place in numbered or (edge and (_NUMBER.fullmatch(row.text) or recurs)):
                dropped += 1
            else:
                kept.append(row)
    return kept, dropped


def _line_numbers(page: list[_Row], counted: int) -> tuple[set[int], int]:
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


def _joined(rows: list[_Row]) -> str:
    """Join printed lines to paragraphs: a line goes on where the one before is full and nothing new begins."""
    if not rows:
        return ""
    edge = _full(rows)
    gaps = sorted(a.top - b.top for a, b in pairwise(rows) if a.page == b.page and 2 < a.top - b.top < 60)
    usual = gaps[len(gaps) // 3] if gaps else 14.0
    names = _names(rows)
    # Where few lines end in a hyphen the words were not divided to fit: it belongs to the word.
    hyphens = sum(row.text.endswith("\u00ad") for row in rows)
    hyphen = "-" if hyphens * 50 <= len(rows) else ""
    parts = [rows[0].text.strip()]
    for before, row in pairwise(rows):
        text = row.text.strip()
        if _goes_on(before, row, edge, usual, names):
            last = parts[-1]
            if last.endswith("\u00ad"):
                parts[-1] = last[:-1] + hyphen + text
            elif re.search(r"[^\W\d_]-$", last) and text[:1].islower():
                parts[-1] = last + text  # a hyphen that may belong to the word stays
            else:
                parts[-1] = f"{last} {text}"
        else:
            parts.append(text)
    return "\n".join(parts)


def _full(rows: list[_Row]) -> float:
    """Return the right edge that full lines reach."""
    rights = sorted(row.right for row in rows)
    return rights[int(len(rights) * 0.95)] if rights else 0.0


def _names(rows: list[_Row]) -> set[str]:
    """Return who may be named where lines begin; a word before a colon that comes once is rather part of a sentence."""
    counts = Counter(_name(row.text) for row in rows)
    lines = Counter(text for row in rows if len(text := row.text.strip()) <= 40)
    alone = {text for text, count in lines.items() if count > 2 and text[0].isupper() and not _ENDS.search(text)}
    return {name for name, count in counts.items() if count > 1 or telling(name)} | alone


def _name(text: str) -> str:
    match = _COLON.pattern.match(text[:200].strip())
    return tidy(match["name"]) if match else ""


def _goes_on(before: _Row, row: _Row, edge: float, usual: float, names: set[str]) -> bool:
    if _begins(row.text, names) or _BULLET.match(row.text):
        return False
    if _alone(before.text, names):
        return False
    new_page = row.page != before.page
    if not new_page and before.top - row.top > usual * 1.45:
        return False
    if new_page and _ENDS.search(before.text):
        return False
    # The first word of the next line would not have fitted, or nearly so.
    first = row.text.split(maxsplit=1)[0] if row.text.split() else ""
    width = (row.right - row.left) / max(1, len(row.text))
    return before.right + width * (len(first) + 1) >= edge - 6


def _begins(text: str, names: set[str]) -> bool:
    if "\t" in text[:60].rstrip() or text.strip() in names:
        return True
    return any(
        rule.pattern.match(text[:200].strip()) and (rule is not _COLON or _name(text) in names) for rule in _STARTS
    )


def _alone(text: str, names: set[str]) -> bool:
    """Tell whether a line is a label that what was said follows on the next."""
    return any(
        (match := rule.pattern.match(text.strip()))
        and match.end() >= len(text.strip())
        and len(text) < 60
        and (rule is not _COLON or _name(text) in names)
        for rule in _STARTS
    )
