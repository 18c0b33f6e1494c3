# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels by how they are set: names in bold, or questions in italics or bold where nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qualcoder_tc.formats.exchange import is_answered
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import accepted, tidy


def bold(text: str, spans: Sequence[tuple[int, int]]) -> list[Label]:
    """Return labels of the names in bold at the beginning of lines."""
    found: list[Label] = []
    for start, end in spans:
        name = tidy(text[start:end].rstrip(": \t"))
        rest = text[end:].split("\n", 1)[0] if end < len(text) else ""
        if name and len(name) <= 40 and (rest.strip() or text[end : end + 1] == "\n"):
            said = end
            while said < len(text) and text[said] in ": \t":
                said += 1
            found.append(Label(start, said, name, None, None))
    counts = Counter(label.name or "" for label in found)
    names = {name for name in accepted(counts) if counts[name] >= 2}
    return [label for label in found if label.name in names]


def standing_out(
    text: str, lines: list[tuple[int, int]], whole: frozenset[int], *, sure: bool = False
) -> list[Label]:
    """Take lines set in italics or bold as the interviewer's where they ask and what follows is set plainly."""
    asking = [(start, end) for start, end in lines if start in whole]
    plain = len(lines) - len(asking)
    questions = sum(text[start:end].rstrip().endswith("?") for start, end in asking)
    if not sure and (len(asking) < 3 or plain < len(asking) * 0.6 or questions < 0.4 * len(asking)):
        return []
    if not sure and not is_answered(
        [text[start:end] for start, end in asking if text[start:end].rstrip().endswith("?")],
        [text[start:end] for start, end in lines if start not in whole and start > asking[0][0]],
        text,
    ):
        return []
    first = next(
        (start for start, _ in asking if sure or text[start:].split("\n", 1)[0].rstrip().endswith("?")), None
    )
    if first is not None and not sure:
        first = _opening(text, lines, whole, first)
    found: list[Label] = []
    last = ""
    for start, _ in lines:
        if first is None or start < first:
            continue
        name = "Interviewer" if start in whole else "Participant"
        if name != last:
            found.append(Label(start, start, name, None, None))
        last = name
    return found


def _opening(text: str, lines: list[tuple[int, int]], whole: frozenset[int], first: int) -> int:
    """Return where the interviewer begins who says something, and is answered, before asking the first question."""
    before = [(start, end) for start, end in lines if start < first]
    if not before or before[-1][0] in whole:
        return first
    said = [(a, b) for a, b in before if a in whole and b - a > 20 and text[a:b].rstrip().endswith((".", "!", "…"))]
    return said[0][0] if said else first
