# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The transcript for screen readers: its words, and where the caret is."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleTextCursorEvent,
    QAccessibleTextInterface,
)
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken

from qualcoder_tc.ui.transcript.offsets import Offsets
from qualcoder_tc.ui.transcript.pictures import x_of
from qualcoder_tc.ui.transcript.sheet import TOP

if TYPE_CHECKING:
    from qualcoder_tc.ui.transcript.view import TranscriptView

_PAUSE = 300  # milliseconds after which a selection is said: while it grows nobody wants to hear of it
_SAID = 240  # characters of a selection that are said


class SpokenText(QAccessibleTextInterface):
    """The words of a transcript in UTF-16 units, as assistive technology counts them.

    PySide6 does not hand `selection(index, start, end)` to Python: whoever asked would be given whatever stands in
    memory. So no selection is owned to here, and what is selected is announced instead.
    """

    def __init__(self, view: TranscriptView) -> None:
        super().__init__()
        self._view = view
        self._of: object = None
        self._offsets = Offsets("")

    @property
    def offsets(self) -> Offsets:
        """Return the conversion of positions in the document that is shown."""
        document = self._view.document
        if document is not self._of:
            self._of, self._offsets = document, Offsets(self._words)
        return self._offsets

    @property
    def _words(self) -> str:
        return self._view.document.text if self._view.document else ""

    def _point(self, unit: int) -> int:
        return min(max(0, self.offsets.to_points(max(0, unit))), len(self._words))

    def characterCount(self) -> int:
        """Return how long the text is."""
        return self.offsets.to_units(len(self._words))

    def text(self, start: int, end: int) -> str:
        """Return a part of the text; -1 is its end."""
        last = self._point(end) if end >= 0 else len(self._words)
        return self._words[self._point(start) : last]

    def cursorPosition(self) -> int:
        """Return where the caret is."""
        return self.offsets.to_units(self._view.caret)

    def setCursorPosition(self, position: int) -> None:
        """Put the caret somewhere."""
        point = self._point(position)
        self._view.set_selection(point, point)

    def selectionCount(self) -> int:
        """Own to no selection; see above."""
        return 0

    def addSelection(self, start: int, end: int) -> None:
        """Select."""
        self._view.set_selection(self._point(start), self._point(end))

    def setSelection(self, which: int, start: int, end: int) -> None:
        """Select."""
        self.addSelection(start, end)

    def removeSelection(self, which: int) -> None:
        """Select nothing any more."""
        self._view.set_selection(self._view.caret, self._view.caret)

    def scrollToSubstring(self, start: int, end: int) -> None:
        """Bring a part of the text into sight; the caret stays."""
        self._view.bring_into_sight(self._point(start))

    def offsetAtPoint(self, point: QPoint) -> int:
        """Return the position at a place of the screen."""
        return self.offsets.to_units(self._view.point_at(QPointF(self._view.viewport().mapFromGlobal(point))))

    def characterRect(self, offset: int) -> QRect:
        """Return where a character stands on the screen; an empty rectangle for one that is not laid out."""
        view, point = self._view, self._point(offset)
        block = view.blocks.at_point(point) if view.blocks else None
        if block is None or view.blocks is None:
            return QRect()
        layout = view.blocks.make(block)
        unit = block.units(point)
        line = layout.lineForTextPosition(unit)
        if not line.isValid():
            return QRect()
        y = view.blocks.top(block) + view.blocks.space(block) + view.blocks.line_top(line) + TOP
        last = line.textStart() + line.textLength()
        left, right = x_of(line.cursorToX(unit)), x_of(line.cursorToX(min(unit + 1, last)))
        place = QPoint(round(view.columns.text_x + min(left, right)), round(y) - view.verticalScrollBar().value())
        place = view.viewport().mapToGlobal(place)
        return QRect(place.x(), place.y(), max(1, round(abs(right - left))), round(view.blocks.line))


class SpokenTranscript(QAccessibleWidget):
    """The transcript as a text that can be read and not be written."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view, QAccessible.Role.EditableText)
        self._text = SpokenText(view)

    def state(self) -> QAccessible.State:
        """Say that nothing can be typed here."""
        state = super().state()
        state.readOnly = state.multiLine = state.selectableText = True
        return state

    def interface_cast(self, t: QAccessible.InterfaceType) -> object:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Return a part of this interface as an address; PySide6 crashes on None, so nothing is an address of 0."""
        if t is QAccessible.InterfaceType.TextInterface:
            [address] = Shiboken.getCppPointer(self._text)
            return Shiboken.VoidPtr(address)
        return super().interface_cast(t) or Shiboken.VoidPtr(0)


class Speaker(QObject):
    """Tells a screen reader where the caret went and what was selected; silent where there is none."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._of, self._offsets = view.document, Offsets("")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.say_selection)
        view.selection_changed.connect(self._on_selection_changed)

    def _on_selection_changed(self, span: object) -> None:
        if not QAccessible.isActive():
            return
        document = self._view.document
        if document is not self._of:
            self._of, self._offsets = document, Offsets(document.text if document else "")
        units = self._offsets.to_units(self._view.caret)
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self._view, units))
        if span is not None:
            self._pause.start()

    def selected(self) -> str:
        """Return what is said of the selection."""
        span, document = self._view.selected_span(), self._view.document
        if span is None or document is None:
            return ""
        words = " ".join(document.text[slice(*span)].split())
        return self.tr("Selected: {0}").format(words if len(words) <= _SAID else words[: _SAID - 1] + "…")

    def say_selection(self) -> None:
        """Say what is selected."""
        words = self.selected()
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._view, words))


made: dict[int, SpokenTranscript] = {}
_installed = False
_numbers = count()


def _factory(_class: str, thing: QObject | None) -> QAccessibleInterface | None:
    from qualcoder_tc.ui.transcript.view import TranscriptView

    if not isinstance(thing, TranscriptView):
        return None
    key = next(_numbers)  # not its address, which another may have by the time this one is let go
    # Qt owns it from now on and deletes it with the widget; until then nobody else may, hence the place in the list.
    made[key] = SpokenTranscript(thing)
    thing.destroyed.connect(lambda _gone=None, key=key: QTimer.singleShot(0, lambda: made.pop(key, None)))
    return made[key]


def make_heard(view: TranscriptView) -> Speaker:
    """Let screen readers read a transcript."""
    global _installed
    if not _installed:
        QAccessible.installFactory(_factory)
        _installed = True
    return Speaker(view)
