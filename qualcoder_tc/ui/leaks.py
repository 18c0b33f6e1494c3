# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Before something is sent out: does a replaced name stand in it nevertheless?"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qualcoder_tc import tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.progress import Progress
from qualcoder_tc.tasks.leaks import Searched
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import button, clear, label, margins, sentence, set_role, surface
from qualcoder_tc.ui.plurals import counted

_SHOWN = 200
Found = list[tuple[Path, Searched]]


class LeaksDialog(QDialog):
    """Looks for the names of a key in finished exports, and says where each stands."""

    key_chosen = Signal(object)

    def __init__(self, parent: QWidget, jobs: JobRunner, exports: list[Path], key: Path | None) -> None:
        super().__init__(parent)
        self.setObjectName("leaks")
        self.setWindowTitle(self.tr("Look for replaced names"))
        self.resize(min(720, parent.width() - 48), min(560, parent.height() - 48))
        self._jobs, self._exports, self._key = jobs, exports, key
        self._job: Job | None = None
        self._closed = False
        self._files = label("", "soft", wrap=True, name="leaks_exports")
        self._place = label("", "soft", wrap=True, name="leaks_key")
        self._state = label("", "strong", wrap=True, name="leaks_state")
        self._list = QVBoxLayout()
        self.look = button(self.tr("Look for names"), self.start, kind="primary", name="leaks_look")
        self.look.setDefault(True)
        self._build()
        self._show_choices()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        margins(layout, 24, 20, 24, 18, 12)
        layout.addWidget(label(self.windowTitle(), "heading"))
        words = self.tr(
            "Choose what you are about to send, and the key. Every name that was replaced is looked for, whatever its capitals, also in comments, properties, attributes and the names of files. Pictures are not looked at."
        )
        layout.addWidget(label(words, "soft", wrap=True))
        choices = QGridLayout()
        choices.setSpacing(8)
        choices.setColumnStretch(1, 1)
        choices.addWidget(button(self.tr("Choose files…"), self.choose_exports, name="leaks_choose"), 0, 0)
        choices.addWidget(self._files, 0, 1)
        choices.addWidget(button(self.tr("Choose the key…"), self.choose_key, name="leaks_choose_key"), 1, 0)
        choices.addWidget(self._place, 1, 1)
        layout.addLayout(choices)
        layout.addWidget(self._state)
        inner = QWidget()
        surface(inner, "panel")
        side = QVBoxLayout(inner)
        margins(side, 0, 0, 8, 0, 4)
        side.addLayout(self._list)
        side.addStretch(1)
        scroll = QScrollArea()
        scroll.setAccessibleName(self.tr("What was found"))
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        layout.addWidget(scroll, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Close"), self.reject, name="leaks_close"))
        foot.addWidget(self.look)
        layout.addLayout(foot)

    def choose_exports(self) -> None:
        """Ask for what is to be sent."""
        start = str(self._exports[0].parent if self._exports else Path.home())
        kinds = self.tr(
            "Exports (*.docx *.xlsx *.csv *.html *.jsonl *.yaml *.qdpx *.qtc *.pdf *.odt *.rtf *.txt *.zip);;All files (*)"
        )
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("What is to be sent"), start, kinds)
        if names:
            self._exports = [Path(n) for n in names]
            self._show_choices()

    def choose_key(self) -> None:
        """Ask for the key."""
        start = str(self._key.parent if self._key else Path.home())
        name, _ = QFileDialog.getOpenFileName(self, self.tr("The key"), start, self.tr("CSV (*.csv)"))
        if name:
            self._key = Path(name)
            self.key_chosen.emit(self._key)
            self._show_choices()

    def _show_choices(self) -> None:
        names = ", ".join(p.name for p in self._exports)
        self._files.setText(names or self.tr("Nothing is chosen yet."))
        self._place.setText(str(self._key) if self._key else self.tr("The file that says who is who."))
        self.look.setEnabled(bool(self._exports) and self._key is not None)
        self._say("", "strong")
        clear(self._list)

    def start(self) -> None:
        """Look, as a job."""
        if self._key is None or not self._exports:
            return
        key, exports = self._key, list(self._exports)

        def look(progress: Progress) -> Found:
            rows = tasks.pseudonyms.read_key(key)
            found: Found = []
            for number, path in enumerate(exports):
                progress(number, len(exports), path.name)
                found.append((path, tasks.find_leaks(path, rows)))
            return found

        self.look.setEnabled(False)
        self._say(self.tr("Looking…"), "soft")
        self._job = self._jobs.run(self.tr("Looking for names"), look, self._on_found, self._on_failed, lane="free")

    def _on_failed(self, error: AppError) -> None:
        if not self._closed:
            self.look.setEnabled(True)
            self._say(sentence(f"{error.title}: {error.message}"), "warn")

    def _on_found(self, found: Found) -> None:
        if self._closed:
            return
        self.look.setEnabled(True)
        clear(self._list)
        leaks = [(path, leak) for path, one in found for leak in one.leaks]
        unread = [(path, part) for path, one in found for part in one.unread]
        pictures = sum(one.pictures for _, one in found)
        self._tell(sum(leak.count for _, leak in leaks), len(unread))
        name = ""
        for path, leak in leaks[:_SHOWN]:
            if leak.name != name:
                name = leak.name
                self._list.addWidget(label(name, "strong", wrap=True))
            times = self.tr("once") if leak.count == 1 else self.tr("{0} times").format(leak.count)
            self._list.addWidget(label(f"{path.name}, {leak.where}: {times}", "soft", wrap=True))
        if len(leaks) > _SHOWN:
            self._list.addWidget(label(self.tr("and {0} more").format(len(leaks) - _SHOWN), "soft"))
        if unread:
            self._list.addWidget(label(self.tr("Not read"), "strong"))
        for path, part in unread[:_SHOWN]:
            self._list.addWidget(label(f"{path.name}, {part.where}: {part.why}", "warn", wrap=True))
        if pictures:
            one = self.tr("1 picture was not looked at: do that yourself.")
            more = self.tr("{0} pictures were not looked at: do that yourself.", "", pictures)
            self._list.addWidget(label(counted(pictures, one, more), "soft", wrap=True))

    def _tell(self, places: int, unread: int) -> None:
        """Say whether it can be sent; never that it is clean where something was not read."""
        if places:
            one = self.tr("A replaced name stands in one place. Do not send it yet.")
            more = self.tr("Replaced names stand in {0} places. Do not send it yet.", "", places)
            self._say(counted(places, one, more), "warn")
        elif unread:
            words = self.tr("No replaced name was found in what could be read, but not all could be.")
            self._say(words, "warn")
        else:
            self._say(self.tr("No replaced name was found."), "strong")

    def _say(self, words: str, role: str) -> None:
        set_role(self._state, role)
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def done(self, result: int) -> None:
        """Stop looking when it closes."""
        self._closed = True
        if self._job is not None:
            self._job.cancelled.set()
        super().done(result)
