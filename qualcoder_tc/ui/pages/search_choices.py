# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How a search is narrowed: how words are taken, where, who speaks, and in which code."""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.searching import Coded, Mode, Search
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.chooser import Chooser
from qualcoder_tc.ui.parts import margins, offer
from qualcoder_tc.ui.session import Session

Combo = TypeVar("Combo", bound=QComboBox)


class SearchChoices(QWidget):
    """A row of choices above what was found."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.mode = self._combo("search_mode", self.tr("How words are taken"))
        for mode, words in (
            (Mode.WORDS, self.tr("Words in any form")),
            (Mode.PHRASE, self.tr("Exact phrase")),
            (Mode.NEAR, self.tr("Words near one another")),
            (Mode.PATTERN, self.tr("Regular expression")),
        ):
            self.mode.addItem(words, mode)
        self.near = QSpinBox()
        self.near.setObjectName("search_near")
        self.near.setAccessibleName(self.tr("How many words may stand between"))
        self.near.setRange(0, 50)
        self.near.setValue(5)
        self.near.setPrefix(self.tr("within "))
        self.near.setSuffix(self.tr(" words"))
        self.near.valueChanged.connect(self.changed)
        self.place = self._combo("search_place", self.tr("Where"))
        self.kind = self._combo("search_kind", self.tr("Kind of document"))
        self.who = self._dressed(Chooser(self.tr("Who speaks")), "search_who")
        self.attribute = self._dressed(Chooser(self.tr("Attribute of the case")), "search_attribute")
        self.code = self._combo("search_code", self.tr("In a code"))
        row = QHBoxLayout(self)
        margins(row, 24, 12, 24, 8, 8)
        for widget in (self.mode, self.near, self.place, self.kind, self.who, self.attribute, self.code):
            row.addWidget(widget)
        row.addStretch(1)
        self.mode.currentIndexChanged.connect(self._show_near)
        self._show_near()
        self.fill()

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(words)
        return self._dressed(combo, name)

    def _dressed(self, combo: Combo, name: str) -> Combo:
        combo.setObjectName(name)
        combo.setMaximumWidth(176)
        combo.currentIndexChanged.connect(self.changed)
        return combo

    def _show_near(self) -> None:
        self.near.setVisible(self.mode.currentData() is Mode.NEAR)

    def fill(self) -> None:
        """Offer what there is to choose from now; what was chosen stays."""
        session = self._session
        names, roles = session.read(queries.axes.voices)
        used = [c for c in session.codes if c.codings or not c.codable]
        values = session.read(queries.cases.values).items()
        choices: list[tuple[QComboBox, str, list[tuple[str, Any]]]] = [
            (
                self.place,
                self.tr("Everywhere"),
                [
                    (self.tr("Documents"), "documents"),
                    (self.tr("Coded segments"), "coded"),
                    (self.tr("Uncoded text"), "uncoded"),
                    (self.tr("Memos"), "memos"),
                    (self.tr("Codes"), "codes"),
                ],
            ),
            (self.kind, self.tr("All kinds"), [(k.group, k.value) for k in DocumentKind]),
            (self.code, self.tr("Any code"), [("  " * c.depth + c.name, c.path) for c in used]),
        ]
        for combo, everything, rows in choices:
            offer(combo, everything, rows)
        self.who.offer(self.tr("Anybody"), [(r, f"role\t{r}") for r in roles] + [(n, f"name\t{n}") for n in names])
        self.attribute.offer(
            self.tr("All cases"), [(f"{name}: {v}", f"{name}\t{v}") for name, given in values for v in given]
        )
        self.attribute.setVisible(self.attribute.count() > 1)

    def clear(self) -> None:
        """Search everywhere again."""
        for combo in (self.place, self.kind, self.who, self.attribute, self.code):
            combo.setCurrentIndex(0)

    def search(self, text: str) -> Search:
        """Return what is searched for."""
        place, who, attribute = (c.currentData() for c in (self.place, self.who, self.attribute))
        which, _, person = (who or "").partition("\t")
        path = self.code.currentData()
        codes = self._session.codes
        ids = () if path is None else tuple(c.id for c in codes if c.path == path or c.path.startswith(path + "/"))
        name, _, value = (attribute or "").partition("\t")
        return Search(
            text,
            Mode(self.mode.currentData()),
            near=self.near.value(),
            documents=place in (None, "documents", "coded", "uncoded"),
            memos=place in (None, "memos"),
            codes=place in (None, "codes"),
            kinds=(self.kind.currentData(),) if self.kind.currentData() else (),
            speakers=(person,) if which == "name" else (),
            roles=(person,) if which == "role" else (),
            attribute=(name, value) if attribute else None,
            coded=Coded(place) if place in ("coded", "uncoded") else Coded.ANY,
            code_ids=ids,
        )
