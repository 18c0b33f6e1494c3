# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Menus of the page of cases: of the chosen cases, and of an attribute."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from qualcoder_tc import operations
from qualcoder_tc.model.attributes import TYPES
from qualcoder_tc.model.records import AttributeRow, CaseRow

if TYPE_CHECKING:
    from qualcoder_tc.ui.pages.cases import CasesPage

_LISTED = 30  # cases in a menu; of more one is named


def _add(menu: QMenu, words: str, call: Callable[[], object]) -> None:
    menu.addAction(words).triggered.connect(lambda _checked=False: call())


def attribute_menu(page: CasesPage, attribute: AttributeRow) -> QMenu:
    """Return the menu of an attribute."""
    menu, key, cases, attempt = QMenu(page), attribute.id, operations.cases, page.session.attempt
    _add(menu, page.tr("Rename"), lambda: page.rename_attribute(attribute))
    types = menu.addMenu(page.tr("Type"))
    for kind in TYPES:
        _add(types, kind, lambda k=kind: attempt(cases.retype_attribute, attribute_id=key, type=k))
    at = page.model.attributes.index(attribute)
    _add(
        menu,
        page.tr("Move left"),
        lambda: attempt(cases.move_attribute, attribute_id=key, to=max(0, at - 1)),
    )
    _add(menu, page.tr("Move right"), lambda: attempt(cases.move_attribute, attribute_id=key, to=at + 1))
    menu.addSeparator()
    _add(menu, page.tr("Delete"), lambda: attempt(cases.delete_attribute, attribute_id=key))
    return menu


def case_menu(page: CasesPage, rows: list[CaseRow]) -> QMenu:
    """Return the menu of the chosen cases."""
    menu, first, cases, attempt = QMenu(page), rows[0], operations.cases, page.session.attempt
    if len(rows) == 1:
        at = page.model.index(page.model.row_of(first.id), 0)
        _add(menu, page.tr("Rename"), lambda: page.table.edit(at))
        _add(menu, page.tr("Write a memo\tCtrl+M"), lambda: page.write_memo(first))
        others = [c for c in page.model.cases if c.id != first.id]
        if len(others) > _LISTED:
            _add(menu, page.tr("Merge into…"), lambda: page.ask_merge(first))
        else:
            into = menu.addMenu(page.tr("Merge into"))
            for other in others:
                _add(into, other.name, lambda o=other: page.merge(first, o))
        _add(menu, page.tr("Delete"), lambda: attempt(cases.delete, case_id=first.id))
    setting = menu.addMenu(page.tr("Set for {0} chosen").format(len(rows)))
    for attribute in page.model.attributes:
        _add(setting, attribute.name, lambda a=attribute: page.set_many(rows, a))
    current = page.model.attribute_at(page.table.currentIndex().column())
    if current is not None:
        # What the head of the column offers, for those who work by keys.
        menu.addSeparator()
        about = attribute_menu(page, current)
        about.setTitle(page.tr("Attribute “{0}”").format(current.name))
        about.setParent(menu, about.windowFlags())
        menu.addMenu(about)
    return menu
