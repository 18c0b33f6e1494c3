# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The rows of one answer of a second look: which are open, which were dealt with, which were set aside."""

from __future__ import annotations

from collections.abc import Mapping

from qualcoder_tc.model.second_look import Looked, LookRow, Question
from qualcoder_tc.model.set_aside import SetAside
from qualcoder_tc.ui.second.rows import Row


class Answer:
    """Keeps the order of the rows, so that one that is taken back stands where it stood."""

    def __init__(self, found: Looked, aside: SetAside) -> None:
        self.found = found
        self.showing_aside = False
        self._rows: list[Row] = [*found.rows, *found.aside]
        self._dealt: dict[int, tuple[int, ...]] = {}  # places in `_rows`, with the codings that tell of it
        self._undone: set[int] = set()
        self._aside: set[int] = set()
        self.follow(aside)

    def follow(self, aside: SetAside) -> None:
        """Take in what is set aside now."""
        question = self.found.question
        self._aside = {at for at, row in enumerate(self._rows) if aside.holds(question, row)}

    def deal(self, row: Row, made: int | None) -> None:
        """Note that a row was dealt with, unless it was set aside; `made` is the coding that came of it."""
        for at, known in enumerate(self._rows):
            if known is row and at not in self._aside:
                codings = row.coding_ids if isinstance(row, LookRow) and made is None else ()
                self._dealt[at] = codings if made is None else (made,)
                self._undone.discard(at)

    def codings(self) -> list[int]:
        """Return the codings that tell whether what was dealt with is still so."""
        return sorted({key for codings in self._dealt.values() for key in codings})

    def take_back(self, codes: Mapping[int, int]) -> None:
        """Open again what was undone, told from the codes that those codings have now; gone ones have none."""
        self._undone = set()
        for at, codings in self._dealt.items():
            row = self._rows[at]
            doubted = self.found.question is Question.DOUBTFUL and isinstance(row, LookRow)
            wanted = row.code_id if doubted and isinstance(row, LookRow) else None
            if codings and all(codes.get(key) == wanted for key in codings):
                self._undone.add(at)

    def open(self) -> list[Row]:
        """Return what is still to be looked at."""
        return [row for at, row in enumerate(self._rows) if at not in self._aside and not self._is_done(at)]

    def aside(self) -> list[Row]:
        """Return what was set aside, now or earlier."""
        return [row for at, row in enumerate(self._rows) if at in self._aside and not self._is_done(at)]

    def rows(self) -> list[Row]:
        """Return the rows to show."""
        return self.aside() if self.showing_aside else self.open()

    def _is_done(self, at: int) -> bool:
        return at in self._dealt and at not in self._undone
