# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A second look: what was missed, what is doubtful, which codes may be one, and what a large code falls into."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from qualcoder_tc import queries, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.model.second_look import Looked, LookRow, Question
from qualcoder_tc.model.set_aside import SetAside
from qualcoder_tc.progress import Progress
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.chooser import Chooser
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import button, label, margins, rule, sentence, set_role, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.second import questions
from qualcoder_tc.ui.second.answer import Answer
from qualcoder_tc.ui.second.doing import Doing
from qualcoder_tc.ui.second.legend import Legend
from qualcoder_tc.ui.second.reason import ReasonPane
from qualcoder_tc.ui.second.rows import ROW, LooksList, LooksModel
from qualcoder_tc.ui.session import Session

if TYPE_CHECKING:
    from qualcoder_tc.ui.second.rows import Row

_OF_CODE = (Question.MISSED, Question.DOUBTFUL, Question.PARTS)


class SecondLookPage(QWidget):
    """One question at a time; the answer is a list, and each row of it is dealt with by a key."""

    opened = Signal(object)  # LookedAt
    left = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session, self._jobs = session, jobs
        self._warm = tasks.WarmLook(session.project)
        self._ticket = 0
        self._job: Job | None = None
        self._answer: Answer | None = None
        self._asked: tuple[Question, int | None] = (Question.MISSED, None)
        self.question = QComboBox()
        self.code, self.document = Chooser(self.tr("Code")), Chooser(self.tr("Document"))
        self.go = button(self.tr("Look"), self.look, kind="primary", name="second_look")
        self.model = LooksModel(self)
        self.list = LooksList(self.model)
        self.legend = Legend()
        self.pane = ReasonPane(self.model)
        self.doing = Doing(session, jobs, self.model)
        self._explains = label("", "soft", wrap=True, name="second_explains")
        self._notes = label("", "soft", wrap=True, name="second_notes")
        self.aside = button("", self._on_aside_clicked, kind="link", name="second_aside")
        self._empty = label("", "soft", wrap=True, name="second_empty")
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._build()
        self._connect()
        self._on_question_changed()

    # -- layout -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for question in Question:
            self.question.addItem(questions.title(question), question)
        self.question.setAccessibleName(self.tr("Question"))
        for combo, name in ((self.question, "question"), (self.code, "code"), (self.document, "document")):
            combo.setObjectName(f"second_{name}")
            combo.setMinimumContentsLength(24 if combo is self.question else 32)
        row = QHBoxLayout()
        margins(row, 24, 14, 24, 6, 8)
        for widget in (self.question, self.code, self.document, self.go):
            row.addWidget(widget)
        row.addStretch(1)
        found = QWidget()
        surface(found, "page")
        column = QVBoxLayout(found)
        margins(column, 0, 0, 0, 0, 0)
        column.addWidget(self.legend)
        column.addWidget(rule())
        column.addWidget(self.list, 1)
        self._split.addWidget(found)
        self._split.addWidget(self.pane)
        self._split.setSizes([620, 420])
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self._split.setChildrenCollapsible(False)
        self.pane.setMinimumWidth(theme.px(300))
        self.list.setMinimumWidth(theme.px(320))
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(row)
        self._explains.setContentsMargins(24, 0, 24, 4)
        layout.addWidget(self._explains)
        known = QHBoxLayout()
        margins(known, 24, 0, 20, 8, 16)
        self._notes.setMinimumHeight(self.aside.sizeHint().height())  # so that nothing moves when the link comes
        known.addWidget(self._notes, 1)
        known.addWidget(self.aside, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(known)
        layout.addWidget(rule())
        self._empty.setContentsMargins(24, 24, 24, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self._split, 1)
        layout.addStretch(0)
        layout.addWidget(rule())
        layout.addWidget(self.doing)

    def _connect(self) -> None:
        self.question.currentIndexChanged.connect(self._on_question_changed)
        self.code.currentIndexChanged.connect(self._put_away)
        self.document.currentIndexChanged.connect(self._put_away)
        self.list.selectionModel().currentChanged.connect(self._show_row)
        self.list.opened.connect(self._open)
        self.list.why_asked.connect(self.pane.toggle)
        self.list.key_pressed.connect(self.doing.press)
        self.list.left.connect(self.left)
        self.doing.left.connect(self.left)
        self.doing.why_requested.connect(self.pane.toggle)
        self.doing.source_requested.connect(self._open)
        self.doing.done.connect(self._on_doing_done)
        self._jobs.ended.connect(self._on_jobs_ended)
        self._session.rows_changed.connect(self._on_session_rows_changed)
        self._session.coder_changed.connect(self._put_away)
        theme.theme().changed.connect(self.list.viewport().update)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the codes and documents there are now."""
        self._fill()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        session = self._session
        chosen_code = self.code.currentData() or (session.code.id if session.code else None)
        chosen_document = self.document.currentData() or (session.document.id if session.document else None)
        codes = [(self._with_count(r), r.id) for r in session.codes if r.codable]
        self.code.offer(self.tr("Choose a code"), codes)
        self.code.setCurrentIndex(max(0, self.code.place_of(chosen_code)))
        self.document.offer(self.tr("Choose a document"), [(d.title, d.id) for d in session.documents])
        self.document.setCurrentIndex(max(0, self.document.place_of(chosen_document)))

    def _with_count(self, code: CodeRow) -> str:
        one, many = self.tr("{0} · 1 segment"), self.tr("{0} · {1} segments", "", code.mine)
        return (one if code.mine == 1 else many).format(code.name, code.mine) if code.mine else code.name

    # -- asking -------------------------------------------------------------------------------------------

    def ask(self, question: Question, code_id: int | None = None, document_id: int | None = None) -> None:
        """Ask a question from elsewhere in the window."""
        self._fill()
        self.question.setCurrentIndex(self.question.findData(question))
        if code_id is not None:
            self.code.setCurrentIndex(max(0, self.code.place_of(code_id)))
        if document_id is not None:
            self.document.setCurrentIndex(max(0, self.document.place_of(document_id)))
        self.look()

    @property
    def busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._job is not None

    def _wanted(self) -> Question:
        return Question(self.question.currentData())

    def _on_question_changed(self) -> None:
        question = self._wanted()
        self.code.setVisible(question in _OF_CODE)
        self.document.setVisible(question is Question.OVERLOOKED)
        self._explains.setText(questions.explains(question))
        self._put_away()

    def _put_away(self) -> None:
        self._ticket += 1
        if self._job is not None:
            self._job.cancelled.set()
            self._job = None
        self._answer = None
        self._show(questions.teaching())
        self._enable()

    def look(self) -> None:
        """Look for the answer away from the window; an earlier question that is still being answered is dropped."""
        if self.list.hasFocus():
            self.question.setFocus()  # the list goes until there is an answer
        self._put_away()
        ticket, question = self._ticket, self._wanted()
        code_id = self.code.currentData() if question in _OF_CODE else None
        document_id = self.document.currentData() if question is Question.OVERLOOKED else None
        self._asked = (question, code_id)
        project, jobs, warm = self._session.project, self._jobs, self._warm

        def work(progress: Progress) -> Looked:
            model, note = tasks.model_of(project.read(queries.suggestions.choices))
            found = tasks.look_again(
                project,
                progress,
                question=question.value,
                code_id=code_id,
                document_id=document_id,
                encoder=jobs.encoder(model),
                warm=warm,
            )
            return replace(found, notes=(note, *found.notes)) if note else found

        self._job = jobs.run(
            self.tr("Looking again"),
            work,
            lambda found: self._on_looked(ticket, found),
            lambda error: self._on_failed(ticket, error),
            lane="free",
        )
        self._show(self.tr("Looking…"))

    def _on_looked(self, ticket: int, found: Looked) -> None:
        if ticket != self._ticket or not isValid(self):
            return
        self._job, self._answer = None, Answer(found, self._set_aside())
        self._show(questions.nothing(found.question))
        if found.rows:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus()

    def _on_failed(self, ticket: int, error: AppError) -> None:
        if ticket != self._ticket or not isValid(self):
            return
        self._job = None
        self._show(sentence(f"{error.title}: {error.message}"), warn=True)

    def _enable(self) -> None:
        """Let Look be pressed once it is chosen what to look at."""
        question = self._wanted()
        chosen = self.document.currentData() if question is Question.OVERLOOKED else self.code.currentData()
        self.go.setEnabled(question is Question.ALIKE or chosen is not None)

    def _on_session_rows_changed(self, tables: Mapping[str, Collection[int]]) -> None:
        """Drop an answer about a text that was corrected, and follow what is set aside, undone and done again."""
        if self._answer is not None and tables.keys() & {"suggestion", "project", "coding"}:
            self._follow(self._answer)
        changed = tables.get("document_text", ())
        if not changed:
            return
        # Its places are no longer where they were.
        shown = {row.passage.document_id for row in self.model.rows if isinstance(row, LookRow)}
        if self._job is not None or shown.intersection(changed):
            self._put_away()

    def _on_jobs_ended(self, job: Job) -> None:
        """Be ready for another question where somebody cancelled."""
        if job is self._job and job.cancelled.is_set():
            self._put_away()

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, words: str, *, warn: bool = False) -> None:
        rows = self._answer.rows() if self._answer else ()
        self.legend.show_question(self._asked[0])
        self.model.show(self._asked[0], rows, {c.id: c for c in self._session.codes})
        set_role(self._empty, "warn" if warn else "soft")
        self._empty.setText(words)
        self._show_state()

    def _show_state(self) -> None:
        answer, there = self._answer, bool(self.model.rows)
        self._split.setVisible(there)
        self._empty.setVisible(not there)
        notes = ""
        if answer is not None:
            found = answer.found
            learned = self.tr("Shown: {0}. Codings it learned from: {1}.").format(
                len(self.model.rows), f"{found.learned:,}"
            )
            if answer.showing_aside:
                learned = self.tr("What you set aside, in this look or an earlier one.")
            notes = " ".join((learned, *found.notes)) if there else " ".join(found.notes)
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))
        self._show_aside()
        self._show_row()

    def _show_aside(self) -> None:
        """Say how many rows were set aside, with the way to them and back."""
        answer = self._answer
        count = len(answer.aside()) if answer is not None else 0
        one, many = self.tr("1 set aside. Show it"), self.tr("{0} set aside. Show them", "", count)
        words = counted(count, one, many)
        if answer is not None and answer.showing_aside:
            words = self.tr("Back to what is open")
        self.aside.setText(words)
        self.aside.setAccessibleName(words)
        self.aside.setVisible(count > 0)

    def _on_aside_clicked(self) -> None:
        if self._answer is not None:
            self._answer.showing_aside = not self._answer.showing_aside
            self._show_rows()

    def _set_aside(self) -> SetAside:
        session = self._session
        return session.read(queries.second_look.set_aside, coder_id=session.coder.id)

    def _follow(self, answer: Answer) -> None:
        """Show what is open now, as after Undo, with the row chosen that was."""
        answer.follow(self._set_aside())
        dealt = answer.codings()
        if dealt:
            there = self._session.read(queries.segments.codings, ids=dealt)
            answer.take_back({coding.id: coding.code_id for coding in there})
        if not answer.rows():
            answer.showing_aside = False
        if [id(row) for row in answer.rows()] == [id(row) for row in self.model.rows]:
            self._show_aside()
        else:
            self._show_rows()

    def _show_rows(self) -> None:
        assert self._answer is not None
        chosen, had_focus = self.row(), self.list.hasFocus()
        rows = self._answer.rows()
        self._show(questions.nothing(self._asked[0]))
        if rows:
            at = next((n for n, row in enumerate(rows) if row is chosen), 0)
            self.list.setCurrentIndex(self.model.index(at))
            if had_focus or self.aside.hasFocus() or self.question.hasFocus():
                self.list.setFocus()

    def row(self) -> Row | None:
        """Return the row that is chosen."""
        index = self.list.currentIndex()
        return index.data(ROW) if index.isValid() and self.model.rows else None

    def _show_row(self) -> None:
        row = self.row()
        question, code_id = self._asked
        self.pane.show_row(question, row)
        answer = self._answer
        found, aside = (answer.found, answer.showing_aside) if answer else (None, False)
        self.doing.show_row(question, row, code_id, found, aside=aside)

    def _open(self) -> None:
        row = self.row()
        if isinstance(row, LookRow):
            self.opened.emit(row.passage)

    def _on_doing_done(self) -> None:
        """Go on with the next row, the one dealt with taken away; parts go together."""
        if self._asked[0] is Question.PARTS:
            self._answer = None
            self._show(self.tr("The parts are codes now, below the code. Undo takes them back."))
            return
        number, row, answer = self.list.currentIndex().row(), self.row(), self._answer
        if row is None or answer is None:
            return
        was_aside = answer.showing_aside
        answer.follow(self._set_aside())
        if not was_aside:
            answer.deal(row, self.doing.made)
        self.model.drop(number)
        if self.model.rows:
            self.list.setCurrentIndex(self.model.index(min(number, len(self.model.rows) - 1)))
            self.list.setFocus()
        elif was_aside:
            answer.showing_aside = False
            self._show_rows()
            return
        else:
            self._empty.setText(self.tr("That was all."))
        self._show_state()
