# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Typed variables of cases: guessing a type, and the text form of values."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model import dates

TYPES = ("text", "number", "date", "boolean", "choice")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_DIGITS = re.compile(r"(\d{1,18})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_BOOLEAN = frozenset({"yes", "no", "true", "false", "y", "n"})
_CHOICES = 12  # more distinct values than this are free text


def guess_type(values: Iterable[str]) -> str:
    """Return the narrowest type that fits all the non-empty values."""
    given = [v.strip() for v in values if v.strip()]
    if not given:
        return "text"
    if all(_NUMBER.fullmatch(v) for v in given):
        return "number"
    if all(_DATE.fullmatch(v) for v in given):
        return "date"
    if all(v.casefold() in _BOOLEAN for v in given):
        return "boolean"
    if len(set(given)) <= _CHOICES and len(given) > len(set(given)):
        return "choice"
    return "text"


_EXACT = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\d+,\d{1,2}|\d+,\d{4,}|0,\d{3})")
_YES, _NO = frozenset({"yes", "y", "true"}), frozenset({"no", "n", "false"})


def fitted(value: str, type: str) -> str:
    """Return a value in the form of its type; RuleBroken says what would fit.

    A number has a point and no thousands; a date is YYYY-MM-DD, where 3.4.2024 and 3/4/2024 are days of April, the
    day first; a boolean is yes or no. Empty stays empty, which clears.
    """
    text = value.strip()
    if not text:
        return ""
    found = _FITS[type](text) if type in _FITS else text
    if found is None:
        raise RuleBroken(f"{text!r} is not a {_WORDS[type]}", _HINTS[type])
    return found


def fits(value: str, type: str) -> bool:
    """Tell whether a value has, or can be brought into, the form of a type."""
    try:
        fitted(value, type)
    except RuleBroken:
        return False
    return True


def sort_key(value: str, type: str) -> tuple[int, float, str]:
    """Return what values of a type are sorted by: numbers by size, empty last."""
    if not value:
        return 2, 0.0, ""
    if type == "number" and _EXACT.fullmatch(value):
        return 0, float(value.replace(",", ".")), ""
    return 1, 0.0, value.casefold()


def name_key(name: str) -> list[tuple[int, int, str]]:
    """Return what names are sorted by: whatever their capitals, P2 before P10."""
    parts = _DIGITS.split(name.casefold())
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p]


def _number(text: str) -> str | None:
    # 1,200 may be twelve hundred or one and a fifth: it is refused rather than guessed.
    return text.replace(",", ".").removeprefix("+") if _EXACT.fullmatch(text) else None


def _boolean(text: str) -> str | None:
    return "yes" if text.casefold() in _YES else "no" if text.casefold() in _NO else None


_FITS = {"number": _number, "date": dates.day, "boolean": _boolean}
_WORDS = {"number": "number", "date": "date", "boolean": "yes or no"}
_HINTS = {
    "number": "write it in digits, such as 61 or 2.5",
    "date": "write it as year-month-day, such as 2024-03-31",
    "boolean": "write yes or no",
}
