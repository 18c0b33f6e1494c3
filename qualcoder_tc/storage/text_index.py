# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The search index: where each word of documents, memos and codes stands; a cache that can be made anew at any time.

Its tables begin with text_search_ and are made when somebody searches, not with the project. A text is cut into runs of
words; each run is a row of a contentless FTS5 table, whose vocabulary table answers where a word stands. A text counts as
indexed once its row in text_search_sources is there, written with the last run: what a kill leaves behind is passed over.
"""

from __future__ import annotations

import sqlite3
import sys
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.storage import lexemes

_VERSION = f"1 {sys.byteorder}"
_RUN = 2048  # words of a row; one is written in a few milliseconds, and nobody who codes waits longer
_END = "\U0010ffff"
_TABLES = (
    "CREATE VIRTUAL TABLE text_search_words USING fts5(words, content='', columnsize=0,"
    " tokenize=\"ascii tokenchars '_'\")",
    "CREATE VIRTUAL TABLE text_search_places USING fts5vocab(text_search_words, instance)",
    "CREATE TABLE text_search_runs(id INTEGER PRIMARY KEY, spans BLOB NOT NULL)",
    "CREATE TABLE text_search_sources(kind TEXT, key INTEGER, signature TEXT, language TEXT, first INTEGER,"
    " runs INTEGER, PRIMARY KEY (kind, key)) WITHOUT ROWID",
    "CREATE TABLE text_search_forms(language TEXT, word TEXT, stem TEXT, lemma TEXT,"
    " PRIMARY KEY (language, word, stem, lemma)) WITHOUT ROWID",
    "CREATE INDEX ix_text_search_stem ON text_search_forms(language, stem)",
    "CREATE INDEX ix_text_search_lemma ON text_search_forms(language, lemma)",
    "CREATE TABLE text_search_state(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
)
_NAMES = ("places", "words", "runs", "sources", "forms", "state")

Kind = Literal["document", "memo", "code"]
Spans = tuple["array[int]", "array[int]"]
Remembered = dict[tuple["Source", int], Spans]
"""Where words stand in the texts asked about last, by source and first run."""
_REMEMBERED = 2000  # texts
Held = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be found: what it belongs to, a signature that changes with it, and its language."""

    kind: Kind
    key: int
    signature: str
    language: str


@dataclass(frozen=True, slots=True)
class Indexed:
    """A source in the index: its runs are the rows first, first + 1, ..."""

    source: Source
    first: int
    runs: int


def drop(connection: sqlite3.Connection) -> None:
    """Remove the index; it is made anew when somebody searches."""
    for name in _NAMES:
        connection.execute(f"DROP TABLE IF EXISTS text_search_{name}")


