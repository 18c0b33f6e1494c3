# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The one bridge between a project and the window: changes become signals, requests become operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError, NotFound
from qualcoder_tc.model.codes import with_names
from qualcoder_tc.model.foreseeing import foreseen
from qualcoder_tc.model.records import (
    CodeRow,
    CoderRow,
    CodingRow,
    DocumentRow,
    DocumentText,
)
from qualcoder_tc.model.suggesting import OpenSuggestion
from qualcoder_tc.project import ChangeNotice, Project
from qualcoder_tc.ui.following import Following
from qualcoder_tc.ui.refreshing import Refresh

T = TypeVar("T")
_LONG = 100_000  # characters of a text that is opened in two turns when it changes
_STEP = 0.015  # seconds that following changes may take before the window gets its turn
_FOLLOWS = {  # what is told after changes in these tables
    "documents": {"project"},
    "segments": {"coding", "document", "code", "speaker", "memo"},
    "suggestions": {"suggestion", "document", "code"},
    "memos": {"memo", "memo_link"},
    "cases": {"case_", "attribute", "case_attribute", "speaker"},
    "themes": {"theme", "theme_code", "theme_coding", "coding"},
}


class Session(QObject):
    """One open project as the window sees it; lives in the window's thread."""

    documents_changed = Signal()
    document_opened = Signal(object)  # DocumentText or None
    codes_changed = Signal()
    code_chosen = Signal(object)  # CodeRow or None
    codings_changed = Signal(list, list)  # rows of the open document, ids removed
    coding_foreseen = Signal(
        object, object
    )  # a coding about to be written, the id of one about to go; None twice: not so
    segments_changed = Signal()
    rows_changed = Signal(object)  # ids by table, for lists that follow single rows
    memos_changed = Signal()
    cases_changed = Signal()
    themes_changed = Signal()
    suggestions_changed = Signal()
    history_changed = Signal()
    coder_changed = Signal()
    failed = Signal(str, str)  # title, message
    told = Signal(str)
    _noticed = Signal(object)

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.document: DocumentText | None = None
        self.code: CodeRow | None = None
        self._lists = Following(self.read)
        self.suggestions: list[OpenSuggestion] = []
        self.last_code_id: int | None = None
        self.held = ""  # why nothing may be written now, in words
        self.closed = False
        self._later: list[Callable[[], object]] = []
        self._coder = project.coder
        self._rows: dict[int, CodingRow] = {}
        self._stale: set[str] = set()
        self._followed = False  # the open document was read after the last change of it
        self._foreseen = 0
        self._refresh = Refresh(self, self._plan, self._steps())
        # Jobs write from other threads; the queue brings their notices here.
        self._noticed.connect(self._on_noticed, Qt.ConnectionType.QueuedConnection)
        self._stop = project.subscribe(self._noticed.emit)
        self.load()

    def load(self) -> None:
        """Read the lists anew."""
        self._lists.load(self._coder.id)

    def reload_codes(self) -> None:
        """Read the code tree anew at once, where one was made or moved that is to be chosen now."""
        self._lists.load(self._coder.id)
        self.codes_changed.emit()

    @property
    def documents(self) -> list[DocumentRow]:
        """Return the documents in their order."""
        return self._lists.documents

    @property
    def codes(self) -> list[CodeRow]:
        """Return the code tree in reading order, with its counts."""
        return self._lists.codes

    def codings_in(self, code_id: int, document_id: int) -> int:
        """Return how many codings of a code a document has."""
        return self._lists.tally.within(code_id, document_id)

    def close(self) -> None:
        """Stop listening and telling, and close the project."""
        self.closed = True
        self._stop()
        self._refresh.stop()
        self.blockSignals(True)
        self.project.close()

    # -- reading and writing ------------------------------------------------------------------------------

    @property
    def coder(self) -> CoderRow:
        """Return who codes now."""
        return self._coder

    def hold(self, reason: str) -> None:
        """Let nothing be written from the window, so that nothing comes between the steps of an undo."""
        self.held = reason

    def release(self) -> None:
        """Let the window write again, what had to wait first."""
        self.held = ""
        waiting, self._later = self._later, []
        for write in waiting:
            write()

    def when_free(self, write: Callable[[], object]) -> None:
        """Write at once, or as soon as the window may."""
        if self.held:
            self._later.append(write)
        else:
            write()

    def refused(self) -> bool:
        """Tell whether nothing may be written now, and if so, say why."""
        if self.held:
            self.told.emit(self.tr("{0} Do that again in a moment.").format(self.held))
        return bool(self.held)

    def use_coder(self, name: str) -> None:
        """Make somebody the coder."""
        if self.refused():
            return
        try:
            self._coder = self.project.use_coder(name)
        except AppError as error:
            self.failed.emit(error.title, error.message)
            return
        self.load()
        self._read_suggestions()
        self.coder_changed.emit()
        self.codes_changed.emit()
        self.suggestions_changed.emit()

    def read(self, query: Callable[..., T], /, **kwargs: Any) -> T:
        """Ask the project."""
        return self.project.read(query, **kwargs)

    def do(self, operation: Callable[..., T], /, **kwargs: Any) -> T | None:
        """Change the project; a failure that the user can mend is told, and None returned."""
        if self.refused():
            return None
        try:
            return self.project.do(operation, **kwargs)
        except AppError as error:
            self.failed.emit(error.title, error.message)
            return None

    def attempt(self, operation: Callable[..., object], /, **kwargs: Any) -> bool:
        """Change the project and tell whether that was allowed; the reason against it is told."""
        if self.refused():
            return False
        try:
            self.project.do(operation, **kwargs)
        except AppError as error:
            self.failed.emit(error.title, error.message)
            return False
        return True

    def undo(self) -> None:
        """Take back the last change and say which."""
        self._step(self.project.undo, self.tr("Undid: {0}"), self.tr("There is nothing to undo."))

    def redo(self) -> None:
        """Do again what was undone last and say what."""
        self._step(self.project.redo, self.tr("Redid: {0}"), self.tr("There is nothing to redo."))

    def _step(self, step: Callable[[], str | None], done: str, nothing: str) -> None:
        try:
            text = step()
        except AppError as error:
            self.failed.emit(error.title, error.message)
            return
        self.told.emit(done.format(text) if text else nothing)

    # -- what is open and chosen --------------------------------------------------------------------------

    def open_document(self, document_id: int | None, fresh: DocumentText | None = None) -> None:
        """Open a document in the transcript; `fresh` where its text was just read."""
        if document_id is None or fresh is not None:
            self.document = fresh
        else:
            try:
                self.document = self.read(queries.documents.text, document_id=document_id)
            except AppError:
                self.document = None
        if fresh is not None and len(fresh.text) > _LONG:
            # The marks in it follow when the window had its turn.
            gone, self._rows, self.suggestions = list(self._rows), {}, []
            self.document_opened.emit(fresh)
            self.codings_changed.emit([], gone)
            self.suggestions_changed.emit()
            QTimer.singleShot(0, self, lambda: self._read_marks(fresh.id))
            return
        self._read_suggestions()
        self.document_opened.emit(self.document)
        self._emit_all_codings()
        self.suggestions_changed.emit()

    def _read_marks(self, document_id: int) -> None:
        if not self.closed and self.document is not None and self.document.id == document_id:
            self._emit_all_codings()
            self._read_suggestions()
            self.suggestions_changed.emit()

    def _emit_all_codings(self) -> None:
        rows: list[CodingRow] = []
        if self.document:
            rows = self.read(queries.segments.of_document, document_id=self.document.id)
        known = {r.id: r for r in rows}
        gone = [key for key in self._rows if key not in known]
        self._rows = known
        self.codings_changed.emit(rows, gone)

    def _read_suggestions(self) -> None:
        if self.document is None:
            self.suggestions = []
        else:
            self.suggestions = self.read(
                queries.suggestions.open_in, document_id=self.document.id, coder_id=self._coder.id
            )

    def choose_code(self, code_id: int | None) -> None:
        """Choose a code: its definition and its segments are shown."""
        row = self.code_row(code_id)
        if row != self.code:
            self.code = row
            self.code_chosen.emit(row)

    def code_row(self, code_id: int | None) -> CodeRow | None:
        """Return a code of the tree."""
        return next((c for c in self.codes if c.id == code_id), None)

    def with_names(self, text: str) -> str:
        """Return a rule with the names of the codes it refers to."""
        return with_names(text, {c.path: c.name for c in self.codes})

    def apply_code(self, code_id: int, span: tuple[int, int]) -> None:
        """Apply a code to a span of the open document."""
        if self.document is None:
            return
        self._foreseen -= 1
        code, rows = self.code_row(code_id), self._rows.values()
        ahead = foreseen(self.document, code, self._coder, rows, span, self._foreseen)
        if ahead is not None:
            self.coding_foreseen.emit(ahead, None)
        key = self.do(
            operations.segments.apply, document_id=self.document.id, start=span[0], end=span[1], code_id=code_id
        )
        if key is not None:
            self.last_code_id = code_id
        elif ahead is not None:
            self.coding_foreseen.emit(None, None)

    def remove_coding(self, coding_id: int) -> None:
        """Remove a coding."""
        if coding_id in self._rows:
            self.coding_foreseen.emit(None, coding_id)
        if not self.attempt(operations.segments.remove, coding_id=coding_id):
            self.coding_foreseen.emit(None, None)

    # -- changes ------------------------------------------------------------------------------------------

    def _on_noticed(self, notice: ChangeNotice) -> None:
        if self.closed:
            return  # on its way when the project closed; reading would open the file again
        self.rows_changed.emit(notice.tables)
        self._lists.note(notice)
        if self.document is not None and self.document.id in notice.tables.get("document_text", ()):
            # At once, since positions in the old text mean nothing in the new one.
            self._follow_document()
            self._followed = True
        elif "coding" in notice.tables:
            self._follow_codings(notice.tables["coding"])
        if "document_text" not in notice.tables and notice.tables.keys() & {"document", "turn", "speaker"}:
            self._followed = False
        if "memo" in notice.tables and self.document:
            self._stale.add("memo notes")
        self._stale |= set(notice.tables)
        self._refresh.start()

    def _follow_codings(self, ids: frozenset[int]) -> None:
        if self.document is None:
            return
        if len(ids) > 500:
            self._emit_all_codings()
            return
        rows = self.read(queries.segments.codings, ids=sorted(ids))
        here = [r for r in rows if r.document_id == self.document.id]
        present = {r.id for r in here}
        gone = [key for key in ids if key in self._rows and key not in present]
        self._rows |= {r.id: r for r in here}
        for key in gone:
            del self._rows[key]
        self.codings_changed.emit(here, gone)

    def _steps(self) -> dict[str, Callable[[], None]]:
        """Return what may follow from changes, in the order in which it is told."""
        return {
            "lists": self._follow_lists,
            "documents": self.documents_changed.emit,
            "codes": self._tell_codes,
            "segments": self.segments_changed.emit,
            "document": self._follow_document,
            "codings": self._emit_all_codings,
            "suggestions": self._tell_suggestions,
            "memos": self.memos_changed.emit,
            "cases": self.cases_changed.emit,
            "themes": self.themes_changed.emit,
            "history": self.history_changed.emit,
        }

    def _plan(self) -> None:
        stale, self._stale = self._stale, set()
        if not stale:
            return
        self._refresh.ask("lists", "history")
        for step, tables in _FOLLOWS.items():
            if stale & tables:
                self._refresh.ask(step)
        if self.document is not None and "code" in stale:
            self._refresh.ask("document")
        if self.document is not None and "memo notes" in stale:
            self._refresh.ask("codings")

    def _follow_lists(self) -> None:
        step = self._lists.step(self._coder.id, _STEP, self.document, self._rows.values())
        if step.documents:
            self._refresh.ask("documents")
        if step.codes:
            self._refresh.ask("codes")
        if self.document is not None and self.document.id in step.reread and not self._followed:
            self._refresh.ask("document")
        self._followed = self._followed and not step.done
        if not step.done:
            self._stale.add("lists")
            self._refresh.start()

    def _tell_codes(self) -> None:
        self.codes_changed.emit()
        self._follow_code()

    def _tell_suggestions(self) -> None:
        self._read_suggestions()
        self.suggestions_changed.emit()

    def _follow_code(self) -> None:
        if self.code is not None:
            row = self.code_row(self.code.id)
            if row != self.code:
                self.code = row
                self.code_chosen.emit(row)

    def _follow_document(self) -> None:
        if self.document is None:
            return
        try:
            fresh = self.read(queries.documents.text, document_id=self.document.id)
        except NotFound:
            self.open_document(None)
            return
        if fresh != self.document:
            self.open_document(fresh.id, fresh)
        else:
            self._emit_all_codings()
