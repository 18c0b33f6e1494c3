# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the best rule took wrongly or missed: facts above the talk, odd words, forgotten colons, times below names."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from qualcoder_tc.formats import heads
from qualcoder_tc.formats.flow import Look
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import plausible, telling, tidy
from qualcoder_tc.formats.roles import role_of
from qualcoder_tc.formats.times import TIME, seconds

_BARE = re.compile(rf"\s*(?:[\[(]?(?P<time>{TIME})[\])]?\s*)?(?P<name>[^\W_][^\n:\t]{{0,39}}?)[ \t]*[:;]?[ \t]*")
_TIGHT = re.compile(r"[ \t]*(?P<name>[^\W\d_][\w .-]{0,24}?)(?:[ \t]*[\[(][^\])\n]{1,30}[\])])?:(?=[^\s/\\\d])")
_BELOW = re.compile(
    rf"\s*\n\s*[\[(]?(?P<time>{TIME})(?:\s*(?:-->|[-–→])\s*(?P<end>{TIME}))?[\])]?[ \t]*(?=\n)"
)  # the time, on the line below the name
_SEVERAL, _MOSTLY = 6, 0.7  # labels that stand alone, in number and of all labels
_QUESTION = re.compile(
    r"[ \t*_]*[\[(]?Q(?:uestion)?[ \t]?\d{1,4}[.)\]]?[ \t*_]*"
)  # its number, alone on the line above
_QUESTIONS = re.compile(r"\n[ \t*_]*[\[(]?Q(?:uestion)?[ \t]?\d")
_FEW_BARE = 0.08
"""Of all labels, those without a time that may be words said where the others have one."""


def without_head(text: str, lines: list[tuple[int, int]], labels: list[Label]) -> list[Label]:
    """Leave out what stands above the talk and looks like turns, such as who interviewed whom."""
    named = {label.start: label.name for label in labels if label.name}
    alone = {
        label.start
        for label in labels
        if label.time_start is not None and text[label.said - 1 : label.said + 1].count("\n")
    }
    labels = _below_first_alone(text, labels)
    begins = heads.talk_begins(text, lines, named, alone)
    return [label for label in labels if label.start >= begins] if begins else labels


def _below_first_alone(text: str, labels: list[Label]) -> list[Label]:
    """Leave out what has words behind it above the first name that stands alone, where most names do."""
    alone = [text.startswith("\n", label.said) or label.said >= len(text) for label in labels]
    if sum(alone) < _SEVERAL or sum(alone) < _MOSTLY * len(labels):
        return labels
    return labels[alone.index(True) :]


def with_feet(text: str, lines: list[tuple[int, int]], labels: list[Label]) -> list[Label]:
    """Let the last turn end where a tool or a typist set a line below the talk."""
    if not labels:
        return labels
    starts = {label.start for label in labels}
    below = [at for at in heads.feet(text, lines) if at not in starts]
    added = [Label(at, at, None, None, None) for at in below]
    return sorted([*labels, *added], key=lambda label: label.start) if added else labels


def numbered_above(text: str, lines: Sequence[tuple[int, int]], labels: list[Label]) -> list[Label]:
    """Let labels begin with the number of a question that stands alone on the line above them: Q12."""
    if "Q" not in text or _QUESTIONS.search(text) is None:
        return labels
    above = {
        below: start
        for (start, end), (below, _) in pairwise(lines)
        if end - start < 20 and _QUESTION.fullmatch(text, start, end)
    }
    return [label._replace(start=above.get(label.start, label.start)) for label in labels] if above else labels


def forgiven(text: str, lines: list[tuple[int, int]], labels: list[Label], look: Look) -> list[Label]:
    """Add lines that hold a known name alone, where a colon was forgotten; names that differ in case only are one."""
    counts = Counter(label.name for label in labels if label.name)
    usual: dict[str, str] = {}
    for name, _ in counts.most_common():
        usual.setdefault(name.casefold(), name)
    if len(usual) < 2 or (len(usual) == len(counts) and len(labels) >= len(lines)):
        return labels
    starts = {label.start for label in labels}
    first = min(starts, default=0)
    inside = [(label.start, label.said) for label in labels]
    found = labels
    if len(usual) < len(counts):
        found = [label._replace(name=usual[label.name.casefold()]) if label.name else label for label in labels]
    bare: list[Label] = []
    for start, end in lines:
        if start in starts or end - start > 60:
            continue
        near = max(0, bisect(inside, (start, start)) - 2)
        if any(a <= start < b for a, b in inside[near : near + 4]):
            continue
        if match := _BARE.fullmatch(text, start, end):
            name = usual.get(tidy(match["name"]).casefold())
            # Above the talk a name alone is the title, unless it is that of who asks.
            if name is not None and counts[name] >= 3 and (start > first or role_of(name)):
                bare.append(Label(start, end, name, seconds(match["time"]), None))
    bare += _in_bold(text, [*labels, *bare], usual, counts, look)
    bare += _slipped(text, {name: counts[name] for name in usual.values() if counts[name] >= 3}, starts)
    return sorted([*found, *bare], key=lambda label: label.start) if bare else found


