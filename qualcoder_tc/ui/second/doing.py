# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What can be done with a row of a second look, by key or button; nothing happens by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.second_look import Looked, LookRow, PairRow, PartRow, Question
from qualcoder_tc.model.set_aside import Shown, shown
from qualcoder_tc.operations.recoding import Part
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.merge_codes import MergeCodesDialog
from qualcoder_tc.ui.palette import Palette
from qualcoder_tc.ui.parts import button, clear, label, margins, surface
from qualcoder_tc.ui.second.rows import LooksModel, Row
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.split_code import SplitCodeDialog

_AT_ONCE = 500


class Doing(QWidget):
    """The bar below the list: one button for each thing that can be done, with its key."""

    done = Signal()  # the row is dealt with
    source_requested = Signal()
    why_requested = Signal()
    left = Signal()

    def __init__(self, session: Session, jobs: JobRunner, model: LooksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session, self._jobs, self._model = session, jobs, model
        self._row: Row | None = None
        self._question = Question.MISSED
        self._code_id: int | None = None
        self._looked: Looked | None = None
        self._aside = False
        self.made: int | None = None
        """The coding that came of what was done last."""
        self._runs: dict[str, Callable[[], object]] = {}
        self.palette_popup = Palette(self)
        self.palette_popup.chosen.connect(self._apply)
        self.palette_popup.create_requested.connect(self._on_palette_create_requested)
        self.confirm = self._confirmation()
        self._buttons = QHBoxLayout()
        margins(self._buttons, 20, 8, 20, 8, 4)
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 0)
        column.addWidget(self.confirm)
        column.addLayout(self._buttons)
        self.show_row(Question.MISSED, None, None, None)

    def _confirmation(self) -> QWidget:
        made = QWidget()
        made.setObjectName("second_confirm")
        row = QHBoxLayout(made)
        margins(row, 24, 8, 20, 0, 8)
        self._asks = label("", "strong", wrap=True, name="second_asks")
        row.addWidget(self._asks, 1)
        row.addWidget(button(self.tr("Leave it"), made.hide, kind="quiet", name="second_no"))
        row.addWidget(button(self.tr("Make them"), self._make_parts, kind="primary", name="second_yes"))
        made.hide()
        return made

    # -- what is offered ----------------------------------------------------------------------------------

    def show_row(
        self,
        question: Question,
        row: Row | None,
        code_id: int | None,
        looked: Looked | None,
        *,
        aside: bool = False,
    ) -> None:
        """Offer what can be done with a row of an answer; `code_id` is the code asked about."""
        wanted = (question, code_id, row, aside)
        if wanted == (self._question, self._code_id, self._row, self._aside) and self._buttons.count():
            return
        self._question, self._code_id, self._row, self._aside = wanted
        self._looked, self.made = looked, None
        self.confirm.hide()
        clear(self._buttons)
        self._runs = {}
        if row is not None:
            for key, words, run, primary in self._offers(row):
                self._runs[key] = run
                if key == "K":
                    self._runs["X"] = run  # as with every other question
                shown = button(
                    f"{words}  {key}", run, kind="primary" if primary else "quiet", name=f"second_{key.lower()}"
                )
                shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
                self._buttons.addWidget(shown)
        self._buttons.addStretch(1)
        if isinstance(row, LookRow):
            for words, signal, name in (
                (self.tr("Why  Space"), self.why_requested, "second_why"),
                (self.tr("Go to source  ↵"), self.source_requested, "second_source"),
            ):
                self._buttons.addWidget(button(words, signal.emit, kind="quiet", name=name))
        self._buttons.addWidget(
            button(self.tr("Back"), self.left.emit, kind="quiet", name="second_back", tip=self.tr("Esc"))
        )

    def _offers(self, row: Row) -> list[tuple[str, str, Callable[[], object], bool]]:
        """Return key, words, what is done, and whether it is the first choice."""
        name = self._model.name
        if self._aside:
            return [("X", self.tr("Put it back"), lambda: self._bring_back(row), True)]
        if isinstance(row, PairRow):
            return [
                ("M", self.tr("Look at merging…"), self._merge, True),
                ("X", self.tr("They are two"), lambda: self._keep_apart(row), False),
            ]
        if isinstance(row, PartRow):
            return [
                ("P", self.tr("Make sub-codes…"), self._ask_parts, True),
                ("S", self.tr("Walk the segments…"), self._split, False),
            ]
        if self._question is Question.DOUBTFUL:
            # Most are right, so that is the first thing to say.
            found: list[tuple[str, str, Callable[[], object], bool]] = [
                ("K", self.tr("It is right, keep it"), lambda: self._set_aside(row), True)
            ]
            if row.rival_id is not None:
                words = self.tr("Make it {0}").format(name(row.rival_id))
                found.append(("R", words, lambda: self._recode(row, row.rival_id), False))
            return [*found, ("Del", self.tr("Remove the coding"), lambda: self._remove(row), False)]
        offers: list[tuple[str, str, Callable[[], object], bool]] = []
        if row.code_id is not None:
            words = self.tr("Code it {0}").format(name(row.code_id))
            offers.append(("A", words, lambda: self._apply(row.code_id), True))
        offers.append(("C", self.tr("Another code…"), self._open_palette, not offers))
        missed = self._question is Question.MISSED
        words = self.tr("Not this one") if missed else self.tr("Nothing to code")
        return [*offers, ("X", words, lambda: self._set_aside(row), False)]

    def press(self, key: str) -> None:
        """Do what a key stands for, if it is offered now."""
        run = self._runs.get(key)
        if run is not None:
            run()

    # -- passages -----------------------------------------------------------------------------------------

    def _apply(self, code_id: int | None) -> None:
        row = self._row
        if not isinstance(row, LookRow) or code_id is None:
            return
        key = self._session.do(
            operations.second_look.code,
            document_id=row.passage.document_id,
            start=row.passage.start,
            end=row.passage.end,
            code_id=code_id,
            shown=self._shown(row) if row.code_id is not None else None,
        )
        if key is not None:
            self.made = key
            self._tell(self.tr("Coded as {0}. Undo takes it back.").format(self._model.name(code_id)))

    def _open_palette(self) -> None:
        place = self.mapToGlobal(QPoint(24, -theme.px(400)))
        self.palette_popup.open(self._session.codes, place)

    def _on_palette_create_requested(self, name: str) -> None:
        code_id = self._session.do(operations.codes.create, name=name)
        if code_id is not None:
            self._session.reload_codes()
            self._apply(code_id)

    def _recode(self, row: LookRow, code_id: int | None) -> None:
        if code_id is None:
            return
        done = self._session.do(operations.many.recode, coding_ids=list(row.coding_ids), code_id=code_id)
        if done is not None:
            self._tell(self.tr("It is {0} now. Undo takes it back.").format(self._model.name(code_id)))

    def _remove(self, row: LookRow) -> None:
        if self._session.do(operations.many.remove, coding_ids=list(row.coding_ids)) is not None:
            self._tell(self.tr("Removed the coding. Undo brings it back."))

    def _shown(self, row: LookRow) -> Shown | None:
        looked = self._looked
        return shown(row, self._model.fits(row), looked.model, looked.learned) if looked is not None else None

    def _set_aside(self, row: LookRow) -> None:
        """Keep in the project that this row is not to be shown again."""
        given = self._shown(row)
        if given is None:
            return
        operation, words = {
            Question.MISSED: (
                operations.second_look.decline,
                self.tr("Set aside, and not shown again. Undo takes it back."),
            ),
            Question.DOUBTFUL: (
                operations.second_look.confirm,
                self.tr("It stays, and is not asked again. Undo takes that back."),
            ),
        }.get(
            self._question,
            (
                operations.second_look.nothing_here,
                self.tr("Nothing to code there, and not shown again. Undo takes it back."),
            ),
        )
        at = row.passage
        if self._session.attempt(operation, document_id=at.document_id, start=at.start, end=at.end, shown=given):
            self._tell(words)

    def _keep_apart(self, row: PairRow) -> None:
        if self._session.attempt(operations.second_look.keep_apart, code_ids=[row.one_id, row.other_id]):
            self._tell(self.tr("They stay two codes. Undo takes it back."))

    def _bring_back(self, row: Row) -> None:
        """Let a row that was set aside be looked at again."""
        session = self._session
        if isinstance(row, PairRow):
            done = session.attempt(operations.second_look.bring_together, code_ids=[row.one_id, row.other_id])
        else:
            aside = session.read(queries.second_look.set_aside, coder_id=session.coder.id)
            ids = list(aside.of_row(self._question, row))
            done = session.attempt(operations.second_look.bring_back, suggestion_ids=ids)
        if done:
            self._tell(self.tr("Back in the list."))

    def _tell(self, words: str) -> None:
        self._session.told.emit(words)
        self.done.emit()

    # -- codes --------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        row = self._row
        if not isinstance(row, PairRow):
            return
        codes = [c for c in self._session.codes if c.id in (row.one_id, row.other_id)]
        if len(codes) < 2:
            return
        dialog = MergeCodesDialog(self, self._session, self._jobs, codes)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.done.emit)
        dialog.open()

    def _split(self) -> None:
        code = self._session.code_row(self._code_id)
        if code is None:
            return
        dialog = SplitCodeDialog(self, self._session, code)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _parts(self) -> list[PartRow]:
        return [row for row in self._model.rows if isinstance(row, PartRow)]

    def _ask_parts(self) -> None:
        code = self._session.code_row(self._code_id)
        if code is None:
            return
        names = "; ".join(f"{part.name} ({len(part.coding_ids)})" for part in self._parts())
        self._asks.setText(
            self.tr(
                "Make {0} codes below {1} and move its segments there? {2}. Names can be changed afterwards."
            ).format(len(self._parts()), code.name, names)
        )
        self.confirm.show()
        yes = self.confirm.findChild(QWidget, "second_yes")
        if yes is not None:
            yes.setFocus()

    def _make_parts(self) -> None:
        code, parts = self._session.code_row(self._code_id), self._parts()
        if code is None or not parts:
            return
        self.confirm.hide()
        given: list[Part] = [{"coding_ids": list(p.coding_ids), "name": p.name} for p in parts]
        project, count = self._session.project, sum(len(p.coding_ids) for p in parts)

        def made(ids: list[int] | None) -> None:
            if ids is not None:
                self._session.reload_codes()
                self._tell(self.tr("Made {0} codes below {1}. Undo takes them back.").format(len(ids), code.name))

        if count <= _AT_ONCE:
            made(self._session.do(operations.subcodes.make, code_id=code.id, parts=given))
        else:
            self._jobs.run(
                self.tr("Making sub-codes"),
                lambda _progress: project.do(operations.subcodes.make, code_id=code.id, parts=given),
                made,
            )
