# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The memos about one thing beside it: one's own to write, others' to read; and the same as a note that pops up."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.memos import MemoRow, shortened
from qualcoder_tc.model.records import CaseRow, CodeRow, CodingRow
from qualcoder_tc.model.themes import ThemeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.memo_editor import MemoEditor, day, kind_name
from qualcoder_tc.ui.parts import button, clear, label, margins
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_SHOWN = 3
_CUT = 280


class MemoCard(QFrame):
    """The memos about the chosen coding, the chosen code or the open document, written in place."""

    all_requested = Signal(str, str)
    """Kind and UUID of what to show all memos about."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self.setObjectName("memo_card")
        self._session = session
        self._subject: tuple[str, str] | None = None
        self._title = label("", "strong", wrap=True)
        self.writer = MemoEditor(session)
        self.edit = self.writer.edit
        self._others = QVBoxLayout()
        margins(self._others, 0, 4, 0, 0, 3)
        column = QVBoxLayout(self)
        margins(column, 12, 9, 12, 10, 5)
        column.addWidget(self._title)
        column.addWidget(self.writer)
        column.addLayout(self._others)
        session.memos_changed.connect(self.reload)
        session.coder_changed.connect(self.reload)
        self.show_project()

    # -- what it is about ---------------------------------------------------------------------------------

    def show_project(self) -> None:
        """Show the memos about the project."""
        info = self._session.read(queries.project.info)
        self.show_subject("project", info.id, self.tr("Memo on the project"))

    def show_document(self) -> None:
        """Show the memos about the open document."""
        document = self._session.document
        if document is None:
            self.show_project()
        else:
            self.show_subject("document", document.uuid, self.tr("Memo on {0}").format(document.title))

    def show_code(self, row: CodeRow) -> None:
        """Show the memos about a code."""
        self.show_subject("code", row.uuid, self.tr("Memo on the code {0}").format(row.name))

    def show_coding(self, row: CodingRow) -> None:
        """Show the memos about a coding."""
        self.show_subject("coding", row.uuid, self.tr("Comment on this passage, {0}").format(row.code))

    def show_case(self, row: CaseRow) -> None:
        """Show the memos about a case."""
        self.show_subject("case", row.uuid, self.tr("Memo on {0}").format(row.name))

    def show_theme(self, row: ThemeRow) -> None:
        """Show the memos about a theme."""
        self.show_subject("theme", row.uuid, self.tr("Memo on the theme {0}").format(row.name))

    def show_subject(self, kind: str, uuid: str, title: str) -> None:
        """Show the memos about anything."""
        if self._subject != (kind, uuid):
            self.save()
        self._subject = (kind, uuid)
        self._title.setText(title)
        self.reload()

    # -- showing and saving -------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the memos anew; words that are being written stay."""
        if self._subject is None:
            return
        kind, uuid = self._subject
        own, others, count = self._session.read(
            queries.memos.beside,
            subject_kind=kind,
            subject_uuid=uuid,
            coder_id=self._session.coder.id,
            limit=_SHOWN,
        )
        if not self.writer.dirty:
            self.writer.show_memo(self._subject, own)
            # A comment needs no title; one that has it shows it.
            self.writer.title.setVisible(bool(own and own.title))
        self._show_others(others, count)

    def _show_others(self, memos: list[MemoRow], count: int) -> None:
        clear(self._others)
        for memo in memos:
            facts = f"{memo.coder}, {day(memo.created)}" + (
                f", {kind_name(memo.kind).lower()}" if memo.kind != "note" else ""
            )
            self._others.addWidget(label(facts, "meta", wrap=True))
            words = f"{memo.title}: {memo.text}" if memo.title else memo.text
            self._others.addWidget(label(shortened(words, _CUT), "soft", wrap=True))
        if memos:
            words = counted(count, self.tr("The memo on this"), self.tr("All {0} memos on this", "", count))
            self._others.addWidget(button(words, self._ask_for_all, kind="link", name="all_memos"))

    def _ask_for_all(self) -> None:
        if self._subject is not None:
            self.save()
            self.all_requested.emit(*self._subject)

    def save(self) -> None:
        """Save the memo if it was changed; an emptied one is deleted."""
        self.writer.save()


class MemoNote(MemoCard):
    """A memo card that pops up over a table or a board, and is saved when it is closed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session, parent)
        self.setObjectName("memo_note")
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setFixedWidth(theme.px(360))
        self.all_requested.connect(self.hide)

    def pop(self, place: QPoint) -> None:
        """Open at a place of the screen, within it."""
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(place.x(), screen.right() - self.width() - 8)
        y = min(place.y(), screen.bottom() - self.height() - 8)
        self.move(max(screen.left(), x), max(screen.top(), y))
        self.show()
        self.edit.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what was written."""
        self.save()
        super().hideEvent(event)
