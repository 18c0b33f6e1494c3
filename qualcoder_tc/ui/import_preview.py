# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Before anything is imported: the text as it will be, who speaks, and what can be said otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qualcoder_tc import queries, tasks
from qualcoder_tc.model.records import DocumentText, TurnRow
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from qualcoder_tc.tasks import Preview
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.import_settings import ImportSettings
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.parts import button, label, margins, surface
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.view import TranscriptView

Index = QModelIndex | QPersistentModelIndex
_PATH = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1
_REFUSED = Qt.ItemDataRole.UserRole + 2
_PAUSE = 250  # milliseconds after the last keystroke until the file is read anew


class _FileDelegate(QStyledItemDelegate):
    """Paints a file's tick, its name, and below what it is or why it cannot be read."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, int(QFontMetrics(option.font).height() * 2.8))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one file."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(rect, theme.colour("chip"))
        box = _tick(rect)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        painter.setPen(QPen(theme.colour("accent" if ticked else "line"), 1.4))
        painter.setBrush(theme.colour("accent") if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(theme.colour("page"), 1.8, c=Qt.PenCapStyle.RoundCap))
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + 3, y + 7), QPointF(x + 6, y + 10), QPointF(x + 11, y + 4)])
        inner = rect.adjusted(40, 5, -12, -5)
        font = QFont(option.font)  # type: ignore[attr-defined]
        small = QFont(font)
        small.setPixelSize(round(theme.tokens().meta))
        half = inner.height() / 2
        note = str(index.data(_NOTE) or self.tr("Not read yet"))
        for text, which, colour, top in (
            (str(index.data()), font, "ink", 0.0),
            (note, small, "warn" if index.data(_REFUSED) else "soft", half),
        ):
            painter.setFont(which)
            painter.setPen(theme.colour(colour))
            elided = QFontMetrics(which).elidedText(text, Qt.TextElideMode.ElideMiddle, int(inner.width()))
            place = QRectF(inner.left(), inner.top() + top, inner.width(), half)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, elided)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick or untick a file where its box is clicked, or by the space bar."""
        clicked = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and _tick(QRectF(option.rect)).adjusted(-6, -8, 6, 8).contains(event.position())  # type: ignore[attr-defined]
        )
        spaced = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
        )
        if not clicked and not spaced:
            return False
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def _tick(rect: QRectF) -> QRectF:
    return QRectF(rect.left() + 16, rect.center().y() - 7, 14, 14)


