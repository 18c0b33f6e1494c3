# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Reading and writing one memo, with what it is about."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.memos import MemoRow, SubjectRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.latest import Latest
from qualcoder_tc.ui.panels.memo_editor import MemoEditor
from qualcoder_tc.ui.parts import button, clear, label, margins, surface
from qualcoder_tc.ui.session import Session

_WORDS = {"coding": "segment", "project": "journal"}
_MEASURE = 620


class MemoPane(QWidget):
    """One memo with room to think."""

    opened = Signal(str, str)
    """Kind and UUID of something the memo is about, to be shown."""
    beside_requested = Signal()
    delete_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session = session
        self._subject: SubjectRow | None = None
        self._found: list[SubjectRow] = []
        self._latest, self._entered = Latest(self), False
        self.writer = MemoEditor(session, compact=False)
        self._about = QVBoxLayout()
        margins(self._about, 0, 0, 0, 0, 0)
        self.link = QLineEdit()
        self.link.setObjectName("memo_link")
        self.link.setPlaceholderText(self.tr("Link to a code, theme, case, document or segment"))
        self.link.setAccessibleName(self.tr("Link this memo to something else"))
        self.link.setProperty("kind", "search")
        self.link.setMaximumWidth(theme.px(380))
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.link.setCompleter(completer)
        completer.activated.connect(self._on_name_activated)
        self.link.textEdited.connect(self._on_link_edited)
        self.link.returnPressed.connect(self._on_link_returned)
        self.link.installEventFilter(self)
        self._beside = button(self.tr("Write one beside it"), self.beside_requested.emit, name="memo_beside")
        self._delete = button(self.tr("Delete"), self.delete_requested.emit, kind="quiet", name="memo_delete")
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setMaximumWidth(theme.px(_MEASURE))
        column = QVBoxLayout(inner)
        margins(column, 0, 0, 0, 0, 8)
        column.addLayout(self._about)
        foot = QHBoxLayout()
        margins(foot, 0, 0, 0, 10, 8)
        foot.addSpacing(68)
        foot.addWidget(self.link, 1)
        foot.addStretch(0)
        column.addLayout(foot)
        column.addWidget(self.writer, 1)
        for action in (self._beside, self._delete):
            self.writer.row.addWidget(action)
        across = QHBoxLayout(self)
        margins(across, 40, 22, 40, 18, 0)
        across.addWidget(inner, 1)
        across.addStretch(0)

    # -- showing ------------------------------------------------------------------------------------------

    def show_memo(self, memo: MemoRow) -> None:
        """Show a memo."""
        self._subject = memo.subject
        self.writer.show_memo((memo.subject_kind, memo.subject_uuid), memo)
        self._show_about(memo.links)
        own = memo.coder_id == self._session.coder.id
        self._delete.setVisible(own)
        self._beside.setVisible(not own)
        self.link.show()

    def show_new(self, subject: SubjectRow) -> None:
        """Make room for a new memo about something."""
        self._subject = subject
        self.writer.show_memo((subject.kind, subject.uuid), None)
        self._show_about(())
        self._delete.hide()
        self._beside.hide()
        self.link.show()

    def _show_about(self, links: tuple[SubjectRow, ...]) -> None:
        clear(self._about)
        assert self._subject is not None
        for place, subject in enumerate((self._subject, *links)):
            row = QHBoxLayout()
            margins(row, 0, 0, 0, 0, 8)
            kind = label(_WORDS.get(subject.kind, subject.kind).capitalize(), "meta")
            kind.setFixedWidth(theme.px(64))
            row.addWidget(kind)
            name = button(
                subject.name, partial(self.opened.emit, subject.kind, subject.uuid), kind="link", name="memo_about"
            )
            name.setToolTip(self.tr("Go to it"))
            row.addWidget(name)
            if place:
                take = button("×", partial(self._unlink, subject.uuid), kind="quiet", name="memo_unlink")
                take.setAccessibleName(self.tr("Take the link to {0} off").format(subject.name))
                take.setToolTip(take.accessibleName())
                row.addWidget(take)
            row.addStretch(1)
            self._about.addLayout(row)

    # -- linking ------------------------------------------------------------------------------------------

    def use(self, jobs: JobRunner) -> None:
        """Look for things to link to away from the window from now on."""
        self._latest.use(jobs)

    def _on_link_edited(self, text: str) -> None:
        words = text.strip()
        self._entered = False
        if words:
            self._latest.ask(
                lambda: self._session.read(queries.memos.subjects, words=words), lambda found: self._offer(found)
            )
        else:
            self._latest.forget()
            self._offer([])

    def _offer(self, found: list[SubjectRow]) -> None:
        self._found = found
        self._names.setStringList([f"{_WORDS.get(s.kind, s.kind)}: {s.name}" for s in found])
        if self._entered:
            self._on_link_returned()
        elif found and self.link.hasFocus():
            self.link.completer().complete()

    def _on_name_activated(self, name: str) -> None:
        chosen = next(
            (s for s in self._found if name.endswith(f": {s.name}") and name.startswith(_prefix(s))), None
        )
        if chosen is not None:
            self._link_to(chosen)

    def _on_link_returned(self) -> None:
        # Whoever types fast and presses Enter gets what was typed, not what was found for less of it.
        self._entered = self._latest.busy
        if self._found and not self._entered:
            self._link_to(self._found[0])

    def _link_to(self, chosen: SubjectRow) -> None:
        self._found = []
        # The completer writes the chosen name into the line after this.
        QTimer.singleShot(0, self.link, self.link.clear)
        self.writer.save()
        memo = self.writer.memo
        if memo is None:
            self.show_new(chosen)  # nothing is written yet: it becomes what the memo is about
            return
        self._session.do(operations.memos.link, memo_id=memo.id, subject_kind=chosen.kind, subject_uuid=chosen.uuid)
        self._read_again(memo.id)

    def _unlink(self, uuid: str) -> None:
        memo = self.writer.memo
        if memo is not None:
            self._session.do(operations.memos.unlink, memo_id=memo.id, subject_uuid=uuid)
            self._read_again(memo.id)

    def _read_again(self, memo_id: int) -> None:
        memo = self._session.read(queries.memos.one, memo_id=memo_id)
        if memo is not None:
            self.show_memo(memo)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the line for linking with Escape."""
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.link.clear()
            self.writer.edit.setFocus()
            return True
        return super().eventFilter(watched, event)


def _prefix(subject: SubjectRow) -> str:
    return f"{_WORDS.get(subject.kind, subject.kind)}: "
