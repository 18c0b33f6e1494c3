# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the transcript view costs, as ratios to a bare QPlainTextEdit doing the same in the same run.

usage: transcript_view.py [--words 40000] [--codings 2000]

Open: text and codings to the first painted frame; the bare editor formats the same ranges in one edit block. Apply: one
more coding to its painted frame; the bare editor merges one format and repaints. Scroll: 40 jumps over the document.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

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


def ours(document: DocumentText, rows: list[CodingRow], extra: list[CodingRow]) -> tuple[float, float, float]:
    """Return seconds to open, to apply one, to scroll once."""
    opens = []
    for _ in range(5):
        view = TranscriptView()
        view.resize(900, 1000)
        view.show()
        app.application().processEvents()

        def load(view: TranscriptView = view) -> None:
            view.set_document(document)
            view.set_codings(rows)
            view.viewport().repaint()

        opens.append(timed(load))
    applies = []
    for row in extra:
        view.go_to(row.start)
        view.viewport().repaint()

        def apply(row: CodingRow = row) -> None:
            view.update_codings([row])
            view.viewport().repaint()

        applies.append(timed(apply))
    bar = view.verticalScrollBar()

    def scroll(n: int) -> None:
        bar.setValue(bar.maximum() * n // 40)
        view.viewport().repaint()

    return (
        statistics.median(opens),
        statistics.median(applies),
        statistics.median(timed(lambda n=n: scroll(n)) for n in range(40)),
    )


def bare(document: DocumentText, rows: list[CodingRow], extra: list[CodingRow]) -> tuple[float, float, float]:
    """Return the same for a QPlainTextEdit."""

    def merge(cursor: QTextCursor, row: CodingRow) -> None:
        form = QTextCharFormat()
        form.setBackground(QColor(row.colour))
        cursor.setPosition(row.start)
        cursor.setPosition(row.end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(form)

    opens = []
    for _ in range(5):
        edit = QPlainTextEdit()
        edit.setReadOnly(True)
        edit.setUndoRedoEnabled(False)
        edit.resize(900, 1000)
        edit.show()
        app.application().processEvents()

        def load(edit: QPlainTextEdit = edit) -> None:
            edit.setPlainText(document.text)
            cursor = QTextCursor(edit.document())
            cursor.beginEditBlock()
            for row in rows:
                merge(cursor, row)
            cursor.endEditBlock()
            edit.viewport().repaint()

        opens.append(timed(load))
    applies = []
    for row in extra:
        cursor = QTextCursor(edit.document())
        cursor.setPosition(row.start)
        edit.setTextCursor(cursor)
        edit.ensureCursorVisible()
        edit.viewport().repaint()

        def apply(row: CodingRow = row) -> None:
            merge(QTextCursor(edit.document()), row)
            edit.viewport().repaint()

        applies.append(timed(apply))
    bar = edit.verticalScrollBar()

    def scroll(n: int) -> None:
        bar.setValue(bar.maximum() * n // 40)
        edit.viewport().repaint()

    return (
        statistics.median(opens),
        statistics.median(applies),
        statistics.median(timed(lambda n=n: scroll(n)) for n in range(40)),
    )


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--codings", type=int, default=2_000)
    given = parser.parse_args()
    theme.theme().apply(app.application(), "light")
    document, rows = make(given.words, given.codings)
    rng = random.Random(9)
    extra = [coding(10_000 + n, rng, len(document.text)) for n in range(30)]
    a, b = ours(document, rows, extra), bare(document, rows, extra)
    print(f"{len(document.text):,} characters, {len(document.turns)} turns, {given.codings} codings")
    for name, mine, floor in zip(("open", "apply one", "scroll"), a, b, strict=True):
        print(f"{name:10} ours {1000 * mine:7.1f} ms   bare {1000 * floor:7.1f} ms   ratio {mine / floor:.2f}")


if __name__ == "__main__":
    main()
