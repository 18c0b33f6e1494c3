# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Retrieval in a project of 100,000 codings: until the first page is painted, beside bare sqlite3 reading the same."""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow

WORDS = "time credit hour share neighbour lunch club kitchen garden council lift help visit call wait".split()
ROLES = ("service user", "practitioner", "policy maker")
DOCUMENTS, CODES, TURNS = 40, 120, 220


def make(path: Path, codings: int, large: int) -> int:
    """Make a project of 40 documents; the first code gets `large` of the codings; return its id."""
    from qualcoder_tc import Project, operations, queries
    from qualcoder_tc.model.transcript import DocumentKind, ImportedCase, ImportedDocument, Turn

    rng = random.Random(4)
    with Project.create(path, title="Benchmark", coder="Amina Malik") as project:
        facets = [project.do(operations.codes.create, name=f"Facet {n}", kind="facet") for n in range(4)]
        codes = [
            project.do(operations.codes.create, name=f"Code {n:03}", parent_id=facets[n % 4]) for n in range(CODES)
        ]
        project.use_coder("Joe Brennan")
        coders = [row.id for row in project.read(queries.coders.all)]
        lengths: list[str] = []
        for n in range(DOCUMENTS):
            text, turns = "", []
            for at in range(TURNS):
                label = len(text)
                name = "Moderator" if at % 4 == 0 else f"P{at % 7}"
                text += f"{name}: "
                said = " ".join(rng.choices(WORDS, k=rng.randrange(5, 80))) + "."
                turns.append(Turn(len(text), len(text) + len(said), name, label))
                text += said + "\n"
            cases = tuple(
                ImportedCase(f"Person {n}-{p}", {"role": ROLES[p % 3], "age": str(30 + p)}, (f"P{p}",))
                for p in range(7)
            )
            document = ImportedDocument(
                title=f"Interview {n + 1:02}",
                kind=DocumentKind.FOCUS_GROUP if n % 4 == 0 else DocumentKind.INTERVIEW,
                text=text,
                turns=tuple(turns),
                roles={"Moderator": "moderator"},
                cases=cases,
            )
            project.do(operations.documents.add, document=document, source_name=f"{n}.txt", data=b"")
            lengths.append(text)
        rows = []
        for n in range(codings):
            document = rng.randrange(DOCUMENTS)
            text = lengths[document]
            start = rng.randrange(len(text) - 400)
            end = start + rng.randrange(20, 300)
            rows.append(
                {
                    "document_id": document + 1,
                    "code_id": codes[0] if n < large else rng.choice(codes[1:]),
                    "coder_id": rng.choice(coders),
                    "start": start,
                    "end": end,
                    "quote": text[start:end],
                }
            )
        rng.shuffle(rows)
        project.do(_insert, rows=rows)
    return codes[0]


def _insert(session, *, rows):  # type: ignore[no-untyped-def]
    """Insert codings."""
    from qualcoder_tc.storage import history
    from qualcoder_tc.storage.schema import Coding

    history.bulk_insert(session, Coding, rows)


def bare(path: Path, code: int | None, *, page: bool) -> float:
    """Return the seconds that sqlite3 takes to read the ids in order, or with their words for one page."""
    where = "" if code is None else f"WHERE c.code_id = {code}"
    what = "c.id, d.title, c.start, c.end, c.quote" if page else "c.id"
    query = (
        f"SELECT {what} FROM coding c JOIN document d ON d.id = c.document_id {where}"
        f" ORDER BY d.position, d.id, c.start, c.end, c.id {'LIMIT 40' if page else ''}"
    )
    connection = sqlite3.connect(path)
    connection.execute("SELECT count(quote) FROM coding").fetchall()  # both sides find the file in memory
    took = statistics.median(_timed(lambda: connection.execute(query).fetchall()) for _ in range(7))
    connection.close()
    return took


def _timed(run: Callable[[], object]) -> float:
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


class Watch:
    """The longest time that the window was deaf."""

    def __init__(self) -> None:
        from PySide6.QtCore import QTimer

        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(2)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def reset(self) -> None:
        """Begin anew."""
        self.longest, self._last = 0.0, time.perf_counter()


