# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Texts as names are compared in them: letters that look alike are alike, and every place is known in the original."""

from __future__ import annotations

import re
import unicodedata

PARTED = "\ue000"
"""Stands for a hyphen with the line end behind it: nobody can tell whether the word has the hyphen without it, too."""
# One letter for one, so that places stay.
_SAME = (
    *((sign, "'") for sign in "\u2018\u2019\u201b\u02bc\u02b9\uff07\u00b4`"),
    *((sign, "-") for sign in "\u2010\u2011\ufe63\uff0d"),
)
# What shows nothing, a hyphen at a line's end, and letters with marks of their own.
_UNEVEN = re.compile(
    r"(?P<parted>[-\u00ad][ \t]*\n[ \t]*(?=[^\W\d_]))"
    r"|(?P<hidden>[\u00ad\u200b-\u200d\u2060\ufeff]+)"
    r"|(?P<marked>[^\W\d_][\u0300-\u036f]+)"
)
_LINE_END = re.compile(r"-[ \t]*\n")
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]")


class AlikeText:
    """A text with its alike letters made the same; `place` tells where a letter of it stands in the original."""

    __slots__ = ("_at", "text")

    def __init__(self, original: str) -> None:
        text = original
        # Texts are long, and most have few of these signs: looking for each is quicker than looking at each letter.
        for sign, same in _SAME:
            if sign in text:
                text = text.replace(sign, same)
        self.text = text
        self._at: list[int] | None = None
        if _LINE_END.search(text) or (not text.isascii() and _HIDDEN.search(text)):
            self._even_out(text)

    def _even_out(self, text: str) -> None:
        pieces: list[str] = []
        at: list[int] = []
        last = 0
        for match in _UNEVEN.finditer(text):
            start = match.start()
            pieces.append(text[last:start])
            at += range(last, start)
            if match["parted"]:
                piece = PARTED
            else:
                piece = unicodedata.normalize("NFC", match["marked"]) if match["marked"] else ""
            pieces.append(piece)
            at += [start] * len(piece)
            last = match.end()
        pieces.append(text[last:])
        at += range(last, len(text) + 1)
        self.text, self._at = "".join(pieces), at

    def place(self, index: int) -> int:
        """Return where in the original the letter with this index begins."""
        return index if self._at is None else self._at[index]

    def joined(self) -> str:
        """Return the text for reading: words that a line end parts are whole again, whether with a hyphen or without."""
        # Before a capital the hyphen is most likely the name's own.
        return re.sub(f"{PARTED}(.)", lambda m: ("-" if m[1].isupper() else "") + m[1], self.text, flags=re.DOTALL)


def alike(name: str) -> str:
    """Return a name as it is looked for in an AlikeText."""
    text = unicodedata.normalize("NFC", AlikeText(name).text.replace(PARTED, "-"))
    return " ".join(text.split())
