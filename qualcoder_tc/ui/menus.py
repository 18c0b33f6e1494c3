# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Menus under the pointer: on the transcript, on a code, on a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QColorDialog, QFileDialog, QInputDialog, QMenu

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError
from qualcoder_tc.files import replacing
from qualcoder_tc.model.records import CodeRow, CodingRow
from qualcoder_tc.model.transcript import DocumentKind

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow
    from qualcoder_tc.ui.workspace import Workspace


class TranscriptMenu(QObject):
    """What can be done at a place in the text."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window, self._workspace = window, workspace
        workspace.coding.view.context_menu_requested.connect(self._on_requested)

    def _on_requested(self, info: tuple[int, list[CodingRow]], place: QPoint) -> None:
        _, codings = info
        coding = self._workspace.coding
        menu = QMenu(coding)
        menu.addAction(self.tr("Code…"), lambda: coding.open_palette())
        if coding.view.selected_span():
            menu.addAction(self.tr("Code in vivo"), coding.apply_in_vivo)
            menu.addAction(self.tr("Copy with reference"), coding.view.copy)
        if codings:
            menu.addSeparator()
        for row in codings[:12]:
            sub = menu.addMenu(f"{row.code} · {row.initials}")
            key = row.id
            sub.addAction(self.tr("Choose"), lambda k=key: coding.view.select_coding(k))
            sub.addAction(self.tr("Remove"), lambda k=key: self._remove(k))
            sub.addAction(self.tr("Another code…"), lambda k=key: coding.open_palette(purpose=("recode", k)))
            sub.addAction(self.tr("Comment"), lambda k=key: self._comment(k))
            sub.addAction(self.tr("Add to a theme…"), lambda k=key: self._to_theme(k))
        menu.exec(place)
        menu.deleteLater()

    def _remove(self, coding_id: int) -> None:
        self._workspace.session.do(operations.segments.remove, coding_id=coding_id)

    def _comment(self, coding_id: int) -> None:
        self._workspace.coding.view.select_coding(coding_id)
        self._workspace.coding.write_memo()

    def _to_theme(self, coding_id: int) -> None:
        self._workspace.coding.view.select_coding(coding_id)
        self._window.add_to_theme()


class CodeMenu(QObject):
    """What can be done with a code."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window, self._workspace = window, workspace
        workspace.coding.codes.menu_requested.connect(self._on_requested)

    def _on_requested(self, code_id: int, place: QPoint) -> None:
        session, panel = self._workspace.session, self._workspace.coding.codes
        row = session.code_row(code_id)
        menu = QMenu(panel)
        if row is None:
            menu.addAction(self.tr("New code…"), self._window.new_code)
        else:
            if row.codable:
                menu.addAction(self.tr("Apply"), lambda: self._workspace.coding.apply(code_id))
                menu.addSeparator()
            menu.addAction(self.tr("New code below…"), lambda: self._below(row))
            menu.addAction(self.tr("Rename"), lambda: panel.list.edit(panel.model.index_of(code_id)))
            menu.addAction(self.tr("Definition…"), lambda: self._define(row))
            if row.codable:
                menu.addAction(self.tr("Colour…"), lambda: self._recolour(row))
                self._keys(menu.addMenu(self.tr("Key")), row)
                words = self.tr("Rest") if row.active else self.tr("Bring back")
                menu.addAction(
                    words, lambda: session.do(operations.codes.set_active, code_id=code_id, active=not row.active)
                )
            menu.addAction(self.tr("Memo"), lambda: self._memo(row))
            self._moves(menu.addMenu(self.tr("Move to")), row)
            menu.addSeparator()
            menu.addAction(
                self.tr("Delete (Undo brings it back)"),
                lambda: session.do(operations.codes.delete, code_id=code_id),
            )
        menu.exec(place)
        menu.deleteLater()

    def _keys(self, menu: QMenu, row: CodeRow) -> None:
        session = self._workspace.session
        for key in range(1, 10):
            holder = next((c.name for c in session.codes if c.favourite == key), "")
            action = menu.addAction(f"{key}  {holder}".rstrip())
            action.triggered.connect(
                lambda _c=False, k=key: session.do(operations.codes.set_favourite, code_id=row.id, key=k)
            )
        if row.favourite:
            menu.addAction(
                self.tr("None"), lambda: session.do(operations.codes.set_favourite, code_id=row.id, key=None)
            )

    def _moves(self, menu: QMenu, row: CodeRow) -> None:
        session = self._workspace.session
        menu.addAction(
            self.tr("The top"),
            lambda: session.do(operations.codes.move, code_id=row.id, parent_id=None, position=10_000),
        )
        for other in session.codes:
            if not other.codable and other.id != row.id and not other.path.startswith(row.path + "/"):
                menu.addAction(
                    "  " * other.depth + other.name,
                    lambda o=other: session.do(
                        operations.codes.move, code_id=row.id, parent_id=o.id, position=10_000
                    ),
                )

    def _below(self, row: CodeRow) -> None:
        name, given = QInputDialog.getText(
            self._window, self.tr("New code below {0}").format(row.name), self.tr("Name")
        )
        if given and name.strip():
            self._workspace.session.do(operations.codes.create, name=name, parent_id=row.id)

    def _define(self, row: CodeRow) -> None:
        text, given = QInputDialog.getMultiLineText(
            self._window, self.tr("Definition of {0}").format(row.name), self.tr("What it means"), row.definition
        )
        if given:
            self._workspace.session.do(operations.codes.describe, code_id=row.id, definition=text)

    def _recolour(self, row: CodeRow) -> None:
        from PySide6.QtGui import QColor

        chosen = QColorDialog.getColor(QColor(row.colour), self._window, self.tr("Colour of {0}").format(row.name))
        if chosen.isValid():
            self._workspace.session.do(operations.codes.recolour, code_id=row.id, colour=chosen.name())

    def _memo(self, row: CodeRow) -> None:
        self._workspace.coding.write_code_memo(row)


