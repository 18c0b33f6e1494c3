# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Typed variables of cases: guessing a type, and the text form of values."""

from __future__ import annotations

import re
from collections.abc import Iterable

TYPES = ("text", "number", "date", "boolean", "choice")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
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
