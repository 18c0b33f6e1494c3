# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How one file is to be read: kind, speaker rule, encoding, speakers, comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc.formats import own_pattern
from qualcoder_tc.formats.turns import OWN, RULE_WORDS
from qualcoder_tc.model.transcript import DocumentKind, ImportedDocument, ImportOptions
from qualcoder_tc.tasks import Preview
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.import_speakers import SpeakersTable
from qualcoder_tc.ui.parts import label, margins, sentence, set_role, surface
from qualcoder_tc.ui.plurals import counted

_ENCODINGS = (
    ("UTF-8", "utf-8"),
    ("Western European (Windows-1252)", "cp1252"),
    ("UTF-16", "utf-16"),
    ("Western European with € (ISO 8859-15)", "iso-8859-15"),
    ("Central European (Windows-1250)", "cp1250"),
    ("Cyrillic (Windows-1251)", "cp1251"),
    ("Greek (Windows-1253)", "cp1253"),
    ("Mac OS Roman", "mac-roman"),
)
_LANGUAGES = (
    ("English", "en"), ("German", "de"), ("French", "fr"), ("Spanish", "es"), ("Italian", "it"), ("Portuguese", "pt"),
    ("Dutch", "nl"), ("Danish", "da"), ("Swedish", "sv"), ("Norwegian", "nb"), ("Polish", "pl"), ("Lithuanian", "lt"),
    ("Greek", "el"),
)  # fmt: skip
_TEXTS = (".txt", ".md", ".markdown", ".text", ".vtt", ".srt", ".csv", ".tsv", ".tab", ".html", ".htm", ".rtf")
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm")
_NAMED = 8  # new codes that are named; the rest are counted


