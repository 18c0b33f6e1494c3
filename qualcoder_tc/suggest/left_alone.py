# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Turns that a coder read and left without a code: on how many of them suggestions would speak."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np

from qualcoder_tc.suggest.evaluate import LeftAlone, Turn
from qualcoder_tc.suggest.profiles import passage
from qualcoder_tc.suggest.suggester import Suggester

MOST = 1000
"""Turns that are tried; of more, a fixed draw is taken."""
_SEED = 20260


class LeftTrial:
    """Tries what was learned from other documents on the turns of those that are held out."""

    def __init__(self, turns: Sequence[Turn], documents: Iterable[Hashable]) -> None:
        """Take turns (document, text), of which only those of the given documents count."""
        known = set(documents)
        kept = [(doc, given) for doc, text in turns if doc in known and (given := passage(text)).text]
        self._count = len(kept)
        if len(kept) > MOST:
            drawn = np.random.default_rng(_SEED).choice(len(kept), MOST, replace=False)
            kept = [kept[i] for i in np.sort(drawn)]
        self._turns = kept
        self._spoke = 0

    def hold_out(self, suggester: Suggester, least: float, documents: set[Hashable]) -> None:
        """Count the turns of held-out documents for which something at least so likely is found."""
        passages = [text for doc, text in self._turns if doc in documents]
        self._spoke += sum(bool(found) for found in suggester.rank(passages, limit=1, threshold=least))

    def result(self) -> LeftAlone:
        """Return what was counted."""
        return LeftAlone(self._count, len(self._turns), self._spoke)
