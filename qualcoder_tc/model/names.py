# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding names as whole words, the same when they are listed, replaced and looked for in exports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place [start, end) in a document (code points)."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What stands for a name: one row of a key."""

    real: str
    replacement: str
    kind: str = "person"


def whole_words(names: Iterable[str], *, any_case: bool = False) -> re.Pattern[str]:
    """Return a pattern for names as whole words, longest first; a possessive 's stays outside.

    A single word counts as it is written and in capitals (Rose and ROSE, not rose); of several words, or with a digit
    or an @, capitals make no difference, nor with `any_case`.
    """
    parts: list[str] = []
    for name in sorted({" ".join(n.split()) for n in names if n.strip()}, key=len, reverse=True):
        words = r"[ \t\n\xa0]+".join(re.escape(word) for word in name.split())
        loose = any_case or " " in name or any(c.isdigit() or c == "@" for c in name)
        parts.append(f"(?i:{words})" if loose else f"{words}|{re.escape(name.upper())}")
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)")


def places_of(names: Iterable[str], texts: Mapping[int, str]) -> list[Occurrence]:
    """Return where these names stand in the texts."""
    pattern = whole_words(names)
    return [Occurrence(key, m.start(), m.end()) for key, text in texts.items() for m in pattern.finditer(text)]


def bracketed(replacement: str) -> str:
    """Return a pseudonym in square brackets, "" for an empty one."""
    tidy = " ".join(replacement.split()).strip("[] ")
    return f"[{tidy}]" if tidy else ""


class Replacer:
    """Puts pseudonyms in the place of names, longest name first."""

    def __init__(self, pseudonyms: Iterable[Pseudonym]) -> None:
        self._by_name = {
            " ".join(p.real.split()).casefold(): bracketed(p.replacement)
            for p in pseudonyms
            if p.real.strip() and bracketed(p.replacement)
        }
        self._pattern = whole_words(p.real for p in pseudonyms if bracketed(p.replacement))

    def __bool__(self) -> bool:
        """Tell whether there is anything to replace."""
        return bool(self._by_name)

    def finds(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, pseudonym) for each name in a text."""
        return [
            (m.start(), m.end(), self._by_name[" ".join(m[0].split()).casefold()])
            for m in self._pattern.finditer(text)
        ]

    def apply(self, text: str) -> str:
        """Return the text with pseudonyms."""
        return self._pattern.sub(lambda m: self._by_name[" ".join(m[0].split()).casefold()], text)
