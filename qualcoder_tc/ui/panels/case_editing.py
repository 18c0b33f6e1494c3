# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Editing values of cases where they stand: what is typed is read by the type of its attribute, and said below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QCompleter,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.attributes import fitted
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.panels.case_table import TYPE, ChoiceDelegate, Index
from qualcoder_tc.ui.parts import set_role

_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def hint(kind: str) -> str:
    """Return in words what a value of a type looks like."""
    tr = QCoreApplication.translate
    return {
        "number": tr("Cases", "A number, such as 61 or 2.5"),
        "date": tr("Cases", "A date, such as 2024-03-31 or 31.3.2024"),
        "boolean": tr("Cases", "yes or no"),
    }.get(kind, "")


def reading(text: str, kind: str) -> tuple[str, bool]:
    """Return how a value is read or why it does not fit, and whether it fits."""
    try:
        value = fitted(text, kind)
    except RuleBroken as error:
        return f"{error.title}: {error.message}", False
    if value == text.strip():
        return "", True
    return QCoreApplication.translate("Cases", "Read as {0}").format(value), True


class Note(QLabel):
    """A line below a field that is being filled in."""

    def __init__(self, field: QLineEdit, kind: str) -> None:
        super().__init__(field.parentWidget())
        self.setObjectName("value_note")
        self.setProperty("card", "true")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMargin(6)
        self._field, self._kind = field, kind
        field.textChanged.connect(lambda _text: self.say())
        field.destroyed.connect(self.deleteLater)
        # The view puts the field into its place after this.
        QTimer.singleShot(0, self, lambda: self.text() or self.say())

    def say(self, *, refused: bool = False) -> bool:
        """Say how what is written is read, or as a refusal why it does not fit; tell whether it fits."""
        text, right = reading(self._field.text(), self._kind)
        words = text if right or refused else hint(self._kind)
        if right and not text and not self._field.text().strip():
            words = hint(self._kind)
        set_role(self, "warn" if refused and not right else "soft")
        self.setText(words)
        self._field.setAccessibleDescription(words)
        self.setVisible(bool(words))
        self.adjustSize()
        around = self.parentWidget()
        if around is not None:
            place = self._field.geometry()
            below = place.bottom() + 3
            top = below if below + self.height() <= around.height() else place.top() - self.height() - 3
            left = max(0, min(place.left(), around.width() - self.width() - 4))
            self.move(QPoint(left, top))
        self.raise_()
        return right


class CellDelegate(ChoiceDelegate):
    """Edits a cell by the type of its attribute; what does not fit stays, with the reason, until it is mended or left."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of a cell."""
        editor = super().createEditor(parent, option, index)
        kind = index.data(TYPE)
        if isinstance(editor, QComboBox) and editor.isEditable():
            completer = editor.completer() or QCompleter(editor.model(), editor)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            editor.setCompleter(completer)
            editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        elif isinstance(editor, QLineEdit) and kind in ("number", "date"):
            if kind == "number":
                editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            note = Note(editor, kind)
            editor.setProperty("note", note)
        return editor

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Show the cell that keys work on, and nothing of a value below its editor."""
        shown = QStyleOptionViewItem(option)
        focused = bool(shown.state & QStyle.StateFlag.State_HasFocus)  # type: ignore[attr-defined]
        super().paint(painter, shown, index)
        if focused and index.flags() & Qt.ItemFlag.ItemIsEditable:
            painter.save()
            painter.setPen(QPen(theme.colour("accent"), 1))
            painter.drawRect(shown.rect.adjusted(0, 0, -1, -2))  # type: ignore[attr-defined]
            painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Leave out the words of a cell that is being edited."""
        super().initStyleOption(option, index)
        view = self.parent()
        edited: QWidget | None = view.indexWidget(index) if isinstance(view, QAbstractItemView) else None
        if edited is not None:
            option.text = ""  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what does not fit when it is to be left by a key."""
        if isinstance(watched, QComboBox):
            if watched.property("left"):
                return False  # what comes now is of its closing
            enter = isinstance(event, QKeyEvent) and event.key() in _LEAVING[:2]
            if enter and event.type() == QEvent.Type.KeyPress:
                self.finish(watched)
                return True
        note = watched.property("note")
        leaves = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LEAVING
        if leaves and isinstance(note, Note) and not note.say(refused=True):
            return True
        return super().eventFilter(watched, event)


class CellTable(QTableView):
    """A table of cells that are edited where they stand."""

    def __init__(self, model: QAbstractItemModel, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.px(32))
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setHighlightSections(False)


class AskingValue(Asking):
    """Asks for one value for several cases, over their first cell; empty clears."""

    def __init__(
        self, parent: QWidget, words: str, kind: str, values: list[str], answered: Callable[[str], object]
    ) -> None:
        super().__init__(parent, words, answered)
        self._kind, self._usual = kind, ""
        self._choices = ["yes", "no"] if kind == "boolean" else values if kind == "choice" else []
        if self._choices:
            completer = QCompleter(self._choices, self.edit)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setCompletionMode(QCompleter.CompletionMode.InlineCompletion)
            self.edit.setCompleter(completer)
        self.edit.textEdited.connect(lambda _text: self._say(reading(self.edit.text(), self._kind)[0]))

    def open(self, place: QRect, text: str = "", hint: str = "") -> None:
        """Open over a place of the screen."""
        self._usual = hint
        super().open(place, text, hint)

    def _say(self, words: str, *, refused: bool = False) -> None:
        right = reading(self.edit.text(), self._kind)[1]
        shown = words if words and (right or refused) else self._usual
        set_role(self._hint, "warn" if refused and not right else "meta")
        self._hint.setWordWrap(True)
        self._hint.setText(shown)
        self.edit.setAccessibleDescription(shown)
        self.setFixedHeight(self.sizeHint().height())

    def _take(self) -> None:
        words, right = reading(self.edit.text(), self._kind)
        if not right:
            self._say(words, refused=True)
            return
        self.close()
        self._answered(self.edit.text().strip())
