# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The history: what happened, by whom and when; narrowed, written to a file, and taken back to a point."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qualcoder_tc import queries, tasks
from qualcoder_tc.model.records import ChangeRow
from qualcoder_tc.queries.history import AREAS, Narrow
from qualcoder_tc.storage.touches import Touches
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.panels.history import ROW, HistoryModel, HistoryTable
from qualcoder_tc.ui.parts import button, label, margins, offer, rule, surface
from qualcoder_tc.ui.past import Past
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session


class HistoryPage(QWidget):
    """The page of the history."""

    left = Signal()

    def __init__(self, session: Session, jobs: JobRunner, past: Past, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session, self._jobs, self._past = session, jobs, past
        self._touches = Touches()
        self._ticket = self._answered = 0
        self._standing: list[int] = []
        self._steps: list[int] = []
        self.model = HistoryModel(session, self)
        self.table = HistoryTable(self.model, "history", self.tr("History"))
        self.preview_model = HistoryModel(session, self)
        self.preview = HistoryTable(self.preview_model, "history_preview", self.tr("What would be taken back"))
        self.words = QLineEdit()
        self.words.setObjectName("history_words")
        self.words.setPlaceholderText(self.tr("Words"))
        self.words.setClearButtonEnabled(True)
        self.words.setMinimumWidth(theme.px(120))
        self.document = self._combo("history_document", self.tr("Document"))
        self.code = self._combo("history_code", self.tr("Code"))
        self.coder = self._combo("history_coder", self.tr("Who"))
        self.area = self._combo("history_area", self.tr("Kind of change"))
        self.day = self._combo("history_day", self.tr("Day"))
        self._count = label("", "soft", name="history_count")
        self._empty = label("", "soft", wrap=True, name="history_empty")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(80)
        self._pause.timeout.connect(self._load)
        self._build()
        self._connect()

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(words)
        combo.setMaximumWidth(theme.px(164))
        combo.currentIndexChanged.connect(self._later)
        return combo

    def _build(self) -> None:
        row = QHBoxLayout()
        margins(row, 24, 12, 24, 8, 8)
        for widget in (self.document, self.code, self.coder, self.area, self.day):
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        row.addWidget(self._count)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(rule())
        self._empty.setContentsMargins(24, 24, 24, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 3)
        layout.addStretch(0)
        self._below = QWidget()
        surface(self._below, "panel")
        below = QVBoxLayout(self._below)
        margins(below, 0, 0, 0, 0, 0)
        below.addWidget(rule())
        self._would = label("", "strong", name="history_would")
        self._would.setContentsMargins(24, 10, 24, 4)
        below.addWidget(self._would)
        self.preview.horizontalHeader().hide()
        below.addWidget(self.preview, 1)
        layout.addWidget(self._below, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QWidget()
        surface(foot, "panel")
        row = QHBoxLayout(foot)
        margins(row, 24, 8, 24, 8, 8)
        self._note = label(self.tr("Choose a change to see what undoing back to it would take back."), "soft")
        self.undo = button(self.tr("Undo back to here"), self.undo_to_chosen, kind="primary", name="history_undo")
        row.addWidget(self._note)
        row.addStretch(1)
        row.addWidget(
            button(self.tr("Back"), self.left.emit, kind="quiet", name="history_back", tip=self.tr("Esc"))
        )
        row.addWidget(button(self.tr("Export…"), self.choose_export, name="history_export"))
        row.addWidget(self.undo)
        return foot

    def _connect(self) -> None:
        self.words.textChanged.connect(self._later)
        self.table.left.connect(self.left)
        self.preview.left.connect(self.left)
        self.table.selectionModel().currentRowChanged.connect(self._show_preview)
        self._session.history_changed.connect(self._later)
        self._show_preview()

    def showEvent(self, event: QShowEvent) -> None:
        """Offer what can be chosen from, and read."""
        self._fill()
        self._load()
        super().showEvent(event)

    # -- what is shown ------------------------------------------------------------------------------------

    def _fill(self) -> None:
        session = self._session
        choices: list[tuple[QComboBox, str, list[tuple[str, Any]]]] = [
            (self.document, self.tr("All documents"), [(d.title, d.id) for d in session.documents]),
            (self.code, self.tr("All codes"), [("  " * c.depth + c.name, c.id) for c in session.codes]),
            (self.coder, self.tr("Anybody"), [(c.name, c.uuid) for c in session.read(queries.coders.all)]),
            (self.area, self.tr("All changes"), [(self.tr(words), key) for key, words in AREAS]),
        ]
        for combo, everything, rows in choices:
            offer(combo, everything, rows)

    def narrow(self) -> Narrow:
        """Return which changes are wanted."""
        day = self.day.currentData()
        return Narrow(
            words=self.words.text(),
            coder=self.coder.currentData(),
            area=self.area.currentData(),
            day=date.fromisoformat(day) if day else None,
            document_id=self.document.currentData(),
            code_id=self.code.currentData(),
        )

    @property
    def busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._pause.isActive() or self._answered != self._ticket

    def _later(self) -> None:
        if self.isVisible():
            self._pause.start()

    def _load(self) -> None:
        self._pause.stop()
        if not self.model.rowCount():
            self._count.setText(self.tr("Looking…"))
        self._ticket += 1
        ticket, narrow, project, touches = self._ticket, self.narrow(), self._session.project, self._touches
        self._jobs.run(
            "",
            lambda _progress: (
                tasks.find_changes(project, narrow, touches),
                project.standing(),
                project.read(queries.history.days),
            ),
            lambda answer: self._on_found(ticket, *answer),
            lane="free",
        )

    def _on_found(self, ticket: int, ids: array[int], standing: list[int], days: list[str]) -> None:
        if ticket != self._ticket:
            return
        self._answered = ticket
        offer(self.day, self.tr("All days"), [(day, day) for day in days])
        self._standing = standing
        chosen = self.chosen()
        self.model.show(ids, frozenset(standing))
        self._count.setText(self._changes(len(ids)) if ids else "")
        self._empty.setVisible(not ids)
        self.table.setVisible(bool(ids))
        self._empty.setText(
            self.tr("No change fits these choices.")
            if self.narrow() != Narrow()
            else self.tr(
                "Nothing was changed yet. Every change of the project will be listed here, by whom and when."
            )
        )
        if chosen is not None and chosen.id in ids:
            self.table.setCurrentIndex(self.model.index(ids.index(chosen.id), 0))
        self._show_preview()

    def _changes(self, count: int) -> str:
        return counted(count, self.tr("1 change"), self.tr("{0} changes", "", count))

    def chosen(self) -> ChangeRow | None:
        """Return the chosen change."""
        row = self.table.currentIndex().data(ROW)
        return row if isinstance(row, ChangeRow) else None

    # -- going back ---------------------------------------------------------------------------------------

    def _show_preview(self) -> None:
        chosen = self.chosen()
        at = self._standing.index(chosen.id) if chosen is not None and chosen.id in self._standing else None
        self._steps = [] if at is None else self._standing[: at - 1 if at else None : -1]
        self.preview_model.show(array("q", self._steps), frozenset(self._standing))
        self._below.setVisible(bool(self._steps))
        count = len(self._steps)
        self._would.setText(
            self.tr(
                "Undoing back to here takes back {0} changes, this one included. Redo brings them back."
            ).format(f"{count:,}")
            if count > 1
            else self.tr("Undoing takes back this change only. Redo brings it back.")
        )
        self.undo.setEnabled(bool(self._steps))
        self.undo.setText(self.tr("Undo {0} changes").format(f"{count:,}") if count > 1 else self.tr("Undo"))
        self._note.setVisible(not self._steps)
        self._note.setText(
            self.tr("Choose a change to see what undoing back to it would take back.")
            if chosen is None
            else self.tr("This was undone already, or is passed over by Undo.")
        )

    def undo_to_chosen(self) -> None:
        """Take back everything down to the chosen change, each as a step of its own."""
        self._past.undo_many(list(self._steps))

    # -- writing it to a file -----------------------------------------------------------------------------

    def choose_export(self) -> None:
        """Ask for a file and write the changes shown."""
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Export the history"),
            str(self._session.project.path.with_name("history.csv")),
            self.tr("CSV (*.csv);;Excel (*.xlsx);;Word (*.docx)"),
        )
        if name:
            self.export(Path(name))

    def export(self, path: Path) -> None:
        """Write the changes shown."""
        ids, project = array("q", self.model.ids), self._session.project
        self._jobs.run(
            self.tr("Writing the history"),
            lambda progress: tasks.export_changes(project, path, ids, progress),
            self._on_exported,
            lane="free",
        )

    def _on_exported(self, path: Path) -> None:
        self._session.told.emit(self.tr("Wrote {0}").format(path))
