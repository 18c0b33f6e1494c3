# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The transcript as a widget: what is shown, chosen and selected."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPixmap, QStaticText
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from qualcoder_tc.model.intervals import IntervalIndex
from qualcoder_tc.model.records import CodingRow, DocumentText, TurnRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript import finds
from qualcoder_tc.ui.transcript.blocks import Block, Blocks
from qualcoder_tc.ui.transcript.caret import Caret, sentence_at
from qualcoder_tc.ui.transcript.gestures import Gestures
from qualcoder_tc.ui.transcript.margin import Lanes
from qualcoder_tc.ui.transcript.sheet import LEADING, TOP, Columns, Sheet
from qualcoder_tc.ui.transcript.shown import Shown
from qualcoder_tc.ui.transcript.spoken import make_heard

LEADINGS = (1.1, 2.0)  # the narrowest and the widest


class TranscriptView(Gestures, Shown, Sheet, QAbstractScrollArea):  # pyright: ignore[reportUntypedBaseClass]
    """Shows a document with its codings; never changes anything, only asks for changes."""

    selection_changed = Signal(object)  # (start, end) or None
    current_turn_changed = Signal(object)  # TurnRow
    coding_selected = Signal(object)  # id or None
    resize_requested = Signal(int, int, int)
    remove_requested = Signal(int)
    memo_requested = Signal(int)
    context_menu_requested = Signal(object, QPoint)
    code_dropped = Signal(int, int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document: DocumentText | None = None
        self.blocks: Blocks | None = None
        self.moves: Caret | None = None
        self.current: TurnRow | None = None
        self.chosen: int | None = None
        self.lanes = Lanes()
        self.lane_count = 4
        self.speakers: dict[str, int] = {}
        """The order in which those who answer first speak, by name."""
        self.emphasis: list[tuple[int, int]] = []
        self.found: list[tuple[int, int]] = []
        self.several_coders = False
        self.caret = self.anchor = 0
        self.columns = Columns(100, 100, 500, 620, 12, 660, 0)
        self._index: IntervalIndex[CodingRow] = IntervalIndex()
        self._hidden: set[int] = set()
        self._coders: Counter[int] = Counter()
        self._ahead: list[tuple[CodingRow | None, CodingRow | None, int | None]] = []
        self._depths: dict[int, int] = {}
        self._empty = self.tr("Choose a document on the left, or drop files here.")
        self._size = 15.5
        self._leading = LEADING
        self.text_font, self.meta_font, self.name_font = QFont(), QFont(), QFont()
        self.meta_metrics = QFontMetricsF(self.meta_font)
        self.label_row = 18.0
        self._statics: dict[str, QStaticText] = {}
        self._dots: dict[str, QPixmap] = {}
        self._scrolled = 0
        self._widened = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self._on_idle_timeout)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Transcript"))
        self.setAcceptDrops(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        theme.theme().changed.connect(self._on_theme_changed)
        self.spoken = make_heard(self)
        self._set_fonts()

    # -- what is shown ------------------------------------------------------------------------------------

    def set_document(self, document: DocumentText | None) -> None:
        """Show a document from its beginning, or the empty state."""
        self.document = document
        self._index = IntervalIndex()
        self._coders, self._ahead, self.lane_count = Counter(), [], 4
        self.several_coders = False
        self.chosen, self.current, self.emphasis = None, None, []
        self.speakers = {}
        for turn in document.turns if document else ():
            if turn.speaker and not turn.asking:
                self.speakers.setdefault(turn.speaker, len(self.speakers))
        start = document.turns[0].start if document and document.turns else 0
        self.caret = self.anchor = start
        self._depths.clear()
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._follow_caret(quiet=True)
        self.selection_changed.emit(None)

    def set_emphasis(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark spans with a dotted line: search hits, a suggestion's passage."""
        self.emphasis = sorted(spans)
        self.viewport().update()

    def set_found(self, spans: Iterable[tuple[int, int]]) -> None:
        """Mark what a search found."""
        self.found = sorted(spans)
        self.viewport().update()

    def set_empty_text(self, text: str) -> None:
        """Say what to do where there is no document."""
        self._empty = text
        self.viewport().update()

    def set_text_size(self, pixels: float) -> None:
        """Set the size of the reading text; the place in the text stays."""
        self._size = min(32.0, max(10.0, pixels))
        place = self.visible_position()
        self._set_fonts()
        self._lay_out()
        self.restore_position(place)

    @property
    def text_size(self) -> float:
        """Return the size of the reading text in pixels."""
        return self._size

    def set_text_leading(self, leading: float) -> None:
        """Set the height of lines as a multiple of the font's; the place in the text stays."""
        self._leading = min(LEADINGS[1], max(LEADINGS[0], leading))
        place = self.visible_position()
        self._lay_out()
        self.restore_position(place)

    @property
    def text_leading(self) -> float:
        """Return the height of lines as a multiple of the font's."""
        return self._leading

    # -- choosing -----------------------------------------------------------------------------------------

    def select_coding(self, coding_id: int | None) -> None:
        """Choose a coding: it stands out, and keys act on it."""
        if coding_id != self.chosen:
            self.chosen = coding_id
            self.viewport().update()
            self.coding_selected.emit(coding_id)

    def selected_coding(self) -> CodingRow | None:
        """Return the chosen coding."""
        return self._index.get(self.chosen) if self.chosen is not None else None

    def selection(self) -> tuple[int, int]:
        """Return the selected span, which may be empty."""
        return min(self.anchor, self.caret), max(self.anchor, self.caret)

    def selected_span(self) -> tuple[int, int] | None:
        """Return the selected span, None if nothing is selected."""
        start, end = self.selection()
        return (start, end) if start < end else None

    def set_selection(self, start: int, end: int) -> None:
        """Select [start, end); an empty span only puts the caret there."""
        self.anchor, self.caret = start, end
        self._follow_caret()
        span = self.selected_span()
        self.selection_changed.emit(span)
        self.viewport().update()

    def current_turn(self) -> TurnRow | None:
        """Return the turn in which the caret stands."""
        return self.current

    # -- places -------------------------------------------------------------------------------------------

    def go_to(self, position: int) -> None:
        """Put the caret at a position and bring it into sight."""
        self.anchor = self.caret = position
        self._follow_caret(quiet=True)
        self._show(position, at_third=True)
        self.selection_changed.emit(None)
        self.viewport().update()

    def go_to_turn(self, number: int) -> None:
        """Put the caret at the beginning of a turn."""
        if self.document and 1 <= number <= len(self.document.turns):
            self.go_to(self.document.turns[number - 1].start)

    def places_of(self, text: str) -> list[tuple[int, int]]:
        """Return where words stand in what was said, whatever their case and accents."""
        if not self.document:
            return []
        return [p for p in finds.places(self.document.text, text) if self._within_turn(*p)]

    def find_text(self, text: str, *, backwards: bool = False) -> bool:
        """Select the next place where the words stand, around the end if need be."""
        found = self.places_of(text)
        if not found:
            return False
        start, end = self.selection()
        if backwards:
            place = next((p for p in reversed(found) if p[0] < start), found[-1])
        else:
            place = next((p for p in found if p[0] >= max(start + 1, end)), found[0])
        self.show_span(*place)
        return True

    def show_span(self, start: int, end: int) -> None:
        """Select a span and bring it into sight."""
        self._show(start, at_third=True)
        self.set_selection(start, end)

    def sentence(self) -> tuple[int, int] | None:
        """Return the sentence in which the caret stands, None where there is none."""
        turn = self.current
        if turn is None or self.document is None:
            return None
        start, end = sentence_at(self.document.text, turn.start, turn.end, self.caret)
        return (start, end) if start < end else None

    def _within_turn(self, start: int, end: int) -> bool:
        assert self.document and self.moves
        turn = self.document.turns[self.moves.turn_index(start)]
        return turn.start <= start and end <= turn.end

    def place(self) -> tuple[int, int]:
        """Return the first position in sight and that of the caret, to come back to."""
        return self.visible_position(), self.caret

    def restore_place(self, visible: int, caret: int) -> None:
        """Come back to a place; one in a text that is shorter now is its end."""
        last = len(self.document.text) if self.document else 0
        self.anchor = self.caret = min(max(0, caret), last)
        self.restore_position(min(max(0, visible), last))
        self._follow_caret(quiet=True)
        self.viewport().update()

    def visible_position(self) -> int:
        """Return the first position in sight, to come back to."""
        block = self.blocks.at_height(self.verticalScrollBar().value() - TOP + 2) if self.blocks else None
        return block.start if block else 0

    def restore_position(self, position: int) -> None:
        """Scroll to a position taken from `visible_position`."""
        block = self.blocks.at_point(position) if self.blocks else None
        if block and self.blocks:
            self.verticalScrollBar().setValue(math.ceil(self.blocks.top(block)) + (TOP if block.index else 0))

    def block_of_caret(self) -> Block | None:
        """Return the block in which the caret stands."""
        return self.blocks.at_point(self.caret) if self.blocks else None

    def turn_lines(self, turn: TurnRow) -> int:
        """Return how many lines the first block of a turn has."""
        block = self.blocks.at_point(turn.start) if self.blocks else None
        return self.blocks.make(block).lineCount() if block and self.blocks else 1

    def _follow_caret(self, *, quiet: bool = False) -> None:
        if not self.document or not self.document.turns or self.moves is None:
            return
        turn = self.document.turns[self.moves.turn_index(self.caret)]
        if self.current is None or turn.id != self.current.id:
            self.current = turn
            self.current_turn_changed.emit(turn)
        if not quiet:
            self._show(self.caret)

    def bring_into_sight(self, position: int) -> None:
        """Scroll to a position; the caret stays where it is."""
        self._show(position)

    def _show(self, position: int, *, at_third: bool = False) -> None:
        block = self.blocks.at_point(position) if self.blocks else None
        if not block or not self.blocks:
            return
        layout = self.blocks.make(block)
        self._range()
        line = layout.lineForTextPosition(block.units(position))
        y = self.blocks.top(block) + self.blocks.space(block) + self.blocks.line_top(line) + TOP
        bar, height = self.verticalScrollBar(), self.viewport().height()
        margin = self.blocks.line * 1.5
        if at_third and not bar.value() + margin < y < bar.value() + height - 3 * margin:
            bar.setValue(int(y - height / 3))
        elif y - margin < bar.value():
            bar.setValue(int(y - margin))
        elif y + self.blocks.line + margin > bar.value() + height:
            bar.setValue(int(y + self.blocks.line + margin - height))
