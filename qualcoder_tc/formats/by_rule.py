# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels by one rule: where it finds them in a text, and whether that convinces."""

from __future__ import annotations

import re
from collections import Counter

from qualcoder_tc.formats import bare_names, own_pattern
from qualcoder_tc.formats.column_words import HEADS, PERHAPS_WHO, WHO, plain
from qualcoder_tc.formats.labels import Label, Rule
from qualcoder_tc.formats.names import accepted, telling, tidy
from qualcoder_tc.formats.roles import answers, role_of
from qualcoder_tc.formats.talk import talking
from qualcoder_tc.formats.times import seconds

_LOOK = 200  # a label is looked for in so many characters of a line, which bounds the work on long lines
_LABEL = 120  # characters that a line has at most which is a label and nothing else
_NAME = 40  # characters of a name at most
_WHO = WHO | PERHAPS_WHO
_SAID = re.compile(r"[.?!…。？！]|\d")  # what is said, rather than what heads it


def own(text: str, lines: list[tuple[int, int]], pattern: str) -> list[Label]:
    """Return the labels that a pattern of one's own finds."""
    bounded = ((start, min(end, start + _LOOK)) for start, end in lines)
    return [
        Label(hit.start, hit.end, tidy(hit.name) or None, seconds(hit.time), None)
        for hit in own_pattern.matches(pattern, text, bounded)
    ]


def labels(text: str, lines: list[tuple[int, int]], rule: Rule, *, every: bool = False) -> list[Label]:
    """Return the labels that a rule finds; those of names that come too rarely are left out unless `every` is wanted."""
    found: list[Label] = []
    known = rule.pattern.groupindex
    begins = [key for key in ("t1", "t2", "t3", "t4") if key in known]
    ends = [key for key in ("e1", "e2", "e3", "e4") if key in known]
    tidied: dict[str, str] = {}
    find, usual = rule.pattern.match, rule.plain.match if rule.plain else None
    sign = re.compile(f"[{re.escape(rule.signs)}]").search if rule.signs else None
    spans = rule.spans
    alone = rule.alone and not spans
    look = _LABEL if alone else _LOOK
    for start, end in lines[:-1] if rule.key == "name-alone" else lines:
        stop = start + look
        if rule.whole or (end < stop and not spans):
            stop = end
        elif alone:
            continue
        if usual is not None and (match := usual(text, start, stop)) and match.end(1) <= start + _NAME:
            written = match[1]
            begun = ended = None
        else:
            if sign is not None and sign(text, start, stop) is None:
                continue
            match = find(text, start, stop)
            if match is None:
                continue
            begun = _first(match, begins)
            ended = _first(match, ends) if begun else None
            written = match["name"] if rule.named else ""
        name = None
        if rule.named:
            name = tidied.get(written)
            if name is None:
                name = tidied[written] = tidy(written)
        found.append(
            Label(start, match.end(), name, seconds(begun) if begun else None, seconds(ended) if ended else None)
        )
    found = _without_heads(text, found, rule)
    if rule.key in ("name-colon", "name-colon-tight"):
        found = bare_names.bare(found, len(found) / max(1, len(lines)))
    return found if every or not rule.named else _accepted(text, found, lines, rule)


def _first(match: re.Match[str], groups: list[str]) -> str | None:
    for group in groups:
        if found := match[group]:
            return found
    return None


def _without_heads(text: str, labels: list[Label], rule: Rule) -> list[Label]:
    """Leave out what heads the columns of a table, where the rule is one for tables."""
    if rule.key in ("tab", "name-last") and labels:
        return _below_heads(text, labels)
    if rule.key == "name-dash" and labels and plain(labels[0].name or "") in _WHO:
        return labels[1:]
    return labels


def _below_heads(text: str, labels: list[Label]) -> list[Label]:
    """Leave out the row that names the columns of a table; a table whose columns name no speakers has none."""
    line = _line(text, labels[0])
    cells = [plain(cell) for cell in line.split("\t")]
    known = sum(cell in HEADS for cell in cells)
    if known >= 2 and _WHO.isdisjoint(cells):
        return []
    rest = [label for label in labels[1:] if _line(text, label) != line]  # the same once more on another page
    # No name above the names, and what was said is headed.
    named = any(label.name == labels[0].name for label in rest)
    bare = not cells[0] and not any(text.startswith("\t", label.start) for label in rest)
    heads = not _WHO.isdisjoint(cells) or cells[0] in HEADS or bare or _only_heads(text, line, labels[0], rest)
    return rest if known >= 2 or (not named and heads) else labels


def _only_heads(text: str, line: str, first: Label, rest: list[Label]) -> bool:
    """Tell whether the first row of three columns or more is unlike those below it: nothing in it is said."""
    cells = line.split("\t")
    name = first.name or ""
    if len(cells) < 3 or not rest or role_of(name) or answers(name) or _SAID.search(line):
        return False
    below = [cell for label in rest[:20] for cell in _line(text, label).split("\t")[1:]]
    return max(map(len, cells)) <= 30 and max(map(len, below), default=0) > 40


def _line(text: str, label: Label) -> str:
    return text[label.start : label.start + _LOOK].split("\n", 1)[0]


def _accepted(text: str, labels: list[Label], lines: list[tuple[int, int]], rule: Rule) -> list[Label]:
    """Leave out labels of names that come too rarely to be speakers."""
    counts = Counter(label.name or "" for label in labels)
    share = len(labels) / max(1, len(lines))
    names = accepted(counts, share, sure=rule.sure, wary=rule.wary)
    if rule.key == "letter" and labels:
        # Whoever signs by initials is no third: G. H. Armitage, Hon. Secretary.
        again = {name for name in names if counts[name] > 1}
        names = again if len(again) >= 2 else names
        counts = Counter({name: count for name, count in counts.items() if name in names})
        labels = [label for label in labels if label.name in counts]
    if len(names) == len(counts):
        return labels
    names |= talking(text, labels, names, share)
    folded = {name.casefold() for name in names if counts[name] > 1}
    return [label for label in labels if label.name in names or (label.name or "").casefold() in folded]


def weight(labels: list[Label]) -> float:
    """Return how much labels tell: as many as name somebody, and a little for those that only have a time."""
    named = [label for label in labels if label.name]
    # A layout that names people tells more than one that has only time stamps.
    return len(named) + 0.3 * (len(labels) - len(named))


def convincing(labels: list[Label], lines: list[tuple[int, int]], rule: Rule) -> bool:
    """Tell whether labels are so many, and of so few people, that the rule seems to be the one of the transcript."""
    if len(labels) < 2 or not lines:
        return False
    share = len(labels) / len(lines)
    if not rule.named:
        return share > 0.3
    names = {label.name for label in labels}
    if rule.named and all(telling(name or "") for name in names):
        return share >= 0.5 or _proportionate(labels, names, share, rule)
    return _proportionate(labels, names, share, rule)


def _proportionate(labels: list[Label], names: set[str | None], share: float, rule: Rule) -> bool:
    if rule.key in ("tab", "name-last") and (len(names) > max(12, len(labels) // 4) or share < 0.5):
        return False
    if rule.key == "name-alone" and not 0.1 < share <= 0.55:
        return False
    if rule.key in ("name-dash", "parentheses") and share < 0.4:
        return False
    if rule.key == "letter" and share < (0.1 if names == {"Q", "A"} else 0.4):
        return False
    if rule.key == "name-space" and (share < 0.6 or len(names) > max(2, len(labels) // 3)):
        return False
    return share >= 0.02 and len(names) <= max(12, len(labels) // 2)
