# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Asking for suggestions from the window: for a turn, a document or the project, always because somebody asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from qualcoder_tc import queries, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.progress import Progress
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.suggest_dialog import STRICTNESS, SuggestDialog

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow
    from qualcoder_tc.ui.workspace import Workspace

Scope = Literal["turn", "document", "project"]


class Suggesting(QObject):
    """Runs the looking for suggestions as a job, and tells what came of it."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window, self._workspace = window, workspace
        self._session, self._card = workspace.session, workspace.coding.suggestion
        self._asked: Scope = "document"
        self._sure = 0.5
        self._warm = tasks.Warm(workspace.session.project)
        workspace.trust.strictness = self.strictness
        self._card.anyway_requested.connect(self._on_anyway_requested)
        self._card.less_sure_requested.connect(self._on_less_sure_requested)
        self._card.more_requested.connect(self._on_more_requested)

    def close(self) -> None:
        """Keep nothing any longer of what suggestions were made from."""
        self._warm.close()

    def strictness(self) -> float:
        """Return how sure suggestions have to be for this user, from 0 (many) to 1 (few and sure)."""
        return float(self._window.settings.get(STRICTNESS, 0.5))

    def ask(self, scope: Scope = "document", *, anyway: bool = False, strictness: float | None = None) -> None:
        """Look for suggestions for the current turn, the open document, or all documents; as sure as usual unless told."""
        document, turn = self._session.document, self._workspace.coding.view.current_turn()
        if (scope != "project" and document is None) or (scope == "turn" and turn is None):
            return
        self._asked = scope
        self._card.set_busy(True)
        project, jobs = self._session.project, self._window.jobs
        self._sure = sure = self.strictness() if strictness is None else strictness
        document_id = document.id if document is not None and scope != "project" else None
        within = (turn.start, turn.end) if turn is not None and scope == "turn" else None

        def work(progress: Progress) -> tasks.Proposed:
            model, note = tasks.model_of(project.read(queries.suggestions.choices))
            found = tasks.propose(
                project,
                progress,
                document_id=document_id,
                within=within,
                encoder=jobs.encoder(model),
                strictness=sure,
                anyway=anyway,
                with_rows=False,
                warm=self._warm,
            )
            return found.noting(note)

        jobs.run(self.tr("Reading along"), work, self._on_found, self._on_failed)

    def _on_found(self, found: tasks.Proposed) -> None:
        self._card.set_busy(False)
        self._card.set_notes(found.notes)
        if not found.made:
            self._card.found_nothing(less_sure=self._sure > 0)
            self._session.told.emit(self.tr("Nothing near enough to suggest."))
            return
        one = self.tr("1 suggestion. G goes to it.")
        many = self.tr("{0} suggestions. G goes to the next.", "", found.made)
        self._session.told.emit(counted(found.made, one, many))

    def _on_failed(self, error: AppError) -> None:
        self._card.set_busy(False)
        if isinstance(error, tasks.TooEarly):
            self._card.wait_for(error.coded, error.least)
        else:
            self._session.failed.emit(error.title, error.message)

    def _on_anyway_requested(self) -> None:
        self.ask(self._asked, anyway=True)

    def _on_less_sure_requested(self) -> None:
        self.ask(self._asked, anyway=True, strictness=0.0)

    def _on_more_requested(self, place: QPoint) -> None:
        menu = QMenu(self._card)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(place)

    def fill(self, menu: QMenu) -> None:
        """Fill a menu with what can be asked for."""
        scopes: tuple[tuple[Scope, str], ...] = (
            ("turn", self.tr("Suggest codes for this turn")),
            ("document", self.tr("Suggest codes for this document")),
            ("project", self.tr("Suggest codes for all documents")),
        )
        for scope, words in scopes:
            menu.addAction(words, partial(self.ask, scope))
        menu.addSeparator()
        menu.addAction(self.tr("How to suggest…"), self.show_settings)

    def show_settings(self) -> None:
        """Show what can be decided about suggestions."""
        dialog = SuggestDialog(self._window, self._session, self._window.jobs, self._window.settings)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
