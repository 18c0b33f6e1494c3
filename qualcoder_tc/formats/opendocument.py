# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""OpenDocument texts (.odt, .fodt), read from their XML in reading order."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain
from qualcoder_tc.formats.flow import Anchor, Flow, Piece, line_of
from qualcoder_tc.formats.office import local, opened, parse, value
from qualcoder_tc.formats.word_marks import COLOURS, joined
from qualcoder_tc.model.spans import Span, trimmed
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions, Mark

SUFFIXES = (".odt", ".ott", ".fodt")
_MEDIA = "application/vnd.oasis.opendocument.text"
_WHAT = "OpenDocument text"
_SKIPPED = frozenset(
    {"note", "tracked-changes", "sequence-decls", "annotation", "forms", "bookmark", "ruby-text", "title", "desc"}
    | {"object", "object-ole", "image", "table-of-content-source", "hidden-text"}
)
_MOST_SPACES = 1000  # that stand in a row
_ALL_SPACES = 1_000_000
_SPACES = re.compile(r"[ \t\r\n]+")

_NO_COLOUR = ("", "transparent", "#ffffff", "auto")
_LEFT_OUT = {
    "deletion": "tracked deletions were left out, tracked insertions kept",
    "hidden": "text that is set as hidden was left out",
    "note": "footnotes and endnotes were left out",
    "lost": "comments on words that are not in the text become memos",
}


