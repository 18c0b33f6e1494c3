# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rich text (.rtf)."""

from __future__ import annotations

import re

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

SUFFIXES = (".rtf",)
_LARGEST = 60 * 1024 * 1024
_PICTURE = re.compile(rb"\\(?:bin\d+|pict)\b")
_HEX = re.compile(rb"[0-9a-fA-F\s]{2000,}")


def read(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return a rich text document; table cells are apart by tabs, pictures left out."""
    from striprtf.striprtf import rtf_to_text

    if len(data) > _LARGEST:
        raise InputError("It is too large", "save it as .docx, which is smaller")
    if _PICTURE.search(data):
        data = _HEX.sub(b"", data)  # the bytes of pictures, of which nothing is read
    source = data.decode("latin-1")
    try:
        text = rtf_to_text(_with_cells(source), encoding=options.encoding or "cp1252", errors="replace")
    except (ValueError, IndexError, KeyError, LookupError, RecursionError) as error:
        raise InputError("It is not a whole RTF document", "open it in Word and save it as .docx") from error
    # Emoji are written as two halves, which only together are a character.
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
    # Each cell ends in a tab, the last one too.
    lines = [line.removesuffix("\t") for line in text.split("\n")]
    return plain.from_text(name, "\n".join(lines), options, media_type="application/rtf")


def _with_cells(source: str) -> str:
    # The reader writes a bar after each cell, which nobody could tell from a bar that was said.
    return re.sub(r"\\(?:nest)?cell\b ?", r"\\tab ", source)
