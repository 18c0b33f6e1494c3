# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Answering suggestions: accepted, accepted with another code, or declined."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qualcoder_tc import operations
from qualcoder_tc.ui.panels.cards import SuggestionCard
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.view import TranscriptView


class Answering(QObject):
    """Answers what a card suggests for the words in a view."""

    def __init__(self, session: Session, view: TranscriptView, card: SuggestionCard) -> None:
        super().__init__(card)
        self._session, self._view, self._card = session, view, card
        card.accept_requested.connect(self.accept)
        card.reject_requested.connect(self.reject)

    def answer(self, accept: bool) -> bool:
        """Accept or decline the suggestion shown; tell whether there was one."""
        row = self._card.current()
        if row is None:
            return False
        if accept:
            self.accept(row.id)
        else:
            self.reject(row.id)
        return True

    def accept(self, suggestion_id: int, code_id: int | None = None) -> None:
        """Accept a suggestion, with another code where one is given."""
        other = {} if code_id is None else {"code_id": code_id}
        words = self._words_of(suggestion_id)
        self._session.do(operations.suggestions.accept, suggestion_id=suggestion_id, **other, **words)

    def reject(self, suggestion_id: int) -> None:
        """Decline a suggestion."""
        self._session.do(operations.suggestions.reject, suggestion_id=suggestion_id)

    def _words_of(self, suggestion_id: int) -> dict[str, int]:
        """Return the words that are selected within a suggestion's passage: those are meant, not all of it."""
        row = next((s for s in self._session.suggestions if s.id == suggestion_id), None)
        start, end = self._view.selection()
        if row is None or start == end or start < row.start or end > row.end:
            return {}
        return {"start": start, "end": end}
