# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""In which encoding the bytes of a rich text document are to be read: its own, and those of its fonts."""

from __future__ import annotations

import codecs

# Code pages of fonts, by \fcharset; 1 is that of the document.
_CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950"},
    **{161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251"},
    **{222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850"},
}
_PAGES = {10000: "mac_roman", 10001: "shift_jis", 65001: "utf-8", 1361: "johab"}
_SETS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


class Fonts:
    """The encoding of the document and those of its fonts; an encoding that is wanted outdoes what the document says."""

    def __init__(self, wanted: str | None) -> None:
        self.page = wanted or "cp1252"
        """The encoding of the document."""
        self.usual = 0
        """The number of the font that holds where none is named."""
        self._wanted = wanted
        self._fonts: dict[int, tuple[str, str]] = {}
        self._declared = 0

    def of(self, number: int) -> tuple[str, str]:
        """Return the encoding of a font, and its name where it is one of symbols."""
        return self._fonts.get(number, (self.page, ""))

    def set_page(self, word: str, number: int | None) -> bool:
        """Take the encoding of the document from a control word; tell whether it is one that says so."""
        if self._wanted or not (word in _SETS or word == "ansicpg"):
            return False
        page = _SETS.get(word) or _PAGES.get(number or 0, f"cp{number}")
        try:
            codecs.lookup(page)
        except LookupError:
            return False
        self.page = page
        return True

    def declare(self, word: str, number: int | None) -> None:
        """Follow the table of fonts."""
        if word == "f":
            self._declared = number or 0
        elif word == "fcharset":
            own = self.page if number == 1 or (self._wanted and number == 0) else None
            encoding = "symbol" if number == 2 else own or _CHARSETS.get(number or 0, self.page)
            self._fonts[self._declared] = (encoding, "symbol" if number == 2 else "")

    def call(self, name: str) -> None:
        """Take the name of the font that is being declared, which tells symbol fonts apart."""
        encoding, called = self._fonts.get(self._declared, ("", ""))
        if encoding == "symbol" and called == "symbol":
            self._fonts[self._declared] = (encoding, name.strip(" ;").casefold())
