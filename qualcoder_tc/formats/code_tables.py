# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codebooks kept as tables, which come among transcripts: nobody speaks in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualcoder_tc.formats.column_words import CODES, DEFINITIONS, QUOTES, plain
from qualcoder_tc.formats.rows import Rows

WARNING = (
    "it looks like a codebook, and nobody speaks in it; for its codes write it as YAML, as codebooks/README.md shows, "
    "and bring that in with `codebook apply`"
)
_NUMBERED = re.compile(r"[A-Za-z]{0,4}[-_. #]?\d[\d./-]*")  # P07, 101: rather people or cases
_COUNTED = frozenset({"files", "sources", "references", "parent", "parent name", "color", "colour"})
"""What stands beside the names of codes, as NVivo writes them."""
_LONGEST = 80  # characters in the name of a code
_DISTINCT = 0.8  # of all rows, those that have a code of their own


def is_codebook(table: Rows) -> bool:
    """Tell whether a table has a column of codes, each once, and one of what they mean or of a quotation for each."""
    heads = [plain(column) for column in table.head]
    codes = [n for n, head in enumerate(heads) if head in CODES]
    if not codes and not _COUNTED.isdisjoint(heads):
        codes = [n for n, head in enumerate(heads) if head == "name"][:1]
    explained = any(head in DEFINITIONS or _for_a_code(head) for head in heads)
    # Beside the codes stand the categories in which they are, which come back.
    return explained and any(_are_codes(table, code) for code in codes)


def _for_a_code(head: str) -> bool:
    """Tell whether a column holds quotations that were chosen for codes: Representative quote(s), Example."""
    return re.sub(r"\(?s\)?$", "", head) in QUOTES or head in QUOTES


def _are_codes(table: Rows, column: int) -> bool:
    named = [row[column].strip() for row in table.rows if row[column].strip()]
    numbered = sum(_NUMBERED.fullmatch(name) is not None for name in named)
    short = all(len(name) <= _LONGEST for name in named)
    return bool(named) and short and len(set(named)) >= _DISTINCT * len(named) and numbered <= 0.5 * len(named)


def paragraphs(table: Rows) -> Iterator[str]:
    """Yield each row as a paragraph: what stands in its cells, with the names of their columns."""
    for row in table.rows:
        filled = [(head, cell.strip()) for head, cell in zip(table.head, row, strict=True) if cell.strip()]
        yield "\n".join(f"{head}: {cell}" for head, cell in filled)
