# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far two coders agree: counts before coefficients, intervals drawn, the disagreements beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import queries, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui import plurals, theme
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.panels.agreement_table import ROW, AgreementModel, AgreementTable
from qualcoder_tc.ui.parts import Elided, button, card, clear, label, margins, rule, surface
from qualcoder_tc.ui.session import Session

if TYPE_CHECKING:
    from qualcoder_tc.analysis.agreement import AgreementResult, UnitDisagreement

_SHOWN = 30


class AgreementPage(QWidget):
    """The agreement page; measures as a job when it is shown or its choices change."""

    opened = Signal(object)
    merge_requested = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session, self._jobs = session, jobs
        self._stale = True
        self._result: AgreementResult | None = None
        self._job: Job | None = None
        self._groups: dict[tuple[str, str], queries.groups.DocumentGroup] = {}
        self.first, self.second = self._combo("agreement_first"), self._combo("agreement_second")
        self.unit, self.overlap = self._combo("agreement_unit"), self._combo("agreement_overlap")
        for text, data in (
            (self.tr("turn"), "turn"),
            (self.tr("sentence"), "sentence"),
            (self.tr("character"), "character"),
        ):
            self.unit.addItem(text, data)
        for text, data in ((self.tr("any overlap"), "any"), (self.tr("more than half"), "majority")):
            self.overlap.addItem(text, data)
        self.group = self._combo("agreement_group")
        self.group.setAccessibleName(self.tr("Which documents"))
        self.group.setMaximumWidth(theme.px(200))
        self._summary = Elided("soft")
        self.model = AgreementModel(self)
        self.table = AgreementTable(self.model)
        self.table.selectionModel().currentRowChanged.connect(self._on_table_row_changed)
        self._note = label("", "soft", wrap=True)
        self._message = label("", "soft", wrap=True)
        self._merge = button(
            self.tr("Merge a colleague's copy…"), self.merge_requested.emit, name="merge_from_agreement"
        )
        self._list = QVBoxLayout()
        self._build()
        for signal in (session.segments_changed, session.coder_changed):
            signal.connect(self._on_session_changed)

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        combo.currentIndexChanged.connect(self._on_choice_changed)
        return combo

    def _build(self) -> None:
        self._choices = QWidget()
        chips = QHBoxLayout(self._choices)
        margins(chips, 24, 12, 24, 12, 6)
        chips.addWidget(label(self.tr("Coders"), "soft"))
        chips.addWidget(self.first)
        chips.addWidget(self.second)
        chips.addSpacing(12)
        chips.addWidget(label(self.tr("Unit"), "soft"))
        chips.addWidget(self.unit)
        chips.addSpacing(12)
        chips.addWidget(label(self.tr("Counts as coded"), "soft"))
        chips.addWidget(self.overlap)
        chips.addSpacing(12)
        self._group_label = label(self.tr("In"), "soft")
        chips.addWidget(self._group_label)
        chips.addWidget(self.group)
        chips.addStretch(1)
        chips.addWidget(self._summary)
        left = QWidget()
        surface(left, "page")
        column = QVBoxLayout(left)
        margins(column, 24, 16, 16, 12, 10)
        column.addWidget(self._message)
        column.addWidget(self._merge, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        column.addWidget(self._note)
        right = QWidget()
        surface(right, "panel")
        margins(self._list, 20, 14, 20, 20, 10)
        right.setLayout(self._list)
        self._beside = scroll = QScrollArea()
        scroll.setWidget(right)
        scroll.setAccessibleName(self.tr("Where the two differ"))
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(scroll)
        split.setSizes([850, 500])
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(self._choices)
        layout.addWidget(rule())
        layout.addWidget(split, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Measure anew what changed while it was out of sight."""
        if self._stale:
            self.refresh()
        super().showEvent(event)

    def _on_session_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def _on_choice_changed(self) -> None:
        if self.isVisible():
            self._measure()

    def refresh(self) -> None:
        """Fill the choices and measure."""
        self._stale = False
        coders = [c for c in self._session.read(queries.coders.all) if c.codings]
        for combo, at in ((self.first, 0), (self.second, 1)):
            chosen = combo.currentData()
            combo.blockSignals(True)
            combo.clear()
            for coder in coders:
                combo.addItem(coder.initials, coder.name)
            combo.setCurrentIndex(
                combo.findData(chosen) if combo.findData(chosen) >= 0 else min(at, len(coders) - 1)
            )
            combo.blockSignals(False)
        self._fill_groups()
        if len(coders) < 2:
            self._show_message(
                self.tr(
                    "Only one person has coded so far. Merge a colleague's copy to see how far you agree. Agreement is a help for talking about a codebook, not a proof of quality."
                )
            )
        else:
            self._measure()

    def _fill_groups(self) -> None:
        chosen = self.group.currentData()
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem(self.tr("all documents"), None)
        self._groups = {(g.attribute, g.value): g for g in self._session.read(queries.groups.of_documents)}
        for (attribute, value), group in self._groups.items():
            shown = f"{attribute}: {value}" if attribute else DocumentKind(value).group.lower()
            self.group.addItem(f"{shown} ({len(group.documents)})", (attribute, value))
        at = next((n for n in range(self.group.count()) if self.group.itemData(n) == chosen), 0)
        self.group.setCurrentIndex(at)
        self.group.blockSignals(False)
        for widget in (self._group_label, self.group):
            widget.setVisible(self.group.count() > 2)

    def _only(self) -> frozenset[int] | None:
        """Return the ids of the documents that count, None for all."""
        chosen = self.group.currentData()
        group = self._groups.get(tuple(chosen)) if chosen else None
        return None if group is None else group.documents

    def _measure(self) -> None:
        first, second = self.first.currentData(), self.second.currentData()
        if first == second:
            self._show_message(self.tr("Choose two different coders."))
            return
        if self._result is None:
            # No empty table, and nothing to press, while nobody knows yet what there is.
            self._show_message(self.tr("Measuring agreement…"))
            self._merge.hide()
        project, unit, overlap = self._session.project, self.unit.currentData(), self.overlap.currentData()
        only = self._only()
        if self._job is not None:
            self._job.cancelled.set()  # what was chosen before is of no use any more
        self._job = self._jobs.run(
            self.tr("Measuring agreement"),
            lambda progress: tasks.measure_agreement(
                project, progress, coders=(first, second), unit=unit, overlap=overlap, document_ids=only
            ),
            self._on_measured,
            self._on_failed,
            lane="free",
        )

    def _on_failed(self, error: AppError) -> None:
        self._show_message(f"{error.title}. {error.message[:1].upper()}{error.message[1:]}.")

    def _show_message(self, text: str) -> None:
        self._result = None
        self._message.setText(text)
        self._choices.setVisible(self.first.count() > 1)
        self._beside.hide()
        for widget, shown in ((self._message, True), (self._merge, True), (self.table, False), (self._note, False)):
            widget.setVisible(shown)
        self._summary.setText("")
        clear(self._list)

    def _on_measured(self, result: AgreementResult) -> None:
        self._result = result
        self._choices.show()
        self._beside.show()
        names = {c.path: (c.name, c.colour) for c in self._session.codes}
        self.model.show(result, names, (self.first.currentText(), self.second.currentText()))
        for widget, shown in ((self._message, False), (self._merge, False), (self.table, True), (self._note, True)):
            widget.setVisible(shown)
        unused = len(result.per_code) - self.model.rowCount()
        low = [r for r in result.per_code if r.kappa is not None and r.kappa < 0.4 and (r.percent or 0) > 0.95]
        notes = [result.bootstrap.note]
        if low:
            notes.append(self.tr("Where a code is rare, percent is high and kappa may be low for the same data."))
        if unused:
            one = self.tr("1 code was used by neither, so nothing can be said of it.")
            many = self.tr("{0} codes were used by neither, so nothing can be said of them.", "", unused)
            notes.append(plurals.counted(unused, one, many))
        self._note.setText(" ".join(notes))
        pooled = ""
        if result.pooled_kappa is not None:
            pooled = " · " + self.tr("pooled kappa {0}").format(f"{result.pooled_kappa:.2f}")
        if result.pooled_ci:
            low_end, high_end = (f"{end:.2f}" for end in result.pooled_ci)
            pooled += f" ({self.tr('{0} to {1}').format(low_end, high_end)})"
        units = max((r.n for r in result.per_code), default=0)
        read = len(result.documents)
        many = self.tr("{0} documents read by both", "", read)
        documents = plurals.counted(read, self.tr("1 document read by both"), many)
        units_of = {"turn": self.tr("turns"), "sentence": self.tr("sentences"), "character": self.tr("characters")}
        counted = f"{units:,}{pooled}"
        self._summary.setText(f"{documents} · {units_of.get(result.unit, result.unit)}: {counted}")
        self.table.choose_first()

    def _on_table_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW)
        clear(self._list)
        if row is None:
            return
        code = next((c for c in self._session.codes if c.path == row.code), None)
        if code is None:
            return
        found = tasks.find_disagreements(
            self._session.project,
            code_id=code.id,
            coders=(self.first.currentData(), self.second.currentData()),
            unit=self.unit.currentData(),
            overlap=self.overlap.currentData(),
            document_ids=self._only(),
        )
        self._list.addWidget(label(self.tr("{0}, {1} disagreements").format(code.name, len(found)), "strong"))
        segments = self._session.read(queries.segments.all, code_ids=[code.id])
        for one in found[:_SHOWN]:
            self._list.addWidget(self._disagreement(one, segments))
        if len(found) > _SHOWN:
            self._list.addWidget(label(self.tr("and {0} more").format(len(found) - _SHOWN), "soft"))
        if not found:
            self._list.addWidget(label(self.tr("Both applied it in the same places."), "soft"))
        self._list.addStretch(1)

    def _disagreement(self, one: UnitDisagreement, segments: list[SegmentRow]) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        margins(column, 14, 10, 14, 10, 6)
        here = [s for s in segments if s.document_id == one.document and s.start < one.end and s.end > one.start]
        for segment in here[:2]:
            row = QHBoxLayout()
            row.addWidget(label(segment.reference, "meta"), 1)
            row.addWidget(button(self.tr("Show"), lambda s=segment: self.opened.emit(s), kind="quiet"))
            column.addLayout(row)
            column.addWidget(label(segment.quote, wrap=True))
        column.addWidget(
            label(self.tr("{0}: coded · {1}: not coded").format(one.coded_by, one.not_by), "soft", wrap=True)
        )
        return frame
