# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Themes with their definition, codes and telling segments."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries
from qualcoder_tc.model.records import SegmentRow, ThemeRow
from qualcoder_tc.ui.parts import button, card, clear, label, margins, surface
from qualcoder_tc.ui.session import Session

_SHOWN = 4


class ThemesPage(QWidget):
    """A board of themes."""

    opened = Signal(object)  # SegmentRow

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session = session
        self._stale = True
        head = QHBoxLayout()
        margins(head, 24, 14, 24, 6, 8)
        head.addWidget(label(self.tr("Themes"), "heading"))
        words = self.tr("What the codes add up to. A theme makes a claim; a code only names.")
        head.addWidget(label(words, "soft"), 1)
        self.name = QLineEdit()
        self.name.setObjectName("theme_name")
        self.name.setPlaceholderText(self.tr("Name of a new theme"))
        self.name.setFixedWidth(240)
        self.name.returnPressed.connect(self._create)
        head.addWidget(self.name)
        head.addWidget(button(self.tr("Add theme"), self._create, name="add_theme"))
        self._inner = QWidget()
        surface(self._inner, "page")
        self._grid = QGridLayout(self._inner)
        margins(self._grid, 24, 8, 24, 24, 16)
        scroll = QScrollArea()
        scroll.setWidget(self._inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        for signal in (session.themes_changed, session.codes_changed):
            signal.connect(self._on_session_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while it was out of sight."""
        if self._stale:
            self.refresh()
        super().showEvent(event)

    def _on_session_changed(self) -> None:
        self._stale = True
        if self.isVisible() and not any(e.hasFocus() for e in self.findChildren(QPlainTextEdit)):
            self.refresh()

    def refresh(self) -> None:
        """Show the themes as they are now."""
        self._stale = False
        clear(self._grid)
        themes = self._session.read(queries.themes.all)
        if not themes:
            words = self.tr(
                "No themes yet. Name one above; then add the codes it rests on and its most telling segments."
            )
            self._grid.addWidget(label(words, "soft", wrap=True), 0, 0)
        for n, theme_row in enumerate(themes):
            self._grid.addWidget(self._card(theme_row), n // 2, n % 2, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._grid.setRowStretch(len(themes) // 2 + 1, 1)

    def _create(self) -> None:
        name = self.name.text().strip()
        if name and self._session.do(operations.themes.create, name=name) is not None:
            self.name.clear()

    def _card(self, row: ThemeRow) -> QFrame:
        frame = card(f"theme_{row.id}")
        column = QVBoxLayout(frame)
        margins(column, 16, 12, 16, 14, 8)
        head = QHBoxLayout()
        name = QLineEdit(row.name)
        name.setStyleSheet("font-weight: 600; border: none; padding: 0; background: transparent;")
        name.setAccessibleName(self.tr("Name of the theme"))
        name.editingFinished.connect(lambda: self._rename(row, name.text()))
        head.addWidget(name, 1)
        head.addWidget(button(self.tr("Delete"), lambda: self._delete(row.id), kind="quiet"))
        column.addLayout(head)
        text = _Definition(row.definition)
        text.left.connect(lambda words: self._define(row, words))
        column.addWidget(text)
        self._codes(column, row)
        self._segments(column, row)
        return frame

    def _codes(self, column: QVBoxLayout, row: ThemeRow) -> None:
        column.addWidget(label(self.tr("CODES"), "section"))
        for key in row.code_ids:
            code = self._session.code_row(key)
            if code is None:
                continue
            line = QHBoxLayout()
            line.addWidget(label(f"{code.name}", wrap=False))
            line.addWidget(label(f"{code.codings}", "meta"))
            line.addStretch(1)
            line.addWidget(button(self.tr("Remove"), lambda k=key: self._remove_code(row.id, k), kind="quiet"))
            column.addLayout(line)
        add = QComboBox()
        add.setAccessibleName(self.tr("Add a code"))
        add.addItem(self.tr("Add a code…"), None)
        for code in self._session.codes:
            if code.codable and code.id not in row.code_ids:
                add.addItem(code.path.replace("/", " › ").replace("-", " "), code.id)
        add.activated.connect(lambda _n, box=add: self._add_code(row.id, box.currentData()))
        column.addWidget(add)

    def _segments(self, column: QVBoxLayout, row: ThemeRow) -> None:
        segments = self._session.read(queries.segments.all, coding_ids=row.segment_ids) if row.segment_ids else []
        column.addWidget(label(self.tr("TELLING SEGMENTS"), "section"))
        if not segments:
            words = self.tr("Choose a coding in the transcript, then Theme › Add to theme.")
            column.addWidget(label(words, "soft", wrap=True))
        for segment in segments[:_SHOWN]:
            column.addWidget(label(f"“{segment.quote}”", wrap=True))
            line = QHBoxLayout()
            line.addWidget(label(segment.reference, "meta"))
            line.addStretch(1)
            line.addWidget(button(self.tr("Show"), lambda s=segment: self._open(s), kind="quiet"))
            line.addWidget(
                button(self.tr("Remove"), lambda s=segment: self._remove_segment(row.id, s.id), kind="quiet")
            )
            column.addLayout(line)

    def _open(self, segment: SegmentRow) -> None:
        self.opened.emit(segment)

    def _rename(self, row: ThemeRow, name: str) -> None:
        if name.strip() and name.strip() != row.name:
            self._session.do(operations.themes.describe, theme_id=row.id, name=name)

    def _define(self, row: ThemeRow, words: str) -> None:
        if words.strip() != row.definition:
            self._session.do(operations.themes.describe, theme_id=row.id, definition=words)

    def _delete(self, theme_id: int) -> None:
        self._session.do(operations.themes.delete, theme_id=theme_id)

    def _add_code(self, theme_id: int, code_id: int | None) -> None:
        if code_id is not None:
            self._session.do(operations.themes.add_code, theme_id=theme_id, code_id=code_id)

    def _remove_code(self, theme_id: int, code_id: int) -> None:
        self._session.do(operations.themes.remove_code, theme_id=theme_id, code_id=code_id)

    def _remove_segment(self, theme_id: int, coding_id: int) -> None:
        self._session.do(operations.themes.remove_segment, theme_id=theme_id, coding_id=coding_id)


class _Definition(QPlainTextEdit):
    """The definition of a theme, saved when it is left."""

    left = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "quiet")
        self.setAccessibleName(self.tr("What the theme claims"))
        self.setPlaceholderText(self.tr("What does this theme claim?"))
        self.setFixedHeight(66)
        self.setTabChangesFocus(True)

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """Tell the words."""
        super().focusOutEvent(event)
        self.left.emit(self.toPlainText())
