# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From text to turns: the speaker rule that fits best, or paragraphs where nobody is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc.formats.labels import RULES, Rule, accepted, role_of, tidy
from qualcoder_tc.formats.times import seconds
from qualcoder_tc.model.transcript import Turn

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_LOOK = 200  # a label is looked for in so many characters of a line, which bounds the work on long lines


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in the text: [start, said) is the label, what was said follows."""

    start: int
    said: int
    name: str | None
    time_start: float | None
    time_end: float | None


def find_turns(text: str, bold: Sequence[tuple[int, int]] = ()) -> tuple[Turn, ...]:
    """Return the turns of a transcript; `bold` are spans at the beginning of paragraphs that are set in bold."""
    lines = [match.span() for match in _LINE.finditer(text)]
    best: list[Label] = []
    for rule in RULES:
        labels = _labels(text, lines, rule)
        if _convincing(labels, lines, rule) and _weight(labels) > _weight(best):
            best = labels
    in_bold = _bold_labels(text, bold)
    if len({label.name for label in in_bold}) > 1 and _weight(in_bold) > 1.2 * _weight(best):
        best = in_bold
    return _turns(text, lines, best)


def roles(turns: Sequence[Turn]) -> dict[str, str]:
    """Return the asking roles that speakers' names tell."""
    names = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    return {name: role for name in names if (role := role_of(name)) is not None}


def _labels(text: str, lines: list[tuple[int, int]], rule: Rule) -> list[Label]:
    found: list[Label] = []
    for start, end in lines:
        # The layout of Teams spans two lines; every other ends with its line.
        stop = min(len(text), start + _LOOK) if rule.key == "time-name" else min(end, start + _LOOK)
        match = rule.pattern.match(text, start, stop)
        if match is None:
            continue
        groups = match.groupdict()
        begun = next((groups[k] for k in ("t1", "t2", "t3") if groups.get(k)), None)
        ended = next((groups[k] for k in ("e1", "e2", "e3") if groups.get(k)), None)
        name = tidy(groups["name"]) if rule.named else None
        found.append(Label(start, match.end(), name, seconds(begun), seconds(ended)))
    if not rule.named:
        return found
    # Where the layout itself makes a line a name, a name need not recur.
    counts = Counter(label.name or "" for label in found)
    names = set(counts) if rule.key == "time-name" else accepted(counts, len(found) / max(1, len(lines)))
    return [label for label in found if label.name in names]


def _weight(labels: list[Label]) -> float:
    named = [label for label in labels if label.name]
    # A layout that names people tells more than one that has only time stamps.
    return len(named) + 0.3 * (len(labels) - len(named))


def _convincing(labels: list[Label], lines: list[tuple[int, int]], rule: Rule) -> bool:
    if len(labels) < 2 or not lines:
        return False
    share = len(labels) / len(lines)
    if not rule.named:
        return share > 0.3
    names = {label.name for label in labels}
    if rule.key == "tab" and (len(names) > 12 or share < 0.5):
        return False
    return share >= 0.02 and len(names) <= max(12, len(labels) // 2)


def _bold_labels(text: str, bold: Sequence[tuple[int, int]]) -> list[Label]:
    found: list[Label] = []
    for start, end in bold:
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


def _turns(text: str, lines: list[tuple[int, int]], labels: list[Label]) -> tuple[Turn, ...]:
    by_start = {label.start: label for label in labels}
    turns: list[Turn] = []
    current: Label | None = None
    said: list[tuple[int, int]] = []

    def finish() -> None:
        if current is not None:
            start = said[0][0] if said else min(current.said, len(text))
            end = said[-1][1] if said else start
            turns.append(Turn(start, end, current.name, current.start, current.time_start, current.time_end))

    for start, end in lines:
        label = by_start.get(start)
        if label is not None:
            finish()
            current, said = label, []
            start = label.said
        if start >= end or (current is not None and end <= current.said):
            continue
        inner = _inner(text, start, end)
        if current is None:
            if inner:
                turns.append(Turn(*inner))
        elif inner:
            said.append(inner)
    finish()
    return tuple(turns)


def _inner(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
