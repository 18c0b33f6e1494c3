# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The panel of the code tree: search, counts, new codes, several at once, deleting with a preview."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.code_tree import Place
from qualcoder_tc.model.records import CodeRow, CodingRow
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.panels.code_bars import BulkBar, KeyStrip, NewCodeBar, StakeBar
from qualcoder_tc.ui.panels.code_list import CodeList
from qualcoder_tc.ui.panels.code_model import COUNTS, ROW, CodesModel
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.session import Session

__all__ = ["CodesModel", "CodesPanel"]

_REMEMBERED = 30  # projects whose folds are kept


class CodesPanel(QWidget):
    """The code tree with its filter."""

    apply_requested = Signal(int)
    new_requested = Signal()
    menu_requested = Signal(int, QPoint)
    merge_requested = Signal(list)
    bulk_requested = Signal(str, QPoint)  # move or colour, where to open the menu

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self._settings: Settings | None = None
        self._memos_stale = True
        self._here: dict[int, int] = {}
        self.passage: Callable[[], tuple[int, int] | None] = lambda: None
        """Returns the selected passage of the open document, which new codes are applied to."""
        self.model = CodesModel(self)
        self.list = CodeList()
        self.list.use(self.model)
        self.filter = QLineEdit()
        self.counts = QComboBox()
        self.new_bar = NewCodeBar()
        self.keys = KeyStrip()
        self.bulk = BulkBar()
        self.stake = StakeBar()
        self._empty = label(
            self.tr("No codes yet. Make the first with New code, or bring in a codebook with a new project."),
            "soft",
            wrap=True,
        )
        self._build()
        self._connect()
        self.refresh()

    # -- layout -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.filter.setObjectName("code_filter")
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Search names, definitions, rules and memos"))
        self.filter.setAccessibleName(self.tr("Search the codes"))
        self.filter.setClearButtonEnabled(True)
        self.counts.setObjectName("code_counts")
        self.counts.setProperty("kind", "quiet")
        self.counts.setAccessibleName(self.tr("What is counted"))
        words = (self.tr("All coders"), self.tr("Mine"), self.tr("In this document"))
        for name, shown in zip(COUNTS, words, strict=True):
            self.counts.addItem(shown, name)
        self.more = button("⋯", self._open_more, kind="quiet", name="codes_more", tip=self.tr("Show, fold, make"))
        self.more.setAccessibleName(self.tr("More about the code tree"))
        self.hide_resting = QAction(self.tr("Hide resting codes"), self)
        self.hide_resting.setCheckable(True)
        head = QHBoxLayout()
        margins(head, 16, 0, 8, 0, 2)
        head.addWidget(label(self.tr("CODES"), "section"))
        large = theme.theme().scale > 1.3
        if not large:
            head.addWidget(self.counts)
        head.addStretch(1)
        head.addWidget(button(self.tr("New code"), self.new_requested.emit, kind="quiet", name="new_code"))
        head.addWidget(self.more)
        row = QHBoxLayout()
        margins(row, 16, 0, 16, 0, 0)
        row.addWidget(self.filter)
        self._empty.setContentsMargins(16, 8, 16, 8)
        layout = QVBoxLayout(self)
        margins(layout, 0, 6, 0, 0, 4)
        layout.addLayout(head)
        layout.addLayout(row)
        if large:
            layout.addWidget(self.counts)
        layout.addWidget(self.new_bar)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        for bar in (self.keys, self.bulk, self.stake):
            layout.addWidget(bar)
        for bar in (self.new_bar, self.keys, self.bulk, self.stake):
            bar.hide()

    def _connect(self) -> None:
        session, tree = self._session, self.list
        self.model.renamed.connect(self._on_model_renamed)
        self.filter.textChanged.connect(self._on_filter_text_changed)
        self.filter.returnPressed.connect(self._on_filter_return_pressed)
        self.counts.currentIndexChanged.connect(self._on_counts_changed)
        self.hide_resting.toggled.connect(self._on_hide_resting_toggled)
        tree.selectionModel().currentChanged.connect(self._on_list_current_changed)
        tree.selectionModel().selectionChanged.connect(self._on_list_selection_changed)
        tree.doubleClicked.connect(self._on_list_double_clicked)
        tree.fold_requested.connect(self._on_list_fold_requested)
        tree.apply_requested.connect(self.apply_requested)
        tree.menu_requested.connect(self._on_list_menu_requested)
        tree.move_requested.connect(self._on_list_move_requested)
        tree.step_requested.connect(self._on_list_step_requested)
        tree.key_requested.connect(self._on_list_key_requested)
        tree.delete_requested.connect(self.delete_chosen)
        tree.drag_changed.connect(self._on_list_drag_changed)
        self.keys.dropped.connect(self._on_keys_dropped)
        self.new_bar.made.connect(self._on_new_bar_made)
        self.new_bar.closed.connect(self.list.setFocus)
        self.bulk.asked.connect(self._on_bulk_asked)
        self.stake.confirmed.connect(self._on_stake_confirmed)
        self.stake.closed.connect(self.list.setFocus)
        session.codes_changed.connect(self.refresh)
        self._told: object = None
        session.code_chosen.connect(self._on_session_code_chosen)
        session.codings_changed.connect(self._on_session_codings_changed)
        session.document_opened.connect(self._on_session_document_opened)
        session.memos_changed.connect(self._on_session_memos_changed)

    def use_settings(self, settings: Settings) -> None:
        """Show the tree as it was left, and keep it so."""
        kept: dict[str, Any] = settings.get("code_tree", {})
        self.counts.setCurrentIndex(max(0, self.counts.findData(kept.get("counts"))))
        self.hide_resting.setChecked(bool(kept.get("hide_resting")))
        folded = kept.get("folded", {}).get(self._project())
        if isinstance(folded, list):
            self.model.folded = {c.id for c in self._session.codes if c.uuid in folded}
            self.refresh()
        else:
            self.fold_rest()
        # Only now, since what was just set need not be kept again.
        self._settings = settings

    def _keep(self) -> None:
        if self._settings is None:
            return
        kept: dict[str, Any] = dict(self._settings.get("code_tree", {}))
        folded = dict(list(kept.get("folded", {}).items())[-_REMEMBERED:])
        folded[self._project()] = [c.uuid for c in self._session.codes if c.id in self.model.folded]
        kept |= {
            "counts": self.counts.currentData(),
            "hide_resting": self.hide_resting.isChecked(),
            "folded": folded,
        }
        self._settings.set("code_tree", kept)

    def _project(self) -> str:
        return str(self._session.project.path)

    def refresh(self) -> None:
        """Show the tree as it is now."""
        self.model.show(self._session.codes)
        self._empty.setVisible(not self._session.codes)
        self._on_session_code_chosen(self._session.code)

    def fold_rest(self) -> None:
        """Fold all but the facets, so that a large codebook begins calmly."""
        tops = [c for c in self._session.codes if c.depth == 0 and c.kind.value != "facet"]
        self.model.folded = {c.id for c in tops if sum(x.parent_id == c.id for x in self._session.codes) > 0}
        self.refresh()

    def chosen_ids(self) -> list[int]:
        """Return the ids of the chosen codes."""
        return [row.id for row in self.list.chosen()]

    # -- making, moving, deleting -------------------------------------------------------------------------

    def begin_new(self, parent_id: int | None = None, kind: str = "code") -> None:
        """Ask in place for the name of a new code, below a heading or where the current code is."""
        current = self.list.current()
        if parent_id is None and current is not None and kind != "facet":
            parent_id = current.parent_id if current.codable else current.id
        parent = self._session.code_row(parent_id)
        span, document = self.passage(), self._session.document
        words = document.text[span[0] : span[1]] if span and document else ""
        self.new_bar.begin(parent, kind, words)

    def _on_new_bar_made(self, name: str, parent_id: object, kind: str) -> None:
        span, document = self.passage(), self._session.document
        parent = parent_id if isinstance(parent_id, int) else None
        if kind == "code" and span is not None and document is not None:
            code_id = self._session.do(
                operations.codes.create_applied,
                name=name,
                parent_id=parent,
                document_id=document.id,
                start=span[0],
                end=span[1],
            )
            if code_id is not None:
                self._session.last_code_id = code_id
        else:
            code_id = self._session.do(operations.codes.create, name=name, parent_id=parent, kind=kind)
        if code_id is not None:
            self.new_bar.finish()
            self.show_code(code_id)

    def show_code(self, code_id: int) -> None:
        """Choose a code, also one that was made just now, and unfold what hides it."""
        self._session.reload_codes()
        self.model.reveal(code_id)
        self._session.choose_code(code_id)

    def move_codes(self, ids: list[int], place: Place) -> None:
        """Move codes to a place of the tree."""
        order = [row.id for row in code_tree.outermost(self._session.codes, ids)]
        self._session.do(
            operations.codes.move_all, code_ids=order, parent_id=place.parent_id, before_id=place.before_id
        )
        self._session.reload_codes()
        for key in order:
            self.model.reveal(key)
        self.list.choose(order)

    def delete_chosen(self) -> None:
        """Delete the chosen codes; where anybody's work hangs on them, show first what goes with them."""
        rows = code_tree.outermost(self._session.codes, self.chosen_ids())
        if not rows:
            return
        ids = [row.id for row in rows]
        found = self._session.read(queries.recoding.stake, code_ids=ids)
        if found.nothing and not found.below:
            self._on_stake_confirmed(ids)
        else:
            self.stake.ask(ids, found)

    def _on_stake_confirmed(self, ids: list[int]) -> None:
        at = max(0, self.list.currentIndex().row() - 1)
        self._session.do(operations.codes.delete_all, code_ids=ids)
        self._session.reload_codes()
        if self.model.rowCount() and self._session.code_row(ids[0]) is None:
            self.list.setCurrentIndex(self.model.index(min(at, self.model.rowCount() - 1)))
        self.list.setFocus()

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.hide_resting)
        menu.addAction(self.tr("Fold all"), lambda: self._fold_all(True))
        menu.addAction(self.tr("Unfold all"), lambda: self._fold_all(False))
        menu.addSeparator()
        menu.addAction(self.tr("New branch"), lambda: self.begin_new(kind="branch"))
        menu.addAction(self.tr("New facet"), lambda: self.begin_new(kind="facet"))
        menu.exec(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.deleteLater()

    def _fold_all(self, fold: bool) -> None:
        self.model.fold_all(fold)
        self._keep()

    # -- what the tree asks -------------------------------------------------------------------------------

    def _on_list_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW)
        if isinstance(row, CodeRow):
            self._session.choose_code(row.id)

    def _on_list_selection_changed(self, _on: object, _off: object) -> None:
        self.stake.close_unless(self.chosen_ids())
        self.bulk.show_for(self.list.chosen())

    def _on_list_double_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, CodeRow):
            if row.codable:
                self.apply_requested.emit(row.id)
            else:
                self._on_list_fold_requested(row.id, row.id not in self.model.folded)

    def _on_list_fold_requested(self, code_id: int, fold: bool) -> None:
        if (code_id in self.model.folded) != fold:
            self.model.toggle(code_id)
            self._keep()

    def _on_list_menu_requested(self, place: QPoint) -> None:
        row = self.list.indexAt(place).data(ROW)
        self.menu_requested.emit(row.id if isinstance(row, CodeRow) else 0, self.list.viewport().mapToGlobal(place))

    def _on_list_move_requested(self, ids: list[int], parent_id: int | None, before_id: int | None) -> None:
        # After the drag has ended, which holds on to the rows as they are.
        QTimer.singleShot(0, self, lambda: self.move_codes(ids, Place(parent_id, before_id)))

    def _on_list_step_requested(self, direction: str) -> None:
        ids = self.chosen_ids()
        place = code_tree.step(self._session.codes, ids, direction)
        if place is None:
            self._session.told.emit(self.tr("There is no place to move to in this direction."))
        else:
            self.move_codes(ids, place)

    def _on_list_key_requested(self, key: int) -> None:
        row = self.list.current()
        if row is not None:
            self.put_on_key(row.id, None if row.favourite == key else key)

    def _on_keys_dropped(self, code_id: int, key: int) -> None:
        QTimer.singleShot(0, self, lambda: self.put_on_key(code_id, key))

    def put_on_key(self, code_id: int, key: int | None) -> None:
        """Put a code on one of the keys 1 to 9; None takes it off."""
        self._session.do(operations.codes.set_favourite, code_id=code_id, key=key)

    def _on_list_drag_changed(self, dragging: bool) -> None:
        self.keys.show_codes(self._session.codes)
        self.keys.setVisible(dragging)

    def _on_bulk_asked(self, what: str, place: QPoint) -> None:
        ids = self.chosen_ids()
        if what == "merge":
            self.merge_requested.emit(ids)
        elif what == "rest":
            active = not any(row.active for row in self.list.chosen())
            self._session.do(operations.codes.set_active_all, code_ids=ids, active=active)
        elif what == "delete":
            self.delete_chosen()
        else:
            self.bulk_requested.emit(what, place)

    # -- what changes -------------------------------------------------------------------------------------

    def _on_filter_text_changed(self, text: str) -> None:
        if text.strip() and self._memos_stale:
            self._memos_stale = False
            self.model.set_memos(self._session.read(queries.codes.memos))
        self.model.set_filter(text)

    def _on_filter_return_pressed(self) -> None:
        found = next((row for row in self.model.rows if self.model.found(row)), None)
        if found is not None:
            self.list.choose([found.id])
            self.list.setFocus()

    def _on_counts_changed(self, _index: int) -> None:
        self._count()
        self._keep()

    def _on_hide_resting_toggled(self, hides: bool) -> None:
        self.model.set_hides_resting(hides)
        self._keep()

    def _count(self) -> None:
        counts = str(self.counts.currentData())
        self.model.set_counts(counts, Counter(self._here.values()) if counts == "here" else {})

    def _on_session_codings_changed(self, rows: list[CodingRow], gone: list[int]) -> None:
        for key in gone:
            self._here.pop(key, None)
        self._here.update((row.id, row.code_id) for row in rows)
        if self.model.counts == "here":
            self._count()

    def _on_session_document_opened(self, _document: object) -> None:
        # Its codings are told next.
        self._here.clear()

    def _on_session_memos_changed(self) -> None:
        self._memos_stale = True
        if self.filter.text().strip():
            self._on_filter_text_changed(self.filter.text())

    def _on_model_renamed(self, code_id: int, name: str) -> None:
        self._session.do(operations.codes.rename, code_id=code_id, name=name)

    def _on_session_code_chosen(self, row: object) -> None:
        if isinstance(row, CodeRow):
            index = self.model.index_of(row.id)
            if index.isValid() and index != self.list.currentIndex():
                self.list.setCurrentIndex(index)
            elif not index.isValid() and isinstance(self._told, CodeRow) and self._told.id != row.id:
                # Folded away or not searched for: better none is marked than the one before.
                self.list.clearSelection()
                self.list.selectionModel().clearCurrentIndex()
        self._told = row
