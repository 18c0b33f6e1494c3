# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How a passage is referred to, the same in the window, in what is copied, and in reports."""

from __future__ import annotations

import re

# Only where a whole title says no more than this, so that two titles never get the same short form.
_SHORT = ((re.compile(r"focus group\s*(\d+\w?)", re.I), "FG"), (re.compile(r"interview\s*(\d+\w?)", re.I), "Int"))


def short_title(title: str) -> str:
    """Return the short form of a document's title: `Focus group 2` is `FG2`, `Interview 01` is `Int01`; others stay."""
    for pattern, short in _SHORT:
        found = pattern.fullmatch(title.strip())
        if found:
            return f"{short}{found[1]}"
    return title


def reference(title: str, speaker: str | None, turn: int | None) -> str:
    """Return where a passage stands: `FG2, P4, turn 37`."""
    return ", ".join(p for p in (short_title(title), speaker, f"turn {turn}" if turn else None) if p)
