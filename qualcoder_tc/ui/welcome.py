# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The first page: begin, go on, or try the sample study."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, clear, label, margins, rule, surface

_RECENT = 8


def remember(settings: Settings, project: Path) -> None:
    """Put a project at the head of the recent ones."""
    known = [p for p in settings.get("recent", []) if isinstance(p, str) and p != str(project)]
    settings.set("recent", [str(project), *known][:_RECENT])


class WelcomePage(QWidget):
    """Two columns: what to begin with, and recent projects."""

    new_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    project_requested = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._settings = settings
        self._recent = QVBoxLayout()
        margins(self._recent, 0, 0, 0, 0, 2)
        left = QVBoxLayout()
        margins(left, 0, 0, 0, 0, 10)
        left.addWidget(label("qualcoder_tc", "title"))
        words = self.tr("Code interviews and focus groups, see how far a team agrees, write it up in Word.")
        left.addWidget(label(words, "soft", wrap=True))
        left.addWidget(label(self.tr("Everything stays on this computer."), "soft"))
        left.addSpacing(12)
        for text, signal, kind, name in (
            (self.tr("New project…"), self.new_requested, "primary", "new_project"),
            (self.tr("Open a project…"), self.open_requested, "", "open_project"),
            (self.tr("Try the sample study"), self.sample_requested, "", "try_sample"),
        ):
            one = button(text, signal.emit, kind=kind, name=name)
            one.setMinimumWidth(theme.px(200))
            left.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
        left.addSpacing(8)
        hint = self.tr(
            "The sample study is invented: three interviews, two focus groups, a survey and a field note about Time Credits, coded by two people."
        )
        left.addWidget(label(hint, "meta", wrap=True))
        left.addStretch(1)
        right = QVBoxLayout()
        margins(right, 0, 6, 0, 0, 8)
        right.addWidget(label(self.tr("RECENT PROJECTS"), "section"))
        right.addLayout(self._recent)
        right.addStretch(1)
        columns = QHBoxLayout()
        margins(columns, 0, 0, 0, 0, 48)
        columns.addLayout(left, 5)
        line = rule(vertical=True)
        line.setFixedHeight(300)
        columns.addWidget(line, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(right, 6)
        middle = QWidget()
        middle.setMaximumWidth(theme.px(860))
        middle.setLayout(columns)
        across = QHBoxLayout(self)
        margins(across, 48, 110 if theme.theme().scale < 1.3 else 24, 48, 24, 0)
        across.addStretch(1)
        across.addWidget(middle, 20)
        across.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Show the recent projects as they are now; missing ones can be taken off."""
        clear(self._recent)
        recent = [p for p in self._settings.get("recent", []) if isinstance(p, str)]
        for name in recent:
            path = Path(name)
            row = QHBoxLayout()
            there = path.exists()
            one = button(path.stem, lambda p=name: self.project_requested.emit(p), kind="link", name="recent")
            one.setEnabled(there)
            row.addWidget(one)
            row.addStretch(1)
            if not there:
                row.addWidget(button(self.tr("Take off"), lambda p=name: self._forget(p), kind="quiet"))
            self._recent.addLayout(row)
            where = str(path.parent) if there else self.tr("not found at {0}").format(path.parent)
            self._recent.addWidget(label(where, "meta", wrap=True))
        if not recent:
            self._recent.addWidget(label(self.tr("Projects that you open appear here."), "soft", wrap=True))

    def _forget(self, name: str) -> None:
        self._settings.set("recent", [p for p in self._settings.get("recent", []) if p != name])
        self.refresh()
