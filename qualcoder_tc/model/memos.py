# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What memos can be about and of which kind they are; the phases of a theme."""

from __future__ import annotations

SUBJECTS = ("project", "document", "case", "code", "coding", "theme")
"""What a memo can be about; a coding is called a segment in the window."""
KINDS = ("note", "analytic", "reflexive", "methodological")
PHASES = ("candidate", "reviewed", "defined")
"""Phases 3 to 5 of thematic analysis (Braun and Clarke 2006): generated, reviewed against the data, defined and named."""


def shortened(text: str, length: int = 60) -> str:
    """Return text cut at a length, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
