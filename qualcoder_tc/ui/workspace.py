# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One open project in the window: the top bar, the pages, the status line."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from qualcoder_tc import queries
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.ui.coders import Coders
from qualcoder_tc.ui.jobs import JobRunner
from qualcoder_tc.ui.mending import straighten
from qualcoder_tc.ui.pages.agreement import AgreementPage
from qualcoder_tc.ui.pages.cases import CasesPage
from qualcoder_tc.ui.pages.coding import CodingPage
from qualcoder_tc.ui.pages.history import HistoryPage
from qualcoder_tc.ui.pages.memos import MemosPage
from qualcoder_tc.ui.pages.report import ReportPage
from qualcoder_tc.ui.pages.search import SearchPage
from qualcoder_tc.ui.pages.second_look import SecondLookPage
from qualcoder_tc.ui.pages.segments import SegmentsPage
from qualcoder_tc.ui.pages.themes import ThemesPage
from qualcoder_tc.ui.pages.trust import TrustPage
from qualcoder_tc.ui.panels.memo_editor import recover
from qualcoder_tc.ui.parts import Elided, button, ease, margins, roomy, rule, surface
from qualcoder_tc.ui.past import Past
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.retrieval.way_back import WayBack
from qualcoder_tc.ui.searching import Searching
from qualcoder_tc.ui.second.looking import Looking
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.status_line import StatusLine
from qualcoder_tc.ui.theming import Theming
from qualcoder_tc.ui.tour import Tour

PAGES = (
    str(QT_TRANSLATE_NOOP("Workspace", "Code")),
    str(QT_TRANSLATE_NOOP("Workspace", "Retrieve")),
    str(QT_TRANSLATE_NOOP("Workspace", "Cases")),
    str(QT_TRANSLATE_NOOP("Workspace", "Themes")),
    str(QT_TRANSLATE_NOOP("Workspace", "Agreement")),
    str(QT_TRANSLATE_NOOP("Workspace", "Report")),
    str(QT_TRANSLATE_NOOP("Workspace", "Memos")),
)
_TABS = (0, 1, 2, 6, 3, 4, 5)  # as one works: memos stand before the themes that grow out of them


