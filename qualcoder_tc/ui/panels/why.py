# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Why a code is suggested, all of it: what speaks for it, what against it, and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from qualcoder_tc.model.suggesting import EvidenceRow, SuggestionRow
from qualcoder_tc.ui.parts import button, clear, label, margins
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_LONGEST = 400
_NARROWEST = 150  # before it has a place of its own


def chance(score: float) -> str:
    """Return how likely a suggestion is right, in words."""
    tenths = round(score * 10)
    if score < 0.05:
        return QCoreApplication.translate("Chance", "less than 1 in 20")
    if score > 0.95:
        return QCoreApplication.translate("Chance", "more than 19 in 20")
    return QCoreApplication.translate("Chance", "about {0} in 10").format(min(max(tenths, 1), 9))


def cut(text: str, longest: int = _LONGEST) -> str:
    """Return a text in one line, cut with an ellipsis where it is very long."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


class Why(QScrollArea):
    """The reasons of one suggestion; scrolls within the room it is given."""

    _BORDER = 1

    source_requested = Signal(str)
    """The UUID of a coding that is a reason."""
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("why")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._session = session
        self._row: SuggestionRow | None = None
        self._room: int | None = None
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        margins(self._column, 5, 2, 6, 3, 3)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)  # the card behind it shows
        self.viewport().setAutoFillBackground(False)
        self._inner.installEventFilter(self)

    # -- what is shown ------------------------------------------------------------------------------------

    def show_row(self, row: SuggestionRow) -> None:
        """Show the reasons of a suggestion."""
        if row == self._row:
            return
        new = self._row is None or self._row.id != row.id
        self._row = row
        if any(b.hasFocus() for b in self.findChildren(QPushButton)):
            self.setFocus()  # what had it goes away
        clear(self._column)
        heard = [self._section(self.tr("What speaks for it"), row.because)]
        if row.against:
            heard.append(self._section(self.tr("What speaks against it"), row.against))
        elif row.weighed:
            heard.append(self._heading(self.tr("What speaks against it")))
            heard.append(self._line(self.tr("Nothing near it was coded otherwise.")))
        grounds = self._grounds(row)
        if grounds:
            heard.append(self._line(grounds, "meta", space=6))
        self._column.addStretch(1)
        self.setAccessibleName(self.tr("Why {0} is suggested").format(row.code))
        self.setAccessibleDescription(" ".join(heard))
        if new:
            self.verticalScrollBar().setValue(0)
        self._fit()

    def _section(self, heading: str, reasons: Sequence[EvidenceRow]) -> str:
        heard = [self._heading(heading)]
        heard += [self._reason(reason) for reason in reasons]
        return " ".join(heard)

    def _heading(self, words: str) -> str:
        self._line(words, "section", space=5)
        return f"{words}:"

    def _reason(self, reason: EvidenceRow) -> str:
        own = reason.kind == "coded segment"
        kind = "" if own else self._kind(reason)
        text = cut(self._session.with_names(reason.text))
        quoted = text if reason.kind in ("definition", "not-apply rule") else f"“{text}”"
        if kind:
            self._line(kind, "meta", space=2)
        self._line(quoted, space=2 if own else 0)
        place = reason.reference
        if own:
            place = " · ".join(part for part in (place, self._likeness(reason.score)) if part)
        if place or reason.coding:
            self._column.addLayout(self._source(place, reason))
        return f"{kind} {quoted} {place}.".strip()

    def _source(self, place: str, reason: EvidenceRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(label(place, "meta", wrap=True), 1)
        if reason.coding:
            there = button(
                self.tr("Go there"),
                lambda: self.source_requested.emit(reason.coding),
                kind="link",
                name="go_to_reason",
                tip=self.tr("Ctrl+B leads back"),
            )
            there.setAccessibleName(self.tr("Go to {0}").format(reason.reference))
            row.addWidget(there, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _kind(self, reason: EvidenceRow) -> str:
        if reason.kind == "definition":
            if self._row is not None and reason.text.casefold() == self._row.code.casefold():
                return self.tr("From its name, {0}").format(self._likeness(reason.score))
            return self.tr("From its definition, {0}").format(self._likeness(reason.score))
        if reason.kind == "not-apply rule":
            return self.tr("A rule not to apply it, {0}").format(self._likeness(reason.score))
        if not reason.codes and not reason.coding:
            return self.tr("Read and left uncoded, {0}").format(self._likeness(reason.score))
        names = {c.path: c.name for c in self._session.codes}
        codes = ", ".join(names.get(path, path) for path in reason.codes) or self.tr("another code")
        return self.tr("Coded {0} instead, {1}").format(codes, self._likeness(reason.score))

    def _likeness(self, score: float) -> str:
        if score >= 0.75:
            return self.tr("very much alike")
        if score >= 0.5:
            return self.tr("much alike")
        return self.tr("somewhat alike") if score >= 0.35 else self.tr("a little alike")

    def _grounds(self, row: SuggestionRow) -> str:
        words: list[str] = []
        if row.learned is not None:
            none = self.tr("Learned from the definitions alone.")
            one, many = self.tr("Learned from 1 segment."), self.tr("Learned from {0} segments.", "", row.learned)
            words.append(counted(row.learned, one, many) if row.learned else none)
        if row.threshold is not None:
            least = chance(row.threshold), f"{row.threshold:.2f}"
            words.append(self.tr("Its number is {0}.").format(f"{row.score:.2f}"))
            words.append(self.tr("Nothing below {0} is shown ({1}).").format(*least))
        return " ".join(words)

    def _line(self, words: str, role: str = "", *, space: int = 0) -> str:
        made = label(words, role, wrap=True)
        made.setContentsMargins(0, space, 0, 0)
        self._column.addWidget(made)
        return words

    # -- room and keys ------------------------------------------------------------------------------------

    def set_room(self, room: int | None) -> None:
        """Take at most so many pixels, or as many as the reasons need."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        if self._row is None:
            return
        width = max(self.viewport().width(), _NARROWEST)
        wanted = self._column.totalHeightForWidth(width) + 2 * self._BORDER
        height = wanted if self._room is None else min(wanted, self._room)
        if height > 0 and height != self.minimumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the words need in this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the height of new words once they are laid out."""
        done = super().eventFilter(watched, event)
        if watched is self._inner and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll with the arrows; Escape goes back to the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif not self.verticalScrollBar().maximum():
            event.ignore()  # what it stands in scrolls instead
        else:
            super().keyPressEvent(event)
