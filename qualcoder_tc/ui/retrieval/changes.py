# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What can be done with the chosen segments, one or many: recode, remove, memo, theme, copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.palette import Palette
from qualcoder_tc.ui.parts import button, label, margins
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.retrieval import copying
from qualcoder_tc.ui.retrieval.facets import Choice
from qualcoder_tc.ui.retrieval.picker import MemoPopup, Picker
from qualcoder_tc.ui.retrieval.table import SegmentsTable
from qualcoder_tc.ui.session import Session

_AT_ONCE = 100
"""Segments that are changed or copied while one waits; more become a job."""


class ChangesBar(QWidget):
    """Buttons for what is chosen in a list, and what its keys ask for."""

    done = Signal()

    def __init__(self, session: Session, table: SegmentsTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._table = session, table
        self._jobs: JobRunner | None = None
        self._ids: list[int] = []
        self.palette_popup, self.themes, self.memo = Palette(self), Picker(self), MemoPopup(self)
        self.palette_popup.chosen.connect(self._on_palette_chosen)
        self.palette_popup.create_requested.connect(self._on_palette_create_requested)
        self.themes.chosen.connect(self._on_themes_chosen)
        self.themes.created.connect(self._on_themes_created)
        self.memo.written.connect(self._on_memo_written)
        self._count = label("", "soft")
        row = QHBoxLayout(self)
        margins(row, 24, 4, 16, 4, 2)
        row.addWidget(self._count)
        row.addSpacing(10)
        self._runs: dict[str, Callable[[], object]] = {
            "recode": self.recode,
            "memo": self.write_memo,
            "theme": self.to_theme,
            "copy": self.copy,
            "copy_table": lambda: self.copy(table=True),
            "remove": self.remove,
        }
        self._buttons: dict[str, QWidget] = {}
        for name, words, keys in self._entries():
            made = button(words, self._runs[name], kind="quiet", name=f"many_{name}", tip=keys)
            self._buttons[name] = made
            row.addWidget(made)
        row.addStretch(1)
        table.key_pressed.connect(self._on_table_key_pressed)
        table.chosen_changed.connect(self.refresh)
        table.contextMenuEvent = self._open_menu  # type: ignore[method-assign]
        self.refresh()

    def _entries(self) -> tuple[tuple[str, str, str], ...]:
        return (
            ("recode", self.tr("Recode…"), "C"),
            ("memo", self.tr("Memo…"), "M"),
            ("theme", self.tr("Theme…"), "T"),
            ("copy", self.tr("Copy"), "Ctrl+C"),
            ("copy_table", self.tr("Copy table"), "Ctrl+Shift+C"),
            ("remove", self.tr("Remove"), self.tr("Delete; Undo brings them back")),
        )

    def use(self, jobs: JobRunner) -> None:
        """Change and copy many away from the window from now on."""
        self._jobs = jobs

    def refresh(self) -> None:
        """Say how many are chosen."""
        count = len(self._table.chosen())
        words = counted(count, self.tr("1 chosen"), self.tr("{0} chosen", "", count))
        self._count.setText(words if count else self.tr("Choose segments to change them; Ctrl+A takes all"))
        for made in self._buttons.values():
            made.setVisible(count > 0)

    def _on_table_key_pressed(self, name: str) -> None:
        self._runs[name]()

    def _open_menu(self, event: QContextMenuEvent) -> None:
        if not self._table.chosen():
            return
        menu = QMenu(self._table)
        for name, words, keys in self._entries():
            menu.addAction(f"{words}\t{keys.partition(';')[0]}", self._runs[name])
        menu.exec(event.globalPos())
        menu.deleteLater()

    # -- changes ------------------------------------------------------------------------------------------

    def _take(self) -> bool:
        self._ids = self._table.chosen()
        return bool(self._ids)

    def _do(self, operation: Callable[..., Any], title: str, **arguments: Any) -> None:
        ids, project = self._ids, self._session.project
        if self._jobs is None or len(ids) <= _AT_ONCE:
            self._session.do(operation, coding_ids=ids, **arguments)
            self.done.emit()
            return
        self._jobs.run(
            title,
            lambda _progress: project.do(operation, coding_ids=ids, **arguments),
            lambda _count: self.done.emit(),
        )

    def recode(self) -> None:
        """Ask for a code and give it to what is chosen."""
        if self._take():
            place = self._table.viewport().mapToGlobal(QPoint(48, 32))
            self.palette_popup.open(self._session.codes, place)

    def _on_palette_chosen(self, code_id: int) -> None:
        self._do(operations.many.recode, self.tr("Recoding"), code_id=code_id)

    def _on_palette_create_requested(self, name: str) -> None:
        self._do(operations.many.recode_to_new, self.tr("Recoding"), name=name)

    def remove(self) -> None:
        """Remove what is chosen."""
        if self._take():
            self._do(operations.many.remove, self.tr("Removing"))
            count = len(self._ids)
            many = self.tr("Removed {0} codings. Undo brings them back.", "", count)
            self._session.told.emit(counted(count, self.tr("Removed 1 coding. Undo brings it back."), many))

    def write_memo(self) -> None:
        """Write one memo about each of what is chosen."""
        if self._take():
            count = len(self._ids)
            many = self.tr("The same memo about {0} segments", "", count)
            self.memo.open(counted(count, self.tr("Memo about this segment"), many), self)

    def _on_memo_written(self, text: str) -> None:
        self._do(operations.many.add_memo, self.tr("Writing memos"), text=text)

    def to_theme(self) -> None:
        """Put what is chosen under a theme."""
        if self._take():
            choices = [Choice(t.id, t.name) for t in self._session.read(queries.themes.all)]
            create = self.tr("Enter makes the theme “{0}”")
            self.themes.open(
                choices, (), self, title=self.tr("Theme, or the name of a new one"), single=True, create=create
            )

    def _on_themes_chosen(self, values: list[Any]) -> None:
        self._do(operations.many.add_to_theme, self.tr("Putting under the theme"), theme_id=values[0])

    def _on_themes_created(self, name: str) -> None:
        self._do(operations.many.add_to_new_theme, self.tr("Putting under the theme"), name=name)

    # -- copying ------------------------------------------------------------------------------------------

    def copy(self, *, table: bool = False) -> None:
        """Copy what is chosen with its reference."""
        if not self._take():
            return
        ids, session = self._ids, self._session

        def read() -> list[SegmentRow]:
            rows: list[SegmentRow] = []
            for at in range(0, len(ids), _AT_ONCE):
                rows += session.read(queries.segment_pages.rows, ids=ids[at : at + _AT_ONCE])
            return rows

        if self._jobs is None or len(ids) <= _AT_ONCE:
            self._put(read(), table)
        else:
            self._jobs.run(
                self.tr("Copying"), lambda _progress: read(), lambda rows: self._put(rows, table), lane="free"
            )

    def _put(self, rows: list[SegmentRow], table: bool) -> None:
        heads = (self.tr("Segment"), self.tr("Where"), self.tr("Code"), self.tr("Coder"), self.tr("Memo"))
        QGuiApplication.clipboard().setMimeData(copying.table(rows, heads) if table else copying.quotes(rows))
        many = self.tr("Copied {0} segments with their references.", "", len(rows))
        self._session.told.emit(counted(len(rows), self.tr("Copied 1 segment with its reference."), many))
