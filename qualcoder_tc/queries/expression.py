# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Passages that fit an expression of codes: and, or, not, and brackets, over turns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import InputError
from qualcoder_tc.model.searching import Hit
from qualcoder_tc.queries import codes, documents
from qualcoder_tc.storage.schema import Coding, Document

Test = Callable[[set[int]], bool]
_TOKEN = re.compile(r"\s*(\(|\)|\"[^\"]+\"|[^\s()]+)")


def passages(session: Session, *, expression: str) -> list[Hit]:
    """Return the turns whose codes fit the expression; a code stands for itself and the codes below it.

    `principle/mutuality and (type/group or type/collective) and not challenges`
    """
    fits = _Parser(session, expression).parse()
    carried: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for document_id, start, end, code in session.execute(
        select(Coding.document_id, Coding.start, Coding.end, Coding.code_id).order_by(Coding.start)
    ):
        carried[document_id].append((start, end, code))
    texts = documents.texts(session)
    found: list[Hit] = []
    for document in session.scalars(select(Document).order_by(Document.position, Document.id)):
        turns = documents.turns(session, document_ids=[document.id])[document.id]
        touching = codes_touching([(turn.start, turn.end) for turn in turns], carried[document.id])
        for turn, here in zip(turns, touching, strict=True):
            if fits(here):
                quote = texts[document.id][turn.start : turn.end]
                found.append(
                    Hit(document.id, document.title, turn.start, turn.end, quote, turn.number, turn.speaker)
                )
    return found


def codes_touching(turns: Sequence[tuple[int, int]], codings: Sequence[tuple[int, int, int]]) -> Iterator[set[int]]:
    """Yield for each turn the codes of the codings (start, end, code) that share a character with it.

    Both are in the order of their starts, so that a coding is looked at from the turn where it begins to where it ends.
    """
    open_: list[tuple[int, int, int]] = []
    at = 0
    for start, end in turns:
        while at < len(codings) and codings[at][0] < end:
            open_.append(codings[at])
            at += 1
        open_ = [coding for coding in open_ if coding[1] > start]
        yield {code for begun, _, code in open_ if begun < end}


class _Parser:
    """Reads `or` of `and` of `not` of codes and brackets."""

    def __init__(self, session: Session, expression: str) -> None:
        self._session = session
        self._tokens = _TOKEN.findall(expression)
        self._at = 0
        self._rows = codes.all(session)

    def parse(self) -> Test:
        if not self._tokens:
            raise InputError("The expression is empty", 'write for example "principle/mutuality and type/group"')
        test = self._either()
        if self._at < len(self._tokens):
            raise self._wrong(f"“{self._tokens[self._at]}” is not expected here")
        return test

    def _wrong(self, what: str) -> InputError:
        return InputError("The expression cannot be read", f"{what}; use codes, and, or, not, and brackets")

    def _next(self, word: str) -> bool:
        if self._at < len(self._tokens) and self._tokens[self._at].lower() == word:
            self._at += 1
            return True
        return False

    def _either(self) -> Test:
        tests = [self._both()]
        while self._next("or"):
            tests.append(self._both())
        return lambda here: any(test(here) for test in tests)

    def _both(self) -> Test:
        tests = [self._single()]
        while self._next("and"):
            tests.append(self._single())
        return lambda here: all(test(here) for test in tests)

    def _single(self) -> Test:
        if self._next("not"):
            inner = self._single()
            return lambda here: not inner(here)
        if self._next("("):
            inner = self._either()
            if not self._next(")"):
                raise self._wrong("a bracket is not closed")
            return inner
        if self._at >= len(self._tokens) or self._tokens[self._at].lower() in ("and", "or", ")"):
            raise self._wrong("a code is missing")
        path = codes.find(self._session, path=self._tokens[self._at].strip('"')).path
        self._at += 1
        ids = {row.id for row in self._rows if row.path == path or row.path.startswith(path + "/")}
        return lambda here: not ids.isdisjoint(here)
