# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a verb answers: a JSON value and the same in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a verb; `ok` False makes the exit status 1 although it was answered."""

    value: Any
    text: str
    ok: bool = True


def to_stderr(done: int, total: int, text: str = "") -> None:
    """Show progress on standard error, on one line where it is a terminal."""
    if sys.stderr.isatty():
        end = "\n" if done >= total else ""
        sys.stderr.write(f"\r\x1b[K{done}/{total} {text}{end}")
        sys.stderr.flush()


def table(rows: Sequence[Sequence[str]], *, head: Sequence[str]) -> str:
    """Return rows as aligned columns under a head."""
    lines = [list(head), *[list(r) for r in rows]]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    return "\n".join(
        "  ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def number(value: float | None, digits: int = 2) -> str:
    """Return a figure, or in words that it is undefined."""
    return "n/a" if value is None else f"{value:.{digits}f}"
