# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The document one left, to read while the program is still loading; laid out as the coding page will be."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qualcoder_tc.settings import Settings
from qualcoder_tc.storage import sqlite
from qualcoder_tc.ui import reading_text
from qualcoder_tc.ui.parts import label, margins, rule, surface
from qualcoder_tc.ui.transcript.view import TranscriptView

_LEFT, _RIGHT, _FOOT, _BAR = 251, 345, 190, 44


class FirstLook(QWidget):
    """A transcript that can be read and searched by eye, and not yet coded."""

    def __init__(self, parent: QWidget, path: Path, document_uuid: str | None, settings: Settings) -> None:
        super().__init__(parent)
        surface(self, "panel")
        seen = sqlite.glance(path, document_uuid)
        self.found = seen is not None
        self.uuid = ""
        self.view = TranscriptView()
        if seen is None:
            return
        title, document, codings = seen
        self.uuid = document.uuid
        reading_text.use(settings, self.view)
        bar = QWidget()
        bar.setFixedHeight(_BAR)
        row = QHBoxLayout(bar)
        margins(row, 16, 0, 16, 0, 0)
        row.addWidget(label(title, "heading"))
        row.addStretch(1)
        page = QWidget()
        surface(page, "page")
        column = QVBoxLayout(page)
        margins(column, 0, 12, 0, 0, 4)
        heading = label(document.title, "heading")
        heading.setContentsMargins(24, 0, 24, 0)
        column.addWidget(heading)
        column.addWidget(self.view, 1)
        middle = QHBoxLayout()
        margins(middle, _LEFT, 0, _RIGHT, 0, 0)
        middle.addWidget(page)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, _FOOT, 0)
        layout.addWidget(bar)
        layout.addWidget(rule())
        layout.addLayout(middle, 1)
        self.view.set_document(document)
        self.view.set_codings(codings)
