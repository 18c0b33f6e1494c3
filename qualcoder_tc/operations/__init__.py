# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Functions that change a project, run through Project.do."""

from qualcoder_tc.operations import (
    case_tables,
    cases,
    codebooks,
    coders,
    codes,
    documents,
    many,
    marks,
    memos,
    merge,
    passages,
    project,
    pseudonyms,
    recoding,
    segments,
    speakers,
    subcodes,
    suggestions,
    texts,
    themes,
)

__all__ = [
    "case_tables",
    "cases",
    "codebooks",
    "coders",
    "codes",
    "documents",
    "many",
    "marks",
    "memos",
    "merge",
    "passages",
    "project",
    "pseudonyms",
    "recoding",
    "segments",
    "speakers",
    "subcodes",
    "suggestions",
    "texts",
    "themes",
]
