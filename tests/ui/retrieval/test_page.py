# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The retrieval page with real widgets: narrowing, reading, going to the source and back, changing many."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.retrieval import Retrieval
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pages.segments import SegmentsPage
from tests.conftest import add, place, transcript

Open = Callable[[Path | None], MainWindow]
CODED = (
    ("Amina Malik", 1, "In her good shoes", "mutuality"),
    ("Joe Brennan", 1, "In her good shoes", "mutuality"),
    ("Joe Brennan", 1, "She did!", "equality"),
    ("Amina Malik", 1, "good shoes", "equality"),
    ("Amina Malik", 2, "We look out for one another now", "mutuality"),
)


@pytest.fixture
def coded(study: Path) -> Path:
    """Return a project of two documents, with five codings by two people."""
    with Project.open(study) as project:
        add(project, transcript("Interview 01", (("Ada", "We look out for one another now."),)))
        for coder, document, words, path in CODED:
            project.use_coder(coder)
            start, end = place(project, document, words)
            code = project.read(queries.codes.find, path=path)
            project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code.id)
    return study


class At:
    """The page in a window, with what one does there."""

    def __init__(self, qtbot: QtBot, window: Open, path: Path) -> None:
        self.main, self.bot = window(path), qtbot
        assert self.main.workspace and self.main.session
        self.workspace, self.session = self.main.workspace, self.main.session
        self.page: SegmentsPage = self.workspace.segments
        self.main.show_page(1)
        self.settle()

    def settle(self) -> None:
        self.bot.waitUntil(lambda: self.page.finder.answers > 0 and not self.page.finder.busy)

    def rows(self) -> list[str]:
        model = self.page.model
        return [model.index(n, 0).data() for n in range(model.rowCount())]

    def wait(self, *rows: str) -> None:
        self.bot.waitUntil(lambda: self.rows() == list(rows))

    def said(self) -> str:
        label = self.page.findChild(QLabel, "retrieve_said")
        assert label is not None
        return label.text()

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.bot.keyClick(self.page.table, key, held)

    def all_chosen(self) -> None:
        self.page.table.setFocus()
        self.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


@pytest.fixture
def at(qtbot: QtBot, window: Open, coded: Path) -> At:
    """Return the page with five segments."""
    return At(qtbot, window, coded)


def test_conditions_are_chips_that_are_said_in_words_and_cleared_one_by_one(at: At) -> None:
    assert at.said() == "5 segments in 2 documents"
    filters = at.page.filters
    filters.open("codes")
    at.bot.keyClicks(filters.picker.edit, "mutu")
    at.bot.keyClick(filters.picker.edit, Qt.Key.Key_Return)
    at.wait("In her good shoes", "In her good shoes", "We look out for one another now")
    filters.picker.close()
    filters.open("coders")
    at.bot.keyClicks(filters.picker.edit, "Joe")
    at.bot.keyClick(filters.picker.edit, Qt.Key.Key_Return)
    filters.picker.close()
    at.wait("In her good shoes")
    assert at.said() == "1 segment in 1 document: coded Mutuality, coded by Joe Brennan"
    chip = filters.findChild(QFrame, "filter_codes")
    chip.findChild(QPushButton, "clear_filter").click()
    at.wait("She did!", "In her good shoes")
    at.bot.keyClicks(filters.words, "DID")
    at.wait("She did!")
    assert "with the words “DID”" in at.said()
    filters.clear_all.click()
    at.bot.waitUntil(lambda: len(at.rows()) == 5)
    filters.words.setText("nobody said this")
    at.bot.waitUntil(lambda: at.rows() == [] and not at.page.finder.busy)
    shown = [one.text() for one in at.page.findChildren(QLabel) if one.isVisible()]
    assert any("No segment fits" in text for text in shown)


def test_a_and_b_on_the_same_text_and_a_but_not_b(at: At) -> None:
    codes = {c.name: c.id for c in at.session.codes}
    at.page.ask(Retrieval(codes=(codes["Mutuality"],), also=(codes["Equality"],)))
    at.wait("In her good shoes", "In her good shoes")
    at.page.ask(Retrieval(codes=(codes["Mutuality"],), without=(codes["Equality"],)))
    at.wait("We look out for one another now")


def test_a_choice_of_days_narrows(at: At) -> None:
    days = at.page.filters.days
    at.page.filters.open("days")
    days.findChild(QPushButton, "take_days").click()
    at.settle()
    assert len(at.rows()) == 5 and "coded 1 " in at.said()
    at.page.ask(Retrieval(until="2000-01-01"))
    at.bot.waitUntil(lambda: at.rows() == [])