def ours(
    window: MainWindow, watch: Watch, change: Callable[[], object], times: int = 5
) -> tuple[float, float, float]:
    """Return seconds until the list has answered and painted a change (median), that the window was deaf at the most,
    and of processor time in the window's thread (median), which others on the machine do not lengthen."""
    from qualcoder_tc.ui import app

    assert window.workspace is not None
    page, taken, work, deaf = window.workspace.segments, [], [], 0.0
    for _ in range(times):
        for _ in range(20):
            app.application().processEvents()
            time.sleep(0.001)
        watch.reset()
        begun, worked = time.perf_counter(), time.thread_time()
        change()
        answers = page.finder.answers
        while page.finder.answers == answers:
            app.application().processEvents()
            time.sleep(0.0005)
        page.table.viewport().repaint()
        taken.append(time.perf_counter() - begun)
        app.application().processEvents()
        work.append(time.thread_time() - worked)
        deaf = max(deaf, watch.longest)
    return statistics.median(taken), deaf, statistics.median(work)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=20_000)
    parser.add_argument("--keep", type=Path, help="a folder to keep the project in")
    given = parser.parse_args()
    from qualcoder_tc.model.retrieval import Retrieval
    from qualcoder_tc.settings import Settings
    from qualcoder_tc.ui import app, theme
    from qualcoder_tc.ui.main_window import MainWindow

    root = given.keep or Path(tempfile.mkdtemp(prefix="qtc-retrieval-"))
    root.mkdir(exist_ok=True)
    project = root / "large.qtc"
    if not project.exists():
        make(project, given.codings, given.large)
    connection = sqlite3.connect(project)
    ((code,),) = connection.execute("SELECT id FROM code WHERE name = 'Code 000'").fetchall()
    connection.close()
    theme.theme().apply(app.application(), "light")
    window = MainWindow(Settings(root / "settings.json"))
    window.resize(1280, 720)
    window.show()
    window.open_project(project)
    window.show_page(1)
    assert window.workspace is not None
    page, watch = window.workspace.segments, Watch()
    while page.finder.busy:
        app.application().processEvents()
    print(f"{given.codings:,} codings, one code with {given.large:,}; bare is sqlite3 reading the ids and one page")
    watch.reset()
    ends = time.perf_counter() + 1
    while time.perf_counter() < ends:
        app.application().processEvents()
        time.sleep(0.0005)
    print(f"at rest, beside what else runs here, the window is deaf at most {1000 * watch.longest:5.1f} ms")
    one, every = Retrieval(codes=(code,)), Retrieval()
    for words, key, change in (
        (f"a code of {given.large:,}", code, lambda: page.ask(one)),
        ("  by speaker's role", code, lambda: page.ask(one, group="role")),
        ("  longest first", code, lambda: page.ask(one, sort="longest", group=None)),
        (f"all {given.codings:,}", None, lambda: page.ask(every, sort="document")),
        ("  newest first", None, lambda: page.ask(every, sort="newest")),
        ("  by code", None, lambda: page.ask(every, sort="document", group="code")),
        ("  by case", None, lambda: page.ask(every, group="case")),
        ("  words in it", None, lambda: page.ask(Retrieval(words="kitchen garden"), group="document")),
        ("  A and B", None, lambda: page.ask(Retrieval(codes=(code,), also=(code + 1,)), group="document")),
    ):
        floor = bare(project, key, page=False) + bare(project, key, page=True)
        took, deaf, work = ours(window, watch, change)
        print(
            f"{words:26} {1000 * took:7.1f} ms   bare {1000 * floor:7.1f} ms   ratio {took / floor:5.2f}"
            f"   window deaf at most {1000 * deaf:5.1f} ms, busy {1000 * work:5.1f} ms"
        )
    page.ask(every, sort="document", group=None)
    bar = page.table.verticalScrollBar()
    while page.finder.busy:
        app.application().processEvents()

    def scroll(n: int) -> None:
        bar.setValue(bar.maximum() * n // 60)
        page.table.viewport().repaint()

    took = statistics.median(_timed(lambda n=n: scroll(n)) for n in range(60))
    print(f"{'scrolling to a new page':26} {1000 * took:7.1f} ms")
    window.close()
    if given.keep is None:
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
