# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The code tree: facets and branches as headings, codes with colour, key and count."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.gestures import CODE_MIME

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
FOLDED = Qt.ItemDataRole.UserRole + 1
"""How many codings lie in what is folded away, None where nothing is."""


class CodesModel(QAbstractListModel):
    """The tree in reading order without what is folded away or filtered out."""

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all: list[CodeRow] = []
        self._shown: list[CodeRow] = []
        self.folded: set[int] = set()
        self._filter = ""

    def show(self, codes: list[CodeRow]) -> None:
        """Show this tree; where only counts changed the choice stays."""
        self._all = codes
        self._update()

    def set_filter(self, text: str) -> None:
        """Show only codes whose name or definition holds the text, with the headings above them."""
        self._filter = text.strip().casefold()
        self._update()

    def toggle(self, code_id: int) -> None:
        """Fold or unfold what is below a code."""
        self.folded ^= {code_id}
        self._update()

    def has_children(self, row: CodeRow) -> bool:
        """Tell whether a code has others below it."""
        return any(c.parent_id == row.id for c in self._all)

    def _below(self, row: CodeRow) -> int:
        return sum(c.codings for c in self._all if c.path.startswith(row.path + "/"))

    def _update(self) -> None:
        shown = self._filtered() if self._filter else self._unfolded()
        if [r.id for r in shown] == [r.id for r in self._shown]:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))
            return
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _unfolded(self) -> list[CodeRow]:
        hidden: set[int] = set()
        shown: list[CodeRow] = []
        for row in self._all:
            if row.parent_id in hidden or row.parent_id in self.folded:
                hidden.add(row.id)
            else:
                shown.append(row)
        return shown

    def _filtered(self) -> list[CodeRow]:
        by_id = {r.id: r for r in self._all}
        wanted: set[int] = set()
        for row in self._all:
            if self._filter in row.name.casefold() or self._filter in row.definition.casefold():
                above: int | None = row.id
                while above is not None and above not in wanted:
                    wanted.add(above)
                    above = by_id[above].parent_id
        return [r for r in self._all if r.id in wanted]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a code's name, its row, or its definition as tooltip."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role == ROW:
            return row
        if role == FOLDED:
            return self._below(row) if row.id in self.folded and not self._filter else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.definition or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}, {row.codings} segments" if row.codable else row.name
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name."""
        if role == Qt.ItemDataRole.EditRole and index.isValid() and str(value).strip():
            self.renamed.emit(self._shown[index.row()].id, str(value))
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let codes be chosen, renamed and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self._shown[index.row()].codable else flags

    def mimeTypes(self) -> list[str]:
        """Name what is dragged."""
        return [CODE_MIME]

    def mimeData(self, indexes: Any) -> QMimeData:
        """Return the dragged code's id."""
        data = QMimeData()
        data.setData(CODE_MIME, str(self._shown[indexes[0].row()].id).encode())
        return data

    def index_of(self, code_id: int) -> QModelIndex:
        """Return the index of a code, an invalid one if it is not shown."""
        for n, row in enumerate(self._shown):
            if row.id == code_id:
                return self.index(n)
        return QModelIndex()


