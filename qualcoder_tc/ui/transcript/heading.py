# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What stands above a transcript: its title, how many speak how long, and who coded it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from qualcoder_tc.model.records import DocumentRow, DocumentText
from qualcoder_tc.ui.parts import Elided, margins
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.transcript.coders import CodersButton
from qualcoder_tc.ui.transcript.painter import clock


class Heading(QWidget):
    """The heading of one document, with the button that shows and hides coders."""

    def __init__(self, coders: CodersButton) -> None:
        super().__init__()
        self._title, self._facts = Elided("heading"), Elided("meta")
        row = QHBoxLayout(self)
        margins(row, 24, 12, 24, 4, 12)
        row.addWidget(self._title)
        row.addWidget(self._facts, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(coders)

    def show_document(self, document: DocumentText | None, row: DocumentRow | None) -> None:
        """Show the heading of a document; `row` tells who coded it."""
        if document is None:
            self._title.setText("")
            self._facts.setText("")
            return
        speakers = len({t.speaker for t in document.turns if t.speaker})
        last = max((t.time_end or t.time_start or 0.0 for t in document.turns), default=0.0)
        people = counted(speakers, self.tr("1 speaker"), self.tr("{0} speakers", "", speakers))
        facts = [people if speakers else "", clock(last) if last else ""]
        if row is not None and row.coders:
            words = self.tr("double-coded by {0}") if len(row.coders) > 1 else self.tr("coded by {0}")
            facts.append(words.format(", ".join(row.coders)))
        self._title.setText(document.title)
        self._facts.setText(" · ".join(f for f in facts if f))
