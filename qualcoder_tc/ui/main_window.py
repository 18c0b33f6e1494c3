# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The window: welcome page or one open project, and what its menus ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QStackedWidget

from qualcoder_tc import __version__
from qualcoder_tc.errors import AppError
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import actions, reading_text, theme
from qualcoder_tc.ui.finding import Finding
from qualcoder_tc.ui.flows import Flows
from qualcoder_tc.ui.interface_size import InterfaceSize
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.keys import Keys
from qualcoder_tc.ui.opening import Opening
from qualcoder_tc.ui.welcome import WelcomePage, remember

if TYPE_CHECKING:
    from qualcoder_tc import queries
    from qualcoder_tc.project import Project
    from qualcoder_tc.ui import remembering
    from qualcoder_tc.ui.keys_dialog import KeysDialog
    from qualcoder_tc.ui.menus import CodeMenu, DocumentMenu, TranscriptMenu
    from qualcoder_tc.ui.session import Session
    from qualcoder_tc.ui.suggesting import Suggesting
    from qualcoder_tc.ui.workspace import Workspace


def load_core() -> None:
    """Import all that works on a project; some tenths of a second, which the first painted frame does not wait for."""
    from qualcoder_tc import project, queries
    from qualcoder_tc.ui import keys_dialog, menus, remembering, session, suggesting, workspace

    globals().update(queries=queries, remembering=remembering, Project=project.Project)
    globals().update(Session=session.Session, Suggesting=suggesting.Suggesting, Workspace=workspace.Workspace)
    for module in (keys_dialog, menus):
        globals().update({name: value for name, value in vars(module).items() if name.endswith(("Dialog", "Menu"))})


