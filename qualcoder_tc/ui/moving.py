# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Moving through the transcripts: to the next coding, suggestion or uncoded turn, to a segment, back to a place."""

from __future__ import annotations

from PySide6.QtCore import QObject

from qualcoder_tc.model.records import DocumentText, SegmentRow
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.view import TranscriptView


class Moving(QObject):
    """Moves in a view of the open document, and knows where one was in the others."""

    def __init__(self, session: Session, view: TranscriptView) -> None:
        super().__init__(view)
        self._session, self._view = session, view
        self.places: dict[str, tuple[int, int]] = {}
        """Where one was in each document, by its uuid: the first position in sight and the caret."""

    def show(self, document: DocumentText | None) -> None:
        """Show a document where one was in it; its codings come later."""
        shown = self._view.document
        self.keep_place()
        same = shown is not None and document is not None and shown.id == document.id
        self._view.set_document(document)
        self._view.set_codings([])
        if document is not None and document.uuid in self.places:
            visible, caret = self.places[document.uuid]
            # The same document, changed: whoever reads it stays where they were, but positions in it may have moved.
            self._view.restore_place(visible, document.turns[0].start if same and document.turns else caret)
            if same:
                self._view.restore_position(visible)

    def keep_place(self) -> None:
        """Take down where one is in the document that is shown."""
        if self._view.document is not None:
            self.places[self._view.document.uuid] = self._view.place()

    def next_coding(self, step: int) -> None:
        """Choose the next or previous coding."""
        rows = self._view.codings()
        if not rows:
            return
        chosen = self._view.selected_coding()
        if chosen is not None:
            at = next(n for n, r in enumerate(rows) if r.id == chosen.id) + step
        else:
            before = sum(r.start < self._view.caret for r in rows)
            at = before if step > 0 else before - 1
        row = rows[at % len(rows)]
        self._view.go_to(row.start)
        self._view.select_coding(row.id)

    def next_uncoded(self) -> None:
        """Go to the next turn, not a question, in which nothing is coded."""
        document, turn = self._session.document, self._view.current_turn()
        if document is None or turn is None:
            return
        rest = document.turns[turn.number :] + document.turns[: turn.number]
        for other in rest:
            if (
                not other.asking
                and other.end > other.start
                and not self._view.shown_codings(other.start, other.end)
            ):
                self._view.go_to_turn(other.number)
                return
        self._session.told.emit(self.tr("Every turn is coded."))

    def next_suggestion(self) -> None:
        """Go to the next suggestion."""
        rows = self._session.suggestions
        if not rows:
            self._session.told.emit(self.tr("There are no suggestions. Choose “Suggest codes” to look for some."))
            return
        turn = self._view.current_turn()
        after = [r for r in rows if turn and r.start >= turn.end]
        self._view.go_to((after or rows)[0].start)

    def go_to_segment(self, segment: SegmentRow) -> None:
        """Open a segment where it stands."""
        if self._session.document is None or self._session.document.id != segment.document_id:
            self._session.open_document(segment.document_id)
        self._view.go_to(segment.start)
        self._view.select_coding(segment.id)
        self._view.setFocus()

    def return_to(self, document_id: int, place: tuple[int, int]) -> None:
        """Come back to a place in a document, taken from the view."""
        if self._session.document is None or self._session.document.id != document_id:
            self._session.open_document(document_id)
        self._view.restore_place(*place)
        self._view.setFocus()
