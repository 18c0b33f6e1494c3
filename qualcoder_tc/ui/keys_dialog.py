# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""All keys on one page: to look up, to change, to print."""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QBuffer,
    QEvent,
    QIODevice,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QKeySequence, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QTableView,
    QWidget,
)

from qualcoder_tc.errors import AppError
from qualcoder_tc.files import replacing
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.dialogs import PlainDialog
from qualcoder_tc.ui.keys import FIXED, Command, Keys, held, shown
from qualcoder_tc.ui.parts import button, label, margins

Index = QModelIndex | QPersistentModelIndex
COMMAND = Qt.ItemDataRole.UserRole


class KeysModel(QAbstractTableModel):
    """Commands with their menus and keys; those that move the caret come last and stay as they are."""

    def __init__(self, keys: Keys, commands: Sequence[Command], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys, self._commands = keys, list(commands)
        moving = self.tr("Reading")
        self._all: list[Command | tuple[str, str, str]] = [*commands]
        self._all += [(self.tr(what).capitalize(), moving, written) for written, what in FIXED]
        self._rows = list(self._all)

    def narrow(self, words: str) -> None:
        """Show only the rows in which all words occur."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self._rows = [r for r in self._all if all(w in " ".join(self._cells(r)).casefold() for w in wanted)]
        self.endResetModel()

    def refresh(self) -> None:
        """Show the keys as they are now."""
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 2))

    def _cells(self, row: Command | tuple[str, str, str]) -> tuple[str, str, str]:
        if isinstance(row, Command):
            return row.words, row.group, shown(self._keys.of(row))
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of columns."""
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell, the command behind it, or how it is set."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(row)[index.column()]
        if role == COMMAND:
            return row if isinstance(row, Command) else None
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = index.column() == 1 or not isinstance(row, Command)
            return QColor(theme.tokens().soft if quiet else theme.tokens().ink)
        if role == Qt.ItemDataRole.FontRole and index.column() == 2:
            own = isinstance(row, Command) and self._keys.changed(row)
            font = QFont()
            font.setWeight(QFont.Weight.Bold if own else QFont.Weight.DemiBold)
            font.setItalic(own)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("What"), self.tr("Where"), self.tr("Keys"))[section]
        return None

    def sheet(self) -> str:
        """Return all keys as a page to print (HTML)."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for row in self._all:
            words, group, written = self._cells(row)
            if written:
                groups.setdefault(group, []).append((words, written))
        # Two columns, so that it is one page.
        room = sum(len(rows) + 2 for rows in groups.values()) / 2
        columns: list[list[str]] = [[], []]
        filled = 0.0
        for group, rows in groups.items():
            lines = "".join(
                f"<tr><td width='62%'>{html.escape(words)}</td><td><b>{html.escape(written)}</b></td></tr>"
                for words, written in rows
            )
            part = f"<h3>{html.escape(group)}</h3><table width='100%' cellpadding='2'>{lines}</table>"
            columns[filled + len(rows) / 2 > room].append(part)
            filled += len(rows) + 2
        cells = "".join(f"<td width='50%'>{''.join(parts)}</td>" for parts in columns)
        title = html.escape(self.tr("Keys of qualcoder_tc"))
        return f"<h1>{title}</h1><table width='100%' cellspacing='12'><tr>{cells}</tr></table>"


class KeysDialog(PlainDialog):
    """The keys on one page; Enter on one changes it."""

    changed = Signal()

    def __init__(self, parent: QWidget, keys: Keys, commands: Sequence[Command]) -> None:
        super().__init__(parent, parent.tr("Keys"), 640)
        self._keys, self._commands = keys, list(commands)
        self.model = KeysModel(keys, commands, self)
        self.filter = QLineEdit()
        self.filter.setObjectName("keys_filter")
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Filter by words or keys"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.model.narrow)
        self.column.addWidget(self.filter)
        self.table = self._table()
        self.column.addWidget(self.table, 1)
        self._note = label(self.tr("Choose a line and press Enter to give it another key."), "soft", wrap=True)
        self.column.addWidget(self._note)
        self.edit = QKeySequenceEdit()
        self.edit.setObjectName("keys_edit")
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.tr("New key"))
        self.edit.keySequenceChanged.connect(self._on_edit_changed)
        self._none = button(self.tr("No key"), lambda: self._give(""), name="keys_none")
        self._back = button(self.tr("As it was"), self._reset_one, name="keys_reset_one")
        self._cancel = button(self.tr("Leave it"), self._stop, kind="quiet", name="keys_leave")
        changing = QHBoxLayout()
        margins(changing, 0, 0, 0, 0, 8)
        changing.addWidget(self.edit, 1)
        for widget in (self._none, self._back, self._cancel):
            changing.addWidget(widget)
        self._changing = QWidget()
        self._changing.setLayout(changing)
        self._changing.hide()
        self.column.addWidget(self._changing)
        self.foot(
            button(self.tr("All as they were"), self._reset_all, kind="quiet", name="keys_reset"),
            button(self.tr("Save as PDF…"), self._save, name="keys_pdf"),
            button(self.tr("Print…"), self._print, name="keys_print"),
            button(self.tr("Close"), self.accept, kind="primary", name="keys_close"),
        )
        self.resize(max(680, min(theme.px(680), parent.width() - 40)), min(theme.px(720), parent.height() - 40))
        self.filter.setFocus()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("keys_table")
        table.setAccessibleName(self.tr("Keys"))
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(26))
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        table.doubleClicked.connect(self._on_table_double_clicked)
        table.installEventFilter(self)
        return table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Change a key with Enter on its line."""
        if watched is self.table and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter:
                self._begin()
            return enter or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def command(self) -> Command | None:
        """Return the command that is chosen."""
        return self.table.currentIndex().data(COMMAND)

    def _on_table_double_clicked(self, _index: QModelIndex) -> None:
        self._begin()

    def _begin(self) -> None:
        command = self.command()
        if command is None:
            self._note.setText(self.tr("These keys move the caret and stay as they are."))
            return
        self._note.setText(self.tr("Press the new keys for “{0}”.").format(command.words))
        self._back.setEnabled(self._keys.changed(command))
        self.edit.clear()
        self._changing.show()
        self.edit.setFocus()

    def _on_edit_changed(self, sequence: QKeySequence) -> None:
        if sequence.count() and self._changing.isVisible():
            self._give(sequence.toString())

    def _give(self, keys: str) -> None:
        command = self.command()
        if command is None:
            return
        if held(keys):
            self._note.setText(
                self.tr("{0} moves the caret or edits text. Choose other keys.").format(shown([keys]))
            )
            self.edit.clear()
            return
        lost = self._keys.give(command, keys, self._commands)
        words = self.tr("“{0}” is on {1} now.") if keys else self.tr("“{0}” has no key now.")
        told = words.format(command.words, shown([keys]))
        for other in lost:
            left = shown(self._keys.of(other)) or self.tr("no key")
            told += " " + self.tr("It was taken from “{0}”, which has {1}.").format(other.words, left)
        self._finish(told)

    def _reset_one(self) -> None:
        command = self.command()
        if command is not None:
            # Through `give`, so that whoever took its key is told.
            lost: list[Command] = []
            for keys in command.keys[:1]:
                lost = self._keys.give(command, keys, self._commands)
            self._keys.reset(command)
            told = self.tr("“{0}” is on {1} again.").format(command.words, shown(command.keys) or self.tr("no key"))
            for other in lost:
                told += " " + self.tr("It was taken from “{0}”.").format(other.words)
            self._finish(told)

    def _reset_all(self) -> None:
        self._keys.reset()
        self._finish(self.tr("All keys are as they were."))

    def _finish(self, told: str) -> None:
        self._note.setText(told)
        self.model.refresh()
        self.changed.emit()
        self._stop()

    def _stop(self) -> None:
        self._changing.hide()
        self.edit.clear()
        self.table.setFocus()

    # -- on paper -----------------------------------------------------------------------------------------

    def _document(self) -> QTextDocument:
        document = QTextDocument()
        font = QFont(self.font())
        font.setPointSizeF(9.0)
        document.setDefaultFont(font)
        document.setHtml(self.model.sheet())
        return document

    def _print(self) -> None:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.tr("Keys of qualcoder_tc"))
        dialog = QPrintDialog(printer, self)
        if dialog.exec():
            self._document().print_(printer)
        dialog.deleteLater()

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the keys"), str(Path.home() / "qualcoder_tc keys.pdf"), self.tr("PDF (*.pdf)")
        )
        if not name:
            return
        try:
            write_pdf(self._document(), Path(name))
        except AppError as error:
            self._note.setText(f"{error.title}: {error.message}")
        else:
            self._note.setText(self.tr("Wrote {0}").format(name))


def write_pdf(document: QTextDocument, path: Path) -> None:
    """Write a text as PDF on A4; InputError where the disk refuses."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    document.print_(writer)
    del writer  # writes the end of the file
    with replacing(path) as passing:
        passing.write_bytes(buffer.data().data())
