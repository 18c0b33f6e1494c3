# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Beside the board: codes that stand under no theme yet, and the segments of one code to choose telling ones from."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.records import CodeRow, SegmentRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.latest import Latest
from qualcoder_tc.ui.panels.theme_items import ITEM, Item, ItemsModel
from qualcoder_tc.ui.panels.theme_list import ItemList
from qualcoder_tc.ui.parts import Elided, button, label, margins, surface
from qualcoder_tc.ui.session import Session

_MOST = 100


class ThemeTray(QWidget):
    """Codes and segments to drag onto themes; Enter asks for the theme."""

    put_requested = Signal(object, QPoint)
    """Item, and where to ask for its theme."""
    group_changed = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self._latest = Latest(self, jobs)
        self._placed: set[int] = set()
        self._shown_code: int | None = None
        self.codes = ItemsModel(self)
        self.segments = ItemsModel(self)
        self.code_list = ItemList(self.codes, self.tr("Codes for themes"), "")
        self.code_list.setObjectName("tray_codes")
        self.segment_list = ItemList(
            self.segments,
            self.tr("Segments of the chosen code"),
            self.tr("Choose a code above to see its segments."),
        )
        self.segment_list.setObjectName("tray_segments")
        self.every = button(self.tr("All codes"), self.refresh, kind="quiet", checkable=True, name="tray_every")
        self.filter = QLineEdit()
        self.filter.setObjectName("tray_filter")
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Filter codes"))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        self.group = QComboBox()
        self.group.setObjectName("tray_group")
        self.group.setProperty("kind", "quiet")
        self.group.setAccessibleName(self.tr("Groups of cases to look at"))
        self.group.setToolTip(
            self.tr("Shows which groups each theme rests on; a value narrows the segments here as well.")
        )
        self.group.activated.connect(self._on_group_activated)
        self._head = Elided("section")
        self._below = Elided("section")
        self._nothing = label("", "soft", wrap=True)
        self._lay_out()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self._show_segments)
        self.filter.textChanged.connect(self.refresh)
        self.code_list.selectionModel().currentChanged.connect(self._on_code_chosen)
        self.codes.modelReset.connect(self._wait.start)
        for view in (self.code_list, self.segment_list):
            view.chosen.connect(lambda item, v=view: self._ask(item, v))
            view.customContextMenuRequested.connect(lambda _place, v=view: self._ask(v.current(), v))

    def _lay_out(self) -> None:
        above, below = QWidget(), QWidget()
        head, line, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(above)
        margins(head, 20, 0, 8, 0, 4)
        head.addWidget(self._head, 1)
        head.addWidget(self.every)
        margins(line, 20, 0, 16, 2, 0)
        line.addWidget(self.filter)
        self._nothing.setContentsMargins(20, 8, 16, 0)
        margins(column, 0, 10, 0, 0, 4)
        column.addLayout(head)
        column.addLayout(line)
        column.addWidget(self._nothing)
        column.addWidget(self.code_list, 1)
        column.addStretch(0)
        foot, under = QHBoxLayout(), QVBoxLayout(below)
        margins(foot, 20, 0, 8, 0, 4)
        foot.addWidget(self._below, 1)
        foot.addWidget(self.group)
        margins(under, 0, 10, 0, 0, 4)
        under.addLayout(foot)
        under.addWidget(self.segment_list, 1)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(above)
        splitter.addWidget(below)
        splitter.setHandleWidth(1)
        splitter.setSizes([320, 320])
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(splitter)

    def show_placed(self, placed: set[int]) -> None:
        """Follow which codes stand under a theme."""
        self._placed = placed
        self.refresh()

    def fill_groups(self) -> None:
        """Offer the attributes that make groups, and their values."""
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem(self.tr("Everybody"), None)
        values = self._session.read(queries.groups.grouping)
        for attribute in self._session.read(queries.cases.attributes):
            if attribute.name in values:
                self.group.addItem(self.tr("By {0}").format(attribute.name), (attribute.id, None))
                for value in values[attribute.name]:
                    self.group.addItem(f"   {value}", (attribute.id, value))
        at = next((n for n in range(self.group.count()) if self.group.itemData(n) == chosen), 0)
        self.group.setCurrentIndex(at)
        self.group.setVisible(self.group.count() > 1)
        self.group.setMaximumWidth(theme.px(106))
        self.group.view().setMinimumWidth(theme.px(220))

    @property
    def attribute_id(self) -> int | None:
        """Return the attribute by whose values the themes are looked at."""
        chosen = self.group.currentData()
        return chosen[0] if chosen else None

    def _on_group_activated(self, _index: int) -> None:
        self.group_changed.emit()
        self._show_segments()

    def refresh(self) -> None:
        """Show the codes that are in use, or all that are not placed."""
        every, words = self.every.isChecked(), self.filter.text().strip().casefold()
        codes = [c for c in self._session.codes if c.codable and (every or c.id not in self._placed)]
        used = [c for c in codes if c.codings] or codes
        if words:
            used = [c for c in codes if words in c.name.casefold() or words in c.definition.casefold()]
        self._head.setText(self.tr("ALL CODES") if every else self.tr("CODES IN NO THEME"))
        rows = used if every else sorted(used, key=lambda c: -c.codings)
        self.codes.show([Item(code=c) for c in rows])
        self._nothing.setVisible(not rows)
        self.code_list.setVisible(bool(rows))
        if not rows:
            everything = self.tr("Every code that is in use stands under a theme.")
            none = self.tr("No codes yet. Code some passages first: themes grow out of codes.")
            fits = self.tr("No code fits.")
            self._nothing.setText(fits if words else everything if self._placed else none)

    def _on_code_chosen(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._wait.start()

    def _show_segments(self) -> None:
        item = self.code_list.currentIndex().data(ITEM)
        code = item.code if isinstance(item, Item) else None
        if code is None:
            self._latest.forget()
            self._below.setText(self.tr("SEGMENTS"))
            self.segments.show([])
            return
        chosen = self.group.currentData()
        value = (chosen[0], chosen[1]) if chosen and chosen[1] is not None else None
        key, read = code.id, self._session.read
        self._latest.ask(
            lambda: read(queries.themes.segments_of, code_id=key, limit=_MOST, value=value),
            lambda rows: self._show_rows(code, rows, narrowed=value is not None),
        )

    def _show_rows(self, code: CodeRow, rows: list[SegmentRow], narrowed: bool) -> None:
        first = self.tr("FIRST {0} OF {1}").format(_MOST, code.codings)
        if narrowed:
            first = self.tr("{0} OF {1}").format(len(rows), code.codings)
        self._below.setText(first if code.codings > len(rows) else self.tr("SEGMENTS"))
        self.segments.show([Item(segment=row) for row in rows])

    def _ask(self, item: object, view: ItemList) -> None:
        if isinstance(item, Item):
            place = view.visualRect(view.currentIndex()).bottomLeft()
            self.put_requested.emit(item, view.viewport().mapToGlobal(place))
