# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All coded segments of the project: narrowed, sorted, grouped, read in context, changed many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.parts import label, margins, offer, rule, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.retrieval.changes import ChangesBar
from qualcoder_tc.ui.retrieval.filters import FilterBar
from qualcoder_tc.ui.retrieval.finder import Finder
from qualcoder_tc.ui.retrieval.model import SegmentsModel
from qualcoder_tc.ui.retrieval.reading import ReadingPane
from qualcoder_tc.ui.retrieval.table import SegmentsTable
from qualcoder_tc.ui.session import Session


def quiet_combo(name: str, words: str) -> QComboBox:
    """Return a choice that recedes."""
    combo = QComboBox()
    combo.setObjectName(name)
    combo.setAccessibleName(words)
    combo.setProperty("kind", "quiet")
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    combo.setMaximumWidth(theme.px(240))
    return combo


class SegmentsPage(QWidget):
    """The retrieval page."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session = session
        self._stale = True
        self.model = SegmentsModel(self._read, self, with_code=True)
        self.table = SegmentsTable(self.model)
        self.table.setObjectName("retrieved")
        self.finder = Finder(session, self.model, self)
        self.finder.nobody = self._nobody
        self.filters = FilterBar(session)
        self.changes = ChangesBar(session, self.table)
        self.reading = ReadingPane(session)
        self.sort = quiet_combo("retrieve_sort", self.tr("Sorted by"))
        self.group = quiet_combo("retrieve_group", self.tr("Grouped by"))
        self._said = label("", "soft", wrap=True, name="retrieve_said")
        self._empty = label("", "soft", wrap=True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(30)
        self._rest.timeout.connect(self._read_context)
        self._build()
        self._connect()

    def _build(self) -> None:
        line = QHBoxLayout()
        margins(line, 24, 0, 16, 6, 4)
        line.addWidget(self._said, 1)
        line.addWidget(self.group)
        line.addWidget(self.sort)
        left = QWidget()
        surface(left, "page")
        column = QVBoxLayout(left)
        margins(column, 0, 0, 0, 0, 0)
        self._empty.setContentsMargins(24, 24, 24, 0)
        column.addWidget(self._empty)
        column.addWidget(self.table, 1)
        # Takes the room where there is no table, so that the words stay at the top.
        column.addStretch(0)
        column.addWidget(rule())
        column.addWidget(self.changes)
        self.across = QSplitter(Qt.Orientation.Horizontal)
        self.across.setHandleWidth(1)
        self.across.addWidget(left)
        self.across.addWidget(self.reading)
        self.across.setStretchFactor(0, 1)
        self.across.setSizes([900, 360])
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        top = QVBoxLayout()
        margins(top, 24, 12, 24, 6, 0)
        top.addWidget(self.filters)
        layout.addLayout(top)
        layout.addLayout(line)
        layout.addWidget(rule())
        layout.addWidget(self.across, 1)

    def _connect(self) -> None:
        session = self._session
        for value, words in (
            ("document", self.tr("In document order")),
            ("code", self.tr("By code")),
            ("case", self.tr("By case")),
            ("coder", self.tr("By coder")),
            ("newest", self.tr("Newest first")),
            ("oldest", self.tr("Oldest first")),
            ("longest", self.tr("Longest first")),
            ("shortest", self.tr("Shortest first")),
        ):
            self.sort.addItem(words, value)
        self._fill_groups()
        self.sort.currentIndexChanged.connect(self._find)
        self.group.currentIndexChanged.connect(self._find)
        self.filters.changed.connect(self._find)
        self.finder.changed.connect(self._on_finder_changed)
        self.table.opened.connect(self.opened)
        self.reading.opened.connect(self.opened)
        self.table.selectionModel().currentRowChanged.connect(self._rest.start)
        session.codes_changed.connect(self._on_session_names_changed)
        session.documents_changed.connect(self._on_session_names_changed)
        session.cases_changed.connect(self._on_session_names_changed)
        session.themes_changed.connect(self._on_session_names_changed)

    def use(self, jobs: JobRunner) -> None:
        """Ask and change away from the window from now on."""
        self.finder.use(jobs)
        self.changes.use(jobs)
        self.reading.use(jobs)

    def _read(self, ids: Sequence[int]) -> list[SegmentRow]:
        return self._session.read(queries.segment_pages.rows, ids=ids)

    # -- asking -------------------------------------------------------------------------------------------

    def ask(self, wanted: Retrieval, *, sort: str | None = None, group: str | None = "") -> None:
        """Ask for segments; `group` None does not group, and what is left out stays as it is."""
        for combo, value, given in ((self.sort, sort, sort is not None), (self.group, group, group != "")):
            if given:
                combo.blockSignals(True)
                combo.setCurrentIndex(max(0, combo.findData(value)))
                combo.blockSignals(False)
        if wanted == self.filters.wanted:
            self._find()
        else:
            self.filters.set(wanted)

    def state(self) -> dict[str, Any]:
        """Return what is asked for, sorted and grouped as it is, to restore it another time."""
        wanted = self.filters.wanted.plain()
        return {"wanted": wanted, "sort": self.sort.currentData(), "group": self.group.currentData()}

    def restore(self, state: object) -> None:
        """Ask again for what `state` returned; what is not there any more, and anything odd, is left out."""
        if not isinstance(state, dict):
            return
        wanted = self.filters.facets.still_there(state.get("wanted"))
        if self.isVisible():
            self.ask(wanted, sort=state.get("sort"), group=state.get("group"))
            return
        # It is asked for when the page is shown.
        for signals in (self.filters, self.sort, self.group):
            signals.blockSignals(True)
        self.filters.set(wanted)
        self.sort.setCurrentIndex(max(0, self.sort.findData(state.get("sort"))))
        self.group.setCurrentIndex(max(0, self.group.findData(state.get("group"))))
        for signals in (self.filters, self.sort, self.group):
            signals.blockSignals(False)

    def _find(self) -> None:
        self._stale = False
        if not self.finder.answers:
            self._said.setText(self.tr("Looking for segments…"))
        self.finder.ask(self.filters.wanted, self.sort.currentData(), self.group.currentData())

    def _nobody(self, group: str | None) -> str:
        names = {
            "case": self.tr("No case"),
            "role": self.tr("No role"),
            "speaker": self.tr("No speaker"),
        }
        return names.get(group or "", self.tr("No value"))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was out of sight."""
        super().showEvent(event)
        if self._stale:
            self._fill_groups()
            self.filters.refresh()
            self._find()
        else:
            self.finder.follow()

    def _on_session_names_changed(self) -> None:
        if self.isVisible():
            self._fill_groups()
            self.filters.refresh()
            self._say()

    def _fill_groups(self) -> None:
        names = (
            ("document", self.tr("document")),
            ("kind", self.tr("kind of document")),
            ("code", self.tr("code")),
            ("case", self.tr("case")),
            ("speaker", self.tr("speaker")),
            ("role", self.tr("role")),
            ("coder", self.tr("coder")),
        )
        attributes = [(f"attribute:{a.id}", a.name) for a in self._session.read(queries.cases.attributes)]
        by = self.tr("Grouped by {0}")
        offer(
            self.group, self.tr("Not grouped"), [(by.format(name), value) for value, name in (*names, *attributes)]
        )

    # -- showing ------------------------------------------------------------------------------------------

    def _on_finder_changed(self) -> None:
        self._say()
        there = bool(self.model.found.ids)
        if not there:
            narrowed = self.filters.wanted.narrows
            self._empty.setText(
                self.tr("No segment fits. Clear one of the conditions above to see more.")
                if narrowed
                else self.tr(
                    "Nothing is coded yet. Select some words in a transcript and give them a code;"
                    " all that is coded can then be gathered, compared and copied here."
                )
            )
        self._empty.setVisible(not there)
        for widget in (self.table, self.changes, self.reading, self.sort, self.group):
            widget.setVisible(there)
        if there and not self.table.currentIndex().isValid():
            first = 1 if self.model.found.groups and self.model.rowCount() > 1 else 0
            self.table.setCurrentIndex(self.model.index(first, 0))
        self._rest.start()

    def _say(self) -> None:
        found, words = self.model.found, self.filters.facets.words(self.filters.wanted)
        count = len(found.ids)
        if not count:
            self._said.setText(self.tr("No segments {0}").format(words) if words else "")
            return
        segments = counted(count, self.tr("1 segment"), self.tr("{0} segments", "", count))
        many = self.tr("{0} documents", "", found.documents)
        documents = counted(found.documents, self.tr("1 document"), many)
        text = self.tr("{0} in {1}").format(segments, documents)
        self._said.setText(f"{text}: {words}" if words else text)

    def _read_context(self) -> None:
        row = self.table.currentIndex().row()
        ids = self.model.ids(row, row) if row >= 0 and self.model.found.ids else []
        self.reading.show_segment(ids[0] if ids else None)
