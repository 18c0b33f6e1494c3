# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Themes with what they rest on, and the phases of a theme."""

from __future__ import annotations

from dataclasses import dataclass

PHASES = ("candidate", "reviewed", "defined")
"""Phases 3 to 5 of thematic analysis (Braun and Clarke 2006): generated, reviewed against the data, defined and named."""


@dataclass(frozen=True, slots=True)
class ThemeSegment:
    """A telling segment of a theme: which coding, why it tells, and whether it speaks against the theme."""

    coding_id: int
    note: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """What a theme rests on: segments of its codes and its telling ones, and where and by whom they were said."""

    segments: int = 0
    documents: int = 0
    speakers: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with the codes and telling segments it rests on; `number` is its place, such as 2 or 2.1."""

    id: int
    uuid: str
    name: str
    definition: str
    codes: tuple[str, ...]
    """Paths."""
    code_ids: tuple[int, ...]
    segment_ids: tuple[int, ...]
    segments: tuple[ThemeSegment, ...] = ()
    parent_id: int | None = None
    phase: str = "candidate"
    number: str = ""
