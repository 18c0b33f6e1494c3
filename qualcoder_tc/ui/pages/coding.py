# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The coding page: documents, transcript, codes, segments, and the gestures between them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import operations
from qualcoder_tc.model.records import CodeRow, CodingRow, DocumentText, TurnRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.answering import Answering
from qualcoder_tc.ui.applying import Applying
from qualcoder_tc.ui.exclusive import ExclusiveOffer
from qualcoder_tc.ui.moving import Moving
from qualcoder_tc.ui.palette import Palette
from qualcoder_tc.ui.panels.beside import Beside
from qualcoder_tc.ui.panels.cards import SuggestionCard
from qualcoder_tc.ui.panels.codes import CodesPanel
from qualcoder_tc.ui.panels.definition import DefinitionCard
from qualcoder_tc.ui.panels.documents import DocumentsPanel
from qualcoder_tc.ui.panels.memo_card import MemoCard
from qualcoder_tc.ui.panels.segments import SegmentsPanel
from qualcoder_tc.ui.parts import margins, surface
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.bar import TranscriptBar
from qualcoder_tc.ui.transcript.coders import CodersButton
from qualcoder_tc.ui.transcript.heading import Heading
from qualcoder_tc.ui.transcript.view import TranscriptView


class CodingPage(QWidget):
    """Where one codes; changes go through the session."""

    status_changed = Signal()
    suggest_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._purpose: tuple[str, int] = ("apply", 0)
        self._told_of: int | None = None
        self.documents = DocumentsPanel(session)
        self.view = TranscriptView()
        self.view.setObjectName("transcript")
        self.bar = TranscriptBar(self.view)
        self.shown_coders = CodersButton(self.view)
        self.applying, self.moving = Applying(session, self.view), Moving(session, self.view)
        self.codes = CodesPanel(session)
        self.segments = SegmentsPanel(session)
        self.definition = DefinitionCard(session)
        self.memo = MemoCard(session)
        self.suggestion = SuggestionCard(session)
        self.answering = Answering(session, self.view, self.suggestion)
        self.beside = Beside(self.codes, self.suggestion, (self.definition, self.memo))
        self.palette_popup = Palette(self)
        self._heading = Heading(self.shown_coders)
        self._build()
        self._connect()
        self._say_empty()

    # -- layout -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.upper = QSplitter(Qt.Orientation.Horizontal)
        self.upper.addWidget(self.documents)
        self.upper.addWidget(self._transcript())
        self.left = QSplitter(Qt.Orientation.Vertical)
        self.left.addWidget(self.upper)
        self.left.addWidget(self.segments)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.addWidget(self.left)
        self.across.addWidget(self.beside)
        for splitter in (self.upper, self.left, self.across):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(True)
        self.upper.setStretchFactor(1, 1)
        self.left.setStretchFactor(0, 1)
        self.across.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(self.across)
        self.arranged = True
        """Whether the room is shared out by the program; no longer once somebody moved a border."""
        for splitter in self.splitters().values():
            splitter.splitterMoved.connect(self._on_splitter_moved)

    def splitters(self) -> dict[str, QSplitter]:
        """Return the borders that can be moved, by name."""
        return {"upper": self.upper, "left": self.left, "across": self.across, "side": self.beside.split}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew, until somebody moves a border."""
        super().resizeEvent(event)
        self.beside.limit_reasons(self.height())
        if not self.arranged:
            return
        width, height = self.width(), self.height()
        documents, side = (236, 344) if width >= 1360 else (214, 336)
        # Larger words need more room beside the transcript, as far as it can spare it.
        documents = max(documents, min(self.documents.minimumSizeHint().width(), width // 3))
        side = max(side, min(self.beside.minimumWidth(), width // 2))
        below = 186 if height >= 760 else 164 if height >= 560 else 0
        self.segments.setVisible(below > 0)
        self.across.setSizes([width - side, side])
        self.upper.setSizes([documents, width - side - documents])
        self.left.setSizes([height - below, below])
        self.beside.share(height)

    def _on_splitter_moved(self, _place: int, _which: int) -> None:
        self.arranged = False

    def _transcript(self) -> QWidget:
        pane = QWidget()
        surface(pane, "page")
        layout = QVBoxLayout(pane)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(self._heading)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        self.exclusive = ExclusiveOffer(self._session, self.view)
        pane.setMinimumWidth(420 if theme.theme().scale < 1.3 else 380)
        return pane

    def _connect(self) -> None:
        session, view = self._session, self.view
        self.documents.document_requested.connect(session.open_document)
        self.documents.list.clicked.connect(self._on_documents_clicked)
        session.document_opened.connect(self._on_session_document_opened)
        session.coding_foreseen.connect(self._on_session_coding_foreseen)
        session.documents_changed.connect(self._say_empty)
        session.codings_changed.connect(view.update_codings)
        session.codings_changed.connect(self._on_session_codings_changed)
        session.code_chosen.connect(self._on_session_code_chosen)
        self.memo.writer.left.connect(self.view.setFocus)
        view.current_turn_changed.connect(self._on_view_current_turn_changed)
        view.coding_selected.connect(self._on_view_coding_selected)
        view.resize_requested.connect(self._on_view_resize_requested)
        view.code_dropped.connect(self._on_view_code_dropped)
        view.selection_changed.connect(self._on_view_selection_changed)
        self.codes.apply_requested.connect(self.applying.apply)
        self.codes.passage = view.selected_span
        self.segments.opened.connect(self.moving.go_to_segment)
        self.suggestion.other_requested.connect(self._on_suggestion_other_requested)
        self.suggestion.suggest_requested.connect(self.suggest_requested)
        self.suggestion.left.connect(self.view.setFocus)
        self.palette_popup.chosen.connect(self._on_palette_chosen)
        self.palette_popup.create_requested.connect(self._on_palette_create_requested)

    # -- gestures -----------------------------------------------------------------------------------------

    def write_memo(self) -> None:
        """Go to the memo of the chosen coding, or of the document."""
        coding = self.view.selected_coding()
        if coding is not None:
            self.memo.show_coding(coding)
        else:
            self.memo.show_document()
        self._enter_memo()

    def write_code_memo(self, row: CodeRow) -> None:
        """Go to the memo of a code."""
        self.memo.show_code(row)
        self._enter_memo()

    def _enter_memo(self) -> None:
        self.suggestion.close_why()  # its reasons take the room of the card
        # The card may lie below the fold of a low window.
        self.beside.cards.ensureWidgetVisible(self.memo, 0, 8)
        self.memo.edit.setFocus()

    def show_reasons(self, *, enter: bool = False) -> None:
        """Show why a code is suggested, or the first reason alone; or go to the reasons with the keyboard."""
        if self.suggestion.current() is None:
            self._session.told.emit(self.tr("Nothing is suggested here. G goes to the next suggestion."))
        elif enter:
            self.suggestion.enter_why()
            self.beside.scroll_up()  # where everything is large, they stand on top of the cards
        else:
            self.suggestion.open_why()

    def open_palette(self, typed: str = "", purpose: tuple[str, int] = ("apply", 0)) -> None:
        """Open the quick palette over the transcript."""
        self._purpose = purpose
        place = self.view.viewport().mapToGlobal(QPoint(int(self.view.columns.text_x), 72))
        self.palette_popup.open(self._session.codes, place, typed)

    # -- what happens -------------------------------------------------------------------------------------

    def _on_session_document_opened(self, document: DocumentText | None) -> None:
        self.moving.show(document)
        self.bar.refresh()
        self._show_heading()
        self.memo.show_document()
        self.suggestion.show_turn(self.view.current_turn())
        self.status_changed.emit()

    def _say_empty(self) -> None:
        none = self.tr("Drop transcripts here, or press Ctrl+I to import some. They are copied into the project.")
        some = self.tr("Choose a document on the left, or drop files here.")
        self.view.set_empty_text(some if self._session.documents else none)

    def _on_documents_clicked(self, _index: object) -> None:
        self.view.setFocus()

    def _show_heading(self) -> None:
        document = self._session.document
        row = next((d for d in self._session.documents if document is not None and d.id == document.id), None)
        self._heading.show_document(document, row)

    def _on_session_coding_foreseen(self, row: CodingRow | None, gone: int | None) -> None:
        if row is None and gone is None:
            self.view.settle()
        else:
            self.view.show_ahead(row, gone)

    def _on_session_codings_changed(self, _rows: list[CodingRow], _gone: list[int]) -> None:
        self._show_heading()
        self.shown_coders.refresh()
        self.status_changed.emit()

    def _on_session_code_chosen(self, row: object) -> None:
        key, focus = row.id if isinstance(row, CodeRow) else None, QApplication.focusWidget()
        if key != self._told_of and not (focus and self.memo.isAncestorOf(focus)):
            self.beside.scroll_up()
        self._told_of = key
        self.status_changed.emit()

    def _on_view_current_turn_changed(self, turn: TurnRow) -> None:
        self.suggestion.show_turn(turn)
        self._describe(turn)
        self.status_changed.emit()

    def _describe(self, turn: TurnRow) -> None:
        """Tell a screen reader where one reads and what is said there."""
        document = self.view.document
        if document is not None:
            place = self.tr("Turn {0} of {1}").format(turn.number, len(document.turns))
            said = document.text[turn.start : turn.end]
            self.view.setAccessibleDescription(". ".join(part for part in (place, turn.speaker, said) if part))

    def _on_view_coding_selected(self, coding_id: object) -> None:
        coding = self.view.selected_coding()
        if coding is not None:
            self._session.choose_code(coding.code_id)
            self.memo.show_coding(coding)
        else:
            self.memo.show_document()
        self.status_changed.emit()

    def _on_view_selection_changed(self, _span: object) -> None:
        self.status_changed.emit()

    def _on_view_resize_requested(self, coding_id: int, start: int, end: int) -> None:
        self._session.do(operations.segments.resize, coding_id=coding_id, start=start, end=end)

    def _on_view_code_dropped(self, code_id: int, start: int, end: int) -> None:
        self._session.apply_code(code_id, (start, end))
        self._session.choose_code(code_id)

    def _on_suggestion_other_requested(self, suggestion_id: int) -> None:
        self.open_palette(purpose=("suggestion", suggestion_id))

    def _on_palette_chosen(self, code_id: int) -> None:
        purpose, key = self._purpose
        if purpose == "suggestion":
            self.answering.accept(key, code_id)
        elif purpose == "recode":
            self._session.do(operations.segments.recode, coding_id=key, code_id=code_id)
        else:
            self.applying.apply(code_id)
        self.view.setFocus()

    def _on_palette_create_requested(self, name: str) -> None:
        span, document = self.applying.target(), self._session.document
        purpose, key = self._purpose
        if purpose == "apply" and span is not None and document is not None:
            code_id = self._session.do(
                operations.codes.create_applied, name=name, document_id=document.id, start=span[0], end=span[1]
            )
            if code_id is not None:
                self._session.last_code_id = code_id
                self.codes.show_code(code_id)
        elif purpose == "recode":
            self._session.do(operations.many.recode_to_new, coding_ids=[key], name=name)
        else:
            code_id = self._session.do(operations.codes.create, name=name)
            if code_id is not None:
                self._session.reload_codes()
                self._on_palette_chosen(code_id)
        self.view.setFocus()
