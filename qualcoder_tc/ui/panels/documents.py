# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Documents by kind or by an attribute of those who speak, with how far each is coded; and cases with their attributes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import queries
from qualcoder_tc.model.attributes import sort_key
from qualcoder_tc.model.records import CaseRow, DocumentRow
from qualcoder_tc.model.transcript import DocumentKind
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


def meta_of(row: DocumentRow) -> str:
    """Return the line below a document's title."""
    tr, people, turns = QCoreApplication.translate, len(row.speakers), row.turns
    if row.kind is DocumentKind.SURVEY:
        return counted(people, tr("Documents", "1 respondent"), tr("Documents", "{0} respondents", "", people))
    if row.kind is DocumentKind.FIELD_NOTE:
        return counted(row.words, tr("Documents", "1 word"), tr("Documents", "{0} words", "", row.words))
    said = counted(turns, tr("Documents", "1 turn"), tr("Documents", "{0} turns", "", turns))
    who = counted(people, tr("Documents", "1 speaker"), tr("Documents", "{0} speakers", "", people))
    return f"{who} · {said}" if people else said


class DocumentsModel(QAbstractListModel):
    """Headings of kinds and the documents below them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[str | DocumentRow] = []
        self._values: dict[int, tuple[str, ...]] = {}

    def show(self, documents: list[DocumentRow], values: dict[int, tuple[str, ...]] | None = None) -> None:
        """Show these documents; rows that only changed are repainted, so that the choice stays.

        With `values`, by document id, they stand under their value instead of their kind: each document once, one
        with several values under "Several" with these in its tooltip, and those without one last.
        """
        self._values = values or {}
        rows: list[str | DocumentRow] = [] if values is None else self._by_value(documents)
        for kind in DocumentKind if values is None else ():
            of_kind = [d for d in documents if d.kind is kind]
            rows += [kind.group, *of_kind] if of_kind else []
        same = [r if isinstance(r, str) else r.id for r in rows] == [
            r if isinstance(r, str) else r.id for r in self._rows
        ]
        if same:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _by_value(self, documents: list[DocumentRow]) -> list[str | DocumentRow]:
        single = sorted({v[0] for v in self._values.values() if len(v) == 1}, key=lambda v: sort_key(v, "number"))
        groups: dict[str, list[DocumentRow]] = {value: [] for value in single}
        several, none = self.tr("Several"), self.tr("No value")
        for row in documents:
            held = self._values.get(row.id, ())
            groups.setdefault(held[0] if len(held) == 1 else several if held else none, []).append(row)
        last = [name for name in (several, none) if name in groups and name not in single]
        found: list[str | DocumentRow] = []
        for name in [*single, *last]:
            found += [name, *groups[name]] if groups[name] else []
        return found

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, the row, or the tooltip."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else row.title
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, DocumentRow):
            coded = self.tr("{0} of {1} turns coded", "", row.turns).format(row.coded_turns, row.turns)
            who = " " + self.tr("by {0}").format(", ".join(row.coders)) if row.coders else ""
            held = self._values.get(row.id, ())
            return f"{row.title}\n{row.source_name}\n{coded}{who}" + (f"\n{', '.join(held)}" if held else "")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let documents be chosen, headings not."""
        if not index.isValid() or isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def index_of(self, document_id: int) -> QModelIndex:
        """Return the index of a document, an invalid one if it is not there."""
        for n, row in enumerate(self._rows):
            if isinstance(row, DocumentRow) and row.id == document_id:
                return self.index(n)
        return QModelIndex()


class DocumentDelegate(QStyledItemDelegate):
    """Paints headings, titles, the line below and how much is coded."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        height = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        heading = isinstance(index.data(ROW), str)
        return QSize(160, int(height * 2.1) if heading else int(height * 3.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, rect = index.data(ROW), QRectF(option.rect)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        inner = rect.adjusted(16, 0, -16, 0)
        if isinstance(row, str):
            small.setWeight(QFont.Weight.DemiBold)
            small.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.6)
            painter.setFont(small)
            painter.setPen(theme.colour("soft"))
            painter.drawText(inner.adjusted(0, 6, 0, 0), Qt.AlignmentFlag.AlignVCenter, row.upper())
        elif isinstance(row, DocumentRow):
            state = option.state  # type: ignore[attr-defined]
            if state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, theme.colour("chip"))
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
            self._document(painter, row, inner, font, small)
        painter.restore()

    def _document(self, painter: QPainter, row: DocumentRow, inner: QRectF, font: QFont, small: QFont) -> None:
        line = QFontMetrics(font).height()
        title = QFontMetrics(font).elidedText(row.title, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        top = inner.top() + line * 0.4
        painter.drawText(QRectF(inner.left(), top, inner.width(), line), Qt.AlignmentFlag.AlignVCenter, title)
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        meta = QFontMetrics(small).elidedText(meta_of(row), Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(
            QRectF(inner.left(), top + line * 1.02, inner.width(), line), Qt.AlignmentFlag.AlignVCenter, meta
        )
        bar = QRectF(inner.left(), top + line * 2.3, inner.width(), 2)
        painter.fillRect(bar, theme.colour("line"))
        if row.turns:
            painter.fillRect(
                QRectF(bar.left(), bar.top(), bar.width() * row.coded_turns / row.turns, 2), theme.colour("accent")
            )


class CasesModel(QAbstractListModel):
    """Cases by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CaseRow] = []

    def show(self, cases: list[CaseRow]) -> None:
        """Show these cases."""
        self.beginResetModel()
        self._rows = cases
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of cases."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a case in words."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        facts = _facts(row)
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.name}\n{facts}" if facts else row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = [f"{k}: {v}" for k, v in row.attributes.items()]
            places = ", ".join(row.documents) or self.tr("no document")
            return "\n".join([row.name, *lines, self.tr("Speaks in: {0}").format(places)])
        return None


def _facts(row: CaseRow) -> str:
    """Return the values of a case, the role first: it is what people are grouped by."""
    names = sorted(row.attributes, key=lambda name: name.casefold() != "role")
    return " · ".join(row.attributes[name] for name in names)


class CaseDelegate(QStyledItemDelegate):
    """Paints a case's name and its attributes below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, int(QFontMetrics(option.font).height() * 2.6))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one case."""
        painter.save()
        row: CaseRow = index.data(ROW)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
        inner = rect.adjusted(16, 4, -16, -4)
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        half = inner.height() / 2
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        painter.drawText(
            QRectF(inner.left(), inner.top(), inner.width(), half), Qt.AlignmentFlag.AlignVCenter, row.name
        )
        facts = _facts(row) or self.tr("no attributes yet")
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        painter.drawText(
            QRectF(inner.left(), inner.top() + half, inner.width(), half),
            Qt.AlignmentFlag.AlignVCenter,
            QFontMetrics(small).elidedText(facts, Qt.TextElideMode.ElideRight, int(inner.width())),
        )
        painter.restore()


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

    def _list(self, model: Any, delegate: QStyledItemDelegate, name: str, words: str) -> QListView:
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
        chosen = self.group.currentData()
        self.group.clear()
        self.group.addItem(self.tr("By kind"), None)
        for attribute in self._session.read(queries.cases.attributes):
            self.group.addItem(self.tr("By {0}").format(attribute.name), attribute.name)
        self.group.setCurrentIndex(max(0, self.group.findData(chosen)))

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
