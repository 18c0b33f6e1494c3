# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""OpenDocument texts (.odt, .fodt), read from their XML in reading order."""

from __future__ import annotations

from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain
from qualcoder_tc.formats.flow import Anchor, Flow, Piece
from qualcoder_tc.formats.office import local, opened, parse, value
from qualcoder_tc.model.spans import trimmed
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions, Mark

SUFFIXES = (".odt", ".ott", ".fodt")
_MEDIA = "application/vnd.oasis.opendocument.text"
_WHAT = "OpenDocument text"
_SKIPPED = frozenset({"note", "tracked-changes", "sequence-decls", "annotation", "forms", "bookmark", "ruby-text"})
_MOST_SPACES = 1000

Style = tuple[bool, bool]


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return an OpenDocument text with its comments as marks; notes and tracked deletions are left out.

    InputError for what is damaged, protected by a password, or unpacks to more than 150 MB.
    """
    if data.startswith(b"PK"):
        with opened(data, _WHAT) as package:
            if not package.has("content.xml"):
                raise InputError("It is not an OpenDocument text", "open it in LibreOffice and save it as .odt")
            if package.has("meta-inf/manifest.xml") and b"encryption-data" in package.read("meta-inf/manifest.xml"):
                raise InputError("It is protected by a password", "save a copy without password")
            roots = [package.xml("content.xml")]
            if package.has("styles.xml"):
                roots.append(package.xml("styles.xml"))
    else:
        roots = [parse(data, _WHAT)]
    body = next((e for e in roots[0].iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if body is None:
        raise InputError("It is not an OpenDocument text", "open it in LibreOffice and save it as .odt")
    reader = _Reader(_styles(roots))
    reader.walk(body)
    text = reader.flow.text()
    warnings = ["footnotes and endnotes were left out"] if reader.notes else []
    return plain.from_text(
        name, text, options, media_type=_MEDIA, warnings=warnings, look=reader.flow.look(), marks=reader.marks(text)
    )


def _styles(roots: list[Any]) -> dict[str, Style]:
    own: dict[str, tuple[bool | None, bool | None, str | None]] = {}
    for root in roots:
        for style in root.iter():
            if local(style) != "style":
                continue
            bold = italic = None
            for properties in style:
                if local(properties) == "text-properties":
                    weight, slope = value(properties, "font-weight"), value(properties, "font-style")
                    bold = weight in ("bold", "600", "700", "800", "900") if weight else None
                    italic = slope in ("italic", "oblique") if slope else None
            own[value(style, "name") or ""] = (bold, italic, value(style, "parent-style-name"))
    found: dict[str, Style] = {}
    for key in own:
        bold = italic = None
        at: str | None = key
        for _ in range(12):  # styles that rest on each other in a ring are no use
            if at is None or at not in own:
                break
            bold = own[at][0] if bold is None else bold
            italic = own[at][1] if italic is None else italic
            at = own[at][2]
        found[key] = (bool(bold), bool(italic))
    return found


class _Reader:
    """Collects paragraphs; a table row becomes one line, its cells apart by tabs."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self.flow = Flow()
        self.notes = 0
        self._styles = styles
        self._comments: dict[str, tuple[str, str, str]] = {}

    def walk(self, parent: Any) -> None:
        stack = [iter(parent)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            name = local(child)
            if name in ("p", "h"):
                self.flow.add(self._inline(child))
            elif name == "table-row":
                self._row(child)
            elif name and name not in _SKIPPED:
                stack.append(iter(child))

    def _row(self, row: Any) -> None:
        cells = [c for c in row if local(c) in ("table-cell", "covered-table-cell")]
        self.flow.add_row([[self._inline(p) for p in cell.iter() if local(p) in ("p", "h")] for cell in cells])

    def _inline(self, paragraph: Any) -> list[Piece | Anchor]:
        pieces: list[Piece | Anchor] = []
        base = self._styles.get(value(paragraph, "style-name") or "", (False, False))
        # Items are an element to enter, or text that follows one that was left.
        stack: list[tuple[Any, Style, bool]] = [(paragraph, base, True)]
        while stack:
            element, look, entering = stack.pop()
            if not entering:
                _text(pieces, element.tail, look)
                continue
            name = local(element)
            if element is not paragraph:
                stack.append((element, look, False))
            if not name or (name in _SKIPPED and name != "annotation"):
                self.notes += name == "note"
                continue
            if name == "annotation":
                self._comment(element, pieces)
                continue
            if name == "annotation-end":
                pieces.append(Anchor(value(element, "name") or "", False))
            elif name == "s":
                count = value(element, "c") or "1"
                pieces.append(Piece(" " * min(_MOST_SPACES, int(count) if count.isdigit() else 1), *look))
            elif name == "tab":
                pieces.append(Piece("\t", *look))
            elif name == "line-break":
                pieces.append(Piece("\n", *look))
            elif name in ("p", "h") and element is not paragraph and pieces:
                pieces.append(Piece("\n"))
            inner = self._styles.get(value(element, "style-name") or "", look) if name == "span" else look
            inner = (inner[0] or look[0], inner[1] or look[1])
            _text(pieces, element.text, inner)
            stack.extend((child, inner, True) for child in reversed(element))
        return pieces

    def _comment(self, element: Any, pieces: list[Piece | Anchor]) -> None:
        inner = {local(e): "".join(e.itertext()) for e in element if local(e) in ("creator", "date")}
        said = "\n".join("".join(p.itertext()) for p in element.iter() if local(p) == "p").strip()
        key = value(element, "name") or f"#{len(self._comments)}"
        if said:
            self._comments[key] = (said, " ".join(inner.get("creator", "").split()), inner.get("date", ""))
            pieces.append(Anchor(key, True))
            if value(element, "name") is None:
                pieces.append(Anchor(key, False))

    def marks(self, text: str) -> tuple[Mark, ...]:
        """Return the comments; one without passage marks its whole line."""
        found: list[Mark] = []
        for key, (said, author, date) in self._comments.items():
            start, end = self.flow.passages.get(key, (-1, -1))
            if start < 0:
                continue
            span = trimmed(text, start, end)
            if span.end <= span.start:
                span = trimmed(text, *self.flow.line(start))
            if span.end > span.start:
                found.append(Mark(span.start, span.end, "comment", said, author, date))
        return tuple(sorted(found, key=lambda m: (m.start, m.end)))


def _text(pieces: list[Piece | Anchor], text: str | None, look: Style) -> None:
    """Add text; line ends and runs of spaces in the XML are its layout, one space each."""
    if text:
        tidy = " ".join(text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" "))
        while "  " in tidy:
            tidy = tidy.replace("  ", " ")
        pieces.append(Piece(tidy, *look))
