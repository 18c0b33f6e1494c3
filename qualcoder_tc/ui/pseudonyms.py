# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Anonymising: what was found, where it stands, and the pseudonym for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import queries, tasks
from qualcoder_tc.analysis.identifying import Identifier
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.names import Pseudonym, bracketed
from qualcoder_tc.ui.parts import button, clear, label, margins, surface
from qualcoder_tc.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
_AROUND = 60  # characters of context on each side
_SHOWN = 30
_TICK, _TEXT, _KIND, _TIMES, _WANTED = range(5)


class IdentifiersModel(QAbstractTableModel):
    """What was found, with what shall stand for it; unticked rows are left as they are."""

    changed = Signal()

    def __init__(self, found: list[Identifier], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = found
        self.ticked = [True] * len(found)
        self._heads = ("", self.tr("Found"), self.tr("Kind"), self.tr("Times"), self.tr("Pseudonym"))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many were found."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, its tick, or its look."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == _TICK:
            return Qt.CheckState.Checked if self.ticked[index.row()] else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.TextAlignmentRole and column == _TIMES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and column == _TEXT:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.ToolTipRole and column == _TEXT and row.variants:
            return self.tr("also: {0}").format(", ".join(row.variants))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return None
        more = f" ({', '.join(row.variants)})" if row.variants else ""
        cells: tuple[object, ...] = (None, row.text + more, row.kind, len(row.occurrences), row.replacement)
        return cells[column]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the tick be set, and the kind and pseudonym be written."""
        found = super().flags(index)
        if index.column() == _TICK:
            found |= Qt.ItemFlag.ItemIsUserCheckable
        if index.column() in (_KIND, _WANTED):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick, or take another kind or pseudonym."""
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == _TICK:
            self.ticked[index.row()] = value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        elif role == Qt.ItemDataRole.EditRole and column == _KIND and str(value).strip():
            row.kind = str(value).strip()
        elif role == Qt.ItemDataRole.EditRole and column == _WANTED and bracketed(str(value)):
            row.replacement = bracketed(str(value))
        else:
            return False
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), _WANTED))
        self.changed.emit()
        return True

    def tick_all(self, rows: list[int], ticked: bool) -> None:
        """Tick or untick these rows."""
        for row in rows:
            self.ticked[row] = ticked
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), _WANTED))
            self.changed.emit()

    def pseudonyms(self) -> list[Pseudonym]:
        """Return the ticked rows, one for each form; the others without pseudonym, so that the key keeps them."""
        return [
            Pseudonym(form, row.replacement if ticked else "", row.kind)
            for row, ticked in zip(self.rows, self.ticked, strict=True)
            for form in (row.text, *row.variants)
        ]


