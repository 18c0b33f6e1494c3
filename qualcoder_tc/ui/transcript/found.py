# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The places of a search in the transcript: a ground behind the words, apart from the washes of codings."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript.blocks import Block
from qualcoder_tc.ui.transcript.pictures import rectangles

if TYPE_CHECKING:
    from qualcoder_tc.ui.transcript.view import TranscriptView


def paint_found(view: TranscriptView, painter: QPainter, block: Block) -> None:
    """Paint the ground of what was found in a block; `view.found` is in order and does not overlap."""
    ground = QColor(theme.colour("accent"))
    ground.setAlphaF(0.26)
    at = max(0, bisect_left(view.found, (block.start, block.start)) - 1)
    for start, end in view.found[at:]:
        if start >= block.end:
            break
        if end > block.start:
            for rect in rectangles(view, block, start, end):
                painter.fillRect(rect.adjusted(-1, 1, 1, -1), ground)
