# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The segments of the chosen code, under the transcript."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import CodeRow, SegmentRow
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.parts import button, label, margins, offer, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.retrieval.finder import Finder
from qualcoder_tc.ui.retrieval.model import SegmentsModel
from qualcoder_tc.ui.retrieval.table import SegmentsTable
from qualcoder_tc.ui.session import Session


class SegmentsPanel(QWidget):
    """The segments of the chosen code."""

    opened = Signal(object)
    retrieval_requested = Signal(object)  # Retrieval

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self._wanted: Retrieval | None = None
        self.model = SegmentsModel(self._read, self)
        self.table = SegmentsTable(self.model)
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self.opened)
        self.finder = Finder(session, self.model, self)
        self.finder.changed.connect(self._on_finder_changed)
        self._title = label("", "strong")
        self._count = label("", "soft")
        self._coders = self._combo("segment_coders", self.tr("Whose codings"))
        self.group = self._combo("segment_group", self.tr("Grouped by"))
        for value, words in (
            ("document", self.tr("Grouped by document")),
            ("role", self.tr("Grouped by role")),
            ("coder", self.tr("Grouped by coder")),
            (None, self.tr("Not grouped")),
        ):
            self.group.addItem(words, value)
        self.more = button(self.tr("Retrieve…"), self._retrieve, kind="quiet", name="retrieve_code")
        self.more.setToolTip(self.tr("Narrow, sort, copy and recode these on the page Retrieve"))
        self._empty = label("", "soft", wrap=True)
        self._empty.setContentsMargins(16, 8, 16, 0)
        self._build()
        for combo in (self._coders, self.group):
            combo.currentIndexChanged.connect(self._ask)
        session.code_chosen.connect(self._on_session_code_chosen)
        session.codes_changed.connect(self.refresh)
        session.coder_changed.connect(self._fill_coders)
        self._fill_coders()
        self.refresh()

    def _build(self) -> None:
        head = QHBoxLayout()
        margins(head, 16, 6, 12, 0, 8)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addSpacing(4)
        for widget in (self._coders, self.group):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.more)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 2)
        layout.addLayout(head)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        # Takes the room where there is no table, so that the heading stays at the top.
        layout.addStretch(0)

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(words)
        combo.setProperty("kind", "quiet")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        combo.setMinimumContentsLength(6)
        combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return combo

    def use(self, jobs: JobRunner) -> None:
        """Ask away from the window from now on."""
        self.finder.use(jobs)

    def _read(self, ids: Sequence[int]) -> list[SegmentRow]:
        return self._session.read(queries.segment_pages.rows, ids=ids)

    def _fill_coders(self) -> None:
        offer(self._coders, self.tr("All coders"), [(c.name, c.id) for c in self._session.read(queries.coders.all)])
        self._coders.setVisible(self._coders.count() > 2)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while it was out of sight."""
        super().showEvent(event)
        self.refresh()
        self.finder.follow()

    def _on_session_code_chosen(self, _row: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the segments of the chosen code, if another was shown."""
        code, coder = self._session.code, self._coders.currentData()
        wanted = None
        if code is not None:
            wanted = Retrieval(codes=(code.id,), coders=() if coder is None else (coder,))
        self._title.setText(code.name if code else self.tr("Coded segments"))
        if wanted != self._wanted or not self.finder.answers:
            self._ask()

    def _ask(self) -> None:
        code, coder = self._session.code, self._coders.currentData()
        self._wanted = None
        if code is not None:
            self._wanted = Retrieval(codes=(code.id,), coders=() if coder is None else (coder,))
        self.finder.ask(self._wanted, group=self.group.currentData())

    def _on_finder_changed(self) -> None:
        found, code = self.model.found, self._session.code
        there = bool(found.ids)
        segments, documents = len(found.ids), found.documents
        count = self.tr("{0} in {1}").format(
            counted(segments, self.tr("1 segment"), self.tr("{0} segments", "", segments)),
            counted(documents, self.tr("1 document"), self.tr("{0} documents", "", documents)),
        )
        self._count.setText(count if there else "")
        if not there:
            choose = self.tr("Choose a code on the right to see all its segments here.")
            self._empty.setText(self._hint(code) if code else choose)
        self._empty.setVisible(not there)
        for widget in (self.table, self.group, self.more):
            widget.setVisible(there)

    def _hint(self, code: CodeRow) -> str:
        key = self.tr(" or press {0}").format(code.favourite) if code.favourite else ""
        return self.tr("Nothing is coded {0} yet. Select some text and double-click the code{1}.").format(
            code.name, key
        )

    def _retrieve(self) -> None:
        if self._wanted is not None:
            self.retrieval_requested.emit(self._wanted)
