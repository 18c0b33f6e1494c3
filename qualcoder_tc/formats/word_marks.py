# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Comments and highlights of a Word document as marked passages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualcoder_tc.formats.flow import Flow, line_of
from qualcoder_tc.formats.office import Package, local, value
from qualcoder_tc.model.spans import Span, trimmed
from qualcoder_tc.model.transcript import Mark

# What other programs write as shading where Word has a highlight.
COLOURS = {
    "ffff00": "yellow",
    "00ff00": "green",
    "00ffff": "cyan",
    "ff00ff": "magenta",
    "0000ff": "blue",
    "ff0000": "red",
    "000080": "darkBlue",
    "008080": "darkCyan",
    "008000": "darkGreen",
    "800080": "darkMagenta",
    "800000": "darkRed",
    "808000": "darkYellow",
    "808080": "darkGray",
    "c0c0c0": "lightGray",
    "000000": "black",
}
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def of(
    package: Package, part: str, flow: Flow, text: str, highlights: Mapping[str, str]
) -> tuple[tuple[Mark, ...], int]:
    """Return the marked passages in the order of the text, and how many comments stand on no words that were kept.

    A comment without passage marks its whole line.
    """
    found: list[Mark] = []
    lost = 0
    # Most documents have none, and what their text points to need not be read.
    related = dict(package.related(part).values()) if any("comment" in name for name in package.names) else {}
    comments = related.get("comments", "word/comments.xml")
    if package.has(comments):
        replies = _replies(package, related.get("commentsExtended", ""))
        for comment in package.xml(comments):
            said = _said(comment) if local(comment) == "comment" else ""
            if said:
                mark = _comment(comment, said, flow, text, replies)
                lost += mark.end <= mark.start
                found.append(mark)
    for key, colour in highlights.items():
        if key in flow.passages:
            span = trimmed(text, *flow.passages[key])
            if span.end > span.start:
                found.append(Mark(span.start, span.end, "highlight", colour))
    return tuple(sorted(joined(found, text), key=lambda m: (m.start, m.end))), lost


def _comment(comment: Any, said: str, flow: Flow, text: str, replies: frozenset[str]) -> Mark:
    span = _passage(value(comment, "id"), flow, text)
    author = " ".join((value(comment, "author") or value(comment, "initials") or "").split())
    reply = any(value(p, "paraId") in replies for p in comment if local(p) == "p")
    return Mark(span.start, span.end, "comment", said, author, value(comment, "date") or "", reply)


def _passage(key: str | None, flow: Flow, text: str) -> Span:
    """Return the words that a comment is about, an empty span if none of them is in the text."""
    reference = flow.passages.get(f"r{key}")
    passage = flow.passages.get(f"c{key}")
    if passage is None and (begun := flow.begun(f"c{key}")) is not None:
        passage = (begun, reference[0] if reference else begun)  # its end is lost
    start, end = passage or reference or (-1, -1)
    if start < 0:
        return Span(0, 0)
    span = trimmed(text, start, end)
    if span.end <= span.start:
        span = trimmed(text, *line_of(text, start))
    return span if span.end > span.start else Span(0, 0)


def _said(comment: Any) -> str:
    lines: list[str] = []
    for paragraph in comment.iter():
        if local(paragraph) == "p":
            parts = ((t.text or "") if local(t) == "t" else _SIGNS.get(local(t), "") for t in paragraph.iter())
            lines.append("".join(parts))
    return "\n".join(lines).strip()


def _replies(package: Package, name: str) -> frozenset[str]:
    """Return the last paragraphs of comments that answer others."""
    name = name or "word/commentsextended.xml"
    if not package.has(name):
        return frozenset()
    return frozenset(
        value(entry, "paraId") or "" for entry in package.xml(name) if value(entry, "paraIdParent")
    ) - {""}


def joined(marks: list[Mark], text: str) -> list[Mark]:
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
