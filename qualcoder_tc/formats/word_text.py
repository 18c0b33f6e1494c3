# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The paragraphs of a Word document in reading order, as people see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcoder_tc.formats.flow import Anchor, Flow, Piece
from qualcoder_tc.formats.office import local, value
from qualcoder_tc.formats.word_chunks import Chunks
from qualcoder_tc.formats.word_elements import (
    OFF,
    STRICT,
    WORD,
    between,
    chosen,
    form_value,
    goes_on,
    in_cell,
    is_prompt,
    row_of,
    symbol,
    text_follows,
    weight,
)
from qualcoder_tc.formats.word_marks import COLOURS

Style = tuple[bool, bool, bool]
"""Bold, italic, hidden."""

_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_OURS = (WORD, STRICT)
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr", "rt"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_END = Piece("\n")
_PLAIN: Style = (False, False, False)
_NO_COLOUR = frozenset({"", "auto", "ffffff", *OFF})
_PARAGRAPH = WORD + "p"
_RUN, _TEXT, _RUN_LOOK, _PARAGRAPH_LOOK = WORD + "r", WORD + "t", WORD + "rPr", WORD + "pPr"
_BOLD, _ITALIC, _VALUE = (WORD + n for n in ("b", "i", "val"))
_RARE_LOOKS = frozenset(WORD + n for n in ("rStyle", "highlight", "shd", "vanish"))
_DELETED = WORD + "del"
_NO_TEXT = frozenset(WORD + n for n in ("proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"))
_DEEPEST_FIELD = 50
_ANCHORS = ("commentRangeStart", "commentRangeEnd")
_LEFT_OUT = {
    "deleted": "tracked deletions were left out, tracked insertions kept",
    "hidden": "text that is set as hidden was left out",
    "notes": "footnotes and endnotes were left out",
    "chunk": "a file that is held inside the document could not be read and was left out",
}


