# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Applying codes to the transcript and removing them: what is meant is the selection, else the current turn."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from qualcoder_tc import operations
from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.view import TranscriptView


class Applying(QObject):
    """Codes what is chosen in a view of the open document."""

    def __init__(self, session: Session, view: TranscriptView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self._applied = 0
        self._chosen: int | None = None  # which code was chosen when one was applied
        self._choose = QTimer(self)
        self._choose.setSingleShot(True)
        self._choose.timeout.connect(self._on_choose_timeout)
        session.code_chosen.connect(self._on_session_code_chosen)

    def target(self) -> tuple[int, int] | None:
        """Return what a code would be applied to: the selection, else the current turn."""
        span = self._view.selected_span()
        turn = self._view.current_turn()
        if span is None and turn is not None and turn.end > turn.start:
            return turn.start, turn.end
        return span

    def apply(self, code_id: int) -> None:
        """Apply a code to the selection or the current turn."""
        span = self.target()
        if span is None:
            self._session.told.emit(self.tr("Open a document and select some text first."))
            return
        self._session.apply_code(code_id, span)
        # The coding is seen first; what is told about its code comes after.
        self._applied, self._chosen = code_id, self._chosen_now()
        self._choose.start()

    def _chosen_now(self) -> int | None:
        return self._session.code.id if self._session.code is not None else None

    def _on_choose_timeout(self) -> None:
        self._session.choose_code(self._applied)

    def _on_session_code_chosen(self, _row: object) -> None:
        if self._chosen_now() != self._chosen:
            self._choose.stop()  # another was chosen meanwhile, and that counts

    def apply_favourite(self, key: int) -> None:
        """Apply the code on a key from 1 to 9."""
        code = next((c for c in self._session.codes if c.favourite == key), None)
        if code is None:
            self._session.told.emit(
                self.tr("No code is on key {0}. Choose a code in the tree and press Ctrl+{0}.").format(key)
            )
        else:
            self.apply(code.id)

    def apply_to_sentence(self, key: int) -> None:
        """Apply the code on a key from 1 to 9 to the sentence in which the caret stands."""
        sentence = self._view.sentence()
        if sentence is not None:
            self._view.set_selection(*sentence)
            self.apply_favourite(key)

    def apply_last(self) -> None:
        """Apply the code that was applied last."""
        if self._session.last_code_id is None:
            self._session.told.emit(self.tr("No code was applied yet."))
        else:
            self.apply(self._session.last_code_id)

    def apply_in_vivo(self) -> None:
        """Code the selection with its own words."""
        span, document = self._view.selected_span(), self._session.document
        if span is None or document is None:
            self._session.told.emit(self.tr("Select the words that shall name the code first."))
            return
        self._session.do(operations.segments.apply_in_vivo, document_id=document.id, start=span[0], end=span[1])

    def use_as_example(self, coding_id: int | None = None) -> None:
        """Make the words of a coding, or of the chosen one, the example of its code."""
        if coding_id is None:
            coding = self._coding_meant()
            coding_id = coding.id if coding else None
        if coding_id is not None:
            self._session.do(operations.codes.choose_example, coding_id=coding_id)

    def remove_chosen(self) -> None:
        """Remove the chosen coding, or the only one at the caret."""
        coding = self._coding_meant()
        if coding is not None:
            self._session.remove_coding(coding.id)

    def _coding_meant(self) -> CodingRow | None:
        chosen = self._view.selected_coding()
        if chosen is not None:
            return chosen
        here = self._view.shown_codings(self._view.caret, self._view.caret + 1)
        mine = [c for c in here if c.coder_id == self._session.coder.id]
        if len(mine) == 1:
            return mine[0]
        words = self.tr("Several codings lie here: click a stripe in the margin to choose one.")
        self._session.told.emit(
            words if mine else self.tr("Click a stripe in the margin to choose a coding first.")
        )
        return None
