# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names without what stands beside them in label after label: `Mary says`, `Says Mary`, `Turn 12 - Mary`, `Q12`, `A12`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import tidy
from qualcoder_tc.formats.spoken_words import SAYING

_MOSTLY = 0.5  # of all labels, those that say that somebody says something
_NEARLY = 0.8  # of all labels, those that end in one word, or go on counting
_SHARE = 0.3  # of all lines, those with a label: a story tells only now and then what somebody said
_ENOUGH = 8  # labels from which it can be told that they count up
_NUMBERED = re.compile(r"(?P<before>.*?)(?P<number>\d{1,5})(?P<behind>.*)")
_ALSO = frozenset(
    "then also now again just later dann auch da alors puis luego entonces poi então dan så då sitten".split()
)
_SAYS = ("说", "說", "説")


def bare(labels: list[Label], share: float) -> list[Label]:
    """Return labels with names alone, where nearly all have words of saying or numbers that count them beside the name.

    `share` is how many of the lines have a label.
    """
    counts = Counter(label.name for label in labels if label.name)
    if len(counts) < 2 or share < _SHARE:
        return labels
    plain = _without_saying(counts) or _without_ending(counts) or _without_number(labels)
    return [label._replace(name=plain.get(label.name or "", label.name)) for label in labels] if plain else labels


def _without_saying(counts: Counter[str]) -> dict[str, str]:
    """Return names by what is written, where most labels say that somebody says something."""
    found = {written: name for written in counts if (name := _who_says(written))}
    return found if sum(counts[written] for written in found) >= max(3, _MOSTLY * counts.total()) else {}


def _who_says(written: str) -> str:
    """Return whom words tell to say something, "" where they do not: Mary then asked Tom, Says Mary."""
    words = written.split()
    at = next((n for n, word in enumerate(words) if word.strip(",").casefold() in SAYING), -1)
    if at == 0 and len(words) > 1 and not words[1][0].islower():
        return tidy(" ".join(words[1:]))
    if at > 0 and words[at].islower() and len(words) - at <= 4:
        while at > 1 and words[at - 1] in _ALSO:
            at -= 1  # Mary then said
        return tidy(" ".join(words[:at]).rstrip(","))
    return written[:-1] if len(written) > 2 and written.endswith(_SAYS) else ""


def _without_ending(counts: Counter[str]) -> dict[str, str]:
    """Return names by what is written, where nearly all end in one word in small letters, as in a language not known."""
    endings = Counter[str]()
    for written, count in counts.items():
        first, _, last = written.rpartition(" ")
        if first[:1].isupper() and last.isalpha() and last.islower():
            endings[last] += count
    ending, count = endings.most_common(1)[0] if endings else ("", 0)
    if count < max(4, _NEARLY * counts.total()):
        return {}
    found = {w: tidy(w.removesuffix(f" {ending}")) for w in counts if w.endswith(f" {ending}")}
    return found if len(found) > 1 else {}


def _without_number(labels: Sequence[Label]) -> dict[str, str]:
    """Return names by what is written, where numbers in them count the labels, or the questions and their answers."""
    if len(labels) < _ENOUGH:
        return {}
    parts = [_NUMBERED.fullmatch(label.name or "") for label in labels]
    numbered = [part for part in parts if part]
    if len(numbered) < _NEARLY * len(labels):
        return {}
    numbers = [int(part["number"]) for part in numbered]
    steps = [b - a for a, b in pairwise(numbers)]
    counted = sum(step == 1 for step in steps) >= _NEARLY * len(steps)
    in_pairs = sum(step in (0, 1) for step in steps) >= 0.95 * len(steps) and len(numbers) >= 1.5 * len(
        set(numbers)
    )
    if not (counted or in_pairs) or max(numbers) - min(numbers) < 3:
        return {}
    found: dict[str, str] = {}
    again: defaultdict[str, set[int]] = defaultdict(set)
    for part in numbered:
        before, behind = (tidy(part[one].strip(" #[(,")) for one in ("before", "behind"))
        name = behind or before
        # F3 and M4 are people; behind longer words, or apart from them, a number may count.
        if not name or (counted and not behind and part["before"][-1:].isalpha()):
            return {}
        found[part[0]] = name
        again[name].add(int(part["number"]))
    often = [name for name, held in again.items() if len(held) > 2]
    return found if len(often) > 1 and len(again) <= len(numbered) / 3 else {}