class CodeDelegate(QStyledItemDelegate):
    """Paints headings, dots, names, keys and counts."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row; a heading at the top has space above it."""
        row: CodeRow = index.data(ROW)
        height = QFontMetrics(option.font).height()  # type: ignore[attr-defined]
        return QSize(160, int(height * (2.0 if row.depth == 0 else 1.62)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: CodeRow = index.data(ROW)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        folded: int | None = index.data(FOLDED)
        left = rect.left() + 16 + max(0, row.depth) * 16
        right = rect.right() - 16
        if row.codable:
            right = self._count(painter, row.codings, rect, right, small)
            right = self._key(painter, row, rect, right, small)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.stripe(row.colour))
            painter.drawEllipse(QRectF(left, rect.center().y() - 4, 8, 8))
            left += 18
        else:
            font.setWeight(QFont.Weight.DemiBold)
            if folded is not None:
                right = self._count(painter, folded, rect, right, small)
        painter.setFont(font)
        painter.setPen(theme.colour("ink" if row.active else "soft"))
        metrics = QFontMetrics(font)
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, int(right - left - 20))
        painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, name)
        if folded is not None:
            self._chevron(painter, left + metrics.horizontalAdvance(name) + 9, rect.center().y())
        painter.restore()

    def _chevron(self, painter: QPainter, x: float, y: float) -> None:
        painter.setPen(QPen(theme.colour("soft"), 1.4, c=Qt.PenCapStyle.RoundCap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([QPointF(x, y - 3.5), QPointF(x + 3.5, y), QPointF(x, y + 3.5)])

    def _count(self, painter: QPainter, count: int, rect: QRectF, right: float, font: QFont) -> float:
        painter.setFont(font)
        painter.setPen(theme.colour("soft"))
        if count:
            painter.drawText(
                QRectF(right - 34, rect.top(), 34, rect.height()),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                f"{count:,}",
            )
        return right - 38

    def _key(self, painter: QPainter, row: CodeRow, rect: QRectF, right: float, font: QFont) -> float:
        if row.favourite:
            box = QRectF(right - 18, rect.center().y() - 8, 16, 16)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(font)
            painter.setPen(theme.colour("soft"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(row.favourite))
        return right - 22


class CodeList(QListView):
    """The tree's view: keys fold, double-click applies."""

    fold_requested = Signal(int, bool)
    apply_requested = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold and unfold with the arrow keys, apply with Enter."""
        row = self.currentIndex().data(ROW)
        if isinstance(row, CodeRow) and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.fold_requested.emit(row.id, event.key() == Qt.Key.Key_Left)
        elif isinstance(row, CodeRow) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row.codable:
            self.apply_requested.emit(row.id)
        else:
            super().keyPressEvent(event)


class CodesPanel(QWidget):
    """The code tree with its filter."""

    apply_requested = Signal(int)
    new_requested = Signal()
    menu_requested = Signal(int, QPoint)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self._session = session
        self.model = CodesModel(self)
        self.model.renamed.connect(self._on_model_renamed)
        self.list = CodeList()
        self.list.setObjectName("codes")
        self.list.setAccessibleName(self.tr("Codes"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(CodeDelegate(self))
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.list.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.filter = QLineEdit()
        self.filter.setObjectName("code_filter")
        self.filter.setProperty("kind", "search")
        self.filter.setPlaceholderText(self.tr("Filter codes"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self.model.set_filter)
        head = QHBoxLayout()
        margins(head, 16, 0, 8, 0, 4)
        head.addWidget(label(self.tr("CODES"), "section"))
        head.addStretch(1)
        head.addWidget(button(self.tr("New code"), self.new_requested.emit, kind="quiet", name="new_code"))
        row = QHBoxLayout()
        margins(row, 16, 0, 16, 0, 0)
        row.addWidget(self.filter)
        layout = QVBoxLayout(self)
        margins(layout, 0, 8, 0, 0, 4)
        layout.addLayout(head)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.doubleClicked.connect(self._on_list_double_clicked)
        self.list.clicked.connect(self._on_list_clicked)
        self.list.fold_requested.connect(self._on_list_fold_requested)
        self.list.apply_requested.connect(self.apply_requested)
        self.list.customContextMenuRequested.connect(self._on_list_menu_requested)
        session.codes_changed.connect(self.refresh)
        session.code_chosen.connect(self._on_session_code_chosen)
        self.refresh()

    def refresh(self) -> None:
        """Show the tree as it is now."""
        self.model.show(self._session.codes)
        self._on_session_code_chosen(self._session.code)

    def fold_rest(self) -> None:
        """Fold all but the facets, so that a large codebook begins calmly."""
        tops = [c for c in self._session.codes if c.depth == 0 and c.kind.value != "facet"]
        self.model.folded = {c.id for c in tops if sum(x.parent_id == c.id for x in self._session.codes) > 0}
        self.refresh()

    def _on_list_current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = current.data(ROW)
        if isinstance(row, CodeRow):
            self._session.choose_code(row.id)

    def _on_list_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, CodeRow) and not row.codable:
            self.model.toggle(row.id)

    def _on_list_double_clicked(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, CodeRow) and row.codable:
            self.apply_requested.emit(row.id)

    def _on_list_fold_requested(self, code_id: int, fold: bool) -> None:
        if (code_id in self.model.folded) != fold:
            self.model.toggle(code_id)

    def _on_list_menu_requested(self, place: QPoint) -> None:
        row = self.list.indexAt(place).data(ROW)
        self.menu_requested.emit(row.id if isinstance(row, CodeRow) else 0, self.list.viewport().mapToGlobal(place))

    def _on_model_renamed(self, code_id: int, name: str) -> None:
        self._session.do(operations.codes.rename, code_id=code_id, name=name)

    def _on_session_code_chosen(self, row: object) -> None:
        if isinstance(row, CodeRow):
            index = self.model.index_of(row.id)
            if index.isValid() and index != self.list.currentIndex():
                self.list.setCurrentIndex(index)