def test_groups_show_counts_and_fold_by_key_and_click(at: At) -> None:
    at.page.ask(Retrieval(), group="coder")
    at.bot.waitUntil(lambda: len(at.rows()) == 7)
    assert [r for r in at.rows() if "  " in r] == ["Amina Malik  3", "Joe Brennan  2"]
    table = at.page.table
    table.setFocus()
    table.setCurrentIndex(at.page.model.index(1, 0))
    at.key(Qt.Key.Key_Left)
    assert table.currentIndex().row() == 0
    at.key(Qt.Key.Key_Left)
    assert len(at.rows()) == 4
    at.key(Qt.Key.Key_Right)
    assert len(at.rows()) == 7
    head = table.visualRect(at.page.model.index(4, 0)).center()
    at.bot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=head)
    assert len(at.rows()) == 5
    at.page.ask(Retrieval(), group=None, sort="longest")
    at.bot.waitUntil(lambda: len(at.rows()) == 5 and at.rows()[0].startswith("We look out"))


def test_the_chosen_segment_is_read_in_its_turn_with_all_codes_on_it(at: At) -> None:
    at.page.table.setCurrentIndex(at.page.model.index(1, 0))
    pane = at.page.reading
    at.bot.waitUntil(lambda: pane.segment is not None and pane.segment.id == at.page.model.ids(1, 1)[0])
    text = pane.text.toPlainText()
    for words in (
        "She did! In her good shoes.",
        "Before, I'd not have known",
        "I think the staff",
        "Equality",
        "Joe",
    ):
        assert words in text


