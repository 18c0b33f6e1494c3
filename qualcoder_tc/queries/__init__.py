# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Functions that answer one question each with frozen records, run through Project.read."""

from qualcoder_tc.queries import (
    bundle,
    cases,
    check,
    coders,
    codes,
    documents,
    expression,
    found,
    history,
    memos,
    project,
    recoding,
    retrieval,
    search,
    segment_pages,
    segments,
    suggestions,
    tally,
    themes,
    words,
)

__all__ = [
    "bundle",
    "cases",
    "check",
    "coders",
    "codes",
    "documents",
    "expression",
    "found",
    "history",
    "memos",
    "project",
    "recoding",
    "retrieval",
    "search",
    "segment_pages",
    "segments",
    "suggestions",
    "tally",
    "themes",
    "words",
]