class Reader:
    """Collects paragraphs; a table row becomes one line, its cells apart by tabs."""

    def __init__(self, styles: Mapping[str, Style], chunks: Chunks) -> None:
        self.flow = Flow()
        self._styles = styles
        self._chunks = chunks
        self.highlights: dict[str, str] = {}
        """The colours of highlighted passages, by key."""
        self._colour = ""
        self._hidden = False
        self._fields: list[bool] = []  # for each field that is open, whether its code comes to an end only later
        self._held: list[Piece | Anchor] = []
        self._left_out: set[str] = set()

    def warnings(self) -> list[str]:
        """Return what was left out, in words."""
        return [words for key, words in _LEFT_OUT.items() if key in self._left_out]

    def walk(self, parent: Any) -> None:
        """Add what a part holds."""
        stack = [iter(parent)]
        # Without recursion: nesting in a hostile file is as deep as its author likes.
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            if child.tag == _PARAGRAPH and self._simple(child):
                continue
            name = local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tr":
                self._row(child)
            elif name in _ANCHORS:
                # Between paragraphs: the passage runs from or to the line that comes next.
                self.flow.anchor_next(Anchor(f"c{value(child, 'id')}", name == "commentRangeStart"))
            elif name == "altChunk":
                self._chunk(child)
            elif name == "AlternateContent":
                stack.append(iter(chosen(child)))
            elif name and name not in _SKIPPED and not is_prompt(child):
                stack.append(iter(child))
        self._flush()

    def _paragraph(self, element: Any) -> None:
        self._held += self._inline(element)
        if goes_on(element):  # whose end is deleted, so that the next is the rest of it
            self._left_out.add("deleted")
        else:
            self.flow.add(self._held)
            self._held = []

    def _flush(self) -> None:
        if any(isinstance(piece, Anchor) or piece.text for piece in self._held):
            self.flow.add(self._held)
        self._held = []

    def _chunk(self, element: Any) -> None:
        lines = self._chunks(value(element, "id") or "")
        if lines is None:
            self._left_out.add("chunk")
        for line in lines or ():
            self.flow.add([Piece(line)])

    def _row(self, row: Any) -> None:
        self._flush()
        if any(local(mark) == "del" for look in row if local(look) == "trPr" for mark in look):
            self._left_out.add("deleted")
            return
        cells: list[list[list[Piece | Anchor]]] = []
        early: list[Piece | Anchor] = []
        cell: Any = None
        for element in row.iter():
            name = local(element)
            if name == "tc" and row_of(element) is row:
                cell = element
                cells.append([early] if early else [])
                early = []
            elif name == "p" and cell is not None and in_cell(element, cell):
                cells[-1].append(self._inline(element))
            elif name in _ANCHORS and between(element, row):
                (cells[-1].append if cells else early.extend)(
                    [Anchor(f"c{value(element, 'id')}", name == "commentRangeStart")]
                )
        self.flow.add_row(cells)

    def _inline(self, paragraph: Any) -> list[Piece | Anchor]:
        return self._any(paragraph, self._paragraph_style(paragraph))

    def _simple(self, paragraph: Any) -> bool:
        """Add a paragraph of plain runs, as most are, without ado; False if there is anything else in it."""
        if self._colour or self._fields or self._held:
            return False
        style = _PLAIN
        thick = thin = False  # whether the run is bold, in italics
        parts: list[str] = []
        bold, leading = 0, True  # characters that are bold from the beginning, and whether all so far are
        heavy = slanted = True
        marks = skip = 0  # elements still to come of how a run is set, and of how the paragraph is
        elements = paragraph.iter()  # in one go: an iterator for each run costs more than all there is in it
        next(elements)
        for element in elements:
            if skip:
                skip -= 1
                continue
            tag = element.tag
            if marks:
                marks -= 1
                if tag == _BOLD:
                    thick = element.get(_VALUE, "1") not in OFF
                elif tag == _ITALIC:
                    thin = element.get(_VALUE, "1") not in OFF
                elif tag in _RARE_LOOKS or len(element):
                    return False
            elif tag == _RUN:
                thick, thin, _ = style
            elif tag == _TEXT:
                text = element.text
                if text:
                    parts.append(text)
                    heavy, slanted = heavy and thick, slanted and thin
                    if leading:
                        leading = thick or not text.strip()
                        bold += len(text) if leading else 0
            elif tag == _RUN_LOOK:
                marks = len(element)
            elif tag == _PARAGRAPH_LOOK:
                style = self._style_of(element)
                inside = [part.tag for part in element.iter()]
                if style[2] or _DELETED in inside:
                    return False
                skip = len(inside) - 1
            elif tag not in _NO_TEXT:
                return False
        line = "".join(parts)
        if "\n" in line or "\r" in line:
            return False
        self.flow.add_line(line, bold, stands_out=heavy or slanted)
        return True

    def _any(self, paragraph: Any, style: Style) -> list[Piece | Anchor]:
        pieces: list[Piece | Anchor] = []
        # Items are an element to enter, or None at the end of a text box.
        stack: list[tuple[Any, Style]] = [(child, style) for child in reversed(paragraph)]
        self._hidden = style[2]
        while stack:
            element, look = stack.pop()
            if element is None:
                pieces.append(_END)
                continue
            name = local(element)
            if name == "t" or name in _SIGNS or name == "sym":
                self._text(element, name, look, pieces)
                continue
            if not name or self._marked(element, name, pieces) or name in _SKIPPED or is_prompt(element):
                continue
            if name == "r":
                look = self._run(element, style, pieces)
            elif name == "p" and pieces and pieces[-1] != _END:
                pieces.append(_END)  # a text box inside the paragraph
            elif name == "txbxContent" and text_follows(element, stack):
                stack.append((None, look))
            inner = chosen(element) if name == "AlternateContent" else element
            stack.extend((child, look) for child in reversed(inner))
        if self._colour:
            self._recolour("", pieces)
        if any(self._fields):
            self._fields = [
                False for open_ in self._fields if not open_
            ]  # a code that never ends hides nothing more
        return pieces

    def _text(self, element: Any, name: str, look: Style, pieces: list[Piece | Anchor]) -> None:
        tag = element.tag
        if not tag.startswith(_OURS) and not (name == "t" and tag.startswith(_MATH)):
            return
        if self._hidden:
            self._left_out.add("hidden")
        if self._hidden or any(self._fields[:-1]):  # what a field within a field's code shows is code
            return
        if name == "t":
            said = element.text or ""
            if "\n" in said or "\r" in said:  # the layout of the file
                said = said.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        elif name == "sym":
            said = symbol(element)
        else:
            said = _SIGNS[name] if len(element) == 0 else ""
        if said:
            pieces.append(Piece(said, look[0], look[1]))

    def _marked(self, element: Any, name: str, pieces: list[Piece | Anchor]) -> bool:
        """Take note of what stands in the text without being text; True if there is no more to it."""
        if name in ("del", "moveFrom"):
            self._left_out.add("deleted")
        elif name in ("footnoteReference", "endnoteReference"):
            self._left_out.add("notes")
        elif name in _ANCHORS:
            pieces.append(Anchor(f"c{value(element, 'id')}", name == "commentRangeStart"))
        elif name == "commentReference":
            pieces.append(Anchor(f"r{value(element, 'id')}", True))
            pieces.append(Anchor(f"r{value(element, 'id')}", False))
        elif name == "fldChar":
            kind = value(element, "fldCharType")
            if kind == "begin":
                if len(element) and not self._hidden and (shown := form_value(element)):
                    pieces.append(Piece(shown))
                del self._fields[: -_DEEPEST_FIELD + 1]  # those that never end
                self._fields.append(True)
            elif self._fields and kind == "separate":
                self._fields[-1] = False
            elif self._fields and kind == "end":
                self._fields.pop()
        else:
            return False
        return True

    def _paragraph_style(self, paragraph: Any) -> Style:
        if len(paragraph) and local(paragraph[0]) == "pPr":
            return self._style_of(paragraph[0])
        return _PLAIN

    def _style_of(self, properties: Any) -> Style:
        if self._styles:
            for mark in properties:
                if local(mark) == "pStyle":
                    return self._styles.get(value(mark, "val") or "", _PLAIN)
        return _PLAIN

    def _run(self, run: Any, style: Style, pieces: list[Piece | Anchor]) -> Style:
        """Return how a run is set; note where highlights begin and end."""
        look = style
        colour = shade = ""
        if len(run) and local(run[0]) == "rPr":
            for mark in run[0]:
                kind = local(mark)
                if kind == "rStyle":
                    named = self._styles.get(value(mark, "val") or "", _PLAIN)
                    look = (look[0] or named[0], look[1] or named[1], look[2] or named[2])
                elif kind == "highlight":
                    colour = value(mark, "val") or ""
                elif kind == "shd":
                    shade = (value(mark, "fill") or "").casefold()
            own = weight(run[0])
            look = (
                look[0] if own[0] is None else own[0],
                look[1] if own[1] is None else own[1],
                look[2] if own[2] is None else own[2],
            )
        self._hidden = look[2]
        if not colour and shade not in _NO_COLOUR:
            colour = COLOURS.get(shade, f"#{shade}")
        colour = "" if colour in OFF else colour
        if colour != self._colour:
            self._recolour(colour, pieces)
        return look

    def _recolour(self, colour: str, pieces: list[Piece | Anchor]) -> None:
        if self._colour:
            pieces.append(Anchor(f"h{len(self.highlights)}", False))
        self._colour = colour
        if colour:
            key = f"h{len(self.highlights) + 1}"
            self.highlights[key] = colour
            pieces.append(Anchor(key, True))
