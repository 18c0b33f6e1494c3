# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a report is made of, whatever it is rendered to."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `lead` stands before it in heavier type."""

    text: str
    lead: str = ""
    style: str = "Body Text"
    keeps: bool = False
    """Whether it stays on a page with what follows."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation, exactly as stored, with its reference."""

    text: str
    reference: str
    memo: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption; columns named in `numbers` (by position) are set to the right."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    """Shares of the page's width."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on pages turned sideways."""

    blocks: tuple[Block, ...] = field(default_factory=tuple)


Block = Heading | Paragraph | Quote | Table | Landscape
