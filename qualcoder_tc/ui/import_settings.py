# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How one file is to be read: kind, speaker rule, encoding, speakers, comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc.formats.turns import OWN, RULE_WORDS
from qualcoder_tc.model.transcript import ASKING_ROLES, DocumentKind, ImportedDocument, ImportOptions
from qualcoder_tc.ui.parts import label, margins, surface

_ROLES = ("", *sorted(ASKING_ROLES), "service user", "practitioner", "policy maker")
_ENCODINGS = ("", "utf-8", "cp1252", "utf-16", "iso-8859-15", "cp1250", "cp1251", "mac-roman")
_LANGUAGES = ("", "en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "nb", "pl", "lt")
_TEXTS = (".txt", ".md", ".markdown", ".text", ".vtt", ".srt", ".csv", ".tsv", ".tab", ".html", ".htm", ".rtf")
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")


class ImportSettings(QScrollArea):
    """A form over ImportOptions; `changed` tells the options, and whether they are for the whole batch."""

    changed = Signal(object, bool)

    def __init__(self, cases: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(380)
        self._cases = cases
        self._options = ImportOptions()
        self._found: dict[str, str] = {}
        self._filling = False
        self.kind = self._combo("import_kind", [("", None), *((k.label, k) for k in DocumentKind)])
        self.kind.setItemText(0, self.tr("As recognised"))
        rules = [(words, key) for key, words in RULE_WORDS.items()]
        self.rule = self._combo("import_rule", rules)
        self.pattern = QLineEdit()
        self.pattern.setObjectName("import_pattern")
        self.pattern.setPlaceholderText(r"(?P<name>\w+)\s*:\s*")
        self.pattern.textEdited.connect(self._emit)
        self.answers, self.respondent = self._field("import_answers"), self._field("import_respondent")
        self.answers.setPlaceholderText(self.tr("As recognised; several apart by semicolons"))
        self.respondent.setPlaceholderText(self.tr("As recognised"))
        self.language = self._combo(
            "import_language", [(x or self.tr("As recognised"), x or None) for x in _LANGUAGES]
        )
        self.encoding = self._combo(
            "import_encoding", [(x or self.tr("As recognised"), x or None) for x in _ENCODINGS]
        )
        self.each = QCheckBox(self.tr("A document for each respondent"))
        self.comments = self._combo(
            "import_comments",
            [
                (self.tr("Code where they name a code"), "known"),
                (self.tr("Code, and make new codes"), "new"),
                (self.tr("Leave out"), "off"),
            ],
        )
        self.highlights = QCheckBox(self.tr("Code highlighted passages by colour"))
        self.everywhere = QCheckBox(self.tr("The same for the other files"))
        self.everywhere.setChecked(True)
        for box in (self.each, self.highlights):
            box.toggled.connect(self._emit)
        self.speakers = self._table()
        self._speaker_head = label(self.tr("Speakers"), "section")
        self._hint = label(self.tr("Give two speakers the same name to join them."), "meta", wrap=True)
        self._build()

    def _build(self) -> None:
        inner = QWidget()
        surface(inner, "panel")
        column = QVBoxLayout(inner)
        margins(column, 16, 14, 16, 16, 10)
        self._form = QFormLayout()
        self._form.setSpacing(8)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.addRow(self.tr("Kind"), self.kind)
        self._form.addRow(self.tr("Speakers"), self.rule)
        self._form.addRow(self.tr("Pattern"), self.pattern)
        self._form.addRow(self.tr("Open answers"), self.answers)
        self._form.addRow(self.tr("Who answers"), self.respondent)
        self._form.addRow(self.tr("Language"), self.language)
        self._form.addRow(self.tr("Encoding"), self.encoding)
        self._form.addRow(self.tr("Comments"), self.comments)
        column.addLayout(self._form)
        for widget in (self.highlights, self.each, self.everywhere):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(self._speaker_head)
        column.addWidget(self.speakers)
        column.addWidget(self._hint)
        column.addStretch(1)
        self.setWidget(inner)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.textEdited.connect(self._emit)
        return field

    def _combo(self, name: str, choices: Sequence[tuple[str, object]]) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        for text, data in choices:
            combo.addItem(text, data)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.currentIndexChanged.connect(self._emit)
        return combo

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("import_speakers")
        table.setAccessibleName(self.tr("Speakers found"))
        table.setHorizontalHeaderLabels([self.tr("Name"), self.tr("Turns"), self.tr("Role"), self.tr("Case")])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(28)
        table.setShowGrid(False)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 54), (2, 124), (3, 92)):
            table.setColumnWidth(column, width)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.itemChanged.connect(self._on_speaker_changed)
        return table

    # -- showing ------------------------------------------------------------------------------------------

    def show_options(self, path: Path, options: ImportOptions) -> None:
        """Show the options of a file; what does not apply to its kind is hidden."""
        self._filling = True
        self._options = options
        self.kind.setCurrentIndex(max(0, self.kind.findData(options.kind)))
        self.rule.setCurrentIndex(max(0, self.rule.findData(OWN if options.pattern else options.rule or "")))
        self.pattern.setText(options.pattern or "")
        self.language.setCurrentIndex(max(0, self.language.findData(options.language)))
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(options.encoding)))
        self.comments.setCurrentIndex(max(0, self.comments.findData(options.comments)))
        self.highlights.setChecked(options.highlights)
        self.answers.setText("; ".join(options.text_columns))
        self.respondent.setText(options.case_column or "")
        self.each.setChecked(options.one_each)
        suffix = path.suffix.lower()
        self._form.setRowVisible(self.encoding, suffix in _TEXTS)
        self._form.setRowVisible(self.rule, suffix not in _TABLES)
        self.each.setVisible(suffix in _TABLES)
        for field in (self.answers, self.respondent):
            self._form.setRowVisible(field, suffix in _TABLES)
        self._filling = False
        self._show_pattern()
        self.show_document(None)

    def show_document(self, document: ImportedDocument | None) -> None:
        """Show what was found in the file as it is read with the options."""
        self._filling = True
        marks = Counter(m.kind for m in document.marks) if document else Counter[str]()
        self._form.setRowVisible(self.comments, bool(marks["comment"]))
        self.highlights.setVisible(bool(marks["highlight"]))
        counts = Counter(t.speaker for t in document.turns if t.speaker) if document else Counter[str]()
        if document is not None:
            self.kind.setItemText(0, self.tr("{0}, as recognised").format(document.kind.label))
            found = self.tr("{0}, as recognised").format(document.language)
            self.language.setItemText(0, found if self._options.language is None else self.tr("As recognised"))
        shown = list(counts)[:60] if document and document.kind is not DocumentKind.SURVEY else []
        cases = dict(self._options.cases)
        self.speakers.setRowCount(len(shown))
        for row, name in enumerate(shown):
            item = QTableWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, name)
            turns = QTableWidgetItem(f"{counts[name]:,}")
            turns.setFlags(Qt.ItemFlag.ItemIsEnabled)
            turns.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.speakers.setItem(row, 0, item)
            self.speakers.setItem(row, 1, turns)
            role = document.roles.get(name, "") if document else ""
            self.speakers.setCellWidget(row, 2, self._choice(name, "role", _ROLES, role))
            self.speakers.setCellWidget(row, 3, self._choice(name, "case", ("", *self._cases), cases.get(name, "")))
        self.speakers.setFixedHeight(30 + 28 * max(1, len(shown)))
        for widget in (self._speaker_head, self.speakers, self._hint):
            widget.setVisible(bool(shown))
        self._filling = False

    def _choice(self, speaker: str, what: str, choices: tuple[str, ...], current: str) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(f"import_{what}")
        combo.setEditable(True)
        combo.setFrame(False)
        combo.setAccessibleName(self.tr("{0} of {1}").format(what.capitalize(), speaker))
        combo.addItems(list(choices))
        combo.setCurrentText(current)
        edit = combo.lineEdit()
        assert edit is not None
        edit.setCursorPosition(0)
        combo.setToolTip(current)
        edit.editingFinished.connect(lambda: self._on_choice(speaker, what, combo.currentText().strip()))
        combo.activated.connect(lambda _n: self._on_choice(speaker, what, combo.currentText().strip()))
        return combo

    # -- changing -----------------------------------------------------------------------------------------

    def _on_speaker_changed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != 0:
            return
        shown, wanted = str(item.data(Qt.ItemDataRole.UserRole)), " ".join(item.text().split())
        renames = dict(self._options.renames)
        # A name that was changed before stands for all names in the file that became it.
        for found in [f for f, now in renames.items() if now == shown] or [shown]:
            renames[found] = wanted
        self._options = replace(self._options, renames=tuple((f, w) for f, w in renames.items() if f != w))
        self._send()

    def _on_choice(self, speaker: str, what: str, value: str) -> None:
        if self._filling:
            return
        held = dict(self._options.roles if what == "role" else self._options.cases)
        if held.get(speaker, "") == value:
            return
        held[speaker] = value
        pairs = tuple(held.items())
        self._options = (
            replace(self._options, roles=pairs) if what == "role" else replace(self._options, cases=pairs)
        )
        self._send()

    def _show_pattern(self) -> None:
        own = self.rule.currentData() == OWN
        self._form.setRowVisible(self.pattern, own and self._form.isRowVisible(self.rule))

    def _emit(self) -> None:
        if self._filling:
            return
        self._show_pattern()
        rule = self.rule.currentData()
        kind = self.kind.currentData()
        own = self.pattern.text().strip() if rule == OWN else ""
        changed = replace(
            self._options,
            kind=DocumentKind(kind) if kind else None,  # Qt hands the words of an enumeration back as text
            rule=None if rule in ("", OWN) else rule,
            pattern=own or None,
            language=self.language.currentData(),
            encoding=self.encoding.currentData(),
            comments=self.comments.currentData(),
            highlights=self.highlights.isChecked(),
            one_each=self.each.isChecked(),
            text_columns=tuple(c.strip() for c in self.answers.text().split(";") if c.strip()),
            case_column=self.respondent.text().strip() or None,
        )
        if changed != self._options:
            self._options = changed
            self._send()

    def _send(self) -> None:
        self.changed.emit(self._options, self.everywhere.isChecked())
