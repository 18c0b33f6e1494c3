# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Splitting a code: its segments one after another in context, each carried over or left with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.codes import slug
from qualcoder_tc.model.recoding import PassageRow
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.operations.recoding import Part
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.parts import button, clear, dot, label, margins, rule, surface
from qualcoder_tc.ui.session import Session

_LEFT = -1


class Walk:
    """Where one is among the segments, and which code each goes to (its number among the targets)."""

    def __init__(self, coding_ids: list[int]) -> None:
        self.coding_ids = coding_ids
        self.at = 0
        self.targets: list[tuple[int | None, str, str]] = []
        """(id or None for a new code, name, colour or nothing)."""
        self.choices: dict[int, int] = {}

    @property
    def current(self) -> int | None:
        """Return the segment one is at, None at the end."""
        return self.coding_ids[self.at] if self.at < len(self.coding_ids) else None

    def choose(self, target: int) -> None:
        """Carry the current segment over to a target, or leave it, and go on."""
        if self.current is not None:
            self.choices[self.current] = target
            self.at += 1

    def back(self) -> None:
        """Go back to the segment before."""
        self.at = max(0, self.at - 1)

    def count(self, target: int) -> int:
        """Return how many segments go to a target."""
        return sum(chosen == target for chosen in self.choices.values())

    def parts(self) -> list[Part]:
        """Return what the operation takes; targets that nothing goes to are left out."""
        found: list[Part] = []
        for number, (code_id, name, _) in enumerate(self.targets):
            ids = [key for key in self.coding_ids if self.choices.get(key) == number]
            if ids:
                found.append(
                    {"coding_ids": ids, "name": name}
                    if code_id is None
                    else {"coding_ids": ids, "code_id": code_id}
                )
        return found

    @property
    def carried(self) -> int:
        """Return how many segments are carried over."""
        return sum(chosen != _LEFT for chosen in self.choices.values())


