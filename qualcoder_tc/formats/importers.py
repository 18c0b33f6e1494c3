# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The importers: which reads what, and plain words for what none can read."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath

from qualcoder_tc.errors import AppError, InputError
from qualcoder_tc.formats import captions, elan, opendocument, pdf, plain, rich, tables, web, word
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

_LARGEST = 100 * 1024 * 1024
_PAGE = re.compile(rb"(?i)(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Importer:
    """Reads files with these suffixes."""

    words: str
    suffixes: tuple[str, ...]
    read: Callable[[str, bytes, ImportOptions], ImportedDocument]


IMPORTERS: tuple[Importer, ...] = (
    Importer("Word document", word.SUFFIXES, word.read),
    Importer("OpenDocument text", opendocument.SUFFIXES, opendocument.read),
    Importer("Text or Markdown", plain.SUFFIXES, plain.read),
    Importer("Rich text", rich.SUFFIXES, rich.read),
    Importer("PDF", pdf.SUFFIXES, pdf.read),
    Importer("Web page", web.SUFFIXES, web.read),
    Importer("Captions", captions.SUFFIXES, captions.read),
    Importer("ELAN annotations", elan.SUFFIXES, elan.read),
    Importer("table", tables.SUFFIXES, tables.read),
)

# What people try, and what they can do instead.
_INSTEAD = {
    ".doc": "is in the old Word format; open it in Word or LibreOffice and save it as .docx",
    ".xls": "is in the old Excel format; save it as .xlsx or CSV (UTF-8)",
    ".ods": "is a spreadsheet; save the sheet as .xlsx or CSV (UTF-8)",
    ".odp": "is a presentation; save its text as .odt",
    ".pptx": "is a presentation; save its text as .docx",
    ".pages": "is a Pages document; export it as Word (.docx)",
    ".epub": "is an e-book; save its text as .docx or .html",
    ".zip": "is an archive; unpack it and import the files in it",
    ".qtc": "is a project; use merge to bring in its codings",
    ".qdpx": "is a project of another tool; only its transcripts can be imported, one by one",
}
_ZIPPED = {
    "word/": word.read,
    "content.xml": opendocument.read,
    "xl/": tables.read,
}
_SIGNATURES = (
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
    data = _bytes(path)
    return read_document(name_of(path), data, options), data


def name_of(path: Path) -> str:
    """Return a file's name as text that can be stored; bytes that are no text show as the replacement character."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError("This is a folder", "choose the files in it")
        if not path.is_file() and path.exists():
            raise InputError("It is no file", "choose a document")  # a pipe or device would never end
        size = path.stat().st_size
        if size > _LARGEST:
            raise InputError("It is too large", f"it has {size // 2**20} MB; the limit is 100 MB; split it")
        with open(path, "rb", opener=_opened) as stream:
            data = stream.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise InputError("It is too large", "the limit is 100 MB; split it")
        return data
    except FileNotFoundError as error:
        raise InputError("It does not exist", "check the name") from error
    except OSError as error:
        raise InputError("It cannot be opened", f"{error.strerror}; check its permissions") from error
    except ValueError as error:
        raise InputError("It cannot be opened", "its name holds a character that no name can hold") from error


def _opened(path: str, flags: int) -> int:
    # What waits for somebody to write into it is no document.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def read_all(path: Path, options: ImportOptions) -> tuple[list[ImportedDocument], bytes]:
    """Return the documents in a file, several where a survey is asked for as one each, and the file's bytes."""
    if not (options.one_each or options.each_question):
        document, data = read_file(path, options)
        return [document], data
    data = _bytes(path)
    if _reader(PurePath(path.name).suffix.lower(), data) is not tables.read:
        return [read_document(name_of(path), data, options)], data
    return tables.read_each(name_of(path), data, options), data


def columns(path: Path, options: ImportOptions) -> tuple[str, ...]:
    """Return the names of a table's columns, none for a file that is no table or cannot be read."""
    if PurePath(path.name).suffix.lower() not in tables.SUFFIXES:
        return ()
    try:
        return tables.columns(_bytes(path), options)
    except AppError:
        return ()  # reading it as a document tells why


def read_document(name: str, data: bytes, options: ImportOptions) -> ImportedDocument:
    """Return the document that these bytes of a file of this name hold.

    What the bytes are counts for more than what the name says.
    """
    if not data.strip():
        raise InputError("It is empty", "there is nothing to import")
    suffix = PurePath(name).suffix.lower()
    if data.startswith(_OLE):
        raise _old_office(data, suffix)
    document = _reader(suffix, data)(name, data, options)
    if not document.text.strip():
        raise InputError("There is no text in it", "there is nothing to import")
    return document


def _reader(suffix: str, data: bytes) -> Callable[[str, bytes, ImportOptions], ImportedDocument]:
    importer = next((i for i in IMPORTERS if suffix in i.suffixes), None)
    if data.startswith(b"PK\x03\x04"):
        return _zipped(suffix, data)
    if b"%PDF-" in data[:1024] and not (importer and importer.read is plain.read):
        return pdf.read
    if data.startswith(b"{\\rtf"):
        return rich.read
    if importer and importer.read is plain.read and data.removeprefix(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return captions.read
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError("It cannot be read", f"it is {what}, not a transcript")
    if (importer is not None and importer.read in (word.read, pdf.read, rich.read)) or _is_zip_only(suffix):
        kind = importer.words if importer else "office document"
        kind = f"an {kind}" if kind[0] in "AEIOUaeiou" else f"a {kind}"
        raise InputError(f"It is not {kind}", "it only has such a name; open it in its program and save it again")
    if importer is not None:
        return importer.read
    if suffix == ".doc" and _PAGE.match(data[:1000]):
        return web.read  # as web tools write what they call Word
    if suffix in _INSTEAD:
        raise InputError("It cannot be read", f"it {_INSTEAD[suffix]}")
    suffixes = ", ".join(s for i in IMPORTERS for s in i.suffixes[:2])
    raise InputError(f"Files of the kind {suffix or 'without suffix'} are not read", f"these are: {suffixes}")


def _is_zip_only(suffix: str) -> bool:
    return suffix in (".odt", ".ott", ".xlsx", ".xlsm")


def _zipped(suffix: str, data: bytes) -> Callable[[str, bytes, ImportOptions], ImportedDocument]:
    importer = next((i for i in IMPORTERS if suffix in i.suffixes), None)
    if suffix in _INSTEAD:
        raise InputError("It cannot be read", f"it {_INSTEAD[suffix]}")
    if (importer is not None and importer.read in (word.read, opendocument.read)) or _is_zip_only(suffix):
        assert importer is not None
        return importer.read
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError("It is a damaged archive", "get a fresh copy of the file") from error
    for start, read in _ZIPPED.items():
        if any(name.startswith(start) for name in names):
            return read
    raise InputError("It cannot be read", f"it {_INSTEAD['.zip']}")


def _old_office(data: bytes, suffix: str) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return InputError("It is protected by a password", "save a copy without password in Word or Excel")
    return InputError("It cannot be read", f"it {_INSTEAD['.xls' if suffix in ('.xls', '.xlsx') else '.doc']}")
