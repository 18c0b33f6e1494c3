# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rich text (.rtf)."""

from __future__ import annotations

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings, plain
from qualcoder_tc.formats.rich_text import Reader
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".rtf",)
_LARGEST = 60 * 1024 * 1024


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a rich text document with its comments as marks.

    Deleted and hidden text, pictures, notes, headers and footers are left out, tracked insertions kept.
    """
    if len(data) > _LARGEST:
        raise InputError("It is too large", "save it as .docx, which is smaller")
    wanted = encodings.known(options.encoding) if options.encoding else None
    reader = Reader(data, wanted)
    reader.walk()
    text = reader.flow.text()
    marks = reader.marks(text)
    return plain.from_text(
        name,
        text,
        options,
        media_type="application/rtf",
        warnings=reader.warnings(),
        look=reader.flow.look(),
        marks=marks,
    )
