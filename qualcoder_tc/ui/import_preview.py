# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Before anything is imported: the text as it will be, who speaks, and what can be said otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import queries, tasks
from qualcoder_tc.formats import own_pattern
from qualcoder_tc.model.records import DocumentText, TurnRow
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from qualcoder_tc.tasks import Preview
from qualcoder_tc.ui.import_files import FilesPanel
from qualcoder_tc.ui.import_settings import ImportSettings
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import button, label, margins, rule, sentence, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.view import TranscriptView

_PAUSE = 250  # milliseconds after the last keystroke until the file is read anew
# What counts for the batch at once, and what only where the same was recognised: the key says as what.
_FOR_ALL = ("comments", "highlights")
_WHERE_ALIKE = {
    "rule": "rule",
    "pattern": "rule",
    "kind": "kind",
    "language": "language",
    "encoding": "encoding",
    "text_columns": "columns",
    "case_column": "columns",
    "one_each": "columns",
    "each_question": "columns",
}


@dataclass(frozen=True, slots=True)
class _Wish:
    """An option for all files in which the same was recognised as in the one where it was chosen."""

    recognised: Any
    value: Any


class ImportPreview(QDialog):
    """Shows each file of a batch as it would be imported; `accepted_files` has the files with their options."""

    accepted_files = Signal(object, object)  # paths, options by path

    def __init__(self, parent: QWidget, session: Session, jobs: JobRunner, paths: list[Path]) -> None:
        super().__init__(parent)
        self.setObjectName("import_preview")
        self.setWindowTitle(self.tr("Import"))
        self.resize(min(1360, parent.width() - 48), parent.height() - 48)
        self._session, self._jobs, self._paths = session, jobs, paths
        self._previews: dict[Path, Preview] = {}
        self._options: dict[Path, ImportOptions] = {}
        self._recognised: dict[Path, dict[str, Any]] = {}
        self._wishes: dict[str, _Wish] = {}
        self._closed = False
        self._eager = False  # asked to import while a wish still waits for files to be read
        self._job: Job | None = None
        self._ahead: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._read_current)
        self.panel = FilesPanel(paths)
        self.files = self.panel.list
        self.view = TranscriptView()
        self.view.set_empty_text(self.tr("Reading…"))
        cases = [c.name for c in session.read(queries.cases.all)]
        self.settings = ImportSettings(cases)
        self.settings.changed.connect(self._on_settings_changed)
        self.settings.problem_changed.connect(self._count)
        self._title = label("", "heading", wrap=True)
        self._facts = label("", "soft", wrap=True)
        self._warnings = label("", "warn", wrap=True)
        self._build()
        self.panel.current_changed.connect(self._on_panel_current_changed)
        self.panel.ticks_changed.connect(self._count)
        self.files.setCurrentRow(0)
        self.files.setFocus()
        self._count()

    def _build(self) -> None:
        middle = QWidget()
        surface(middle, "page")
        column = QVBoxLayout(middle)
        margins(column, 0, 0, 0, 0, 0)
        head = QVBoxLayout()
        margins(head, 20, 12, 20, 6, 3)
        for widget in (self._title, self._facts, self._warnings):
            head.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for widget in (self.panel, middle, self.settings):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([280, 600, 420])
        self.go = button(self.tr("Import"), self.accept, kind="primary", name="import_now")
        self.go.setDefault(True)
        foot = QHBoxLayout()
        margins(foot, 20, 10, 20, 12, 8)
        note = self.tr("Nothing is written before you import. Each import can be undone.")
        foot.addWidget(label(note, "meta"), 1)
        foot.addWidget(button(self.tr("Cancel"), self.reject, name="import_cancel"))
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(split, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)
        if len(self._paths) == 1:
            self.panel.hide()
            self.settings.everywhere.hide()

    # -- reading ------------------------------------------------------------------------------------------

    def current(self) -> Path | None:
        """Return the file that is shown."""
        return self.panel.current()

    def options(self, path: Path) -> ImportOptions:
        """Return the options of a file."""
        return self._options.get(path, ImportOptions())

    def _on_panel_current_changed(self) -> None:
        path = self.current()
        if path is None:
            return
        self.settings.show_options(path, self.options(path))
        if path in self._previews:
            self._show(self._previews[path])
        else:
            self._show_nothing(path, self.tr("Reading…"))
            # Not before it is known as what the file is recognised.
            self.settings.setEnabled(path in self._recognised)
            self._read_current()

    def _read_current(self) -> None:
        path = self.current()
        if path is None:
            return
        if self._job is not None:
            self._job.cancelled.set()
        self._job = self._read(path, self._on_read)

    def _read(self, path: Path, done: Any) -> Job:
        project, options = self._session.project, self.options(path)
        return self._jobs.run(
            self.tr("Reading {0}").format(path.name),
            lambda _progress: tasks.preview_import(project, path, options),
            lambda preview: done(preview, options),
            lane="free",
        )

    def _on_read(self, preview: Preview, options: ImportOptions) -> None:
        if self._closed:
            return
        path = preview.path
        if options == self.options(path):  # else an answer to settings that were changed meanwhile
            if preview.reason.startswith(own_pattern.TOO_LONG):
                if path == self.current():
                    self.settings.tell_problem(preview.reason)
                return  # nor shall the other files wait for it
            if self._recognise(preview, options):
                if path == self.current():
                    self.settings.show_options(path, self.options(path))
                    self._read_current()
                else:
                    self._read_ahead()
                return
            self._keep(preview)
            if path == self.current():
                self._show(self._previews[path])
        self._read_ahead()
        if self._eager and not self._waits():
            self.accept()

    def _on_ahead_read(self, preview: Preview, options: ImportOptions) -> None:
        self._ahead = None
        self._on_read(preview, options)

    def _read_ahead(self) -> None:
        """Read the next file nobody looked at, so that unreadable ones show in the list."""
        waiting = [p for p in self._paths if p not in self._previews]
        if waiting and self.isVisible() and self._ahead is None and not self.settings.problem:
            self._ahead = self._read(waiting[0], self._on_ahead_read)

    def _recognise(self, preview: Preview, options: ImportOptions) -> bool:
        """Remember what a file was recognised as; tell whether a wish for such files changes its options."""
        if preview.path in self._recognised or (not preview.documents and not preview.columns):
            return False
        found: dict[str, Any] = {"columns": preview.columns}
        if preview.documents:
            document = preview.documents[0]
            for key in ("kind", "rule", "language", "encoding"):
                found[key] = getattr(document, key)
        self._recognised[preview.path] = found
        wanted = {name: w.value for name, w in self._wishes.items() if self._fits(name, w, found)}
        changed = replace(options, **wanted)
        self._options[preview.path] = changed
        return changed != options

    def _fits(self, name: str, wish: _Wish, found: dict[str, Any]) -> bool:
        key = _WHERE_ALIKE[name]
        return key in found and found[key] == wish.recognised

    def _keep(self, preview: Preview) -> None:
        if not preview.reason and len(preview.documents) == 1:
            text = preview.documents[0].text
            for path in self._paths[: self._paths.index(preview.path)]:
                other = self._previews.get(path)
                if other and len(other.documents) == 1 and other.documents[0].text == text:
                    words = self.tr("The same text as {0}: it is needed only once").format(path.name)
                    preview = replace(preview, documents=(), reason=words)
                    break
        self._previews[preview.path] = preview
        note = "" if preview.reason else _brief(preview.documents).split(", ", 1)[-1]
        self.panel.mark(preview.path, note, preview.reason)
        self._count()

    # -- showing ------------------------------------------------------------------------------------------

    def _show_nothing(self, path: Path, words: str) -> None:
        self.view.set_empty_text(words)
        self.view.set_document(None)
        self._title.setText(path.name)
        for widget in (self._facts, self._warnings):
            widget.setText("")
            widget.hide()

    def _show(self, preview: Preview) -> None:
        self.settings.setEnabled(True)
        self.settings.show_preview(preview)
        if preview.reason:
            self._show_nothing(preview.path, sentence(preview.reason))
            return
        document = preview.documents[0]
        self.view.set_document(_as_text(document))
        self._title.setText(document.title)
        facts = [_brief(preview.documents), self.tr("{0} characters").format(f"{len(document.text):,}")]
        if document.encoding:
            facts.append(document.encoding)
        self._facts.setText(" · ".join(facts))
        self._facts.show()
        self._warnings.setText("\n".join(sentence(w) for w in document.warnings))
        self._warnings.setVisible(bool(document.warnings))

    def _on_settings_changed(self, options: ImportOptions, everywhere: bool) -> None:
        path = self.current()
        if path is None:
            return
        self._eager = False
        before = self.options(path)
        self._options[path] = options
        self._previews.pop(path, None)
        if everywhere:
            self._spread(path, before, options)
        self._timer.start()
        self._count()

    def _spread(self, path: Path, before: ImportOptions, options: ImportOptions) -> None:
        """Let what was changed for one file count for the others that it fits, and only that."""
        wanted = {n: getattr(options, n) for n in _FOR_ALL if getattr(before, n) != getattr(options, n)}
        found = self._recognised.get(path, {})
        wishes = {
            name: _Wish(found.get(key), getattr(options, name))
            for name, key in _WHERE_ALIKE.items()
            if getattr(before, name) != getattr(options, name)
        }
        self._wishes |= wishes
        for other in self._paths:
            if other == path:
                continue
            seen = self._recognised.get(other, {})
            fitting = {name: wish.value for name, wish in wishes.items() if self._fits(name, wish, seen)}
            own = self.options(other)
            changed = replace(own, **wanted, **fitting)
            if changed != own:
                self._options[other] = changed
                self._previews.pop(other, None)

    def _count(self) -> None:
        chosen, read = self.panel.chosen(), len(self._previews)
        one = self.tr("Import one document") if len(self._paths) == 1 else self.tr("Import one file")
        self.go.setText(one if len(chosen) == 1 else self.tr("Import {0} files").format(len(chosen)))
        self.go.setEnabled(bool(chosen) and not self.settings.problem)
        self.go.setToolTip(sentence(self.settings.problem) if self.settings.problem else "")
        self.panel.show_progress(read)

    def _waits(self) -> bool:
        """Tell whether a wish for files of a kind waits until it is known of which kind they are."""
        return bool(self._wishes) and len(self._previews) < len(self._paths)

    def chosen(self) -> list[Path]:
        """Return the files that are ticked."""
        return self.panel.chosen()

    def accept(self) -> None:
        """Hand over the files with their options."""
        if not self.go.isEnabled():
            return
        self._eager = self._waits()
        if self._eager:
            self.go.setText(self.tr("Reading…"))
            return
        self._timer.stop()
        chosen = self.chosen()
        refused = {p.path: p.reason for p in self._previews.values() if p.reason}
        self.accepted_files.emit((chosen, refused), {path: self.options(path) for path in chosen})
        super().accept()

    def done(self, result: int) -> None:
        """Stop reading when it closes."""
        self._closed = True
        for job in (self._job, self._ahead):
            if job is not None:
                job.cancelled.set()
        super().done(result)


def _brief(documents: tuple[ImportedDocument, ...]) -> str:
    document, tr = documents[0], QCoreApplication.translate
    many, turns, speakers = len(documents), len(document.turns), len(document.speakers)
    if many > 1:
        return f"{document.kind.label}, " + tr("ImportPreview", "{0} documents", "", many).format(many)
    said = [counted(turns, tr("ImportPreview", "1 turn"), tr("ImportPreview", "{0} turns", "", turns))]
    if speakers:
        words = tr("ImportPreview", "{0} speakers", "", speakers)
        said.append(counted(speakers, tr("ImportPreview", "one speaker"), words))
    return ", ".join([document.kind.label, *said])


def _as_text(document: ImportedDocument) -> DocumentText:
    turns = tuple(
        TurnRow(
            id=n,
            number=n,
            label_start=turn.label_start,
            start=turn.start,
            end=turn.end,
            speaker=turn.speaker,
            role=document.roles.get(turn.speaker or ""),
            time_start=turn.time_start,
            time_end=turn.time_end,
        )
        for n, turn in enumerate(document.turns, start=1)
    )
    return DocumentText(0, "", document.title, document.kind, document.language, document.text, turns)
