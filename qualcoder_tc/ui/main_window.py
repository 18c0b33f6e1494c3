# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The window: welcome page or one open project, and what its menus ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QStackedWidget

from qualcoder_tc import __version__
from qualcoder_tc.errors import AppError
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import actions, theme
from qualcoder_tc.ui.asking import Asking, place_of
from qualcoder_tc.ui.finding import Finding
from qualcoder_tc.ui.first_look import FirstLook
from qualcoder_tc.ui.flows import Flows
from qualcoder_tc.ui.interface_size import InterfaceSize
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.keys import Keys
from qualcoder_tc.ui.welcome import WelcomePage, remember

if TYPE_CHECKING:
    from qualcoder_tc import queries, tasks
    from qualcoder_tc.project import Project
    from qualcoder_tc.ui.dialogs import NewProjectDialog
    from qualcoder_tc.ui.keys_dialog import KeysDialog
    from qualcoder_tc.ui.menus import CodeMenu, DocumentMenu, TranscriptMenu
    from qualcoder_tc.ui.session import Session
    from qualcoder_tc.ui.suggesting import Suggesting
    from qualcoder_tc.ui.workspace import PAGES, Workspace


def load_core() -> None:
    """Import all that works on a project; some tenths of a second, which the first painted frame does not wait for."""
    from qualcoder_tc import operations, project, queries, tasks
    from qualcoder_tc.ui import dialogs, keys_dialog, menus, session, workspace

    globals().update(operations=operations, queries=queries, tasks=tasks, Project=project.Project)
    globals().update(Session=session.Session, Workspace=workspace.Workspace, PAGES=workspace.PAGES)
    for module in (dialogs, keys_dialog, menus):
        globals().update({name: value for name, value in vars(module).items() if name.endswith(("Dialog", "Menu"))})


