# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A table of cases as read from a file."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaseColumn:
    """A column of the file as an attribute, with the type that its values have."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class ImportedCases:
    """Cases in the order of the file, each with its non-empty values by column name."""

    case_column: str
    columns: tuple[CaseColumn, ...]
    rows: tuple[tuple[str, dict[str, str]], ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """What taking over a table of cases did; `tied` counts speakers, `attributes` new ones."""

    new: int
    changed: int
    same: int
    attributes: int = 0
    tied: int = 0
    warnings: tuple[str, ...] = ()


def plain_name(name: str) -> str:
    """Return a name for comparing: small letters and digits only; a name of signs alone stays as it is."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in text if c.isalnum()) or text
