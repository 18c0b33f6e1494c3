# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Bars of the code tree that come when they are needed: a new code, favourite keys, several codes, a deletion."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qualcoder_tc.model.recoding import CodeStake
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.code_model import dragged
from qualcoder_tc.ui.parts import button, label, margins
from qualcoder_tc.ui.plurals import counted


class NewCodeBar(QFrame):
    """Asks for the name of a new code, in place."""

    made = Signal(str, object, str)  # name, parent or None, kind
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("new_code_bar")
        self._parent_id: int | None = None
        self._kind = "code"
        self.edit = QLineEdit()
        self.edit.setObjectName("new_code_name")
        self.edit.returnPressed.connect(self._on_edit_return_pressed)
        self._hint = label("", "meta", wrap=True)
        layout = QVBoxLayout(self)
        margins(layout, 16, 2, 16, 2, 3)
        layout.addWidget(self.edit)
        layout.addWidget(self._hint)

    def begin(self, parent: CodeRow | None, kind: str, passage: str) -> None:
        """Ask; the passage is what a new code will be applied to."""
        self._parent_id, self._kind = (parent.id if parent else None), kind
        words = {
            "code": self.tr("Name of the new code"),
            "branch": self.tr("Name of the new branch"),
            "facet": self.tr("Name of the new facet"),
        }[kind]
        self.edit.setPlaceholderText(words)
        self.edit.setAccessibleName(words)
        where = self.tr("Below {0}.").format(parent.name) if parent else self.tr("At the top of the tree.")
        if passage and kind == "code":
            line = " ".join(passage.split())
            short = line if len(line) <= 44 else line[:43].rstrip() + "…"
            where += " " + self.tr("Applied to “{0}”.").format(short)
        self._hint.setText(where + " " + self.tr("Enter makes it, Esc leaves it."))
        self.edit.clear()
        self.show()
        self.edit.setFocus()

    def finish(self) -> None:
        """Go away."""
        self.hide()
        self.closed.emit()

    def _on_edit_return_pressed(self) -> None:
        if self.edit.text().strip():
            self.made.emit(self.edit.text(), self._parent_id, self._kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave it with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)


