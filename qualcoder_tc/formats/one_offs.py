# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who speaks once, or is not known to the typist, beside those who speak often; and words that only look like it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qualcoder_tc.formats.evidence import cut_in
from qualcoder_tc.formats.flow import Look
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import joins, plausible, telling, tidy
from qualcoder_tc.formats.times import TIME, seconds

_BLANK = re.compile(r"[ \t\xa0]*(?:\n|$)")
_ALONE = re.compile(r"(?:[^\W\d_]{2,4}\.[ ])?[^\W\d_](?:[^\n.:;?!…,\"“”]|(?<=\b[^\W\d_])\.)*[:]?[ \t]*")
_WORDS = re.compile(r"[^\W\d_]+")
_TIME = re.compile(TIME)
_DIGITS = re.compile(r"\d+")
_SEX = re.compile(r"\?([mfwd])\b")
_STAMP, _NUMBER = "\0", "\1"  # stand for any time and any number
_LONGEST = 60  # characters of a label
_USUAL = 0.6  # of all labels, those written as most are
_LINES = 12  # lines from which it can be told that each has a label


def without_odd(text: str, lines: Sequence[tuple[int, int]], labels: list[Label], look: Look) -> list[Label]:
    """Leave out a word seen once that is not set as labels are: with a time, on its own line, in bold."""
    counts = Counter(label.name for label in labels if label.name)
    once = {name for name, count in counts.items() if count == 1 and not telling(name)}
    if not once or len(labels) < 6:
        return labels
    bold = {start for start, _ in look.bold_starts} | look.standing_out
    marks = (
        lambda label: label.time_start is not None,
        lambda label: text.startswith("\n", label.said) or label.said >= len(text),
        lambda label: label.start in bold,
    )
    usual = [mark for mark in marks if sum(map(mark, labels)) >= 0.85 * len(labels)]
    words = {name for name in once if _a_word(text, name)} - _in_full(labels, counts)
    if words:
        words = set() if _in_lines(text, lines, labels) else words - cut_in([n.name for n in labels if n.name])
    return [
        label
        for label in labels
        if label.name not in once or (all(mark(label) for mark in usual) and label.name not in words)
    ]


def _in_full(labels: Sequence[Label], counts: Counter[str]) -> set[str]:
    """Return names seen once, before the first of the letters by which whoever is called so goes on: Ruth, then R."""
    found: set[str] = set()
    seen: set[str] = set()
    for name in (label.name for label in labels if label.name):
        letters = "".join(word[0] for word in name.split())
        if len(letters) < len(name) and counts[name] == 1 and letters not in seen and counts[letters] > 1:
            found.add(name)
        seen.add(name)
    return found


def _in_lines(text: str, lines: Sequence[tuple[int, int]], labels: Sequence[Label]) -> bool:
    """Tell whether no turn has a second line, so that no line begins with words said in the midst of a turn."""
    first = labels[0].start
    below = sum(start >= first for start, _ in lines)
    heads = sum(text.startswith("\n", label.said) for label in labels)
    return below >= _LINES and not heads and len(labels) == below


def _a_word(text: str, name: str) -> bool:
    """Tell whether a name is also a word of the text in small letters: Only, Honestly."""
    return (
        " " not in name
        and re.search(rf"(?<![\w/-]){re.escape(name.lower())}(?![\w/-])", text) is not None
        and name != name.lower()
    )


def nobody_knows(text: str, labels: list[Label]) -> list[Label]:
    """Add lines with a question mark where all others have a name, for somebody whom the typist could not tell."""
    named = [label for label in labels if label.name]
    if len(named) < 6 or "?" not in text:
        return labels
    shapes = Counter(_about(text, label) for label in named[:100])
    (before, behind), count = shapes.most_common(1)[0]
    if count < _USUAL * min(100, len(named)) or not (before + behind).strip(" "):
        return labels
    ends = r"[ \t]*(?=\n)" if behind.endswith("\n") else r"(?=\S)"
    marks = r"[\[(]?\?{1,3}[mfwd]?[\])]?"  # ?m: some man
    shape = rf"{_pattern(before)}{marks}{_pattern(behind.rstrip())}[ \xa0\t]*{ends}"
    if behind.startswith(":"):
        shape += rf"|[ \t]*{marks}:[ \t]+(?=\S)"
    starts = {label.start for label in labels}
    alone = {label.said for label in labels}  # where what is said below a name on its own line begins
    first = min(starts)
    added: list[Label] = []
    for match in re.finditer(rf"\n(?P<label>{shape})", text):
        if match.start() > first and match.start() + 1 not in starts and match.start() not in alone:
            time = _TIME.search(match["label"])
            sex = _SEX.search(match["label"])
            name = f"?{sex[1] if sex else ''}"
            added.append(Label(match.start() + 1, match.end(), name, seconds(time[0]) if time else None, None))
    return sorted([*labels, *added], key=lambda label: label.start) if added else labels


def _about(text: str, label: Label) -> tuple[str, str]:
    """Return what stands before the name of a label and behind it, with marks for times and numbers, one space for several."""
    written = text[label.start : min(label.said, label.start + _LONGEST)]
    at = written.find(label.name or "")
    if at < 0:
        return "", ""
    end = at + len(label.name or "")
    behind = written[end:] + ("\n" if text.startswith("\n", label.start + len(written)) else "")
    return _shape(written[:at]), _shape(behind)


def _shape(signs: str) -> str:
    marked = _DIGITS.sub(_NUMBER, _TIME.sub(_STAMP, signs))
    return re.sub(r"[ \t]*\n[ \t]*", "\n", re.sub(r" +", " ", marked))


def _pattern(shape: str) -> str:
    return re.escape(shape).replace(_STAMP, TIME).replace(_NUMBER, r"\d+").replace(r"\ ", r"[ \xa0]+")


def once_alone(text: str, lines: Sequence[tuple[int, int]], labels: list[Label]) -> list[Label]:
    """Add names seen once on lines of their own, where all names stand below a blank line and close above what is said."""
    if not labels or sum(_stands_apart(text, label.start, label.said) for label in labels) < 0.9 * len(labels):
        return labels
    starts = {label.start for label in labels}
    known = {label.name for label in labels if label.name}
    first = min(starts)
    small = {word for word in _WORDS.findall(text) if word.islower()}
    added: list[Label] = []
    for (start, end), (below, _) in pairwise(lines):
        if start > first and start not in starts and below not in starts and end - start <= 30:
            name = tidy(text[start:end])
            if (
                _ALONE.fullmatch(text, start, end)
                and (plausible(name, 1) or joins(name, known))
                and _stands_apart(text, start, end)
                and name.lower() not in small
            ):
                added.append(Label(start, end, name, None, None))
    return sorted([*labels, *added], key=lambda label: label.start) if added else labels


def _stands_apart(text: str, start: int, end: int) -> bool:
    line = text.find("\n", end - 1 if text[end - 1 : end] == "\n" else end)
    above = text[max(0, start - 200) : start].rsplit("\n", 2)[-2:-1]
    return line >= 0 and not any(map(str.strip, above)) and not _BLANK.match(text, line + 1)
