# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding words in text whatever their case, accents or spacing."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"\w+")


def words(query: str) -> list[str]:
    """Return the words of a query."""
    return _WORDS.findall(query)


def fold(text: str) -> tuple[str, list[int]]:
    """Return text without case and accents, and for each of its characters the position it came from."""
    folded: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character):
            if not unicodedata.combining(part):
                plain = part.casefold()
                folded.append(plain)
                origin.extend([at] * len(plain))
    return "".join(folded), origin


def places(text: str, query: str) -> list[tuple[int, int]]:
    """Return where the words of the query stand one after the other, the last one as a beginning of a word.

    Positions are code points of `text`, end exclusive; a hit ends with the word that the query began.
    """
    wanted = [fold(word)[0] for word in words(query)]
    if not wanted:
        return []
    folded, origin = fold(text)
    pattern = r"(?<!\w)" + r"\W+".join(re.escape(word) for word in wanted) + r"\w*"
    hits: list[tuple[int, int]] = []
    for match in re.finditer(pattern, folded):
        start, end = origin[match.start()], origin[match.end() - 1] + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        hits.append((start, end))
    return hits