class Workspace(QWidget):
    """The pages of one project."""

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self.session, self.jobs = session, jobs
        self._recovered = recover(session)
        self._straightened = straighten(session)
        self._before_history = 0
        self._make_pages()
        self.way_back = WayBack(self)
        self._tabs = [self._tab(n, name) for n, name in enumerate(PAGES)]
        self.title = Elided("heading")
        self.search = QLineEdit()
        self.coders = Coders(session, self)
        self.status = StatusLine(jobs)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(self._bar())
        layout.addWidget(rule())
        self.searching = Searching(self)
        self.looking, self.theming = Looking(self), Theming(self)
        layout.addWidget(self.searching.bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(rule())
        layout.addWidget(self.status)
        self._connect()
        self.show_page(0)
        self._show_names()
        self.tour = Tour(self)
        ease(self)

    def _make_pages(self) -> None:
        self.coding = CodingPage(self.session)
        self.segments = SegmentsPage(self.session)
        self.cases = CasesPage(self.session, self.jobs)
        self.themes = ThemesPage(self.session, self.jobs)
        self.memos = MemosPage(self.session)
        self.agreement = AgreementPage(self.session, self.jobs)
        self.report = ReportPage(self.session, self.jobs)
        self.found = SearchPage(self.session, self.jobs)
        self.past = Past(self.session, self.jobs, self)
        self.history = HistoryPage(self.session, self.jobs, self.past)
        self.second, self.trust = SecondLookPage(self.session, self.jobs), TrustPage(self.session, self.jobs)
        self._pages = QStackedWidget()
        pages = (self.coding, self.segments, self.cases, self.themes, self.agreement, self.report, self.memos)
        self._numbers: dict[QWidget, int] = {
            page: self._pages.addWidget(roomy(page))
            for page in (*pages, self.found, self.history, self.second, self.trust)
        }
        self.segments.use(self.jobs)
        self.coding.segments.use(self.jobs)
        self.memos.use(self.jobs)

    def _tab(self, number: int, name: str) -> QPushButton:
        def show() -> None:
            self.show_page(number)

        return button(self.tr(name), show, kind="tab", checkable=True, name=f"page_{name.lower()}")

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        margins(row, 16, 7, 16, 7, 4)
        row.addWidget(self.title)
        row.addSpacing(16)
        for n in _TABS:
            row.addWidget(self._tabs[n])
        row.addWidget(self.way_back)
        row.addStretch(1)
        self.search.setObjectName("search")
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(self.tr("Search the documents, or / for a code"))
        self.search.setAccessibleName(self.tr("Search"))
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(320)
        self.search.setClearButtonEnabled(True)
        row.addWidget(self.search, 2)
        row.addSpacing(8)
        row.addWidget(self.coders.button)
        return row

    def _connect(self) -> None:
        session = self.session
        session.told.connect(self.tell)
        session.failed.connect(self.status.fail)
        self.status.settled.connect(self._show_place)
        session.documents_changed.connect(self._show_names)
        session.coder_changed.connect(self._show_names)
        self.coding.status_changed.connect(self._show_place)
        for page in (self.segments, self.themes, self.agreement):
            page.opened.connect(self._on_page_opened)
        self.report.written.connect(self._on_report_written)
        self.memos.opened.connect(self._on_memos_opened)
        for memo_card in (self.coding.memo, self.themes.memo, self.cases.memo):
            memo_card.all_requested.connect(self.show_memos)
        memos, themes = self._recovered
        if memos or themes:
            words = (
                self.tr("The program ended while a memo was being written. It is saved, on the Memos page.")
                if memos
                else self.tr("The program ended while a theme was being written. Its words are on the Themes page.")
            )
            QTimer.singleShot(0, self, lambda: self.tell(words))
        if self._straightened:
            moved = self.tr("Below itself in the tree of codes, now at the top: {0}. Move it where it belongs.")
            moved = moved.format(", ".join(self._straightened))
            QTimer.singleShot(0, self, lambda: self.status.warn(moved))
        self.history.left.connect(self._on_history_left)
        self.coding.segments.opened.connect(self._on_panel_opened)
        self.coding.suggestion.source_requested.connect(self._on_suggestion_source_requested)
        self.coding.segments.retrieval_requested.connect(self._on_panel_retrieval_requested)

    def close_project(self) -> None:
        """Save what is being written and close the project."""
        self.past.settle()
        for writing in (self.coding.memo, self.cases.memo, self.themes, self.memos):
            writing.save()
        self.session.close()

    # -- pages --------------------------------------------------------------------------------------------

    def show_page(self, number: int) -> None:
        """Show a page by its number in PAGES."""
        self._pages.setCurrentIndex(number)
        for n, tab in enumerate(self._tabs):
            tab.setChecked(n == number)
        self.way_back.forget()
        self.searching.follow(number)
        self._show_place()

    def tab(self, number: int) -> QWidget:
        """Return the button of a page."""
        return self._tabs[number]

    @property
    def page(self) -> int:
        """Return the number of the page shown."""
        return self._pages.currentIndex()

    def number_of(self, page: QWidget) -> int:
        """Return the number of a page, also of one that has no tab."""
        return self._numbers[page]

    def show_history(self) -> None:
        """Show the history; Escape returns to the page before."""
        if self.page < len(PAGES):
            self._before_history = self.page
        self.show_page(self.number_of(self.history))
        self.history.table.setFocus()

    def _on_history_left(self) -> None:
        self.show_page(self._before_history)

    def _on_panel_opened(self, _segment: object) -> None:
        self.way_back.remember(0, self.coding.segments.table)

    def _on_suggestion_source_requested(self, uuid: str) -> None:
        """Show a segment that speaks for a suggestion or against it, and lead back to where that is read."""
        key = self.session.read(queries.memos.place, subject_kind="coding", subject_uuid=uuid)
        if key is None:
            self.tell(self.tr("This segment is no longer there."))
            return
        view, document = self.coding.view, self.session.document
        came_from = (document.id, view.place()) if document is not None else None
        self.coding.moving.go_to_segment(self.session.read(queries.segments.all, coding_ids=[key])[0])
        if came_from is not None:
            self.way_back.remember(
                0, view, lambda: self.coding.moving.return_to(*came_from), self.tr("the suggestion")
            )

    def _on_panel_retrieval_requested(self, wanted: Retrieval) -> None:
        self.segments.ask(wanted)
        self.show_page(1)

    def _on_page_opened(self, segment: object) -> None:
        came_from = self.page
        self.show_page(0)
        self.way_back.remember(came_from, self.segments.table if came_from == 1 else None)
        self.coding.moving.go_to_segment(segment)  # type: ignore[arg-type]

    def show_memos(self, kind: str, uuid: str) -> None:
        """Show all memos about one thing."""
        self.show_page(6)
        self.memos.show_about(kind, uuid)

    def _on_memos_opened(self, kind: str, uuid: str) -> None:
        """Go to what a memo is about."""
        key = self.session.read(queries.memos.place, subject_kind=kind, subject_uuid=uuid)
        if key is None or kind == "project":
            self.show_page(6 if kind == "project" else self.page)
        elif kind == "coding":
            self._on_page_opened(self.session.read(queries.segments.all, coding_ids=[key])[0])
        elif kind == "theme":
            self.show_page(3)
            self.themes.choose(key)
        elif kind == "case":
            self.show_page(2)
            self.cases.choose(key)
        else:
            self.show_page(0)
            if kind == "document":
                self.session.open_document(key)
            else:
                self.session.choose_code(key)

    # -- top bar and status line --------------------------------------------------------------------------

    def _show_names(self) -> None:
        info = self.session.read(queries.project.info)
        self.title.setText(info.title)
        self.title.setMaximumWidth(300)
        self.title.setToolTip(f"{info.title}\n{self.session.project.path}")
        self.coders.show_name()

    def _show_place(self) -> None:
        document, turn = self.session.document, self.coding.view.current_turn()
        coding = self.page == 0
        if document is None or turn is None or not coding:
            self.status.show_place(None, coding=coding)
            return
        here = len(self.coding.view.shown_codings(turn.start, turn.end))
        text = self.tr("Turn {0} of {1}").format(turn.number, len(document.turns))
        codings = counted(here, self.tr("1 coding here"), self.tr("{0} codings here", "", here))
        self.status.show_place(f"{text} · {codings}" if here else text, coding=True)

    def tell(self, text: str) -> None:
        """Say something in the status line for a while."""
        self.status.tell(text)

    def _on_report_written(self, path: str) -> None:
        self.tell(self.tr("Wrote {0}").format(path))
