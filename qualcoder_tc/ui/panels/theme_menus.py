# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Menus of the themes board: of a theme, of what it rests on, and where to put something."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from qualcoder_tc import operations
from qualcoder_tc.model.themes import ThemeRow
from qualcoder_tc.ui.panels.theme_column import phase_words
from qualcoder_tc.ui.panels.theme_items import Dragged, Item

if TYPE_CHECKING:
    from qualcoder_tc.ui.pages.themes import ThemesPage


def _add(menu: QMenu, words: str, call: Callable[[], object], *, checked: bool | None = None) -> None:
    action = menu.addAction(words)
    action.triggered.connect(lambda _checked=False: call())
    if checked is not None:
        action.setCheckable(True)
        action.setChecked(checked)


def theme_menu(page: ThemesPage, row: ThemeRow) -> QMenu:
    """Return what can be done with a theme."""
    menu, do, themes, tr = QMenu(page), page.session.do, operations.themes, page.tr
    for phase, words in phase_words().items():
        _add(
            menu,
            words,
            lambda p=phase: do(themes.set_phase, theme_id=row.id, phase=p),
            checked=row.phase == phase,
        )
    menu.addSeparator()
    _add(menu, tr("Write a memo\tM"), lambda: page.write_memo(row.id))
    _add(menu, tr("Move left\tCtrl+Shift+Left"), lambda: page.step(row.id, -1))
    _add(menu, tr("Move right\tCtrl+Shift+Right"), lambda: page.step(row.id, 1))
    if row.parent_id is not None:
        tops = [r.id for r in page.rows if r.parent_id is None]
        place = tops.index(row.parent_id) + 1
        _add(menu, tr("Make it a theme of its own"), lambda: do(themes.move, theme_id=row.id, position=place))
    elif not any(r.parent_id == row.id for r in page.rows):
        above = menu.addMenu(tr("Make it a sub-theme of"))
        for other in page.rows:
            if other.parent_id is None and other.id != row.id:
                _add(
                    above,
                    other.name,
                    lambda o=other.id: do(themes.move, theme_id=row.id, parent_id=o, position=10_000),
                )
        above.setEnabled(not above.isEmpty())
    menu.addSeparator()
    _add(menu, tr("Delete (Undo brings it back)"), lambda: do(themes.delete, theme_id=row.id))
    return menu


def item_menu(page: ThemesPage, theme_id: int, item: Item) -> QMenu:
    """Return what can be done with a code or segment of a theme."""
    menu, tr = QMenu(page), page.tr
    if item.kind == "segment":
        view = page.columns[theme_id].list
        _add(menu, tr("Show in the transcript\tEnter"), lambda: page.open_item(item))
        _add(menu, tr("Say why it matters\tN"), lambda: view.edit(view.currentIndex()))
        side = tr("It speaks for the theme\t-") if item.against else tr("It speaks against the theme\t-")
        _add(menu, side, lambda: page.turn(theme_id, item))
    else:
        _add(menu, tr("Show its segments\tEnter"), lambda: page.open_item(item))
    _add(menu, tr("Move up\tAlt+Up"), lambda: page.shift(theme_id, item, -1))
    _add(menu, tr("Move down\tAlt+Down"), lambda: page.shift(theme_id, item, 1))
    to = menu.addMenu(tr("Move to"))
    also = menu.addMenu(tr("Put under another theme as well"))
    for row in page.rows:
        if row.id != theme_id:
            found = Dragged(item.kind, item.key, theme_id)
            _add(to, f"{row.number}  {row.name}", lambda r=row.id, f=found: page.put(f, r))
            _add(also, f"{row.number}  {row.name}", lambda r=row.id: page.put(item, r))
    for sub in (to, also):
        sub.setEnabled(not sub.isEmpty())
    menu.addSeparator()
    _add(menu, tr("Take it off the theme\tDelete"), lambda: page.remove(theme_id, item))
    return menu


def put_menu(page: ThemesPage, item: Item | Dragged) -> QMenu:
    """Return the themes that a code or segment can be put under."""
    menu = QMenu(page)
    for row in page.rows:
        held = row.code_ids if item.kind == "code" else row.segment_ids
        _add(menu, f"{row.number}  {row.name}", lambda r=row.id: page.put(item, r), checked=item.key in held)
    if not page.rows:
        menu.addAction(page.tr("Name a theme first")).setEnabled(False)
    return menu
