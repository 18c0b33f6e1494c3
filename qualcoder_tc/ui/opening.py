# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which project is shown: a file, a new one, the one to begin with, the sample study and the tour through it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from qualcoder_tc.errors import AppError
from qualcoder_tc.ui.first_look import FirstLook

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow


class Opening(QObject):
    """Asks which project a window shall show, and lets it show that."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._settings = window, window.settings

    def choose(self) -> None:
        """Ask for a project file and open it."""
        folder = str(self._settings.get("folder", "") or Path.home())
        kinds = self.tr("Projects (*.qtc)")
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Open a project"), folder, kinds)
        if name:
            self._window.open_project(Path(name))

    def new(self) -> None:
        """Ask for name, place and codebook, and make the project."""
        from qualcoder_tc.ui.dialogs import NewProjectDialog

        folder = Path(self._settings.get("folder", "") or Path.home() / "Documents")
        coder = str(self._settings.get("coder", "") or "")
        dialog = NewProjectDialog(self._window, coder, folder if folder.is_dir() else Path.home())
        if dialog.exec():
            self.make(dialog.path(), dialog.coder.text().strip(), dialog.book.currentData())
        dialog.deleteLater()

    def make(self, path: Path, coder: str, codebook: str | None) -> None:
        """Make a project and open it."""
        from qualcoder_tc import tasks
        from qualcoder_tc.project import Project

        try:
            project = Project.create(path, title=path.stem, coder=coder)
            if codebook:
                tasks.apply_codebook(project, codebook)
        except AppError as error:
            self._window.tell_failure(error)
            return
        self._settings.set("coder", coder)
        self._settings.set("folder", str(path.parent))
        self._window.use(project)

    # -- beginning with a project -------------------------------------------------------------------------

    def start_with(self, path: Path) -> None:
        """Show a project's document at once, then open the project while it can already be read."""
        place: dict[str, Any] = self._settings.get("places", {}).get(str(path), {})
        look = FirstLook(self._window, path, place.get("document"), self._settings)
        if not look.found:
            look.deleteLater()
            self._window.open_project(path)
            return
        self._window.stack.addWidget(look)
        self._window.stack.setCurrentWidget(look)
        look.view.restore_position(place.get("position", 0))
        look.view.setFocus()
        # Importing in a thread leaves the window answering; building widgets has to wait for its end here.
        QTimer.singleShot(
            0,
            lambda: self._window.jobs.run(
                self.tr("Opening"), self._load, lambda _done: self._after_look(path, look)
            ),
        )

    def _load(self, _progress: object) -> None:
        from qualcoder_tc.ui.main_window import load_core

        load_core()

    def _after_look(self, path: Path, look: FirstLook) -> None:
        position, caret = look.view.visible_position(), look.view.selection()
        opened = self._window.open_project(path)
        self._window.stack.removeWidget(look)
        look.deleteLater()
        workspace, session = self._window.workspace, self._window.session
        if opened and workspace and session and session.document and look.uuid == session.document.uuid:
            view = workspace.coding.view
            view.restore_position(position)
            view.anchor, view.caret = caret
            view.viewport().update()
        elif not opened:
            self._window.show_welcome()

    # -- the sample study ---------------------------------------------------------------------------------

    def make_sample(self) -> None:
        """Build the sample study in the user's documents and open it; an earlier one is opened again."""
        self._build_sample(self._on_sample_made)

    def start_tour(self) -> None:
        """Lead through the window, with the project that is open; without one, with the sample study."""
        if self._window.workspace is not None:
            self._window.workspace.tour.start()
        else:
            self._build_sample(self._on_sample_made_for_tour)

    def _build_sample(self, then: Callable[[Path], None]) -> None:
        from qualcoder_tc import tasks

        folder = Path.home() / "Documents"
        folder = folder if folder.is_dir() else Path.home()
        path = folder / "Time Credits sample study.qtc"
        if path.exists():
            then(path)
            return
        self._window.jobs.run(
            self.tr("Building the sample study"),
            lambda progress: tasks.make_sample_project(path, progress),
            then,
            lane="free",
        )

    def _on_sample_made(self, path: Path) -> None:
        opened = self._window.open_project(path)
        if opened and self._window.workspace is not None and not self._settings.get("tour_offered"):
            self._settings.set("tour_offered", True)
            self._window.workspace.tour.offer()

    def _on_sample_made_for_tour(self, path: Path) -> None:
        self._settings.set("tour_offered", True)
        if self._window.open_project(path) and self._window.workspace is not None:
            self._window.workspace.tour.start()
