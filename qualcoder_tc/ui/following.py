# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Keeps the lists of documents and codes true after changes, at the cost of what changed and a little at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from qualcoder_tc import queries
from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.records import CodeRow, CodingRow, DocumentRow, DocumentText
from qualcoder_tc.model.spans import Span
from qualcoder_tc.project import ChangeNotice
from qualcoder_tc.queries.tally import Tally

_AT_ONCE = 500  # codings that are followed between two looks at the clock


@dataclass(slots=True)
class Step:
    """What a step of following changed, and whether all is followed now."""

    documents: bool = False
    codes: bool = False
    done: bool = True
    reread: set[int] = field(default_factory=set[int])
    """Documents that were changed themselves, not only coded."""


class Following:
    """The lists of one project and what of them is out of date."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read = read
        self.tally = Tally()
        self.documents: list[DocumentRow] = []
        self.codes: list[CodeRow] = []
        self._loaded = False
        self._codings: set[int] = set()
        self._documents: set[int] = set()
        self._reread: set[int] = set()
        self._codes: set[int] = set()
        self._tree = self._order = False

    def load(self, coder_id: int) -> None:
        """Read the lists; the second time only what is cheap, since the rest is followed."""
        if not self._loaded:
            self._loaded = True
            self.tally = self._read(queries.tally.load)
            self.documents = self._read(queries.documents.all)
        self._read_tree(coder_id)

    def note(self, notice: ChangeNotice) -> None:
        """Take down what a change put out of date."""
        tables = notice.tables
        self._codings |= tables.get("coding", frozenset())
        self._tree = self._tree or "code" in tables
        self._order = self._order or "document" in tables
        own = tables.get("document", frozenset()) | tables.get("document_text", frozenset())
        for table in ("turn", "speaker"):
            if ids := tables.get(table):
                own |= self._read(queries.documents.touched_by, table=table, first=min(ids), last=max(ids))
        self._documents |= own
        self._reread |= own

    def step(
        self, coder_id: int, seconds: float, document: DocumentText | None = None, rows: Iterable[CodingRow] = ()
    ) -> Step:
        """Follow for about so many seconds; the codings of the open document are known already."""
        until = time.perf_counter() + seconds
        step = Step()
        while self._codings and time.perf_counter() < until:
            some = [self._codings.pop() for _ in range(min(_AT_ONCE, len(self._codings)))]
            touched = self.tally.follow(some, self._read(queries.tally.places, ids=some))
            self._codes |= touched.codes
            self._documents |= touched.documents
        if self._tree:
            self._tree, step.codes = False, True
            self._read_tree(coder_id)
        elif self._codes:
            step.codes = True
            self.codes = [self._counted(c, coder_id) if c.id in self._codes else c for c in self.codes]
        self._codes.clear()
        step.documents = bool(self._documents)
        if document is not None and document.id in self._documents - self._reread:
            self._documents.remove(document.id)
            self._count_in(document, list(rows))
        self._read_documents(until)
        step.done = not self._codings and not self._documents
        if step.done:
            step.reread, self._reread = self._reread, set()
        return step

    def _count_in(self, document: DocumentText, rows: list[CodingRow]) -> None:
        turns = ((turn.start, turn.end) for turn in document.turns)
        coded = queries.documents.coded_turns(turns, (Span(r.start, r.end) for r in rows))
        coders = tuple(sorted({r.initials for r in rows}))
        self.documents = [
            replace(d, codings=len(rows), coded_turns=coded, coders=coders) if d.id == document.id else d
            for d in self.documents
        ]

    def _read_documents(self, until: float) -> None:
        fresh: dict[int, DocumentRow | None] = {}
        # One at least, so that it ends also where one takes longer than there is time for.
        while self._documents and (not fresh or time.perf_counter() < until):
            key = self._documents.pop()
            try:
                fresh[key] = self._read(queries.documents.one, document_id=key)
            except NotFound:
                fresh[key] = None
        if fresh:
            known = {d.id: d for d in self.documents}
            known |= {key: row for key, row in fresh.items() if row is not None}
            gone = {key for key, row in fresh.items() if row is None}
            self.documents = [row for key, row in known.items() if key not in gone]
        if self._order and not self._documents:
            self._order = False
            order = {key: n for n, key in enumerate(self._read(queries.documents.order))}
            self.documents.sort(key=lambda row: order.get(row.id, len(order)))

    def _read_tree(self, coder_id: int) -> None:
        rows = self._read(queries.codes.all, counted=False)
        self.codes = [self._counted(row, coder_id) for row in rows]

    def _counted(self, row: CodeRow, coder_id: int) -> CodeRow:
        tally = self.tally
        return replace(
            row, codings=tally.codings(row.id), documents=tally.documents(row.id), mine=tally.by(row.id, coder_id)
        )
