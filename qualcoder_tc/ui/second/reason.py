# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What was found, to be read in its context, with the reasons below when they are asked for."""

from __future__ import annotations

import re

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget

from qualcoder_tc.model.second_look import LookedAt, LookRow, PairRow, PartRow, Question, Reason
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.paragraphs import Paragraphs, form
from qualcoder_tc.ui.parts import margins, surface
from qualcoder_tc.ui.second.rows import LooksModel, Row

_EMPTY_LINES = re.compile(r"\s*\n\s*")
_LITTLE = 90
_LONG = 240  # characters from which text around a passage is cut at a word


class ReasonPane(QWidget):
    """Shows one row; the reasons are one key away and then stay."""

    def __init__(self, model: LooksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._model = model
        self._row: Row | None = None
        self._question = Question.MISSED
        self.why = False
        self.text = QTextEdit()
        self.text.setObjectName("look_text")
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("The passage and the reasons"))
        self.text.setProperty("kind", "reading")
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self._paragraphs = Paragraphs(self.text.document(), 135)
        column = QVBoxLayout(self)
        margins(column, 20, 16, 16, 12, 8)
        column.addWidget(self.text)
        theme.theme().changed.connect(self._draw)

    def show_row(self, question: Question, row: Row | None) -> None:
        """Show a row of an answer to a question."""
        self._question, self._row = question, row
        self._draw()

    def toggle(self) -> None:
        """Show the reasons, or put them away."""
        self.why = not self.why
        self._draw()

    # -- drawing ------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        self.text.clear()
        row = self._row
        if row is None:
            return
        if isinstance(row, LookRow):
            self._passage(row.passage, self._model.colour(row.code_id), head=True)
        elif isinstance(row, PairRow):
            self._pair(row)
        else:
            self._part(row)
        if isinstance(row, LookRow):
            if self.why:
                self._reasons(row)
            else:
                self._paragraphs.line(self.tr("Space shows why"), "soft", before=14)
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _passage(self, at: LookedAt, colour: str, *, head: bool = False) -> None:
        if head:
            self._paragraphs.line(at.reference, "ink", strong=True, after=8)
        cursor = self._paragraphs.begin(10)
        # Reasons are to be seen without scrolling, so there is less around them.
        room = _LITTLE if self.why else _LONG
        cursor.insertText(_tail(_close(at.before), room), form("soft"))
        marked = form("ink")
        if colour:
            marked.setBackground(theme.wash(colour))
        cursor.insertText(at.quote, marked)
        cursor.insertText(_head(_close(at.after), room), form("soft"))

    def _reasons(self, row: LookRow) -> None:
        name, model = self._model.name(row.code_id), self._model
        if self._question is Question.DOUBTFUL:
            words = self.tr("Fit to {0}: {1} of 100. A typical segment of the code has 100, talk without it 0.")
            self._paragraphs.line(words.format(name, _percent(row.fit)), "ink", before=14)
            if row.rival_id is not None:
                rival = model.name(row.rival_id)
                self._paragraphs.line(
                    self.tr("Fit to {0}: {1} of 100.").format(rival, _percent(row.rival_fit)), "ink", after=6
                )
                self._near(self.tr("Most like it under {0}").format(rival), row.rival_near, row.rival_id)
            self._near(self.tr("Most like it under {0}").format(name), row.near, row.code_id)
        elif self._question is Question.MISSED:
            words = self.tr(
                "It fits {0} better than {1} of its {2} segments do. Each is judged by all the others, never by itself."
            )
            if row.beyond == row.of:
                words = self.tr(
                    "It fits {0} better than all {2} of its segments do. Each is judged by all the others, never by itself."
                )
            self._paragraphs.line(words.format(name, row.beyond, row.of), "ink", before=14)
            self._near(self.tr("Your segments that are most like it"), row.near, row.code_id)
        else:
            words = self.tr("It is like talk that you coded, and unlike talk that you read and left.")
            self._paragraphs.line(words, "ink", before=14)
            self._near(self.tr("Your segments that are most like it"), row.near, None)
        if row.near or row.rival_near:
            words = self.tr("How alike two passages are: 100 % would be the same words.")
            self._paragraphs.line(words, "soft", before=10)

    def _near(self, title: str, reasons: tuple[Reason, ...], code_id: int | None) -> None:
        if not reasons:
            return
        self._paragraphs.line(title, "soft", strong=True, before=12, after=4)
        for reason in reasons:
            self._reason(reason, self._model.colour(code_id))

    def _reason(self, reason: Reason, colour: str, *, alike: bool = True, after: int = 6) -> None:
        cursor = self._paragraphs.begin(after)
        if colour:
            self._paragraphs.dot(cursor, colour)
        cursor.insertText(f"“{_short(reason.segment.quote)}”", form("ink"))
        names = ", ".join(reason.codes)
        where = f"  {reason.segment.reference} · {names}"
        share = " · " + self.tr("{0} % alike").format(_percent(reason.alike)) if alike else ""
        cursor.insertText(where + share, form("soft"))

    def _pair(self, row: PairRow) -> None:
        model = self._model
        one, other = model.name(row.one_id), model.name(row.other_id)
        self._paragraphs.line(self.tr("{0} and {1}").format(one, other), "ink", strong=True, after=8)
        said = [
            self.tr(
                "Mixed up: {0} %. 100 % is as if they were one code; 0 % as if no segment were like one of the other code."
            ).format(_percent(row.mixed))
        ]
        if row.definitions:
            said.append(self.tr("Their definitions are {0} % alike.").format(_percent(row.definitions)))
        else:
            said.append(self.tr("One of them has no definition yet; writing it may already tell them apart."))
        said.append(
            self.tr("{0} of the {1} segments of the rarer code stand on text that has both codes.").format(
                row.together, row.of
            )
        )
        for words in said:
            self._paragraphs.line(words, "ink", after=4)
        if row.examples:
            self._paragraphs.line(
                self.tr("Segments of the two that are most alike"), "soft", strong=True, before=12, after=4
            )
        for left, right in row.examples:
            self._reason(left, model.colour(row.one_id), alike=False)
            self._reason(right, model.colour(row.other_id), after=14)

    def _part(self, row: PartRow) -> None:
        self._paragraphs.line(row.name, "ink", strong=True, after=4)
        words = self.tr("Words that tell it from the rest: {0}.").format(", ".join(row.words))
        self._paragraphs.line(words, "soft", after=8)
        self._paragraphs.line(self.tr("Its most typical segments"), "soft", strong=True, before=6, after=4)
        for at in row.examples:
            cursor = self._paragraphs.begin(8)
            cursor.insertText(f"“{_short(at.quote)}”", form("ink"))
            cursor.insertText(f"  {at.reference}", form("soft"))


def _close(text: str) -> str:
    """Return what stands around without empty lines."""
    return _EMPTY_LINES.sub("\n", text)


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 220 else line[:219].rstrip() + "…"


def _tail(text: str, room: int) -> str:
    """Return the end of what stands before, from a word on."""
    if len(text) <= room:
        return text
    end = text[-room:]
    return "…" + end[end.find(" ") + 1 :]


def _head(text: str, room: int) -> str:
    """Return the beginning of what stands after, up to a word."""
    return text if len(text) <= room else text[:room].rpartition(" ")[0] + " …"
