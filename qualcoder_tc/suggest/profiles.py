# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What goes into a suggestion and what comes out: code profiles, passages, suggestions, evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

EvidenceKind = Literal["definition", "coded segment", "coded otherwise", "not-apply rule"]
CodeId = str | int

# Ends of sentences, line breaks and the seams of quoted lists such as 'Very kind.', 'Took ages.'
_SEAM = re.compile(r"(?<=[.?!;])(?<!e\.g\.)(?<!i\.e\.)['’\"”]?,?\s+|\n+|['’\"”],\s+['‘\"“]")
_LONGEST = 400
_MOST = 12


@dataclass(frozen=True, slots=True)
class CodeProfile:
    """Say what a code means: its definition, when it applies, when not, and an example."""

    id: CodeId
    name: str
    definition: str = ""
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    example: str = ""
    parent: str = ""
    facet: str = ""

    def __post_init__(self) -> None:
        # A single rule given as a string would otherwise be read letter by letter.
        for field in ("include", "exclude"):
            value: Sequence[str] = getattr(self, field)
            object.__setattr__(self, field, (value,) if isinstance(value, str) else tuple(value))

    def label(self) -> str:
        """Return the name as words: underscores are spaces."""
        return self.name.replace("_", " ").strip() or str(self.id).strip() or "?"

    def sentences(self) -> list[str]:
        """Return what speaks for the code, piece by piece and at most 12: name, definition, rules, example."""
        pieces = [self.label()]
        for text in (self.definition, *self.include, self.example):
            pieces += (piece.strip(" '‘’\"“”") for piece in _SEAM.split(text))
        return [piece[:_LONGEST] for piece in dict.fromkeys(pieces) if piece][:_MOST]

    def refusals(self) -> list[str]:
        """Return the rules that speak against the code, piece by piece."""
        pieces = (piece.strip() for rule in self.exclude for piece in _SEAM.split(rule))
        return [piece[:_LONGEST] for piece in dict.fromkeys(pieces) if piece][:_MOST]

    def summary(self) -> str:
        """Return the whole profile as one text of a few hundred characters."""
        parts = (self.label(), self.definition, " ".join(self.include), self.example[:_LONGEST])
        return ". ".join(part.strip() for part in parts if part.strip())


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to be coded, with the turns before and after it where they are known."""

    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a suggestion, a piece of the definition or a segment coded earlier, or against it.

    `score` is the likeness, 0 to 1; `codes` are those of a segment that was coded otherwise, none where it was read
    and left uncoded.
    """

    kind: EvidenceKind
    text: str
    score: float
    source: object | None = None
    codes: tuple[CodeId, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code for a passage, how likely it is right (0 to 1), why, and what speaks against it."""

    code_id: CodeId
    score: float
    because: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()


def passage(text: str | Passage) -> Passage:
    """Return a passage whatever was given, without blanks at its edges."""
    given = Passage(text) if isinstance(text, str) else text
    return Passage(given.text.strip(), given.before.strip(), given.after.strip())
