# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The first-run tour: five callouts beside the real widgets, which go on working meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, label, margins

if TYPE_CHECKING:
    from qualcoder_tc.ui.workspace import Workspace

_WIDTH = 320
_GAP = 12
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class Step(NamedTuple):
    """One step: the page it is on, what it points at, heading, words, on which side it stands."""

    page: int
    target: QWidget
    title: str
    words: str
    side: str
    keys: QWidget | None = None
    """What takes the keys that the callout itself has no use for."""


class Ring(QWidget):
    """A quiet line around what a step is about; clicks go through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tour_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


class Callout(QFrame):
    """What to try, with Next, Back and a way to end; can be dragged out of the way."""

    next_requested = Signal()
    back_requested = Signal()
    skip_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("tour")
        self.setProperty("card", "true")
        self.setProperty("tone", "raised")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._grip: QPoint | None = None
        self.keys: QWidget | None = None
        self._count, self._title = label("", "meta"), label("", "strong", wrap=True)
        self._words = label("", "", wrap=True, name="tour_words")
        self.skip = button(self.tr("End the tour"), self.skip_requested.emit, kind="quiet", name="tour_skip")
        self.back = button(self.tr("Back"), self.back_requested.emit, name="tour_back")
        self.next = button(self.tr("Next"), self.next_requested.emit, kind="primary", name="tour_next")
        row = QHBoxLayout()
        margins(row, 0, 6, 0, 0, 6)
        row.addWidget(self._count)
        row.addStretch(1)
        for one in (self.skip, self.back, self.next):
            row.addWidget(one)
        self._column = column = QVBoxLayout(self)
        margins(column, 16, 12, 12, 10, 4)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    def show_step(self, title: str, words: str, count: str) -> None:
        """Show words; `count` tells which step of how many."""
        self._title.setText(title)
        self._words.setText(words)
        self._count.setText(count)
        # A screen reader reads name and description when the callout has the keyboard.
        self.setAccessibleName(self.tr("Tour: {0}").format(title))
        self.setAccessibleDescription(words)
        self.fit()

    def words(self) -> str:
        """Return what is said."""
        return self._words.text()

    def fit(self) -> None:
        """Take the height that the words need."""
        least = self._column.minimumSize()
        wide = max(least.width(), theme.px(_WIDTH))
        self.resize(wide, max(self._column.heightForWidth(wide), least.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Right, back with Left, end with Escape; any other key does what the step says it does."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        asked = {
            Qt.Key.Key_Right: self.next_requested,
            Qt.Key.Key_Return: self.next_requested,
            Qt.Key.Key_Enter: self.next_requested,
            Qt.Key.Key_Left: self.back_requested,
            Qt.Key.Key_Escape: self.skip_requested,
        }.get(Qt.Key(event.key()) if plain else Qt.Key.Key_unknown)
        if asked is not None:
            asked.emit()
        elif self.keys is None or (not event.text() and event.key() not in _MOVES):
            super().keyPressEvent(event)
        else:
            _hand_over(event, self.keys)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        self._grip = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._grip is not None:
            place = self.mapToParent(event.position().toPoint() - self._grip)
            room = self._around.rect()
            self.move(
                max(0, min(place.x(), room.width() - self.width())),
                max(0, min(place.y(), room.height() - self.height())),
            )

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grip = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.colour("accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)


def _hand_over(event: QKeyEvent, to: QWidget) -> None:
    """Let another widget take a key, and have the keyboard from now on."""
    to.setFocus()
    pressed = QKeySequence(event.keyCombination())
    for action in to.actions():
        if action.isEnabled() and pressed in action.shortcuts():
            action.trigger()
            return
    QApplication.sendEvent(to, event)


class Tour(QObject):
    """Leads through five steps; `ended` when the last is done or the tour is skipped."""

    ended = Signal()

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._steps: list[Step] = []
        self._at = -1
        self._left_at = 1
        self._codings = 0
        self.ring, self.callout = Ring(workspace), Callout(workspace)
        self.callout.next_requested.connect(self.next)
        self.callout.back_requested.connect(self.back)
        self.callout.skip_requested.connect(self.end)
        workspace.session.codings_changed.connect(self._on_session_codings_changed)
        theme.theme().changed.connect(self._place)

    @property
    def at(self) -> int:
        """Return the number of the step shown from 1; 0 is the offer, -1 that there is none."""
        return self._at

    def offer(self) -> None:
        """Ask whether a tour is wanted; the keyboard stays where it is."""
        self._steps = self._made()
        self._at = 0
        self._show()

    def start(self) -> None:
        """Show the first step, or the one at which the tour was left."""
        self._steps = self._made()
        self._at = self._left_at
        self._show()
        self.callout.setFocus()

    def next(self) -> None:
        """Go on; after the last step the tour ends."""
        if self._at >= len(self._steps):
            self._at = 1  # led through: another time it begins anew
            self.end()
            return
        self._at += 1
        self._show()
        self.callout.setFocus()

    def back(self) -> None:
        """Go back a step."""
        if self._at > 1:
            self._at -= 1
            self._show()
            self.callout.setFocus()

    def end(self) -> None:
        """Take the callout away and give the keyboard back to what is shown."""
        if self._at < 0:
            return
        self._left_at = max(1, self._at)
        self._at = -1
        self._workspace.removeEventFilter(self)
        self.callout.hide()
        self.ring.hide()
        if self._workspace.page == 0:
            self._workspace.coding.view.setFocus()
        elif self._workspace.page == 1:
            self._workspace.segments.table.setFocus()
        self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._place()
        return super().eventFilter(watched, event)

    # -- what is said -------------------------------------------------------------------------------------

    def _made(self) -> list[Step]:
        coding = self._workspace.coding
        favourites = sorted((c.favourite, c.name) for c in self._workspace.session.codes if c.favourite)
        key, name = next((f for f in favourites if f[0] == 4), favourites[0] if favourites else (0, ""))
        read = self.tr(
            "Click a document to read it, or press Down and then Enter. The thin line shows how much of it is coded."
        )
        code = self.tr(
            "Select some words with the mouse, or with Shift and the arrow keys, and press {0}. That applies the code “{1}”. Without a selection the whole turn is coded."
        )
        if not key:
            code = self.tr(
                "Select some words with the mouse, or with Shift and the arrow keys. Then press / and type a code's name."
            )
        tree = self.tr(
            "Click a code: below the list you read what it means, when to apply it and when not. Double-click it to apply it. Counts show how often it was used."
        )
        why = self.tr(
            "Press “Suggest codes”, then G in the transcript to go from one suggestion to the next. Each one says why. Enter accepts it, Backspace declines it."
        )
        out = self.tr(
            "Retrieve gathers all passages of a code. Report writes them up for Word. Every change is saved, and Ctrl+Z takes it back, so try anything."
        )
        return [
            Step(0, coding.documents, self.tr("Read"), read, "right", coding.documents.list),
            Step(0, coding.view, self.tr("Code"), code.format(key, name), "below", coding.view),
            Step(0, coding.codes, self.tr("Know your codes"), tree, "left", coding.codes.list),
            Step(0, coding.suggestion, self.tr("Ask for suggestions"), why, "left", coding.view),
            Step(1, self._workspace.tab(1), self.tr("Look back, write up"), out, "under"),
        ]

    def _show(self) -> None:
        if self._at == 0:
            words = self.tr(
                "Five small things to try in this invented study. It takes two minutes, and you can stop at any time."
            )
            self.callout.show_step(self.tr("A short tour?"), words, "")
        else:
            step = self._steps[self._at - 1]
            self._workspace.show_page(step.page)
            count = self.tr("{0} of {1}").format(self._at, len(self._steps))
            self.callout.show_step(step.title, step.words, count)
        self.callout.keys = self._steps[self._at - 1].keys if self._at > 0 else None
        self.callout.back.setVisible(self._at > 1)
        last = self._at == len(self._steps)
        words = self.tr("Show me") if self._at == 0 else self.tr("Done") if last else self.tr("Next")
        self.callout.next.setText(words)
        self.callout.next.setAccessibleName(words)
        skip = self.tr("No, thank you") if self._at == 0 else self.tr("End the tour")
        self.callout.skip.setText(skip)
        self.callout.skip.setAccessibleName(skip)
        self.callout.skip.setVisible(not last)
        self._workspace.installEventFilter(self)
        self._codings = len(self._workspace.coding.view.codings())
        self.callout.show()
        self._place()

    def _on_session_codings_changed(self, *_what: object) -> None:
        if self._at == 2 and len(self._workspace.coding.view.codings()) > self._codings:
            done = self.tr(
                "Coded. The stripe in the margin is yours: click it to choose the coding, drag its ends to resize it. Ctrl+Z takes it back."
            )
            self.callout.show_step(self._steps[1].title, done, self.tr("{0} of {1}").format(2, len(self._steps)))
            self._place()

    # -- where it stands ----------------------------------------------------------------------------------

    def _place(self) -> None:
        if self._at < 0 or not self.callout.isVisible():
            return
        room = self._workspace.rect()
        self.callout.fit()
        if self._at == 0:
            self.ring.hide()
            self.callout.move(self._beside(QRect(room.width() // 2, room.height() - 60, 1, 1), "above"))
        else:
            step = self._steps[self._at - 1]
            target = QRect(step.target.mapTo(self._workspace, QPoint(0, 0)), step.target.size())
            self.ring.setGeometry(target.adjusted(-1, -1, 1, 1).intersected(room))
            self.ring.show()
            self.ring.raise_()
            self.callout.move(self._beside(target, step.side))
        self.callout.raise_()

    def _beside(self, target: QRect, side: str) -> QPoint:
        """Return where the callout stands: beside its target and inside the window."""
        room, width, height = self._workspace.rect(), self.callout.width(), self.callout.height()
        places: dict[str, Callable[[], tuple[int, int]]] = {
            "right": lambda: (target.right() + _GAP, target.bottom() - height - _GAP),
            "left": lambda: (target.left() - width - _GAP, target.bottom() - height),
            "under": lambda: (target.left(), target.bottom() + _GAP),
            "below": lambda: (target.left() + _GAP, target.bottom() + _GAP),
            "above": lambda: (target.center().x() - width // 2, target.top() - height),
        }
        x, y = places[side]()
        return QPoint(
            max(_GAP, min(x, room.width() - width - _GAP)), max(_GAP, min(y, room.height() - height - _GAP))
        )
