# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What applying a code will make, known before it is written, so that it can be seen at once."""

from __future__ import annotations

from collections.abc import Iterable

from qualcoder_tc.model.codes import Origin
from qualcoder_tc.model.records import CodeRow, CoderRow, CodingRow, DocumentText
from qualcoder_tc.model.spans import trimmed


def foreseen(
    document: DocumentText,
    code: CodeRow | None,
    coder: CoderRow,
    known: Iterable[CodingRow],
    span: tuple[int, int],
    key: int,
) -> CodingRow | None:
    """Return the coding that applying a code will make, None where it is `known` already or will be refused.

    `key` is the id it has until it is written: one below nothing, which no coding in a project has.
    """
    if code is None or not code.codable or not 0 <= span[0] < span[1] <= len(document.text):
        return None
    inner = trimmed(document.text, *span)
    start, end = inner.start, inner.end
    there = (r for r in known if r.start == start and r.end == end)
    if start == end or any(r.code_id == code.id and r.coder_id == coder.id for r in there):
        return None
    return CodingRow(
        key,
        "",
        document.id,
        start,
        end,
        code.id,
        code.name,
        code.colour,
        coder.id,
        coder.name,
        coder.initials,
        Origin.MANUAL,
    )