class MainWindow(Flows, Finding):
    """The one window."""

    opened = Signal()  # a project is shown

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.jobs = JobRunner(self)
        self.interface_size = InterfaceSize(self)
        self.workspace: Workspace | None = None
        self.suggesting: Suggesting | None = None
        self.setWindowTitle("qualcoder_tc")
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self.stack = QStackedWidget()
        self.welcome = WelcomePage(self.settings)
        self.stack.addWidget(self.welcome)
        self.setCentralWidget(self.stack)
        self.opening = Opening(self)
        self.keys = Keys(self.settings)
        self.actions_by_name = actions.build(self)
        self.text_actions: dict[str, QAction] = {}
        actions.set_keys(self)
        self.welcome.new_requested.connect(self.opening.new)
        self.welcome.open_requested.connect(self.opening.choose)
        self.welcome.sample_requested.connect(self.opening.make_sample)
        self.welcome.project_requested.connect(self._on_welcome_project_requested)
        self.jobs.failed.connect(self._on_jobs_failed)
        geometry = self.settings.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        actions.enable(self)

    # -- projects -----------------------------------------------------------------------------------------

    def open_project(self, path: Path) -> bool:
        """Open a project in the place of the one that is open; a failure is told and leaves that as it is."""
        load_core()
        try:
            project = Project.open(path)
        except AppError as error:
            self.tell_failure(error)
            return False
        self.use(project)
        return True

    def use(self, project: Project) -> None:
        """Show a project in the place of the one that is open."""
        load_core()
        self.close_project()
        session = Session(project)
        coder = self.settings.get("coder")
        if isinstance(coder, str) and any(c.name == coder for c in session.read(queries.coders.all)):
            session.use_coder(coder)
        self.workspace = Workspace(session, self.jobs)
        session.setParent(self.workspace)
        self.stack.addWidget(self.workspace)
        self.stack.setCurrentWidget(self.workspace)
        self.text_actions = actions.text_actions(self)
        actions.set_keys(self)
        self._connect(self.workspace)
        remember(self.settings, project.path)
        self.setWindowTitle(f"{project.path.stem} - qualcoder_tc")
        remembering.restore(self.settings, self.workspace)
        actions.enable(self)
        self.opened.emit()

    def _connect(self, workspace: Workspace) -> None:
        coding = workspace.coding
        self.code_menu = CodeMenu(self, workspace)
        self._menus = TranscriptMenu(self, workspace), DocumentMenu(self, workspace)
        coding.documents.import_requested.connect(self.choose_imports)
        coding.suggest_requested.connect(self.suggest)
        self.suggesting = Suggesting(self, workspace)
        coding.codes.new_requested.connect(self.new_code)
        workspace.agreement.merge_requested.connect(self.choose_merge)
        workspace.report.leaks_requested.connect(self.look_for_leaks)
        workspace.coders.named.connect(self._on_coders_named)
        workspace.search.returnPressed.connect(self._on_search_return_pressed)
        workspace.search.textEdited.connect(self._on_search_text_edited)
        workspace.session.history_changed.connect(self._on_session_history_changed)

    def _save_layout(self) -> None:
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        if self.workspace is not None:
            remembering.keep(self.settings, self.workspace)

    def close_project(self) -> None:
        """Close the project and show the welcome page."""
        if self.workspace is None:
            return
        self._save_layout()
        self.jobs.close()
        workspace, self.workspace = self.workspace, None
        if self.suggesting is not None:
            self.suggesting.close()
        self.suggesting = None
        self.text_actions = {}
        workspace.close_project()
        self.stack.removeWidget(workspace)
        workspace.deleteLater()
        self.setWindowTitle("qualcoder_tc")
        self.welcome.refresh()
        actions.enable(self)

    def _on_welcome_project_requested(self, name: str) -> None:
        self.open_project(Path(name))

    # -- documents, merging, suggestions ------------------------------------------------------------------

    def suggest(self) -> None:
        """Look for suggestions for the open document as a job."""
        if self.suggesting is not None:
            self.suggesting.ask("document")

    def suggest_more(self, what: str) -> None:
        """Look for suggestions for a turn or the project, or show how they are made."""
        if self.suggesting is None:
            return
        if what == "settings":
            self.suggesting.show_settings()
        else:
            self.suggesting.ask("turn" if what == "turn" else "project")

    # -- small requests -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last change."""
        if self.workspace:
            self.workspace.past.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.workspace:
            self.workspace.past.redo()

    def show_page(self, number: int) -> None:
        """Show a page of the project."""
        if self.workspace:
            self.workspace.show_page(number)

    def show_history(self) -> None:
        """Show what happened."""
        if self.workspace:
            self.workspace.show_history()

    def show_keys(self) -> None:
        """Show the keys."""
        load_core()
        dialog = KeysDialog(self, self.keys, actions.commands(self))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.changed.connect(self._on_keys_changed)
        dialog.open()

    def _on_keys_changed(self) -> None:
        actions.set_keys(self)

    def show_about(self) -> None:
        """Say what this is."""
        words = self.tr(
            "qualcoder_tc {0}\n\nMIT licence. Uses Qt through PySide6 under the LGPL.\nNothing you open here leaves this computer."
        )
        QMessageBox.about(self, "qualcoder_tc", words.format(__version__))

    def _on_coders_named(self, name: str) -> None:
        self.settings.set("coder", name)

    def new_code(self) -> None:
        """Ask in the code tree for a new code's name; it is applied to the selection."""
        if self.workspace is not None:
            self.show_page(0)
            self.workspace.coding.codes.begin_new()

    def resize_text(self, step: int) -> None:
        """Make the reading text larger or smaller."""
        if self.workspace:
            reading_text.resize(self.settings, self.workspace.coding.view, step)

    def set_interface_size(self, percent: int) -> None:
        """Show everything larger, from 100 to 200 per cent; the project is opened anew in that size."""
        self.interface_size.change(percent)

    def show_welcome(self) -> None:
        """Show the page on which projects are chosen."""
        self.stack.setCurrentWidget(self.welcome)

    def space_text(self, step: int) -> None:
        """Set the lines of the reading text further apart or closer."""
        if self.workspace:
            reading_text.space(self.settings, self.workspace.coding.view, step)

    def set_mode(self, mode: str) -> None:
        """Use the light look, the dark one, or the system's."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.settings.set("mode", mode)
            theme.theme().apply(application, mode)  # type: ignore[arg-type]

    # -- telling ------------------------------------------------------------------------------------------

    def _tell(self, text: str) -> None:
        if self.workspace:
            self.workspace.tell(text)

    def tell_failure(self, error: AppError) -> None:
        """Say why something could not be done."""
        if self.session:
            self.session.failed.emit(error.title, error.message)
        else:
            QMessageBox.information(
                self, error.title, f"{error.title}.\n\n{error.message[:1].upper()}{error.message[1:]}."
            )

    def _on_jobs_failed(self, title: str, message: str) -> None:
        if self.workspace is None:
            self.tell_failure(AppError(title, message))

    def _on_session_history_changed(self) -> None:
        actions.enable(self)

    # -- drops and closing --------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, import anything else."""
        paths = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        projects = [p for p in paths if p.suffix.lower() == ".qtc"]
        if projects and self.workspace is None:
            self.open_project(projects[0])
        elif projects:
            self.preview_merge(projects)
        else:
            self.import_files(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save the layout, end the jobs, close the project."""
        self._save_layout()
        self.close_project()
        self.jobs.close()
        super().closeEvent(event)
