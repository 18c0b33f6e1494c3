# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the window does step by step with documents: importing, merging, correcting, anonymising."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.window import Window

if TYPE_CHECKING:
    from qualcoder_tc import tasks
    from qualcoder_tc.model.transcript import ImportOptions


class Flows(Window):
    """Flows over several dialogs and jobs; a part of the window."""

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
        from qualcoder_tc import tasks

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
        from qualcoder_tc import tasks

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
        if not outcome.imported:
            self._tell_imported(outcome)
        else:
            # Laying out the document is work enough for one turn of the event loop.
            QTimer.singleShot(0, self, lambda: self._tell_imported(outcome))
            self.session.open_document(outcome.imported[0].document_id)
            assert self.workspace is not None
            self.activateWindow()  # keys code at once, though a dialog had them until now
            self.workspace.coding.view.setFocus()

    def _tell_imported(self, outcome: tasks.ImportOutcome) -> None:
        from qualcoder_tc.ui.dialogs import ImportDialog

        if self.session is None:
            return
        if outcome.skipped or any(f.warnings for f in outcome.imported):
            dialog = ImportDialog(self, outcome)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()
        else:
            count = len(outcome.imported)
            many = self.tr("{0} documents imported.", "", count)
            self._tell(counted(count, self.tr("1 document imported."), many))

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
        from qualcoder_tc import tasks

        assert self.session is not None
        project = self.session.project
        self.jobs.run(
            self.tr("Comparing"),
            lambda progress: tasks.merge(project, paths, progress, dry_run=True),
            lambda counts: self._on_compared(paths, counts),
        )

    def _on_compared(self, paths: list[Path], counts: Any) -> None:
        from qualcoder_tc.ui.dialogs import MergeDialog

        dialog = MergeDialog(self, [p.name for p in paths], counts)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.merge(paths))
        dialog.open()

    def merge(self, paths: list[Path]) -> None:
        """Merge as a job."""
        from qualcoder_tc import tasks

        assert self.session is not None
        project = self.session.project
        self.jobs.run(
            self.tr("Merging"),
            lambda progress: tasks.merge(project, paths, progress),
            lambda counts: self._tell(self.tr("Merged {0} new codings.").format(counts.codings["new"])),
        )

    def anonymise(self) -> None:
        """Look for what may identify somebody, as a job, and show it for review."""
        from qualcoder_tc import tasks

        if self.session is None:
            return
        project = self.session.project
        key = self.known_key()
        self.jobs.run(
            self.tr("Looking for names"),
            lambda progress: tasks.pseudonyms.find(project, progress, key=key),
            self._on_names_found,
            lane="free",
        )

    def _on_names_found(self, found: list[Any]) -> None:
        if self.session is None:
            return
        from qualcoder_tc.ui.pseudonyms import AnonymiseDialog

        dialog = AnonymiseDialog(self, self.session, found, self.known_key())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted_names.connect(self._replace_names)
        dialog.open()

    def _replace_names(self, pseudonyms: list[Any], key: Path, remove_originals: bool) -> None:
        from qualcoder_tc import tasks

        if self.session is None:
            return
        project = self.session.project
        self.remember_key(key)
        self.jobs.run(
            self.tr("Replacing names"),
            lambda progress: tasks.pseudonyms.apply(
                project, pseudonyms, key, progress, remove_originals=remove_originals
            ),
            lambda counts: self._tell(self._replaced_words(counts.places, counts.small, key)),
        )

    def _replaced_words(self, places: int, small: int, key: Path) -> str:
        one = self.tr("Names are replaced in 1 place. The key is in {1}.")
        many = self.tr("Names are replaced in {0} places. The key is in {1}.", "", places)
        words = (one if places == 1 else many).format(f"{places:,}", key)
        if not small:
            return words
        left = self.tr("{0} places with small letters were left.", "", small)
        return f"{words} {counted(small, self.tr('1 place with small letters was left.'), left)}"

    def known_key(self) -> Path | None:
        """Return the key that was used with this project on this computer, if it is still there."""
        if self.session is None:
            return None
        kept = self.settings.get("keys", {}).get(str(self.session.project.path))
        return Path(kept) if isinstance(kept, str) and Path(kept).is_file() else None

    def remember_key(self, key: Path) -> None:
        """Remember where the key is: among one's own settings, since the project must not tell."""
        if self.session is not None:
            keys = dict(list(self.settings.get("keys", {}).items())[-30:])
            self.settings.set("keys", keys | {str(self.session.project.path): str(key)})

    def look_for_leaks(self, exports: list[Path] | None = None) -> None:
        """Look for replaced names in finished exports."""
        if self.session is None or self.workspace is None:
            return
        from qualcoder_tc.ui.leaks import LeaksDialog

        last = self.workspace.report.last
        chosen = exports if exports is not None else [last] if last is not None else []
        dialog = LeaksDialog(self, self.jobs, chosen, self.known_key())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.key_chosen.connect(self.remember_key)
        dialog.open()

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
