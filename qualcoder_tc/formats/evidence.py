# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What speaks for labels naming people who talk: they come back, take turns, ask and answer, and count nothing up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from itertools import pairwise

from qualcoder_tc.formats.exchange import is_answered, is_exchange
from qualcoder_tc.formats.guess import language_of
from qualcoder_tc.formats.labels import Label
from qualcoder_tc.formats.names import heads
from qualcoder_tc.formats.roles import role_of
from qualcoder_tc.formats.spoken_words import ADDRESS, FIRST
from qualcoder_tc.formats.times import TIME

_ENOUGH = 120  # labels from which the rest can be told
_LONG = 300  # characters of what was said that are looked at
_WORD = re.compile(r"[^\W\d_]+")
_ASKS = re.compile(r"[?？؟\u037e]")
_NUMBERED = re.compile(r"(?P<stem>.*?)[ .#_-]*(?P<number>\d{1,4}|(?<= )[A-Z])")
_BETWEEN = re.compile(rf"\s*(?:[\[(]?{TIME}(?:[ ]?(?:-->|[-–→])[ ]?{TIME})?[\])]?[ \t]*\n\s*)?")
_QUOTED = re.compile(r"[ \t\n]*[\"“„«‘][^\n]*[\"”“»’][^\w\n]{0,2}(?:\s*\([^()\n]*\))?\s*")
FEW = 8  # labels below which nearly all that is said must sound like talk
PERHAPS = 0.4  # what is said in an unknown language, without questions
_MANY = 20  # labels of two or three words in turn that are names
SURELY = 60  # labels that no leaflet has
_SHORT = 200  # characters
_EMPHASISED = re.compile(r"[ \t]*(?:\*{1,3}|_{1,3}|'{2,5})(?=[^\s*_'])")


def _is_full(name: str) -> bool:
    return " " in name and name.rsplit(" ", 1)[1][0].isupper()


def spoken(said: Sequence[str], text: str) -> float:
    """Return how much of what is said asks, or has words with which people speak to each other.

    The text tells the language. In one whose words are not known questions do, or else it may be so where most is of
    several words.
    """
    language = language_of(text)
    if language in ADDRESS:
        return _heard(said, ADDRESS[language], FIRST[language])
    if len(text) <= _SHORT:  # too short to tell its language
        return max(_heard(said, ADDRESS[one], FIRST[one]) for one in ADDRESS)
    asking = sum(_ASKS.search(one) is not None for one in said) / max(1, len(said))
    wordy = sum(len(_WORD.findall(one)) >= 3 for one in said) >= 0.5 * len(said)
    return 1.0 if asking >= 0.1 else PERHAPS * wordy


def _heard(said: Sequence[str], anywhere: Collection[str], first: Collection[str]) -> float:
    count = 0
    for one in said:
        words = _WORD.findall(one.casefold())
        count += bool(_ASKS.search(one) or any(word in anywhere for word in words) or (words and words[0] in first))
    return count / max(1, len(said))


def cut_in(names: Sequence[str]) -> set[str]:
    """Return who comes once, with the same person before and behind, where people take turns.

    Words that only stand before a colon within what somebody says have that person before them, and another behind.
    """
    again = sum(a == b for a, b in pairwise(names))
    if len(names) < FEW or again > 0.05 * len(names):
        return set()
    counts = Counter(names)
    return {
        b
        for a, b, c in zip(names, names[1:], names[2:], strict=False)
        if counts[b] == 1 and a == c and counts[a] > 2
    }


