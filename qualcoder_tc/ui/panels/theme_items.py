# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a theme rests on as a list: codes, then telling segments, dragged within and between themes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QWidget

from qualcoder_tc.model.records import CodeRow, SegmentRow
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.transcript.gestures import CODE_MIME

Index = QModelIndex | QPersistentModelIndex
ITEM = Qt.ItemDataRole.UserRole
ITEM_MIME = "application/x-qualcoder-theme-item"
THEME_MIME = "application/x-qualcoder-theme"


@dataclass(frozen=True, slots=True)
class Item:
    """A code, or a segment with why it tells and on which side."""

    code: CodeRow | None = None
    segment: SegmentRow | None = None
    note: str = ""
    against: bool = False
    place: int = 0
    """Its place among the codes or among the segments."""

    @property
    def kind(self) -> str:
        """Return code or segment."""
        return "code" if self.code is not None else "segment"

    @property
    def key(self) -> int:
        """Return the id of the code or of the coding."""
        if self.code is not None:
            return self.code.id
        assert self.segment is not None
        return self.segment.id

    @property
    def words(self) -> str:
        """Return its name or quote."""
        if self.code is not None:
            return self.code.name
        assert self.segment is not None
        return f"“{self.segment.quote}”"


@dataclass(frozen=True, slots=True)
class Dragged:
    """What is dragged: a code or segment, from a theme or from elsewhere."""

    kind: str
    key: int
    theme_id: int | None = None


class ItemsModel(QAbstractListModel):
    """The items of one theme, or of the tray where `theme_id` is None."""

    dropped = Signal(object, int)
    """Dragged, and the row it was dropped at."""
    noted = Signal(object, str)
    """Item, and why it tells."""

    def __init__(self, parent: QWidget | None = None, *, theme_id: int | None = None) -> None:
        super().__init__(parent)
        self.theme_id = theme_id
        self.items: list[Item] = []

    def show(self, items: Sequence[Item]) -> None:
        """Show these items; where they are the same as before the choice stays."""
        before = [(i.kind, i.key) for i in self.items]
        if before == [(i.kind, i.key) for i in items]:
            self.items = list(items)
            if self.items:
                self.dataChanged.emit(self.index(0), self.index(len(self.items) - 1))
            return
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of items."""
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return an item, its words, its note, or what a screen reader says."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == ITEM:
            return item
        if role == Qt.ItemDataRole.DisplayRole:
            return item.words
        if role == Qt.ItemDataRole.EditRole:
            return item.note
        if role == Qt.ItemDataRole.ToolTipRole:
            return item.code.definition or None if item.code else item.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(item)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say why a segment tells."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        item = self.items[index.row()]
        if item.kind == "segment" and str(value).strip() != item.note:
            self.noted.emit(item, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be chosen and dragged, and segments of a theme be noted."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        if self.theme_id is not None and self.items[index.row()].kind == "segment":
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Say that things are moved, or copied from the code tree."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Name what can be dropped here."""
        return [ITEM_MIME, CODE_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        """Return what is dragged."""
        item = self.items[indexes[0].row()]
        data = QMimeData()
        data.setData(ITEM_MIME, json.dumps([item.kind, item.key, self.theme_id]).encode())
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Tell whether it can be dropped: on themes only."""
        return self.theme_id is not None and dragged(data) is not None

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Hand on what was dropped and where; the board follows when the project has changed."""
        found = dragged(data)
        if found is None or self.theme_id is None:
            return False
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self.items)
        self.dropped.emit(found, at)
        return False  # a view would remove the row it dragged; the project says what is where

    def index_of(self, kind: str, key: int) -> QModelIndex:
        """Return the index of an item, an invalid one if it is not here."""
        for n, item in enumerate(self.items):
            if (item.kind, item.key) == (kind, key):
                return self.index(n)
        return QModelIndex()

    def place_at(self, kind: str, row: int, moved: Dragged | None = None) -> int:
        """Return which place among items of its kind a row stands for."""
        before = [i for i in self.items[:row] if i.kind == kind]
        if moved is not None and moved.theme_id == self.theme_id:
            before = [i for i in before if i.key != moved.key]
        return len(before)


def dragged(data: QMimeData) -> Dragged | None:
    """Return what is dragged, None where it is nothing of ours."""
    if data.hasFormat(ITEM_MIME):
        return Dragged(*json.loads(bytes(data.data(ITEM_MIME).data()).decode()))
    if data.hasFormat(CODE_MIME):
        return Dragged("code", int(bytes(data.data(CODE_MIME).data()).decode()))
    return None


def spoken(item: Item) -> str:
    """Return what a screen reader says."""
    tr = QCoreApplication.translate
    if item.code is not None:
        count = item.code.codings
        segments = counted(count, tr("Themes", "1 segment"), tr("Themes", "{0} segments", "", count))
        return tr("Themes", "Code {0}, {1}").format(item.code.name, segments)
    assert item.segment is not None
    said = f"{item.segment.quote}, {item.segment.reference}" + (f". {item.note}" if item.note else "")
    return tr("Themes", "Speaks against: {0}").format(said) if item.against else said
