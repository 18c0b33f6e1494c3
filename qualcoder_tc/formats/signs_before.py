# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels that a sign opens and only a space ends: `@Mary So how did it begin?`"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from qualcoder_tc.formats.evidence import Evidence
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import heads, plausible, tidy
from qualcoder_tc.formats.talk import is_talk
from qualcoder_tc.formats.times import TIME, seconds

_LOOK = 120  # characters of a line in which a label stands
_SHARE = 0.4  # of all lines, those with such a label
_AGAIN = 0.1  # of all labels, those that follow one of the same name: people take turns, lists and commands do not
_FEW = 6  # labels below which nothing is told
_ONCE = 0.15  # of all labels, those whose names come once
# A sign that no sentence begins with, close to a word; none of those that open what somebody says or emphasises.
_OPENED = re.compile(
    rf"[ \t]*(?:[\[(]?(?P<time>{TIME})[\])]?[ \t]+)?(?P<sign>[@#~$§%&^+=/\\>→»•▪–—-])(?P=sign)?"
    r"(?P<words>[^\W_][\w.'’-]*(?:[ ][^\W_][\w.'’-]*){0,3})(?=[ \t]+\S)"
)
_PLAIN = "@~"
"""Signs that nothing else has before words, so that what is said may begin with a small letter."""


def labels(text: str, lines: Sequence[tuple[int, int]]) -> list[Label]:
    """Return such labels, nothing where they are few, or do not take turns as people do."""
    by_sign: defaultdict[str, list[re.Match[str]]] = defaultdict(list)
    for start, end in lines:
        if match := _OPENED.match(text, start, min(end, start + _LOOK)):
            by_sign[match["sign"]].append(match)
    sign, found = max(by_sign.items(), key=lambda item: len(item[1]), default=("", []))
    if len(found) < max(_FEW, _SHARE * len(lines)):
        return []
    names = _names([match["words"].split(" ") for match in found])
    every = [_label(text, match, names) for match in found]
    kept = [label for label in every if label.name]
    return kept if _convincing(text, kept, len(kept) / len(lines), sign) else []


def _names(beginnings: Sequence[Sequence[str]]) -> dict[str, set[str]]:
    """Return the names that begin with each first word: as many words as all lines with the first have in common.

    Where several recur that differ in the second word, they are names of two: Speaker 1, Mrs Hill.
    """
    of_first: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
    for words in beginnings:
        of_first[words[0]].append(words)
    found: dict[str, set[str]] = {}
    for first, lines in of_first.items():
        known = {first}
        if len(lines) > 1:
            width = 1
            while all(len(words) > width and words[width] == lines[0][width] for words in lines) and _may_go_on(
                lines[0][width]
            ):
                width += 1
            known = {" ".join(lines[0][:width])}
            second = Counter(words[1] for words in lines if len(words) > 1)
            # Each of them comes often, as no word does with which several turns begin.
            if width == 1 and second.total() == len(lines) >= 3 * len(second) and all(map(_may_go_on, second)):
                known = {f"{first} {word}" for word in second}
        found[first] = known
    return found


def _may_go_on(word: str) -> bool:
    return word[0].isupper() or word.isdigit()


def _label(text: str, match: re.Match[str], names: Mapping[str, set[str]]) -> Label:
    words = match["words"]
    name = next((n for n in names[words.split(" ", 1)[0]] if f"{words} ".startswith(f"{n} ")), "")
    said = match.start("words") + len(name)
    while text[said : said + 1] in (" ", "\t"):
        said += 1
    return Label(match.start(), said, tidy(name), seconds(match["time"]), None)


def _convincing(text: str, found: Sequence[Label], share: float, sign: str) -> bool:
    counts = Counter(label.name or "" for label in found)
    once = sum(count == 1 for count in counts.values())
    if len(counts) - once < 2 or share < _SHARE or once > max(1, _ONCE * len(found)):
        return False
    if any(heads(name) or not (plausible(name, 3) or (sign in _PLAIN and name.islower())) for name in counts):
        return False
    follow = sum(a.name == b.name for a, b in pairwise(found))
    opened = sum(not text[label.said].islower() for label in found)
    if follow > _AGAIN * len(found) or (sign not in _PLAIN and opened < 0.8 * len(found)):
        return False
    evidence = Evidence(text, found)
    if sign not in _PLAIN and not evidence.one_asks:
        return False
    return evidence.spoken >= 0.5 and evidence.returns >= 0.3 and is_talk(text, found, share)
