# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The card beside the transcript with the suggestions for the current turn."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.records import TurnRow
from qualcoder_tc.model.suggesting import OpenSuggestion, SuggestionRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.why import Why, chance, cut
from qualcoder_tc.ui.parts import button, clear, label, margins
from qualcoder_tc.ui.session import Session

_TOP = Qt.AlignmentFlag.AlignTop


class Card(QFrame):
    """A card that fills itself anew."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setObjectName(name)
        self._session = session
        self._column = QVBoxLayout(self)
        margins(self._column, 12, 9, 12, 10, 5)

    def _head(self, left: str, right: str = "") -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(left, "strong", wrap=True), 1)
        if right:
            row.addWidget(label(right, "meta"), 0, _TOP)
        self._column.addLayout(row)


class SuggestionCard(Card):
    """Codes proposed for the current turn, each with why; accepted, changed or declined with one key."""

    accept_requested = Signal(int)
    other_requested = Signal(int)
    reject_requested = Signal(int)
    suggest_requested = Signal()
    anyway_requested = Signal()
    less_sure_requested = Signal()
    more_requested = Signal(QPoint)
    source_requested = Signal(str)
    """The UUID of a coding that speaks for the suggestion or against it."""
    left = Signal()
    opened = Signal(bool)
    """All reasons are shown now, or no longer."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "suggestion_card", parent)
        self._turn: TurnRow | None = None
        self._busy = False
        self._notes: tuple[str, ...] = ()
        self._waiting: tuple[int, int] | None = None
        self._vain: bool | None = None  # nothing was found; whether what is less sure can still be asked for
        self._open = self._full = False
        self._why = Why(session, self)
        self._why.hide()
        self._why.source_requested.connect(self.source_requested)
        self._why.left.connect(self.left)
        self._on = session.read(queries.suggestions.choices).on
        session.documents_changed.connect(self._on_documents_changed)
        session.segments_changed.connect(self._on_segments_changed)
        session.coder_changed.connect(self._on_segments_changed)
        session.suggestions_changed.connect(self.refresh)
        self.refresh()

    def show_turn(self, turn: TurnRow | None) -> None:
        """Show what is suggested for a turn."""
        self._turn = turn
        self.refresh()

    def set_busy(self, busy: bool) -> None:
        """Say that suggestions are being looked for."""
        self._busy, self._waiting, self._vain = busy, None, None
        self.refresh()

    def set_notes(self, notes: tuple[str, ...]) -> None:
        """Show what suggestions rest on, where that is out of the ordinary."""
        self._notes = notes
        self.refresh()

    def wait_for(self, coded: int, least: int) -> None:
        """Say that suggestions begin after the first segments, and offer them nevertheless."""
        self._waiting = coded, least
        self.refresh()

    def found_nothing(self, *, less_sure: bool) -> None:
        """Say that nothing was found, and offer what is less sure if there can be any."""
        self._vain = less_sure
        self.refresh()

    def _on_segments_changed(self) -> None:
        if self._waiting is not None or self._vain is not None:
            self._waiting = self._vain = None  # it is another matter now; asking again tells
            self.refresh()

    def _on_documents_changed(self) -> None:
        on = self._session.read(queries.suggestions.choices).on
        if on != self._on:
            self._on = on
            self.refresh()

    def current(self) -> OpenSuggestion | None:
        """Return the suggestion that keys answer: the surest one for the current turn."""
        here = self._here()
        return here[0] if here else None

    def _here(self) -> list[OpenSuggestion]:
        if self._turn is None:
            return []
        turn = self._turn
        found = [s for s in self._session.suggestions if s.start < turn.end and s.end > turn.start]
        return sorted(found, key=lambda s: -s.score)

    def _first(self, here: list[OpenSuggestion]) -> SuggestionRow | None:
        try:
            return self._session.read(queries.suggestions.one, suggestion_id=here[0].id) if here else None
        except NotFound:
            return None  # a job has just put others in its place; they are shown in a moment

    # -- reasons ------------------------------------------------------------------------------------------

    def open_why(self, wanted: bool | None = None) -> bool:
        """Show all reasons, or the first alone; the other of the two unless told. Tell whether there is a suggestion."""
        if self.current() is None:
            return False
        self._open = not self._open if wanted is None else wanted
        self.refresh()
        return True

    def enter_why(self) -> None:
        """Go to the reasons with the keyboard: arrows scroll, Tab goes to the sources, Escape back to the text."""
        if self.open_why(True):
            self._why.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_room(self, room: int | None) -> None:
        """Give the reasons at most so much height, or all that they need."""
        self._why.set_room(room)

    def _reasons(self, row: SuggestionRow) -> None:
        if self._open:
            self._why.show_row(row)
            self._column.addWidget(self._why)
            self._why.show()
        foot = QHBoxLayout()
        foot.setSpacing(6)
        where = ""
        if not self._open:
            self._first_reason(row)
            where = row.because[0].reference if row.because else ""
        foot.addWidget(label(where, "meta", wrap=True), 1)
        words = self.tr("Fewer reasons") if self._open else self.tr("Why, and why not")
        foot.addWidget(button(words, self.open_why, kind="link", name="why_suggestion", tip="W"), 0, _TOP)
        self._column.addLayout(foot)

    def close_why(self) -> None:
        """Show the first reason alone."""
        if self._open:
            self._open = False
            self.refresh()

    def _first_reason(self, row: SuggestionRow) -> None:
        for evidence in row.because[:1]:
            if evidence.kind == "coded segment":
                why = self.tr("because it reads like “{0}”")
            elif evidence.text.casefold() == row.code.casefold():
                why = self.tr("because of its name, “{0}”")
            else:
                why = self.tr("because its definition says “{0}”")
            self._column.addWidget(label(why.format(cut(evidence.text, 150)), "soft", wrap=True))

    # -- filling ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the first suggestion for the turn, or what to do."""
        focus = self.focusWidget()
        pressed = bool(focus) and focus.hasFocus() and not (focus is self._why or self._why.isAncestorOf(focus))
        self._column.removeWidget(self._why)  # kept, with the keyboard and the place in it
        clear(self._column)
        here = self._here()
        first = self._first(here)
        full = first is not None and self._open
        if full != self._full:
            self._full = full
            self.opened.emit(full)
        if not full:
            inside = self._why.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
            self._why.hide()
            if inside or self._why.hasFocus():
                self.left.emit()
        if pressed:
            self.left.emit()  # the button goes; keys such as G are to work at once
        if first is None:
            self._nothing()
            return
        count = self.tr("1 of {0}").format(len(here)) if len(here) > 1 else ""
        self._head(self.tr("Suggested for turn {0}").format(first.turn), count)
        self._proposed(first)
        self._reasons(first)
        self._answers(first.id)

    def _proposed(self, first: SuggestionRow) -> None:
        line = QHBoxLayout() if theme.theme().scale < 1.3 else QVBoxLayout()
        line.setSpacing(6)
        line.addWidget(label(first.code, "strong", wrap=True), 1)
        words = self.tr("right {0}").format(chance(first.score))
        sure = label(words, "meta", name="suggestion_score")
        sure.setToolTip(
            self.tr(
                "Of suggestions with this number ({0}), so many are right where there is something to code. “How far to trust "
                "suggestions” in the Code menu measures it on your project."
            ).format(f"{first.score:.2f}")
        )
        sure.setAccessibleName(self.tr("Likely to be {0}").format(words))
        line.addWidget(sure, 0, _TOP)
        self._column.addLayout(line)

    def _answers(self, key: int) -> None:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(
            button(
                self.tr("Accept ↵"),
                lambda: self.accept_requested.emit(key),
                kind="primary",
                name="accept_suggestion",
            )
        )
        row.addWidget(button(self.tr("Other…"), lambda: self.other_requested.emit(key), name="other_suggestion"))
        if theme.theme().scale > 1.3:  # no room for three side by side
            row.addStretch(1)
            self._column.addLayout(row)
            row = QHBoxLayout()
        row.addWidget(
            button(self.tr("Not this ⌫"), lambda: self.reject_requested.emit(key), name="reject_suggestion")
        )
        row.addStretch(1)
        self._column.addLayout(row)

    def _nothing(self) -> None:
        document = self._session.document
        if self._busy:
            text = self.tr("Looking for codes to suggest… You can go on coding.")
        elif not self._on:
            text = self.tr("Suggestions are off in this project: it is to be coded without them.")
        elif document is None:
            text = self.tr("Open a document to have codes suggested.")
        elif self._waiting is not None:
            text = self.tr(
                "You have coded {0} of the {1} segments after which suggestions begin, so that the first ideas are your own."
            ).format(*self._waiting)
        elif self._vain:
            text = self.tr(
                "Nothing near enough. Code some more yourself, which teaches it, or see what it is less sure of."
            )
        elif self._vain is not None:
            text = self.tr(
                "Nothing comes near, not even what is unsure. Code some more yourself: every segment teaches it."
            )
        elif self._session.suggestions:
            text = self.tr("Nothing near enough to suggest here. G goes to the next suggestion.")
        else:
            text = self.tr("From the definitions, and from what you coded so far. Nothing leaves this computer.")
        # Side by side where there is room, else one below the other.
        row = QHBoxLayout() if theme.theme().scale < 1.3 else QVBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.tr("Suggestions"), "strong"), 1)
        if document is not None and not self._busy and self._on:
            if self._vain:
                less = self.less_sure_requested.emit
                row.addWidget(button(self.tr("Show less sure"), less, name="suggest_less_sure"))
            elif self._waiting is None:
                row.addWidget(button(self.tr("Suggest codes"), self.suggest_requested.emit, name="suggest"))
            else:
                row.addWidget(button(self.tr("Suggest anyway"), self.anyway_requested.emit, name="suggest_anyway"))
            more = button("⋯", kind="quiet", name="suggest_more", tip=self.tr("For which text, and how to suggest"))
            more.setAccessibleName(self.tr("For which text, and how to suggest"))
            more.clicked.connect(lambda: self.more_requested.emit(more.mapToGlobal(more.rect().bottomLeft())))
            row.addWidget(more)
        self._column.addLayout(row)
        self._column.addWidget(label(text, "meta", wrap=True))
        for note in self._notes[:2]:
            self._column.addWidget(label(note, "meta", wrap=True))
