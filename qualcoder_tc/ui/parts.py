# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Small building blocks that panels share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyleOption,
    QTableView,
    QToolTip,
    QWidget,
)

from qualcoder_tc.ui import theme


def label(text: str = "", role: str = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """Return a label in a role of the stylesheet: heading, title, strong, meta, soft, section, warn."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    if name:
        made.setObjectName(name)
    return made


class Elided(QLabel):
    """A label of one line that is cut with an ellipsis where there is no room, and then says all in its tooltip."""

    def __init__(self, role: str = "", name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        if name:
            self.setObjectName(name)

    def minimumSizeHint(self) -> QSize:
        """Let the layout make it narrow."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), theme.px(40)), whole.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as fits."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= self.contentsRect().width():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            option.palette,
            True,
            shown,
            QPalette.ColorRole.WindowText,
        )

    def event(self, event: QEvent) -> bool:
        """Show all of it under the pointer where it is cut, unless it has a tooltip of its own."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            if self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width():
                QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)


class Tall(QWidget):
    """What scrolls, as tall as its wrapped words need in its width; scroll areas do not ask for that by themselves."""

    def event(self, event: QEvent) -> bool:
        """Take the height when the width or the words change."""
        done = super().event(event)
        layout = self.layout()
        changed = event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest)
        if changed and layout is not None and layout.hasHeightForWidth():
            wanted = layout.heightForWidth(self.width())
            if wanted != self.minimumHeight():
                self.setMinimumHeight(wanted)
        return done


def set_role(made: QLabel, role: str) -> None:
    """Give a label another role of the stylesheet."""
    if made.property("role") != role:
        made.setProperty("role", role)
        made.style().polish(made)


def sentence(reason: str) -> str:
    """Return a reason, `what it is: what to do`, as sentences."""
    parts = [part.strip() for part in reason.split(": ", 1) if part.strip()]
    return " ".join(part[:1].upper() + part[1:] + ("" if part[-1] in ".!?" else ".") for part in parts)


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    kind: str = "",
    name: str = "",
    tip: str = "",
    checkable: bool = False,
) -> QPushButton:
    """Return a button of a kind of the stylesheet: primary, quiet, link, tab, chip, coder."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    if name:
        made.setObjectName(name)
    if tip:
        made.setToolTip(tip)
    made.setAccessibleName(text)
    made.setCheckable(checkable)
    if kind == "tab":
        # Wide enough for the heavier letters of the chosen tab, so that nothing moves or is cut.
        heavy = made.font()
        heavy.setWeight(QFont.Weight.DemiBold)
        made.setMinimumWidth(QFontMetrics(heavy).horizontalAdvance(text) + 18)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if clicked is not None:
        # The signal hands over whether it is checked, which no slot of ours wants.
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def offer(combo: QComboBox, everything: str, rows: Sequence[tuple[str, Any]]) -> None:
    """Offer everything and these; what was chosen stays where it is still there, and nothing is told."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    combo.addItem(everything, None)
    for text, data in rows:
        combo.addItem(text, data)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)


def rule(*, vertical: bool = False) -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setProperty("rule", "true")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def card(name: str = "") -> QFrame:
    """Return a frame that stands out from its panel."""
    made = QFrame()
    made.setProperty("card", "true")
    if name:
        made.setObjectName(name)
    return made


def margins(layout: QLayout, left: int, top: int, right: int, bottom: int, spacing: int = 8) -> None:
    """Set margins and spacing of a layout, in pixels."""
    layout.setContentsMargins(left, top, right, bottom)
    layout.setSpacing(spacing)


def surface(widget: QWidget, kind: str) -> None:
    """Put a widget on a surface of the stylesheet: page or panel."""
    widget.setProperty("surface", kind)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)


def roomy(widget: QWidget) -> QScrollArea:
    """Return an area that scrolls where a widget needs more room than there is, and is not seen otherwise."""
    made = QScrollArea()
    made.setWidget(widget)
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setProperty("kind", "plain")
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made


def ease(root: QWidget) -> None:
    """Let Tab go on from tables and from fields of several lines; name fields after what stands in them when empty."""
    for table in root.findChildren(QTableView):
        table.setTabKeyNavigation(False)
    for field in root.findChildren(QPlainTextEdit):
        field.setTabChangesFocus(True)
    for line in root.findChildren(QLineEdit):
        if not line.accessibleName() and line.placeholderText():
            line.setAccessibleName(line.placeholderText())
    for area in root.findChildren(QScrollArea):
        if area.focusPolicy() != Qt.FocusPolicy.NoFocus and not area.accessibleName():
            area.setAccessibleName(area.windowTitle() or root.tr("More of the page"))


def clear(layout: QLayout) -> None:
    """Remove everything from a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def dot(code_colour: str) -> QIcon:
    """Return a code's dot as an icon."""
    # Sharp up to three pixels of the screen to one of ours.
    size = theme.px(12)
    pixmap = QPixmap(3 * size, 3 * size)
    pixmap.setDevicePixelRatio(3)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(theme.stripe(code_colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QRectF(size / 6, size / 6, size * 2 / 3, size * 2 / 3))
    painter.end()
    icon = QIcon(pixmap)
    # Else the style tints it in a chosen row, and the colour no longer says which code it is.
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
