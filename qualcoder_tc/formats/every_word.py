# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All words that a file holds, wherever they hide, and what of it cannot be read: for looking for names in exports."""

from __future__ import annotations

import hashlib
import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings, pdf
from qualcoder_tc.formats.rich_text import Reader

_MOST = 400 * 1024 * 1024  # bytes, unpacked, of a whole file
_PART = 150 * 1024 * 1024
_DEEPEST = 4  # archives within archives
_BROKEN = (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, OSError, ValueError, RuntimeError)
_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\xd7\xcd\xc6\x9a", b"\0\0\x01\0",
)  # fmt: skip
_PACKED = (b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
# The picture of an empty page that python-docx puts into each document it makes, also into reports of ours.
_BLANK = "96367138dc44ce09bf2c8f0f8e49348a1478d2c5c0af69bbc2bbc38b63cdcead"
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_TAG = re.compile(r"<[^>]*>")
# What ends a line or a cell; all other tags may stand within a word.
_ENDS = re.compile(
    r"</?(?:w:(?:p|tab|br|cr|tc)|a:(?:p|br)|text:(?:p|h|s|tab|line-break)|table:table-cell|si|is|c|row"
    r"|p|div|li|dt|dd|t[dhr]|h[1-6]|br|option|title)(?:\s[^>]*)?/?>",
    re.IGNORECASE,
)
_SIGNS = (("<w:noBreakHyphen/>", "-"), ("<w:softHyphen/>", ""))


@dataclass(slots=True)
class Words:
    """The words of a file by part, several readings of one part among them, and what could not be read."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    """Where, and what stands there."""
    unread: list[tuple[str, str]] = field(default_factory=list)
    """Where, and why it is not read."""
    pictures: list[str] = field(default_factory=list)
    """Where pictures are, in which somebody may read more than a program can."""
    _left: int = _MOST

    def add(self, where: str, name: str, data: bytes, deep: int = 0) -> None:
        """Add the words of a file or of a part of one."""
        self._left -= len(data)
        if self._left < 0 or len(data) > _PART:
            self.unread.append((where, "it is too large"))
        elif data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            self._add_archive(where, data, deep)
        elif data.startswith(b"%PDF"):
            self._add_pdf(where, data)
        elif data.startswith(b"\x1f\x8b"):
            self._add_packed(where, name, data, deep)
        elif _is_picture(data):
            if hashlib.sha256(data).hexdigest() != _BLANK:
                self.pictures.append(where)
            self._add_bytes(where, data)
        elif data.startswith(_OLD_OFFICE):
            self.unread.append((where, "it is protected by a password, or in an old format of Office"))
            self._add_bytes(where, data)
        elif data.startswith(_PACKED):
            self.unread.append((where, "it is packed in a way that is not known here"))
        else:
            self._add_text(where, data)

    def _add_archive(self, where: str, data: bytes, deep: int) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = [info for info in archive.infolist() if not info.is_dir()]
                said = "\n".join([*archive.namelist(), archive.comment.decode("utf-8", "replace")])
                self.parts.append((_within(where, "the names of its parts"), said))
                for info in names:
                    self._add_member(archive, info, where, deep)
        except _BROKEN:
            self.unread.append((where, "it is damaged; export it again"))

    def _add_member(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str, deep: int) -> None:
        place = _within(where, info.filename)
        if info.flag_bits & 1:
            self.unread.append((place, "it is protected by a password"))
        elif deep >= _DEEPEST:
            self.unread.append((place, "it is packed too often"))
        elif info.file_size > min(_PART, self._left):
            self.unread.append((place, "it is too large"))
        else:
            try:
                with archive.open(info) as stream:
                    data = stream.read(_PART + 1)  # the size in the directory may lie
            except _BROKEN:
                self.unread.append((place, "it is damaged; export it again"))
                return
            self.add(place, info.filename, data, deep + 1)

    def _add_packed(self, where: str, name: str, data: bytes, deep: int) -> None:
        try:
            found = zlib.decompressobj(wbits=31).decompress(data, min(_PART, max(1, self._left)))
        except zlib.error:
            self.unread.append((where, "it is damaged; export it again"))
            return
        if deep >= _DEEPEST:
            self.unread.append((where, "it is packed too often"))
        else:
            self.add(_within(where, "unpacked"), name.removesuffix(".gz"), found, deep + 1)

    def _add_pdf(self, where: str, data: bytes) -> None:
        try:
            pages, about = pdf.words(data)
        except InputError as error:
            self.unread.append((where, f"{error.title[:1].lower()}{error.title[1:]}"))
            self._add_bytes(where, data)
            return
        self.parts += [(f"{where}, page {number}", text) for number, text in enumerate(pages, start=1) if text]
        if about:
            self.parts.append((f"{where}, its properties", about))
        blank = [str(number) for number, text in enumerate(pages, start=1) if not text.strip()]
        if blank:
            self.unread.append((where, f"there is no text on page {', '.join(blank[:5])}; it may be a picture"))

    def _add_text(self, where: str, data: bytes) -> None:
        try:
            text, _, _ = encodings.decode(data)
        except InputError:
            self.unread.append((where, "it is not text"))
            self._add_bytes(where, data)
            return
        if data.startswith(b"{\\rtf"):
            self._add_rich(where, data)
        self.parts += [(where, said) for said in _readings(text)]
        if "data:image/" in text:
            self.pictures.append(where)

    def _add_rich(self, where: str, data: bytes) -> None:
        try:
            reader = Reader(data, None)
            reader.walk()
            self.parts.append((where, reader.flow.text()))
        except InputError:
            self.unread.append((where, "it is damaged; export it again"))
        self.parts.append((where, _rich_letters(data)))

    def _add_bytes(self, where: str, data: bytes) -> None:
        """Add what can be seen in bytes that are no text: properties of pictures, names in old formats."""
        self.parts += [(where, data.decode(coding, "ignore")) for coding in ("utf-8", "cp1252", "utf-16-le")]
        self.parts.append((where, data[1:].decode("utf-16-le", "ignore")))


def every_word(name: str, data: bytes) -> Words:
    """Return all words of a file with this name."""
    found = Words()
    found.parts.append(("the name of the file", name))
    found.add("the text", name, data)
    return found


def _is_picture(data: bytes) -> bool:
    bitmap = data.startswith(b"BM") and int.from_bytes(data[2:6], "little") == len(data)
    return bitmap or data.startswith(_PICTURES) or data[8:12] == b"WEBP" or data[40:44] == b" EMF"


def _within(where: str, part: str) -> str:
    return part if where == "the text" else f"{where}, {part}"


def _readings(text: str) -> Iterator[str]:
    """Yield a text as it stands, then as it is meant: without tags, escapes and signs of its format."""
    yield text
    if "\\u" in text:
        yield _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text)
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    if "<" in text:
        for sign, meant in _SIGNS:
            text = text.replace(sign, meant)
        yield html.unescape(_TAG.sub("", _ENDS.sub("\n", text)))


def _rich_letters(data: bytes) -> str:
    r"""Return rich text with its letters written out (\'e9, \u233?), for what its reader leaves out: notes, properties."""
    text = data.decode("latin-1")
    text = re.sub(r"\\u(-?\d{1,6}) ?\??", lambda m: chr(int(m[1]) % 0x10000), text)
    text = re.sub(
        r"(?:\\'[0-9a-fA-F]{2})+",
        lambda m: bytes.fromhex(m[0].replace("\\'", "")).decode("cp1252", "replace"),
        text,
    )
    return re.sub(r"\\(?:par|line|tab|cell)\b ?", "\n", text)
