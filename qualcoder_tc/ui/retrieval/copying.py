# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Segments on the clipboard: with reference, or as a table for Word."""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from qualcoder_tc.model.records import SegmentRow


def quotes(rows: Sequence[SegmentRow]) -> QMimeData:
    """Return the quotes, each with its reference: `We look out for one another [FG2, P4, turn 37]`."""
    data = QMimeData()
    data.setText("\n".join(f"{r.quote} [{r.reference}]" for r in rows))
    lines = (f"<p>{html.escape(r.quote)} [{html.escape(r.reference)}]</p>" for r in rows)
    data.setHtml("".join(lines).replace("\n", "<br>"))
    return data


def table(rows: Sequence[SegmentRow], heads: Sequence[str]) -> QMimeData:
    """Return a table of segment, reference, code, coder and memo; as text, its columns stand between tabs."""
    cells = [(r.quote, r.reference, r.code, r.coder, r.memo) for r in rows]
    data = QMimeData()
    data.setText("\n".join("\t".join(" ".join(c.split()) for c in line) for line in [tuple(heads), *cells]))
    head = "".join(f"<th align='left'>{html.escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{_cell(c)}</td>" for c in line) + "</tr>" for line in cells)
    data.setHtml(f"<table border='1' cellspacing='0' cellpadding='4'><tr>{head}</tr>{body}</table>")
    return data


def _cell(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
