# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The coding page: documents, transcript, codes, segments, and the gestures between them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import operations
from qualcoder_tc.model.records import CodeRow, CodingRow, DocumentText, SegmentRow, TurnRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.exclusive import ExclusiveOffer
from qualcoder_tc.ui.palette import Palette
from qualcoder_tc.ui.panels.cards import SuggestionCard
from qualcoder_tc.ui.panels.codes import CodesPanel
from qualcoder_tc.ui.panels.definition import DefinitionCard
from qualcoder_tc.ui.panels.documents import DocumentsPanel
from qualcoder_tc.ui.panels.memo_card import MemoCard
from qualcoder_tc.ui.panels.segments import SegmentsPanel
from qualcoder_tc.ui.parts import Elided, Tall, margins, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.bar import TranscriptBar
from qualcoder_tc.ui.transcript.coders import CodersButton
from qualcoder_tc.ui.transcript.painter import clock
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
        self.places: dict[str, tuple[int, int]] = {}
        """Where one was in each document, by its uuid: the first position in sight and the caret."""
        self.codes = CodesPanel(session)
        self.segments = SegmentsPanel(session)
        self.definition = DefinitionCard(session)
        self.memo = MemoCard(session)
        self.suggestion = SuggestionCard(session)
        self.palette_popup = Palette(self)
        self._heading = Elided("heading")
        self._facts = Elided("meta")
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
        self.across.addWidget(self._side())
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
        for splitter in (self.upper, self.left, self.across, self.side):
            splitter.splitterMoved.connect(self._on_splitter_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out anew, until somebody moves a border."""
        super().resizeEvent(event)
        # Where everything is large, the reasons stand among the cards, which scroll as a whole.
        self.suggestion.set_room(None if theme.theme().scale > 1.3 else round(self.height() * 0.5))
        if not self.arranged:
            return
        width, height = self.width(), self.height()
        documents, side = (236, 344) if width >= 1360 else (214, 336)
        # Larger words need more room beside the transcript, as far as it can spare it.
        documents = max(documents, min(self.documents.minimumSizeHint().width(), width // 3))
        side = max(side, min(self._beside.minimumWidth(), width // 2))
        below = 186 if height >= 760 else 164 if height >= 560 else 0
        self.segments.setVisible(below > 0)
        self.across.setSizes([width - side, side])
        self.upper.setSizes([documents, width - side - documents])
        self.left.setSizes([height - below, below])
        # In a low window the codes come first: the cards below them scroll.
        room, share = self.side.height(), 0.52 if height >= 760 else 0.62
        self.side.setSizes([round(room * share), room - round(room * share)])

    def _on_splitter_moved(self, _place: int, _which: int) -> None:
        self.arranged = False

    def _transcript(self) -> QWidget:
        pane = QWidget()
        surface(pane, "page")
        head = QHBoxLayout()
        margins(head, 24, 12, 24, 4, 12)
        head.addWidget(self._heading)
        head.addWidget(self._facts, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.shown_coders)
        layout = QVBoxLayout(pane)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        self.exclusive = ExclusiveOffer(self._session, self.view)
        pane.setMinimumWidth(420 if theme.theme().scale < 1.3 else 380)
        return pane

    def _side(self) -> QWidget:
        cards = Tall()
        surface(cards, "panel")
        column = QVBoxLayout(cards)
        margins(column, 12, 8, 12, 12, 8)
        large = theme.theme().scale > 1.3
        for widget in (self.suggestion, self.definition, self.memo) if large else (self.definition, self.memo):
            column.addWidget(widget)
        column.addStretch(1)
        self.cards = scroll = QScrollArea()
        scroll.setWidget(cards)
        scroll.setAccessibleName(self.tr("About the code, and memo"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side = QSplitter(Qt.Orientation.Vertical)
        self.side.addWidget(self.codes)
        self.side.addWidget(scroll)
        self.side.setHandleWidth(1)
        # Suggestions stay in sight below, whatever is scrolled above them; large ones would leave no room above.
        foot = QWidget()
        row = QVBoxLayout(foot)
        margins(row, 12, 8, 12, 12, 0)
        if not large:
            row.addWidget(self.suggestion)
        else:
            foot.hide()
        whole = QWidget()
        surface(whole, "panel")
        stack = QVBoxLayout(whole)
        margins(stack, 0, 0, 0, 0, 0)
        stack.addWidget(self.side, 1)
        stack.addWidget(foot)
        whole.setMinimumWidth(max(330, cards.minimumSizeHint().width(), self.codes.minimumSizeHint().width()))
        self._beside = whole
        return whole

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
        self.codes.apply_requested.connect(self.apply)
        self.codes.passage = view.selected_span
        self.segments.opened.connect(self.go_to_segment)
        self.suggestion.accept_requested.connect(self._on_suggestion_accept_requested)
        self.suggestion.reject_requested.connect(self._on_suggestion_reject_requested)
        self.suggestion.other_requested.connect(self._on_suggestion_other_requested)
        self.suggestion.suggest_requested.connect(self.suggest_requested)
        self.suggestion.left.connect(self.view.setFocus)
        self.suggestion.opened.connect(self._on_suggestion_opened)
        self.palette_popup.chosen.connect(self._on_palette_chosen)
        self.palette_popup.create_requested.connect(self._on_palette_create_requested)

    # -- gestures -----------------------------------------------------------------------------------------

    def target(self) -> tuple[int, int] | None:
        """Return what a code would be applied to: the selection, else the current turn."""
        span = self.view.selected_span()
        turn = self.view.current_turn()
        if span is None and turn is not None and turn.end > turn.start:
            return turn.start, turn.end
        return span

    def apply(self, code_id: int) -> None:
        """Apply a code to the selection or the current turn."""
        span = self.target()
        if span is None:
            self._session.told.emit(self.tr("Open a document and select some text first."))
            return
        # The coding is seen first; what is told about its code comes after.
        self._session.apply_code(code_id, span)
        self._session.choose_code(code_id)

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
        sentence = self.view.sentence()
        if sentence is not None:
            self.view.set_selection(*sentence)
            self.apply_favourite(key)

    def apply_last(self) -> None:
        """Apply the code that was applied last."""
        if self._session.last_code_id is None:
            self._session.told.emit(self.tr("No code was applied yet."))
        else:
            self.apply(self._session.last_code_id)

    def apply_in_vivo(self) -> None:
        """Code the selection with its own words."""
        span, document = self.view.selected_span(), self._session.document
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

    def replace_rivals(self) -> None:
        """Take up the offer to replace the other code of an exclusive facet."""
        self.exclusive.replace()

    def remove_chosen(self) -> None:
        """Remove the chosen coding, or the only one at the caret."""
        coding = self._coding_meant()
        if coding is not None:
            self._session.remove_coding(coding.id)

    def _coding_meant(self) -> CodingRow | None:
        chosen = self.view.selected_coding()
        if chosen is not None:
            return chosen
        here = self.view.shown_codings(self.view.caret, self.view.caret + 1)
        mine = [c for c in here if c.coder_id == self._session.coder.id]
        if len(mine) == 1:
            return mine[0]
        words = self.tr("Several codings lie here: click a stripe in the margin to choose one.")
        self._session.told.emit(
            words if mine else self.tr("Click a stripe in the margin to choose a coding first.")
        )
        return None

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
        self.cards.ensureWidgetVisible(self.memo, 0, 8)
        self.memo.edit.setFocus()

    def next_coding(self, step: int) -> None:
        """Choose the next or previous coding."""
        rows = self.view.codings()
        if not rows:
            return
        chosen = self.view.selected_coding()
        if chosen is not None:
            at = next(n for n, r in enumerate(rows) if r.id == chosen.id) + step
        else:
            before = sum(r.start < self.view.caret for r in rows)
            at = before if step > 0 else before - 1
        row = rows[at % len(rows)]
        self.view.go_to(row.start)
        self.view.select_coding(row.id)

    def next_uncoded(self) -> None:
        """Go to the next turn, not a question, in which nothing is coded."""
        document, turn = self._session.document, self.view.current_turn()
        if document is None or turn is None:
            return
        rest = document.turns[turn.number :] + document.turns[: turn.number]
        for other in rest:
            if not other.asking and other.end > other.start and not self.view.shown_codings(other.start, other.end):
                self.view.go_to_turn(other.number)
                return
        self._session.told.emit(self.tr("Every turn is coded."))

    def next_suggestion(self) -> None:
        """Go to the next suggestion."""
        rows = self._session.suggestions
        if not rows:
            self._session.told.emit(self.tr("There are no suggestions. Choose “Suggest codes” to look for some."))
            return
        turn = self.view.current_turn()
        after = [r for r in rows if turn and r.start >= turn.end]
        self.view.go_to((after or rows)[0].start)

    def show_reasons(self, *, enter: bool = False) -> None:
        """Show why a code is suggested, or the first reason alone; or go to the reasons with the keyboard."""
        if self.suggestion.current() is None:
            self._session.told.emit(self.tr("Nothing is suggested here. G goes to the next suggestion."))
        elif enter:
            self.suggestion.enter_why()
            self.cards.verticalScrollBar().setValue(0)  # where everything is large, they stand on top of the cards
        else:
            self.suggestion.open_why()

    def answer_suggestion(self, accept: bool) -> bool:
        """Accept or decline the suggestion shown; tell whether there was one."""
        row = self.suggestion.current()
        if row is None:
            return False
        if accept:
            self._on_suggestion_accept_requested(row.id)
        else:
            self._on_suggestion_reject_requested(row.id)
        return True

    def open_palette(self, typed: str = "", purpose: tuple[str, int] = ("apply", 0)) -> None:
        """Open the quick palette over the transcript."""
        self._purpose = purpose
        place = self.view.viewport().mapToGlobal(QPoint(int(self.view.columns.text_x), 72))
        self.palette_popup.open(self._session.codes, place, typed)

    def go_to_segment(self, segment: SegmentRow) -> None:
        """Open a segment where it stands."""
        if self._session.document is None or self._session.document.id != segment.document_id:
            self._session.open_document(segment.document_id)
        self.view.go_to(segment.start)
        self.view.select_coding(segment.id)
        self.view.setFocus()

    def return_to(self, document_id: int, place: tuple[int, int]) -> None:
        """Come back to a place in a document, taken from the view."""
        if self._session.document is None or self._session.document.id != document_id:
            self._session.open_document(document_id)
        self.view.restore_place(*place)
        self.view.setFocus()

    # -- what happens -------------------------------------------------------------------------------------

    def _on_session_document_opened(self, document: DocumentText | None) -> None:
        shown = self.view.document
        self.keep_place()
        same = shown is not None and document is not None and shown.id == document.id
        self.view.set_document(document)
        self.view.set_codings([])
        if document is not None and document.uuid in self.places:
            visible, caret = self.places[document.uuid]
            # The same document, changed: whoever reads it stays where they were, but positions in it may have moved.
            self.view.restore_place(visible, document.turns[0].start if same and document.turns else caret)
            if same:
                self.view.restore_position(visible)
        self.bar.refresh()
        self._show_heading()
        self.memo.show_document()
        self.suggestion.show_turn(self.view.current_turn())
        self.status_changed.emit()

    def keep_place(self) -> None:
        """Take down where one is in the document that is shown."""
        if self.view.document is not None:
            self.places[self.view.document.uuid] = self.view.place()

    def _say_empty(self) -> None:
        none = self.tr("Drop transcripts here, or press Ctrl+I to import some. They are copied into the project.")
        some = self.tr("Choose a document on the left, or drop files here.")
        self.view.set_empty_text(some if self._session.documents else none)

    def _on_documents_clicked(self, _index: object) -> None:
        self.view.setFocus()

    def _show_heading(self) -> None:
        document = self._session.document
        if document is None:
            self._heading.setText("")
            self._facts.setText("")
            return
        speakers = len({t.speaker for t in document.turns if t.speaker})
        last = max((t.time_end or t.time_start or 0.0 for t in document.turns), default=0.0)
        row = next((d for d in self._session.documents if d.id == document.id), None)
        people = counted(speakers, self.tr("1 speaker"), self.tr("{0} speakers", "", speakers))
        facts = [people if speakers else "", clock(last) if last else ""]
        if row is not None and row.coders:
            words = self.tr("double-coded by {0}") if len(row.coders) > 1 else self.tr("coded by {0}")
            facts.append(words.format(", ".join(row.coders)))
        self._heading.setText(document.title)
        self._facts.setText(" · ".join(f for f in facts if f))

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
            self.cards.verticalScrollBar().setValue(0)
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

    def _on_suggestion_opened(self, opened: bool) -> None:
        """Give the room of the cards to the reasons, unless these stand among them."""
        if not self.cards.isAncestorOf(self.suggestion):
            self.cards.setVisible(not opened)

    def _on_suggestion_accept_requested(self, suggestion_id: int) -> None:
        self._session.do(
            operations.suggestions.accept, suggestion_id=suggestion_id, **self._words_of(suggestion_id)
        )

    def _words_of(self, suggestion_id: int) -> dict[str, int]:
        """Return the words that are selected within a suggestion's passage: those are meant, not all of it."""
        row = next((s for s in self._session.suggestions if s.id == suggestion_id), None)
        start, end = self.view.selection()
        if row is None or start == end or start < row.start or end > row.end:
            return {}
        return {"start": start, "end": end}

    def _on_suggestion_reject_requested(self, suggestion_id: int) -> None:
        self._session.do(operations.suggestions.reject, suggestion_id=suggestion_id)

    def _on_suggestion_other_requested(self, suggestion_id: int) -> None:
        self.open_palette(purpose=("suggestion", suggestion_id))

    def _on_palette_chosen(self, code_id: int) -> None:
        purpose, key = self._purpose
        if purpose == "suggestion":
            words = self._words_of(key)
            self._session.do(operations.suggestions.accept, suggestion_id=key, code_id=code_id, **words)
        elif purpose == "recode":
            self._session.do(operations.segments.recode, coding_id=key, code_id=code_id)
        else:
            self.apply(code_id)
        self.view.setFocus()

    def _on_palette_create_requested(self, name: str) -> None:
        span, document = self.target(), self._session.document
        if self._purpose[0] == "apply" and span is not None and document is not None:
            code_id = self._session.do(
                operations.codes.create_applied, name=name, document_id=document.id, start=span[0], end=span[1]
            )
            if code_id is not None:
                self._session.last_code_id = code_id
                self.codes.show_code(code_id)
            self.view.setFocus()
            return
        code_id = self._session.do(operations.codes.create, name=name)
        if code_id is not None:
            self._session.load()
            self._session.codes_changed.emit()
            self._on_palette_chosen(code_id)
