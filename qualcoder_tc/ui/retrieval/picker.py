# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Small windows to choose values in: type to find, Enter to choose, Escape to close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, dot, label, margins
from qualcoder_tc.ui.retrieval.facets import Choice

_VALUE = Qt.ItemDataRole.UserRole
_SHOWN = 12


class Popup(QFrame):
    """A frame that floats until one clicks elsewhere."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(name)
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        margins(self.column, 8, 8, 8, 8, 6)

    def open_below(self, widget: QWidget) -> None:
        """Open under a widget, or above it where there is no room."""
        self.adjustSize()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        window = widget.window().geometry()
        if place.y() + self.height() > window.bottom():
            place = widget.mapToGlobal(QPoint(0, -self.height() - 4))
        place.setX(max(window.left(), min(place.x(), window.right() - self.width() - 8)))
        self.move(place)
        self.show()


class Picker(Popup):
    """Choose one or several of many values."""

    chosen = Signal(list)
    created = Signal(str)
    below_changed = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "picker")
        self._single, self._create = False, ""
        self.edit = QLineEdit()
        self.edit.setObjectName("picker_edit")
        self.edit.textChanged.connect(self._narrow)
        self.edit.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("picker_list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._on_list_item_clicked)
        self.below = QCheckBox(self.tr("With the codes below"))
        self.below.toggled.connect(self.below_changed)
        self._hint = label("", "meta")
        for widget in (self.edit, self.list, self.below, self._hint):
            self.column.addWidget(widget)
        self.setFixedWidth(theme.px(320))

    def open(
        self,
        choices: Sequence[Choice],
        values: Sequence[Any],
        widget: QWidget,
        *,
        title: str,
        single: bool = False,
        below: bool | None = None,
        create: str = "",
    ) -> None:
        """Open under a widget; `create` are the words for making what was typed."""
        self._single, self._create = single, create
        self.edit.setPlaceholderText(title)
        self.edit.setAccessibleName(title)
        self.list.setAccessibleName(title)
        self.edit.blockSignals(True)
        self.edit.clear()
        self.edit.blockSignals(False)
        self.below.setVisible(below is not None)
        self.below.blockSignals(True)
        self.below.setChecked(bool(below))
        self.below.blockSignals(False)
        self._hint.setText(
            self.tr("Enter chooses · Esc closes")
            if single
            else self.tr("Enter ticks, as many as you like · Esc closes")
        )
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem("    " * (choice.depth - bool(choice.colour)) + choice.label)
            if choice.colour:
                item.setIcon(dot(choice.colour))
            item.setData(_VALUE, choice.value)
            if not single:
                ticked = choice.value in values
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._narrow("")
        self.open_below(widget)
        self.edit.setFocus()

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        shown = 0
        for n in range(self.list.count()):
            item = self.list.item(n)
            hide = not all(w in item.text().casefold() for w in words)
            item.setHidden(hide)
            shown += not hide
        first = next((n for n in range(self.list.count()) if not self.list.item(n).isHidden()), -1)
        self.list.setCurrentRow(first)
        self.list.setFixedHeight(max(1, min(_SHOWN, shown)) * self._height() + 4)
        if self._create and typed.strip():
            self._hint.setText(self._create.format(typed.strip()))
        self.adjustSize()

    def _height(self) -> int:
        return max((self.list.sizeHintForRow(n) for n in range(min(4, self.list.count()))), default=24)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter work while typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.list.currentItem())
                return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count() and self.list.item(row).isHidden():
            row += step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)

    def _on_list_item_clicked(self, item: QListWidgetItem) -> None:
        self._take(item)

    def _take(self, item: QListWidgetItem | None) -> None:
        typed = self.edit.text().strip()
        if item is None or item.isHidden():
            if self._create and typed:
                self.close()
                self.created.emit(typed)
        elif self._single:
            self.close()
            self.chosen.emit([item.data(_VALUE)])
        else:
            ticked = item.checkState() == Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            items = [self.list.item(n) for n in range(self.list.count())]
            self.chosen.emit([i.data(_VALUE) for i in items if i.checkState() == Qt.CheckState.Checked])


class DaysPicker(Popup):
    """Choose a first and a last day."""

    chosen = Signal(list)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "days_picker")
        self.since, self.until = QDateEdit(), QDateEdit()
        for words, edit in ((self.tr("From"), self.since), (self.tr("To"), self.until)):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("d MMM yyyy")
            edit.setAccessibleName(words)
            row = QHBoxLayout()
            row.addWidget(label(words, "soft"), 1)
            row.addWidget(edit)
            self.column.addLayout(row)
        row = QHBoxLayout()
        for words, days in ((self.tr("Today"), 0), (self.tr("7 days"), 6), (self.tr("30 days"), 29)):
            row.addWidget(button(words, lambda d=days: self._last(d), kind="quiet"))
        row.addWidget(button(self.tr("Show"), self._take, kind="primary", name="take_days"))
        self.column.addLayout(row)

    def open(self, since: str, until: str, widget: QWidget) -> None:
        """Open under a widget."""
        today = date.today()
        self.since.setDate(_day(since or today.replace(day=1).isoformat()))
        self.until.setDate(_day(until or today.isoformat()))
        self.open_below(widget)
        self.since.setFocus()

    def _last(self, days: int) -> None:
        self.until.setDate(QDate.currentDate())
        self.since.setDate(QDate.currentDate().addDays(-days))
        self._take()

    def _take(self) -> None:
        self.close()
        first, last = sorted((self.since.date().toString("yyyy-MM-dd"), self.until.date().toString("yyyy-MM-dd")))
        self.chosen.emit([(first, last)])


def _day(text: str) -> QDate:
    return QDate.fromString(text, "yyyy-MM-dd")


class MemoPopup(Popup):
    """Write a memo about what is chosen."""

    written = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "memo_popup")
        self.title = label("", "strong")
        self.edit = QPlainTextEdit()
        self.edit.setObjectName("many_memo")
        self.edit.setAccessibleName(self.tr("Memo"))
        self.edit.setFixedSize(340, 96)
        self.edit.setTabChangesFocus(True)
        self.edit.installEventFilter(self)
        foot = QHBoxLayout()
        foot.addWidget(label(self.tr("Ctrl+Enter saves · Esc closes"), "meta"), 1)
        foot.addWidget(button(self.tr("Save"), self._save, kind="primary", name="save_many_memo"))
        self.column.addWidget(self.title)
        self.column.addWidget(self.edit)
        self.column.addLayout(foot)

    def open(self, title: str, widget: QWidget) -> None:
        """Open at a widget, empty."""
        self.title.setText(title)
        self.edit.clear()
        self.open_below(widget)
        self.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Save with Ctrl+Enter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._save()
                return True
        return super().eventFilter(watched, event)

    def _save(self) -> None:
        text = self.edit.toPlainText().strip()
        self.close()
        if text:
            self.written.emit(text)
