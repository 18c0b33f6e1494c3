# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The quick palette: type a few letters of a code, Enter applies it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qualcoder_tc.model.codes import slug, with_names
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import dot, label, margins

_SHOWN = 9
_ROW = 26  # pixels
_CODE = Qt.ItemDataRole.UserRole


def matches(codes: list[CodeRow], typed: str) -> list[CodeRow]:
    """Return codes that fit what was typed: names that begin so first, then words, paths, definitions."""
    wanted = typed.strip().casefold()
    words = wanted.split()

    def rank(row: CodeRow) -> int | None:
        name = row.name.casefold()
        if not wanted:
            return 1
        if name.startswith(wanted):
            return 0
        parts = name.split()
        if all(any(p.startswith(w) for p in parts) for w in words):
            return 1
        if wanted in name or slug(wanted) in row.path:
            return 2
        return 3 if all(w in row.definition.casefold() for w in words) and len(wanted) > 2 else None

    ranked = [(r, row) for row in codes if row.codable and row.active and (r := rank(row)) is not None]
    return [row for _, row in sorted(ranked, key=lambda pair: (pair[0], -pair[1].mine, pair[1].path))]


class Palette(QFrame):
    """A small window over the transcript to find, apply or make a code."""

    chosen = Signal(int)
    create_requested = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setProperty("card", "true")
        self._codes: list[CodeRow] = []
        self.edit = QLineEdit()
        self.edit.setObjectName("palette_edit")
        self.edit.setPlaceholderText(self.tr("Type a code's name or what it means"))
        self.edit.textChanged.connect(self._fill)
        self.edit.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("palette_list")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setIconSize(QSize(theme.px(12), theme.px(12)))
        self.list.itemClicked.connect(self._on_list_item_clicked)
        self._definition = label("", "soft", wrap=True)
        self._definition.hide()
        layout = QVBoxLayout(self)
        margins(layout, 8, 8, 8, 8, 6)
        layout.addWidget(self.edit)
        layout.addWidget(self.list)
        layout.addWidget(self._definition)
        layout.addWidget(label(self.tr("Enter applies · Tab shows the definition · Esc closes"), "meta"))
        self.setFixedWidth(theme.px(440))

    def open(self, codes: list[CodeRow], place: QPoint, typed: str = "") -> None:
        """Open at a place of the screen."""
        self._codes = codes
        self._definition.hide()
        self.edit.setText(typed)
        self._fill()
        self.adjustSize()
        self.move(place)
        self.show()
        self.edit.setFocus()

    def _fill(self) -> None:
        self.list.clear()
        typed = self.edit.text().strip()
        for row in matches(self._codes, typed)[:_SHOWN]:
            above = row.path.rpartition("/")[0].replace("/", " › ").replace("-", " ")
            item = QListWidgetItem(dot(row.colour), f"{row.name}    {above}" if above else row.name)
            self._add(item, row)
        if typed and all(slug(c.name) != slug(typed) for c in self._codes):
            # An empty sign, so that its words stand below the others' names.
            nothing = QPixmap(self.list.iconSize())
            nothing.fill(Qt.GlobalColor.transparent)
            self._add(QListWidgetItem(QIcon(nothing), self.tr("Create the code “{0}”").format(typed)), typed)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(max(1, min(_SHOWN + 1, self.list.count())) * theme.px(_ROW) + 4)

    def _add(self, item: QListWidgetItem, what: CodeRow | str) -> None:
        item.setData(_CODE, what)
        item.setSizeHint(QSize(0, theme.px(_ROW)))
        self.list.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows, Enter, Tab and Escape work while typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                self._definition.hide()
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if key == Qt.Key.Key_Tab:
                self._define()
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        if self.list.currentRow() < 0:
            return
        item = self.list.currentItem()
        picked = item.data(_CODE)
        self.close()
        if isinstance(picked, CodeRow):
            self.chosen.emit(picked.id)
        else:
            self.create_requested.emit(str(picked))

    def _define(self) -> None:
        row = self.list.currentItem().data(_CODE) if self.list.currentRow() >= 0 else None
        if isinstance(row, CodeRow):
            rules = [
                *(self.tr("Apply: {0}").format(r) for r in row.apply),
                *(self.tr("Not: {0}").format(r) for r in row.not_apply),
            ]
            text = "\n".join([row.definition or self.tr("No definition yet."), *rules])
            self._definition.setText(with_names(text, {c.path: c.name for c in self._codes}))
            self._definition.setVisible(not self._definition.isVisible())
            self.adjustSize()

    def _on_list_item_clicked(self, _item: QListWidgetItem) -> None:
        self._take()
