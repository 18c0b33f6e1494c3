# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The themes board: themes side by side in the order of the report, with what each rests on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.memos import DraftRow
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.themes import ThemeCounts, ThemeRow
from qualcoder_tc.storage.schema import now
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.panels.memo_card import MemoNote
from qualcoder_tc.ui.panels.theme_column import ThemeColumn
from qualcoder_tc.ui.panels.theme_items import Dragged, Item
from qualcoder_tc.ui.panels.theme_menus import item_menu, put_menu, theme_menu
from qualcoder_tc.ui.panels.theme_tray import ThemeTray
from qualcoder_tc.ui.parts import button, label, margins, rule, surface
from qualcoder_tc.ui.session import Session

Groups = dict[int, list[tuple[str, int]]] | None


class ThemesPage(QWidget):
    """A board of themes."""

    opened = Signal(object)  # SegmentRow

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self.session, self._jobs = session, jobs
        self._stale = True
        self._counting: Job | None = None
        self._segments: dict[int, SegmentRow] = {}
        self.rows: list[ThemeRow] = []
        self.columns: dict[int, ThemeColumn] = {}
        self._drafted: set[str] = set()
        self.memo = MemoNote(session, self)
        self.tray = ThemeTray(session, jobs)
        self.tray.put_requested.connect(lambda item, place: self._exec(put_menu(self, item), place))
        self.tray.group_changed.connect(self._count)
        self._empty = label("", "soft", wrap=True)
        self._board = QWidget()
        surface(self._board, "page")
        self._across = QHBoxLayout(self._board)
        margins(self._across, 0, 0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._board)
        self._scroll.setWidgetResizable(True)
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        for signal in (session.themes_changed, session.codes_changed, session.cases_changed):
            signal.connect(self._on_session_changed)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        margins(head, 20, 14, 24, 10, 8)
        head.addWidget(label(self.tr("Themes"), "heading"))
        words = self.tr("What the codes add up to. A theme makes a claim; a code only names.")
        head.addWidget(label(words, "soft", wrap=True), 1)
        self.name = QLineEdit()
        self.name.setObjectName("theme_name")
        self.name.setPlaceholderText(self.tr("Name of a new theme"))
        self.name.setAccessibleName(self.name.placeholderText())
        self.name.setFixedWidth(theme.px(240) if theme.theme().scale < 1.3 else 280)
        self.name.returnPressed.connect(self._create)
        head.addWidget(self.name)
        head.addWidget(button(self.tr("Add theme"), self._create, name="add_theme"))
        self._empty.setContentsMargins(20, 20, 24, 0)
        right = QWidget()
        column = QVBoxLayout(right)
        margins(column, 0, 0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._empty)
        column.addWidget(self._scroll, 1)
        column.addStretch(0)
        splitter = QSplitter()
        splitter.addWidget(self.tray)
        splitter.addWidget(right)
        splitter.setHandleWidth(1)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(252), 1000])
        splitter.setChildrenCollapsible(False)
        self.tray.setMinimumWidth(theme.px(220))
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(splitter)

    # -- showing ------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Read anew what changed while it was out of sight."""
        if self._stale:
            self.refresh()
        super().showEvent(event)
        QTimer.singleShot(0, self, self._enter)

    def _enter(self) -> None:
        """Begin in the list of codes, unless something on the board was gone to."""
        focus = QApplication.focusWidget()
        if focus is None or not any(column.isAncestorOf(focus) for column in self.columns.values()):
            self.tray.code_list.setFocus()

    def _on_session_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the themes as they are now."""
        self._stale = False
        self.rows = self.session.read(queries.themes.all)
        self._segments = self.session.read(queries.themes.telling)
        if [row.id for row in self.rows] != list(self.columns):
            self._arrange()
        by_id = {row.id: row for row in self.rows}
        for row in self.rows:
            above = by_id[row.parent_id].name if row.parent_id is not None else ""
            self.columns[row.id].show_row(row, self._items(row), above)
        self.tray.fill_groups()
        self.tray.show_placed({key for row in self.rows for key in row.code_ids})
        self._scroll.setVisible(bool(self.rows))
        self._empty.setVisible(not self.rows)
        self._empty.setText(
            self.tr(
                "No themes yet. Look at the codes on the left and ask what they say together. Name a first candidate above, "
                "say what it claims, and drag the codes and the most telling segments onto it, also those that speak "
                "against it. Review it against the data, then define and name it: the report follows this order."
            )
        )
        self._count()

    def _items(self, row: ThemeRow) -> list[Item]:
        codes = {c.id: c for c in self.session.codes}
        found = [Item(code=codes[key], place=place) for place, key in enumerate(row.code_ids) if key in codes]
        return found + [
            Item(segment=self._segments[s.coding_id], note=s.note, against=s.against, place=place)
            for place, s in enumerate(row.segments)
            if s.coding_id in self._segments
        ]

    def _arrange(self) -> None:
        """Put the columns in order; those that stay keep what is being written and chosen in them."""
        kept = self.columns
        self.columns = {row.id: kept.pop(row.id, None) or self._column(row) for row in self.rows}
        while (item := self._across.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, ThemeColumn):
                widget.deleteLater()
        for column in kept.values():
            column.hide()
            column.deleteLater()
        for n, row in enumerate(self.rows):
            if n and row.parent_id is None:
                self._across.addWidget(rule(vertical=True))
            self._across.addWidget(self.columns[row.id])
        self._across.addWidget(rule(vertical=True))
        self._across.addStretch(1)
        QTimer.singleShot(0, self, self._order_tabs)

    def _order_tabs(self) -> None:
        last: QWidget = self.tray.segment_list
        for column in self.columns.values():
            for widget in (column.name, column.claim, column.phase, column.list):
                QWidget.setTabOrder(last, widget)
                last = widget

    def _column(self, row: ThemeRow) -> ThemeColumn:
        column, do, themes, key = ThemeColumn(row), self.session.do, operations.themes, row.id
        column.named.connect(lambda name: do(themes.describe, theme_id=key, name=name))
        column.claimed.connect(lambda words: do(themes.describe, theme_id=key, definition=words))
        column.kept.connect(lambda name, claim: self._keep_draft(key, name, claim))
        column.settled.connect(lambda: self._drop_draft(key))
        column.menu_requested.connect(lambda place: self._exec(theme_menu(self, self.row(key)), place))
        column.step_requested.connect(lambda step: self.step(key, step))
        column.theme_dropped.connect(lambda other: self.put_before(other, key))
        column.model.dropped.connect(lambda found, at: self._drop(found, key, at))
        column.model.noted.connect(
            lambda item, note: do(themes.describe_segment, theme_id=key, coding_id=item.key, note=note)
        )
        view = column.list
        view.chosen.connect(self.open_item)
        view.remove_requested.connect(lambda item: self.remove(key, item))
        view.move_requested.connect(lambda item, step: self.shift(key, item, step))
        view.carry_requested.connect(lambda item, step: self.carry(key, item, step))
        view.side_requested.connect(lambda item: self.turn(key, item))
        view.memo_requested.connect(lambda: self.write_memo(key))
        view.customContextMenuRequested.connect(lambda place: self._on_item_menu(key, place))
        return column

    def _keep_draft(self, theme_id: int, name: str, claim: str) -> None:
        """Keep what is being written, so that no crash takes it; the history learns of it when it is left."""
        uuid = self.row(theme_id).uuid
        try:
            self.session.project.keep_draft(
                DraftRow(uuid, "theme", uuid, "theme", name, claim, self.session.coder.uuid, now())
            )
            self._drafted.add(uuid)
        except AppError as error:
            self.session.failed.emit(error.title, error.message)

    def _drop_draft(self, theme_id: int) -> None:
        uuid = next((row.uuid for row in self.rows if row.id == theme_id), None)
        if uuid in self._drafted:
            self._drafted.discard(uuid)
            self.session.project.drop_drafts([uuid])

    def row(self, theme_id: int) -> ThemeRow:
        """Return a theme of the board."""
        return next(row for row in self.rows if row.id == theme_id)

    def _count(self) -> None:
        """Count away from the window; an answer that was overtaken is dropped."""
        if not self.rows:
            return
        if self._counting is not None:
            self._counting.cancelled.set()
        project, attribute = self.session.project, self.tray.attribute_id
        job: list[Job] = []

        def look(_progress: object) -> tuple[dict[int, ThemeCounts], Groups]:
            counts = project.read(queries.themes.counts)
            return counts, project.read(queries.themes.by_value, attribute_id=attribute) if attribute else None

        def done(found: tuple[dict[int, ThemeCounts], Groups]) -> None:
            if job and self._counting is job[0]:
                self._counting = None
                counts, groups = found
                for key, column in self.columns.items():
                    column.show_counts(counts.get(key, ThemeCounts()))
                    column.show_groups(None if groups is None else groups.get(key, []))

        job.append(self._jobs.run(self.tr("Counting"), look, done, lane="free"))
        self._counting = job[0]

    # -- what one can do ----------------------------------------------------------------------------------

    def _create(self) -> None:
        name = self.name.text().strip()
        key = self.session.do(operations.themes.create, name=name) if name else None
        if key is not None:
            self.name.clear()
            self.refresh()
            # The layout has to make room before it can be scrolled to.
            QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.columns[key]))
            self.columns[key].claim.setFocus()

    def choose(self, theme_id: int) -> None:
        """Go to a theme."""
        if self._stale:
            self.refresh()
        if theme_id in self.columns:
            self._scroll.ensureWidgetVisible(self.columns[theme_id])
            self.columns[theme_id].list.setFocus()

    def put(self, item: Item | Dragged, theme_id: int, position: int | None = None) -> None:
        """Put a code or segment under a theme, or move it there from the theme it was dragged from."""
        do, themes = self.session.do, operations.themes
        source = item.theme_id if isinstance(item, Dragged) else None
        if item.kind == "code":
            if source is None:
                do(themes.add_code, theme_id=theme_id, code_id=item.key, position=position)
            else:
                do(
                    themes.move_code,
                    code_id=item.key,
                    from_theme_id=source,
                    to_theme_id=theme_id,
                    position=position,
                )
        elif source is None:
            do(themes.add_segment, theme_id=theme_id, coding_id=item.key, position=position)
        else:
            do(
                themes.move_segment,
                coding_id=item.key,
                from_theme_id=source,
                to_theme_id=theme_id,
                position=position,
            )

    def _drop(self, found: Dragged, theme_id: int, at: int) -> None:
        position = self.columns[theme_id].model.place_at(found.kind, at, found)
        # After the drag has ended: what it began in is rebuilt by the change.
        QTimer.singleShot(0, self, lambda: self.put(found, theme_id, position))

    def shift(self, theme_id: int, item: Item, step: int) -> None:
        """Move an item up or down within its theme."""
        self.put(Dragged(item.kind, item.key, theme_id), theme_id, max(0, item.place + step))
        self._follow(theme_id, item)

    def carry(self, theme_id: int, item: Item, step: int) -> None:
        """Move an item to the theme at the left or right."""
        keys = list(self.columns)
        at = keys.index(theme_id) + step
        if 0 <= at < len(keys):
            self.put(Dragged(item.kind, item.key, theme_id), keys[at])
            self._follow(keys[at], item)

    def _follow(self, theme_id: int, item: Item) -> None:
        self.refresh()
        column = self.columns[theme_id]
        column.list.setCurrentIndex(column.model.index_of(item.kind, item.key))
        self._scroll.ensureWidgetVisible(column)
        column.list.setFocus()

    def remove(self, theme_id: int, item: Item) -> None:
        """Take an item from a theme."""
        if item.kind == "code":
            self.session.do(operations.themes.remove_code, theme_id=theme_id, code_id=item.key)
        else:
            self.session.do(operations.themes.remove_segment, theme_id=theme_id, coding_id=item.key)

    def turn(self, theme_id: int, item: Item) -> None:
        """Mark a segment as speaking against its theme, or for it again."""
        self.session.do(
            operations.themes.describe_segment, theme_id=theme_id, coding_id=item.key, against=not item.against
        )

    def step(self, theme_id: int, step: int) -> None:
        """Move a theme one place to the left or right among its siblings."""
        row = self.row(theme_id)
        beside = [r.id for r in self.rows if r.parent_id == row.parent_id]
        at = max(0, beside.index(theme_id) + step)
        self.session.do(operations.themes.move, theme_id=theme_id, parent_id=row.parent_id, position=at)
        self.refresh()
        self._scroll.ensureWidgetVisible(self.columns[theme_id])

    def put_before(self, theme_id: int, other_id: int) -> None:
        """Move a theme to the place of another, beside which it then stands."""
        other = self.row(other_id)
        beside = [r.id for r in self.rows if r.parent_id == other.parent_id and r.id != theme_id]
        if theme_id == other_id:
            return
        before = [r.id for r in self.rows].index(theme_id) > [r.id for r in self.rows].index(other_id)
        at = beside.index(other_id) + (0 if before else 1)
        self.session.do(operations.themes.move, theme_id=theme_id, parent_id=other.parent_id, position=at)

    def open_item(self, item: Item) -> None:
        """Show a segment in its transcript; for a code, its segments in the tray."""
        if item.segment is not None:
            self.opened.emit(item.segment)
        else:
            self.tray.every.setChecked(True)
            self.tray.refresh()
            self.tray.code_list.setCurrentIndex(self.tray.codes.index_of("code", item.key))

    def write_memo(self, theme_id: int) -> None:
        """Write a memo about a theme on the spot."""
        column = self.columns[theme_id]
        self.memo.show_theme(column.row)
        self.memo.pop(column.claim.mapToGlobal(column.claim.rect().bottomLeft()))

    def _on_item_menu(self, theme_id: int, place: QPoint) -> None:
        view = self.columns[theme_id].list
        item = view.current()
        if item is not None:
            self._exec(item_menu(self, theme_id, item), view.viewport().mapToGlobal(place))

    def _exec(self, menu: QMenu, place: QPoint) -> None:
        menu.exec(place)
        menu.deleteLater()

    def save(self) -> None:
        """Save what is being written."""
        self.memo.save()
        for column in self.columns.values():
            column.save()