class AnonymiseDialog(QDialog):
    """Review what was found; `accepted_names` hands over the pseudonyms, the key's file, and whether to forget."""

    accepted_names = Signal(object, object, bool)

    def __init__(self, parent: QWidget, session: Session, found: list[Identifier]) -> None:
        super().__init__(parent)
        self.setObjectName("anonymise")
        self.setWindowTitle(self.tr("Anonymise"))
        self.resize(min(1120, parent.width() - 40), min(740, parent.height() - 40))
        self._texts = session.read(queries.documents.texts)
        self._titles = {d.id: d.title for d in session.documents}
        self._folder = session.project.path.parent
        self._key: Path | None = None
        self._held: list[Pseudonym] = []
        self.model = IdentifiersModel(found, self)
        self.model.changed.connect(self._count)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.model)
        self._sorted.setFilterKeyColumn(-1)
        self._sorted.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.table = self._table()
        self.filter = QLineEdit()
        self.filter.setObjectName("anonymise_filter")
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.textChanged.connect(self._sorted.setFilterFixedString)
        self._context = QVBoxLayout()
        self._heading = label("", "strong", wrap=True)
        self.originals = QCheckBox(self.tr("Also remove the original files and what undo keeps, for good"))
        self.originals.setObjectName("anonymise_originals")
        self._place = label("", "soft", wrap=True)
        self._warning = label("", "warn", wrap=True)
        self.go = button(self.tr("Replace"), self.accept, kind="primary", name="anonymise_now")
        self._build()
        self._count()
        if found:
            self.table.selectRow(0)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("identifiers")
        table.setAccessibleName(self.tr("What may identify somebody"))
        table.setModel(self._sorted)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(30)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_TICK, 40), (_KIND, 120), (_TIMES, 66), (_WANTED, 170)):
            table.setColumnWidth(column, width)
        table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        return table

    def _build(self) -> None:
        left = QWidget()
        surface(left, "page")
        column = QVBoxLayout(left)
        margins(column, 20, 14, 16, 8, 8)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("What may identify somebody"), "heading"), 1)
        self.filter.setFixedWidth(200)
        head.addWidget(self.filter)
        column.addLayout(head)
        words = self.tr(
            "Untick what may stay. Write your own pseudonyms; two rows may share one. No search finds everything: a nickname, or a story that only one person has, takes reading."
        )
        column.addWidget(label(words, "soft", wrap=True))
        column.addWidget(self.table, 1)
        ticks = QHBoxLayout()
        ticks.addWidget(button(self.tr("Tick those shown"), lambda: self._tick(True), kind="quiet"))
        ticks.addWidget(button(self.tr("Untick those shown"), lambda: self._tick(False), kind="quiet"))
        ticks.addStretch(1)
        column.addLayout(ticks)
        inner = QWidget()
        surface(inner, "panel")
        side = QVBoxLayout(inner)
        margins(side, 16, 16, 16, 16, 10)
        side.addWidget(self._heading)
        side.addLayout(self._context)
        side.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(280)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(scroll)
        split.setStretchFactor(0, 1)
        split.setSizes([720, 360])
        foot = QVBoxLayout()
        margins(foot, 20, 10, 20, 12, 8)
        key = QHBoxLayout()
        key.addWidget(button(self.tr("Choose where to keep the key…"), self.choose_key, name="anonymise_key"))
        key.addWidget(self._place, 1)
        last = QHBoxLayout()
        last.addWidget(self.originals, 1)
        last.addWidget(button(self.tr("Cancel"), self.reject, name="anonymise_cancel"))
        last.addWidget(self.go)
        foot.addLayout(key)
        foot.addWidget(self._warning)
        foot.addLayout(last)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(split, 1)
        layout.addLayout(foot)

    def choose_key(self) -> None:
        """Ask where the key shall be kept."""
        start = str(self._folder / self.tr("key.csv"))
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Where to keep the key"),
            start,
            "CSV (*.csv)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            self._key = path if path.suffix.lower() == ".csv" else path.with_name(path.name + ".csv")
            self._keep_to_key()
        self._count()

    def _keep_to_key(self) -> None:
        """Take the pseudonyms of a key that is there already, and none of them for anybody else."""
        assert self._key is not None
        if self._key.exists():
            try:
                self._held = tasks.pseudonyms.read_key(self._key)
            except AppError as error:
                self._key = None
                self._place.setText(f"{error.title}: {error.message}")
                return
            tasks.pseudonyms.keep_to(self._held, self.model.rows)
            last = self.model.index(self.model.rowCount() - 1, _WANTED)
            self.model.dataChanged.emit(self.model.index(0, 0), last)

    def _tick(self, ticked: bool) -> None:
        rows = [self._sorted.mapToSource(self._sorted.index(n, 0)).row() for n in range(self._sorted.rowCount())]
        self.model.tick_all(rows, ticked)

    def _count(self) -> None:
        chosen = [r for r, t in zip(self.model.rows, self.model.ticked, strict=True) if t]
        places = sum(len(r.occurrences) for r in chosen)
        self.go.setText(self.tr("Replace in {0} places").format(f"{places:,}"))
        self.go.setEnabled(bool(chosen) and self._key is not None)
        clashes = tasks.pseudonyms.shared_with(self._held, chosen)
        self._warning.setVisible(bool(clashes))
        if clashes:
            name, pseudonym, other = clashes[0]
            words = self.tr("{0} and {1} would both be {2}. Leave it so only if they are one.")
            self._warning.setText(words.format(name, other, pseudonym))
        self._place.setText(
            str(self._key) if self._key else self.tr("The key says who is who. Keep it apart from the project.")
        )

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        clear(self._context)
        if not current.isValid():
            self._heading.setText("")
            return
        row = self.model.rows[self._sorted.mapToSource(current).row()]
        self._heading.setText(self.tr("{0}, {1} times").format(row.text, len(row.occurrences)))
        for one in row.occurrences[:_SHOWN]:
            text = self._texts[one.document]
            before = text[max(0, one.start - _AROUND) : one.start].replace("\n", " ")
            after = text[one.end : one.end + _AROUND].replace("\n", " ")
            self._context.addWidget(label(self._titles.get(one.document, ""), "meta"))
            self._context.addWidget(label(f"…{before}{text[one.start : one.end]}{after}…", wrap=True))
        if len(row.occurrences) > _SHOWN:
            self._context.addWidget(label(self.tr("and {0} more").format(len(row.occurrences) - _SHOWN), "soft"))

    def accept(self) -> None:
        """Hand over what was decided."""
        if self._key is None:
            return
        self.accepted_names.emit(self.model.pseudonyms(), self._key, self.originals.isChecked())
        super().accept()
