# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What agreement is measured on: documents with their units, coders, codes and codings, as plain values."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from qualcoder_tc.analysis.arrays import IntArray, as_ints

Unit = Literal["turn", "sentence", "character"]
UNITS: tuple[Unit, ...] = ("turn", "sentence", "character")
OVERLAPS = ("any", "majority")

Id = Hashable
"""A row id or a UUID: whatever the caller tells things apart by. Names never identify."""


@dataclass(frozen=True, slots=True)
class Named:
    """A coder or a code: what identifies it, and what a reader calls it (for a code, its path)."""

    id: Id
    name: str


@dataclass(frozen=True, slots=True)
class AgreementDocument:
    """A document: its length in code points, its units in the order of the text, and who read it.

    `turns` and `sentences` are (start, end); sentences are needed for that unit only. A document without any of the
    chosen kind is one unit. Turns are given for every unit, since blocks of the bootstrap are made of them.
    """

    id: Id
    title: str
    length: int
    turns: tuple[tuple[int, int], ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()
    readers: frozenset[Id] = frozenset()
    """Ids of the coders who marked it as coded; whoever has a coding in it read it anyway."""

    def bounds(self, unit: Unit) -> tuple[IntArray, IntArray]:
        """Return starts and ends of its turns or sentences; of the whole text where it has none."""
        found = self.sentences if unit == "sentence" else self.turns
        if not found and self.length:
            found = ((0, self.length),)
        return as_ints([s for s, _ in found]), as_ints([e for _, e in found])


@dataclass(frozen=True, slots=True)
class AgreementCoding:
    """One coding of [start, end) by one coder; the fields hold ids."""

    document: Id
    code: Id
    coder: Id
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AgreementInput:
    """All that agreement is measured on.

    Codes are reported in their order, also those that nobody used. The first two coders are compared unless others
    are named. Codings of coders, codes or documents that are not listed are passed over.
    """

    documents: tuple[AgreementDocument, ...]
    coders: tuple[Named, ...]
    codes: tuple[Named, ...]
    codings: tuple[AgreementCoding, ...]
