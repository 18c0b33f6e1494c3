# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Word documents (.docx), read from their XML in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain, word_marks
from qualcoder_tc.formats.flow import Anchor, Flow, Piece
from qualcoder_tc.formats.office import Package, local, opened, parse, value
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".docx", ".docm", ".dotx")
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WHAT = "Word document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Transitional and strict documents differ in their namespace only.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
Style = tuple[bool, bool]
"""Bold, italic."""

_PLAIN: Style = (False, False)
_OFF = frozenset({"0", "false", "off", "none"})
_PARAGRAPH = _W + "p"
_RUN, _TEXT, _RUN_LOOK, _PARAGRAPH_LOOK = _W + "r", _W + "t", _W + "rPr", _W + "pPr"
_BOLD, _ITALIC, _RUN_STYLE, _HIGHLIGHT, _VALUE = (_W + n for n in ("b", "i", "rStyle", "highlight", "val"))
_KEPT_STYLES = 8
_known_styles: dict[tuple[int, int, int], Mapping[str, Style]] = {}
_NO_TEXT = frozenset(_W + n for n in ("proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd"))


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a Word document with its comments and highlights as marks.

    Deleted text, fields' codes, notes, headers and footers are left out, tracked insertions kept. InputError for
    what is no Word document, is protected by a password, or unpacks to more than 150 MB.
    """
    with opened(data, _WHAT) as package:
        reader = _Reader(_styles(package))
        reader.walk(_body(package))
        text = reader.flow.text()
        if not text.strip():
            raise InputError(
                "There is no text in it", "the document may hold only pictures; type or paste the text"
            )
        marks = word_marks.of(package, reader.flow, text, reader.highlights)
        macros = any(n.endswith("vbaproject.bin") for n in package.names)
    warnings = reader.warnings()
    if macros:
        warnings.append("its macros were left out of the text and never run")
    return plain.from_text(
        name, text, options, media_type=_MEDIA, warnings=warnings, look=reader.flow.look(), marks=marks
    )


def _body(package: Package) -> Any:
    part = next((n for n in ("word/document.xml", "word/document2.xml") if package.has(n)), None)
    if part is None:
        kind = "an Excel table" if any(n.startswith("xl/") for n in package.names) else "another kind of file"
        kind = "an OpenDocument text" if package.has("content.xml") else kind
        raise InputError(f"It is {kind}, not a Word document", "save it as .docx first")
    root = package.xml(part)
    body = root.find(f"{_W}body")
    body = root.find(f"{_STRICT}body") if body is None else body
    if body is None:
        raise InputError("It is not a Word document", "open it in Word and save it again as .docx")
    return body


def _styles(package: Package) -> Mapping[str, Style]:
    """Return which named styles are bold and which are in italics."""
    if not package.has("word/styles.xml"):
        return {}
    # The documents of a study mostly come from one template, whose styles need not be unpacked again.
    key = package.fingerprint("word/styles.xml")
    found = _known_styles.get(key)
    if found is None:
        found = _styles_in(package.read("word/styles.xml"))
        if len(_known_styles) >= _KEPT_STYLES:
            _known_styles.clear()
        _known_styles[key] = found
    return found


def _styles_in(data: bytes) -> Mapping[str, Style]:
    own: dict[str, tuple[bool | None, bool | None]] = {}
    based: dict[str, str] = {}
    for style in parse(data, _WHAT):
        if local(style) == "style":
            key = value(style, "styleId") or ""
            for inner in style:
                if local(inner) == "rPr":
                    own[key] = _weight(inner)
                elif local(inner) == "basedOn":
                    based[key] = value(inner, "val") or ""
    found: dict[str, Style] = {}
    for key in {*own, *based}:
        bold = italic = None
        at: str | None = key
        for _ in range(12):  # styles that are based on each other in a ring are no use
            if at is None:
                break
            mine = own.get(at, (None, None))
            bold, italic = mine[0] if bold is None else bold, mine[1] if italic is None else italic
            at = based.get(at)
        if bold or italic:
            found[key] = (bool(bold), bool(italic))
    return found


def _weight(properties: Any) -> tuple[bool | None, bool | None]:
    bold = italic = None
    for mark in properties:
        kind = local(mark)
        if kind == "b":
            bold = (value(mark, "val") or "1") not in _OFF
        elif kind == "i":
            italic = (value(mark, "val") or "1") not in _OFF
    return bold, italic


class _Reader:
    """Collects paragraphs; a table row becomes one line, its cells apart by tabs."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.flow = Flow()
        self._styles = styles
        self.highlights: dict[str, str] = {}
        """The colours of highlighted passages, by key."""
        self._colour = ""
        self._deletions = self._notes = 0

    def warnings(self) -> list[str]:
        found: list[str] = []
        if self._deletions:
            found.append("tracked deletions were left out, tracked insertions kept")
        if self._notes:
            found.append("footnotes and endnotes were left out")
        return found

    def walk(self, parent: Any) -> None:
        stack = [iter(parent)]
        # Without recursion: nesting in a hostile file is as deep as its author likes.
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            if child.tag == _PARAGRAPH:
                if not self._simple(child):
                    self.flow.add(self._inline(child))
                continue
            name = local(child)
            if name == "p":
                self.flow.add(self._inline(child))
            elif name == "tr":
                self._row(child)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                # Between paragraphs: the passage runs from or to the line that comes next.
                self.flow.anchor_next(Anchor(f"c{value(child, 'id')}", name == "commentRangeStart"))
            elif name and name not in _SKIPPED and child.tag != _FALLBACK and not _is_prompt(child):
                stack.append(iter(child))

    def _row(self, element: Any) -> None:
        cells = [c for c in element.iter() if local(c) == "tc" and _row_of(c) is element]
        self.flow.add_row(
            [[self._inline(p) for p in cell.iter() if local(p) == "p" and _inside(p, cell)] for cell in cells]
        )

    def _inline(self, paragraph: Any) -> list[Piece | Anchor]:
        return self._any(paragraph, self._paragraph_style(paragraph))

    def _simple(self, paragraph: Any) -> bool:
        """Add a paragraph of plain runs, as most are, without ado; False if there is anything else in it."""
        if self._colour:
            return False
        style = _PLAIN
        parts: list[str] = []
        leading = True  # whether all so far is bold
        bold, heavy, slanted = 0, True, True
        for run in paragraph:
            tag = run.tag
            if tag != _RUN:
                if tag == _PARAGRAPH_LOOK:
                    style = self._style_of(run)
                elif tag not in _NO_TEXT:
                    return False
                continue
            look: Style | None = style
            for part in run:
                tag = part.tag
                if tag == _TEXT:
                    text = part.text
                    if text:
                        parts.append(text)
                        if heavy or slanted:
                            heavy, slanted = heavy and look[0], slanted and look[1]
                        if leading and (look[0] or not text.strip()):
                            bold += len(text)
                        else:
                            leading = False
                elif tag == _RUN_LOOK:
                    look = self._look(part, style)
                    if look is None:
                        return False
                else:
                    return False
        line = "".join(parts)
        if "\n" in line or "\r" in line:
            return False
        self.flow.add_line(line, bold, stands_out=heavy or slanted)
        return True

    def _look(self, properties: Any, style: Style) -> Style | None:
        bold, italic = style
        for mark in properties:
            tag = mark.tag
            if tag == _BOLD:
                bold = mark.get(_VALUE, "1") not in _OFF
            elif tag == _ITALIC:
                italic = mark.get(_VALUE, "1") not in _OFF
            elif tag in (_RUN_STYLE, _HIGHLIGHT):
                return None
        return bold, italic

    def _any(self, paragraph: Any, style: Style) -> list[Piece | Anchor]:
        pieces: list[Piece | Anchor] = []
        stack: list[tuple[Any, Style]] = [(child, style) for child in reversed(paragraph)]
        while stack:
            element, look = stack.pop()
            tag = element.tag
            if not isinstance(tag, str):
                continue
            name = tag.rpartition("}")[2]
            if name == "t":
                if element.text and tag.startswith((_W, _STRICT)):
                    pieces.append(Piece(element.text.replace("\r", "\n"), *look))
                continue
            if name == "r":
                look = self._run(element, style, pieces)
            elif name in ("del", "moveFrom"):
                self._deletions += 1
            elif name in ("footnoteReference", "endnoteReference"):
                self._notes += 1
            elif name in ("commentRangeStart", "commentRangeEnd"):
                pieces.append(Anchor(f"c{value(element, 'id')}", name == "commentRangeStart"))
            elif name == "commentReference":
                pieces.append(Anchor(f"r{value(element, 'id')}", True))
                pieces.append(Anchor(f"r{value(element, 'id')}", False))
            elif name == "p" and pieces:
                pieces.append(Piece("\n"))  # a text box inside the paragraph
            if name in _SKIPPED or tag == _FALLBACK or _is_prompt(element):
                continue
            if name in _SIGNS and len(element) == 0 and tag.startswith((_W, _STRICT)):
                pieces.append(Piece(_SIGNS[name], *look))
            else:
                stack.extend((child, look) for child in reversed(element))
        if self._colour:
            self._recolour("", pieces)
        return pieces

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
        """Return whether a run is bold and whether it is in italics; note where highlights begin and end."""
        bold, italic = style
        colour = ""
        if len(run) and local(run[0]) == "rPr":
            for mark in run[0]:
                kind = local(mark)
                if kind == "rStyle":
                    named = self._styles.get(value(mark, "val") or "", _PLAIN)
                    bold, italic = bold or named[0], italic or named[1]
                elif kind == "highlight":
                    colour = value(mark, "val") or ""
            own = _weight(run[0])
            bold, italic = bold if own[0] is None else own[0], italic if own[1] is None else own[1]
        colour = "" if colour in _OFF else colour
        if colour != self._colour:
            self._recolour(colour, pieces)
        return bold, italic

    def _recolour(self, colour: str, pieces: list[Piece | Anchor]) -> None:
        if self._colour:
            pieces.append(Anchor(f"h{len(self.highlights)}", False))
        self._colour = colour
        if colour:
            key = f"h{len(self.highlights) + 1}"
            self.highlights[key] = colour
            pieces.append(Anchor(key, True))


def _is_prompt(element: Any) -> bool:
    """Tell whether it is a form field that still shows its prompt, which nobody wrote."""
    return local(element) == "sdt" and any(local(e) == "showingPlcHdr" for p in element[:1] for e in p)


def _row_of(cell: Any) -> Any:
    above = cell.getparent()
    while above is not None and local(above) != "tr":
        above = above.getparent()
    return above


def _inside(paragraph: Any, cell: Any) -> bool:
    """Tell whether a paragraph is the cell's own, or of a table within it, but not of a paragraph's text box."""
    above = paragraph.getparent()
    while above is not None and above is not cell:
        if local(above) == "p":
            return False
        above = above.getparent()
    return above is cell
