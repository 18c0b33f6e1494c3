# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All speakers beside the cases, each tied to its case or to none yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QMenu, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.records import CaseRow, SpeakerRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.case_editing import CellTable
from qualcoder_tc.ui.panels.case_table import SpeakerTableModel
from qualcoder_tc.ui.parts import Elided, button, label, margins, rule, surface
from qualcoder_tc.ui.session import Session


class SpeakersPanel(QWidget):
    """The speakers; cases can be made of those without one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        surface(self, "panel")
        self._session = session
        self.model = SpeakerTableModel(self, self._tie)
        self.table = CellTable(self.model, "speaker_table", self.tr("Speakers"))
        self._untied = Elided("soft")
        self._make = button(self.tr("Make cases…"), self._open_make, kind="quiet", name="make_cases")
        head, layout = QHBoxLayout(), QVBoxLayout(self)
        margins(head, 16, 14, 16, 6, 8)
        head.addWidget(label(self.tr("Speakers"), "heading"))
        head.addWidget(self._untied, 1)
        head.addWidget(self._make)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self.table, 1)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 104), (2, 104), (3, 62)):
            self.table.setColumnWidth(column, theme.px(width))
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        if theme.theme().scale < 1.3:
            self.setMinimumWidth(340)

    def refresh(self, cases: list[CaseRow]) -> None:
        """Show the speakers as they are now, to be tied to one of these cases."""
        speakers = self._session.read(queries.cases.speakers)
        self.model.show(speakers, [c.name for c in cases])
        untied = sum(s.case_id is None for s in speakers)
        tied = self.tr("{0} of {1} have a case").format(len(speakers) - untied, len(speakers))
        self._untied.setText(tied if speakers else self.tr("They come with the transcripts."))
        self._make.setEnabled(bool(untied))

    def _tie(self, speaker: SpeakerRow, name: str) -> bool:
        found = next((c.id for c in self._session.read(queries.cases.all) if c.name == name), None)
        return self._session.attempt(operations.speakers.assign_case, speaker_id=speaker.id, case_id=found)

    def _open_make(self) -> None:
        menu = QMenu(self)
        for words, same in (
            (self.tr("A name is the same person in every document"), True),
            (self.tr("Each document has people of its own"), False),
        ):
            menu.addAction(words).triggered.connect(
                lambda _checked=False, s=same: self._session.attempt(operations.cases.from_speakers, same_names=s)
            )
        menu.exec(self._make.mapToGlobal(self._make.rect().bottomLeft()))
        menu.deleteLater()
