# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The window: welcome page or one open project, and what its menus ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMainWindow, QMessageBox, QStackedWidget

from qualcoder_tc import __version__
from qualcoder_tc.errors import AppError
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import actions, theme
from qualcoder_tc.ui.first_look import FirstLook
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.welcome import WelcomePage, remember

if TYPE_CHECKING:
    from qualcoder_tc import operations, queries, tasks
    from qualcoder_tc.model.transcript import ImportOptions
    from qualcoder_tc.project import Project
    from qualcoder_tc.ui.dialogs import HistoryDialog, ImportDialog, KeysDialog, MergeDialog, NewProjectDialog
    from qualcoder_tc.ui.menus import CodeMenu, DocumentMenu, TranscriptMenu
    from qualcoder_tc.ui.session import Session
    from qualcoder_tc.ui.workspace import Workspace


def load_core() -> None:
    """Import all that works on a project; some tenths of a second, which the first painted frame does not wait for."""
    from qualcoder_tc import operations, project, queries, tasks
    from qualcoder_tc.ui import dialogs, menus, session, workspace

    globals().update(operations=operations, queries=queries, tasks=tasks, Project=project.Project)
    globals().update(Session=session.Session, Workspace=workspace.Workspace)
    for module in (dialogs, menus):
        globals().update({name: value for name, value in vars(module).items() if name.endswith(("Dialog", "Menu"))})