class TextIndex:
    """The index on one connection; `held` keeps other writers away while a run is written."""

    def __init__(self, connection: sqlite3.Connection, held: Held, remembered: Remembered | None = None) -> None:
        self._connection = connection
        self._held = held
        self._remembered: Remembered = {} if remembered is None else remembered
        self._sources: dict[tuple[str, int], Indexed] = {}
        self._order: list[Indexed] = []

    # -- keeping it true ----------------------------------------------------------------------------------

    def usable(self) -> bool:
        """Tell whether the tables are there, in the form of this version."""
        try:
            row = self._connection.execute("SELECT value FROM text_search_state WHERE name = 'version'").fetchone()
        except sqlite3.OperationalError:
            return False
        return row is not None and row[0] == _VERSION

    def missing(self, sources: Iterable[Source]) -> list[Source]:
        """Read what is indexed, and return the sources that are not, or not as they are now."""
        wanted = list(sources)
        self._read_sources()
        known = {(s.kind, s.key): s for s in wanted}
        for place, row in list(self._sources.items()):
            if known.get(place) != row.source:
                del self._sources[place]
        self._sort()
        return [s for s in wanted if (s.kind, s.key) not in self._sources]

    def update(
        self, sources: Iterable[Source], text_of: Callable[[Source], str], progress: Progress = silent
    ) -> None:
        """Index what is new or changed, a run at a time; what stops it loses the text at hand only."""
        if not self.usable():
            self._make()
        wanted = list(sources)
        waiting = self.missing(wanted)
        if self._dead_share() > 0.5 and waiting:
            self._make()
            waiting = self.missing(wanted)
        known = self._known_words() if waiting else set()
        for number, source in enumerate(waiting):
            progress(number, len(waiting), "")
            self._add(source, text_of(source), known, progress)
        self._sort()

    @contextmanager
    def _writing(self) -> Generator[None]:
        with self._held():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    def _make(self) -> None:
        with self._writing():
            drop(self._connection)
            for statement in _TABLES:
                self._connection.execute(statement)
            self._connection.execute("INSERT INTO text_search_state VALUES ('version', ?)", (_VERSION,))
        self._sources.clear()

    def _read_sources(self) -> None:
        rows = self._connection.execute(
            "SELECT kind, key, signature, language, first, runs FROM text_search_sources"
        )
        self._sources = {(r[0], r[1]): Indexed(Source(r[0], r[1], r[2], r[3]), r[4], r[5]) for r in rows}

    def _known_words(self) -> set[tuple[str, str]]:
        return set(self._connection.execute("SELECT DISTINCT language, word FROM text_search_forms"))

    def _dead_share(self) -> float:
        """Return how much of the index no text stands behind any more."""
        (rows,) = self._connection.execute("SELECT count(*) FROM text_search_runs").fetchone()
        live = sum(row.runs for row in self._sources.values())
        return 1 - live / rows if rows > 200 else 0.0

    def _add(self, source: Source, text: str, known: set[tuple[str, str]], progress: Progress) -> None:
        places = lexemes.spans(text)
        first = 0
        count = max(1, -(-len(places) // _RUN))
        for number in range(count):
            progress(0, 0, "")
            run = places[number * _RUN : (number + 1) * _RUN]
            written = [text[start:end] for start, end in run]
            words = [lexemes.fold(word) for word in written]
            new = self._new_forms(source.language, words, written, known)
            with self._writing():
                cursor = self._connection.execute(
                    "INSERT INTO text_search_runs(id, spans) VALUES ((SELECT coalesce(max(id), 0) + 1 FROM"
                    " text_search_runs), ?)",
                    (_packed(run),),
                )
                row = int(cursor.lastrowid or 0)
                first = first or row
                self._connection.execute(
                    "INSERT INTO text_search_words(rowid, words) VALUES (?, ?)", (row, " ".join(words))
                )
                self._connection.executemany("INSERT OR IGNORE INTO text_search_forms VALUES (?, ?, ?, ?)", new)
                if number == count - 1:
                    # Runs of one text follow one another: nobody else writes here.
                    self._connection.execute(
                        "INSERT OR REPLACE INTO text_search_sources VALUES (?, ?, ?, ?, ?, ?)",
                        (source.kind, source.key, source.signature, source.language, first, count),
                    )
        self._sources[source.kind, source.key] = Indexed(source, first, count)

    def _new_forms(
        self, language: str, words: list[str], written: list[str], known: set[tuple[str, str]]
    ) -> list[tuple[str, str, str, str]]:
        found: set[tuple[str, str, str, str]] = set()
        for word, lower in {(word, as_written.lower()) for word, as_written in zip(words, written, strict=True)}:
            # Words that differ in accents only fold to one, and may have other stems: each is looked at once.
            if (language, word) in known and (lower == word or (language, lower) in known):
                continue
            known.add((language, word))
            known.add((language, lower))
            found.add((language, word, *lexemes.forms(lower, language)))
        return sorted(found)

    def _sort(self) -> None:
        self._order = sorted(self._sources.values(), key=lambda row: row.first)
        self._firsts = [row.first for row in self._order]

    # -- asking -------------------------------------------------------------------------------------------

    def indexed(self, kind: Kind) -> dict[int, Source]:
        """Return the sources of a kind by key."""
        return {row.source.key: row.source for row in self._order if row.source.kind == kind}

    def related(self, word: str, *, prefix: bool = False) -> dict[str, set[str]]:
        """Return by language the folded words that share stem or lemma with a word as written, or begin with it."""
        folded = lexemes.fold(word)
        found: dict[str, set[str]] = {}
        for language in {row.source.language for row in self._order}:
            words = {folded}
            if prefix:
                words |= self._words("word >= ? AND word < ?", (language, folded, folded + _END))
            else:
                stem, lemma = lexemes.forms(word, language)
                words |= self._words("stem = ?", (language, stem)) | self._words("lemma = ?", (language, lemma))
            found[language] = words
        return found

    def _words(self, where: str, values: tuple[str, ...]) -> set[str]:
        rows = self._connection.execute(
            f"SELECT DISTINCT word FROM text_search_forms WHERE language = ? AND {where}", values
        )
        return {str(r[0]) for r in rows}

    def places(self, words: dict[str, set[str]]) -> dict[tuple[str, int], list[int]]:
        """Return by kind and key of the source the numbers of the words that are one of those of its language."""
        found: dict[tuple[str, int], list[int]] = {}
        everything: set[str] = set().union(*words.values()) if words else set()
        for word in everything:
            last, row, numbers = -1, None, []
            for run, at in self._connection.execute(
                "SELECT doc, offset FROM text_search_places WHERE term = ?", (word,)
            ):
                if run != last:
                    last, row = run, self._at(run)
                    if row is not None and word not in words.get(row.source.language, ()):
                        row = None
                    if row is not None:
                        numbers = found.setdefault((row.source.kind, row.source.key), [])
                if row is not None:
                    numbers.append((run - row.first) * _RUN + at)
        for numbers in found.values():
            numbers.sort()
        return found

    def _at(self, run: int) -> Indexed | None:
        at = bisect_right(self._firsts, run) - 1
        row = self._order[at] if at >= 0 else None
        return row if row is not None and run < row.first + row.runs else None

    def spans(self, kind: Kind, key: int) -> Spans:
        """Return where the words of a source start and end."""
        row = self._sources[kind, key]
        name = (row.source, row.first)
        if name in self._remembered:
            return self._remembered[name]
        starts, ends = array("I"), array("I")
        for (packed,) in self._connection.execute(
            "SELECT spans FROM text_search_runs WHERE id >= ? AND id < ? ORDER BY id",
            (row.first, row.first + row.runs),
        ):
            some, others = _unpacked(packed)
            starts.extend(some)
            ends.extend(others)
        if len(self._remembered) > _REMEMBERED:
            self._remembered.clear()
        self._remembered[name] = (starts, ends)
        return starts, ends


def _packed(run: list[tuple[int, int]]) -> bytes:
    starts = [start for start, _ in run]
    steps = array("I", [b - a for a, b in zip([0, *starts], starts, strict=False)])
    lengths = array("I", [end - start for start, end in run])
    return zlib.compress(steps.tobytes() + lengths.tobytes(), 1)


def _unpacked(packed: bytes) -> tuple[list[int], list[int]]:
    values = array("I")
    values.frombytes(zlib.decompress(packed))
    half = len(values) // 2
    starts = list(accumulate(values[:half]))
    return starts, [start + length for start, length in zip(starts, values[half:], strict=True)]
