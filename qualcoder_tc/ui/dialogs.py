# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The few dialogs: a new project, what an import did, what a merge would bring."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import tasks
from qualcoder_tc.model.bundle import MergeCounts
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, ease, label, margins
from qualcoder_tc.ui.plurals import counted

_FEW = 6  # lines that need no room to scroll in
_AT_ONCE = 40  # lines of a long list that are laid out in one go


class PlainDialog(QDialog):
    """A dialog with a heading and a row of buttons at its foot."""

    def __init__(self, parent: QWidget, title: str, width: int = 560) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(max(width, min(theme.px(width), parent.width() - 40)))
        self.column = QVBoxLayout(self)
        margins(self.column, 24, 20, 24, 18, 12)
        heading = label(title, "heading")
        heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.column.addWidget(heading)

    def showEvent(self, event: QShowEvent) -> None:
        """Make all of it reachable and named for those who use keys and ears."""
        ease(self)
        if not self.testAttribute(Qt.WidgetAttribute.WA_Resized) and self.column.hasHeightForWidth():
            # As high as its lines at this width: a hint for wrapped lines takes them to be narrower than they are.
            width = max(self.minimumWidth(), self.sizeHint().width())
            self.resize(width, self.column.totalHeightForWidth(width))
        super().showEvent(event)

    def foot(self, *buttons: QWidget) -> None:
        """Add the row of buttons."""
        row = QHBoxLayout()
        row.addStretch(1)
        for one in buttons:
            row.addWidget(one)
        self.column.addLayout(row)

    def scrolled(self, lines: list[tuple[str, str]], height: int = 260) -> None:
        """Add lines (text, role) that scroll where there are many."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        margins(column, 8, 6, 8, 6, 6)
        for text, role in lines[:_AT_ONCE]:
            column.addWidget(label(text, role, wrap=True))
        column.addStretch(1)
        if len(lines) > _AT_ONCE:
            self._add_later(inner, column, lines[_AT_ONCE:])
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidgetResizable(True)
        scroll.setFixedHeight(min(height, inner.sizeHint().height() + 2))
        self.column.addWidget(scroll, 1)

    def _add_later(self, inner: QWidget, column: QVBoxLayout, lines: list[tuple[str, str]]) -> None:
        """Add lines that are out of sight at first, a few at a time, so that hundreds hold nothing up."""

        def add() -> None:
            for text, role in lines[:_AT_ONCE]:
                column.insertWidget(column.count() - 1, label(text, role, wrap=True))
            del lines[:_AT_ONCE]
            if lines:
                QTimer.singleShot(0, inner, add)

        QTimer.singleShot(0, inner, add)


class NewProjectDialog(PlainDialog):
    """Name, place, codebook and coder of a new project."""

    def __init__(self, parent: QWidget, coder: str, folder: Path) -> None:
        super().__init__(parent, parent.tr("New project"))
        self._folder = folder
        self.name = QLineEdit()
        self.name.setObjectName("new_name")
        self.name.setPlaceholderText(self.tr("e.g. Time Credits interviews"))
        self.coder = QLineEdit(coder)
        self.coder.setObjectName("new_coder")
        self.coder.setPlaceholderText(self.tr("Your name, as colleagues will see it"))
        self.book = QComboBox()
        self.book.setObjectName("new_codebook")
        for name, title, _ in tasks.list_codebooks():
            self.book.addItem(title, name)
        self.book.addItem(self.tr("Begin without codes"), None)
        self._place = label(str(folder), "soft", wrap=True)
        form = QFormLayout()
        form.setSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Coder"), self.coder)
        form.addRow(self.tr("Codebook"), self.book)
        row = QHBoxLayout()
        row.addWidget(self._place, 1)
        row.addWidget(button(self.tr("Change…"), self._choose_folder, kind="quiet"))
        form.addRow(self.tr("Folder"), row)
        self.column.addLayout(form)
        self._warning = label("", "warn", wrap=True)
        self._warning.hide()
        self.column.addWidget(self._warning)
        self.make = button(self.tr("Make project"), self._make, kind="primary", name="make_project")
        self.make.setDefault(True)
        self.foot(button(self.tr("Cancel"), self.reject), self.make)

    def path(self) -> Path:
        """Return the file to make."""
        return self._folder / f"{self._stem()}.qtc"

    def _stem(self) -> str:
        return "".join(c for c in self.name.text().strip() if c not in '<>:"/\\|?*').strip(". ")

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder"), str(self._folder))
        if chosen:
            self._folder = Path(chosen)
            self._place.setText(chosen)

    def _make(self) -> None:
        # The path says nothing of it: a file named ".qtc" has that for its stem.
        if not self._stem():
            self._warn(self.tr("Give the project a name."))
            self.name.setFocus()
        elif not self.coder.text().strip():
            self._warn(self.tr("Say who codes, so that colleagues' codings can be told apart."))
            self.coder.setFocus()
        elif self.path().exists():
            self._warn(self.tr("There is a project of that name in this folder already."))
        else:
            self.accept()

    def _warn(self, text: str) -> None:
        self._warning.setText(text)
        self._warning.show()


class ImportDialog(PlainDialog):
    """What an import brought, and why files were skipped."""

    def __init__(self, parent: QWidget, outcome: tasks.ImportOutcome) -> None:
        title = parent.tr("{0} imported, {1} skipped").format(len(outcome.imported), len(outcome.skipped))
        super().__init__(parent, title, 620)
        lines: list[tuple[str, str]] = []
        for skipped in outcome.skipped:
            lines += [(skipped.path.name, "strong"), (skipped.reason, "warn")]
        for done in outcome.imported:
            kind = str(done.kind).replace("-", " ").capitalize()
            facts = [kind, counted(done.turns, self.tr("1 turn"), self.tr("{0} turns", "", done.turns))]
            if done.speakers:
                facts.append(self.tr("speakers: {0}").format(", ".join(done.speakers[:8])))
            lines += [(done.title, "strong"), (", ".join(facts), "soft")]
            lines += [(warning, "soft") for warning in done.warnings]
        self.scrolled(lines, 380)
        close = button(self.tr("Close"), self.accept, kind="primary", name="close_import")
        close.setDefault(True)
        close.setFocus()
        self.foot(close)


class CasesDialog(PlainDialog):
    """What in a table of cases was read otherwise than it stands, or left out."""

    def __init__(self, parent: QWidget, title: str, warnings: Sequence[str]) -> None:
        super().__init__(parent, title, 620)
        self.setObjectName("cases_imported")
        lines = [(f"{warning[:1].upper()}{warning[1:]}.", "soft") for warning in warnings]
        self.scrolled(lines, 320 if len(lines) > _FEW else 40 * len(lines) + 24)
        note = self.tr("It is one step, which Undo takes back.")
        self.column.addWidget(label(note, "meta", wrap=True))
        close = button(self.tr("Close"), self.accept, kind="primary", name="close_cases")
        close.setDefault(True)
        close.setFocus()
        self.foot(close)


class MergeDialog(PlainDialog):
    """What a merge would bring; nothing is changed until it is asked for."""

    def __init__(self, parent: QWidget, names: list[str], counts: MergeCounts) -> None:
        super().__init__(parent, parent.tr("Merge {0}").format(", ".join(names)), 600)
        if counts.nothing_new():
            self.column.addWidget(label(self.tr("Everything in it is here already."), "soft", wrap=True))
        else:
            bring = label(self.tr("This would bring:"), "soft")
            bring.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.column.addWidget(bring)
        lines: list[tuple[str, str]] = []
        for what, found in counts.to_json().items():
            if isinstance(found, dict) and any(found.values()):
                words = ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in found.items() if n)
                lines.append((f"{what.capitalize()}: {words}", "strong" if found.get("new") else "soft"))
        lines += [(text, "warn") for text in counts.conflicts]
        self.scrolled(lines)
        note = self.tr(
            "All of it goes in as one step, which Undo takes back. Merging the same copy again changes nothing."
        )
        self.column.addWidget(label(note, "meta", wrap=True))
        merge = button(self.tr("Merge"), self.accept, kind="primary", name="merge_now")
        merge.setEnabled(not counts.nothing_new())
        merge.setDefault(merge.isEnabled())
        cancel = button(self.tr("Cancel"), self.reject, name="merge_cancel")
        self.foot(cancel, merge)
        # Enter merges, or closes where there is nothing to merge, without a way through the list first.
        (merge if merge.isEnabled() else cancel).setFocus()