class MainWindow(Flows, Finding):
    """The one window."""

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
        self._stack = QStackedWidget()
        self.welcome = WelcomePage(self.settings)
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)
        self.keys = Keys(self.settings)
        self.actions_by_name = actions.build(self)
        self.text_actions: dict[str, QAction] = {}
        actions.set_keys(self)
        self.welcome.new_requested.connect(self.new_project)
        self.welcome.open_requested.connect(self.choose_project)
        self.welcome.sample_requested.connect(self.make_sample)
        self.welcome.project_requested.connect(self._on_welcome_project_requested)
        self.jobs.failed.connect(self._on_jobs_failed)
        geometry = self.settings.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._enable()

    # -- projects -----------------------------------------------------------------------------------------

    def start_with(self, path: Path) -> None:
        """Show a project's document at once, then open the project while it can already be read."""
        place: dict[str, Any] = self.settings.get("places", {}).get(str(path), {})
        look = FirstLook(self, path, place.get("document"), self.settings)
        if not look.found:
            look.deleteLater()
            self.open_project(path)
            return
        self._stack.addWidget(look)
        self._stack.setCurrentWidget(look)
        look.view.restore_position(place.get("position", 0))
        look.view.setFocus()
        # Importing in a thread leaves the window answering; building widgets has to wait for its end here.
        QTimer.singleShot(
            0, lambda: self.jobs.run(self.tr("Opening"), _load_job, lambda _done: self._after_look(path, look))
        )

    def _after_look(self, path: Path, look: FirstLook) -> None:
        position, caret = look.view.visible_position(), look.view.selection()
        opened = self.open_project(path)
        self._stack.removeWidget(look)
        look.deleteLater()
        if (
            opened
            and self.workspace
            and self.session
            and self.session.document
            and look.uuid == self.session.document.uuid
        ):
            view = self.workspace.coding.view
            view.restore_position(position)
            view.anchor, view.caret = caret
            view.viewport().update()
        elif not opened:
            self._stack.setCurrentWidget(self.welcome)

    def open_project(self, path: Path) -> bool:
        """Open a project in the place of the one that is open; a failure is told and leaves that as it is."""
        load_core()
        try:
            project = Project.open(path)
        except AppError as error:
            self._tell_failure(error)
            return False
        self._use(project)
        return True

    def _use(self, project: Project) -> None:
        self.close_project()
        session = Session(project)
        coder = self.settings.get("coder")
        if isinstance(coder, str) and any(c.name == coder for c in session.read(queries.coders.all)):
            session.use_coder(coder)
        self.workspace = Workspace(session, self.jobs)
        session.setParent(self.workspace)
        self._stack.addWidget(self.workspace)
        self._stack.setCurrentWidget(self.workspace)
        self.text_actions = actions.text_actions(self)
        actions.set_keys(self)
        self._connect(self.workspace)
        remember(self.settings, project.path)
        self.setWindowTitle(f"{project.path.stem} - qualcoder_tc")
        self._restore()
        self._enable()

    def _connect(self, workspace: Workspace) -> None:
        coding = workspace.coding
        self._menus = (
            TranscriptMenu(self, workspace),
            CodeMenu(self, workspace),
            DocumentMenu(self, workspace),
        )
        coding.documents.import_requested.connect(self.choose_imports)
        coding.suggest_requested.connect(self.suggest)
        from qualcoder_tc.ui.suggesting import Suggesting

        self.suggesting = Suggesting(self, workspace)
        coding.codes.new_requested.connect(self.new_code)
        workspace.agreement.merge_requested.connect(self.choose_merge)
        workspace.report.leaks_requested.connect(self.look_for_leaks)
        workspace.new_coder_requested.connect(self.new_coder)
        workspace.search.returnPressed.connect(self._on_search_return_pressed)
        workspace.search.textEdited.connect(self._on_search_text_edited)
        workspace.session.history_changed.connect(self._enable)

    def _restore(self) -> None:
        """Bring back the layout, and the document and place where one was in this project."""
        assert self.workspace is not None
        coding = self.workspace.coding
        for name in ("upper", "left", "across", "side"):
            state = self.settings.get(f"splitter_{name}")
            if isinstance(state, str) and self.settings.get("borders_moved"):
                getattr(coding, name).restoreState(QByteArray.fromBase64(state.encode()))
                coding.arranged = False
        size = self.settings.get("text_size")
        scale = theme.theme().scale
        if isinstance(size, int | float) or scale > 1:
            coding.view.set_text_size(float(size or coding.view.text_size) * scale)
        leading = self.settings.get("text_leading")
        if isinstance(leading, int | float):
            coding.view.set_text_leading(float(leading))
        coding.codes.use_settings(self.settings)
        documents = self.workspace.session.documents
        place: dict[str, Any] = self.settings.get("places", {}).get(str(self.workspace.session.project.path), {})
        if isinstance(place.get("group"), str):
            coding.documents.group_by(place["group"])
        coding.places = _places(place.get("positions"))
        hidden = place.get("hidden")
        if isinstance(hidden, list) and hidden:
            coders = self.workspace.session.read(queries.coders.all)
            coding.view.set_hidden_coders(c.id for c in coders if c.name in hidden)
        wanted = next(
            (d for d in documents if d.uuid == place.get("document")), documents[0] if documents else None
        )
        if wanted is not None:
            self.workspace.session.open_document(wanted.id)
            if wanted.uuid in coding.places:
                coding.view.restore_place(*coding.places[wanted.uuid])
            elif isinstance(place.get("position"), int) and wanted.uuid == place.get("document"):
                coding.view.restore_position(place["position"])
        coding.view.setFocus()
        self.workspace.segments.restore(place.get("retrieval"))
        page = place.get("page")
        if isinstance(page, int) and 0 < page < len(PAGES):
            self.workspace.show_page(page)

    def _save_layout(self) -> None:
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        if self.workspace is None:
            return
        coding, session = self.workspace.coding, self.workspace.session
        self.settings.set("borders_moved", not coding.arranged)
        for name in ("upper", "left", "across", "side"):
            state = getattr(coding, name).saveState().toBase64().data()
            self.settings.set(f"splitter_{name}", bytes(state).decode())
        coding.keep_place()
        names = dict(coding.view.coders())
        if session.document is not None:
            places = dict(list(self.settings.get("places", {}).items())[-30:])
            places[str(session.project.path)] = {
                "document": session.document.uuid,
                "position": coding.view.visible_position(),
                "group": coding.documents.group.currentData(),
                "positions": dict(list(coding.places.items())[-300:]),
                "hidden": [names[key] for key in coding.view.hidden_coders() if key in names],
                "page": self.workspace.page,
                "retrieval": self.workspace.segments.state(),
            }
            self.settings.set("places", places)

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
        self._stack.removeWidget(workspace)
        workspace.deleteLater()
        self.setWindowTitle("qualcoder_tc")
        self.welcome.refresh()
        self._enable()

    def new_project(self) -> None:
        """Ask for name, place and codebook, and make the project."""
        load_core()
        folder = Path(self.settings.get("folder", "") or Path.home() / "Documents")
        dialog = NewProjectDialog(
            self, str(self.settings.get("coder", "") or ""), folder if folder.is_dir() else Path.home()
        )
        if dialog.exec():
            self.make_project(dialog.path(), dialog.coder.text().strip(), dialog.book.currentData())
        dialog.deleteLater()

    def make_project(self, path: Path, coder: str, codebook: str | None) -> None:
        """Make a project and open it."""
        load_core()
        try:
            project = Project.create(path, title=path.stem, coder=coder)
            if codebook:
                tasks.apply_codebook(project, codebook)
        except AppError as error:
            self._tell_failure(error)
            return
        self.settings.set("coder", coder)
        self.settings.set("folder", str(path.parent))
        self._use(project)

    def choose_project(self) -> None:
        """Ask for a project file and open it."""
        folder = str(self.settings.get("folder", "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Open a project"), folder, self.tr("Projects (*.qtc)"))
        if name:
            self.open_project(Path(name))

    def _on_welcome_project_requested(self, name: str) -> None:
        self.open_project(Path(name))

    def make_sample(self) -> None:
        """Build the sample study in the user's documents and open it; an earlier one is opened again."""
        self._build_sample(self._on_sample_made)

    def _build_sample(self, then: Callable[[Path], None]) -> None:
        load_core()
        folder = Path.home() / "Documents"
        folder = folder if folder.is_dir() else Path.home()
        path = folder / "Time Credits sample study.qtc"
        if path.exists():
            then(path)
            return
        self.jobs.run(
            self.tr("Building the sample study"),
            lambda progress: tasks.make_sample_project(path, progress),
            then,
            lane="free",
        )

    def _on_sample_made(self, path: Path) -> None:
        if self.open_project(path) and self.workspace is not None and not self.settings.get("tour_offered"):
            self.settings.set("tour_offered", True)
            self.workspace.tour.offer()

    def start_tour(self) -> None:
        """Lead through the window, with the project that is open; without one, with the sample study."""
        if self.workspace is not None:
            self.workspace.tour.start()
        else:
            self._build_sample(self._on_sample_made_for_tour)

    def _on_sample_made_for_tour(self, path: Path) -> None:
        self.settings.set("tour_offered", True)
        if self.open_project(path) and self.workspace is not None:
            self.workspace.tour.start()

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

    def new_coder(self) -> None:
        """Ask below the coder's sign for another's name and code as them."""
        if self.workspace is not None:
            field = Asking(self, self.tr("Name of another coder"), self.use_coder)
            below = place_of(self.workspace.coder).translated(0, self.workspace.coder.height() + 4)
            field.open(below, hint=self.tr("Enter codes as them from now on"))

    def use_coder(self, name: str) -> None:
        """Code as somebody."""
        if self.session:
            self.session.use_coder(name)
            self.settings.set("coder", name)

    def new_code(self) -> None:
        """Ask in the code tree for a new code's name; it is applied to the selection."""
        if self.workspace is not None:
            self.show_page(0)
            self.workspace.coding.codes.begin_new()

    def add_to_theme(self) -> None:
        """Offer the themes, and put the chosen coding under one of them."""
        if self.workspace is None:
            return
        coding = self.workspace.coding.view.selected_coding()
        if coding is None:
            self._tell(self.tr("Choose a coding first: click its stripe in the margin, or press N."))
        else:
            self.workspace.offer_themes(coding)

    def resize_text(self, step: int) -> None:
        """Make the reading text larger or smaller."""
        if self.workspace:
            view = self.workspace.coding.view
            view.set_text_size(view.text_size + step * theme.theme().scale)
            self.settings.set("text_size", view.text_size / theme.theme().scale)

    def set_interface_size(self, percent: int) -> None:
        """Show everything larger, from 100 to 200 per cent; the project is opened anew in that size."""
        self.interface_size.change(percent)

    def show_welcome(self) -> None:
        """Show the page on which projects are chosen."""
        self._stack.setCurrentWidget(self.welcome)

    def space_text(self, step: int) -> None:
        """Set the lines of the reading text further apart or closer."""
        if self.workspace:
            view = self.workspace.coding.view
            view.set_text_leading(view.text_leading + 0.08 * step)
            self.settings.set("text_leading", view.text_leading)

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

    def _tell_failure(self, error: AppError) -> None:
        if self.session:
            self.session.failed.emit(error.title, error.message)
        else:
            QMessageBox.information(
                self, error.title, f"{error.title}.\n\n{error.message[:1].upper()}{error.message[1:]}."
            )

    def _on_jobs_failed(self, title: str, message: str) -> None:
        if self.workspace is None:
            self._tell_failure(AppError(title, message))

    def _enable(self) -> None:
        there = self.workspace is not None
        always = {"new", "open", "quit", "light", "dark", "system", "keys", "sample", "tour", "about"}
        always |= {f"size_{n}" for n in (100, 125, 150, 175, 200)}
        for name, action in self.actions_by_name.items():
            action.setEnabled(there or name in always)
        if self.session is None:
            return
        undo, redo = self.session.project.undo_text(), self.session.project.redo_text()
        for name, words, text in (("undo", self.tr("Undo"), undo), ("redo", self.tr("Redo"), redo)):
            shown = f"{words}: {text if len(text) < 50 else text[:49] + '…'}" if text else words
            self.actions_by_name[name].setText(shown.replace("&", "&&"))
            self.actions_by_name[name].setEnabled(text is not None)

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


def _places(kept: object) -> dict[str, tuple[int, int]]:
    """Return what the settings know of places in documents; anything odd in them counts as nothing."""
    found: dict[str, tuple[int, int]] = {}
    for uuid, pair in kept.items() if isinstance(kept, dict) else ():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int) for n in pair):
            found[str(uuid)] = (pair[0], pair[1])
    return found


def _load_job(_progress: object) -> None:
    load_core()
