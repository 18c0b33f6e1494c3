# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The bar above the transcript: finding words in it, and going to a turn; it comes with a key and goes with Escape."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from qualcoder_tc.ui.parts import button, label, margins
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.transcript.view import TranscriptView

_PAUSE = 120  # milliseconds after a letter until a long text is searched
_LONG = 100_000  # characters


class TranscriptBar(QWidget):
    """Finds words in one transcript, or goes to a turn of it."""

    closed = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript_bar")
        self._view = view
        self._turns = False
        self._found: list[tuple[int, int]] = []
        self._begun = 0
        self.edit = QLineEdit()
        self.edit.setObjectName("find_in_transcript")
        self.edit.setProperty("kind", "search")
        self.edit.setMaximumWidth(320)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_edit_text_edited)
        self._count = label("", "meta", name="find_count")
        self._previous = button(
            "↑", self.previous, kind="quiet", name="find_previous", tip=self.tr("Previous place")
        )
        self._next = button("↓", self.next, kind="quiet", name="find_next", tip=self.tr("Next place"))
        self._close = button("✕", self.close_bar, kind="quiet", name="find_close", tip=self.tr("Close (Esc)"))
        for made, words in (
            (self._previous, self.tr("Previous place")),
            (self._next, self.tr("Next place")),
            (self._close, self.tr("Close the bar")),
        ):
            made.setAccessibleName(words)
        row = QHBoxLayout(self)
        margins(row, 24, 2, 24, 4, 6)
        row.addWidget(self.edit, 1)
        for widget in (self._count, self._previous, self._next):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._close)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._search)
        self.hide()

    # -- opening and closing ------------------------------------------------------------------------------

    def open_find(self) -> None:
        """Look for words; what is selected, if it is short, is what is looked for."""
        self._open(turns=False)
        span = self._view.selected_span()
        document = self._view.document
        if span and document and span[1] - span[0] <= 80 and "\n" not in document.text[span[0] : span[1]]:
            self.edit.setText(document.text[span[0] : span[1]].strip())
        self.edit.selectAll()
        self._begun = self._view.selection()[0]
        self._search()

    def open_turns(self) -> None:
        """Go to a turn by its number."""
        self._open(turns=True)
        turn = self._view.current_turn()
        self.edit.setText(str(turn.number) if turn else "")
        self.edit.selectAll()
        self._tell_turns()

    def _open(self, *, turns: bool) -> None:
        if turns != self._turns:
            self.edit.clear()
        self._turns = turns
        words = self.tr("Go to turn") if turns else self.tr("Find in this transcript")
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        self._previous.setVisible(not turns)
        self._next.setVisible(not turns)
        self.show()
        self.edit.setFocus()

    def close_bar(self) -> None:
        """Close the bar; what was found last stays selected."""
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the marks away and give the keys back to the transcript."""
        super().hideEvent(event)
        self._wait.stop()
        self._found = []
        self._view.set_emphasis([])
        self._view.setFocus()
        self.closed.emit()

    # -- looking ------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look anew: another document is shown."""
        if self.isVisible() and not self._turns:
            self._begun = 0
            self._search(keep=True)
        elif self.isVisible():
            self._tell_turns()

    def next(self) -> None:
        """Select the next place."""
        self._go(1)

    def previous(self) -> None:
        """Select the place before."""
        self._go(-1)

    def _on_edit_text_edited(self, _text: str) -> None:
        document = self._view.document
        if self._turns:
            self._go_to_turn()
        elif document is not None and len(document.text) > _LONG:
            self._wait.start(_PAUSE)
        else:
            self._search()

    def _search(self, *, keep: bool = False) -> None:
        """Mark all places; the first from where one was is selected, unless the selection is to be kept."""
        text = self.edit.text().strip()
        self._wait.stop()
        self._found = self._view.places_of(text) if text else []
        self._view.set_emphasis(self._found)
        if self._found and not keep:
            at = bisect_left(self._found, (self._begun, 0)) % len(self._found)
            self._view.show_span(*self._found[at])
        self._tell_count()

    def _go(self, step: int) -> None:
        if self._wait.isActive():
            self._search(keep=True)
        if not self._found:
            return
        start, end = self._view.selection()
        if step > 0:
            at = bisect_right(self._found, (start, end))
        else:
            at = bisect_left(self._found, (start, end)) - 1
        self._view.show_span(*self._found[at % len(self._found)])
        self._begun = self._view.selection()[0]
        self._tell_count()

    def _tell_count(self) -> None:
        if not self.edit.text().strip():
            self._count.setText("")
            return
        span = self._view.selected_span()
        count = len(self._found)
        at = bisect_left(self._found, span) if span else count
        if at < len(self._found) and self._found[at] == span:
            self._count.setText(self.tr("{0} of {1}").format(at + 1, len(self._found)))
        else:
            self._count.setText(
                counted(count, self.tr("1 place"), self.tr("{0} places", "", count))
                if count
                else self.tr("nowhere")
            )

    # -- turns --------------------------------------------------------------------------------------------

    def _go_to_turn(self) -> None:
        document, text = self._view.document, self.edit.text().strip()
        if document is not None and text.isdecimal() and 1 <= int(text) <= len(document.turns):
            self._view.go_to_turn(int(text))
        self._tell_turns()

    def _tell_turns(self) -> None:
        count = len(self._view.document.turns) if self._view.document else 0
        self._count.setText(counted(count, self.tr("of 1 turn"), self.tr("of {0} turns", "", count)))

    # -- keys ---------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go on, Shift+Enter back, and Escape close."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close_bar()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._turns:
                    self._go_to_turn()
                    self.close_bar()
                elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                    self.previous()
                else:
                    self.next()
                return True
        return super().eventFilter(watched, event)
