# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Signs that office programs write as places in the fonts Symbol and Wingdings, as the characters people see."""

from __future__ import annotations

import re

_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{chr(0xF061 + n): letter for n, letter in enumerate(_GREEK)},
    **{chr(0xF041 + n): letter for n, letter in enumerate("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ")},
    "\uf0ae": "→",
    "\uf0ac": "←",
    "\uf0ad": "↑",
    "\uf0af": "↓",
    "\uf0b0": "°",
    "\uf0b1": "±",
    "\uf0b3": "≥",
    "\uf0a3": "≤",
    "\uf0b4": "×",
    "\uf0b7": "•",
    "\uf0b9": "≠",
    "\uf0bb": "≈",
    "\uf0bc": "…",
    "\uf0a5": "∞",
    "\uf02d": "−",
}
_WINGDINGS = {
    "\uf04a": "☺",
    "\uf04b": "😐",
    "\uf04c": "☹",
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf06f": "□",
    "\uf076": "❖",
    "\uf09f": "•",
    "\uf0a7": "▪",
    "\uf0a8": "◻",
    "\uf0d8": "➢",
    "\uf0df": "←",
    "\uf0e0": "→",
    "\uf0e1": "↑",
    "\uf0e2": "↓",
    "\uf0e8": "➔",
    "\uf0fb": "✗",
    "\uf0fc": "✓",
    "\uf0fd": "☒",
    "\uf0fe": "☑",
}
# Where only the place is known: the bullets of lists, which are what mostly is met.
_EITHER = {
    sign: _WINGDINGS.get(sign) or _SYMBOL[sign]
    for sign in "\uf0b7\uf0a7\uf0a8\uf0d8\uf0fc\uf0fe\uf076\uf06c\uf06e\uf0e0\uf0e8\uf04a"
    if sign in _WINGDINGS or sign in _SYMBOL
}
_PRIVATE = re.compile("[\uf020-\uf0ff]")


def seen(code: int, font: str) -> str:
    """Return what people see of a character of a font, by its number there; what is not known stays as it is."""
    sign = chr(code) if code > 0xFF else chr(0xF000 + code)
    name = font.casefold()
    if "wingdings" in name:
        return _WINGDINGS.get(sign, sign)
    if name.startswith("symbol"):
        return _SYMBOL.get(sign) or (chr(code & 0xFF) if 0x20 <= code & 0xFF < 0x41 else sign)
    return chr(code)


def bullets(text: str) -> str:
    """Return text with the places of usual bullets and ticks as characters."""
    return _PRIVATE.sub(lambda match: _EITHER.get(match[0], match[0]), text)
