# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The files of a batch, ticked where they shall go in, with what each is or why it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.plurals import counted

Index = QModelIndex | QPersistentModelIndex
PATH = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
REFUSED = Qt.ItemDataRole.UserRole + 2


class FilesPanel(QWidget):
    """The list of files under their count; the box at its head ticks all that can be read."""

    current_changed = Signal()
    ticks_changed = Signal()

    def __init__(self, paths: Sequence[Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self.setMinimumWidth(theme.px(220))
        self.list = QListWidget()
        self.list.setObjectName("import_files")
        self.list.setAccessibleName(self.tr("Files"))
        self.list.setItemDelegate(_FileDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._items: dict[Path, QListWidgetItem] = {}
        for path in paths:
            item = QListWidgetItem(path.name)
            item.setData(PATH, path)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(str(path))
            self.list.addItem(item)
            self._items[path] = item
        self.every = QCheckBox(counted(len(paths), self.tr("1 file"), self.tr("{0} files", "", len(paths))))
        self.every.setObjectName("import_every")
        self.every.setAccessibleName(self.tr("All files that can be read"))
        self.every.clicked.connect(self._on_every_clicked)
        self._reading = label("", "meta")
        self._broken = button("", self._show_next_refused, kind="link", name="import_next_refused")
        self._broken.setToolTip(self.tr("Show the next one"))
        head = QVBoxLayout()
        margins(head, 16, 14, 12, 8, 4)
        for widget in (self.every, self._reading, self._broken):
            head.addWidget(widget)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        self.list.currentItemChanged.connect(lambda _now, _before: self.current_changed.emit())
        self.list.itemChanged.connect(lambda _item: self._on_ticked())
        self.show_progress(0)

    def current(self) -> Path | None:
        """Return the file that is chosen."""
        item = self.list.currentItem()
        return item.data(PATH) if item else None

    def chosen(self) -> list[Path]:
        """Return the files that are ticked."""
        return [path for path, item in self._items.items() if item.checkState() == Qt.CheckState.Checked]

    def refused(self) -> list[Path]:
        """Return the files that cannot be read as they are."""
        return [path for path, item in self._items.items() if item.data(REFUSED)]

    def mark(self, path: Path, note: str, reason: str) -> None:
        """Say what a file is, or why it cannot go in: then it loses its tick until it can."""
        item = self._items[path]
        self.list.blockSignals(True)
        if reason:
            item.setCheckState(Qt.CheckState.Unchecked)
        elif item.data(REFUSED):
            item.setCheckState(Qt.CheckState.Checked)
        item.setData(NOTE, reason.split(":")[0] if reason else note)
        item.setData(REFUSED, bool(reason))
        item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, reason or note)
        item.setToolTip(reason or str(path))
        self.list.blockSignals(False)
        self._on_ticked()

    def show_progress(self, read: int) -> None:
        """Say how many files were read so far, and in the end how many cannot be."""
        total, refused = len(self._items), len(self.refused())
        self._reading.setText(self.tr("Reading {0} of {1}").format(min(read + 1, total), total))
        self._reading.setVisible(read < total)
        one = self.tr("One cannot go in")
        self._broken.setText(one if refused == 1 else self.tr("{0} cannot go in").format(refused))
        self._broken.setAccessibleName(self._broken.text())
        self._broken.setVisible(refused > 0)

    def _on_ticked(self) -> None:
        chosen, possible = len(self.chosen()), len(self._items) - len(self.refused())
        state = Qt.CheckState.Checked if chosen >= possible else Qt.CheckState.PartiallyChecked
        self.every.setCheckState(state if chosen else Qt.CheckState.Unchecked)
        self.list.viewport().update()
        self.ticks_changed.emit()

    def _on_every_clicked(self) -> None:
        wanted = len(self.chosen()) < len(self._items) - len(self.refused())
        self.list.blockSignals(True)
        for item in self._items.values():
            ticked = wanted and not item.data(REFUSED)
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._on_ticked()

    def _show_next_refused(self) -> None:
        refused, rows = set(self.refused()), self.list.count()
        for step in range(1, rows + 1):
            row = (self.list.currentRow() + step) % rows
            if self.list.item(row).data(PATH) in refused:
                self.list.setCurrentRow(row)
                return


class _FileDelegate(QStyledItemDelegate):
    """Paints a file's tick, its name, and below what it is or why it cannot be read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, int(QFontMetrics(option.font).height() * 2.8))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one file."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        box, ticked = _tick(rect), _ticked(index)
        painter.setPen(QPen(theme.colour("accent" if ticked else "soft"), 1.2))
        painter.setBrush(theme.colour("accent") if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(theme.colour("page"), 1.8, c=Qt.PenCapStyle.RoundCap))
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + 3, y + 7), QPointF(x + 6, y + 10), QPointF(x + 11, y + 4)])
        inner = rect.adjusted(40, 5, -12, -5)
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        half = inner.height() / 2
        note = str(index.data(NOTE) or self.tr("Not read yet"))
        middle, right = Qt.TextElideMode.ElideMiddle, Qt.TextElideMode.ElideRight
        # Names of a batch often begin and end alike; what is said of them is read from its beginning.
        for text, which, colour, top, elide in (
            (str(index.data()), font, "ink", 0.0, middle),
            (note, small, "warn" if index.data(REFUSED) else "soft", half, right),
        ):
            painter.setFont(which)
            painter.setPen(theme.colour(colour))
            elided = QFontMetrics(which).elidedText(text, elide, int(inner.width()))
            place = QRectF(inner.left(), inner.top() + top, inner.width(), half)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick or untick a file where its box is clicked, or by the space bar."""
        clicked = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and _tick(QRectF(option.rect)).adjusted(-6, -8, 6, 8).contains(event.position())  # type: ignore[attr-defined]
        )
        spaced = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        )
        if not clicked and not spaced:
            return False
        state = Qt.CheckState.Unchecked if _ticked(index) else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def _ticked(index: Index) -> bool:
    return index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)


def _tick(rect: QRectF) -> QRectF:
    return QRectF(rect.left() + 16, rect.center().y() - 7, 14, 14)
