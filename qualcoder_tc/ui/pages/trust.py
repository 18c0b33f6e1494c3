# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far to trust suggestions on this project: replayed, in plain words first, figures and plots below."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from qualcoder_tc import queries, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.second_look import Question
from qualcoder_tc.progress import Progress
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import Tall, button, label, margins, rule, sentence, set_role, surface
from qualcoder_tc.ui.second import words
from qualcoder_tc.ui.second.measures import Measures
from qualcoder_tc.ui.second.per_code import TrustModel, TrustTable
from qualcoder_tc.ui.second.plots import Axis, Curve, Plot, shares
from qualcoder_tc.ui.session import Session

if TYPE_CHECKING:
    from qualcoder_tc.suggest.evaluate import Evaluation

_ROWS_SHOWN = 12


class TrustPage(QWidget):
    """Replays the codings when asked, and keeps the answer until it is asked again."""

    left = Signal()
    second_requested = Signal(object, int)  # Question, code

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session, self._jobs = session, jobs
        self._job: Job | None = None
        self._ticket = 0
        self.found: Evaluation | None = None
        self.strictness: Callable[[], float] = lambda: 0.5
        """Tells how sure suggestions have to be for this user."""
        self.go = button(self.tr("Measure"), self.measure, kind="primary", name="trust_measure")
        self._headline = label("", "heading", wrap=True, name="trust_headline")
        self._below = label("", "soft", wrap=True, name="trust_below")
        self._left = label("", "", wrap=True, name="trust_left")
        self._comparison = label("", "", wrap=True, name="trust_comparison")
        self.plots = (Plot("trust_calibration"), Plot("trust_abstention"), Plot("trust_learning"))
        self._captions = tuple(label("", "soft", wrap=True) for _ in self.plots)
        self._measures = Measures()
        self.model = TrustModel(self)
        self.table = TrustTable(self.model)
        self._figures = QWidget()
        self._build()
        jobs.ended.connect(self._on_jobs_ended)
        session.coder_changed.connect(self._on_session_coder_changed)
        self.table.left.connect(self.left)
        self.table.opened.connect(self._on_table_opened)
        theme.theme().changed.connect(self.table.viewport().update)
        self._show()

    # -- layout -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        margins(head, 24, 16, 24, 10, 12)
        words_column = QVBoxLayout()
        words_column.setSpacing(4)
        words_column.addWidget(self._headline)
        words_column.addWidget(self._below)
        words_column.addWidget(self._left)
        words_column.addWidget(self._comparison)
        head.addLayout(words_column, 1)
        head.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(
            button(self.tr("Back"), self.left.emit, kind="quiet", name="trust_back", tip=self.tr("Esc")),
            0,
            Qt.AlignmentFlag.AlignTop,
        )
        inner = Tall()
        column = QVBoxLayout(inner)
        margins(column, 24, 14, 24, 20, 18)
        column.addLayout(self._plots())
        column.addWidget(self._measures)
        column.addWidget(label(self.tr("Each code. Enter shows its doubtful segments."), "strong"))
        column.addWidget(self.table)
        column.addStretch(1)
        self.measured = scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName(self.tr("What was measured"))
        scroll.setObjectName("trust_scroll")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setProperty("kind", "plain")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        surface(inner, "page")
        figures = QVBoxLayout(self._figures)
        margins(figures, 0, 0, 0, 0, 0)
        figures.addWidget(rule())
        figures.addWidget(scroll, 1)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self._figures, 1)
        layout.addStretch(0)

    def _plots(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(4)
        titles = (
            self.tr("Does it mean what it says?"),
            self.tr("Few and sure, or many?"),
            self.tr("How many codings until it helps?"),
        )
        for at, (title, plot, caption) in enumerate(zip(titles, self.plots, self._captions, strict=True)):
            grid.addWidget(label(title, "strong"), 0, at)
            grid.addWidget(caption, 1, at, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(plot, 2, at)
            grid.setColumnStretch(at, 1)
        return grid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # -- measuring ----------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Tell whether it is being measured."""
        return self._job is not None

    def measure(self) -> None:
        """Replay the codings away from the window."""
        if self._job is not None:
            return
        project, jobs, strictness = self._session.project, self._jobs, self.strictness()

        def work(progress: Progress) -> Evaluation:
            model, _ = tasks.model_of(project.read(queries.suggestions.choices))
            return tasks.evaluate_suggestions(project, progress, encoder=jobs.encoder(model), strictness=strictness)

        self._ticket += 1
        ticket = self._ticket

        def done(found: Evaluation) -> None:
            if ticket == self._ticket:
                self._on_measured(found)

        self._job = jobs.run(self.tr("Measuring"), work, done, self._on_failed, lane="free")
        self._show()

    def _on_session_coder_changed(self) -> None:
        """Forget what was measured on another coder's codings."""
        if self._job is not None:
            self._job.cancelled.set()
        self._ticket += 1
        self._job = self.found = None
        self._show()

    def _on_measured(self, found: Evaluation) -> None:
        if not isValid(self):
            return  # the project was closed in the meantime
        self._job, self.found = None, found
        self._show()
        if self.isVisible():
            self.measured.setFocus()  # reading begins above; Tab goes on to the table

    def _on_failed(self, error: AppError) -> None:
        if not isValid(self):
            return
        self._job = None
        self._show(sentence(f"{error.title}: {error.message}"))

    def _on_jobs_ended(self, job: Job) -> None:
        """Be ready for another try where somebody cancelled."""
        if job is self._job and job.cancelled.is_set():
            self._job = None
            self._show()

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, failed: str = "") -> None:
        found = self.found
        self._figures.setVisible(found is not None and not failed)
        for told in (self._left, self._comparison):
            told.setVisible(found is not None and not failed)
        self.go.setEnabled(self._job is None)
        self.go.setText(self.tr("Measure again") if found is not None else self.tr("Measure"))
        set_role(self._below, "warn" if failed else "soft")
        if failed or found is None:
            self._headline.setText(self.tr("How far can suggestions be trusted here?"))
            self._below.setText(failed or self._teaching())
            return
        self._headline.setText(words.headline(found))
        self._below.setText(words.below(found))
        self._left.setText(words.left_alone(found))
        self._comparison.setText(words.comparison(found))
        self._show_plots(found)
        self._show_figures(found)

    def _teaching(self) -> str:
        if self._job is not None:
            return self.tr("Measuring. You can go on coding; the status line shows how far it is.")
        return self.tr(
            "Measure replays your own codings: the program learns from some of your documents and has to suggest codes for the "
            "others, as if they were new. It takes a minute or two, changes nothing, and needs 20 coded passages in two "
            "documents at least."
        )

    def _show_plots(self, found: Evaluation) -> None:
        for caption, said in zip(
            self._captions, (words.calibration(found), words.abstention(found), words.learning(found)), strict=True
        ):
            caption.setText(said)
        most = max((b.n for b in found.calibration), default=1)
        points = tuple((b.stated, b.happened) for b in found.calibration)
        sizes = tuple((b.n / most) ** 0.5 for b in found.calibration)
        self.plots[0].show_curves(
            shares(self.tr("what it said")),
            shares(self.tr("how often it was right")),
            [Curve("", points, size=sizes)],
            self._captions[0].text(),
            self.tr("as stated"),
        )
        curves = [Curve("", tuple(words.spoken(found)))]
        if found.precision is not None:
            now = ((1 - found.abstained, found.precision),)
            curves.append(Curve(self.tr("as it is set"), now, size=(1.0,), line=False))
        self.plots[1].show_curves(
            shares(self.tr("passages with a suggestion")),
            shares(self.tr("right of what is shown")),
            curves,
            self._captions[1].text(),
        )
        self._show_learning(found)

    def _show_learning(self, found: Evaluation) -> None:
        from math import log10

        steps = found.learning
        at = [log10(max(step.coded, 1)) for step in steps]
        marks = tuple((x, f"{step.coded:,}") for x, step in zip(at, steps, strict=True))
        curves = [
            Curve(name, tuple(zip(at, values, strict=True)), quiet=quiet)
            for name, values, quiet in (
                (self.tr("suggestions"), [s.hit3 for s in steps], False),
                (self.tr("words"), [s.tfidf for s in steps], True),
                (self.tr("commonest"), [s.majority for s in steps], True),
            )
        ]
        x = Axis(self.tr("coded passages"), min(at, default=0.0) - 0.05, max(at, default=1.0) + 0.05, marks)
        self.plots[2].show_curves(x, shares(self.tr("among three")), curves, self._captions[2].text())

    def _show_figures(self, found: Evaluation) -> None:
        self._measures.show_evaluation(found)
        self.model.show(found.per_code, {c.path: c for c in self._session.codes})
        height = self.table.horizontalHeader().sizeHint().height() + 4
        height += min(_ROWS_SHOWN, max(1, len(self.model.rows))) * self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(height)

    def _on_table_opened(self, number: int) -> None:
        code_id = self.model.code_id(number)
        if code_id is not None:
            self.second_requested.emit(Question.DOUBTFUL, code_id)