def test_the_source_is_opened_and_the_way_back_leads_to_the_same_row(at: At) -> None:
    table, codings = at.page.table, at.workspace.coding
    table.setFocus()
    table.setCurrentIndex(at.page.model.index(4, 0))
    at.key(Qt.Key.Key_Return)
    assert at.workspace.page == 0 and at.workspace.way_back.isVisible()
    assert at.session.document and at.session.document.title == "Interview 01"
    chosen = codings.view.selected_coding()
    assert chosen is not None and chosen.id == at.page.model.ids(4, 4)[0]
    at.bot.waitUntil(at.main.isActiveWindow)
    at.bot.keyClick(codings.view, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert at.workspace.page == 1 and not at.workspace.way_back.isVisible()
    assert table.currentIndex().row() == 4 and table.hasFocus()


def test_many_are_recoded_removed_noted_and_put_under_a_theme_by_keys_each_in_one_step(at: At) -> None:
    page, changes = at.page, at.page.changes
    at.all_chosen()
    at.key(Qt.Key.Key_C)
    at.bot.keyClicks(changes.palette_popup.edit, "equal")
    at.bot.keyClick(changes.palette_popup.edit, Qt.Key.Key_Return)
    codes = lambda: {r.code for r in at.session.read(queries.segments.all)}  # noqa: E731
    at.bot.waitUntil(lambda: codes() == {"Equality"})
    at.main.undo()
    at.bot.waitUntil(lambda: codes() == {"Equality", "Mutuality"} and len(at.rows()) == 5)
    at.settle()

    at.all_chosen()
    at.key(Qt.Key.Key_M)
    at.bot.keyClicks(changes.memo.edit, "Telling")
    at.bot.keyClick(changes.memo.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert {r.memo for r in at.session.read(queries.segments.all)} == {"Telling"}
    at.main.undo()
    assert {r.memo for r in at.session.read(queries.segments.all)} == {""}

    at.settle()
    at.all_chosen()
    at.key(Qt.Key.Key_T)
    at.bot.keyClicks(changes.themes.edit, "Nobody counts")
    at.bot.keyClick(changes.themes.edit, Qt.Key.Key_Return)
    [theme] = at.session.read(queries.themes.all)
    assert len(theme.segment_ids) == 5

    at.settle()
    at.all_chosen()
    at.key(Qt.Key.Key_Delete)
    at.bot.waitUntil(lambda: at.rows() == [])
    at.main.undo()
    at.bot.waitUntil(lambda: len(at.rows()) == 5)
    assert page.table.isVisible()


def clipboard() -> QMimeData:
    return QApplication.clipboard().mimeData()


def test_several_are_copied_with_reference_and_as_a_table(at: At) -> None:
    table = at.page.table
    table.choose([at.page.model.ids(0, 0)[0], at.page.model.ids(4, 4)[0]])
    at.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = clipboard().text().splitlines()
    assert lines[1] == "We look out for one another now [Int01, Ada, turn 1]"
    assert "[FG2, P1, turn 5]" in lines[0] and "<p>" in clipboard().html()
    at.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert clipboard().html().count("<tr>") == 3 and "Amina Malik</td>" in clipboard().html()
    assert clipboard().text().splitlines()[0].split("\t") == ["Segment", "Where", "Code", "Coder", "Memo"]


def test_what_is_asked_for_is_kept_with_the_project_under_its_own_words(at: At) -> None:
    codes = {c.name: c.id for c in at.session.codes}
    wanted = Retrieval(codes=(codes["Equality"],), memo=False)
    at.page.ask(wanted)
    at.page.filters.keep_this()
    assert at.page.filters.kept() == {"Coded Equality, without a memo": wanted}


def test_what_was_asked_for_is_asked_again_when_the_project_is_opened_again(at: At, window: Open) -> None:
    codes = {c.name: c.id for c in at.session.codes}
    wanted = Retrieval(codes=(codes["Mutuality"],), since="2020-01-01", words="another")
    at.page.ask(wanted, sort="newest", group="coder")
    at.settle()
    path = at.session.project.path
    at.main.close_project()
    again = At(at.bot, window, path)
    assert again.page.filters.wanted == wanted and again.page.filters.words.text() == "another"
    assert (again.page.sort.currentData(), again.page.group.currentData()) == ("newest", "coder")
    again.bot.waitUntil(lambda: "We look out for one another now" in again.rows() and len(again.rows()) == 2)


@pytest.mark.parametrize(
    "kept",
    [
        {
            "wanted": {"codes": [999], "attributes": [[7, ["x"]]], "documents": [98]},
            "sort": 3,
            "group": "attribute:7",
        },
        {"wanted": {"codes": 4, "since": "yesterday"}},
        {"wanted": [1]},
        "nothing of the kind",
    ],
)
def test_what_is_gone_or_makes_no_sense_is_not_asked_for_again(at: At, kept: object) -> None:
    at.page.restore(kept)
    at.settle()
    assert at.page.filters.wanted == Retrieval() and len(at.rows()) == 5


def test_a_change_elsewhere_shows_and_one_that_is_not_shown_asks_for_nothing(at: At) -> None:
    codes = {c.name: c.id for c in at.session.codes}
    at.page.ask(Retrieval(codes=(codes["Equality"],)))
    at.wait("She did!", "good shoes")
    at.settle()
    answers = at.page.finder.answers
    start, end = place(at.session.project, 1, "lunch club")
    apply = operations.segments.apply
    at.session.do(apply, document_id=1, start=start, end=end, code_id=codes["Mutuality"])
    at.bot.waitUntil(lambda: not at.page.finder.pending)
    assert at.page.finder.answers == answers and not at.page.finder.busy
    at.session.do(apply, document_id=1, start=start, end=end, code_id=codes["Equality"])
    at.wait("lunch club", "She did!", "good shoes")
    at.session.do(operations.codes.rename, code_id=codes["Equality"], name="Fairness")
    at.bot.waitUntil(lambda: at.page.model.index(0, 2).data() == "Fairness" and "Fairness" in at.said())


def test_an_answer_that_comes_too_late_is_dropped(at: At) -> None:
    codes = {c.name: c.id for c in at.session.codes}
    at.page.ask(Retrieval())
    at.page.ask(Retrieval(codes=(codes["Equality"],)))
    at.page.ask(Retrieval(codes=(codes["Mutuality"],), coders=(2,)))
    answers = at.page.finder.answers
    at.wait("In her good shoes")
    at.bot.waitUntil(lambda: not at.main.jobs.busy)
    assert at.rows() == ["In her good shoes"] and at.page.finder.answers == answers + 1


def test_an_empty_project_says_how_segments_come_about(qtbot: QtBot, window: Open, study: Path) -> None:
    at = At(qtbot, window, study)
    shown = [one.text() for one in at.page.findChildren(QLabel) if one.isVisible()]
    assert any("Nothing is coded yet" in text for text in shown)
    assert not at.page.table.isVisible()


def test_the_panel_under_the_transcript_groups_by_document_and_gives_way(at: At) -> None:
    at.main.show_page(0)
    panel = at.workspace.coding.segments
    code = next(c for c in at.session.codes if c.name == "Mutuality")
    at.session.choose_code(code.id)
    at.bot.waitUntil(lambda: panel.model.rowCount() == 5)
    shown = [panel.model.index(n, 0).data() for n in range(5)]
    assert shown[0] == "Focus group 2  2" and shown[3] == "Interview 01  1"
    panel._coders.setCurrentIndex(2)
    at.bot.waitUntil(lambda: panel.model.rowCount() == 2)
    at.main.resize(1280, 640)
    at.bot.waitUntil(lambda: not panel.isVisible())
    at.main.resize(1280, 720)
    at.bot.waitUntil(panel.isVisible)
    panel.more.click()
    assert at.workspace.page == 1 and at.page.filters.wanted == Retrieval(codes=(code.id,), coders=(2,))
