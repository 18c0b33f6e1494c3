# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Where words stand in a text as it is shown: whatever their case and accents, quick in a million characters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]*"  # accents, vowel points, harakat that may follow a letter
_LETTERS = (range(0xC0, 0x250), range(0x1E00, 0x1F00))


def places(text: str, wanted: str) -> list[tuple[int, int]]:
    """Return where the wanted words stand, as code points of the text, end exclusive; runs of white space are one."""
    words = wanted.split()
    if not words:
        return []
    pattern = r"\s+".join("".join(_letter(c, text.isascii()) for c in _plain(word)) for word in words)
    return [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _letter(character: str, only_ascii: bool) -> str:
    if only_ascii or not character.isalpha():
        return re.escape(character)
    others = _accented().get(character.lower(), "")
    return f"[{re.escape(character)}{others}]{_MARKS}" if others else re.escape(character) + _MARKS


@lru_cache(maxsize=1)
def _accented() -> dict[str, str]:
    """Return the Latin letters with accents by the letter below them."""
    found: dict[str, str] = {}
    for code in (c for letters in _LETTERS for c in letters):
        base = _plain(chr(code))
        if len(base) == 1 and base != chr(code):
            found[base.lower()] = found.get(base.lower(), "") + chr(code)
    return found
