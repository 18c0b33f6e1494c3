# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Parts of zipped office files, unpacked within bounds, and their XML parsed without reaching outside."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from qualcoder_tc.errors import InputError

_LARGEST = 150 * 1024 * 1024  # bytes of one part once unpacked
MOST_TAGS = 3_000_000  # each takes a hundred bytes and more once parsed
_BROKEN = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError, ValueError, RuntimeError)


class Package:
    """A zipped office file, opened for reading its parts."""

    def __init__(self, archive: zipfile.ZipFile, what: str) -> None:
        self._archive = archive
        self._what = what
        self.names = {info.filename.lower().replace("\\", "/"): info for info in archive.infolist()}

    def has(self, name: str) -> bool:
        """Tell whether there is such a part; upper and lower case are the same."""
        return name in self.names

    def fingerprint(self, name: str) -> tuple[int, int, int]:
        """Return the checksum and the packed and unpacked sizes of a part, as the directory tells them."""
        info = self.names[name]
        return info.CRC, info.compress_size, info.file_size

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; InputError if it is locked, broken or unpacks to more than 150 MB."""
        data = next(self.pieces(name, _LARGEST + 1), b"")  # the size in the directory may lie
        if len(data) > _LARGEST:
            raise InputError("It is too large", "it unpacks to more than 150 MB; split it")
        return data

    def pieces(self, name: str, size: int) -> Iterator[bytes]:
        """Yield the bytes of a part in pieces of this size, unpacked as they are asked for; InputError as for `read`."""
        info = self.names[name]
        if info.flag_bits & 1:
            raise InputError("It is protected by a password", "save a copy without password")
        if info.file_size > _LARGEST:
            raise InputError("It is too large", f"it unpacks to {info.file_size // 2**20} MB; split it")
        try:
            with self._archive.open(info) as stream:
                while data := stream.read(size):
                    yield data
        except _BROKEN as error:
            raise broken(self._what) from error

    def xml(self, name: str) -> Any:
        """Return the root element of a part."""
        return parse(self.read(name), self._what)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part points to within the package: the kind of relation and the part's name, by its id."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(rels):
            if local(relation) == "Relationship" and value(relation, "TargetMode") != "External":
                target = value(relation, "Target") or ""
                path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                kind = (value(relation, "Type") or "").rpartition("/")[2]
                found[value(relation, "Id") or ""] = (kind, path.lstrip("/").lower())
        return found


def broken(what: str) -> InputError:
    """Return the error for a file that is damaged or something else than its name says."""
    return InputError(f"It is not a whole {what}", "open it in the program it comes from and save it again")


@contextmanager
def opened(data: bytes, what: str) -> Generator[Package]:
    """Open the bytes of a zipped office file; `what` names its kind in errors."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise broken(what) from error
    with archive:
        yield Package(archive, what)


def parse(data: bytes, what: str) -> Any:
    """Return the root element of an XML file; entities stay unresolved, nothing is fetched, depth is bounded."""
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

    if data.count(b"<") > MOST_TAGS:
        raise InputError("It is too large", "it has millions of marks where a transcript has thousands; split it")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,  # which would cut a text in two
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(what) from error


def local(element: Any) -> str:
    """Return the name of an element without its namespace, "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Any, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    for key, found in element.attrib.items():
        if key == name or key.endswith("}" + name):
            return found
    return None
