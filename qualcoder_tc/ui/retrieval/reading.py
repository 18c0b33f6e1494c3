# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The chosen segment in its turn, with the turns around it, its codes and memos."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import ContextTurn, SegmentContext, SegmentRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.paragraphs import Paragraphs, form
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.session import Session


class ReadingPane(QWidget):
    """Shows one segment in context."""

    opened = Signal(object)  # SegmentRow

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self._context: SegmentContext | None = None
        self._jobs: JobRunner | None = None
        self._asked = 0
        self._where = label("", "strong", wrap=True)
        self.source = button(self.tr("Go to source ↵"), self._open, name="go_to_source")
        self.text = QTextEdit()
        self.text.setObjectName("context")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("The segment in its context"))
        self.text.setProperty("kind", "reading")
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self._paragraphs = Paragraphs(self.text.document(), 130)
        head = QHBoxLayout()
        head.addWidget(self._where, 1)
        head.addWidget(self.source, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        margins(column, 16, 12, 12, 8, 8)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        theme.theme().changed.connect(self._draw)
        self.show_segment(None)

    def use(self, jobs: JobRunner) -> None:
        """Read away from the window from now on."""
        self._jobs = jobs

    def show_segment(self, coding_id: int | None) -> None:
        """Read a segment's context and show it; what was asked for before is shown no more."""
        self._asked += 1
        number = self._asked

        def read() -> SegmentContext | None:
            if coding_id is None:
                return None
            return self._session.read(queries.segment_pages.context, coding_id=coding_id)

        def show(context: SegmentContext | None) -> None:
            if number == self._asked:
                self._context = context
                self._draw()

        if self._jobs is None or coding_id is None:
            show(read())
        else:
            self._jobs.run(self.tr("Reading"), lambda _progress: read(), show, lane="look")

    @property
    def segment(self) -> SegmentRow | None:
        """Return what is shown."""
        return self._context.segment if self._context else None

    def _open(self) -> None:
        if self._context is not None:
            self.opened.emit(self._context.segment)

    # -- drawing ------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.text.clear()
        context = self._context
        self.source.setVisible(context is not None)
        if context is None:
            self._where.setText("")
            self._paragraphs.line(self.tr("Choose a segment to read it where it was said."), "soft")
            return
        segment = context.segment
        self._where.setText(segment.reference)
        facts = [segment.document, segment.role or "", segment.case or ""]
        self._paragraphs.line(" · ".join(f for f in facts if f and f != segment.reference), "soft", after=10)
        for turn in context.turns:
            self._turn(turn, segment)
        self._paragraphs.line(self.tr("Codes on this text"), "soft", strong=True, before=10, after=4)
        for row in context.codings:
            cursor = self._paragraphs.begin(2)
            self._paragraphs.dot(cursor, row.colour)
            same = row.id == segment.id
            cursor.insertText(row.code, form("ink", strong=same))
            extent = "" if (row.start, row.end) == (segment.start, segment.end) else self.tr(", part of it or more")
            cursor.insertText(f"  {row.coder}{extent}", form("soft"))
        for memo in context.memos:
            head = self.tr("Memo, {0}, {1}").format(memo.coder, memo.created[:10])
            self._paragraphs.line(head, "soft", strong=True, before=10, after=2)
            self._paragraphs.line(memo.text, "ink")
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _turn(self, turn: ContextTurn, segment: SegmentRow) -> None:
        cursor = self._paragraphs.begin(10)
        start, end = (min(max(p - turn.start, 0), len(turn.text)) for p in (segment.start, segment.end))
        holds = end > start
        head = f"{turn.number}  {turn.speaker}  " if turn.speaker else f"{turn.number}  "
        cursor.insertText(head, form("soft", strong=holds))
        around = form("ink" if holds else "soft")
        marked = form("ink")
        marked.setBackground(theme.wash(segment.colour))
        marked.setFontUnderline(True)
        marked.setUnderlineColor(theme.stripe(segment.colour))
        cursor.insertText(turn.text[:start], around)
        cursor.insertText(turn.text[start:end], marked)
        cursor.insertText(turn.text[end:], around)
