# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What goes out: the Word report and the exports."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.tasks import apart
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.parts import button, card, label, margins, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_EXPORTS = (
    (".xlsx", str(QT_TRANSLATE_NOOP("ReportPage", "Excel table"))),
    (".csv", str(QT_TRANSLATE_NOOP("ReportPage", "CSV table"))),
    (".docx", str(QT_TRANSLATE_NOOP("ReportPage", "Word, segments by code"))),
    (".html", str(QT_TRANSLATE_NOOP("ReportPage", "web page"))),
    (".jsonl", str(QT_TRANSLATE_NOOP("ReportPage", "JSON lines"))),
    (".yaml", str(QT_TRANSLATE_NOOP("ReportPage", "codebook"))),
)


class ReportPage(QWidget):
    """Writes the report and exports as jobs."""

    written = Signal(str)
    leaks_requested = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session, self._jobs = session, jobs
        self.last: Path | None = None
        self._facts = label("", "soft", wrap=True)
        self._result = label("", wrap=True)
        self._open = button(self.tr("Open it"), self._on_open_clicked, name="open_written")
        self._leaks = button(
            self.tr("Look for replaced names…"), self.leaks_requested.emit, kind="quiet", name="leaks_in_written"
        )
        self._folder = button(self.tr("Show the folder"), self._on_folder_clicked, name="show_folder")
        self.methods = QPlainTextEdit()
        self.methods.setObjectName("methods")
        self.methods.setAccessibleName(self.tr("Methods paragraph"))
        self.methods.setPlaceholderText(
            self.tr("Your own methods paragraph. Left empty, the report states the facts it knows.")
        )
        self.methods.setFixedHeight(theme.px(96))
        middle = QWidget()
        surface(middle, "page")
        middle.setMaximumWidth(theme.px(760))
        column = QVBoxLayout(middle)
        margins(column, 24, 28, 24, 24, 16)
        column.addWidget(label(self.tr("Report and exports"), "title"))
        column.addWidget(self._facts)
        column.addWidget(self._report_card())
        column.addWidget(self._export_card())
        row = QHBoxLayout()
        row.addWidget(self._result, 1)
        row.addWidget(self._leaks)
        row.addWidget(self._open)
        row.addWidget(self._folder)
        column.addLayout(row)
        column.addStretch(1)
        layout = QHBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(middle, 10)
        layout.addStretch(1)
        for widget in (self._leaks, self._open, self._folder):
            widget.hide()

    def _report_card(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        margins(column, 18, 16, 18, 18, 10)
        column.addWidget(label(self.tr("Word report"), "heading"))
        words = self.tr(
            "Sample, codebook, results with quotations and their references, how types and principles meet, themes, agreement with "
            "intervals, memos, audit trail, and a COREQ table that says what is where and what is left to you."
        )
        column.addWidget(label(words, "soft", wrap=True))
        column.addWidget(self.methods)
        column.addWidget(
            button(self.tr("Write Word report…"), self._on_report_clicked, kind="primary", name="write_report"),
            0,
            Qt.AlignmentFlag.AlignLeft,
        )
        return frame

    def _export_card(self) -> QWidget:
        frame = card()
        column = QVBoxLayout(frame)
        margins(column, 18, 16, 18, 18, 10)
        column.addWidget(label(self.tr("Coded segments and codebook"), "heading"))
        words = self.tr(
            "Segments as Excel, CSV, Word or a web page, each with its document, turn, speaker, case, code, coder and memo. "
            "The codebook as a file that another project can use. You choose which when you name the file."
        )
        column.addWidget(label(words, "soft", wrap=True))
        column.addWidget(
            button(self.tr("Export…"), self._on_export_clicked, name="export"), 0, Qt.AlignmentFlag.AlignLeft
        )
        return frame

    def showEvent(self, event: QShowEvent) -> None:
        """Say what there is to report."""
        info = self._session.read(queries.project.info)
        self._facts.setText(
            self.tr("{0}, {1} by {2} in {3}, {4}, {5}.").format(
                counted(info.documents, self.tr("1 document"), self.tr("{0} documents", "", info.documents)),
                counted(info.codings, self.tr("1 coding"), self.tr("{0} codings", "", info.codings)),
                self.tr(" and ").join(info.coders),
                counted(info.codes, self.tr("1 code"), self.tr("{0} codes", "", info.codes)),
                counted(info.memos, self.tr("1 memo"), self.tr("{0} memos", "", info.memos)),
                counted(info.themes, self.tr("1 theme"), self.tr("{0} themes", "", info.themes)),
            )
        )
        if not info.documents:
            self._facts.setText(
                self.tr(
                    "There is nothing to report yet. Import documents and code them on the first page; what you found, "
                    "with quotations and their references, is then written here in one step."
                )
            )
        self.methods.setPlainText(str(self._session.read(queries.project.options).get("methods", "")))
        super().showEvent(event)

    def _suggested(self, suffix: str) -> str:
        path = self._session.project.path
        stem = self.tr("{0} report").format(path.stem) if suffix == ".docx" else path.stem
        return str(path.with_name(f"{stem}{suffix}"))

    def _on_report_clicked(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Write Word report"), self._suggested(".docx"), self.tr("Word document (*.docx)")
        )
        if name:
            self.write_report(Path(name))

    def write_report(self, path: Path) -> None:
        """Write the Word report as a job."""
        text = self.methods.toPlainText().strip()
        if text != str(self._session.read(queries.project.options).get("methods", "")):
            self._session.do(operations.project.set_option, name="methods", value=text)
        target = path if path.suffix else path.with_suffix(".docx")
        project = self._session.project
        self._jobs.run(
            self.tr("Writing the report"),
            lambda progress: apart.write_report(project, target, progress),
            lambda _result: self._on_written(target),
            lane="free",
        )

    def _on_export_clicked(self) -> None:
        kinds = ";;".join(f"{self.tr(words)} (*{suffix})" for suffix, words in _EXPORTS)
        name, kind = QFileDialog.getSaveFileName(self, self.tr("Export"), self._suggested(".xlsx"), kinds)
        if name:
            suffix = kind.rpartition("*")[2].rstrip(")") if "*" in kind else ".xlsx"
            path = Path(name)
            self.export(path if path.suffix else path.with_suffix(suffix))

    def export(self, path: Path) -> None:
        """Export by the suffix of the name, as a job."""
        project = self._session.project
        self._jobs.run(
            self.tr("Exporting"),
            lambda progress: apart.export(project, path, progress),
            lambda _count: self._on_written(path),
            lane="free",
        )

    def _on_written(self, path: Path) -> None:
        self.last = path
        self._result.setText(self.tr("Wrote {0}").format(path.name))
        for widget in (self._leaks, self._open, self._folder):
            widget.show()
        self.written.emit(str(path))

    def _on_open_clicked(self) -> None:
        if self.last:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.last)))

    def _on_folder_clicked(self) -> None:
        if self.last:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.last.parent)))
