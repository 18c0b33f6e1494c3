# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Correcting a transcript after it was coded, with what that does to the codings."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QScrollArea, QSplitter, QVBoxLayout, QWidget

from qualcoder_tc import operations, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.edits import Edit, difference
from qualcoder_tc.model.records import DocumentText
from qualcoder_tc.tasks import Affected
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import button, card, clear, label, margins, rule, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.offsets import units

_PAUSE = 350  # milliseconds after the last keystroke until the codings are looked at
_SHOWN = 40
_LONG = 50_000  # characters; a longer text is saved beside the window


class TextEditor(QDialog):
    """The text of one document, to be corrected; saved as one step that undo takes back."""

    def __init__(
        self, parent: QWidget, session: Session, jobs: JobRunner, document: DocumentText, position: int = 0
    ) -> None:
        super().__init__(parent)
        self.setObjectName("text_editor")
        self.setWindowTitle(self.tr("Correct {0}").format(document.title))
        self.resize(min(1240, parent.width() - 48), parent.height() - 48)
        self._session, self._jobs, self._document = session, jobs, document
        self._job: Job | None = None
        self._closed = self._saving = False
        self.edits: tuple[Edit, ...] | None = ()  # None while they are not known for what is written now
        self.text = QPlainTextEdit()
        self.text.setObjectName("correct_text")
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlainText(document.text)
        font = self.text.font()
        font.setPixelSize(round(theme.tokens().text * 1.15))
        self.text.setFont(font)
        # What the editor makes of the text, in which unusual line ends may be others, as long as the text itself.
        self._base = self._content()
        self._same_length = len(self._base) == len(document.text)
        self._state = label("", "strong", wrap=True)
        self._list = QVBoxLayout()
        self.save = button(self.tr("Save correction"), self.accept, kind="primary", name="save_correction")
        self.save.setEnabled(False)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._compare)
        self.text.textChanged.connect(self._on_text_changed)
        QShortcut(QKeySequence("Ctrl+Return"), self, self._save_now)
        self._build()
        self._show([])
        cursor = self.text.textCursor()
        cursor.setPosition(min(units(document.text, position), self.text.document().characterCount() - 1))
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
        self.text.setFocus()

    def _build(self) -> None:
        left = QWidget()
        surface(left, "page")
        column = QVBoxLayout(left)
        margins(column, 16, 14, 16, 8, 8)
        column.addWidget(label(self.windowTitle(), "heading"))
        column.addWidget(self.text, 1)
        inner = QWidget()
        surface(inner, "panel")
        side = QVBoxLayout(inner)
        margins(side, 16, 16, 16, 16, 8)
        side.addWidget(self._state)
        side.addLayout(self._list)
        side.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(280)
        scroll.setAccessibleName(self.tr("What it does to what stands in it"))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.addWidget(left)
        split.addWidget(scroll)
        split.setStretchFactor(0, 1)
        split.setSizes([760, 330])
        foot = QHBoxLayout()
        margins(foot, 20, 10, 20, 12, 8)
        foot.addWidget(
            label(self.tr("Turns, codings and memos follow the text. Undo takes all of it back."), "meta"), 1
        )
        foot.addWidget(button(self.tr("Cancel"), self.reject, name="cancel_correction"))
        foot.addWidget(self.save)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(split, 1)
        layout.addWidget(rule())
        layout.addLayout(foot)

    def _content(self) -> str:
        # Not toPlainText, which makes plain spaces of those that do not break.
        return self.text.document().toRawText().replace("\u2029", "\n")

    def _on_text_changed(self) -> None:
        self.save.setEnabled(self.text.document().isModified())
        self.edits = None
        self._timer.start()

    def _compute(self) -> tuple[Edit, ...]:
        if self.edits is None:
            self.edits = difference(self._old(), self._content())
        return self.edits

    def _old(self) -> str:
        return self._base if self._same_length else self._document.text

    def _compare(self) -> None:
        project, key, old, new = self._session.project, self._document.id, self._old(), self._content()

        def look(_progress: object) -> tuple[tuple[Edit, ...], list[Affected]]:
            edits = difference(old, new)
            return edits, tasks.preview_correction(project, key, edits)

        if self._job is not None:
            self._job.cancelled.set()
        self._job = job = self._jobs.run(
            self.tr("Looking at the codings"), look, lambda found: self._on_looked(job, *found), lane="free"
        )

    def _on_looked(self, job: Job, edits: tuple[Edit, ...], found: list[Affected]) -> None:
        if self._closed or job is not self._job or self._timer.isActive():
            return  # more was written meanwhile
        self.edits = edits
        self._show(found, edits)

    def _show(self, found: list[Affected], edits: tuple[Edit, ...] = ()) -> None:
        clear(self._list)
        if not edits:
            self._state.setText(self.tr("Nothing is changed yet."))
        else:
            one = self.tr("One place changed")
            many = self.tr("{0} places changed", "", len(edits))
            notes = [counted(len(edits), one, many), *self._notes(found)]
            self._state.setText(", ".join(notes) + ".")
        for one in found[:_SHOWN]:
            self._list.addWidget(self._line(one))
        if len(found) > _SHOWN:
            self._list.addWidget(label(self.tr("and {0} more").format(len(found) - _SHOWN), "soft"))

    def _notes(self, found: list[Affected]) -> list[str]:
        """Say of how many codings, suggestions and turns nothing or less is left."""
        gone, less = (
            Counter(a.what for a in found if a.vanishes),
            Counter(a.what for a in found if a.shrinks),
        )
        vanishing = (
            ("coding", self.tr("one coding would vanish"), self.tr("{0} codings would vanish", "", gone["coding"])),
            (
                "suggestion",
                self.tr("one suggestion would vanish"),
                self.tr("{0} suggestions would vanish", "", gone["suggestion"]),
            ),
            ("turn", self.tr("one turn would vanish"), self.tr("{0} turns would vanish", "", gone["turn"])),
        )
        notes = [counted(gone[what], one, many) for what, one, many in vanishing if gone[what]]
        shrinking = (
            ("coding", self.tr("one coding would shrink"), self.tr("{0} codings would shrink", "", less["coding"])),
            (
                "suggestion",
                self.tr("one suggestion would shrink"),
                self.tr("{0} suggestions would shrink", "", less["suggestion"]),
            ),
        )
        notes += [counted(less[what], one, many) for what, one, many in shrinking if less[what]]
        return notes or [self.tr("no coding loses a word")]

    def _line(self, one: Affected) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        margins(column, 12, 8, 12, 8, 4)
        what = self.tr("vanishes") if one.vanishes else self.tr("shrinks") if one.shrinks else self.tr("changes")
        if one.vanishes and one.memo:
            what = self.tr("vanishes with its memo")
        names = {
            "coding": one.name,
            "suggestion": self.tr("Suggestion {0}").format(one.name),
            "turn": self.tr("Turn {0}").format(one.name),
        }
        about = ", ".join(part for part in (names[one.what], one.who) if part)
        column.addWidget(label(f"{about}: {what}", "warn" if one.vanishes else "meta", wrap=True))
        column.addWidget(label(_short(one.before), "soft", wrap=True))
        if one.after:
            column.addWidget(label(_short(one.after), wrap=True))
        return frame

    def _save_now(self) -> None:
        if self.save.isEnabled():
            self.accept()

    def accept(self) -> None:
        """Save the correction as one step, beside the window where the text is long."""
        if self._saving:
            return
        self._timer.stop()
        edits = self._compute()
        if len(self._document.text) > _LONG and edits:
            self._save_beside(edits)
        elif not edits or self._session.do(operations.texts.correct, **self._asked(edits)) is not None:
            super().accept()
        # Otherwise what was wrong was told, and the text stays here.

    def _asked(self, edits: tuple[Edit, ...]) -> dict[str, Any]:
        # A job may have changed the text since it was opened: names that were replaced, an undo.
        return {
            "document_id": self._document.id,
            "edits": edits,
            "of": operations.texts.text_hash(self._document.text),
        }

    def _save_beside(self, edits: tuple[Edit, ...]) -> None:
        if self._session.refused():
            return
        project = self._session.project
        self._set_saving(True)
        self._jobs.run(
            "",
            lambda _progress: project.do(operations.texts.correct, **self._asked(edits)),
            lambda _count: self._on_saved(),
            self._on_not_saved,
        )

    def _set_saving(self, saving: bool) -> None:
        self._saving = saving
        self.text.setReadOnly(saving)
        self.save.setEnabled(not saving)
        self.save.setText(self.tr("Saving…") if saving else self.tr("Save correction"))

    def _on_saved(self) -> None:
        self._saving = False
        super().accept()

    def _on_not_saved(self, error: AppError) -> None:
        self._set_saving(False)
        self._session.failed.emit(error.title, error.message)

    def reject(self) -> None:
        """Close; ask first where something was typed."""
        if self._saving:
            return
        if self.text.document().isModified() and self._compute() and not self._certain():
            return
        super().reject()

    def _certain(self) -> bool:
        from PySide6.QtWidgets import QMessageBox

        asked = QMessageBox.question(self, self.tr("Discard"), self.tr("Discard what you changed in the text?"))
        return asked == QMessageBox.StandardButton.Yes

    def done(self, result: int) -> None:
        """Stop looking when it closes."""
        self._closed = True
        self._timer.stop()
        super().done(result)

    def select(self, start: int, end: int) -> None:
        """Select a span of the text (code points)."""
        cursor = self.text.textCursor()
        cursor.setPosition(units(self._document.text, start))
        cursor.setPosition(units(self._document.text, end), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)


def _short(text: str) -> str:
    return f"“{text if len(text) <= 160 else text[:159] + '…'}”"
