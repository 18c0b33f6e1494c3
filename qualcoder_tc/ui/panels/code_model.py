# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The code tree as a model: reading order, without what is folded away, resting or not searched for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from qualcoder_tc.model import code_tree
from qualcoder_tc.model.code_tree import Why
from qualcoder_tc.model.codes import CodeKind
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.transcript.gestures import CODE_MIME

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
"""How many codings to show beside a code: its own, or for what is folded all below it; None for an open heading."""
FOLDED = Qt.ItemDataRole.UserRole + 2
"""True where something is folded away below, False where it is open, None where nothing is below."""
WHY = Qt.ItemDataRole.UserRole + 3
"""Why a search shows it (Why), None where the name tells."""
TREE_MIME = "application/x-qualcoder-tc-codes"

COUNTS = ("all", "mine", "here")


class CodesModel(QAbstractListModel):
    """The tree in reading order without what is folded away or filtered out."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[CodeRow] = []
        self._shown: list[CodeRow] = []
        self._parents: set[int] = set()
        self._totals: dict[int, int] = {}
        self._why: dict[int, Why] = {}
        self._filter = ""
        self._memos: Mapping[int, str] = {}
        self._here: Mapping[int, int] = {}
        self.folded: set[int] = set()
        self.counts = "all"
        self.hides_resting = False

    # -- what is shown ------------------------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[CodeRow]:
        """Return the rows shown."""
        return self._shown

    def show(self, codes: list[CodeRow]) -> None:
        """Show this tree; where only counts changed the choice stays."""
        self._all = codes
        self._parents = {row.parent_id for row in codes if row.parent_id is not None}
        self._update()

    def set_filter(self, text: str) -> None:
        """Show only codes in one of whose texts the words stand, with the headings above them."""
        self._filter = text.strip()
        self._update()

    def set_memos(self, memos: Mapping[int, str]) -> None:
        """Search these memos, by code, too."""
        self._memos = memos
        self._update()

    def set_counts(self, counts: str, here: Mapping[int, int]) -> None:
        """Count the codings of all coders, mine, or those in the open document, which are given by code."""
        self.counts, self._here = counts, here
        self._update()

    def set_hides_resting(self, hides: bool) -> None:
        """Leave resting codes out, or show them dimmed."""
        self.hides_resting = hides
        self._update()

    def toggle(self, code_id: int) -> None:
        """Fold or unfold what is below a code."""
        self.folded ^= {code_id}
        self._update()

    def fold_all(self, fold: bool) -> None:
        """Fold or unfold everything."""
        self.folded = set(self._parents) if fold else set()
        self._update()

    def reveal(self, code_id: int) -> None:
        """Unfold what hides a code."""
        by_id = {row.id: row for row in self._all}
        at = by_id.get(code_id)
        above: set[int] = set()
        while at is not None and at.parent_id is not None:
            above.add(at.parent_id)
            at = by_id.get(at.parent_id)
        if above & self.folded:
            self.folded -= above
            self._update()

    def has_children(self, row: CodeRow) -> bool:
        """Tell whether a code has others below it."""
        return row.id in self._parents

    def found(self, row: CodeRow) -> bool:
        """Tell whether a search found a code itself, not one below it."""
        return row.id in self._why

    def count(self, row: CodeRow) -> int:
        """Return how many codings of a code are counted."""
        if self.counts == "here":
            return self._here.get(row.id, 0)
        return row.mine if self.counts == "mine" else row.codings

    def _update(self) -> None:
        self._totals = {}
        for row in reversed(self._all):  # children before parents
            self._totals[row.id] = self._totals.get(row.id, 0) + self.count(row)
            if row.parent_id is not None:
                self._totals[row.parent_id] = self._totals.get(row.parent_id, 0) + self._totals[row.id]
        why = self._why
        self._why = code_tree.search(self._all, self._filter, self._memos) if self._filter else {}
        shown = self._filtered() if self._filter else self._unfolded()
        if self.hides_resting:
            shown = [row for row in shown if row.active]
        same = [(r.id, r.depth) for r in shown] == [(r.id, r.depth) for r in self._shown] and why == self._why
        if same:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _unfolded(self) -> list[CodeRow]:
        hidden: set[int] = set()
        shown: list[CodeRow] = []
        for row in self._all:
            if row.parent_id in hidden or row.parent_id in self.folded:
                hidden.add(row.id)
            else:
                shown.append(row)
        return shown

    def _filtered(self) -> list[CodeRow]:
        by_id = {r.id: r for r in self._all}
        wanted: set[int] = set()
        for key in self._why:
            above: int | None = key
            while above is not None and above not in wanted:
                wanted.add(above)
                above = by_id[above].parent_id
        return [r for r in self._all if r.id in wanted]

    # -- what Qt asks -------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a code's name, its row, counts and folds, or its definition as tooltip."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == FOLDED:
            return row.id in self.folded if self.has_children(row) and not self._filter else None
        if role == COUNT:
            if row.id in self.folded and not self._filter:
                return self._totals[row.id]
            return self.count(row) if row.codable else None
        if role == WHY:
            why = self._why.get(row.id)
            return why if why is not None and why.field != "name" else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.name}\n\n{row.definition}" if row.definition else row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        return None

    def _spoken(self, row: CodeRow) -> str:
        parts = [row.name, self.tr("level {0}").format(row.depth + 1)]
        if row.codable:
            count = self.count(row)
            parts.append(counted(count, self.tr("1 segment"), self.tr("{0} segments", "", count)))
        if row.favourite:
            parts.append(self.tr("key {0}").format(row.favourite))
        if not row.active:
            parts.append(self.tr("resting"))
        if row.exclusive:
            parts.append(self.tr("one code per segment"))
        if self.has_children(row) and not self._filter:
            parts.append(self.tr("folded") if row.id in self.folded else self.tr("unfolded"))
        return ", ".join(parts)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name."""
        if role == Qt.ItemDataRole.EditRole and index.isValid() and str(value).strip():
            self.renamed.emit(self._shown[index.row()].id, str(value))
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let codes be chosen, renamed and dragged onto one another."""
        flags = Qt.ItemFlag.ItemIsDropEnabled
        if not index.isValid():
            return flags
        flags |= Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Let codes be moved in the tree, and applied (copied) in the transcript."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Name what is dragged."""
        return [TREE_MIME, CODE_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        """Return the dragged codes' ids; what can be applied to text also as the transcript takes it."""
        rows = sorted({index.row() for index in indexes})
        codes = [self._shown[n] for n in rows]
        data = QMimeData()
        data.setData(TREE_MIME, json.dumps([row.id for row in codes]).encode())
        if codes and codes[0].kind is CodeKind.CODE:
            data.setData(CODE_MIME, str(codes[0].id).encode())
        return data

    def index_of(self, code_id: int) -> QModelIndex:
        """Return the index of a code, an invalid one if it is not shown."""
        for n, row in enumerate(self._shown):
            if row.id == code_id:
                return self.index(n)
        return QModelIndex()


def dragged(data: QMimeData) -> list[int]:
    """Return the ids of the codes that are dragged."""
    if not data.hasFormat(TREE_MIME):
        return []
    return [int(key) for key in json.loads(bytes(data.data(TREE_MIME).data()).decode())]
