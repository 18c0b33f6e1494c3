# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The menu of the code tree: for one code, and for several at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from qualcoder_tc import operations, queries
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.code_tree import Place
from qualcoder_tc.model.codes import PALETTE, CodeKind, colour_name
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.model.second_look import Question
from qualcoder_tc.ui.merge_codes import MergeCodesDialog
from qualcoder_tc.ui.parts import dot
from qualcoder_tc.ui.split_code import SplitCodeDialog

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow
    from qualcoder_tc.ui.workspace import Workspace


class CodeMenu(QObject):
    """What can be done with codes."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window, self._workspace = window, workspace
        self._session, self._panel = workspace.session, workspace.coding.codes
        self._panel.menu_requested.connect(self._on_requested)
        self._panel.bulk_requested.connect(self._on_bulk_requested)
        self._panel.merge_requested.connect(self.merge)

    def _on_requested(self, code_id: int, place: QPoint) -> None:
        row = self._session.code_row(code_id)
        menu = QMenu(self._panel)
        if row is None:
            menu.addAction(self.tr("New code"), self._window.new_code)
            menu.addAction(self.tr("New branch"), lambda: self._panel.begin_new(kind="branch"))
            menu.addAction(self.tr("New facet"), lambda: self._panel.begin_new(kind="facet"))
        else:
            chosen = [c for c in self._panel.list.chosen() if c.id != row.id]
            self.fill(menu, [row, *chosen] if row.id in self._panel.chosen_ids() else [row])
        menu.exec(place)
        menu.deleteLater()

    def _on_bulk_requested(self, what: str, place: QPoint) -> None:
        menu, rows = QMenu(self._panel), self._panel.list.chosen()
        (self._colours if what == "colour" else self._moves)(menu, rows)
        menu.exec(place)
        menu.deleteLater()

    def fill(self, menu: QMenu, rows: list[CodeRow]) -> None:
        """Fill a menu with what can be done with these codes; the first is the one it was asked for."""
        if len(rows) == 1:
            self._one(menu, rows[0])
        elif all(row.codable for row in rows):
            ids = [row.id for row in rows]
            menu.addAction(self.tr("Merge {0} codes…").format(len(rows)), lambda: self.merge(ids))
        self._colours(menu.addMenu(self.tr("Colour")), rows)
        self._moves(menu.addMenu(self.tr("Move to")), rows)
        self._rest(menu, rows)
        menu.addSeparator()
        self._add(menu, self.tr("Delete…"), self._panel.delete_chosen, "Del")

    def _one(self, menu: QMenu, row: CodeRow) -> None:
        panel = self._panel
        if row.codable:
            self._add(menu, self.tr("Apply"), lambda: self._workspace.coding.applying.apply(row.id), "Enter")
            menu.addSeparator()
        menu.addAction(self.tr("New code below"), lambda: panel.begin_new(row.id))
        self._add(menu, self.tr("Rename"), lambda: panel.list.edit(panel.model.index_of(row.id)), "F2")
        menu.addAction(self.tr("Definition"), lambda: self._define(row))
        menu.addAction(self.tr("Memo"), lambda: self._workspace.coding.write_code_memo(row))
        if row.codable:
            self._keys(menu.addMenu(self.tr("Key")), row)
        if row.kind is CodeKind.FACET:
            exclusive = menu.addAction(self.tr("One code per segment"))
            exclusive.setCheckable(True)
            exclusive.setChecked(row.exclusive)
            exclusive.triggered.connect(
                lambda on: self._session.do(operations.codes.set_exclusive, code_id=row.id, exclusive=on)
            )
        self._kinds(menu.addMenu(self.tr("Kind")), row)
        menu.addSeparator()
        if row.codable:
            menu.addAction(self.tr("Merge into…"), lambda: self.merge([row.id]))
            split = menu.addAction(self.tr("Split…"), lambda: self.split(row))
            split.setEnabled(row.codings > 0)
            again = menu.addMenu(self.tr("Look again"))
            for question, words in (
                (Question.MISSED, self.tr("What did I miss?")),
                (Question.DOUBTFUL, self.tr("Which segments are doubtful?")),
                (Question.PARTS, self.tr("What does it fall into?")),
            ):
                again.addAction(words, partial(self._workspace.looking.ask, question, row.id))

    def _add(self, menu: QMenu, words: str, run: Callable[[], object], keys: str) -> None:
        # The tree understands these keys itself; the menu only shows them.
        menu.addAction(f"{words}\t{keys}", run)

    def _keys(self, menu: QMenu, row: CodeRow) -> None:
        for key in range(1, 10):
            holder = next((c.name for c in self._session.codes if c.favourite == key), "")
            action = menu.addAction(f"{key}  {holder}".rstrip() + f"\tCtrl+{key}")
            action.setCheckable(True)
            action.setChecked(row.favourite == key)
            action.triggered.connect(lambda on, k=key: self._panel.put_on_key(row.id, k if on else None))

    def _kinds(self, menu: QMenu, row: CodeRow) -> None:
        names = {
            CodeKind.CODE: self.tr("Code: applied to text"),
            CodeKind.BRANCH: self.tr("Branch: a heading"),
            CodeKind.FACET: self.tr("Facet: one axis of the codebook"),
        }
        for kind, words in names.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(row.kind is kind)
            action.triggered.connect(
                lambda _on, k=kind: self._session.do(operations.codes.set_kind, code_id=row.id, kind=k.value)
            )

    def _colours(self, menu: QMenu, rows: list[CodeRow]) -> None:
        codes = self._session.codes
        targets = [c for c in code_tree.with_below(codes, [r.id for r in rows]) if c.codable]
        chosen = {r.id for r in rows if r.codable}
        # A heading has no colour of its own; asked for it, all below it takes the colour.
        ids = list(chosen) if chosen and len(chosen) == len(rows) else [c.id for c in targets]
        held = {c.colour for c in codes if c.id in ids}
        used = [c.colour for c in codes if c.codable]
        for hue in PALETTE:
            words = self.tr(colour_name(hue))
            count = used.count(hue)
            # The mark of a checked entry gives way to the dot, so it stands behind the name.
            words += "  ✓" if held == {hue} else ""
            action = menu.addAction(dot(hue), f"{words}\t{count}" if count else words)
            action.triggered.connect(
                lambda _on, h=hue: self._session.do(operations.codes.recolour_all, code_ids=ids, colour=h)
            )
        menu.setEnabled(bool(ids))

    def _moves(self, menu: QMenu, rows: list[CodeRow]) -> None:
        ids = [row.id for row in rows]
        inside = {c.id for c in code_tree.with_below(self._session.codes, ids)}
        menu.addAction(self.tr("The top"), lambda: self._panel.move_codes(ids, Place(None, None)))
        for other in self._session.codes:
            if not other.codable and other.id not in inside:
                menu.addAction(
                    "    " * other.depth + other.name,
                    lambda o=other: self._panel.move_codes(ids, Place(o.id, None)),
                )

    def _rest(self, menu: QMenu, rows: list[CodeRow]) -> None:
        active = not any(row.active for row in rows)
        ids = [row.id for row in rows]
        words = self.tr("Bring back") if active else self.tr("Rest (no longer offered)")
        menu.addAction(
            words, lambda: self._session.do(operations.codes.set_active_all, code_ids=ids, active=active)
        )

        if all(row.codable for row in rows):
            held = self._session.read(queries.suggestions.choices).quiet
            quiet = {row.uuid for row in rows} <= held
            words = self.tr("Suggest again") if quiet else self.tr("Do not suggest")
            menu.addAction(
                words,
                lambda: self._session.do(operations.suggestions.set_quiet, code_ids=ids, quiet=not quiet),
            )

    def _define(self, row: CodeRow) -> None:
        self._session.choose_code(row.id)
        self._workspace.coding.definition.definition.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- dialogs ------------------------------------------------------------------------------------------

    def merge(self, ids: list[int]) -> None:
        """Show what merging these codes would do, and do it if asked."""
        rows = [row for row in self._session.codes if row.id in ids and row.codable]
        if not rows:
            return
        dialog = MergeCodesDialog(self._window, self._session, self._window.jobs, rows)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def split(self, row: CodeRow) -> None:
        """Walk the segments of a code."""
        dialog = SplitCodeDialog(self._window, self._session, row)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
