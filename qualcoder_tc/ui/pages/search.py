# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a search found, as it comes in; chosen places are coded at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from qualcoder_tc import operations, tasks
from qualcoder_tc.errors import AppError
from qualcoder_tc.model.searching import Hit, HitGroup, Mode, Search
from qualcoder_tc.progress import Progress
from qualcoder_tc.ui.jobs import Job, JobRunner
from qualcoder_tc.ui.pages.search_choices import SearchChoices
from qualcoder_tc.ui.palette import Palette
from qualcoder_tc.ui.panels.hits import HitsList, HitsModel
from qualcoder_tc.ui.parts import button, label, margins, rule, surface
from qualcoder_tc.ui.plurals import counted
from qualcoder_tc.ui.session import Session

_PAUSE = 90  # milliseconds between the last key and the search


class SearchPage(QWidget):
    """The results page."""

    opened = Signal(object)  # Hit
    left = Signal()
    answered = Signal()
    _arrived = Signal(int, object)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        surface(self, "page")
        self._session, self._jobs = session, jobs
        self._text, self._ticket, self._shown = "", 0, -1
        self._running: Job | None = None
        self._cut, self._error = False, ""
        self._texts: tuple[tuple[int, int], ...] = ()
        self.choices = SearchChoices(session)
        self.model = HitsModel(self)
        self.list = HitsList(self.model)
        self._count = label("", "soft", name="search_count")
        self._empty = label("", "soft", wrap=True, name="search_empty")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._run)
        self.palette_popup = Palette(self)
        layout = QVBoxLayout(self)
        margins(layout, 0, 0, 0, 0, 0)
        layout.addWidget(self.choices)
        self._count.setContentsMargins(24, 0, 24, 8)
        layout.addWidget(self._count)
        layout.addWidget(rule())
        self._empty.setContentsMargins(24, 24, 24, 0)
        layout.addWidget(self._empty)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)
        layout.addWidget(self._foot())
        self._connect()
        self._show_state()

    def _foot(self) -> QWidget:
        foot = QWidget()
        surface(foot, "panel")
        row = QHBoxLayout(foot)
        margins(row, 24, 8, 24, 8, 8)
        self._chosen = label("", "soft", name="search_chosen")
        self.all = button(self.tr("Choose all"), self.list.selectAll, kind="quiet", name="search_all")
        self.extent = QComboBox()
        self.extent.setObjectName("search_extent")
        self.extent.setAccessibleName(self.tr("How much is coded"))
        for extent, words in (
            (tasks.Extent.HIT, self.tr("the words found")),
            (tasks.Extent.SENTENCE, self.tr("their sentences")),
            (tasks.Extent.TURN, self.tr("their turns")),
        ):
            self.extent.addItem(words, extent)
        self.code = button(self.tr("Code…"), self.open_palette, kind="primary", name="search_code_hits")
        back = button(self.tr("Back"), self.left.emit, kind="quiet", name="search_back", tip=self.tr("Esc"))
        for widget in (self._chosen, self.all):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(back)
        row.addSpacing(8)
        row.addWidget(label(self.tr("Apply a code to"), "soft"))
        row.addWidget(self.extent)
        row.addWidget(self.code)
        return foot

    def _connect(self) -> None:
        self.choices.changed.connect(self._on_choices_changed)
        self.list.opened.connect(self.opened)
        self.list.left.connect(self.left)
        self.list.selectionModel().selectionChanged.connect(self._show_chosen)
        self.palette_popup.chosen.connect(self.code_chosen)
        self.palette_popup.create_requested.connect(self._on_palette_create_requested)
        # From the thread that searches.
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def showEvent(self, event: QShowEvent) -> None:
        """Offer the choices there are now, and search again where texts changed."""
        self.choices.fill()
        texts = tuple((d.id, d.characters) for d in self._session.documents)
        if texts != self._texts and self._text:
            self._run()
        super().showEvent(event)

    # -- searching ----------------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        """Return what is searched for."""
        return self._text

    def search(self, text: str, *, at_once: bool = False) -> None:
        """Search for a text once typing pauses."""
        if text == self._text and not at_once:
            return
        self._text = text
        if at_once or not text.strip():
            self._run()
        else:
            self._pause.start()

    @property
    def busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._running is not None or self._pause.isActive()

    def prepare(self) -> None:
        """Bring the index up to date in the background, before the first word is typed."""
        project = self._session.project
        self._jobs.run(
            "", lambda progress: tasks.prepare_search(project, progress), _nothing, _nothing, lane="free"
        )

    def _on_choices_changed(self) -> None:
        if self._text:
            self._run()

    def _run(self) -> None:
        self._pause.stop()
        self._ticket += 1
        ticket = self._ticket
        if self._running is not None:
            self._running.cancelled.set()
            self._running = None
        self._error, self._cut = "", False
        self._texts = tuple((d.id, d.characters) for d in self._session.documents)
        wanted = self.choices.search(self._text)
        if not self._text.strip():
            self._finish(ticket)
            return
        self._running = self._jobs.run(
            "",
            lambda progress: self._work(ticket, wanted, progress),
            lambda _groups: self._finish(ticket),
            lambda error: self._finish(ticket, error),
            lane="free",
        )
        self._show_state()

    def _work(self, ticket: int, wanted: Search, progress: Progress) -> None:
        # In the thread that searches: what is found comes over by a signal, group by group.
        tasks.search(self._session.project, wanted, progress, lambda group: self._arrived.emit(ticket, group))

    def _on_arrived(self, ticket: int, group: HitGroup) -> None:
        if ticket != self._ticket:
            return  # an answer to what was typed before
        self._begin(ticket)
        self._cut = self._cut or group.cut
        self.model.add(group)
        self._show_state()

    def _begin(self, ticket: int) -> None:
        """Put away what was found before, once something new is there, so that nothing flickers while typing."""
        if self._shown != ticket:
            self._shown = ticket
            self.model.clear()

    def _finish(self, ticket: int, error: AppError | None = None) -> None:
        if ticket != self._ticket:
            return
        self._begin(ticket)
        self._running = None
        self._error = f"{error.title}: {error.message}." if error else ""
        self._show_state()
        self.answered.emit()

    # -- what is shown ------------------------------------------------------------------------------------

    def _show_state(self) -> None:
        count = len(self.model.hits)
        if self._error:
            words = self._error
        elif count:
            counts = self.model.counts
            said = [
                self._places_words(counts.get("document", 0), self.model.documents),
                *([self.tr("{0} in memos").format(f"{counts['memo']:,}")] if "memo" in counts else []),
                *([self.tr("{0} in codes").format(f"{counts['code']:,}")] if "code" in counts else []),
            ]
            words = " · ".join(said)
            words += self.tr(" · the first ones; narrow the search to see the rest") if self._cut else ""
            words += self.tr(" · looking on…") if self._running else ""
        else:
            words = self.tr("Looking…") if self._running else ""
        self._count.setProperty("role", "warn" if self._error else "soft")
        self._count.style().polish(self._count)
        self._count.setText(words)
        self._count.setVisible(bool(words))
        self.list.setVisible(bool(count))
        self._empty.setVisible(not count and not self._running and not self._error)
        self._empty.setText(self._hint())
        self.all.setEnabled(bool(count))
        self._show_chosen()

    def _places_words(self, places: int, documents: int) -> str:
        return self.tr("{0} in {1}").format(
            counted(places, self.tr("1 place"), self.tr("{0} places", "", places)),
            counted(documents, self.tr("1 document"), self.tr("{0} documents", "", documents)),
        )

    def _hint(self) -> str:
        if self._text.strip():
            hint = self.tr("“{0}” is nowhere here.").format(self._text.strip())
            if self.choices.search("x").narrowed:
                return hint + self.tr(" The choices above leave out a part of the project.")
            if self.choices.mode.currentData() is Mode.PHRASE:
                return hint + self.tr(" “Words in any form” finds other endings and words that stand apart.")
            return hint
        return self.tr(
            "Type what you look for in the field above.\n\n"
            "helping finds helped and helps: words count in any form, whatever their case or accents.\n"
            "trust council finds turns in which both words stand.\n"
            "“good neighbours” in quotation marks is found exactly so.\n"
            "neigh* finds every word that begins so.\n\n"
            "Enter goes to a place, F3 to the next. Choose some places, or all, to code them in one step. Esc returns."
        )

    def _show_chosen(self) -> None:
        count = len(self.chosen())
        if count:
            self._chosen.setText(counted(count, self.tr("1 chosen"), self.tr("{0} chosen", "", count)))
        else:
            self._chosen.setText(self.tr("Choose places with a click, Ctrl or Shift"))
        self.code.setEnabled(any(hit.kind == "document" for hit in self.chosen()) if count else False)

    def chosen(self) -> list[Hit]:
        """Return the chosen hits."""
        return self.model.chosen(self.list.selectionModel().selection())

    def show_hit(self, hit: Hit) -> None:
        """Bring a hit into sight and choose it."""
        number = self.model.row_of(hit)
        if number >= 0:
            self.list.setCurrentIndex(self.model.index(number))
            self.list.scrollTo(self.model.index(number))

    # -- coding -------------------------------------------------------------------------------------------

    def open_palette(self) -> None:
        """Ask for the code that the chosen hits are given."""
        place = self.code.mapToGlobal(QPoint(self.code.width() - 440, -400))
        self.palette_popup.open(self._session.codes, place)

    def code_chosen(self, code_id: int) -> None:
        """Give the chosen hits a code, as one step."""
        hits, extent, project = self.chosen(), tasks.Extent(self.extent.currentData()), self._session.project
        if not hits:
            return
        self._session.choose_code(code_id)
        self._session.last_code_id = code_id
        self._jobs.run(
            counted(len(hits), self.tr("Coding 1 place"), self.tr("Coding {0} places", "", len(hits))),
            lambda progress: tasks.code_hits(project, hits, code_id, extent, progress),
            self._on_coded,
        )

    def _on_coded(self, count: int) -> None:
        nothing = self.tr("All of that is coded so already.")
        many = self.tr("Coded {0} passages. Undo takes them back.", "", count)
        coded = counted(count, self.tr("Coded 1 passage. Undo takes it back."), many)
        self._session.told.emit(coded if count else nothing)

    def _on_palette_create_requested(self, name: str) -> None:
        code_id = self._session.do(operations.codes.create, name=name)
        if code_id is not None:
            self._session.load()
            self._session.codes_changed.emit()
            self.code_chosen(code_id)


def _nothing(_result: Any) -> None:
    """Leave it at that: whoever searches is told what is wrong."""
