# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Looking for replaced names in what was exported, and saying what of it nobody but a reader can vouch for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qualcoder_tc import queries
from qualcoder_tc.analysis.word_use import TITLES, never_small
from qualcoder_tc.errors import AppError, InputError
from qualcoder_tc.formats.every_word import Words, every_word
from qualcoder_tc.model.names import Pseudonym, whole_words
from qualcoder_tc.project import Project


@dataclass(frozen=True, slots=True)
class Leak:
    """A name that was replaced and stands in an export nevertheless."""

    name: str
    where: str
    count: int


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an export that could not be looked through."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Searched:
    """What was found in one export; it is clean only where nothing was found and everything was read."""

    leaks: tuple[Leak, ...] = ()
    unread: tuple[Unread, ...] = ()
    pictures: int = 0
    """In which nobody looked."""

    @property
    def clean(self) -> bool:
        """Tell whether no name was found and everything but pictures was read."""
        return not self.leaks and not self.unread


def find_leaks(export: Path, pseudonyms: Sequence[Pseudonym]) -> Searched:
    """Look for the replaced names in a finished export, whatever their capitals; InputError if it cannot be opened."""
    names = [p.real for p in pseudonyms if p.replacement]
    names += _alone([p.real for p in pseudonyms if p.replacement and p.kind == "person"])
    if not names:
        raise InputError("The key replaces nothing", "choose the key that was used")
    try:
        data = export.read_bytes()
    except OSError as error:
        raise InputError(
            f"{export.name} cannot be opened", f"{error.strerror}; choose a finished export"
        ) from error
    finder = whole_words(names, any_case=True)
    found: Counter[tuple[str, str]] = Counter()
    words = _of_database(export, data) if data.startswith(b"SQLite format 3") else every_word(export.name, data)
    for where, text in words.parts:
        here = Counter((" ".join(text[start:end].split()), where) for start, end, _ in finder.finds(text))
        # Several readings of one part: the one that shows most.
        for key, count in here.items():
            found[key] = max(found[key], count)
    leaks = tuple(Leak(name, where, count) for (name, where), count in sorted(found.items()))
    return Searched(leaks, tuple(Unread(*one) for one in words.unread), len(words.pictures))


def _alone(names: Sequence[str]) -> list[str]:
    """Return words of whole names that tell somebody without the rest: a surname, but no word that is an ordinary one."""
    words = {w for name in names if " " in name.strip() for w in name.split() if len(w) > 2 and w not in TITLES}
    sure = never_small(words, ["en"]) if words else frozenset[str]()
    held = {name.casefold() for name in names}
    return sorted(
        w for w in words if w.casefold() in sure - held and w[0].isupper() and w.rstrip(".") not in TITLES
    )


def _of_database(export: Path, data: bytes) -> Words:
    words = Words()
    words.parts.append(("the name of the file", export.name))
    try:
        with Project.open(export, read_only=True) as project:
            by_place: dict[str, list[str]] = {}
            for where, said in project.read(_all_words):
                if isinstance(said, bytes):
                    words.add(where, where, said)
                else:
                    by_place.setdefault(where, []).append(said)
            words.parts += [(where, "\n".join(said)) for where, said in by_place.items()]
    except AppError as error:
        words.unread.append(("the database", f"{error.title[:1].lower()}{error.title[1:]}"))
    # What is deleted may still stand in free pages, and beside the file.
    beside = export.with_name(export.name + "-wal")
    words.parts.append((f"the bytes of {export.name}", data.decode("utf-8", "ignore")))
    if beside.exists():
        words.parts.append((f"the bytes of {beside.name}", beside.read_bytes().decode("utf-8", "ignore")))
    return words


def _all_words(session: Any) -> Iterator[tuple[str, str | bytes]]:
    return iter(list(queries.words.everything(session)))
