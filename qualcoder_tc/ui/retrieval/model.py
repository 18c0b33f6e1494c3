# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Any number of coded segments as rows of a list: their ids are known, what they say is read where it is shown."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.retrieval import Found
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import dot

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
HEAD = Qt.ItemDataRole.UserRole + 1
_PAGE = 56
_KEPT = 4000


@dataclass(frozen=True, slots=True)
class Head:
    """The row above a group."""

    key: str
    label: str
    count: int
    folded: bool


class SegmentsModel(QAbstractTableModel):
    """Segments and the heads of their groups as rows: words, reference, code, coder."""

    def __init__(
        self,
        read: Callable[[Sequence[int]], list[SegmentRow]],
        parent: QObject | None = None,
        *,
        with_code: bool = False,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._with_code = with_code
        self._found = Found(array("q"), 0)
        self._shown = array("q")  # ids; the head of group n is -1 - n
        self._folded: set[str] = set()
        self._rows: dict[int, SegmentRow | None] = {}
        self._nobody = ""
        self.without_document = False
        """Whether the heads name the documents, so that the rows need not."""
        self._heads = [
            self.tr("Segment"),
            self.tr("Where"),
            *([self.tr("Code")] if with_code else []),
            self.tr("Coder"),
        ]

    # -- what is shown ------------------------------------------------------------------------------------

    def show(self, found: Found, nobody: str = "", *, anew: bool = True) -> None:
        """Show what was found; not `anew`, only the difference to what is shown is told to the views."""
        same = [(g.key, g.label) for g in found.groups] == [(g.key, g.label) for g in self._found.groups]
        self._nobody = nobody
        self._found = found
        fresh = self._laid_out()
        if anew or not same:
            self.beginResetModel()
            self._shown = fresh
            self.endResetModel()
        else:
            self._replace(fresh)
            heads = [n for n, key in enumerate(self._shown) if key < 0] if found.groups else []
            for row in heads:
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Read these segments again where they are shown, or all of them."""
        known = list(self._rows) if ids is None else [key for key in ids if key in self._rows]
        for key in known:
            self._rows.pop(key, None)
        if known and self._shown:
            last = self.index(len(self._shown) - 1, len(self._heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    @property
    def found(self) -> Found:
        """Return what is shown, folded or not."""
        return self._found

    def _laid_out(self) -> array[int]:
        found = self._found
        if not found.groups:
            return array("q", found.ids)
        laid = array("q")
        for n, group in enumerate(found.groups):
            laid.append(-1 - n)
            if group.key not in self._folded:
                laid += found.ids[group.first : group.first + group.count]
        return laid

    def _replace(self, fresh: array[int]) -> None:
        """Go over to other rows by removing and inserting only where they differ."""
        old, size = self._shown, len(self._shown)
        one, other = old.tobytes(), fresh.tobytes()
        wide, least = old.itemsize, min(len(old), len(fresh))
        # How far both begin alike, and then how far they end alike.
        first = bisect_left(range(1, least + 1), True, key=lambda n: one[: n * wide] != other[: n * wide])
        rest = least - first
        same = bisect_left(range(1, rest + 1), True, key=lambda n: one[-n * wide :] != other[-n * wide :])
        if size - same > first:
            self.beginRemoveRows(QModelIndex(), first, size - same - 1)
            self._shown = old[:first] + old[size - same :]
            self.endRemoveRows()
        if len(fresh) - same > first:
            self.beginInsertRows(QModelIndex(), first, len(fresh) - same - 1)
            self._shown = fresh
            self.endInsertRows()

    def fold(self, keys: Iterable[str], folded: bool) -> None:
        """Fold groups or open them."""
        self._folded = self._folded | set(keys) if folded else self._folded - set(keys)
        self._replace(self._laid_out())
        if self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    # -- rows ---------------------------------------------------------------------------------------------

    def ids(self, first: int, last: int) -> list[int]:
        """Return the ids of the segments in rows first..last."""
        return [key for key in self._shown[first : last + 1] if key > 0]

    def row_of(self, coding_id: int) -> int | None:
        """Return the row in which a segment is shown."""
        try:
            return self._shown.index(coding_id)
        except ValueError:
            return None

    def head(self, row: int) -> Head | None:
        """Return the head in a row, None for a segment."""
        key = self._shown[row]
        if key > 0:
            return None
        group = self._found.groups[-1 - key]
        return Head(group.key, group.label or self._nobody, group.count, group.key in self._folded)

    def segment(self, row: int) -> SegmentRow | None:
        """Return the segment in a row, reading it with those around it if it is not known."""
        key = self._shown[row]
        if key < 0:
            return None
        if key not in self._rows:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            near = [k for k in self.ids(max(0, row - 8), row + _PAGE) if k not in self._rows]
            self._rows.update(dict.fromkeys(near))  # one that is gone stays empty until the list follows
            self._rows.update({r.id: r for r in self._read(near)})
        return self._rows[key]

    # -- Qt -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let heads be reached, but not chosen as segments are."""
        if index.isValid() and self._shown[index.row()] < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the row, the tooltip, the colour or the dot of the code."""
        if not index.isValid():
            return None
        head = self.head(index.row())
        if head is not None:
            return self._of_head(head, index.column(), role)
        if role == HEAD or (role == Qt.ItemDataRole.DecorationRole and not self._with_code):
            return None
        row = self.segment(index.row())
        if row is None:
            return None
        column = index.column()
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(theme.tokens().ink if column == 0 else theme.tokens().soft)
        if role == Qt.ItemDataRole.DecorationRole:
            return dot(row.colour) if column == 2 else None
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return f"{row.quote}\n\n{row.memo}" if row.memo else row.quote
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            return f"{row.quote}, {row.code}, {row.reference}, {row.coder}"
        return None

    def _of_head(self, head: Head, column: int, role: int) -> Any:
        if role == HEAD:
            return head
        if column == 0 and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{head.label}  {head.count:,}"
        return None

    def _cell(self, row: SegmentRow, column: int) -> str:
        if column == 0:
            return " ".join(row.quote[:400].split())
        if column == len(self._heads) - 1:
            return row.initials
        if column == 2:
            return row.code
        turn = self.tr("turn {0}").format(row.turn) if row.turn else ""
        # As in what is copied; the role follows, since it is the first to be cut where there is little room.
        where = ", ".join(p for p in (row.speaker, turn) if p) if self.without_document else row.reference
        return f"{where} · {row.role}" if row.role else where

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None
