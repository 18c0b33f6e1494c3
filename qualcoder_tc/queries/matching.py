# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Where a search's words or pattern stand in one text, by the index or by reading it."""

from __future__ import annotations

import time
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcoder_tc.errors import InputError
from qualcoder_tc.model.records import TurnRow
from qualcoder_tc.model.searching import Mode, Part, Search, Window, apart, inside, pieces, runs, windows
from qualcoder_tc.storage import lexemes
from qualcoder_tc.storage.text_index import Kind, TextIndex

if TYPE_CHECKING:
    import regex

PATIENCE = 2.0  # seconds that a pattern may take in one text
_FRIENDLY = (
    ("missing )", "a bracket is opened but not closed"),
    ("unbalanced parenthesis", "a bracket is closed that was not opened"),
    ("unexpected end of set", "a square bracket is opened but not closed"),
    ("unterminated character set", "a square bracket is opened but not closed"),
    ("bad set", "a square bracket is opened but not closed"),
    ("nothing to repeat", "there is nothing before a sign that repeats, such as * or +"),
    ("nothing for repetition", "there is nothing before a sign that repeats, such as * or +"),
    ("multiple repeat", "two signs that repeat stand one after the other"),
    ("bad escape", "a backslash stands before a letter it does not go with, or at the end"),
    ("bad character range", "a range such as a-z runs the wrong way round"),
    ("unknown property", "there is no such property of letters"),
    ("unknown extension", "what follows (? is not known"),
    ("missing group name", "a group has no name"),
    ("invalid group reference", "a group is named that is not there"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of a text [start, end), and the words sought in it."""

    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


def compiled(pattern: str) -> regex.Pattern[str]:
    """Return the pattern compiled, case ignored; InputError says in words what is wrong and where."""
    import regex

    try:
        return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)
    except regex.error as error:
        said, pos = str(getattr(error, "msg", error)), getattr(error, "pos", None)
        words = next((w for sign, w in _FRIENDLY if sign in said), said)
        at = f" (at character {pos + 1})" if pos is not None else ""
        raise InputError("The pattern cannot be read", f"{words}{at}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise InputError("The pattern cannot be read", "it is too large; make it simpler") from error


def parts_of(search: Search) -> list[Part]:
    """Return the parts of a question, none of them twice."""
    found: list[Part] = []
    if search.mode in (Mode.PHRASE, Mode.TOGETHER):
        words = tuple(search.text[a:b] for a, b in lexemes.spans(search.text))
        return [Part(words, exact=search.mode is Mode.PHRASE)] if words else []
    for piece, quoted in pieces(search.text):
        words = tuple(piece[a:b] for a, b in lexemes.spans(piece))
        part = Part(words, exact=quoted, prefix=not quoted and piece.endswith("*"))
        if words and part not in found:
            found.append(part)
    return found


@dataclass
class Finder:
    """Answers one search from the index, a text at a time."""

    index: TextIndex
    search: Search
    parts: list[Part] = field(default_factory=list)
    _places: list[list[dict[tuple[str, int], list[int]]]] = field(default_factory=list)
    _pattern: regex.Pattern[str] | None = None

    def __post_init__(self) -> None:
        if self.search.mode is Mode.PATTERN:
            self._pattern = compiled(self.search.text) if self.search.text else None
            return
        self.parts = parts_of(self.search)
        open_end = self.search.mode in (Mode.WORDS, Mode.NEAR, Mode.TOGETHER)
        for part in self.parts:
            last = len(part.words) - 1
            # Always the last word of a phrase in any form; of single words where it is nowhere as it stands.
            begun = part.prefix or (self.search.mode is Mode.TOGETHER)
            self._places.append([self._of(w, part, n == last and begun) for n, w in enumerate(part.words)])
        if open_end and self.parts and not self.parts[-1].exact and not any(self._places[-1][-1:]):
            self._places[-1][-1] = self._of(self.parts[-1].words[-1], self.parts[-1], True)

    def _of(self, word: str, part: Part, begun: bool) -> dict[tuple[str, int], list[int]]:
        if part.exact:
            folded = lexemes.fold(word)
            return self.index.places({language: {folded} for language in self.index.related(word)})
        wanted = self.index.related(word)
        if begun:
            begins = self.index.related(word, prefix=True)
            wanted = {language: words | begins[language] for language, words in wanted.items()}
        return self.index.places(wanted)

    def keys(self, kind: Kind) -> set[int] | None:
        """Return the texts of a kind that may hold it, None if every one has to be read."""
        if self._pattern is not None:
            return None
        found: set[int] | None = None
        for part in self._places:
            for word in part:
                here = {key for held, key in word if held == kind}
                found = here if found is None else found & here
        return found or set()

    def matches(self, kind: Kind, key: int, text: Callable[[], str], turns: Sequence[TurnRow] = ()) -> list[Match]:
        """Return where it stands in a text; what is sought together lies in one turn, where there are turns."""
        if self._pattern is not None:
            return self._by_pattern(text())
        starts, ends = self.index.spans(kind, key)
        found = [apart(runs([word.get((kind, key), []) for word in part])) for part in self._places]
        if not all(found):
            return []
        between = self.search.near if self.search.mode is Mode.NEAR else None
        matches: list[Match] = []
        for first, last in _stretches(starts, turns, found[0], self.search.labels):
            here = [inside(part, first, last) for part in found]
            if not all(here):
                continue
            for a, b in windows(here, between):
                marks = sorted({w for part in here for w in inside(part, a, b)})
                whole = len(marks) == 1 and marks[0] == (a, b)
                spans = () if whole else tuple((starts[x], ends[y - 1]) for x, y in marks)
                matches.append(Match(starts[a], ends[b - 1], spans))
        return matches

    def _by_pattern(self, text: str) -> list[Match]:
        assert self._pattern is not None
        until = time.monotonic() + PATIENCE
        found: list[Match] = []
        try:
            # The interpreter is let go of while it matches, so that the window answers whatever the pattern is.
            for match in self._pattern.finditer(text, concurrent=True, timeout=PATIENCE):
                if match.end() > match.start():
                    found.append(Match(match.start(), match.end()))
                if time.monotonic() > until:
                    raise TimeoutError
        except TimeoutError as error:
            raise InputError(
                "The pattern takes too long",
                "it can be matched in too many ways: avoid a repetition inside a repetition, such as (a+)+",
            ) from error
        return found


def _stretches(starts: Sequence[int], turns: Sequence[TurnRow], found: list[Window], labels: bool) -> list[Window]:
    """Return the turns in which one of the windows begins, as numbers of words; all of it where there are no turns."""
    if not turns:
        return [(0, len(starts))]
    begins = [turn.label_start for turn in turns]
    numbers = sorted({bisect_right(begins, starts[first]) for first, _ in found})
    stretches: list[Window] = []
    for number in numbers:
        turn = turns[number - 1] if number else None
        low = 0 if turn is None else turn.label_start if labels else turn.start
        first = bisect_left(starts, low)
        last = bisect_left(starts, begins[number]) if number < len(begins) else len(starts)
        stretches.append((first, last))
    return stretches
