# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Dates as people write them in several countries."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
_LOCAL = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|er)? (?:de |of )?([^\W\d]{3,10})\.? (?:de )?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
# The first letters of months in English, German, Dutch, French, Spanish, Portuguese, Italian and the Nordic languages.
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "mar": 3, "maa": 3, "mrt": 3, "apr": 4, "avr": 4, "abr": 4,
    "may": 5, "mai": 5, "mag": 5, "mei": 5, "maj": 5, "jun": 6, "giu": 6, "juin": 6, "jul": 7, "lug": 7, "juil": 7,
    "aug": 8, "aou": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10, "nov": 11,
    "dec": 12, "dez": 12, "dic": 12, "des": 12,
}  # fmt: skip


def day(text: str, *, month_first: bool = False) -> str | None:
    """Return a date as YYYY-MM-DD, None if it is none; of 3/4/2024 the day comes first unless it is said otherwise.

    Of a year with two digits the century is the one that makes it past: nobody is born in years to come.
    """
    if iso := _ISO.fullmatch(text):
        return _made(iso[1], int(iso[2]), iso[3])
    if local := _LOCAL.fullmatch(text):
        first, second = int(local[1]), local[3]
        if month_first and local[2] != ".":
            return _made(local[4], first, second)
        return _made(local[4], int(second), local[1])
    if (words := _DAY_FIRST.fullmatch(text)) and (month := _month(words[2])):
        return _made(words[3], month, words[1])
    if (words := _MONTH_FIRST.fullmatch(text)) and (month := _month(words[1])):
        return _made(words[3], month, words[2])
    return None


def column(texts: Iterable[str]) -> tuple[list[str], str] | None:
    """Return the dates of a column and a warning about how they were read, None if not all are dates in one order.

    The order of day and month is told by those that can be read in one way only.
    """
    given = list(texts)
    local = [m for m in map(_LOCAL.fullmatch, given) if m and m[2] != "."]
    month_first = any(int(m[3]) > 12 for m in local)
    found = [day(text, month_first=month_first) for text in given]
    days = [one for one in found if one is not None]
    if len(days) < len(given):
        return None
    warnings: list[str] = []
    if local and not month_first and not any(int(m[1]) > 12 for m in local):
        warnings.append(f"{local[0][0]} was read as {day(local[0][0])}, the day first")
    short = [text for text in given if (m := _LOCAL.fullmatch(text)) and len(m[4]) == 2]
    if short:
        warnings.append(f"{short[0]} was read as {days[given.index(short[0])]}")
    return days, "; ".join(warnings)


def _month(word: str) -> int | None:
    plain = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if c.isalpha())
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3])


def _made(year: str, month: int, day_of_month: str) -> str | None:
    number = int(year)
    if len(year) == 2:
        now = datetime.datetime.now(tz=datetime.UTC).year
        number += now - now % 100 - (100 if number > now % 100 else 0)
    try:
        return datetime.date(number, month, int(day_of_month)).isoformat()
    except ValueError:
        return None
