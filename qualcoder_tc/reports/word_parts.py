# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Pieces of WordprocessingML that python-docx has no call for: fields, bookmarks, tables of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qualcoder_tc.model.illegal import without_illegal
from qualcoder_tc.reports.blocks import Table


def element(tag: str, children: Sequence[Any] = (), **attributes: str) -> Any:
    """Return an element such as w:pPr with w: attributes and children."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made


def run(text: str, *, style: str | None = None) -> Any:
    """Return a run of text, line breaks kept."""
    made = element("r")
    if style:
        made.append(element("rPr", [element("rStyle", val=style)]))
    for number, line in enumerate(without_illegal(text).split("\n")):
        if number:
            made.append(element("br"))
        piece = element("t")
        piece.text = line
        piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(piece)
    return made


def field(instruction: str, result: Sequence[Any]) -> list[Any]:
    """Return the runs of a field with its result already filled in, so that nothing needs updating on opening."""
    code = element("instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        element("r", [element("fldChar", fldCharType="begin")]),
        element("r", [code]),
        element("r", [element("fldChar", fldCharType="separate")]),
        *result,
        element("r", [element("fldChar", fldCharType="end")]),
    ]


def bookmark(paragraph: Any, number: int, name: str) -> None:
    """Put a bookmark around the content of a paragraph."""
    start = element("bookmarkStart", id=str(number), name=name)
    place = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(place, start)
    paragraph._p.append(element("bookmarkEnd", id=str(number)))


def link(anchor: str, text: str) -> Any:
    """Return a hyperlink to a bookmark."""
    return element("hyperlink", [run(text)], anchor=anchor, history="1")


_WHOLE = 14
_LAST = 3


def paragraph(style: str, runs: Sequence[Any], *, right: bool = False, keeps: bool = False) -> Any:
    """Return a paragraph element in a style, by the style's id; `keeps` holds it on the page of what follows."""
    properties = element("pPr", [element("pStyle", val=style)])
    if keeps:
        properties.append(element("keepNext"))
    if right:
        properties.append(element("jc", val="right"))
    return element("p", [properties, *runs])


def table(block: Table, width: int, body: str, head: str) -> Any:
    """Return a table with hairlines between rows, its head repeated on every page, no row split over pages.

    `width` is the page's text width in twentieths of a point; `body` and `head` are ids of paragraph styles.
    """
    shares = block.widths or tuple(1 / len(block.head) for _ in block.head)
    widths = [str(round(width * share)) for share in shares]
    line = {"val": "single", "sz": "4", "space": "0", "color": "C9CDD3"}
    borders = element("tblBorders", [element("top", **line), element("bottom", **line), element("insideH", **line)])
    margins = element("tblCellMar", [element("left", w="90", type="dxa"), element("right", w="90", type="dxa")])
    properties = element(
        "tblPr",
        [
            element("tblW", w=str(width), type="dxa"),
            borders,
            element("tblLayout", type="fixed"),
            margins,
            element("tblCaption", val=block.caption),
        ],
    )
    grid = element("tblGrid", [element("gridCol", w=w) for w in widths])
    rows = []
    if any(block.head):
        rows.append(_row(block.head, widths, block.numbers, head, repeated=True))
    last = len(block.rows) - 1
    # A table that fits stays on one page; of a longer one no lonely row is left over.
    together = 0 if len(block.rows) <= _WHOLE else last - _LAST
    rows += [
        _row(cells, widths, block.numbers, body, repeated=False, keeps=together <= n < last)
        for n, cells in enumerate(block.rows)
    ]
    return element("tbl", [properties, grid, *rows])


def _row(
    cells: Sequence[str],
    widths: Sequence[str],
    numbers: Sequence[int],
    style: str,
    *,
    repeated: bool,
    keeps: bool = False,
) -> Any:
    properties = element("trPr", [element("cantSplit")])
    if repeated:
        properties.append(element("tblHeader"))
    made = [
        element(
            "tc",
            [
                element("tcPr", [element("tcW", w=w, type="dxa")]),
                paragraph(style, [run(text)], right=n in numbers, keeps=keeps or repeated),
            ],
        )
        for n, (text, w) in enumerate(zip(cells, widths, strict=True))
    ]
    return element("tr", [properties, *made])