class Style(NamedTuple):
    """How text is set."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    colour: str = ""
    """The colour behind it."""


_PLAIN = Style()
_END = Piece("\n")


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return an OpenDocument text with its comments as marks; notes and tracked deletions are left out.

    InputError for what is damaged, protected by a password, or unpacks to more than 150 MB.
    """
    if data.startswith(b"PK"):
        with opened(data, _WHAT) as package:
            # Newer programs lock the package as a whole, so that there is no text to be found in it.
            if package.has("meta-inf/manifest.xml") and b"encryption-data" in package.read("meta-inf/manifest.xml"):
                raise InputError("It is protected by a password", "save a copy without password")
            if not package.has("content.xml"):
                raise InputError("It is not an OpenDocument text", "open it in LibreOffice and save it as .odt")
            roots = [package.xml("content.xml")]
            if package.has("styles.xml"):
                roots.append(package.xml("styles.xml"))
    else:
        roots = [parse(data, _WHAT)]
    body = next((e for e in roots[0].iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if body is None:
        raise InputError("It is not an OpenDocument text", "open it in LibreOffice and save it as .odt")
    reader = _Reader(_styles(roots))
    reader.leave_out(_deletions(body))
    reader.walk(body)
    text = reader.flow.text()
    if any(
        local(e) == "deletion" for changes in body if local(changes) == "tracked-changes" for e in changes.iter()
    ):
        reader.left_out.add("deletion")
    marks = reader.marks(text)
    warnings = [words for key, words in _LEFT_OUT.items() if key in reader.left_out]
    return plain.from_text(
        name, text, options, media_type=_MEDIA, warnings=warnings, look=reader.flow.look(), marks=marks
    )


def _deletions(body: Any) -> frozenset[str]:
    """Return the deletions whose beginning and end are marked in the text."""
    found = {
        value(region, "id") or ""
        for changes in body
        if local(changes) == "tracked-changes"
        for region in changes
        if any(local(change) == "deletion" for change in region)
    }
    ended = {value(mark, "change-id") for mark in body.iter() if local(mark) == "change-end"} if found else set()
    return frozenset(found & ended)


def _styles(roots: list[Any]) -> dict[str, Style]:
    own: dict[str, tuple[bool | None, bool | None, bool | None, str | None]] = {}
    parents: dict[str, str | None] = {}
    for root in roots:
        for style in root.iter():
            if local(style) != "style":
                continue
            bold = italic = hidden = colour = None
            for properties in style:
                if local(properties) == "text-properties":
                    weight, slope = value(properties, "font-weight"), value(properties, "font-style")
                    shown = value(properties, "display")
                    bold = weight in ("bold", "600", "700", "800", "900") if weight else None
                    italic = slope in ("italic", "oblique") if slope else None
                    hidden = shown == "none" if shown else None
                    colour = value(properties, "background-color")
            key = value(style, "name") or ""
            own[key] = (bold, italic, hidden, colour)
            parents[key] = value(style, "parent-style-name")
    found: dict[str, Style] = {}
    for key in own:
        look: list[Any] = [None, None, None, None]
        at: str | None = key
        for _ in range(12):  # styles that rest on each other in a ring are no use
            if at is None or at not in own:
                break
            look = [theirs if this is None else this for this, theirs in zip(look, own[at], strict=True)]
            at = parents[at]
        colour = (look[3] or "").casefold()
        shown = "" if colour in _NO_COLOUR else colour
        found[key] = Style(bool(look[0]), bool(look[1]), bool(look[2]), shown)
    return found


class _Reader:
    """Collects paragraphs; a table row becomes one line, its cells apart by tabs."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self.flow = Flow()
        self.left_out: set[str] = set()
        self._styles = styles
        self._comments: dict[str, tuple[str, str, str, bool]] = {}
        self._highlights: dict[str, str] = {}
        self._spaces = 0
        self._deletions: frozenset[str] = frozenset()
        self._deleting = False
        self._held: list[Piece | Anchor] = []

    def leave_out(self, deletions: frozenset[str]) -> None:
        """Leave out what stands between the marks of these deletions, as flat documents keep it in the text."""
        self._deletions = deletions

    def walk(self, parent: Any) -> None:
        stack = [iter(parent)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            name = local(child)
            if name in ("p", "h"):
                self._paragraph(child)
            elif name == "table-row":
                self._row(child)
            elif name == "section" and value(child, "display") == "none":
                self.left_out.add("hidden")
            elif name in ("change-start", "change-end"):
                self._change(child, name)
            elif name and name not in _SKIPPED:
                stack.append(iter(child))
        self._flush()

    def _change(self, mark: Any, name: str) -> None:
        if value(mark, "change-id") in self._deletions:
            self._deleting = name == "change-start"

    def _flush(self) -> None:
        if self._held:
            self.flow.add(self._held)
        self._held = []

    def _paragraph(self, element: Any) -> None:
        mark = next((e for e in element if local(e) == "hidden-paragraph"), None)
        if mark is not None and value(mark, "is-hidden") == "true":
            self.left_out.add("hidden")
            return
        self._held += self._inline(element)
        if not self._deleting:  # else its end is deleted, so that the next is the rest of it
            self.flow.add(self._held)
            self._held = []

    def _row(self, row: Any) -> None:
        self._flush()
        cells: list[list[list[Piece | Anchor]]] = []
        spanned = 0
        for cell in row:
            name = local(cell)
            if name == "covered-table-cell" and spanned:
                spanned -= 1  # part of the wide cell before it
            elif name in ("table-cell", "covered-table-cell"):
                count = value(cell, "number-columns-spanned") or ""
                spanned = int(count) - 1 if count.isascii() and count.isdigit() and len(count) < 5 else 0
                own = (p for p in cell.iter() if local(p) in ("p", "h") and _own(p, cell))
                cells.append([self._inline(p) for p in own])
        self.flow.add_row(cells)

    def _inline(self, paragraph: Any) -> list[Piece | Anchor]:
        line = _Line(self._highlights)
        base = self._styles.get(value(paragraph, "style-name") or "", _PLAIN)._replace(colour="")
        # Items are an element to enter, or text that follows one that was left.
        stack: list[tuple[Any, Style, bool]] = [(paragraph, base, True)]
        while stack:
            element, look, entering = stack.pop()
            name = local(element)
            if not entering:
                if (name == "text-box" or _is_shape(element)) and _text_follows(element, paragraph):
                    line.end()
                if element is not paragraph:
                    self._say(line, element.tail, look)
                continue
            stack.append((element, look, False))
            if not name or name in _SKIPPED:
                if name == "note":
                    self.left_out.add(name)
                elif name == "hidden-text" and value(element, "is-hidden") != "true":
                    self._say(line, element.text, look)
                elif name == "annotation":
                    self._comment(element, line)
                continue
            if name in ("change-start", "change-end"):
                self._change(element, name)
            elif name == "annotation-end":
                line.anchor(Anchor(value(element, "name") or "", False))
            elif name == "s":
                count = value(element, "c") or "1"
                spaces = min(
                    _MOST_SPACES if self._spaces < _ALL_SPACES else 1, int(count) if _is_number(count) else 1
                )
                self._spaces += spaces
                self._sign(line, " " * spaces, look)
            elif name in ("tab", "line-break"):
                self._sign(line, "\t" if name == "tab" else "\n", look)
            elif name in ("p", "h") and element is not paragraph:
                line.end()
            inner = look
            if name == "span":
                own = self._styles.get(value(element, "style-name") or "", _PLAIN)
                inner = Style(
                    own.bold or look.bold,
                    own.italic or look.italic,
                    own.hidden or look.hidden,
                    own.colour or look.colour,
                )
            self._say(line, element.text, inner)
            stack.extend((child, inner, True) for child in reversed(element))
        return line.done()

    def _sign(self, line: _Line, sign: str, look: Style) -> None:
        if not self._deleting:
            line.sign(sign, look)

    def _say(self, line: _Line, text: str | None, look: Style) -> None:
        if text and (look.hidden or self._deleting):
            self.left_out.add("deletion" if self._deleting else "hidden")
        elif text:
            line.say(text, look)

    def _comment(self, element: Any, line: _Line) -> None:
        inner = {
            local(e): "".join(e.itertext()) for e in element if local(e) in ("creator", "date", "creator-initials")
        }
        said = "\n".join(_words(p) for p in element.iter() if local(p) == "p").strip()
        key = value(element, "name") or f"#{len(self._comments)}"
        if said:
            author = " ".join((inner.get("creator") or inner.get("creator-initials") or "").split())
            reply = value(element, "parent-name") is not None
            self._comments[key] = (said, author, inner.get("date", ""), reply)
            line.anchor(Anchor(key, True))
            if value(element, "name") is None:
                line.anchor(Anchor(key, False))

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return comments and highlights; a comment without passage marks its whole line."""
        found: list[Mark] = []
        for key, (said, author, date, reply) in self._comments.items():
            begun = self.flow.begun(key)
            start, end = self.flow.passages.get(key) or ((begun, begun) if begun is not None else (-1, -1))
            span = trimmed(text, start, end) if start >= 0 else Span(0, 0)
            if span.end <= span.start and start >= 0:
                span = trimmed(text, *line_of(text, start))
            if span.end <= span.start:
                self.left_out.add("lost")
                span = Span(0, 0)
            found.append(Mark(span.start, span.end, "comment", said, author, date, reply))
        for key, colour in self._highlights.items():
            span = trimmed(text, *self.flow.passages.get(key, (0, 0)))
            if span.end > span.start:
                found.append(Mark(span.start, span.end, "highlight", colour))
        return tuple(sorted(joined(found, text), key=lambda m: (m.start, m.end)))


class _Line:
    """A paragraph that is being read; runs of white space in the XML are its layout, one space, at its start none."""

    def __init__(self, highlights: dict[str, str]) -> None:
        self._pieces: list[Piece | Anchor] = []
        self._highlights = highlights
        self._colour = self._key = ""
        self._spaced = True

    def say(self, text: str, look: Style) -> None:
        said = _SPACES.sub(" ", text)
        if self._spaced and said.startswith(" "):
            said = said[1:]
        if said:
            self._spaced = said.endswith(" ")
            self._add(said, look)

    def sign(self, text: str, look: Style) -> None:
        self._spaced = False
        if not look.hidden:
            self._add(text, look)

    def _add(self, text: str, look: Style) -> None:
        self._recolour(look.colour)
        self._pieces.append(Piece(text, look.bold, look.italic))

    def anchor(self, anchor: Anchor) -> None:
        self._pieces.append(anchor)

    def end(self) -> None:
        """Begin another line, unless one was just begun."""
        if self._pieces and self._pieces[-1] != _END:
            self._pieces.append(_END)
        self._spaced = True

    def done(self) -> list[Piece | Anchor]:
        self._recolour("")
        return self._pieces

    def _recolour(self, colour: str) -> None:
        if colour == self._colour:
            return
        if self._key:
            self._pieces.append(Anchor(self._key, False))
        self._colour, self._key = colour, ""
        if colour:
            self._key = f"highlight {len(self._highlights)}"
            self._highlights[self._key] = COLOURS.get(colour.lstrip("#"), colour)
            self._pieces.append(Anchor(self._key, True))


def _words(paragraph: Any) -> str:
    line = _Line({})
    for element in paragraph.iter():
        name = local(element)
        if name in ("line-break", "tab", "s"):
            line.sign({"line-break": "\n", "tab": "\t", "s": " "}[name], _PLAIN)
        line.say(element.text or "", _PLAIN)
        if element is not paragraph:
            line.say(element.tail or "", _PLAIN)
    return "".join(piece.text for piece in line.done() if isinstance(piece, Piece))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _own(paragraph: Any, cell: Any) -> bool:
    """Tell whether a paragraph is the cell's own, or of a table within it, but not of another's frame or comment."""
    above = paragraph.getparent()
    while above is not None and above is not cell:
        if local(above) in ("p", "h") or local(above) in _SKIPPED:
            return False
        above = above.getparent()
    return True


def _is_shape(element: Any) -> bool:
    """Tell whether it is a drawing with paragraphs of its own."""
    return local(element) not in _SKIPPED and any(local(part) == "p" for part in element)


def _text_follows(box: Any, paragraph: Any) -> bool:
    """Tell whether anything is left of the paragraph in which a text box stands."""
    at = box
    while at is not None and at is not paragraph:
        if (at.tail or "").strip() or any(True for _ in at.itersiblings()):
            return True
        at = at.getparent()
    return False