class DocumentMenu(QObject):
    """What can be done with a document."""

    def __init__(self, window: MainWindow, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._window, self._workspace = window, workspace
        workspace.coding.documents.menu_requested.connect(self._on_requested)

    def _on_requested(self, document_id: int, place: QPoint) -> None:
        session = self._workspace.session
        row = next((d for d in session.documents if d.id == document_id), None)
        if row is None:
            return
        menu = QMenu(self._window)
        menu.addAction(self.tr("Rename…"), lambda: self._rename(document_id, row.title))
        menu.addAction(self.tr("Correct the text…"), lambda: self._correct(document_id))
        menu.addAction(self.tr("Save the original file…"), lambda: self._save_original(document_id))
        kinds = menu.addMenu(self.tr("Kind"))
        for kind in DocumentKind:
            action = kinds.addAction(kind.label)
            action.setCheckable(True)
            action.setChecked(row.kind is kind)
            action.triggered.connect(
                lambda _c=False, k=kind: session.do(
                    operations.documents.set_kind, document_id=document_id, kind=k.value
                )
            )
        menu.addAction(
            self.tr("I am done with it"),
            lambda: session.do(operations.documents.mark_read, document_id=document_id),
        )
        menu.addSeparator()
        menu.addAction(
            self.tr("Delete with its codings (Undo brings it back)"),
            lambda: session.do(operations.documents.delete, document_id=document_id),
        )
        menu.exec(place)
        menu.deleteLater()

    def _correct(self, document_id: int) -> None:
        self._workspace.session.open_document(document_id)
        self._window.correct_text()

    def _save_original(self, document_id: int) -> None:
        session = self._workspace.session
        try:
            name, data = session.read(queries.documents.original, document_id=document_id)
        except AppError as error:
            session.failed.emit(error.title, error.message)
            return
        chosen, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the original file"), str(Path.home() / name)
        )
        if chosen:
            try:
                with replacing(Path(chosen)) as passing:
                    passing.write_bytes(data)
            except AppError as error:
                session.failed.emit(error.title, error.message)

    def _rename(self, document_id: int, title: str) -> None:
        name, given = QInputDialog.getText(self._window, self.tr("Rename"), self.tr("Title"), text=title)
        if given:
            self._workspace.session.do(operations.documents.rename, document_id=document_id, title=name)
