# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Plain text and Markdown; and what every importer of running text ends with: turns, speakers, roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import captions, encodings, finishing, guess, roles, tables, turns
from qualcoder_tc.formats.flow import Look
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions, Mark

_MOST_LINES = 300_000  # beyond which it is no transcript, and would take a laptop's memory
SUFFIXES = (".txt", ".md", ".markdown", ".text")


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a text file as a document; its text is exactly the file's, with LF line ends.

    Captions kept as text (a time stamp alone on every other line, as YouTube shows them) are joined into turns.
    """
    text, encoding, warnings = encodings.decode(data, options.encoding)
    _check_length(text)
    if "\t" in text[:2000] and tables.is_table(text):
        return tables.read(name, data, options)
    if options.rule is None and options.pattern is None and (cues := captions.stamped(text)):
        warnings.append("time stamps on lines of their own became the times of the turns")
        return replace(captions.from_cues(name, cues, options), encoding=encoding, warnings=tuple(warnings))
    media = "text/markdown" if name.lower().endswith((".md", ".markdown")) else "text/plain"
    return from_text(name, text, options, encoding=encoding, media_type=media, warnings=warnings)


def from_text(
    name: str,
    text: str,
    options: ImportOptions,
    *,
    encoding: str | None = None,
    media_type: str = "text/plain",
    warnings: Sequence[str] = (),
    look: Look | None = None,
    marks: tuple[Mark, ...] = (),
) -> ImportedDocument:
    """Return text as a document, with turns, roles, kind and language found in it."""
    _check_length(text)
    found = turns.find_turns(text, look or Look(), options)
    if not marks and options.rule is None and (cues := captions.of_turns(text, found)):
        more = (*warnings, "captions of one speaker, one after the other, were joined into turns")
        return replace(
            captions.from_cues(name, cues, options), encoding=encoding, media_type=media_type, warnings=more
        )
    spoken = finishing.renamed(found.turns, options)
    who = roles.find_roles(text, spoken)
    slips = [
        f"“{rare}” ({'one turn' if count == 1 else f'{count} turns'}) may be “{often}” misspelt"
        for rare, often, count in guess.alike(spoken)
    ]
    return finishing.finished(
        ImportedDocument(
            title=guess.title_of(name),
            kind=guess.kind_of(name, spoken, who),
            text=text,
            turns=spoken,
            language=guess.language_of(text),
            encoding=encoding,
            media_type=media_type,
            roles=who,
            warnings=(*warnings, *slips),
            marks=marks,
            rule=found.rule,
        ),
        options,
    )


def _check_length(text: str) -> None:
    lines = text.count("\n")
    if lines > _MOST_LINES:
        raise InputError(
            "It is too long", f"it has {lines:,} lines, where a transcript has some thousands; split it"
        )