def _in_bold(
    text: str, labels: Sequence[Label], usual: Mapping[str, str], counts: Mapping[str, int], look: Look
) -> list[Label]:
    """Find known names in bold with no colon behind them, where names in bold stand before what is said."""
    found: list[Label] = []
    known = {label.start for label in labels}
    first = min(known, default=0)  # above it are facts, which may be headed by the same words
    bold = {start for start, _ in look.bold_starts}
    if sum(label.start in bold and text[label.said : label.said + 1] != "\n" for label in labels) < 0.6 * len(
        labels
    ):
        return []
    for start, end in look.bold_starts:
        name = (
            usual.get(tidy(text[start:end]).casefold())
            if end - start <= 40 and start > first and start not in known
            else None
        )
        if name is not None and counts[name] >= 3 and not text[end - 1 : end + 1].isalnum():
            said = end
            while text[said : said + 1] in (" ", "\t", "\xa0"):
                said += 1
            found.append(Label(start, said, name, None, None))
    return found


def tight(text: str, lines: list[tuple[int, int]], labels: list[Label]) -> list[Label]:
    """Add lines with a role, or a name that is known or recurs, close to its colon where others stand apart: `Int:So`."""
    counts = Counter(label.name for label in labels if label.name)
    starts = {label.start for label in labels}
    close: list[Label] = []
    for start, end in lines if len(starts) < len(lines) else ():
        if start not in starts and (match := _TIGHT.match(text, start, min(end, start + 60))):
            close.append(Label(start, match.end(), tidy(match["name"]), None, None))
    times = Counter(label.name or "" for label in close)
    added = [
        label
        for label in close
        if label.name
        and (
            counts[label.name] >= 3
            or (times[label.name] >= 2 and role_of(label.name))
            or (len(label.name) > 4 and telling(label.name) and text[label.said].isupper())  # Note taker:Sorry
            or (times[label.name] >= max(3, 0.3 * len(labels)) and plausible(label.name, times[label.name]))
        )
    ]
    return sorted([*labels, *added], key=lambda label: label.start) if added and len(counts) > 0 else labels


def without_timeless(labels: list[Label]) -> list[Label]:
    """Leave out names that never have a time where nearly every label has one: they are words that somebody said."""
    named = {label.name for label in labels if label.time_start is not None}
    bare = [label for label in labels if label.time_start is None and label.name not in named]
    if not bare or len(bare) > _FEW_BARE * len(labels):
        return labels
    odd = {label.name for label in bare if not telling(label.name or "")}
    return [label for label in labels if label.name not in odd]


def _slipped(text: str, known: Mapping[str, int], starts: set[int]) -> list[Label]:
    """Find known names with something else where the colon belongs: `INT; So`, `P1<tab>So`, `Interviewer So`."""
    any_of = "|".join(map(re.escape, known))
    roles = "|".join(re.escape(name) for name in known if len(name) > 2 and role_of(name)) or "(?!)"
    pattern = re.compile(
        rf"\n[ \t]*(?:(?P<name>{any_of})(?:[ ]*;[ \t]+|[ ]*\t[ \t]*)|(?P<role>{roles})[ ]+)(?=[^\W\d_a-z]|[\[(])",
    )
    return [
        Label(match.start() + 1, match.end(), match["name"] or match["role"], None, None)
        for match in (pattern.finditer(text, min(starts)) if known else ())
        if match.start() + 1 not in starts
    ]


def timed_below(text: str, labels: list[Label]) -> list[Label]:
    """Take in times that stand on a line of their own below the names."""
    found: list[Label] = []
    for label in labels:
        below = None
        # Most labels have what was said behind them.
        if label.name and label.time_start is None and text[label.said : label.said + 1].isspace():
            below = _BELOW.match(text, label.said)
        if below:
            label = label._replace(
                said=below.end(), time_start=seconds(below["time"]), time_end=seconds(below["end"])
            )
        found.append(label)
    return found
