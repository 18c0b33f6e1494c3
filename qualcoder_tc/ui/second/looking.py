# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From the window to a second look and to how far it can be trusted, to a passage in the text, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qualcoder_tc.model.second_look import LookedAt, Question

if TYPE_CHECKING:
    from qualcoder_tc.ui.workspace import Workspace


class Looking(QObject):
    """Ties the two pages to the window."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace, self._before = workspace, 0
        workspace.second.opened.connect(self.open)
        workspace.second.left.connect(self.leave)
        workspace.trust.left.connect(self.leave)
        workspace.trust.second_requested.connect(self.ask)

    def show_second(self) -> None:
        """Show the page of the second look; Escape returns to the page before."""
        self._show(self._workspace.second)
        self._workspace.second.question.setFocus()

    def show_trust(self) -> None:
        """Show how far suggestions can be trusted; Escape returns to the page before."""
        self._show(self._workspace.trust)
        self._workspace.trust.go.setFocus()

    def ask(self, question: Question, code_id: int | None = None, document_id: int | None = None) -> None:
        """Look for the answer to a question."""
        self._show(self._workspace.second)
        self._workspace.second.question.setFocus()
        self._workspace.second.ask(question, code_id, document_id)

    def open(self, at: LookedAt) -> None:
        """Show a passage where it stands, chosen, with the way back to the list."""
        workspace = self._workspace
        session, view = workspace.session, workspace.coding.view
        came_from = workspace.page
        workspace.show_page(0)
        workspace.way_back.remember(came_from, workspace.second.list)
        if session.document is None or session.document.id != at.document_id:
            session.open_document(at.document_id)
        view.go_to(at.start)
        view.set_selection(at.start, at.end)
        view.setFocus()

    def leave(self) -> None:
        """Return to where one was before."""
        self._workspace.show_page(self._before)

    def _show(self, page: QWidget) -> None:
        here = self._workspace.page
        own = {self._workspace.number_of(p) for p in (self._workspace.second, self._workspace.trust)}
        if here not in own:
            self._before = here
        self._workspace.show_page(self._workspace.number_of(page))