class KeyStrip(QWidget):
    """The nine favourite keys, shown while a code is dragged: dropped on one, it is on that key."""

    dropped = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("favourite_keys")
        self.setAccessibleName(self.tr("Favourite keys: drop a code on one of them"))
        self.setAcceptDrops(True)
        self._codes: dict[int, CodeRow] = {}
        self._over = 0

    def show_codes(self, codes: list[CodeRow]) -> None:
        """Show which codes are on which keys."""
        self._codes = {row.favourite: row for row in codes if row.favourite}
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for one row of keys and a line of words."""
        return QSize(200, 56)

    def cell(self, key: int) -> QRectF:
        """Return where a key is."""
        step = (self.width() - 32) / 9
        return QRectF(16 + (key - 1) * step + 2, 22, step - 4, 28)

    def _key_at(self, place: QPointF) -> int:
        return next((key for key in range(1, 10) if self.cell(key).adjusted(-2, -20, 2, 8).contains(place)), 0)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take codes."""
        if dragged(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the key under the pointer."""
        self._over = self._key_at(event.position())
        event.setAccepted(bool(self._over))
        self.update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget it."""
        self._over = 0
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the code on the key."""
        ids, key = dragged(event.mimeData()), self._key_at(event.position())
        self._over = 0
        if ids and key:
            event.acceptProposedAction()
            self.dropped.emit(ids[0], key)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the keys with the dots of their codes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(round(theme.tokens().meta))
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        holder = self._codes.get(self._over)
        words = self.tr("Drop on a key to code with it")
        if self._over:
            words = self.tr("Key {0}").format(self._over) + (f": {holder.name}" if holder else "")
        painter.drawText(QRectF(16, 2, self.width() - 32, 18), Qt.AlignmentFlag.AlignVCenter, words)
        for key in range(1, 10):
            box = self.cell(key)
            over = key == self._over
            painter.setPen(QPen(theme.colour("accent" if over else "line"), 2 if over else 1))
            painter.setBrush(theme.colour("page"))
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(theme.colour("ink"))
            if row := self._codes.get(key):
                painter.drawText(box.adjusted(0, 0, -box.width() / 2, 0), Qt.AlignmentFlag.AlignCenter, str(key))
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.stripe(row.colour))
                painter.drawEllipse(QPointF(box.center().x() + box.width() / 4 - 1, box.center().y()), 4, 4)
            else:
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(key))
        painter.end()


class BulkBar(QFrame):
    """What can be done with the chosen codes at once."""

    asked = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulk_bar")
        self._words = label("", "meta")
        self._buttons = {
            name: button(words, lambda n=name: self._ask(n), kind="quiet", name=f"bulk_{name}")
            for name, words in (
                ("merge", self.tr("Merge…")),
                ("move", self.tr("Move")),
                ("colour", self.tr("Colour")),
                ("rest", self.tr("Rest")),
                ("delete", self.tr("Delete")),
            )
        }
        layout = QHBoxLayout(self)
        margins(layout, 16, 0, 6, 0, 0)
        layout.addWidget(self._words)
        layout.addStretch(1)
        for one in self._buttons.values():
            layout.addWidget(one)

    def show_for(self, rows: list[CodeRow]) -> None:
        """Show what can be done with these; nothing for fewer than two."""
        self._words.setText(str(len(rows)))
        self._words.setToolTip(self.tr("{0} codes are chosen").format(len(rows)))
        self._words.setAccessibleName(self._words.toolTip())
        self._buttons["merge"].setEnabled(sum(row.codable for row in rows) == len(rows))
        self._buttons["rest"].setText(self.tr("Rest") if any(r.active for r in rows) else self.tr("Bring back"))
        self.setVisible(len(rows) > 1)

    def _ask(self, what: str) -> None:
        place = self._buttons[what].mapToGlobal(self._buttons[what].rect().bottomLeft())
        self.asked.emit(what, place)


class StakeBar(QFrame):
    """Shows what a deletion takes along, and waits for the word."""

    confirmed = Signal(list)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stake_bar")
        self.setProperty("card", "true")
        self._ids: list[int] = []
        self._title = label("", "strong", wrap=True)
        self.words = label("", "", wrap=True, name="stake_words")
        self.delete = button(self.tr("Delete"), self._delete, name="delete_codes")
        self.keep = button(self.tr("Keep"), self._close, kind="quiet", name="keep_codes")
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addWidget(self.keep)
        row.addStretch(1)
        row.addWidget(label(self.tr("Undo brings all back"), "meta"))
        layout = QVBoxLayout(self)
        margins(layout, 12, 8, 12, 8, 5)
        layout.addWidget(self._title)
        layout.addWidget(self.words)
        layout.addLayout(row)

    def ask(self, ids: list[int], stake: CodeStake) -> None:
        """Show what hangs on these codes."""
        self._ids = ids
        named = stake.names[0] if len(stake.names) == 1 else self.tr("{0} codes").format(len(stake.names))
        below = self.tr(" and {0} below").format(stake.below) if stake.below else ""
        self._title.setText(self.tr("Delete {0}?").format(named + below))
        self.words.setText(stake_words(self, stake))
        self.show()
        self._fit()
        self.delete.setFocus()

    def _fit(self) -> None:
        # A wrapped label yields its height to the list above; here it must not.
        for one in (self._title, self.words):
            one.setMinimumHeight(max(0, one.heightForWidth(max(120, self.width() - 26))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def close_unless(self, ids: list[int]) -> None:
        """Go away once something else is chosen."""
        if self.isVisible() and not set(self._ids) <= set(ids):
            self.hide()

    def _delete(self) -> None:
        self.hide()
        self.confirmed.emit(self._ids)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete with Enter, keep with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.delete.hasFocus():
            self._delete()
        else:
            super().keyPressEvent(event)


def stake_words(widget: QWidget, stake: CodeStake) -> str:
    """Return in words what goes with codes."""
    parts: list[str] = []
    if stake.segments:
        who = ", ".join(f"{name} {n}" for name, n in stake.coders)
        parts.append(
            counted(stake.segments, widget.tr("1 segment"), widget.tr("{0} segments", "", stake.segments))
            + widget.tr(" in ")
            + counted(stake.documents, widget.tr("1 document"), widget.tr("{0} documents", "", stake.documents))
            + f" ({who})"
        )
    for count, many, one in (
        (stake.memos, widget.tr("{0} memos", "", stake.memos), widget.tr("1 memo")),
        (stake.themes, widget.tr("{0} places in themes", "", stake.themes), widget.tr("1 place in a theme")),
        (
            stake.suggestions,
            widget.tr("{0} open suggestions", "", stake.suggestions),
            widget.tr("1 open suggestion"),
        ),
        (stake.decided, widget.tr("{0} decided suggestions", "", stake.decided), widget.tr("1 decided suggestion")),
    ):
        if count:
            parts.append(counted(count, one, many))
    if not parts:
        return widget.tr("Nothing was coded with it.")
    return widget.tr("With it goes: {0}.").format("; ".join(parts))
