# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What changing codes would do: what hangs on them, what a merge moves and joins, the passages it changes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeStake:
    """What hangs on codes and goes with them; `below` counts codes below those asked for."""

    names: tuple[str, ...]
    below: int
    segments: int
    documents: int
    coders: tuple[tuple[str, int], ...]
    """(name, codings), most first."""
    memos: int
    """About the codes and about their segments."""
    themes: int
    """Links from themes to the codes and to their segments."""
    suggestions: int
    decided: int

    @property
    def nothing(self) -> bool:
        """Tell whether nothing of anybody's work hangs on them."""
        return not (self.segments or self.memos or self.themes or self.decided)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging codes into one would do: codings that change their code, and those that are joined."""

    moved: int
    joined: int
    """Codings that equal another one of the same coder at the same place, and become one with it."""
    total: int
    """Codings of the code that stays, afterwards."""
    coders: tuple[tuple[str, int], ...]
    memos: int
    themes: int
    children: int
    suggestions: int
    """Open ones, which go; they can be made anew."""
    sample: tuple[PassageRow, ...]
    """The first segments that change."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A coded passage in its context; `joined` where a merge makes it one with another."""

    coding_id: int
    document_id: int
    document: str
    code: str
    coder: str
    initials: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    turn: int | None = None
    speaker: str | None = None
    memo: str = ""
    joined: bool = False

    @property
    def reference(self) -> str:
        """Return where it stands, in words."""
        parts = [self.document, self.speaker, f"turn {self.turn}" if self.turn else None]
        return ", ".join(p for p in parts if p)
