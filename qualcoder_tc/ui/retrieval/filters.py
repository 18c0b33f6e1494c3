# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is asked for as a row of chips; each can be changed or cleared by itself, and all kept under a name."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.retrieval import Retrieval, from_plain
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, margins
from qualcoder_tc.ui.retrieval.facets import Facet, Facets
from qualcoder_tc.ui.retrieval.flow import FlowLayout
from qualcoder_tc.ui.retrieval.picker import DaysPicker, Picker
from qualcoder_tc.ui.session import Session

_WIDEST = 300
_PAUSE = 150
"""Milliseconds after the last letter of the words sought."""


class FilterBar(QWidget):
    """Words and chips."""

    changed = Signal(object)  # Retrieval

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.facets = Facets(session)
        self.wanted = Retrieval()
        self._facet: Facet | None = None
        self.picker, self.days = Picker(self), DaysPicker(self)
        self.picker.chosen.connect(self._on_picker_chosen)
        self.picker.below_changed.connect(self._on_picker_below_changed)
        self.days.chosen.connect(self._on_picker_chosen)
        self.words = QLineEdit()
        self.words.setObjectName("retrieve_words")
        self.words.setPlaceholderText(self.tr("Words in the segment or its memo"))
        self.words.setAccessibleName(self.words.placeholderText())
        self.words.setClearButtonEnabled(True)
        self.words.setFixedWidth(theme.px(250) if theme.theme().scale < 1.3 else 280)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._take_words)
        self.words.textChanged.connect(lambda _text: self._pause.start())
        self.words.returnPressed.connect(self._take_words)
        self.add = button(self.tr("+ Narrow by…"), self._open_menu, kind="quiet", name="add_filter")
        self.clear_all = button(self.tr("Clear all"), self.clear, kind="quiet", name="clear_filters")
        self.keep = button(self.tr("Kept queries…"), self._open_kept, kind="quiet", name="kept_retrievals")
        self.keep.setToolTip(self.tr("Keep what is asked for, or ask again for what was kept"))
        self._chips: list[QWidget] = []
        self._flow = FlowLayout(self)
        for widget in (self.words, self.add, self.clear_all, self.keep):
            self._flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._show_chips()

    # -- what is asked for --------------------------------------------------------------------------------

    def set(self, wanted: Retrieval) -> None:
        """Ask for something."""
        if wanted == self.wanted:
            return
        self.wanted = wanted
        if self.words.text().strip() != wanted.words.strip():
            self.words.blockSignals(True)
            self.words.setText(wanted.words)
            self.words.blockSignals(False)
        self._show_chips()
        self.changed.emit(wanted)

    def clear(self) -> None:
        """Ask for everything."""
        self.set(Retrieval())
        self.words.setFocus()

    def refresh(self) -> None:
        """Name the values as they are called now."""
        self._show_chips()

    def _take_words(self) -> None:
        self._pause.stop()
        self.set(replace(self.wanted, words=self.words.text().strip()))

    def _show_chips(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        active = [f for f in self.facets.all() if f.values(self.wanted)]
        self._chips = [self._chip(facet) for facet in active]
        for widget in (self.add, self.clear_all, self.keep):
            self._flow.removeWidget(widget)
        for widget in (*self._chips, self.add, self.clear_all, self.keep):
            self._flow.addWidget(widget)
            widget.show()
        self.clear_all.setVisible(self.wanted.narrows)
        self.updateGeometry()

    def _chip(self, facet: Facet) -> QFrame:
        chip = QFrame(self)
        chip.setObjectName(f"filter_{facet.name}")
        chip.setProperty("chip", "true")
        row = QHBoxLayout(chip)
        margins(row, 4, 1, 2, 1, 0)
        words = f"{facet.label}: {self.facets.chosen(facet, self.wanted)}"
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST)
        edit = button(shown.replace("&", "&&"), lambda: self.open(facet, chip), kind="inchip", name="change_filter")
        edit.setToolTip(words)
        edit.setAccessibleName(self.tr("{0}, change").format(words))
        remove = button(
            "✕", lambda: self.set(facet.with_values(self.wanted, ())), kind="inchip", name="clear_filter"
        )
        remove.setToolTip(self.tr("Clear"))
        remove.setAccessibleName(self.tr("{0}, clear").format(words))
        row.addWidget(edit)
        row.addWidget(remove)
        return chip

    # -- choosing -----------------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("facets_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for facet in self.facets.all():
            if facet.name == "attribute:" or (facet.name != "days" and not self.facets.choices(facet)):
                continue
            menu.addAction(facet.label.replace("&", "&&"), lambda f=facet: self.open(f, self.add))
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def open(self, facet: Facet | str, widget: QWidget | None = None) -> None:
        """Open the choice of a facet's values."""
        one = next(f for f in self.facets.all() if f.name == facet) if isinstance(facet, str) else facet
        self._facet = one
        place = widget or self.add
        if one.name == "days":
            self.days.open(self.wanted.since, self.wanted.until, place)
            return
        below = self.wanted.below if one.name in ("codes", "also", "without") else None
        values = one.values(self.wanted)
        self.picker.open(self.facets.choices(one), values, place, title=one.label, single=one.single, below=below)

    def _on_picker_chosen(self, values: list[Any]) -> None:
        if self._facet is not None:
            self.set(self._facet.with_values(self.wanted, values))

    def _on_picker_below_changed(self, below: bool) -> None:
        self.set(replace(self.wanted, below=below))

    # -- keeping ------------------------------------------------------------------------------------------

    def kept(self) -> dict[str, Retrieval]:
        """Return what was kept, by its name."""
        kept = self._session.read(queries.project.options).get("retrievals", {})
        return {name: from_plain(json.loads(text)) for name, text in kept.items()}

    def keep_this(self) -> None:
        """Keep what is asked for, under its own words."""
        name = self.facets.words(self.wanted)
        name = name[:1].upper() + name[1:]
        wanted = json.dumps(self.wanted.plain())
        self._session.do(operations.many.keep_retrieval, name=name, wanted=wanted)

    def _open_kept(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = menu.addAction(self.tr("Keep this one"), self.keep_this)
        keep.setEnabled(self.wanted.narrows)
        kept = self.kept()
        if kept:
            menu.addSeparator()
        for name, wanted in kept.items():
            shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 420)
            menu.addAction(shown.replace("&", "&&"), lambda w=wanted: self.set(w))
        if kept:
            forget = menu.addMenu(self.tr("Forget"))
            for name in kept:
                shown = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 420)
                forget.addAction(shown.replace("&", "&&"), lambda n=name: self._forget(n))
        menu.popup(self.keep.mapToGlobal(self.keep.rect().bottomLeft()))

    def _forget(self, name: str) -> None:
        self._session.do(operations.many.keep_retrieval, name=name, wanted="")
