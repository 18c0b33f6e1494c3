# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How long a search takes in a million characters of a hundred documents, beside bare FTS5 on the same texts."""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from qualcoder_tc import Project, operations, tasks
from qualcoder_tc.model.searching import Mode, Search
from qualcoder_tc.model.transcript import DocumentKind, ImportedDocument, Turn

_SYLLABLES = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu".split()
_FREQUENT = "the and to of a we in it that is was for you they help helped helping credit community".split()


def make(count: int, characters: int) -> list[ImportedDocument]:
    """Return documents of turns whose words are spread as in a language (Zipf)."""
    chance = random.Random(7)
    words = _FREQUENT + ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(15_000)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    made: list[ImportedDocument] = []
    for number in range(count):
        text, turns = "", []
        while len(text) < characters:
            said = " ".join(chance.choices(words, weights, k=chance.randint(15, 90))).capitalize() + "."
            speaker = f"P{chance.randint(1, 6)}"
            label = len(text)
            text += f"{speaker}: "
            turns.append(Turn(len(text), len(text) + len(said), speaker, label))
            text += said + "\n"
        made.append(ImportedDocument(f"Interview {number + 1}", DocumentKind.INTERVIEW, text, tuple(turns)))
    return made


def timed(run: Callable[[], object], times: int) -> float:
    """Return the median of some runs in milliseconds."""
    took: list[float] = []
    for _ in range(times):
        begun = time.perf_counter()
        run()
        took.append(1000 * (time.perf_counter() - begun))
    return statistics.median(took)


def main() -> None:
    """Measure indexing, the first hits, and all hits, for each mode."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=7)
    given = parser.parse_args()
    documents = make(given.documents, given.characters)
    root = Path(tempfile.mkdtemp(prefix="qtc-search-"))
    try:
        with Project.create(root / "study.qtc", coder="Amina") as project:
            for document in documents:
                project.do(operations.documents.add, document=document, source_name=document.title, data=b"")
            before = (root / "study.qtc").stat().st_size
            begun = time.perf_counter()
            tasks.prepare_search(project)
            print(
                f"indexing {sum(len(d.text) for d in documents):,} characters: {time.perf_counter() - begun:.2f} s"
            )
            _compare(project, documents, given.times)
        print(f"file: {before / 1e6:.1f} MB, with the index {(root / 'study.qtc').stat().st_size / 1e6:.1f} MB")
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _compare(project: Project, documents: list[ImportedDocument], times: int) -> None:
    bare = sqlite3.connect(":memory:")
    bare.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
    begun = time.perf_counter()
    for document in documents:
        bare.executemany("INSERT INTO t VALUES (?)", [(document.text[t.start : t.end],) for t in document.turns])
    print(f"bare FTS5, a row a turn: {time.perf_counter() - begun:.2f} s")
    rare = documents[0].text.split()[-2]
    print(f"{'':34}{'bare':>9}{'first':>9}{'all':>9}{'ratio':>7}   hits")
    for name, search, match in (
        ("a word (helping)", Search("helping"), "helping"),
        ("a rare word", Search(rare), rare),
        ("a very frequent word (the)", Search("the"), "the"),
        ("two words in a turn", Search("credit community"), "credit AND community"),
        ("a phrase", Search("of the", Mode.PHRASE), '"of the"'),
        ("near", Search("credit community", Mode.NEAR, 5), "NEAR(credit community, 5)"),
        ("a pattern", Search(r"\bcommunit\w+ \w+ing", Mode.PATTERN), "community"),
    ):
        floor = timed(
            lambda match=match: bare.execute(
                "SELECT rowid, highlight(t, 0, '[', ']') FROM t WHERE t MATCH ? ORDER BY rowid", (match,)
            ).fetchall(),
            times,
        )
        first: list[float] = []

        def run(search: Search = search, first: list[float] = first) -> int:
            begun = time.perf_counter()
            seen: list[float] = []
            groups = tasks.search(
                project, search, found=lambda _group: seen.append(1000 * (time.perf_counter() - begun))
            )
            first.append(seen[0] if seen else 1000 * (time.perf_counter() - begun))
            return sum(len(group.hits) for group in groups)

        hits = run()
        first.clear()
        took = timed(run, times)
        print(
            f"{name:34}{floor:7.1f}ms{statistics.median(first):7.1f}ms{took:7.1f}ms{took / floor:7.1f}   {hits:,}"
        )


if __name__ == "__main__":
    main()
