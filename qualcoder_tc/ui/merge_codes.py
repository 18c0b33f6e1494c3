# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging codes: which one stays, whose definition, and what becomes of the segments, before it is done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries
from qualcoder_tc.model.recoding import MergePreview
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.parts import button, dot, label, margins
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_AT_ONCE = 1500  # segments; more are counted and carried over away from the window


class MergeCodesDialog(QDialog):
    """Shows what merging would do; nothing is changed until it is asked for."""

    def __init__(self, parent: QWidget, session: Session, jobs: JobRunner, rows: list[CodeRow]) -> None:
        super().__init__(parent)
        self._session, self._jobs, self._rows = session, jobs, rows
        self._asked = 0
        self._shown: MergePreview | None = None
        self.setWindowTitle(self.tr("Merge codes"))
        self.setMinimumSize(680, 480)
        self.stays = QComboBox()
        self.definition = QComboBox()
        self._text = label("", "soft", wrap=True)
        self.words = label("", "", wrap=True, name="merge_words")
        self.table = QTableWidget(0, 4)
        self.go = button(self.tr("Merge"), self._merge, kind="primary", name="merge_codes")
        self._build()
        self._fill()
        self.stays.currentIndexChanged.connect(self._on_stays_changed)
        self.definition.currentIndexChanged.connect(self._on_definition_changed)
        self._on_stays_changed()

    def _build(self) -> None:
        names = ", ".join(row.name for row in self._rows)
        several = len(self._rows) > 1
        title = (
            self.tr("Merge {0} codes").format(len(self._rows)) if several else self.tr("Merge {0}").format(names)
        )
        for box, name, spoken in (
            (self.stays, "merge_stays", self.tr("The code that stays")),
            (self.definition, "merge_definition", self.tr("Whose definition stays")),
        ):
            box.setObjectName(name)
            box.setAccessibleName(spoken)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(30)
        form = QFormLayout()
        margins(form, 0, 0, 0, 0, 8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Stays") if several else self.tr("Into"), self.stays)
        form.addRow(self.tr("Definition of"), self.definition)
        self._table()
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("It goes in as one step, which Undo takes back."), "meta"))
        foot.addStretch(1)
        foot.addWidget(button(self.tr("Cancel"), self.reject, name="merge_cancel"))
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        margins(layout, 24, 20, 24, 18, 10)
        layout.addWidget(label(title, "heading"))
        if several:
            layout.addWidget(label(names, "soft", wrap=True))
        layout.addLayout(form)
        layout.addWidget(self._text)
        layout.addWidget(self.words)
        layout.addWidget(self.table, 100)
        layout.addStretch(1)  # takes the room where there is no table
        layout.addLayout(foot)

    def _table(self) -> None:
        table = self.table
        table.setObjectName("merge_segments")
        table.setAccessibleName(self.tr("Segments that change their code"))
        table.setHorizontalHeaderLabels(
            [self.tr("Segment"), self.tr("Where"), self.tr("Code now"), self.tr("Becomes")]
        )
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(28))
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 150), (2, 140), (3, 130)):
            table.setColumnWidth(column, width)

    def _fill(self) -> None:
        several = len(self._rows) > 1
        going = {row.id for row in self._rows}
        choices = self._rows if several else [c for c in self._session.codes if c.codable and c.id not in going]
        for row in choices:
            above = row.path.rpartition("/")[0].replace("/", " › ").replace("-", " ")
            self.stays.addItem(
                dot(row.colour), f"{row.name}    {above}" if above and not several else row.name, row
            )
        if several:
            most = max(range(len(choices)), key=lambda n: choices[n].codings)
            self.stays.setCurrentIndex(most)
        else:
            # Many codes to choose from: typing some letters finds one.
            self.stays.setEditable(True)
            self.stays.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.stays.model(), self.stays)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.stays.setCompleter(completer)
            self.stays.setCurrentIndex(-1)

    def into(self) -> CodeRow | None:
        """Return the code that is to stay."""
        row = self.stays.currentData()
        return row if isinstance(row, CodeRow) else None

    # -- showing ------------------------------------------------------------------------------------------

    def _on_stays_changed(self, _index: int = 0) -> None:
        into = self.into()
        self.definition.blockSignals(True)
        self.definition.clear()
        if into is not None:
            rows = [into, *(row for row in self._rows if row.id != into.id)]
            for row in rows:
                self.definition.addItem(dot(row.colour), row.name, row)
            defined = next((n for n, row in enumerate(rows) if row.definition or row.apply), 0)
            self.definition.setCurrentIndex(defined)
        self.definition.blockSignals(False)
        self._on_definition_changed()
        self._ask()

    def _on_definition_changed(self, _index: int = 0) -> None:
        row = self.definition.currentData()
        if isinstance(row, CodeRow):
            words = self._session.with_names(row.definition) or self.tr("It has no definition yet.")
            rules = len(row.apply) + len(row.not_apply)
            self._text.setText(words + (self.tr(" With {0} rules.").format(rules) if rules else ""))
        else:
            self._text.setText(self.tr("Choose the code that stays."))

    def _ask(self) -> None:
        self._asked += 1
        asked, into = self._asked, self.into()
        self.go.setEnabled(into is not None)
        if into is None:
            self._show(None)
            return
        project, ids, into_id = self._session.project, [row.id for row in self._rows], into.id

        def done(found: MergePreview) -> None:
            if asked == self._asked:
                self._show(found)

        if sum(row.codings for row in self._rows) + into.codings <= _AT_ONCE:
            done(project.read(queries.recoding.merge_preview, code_ids=ids, into_id=into_id))
        else:
            self.words.setText(self.tr("Counting…"))
            self._jobs.run(
                self.tr("Counting"),
                lambda _progress: project.read(queries.recoding.merge_preview, code_ids=ids, into_id=into_id),
                done,
                lane="free",
            )

    def _show(self, found: MergePreview | None) -> None:
        self._shown = found
        self.words.setText(self._sentence(found) if found else "")
        sample = found.sample if found else ()
        into = self.into()
        self.table.setRowCount(len(sample))
        for n, row in enumerate(sample):
            becomes = self.tr("one with its double") if row.joined else into.name if into else ""
            cells = (" ".join(row.quote.split()), f"{row.document}, {row.initials}", row.code, becomes)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(n, column, item)
        self.table.setVisible(bool(sample))

    def _sentence(self, found: MergePreview) -> str:
        into = self.into()
        name = into.name if into else ""
        who = ", ".join(f"{coder} {n}" for coder, n in found.coders)
        parts = [
            self.tr("Segments that get the code {1}: {0} ({2}).").format(f"{found.moved:,}", name, who)
            if found.moved
            else self.tr("No segments change.")
        ]
        if found.joined:
            parts.append(self.tr("Doubles of the same coder that become one: {0}.").format(found.joined))
        if found.moved:
            many = self.tr("Afterwards it has {0} segments.", "", found.total)
            parts.append(counted(found.total, self.tr("Afterwards it has 1 segment."), many))
        kept = [
            words.format(count)
            for count, words in (
                (found.memos, self.tr("memos {0}")),
                (found.themes, self.tr("places in themes {0}")),
                (found.children, self.tr("codes below {0}")),
            )
            if count
        ]
        if kept:
            parts.append(self.tr("Kept: {0}.").format(", ".join(kept)))
        if found.suggestions:
            parts.append(self.tr("Open suggestions that go and can be made anew: {0}.").format(found.suggestions))
        return " ".join(parts)

    # -- doing --------------------------------------------------------------------------------------------

    def _merge(self) -> None:
        into, definition = self.into(), self.definition.currentData()
        if into is None:
            return
        session, from_id = self._session, definition.id if isinstance(definition, CodeRow) else None
        ids = [row.id for row in self._rows if row.id != into.id]
        if self._shown is None or self._shown.moved > _AT_ONCE:
            self._jobs.run(
                self.tr("Merging codes"),
                lambda _progress: session.project.do(
                    operations.recoding.merge_codes, code_ids=ids, into_id=into.id, definition_from_id=from_id
                ),
                lambda _joined: session.choose_code(into.id),
            )
        else:
            joined = session.do(
                operations.recoding.merge_codes, code_ids=ids, into_id=into.id, definition_from_id=from_id
            )
            if joined is not None:
                session.reload_codes()
                session.choose_code(into.id)
        self.accept()
