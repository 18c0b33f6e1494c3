# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The chosen code while coding: definition, when to apply, when not, the best example; all edited in place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.codes import CodeKind
from qualcoder_tc.model.recoding import PassageRow
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.inline_text import InlineText
from qualcoder_tc.ui.panels.cards import Card
from qualcoder_tc.ui.parts import button, dot, label
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session


class DefinitionCard(Card):
    """What the chosen code means."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "definition_card", parent)
        self._row: CodeRow | None = None
        self._telling: PassageRow | None = None
        self._told_for = 0
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._find_telling)
        self._hint = label(self.tr("Choose a code to see what it means."), "soft", wrap=True)
        self._dot = QLabel()
        self._name = label("", "strong", wrap=True)
        self._count = label("", "meta")
        self.definition = InlineText("definition", self.tr("Write what it means"))
        self.apply = InlineText("apply_rules", self.tr("When to apply it, one rule a line"))
        self.not_apply = InlineText("not_rules", self.tr("When not to, one rule a line"))
        self.example = InlineText("example", self.tr("Its best example"))
        self.example_from = label("", "meta", wrap=True)
        self.use = button(self.tr("Use as the example"), self._use_telling, kind="link", name="use_example")
        self.exclusive = QCheckBox(self.tr("One code of it per segment"))
        self.exclusive.setObjectName("exclusive")
        self._lines: list[tuple[QLabel, InlineText]] = []
        self._build()
        for edit, part in (
            (self.definition, "definition"),
            (self.apply, "apply"),
            (self.not_apply, "not_apply"),
            (self.example, "example"),
        ):
            edit.edited.connect(lambda text, p=part: self._save(p, text))
        self.exclusive.clicked.connect(self._on_exclusive_clicked)
        session.code_chosen.connect(self._on_session_code_chosen)
        session.rows_changed.connect(self._on_session_rows_changed)
        self._on_session_code_chosen(session.code)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(7)
        self._dot.setFixedWidth(theme.px(12))
        self._dot.setContentsMargins(0, 4, 0, 0)
        head.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._name, 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self._column.setSpacing(2)
        self._column.addWidget(self._hint)
        self._column.addLayout(head)
        self._column.addWidget(self.definition)
        for words, edit in (
            (self.tr("Apply"), self.apply),
            (self.tr("Not"), self.not_apply),
            (self.tr("E.g."), self.example),
        ):
            line = QHBoxLayout()
            line.setSpacing(4)
            name = label(words, "meta")
            name.setFixedWidth(theme.px(34))
            name.setContentsMargins(0, 1, 0, 0)
            name.setBuddy(edit)
            edit.setProperty("tone", "meta")
            line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(edit, 1)
            self._column.addLayout(line)
            self._lines.append((name, edit))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(34) + 5, 0, 0, 0)
        foot.addWidget(self.example_from, 1)
        foot.addWidget(self.use)
        self._column.addLayout(foot)
        self._column.addWidget(self.exclusive)

    # -- showing ------------------------------------------------------------------------------------------

    def _on_session_code_chosen(self, row: object) -> None:
        shown = row if isinstance(row, CodeRow) else None
        if self._row is not None and (shown is None or shown.id != self._row.id):
            # What is being written belongs to the code that was shown until now.
            for edit in (self.definition, self.apply, self.not_apply, self.example):
                if edit.hasFocus():
                    edit.clearFocus()
        self._row = shown
        self._hint.setVisible(shown is None)
        for widget in (self._dot, self._name, self._count, self.definition):
            widget.setVisible(shown is not None)
        codable = shown is not None and shown.codable
        for name, edit in self._lines:
            name.setVisible(codable)
            edit.setVisible(codable)
        self.exclusive.setVisible(shown is not None and shown.kind is CodeKind.FACET)
        if shown is not None:
            self._show(shown)
        self._show_example()

    def _show(self, row: CodeRow) -> None:
        self._dot.setPixmap(dot(row.colour).pixmap(theme.px(12), theme.px(12)) if row.codable else QPixmap())
        self._dot.setVisible(row.codable)
        self._name.setText(row.name)
        words = (
            counted(row.codings, self.tr("1 segment"), self.tr("{0} segments", "", row.codings))
            if row.codable
            else ""
        )
        self._count.setText(words if row.active else self.tr("resting"))
        self.definition.show_text(row.definition, self._session.with_names)
        self.apply.show_text("\n".join(row.apply), self._session.with_names)
        self.not_apply.show_text("\n".join(row.not_apply), self._session.with_names)
        self.exclusive.setChecked(row.exclusive)

    def _find_telling(self) -> None:
        row = self._row
        if row is not None and row.codable and not row.example:
            # Kept while it is there, so that coding on costs nothing here.
            self._telling = self._session.read(queries.recoding.telling_segment, code_id=row.id)
            self._told_for = row.id
            self._show_telling()

    def _show_example(self) -> None:
        row = self._row
        wanted = row is not None and row.codable and not row.example and row.codings > 0
        if not wanted or row is None:
            self._telling = None
        elif self._telling is None or self._told_for != row.id:
            self._telling = None
            self._look.start()
        if row is not None and row.codable:
            self.example.show_text(row.example, _quoted)
        self._show_telling()

    def _show_telling(self) -> None:
        telling = self._telling
        if telling is not None:
            quote = " ".join(telling.quote.split())
            self.example.setPlaceholderText("“" + (quote if len(quote) <= 240 else quote[:239] + "…") + "”")
            self.example_from.setText(telling.reference)
        else:
            self.example.setPlaceholderText(self.tr("Its best example"))
        self.example_from.setVisible(telling is not None)
        self.use.setVisible(telling is not None)

    def _on_session_rows_changed(self, tables: Mapping[str, Collection[int]]) -> None:
        # Also one of another document may be gone, or be of another code now.
        if self._telling is not None and self._telling.coding_id in tables.get("coding", ()):
            self._telling = None
            self._show_example()

    # -- changing -----------------------------------------------------------------------------------------

    def _save(self, part: str, text: str) -> None:
        if self._row is None:
            return
        value: str | list[str] = text if part in ("definition", "example") else text.splitlines()
        self._session.do(operations.codes.describe, code_id=self._row.id, **{part: value})

    def _use_telling(self) -> None:
        if self._telling is not None:
            self._session.do(operations.codes.choose_example, coding_id=self._telling.coding_id)

    def _on_exclusive_clicked(self, checked: bool) -> None:
        if self._row is not None:
            self._session.do(operations.codes.set_exclusive, code_id=self._row.id, exclusive=checked)


def _quoted(text: str) -> str:
    return f"“{text}”" if text and not text.startswith(("“", '"', "‘")) else text
