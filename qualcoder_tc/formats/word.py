# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Word documents (.docx), read from their XML in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain, word_chunks, word_marks
from qualcoder_tc.formats.office import Package, local, opened, parse, value
from qualcoder_tc.formats.word_elements import STRICT, WORD, weight
from qualcoder_tc.formats.word_text import Reader, Style
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".docx", ".docm", ".dotx")
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WHAT = "Word document"
_RELATIONS, _USUAL = "_rels/.rels", b'Target="word/document.xml"'
_KEPT_STYLES = 8
_known_styles: dict[tuple[int, int, int], Mapping[str, Style]] = {}


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a Word document with its comments and highlights as marks.

    Deleted and hidden text, fields' codes, notes, headers and footers are left out, tracked insertions kept.
    InputError for what is no Word document, is protected by a password, or unpacks to more than 150 MB.
    """
    with opened(data, _WHAT) as package:
        part = _part(package)
        reader = Reader(_styles(package), word_chunks.of(package, part))
        reader.walk(_body(package, part))
        text = reader.flow.text()
        if not text.strip():
            raise InputError(
                "There is no text in it", "the document may hold only pictures; type or paste the text"
            )
        marks, lost = word_marks.of(package, part, reader.flow, text, reader.highlights)
        macros = any(n.endswith("vbaproject.bin") for n in package.names)
    warnings = reader.warnings()
    if lost:
        warnings.append(f"comments on words that are not in the text become memos: {lost}")
    if macros:
        warnings.append("its macros were left out of the text and never run")
    return plain.from_text(
        name, text, options, media_type=_MEDIA, warnings=warnings, look=reader.flow.look(), marks=marks
    )


def _part(package: Package) -> str:
    """Return the name of the part that holds the text."""
    usual = "word/document.xml"
    if package.has(usual) and package.has(_RELATIONS) and _USUAL in package.read(_RELATIONS):
        return usual
    for kind, name in package.related("").values():
        if kind == "officeDocument" and not name.startswith(("xl/", "ppt/")) and package.has(name):
            return name
    part = next((n for n in ("word/document.xml", "word/document2.xml") if package.has(n)), None)
    if part is None:
        kind = "an Excel table" if any(n.startswith("xl/") for n in package.names) else "another kind of file"
        kind = "an OpenDocument text" if package.has("content.xml") else kind
        raise InputError(f"It is {kind}, not a Word document", "save it as .docx first")
    return part


def _body(package: Package, part: str) -> Any:
    root = package.xml(part)
    body = root.find(f"{WORD}body")
    body = root.find(f"{STRICT}body") if body is None else body
    if body is None:
        raise InputError("It is not a Word document", "open it in Word and save it again as .docx")
    return body


def _styles(package: Package) -> Mapping[str, Style]:
    """Return which named styles are bold, in italics, or hidden."""
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
    own: dict[str, tuple[bool | None, bool | None, bool | None]] = {}
    based: dict[str, str] = {}
    for style in parse(data, _WHAT):
        if local(style) == "style":
            key = value(style, "styleId") or ""
            for inner in style:
                if local(inner) == "rPr":
                    own[key] = weight(inner)
                elif local(inner) == "basedOn":
                    based[key] = value(inner, "val") or ""
    found: dict[str, Style] = {}
    for key in {*own, *based}:
        look: list[bool | None] = [None, None, None]
        at: str | None = key
        for _ in range(12):  # styles that are based on each other in a ring are no use
            if at is None:
                break
            mine = own.get(at, (None, None, None))
            look = [theirs if this is None else this for this, theirs in zip(look, mine, strict=True)]
            at = based.get(at)
        if any(look):
            found[key] = (bool(look[0]), bool(look[1]), bool(look[2]))
    return found
