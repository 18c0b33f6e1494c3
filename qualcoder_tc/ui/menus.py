# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Menus under the pointer: on the transcript, on a code, on a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtWidgets import QFileDialog, QMenu

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError
from qualcoder_tc.files import replacing
from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.code_menu import CodeMenu

if TYPE_CHECKING:
    from qualcoder_tc.ui.main_window import MainWindow
    from qualcoder_tc.ui.workspace import Workspace

__all__ = ["CodeMenu", "DocumentMenu", "TranscriptMenu"]


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
            menu.addAction(self.tr("Code in vivo"), coding.applying.apply_in_vivo)
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
            sub.addAction(self.tr("Use as the example"), lambda k=key: coding.applying.use_as_example(k))
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
        self._workspace.theming.add_chosen()


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
        menu.addAction(self.tr("Rename"), lambda: self._rename(document_id, row.title))
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
        session, panel = self._workspace.session, self._workspace.coding.documents

        def rename(name: str) -> None:
            session.do(operations.documents.rename, document_id=document_id, title=name)

        row = panel.list.visualRect(panel.model.index_of(document_id))
        place = QRect(panel.list.viewport().mapToGlobal(row.topLeft()), row.size())
        Asking(self._window, self.tr("Title of the document"), rename).open(place, title)