class ImportPreview(QDialog):
    """Shows each file of a batch as it would be imported; `accepted_files` has the files with their options."""

    accepted_files = Signal(object, object)  # paths, options by path

    def __init__(self, parent: QWidget, session: Session, jobs: JobRunner, paths: list[Path]) -> None:
        super().__init__(parent)
        self.setObjectName("import_preview")
        self.setWindowTitle(self.tr("Import"))
        self.resize(min(1180, parent.width() - 40), min(760, parent.height() - 40))
        self._session, self._jobs, self._paths = session, jobs, paths
        self._previews: dict[Path, Preview] = {}
        self._options: dict[Path, ImportOptions] = {}
        self._refused: set[Path] = set()
        self._closed = False
        self._job: Job | None = None
        self._ahead: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._read_current)
        self.files = QListWidget()
        self.files.setObjectName("import_files")
        self.files.setAccessibleName(self.tr("Files"))
        self.files.setMinimumWidth(200)
        self.files.setItemDelegate(_FileDelegate(self.files))
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view = TranscriptView()
        self.view.set_empty_text(self.tr("Reading…"))
        cases = [c.name for c in session.read(queries.cases.all)]
        self.settings = ImportSettings(cases)
        self.settings.changed.connect(self._on_settings_changed)
        self._title = label("", "strong", wrap=True)
        self._facts = label("", "soft", wrap=True)
        self._warnings = label("", "warn", wrap=True)
        self._build()
        for path in paths:
            item = QListWidgetItem(path.name)
            item.setData(_PATH, path)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            item.setToolTip(str(path))
            self.files.addItem(item)
        self.files.currentItemChanged.connect(self._on_files_current_changed)
        self.files.itemChanged.connect(self._count)
        self.files.setCurrentRow(0)
        self._count()

    def _build(self) -> None:
        middle = QWidget()
        surface(middle, "page")
        column = QVBoxLayout(middle)
        margins(column, 0, 0, 0, 0, 0)
        head = QVBoxLayout()
        margins(head, 20, 12, 20, 6, 3)
        for widget in (self._title, self._facts, self._warnings):
            head.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        for widget in (self.files, middle, self.settings):
            split.addWidget(widget)
        split.setStretchFactor(1, 1)
        split.setSizes([220, 560, 400])
        self.go = button(self.tr("Import"), self.accept, kind="primary", name="import_now")
        self.go.setDefault(True)
        foot = QHBoxLayout()
        margins(foot, 20, 10, 20, 12, 8)
        note = self.tr("Nothing is written before you import. Each document can be undone.")
        foot.addWidget(label(note, "meta"), 1)
        foot.addWidget(button(self.tr("Cancel"), self.reject, name="import_cancel"))
        foot.addWidget(self.go)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(split, 1)
        layout.addLayout(foot)
        if len(self._paths) == 1:
            self.files.hide()

    # -- reading ------------------------------------------------------------------------------------------

    def current(self) -> Path | None:
        """Return the file that is shown."""
        item = self.files.currentItem()
        return item.data(_PATH) if item else None

    def options(self, path: Path) -> ImportOptions:
        """Return the options of a file."""
        return self._options.get(path, ImportOptions())

    def _on_files_current_changed(self) -> None:
        path = self.current()
        if path is None:
            return
        self.settings.show_options(path, self.options(path))
        if path in self._previews:
            self._show(self._previews[path])
        else:
            self.view.set_document(None)
            self._title.setText(path.name)
            self._facts.setText("")
            self._warnings.setText("")
            self._read_current()

    def _read_current(self) -> None:
        path = self.current()
        if path is None:
            return
        if self._job is not None:
            self._job.cancelled.set()
        project, options = self._session.project, self.options(path)
        self._job = self._jobs.run(
            self.tr("Reading {0}").format(path.name),
            lambda _progress: tasks.preview_import(project, path, options),
            lambda preview: self._on_read(preview, options),
            lane="free",
        )

    def _on_read(self, preview: Preview, options: ImportOptions) -> None:
        if self._closed or options != self.options(preview.path):
            return  # too late, or an answer to settings that were changed meanwhile
        self._previews[preview.path] = preview
        self._mark(preview)
        if preview.path == self.current():
            self._show(preview)
        self._read_ahead()

    def _read_ahead(self) -> None:
        """Read the next file nobody looked at, so that unreadable ones show in the list."""
        waiting = [p for p in self._paths if p not in self._previews]
        if not waiting or not self.isVisible():
            return
        project, path, options = self._session.project, waiting[0], self.options(waiting[0])
        self._ahead = self._jobs.run(
            self.tr("Reading {0}").format(path.name),
            lambda _progress: tasks.preview_import(project, path, options),
            lambda preview: self._on_read(preview, options),
            lane="free",
        )

    def _mark(self, preview: Preview) -> None:
        for n in range(self.files.count()):
            item = self.files.item(n)
            if item.data(_PATH) == preview.path:
                self.files.blockSignals(True)
                if preview.reason:
                    item.setCheckState(Qt.CheckState.Unchecked)
                    item.setData(_NOTE, preview.reason.split(":")[0])
                    item.setData(_REFUSED, True)
                    item.setToolTip(preview.reason)
                else:
                    item.setData(_NOTE, _brief(preview.documents).split(", ", 1)[-1])
                    item.setData(_REFUSED, False)
                    if preview.path in self._refused:
                        item.setCheckState(Qt.CheckState.Checked)
                (self._refused.add if preview.reason else self._refused.discard)(preview.path)
                self.files.blockSignals(False)
        self._count()

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self, preview: Preview) -> None:
        if preview.reason:
            self.view.set_empty_text(preview.reason)
            self.view.set_document(None)
            self._title.setText(preview.path.name)
            self._facts.setText("")
            self._warnings.setText("")
            self.settings.show_document(None)
            return
        document = preview.documents[0]
        self.view.set_document(_as_text(document))
        self._title.setText(document.title)
        facts = [_brief(preview.documents), self.tr("{0} characters").format(f"{len(document.text):,}")]
        if document.encoding:
            facts.append(document.encoding)
        self._facts.setText(" · ".join(facts))
        self._warnings.setText("\n".join(w[:1].upper() + w[1:] + "." for w in document.warnings))
        self._warnings.setVisible(bool(document.warnings))
        self.settings.show_document(document)

    def _on_settings_changed(self, options: ImportOptions, everywhere: bool) -> None:
        path = self.current()
        if path is None:
            return
        self._options[path] = options
        self._previews.pop(path, None)
        if everywhere:
            # Names of speakers are a matter of one file, how they are marked is one of the batch.
            for other in self._paths:
                if other != path:
                    own = self.options(other)
                    self._options[other] = replace(
                        options, renames=own.renames, roles=own.roles, cases=own.cases, sheet=own.sheet
                    )
                    self._previews.pop(other, None)
        self._timer.start()

    def _count(self) -> None:
        count = len(self.chosen())
        one = self.tr("Import one document") if len(self._paths) == 1 else self.tr("Import one file")
        self.go.setText(one if count == 1 else self.tr("Import {0} files").format(count))
        self.go.setEnabled(count > 0)

    def chosen(self) -> list[Path]:
        """Return the files that are ticked."""
        items = [self.files.item(n) for n in range(self.files.count())]
        return [i.data(_PATH) for i in items if i.checkState() == Qt.CheckState.Checked]

    def accept(self) -> None:
        """Hand over the files with their options."""
        self._timer.stop()
        chosen = self.chosen()
        refused = {p.path: p.reason for p in self._previews.values() if p.reason}
        self.accepted_files.emit((chosen, refused), {path: self.options(path) for path in chosen})
        super().accept()

    def done(self, result: int) -> None:
        """Stop reading when it closes."""
        self._closed = True
        for job in (self._job, self._ahead):
            if job is not None:
                job.cancelled.set()
        super().done(result)


def _brief(documents: tuple[ImportedDocument, ...]) -> str:
    document = documents[0]
    if len(documents) > 1:
        return f"{document.kind.label}, {len(documents)} documents"
    speakers = len(document.speakers)
    who = f", {speakers} speakers" if speakers > 1 else ", one speaker" if speakers else ""
    return f"{document.kind.label}, {len(document.turns)} turns{who}"


def _as_text(document: ImportedDocument) -> DocumentText:
    turns = tuple(
        TurnRow(
            id=n,
            number=n,
            label_start=turn.label_start,
            start=turn.start,
            end=turn.end,
            speaker=turn.speaker,
            role=document.roles.get(turn.speaker or ""),
            time_start=turn.time_start,
            time_end=turn.time_end,
        )
        for n, turn in enumerate(document.turns, start=1)
    )
    return DocumentText(0, "", document.title, document.kind, document.language, document.text, turns)
