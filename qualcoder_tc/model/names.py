# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding names as whole words, the same when they are listed, replaced and looked for in exports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from qualcoder_tc.model.alike_letters import PARTED, AlikeText, alike


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place [start, end) in a document (code points)."""

    document: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What stands for a name: one row of a key."""

    real: str
    replacement: str
    kind: str = "person"
    any_case: bool = False
    """A single word counts in small letters, too: it is no ordinary word."""


# Words of a name are apart by spaces; in names of files and in addresses by other signs.
_GAP = r"(?:[\s_]+|[.+-](?=[^\W_]))"
_ABBREVIATED = 4  # letters of a word before a name that may have a full stop: Mrs. Okafor, St. John
_FEW = 3  # names, of which one pattern is quicker than a look at each word
_RUN = re.compile(r"[^\W\d_]+|\d+")
_NO_LETTER = r"(?<![^\W\d_])", r"(?![^\W\d_]|[\u0300-\u036f])"
_NO_LETTER_OR_DIGIT = r"(?<![^\W_])", r"(?![^\W_]|[\u0300-\u036f])"


class NameFinder:
    """Finds names as whole words, longest first; a possessive 's stays outside.

    A single word counts as it is written and in capitals (Rose and ROSE, not rose); of several words, or with a digit
    or an @, capitals make no difference, nor where `any_case` says so. Apostrophes, hyphens and accents that look alike
    are alike; a name may be broken over lines, also within a word.
    """

    def __init__(self, names: Sequence[str], any_case: Sequence[bool]) -> None:
        forms = [
            (alike(name), number, loose) for number, (name, loose) in enumerate(zip(names, any_case, strict=True))
        ]
        self._forms = sorted((f for f in forms if f[0]), key=lambda f: (-len(f[0]), f[1]))

    @cached_property
    def _by_beginning(self) -> dict[str, _Group]:
        """Return the names by their first run of letters or digits, which rules most of them out at once."""
        groups: defaultdict[str, list[tuple[str, int, bool]]] = defaultdict(list)
        for form in self._forms:
            begins = _RUN.match(form[0])
            groups[begins[0].casefold() if begins else ""].append(form)
        return {begins: _Group(found, parted=False) for begins, found in groups.items()}

    @cached_property
    def _together(self) -> _Group:
        return _Group(self._forms, parted=False)

    @cached_property
    def _parted(self) -> _Group:
        return _Group(self._forms, parted=True)

    def finds(self, text: str) -> list[tuple[int, int, int]]:
        """Return (start, end, number of the name) of each name in a text."""
        even = AlikeText(text)
        if PARTED in even.text:
            found = self._parted.all_in(even.text)
        elif len(self._forms) <= _FEW:
            found = self._together.all_in(even.text)
        else:
            found = self._at_beginnings(even.text)
            signs = self._by_beginning.get("")  # what begins with a sign: +44, @name
            found = _apart([*found, *signs.all_in(even.text)]) if signs else found
        return [(even.place(start), even.place(end), number) for start, end, number in found]

    def _at_beginnings(self, text: str) -> list[tuple[int, int, int]]:
        groups = self._by_beginning
        found: list[tuple[int, int, int]] = []
        at = 0
        for run in _RUN.finditer(text):
            group = groups.get(run[0].casefold())
            if group is not None and run.start() >= at and (one := group.at(text, run.start())):
                found.append(one)
                at = one[1]
        return found

    def search(self, text: str) -> bool:
        """Tell whether any of the names stands in a text."""
        return bool(self.finds(text))


class _Group:
    """Some names as one pattern, the longest first."""

    def __init__(self, forms: Sequence[tuple[str, int, bool]], *, parted: bool) -> None:
        self._numbers = [number for _, number, _ in forms]
        parts = [f"({_one(form, loose=loose, parted=parted)})" for form, _, loose in forms]
        self._pattern = re.compile(f"{_NO_LETTER[0]}(?:{'|'.join(parts) or '(?!)'})")

    def at(self, text: str, start: int) -> tuple[int, int, int] | None:
        """Return the name that stands here, if one does."""
        match = self._pattern.match(text, start)
        return self._found(match) if match else None

    def all_in(self, text: str) -> list[tuple[int, int, int]]:
        """Return all names in a text."""
        return [self._found(match) for match in self._pattern.finditer(text)]

    def _found(self, match: re.Match[str]) -> tuple[int, int, int]:
        return match.start(), match.end(), self._numbers[(match.lastindex or 1) - 1]


def _apart(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return those that do not overlap, the earlier and then the longer first."""
    kept: list[tuple[int, int, int]] = []
    for one in sorted(found, key=lambda f: (f[0], -f[1])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _one(form: str, *, loose: bool, parted: bool) -> str:
    words = form.split()
    pattern = ""
    for number, word in enumerate(words):
        last = number == len(words) - 1
        # A full stop that is in the key need not be in the text, and the other way round.
        short = not last and len(word.rstrip(".")) <= _ABBREVIATED and word.rstrip(".").isalpha()
        pattern += _word(word.rstrip(".") if short else word, parted=parted) + (r"\.?" if short else "")
        pattern += "" if last else _GAP
    if loose or len(words) > 1 or any(c.isdigit() or c == "@" for c in form):
        pattern = f"(?i:{pattern})"
    else:
        pattern = f"(?:{pattern}|{_word(form.upper(), parted=parted)})"
    # Mary2 is Mary, but P12 is not P1.
    before = _NO_LETTER_OR_DIGIT[0] if form[0].isdigit() else ""
    behind = _NO_LETTER_OR_DIGIT[1] if form[-1].isdigit() else _NO_LETTER[1]
    return before + pattern + behind


def _word(word: str, *, parted: bool) -> str:
    if not parted:
        return re.escape(word)
    return f"{PARTED}?".join(f"[-{PARTED}]" if c == "-" else re.escape(c) for c in word)


def whole_words(names: Iterable[str], *, any_case: bool = False) -> NameFinder:
    """Return what finds these names as whole words."""
    given = list(names)
    return NameFinder(given, [any_case] * len(given))


def places_of(names: Iterable[str], texts: Mapping[int, str], any_case: Sequence[bool] = ()) -> list[Occurrence]:
    """Return where these names stand in the texts."""
    given = list(names)
    finder = NameFinder(given, any_case or [False] * len(given))
    return [Occurrence(key, start, end) for key, text in texts.items() for start, end, _ in finder.finds(text)]


def bracketed(replacement: str) -> str:
    """Return a pseudonym in square brackets, "" for an empty one."""
    tidy = " ".join(replacement.split()).strip("[] ")
    return f"[{tidy}]" if tidy else ""


class Replacer:
    """Puts pseudonyms in the place of names, longest name first."""

    def __init__(self, pseudonyms: Iterable[Pseudonym]) -> None:
        given = [p for p in pseudonyms if p.real.strip() and bracketed(p.replacement)]
        self._wanted = [bracketed(p.replacement) for p in given]
        self._finder = NameFinder([p.real for p in given], [p.any_case for p in given])

    def __bool__(self) -> bool:
        """Tell whether there is anything to replace."""
        return bool(self._wanted)

    def finds(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, pseudonym) for each name in a text."""
        return [(start, end, self._wanted[number]) for start, end, number in self._finder.finds(text)]

    def apply(self, text: str) -> str:
        """Return the text with pseudonyms."""
        pieces: list[str] = []
        last = 0
        for start, end, wanted in self.finds(text):
            pieces += [text[last:start], wanted]
            last = end
        return "".join([*pieces, text[last:]]) if pieces else text
