# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Keeps a list of segments true: asks away from the window, drops answers that came too late, follows changes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.retrieval import Found, Retrieval
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.retrieval.model import SegmentsModel
from qualcoder_tc.ui.session import Session

_FEW = 200
_ROWS = {"document", "code", "coder", "speaker", "case_", "turn", "document_text", "memo"}
_ORDER = _ROWS | {"attribute", "case_attribute", "theme", "theme_code", "theme_coding"}


class Finder(QWidget):
    """Asks for segments on behalf of a list, which it fills; never shown itself."""

    changed = Signal()

    def __init__(self, session: Session, model: SegmentsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.hide()
        self._session, self._model, self._list = session, model, parent
        self._jobs: JobRunner | None = None
        self.wanted: Retrieval | None = None
        self.sort, self.group = "document", None
        self.nobody: Callable[[str | None], str] = lambda _group: ""
        self.answers = 0
        """How many answers were shown."""
        self._asked, self._answered = 0, 0
        self._job: Job | None = None
        self._ids: set[int] = set()
        self._all = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.follow)
        session.rows_changed.connect(self._on_session_rows_changed)

    def use(self, jobs: JobRunner) -> None:
        """Ask away from the window from now on."""
        self._jobs = jobs

    @property
    def pending(self) -> bool:
        """Tell whether changes wait to be followed."""
        return bool(self._ids or self._all)

    @property
    def busy(self) -> bool:
        """Tell whether an answer is on its way."""
        return self._answered != self._asked

    def ask(self, wanted: Retrieval | None, sort: str = "document", group: str | None = None) -> None:
        """Show the segments that fit; None shows nothing."""
        self.wanted, self.sort, self.group = wanted, sort, group
        self._find(anew=True)

    def _find(self, *, anew: bool) -> None:
        self._asked += 1
        number, wanted, sort, group = self._asked, self.wanted, self.sort, self.group
        if self._job is not None:
            self._job.cancelled.set()
            self._job = None
        if wanted is None:
            self._show(number, Found(self._model.found.ids[:0], 0), anew=anew)
        elif self._jobs is None:
            self._show(number, self._look(wanted, sort, group), anew=anew)
        else:
            self._job = self._jobs.run(
                self.tr("Looking for segments"),
                lambda _progress: self._look(wanted, sort, group),
                lambda found: self._show(number, found, anew=anew),
                lane="look",
            )

    def _look(self, wanted: Retrieval, sort: str, group: str | None) -> Found:
        return self._session.read(queries.retrieval.find, wanted=wanted, sort=sort, group=group)

    def _show(self, number: int, found: Found, *, anew: bool) -> None:
        if number != self._asked:
            return  # something else was asked for in the meantime
        self._answered = number
        self._model.without_document = self.group == "document"
        self._model.show(found, self.nobody(self.group), anew=anew)
        self.answers += 1
        self.changed.emit()

    # -- following ----------------------------------------------------------------------------------------

    def _on_session_rows_changed(self, tables: dict[str, frozenset[int]]) -> None:
        if tables.keys() & _ORDER:
            self._all = True
        elif "coding" in tables:
            self._ids |= tables["coding"]
        else:
            return
        if self._list.isVisible():
            self._later.start()

    def follow(self) -> None:
        """Bring the list up to what changed since it was last asked for, and no more."""
        ids, everything = self._ids, self._all
        self._ids, self._all = set(), False
        if not ids and not everything:
            return
        self._model.forget(None if everything else ids)
        wanted = self.wanted
        if wanted is None:
            return
        alone = not (everything or len(ids) > _FEW or wanted.also or wanted.without)
        if alone:
            now = self._session.read(queries.retrieval.find, wanted=wanted, only=sorted(ids)).ids
            if not now and ids.isdisjoint(self._model.found.ids):
                return  # nothing of it is shown here
        self._find(anew=False)
