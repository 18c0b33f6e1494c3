# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Plain text and Markdown."""

from __future__ import annotations

from qualcoder_tc.formats import encodings, guess, turns
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".txt", ".md", ".markdown", ".text")


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a text file as a document; its text is exactly the file's, with LF line ends."""
    text, encoding, warnings = encodings.decode(data)
    media = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    return from_text(name, text, options, encoding=encoding, media_type=media, warnings=warnings)


def from_text(
    name: str,
    text: str,
    options: ImportOptions,
    *,
    encoding: str | None = None,
    media_type: str = "text/plain",
    warnings: list[str] | None = None,
    bold: list[tuple[int, int]] | None = None,
) -> ImportedDocument:
    """Return text as a document, with turns, roles, kind and language found in it."""
    found = turns.find_turns(text, bold or ())
    roles = turns.roles(found)
    return ImportedDocument(
        title=guess.title_of(name),
        kind=options.kind or guess.kind_of(name, found, roles),
        text=text,
        turns=found,
        language=options.language or guess.language_of(text),
        encoding=encoding,
        media_type=media_type,
        roles=roles,
        warnings=tuple(warnings or ()),
    )