class SplitCodeDialog(QDialog):
    """Walks the segments of a code; what was chosen goes in as one step when one stops."""

    def __init__(self, parent: QWidget, session: Session, row: CodeRow) -> None:
        super().__init__(parent)
        self._session, self._row = session, row
        self.walk = Walk(session.read(queries.recoding.walk, code_id=row.id))
        self.setWindowTitle(self.tr("Split {0}").format(row.name))
        self.resize(900, 580)
        self._where = label("", "meta", wrap=True)
        self._memo = label("", "soft", wrap=True)
        self.text = QTextEdit()
        self.progress = QProgressBar()
        self._progress_words = label("", "meta", name="split_progress")
        self.name = QLineEdit()
        self._targets = QVBoxLayout()
        self.leave = button(
            self.tr("Leave it    Space"), lambda: self._choose(_LEFT), kind="chip", name="split_leave"
        )
        self._back = button(self.tr("Back ⌫"), self._go_back, kind="quiet", name="split_back")
        self.stop = button("", self.finish, kind="primary", name="split_stop")
        self._build()
        self._show()
        self.name.setFocus()

    # -- layout -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.text.setReadOnly(True)
        self.text.setObjectName("split_text")
        self.text.setAccessibleName(self.tr("The segment in its context"))
        self.text.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text.setProperty("kind", "reading")
        self.progress.setTextVisible(False)
        self.progress.setRange(0, len(self.walk.coding_ids))
        self.name.setObjectName("split_name")
        self.name.setPlaceholderText(self.tr("A new code, or one that is there"))
        self.name.setAccessibleName(self.tr("Name of a code to carry segments over to"))
        self.name.returnPressed.connect(self._on_name_return_pressed)
        names = [c.name for c in self._session.codes if c.codable and c.active and c.id != self._row.id]
        completer = QCompleter(names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(completer)
        body = QHBoxLayout()
        margins(body, 0, 0, 0, 0, 0)
        body.addWidget(self._reading(), 1)
        body.addWidget(rule(vertical=True))
        body.addWidget(self._choices())
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(body, 1)
        layout.addWidget(rule())
        layout.addLayout(self._foot())

    def _reading(self) -> QWidget:
        page = QWidget()
        surface(page, "page")
        column = QVBoxLayout(page)
        margins(column, 28, 20, 28, 16, 8)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Split {0}").format(self._row.name), "heading"), 1)
        head.addWidget(self._progress_words)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addSpacing(6)
        column.addWidget(self._where)
        column.addWidget(self.text, 1)
        column.addWidget(self._memo)
        return page

    def _choices(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(280)
        column = QVBoxLayout(side)
        margins(column, 20, 20, 20, 16, 8)
        column.addWidget(label(self.tr("CARRY OVER TO"), "section"))
        self._targets.setSpacing(6)
        column.addLayout(self._targets)
        column.addWidget(self.name)
        column.addWidget(label(self.tr("Enter adds it. Then one key for each segment."), "meta", wrap=True))
        column.addSpacing(8)
        column.addWidget(self.leave)
        column.addStretch(1)
        return side

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        margins(row, 20, 10, 20, 12, 8)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(button(self.tr("Change nothing"), self._drop, kind="quiet", name="split_drop"))
        row.addWidget(self.stop)
        return row

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        walk, total = self.walk, len(self.walk.coding_ids)
        self.progress.setValue(walk.at)
        self._progress_words.setText(
            self.tr("{0} of {1}").format(walk.at + 1, total)
            if walk.current
            else self.tr("All {0} seen").format(total)
        )
        self._back.setEnabled(walk.at > 0)
        self.leave.setEnabled(walk.current is not None)
        self.leave.setText(self._with_mark(self.tr("Leave it    Space"), _LEFT))
        words = self.tr("Stop, carry {0} over").format(walk.carried) if walk.carried else self.tr("Stop")
        self.stop.setText(words if walk.current else self.tr("Carry {0} over").format(walk.carried))
        self._show_targets()
        self._show_passage()

    def _with_mark(self, words: str, target: int) -> str:
        """Mark what was chosen before, where one came back."""
        chosen = self.walk.choices.get(self.walk.current or 0)
        return f"{words}  ✓" if chosen == target else words

    def _show_targets(self) -> None:
        clear(self._targets)
        for number, (_, name, colour) in enumerate(self.walk.targets):
            metrics = self.fontMetrics()
            short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 168)
            count = self.walk.count(number)
            words = f"{number + 1}   {short}" + (f"   {count}" if count else "")
            one = button(
                self._with_mark(words, number),
                lambda n=number: self._choose(n),
                kind="chip",
                name=f"split_{number + 1}",
            )
            one.setToolTip(name)
            one.setAccessibleName(self.tr("Carry over to {0}, key {1}").format(name, number + 1))
            one.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if colour:
                one.setIcon(dot(colour))
            one.setEnabled(self.walk.current is not None)
            self._targets.addWidget(one)
        self.name.setVisible(len(self.walk.targets) < 9)

    def _show_passage(self) -> None:
        key = self.walk.current
        self.text.clear()
        self._where.setText("")
        self._memo.setText("")
        if key is None:
            self.text.setPlainText(
                self.tr("Every segment was seen. What is not carried over stays with {0}.").format(self._row.name)
            )
            self.stop.setFocus()
            return
        try:
            row = self._session.read(queries.recoding.in_context, coding_id=key)
        except AppError as error:
            self.text.setPlainText(f"{error.title}. {error.message}")
            return
        self._where.setText(f"{row.reference} · {row.coder}")
        self._memo.setText(row.memo)
        self._memo.setVisible(bool(row.memo))
        self._write(row)

    def _write(self, row: PassageRow) -> None:
        around, quote = QTextCharFormat(), QTextCharFormat()
        around.setForeground(theme.colour("soft"))
        quote.setForeground(theme.colour("ink"))
        quote.setBackground(theme.over(theme.wash(self._row.colour), theme.colour("page")))
        font = QFont(self.font())
        font.setPixelSize(theme.px(15))
        spaced = QTextBlockFormat()
        spaced.setLineHeight(150, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = self.text.textCursor()
        cursor.setBlockFormat(spaced)
        for text, form in ((row.before, around), (row.quote, quote), (row.after, around)):
            form.setFont(font)
            at = cursor.position()
            cursor.insertText(text, form)
            if form is quote:
                end = cursor.position()
                cursor.setPosition(at)
                self.text.setTextCursor(cursor)
                cursor.setPosition(end)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.text.ensureCursorVisible()

    # -- choosing -----------------------------------------------------------------------------------------

    def _on_name_return_pressed(self) -> None:
        name = " ".join(self.name.text().split())
        if not name:
            return
        same = [c for c in self._session.codes if c.codable and slug(c.name) == slug(name) and c.id != self._row.id]
        target = (same[0].id, same[0].name, same[0].colour) if same else (None, name, "")
        if (
            slug(name)
            and all(slug(t[1]) != slug(name) for t in self.walk.targets)
            and slug(name) != slug(self._row.name)
        ):
            self.walk.targets.append(target)
        self.name.clear()
        self._show()
        self.setFocus()

    def _choose(self, target: int) -> None:
        if target < len(self.walk.targets):
            self.walk.choose(target)
            self._show()
            if self.walk.current is not None:
                self.setFocus()

    def _go_back(self) -> None:
        self.walk.back()
        self._show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Carry over with 1 to 9, leave with Space, go back with Backspace, stop with Escape."""
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._choose(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_Space:
            self._choose(_LEFT)
        elif key == Qt.Key.Key_Backspace:
            self._go_back()
        elif key == Qt.Key.Key_N:
            self.name.setFocus()
        elif key == Qt.Key.Key_Escape and self.name.hasFocus() and self.walk.targets:
            self.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.stop.hasFocus():
            return  # belongs to the field; a dialog would take it for its default button
        else:
            super().keyPressEvent(event)

    # -- ending -------------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Carry over what was chosen, as one step, and close."""
        parts, self.walk.choices = self.walk.parts(), {}
        if parts:
            made = self._session.do(operations.recoding.split_code, code_id=self._row.id, parts=parts)
            if made:
                self._session.reload_codes()
        self.accept()

    def _drop(self) -> None:
        self.walk.choices = {}
        self.reject()

    def reject(self) -> None:
        """Stop; hours of choosing are not lost by a key, and Undo takes them back."""
        if self.walk.carried:
            self.finish()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop in the same way."""
        if self.walk.carried:
            self.finish()
        super().closeEvent(event)
