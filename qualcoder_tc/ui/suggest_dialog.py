# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What can be decided about suggestions: how sure they are, whose codings teach them, when they begin, which model."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.suggesting import LearnFrom, should_be_right
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui.dialogs import PlainDialog
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.parts import button, label
from qualcoder_tc.ui.session import Session

STRICTNESS = "suggest_strictness"
"""The setting of this user: from 0, many, to 1, few and sure."""
_STEPS = 10
_LEAST = (0, 4, 8, 16, 32)


class SuggestDialog(PlainDialog):
    """Changes hold at once; all but the first are the project's, and can be undone."""

    def __init__(self, parent: QWidget, session: Session, jobs: JobRunner, settings: Settings) -> None:
        super().__init__(parent, parent.tr("How to suggest"), 600)
        self._session, self._jobs, self._settings = session, jobs, settings
        self._choices = session.read(queries.suggestions.choices)
        self.problem = label("", "warn", wrap=True, name="suggest_problem")
        self.problem.hide()
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.setHorizontalSpacing(16)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow(self.tr("Show"), self._sureness())
        form.addRow(self.tr("Learn from"), self._teachers())
        form.addRow(self.tr("Begin after"), self._beginning())
        form.addRow(self.tr("Language model"), self._model())
        form.addRow(self.tr("In this project"), self._switch())
        self.column.addLayout(form)
        if quiet := [c.name for c in session.codes if c.uuid in self._choices.quiet]:
            words = self.tr("Not suggested: {0}. The menu of a code brings it back.").format(", ".join(quiet))
            self.column.addWidget(label(words, "meta", wrap=True))
        self.column.addWidget(self.problem)
        self.column.addWidget(
            label(self.tr("Nothing is applied by itself, and nothing leaves this computer."), "meta", wrap=True)
        )
        self.foot(button(self.tr("Done"), self.accept, kind="primary", name="suggest_done"))

    def _sureness(self) -> QWidget:
        self.strictness = QSlider(Qt.Orientation.Horizontal)
        self.strictness.setObjectName("suggest_strictness")
        self.strictness.setAccessibleName(self.tr("From many to few and sure"))
        self.strictness.setRange(0, _STEPS)
        self.strictness.setPageStep(2)
        self.strictness.setValue(round(float(self._settings.get(STRICTNESS, 0.5)) * _STEPS))
        self.strictness.valueChanged.connect(self._on_strictness_changed)
        row = _row(label(self.tr("many"), "meta"), self.strictness, label(self.tr("few and sure"), "meta"))
        self.sure = label("", "meta", wrap=True, name="suggest_sure")
        self._say_sure()
        return _over(row, self.sure)

    def _teachers(self) -> QWidget:
        self.teachers = QComboBox()
        self.teachers.setObjectName("suggest_learn_from")
        self.teachers.addItem(self.tr("my own codings"), LearnFrom.OWN.value)
        self.teachers.addItem(self.tr("everybody's codings"), LearnFrom.ALL.value)
        self.teachers.setCurrentIndex(self.teachers.findData(self._choices.learn_from.value))
        self.teachers.activated.connect(self._on_teachers_activated)
        why = self.tr(
            "From everybody's, it passes on what colleagues coded: coders become more alike, and their agreement means less."
        )
        return _over(self.teachers, why)

    def _beginning(self) -> QWidget:
        self.least = QComboBox()
        self.least.setObjectName("suggest_least")
        self.least.setAccessibleName(self.tr("Segments of your own before suggestions begin"))
        for count in sorted({*_LEAST, self._choices.least}):
            words = self.tr("{0} segments of your own").format(count) if count else self.tr("none: at once")
            self.least.addItem(words, count)
        self.least.setCurrentIndex(self.least.findData(self._choices.least))
        self.least.activated.connect(self._on_least_activated)
        return _over(self.least, self.tr("So that the first ideas are yours. “Suggest anyway” does not wait."))

    def _model(self) -> QWidget:
        self.model = label("", "soft", wrap=True, name="suggest_model")
        self.choose = button(self.tr("Choose a folder…"), self.choose_model, name="suggest_choose_model")
        self.own = button(self.tr("Use the program's"), self._use_shipped, name="suggest_shipped_model")
        self._show_model(self._choices.model)
        return _row(self.model, self.choose, self.own, stretch=0)

    def _switch(self) -> QWidget:
        self.on = QCheckBox(self.tr("Let codes be suggested"))
        self.on.setObjectName("suggest_on")
        self.on.setChecked(self._choices.on)
        self.on.clicked.connect(self._on_on_clicked)
        return self.on

    def _show_model(self, folder: str) -> None:
        self.model.setText(Path(folder).name if folder else self.tr("the program's own (English)"))
        self.model.setToolTip(folder)
        self.own.setVisible(bool(folder))

    # -- what happens -------------------------------------------------------------------------------------

    def _on_strictness_changed(self, value: int) -> None:
        self._settings.set(STRICTNESS, value / _STEPS)
        self._say_sure()

    def _say_sure(self) -> None:
        """Say what the place of the slider aims at; whether it is met is measured on the page of trust."""
        aim = 10 * should_be_right(self.strictness.value() / _STEPS)
        words = self.tr(
            "From the next time you ask, about {0} of 10 should be right. For you alone; what follows holds for the whole project."
        )
        self.sure.setText(words.format(f"{aim:.0f}"))

    def _on_teachers_activated(self) -> None:
        wanted = str(self.teachers.currentData())
        if wanted != self._choices.learn_from.value:
            self._decide(learn_from=wanted)

    def _on_least_activated(self) -> None:
        wanted = int(self.least.currentData())
        if wanted != self._choices.least:
            self._decide(least=wanted)

    def _on_on_clicked(self, on: bool) -> None:
        self._decide(on=on)

    def _decide(self, **given: object) -> None:
        self._session.do(operations.suggestions.choose, **given)  # type: ignore[arg-type]
        self._choices = self._session.read(queries.suggestions.choices)

    def choose_model(self) -> None:
        """Ask for a folder with a language model, and take it once its files were looked at."""
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of a language model"))
        if not folder:
            return
        self.problem.hide()
        self.choose.setEnabled(False)
        self._jobs.run(
            self.tr("Looking at the model"),
            lambda _progress: (folder, tasks.weigh_model(Path(folder))),
            self._on_model_weighed,
            self._on_model_refused,
            lane="free",
        )

    def _on_model_weighed(self, weighed: tuple[str, str]) -> None:
        folder, sha256 = weighed
        self.choose.setEnabled(True)
        self._decide(model=folder, model_sha256=sha256)
        self._show_model(folder)

    def _on_model_refused(self, error: AppError) -> None:
        self.choose.setEnabled(True)
        self.problem.setText(f"{error.title}: {error.message}")
        self.problem.show()

    def _use_shipped(self) -> None:
        self._decide(model="")
        self._show_model("")


def _over(above: QWidget, words: QLabel | str) -> QWidget:
    """Return something to decide with what it means below it."""
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(above, 0, Qt.AlignmentFlag.AlignLeft if isinstance(above, QComboBox) else Qt.AlignmentFlag(0))
    column.addWidget(label(words, "meta", wrap=True) if isinstance(words, str) else words)
    return made


def _row(*widgets: QWidget, stretch: int = 1) -> QWidget:
    """Return widgets side by side; the one at `stretch` takes the room."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 1 if at == stretch else 0)
    return made
