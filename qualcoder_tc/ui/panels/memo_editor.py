# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Writing one memo: words are kept after each pause, and become one entry of the history when the memo is left."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QHBoxLayout, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.memos import KINDS, DraftRow, MemoRow
from qualcoder_tc.storage.schema import new_uuid, now
from qualcoder_tc.ui.parts import label, margins
from qualcoder_tc.ui.session import Session

PAUSE = 600  # milliseconds without a key after which the words are kept
_LEADING = {"writing": 140.0, "quiet": 112.0, "title": 104.0}


class MemoText(QTextEdit):
    """Plain text with some air between the lines, which grows with its words up to a height."""

    def __init__(self, low: int, high: int | None, kind: str = "quiet", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._low, self._high, self._kind = low, high, kind
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("kind", kind)
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if high is not None:
            self.document().documentLayout().documentSizeChanged.connect(self._fit)
            self._fit()

    def _fit(self, *_size: object) -> None:
        assert self._high is not None
        wanted = int(self.document().size().height()) + 8
        self.setFixedHeight(max(self._low, min(wanted, self._high)))

    def show_words(self, text: str) -> None:
        """Show other words; what was typed before can no longer be undone here."""
        if text == self.toPlainText():
            return
        self.setPlainText(text)
        self.document().setUndoRedoEnabled(False)
        form = QTextBlockFormat()
        form.setLineHeight(_LEADING[self._kind], QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.document().setUndoRedoEnabled(True)


class MemoEditor(QWidget):
    """Title, kind and words of one memo; another person's can only be read."""

    saved = Signal()
    left = Signal()
    """Escape was pressed: whoever shows the memo decides where the keyboard goes."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, compact: bool = True) -> None:
        super().__init__(parent)
        self._session = session
        self._compact = compact
        self._subject: tuple[str, str] | None = None
        self._memo: MemoRow | None = None
        self._uuid = new_uuid()
        self._filling = False
        self._drafted = False
        self.dirty = False
        self.title = QLineEdit()
        self.title.setObjectName("memo_title")
        self.title.setProperty("kind", "quiet" if compact else "headline")
        self.title.setPlaceholderText(self.tr("Title, if it needs one"))
        self.title.setAccessibleName(self.tr("Title of the memo"))
        self.kind = QComboBox()
        self.kind.setObjectName("memo_kind")
        self.kind.setProperty("kind", "quiet")
        self.kind.setAccessibleName(self.tr("Kind of memo"))
        for kind, words in zip(KINDS, kind_words(), strict=True):
            self.kind.addItem(words, kind)
        self.edit = MemoText(72, 168) if compact else MemoText(160, None, "writing")
        self.edit.setObjectName("memo")
        self.edit.setAccessibleName(self.tr("Memo"))
        self.edit.setPlaceholderText(self.tr("Write a memo. It is saved as you write."))
        self.facts = label("", "meta", wrap=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.keep)
        self._lay_out(compact)
        self.title.textEdited.connect(self._on_changed)
        self.edit.textChanged.connect(self._on_changed)
        self.kind.activated.connect(self._on_kind_activated)
        for widget in (self.title, self.edit, self.kind):
            widget.installEventFilter(self)

    def _lay_out(self, compact: bool) -> None:
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 2 if compact else 8)
        foot = QHBoxLayout()
        margins(foot, 0, 0, 0, 0, 4)
        layout.addWidget(self.title)
        if compact:
            layout.addWidget(self.edit, 1)
        foot.addWidget(self.facts, 1)
        foot.addWidget(self.kind)
        layout.addLayout(foot)
        if not compact:
            layout.addWidget(self.edit, 1)
        self.row = foot

    # -- showing ------------------------------------------------------------------------------------------

    @property
    def memo(self) -> MemoRow | None:
        """Return the memo that is shown, None while a new one has no words yet."""
        return self._memo

    @property
    def subject(self) -> tuple[str, str] | None:
        """Return kind and UUID of what the memo is about."""
        return self._subject

    def show_memo(self, subject: tuple[str, str], memo: MemoRow | None) -> None:
        """Show a memo about something, or room for a new one; what was being written is saved first."""
        same = memo is not None and self._memo is not None and memo.id == self._memo.id
        if self.dirty and same:
            return  # whoever is writing goes on writing
        self.save()
        if not (same or (memo is None and self._memo is None and subject == self._subject)):
            self._uuid = memo.uuid if memo is not None else new_uuid()
        self._subject, self._memo = subject, memo
        own = memo is None or memo.coder_id == self._session.coder.id
        self._filling = True
        self.title.setText(memo.title if memo else "")
        self.title.setCursorPosition(0)
        self.edit.show_words(memo.text if memo else "")
        self.kind.setCurrentIndex(max(0, self.kind.findData(memo.kind if memo else "note")))
        self._filling = False
        self.title.setReadOnly(not own)
        self.edit.setReadOnly(not own)
        self.kind.setVisible(own)
        self.title.setVisible(own or bool(memo and memo.title))
        self._show_facts()

    def _show_facts(self) -> None:
        memo = self._memo
        if memo is None:
            self.facts.setText("")
            return
        own = memo.coder_id == self._session.coder.id
        text = day(memo.created) if own and self._compact else f"{memo.coder}, {day(memo.created)}"
        if memo.modified[:10] != memo.created[:10]:
            text = self.tr("{0}, changed {1}").format(text, day(memo.modified))
        if not own:
            kind = "" if memo.kind == "note" else f", {kind_name(memo.kind).lower()}"
            text = self.tr("{0}{1}. Yours to read, theirs to change.").format(text, kind)
        self.facts.setText(text)

    # -- keeping and saving -------------------------------------------------------------------------------

    def _on_changed(self) -> None:
        if not self._filling:
            self.dirty = True
            self._pause.start()

    def _on_kind_activated(self, _index: int) -> None:
        if self._memo is not None:
            self.dirty = True
            self.save()

    def keep(self) -> None:
        """Keep the words in the project, so that no crash takes them; the history learns of them when they are saved."""
        self._pause.stop()
        if not self.dirty or self._subject is None:
            return
        if self._session.held:
            self._pause.start()
            return
        kind, uuid = self._subject
        words = (self.kind.currentData(), self.title.text(), self.edit.toPlainText())
        try:
            self._session.project.keep_draft(
                DraftRow(self._uuid, kind, uuid, *words, self._session.coder.uuid, now())
            )
            self._drafted = True
        except AppError as error:
            self._session.failed.emit(error.title, error.message)

    def save(self) -> None:
        """Save what was written as one entry of the history; an emptied memo is deleted."""
        self._pause.stop()
        if not self.dirty or self._subject is None:
            return
        if self._session.held:
            self._save_later()
            return
        kind, uuid = self._subject
        try:
            key = self._session.project.do(
                operations.memos.write,
                subject_kind=kind,
                subject_uuid=uuid,
                text=self.edit.toPlainText(),
                title=self.title.text(),
                kind=self.kind.currentData(),
                uuid=self._uuid,
            )
        except AppError as error:
            self.keep()  # the words stay in sight and in the draft
            self._session.failed.emit(error.title, error.message)
            return
        self.dirty = False
        if self._drafted:
            self._session.project.drop_drafts([self._uuid])
            self._drafted = False
        self._memo = None if key is None else self._session.read(queries.memos.one, memo_id=key)
        if key is None:
            self._uuid = new_uuid()
        self._show_facts()
        self.saved.emit()

    def _save_later(self) -> None:
        """Save as soon as the window may write; the words are taken now, since another memo may be shown by then."""
        session, draft = self._session, self._uuid
        assert self._subject is not None
        words = {
            "subject_kind": self._subject[0],
            "subject_uuid": self._subject[1],
            "text": self.edit.toPlainText(),
            "title": self.title.text(),
            "kind": self.kind.currentData(),
            "uuid": draft,
        }

        def write() -> None:
            session.do(operations.memos.write, **words)
            session.project.drop_drafts([draft])

        session.when_free(write)
        self.dirty = self._drafted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save when the memo is left, or on Ctrl+Enter."""
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                # Where the focus goes is known only after this.
                QTimer.singleShot(0, self, self._leave)
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.save()
                self.left.emit()
        return super().eventFilter(watched, event)

    def _leave(self) -> None:
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            self.save()


def kind_words() -> tuple[str, ...]:
    """Return the kinds of memos in words."""
    tr = QApplication.translate
    return (
        tr("Memos", "Note"),
        tr("Memos", "Analytic"),
        tr("Memos", "Reflexive"),
        tr("Memos", "Methodological"),
    )


def kind_name(kind: str) -> str:
    """Return a kind of memo in words; one of another program as it is."""
    return next((words for known, words in zip(KINDS, kind_words(), strict=True) if known == kind), kind)


def day(when: str) -> str:
    """Return a date as people write it."""
    from PySide6.QtCore import QDate, QLocale

    date = QDate.fromString(when[:10], "yyyy-MM-dd")
    return QLocale(QLocale.Language.English).toString(date, "d MMM yyyy")


def recover(session: Session) -> tuple[int, int]:
    """Save what was being written when the program ended early; return of how many memos and of how many themes."""
    drafts = session.project.drafts()
    if not drafts or session.project.read_only:
        return 0, 0
    of_themes = [d for d in drafts if d.kind == "theme"]
    of_memos = [d for d in drafts if d.kind != "theme"]
    do = session.project.do
    memos = do(operations.memos.recover, drafts=of_memos) if of_memos else 0
    themes = do(operations.themes.recover, drafts=of_themes) if of_themes else 0
    session.project.drop_drafts([d.memo_uuid for d in drafts])
    return memos, themes
