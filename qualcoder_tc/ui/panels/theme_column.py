# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One theme on the board: its number, phase, name, claim, what it rests on, and in how many voices."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qualcoder_tc.model.themes import ThemeCounts, ThemeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.memo_editor import PAUSE, MemoText
from qualcoder_tc.ui.panels.theme_items import THEME_MIME, Item, ItemsModel
from qualcoder_tc.ui.panels.theme_list import ItemList
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.plurals import counted

WIDTH = 304


def phase_words() -> dict[str, str]:
    """Return the phases of a theme in words."""
    tr = QApplication.translate
    return {
        "candidate": tr("Themes", "Candidate"),
        "reviewed": tr("Themes", "Reviewed"),
        "defined": tr("Themes", "Defined and named"),
    }


class ThemeColumn(QWidget):
    """A theme; changes are asked for."""

    named = Signal(str)
    claimed = Signal(str)
    kept = Signal(str, str)
    """Name and claim as they are being written, after each pause."""
    settled = Signal()
    """What was written was asked to be saved, or is as it was."""
    menu_requested = Signal(QPoint)
    step_requested = Signal(int)
    theme_dropped = Signal(int)
    """Id of another theme that was dropped on this one."""

    def __init__(self, row: ThemeRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self.setObjectName(f"theme_{row.id}")
        self.setFixedWidth(theme.px(WIDTH))
        self.setAcceptDrops(True)
        self.row = row
        self.model = ItemsModel(self, theme_id=row.id)
        empty = self.tr(
            "Drag codes here from the left. Segments come from below them, or with T from the transcript."
        )
        self.list = ItemList(self.model, row.name, empty)
        self.list.setObjectName("theme_items")
        self._number = _Handle(row.id)
        self.phase = button("", lambda: self._open_menu(), kind="quiet", name="theme_phase")
        self.name = _Words(26, 84, "title")
        self.name.setObjectName("theme_heading")
        self.name.setAccessibleName(self.tr("Name of the theme"))
        self.claim = _Words(26, 150, "quiet")
        self.claim.setObjectName("theme_claim")
        self.claim.setAccessibleName(self.tr("What the theme claims"))
        self.claim.setPlaceholderText(self.tr("What does this theme claim?"))
        self.counts = label("", "meta", wrap=True, name="theme_counts")
        self.groups = label("", "meta", wrap=True, name="theme_groups")
        self.groups.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._keep)
        self._lay_out()
        for words in (self.name, self.claim):
            words.textChanged.connect(lambda of=words: self._on_typed(of))
        self.name.left.connect(self._on_name_left)
        self.claim.left.connect(self._on_claim_left)
        self._number.menu_requested.connect(self._open_menu)
        self.list.theme_step_requested.connect(self.step_requested)

    def _lay_out(self) -> None:
        head, column = QHBoxLayout(), QVBoxLayout(self)
        margins(head, 20, 12, 8, 0, 6)
        head.addWidget(self._number)
        head.addStretch(1)
        head.addWidget(self.phase)
        top = QVBoxLayout()
        margins(top, 17, 0, 14, 8, 2)
        top.addWidget(self.name)
        top.addWidget(self.claim)
        counts = QHBoxLayout()
        margins(counts, 3, 2, 0, 0, 0)
        counts.addWidget(self.counts)
        top.addLayout(counts)
        self.groups.setContentsMargins(3, 0, 0, 0)
        top.addWidget(self.groups)
        margins(column, 0, 0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(top)
        column.addWidget(self.list, 1)

    def show_row(self, row: ThemeRow, items: list[Item], above: str) -> None:
        """Show a theme as it is now; what is being written stays."""
        self.row = row
        self._number.show_number(row.number, above)
        words = phase_words()[row.phase]
        self.phase.setText(f"{words} ▾")
        self.phase.setAccessibleName(self.tr("{0}, theme {1}: phase and more").format(words, row.number))
        if not self.name.hasFocus():
            self.name.show_words(row.name)
        if not self.claim.hasFocus():
            self.claim.show_words(row.definition)
        self.list.setAccessibleName(self.tr("What {0} rests on").format(row.name))
        self.model.show(items)

    def show_counts(self, counts: ThemeCounts) -> None:
        """Show what the theme rests on in numbers."""
        if not counts.segments:
            self.counts.setText(self.tr("Rests on no segments yet"))
            return
        said = [
            counted(counts.segments, self.tr("1 segment"), self.tr("{0} segments", "", counts.segments)),
            counted(counts.documents, self.tr("1 document"), self.tr("{0} documents", "", counts.documents)),
        ]
        voices = [
            counted(counts.speakers, self.tr("1 speaker"), self.tr("{0} speakers", "", counts.speakers)),
            counted(counts.cases, self.tr("1 case"), self.tr("{0} cases", "", counts.cases)),
        ]
        self.counts.setText(self.tr("{0} in {1}\n{2}, {3}").format(*said, *voices))

    def show_groups(self, groups: list[tuple[str, int]] | None) -> None:
        """Show how many of its segments each group of cases said; None shows nothing of groups."""
        self.groups.setVisible(groups is not None)
        none = self.tr("no value")
        said = [f"{value or none} {count:,}" for value, count in groups or []]
        self.groups.setText(" · ".join(said) if said else self.tr("Nobody yet"))

    def save(self) -> None:
        """Save name and claim where they are being written."""
        self._on_name_left()
        self._on_claim_left()

    def _on_typed(self, words: QWidget) -> None:
        if words.hasFocus():
            self._pause.start()

    def _keep(self) -> None:
        self.kept.emit(" ".join(self.name.toPlainText().split()), self.claim.toPlainText().strip())

    def _open_menu(self) -> None:
        self.menu_requested.emit(self.phase.mapToGlobal(self.phase.rect().bottomLeft()))

    def _on_name_left(self) -> None:
        name = " ".join(self.name.toPlainText().split())
        if name and name != self.row.name:
            self.named.emit(name)
        elif not name:
            self.name.show_words(self.row.name)
        self._settle()

    def _on_claim_left(self) -> None:
        words = self.claim.toPlainText().strip()
        if words != self.row.definition:
            self.claimed.emit(words)
        self._settle()

    def _settle(self) -> None:
        self._pause.stop()
        self.settled.emit()

    # -- dragging whole themes ----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take another theme."""
        if event.mimeData().hasFormat(THEME_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say which theme was dropped here."""
        event.acceptProposedAction()
        self.theme_dropped.emit(int(bytes(event.mimeData().data(THEME_MIME).data()).decode()))


class _Handle(QLabel):
    """The number of a theme, by which the theme is dragged."""

    menu_requested = Signal()

    def __init__(self, theme_id: int) -> None:
        super().__init__()
        self.setProperty("role", "meta")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._theme_id = theme_id
        self._pressed: QPoint | None = None

    def show_number(self, number: str, above: str) -> None:
        """Show the number, and for a sub-theme what it stands under."""
        words = self.tr("Theme {0}").format(number) if not above else self.tr("Sub-theme {0}").format(number)
        self.setText(words)
        self.setToolTip(
            self.tr("Drag to order. Ctrl+Shift and the arrows do the same.") + (f"\n{above}" if above else "")
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        self._pressed = event.position().toPoint()
        if event.button() == Qt.MouseButton.RightButton:
            self.menu_requested.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the theme."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag = QDrag(self)
            data = QMimeData()
            data.setData(THEME_MIME, str(self._theme_id).encode())
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.MoveAction)


class _Words(MemoText):
    """Name or claim of a theme, saved when it is left; Enter leaves a name."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Enter, or with Ctrl+Enter where there may be several lines."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self.property("kind") == "title" or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it was left."""
        super().focusOutEvent(event)
        self.left.emit()
