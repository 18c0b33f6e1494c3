# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What elements of a Word document mean, told from what stands in them and around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcoder_tc.formats import symbols
from qualcoder_tc.formats.office import local, value

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
"""Transitional and strict documents differ in their namespace only."""
OFF = frozenset({"0", "false", "off", "none"})
"""What says that a property does not hold."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def weight(properties: Any) -> tuple[bool | None, bool | None, bool | None]:
    """Return whether properties make text bold, italic, hidden; None where they leave it."""
    found: dict[str, bool] = {}
    for mark in properties:
        kind = local(mark)
        if kind in ("b", "i", "vanish"):
            found[kind] = (value(mark, "val") or "1") not in OFF
    return found.get("b"), found.get("i"), found.get("vanish")


def symbol(element: Any) -> str:
    """Return the character of a symbol font that an element stands for, nothing for what is none."""
    try:
        code = int(value(element, "char") or "", 16)
    except ValueError:
        return ""
    usable = 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD
    return symbols.seen(code, value(element, "font") or "") if usable else ""


def form_value(begin: Any) -> str:
    """Return what a field that begins here shows of a choice made in a form, nothing if it is no such field."""
    for data in begin.iter():
        kind = local(data)
        if kind == "ddList":
            entries = [value(entry, "val") or "" for entry in data if local(entry) == "listEntry"]
            number = next((value(mark, "val") or "" for mark in data if local(mark) == "result"), "0")
            place = int(number) if number.isascii() and number.isdecimal() and len(number) < 4 else 0
            return entries[place] if place < len(entries) else ""
        if kind == "checkBox":
            marks = {local(mark): (value(mark, "val") or "1") not in OFF for mark in data}
            return "☒" if marks.get("checked", marks.get("default", False)) else "☐"
    return ""


def chosen(element: Any) -> Any:
    """Return the one of several ways to show the same thing that is taken."""
    ways = [way for way in element if local(way) in ("Choice", "Fallback")]
    return next((way for way in ways if local(way) == "Choice"), ways[0] if ways else ())


def text_follows(box: Any, stack: Sequence[tuple[Any, object]]) -> bool:
    """Tell whether anything is left of the paragraph in which a text box stands."""
    return any(
        element is not None and any(local(part) in ("t", "txbxContent") for part in element.iter())
        for element, _ in stack
        if element is not box
    )


def goes_on(paragraph: Any) -> bool:
    """Tell whether the end of a paragraph is deleted, so that the next one is the rest of it."""
    return any(
        local(mark) in ("del", "moveFrom")
        for properties in paragraph[:1]
        if local(properties) == "pPr"
        for look in properties
        if local(look) == "rPr"
        for mark in look
    )


def is_prompt(element: Any) -> bool:
    """Tell whether it is a form field that still shows its prompt, which nobody wrote."""
    return local(element) == "sdt" and any(local(e) == "showingPlcHdr" for p in element[:1] for e in p)


def row_of(cell: Any) -> Any:
    """Return the table row that a cell belongs to."""
    above = cell.getparent()
    while above is not None and local(above) != "tr":
        above = above.getparent()
    return above


def in_cell(paragraph: Any, cell: Any) -> bool:
    """Tell whether a paragraph is the cell's own, or of a table within it, but not of a paragraph's text box."""
    above = paragraph.getparent()
    while above is not None and above is not cell:
        if local(above) == "p" or above.tag == _FALLBACK or is_prompt(above):
            return False
        above = above.getparent()
    return above is cell


def between(anchor: Any, row: Any) -> bool:
    """Tell whether an anchor stands between the paragraphs of a row."""
    above = anchor.getparent()
    while above is not None and above is not row:
        if local(above) == "p":
            return False
        above = above.getparent()
    return above is row
