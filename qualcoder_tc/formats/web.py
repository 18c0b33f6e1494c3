# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Web pages (.html), as text in reading order; nothing they point to is fetched or run."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings, plain
from qualcoder_tc.formats.flow import Anchor, Flow, Piece
from qualcoder_tc.formats.office import local
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".html", ".htm", ".xhtml")
_DECLARED = re.compile(rb"(?i)<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]{2,30})")
_DECLARED_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,30})")
_HIDDEN = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\s*(?:!|;|$)")
_PROLOGUE = re.compile(r"\A\s*<\?xml[^>]*\?>")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hr html li main ol p pre section summary table tbody tfoot thead ul caption""".split()
)
_SKIPPED = frozenset(
    """script style head template noscript nav svg canvas object iframe audio video select button input textarea
    map area rt rp annotation annotation-xml""".split()
)
_MARGINS = ("header", "footer")  # as LibreOffice saves them
_BOLD = frozenset({"b", "strong", "th"})
_ITALIC = frozenset({"i", "em", "cite"})

_MOST_TAGS = 800_000  # each takes some hundred bytes once parsed
_MOST_ATTRIBUTES = 5_000
_LONG_TAG = 4 * _MOST_ATTRIBUTES
_TAG = re.compile(r"<[a-zA-Z]")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")

Style = tuple[bool, bool, bool]
"""Bold, italic, spaces kept."""


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a web page's text: a paragraph a line, table cells apart by tabs; scripts, menus and forms left out."""
    flow, encoding, warnings = _read(data, options.encoding)
    return plain.from_text(
        name, flow.text(), options, encoding=encoding, media_type="text/html", warnings=warnings, look=flow.look()
    )


def flow_of(data: bytes, encoding: str | None) -> Flow:
    """Return the lines of a page; without an encoding its own word counts."""
    return _read(data, encoding)[0]


def _read(data: bytes, wanted: str | None) -> tuple[Flow, str, list[str]]:
    text, encoding, warnings = encodings.decode(data, wanted)
    declared = _DECLARED.search(data[:4096]) or _DECLARED_XML.match(data)
    if declared and not wanted and not encoding.startswith("utf"):
        # No Unicode: the page's own word counts for more than a guess, where it is a known one.
        name = _browser_name(declared[1].decode("ascii", "replace"))
        with contextlib.suppress(InputError):
            if not encodings.known(name).startswith("utf"):  # which was tried
                text, encoding, warnings = encodings.decode(data, name)
    flow = Flow()
    if _walk(_parse(text), flow):
        warnings.append("text that the page does not show was left out")
    return flow, encoding, warnings


def _browser_name(name: str) -> str:
    # Browsers read Latin-1 and ASCII as windows-1252, and pages are written with that in mind.
    return "cp1252" if name.casefold() in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else name


def _parse(text: str) -> Any:
    from lxml import etree, html  # pyright: ignore[reportAttributeAccessIssue]

    text = _PROLOGUE.sub("", text).replace("\x00", "\ufffd")
    if text.count("<") > _MOST_TAGS or _is_overloaded(text):
        raise InputError("It is too large", "it has a million marks where a transcript has thousands; split it")
    # Without huge_tree the parser drops what is nested deeper than 256, and says nothing.
    parser = html.HTMLParser(no_network=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputError("This web page cannot be read", "open it in a browser and save its text") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError("This web page cannot be read", "it is nested too deeply")
    return root


def _is_overloaded(text: str) -> bool:
    """Tell whether a tag has thousands of attributes, for which the parser would take hours."""
    for piece in text.split(">"):
        if len(piece) > _LONG_TAG and (begun := _TAG.search(piece)):
            names = _VALUE.sub("", piece[begun.start() :])
            if len(names.split(maxsplit=_MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES:
                return True
    return False


class _Line:
    """The paragraph being read."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._pieces: list[Piece | Anchor] = []
        self._open = False  # whether the line so far ends in something a space may follow

    def say(self, text: str | None, style: Style) -> None:
        if not text:
            return
        bold, italic, kept = style
        if not kept:
            text = _SPACE.sub(" ", text)
            if not self._open:
                text = text.lstrip(" ")
            self._open = not text.endswith(" ") if text else self._open
        if text:
            self._pieces.append(Piece(text.replace("\r", "\n"), bold, italic))

    def sign(self, text: str) -> None:
        self._pieces.append(Piece(text))
        self._open = False

    def end(self, *, always: bool = False) -> None:
        self.trim()
        if self._pieces or always:
            self._flow.add(self._pieces)
        self._pieces, self._open = [], False

    def trim(self) -> None:
        """Take spaces at the end away, which are the layout of the file."""
        while self._pieces and isinstance(last := self._pieces[-1], Piece) and last.text.endswith(" "):
            self._pieces[-1] = Piece(last.text.rstrip(" "), last.bold, last.italic)
            if last.text.strip(" "):
                break
            self._pieces.pop()


def _walk(root: Any, flow: Flow) -> bool:
    """Add the lines of a page; tell whether any were hidden."""
    hidden = False
    line = _Line(flow)
    # Items are an element to enter, or one that was left and whose tail comes next.
    stack: list[tuple[Any, Style, bool]] = [(root, (False, False, False), True)]
    cells: list[int] = []
    while stack:
        element, style, entering = stack.pop()
        name = local(element)
        if not entering:
            _leave(element, name, line, cells)
            line.say(element.tail, style)
            continue
        if len(stack) > 500_000:
            raise InputError("This web page cannot be read", "it is nested too deeply")
        if element is not root:
            stack.append((element, style, False))
        if not name or name in _SKIPPED or (name == "div" and element.get("title") in _MARGINS):
            continue
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            hidden = hidden or bool("".join(element.itertext()).strip())
            continue
        if name in _BLOCKS or name == "tr":
            if not cells or name == "tr":
                line.end()
            elif name in _BLOCKS:
                line.say(" ", style)
        if name == "tr":
            cells.append(0)
        elif name in ("td", "th") and cells:
            if cells[-1]:
                line.trim()
                line.sign("\t")
            cells[-1] += 1
        elif name == "br":
            line.sign("\n")
        inner = _style(element, name, style)
        line.say(element.text, inner)
        stack.extend((child, inner, True) for child in reversed(element))
    line.end()
    return hidden


def _leave(element: Any, name: str, line: _Line, cells: list[int]) -> None:
    if name == "tr" and cells:
        cells.pop()
        line.end()
    elif name in _BLOCKS and (not cells or name == "table"):
        line.end()


def _style(element: Any, name: str, style: Style) -> Style:
    css = (element.get("style") or "").replace(" ", "").casefold()
    heavy = name in _BOLD or "font-weight:bold" in css or "font-weight:700" in css or "font-weight:600" in css
    slanted = name in _ITALIC or "font-style:italic" in css
    kept = name == "pre" or "white-space:pre" in css
    return (style[0] or heavy, style[1] or slanted, style[2] or kept)
