# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From the search field to the results and to each place in the text, and back to where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.searching import Hit
from qualcoder_tc.ui.parts import button, label, margins, surface

if TYPE_CHECKING:
    from qualcoder_tc.ui.workspace import Workspace

_MARKED = 20_000  # places marked in one document


class Searching(QObject):
    """Ties the search field, the results page and the transcript together."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._page, self._field = workspace.found, workspace.search
        self._before = 0
        self._current: Hit | None = None
        self._waiting = False
        self._prepared = False
        self.bar = self._make_bar()
        self._field.installEventFilter(self)
        self._page.opened.connect(self.open)
        self._page.left.connect(self.leave)
        self._page.answered.connect(self._on_page_answered)
        workspace.session.document_opened.connect(self._mark)

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setObjectName("hits_bar")
        surface(bar, "panel")
        row = QHBoxLayout(bar)
        margins(row, 24, 4, 16, 4, 6)
        self._where = label("", "soft", name="hits_where")
        row.addWidget(self._where, 1)
        for words, slot, name, tip in (
            (self.tr("Previous"), lambda: self.step(-1), "hits_previous", self.tr("Shift+F3")),
            (self.tr("Next"), lambda: self.step(1), "hits_next", self.tr("F3")),
            (self.tr("All places"), self.back, "hits_all", ""),
            (self.tr("Done"), self.end, "hits_done", ""),
        ):
            row.addWidget(button(words, slot, kind="quiet", name=name, tip=tip))
        bar.hide()
        return bar

    @property
    def _there(self) -> bool:
        """Tell whether the results are shown."""
        return self._workspace.page == self._workspace.number_of(self._page)

    def follow(self, page: int) -> None:
        """Show the bar beside the text only: on other pages there is no place to step from."""
        self.bar.setVisible(page == 0 and self._current is not None)

    # -- the field ----------------------------------------------------------------------------------------

    def typed(self, text: str) -> None:
        """Show what is found while somebody types."""
        if not self._there:
            if not text.strip():
                self.end()
                return
            self._before = self._workspace.page
            self._workspace.show_page(self._workspace.number_of(self._page))
            self.bar.hide()
        self._page.search(text)

    def entered(self) -> None:
        """Go to the first place after the caret, once it is known."""
        text = self._field.text()
        if not text.strip():
            return
        if text != self._page.text:
            self._page.search(text, at_once=True)
        self._waiting = True
        if not self._page.busy:
            self._on_page_answered()

    def _on_page_answered(self) -> None:
        self._current = None
        self._mark()
        if not self._waiting:
            return
        self._waiting = False
        if self._page.model.hits:
            self.step(1)
        else:
            self._workspace.show_page(self._workspace.number_of(self._page))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Escape and Down in the field; get ready when it is entered."""
        if event.type() == QEvent.Type.FocusIn and not self._prepared:
            self._prepared = True
            self._page.prepare()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.leave()
                return True
            if event.key() == Qt.Key.Key_Down and self._page.model.rowCount() and self._page.isVisible():
                self._page.list.setFocus()
                if not self._page.list.currentIndex().isValid():
                    self._page.list.setCurrentIndex(self._page.model.index(0))
                return True
        return super().eventFilter(watched, event)

    # -- going there and back -----------------------------------------------------------------------------

    def open(self, hit: Hit) -> None:
        """Show a hit where it stands."""
        if hit.kind != "document":
            self._open_note(hit)
            return
        workspace = self._workspace
        session, view = workspace.session, workspace.coding.view
        workspace.show_page(0)
        if session.document is None or session.document.id != hit.document_id:
            session.open_document(hit.document_id)
        self._current = hit
        view.go_to(hit.start)
        view.set_selection(hit.start, hit.end)
        view.setFocus()
        self._mark()
        self._show_bar()

    def _open_note(self, hit: Hit) -> None:
        """Go to a code, or to what a memo is about."""
        workspace, session = self._workspace, self._workspace.session
        self._current = hit
        workspace.show_page(0)
        self._show_bar()
        if hit.kind == "code":
            session.choose_code(hit.document_id)
            return
        memo = next((m for m in session.read(queries.memos.all) if m.id == hit.document_id), None)
        if memo is None:
            return
        if memo.subject_kind == "document":
            row = next((d for d in session.documents if d.uuid == memo.subject_uuid), None)
            if row is not None:
                session.open_document(row.id)
        elif memo.subject_kind == "code":
            row = next((c for c in session.codes if c.uuid == memo.subject_uuid), None)
            if row is not None:
                session.choose_code(row.id)
                workspace.coding.write_code_memo(row)
        elif memo.subject_kind == "coding":
            try:
                segment = session.read(queries.segments.by_uuid, uuid=memo.subject_uuid)
            except AppError:
                return
            workspace.coding.moving.go_to_segment(segment)

    def step(self, by: int) -> None:
        """Go to the next or previous place, over the documents and around."""
        hits = [h for h in self._page.model.hits if h.kind == "document"] or self._page.model.hits
        if not hits:
            return
        at = next((n for n, h in enumerate(hits) if h is self._current), None)
        if at is not None:
            self.open(hits[(at + by) % len(hits)])
            return
        session, view = self._workspace.session, self._workspace.coding.view
        order = {d.id: n for n, d in enumerate(session.documents)}
        here = order.get(session.document.id, 0) if session.document else 0
        caret = view.selection()[0]
        later = (h for h in hits if (order.get(h.document_id, 0), h.start) >= (here, caret))
        self.open(next(later, hits[0]) if by > 0 else hits[-1])

    def back(self) -> None:
        """Show all places again, the one looked at chosen."""
        self.bar.hide()
        self._workspace.show_page(self._workspace.number_of(self._page))
        if self._current is not None:
            self._page.show_hit(self._current)
        self._page.list.setFocus()

    def leave(self) -> None:
        """Return to where one was before searching."""
        if self._there:
            self._workspace.show_page(self._before)
        self.end()

    def end(self) -> None:
        """Put the search away, and its marks in the text."""
        self._waiting = False
        self._current = None
        self._field.clear()
        self._page.search("", at_once=True)
        self._mark()
        self.bar.hide()
        if self._workspace.page == 0:
            self._workspace.coding.view.setFocus()

    def _mark(self, _document: object = None) -> None:
        document = self._workspace.session.document
        spans: list[tuple[int, int]] = []
        for hit in self._page.model.hits if document is not None else ():
            if hit.kind == "document" and document is not None and hit.document_id == document.id:
                spans += hit.marks or [(hit.start, hit.end)]
        self._workspace.coding.view.set_found(spans[:_MARKED])

    def _show_bar(self) -> None:
        hits = self._page.model.hits
        number = next((n for n, h in enumerate(hits, start=1) if h is self._current), 0)
        words = self.tr("“{0}”: place {1} of {2}").format(self._page.text.strip(), f"{number:,}", f"{len(hits):,}")
        self._where.setText(words)
        self.bar.show()
