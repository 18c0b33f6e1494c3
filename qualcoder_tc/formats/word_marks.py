# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Comments and highlights of a Word document as marked passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcoder_tc.formats.flow import Flow
from qualcoder_tc.formats.office import Package, local, value
from qualcoder_tc.model.spans import trimmed
from qualcoder_tc.model.transcript import Mark

_COMMENTS = "word/comments.xml"


def of(package: Package, flow: Flow, text: str, highlights: Mapping[str, str]) -> tuple[Mark, ...]:
    """Return the marked passages in the order of the text; a comment without passage marks its whole line."""
    found: list[Mark] = []
    if package.has(_COMMENTS):
        for comment in package.xml(_COMMENTS):
            if local(comment) == "comment" and (mark := _comment(comment, flow, text)):
                found.append(mark)
    for key, colour in highlights.items():
        if key in flow.passages:
            span = trimmed(text, *flow.passages[key])
            if span.end > span.start:
                found.append(Mark(span.start, span.end, "highlight", colour))
    return tuple(sorted(_joined(found, text), key=lambda m: (m.start, m.end)))


def _comment(comment: Any, flow: Flow, text: str) -> Mark | None:
    key = value(comment, "id")
    start, end = flow.passages.get(f"c{key}") or flow.passages.get(f"r{key}") or (-1, -1)
    if start < 0:
        return None
    span = trimmed(text, start, end)
    if span.end <= span.start:
        span = trimmed(text, *flow.line(start))
    said = "\n".join("".join(t.text or "" for t in p.iter() if local(t) == "t") for p in comment if local(p) == "p")
    if span.end <= span.start or not said.strip():
        return None
    author = " ".join((value(comment, "author") or "").split())
    return Mark(span.start, span.end, "comment", said.strip(), author, value(comment, "date") or "")


def _joined(marks: list[Mark], text: str) -> list[Mark]:
    """Join highlights of one colour that only white space parts, as Word splits them at every change of style."""
    found: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.kind, m.start)):
        last = found[-1] if found else None
        if (
            last is not None
            and mark.kind == last.kind == "highlight"
            and mark.text == last.text
            and not text[last.end : mark.start].strip()
            and "\n\n" not in text[last.end : mark.start]
        ):
            found[-1] = Mark(last.start, mark.end, last.kind, last.text)
        else:
            found.append(mark)
    return found
