# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The speakers found in a file: renamed, joined, given a role, tied to a case."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from qualcoder_tc.model.transcript import ASKING_ROLES, DocumentKind, ImportedDocument, ImportOptions
from qualcoder_tc.ui import theme

_ROLES = ("", *sorted(ASKING_ROLES), "service user", "practitioner", "policy maker")
_MOST = 60
_NAME, _TURNS, _ROLE, _CASE = range(4)


class SpeakersTable(QTableWidget):
    """A row for each speaker; `changed` has the options with what was decided."""

    changed = Signal(object)

    def __init__(self, cases: list[str], parent: QWidget | None = None) -> None:
        super().__init__(0, 4, parent)
        self._cases = cases
        self._options = ImportOptions()
        self._filling = False
        self.setObjectName("import_speakers")
        self.setAccessibleName(self.tr("Speakers found"))
        self.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Turns"), self.tr("Role"), self.tr("Case")])
        if (turns := self.horizontalHeaderItem(_TURNS)) is not None:
            turns.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)  # Tab goes on to roles and cases, and out of the table
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((_TURNS, 52), (_ROLE, 122), (_CASE, 92)):
            self.setColumnWidth(column, width)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._on_item_changed)

    def show_document(self, document: ImportedDocument | None, options: ImportOptions) -> int:
        """Show who speaks in a document; return how many are shown."""
        self._filling = True
        self._options = options
        counts = Counter(t.speaker for t in document.turns if t.speaker) if document else Counter[str]()
        shown = list(counts)[:_MOST] if document and document.kind is not DocumentKind.SURVEY else []
        cases = dict(options.cases)
        roles = document.roles if document else {}
        # Speakers of one case are told by their being offered a case that another has just been given.
        known = tuple(dict.fromkeys(("", *self._cases, *(c for c in cases.values() if c))))
        if shown != [self._at(row, _NAME).data(Qt.ItemDataRole.UserRole) for row in range(self.rowCount())]:
            self._fill(shown)
        for row, name in enumerate(shown):
            self._at(row, _NAME).setText(name)
            self._at(row, _TURNS).setText(f"{counts[name]:,}")
            self._put(row, _ROLE, _ROLES, roles.get(name, ""))
            self._put(row, _CASE, known, cases.get(name, ""))
        self._filling = False
        return len(shown)

    def _at(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None
        return item

    def _fill(self, shown: list[str]) -> None:
        self.setRowCount(0)  # also takes the boxes of those who were here
        self.setRowCount(len(shown))
        last: QWidget = self
        for row, name in enumerate(shown):
            item = QTableWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            item.setToolTip(self.tr("{0}: write another name here to rename or join").format(name))
            turns = QTableWidgetItem("")
            turns.setFlags(Qt.ItemFlag.ItemIsEnabled)
            turns.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, _NAME, item)
            self.setItem(row, _TURNS, turns)
            for column, what in ((_ROLE, "role"), (_CASE, "case")):
                combo = self._choice(name, what)
                self.setCellWidget(row, column, combo)
                self.setTabOrder(last, combo)
                last = combo
        self.setFixedHeight(theme.px(32) + theme.px(30) * max(1, len(shown)))

    def _choice(self, speaker: str, what: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"import_{what}")
        combo.setEditable(True)
        combo.setFrame(False)
        words = self.tr("Role of {0}") if what == "role" else self.tr("Case of {0}")
        combo.setAccessibleName(words.format(speaker))
        edit = combo.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(self.tr("none"))
        edit.setAccessibleName(words.format(speaker))
        edit.editingFinished.connect(lambda: self._on_choice(speaker, what, combo))
        combo.activated.connect(lambda _n: self._on_choice(speaker, what, combo))
        return combo

    def _put(self, row: int, column: int, choices: tuple[str, ...], current: str) -> None:
        """Show a choice; the box stays the same one, so that whoever is typing in it goes on."""
        combo = self.cellWidget(row, column)
        assert isinstance(combo, QComboBox)
        edit = combo.lineEdit()
        assert edit is not None
        for choice in choices:
            if combo.findText(choice) < 0:
                combo.addItem(choice)
        combo.setProperty("shown", current)
        if not edit.hasFocus():
            combo.setCurrentText(current)
            edit.setCursorPosition(0)
        combo.setToolTip(current)

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != _NAME:
            return
        shown, wanted = str(item.data(Qt.ItemDataRole.UserRole)), " ".join(item.text().split())
        renames = dict(self._options.renames)
        # A name that was changed before stands for all names in the file that became it.
        for found in [f for f, now in renames.items() if now == shown] or [shown]:
            renames[found] = wanted
        self._options = replace(
            self._options,
            renames=tuple((f, w) for f, w in renames.items() if f != w),
            # What was decided about somebody stays theirs under another name.
            roles=_renamed(self._options.roles, shown, wanted),
            cases=_renamed(self._options.cases, shown, wanted),
        )
        self.changed.emit(self._options)

    def _on_choice(self, speaker: str, what: str, combo: QComboBox) -> None:
        value = combo.currentText().strip()
        if self._filling or value == str(combo.property("shown") or ""):
            return
        combo.setProperty("shown", value)
        held = dict(self._options.roles if what == "role" else self._options.cases)
        held[speaker] = value
        pairs = tuple(held.items())
        self._options = (
            replace(self._options, roles=pairs) if what == "role" else replace(self._options, cases=pairs)
        )
        self.changed.emit(self._options)


def _renamed(pairs: tuple[tuple[str, str], ...], old: str, new: str) -> tuple[tuple[str, str], ...]:
    held = dict(pairs)
    if new and old in held:
        held.setdefault(new, held[old])
        del held[old]
    return tuple(held.items())
