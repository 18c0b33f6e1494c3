# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a second look found, as a list: each passage in its context, each pair of codes, each part of a code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.model.second_look import LookRow, PairRow, PartRow, Question
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.second.legend import HEIGHT, WIDTH, paint_bar

Index = QModelIndex | QPersistentModelIndex
Row = LookRow | PairRow | PartRow
ROW = Qt.ItemDataRole.UserRole
COLOUR = Qt.ItemDataRole.UserRole + 1
STRENGTH = Qt.ItemDataRole.UserRole + 2


class LooksModel(QAbstractListModel):
    """The rows of one answer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._question = Question.MISSED
        self._codes: Mapping[int, CodeRow] = {}
        self._most = 1.0

    def show(self, question: Question, rows: Sequence[Row], codes: Mapping[int, CodeRow]) -> None:
        """Show rows; codes by id."""
        self.beginResetModel()
        self._question, self.rows, self._codes = question, list(rows), codes
        self._most = max((row.fit for row in rows if isinstance(row, LookRow)), default=1.0)
        self._most = max(self._most, 1.0)
        self.endResetModel()

    def drop(self, number: int) -> None:
        """Take a row away."""
        self.beginRemoveRows(QModelIndex(), number, number)
        del self.rows[number]
        self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a row, the row itself, its colour, or how strong it is (0 to 1)."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role == COLOUR:
            return self._colour(row)
        if role == STRENGTH:
            return self._strength(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.title(row)}. {self.says(row)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.says(row)
        return None

    def title(self, row: Row) -> str:
        """Return the first line of a row."""
        if isinstance(row, LookRow):
            return " ".join(row.passage.quote.split())
        if isinstance(row, PairRow):
            return self.tr("{0}  and  {1}").format(self.name(row.one_id), self.name(row.other_id))
        return row.name

    def says(self, row: Row) -> str:
        """Return the second line of a row: where it stands, and how much speaks for it."""
        if isinstance(row, PairRow):
            parts = [self.tr("{0} % mixed up").format(round(100 * min(row.mixed, 1)))]
            if row.definitions:
                parts.append(self.tr("definitions {0} % alike").format(round(100 * max(row.definitions, 0))))
            parts.append(self.tr("{0} of {1} on the same text").format(row.together, row.of))
            return " · ".join(parts)
        if isinstance(row, PartRow):
            return self.tr("{0} segments · {1}").format(len(row.coding_ids), ", ".join(row.words))
        return f"{row.passage.reference} · {self.fits(row)}"

    def fits(self, row: LookRow) -> str:
        """Return in words how well a passage fits."""
        if self._question is Question.MISSED:
            code = self.name(row.code_id)
            if row.beyond == row.of:
                return self.tr("fits {0} better than all {1} of its segments").format(code, row.of)
            if not row.beyond:
                return self.tr("fits {0} like the least typical of its segments").format(code)
            return self.tr("fits {0} better than {1} of its {2} segments").format(code, row.beyond, row.of)
        if self._question is Question.OVERLOOKED:
            code = self.name(row.code_id)
            return self.tr("perhaps {0}").format(code) if code else self.tr("like other talk you coded")
        rival = self.name(row.rival_id)
        if rival:
            return self.tr("looks more like {0}").format(rival)
        return self.tr("unlike its other segments")

    def name(self, code_id: int | None) -> str:
        """Return the name of a code."""
        code = self._codes.get(code_id) if code_id is not None else None
        return code.name if code else ""

    def colour(self, code_id: int | None) -> str:
        """Return the colour of a code, empty for none."""
        code = self._codes.get(code_id) if code_id is not None else None
        return code.colour if code else ""

    def _colour(self, row: Row) -> str:
        if isinstance(row, LookRow):
            return self.colour(row.code_id)
        return self.colour(row.one_id) if isinstance(row, PairRow) else ""

    def _strength(self, row: Row) -> float:
        if isinstance(row, PairRow):
            return min(1.0, row.score)
        if isinstance(row, PartRow):
            whole = sum(len(p.coding_ids) for p in self.rows if isinstance(p, PartRow))
            return len(row.coding_ids) / max(whole, 1)
        return min(1.0, max(0.0, row.fit / self._most))


class LooksDelegate(QStyledItemDelegate):
    """Paints two lines, and how strong a row is as a short bar."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for all rows."""
        return QSize(200, round(QFontMetricsF(option.font).height() * 2.2) + 18)  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        font = QFont(option.font)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("accent"))
        painter.fillRect(QRectF(24, rect.bottom(), rect.width() - 48, 1), theme.colour("line"))
        inner = rect.adjusted(24, 8, -24, -7)
        model = cast(LooksModel, index.model())
        row: Row = index.data(ROW)
        self._dots(painter, inner, font, model, row)
        line = QFontMetricsF(font).height()
        words = inner.adjusted(theme.px(20), 0, 0, 0)
        self._words(painter, QRectF(words.left(), words.top(), words.width(), line), font, row, model)
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta * font.pixelSize() / theme.tokens().text))
        painter.setFont(small)
        painter.setPen(theme.colour("soft"))
        below = QRectF(words.left(), words.top() + line + 2, words.width() - theme.px(70), line)
        shown = QFontMetricsF(small).elidedText(model.says(row), Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        wide = theme.px(WIDTH)
        bar = QRectF(words.right() - wide, below.center().y() - HEIGHT / 2, wide, HEIGHT)
        paint_bar(painter, bar, float(index.data(STRENGTH)))
        painter.restore()

    def _dots(self, painter: QPainter, inner: QRectF, font: QFont, model: LooksModel, row: Row) -> None:
        if isinstance(row, PartRow):
            return
        ids = (row.one_id, row.other_id) if isinstance(row, PairRow) else (row.code_id,)
        colours = [model.colour(key) for key in ids]
        size, middle = theme.px(8), inner.top() + QFontMetricsF(font).height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for number, colour in enumerate(colours):
            painter.setBrush(theme.stripe(colour) if colour else theme.colour("line"))
            painter.drawEllipse(QRectF(inner.left() + number * size * 0.7, middle - size / 2, size, size))

    def _words(self, painter: QPainter, area: QRectF, font: QFont, row: Row, model: LooksModel) -> None:
        strong = QFont(font)
        if not isinstance(row, LookRow):
            strong.setWeight(QFont.Weight.DemiBold)
        x = area.left()
        if isinstance(row, LookRow):
            before = " ".join(row.passage.before.split())[-80:]
            x = self._put(painter, x, area, font, before, "soft", 0.22, Qt.TextElideMode.ElideLeft)
        x = self._put(painter, x, area, strong, model.title(row), "ink", 1.0, Qt.TextElideMode.ElideRight)
        if isinstance(row, LookRow) and area.right() - x > 30:
            self._put(
                painter, x + 4, area, font, " ".join(row.passage.after.split())[:160], "soft", 1.0,
                Qt.TextElideMode.ElideRight,
            )  # fmt: skip

    def _put(
        self,
        painter: QPainter,
        x: float,
        area: QRectF,
        font: QFont,
        text: str,
        token: str,
        share: float,
        mode: Qt.TextElideMode,
    ) -> float:
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, mode, min(area.right() - x, area.width() * share))
        painter.setFont(font)
        painter.setPen(theme.colour(token))
        width = metrics.horizontalAdvance(shown)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        painter.drawText(QRectF(x, area.top(), width + 4, area.height()), flags, shown)
        return x + width + (metrics.horizontalAdvance(" ") if shown else 0)


class LooksList(QListView):
    """The list; Enter goes to the source, Space asks why, letters do what the bar below says, Escape leaves."""

    opened = Signal()
    why_asked = Signal()
    key_pressed = Signal(str)
    left = Signal()

    def __init__(self, model: LooksModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LooksDelegate(self))
        self.setObjectName("looks")
        self.setAccessibleName(self.tr("What was found"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the source, ask why, do something, or leave."""
        key = event.key()
        letters = {Qt.Key.Key_A: "A", Qt.Key.Key_C: "C", Qt.Key.Key_X: "X", Qt.Key.Key_R: "R", Qt.Key.Key_M: "M", Qt.Key.Key_K: "K",
                   Qt.Key.Key_S: "S", Qt.Key.Key_P: "P", Qt.Key.Key_Delete: "Del"}  # fmt: skip
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key == Qt.Key.Key_Space:
            self.why_asked.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif not event.modifiers() and key in letters:
            self.key_pressed.emit(letters[key])  # type: ignore[index]
        else:
            super().keyPressEvent(event)
