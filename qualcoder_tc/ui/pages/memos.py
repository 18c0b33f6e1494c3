# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All memos by date, as a research journal: read, written, narrowed, and tied to what they are about."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries
from qualcoder_tc.model.memos import KINDS, MemoRow, SubjectRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.latest import Latest
from qualcoder_tc.ui.panels.memo_editor import kind_words
from qualcoder_tc.ui.panels.memo_list import ROW, MemosModel, memo_list
from qualcoder_tc.ui.panels.memo_pane import MemoPane
from qualcoder_tc.ui.parts import button, label, margins, offer, rule, surface
from qualcoder_tc.ui.session import Session


class MemosPage(QWidget):
    """The memos page."""

    opened = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session = session
        self._stale = True
        self._latest = Latest(self)
        self._only: SubjectRow | None = None
        self.model = MemosModel(self)
        self.list = memo_list(self.model, self.tr("Memos"))
        self.pane = MemoPane(session)
        self.words = QLineEdit()
        self.words.setObjectName("memo_words")
        self.words.setProperty("kind", "search")
        self.words.setPlaceholderText(self.tr("Words in memos, titles and what they are about"))
        self.words.setAccessibleName(self.tr("Search the memos"))
        self.words.setClearButtonEnabled(True)
        self.kind, self.author, self.subject = (
            self._combo("memos_kind", self.tr("Kind")),
            self._combo("memos_author", self.tr("Author")),
            self._combo("memos_subject", self.tr("About")),
        )
        self._count = label("", "soft")
        self._empty = label("", "soft", wrap=True)
        self._only_button = button("", self._show_everything, kind="link", name="memos_only")
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(120)
        self._lay_out()
        self._fill_choices()
        self._connect()

    def use(self, jobs: JobRunner) -> None:
        """Look for words away from the window from now on."""
        self._latest.use(jobs)
        self.pane.use(jobs)

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(words)
        combo.setMinimumWidth(theme.px(60))
        return combo

    def _lay_out(self) -> None:
        side = QWidget()
        surface(side, "panel")
        head, grid, column = QHBoxLayout(), QGridLayout(), QVBoxLayout(side)
        margins(head, 20, 14, 16, 6, 8)
        head.addWidget(label(self.tr("Memos"), "heading"))
        head.addWidget(self._count, 1)
        new = button(self.tr("New memo"), self.new_memo, name="new_memo", tip=self.tr("Ctrl+Shift+M"))
        head.addWidget(new)
        margins(grid, 20, 0, 16, 8, 6)
        grid.addWidget(self.words, 0, 0, 1, 3)
        for n, combo in enumerate((self.subject, self.kind, self.author)):
            grid.addWidget(combo, 1, n)
            grid.setColumnStretch(n, 1)
        only = QHBoxLayout()
        margins(only, 20, 0, 16, 6, 0)
        only.addWidget(self._only_button)
        only.addStretch(1)
        self._empty.setContentsMargins(20, 16, 16, 0)
        margins(column, 0, 0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(grid)
        column.addLayout(only)
        column.addWidget(rule())
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        side.setMinimumWidth(theme.px(300))
        self.splitter = QSplitter()
        self.splitter.addWidget(side)
        self.splitter.addWidget(self.pane)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([theme.px(400), 900])
        self.splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _connect(self) -> None:
        session = self._session
        self._typed.timeout.connect(self._load)
        self.words.textChanged.connect(lambda _text: self._typed.start())
        for combo in (self.kind, self.author, self.subject):
            combo.activated.connect(lambda _n: self._load())
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        self.list.activated.connect(lambda _index: self.pane.writer.edit.setFocus())
        self.pane.opened.connect(self.opened)
        self.pane.beside_requested.connect(self._write_beside)
        self.pane.delete_requested.connect(self.delete_chosen)
        self.pane.writer.saved.connect(self._on_writer_saved)
        for signal in (session.memos_changed, session.coder_changed, session.codes_changed, session.themes_changed):
            signal.connect(self._on_session_changed)
        keys = QShortcut(QKeySequence("Ctrl+Shift+M"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.new_memo)
        remove = QShortcut(QKeySequence("Delete"), self.list)
        remove.setContext(Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self.delete_chosen)

    def _fill_choices(self) -> None:
        self.subject.addItem(self.tr("Everything"), None)
        for words, kind in (
            (self.tr("Research journal"), "project"),
            (self.tr("Documents"), "document"),
            (self.tr("Cases"), "case"),
            (self.tr("Codes"), "code"),
            (self.tr("Segments"), "coding"),
            (self.tr("Themes"), "theme"),
        ):
            self.subject.addItem(words, kind)
        self.kind.addItem(self.tr("All kinds"), None)
        for words, kind in zip(kind_words(), KINDS, strict=True):
            self.kind.addItem(words, kind)
        self.author.addItem(self.tr("Everybody"), None)

    # -- showing ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while it was out of sight."""
        if self._stale:
            self.refresh()
        super().showEvent(event)
        QTimer.singleShot(0, self, self._enter)

    def _enter(self) -> None:
        """Begin in the list, unless somebody writes."""
        focus = QApplication.focusWidget()
        if focus is None or not self.pane.isAncestorOf(focus):
            (self.list if self.model.rowCount() else self.pane.writer.edit).setFocus()

    def _on_session_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the memos as they are now, with the same one chosen."""
        self._stale = False
        authors = self._session.read(queries.memos.authors)
        offer(self.author, self.tr("Everybody"), [(name, key) for key, name in authors])
        self._load()

    def _narrowed(self) -> dict[str, object]:
        kind, author, subject = (c.currentData() for c in (self.kind, self.author, self.subject))
        return {
            "words": self.words.text().strip(),
            "kinds": None if kind is None else [kind],
            "coder_ids": None if author is None else [author],
            "subject_kinds": None if subject is None else [subject],
            "subject_uuid": self._only.uuid if self._only else None,
        }

    def _load(self) -> None:
        self._typed.stop()
        how, read = self._narrowed(), self._session.read
        if how["words"]:
            # Every memo is looked through: away from the window, while what was found before stays in sight.
            self._latest.ask(
                lambda: read(queries.memos.ids, **how), lambda ids: self._show_found(ids, narrowed=True)
            )
        else:
            self._latest.forget()
            narrowed = any(value for value in how.values())
            self._show_found(read(queries.memos.ids, **how), narrowed=narrowed)

    @property
    def busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._typed.isActive() or self._latest.busy

    def _show_found(self, ids: list[int], *, narrowed: bool) -> None:
        shown, count = self.pane.writer.memo, len(ids)
        self.list.selectionModel().blockSignals(True)
        self.model.show(ids, lambda some: self._session.read(queries.memos.some, ids=some))
        index = self.model.index_of(shown.id) if shown is not None else QModelIndex()
        self.list.setCurrentIndex(index)
        self.list.selectionModel().blockSignals(False)
        self._count.setText(f"{count:,}" if count else "")
        self._only_button.setVisible(self._only is not None)
        if self._only is not None:
            self._only_button.setText(self.tr("Only on {0}. Show all").format(self._only.name))
        nothing = self.tr(
            "No memos yet. Write down what strikes you, why you decided as you did, and where you stand yourself: "
            "here as a journal of the study, or with M wherever you are, about a passage, code, case or theme."
        )
        self._empty.setText(self.tr("No memo fits.") if narrowed else nothing)
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))
        self._show_chosen(index)

    def _show_chosen(self, index: QModelIndex) -> None:
        if self.pane.writer.dirty:
            return
        row, shown = index.data(ROW), self.pane.writer.memo
        if isinstance(row, MemoRow):
            self.pane.show_memo(row)
            return
        if shown is None and self.pane.writer.subject is not None:
            return  # room for a new memo stays open
        if shown is not None and self._session.read(queries.memos.one, memo_id=shown.id) is not None:
            return  # only the list was narrowed to others
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        else:
            self.pane.show_new(self._new_subject())

    def _on_list_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW)
        if isinstance(row, MemoRow):
            self.pane.writer.save()
            # What was saved just now may be the very one that is chosen.
            self.pane.show_memo(self._session.read(queries.memos.one, memo_id=row.id) or row)

    def _on_writer_saved(self) -> None:
        memo = self.pane.writer.memo
        if memo is not None:
            self.pane.show_memo(memo)

    # -- what one can do ----------------------------------------------------------------------------------

    def _new_subject(self) -> SubjectRow:
        if self._only is not None:
            return self._only
        info = self._session.read(queries.project.info)
        return SubjectRow("project", info.id, info.title)

    def new_memo(self) -> None:
        """Make room for a new memo, in the journal or about what the list is narrowed to."""
        self.pane.writer.save()
        self.list.selectionModel().blockSignals(True)
        self.list.setCurrentIndex(QModelIndex())
        self.list.selectionModel().blockSignals(False)
        self.pane.show_new(self._new_subject())
        self.pane.writer.edit.setFocus()

    def _write_beside(self) -> None:
        memo = self.pane.writer.memo
        if memo is not None:
            self.list.selectionModel().blockSignals(True)
            self.list.setCurrentIndex(QModelIndex())
            self.list.selectionModel().blockSignals(False)
            self.pane.show_new(memo.subject)
            self.pane.writer.edit.setFocus()

    def delete_chosen(self) -> None:
        """Delete the memo that is shown; undo brings it back."""
        memo = self.pane.writer.memo
        if memo is not None:
            self.pane.writer.dirty = False
            self._session.do(operations.memos.delete, memo_id=memo.id)

    def show_about(self, kind: str, uuid: str) -> None:
        """Narrow the list to the memos about one thing."""
        name = self._session.read(queries.memos.name_of, subject_kind=kind, subject_uuid=uuid)
        self._only = SubjectRow(kind, uuid, name)
        self.words.clear()
        for combo in (self.kind, self.author, self.subject):
            combo.setCurrentIndex(0)
        self.refresh()
        self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def _show_everything(self) -> None:
        self._only = None
        self._load()

    def _on_list_menu_requested(self, place: QPoint) -> None:
        row = self.list.indexAt(place).data(ROW)
        if isinstance(row, MemoRow):
            menu = QMenu(self)
            for subject in (row.subject, *row.links):
                words = self.tr("Go to {0}").format(subject.name)
                menu.addAction(words).triggered.connect(
                    lambda _checked=False, s=subject: self.opened.emit(s.kind, s.uuid)
                )
            if row.coder_id == self._session.coder.id:
                menu.addSeparator()
                menu.addAction(self.tr("Delete (Undo brings it back)")).triggered.connect(
                    lambda _checked=False: self.delete_chosen()
                )
            menu.exec(self.list.viewport().mapToGlobal(place))
            menu.deleteLater()

    def save(self) -> None:
        """Save what is being written."""
        self.pane.writer.save()
