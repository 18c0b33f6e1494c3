# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Anonymising: what was found, where it stands, and the pseudonym for it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
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
from qualcoder_tc.model.names import Pseudonym
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.identifiers import KIND, TEXT, TICK, TIMES, WANTED, IdentifiersModel
from qualcoder_tc.ui.parts import button, clear, label, margins, rule, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_AROUND = 60  # characters of context on each side
_SHOWN = 30


class AnonymiseDialog(QDialog):
    """Review what was found; `accepted_names` hands over the pseudonyms, the key's file, and whether to forget."""

    accepted_names = Signal(object, object, bool)

    def __init__(self, parent: QWidget, session: Session, found: list[Identifier], key: Path | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("anonymise")
        self.setWindowTitle(self.tr("Anonymise"))
        self.resize(min(1240, parent.width() - 48), parent.height() - 48)
        beside = session.read(queries.beside.texts)
        self._texts = session.read(queries.documents.texts) | {key: one.text for key, one in beside.items()}
        self._titles = {d.id: d.title for d in session.documents} | {
            key: self._place_name(one.kind) for key, one in beside.items()
        }
        self._project = session.project.path
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
        self.filter.setAccessibleName(self.tr("Filter what was found"))
        self.name = QLineEdit()
        self.name.setObjectName("anonymise_name")
        self.name.setPlaceholderText(self.tr("A name that is missing"))
        self.name.setAccessibleName(self.tr("A name that is missing"))
        self.name.returnPressed.connect(self.add_name)
        self.filter.textChanged.connect(self._sorted.setFilterFixedString)
        self._context = QVBoxLayout()
        self._heading = label("", "strong", wrap=True)
        self.originals = QCheckBox(self.tr("Also remove the original files and what undo keeps, for good"))
        self.originals.setObjectName("anonymise_originals")
        self._place = label("", "soft", wrap=True)
        self._warning = label("", "warn", wrap=True)
        self._missing = label("", "warn", wrap=True, name="anonymise_missing")
        self._missing.hide()
        self.go = button(self.tr("Replace"), self.accept, kind="primary", name="anonymise_now")
        self._build()
        if key is not None:
            self._take_key(key)
        self._count()
        if found:
            self.table.selectRow(0)
        else:
            words = self.tr(
                "Nothing was found that looks like a name, a number or an address. Add what you met while reading."
            )
            self._heading.setText(words)
        self.table.setFocus()

    def _place_name(self, kind: str) -> str:
        """Return in words where beside the transcripts a name stands."""
        return {
            "project": self.tr("Name of the project"),
            "document": self.tr("Name of a document"),
            "file": self.tr("Name of an imported file"),
            "case": self.tr("Name of a case"),
            "attribute": self.tr("Attribute of cases"),
            "role": self.tr("Role of a speaker"),
            "memo": self.tr("Memo"),
            "code": self.tr("Codebook"),
            "theme": self.tr("Theme"),
        }[kind]

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("identifiers")
        table.setAccessibleName(self.tr("What may identify somebody"))
        table.setModel(self._sorted)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)  # Tab goes on to what follows the table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((TICK, 40), (KIND, 120), (TIMES, 66), (WANTED, 170)):
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
        self.filter.setFixedWidth(theme.px(200))
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
        self.name.setFixedWidth(theme.px(200))
        ticks.addWidget(self.name)
        ticks.addWidget(button(self.tr("Add"), self.add_name, name="anonymise_add"))
        column.addLayout(ticks)
        column.addWidget(self._missing)
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
        scroll.setAccessibleName(self.tr("Where it stands"))
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
        layout.addWidget(rule())
        layout.addLayout(foot)

    def add_name(self) -> None:
        """Add a name that was not found, or show it where it was."""
        name = " ".join(self.name.text().split())
        if not name:
            return
        row = self.model.row_of(name)
        if row < 0:
            try:
                row = self.model.add(tasks.pseudonyms.by_hand(self._texts, name, self.model.rows, self._held))
            except AppError as error:
                self._missing.setText(f"{error.title}: {error.message}.")
                self._missing.show()
                return
        self._missing.hide()
        self.name.clear()
        self.filter.clear()
        self.table.setCurrentIndex(self._sorted.mapFromSource(self.model.index(row, WANTED)))

    def choose_key(self) -> None:
        """Ask where the key shall be kept."""
        start = str(self._key or Path.home() / self.tr("{0} key.csv").format(self._project.stem))
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Where to keep the key"),
            start,
            self.tr("CSV (*.csv)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            path = Path(chosen)
            self._take_key(path if path.suffix.lower() == ".csv" else path.with_name(path.name + ".csv"))

    def _take_key(self, path: Path) -> None:
        """Keep the key here; take the pseudonyms of one that is there already, and none of them for anybody else."""
        try:
            self._held = tasks.pseudonyms.read_key(path) if path.exists() else []
        except AppError as error:
            self._key = None
            self._count()
            self._place.setText(f"{error.title}: {error.message}")
            return
        self._key = path
        if self._held and self.model.rows:
            tasks.pseudonyms.keep_to(self._held, self.model.rows)
            last = self.model.index(self.model.rowCount() - 1, WANTED)
            self.model.dataChanged.emit(self.model.index(0, 0), last)
        self._count()

    def _tick(self, ticked: bool) -> None:
        rows = [self._sorted.mapToSource(self._sorted.index(n, 0)).row() for n in range(self._sorted.rowCount())]
        self.model.tick_all(rows, ticked)

    def _count(self) -> None:
        chosen = [r for r, t in zip(self.model.rows, self.model.ticked, strict=True) if t]
        places = sum(len(r.occurrences) for r in chosen)
        self.go.setText(
            counted(places, self.tr("Replace in 1 place"), self.tr("Replace in {0} places", "", places))
        )
        self.go.setEnabled(bool(chosen) and self._key is not None)
        clashes = tasks.pseudonyms.shared_with(self._held, chosen)
        warnings: list[str] = []
        if clashes:
            name, pseudonym, other = clashes[0]
            words = self.tr("{0} and {1} would both be {2}. Leave it so only if they are one.")
            warnings.append(words.format(name, other, pseudonym))
        if self._key is not None and self._key.resolve().parent == self._project.resolve().parent:
            words = self.tr("This is the folder of the project: whoever is given the folder is given the names.")
            warnings.append(words)
        self._warning.setText(" ".join(warnings))
        self._warning.setVisible(bool(warnings))
        self._place.setText(
            str(self._key) if self._key else self.tr("The key says who is who. Keep it apart from the project.")
        )

    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        clear(self._context)
        if not current.isValid():
            self._heading.setText("")
            return
        row = self.model.rows[self._sorted.mapToSource(current).row()]
        times = len(row.occurrences)
        heading = self.tr("{0}, once") if times == 1 else self.tr("{0}, {1} times")
        self._heading.setText(heading.format(row.text, times))
        title = ""
        for one in row.occurrences[:_SHOWN]:
            text = self._texts.get(one.document, "")
            before = text[max(0, one.start - _AROUND) : one.start].replace("\n", " ")
            after = text[one.end : one.end + _AROUND].replace("\n", " ")
            # Whole words at both ends, where something was cut off.
            if one.start > _AROUND:
                before = f"… {before.partition(' ')[2] or before}"
            if one.end + _AROUND < len(text):
                after = f"{after.rpartition(' ')[0] or after} …"
            if title != self._titles.get(one.document, ""):
                title = self._titles.get(one.document, "")
                self._context.addWidget(label(title, "meta"))
            self._context.addWidget(_in_context(before, text[one.start : one.end], after))
        if len(row.occurrences) > _SHOWN:
            self._context.addWidget(label(self.tr("and {0} more").format(len(row.occurrences) - _SHOWN), "soft"))

    def accept(self) -> None:
        """Hand over what was decided."""
        if self._key is None:
            return
        self.accepted_names.emit(self.model.pseudonyms(), self._key, self.originals.isChecked())
        super().accept()


def _in_context(before: str, name: str, after: str) -> QLabel:
    """Return a line in which the name stands out."""
    made = label(wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(f"{escape(before)}<b>{escape(name)}</b>{escape(after)}")
    return made
