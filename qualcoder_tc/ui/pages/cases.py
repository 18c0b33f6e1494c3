# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Cases with their typed attributes in a table, and the speakers tied to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries, tasks
from qualcoder_tc.model.attributes import TYPES
from qualcoder_tc.model.case_table import CaseCounts
from qualcoder_tc.model.records import AttributeRow, CaseRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.dialogs import CasesDialog
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.latest import Latest
from qualcoder_tc.ui.panels.case_editing import AskingValue, CellTable, hint
from qualcoder_tc.ui.panels.case_menus import attribute_menu, case_menu
from qualcoder_tc.ui.panels.case_table import ROW, CaseTableModel
from qualcoder_tc.ui.panels.memo_card import MemoNote
from qualcoder_tc.ui.panels.speakers import SpeakersPanel
from qualcoder_tc.ui.parts import button, label, margins, rule, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_MANY = 500  # cases; more are not read in a moment
_WIDTHS = {"number": 72, "date": 110, "boolean": 72, "choice": 130}  # pixels


class CasesPage(QWidget):
    """The page of cases: the table at the left, all speakers at the right."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self.session, self._jobs = session, jobs
        self._latest = Latest(self, jobs)
        self._stale = True
        self.model = CaseTableModel(self, self._write_cell)
        self.table = CellTable(self.model, "case_table", self.tr("Cases"))
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.speakers = SpeakersPanel(session)
        self.filter = self._line("case_filter", self.tr("Words in a case"), None)
        self.filter.textChanged.connect(self.model.set_filter)
        self.name = self._line("case_name", self.tr("Name of a new case"), self.add_case)
        self.attribute = self._line("attribute_name", self.tr("New attribute, such as role"), self.add_attribute)
        self.type = QComboBox()
        self.type.setObjectName("attribute_type")
        self.type.setAccessibleName(self.tr("Type of the new attribute"))
        self.type.addItems(list(TYPES))
        self._count = label("", "soft")
        self._empty = label("", "soft", wrap=True)
        self._empty.setContentsMargins(24, 16, 24, 0)
        splitter = QSplitter()
        splitter.addWidget(self._left())
        splitter.addWidget(self.speakers)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([900, 400])
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(splitter)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_header_menu_requested)
        self.table.customContextMenuRequested.connect(self._on_table_menu_requested)
        self.model.modelReset.connect(self._size_columns)
        self.memo = MemoNote(session, self)
        # M alone begins to type into the cell.
        for keys, call in (
            ("Ctrl+M", self._write_memo_on_current),
            ("Delete", self._clear_chosen),
            ("Return", self._edit_current),
            ("Enter", self._edit_current),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(call)
        session.cases_changed.connect(self._on_session_changed)
        session.documents_changed.connect(self._on_session_changed)

    def _left(self) -> QWidget:
        made = QWidget()
        head, adding, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(made)
        margins(head, 24, 14, 24, 6, 8)
        head.addWidget(label(self.tr("Cases"), "heading"))
        head.addWidget(self._count)
        head.addStretch(1)
        self.filter.setMaximumWidth(theme.px(220))
        head.addWidget(self.filter)
        head.addWidget(button(self.tr("Import table…"), self.choose_table, name="import_cases"))
        margins(adding, 24, 0, 24, 10, 8)
        adding.addWidget(self.name, 2)
        adding.addWidget(button(self.tr("Add case"), self.add_case, name="add_case"))
        adding.addSpacing(16)
        adding.addWidget(self.attribute, 2)
        adding.addWidget(self.type)
        adding.addWidget(button(self.tr("Add attribute"), self.add_attribute, name="add_attribute"))
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(adding)
        layout.addWidget(rule())
        layout.addWidget(self._empty)
        layout.addWidget(self.table, 1)
        layout.addStretch(0)
        return made

    def _line(self, name: str, words: str, entered: Callable[[], object] | None) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.setPlaceholderText(words)
        line.setAccessibleName(words)
        line.setClearButtonEnabled(entered is None)
        if entered is not None:
            line.returnPressed.connect(entered)
        return line

    # -- showing ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while it was out of sight."""
        if self._stale:
            self.refresh()
        super().showEvent(event)

    def _on_session_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show cases and speakers as they are now, with the same case chosen; many are read beside the window."""
        self._stale = False
        read = self.session.read
        project = self.session.project

        def look() -> tuple[list[CaseRow], list[AttributeRow], dict[str, list[str]]]:
            return (
                project.read(queries.cases.all),
                project.read(queries.cases.attributes),
                project.read(queries.cases.values),
            )

        if read(queries.cases.count) > _MANY:
            self._latest.ask(look, lambda found: self._show(*found))
        else:
            self._latest.forget()
            self._show(*look())

    def _show(self, cases: list[CaseRow], attributes: list[AttributeRow], values: dict[str, list[str]]) -> None:
        chosen, column = self.table.currentIndex().data(ROW), self.table.currentIndex().column()
        self.model.show(cases, attributes, values)
        if isinstance(chosen, CaseRow) and (row := self.model.row_of(chosen.id)) >= 0:
            self.table.setCurrentIndex(self.model.index(row, column))
        self.speakers.refresh(cases)
        self._count.setText(f"{len(cases):,}" if cases else "")
        self._empty.setText(
            self.tr(
                "No cases yet. A case is a person or group you study. Name one above, import a table with a row for "
                "each, or make cases of the speakers at the right. Attributes such as role or age then group documents "
                "and narrow what is retrieved."
            )
        )
        self._empty.setVisible(not cases)
        self.table.setVisible(bool(cases))

    def _size_columns(self) -> None:
        last = self.model.columnCount() - 1
        self.table.setColumnWidth(0, theme.px(150))
        for column in range(1, last - 1):
            attribute = self.model.attribute_at(column)
            heading = self.fontMetrics().horizontalAdvance(attribute.name if attribute else "") + theme.px(34)
            wide = theme.px(_WIDTHS.get(attribute.type, 150) if attribute else 150)
            self.table.setColumnWidth(column, min(theme.px(220), max(wide, heading)))
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.setColumnWidth(last - 1, theme.px(240))
        self.table.setColumnWidth(last, theme.px(80))

    # -- changing -----------------------------------------------------------------------------------------

    def _write_cell(self, case: CaseRow, attribute: AttributeRow | None, value: str) -> bool:
        if attribute is None:
            return self.session.attempt(operations.cases.rename, case_id=case.id, name=value)
        return self.session.attempt(
            operations.cases.set_attribute, case_id=case.id, name=attribute.name, value=value
        )

    def add_case(self) -> None:
        """Add the case that was named."""
        if self.name.text().strip() and self.session.attempt(operations.cases.create, name=self.name.text()):
            self.name.clear()

    def add_attribute(self) -> None:
        """Add the attribute that was named."""
        wanted = self.attribute.text()
        if wanted.strip() and self.session.attempt(
            operations.cases.add_attribute, name=wanted, type=self.type.currentText()
        ):
            self.attribute.clear()

    def choose_table(self) -> None:
        """Ask for a table of cases and bring it in."""
        words = self.tr("Tables (*.csv *.tsv *.xlsx)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a table of cases"), "", words)
        if name:
            project = self.session.project
            self._jobs.run(
                self.tr("Importing cases"),
                lambda progress: tasks.import_cases(project, Path(name), None, progress),
                self._on_imported,
            )

    def _on_imported(self, counts: CaseCounts) -> None:
        text = self.tr("{0}, {1} changed, {2} as they were; {3} tied").format(
            counted(counts.new, self.tr("1 new case"), self.tr("{0} new cases", "", counts.new)),
            counts.changed,
            counts.same,
            counted(counts.tied, self.tr("1 speaker"), self.tr("{0} speakers", "", counts.tied)),
        )
        self.session.told.emit(text)
        if counts.warnings:
            dialog = CasesDialog(self.window(), text, counts.warnings)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    # -- menus --------------------------------------------------------------------------------------------

    def _on_header_menu_requested(self, place: QPoint) -> None:
        header = self.table.horizontalHeader()
        attribute = self.model.attribute_at(header.logicalIndexAt(place))
        if attribute is not None:
            menu = attribute_menu(self, attribute)
            menu.exec(header.mapToGlobal(place))
            menu.deleteLater()

    def rename_attribute(self, attribute: AttributeRow) -> None:
        """Ask over the head of its column for another name of an attribute."""

        def rename(name: str) -> None:
            self.session.attempt(operations.cases.rename_attribute, attribute_id=attribute.id, name=name)

        header, column = self.table.horizontalHeader(), self.model.attributes.index(attribute) + 1
        self.table.scrollTo(self.model.index(0, column))
        place = QRect(header.sectionViewportPosition(column), 0, header.sectionSize(column), header.height())
        field = Asking(self, self.tr("Name of the attribute"), rename)
        field.open(QRect(header.viewport().mapToGlobal(place.topLeft()), place.size()), attribute.name)

    def _on_table_menu_requested(self, place: QPoint) -> None:
        rows = [i.data(ROW) for i in self.table.selectionModel().selectedRows()]
        if rows:
            menu = case_menu(self, rows)
            menu.exec(self.table.viewport().mapToGlobal(place))
            menu.deleteLater()

    def write_memo(self, case: CaseRow) -> None:
        """Write a memo about a case on the spot."""
        place = self.table.visualRect(self.model.index(self.model.row_of(case.id), 0)).bottomLeft()
        self.memo.show_case(case)
        self.memo.pop(self.table.viewport().mapToGlobal(place))

    def _write_memo_on_current(self) -> None:
        row = self.table.currentIndex().data(ROW)
        if isinstance(row, CaseRow):
            self.write_memo(row)

    def choose(self, case_id: int) -> None:
        """Choose a case in the table."""
        self.filter.clear()
        if (row := self.model.row_of(case_id)) >= 0:
            self.table.setCurrentIndex(self.model.index(row, 0))
            self.table.setFocus()

    def set_many(self, rows: list[CaseRow], attribute: AttributeRow) -> None:
        """Ask over the first of several cases for a value that all of them get."""
        ids = [r.id for r in rows]

        def write(value: str) -> None:
            self.session.attempt(operations.cases.set_attributes, case_ids=ids, values={attribute.name: value})

        at = self.model.index(self.model.row_of(rows[0].id), self.model.attributes.index(attribute) + 1)
        self.table.scrollTo(at)
        place = self.table.visualRect(at)
        count = self.tr("{0} case") if len(ids) == 1 else self.tr("{0} cases")
        words = self.tr("{0} of {1}").format(attribute.name, count.format(len(ids)))
        field = AskingValue(self, words, attribute.type, self.model.values_of(attribute.name), write)
        said = ". ".join(part for part in (hint(attribute.type), self.tr("Empty clears.")) if part)
        field.open(QRect(self.table.viewport().mapToGlobal(place.topLeft()), place.size()), hint=said)

    def merge(self, case: CaseRow, into: CaseRow) -> None:
        """Merge a case into another, and say in what they differed."""
        differing = self.session.do(operations.cases.merge, case_id=case.id, into_id=into.id)
        if differing:
            words = self.tr("Merged {0} into {1}, which keeps its own: {2}.")
            self.session.told.emit(words.format(case.name, into.name, ", ".join(differing)))

    def ask_merge(self, case: CaseRow) -> None:
        """Ask over a case for the name of the one that it is merged into."""
        others = {c.name: c for c in self.model.cases if c.id != case.id}

        def merge(name: str) -> None:
            into = others.get(name) or next((c for n, c in others.items() if n.casefold() == name.casefold()), None)
            if into is None:
                words = self.tr("There is no case {0}").format(name)
                self.session.failed.emit(words, self.tr("choose one from the list"))
            else:
                self.merge(case, into)

        field = Asking(self, self.tr("Merge {0} into").format(case.name), merge)
        completer = QCompleter(list(others), field.edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
        field.edit.setCompleter(completer)
        place = self.table.visualRect(self.model.index(self.model.row_of(case.id), 0))
        said = self.tr("The name of the other case")
        field.open(QRect(self.table.viewport().mapToGlobal(place.topLeft()), place.size()), hint=said)

    def _edit_current(self) -> None:
        at = self.table.currentIndex()
        if at.isValid() and at.flags() & Qt.ItemFlag.ItemIsEditable:
            self.table.edit(at)

    def _clear_chosen(self) -> None:
        """Clear the values of the current column in the chosen cases."""
        attribute = self.model.attribute_at(self.table.currentIndex().column())
        ids = [i.data(ROW).id for i in self.table.selectionModel().selectedRows()]
        if attribute is not None and ids:
            self.session.attempt(operations.cases.set_attributes, case_ids=ids, values={attribute.name: ""})