class MainWindow(QMainWindow):
    """The one window."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.jobs = JobRunner(self)
        self.workspace: Workspace | None = None
        self._sought = ""
        self.setWindowTitle("qualcoder_tc")
        self.resize(1280, 800)
        self.setAcceptDrops(True)
        self._stack = QStackedWidget()
        self.welcome = WelcomePage(self.settings)
        self._stack.addWidget(self.welcome)
        self.setCentralWidget(self._stack)
        self.actions_by_name = actions.build(self)
        self.welcome.new_requested.connect(self.new_project)
        self.welcome.open_requested.connect(self.choose_project)
        self.welcome.sample_requested.connect(self.make_sample)
        self.welcome.project_requested.connect(self._on_welcome_project_requested)
        self.jobs.failed.connect(self._on_jobs_failed)
        geometry = self.settings.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode()))
        self._enable()

    @property
    def session(self) -> Session | None:
        """Return the open project's session."""
        return self.workspace.session if self.workspace else None

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
        actions.bind_text_keys(self)
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
        coding.codes.new_requested.connect(self.new_code)
        workspace.agreement.merge_requested.connect(self.choose_merge)
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
        if isinstance(size, int | float):
            coding.view.set_text_size(float(size))
        coding.codes.fold_rest()
        documents = self.workspace.session.documents
        place: dict[str, Any] = self.settings.get("places", {}).get(str(self.workspace.session.project.path), {})
        if isinstance(place.get("group"), str):
            coding.documents.group_by(place["group"])
        wanted = next(
            (d for d in documents if d.uuid == place.get("document")), documents[0] if documents else None
        )
        if wanted is not None:
            self.workspace.session.open_document(wanted.id)
            if isinstance(place.get("position"), int) and wanted.uuid == place.get("document"):
                coding.view.restore_position(place["position"])
        coding.view.setFocus()

    def _save_layout(self) -> None:
        self.settings.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        if self.workspace is None:
            return
        coding, session = self.workspace.coding, self.workspace.session
        self.settings.set("borders_moved", not coding.arranged)
        for name in ("upper", "left", "across", "side"):
            state = getattr(coding, name).saveState().toBase64().data()
            self.settings.set(f"splitter_{name}", bytes(state).decode())
        if session.document is not None:
            places = dict(list(self.settings.get("places", {}).items())[-30:])
            places[str(session.project.path)] = {
                "document": session.document.uuid,
                "position": coding.view.visible_position(),
                "group": coding.documents.group.currentData(),
            }
            self.settings.set("places", places)

    def close_project(self) -> None:
        """Close the project and show the welcome page."""
        if self.workspace is None:
            return
        self._save_layout()
        self.jobs.close()
        workspace, self.workspace = self.workspace, None
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
        load_core()
        folder = Path.home() / "Documents"
        folder = folder if folder.is_dir() else Path.home()
        path = folder / "Time Credits sample study.qtc"
        if path.exists():
            self.open_project(path)
            return
        self.jobs.run(
            self.tr("Building the sample study"),
            lambda progress: tasks.make_sample_project(path, progress),
            self._on_sample_made,
            lane="free",
        )

    def _on_sample_made(self, path: Path) -> None:
        self.open_project(path)

    # -- documents, merging, suggestions ------------------------------------------------------------------

    def choose_imports(self) -> None:
        """Ask for files and import them."""
        suffixes = "*.docx *.odt *.rtf *.pdf *.txt *.md *.html *.htm *.vtt *.srt *.eaf *.csv *.tsv *.xlsx"
        kinds = self.tr("Transcripts and surveys ({0});;All files (*)").format(suffixes)
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Import documents"), str(Path.home()), kinds)
        self.import_files([Path(n) for n in names])

    def choose_import_folder(self) -> None:
        """Ask for a folder and import what is in it."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Import a folder"), str(Path.home()))
        self.import_files([Path(name)] if name else [])

    def import_files(self, paths: list[Path]) -> None:
        """Show files, and what is in folders, as they would be imported; then import what is wanted as a job."""
        if not paths or self.session is None:
            return
        from qualcoder_tc.ui.import_preview import ImportPreview

        files, unreadable = tasks.files_in(paths)
        if not files:
            self._on_imported(tasks.ImportOutcome(skipped=unreadable))
            return
        preview = ImportPreview(self, self.session, self.jobs, files)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.accepted_files.connect(lambda chosen, each: self._import(chosen, each, unreadable))
        preview.open()

    def _import(
        self,
        chosen: tuple[list[Path], dict[Path, str]],
        each: dict[Path, ImportOptions],
        unreadable: list[tasks.SkippedFile],
    ) -> None:
        if self.session is None:
            return
        project = self.session.project
        files, refused = chosen
        before = unreadable + [tasks.SkippedFile(p, why) for p, why in refused.items() if p not in files]

        def done(outcome: tasks.ImportOutcome) -> None:
            outcome.skipped[:0] = before
            self._on_imported(outcome)

        self.jobs.run(
            self.tr("Importing"),
            lambda progress: tasks.import_files(project, files, None, progress, each=each),
            done,
        )

    def _on_imported(self, outcome: tasks.ImportOutcome) -> None:
        if self.session is None:
            return
        if outcome.imported:
            self.session.open_document(outcome.imported[0].document_id)
            assert self.workspace is not None
            self.activateWindow()  # keys code at once, though a dialog had them until now
            self.workspace.coding.view.setFocus()
        if outcome.skipped or any(f.warnings for f in outcome.imported):
            dialog = ImportDialog(self, outcome)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
        else:
            self._tell(self.tr("{0} documents imported.").format(len(outcome.imported)))

    def choose_merge(self) -> None:
        """Ask for colleagues' copies, show what they would bring, and merge if asked to."""
        if self.session is None:
            return
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.tr("Merge colleagues' copies"),
            str(self.session.project.path.parent),
            self.tr("Projects (*.qtc)"),
        )
        if names:
            self.preview_merge([Path(n) for n in names])

    def preview_merge(self, paths: list[Path]) -> None:
        """Rehearse a merge as a job, then show what it would bring."""
        assert self.session is not None
        project = self.session.project
        self.jobs.run(
            self.tr("Comparing"),
            lambda progress: tasks.merge(project, paths, progress, dry_run=True),
            lambda counts: self._on_compared(paths, counts),
        )

    def _on_compared(self, paths: list[Path], counts: Any) -> None:
        dialog = MergeDialog(self, [p.name for p in paths], counts)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.merge(paths))
        dialog.open()

    def merge(self, paths: list[Path]) -> None:
        """Merge as a job."""
        assert self.session is not None
        project = self.session.project
        self.jobs.run(
            self.tr("Merging"),
            lambda progress: tasks.merge(project, paths, progress),
            lambda counts: self._tell(self.tr("Merged {0} new codings.").format(counts.codings["new"])),
        )

    def suggest(self) -> None:
        """Look for suggestions for the open document as a job."""
        if self.session is None or self.session.document is None or self.workspace is None:
            return
        project, document_id = self.session.project, self.session.document.id
        card = self.workspace.coding.suggestion
        card.set_busy(True)
        self.jobs.run(
            self.tr("Reading along"),
            lambda progress: tasks.suggest(project, progress, document_id=document_id, encoder=self.jobs.encoder()),
            self._on_suggested,
            self._on_suggest_failed,
        )

    def _on_suggested(self, rows: list[Any]) -> None:
        if self.workspace is None:
            return
        self.workspace.coding.suggestion.set_busy(False)
        words = self.tr("{0} suggestions. G goes to the next.").format(len(rows))
        self._tell(words if rows else self.tr("Nothing near enough to suggest. Code some more by hand first."))

    def _on_suggest_failed(self, error: AppError) -> None:
        if self.workspace is not None:
            self.workspace.coding.suggestion.set_busy(False)
        self._tell_failure(error)

    # -- small requests -----------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take back the last change."""
        if self.session:
            self.session.undo()

    def redo(self) -> None:
        """Do again what was undone last."""
        if self.session:
            self.session.redo()

    def show_page(self, number: int) -> None:
        """Show a page of the project."""
        if self.workspace:
            self.workspace.show_page(number)

    def show_history(self) -> None:
        """Show what happened."""
        if self.session:
            dialog = HistoryDialog(self, self.session)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.undo_requested.connect(self.undo)
            dialog.open()

    def show_keys(self) -> None:
        """Show the keys."""
        load_core()
        dialog = KeysDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_about(self) -> None:
        """Say what this is."""
        words = self.tr(
            "qualcoder_tc {0}\n\nMIT licence. Uses Qt through PySide6 under the LGPL.\nNothing you open here leaves this computer."
        )
        QMessageBox.about(self, "qualcoder_tc", words.format(__version__))

    def new_coder(self) -> None:
        """Ask for a coder's name and code as them."""
        name, given = QInputDialog.getText(self, self.tr("Another coder"), self.tr("Name"))
        if given and name.strip() and self.session:
            self.session.use_coder(name)
            self.settings.set("coder", name.strip())

    def new_code(self) -> None:
        """Ask for a code's name and make it below the chosen heading."""
        if self.session is None:
            return
        name, given = QInputDialog.getText(self, self.tr("New code"), self.tr("Name"))
        if given and name.strip():
            chosen = self.session.code
            parent = None if chosen is None else chosen.id if not chosen.codable else chosen.parent_id
            code_id = self.session.do(operations.codes.create, name=name, parent_id=parent)
            if code_id is not None:
                self.session.load()
                self.session.codes_changed.emit()
                self.session.choose_code(code_id)

    def add_to_theme(self) -> None:
        """Ask for a theme and put the chosen coding under it."""
        if self.workspace is None or self.session is None:
            return
        coding = self.workspace.coding.view.selected_coding()
        themes = self.session.read(queries.themes.all)
        if coding is None or not themes:
            self._tell(
                self.tr("Choose a coding first.") if themes else self.tr("Make a theme on the Themes page first.")
            )
            return
        names = [t.name for t in themes]
        name, given = QInputDialog.getItem(self, self.tr("Add to theme"), self.tr("Theme"), names, 0, False)
        if given:
            self.session.do(
                operations.themes.add_segment, theme_id=themes[names.index(name)].id, coding_id=coding.id
            )

    def go_to_turn(self) -> None:
        """Ask for a turn's number and go there."""
        if self.session and self.session.document and self.workspace:
            count = len(self.session.document.turns)
            number, given = QInputDialog.getInt(self, self.tr("Go to turn"), self.tr("Turn"), 1, 1, count)
            if given:
                self.workspace.coding.view.go_to_turn(number)

    def find_in_text(self) -> None:
        """Put the cursor into the search field."""
        if self.workspace:
            self.workspace.search.setFocus()
            self.workspace.search.selectAll()

    def anonymise(self) -> None:
        """Look for what may identify somebody, as a job, and show it for review."""
        if self.session is None:
            return
        project = self.session.project
        self.jobs.run(
            self.tr("Looking for names"),
            lambda progress: tasks.pseudonyms.find(project, progress),
            self._on_names_found,
            lane="free",
        )

    def _on_names_found(self, found: list[Any]) -> None:
        if self.session is None:
            return
        if not found:
            self._tell(self.tr("Nothing was found that looks like a name, a number or an address."))
            return
        from qualcoder_tc.ui.pseudonyms import AnonymiseDialog

        dialog = AnonymiseDialog(self, self.session, found)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted_names.connect(self._replace_names)
        dialog.open()

    def _replace_names(self, pseudonyms: list[Any], key: Path, remove_originals: bool) -> None:
        if self.session is None:
            return
        project = self.session.project
        done = self.tr("Names are replaced in {0} places. The key is in {1}.")
        self.jobs.run(
            self.tr("Replacing names"),
            lambda progress: tasks.pseudonyms.apply(
                project, pseudonyms, key, progress, remove_originals=remove_originals
            ),
            lambda counts: self._tell(done.format(counts.places, key)),
        )

    def correct_text(self) -> None:
        """Open the text of the document for correction, where one reads."""
        if self.session is None or self.workspace is None or self.session.document is None:
            return
        from qualcoder_tc.ui.text_editor import TextEditor

        view = self.workspace.coding.view
        editor = TextEditor(self, self.session, self.jobs, self.session.document, view.caret)
        selected = view.selected_span()
        if selected is not None:
            editor.select(*selected)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.open()

    def find_next(self) -> None:
        """Go to the next place of the words sought last."""
        if self.workspace and self._sought:
            self._find(self._sought)

    def _on_search_text_edited(self, text: str) -> None:
        if text.startswith("/") and self.workspace:
            self.workspace.search.clear()
            self.workspace.coding.open_palette(text[1:])

    def _on_search_return_pressed(self) -> None:
        assert self.workspace is not None
        self._sought = self.workspace.search.text().strip()
        if self._sought:
            self._find(self._sought)

    def _find(self, text: str) -> None:
        """Find words in the open document, else in the next document that has them."""
        assert self.workspace is not None and self.session is not None
        view = self.workspace.coding.view
        hits = self.session.read(queries.search.text, text=text)
        here = [h for h in hits if self.session.document and h.document_id == self.session.document.id]
        start = view.selection()[1]
        if not hits:
            self._tell(self.tr("“{0}” is in no document.").format(text))
            return
        later = [h for h in here if h.start >= start]
        if not later:
            others = [h for h in hits if h not in here]
            order = [d.id for d in self.session.documents]
            current = order.index(self.session.document.id) if self.session.document else -1
            others.sort(key=lambda h: ((order.index(h.document_id) - current - 1) % len(order), h.start))
            target = others[0] if others else here[0]
        else:
            target = later[0]
        self.workspace.show_page(0)
        if self.session.document is None or self.session.document.id != target.document_id:
            self.session.open_document(target.document_id)
        view.go_to(target.start)
        view.set_selection(target.start, target.end)
        documents = len({h.document_id for h in hits})
        self._tell(self.tr("{0} places in {1} documents. F3 goes on.").format(len(hits), documents))

    def resize_text(self, step: int) -> None:
        """Make the reading text larger or smaller."""
        if self.workspace:
            view = self.workspace.coding.view
            view.set_text_size(view.text_size + step)
            self.settings.set("text_size", view.text_size)

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
        always = {"new", "open", "quit", "light", "dark", "system", "keys", "sample", "about"}
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


def _load_job(_progress: object) -> None:
    load_core()
