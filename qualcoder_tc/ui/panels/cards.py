# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Cards beside the transcript: a memo, the suggestions for the current turn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.records import CodeRow, CodingRow, SuggestionRow, TurnRow
from qualcoder_tc.ui.parts import button, clear, label, margins
from qualcoder_tc.ui.session import Session


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
            row.addWidget(label(right, "meta"), 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(row)


class MemoCard(Card):
    """The memo about the chosen coding, the chosen code or the open document, edited in place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "memo_card", parent)
        self._subject: tuple[str, str] | None = None
        self._memo_id: int | None = None
        self._title = label("", "strong", wrap=True)
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("memo")
        self.edit.setAccessibleName(self.tr("Memo"))
        self.edit.setProperty("kind", "quiet")
        self.edit.setPlaceholderText(self.tr("Write a memo. It is saved when you leave it."))
        self.edit.setFixedHeight(72)
        self.edit.setTabChangesFocus(True)
        self.edit.installEventFilter(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self.edit)
        session.memos_changed.connect(self.reload)
        self.show_project()

    def show_project(self) -> None:
        """Show the memo about the project."""
        info = self._session.read(queries.project.info)
        self._show("project", info.id, self.tr("Memo on the project"))

    def show_document(self) -> None:
        """Show the memo about the open document."""
        document = self._session.document
        if document is None:
            self.show_project()
        else:
            self._show("document", document.uuid, self.tr("Memo on {0}").format(document.title))

    def show_code(self, row: CodeRow) -> None:
        """Show the memo about a code."""
        self._show("code", row.uuid, self.tr("Memo on the code {0}").format(row.name))

    def show_coding(self, row: CodingRow) -> None:
        """Show the memo about a coding."""
        self._show("coding", row.uuid, self.tr("Comment on this passage, {0}").format(row.code))

    def _show(self, kind: str, uuid: str, title: str) -> None:
        self.save()
        self._subject = (kind, uuid)
        self._title.setText(title)
        self.reload()

    def reload(self) -> None:
        """Read the memo anew, unless it is being written."""
        if self._subject is None or self.edit.hasFocus():
            return
        kind, uuid = self._subject
        memos = self._session.read(queries.memos.about, subject_kind=kind, subject_uuid=uuid)
        mine = [m for m in memos if m.coder == self._session.coder.name]
        shown = mine[0] if mine else memos[0] if memos else None
        self._memo_id = shown.id if shown else None
        self.edit.setPlainText(shown.text if shown else "")

    def save(self) -> None:
        """Write the memo if it was changed; an emptied one is deleted."""
        if self._subject is None:
            return
        kind, uuid = self._subject
        text = self.edit.toPlainText()
        known = self._session.read(queries.memos.about, subject_kind=kind, subject_uuid=uuid)
        before = next((m for m in known if m.id == self._memo_id), None)
        if text.strip() == (before.text if before else ""):
            return
        self._memo_id = self._session.do(
            operations.memos.write,
            subject_kind=kind,
            subject_uuid=uuid,
            text=text,
            kind=before.kind if before else "note",
            memo_id=before.id if before else None,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the memo is left, or on Ctrl+Enter."""
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
                return True
        return super().eventFilter(watched, event)


class SuggestionCard(Card):
    """Codes proposed for the current turn, each with why; accepted, changed or declined with one key."""

    accept_requested = Signal(int)
    other_requested = Signal(int)
    reject_requested = Signal(int)
    suggest_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "suggestion_card", parent)
        self._turn: TurnRow | None = None
        self._busy = False
        session.suggestions_changed.connect(self.refresh)
        self.refresh()

    def show_turn(self, turn: TurnRow | None) -> None:
        """Show what is suggested for a turn."""
        self._turn = turn
        self.refresh()

    def set_busy(self, busy: bool) -> None:
        """Say that suggestions are being looked for."""
        self._busy = busy
        self.refresh()

    def current(self) -> SuggestionRow | None:
        """Return the suggestion that keys answer: the surest one for the current turn."""
        here = self._here()
        return here[0] if here else None

    def _here(self) -> list[SuggestionRow]:
        if self._turn is None:
            return []
        turn = self._turn
        found = [s for s in self._session.suggestions if s.start < turn.end and s.end > turn.start]
        return sorted(found, key=lambda s: -s.score)

    def refresh(self) -> None:
        """Show the first suggestion for the turn, or what to do."""
        clear(self._column)
        here = self._here()
        if not here:
            self._nothing()
            return
        first = here[0]
        count = f"1 of {len(here)}" if len(here) > 1 else ""
        self._head(self.tr("Suggested for turn {0}").format(first.turn), count)
        line = QHBoxLayout()
        line.setSpacing(6)
        name = label(first.code, "strong")
        line.addWidget(name)
        line.addWidget(label(f"{first.score:.2f}", "meta"))
        line.addStretch(1)
        self._column.addLayout(line)
        for evidence in first.because[:1]:
            kind = self.tr("it reads like") if evidence.kind == "coded segment" else self.tr("its definition says")
            text = evidence.text if len(evidence.text) <= 150 else evidence.text[:149] + "…"
            self._column.addWidget(label(f"because {kind} “{text}”", "soft", wrap=True))
            if evidence.reference:
                self._column.addWidget(label(evidence.reference, "meta", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(6)
        key = first.id
        row.addWidget(
            button(
                self.tr("Accept ↵"),
                lambda: self.accept_requested.emit(key),
                kind="primary",
                name="accept_suggestion",
            )
        )
        row.addWidget(button(self.tr("Other…"), lambda: self.other_requested.emit(key), name="other_suggestion"))
        row.addWidget(
            button(self.tr("Not this ⌫"), lambda: self.reject_requested.emit(key), name="reject_suggestion")
        )
        row.addStretch(1)
        self._column.addLayout(row)

    def _nothing(self) -> None:
        document = self._session.document
        if self._busy:
            text = self.tr("Reading along…")
        elif document is None:
            text = self.tr("Open a document to have codes suggested.")
        elif self._session.suggestions:
            text = self.tr("Nothing near enough to suggest here. G goes to the next suggestion.")
        else:
            text = self.tr("From the definitions, and from what you coded so far. Nothing leaves this computer.")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(self.tr("Suggestions"), "strong"), 1)
        if document is not None and not self._busy:
            row.addWidget(button(self.tr("Suggest codes"), self.suggest_requested.emit, name="suggest"))
        self._column.addLayout(row)
        self._column.addWidget(label(text, "meta", wrap=True))
