# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The chosen segment in its turn, with the turns around it, its codes and memos."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import ContextTurn, SegmentContext, SegmentRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
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
            self._line(self.tr("Choose a segment to read it where it was said."), self._form("soft"))
            return
        segment = context.segment
        self._where.setText(segment.reference)
        facts = [segment.document, segment.role or "", segment.case or ""]
        self._line(" · ".join(f for f in facts if f and f != segment.reference), self._form("soft"), after=10)
        for turn in context.turns:
            self._turn(turn, segment)
        self._line(self.tr("Codes on this text"), self._form("soft", strong=True), before=10, after=4)
        for row in context.codings:
            cursor = self._begin(2)
            cursor.insertText("●  ", self._form("", colour=row.colour))
            same = row.id == segment.id
            cursor.insertText(row.code, self._form("ink", strong=same))
            extent = "" if (row.start, row.end) == (segment.start, segment.end) else self.tr(", part of it or more")
            cursor.insertText(f"  {row.coder}{extent}", self._form("soft"))
        for memo in context.memos:
            head = self.tr("Memo, {0}, {1}").format(memo.coder, memo.created[:10])
            self._line(head, self._form("soft", strong=True), before=10, after=2)
            self._line(memo.text, self._form("ink"))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _turn(self, turn: ContextTurn, segment: SegmentRow) -> None:
        cursor = self._begin(10)
        start, end = (min(max(p - turn.start, 0), len(turn.text)) for p in (segment.start, segment.end))
        holds = end > start
        head = f"{turn.number}  {turn.speaker}  " if turn.speaker else f"{turn.number}  "
        cursor.insertText(head, self._form("soft", strong=holds))
        around = self._form("ink" if holds else "soft")
        marked = self._form("ink")
        marked.setBackground(theme.wash(segment.colour))
        marked.setFontUnderline(True)
        marked.setUnderlineColor(theme.stripe(segment.colour))
        cursor.insertText(turn.text[:start], around)
        cursor.insertText(turn.text[start:end], marked)
        cursor.insertText(turn.text[end:], around)

    def _line(self, text: str, form: QTextCharFormat, *, before: int = 0, after: int = 2) -> None:
        self._begin(after, before).insertText(text, form)

    def _begin(self, after: int, before: int = 0) -> QTextCursor:
        cursor = QTextCursor(self.text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        block = QTextBlockFormat()
        block.setBottomMargin(after)
        block.setTopMargin(before)
        block.setLineHeight(130, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self.text.document().isEmpty():
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block)
        return cursor

    def _form(self, token: str, *, strong: bool = False, colour: str = "") -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(theme.stripe(colour) if colour else theme.colour(token))
        if strong:
            form.setFontWeight(QFont.Weight.DemiBold)
        return form
