# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The rows of one answer of a second look: which are open, which were dealt with, which were set aside."""

from __future__ import annotations

from qualcoder_tc.model.second_look import Looked
from qualcoder_tc.model.set_aside import SetAside
from qualcoder_tc.ui.second.rows import Row


class Answer:
    """Keeps the order of the rows, so that one that is taken back stands where it stood."""

    def __init__(self, found: Looked, aside: SetAside) -> None:
        self.found = found
        self.showing_aside = False
        self._rows: list[Row] = [*found.rows, *found.aside]
        self._dealt: set[int] = set()  # places in `_rows`
        self._aside: set[int] = set()
        self.follow(aside)

    def follow(self, aside: SetAside) -> None:
        """Take in what is set aside now."""
        question = self.found.question
        self._aside = {at for at, row in enumerate(self._rows) if aside.holds(question, row)}

    def deal(self, row: Row) -> None:
        """Note that a row was dealt with, unless it was set aside."""
        self._dealt |= {at for at, known in enumerate(self._rows) if known is row and at not in self._aside}

    def open(self) -> list[Row]:
        """Return what is still to be looked at."""
        return [row for at, row in enumerate(self._rows) if at not in self._aside | self._dealt]

    def aside(self) -> list[Row]:
        """Return what was set aside, now or earlier."""
        return [row for at, row in enumerate(self._rows) if at in self._aside - self._dealt]

    def rows(self) -> list[Row]:
        """Return the rows to show."""
        return self.aside() if self.showing_aside else self.open()
