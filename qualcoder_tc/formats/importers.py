# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The importers: which reads what, and plain words for what none can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import captions, plain, tables, word
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

_LARGEST = 100 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads files with these suffixes."""

    words: str
    suffixes: tuple[str, ...]
    read: Callable[[str, bytes, ImportOptions], ImportedDocument]


IMPORTERS: tuple[Importer, ...] = (
    Importer("Word document", word.SUFFIXES, word.read),
    Importer("Text or Markdown", plain.SUFFIXES, plain.read),
    Importer("Captions", captions.SUFFIXES, captions.read),
    Importer("Survey table", tables.SUFFIXES, tables.read),
)

# What people try, and what they can do instead.
_INSTEAD = {
    ".doc": "is in the old Word format; open it in Word or LibreOffice and save it as .docx",
    ".odt": "is an OpenDocument text; save it as .docx",
    ".rtf": "is rich text; save it as .docx",
    ".pdf": "is a PDF; copy its text into a .docx or .txt file",
    ".html": "is a web page; copy its text into a .docx or .txt file",
    ".htm": "is a web page; copy its text into a .docx or .txt file",
    ".xlsx": "is an Excel table; save the sheet as CSV (UTF-8)",
    ".xls": "is an Excel table; save the sheet as CSV (UTF-8)",
    ".ods": "is a spreadsheet; save the sheet as CSV (UTF-8)",
    ".qtc": "is a project; use merge to bring in its codings",
}
_SIGNATURES = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound recording"),
    (b"RIFF", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"SQLite format 3\x00", "a database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


def read_file(path: Path, options: ImportOptions) -> tuple[ImportedDocument, bytes]:
    """Return the document in a file and the file's bytes; InputError says why it cannot be read."""
    try:
        if path.is_dir():
            raise InputError("This is a folder", "choose the files in it")
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError("It is too large", f"it has {size // 2**20} MB; the limit is 100 MB; split it")
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError("It does not exist", "check the name") from error
    except OSError as error:
        raise InputError("It cannot be opened", f"{error.strerror}; check its permissions") from error
    return read_document(path.name, data, options), data


def read_document(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return the document that these bytes of a file of this name hold."""
    if not data.strip():
        raise InputError("It is empty", "there is nothing to import")
    suffix = PurePath(name).suffix.lower()
    importer = next((i for i in IMPORTERS if suffix in i.suffixes), None)
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.startswith(b"PK\x03\x04") and (importer is None or suffix not in word.SUFFIXES):
        if suffix in _INSTEAD:
            raise InputError("It cannot be read", f"it {_INSTEAD[suffix]}")
        importer = IMPORTERS[0]
    elif suffix in word.SUFFIXES and not data.startswith(b"PK"):
        raise InputError(
            "It is not a Word document", "it only has such a name; open it in Word and save it as .docx"
        )
    _refuse_known(suffix, data, importer)
    if importer is None:
        suffixes = ", ".join(s for i in IMPORTERS for s in i.suffixes[:2])
        raise InputError(f"Files of the kind {suffix or 'without suffix'} are not read", f"these are: {suffixes}")
    document = importer.read(name, data, options)
    if not document.text.strip():
        raise InputError("There is no text in it", "there is nothing to import")
    return document


def _refuse_known(suffix: str, data: bytes, importer: Importer | None) -> None:
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            if what in _INSTEAD:
                raise InputError("It cannot be read", f"it {_INSTEAD[what]}")
            raise InputError("It cannot be read", f"it is {what}, not a transcript")
    if importer is None and suffix in _INSTEAD:
        raise InputError("It cannot be read", f"it {_INSTEAD[suffix]}")


def _old_office(data: bytes) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return InputError("It is protected by a password", "save a copy without password in Word")
    return InputError("It cannot be read", f"it {_INSTEAD['.doc']}")
