# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One open project in the window: the top bar, the pages, the status line."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from qualcoder_tc import operations, queries
from qualcoder_tc.model.records import CodingRow
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.asking import Asking
from qualcoder_tc.ui.jobs import Job, JobRunner
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
from qualcoder_tc.ui.panels.theme_items import Dragged
from qualcoder_tc.ui.panels.theme_menus import put_menu
from qualcoder_tc.ui.parts import Elided, button, ease, margins, roomy, rule, surface
from qualcoder_tc.ui.past import Past
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.retrieval.way_back import WayBack
from qualcoder_tc.ui.searching import Searching
from qualcoder_tc.ui.second.looking import Looking
from qualcoder_tc.ui.session import Session
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

    new_coder_requested = Signal()

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "panel")
        self.session, self.jobs = session, jobs
        self._running: dict[int, tuple[Job, int, int, str]] = {}
        self._recovered = recover(session)
        self._straightened = straighten(session)
        self._before_history = 0
        self.coding = CodingPage(session)
        self.segments = SegmentsPage(session)
        self.cases = CasesPage(session, jobs)
        self.themes = ThemesPage(session, jobs)
        self.memos = MemosPage(session)
        self.agreement = AgreementPage(session, jobs)
        self.report = ReportPage(session, jobs)
        self.found = SearchPage(session, jobs)
        self.past = Past(session, jobs, self)
        self.history = HistoryPage(session, jobs, self.past)
        self.second, self.trust = SecondLookPage(session, jobs), TrustPage(session, jobs)
        self._pages = QStackedWidget()
        pages = (self.coding, self.segments, self.cases, self.themes, self.agreement, self.report, self.memos)
        self._numbers: dict[QWidget, int] = {
            page: self._pages.addWidget(roomy(page))
            for page in (*pages, self.found, self.history, self.second, self.trust)
        }
        self.segments.use(jobs)
        self.coding.segments.use(jobs)
        self.memos.use(jobs)
        self.way_back = WayBack(self)
        self._tabs = [
            button(
                self.tr(name),
                lambda n=n: self.show_page(n),
                kind="tab",
                checkable=True,
                name=f"page_{name.lower()}",
            )
            for n, name in enumerate(PAGES)
        ]
        self.title = Elided("heading")
        self.search = QLineEdit()
        self.coder = button("", self._open_coders, kind="coder", name="coder")
        self._notice = Elided("", "notice")
        self._place, self._keys, self._saved = Elided("meta"), Elided("meta"), Elided("meta")
        self._progress, self._progress_text = QProgressBar(), Elided("meta")
        self._cancel = button(self.tr("Cancel"), self._cancel_job, kind="link", name="cancel_job")
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(60)
        self._pace.timeout.connect(self._show_job)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._hide_notice)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addLayout(self._bar())
        layout.addWidget(rule())
        self.searching = Searching(self)
        self.looking = Looking(self)
        layout.addWidget(self.searching.bar)
        layout.addWidget(self._pages, 1)
        layout.addWidget(rule())
        layout.addLayout(self._status())
        self._connect()
        self.show_page(0)
        self._show_names()
        self.tour = Tour(self)
        ease(self)

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
        row.addWidget(self.coder)
        return row

    def _status(self) -> QHBoxLayout:
        row = QHBoxLayout()
        margins(row, 16, 4, 16, 4, 18)
        # As high with a job in it as without, so that nothing above moves when one begins or ends.
        row.addStrut(self._cancel.sizeHint().height())
        self._progress.setFixedWidth(160)
        self._progress.setTextVisible(False)
        for widget in (self._place, self._keys, self._notice):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self._progress_text, self._progress, self._cancel, self._saved):
            row.addWidget(widget)
        for widget in (self._progress_text, self._progress, self._cancel, self._notice):
            widget.hide()
        self._saved.setText(self.tr("Every change is saved"))
        self._keys.setText(self.tr("1 to 9 code, / finds a code, M for a memo, F1 shows all keys"))
        return row

    def _connect(self) -> None:
        session, jobs = self.session, self.jobs
        session.told.connect(self.tell)
        session.failed.connect(self._on_failed)
        jobs.failed.connect(self._on_failed)
        jobs.started.connect(self._on_jobs_started)
        jobs.progressed.connect(self._on_jobs_progressed)
        jobs.ended.connect(self._on_jobs_ended)
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
            QTimer.singleShot(0, self, lambda: self._say(moved, "warn", 20000))
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
        self.coding.go_to_segment(self.session.read(queries.segments.all, coding_ids=[key])[0])
        if came_from is not None:
            self.way_back.remember(0, view, lambda: self.coding.return_to(*came_from), self.tr("the suggestion"))

    def _on_panel_retrieval_requested(self, wanted: Retrieval) -> None:
        self.segments.ask(wanted)
        self.show_page(1)

    def _on_page_opened(self, segment: object) -> None:
        came_from = self.page
        self.show_page(0)
        self.way_back.remember(came_from, self.segments.table if came_from == 1 else None)
        self.coding.go_to_segment(segment)  # type: ignore[arg-type]

    def offer_themes(self, coding: CodingRow) -> None:
        """Offer the themes that a coding can be put under, or to name one, beside the text."""
        view = self.coding.view
        place = view.viewport().mapToGlobal(QPoint(int(view.columns.text_x), 72))
        self.themes.refresh()
        if not self.themes.rows:
            self._name_theme(coding, place)
            return
        menu = put_menu(self.themes, Dragged("segment", coding.id))
        for action, row in zip(menu.actions(), self.themes.rows, strict=True):
            action.triggered.connect(lambda _checked=False, name=row.name: self._tell_theme(name))
        menu.addSeparator()
        menu.addAction(self.tr("A new theme…"), lambda: self._name_theme(coding, place))
        menu.setActiveAction(menu.actions()[0])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _name_theme(self, coding: CodingRow, place: QPoint) -> None:
        def named(name: str) -> None:
            key = self.session.do(operations.themes.create, name=name)
            if key is not None:
                self.session.do(operations.themes.add_segment, theme_id=key, coding_id=coding.id)
                self._tell_theme(name)
            self.coding.view.setFocus()

        field = Asking(self, self.tr("Name of a new theme"), named)
        field.open(QRect(place, QSize(theme.px(360), 1)), hint=self.tr("Enter puts the coding under it"))

    def _tell_theme(self, name: str) -> None:
        self.tell(self.tr("Put under the theme {0}").format(name))

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
        self.coder.setText(self.session.coder.initials[:3])
        self.coder.setToolTip(self.tr("Coding as {0}").format(self.session.coder.name))
        self.coder.setAccessibleName(self.coder.toolTip())

    def _open_coders(self) -> None:
        menu = QMenu(self)
        for row in self.session.read(queries.coders.all):
            action = menu.addAction(f"{row.name} ({row.codings})")
            action.setCheckable(True)
            action.setChecked(row.id == self.session.coder.id)
            action.triggered.connect(lambda _checked=False, name=row.name: self.session.use_coder(name))
        menu.addSeparator()
        menu.addAction(self.tr("Another coder…"), self.new_coder_requested.emit)
        menu.exec(self.coder.mapToGlobal(self.coder.rect().bottomLeft()))
        menu.deleteLater()

    def _show_place(self) -> None:
        document, turn = self.session.document, self.coding.view.current_turn()
        coding_page = self._pages.currentIndex() == 0
        self._keys.setVisible(coding_page and not self._notice.isVisibleTo(self))
        self._place.setVisible(document is not None and turn is not None and coding_page)
        if document is None or turn is None or not coding_page:
            return
        here = len(self.coding.view.shown_codings(turn.start, turn.end))
        text = self.tr("Turn {0} of {1}").format(turn.number, len(document.turns))
        codings = counted(here, self.tr("1 coding here"), self.tr("{0} codings here", "", here))
        self._place.setText(f"{text} · {codings}" if here else text)

    def tell(self, text: str) -> None:
        """Say something in the status line for a while."""
        self._say(text, "soft", 6000)

    def _on_failed(self, title: str, message: str) -> None:
        self._say(f"{title}: {message}", "warn", 20000)

    def _say(self, text: str, role: str, milliseconds: int) -> None:
        self._notice.setProperty("role", role)
        self._notice.style().polish(self._notice)
        self._notice.setText(text)
        self._notice.setToolTip(text)
        self._notice.show()
        self._keys.hide()
        self._quiet.start(milliseconds)

    def _hide_notice(self) -> None:
        self._notice.hide()
        self._show_place()

    # -- jobs ---------------------------------------------------------------------------------------------

    def _on_jobs_started(self, job: Job) -> None:
        if not job.title:
            return  # quick work that nobody waits for
        self._running[id(job)] = (job, 0, 0, "")
        self._show_job()

    def _on_jobs_progressed(self, job: Job, done: int, total: int, text: str) -> None:
        if id(job) in self._running:
            self._running[id(job)] = (job, done, total, text)
            if not self._pace.isActive():
                self._pace.start()  # a job tells more often how far it is than anybody can read

    def _on_jobs_ended(self, job: Job) -> None:
        self._running.pop(id(job), None)
        self._show_job()

    def _shown(self) -> tuple[Job, int, int, str] | None:
        """Return the job to show and cancel: one that changes the project before one that only reads."""
        rows = list(self._running.values())
        return next((row for row in rows if row[0].lane == "project"), rows[-1] if rows else None)

    def _show_job(self) -> None:
        shown = self._shown()
        for widget in (self._progress_text, self._progress, self._cancel):
            widget.setVisible(shown is not None)
        if shown is None:
            return
        job, done, total, text = shown
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        words = f"{job.title}: {text}" if text else job.title
        if job.cancelled.is_set():
            words = self.tr("Stopping…")
        self._progress_text.setText(words)

    def _cancel_job(self) -> None:
        shown = self._shown()
        if shown is not None:
            shown[0].cancelled.set()
            self._show_job()

    def _on_report_written(self, path: str) -> None:
        self.tell(self.tr("Wrote {0}").format(path))
