# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Word documents (.docx), read from their XML in reading order."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".docx", ".docm")
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Transitional and strict documents differ in their namespace only.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST = 150 * 1024 * 1024  # bytes of XML once unpacked
_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sectPr"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a Word document; deleted text, fields' codes, notes, headers and footers are left out.

    InputError for what is no Word document, is protected by a password, or unpacks to more than 150 MB.
    """
    reader = _Reader()
    reader.walk(_body(data))
    text = reader.text()
    if not text.strip():
        raise InputError("There is no text in it", "the document may hold only pictures; type or paste the text")
    return plain.from_text(
        name, text, options, media_type=_MEDIA, warnings=reader.warnings(), bold=reader.bold_starts()
    )


def _body(data: bytes) -> Any:
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = _main_part(archive)
            if part.flag_bits & 1:
                raise InputError("It is protected by a password", "save a copy without password in Word")
            if part.file_size > _LARGEST:
                raise InputError("It is too large", f"it unpacks to {part.file_size // 2**20} MB; split it")
            with archive.open(part) as stream:
                xml = stream.read(_LARGEST + 1)  # the size in the directory may lie
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError, ValueError) as error:
        raise InputError("It is not a whole Word document", "open it in Word and save it again as .docx") from error
    if len(xml) > _LARGEST:
        raise InputError("It is too large", "it unpacks to more than 150 MB; split it")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise InputError("It is not a whole Word document", "open it in Word and save it again as .docx") from error
    body = root.find(f"{_W}body")
    body = root.find(f"{_STRICT}body") if body is None else body
    if body is None:
        raise InputError("It is not a Word document", "open it in Word and save it again as .docx")
    return body


def _main_part(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    names = {info.filename.lower(): info for info in archive.infolist()}
    for name in ("word/document.xml", "word/document2.xml"):
        if name in names:
            return names[name]
    kind = "an Excel table" if any(n.startswith("xl/") for n in names) else "another kind of file"
    kind = "an OpenDocument text" if "content.xml" in names else kind
    raise InputError(f"It is {kind}, not a Word document", "save it as .docx first")


class _Reader:
    """Collects paragraphs; a table row becomes one line, its cells apart by tabs."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._bold: list[int] = []
        self._deletions = self._notes = 0

    def text(self) -> str:
        return "\n".join(self._lines)

    def bold_starts(self) -> list[tuple[int, int]]:
        """Return the spans of bold text with which paragraphs begin and that do not fill them."""
        spans: list[tuple[int, int]] = []
        at = 0
        for line, length in zip(self._lines, self._bold, strict=True):
            if length:
                spans.append((at, at + length))
            at += len(line) + 1
        return spans

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
            name = _local(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tr":
                self._row(child)
            elif name and name not in _SKIPPED and child.tag != _FALLBACK and not _is_prompt(child):
                stack.append(iter(child))

    def _paragraph(self, element: Any) -> None:
        text, bold = self._inline(element)
        self._add(text, bold)

    def _row(self, element: Any) -> None:
        cells: list[str] = []
        for cell in (c for c in element.iter() if _local(c) == "tc" and _row_of(c) is element):
            inner = [self._inline(p)[0] for p in cell.iter() if _local(p) == "p" and _inside(p, cell)]
            cells.append(" ".join(t.strip() for t in inner if t.strip()))
        self._add("\t".join(cells), 0)

    def _add(self, text: str, bold: int) -> None:
        for number, line in enumerate(text.split("\n")):
            self._lines.append(line)
            self._bold.append(bold if number == 0 and bold <= len(line) else 0)

    def _inline(self, paragraph: Any) -> tuple[str, int]:
        """Return the text of a paragraph and how many of its first characters are bold."""
        parts: list[str] = []
        bold, counting = 0, True
        stack: list[tuple[Any, bool]] = [(child, False) for child in reversed(paragraph)]
        while stack:
            element, heavy = stack.pop()
            name = _local(element)
            if name == "r":
                heavy = _is_bold(element)
            if name in ("del", "moveFrom"):
                self._deletions += 1
            if name in ("footnoteReference", "endnoteReference"):
                self._notes += 1
            if not name or name in _SKIPPED or element.tag == _FALLBACK or _is_prompt(element):
                continue
            if name == "p" and parts:
                parts.append("\n")  # a text box inside the paragraph
            piece = (element.text or "") if name == "t" else _SIGNS.get(name, "") if _plain_sign(element) else ""
            if piece:
                parts.append(piece.replace("\r", "\n"))
                counting = counting and (heavy or not piece.strip())
                bold += len(piece) if counting else 0
            else:
                stack.extend((child, heavy) for child in reversed(element))
        return "".join(parts), bold


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _is_prompt(element: Any) -> bool:
    """Tell whether it is a form field that still shows its prompt, which nobody wrote."""
    return _local(element) == "sdt" and any(_local(e) == "showingPlcHdr" for p in element[:1] for e in p)


def _plain_sign(element: Any) -> bool:
    return element.tag.startswith((_W, _STRICT)) and len(element) == 0


def _is_bold(run: Any) -> bool:
    for properties in run:
        if _local(properties) == "rPr":
            for mark in properties:
                if _local(mark) == "b":
                    return next((v for k, v in mark.attrib.items() if k.endswith("}val")), "1") not in (
                        "0",
                        "false",
                    )
    return False


def _row_of(cell: Any) -> Any:
    above = cell.getparent()
    while above is not None and _local(above) != "tr":
        above = above.getparent()
    return above


def _inside(paragraph: Any, cell: Any) -> bool:
    """Tell whether a paragraph is the cell's own, or of a table within it, but not of a paragraph's text box."""
    above = paragraph.getparent()
    while above is not None and above is not cell:
        if _local(above) == "p":
            return False
        above = above.getparent()
    return above is cell
