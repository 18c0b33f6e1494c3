# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the transcript view costs, as ratios to a bare QPlainTextEdit doing the same in the same run.

usage: transcript_view.py [--words 40000] [--codings 2000] [--one-line]

Open: text and codings to the first painted frame; the bare editor formats the same ranges in one edit block. Apply: one
more coding to its painted frame; the bare editor merges one format and repaints. Scroll: page by page with a pause of 30 ms
as between two keys, and 40 jumps over the document, to places that were painted before and to places that were not.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QAbstractScrollArea, QPlainTextEdit

from qualcoder_tc.model.codes import PALETTE, Origin
from qualcoder_tc.model.records import CodingRow, DocumentText, TurnRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui import app, theme
from qualcoder_tc.ui.transcript.view import TranscriptView

WORDS = "we look out for one another now and then the council came to see what the garden ought to be like".split()


def make(words: int, codings: int) -> tuple[DocumentText, list[CodingRow]]:
    """Return a transcript with codings of 60 to 300 characters."""
    rng = random.Random(5)
    text, turns, left = "", [], words
    while left > 0:
        count = rng.randrange(5, 90)
        left -= count
        label = len(text)
        text += f"P{len(turns) % 6}: "
        start = len(text)
        text += " ".join(rng.choices(WORDS, k=count)) + ".\n"
        turns.append(TurnRow(len(turns), len(turns) + 1, label, start, len(text) - 1, None, f"P{len(turns) % 6}"))
    rows = [coding(n, rng, len(text)) for n in range(codings)]
    return DocumentText(1, "u", "Long", DocumentKind.INTERVIEW, "en", text, tuple(turns)), rows


def coding(key: int, rng: random.Random, length: int) -> CodingRow:
    """Return a coding somewhere."""
    start = rng.randrange(length - 400)
    number = rng.randrange(60)
    return CodingRow(
        key,
        str(key),
        1,
        start,
        start + rng.randrange(60, 300),
        number,
        f"Code {number}",
        PALETTE[number % 20],
        1,
        "A",
        "A",
        Origin.MANUAL,
    )


def timed(run: Callable[[], object]) -> float:
    """Return the seconds a call takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def merge(cursor: QTextCursor, row: CodingRow) -> None:
    """Give a range the colour of its code."""
    form = QTextCharFormat()
    form.setBackground(QColor(row.colour))
    cursor.setPosition(row.start)
    cursor.setPosition(row.end, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(form)


class Ours:
    """A transcript view."""

    def __init__(self) -> None:
        self.view = TranscriptView()
        self.bar = self.view.verticalScrollBar()
        _show(self.view)

    def load(self, document: DocumentText, rows: list[CodingRow]) -> None:
        self.view.set_document(document)
        self.view.set_codings(rows)
        self.view.viewport().repaint()

    def go(self, row: CodingRow) -> None:
        self.view.go_to(row.start)

    def apply(self, row: CodingRow) -> None:
        self.view.show_ahead(row)

    def repaint(self) -> None:
        self.view.viewport().repaint()


class Bare:
    """A QPlainTextEdit, its ranges formatted in one edit block."""

    def __init__(self) -> None:
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setUndoRedoEnabled(False)
        self.bar = self.view.verticalScrollBar()
        _show(self.view)

    def load(self, document: DocumentText, rows: list[CodingRow]) -> None:
        self.view.setPlainText(document.text)
        cursor = QTextCursor(self.view.document())
        cursor.beginEditBlock()
        for row in rows:
            merge(cursor, row)
        cursor.endEditBlock()
        self.view.viewport().repaint()

    def go(self, row: CodingRow) -> None:
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(row.start)
        self.view.setTextCursor(cursor)
        self.view.ensureCursorVisible()

    def apply(self, row: CodingRow) -> None:
        merge(QTextCursor(self.view.document()), row)
        self.view.viewport().repaint()

    def repaint(self) -> None:
        self.view.viewport().repaint()


def _show(view: QAbstractScrollArea) -> None:
    view.resize(900, 1000)
    view.show()
    app.application().processEvents()


def idle(seconds: float) -> None:
    """Let the event loop run, as between two keys of a person."""
    ends = time.perf_counter() + seconds
    while time.perf_counter() < ends:
        app.application().processEvents()


def measure(document: DocumentText, rows: list[CodingRow], extra: list[CodingRow]) -> dict[str, list[list[float]]]:
    """Return seconds by what was done, of ours and of the bare editor, taken in turn."""
    found: dict[str, list[list[float]]] = {name: [[], []] for name in ("open", "apply one", "page", "jump", "back")}
    for _ in range(7):
        for n, kind in enumerate((Ours, Bare)):
            one = kind()
            found["open"][n].append(timed(lambda one=one: one.load(document, rows)))
    both = (Ours(), Bare())
    for one in both:
        one.load(document, rows)

    def scroll(one: Ours | Bare, value: int) -> None:
        one.bar.setValue(value)
        one.repaint()

    steps = 40
    for name in ("jump", "back", "page"):
        if name == "page":
            for one in both:
                one.load(document, rows)
        for step in range(steps):
            for n, one in enumerate(both):
                at = one.bar.pageStep() * step if name == "page" else one.bar.maximum() * step // steps
                found[name][n].append(timed(lambda one=one, at=at: scroll(one, at)))
                if name == "page":
                    idle(0.03)
    for row in extra:
        for n, one in enumerate(both):
            one.go(row)
            one.repaint()
            idle(0.01)
            found["apply one"][n].append(timed(lambda one=one, row=row: one.apply(row)))
    return found


WORDS_FOR = {
    "open": "open",
    "apply one": "apply one",
    "page": "page by page",
    "jump": "jump to a place not seen before",
    "back": "jump to a place seen before",
}


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--codings", type=int, default=2_000)
    parser.add_argument("--one-line", action="store_true", help="one turn without a line break")
    given = parser.parse_args()
    theme.theme().apply(app.application(), "light")
    document, rows = make(given.words, given.codings)
    if given.one_line:
        text = document.text.replace("\n", " ")
        document = replace(document, text=text, turns=(TurnRow(1, 1, 0, 0, len(text), None, "P1"),))
    rng = random.Random(9)
    extra = [coding(10_000 + n, rng, len(document.text)) for n in range(30)]
    found = measure(document, rows, extra)
    print(f"{len(document.text):,} characters, {len(document.turns)} turns, {given.codings} codings; medians")
    for name, (mine, floor) in found.items():
        a, b = statistics.median(mine), statistics.median(floor)
        print(f"{WORDS_FOR[name]:32} ours {1000 * a:7.2f} ms   bare {1000 * b:7.2f} ms   ratio {a / b:.2f}")


if __name__ == "__main__":
    main()
