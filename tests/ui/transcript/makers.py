# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Documents and codings for tests of the transcript view."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from qualcoder_tc.model.codes import PALETTE, Origin
from qualcoder_tc.model.records import CodingRow, DocumentText, TurnRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.transcript.pictures import x_of
from qualcoder_tc.ui.transcript.view import TranscriptView

Lines = list[tuple[str | None, str]]


def document(lines: Lines, *, times: bool = True) -> DocumentText:
    """Return a document with its labels in the text."""
    text, turns = "", []
    for n, (speaker, said) in enumerate(lines):
        label = len(text)
        text += f"{speaker}: " if speaker else ""
        role = "moderator" if speaker == "Moderator" else None
        time = 12.0 * n if times else None
        turns.append(TurnRow(n + 1, n + 1, label, len(text), len(text) + len(said), n, speaker, role, None, time))
        text += said + "\n"
    return DocumentText(1, "u", "Group", DocumentKind.FOCUS_GROUP, "en", text, tuple(turns))


def coding(key: int, start: int, end: int, coder: int = 1, memo: str = "") -> CodingRow:
    """Return a coding of one of nine codes."""
    name = f"Code {key % 9}"
    initials = f"C{coder}"
    return CodingRow(
        key,
        str(key),
        1,
        start,
        end,
        key % 9,
        name,
        PALETTE[key % 20],
        coder,
        initials,
        initials,
        Origin.MANUAL,
        memo,
    )


def at(view: TranscriptView, words: str, *, last: bool = False) -> int:
    """Return where words begin in the document, or end."""
    assert view.document is not None
    return view.document.text.index(words) + (len(words) if last else 0)


def place_of(view: TranscriptView, point: int) -> QPoint:
    """Return where a position stands on the screen, a pixel into its line."""
    assert view.blocks is not None
    for block, y in view.visible_blocks():
        if block.start <= point <= block.end:
            unit = block.units(point)
            line = view.blocks.make(block).lineForTextPosition(unit)
            x = view.columns.text_x + x_of(line.cursorToX(unit))
            return QPoint(round(x), round(y + view.blocks.line_top(line) + view.blocks.line / 2))
    raise AssertionError(point)
