# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The left side of the coding page: the documents, and beside them the cases."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import queries
from qualcoder_tc.model.records import DocumentRow
from qualcoder_tc.ui.panels.case_list import CaseDelegate, CasesModel
from qualcoder_tc.ui.panels.document_list import ROW, DocumentDelegate, DocumentsModel
from qualcoder_tc.ui.parts import button, label, margins, offer, surface
from qualcoder_tc.ui.session import Session


class DocumentsPanel(QWidget):
    """The left side: documents and cases."""

    document_requested = Signal(int)
    import_requested = Signal()
    menu_requested = Signal(int, QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self.model = DocumentsModel(self)
        self.cases = CasesModel(self)
        self.list = self._list(self.model, DocumentDelegate(self), "documents", self.tr("Documents"))
        self._cases = self._list(self.cases, CaseDelegate(self), "cases", self.tr("Cases"))
        self.group = QComboBox()
        self.group.setObjectName("group_documents")
        self.group.setAccessibleName(self.tr("Group documents by"))
        self.group.setProperty("kind", "quiet")
        self.group.activated.connect(lambda _n: self.refresh())
        self._stack = QStackedWidget()
        empty = QWidget()
        column = QVBoxLayout(empty)
        margins(column, 16, 24, 16, 16)
        column.addWidget(label(self.tr("No documents yet"), "strong"))
        words = self.tr(
            "Drop transcripts here, or choose files or a folder. Word, text, captions and survey tables are read."
        )
        column.addWidget(label(words, "soft", wrap=True))
        column.addWidget(
            button(self.tr("Import…"), self.import_requested.emit, kind="primary", name="import_first")
        )
        column.addStretch(1)
        for widget in (self.list, self._cases, empty):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        margins(layout, 0, 8, 0, 0, 4)
        layout.addLayout(self._tabs())
        layout.addWidget(self.group)
        layout.addWidget(self._stack, 1)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        session.documents_changed.connect(self.refresh)
        session.cases_changed.connect(self.refresh)
        session.document_opened.connect(self._on_session_document_opened)
        self.refresh()

    def _list(self, model: QAbstractListModel, delegate: QStyledItemDelegate, name: str, words: str) -> QListView:
        view = QListView()
        view.setObjectName(name)
        view.setAccessibleName(words)
        view.setModel(model)
        view.setItemDelegate(delegate)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        return view

    def _tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        margins(row, 8, 0, 8, 0, 0)
        self._tab_documents = button(
            self.tr("Documents"), self._show_documents, kind="tab", checkable=True, name="tab_documents"
        )
        self._tab_cases = button(self.tr("Cases"), self._show_cases, kind="tab", checkable=True, name="tab_cases")
        row.addWidget(self._tab_documents)
        row.addWidget(self._tab_cases)
        row.addStretch(1)
        row.addWidget(button(self.tr("Import…"), self.import_requested.emit, kind="quiet", name="import"))
        self._tab_documents.setChecked(True)
        return row

    def _show_documents(self) -> None:
        self._tab_documents.setChecked(True)
        self._tab_cases.setChecked(False)
        self._stack.setCurrentIndex(0 if self._session.documents else 2)
        self.group.setVisible(self.group.count() > 1 and bool(self._session.documents))

    def _show_cases(self) -> None:
        self._tab_documents.setChecked(False)
        self._tab_cases.setChecked(True)
        self.cases.show(self._session.read(queries.cases.all))
        self._stack.setCurrentIndex(1)
        self.group.hide()

    def refresh(self) -> None:
        """Show the lists as they are now."""
        self._fill_groups()
        by = self.group.currentData()
        self.model.show(
            self._session.documents,
            None if by is None else self._session.read(queries.cases.by_document, attribute=by),
        )
        if self._tab_cases.isChecked():
            self._show_cases()
        else:
            self._show_documents()

    def group_by(self, attribute: str) -> None:
        """Group the documents by an attribute of the cases who speak in them, if there is one of that name."""
        at = self.group.findData(attribute)
        if at >= 0:
            self.group.setCurrentIndex(at)
            self.refresh()

    def _fill_groups(self) -> None:
        attributes = self._session.read(queries.cases.attributes)
        offer(
            self.group,
            self.tr("By kind"),
            [(self.tr("By {0}").format(each.name), each.name) for each in attributes],
        )

    def _on_list_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW)
        opened = self._session.document
        if isinstance(row, DocumentRow) and (opened is None or opened.id != row.id):
            self.document_requested.emit(row.id)

    def _on_list_menu_requested(self, place: QPoint) -> None:
        row = self.list.indexAt(place).data(ROW)
        if isinstance(row, DocumentRow):
            self.menu_requested.emit(row.id, self.list.viewport().mapToGlobal(place))

    def _on_session_document_opened(self, document: object) -> None:
        if document is not None:
            index = self.model.index_of(document.id)  # type: ignore[attr-defined]
            if index.isValid():
                self.list.setCurrentIndex(index)
