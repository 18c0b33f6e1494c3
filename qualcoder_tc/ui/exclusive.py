# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Where a facet takes one code a segment and a second one was applied: an offer to replace, never in the way."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.project import ChangeNotice
from qualcoder_tc.ui.parts import button, label, margins
from qualcoder_tc.ui.session import Session

_STAYS = 15_000  # milliseconds
_MAKERS = ("segments.apply", "segments.recode", "segments.resize", "suggestions.accept", "codes.create_applied")


class ExclusiveOffer(QFrame):
    """A bar at the foot of the transcript; X replaces, going on coding keeps both."""

    _applied = Signal(object)

    def __init__(self, session: Session, view: QWidget) -> None:
        super().__init__(view)
        self.setObjectName("exclusive_offer")
        self.setProperty("card", "true")
        self._session, self._view = session, view
        self._coding: CodingRow | None = None
        self._rivals: list[CodingRow] = []
        self.words = label("", "", name="exclusive_words")
        self._replace = button(self.tr("Replace  X"), self.replace, kind="primary", name="exclusive_replace")
        keep = button(self.tr("Keep both"), self._close, kind="quiet", name="exclusive_keep")
        row = QHBoxLayout(self)
        margins(row, 14, 7, 8, 7, 8)
        row.addWidget(self.words, 1)
        row.addWidget(self._replace)
        row.addWidget(keep)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_STAYS)
        self._timer.timeout.connect(self._close)
        # Changes may be made by jobs; the queue brings them here.
        self._applied.connect(self._on_applied, Qt.ConnectionType.QueuedConnection)
        self._stop = session.project.subscribe(self._follow)
        session.document_opened.connect(self._on_session_document_opened)
        view.installEventFilter(self)

    def _follow(self, notice: ChangeNotice) -> None:
        if notice.kind in _MAKERS and len(notice.tables.get("coding", ())) == 1:
            self._applied.emit(next(iter(notice.tables["coding"])))
        elif "coding" in notice.tables:
            self._applied.emit(0)

    def _on_applied(self, coding_id: int) -> None:
        self._close()
        if not any(c.exclusive for c in self._session.codes):
            return
        found = self._session.read(queries.segments.codings, ids=[coding_id])
        document = self._session.document
        if not found or document is None or found[0].document_id != document.id:
            return
        if found[0].coder_id != self._session.coder.id:
            return
        rivals = self._session.read(queries.recoding.rivals, coding_id=coding_id)
        if rivals:
            self._offer(found[0], rivals)

    def _offer(self, coding: CodingRow, rivals: list[CodingRow]) -> None:
        self._coding, self._rivals = coding, rivals
        facet = code_tree.facet_of(self._session.codes, coding.code_id)
        names = ", ".join(dict.fromkeys(r.code for r in rivals))
        words = self.tr("{0} takes one code per segment, and {1} lies here too.").format(
            facet.name if facet else "", names
        )
        self.words.setText(words)
        self.words.setToolTip(words)
        self.setAccessibleName(words)
        self._replace.setText(self.tr("Replace  X"))
        self._replace.setToolTip(self.tr("Put {0} in the place of {1}").format(coding.code, names))
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def replace(self) -> None:
        """Put the new coding in the place of the others of its facet."""
        coding, rivals = self._coding, self._rivals
        if coding is None:
            self._session.told.emit(self.tr("There is nothing to replace here."))
            return
        self._close()
        self._session.do(operations.recoding.replace, coding_id=coding.id, former_ids=[r.id for r in rivals])

    def _close(self) -> None:
        self._coding, self._rivals = None, []
        self._timer.stop()
        self.hide()

    def _on_session_document_opened(self, document: object) -> None:
        # A change of the document opens it again; the offer stays where it is about the same one.
        if self._coding is None or getattr(document, "id", None) != self._coding.document_id:
            self._close()

    def _place(self) -> None:
        width = min(self.sizeHint().width(), self._view.width() - 24)
        height = self.sizeHint().height()
        self.setGeometry((self._view.width() - width) // 2, self._view.height() - height - 12, width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the transcript."""
        if watched is self._view and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