class Evidence:
    """What the labels of a text tell by their order, and by what stands behind them."""

    def __init__(self, text: str, labels: Sequence[Label]) -> None:
        self.text = text
        self.labels = [label for label in labels if label.name][:_ENOUGH]
        self.names = [label.name for label in self.labels if label.name]
        self.counts = Counter(self.names)

    @cached_property
    def _lines(self) -> list[tuple[int, int]]:
        """Where stands what stands behind each label, until the end of the line, or of the next where nothing does."""
        found: list[tuple[int, int]] = []
        for label in self.labels:
            between = _BETWEEN.match(self.text, label.said)
            begun = between.end() if between else label.said
            end = self.text.find("\n", begun)
            found.append((begun, end if end >= 0 else len(self.text)))
        return found

    @cached_property
    def said(self) -> list[str]:
        """What stands behind each label."""
        return [self.text[begun : min(begun + _LONG, end)].lstrip("-–— ") for begun, end in self._lines]

    @cached_property
    def asking(self) -> float:
        """How many of them have a question mark."""
        return self._share(lambda said: _ASKS.search(said) is not None)

    @cached_property
    def spoken(self) -> float:
        """How many of them ask, or have words with which people speak to each other."""
        return spoken(self.said, self.text)

    @cached_property
    def one_asks(self) -> bool:
        """Whether one of them asks, and the others do far less; headings of notes all ask, or none does."""
        asked = Counter(name for name, said in zip(self.names, self.said, strict=True) if _ASKS.search(said))
        shares = sorted(asked[name] / count for name, count in self.counts.items())
        return len(shares) > 1 and shares[-1] >= 0.25 and shares[-2] <= 0.6 * shares[-1]

    def convinces_though_short(self, share: float) -> bool:
        """Tell whether a few labels with names that may be any words are talk: most lines have one, and sound like it."""
        if all(map(_is_full, self.counts)) and share >= 0.9:
            return self.spoken >= 0.5  # Ruth Lee, Kofi Mensah
        return share >= 0.7 and (self.spoken >= 0.8 or (self.asking > 0 and self.spoken >= 0.5))

    @cached_property
    def put_to_people(self) -> bool:
        """Tell whether what stands behind Q is answered behind A as people answer; other names leave no doubt."""
        asking = {name for name in self.counts if heads(name) or name.casefold() in ("q", "f", "p", "d")}
        if len(self.counts) != 2 or len(self.names) > SURELY or not asking or not any(map(role_of, asking)):
            return True
        asks = next(name for name in asking if role_of(name))
        pairs = list(zip(self.names, self.said, strict=True))
        return is_answered(
            [said for name, said in pairs if name == asks],
            [said for name, said in pairs if name != asks],
            self.text,
        )

    @cached_property
    def returns(self) -> float:
        """How many labels name somebody who spoke a few labels ago, with somebody else in between."""
        names = self.names
        back = (
            name != names[n - 1] and name in names[max(0, n - 5) : n - 1] for n, name in enumerate(names) if n > 1
        )
        return sum(back) / max(1, len(names) - 2)

    @cached_property
    def in_capitals(self) -> bool:
        """Whether all names are in capitals, most of several words with a colon: THE PRESIDENT:, SENATOR VELELLA:."""
        several = sum(
            " " in (label.name or "") and ":" in self.text[label.start : label.said] for label in self.labels
        )
        return all(map(str.isupper, self.counts)) and several >= 0.5 * len(self.labels)

    @cached_property
    def timed(self) -> float:
        """How many labels have a time."""
        return sum(label.time_start is not None for label in self.labels) / max(1, len(self.labels))

    @cached_property
    def emphasised(self) -> float:
        """How many labels are emphasised, as on web pages, where those who are named take turns; else nothing."""
        if self.returns < 0.3:
            return 0.0
        return sum(_EMPHASISED.match(self.text, label.start) is not None for label in self.labels) / max(
            1, len(self.labels)
        )

    @cached_property
    def cycle(self) -> float:
        """How many labels are followed by the name that mostly follows theirs."""
        after: dict[str, Counter[str]] = {}
        for a, b in pairwise(self.names):
            after.setdefault(a, Counter())[b] += 1
        return sum(max(c.values()) for c in after.values()) / max(1, len(self.names) - 1)

    @cached_property
    def may_be_headings(self) -> bool:
        """Tell whether names may as well be words that head what somebody writes.

        Initials and names of two words are none (KL, Ruth Lee), and where there are many labels words are none that do
        not stand in the text itself.
        """
        if all(len(name) < 3 or _is_full(name) for name in self.counts):
            return False
        return len(self.names) < _MANY or all(
            re.search(rf"\b{re.escape(name.lower())}\b", self.text) and not name.islower() for name in self.counts
        )

    @cached_property
    def exchanged(self) -> bool:
        """Tell whether what stands behind one name answers what stands behind another, or a question without a name."""
        return self._answers_above >= 0.2 or is_exchange(list(zip(self.names, self.said, strict=True)))

    @cached_property
    def _answers_above(self) -> float:
        """How many stand below a line that asks and has no label."""
        ends = {end for _, end in self._lines}
        count = 0
        for label in self.labels:
            at = label.start
            while at > 0 and self.text[at - 1].isspace():
                at -= 1
            count += _ASKS.match(self.text, max(0, at - 1)) is not None and self.text.find("\n", at) not in ends
        return count / max(1, len(self.labels))

    @cached_property
    def counted_up(self) -> bool:
        """Tell whether the names count something up: Day 1, Day 2; Case A, Case B."""
        if len(self.counts) < len(self.names):
            return False
        parts = [_NUMBERED.fullmatch(name) for name in self.names]
        return all(parts) and len({part["stem"] for part in parts if part}) == 1

    @cached_property
    def quoted(self) -> float:
        """How many stand in quotation marks."""
        return self._share(lambda said: _QUOTED.fullmatch(said) is not None)

    @cached_property
    def blank(self) -> float:
        """How many hold no letter."""
        return self._share(lambda said: not any(map(str.isalpha, said)))

    def _share(self, fits: Callable[[str], bool]) -> float:
        return sum(map(fits, self.said)) / max(1, len(self.said))