class ImportSettings(QScrollArea):
    """A form over ImportOptions; `changed` tells the options, and whether they are for the whole batch."""

    changed = Signal(object, bool)
    problem_changed = Signal()

    def __init__(self, cases: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme.px(420))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the field that one is in
        self.problem = ""
        self._options = ImportOptions()
        self._filling = False
        self.kind = self._combo("import_kind", ((k.label, k) for k in DocumentKind))
        self.rule = self._combo("import_rule", ((w, k) for k, w in RULE_WORDS.items()), recognised=False)
        self.pattern = QLineEdit()
        self.pattern.setObjectName("import_pattern")
        self.pattern.setMaxLength(500)
        self.pattern.setPlaceholderText(r"(\w+)\s*:\s*")
        self.pattern.textEdited.connect(self._emit)
        self._pattern_note = label("", "meta", wrap=True, name="import_pattern_note")
        self.columns = QListWidget()
        self.columns.setObjectName("import_columns")
        self.columns.itemChanged.connect(self._emit)
        self.respondent = self._combo("import_respondent", ())
        self.language = self._combo("import_language", _LANGUAGES)
        self.encoding = self._combo("import_encoding", _ENCODINGS)
        self.each = QCheckBox(self.tr("A document for each respondent"))
        self.each.setObjectName("import_each")
        self.each_question = QCheckBox(self.tr("A document for each question"))
        self.each_question.setObjectName("import_each_question")
        # The one or the other, or neither.
        self.each.toggled.connect(self._on_each_toggled)
        self.each_question.toggled.connect(self._on_each_question_toggled)
        self.comments = self._combo(
            "import_comments",
            (
                (self.tr("Code where they name a code"), "known"),
                (self.tr("Code, and make new codes"), "new"),
                (self.tr("Leave out"), "off"),
            ),
            recognised=False,
        )
        self._new_codes = label("", "meta", wrap=True, name="import_new_codes")
        self.highlights = QCheckBox(self.tr("Code highlighted passages by colour"))
        self.highlights.setObjectName("import_highlights")
        self.everywhere = QCheckBox(self.tr("The same for the other files"))
        self.everywhere.setObjectName("import_everywhere")
        self.everywhere.setChecked(True)
        words = self.tr(
            "What you change above counts for all files of the batch in which the same kind, layout, language, encoding or columns were recognised; the others stay as they are. Speakers are a matter of each file."
        )
        self.everywhere.setToolTip(words)
        self.everywhere.setAccessibleDescription(words)
        for box in (self.each, self.each_question, self.highlights):
            box.toggled.connect(self._emit)
        self.speakers = SpeakersTable(cases)
        self.speakers.changed.connect(self._on_speakers_changed)
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
        for words, widget in (
            (self.tr("Kind"), self.kind),
            (self.tr("Speakers"), self.rule),
            (self.tr("Pattern"), self.pattern),
            ("", self._pattern_note),
            (self.tr("Open answers"), self.columns),
            (self.tr("Who answers"), self.respondent),
            (self.tr("Language"), self.language),
            (self.tr("Encoding"), self.encoding),
            (self.tr("Comments"), self.comments),
            ("", self._new_codes),
        ):
            self._form.addRow(words, widget)
            if words:
                widget.setAccessibleName(words)
        column.addLayout(self._form)
        for widget in (self.highlights, self.each, self.each_question, self.everywhere):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addWidget(self._speaker_head)
        column.addWidget(self.speakers)
        column.addWidget(self._hint)
        column.addStretch(1)
        self.setWidget(inner)

    def _combo(self, name: str, choices: Iterable[tuple[str, object]], *, recognised: bool = True) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName(name)
        if recognised:
            combo.addItem(self.tr("As recognised"), None)
        for text, data in choices:
            combo.addItem(text, data)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.setMaxVisibleItems(20)
        combo.currentIndexChanged.connect(self._emit)
        return combo

    # -- showing ------------------------------------------------------------------------------------------

    def show_options(self, path: Path, options: ImportOptions) -> None:
        """Show the options of a file; what does not apply to its kind is hidden."""
        self._filling = True
        self._options = options
        for combo, value in (
            (self.kind, options.kind),
            (self.rule, OWN if options.pattern else options.rule or ""),
            (self.language, options.language),
            (self.encoding, options.encoding),
            (self.comments, options.comments),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        self.pattern.setText(options.pattern or "")
        self.highlights.setChecked(options.highlights)
        self.each.setChecked(options.one_each)
        self.each_question.setChecked(options.each_question)
        suffix = path.suffix.lower()
        table = suffix in _TABLES
        self._form.setRowVisible(self.encoding, suffix in _TEXTS)
        self._form.setRowVisible(self.rule, not table)
        for combo in (self.kind, self.language):
            combo.setItemText(0, self.tr("As recognised"))
        self.each.setVisible(table)
        self.each_question.setVisible(table)
        self._filling = False
        self._tell_problem("")
        self.show_preview(None)

    def show_preview(self, preview: Preview | None) -> None:
        """Show what was found in the file as it is read with the options."""
        document = preview.documents[0] if preview and preview.documents else None
        self._filling = True
        marks = Counter(m.kind for m in document.marks) if document else Counter[str]()
        self._form.setRowVisible(self.comments, bool(marks["comment"]))
        self.highlights.setVisible(bool(marks["highlight"]))
        self._show_new_codes(preview)
        if document is not None:
            if self._options.kind is None:
                self.kind.setItemText(0, self.tr("{0}, as recognised").format(document.kind.label))
            if self._options.language is None:
                words = next((w for w, key in _LANGUAGES if key == document.language), document.language)
                self.language.setItemText(0, self.tr("{0}, as recognised").format(words))
        self._show_columns(preview, document)
        shown = self.speakers.show_document(document, self._options)
        for widget in (self._speaker_head, self.speakers, self._hint):
            widget.setVisible(shown > 0)
        self._filling = False
        self._show_pattern(document)

    def _show_columns(self, preview: Preview | None, document: ImportedDocument | None) -> None:
        columns = preview.columns if preview else ()
        survey = bool(columns) and (document is None or document.kind is DocumentKind.SURVEY)
        for row in (self.columns, self.respondent):
            self._form.setRowVisible(row, survey)
        if not survey:
            return
        wanted = self._options.text_columns
        # Each open question is a heading: a turn without speaker.
        made = preview.documents if preview else ()
        found = {one.text[t.start : t.end] for one in made for t in one.turns if not t.speaker}
        ticked = {c.casefold() for c in (wanted or found)}
        if [self.columns.item(n).text() for n in range(self.columns.count())] != list(columns):
            self.columns.clear()
            self.columns.addItems(list(columns))
            self.respondent.clear()
            self.respondent.addItem(self.tr("As recognised"), None)
            for column in columns:
                self.respondent.addItem(column, column)
        for n in range(self.columns.count()):
            item = self.columns.item(n)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = item.text().casefold() in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.columns.setFixedHeight(min(6, len(columns)) * self.columns.sizeHintForRow(0) + 12)
        self.respondent.setCurrentIndex(max(0, self.respondent.findData(self._options.case_column)))

    def _show_new_codes(self, preview: Preview | None) -> None:
        unknown = preview.unknown if preview else ()
        offered = bool(unknown) and self._options.comments != "off"
        self._form.setRowVisible(self._new_codes, offered)
        if not offered:
            return
        names = ", ".join(f"{name} ({count})" for name, count in unknown[:_NAMED])
        if len(unknown) > _NAMED:
            names = self.tr("{0} and {1} more").format(names, len(unknown) - _NAMED)
        making = self._options.comments == "new"
        words = self.tr("New codes: {0}") if making else self.tr("No codes yet, kept as memos: {0}")
        self._new_codes.setText(words.format(names))

    def _show_pattern(self, document: ImportedDocument | None = None) -> None:
        own = self.rule.currentData() == OWN and self._form.isRowVisible(self.rule)
        self._form.setRowVisible(self.pattern, own)
        self._form.setRowVisible(self._pattern_note, own)
        if not own:
            return
        if self.problem:
            note = sentence(self.problem)
        elif document is not None and self._options.pattern:
            turns = sum(bool(t.speaker) for t in document.turns)
            speakers = len(document.speakers)
            found = self.tr("Finds {0} of {1}.").format(
                counted(turns, self.tr("1 turn"), self.tr("{0} turns", "", turns)),
                counted(speakers, self.tr("1 speaker"), self.tr("{0} speakers", "", speakers)),
            )
            note = found if turns else self.tr("No line begins like this.")
        else:
            note = self.tr("A regular expression for the beginning of a line; the name stands in round brackets.")
        set_role(self._pattern_note, "warn" if self.problem else "meta")
        self._pattern_note.setText(note)

    def tell_problem(self, words: str) -> None:
        """Say what is wrong with the pattern; the text stays as it was read before."""
        self._tell_problem(words)
        self._show_pattern()

    def _tell_problem(self, words: str) -> None:
        if words != self.problem:
            self.problem = words
            self.problem_changed.emit()

    # -- changing -----------------------------------------------------------------------------------------

    def _on_each_toggled(self, on: bool) -> None:
        self.each_question.setChecked(self.each_question.isChecked() and not on)

    def _on_each_question_toggled(self, on: bool) -> None:
        self.each.setChecked(self.each.isChecked() and not on)

    def _on_speakers_changed(self, options: ImportOptions) -> None:
        self._options = options
        self.changed.emit(self._options, False)

    def _ticked_columns(self) -> tuple[str, ...]:
        items = [self.columns.item(n) for n in range(self.columns.count())]
        return tuple(i.text() for i in items if i.checkState() == Qt.CheckState.Checked)

    def _emit(self) -> None:
        if self._filling:
            return
        rule = self.rule.currentData()
        kind = self.kind.currentData()
        typed = self.pattern.text()
        own = typed if rule == OWN and typed.strip() else ""
        self._tell_problem(own_pattern.problem(own) if own else "")
        self._show_pattern()
        if self.problem:
            return
        survey = self._form.isRowVisible(self.columns)
        columns = self._ticked_columns() if self.sender() is self.columns else self._options.text_columns
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
            each_question=self.each_question.isChecked(),
            text_columns=columns,
            case_column=self.respondent.currentData() if survey else self._options.case_column,
        )
        if changed != self._options:
            self._options = changed
            self.changed.emit(self._options, self.everywhere.isChecked())
