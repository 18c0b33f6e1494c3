# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All coded segments of the project, narrowed by code, document, coder, role and attribute of the case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.ui.panels.segments import SegmentsModel, SegmentsTable
from qualcoder_tc.ui.parts import label, margins, rule, surface
from qualcoder_tc.ui.session import Session

_VALUES = 40  # of one attribute; more than can be chosen from would hide the other attributes


class SegmentsPage(QWidget):
    """The retrieval page."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session = session
        self._rows: list[SegmentRow] = []
        self._stale = True
        self.code = self._combo("retrieve_code", self.tr("Code"))
        self.document = self._combo("retrieve_document", self.tr("Document"))
        self.coder = self._combo("retrieve_coder", self.tr("Coder"))
        self.role = self._combo("retrieve_role", self.tr("Role"))
        self.attribute = self._combo("retrieve_attribute", self.tr("Attribute of the case"))
        self.words = QLineEdit()
        self.words.setObjectName("retrieve_words")
        self.words.setPlaceholderText(self.tr("Words in the segment or its memo"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._show)
        self._count = label("", "soft")
        self.model = SegmentsModel(self, with_code=True)
        self.table = SegmentsTable(self.model)
        self.table.setObjectName("retrieved")
        self.table.opened.connect(self.opened)
        self._empty = label("", "soft", wrap=True)
        row = QHBoxLayout()
        margins(row, 24, 14, 24, 10, 8)
        for widget in (self.code, self.document, self.coder, self.role, self.attribute):
            widget.setMaximumWidth(164)
            row.addWidget(widget)
        row.addWidget(self.words, 1)
        row.addWidget(self._count)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(rule())
        self._empty.setContentsMargins(24, 24, 24, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        # Takes the room where there is no table, so that the choices stay at the top.
        layout.addStretch(0)
        for signal in (
            session.segments_changed,
            session.codes_changed,
            session.documents_changed,
            session.cases_changed,
        ):
            signal.connect(self._on_session_changed)

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.setAccessibleName(words)
        combo.setMaximumWidth(230)
        combo.currentIndexChanged.connect(self._load)
        return combo

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while it was out of sight."""
        if self._stale:
            self._fill()
        super().showEvent(event)

    def _on_session_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._fill()

    def _fill(self) -> None:
        self._stale = False
        session = self._session
        roles = sorted({s.role for s in session.read(queries.cases.speakers) if s.role})
        used = [c for c in session.codes if c.codings or not c.codable]
        choices = (
            (self.code, self.tr("All codes"), [("  " * c.depth + c.name, c.path) for c in used]),
            (self.document, self.tr("All documents"), [(d.title, d.id) for d in session.documents]),
            (self.coder, self.tr("All coders"), [(c.name, c.id) for c in session.read(queries.coders.all)]),
            (self.role, self.tr("All roles"), [(r, r) for r in roles]),
            (
                self.attribute,
                self.tr("All attributes"),
                [
                    (f"{name}: {value}", f"{name}\t{value}")
                    for name, given in session.read(queries.cases.values).items()
                    for value in given[:_VALUES]
                ],
            ),
        )
        for combo, everything, rows in choices:
            chosen = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            combo.addItem(everything, None)
            for text, data in rows:
                combo.addItem(text, data)
            combo.setCurrentIndex(max(0, combo.findData(chosen)))
            combo.blockSignals(False)
        self._load()

    def _load(self) -> None:
        path, document, coder, role = (c.currentData() for c in (self.code, self.document, self.coder, self.role))
        codes = self._session.codes
        ids = None if path is None else [c.id for c in codes if c.path == path or c.path.startswith(path + "/")]
        rows = self._session.read(
            queries.segments.all,
            code_ids=ids,
            document_ids=None if document is None else [document],
            coder_ids=None if coder is None else [coder],
        )
        self._rows = rows if role is None else [r for r in rows if r.role == role]
        if self.attribute.currentData() is not None:
            name, value = self.attribute.currentData().split("\t", 1)
            cases = self._session.read(queries.cases.with_value, attribute=name, value=value)
            self._rows = [r for r in self._rows if r.case in cases]
        self._show()

    def _show(self) -> None:
        words = self.words.text().strip().casefold()
        rows = (
            [r for r in self._rows if words in r.quote.casefold() or words in r.memo.casefold()]
            if words
            else self._rows
        )
        self.model.show(rows)
        documents = len({r.document_id for r in rows})
        self._count.setText(self.tr("{0} segments in {1} documents").format(len(rows), documents) if rows else "")
        nothing = self.tr("No segment fits.") if self._rows or words else self.tr("Nothing is coded yet.")
        self._empty.setText(nothing)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
