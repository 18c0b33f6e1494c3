# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The page of the second look: asked, read, dealt with by keys, and left again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.second_look import LookRow, Question
from qualcoder_tc.suggest import second_look
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.merge_codes import MergeCodesDialog
from qualcoder_tc.ui.pages.second_look import SecondLookPage
from qualcoder_tc.ui.second.rows import STRENGTH
from qualcoder_tc.ui.session import Session
from tests.conftest import add, transcript
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_second_look import HELP, MONEY, WEATHER, sentence

Open = Callable[[Path | None], MainWindow]


@pytest.fixture
def coded(study: Path) -> Path:
    """Return the study with two documents in which talk of help and money is coded but for the turns 20."""
    with Project.open(study) as project:
        ids = [project.read(queries.codes.find, path=path).id for path in ("mutuality", "equality")]
        for number in range(2):
            lines = tuple(
                (f"P{n % 3}", sentence((HELP, MONEY, WEATHER)[n % 3], number * 100 + n)) for n in range(24)
            )
            document = add(project, transcript(f"Talk {number}", lines))
            for turn in project.read(queries.documents.text, document_id=document).turns:
                which = (turn.number - 1) % 3
                if which < 2 and turn.number != 19:
                    project.do(
                        operations.segments.apply,
                        document_id=document,
                        start=turn.start,
                        end=turn.end,
                        code_id=ids[which],
                    )
    return study


@pytest.fixture
def page(window: Open, coded: Path, monkeypatch: pytest.MonkeyPatch) -> SecondLookPage:
    """Return the page of an open project, with the tiny encoder."""
    main = window(coded)
    encoder = HashingEncoder()
    monkeypatch.setattr(main.jobs, "encoder", lambda _model=None: encoder)
    main.actions_by_name["second_look"].trigger()
    assert main.workspace is not None
    return main.workspace.second


def session_of(page: SecondLookPage) -> Session:
    window = page.window()
    assert isinstance(window, MainWindow) and window.session is not None
    return window.session


def ask(page: SecondLookPage, qtbot: QtBot, question: Question, path: str = "mutuality") -> None:
    code = session_of(page).read(queries.codes.find, path=path)
    page.ask(question, code.id if question is not Question.ALIKE else None)
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)


def offered(page: SecondLookPage) -> list[tuple[str, str]]:
    """Return the buttons below the list, from left to right, with how they look."""
    buttons = [b for b in page.doing.findChildren(QPushButton) if b.isVisible()]
    return [(b.objectName(), b.property("kind")) for b in sorted(buttons, key=lambda b: b.x())]


def told(page: QWidget, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def chosen(page: SecondLookPage) -> LookRow:
    row = page.row()
    assert isinstance(row, LookRow)
    return row


def test_the_page_says_what_it_does_before_anything_is_asked(page: SecondLookPage) -> None:
    assert page.isVisible()
    assert "you decide" in told(page, "second_empty")
    assert not page.list.isVisible()


def test_a_missed_passage_is_coded_by_a_key_and_the_next_one_chosen(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    ModelTester(page.model).check(page.model)
    first, count = chosen(page), page.model.rowCount()
    assert first.passage.turn == 19
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    session = session_of(page)
    [made] = [
        s
        for s in session.read(queries.segments.all, document_ids=[first.passage.document_id])
        if s.start == first.passage.start
    ]
    assert (made.code, made.origin.value, made.model) == ("Mutuality", "suggestion", "hashing")
    assert page.model.rowCount() == count - 1
    assert page.row() != first
    session.undo()
    assert session.read(queries.segments.all, coding_ids=[made.id]) == []
    qtbot.waitUntil(lambda: page.model.rowCount() == count)
    assert page.model.rows[0] == first
    session.redo()
    qtbot.waitUntil(lambda: page.model.rowCount() == count - 1)
    assert first not in page.model.rows


def test_nothing_changes_unless_a_key_says_so(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    before = session.read(queries.project.info).codings
    ask(page, qtbot, Question.MISSED)
    count = page.model.rowCount()
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.model.rowCount() == count - 1
    assert session.read(queries.project.info).codings == before


def shown(page: SecondLookPage) -> list[tuple[str, int | None]]:
    rows = [row for row in page.model.rows if isinstance(row, LookRow)]
    return [(row.passage.document, row.passage.turn) for row in rows]


def link(page: SecondLookPage) -> str:
    return page.aside.text() if page.aside.isVisible() else ""


def test_not_this_one_outlasts_the_answer_and_undo_brings_it_back_to_its_place(
    page: SecondLookPage, qtbot: QtBot
) -> None:
    ask(page, qtbot, Question.MISSED)
    before = shown(page)
    assert link(page) == ""
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert shown(page) == before[1:]
    assert link(page) == "1 set aside. Show it"
    ask(page, qtbot, Question.MISSED)
    assert shown(page) == before[1:]
    assert link(page) == "1 set aside. Show it"
    session = session_of(page)
    [kept] = session.read(queries.suggestions.all)
    assert (kept.fate.value, kept.because[0].kind) == ("rejected", "second look")
    session.undo()
    qtbot.waitUntil(lambda: len(page.model.rows) == len(before))
    assert sorted(shown(page), key=str) == sorted(before, key=str)
    assert link(page) == ""


def test_undo_in_the_same_answer_puts_a_row_back_where_it_stood(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    before = shown(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert shown(page) == [before[0], *before[2:]]
    chosen_before = chosen(page)
    session_of(page).undo()
    qtbot.waitUntil(lambda: shown(page) == before)
    assert chosen(page) == chosen_before
    session_of(page).redo()
    qtbot.waitUntil(lambda: shown(page) == [before[0], *before[2:]])


def test_what_was_set_aside_is_shown_and_put_back(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    before = shown(page)
    for _ in range(2):
        qtbot.keyClick(page.list, Qt.Key.Key_X)
    ask(page, qtbot, Question.MISSED)
    assert link(page) == "2 set aside. Show them"
    qtbot.mouseClick(page.aside, Qt.MouseButton.LeftButton)
    assert shown(page) == before[:2]
    assert "What you set aside" in told(page, "second_notes")
    qtbot.keyClick(page.list, Qt.Key.Key_A)  # nothing but putting back is offered here
    assert shown(page) == before[:2]
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert shown(page) == before[1:2]
    assert link(page) == "Back to what is open"
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    # The last one was put back: the list is the open one again.
    assert set(shown(page)) == set(before)
    assert link(page) == ""
    assert session_of(page).read(queries.suggestions.all) == []


@pytest.mark.parametrize("key", [Qt.Key.Key_K, Qt.Key.Key_X])
def test_a_segment_said_to_be_right_is_not_asked_about_again(
    page: SecondLookPage, qtbot: QtBot, key: Qt.Key
) -> None:
    session = session_of(page)
    [other] = [s for s in session.read(queries.segments.all) if s.document == "Talk 0" and s.turn == 2]
    help_id = session.read(queries.codes.find, path="mutuality").id
    session.do(operations.segments.recode, coding_id=other.id, code_id=help_id)
    ask(page, qtbot, Question.DOUBTFUL)
    assert chosen(page).coding_ids == (other.id,)
    qtbot.keyClick(page.list, key)
    ask(page, qtbot, Question.DOUBTFUL)
    assert ("Talk 0", 2) not in shown(page)
    assert link(page) == "1 set aside. Show it"
    assert session.read(queries.segments.all, coding_ids=[other.id])[0].code == "Mutuality"
    session.use_coder("Joe Brennan")
    session.do(operations.suggestions.choose, learn_from="all")
    ask(page, qtbot, Question.DOUBTFUL)
    assert ("Talk 0", 2) in shown(page)  # whoever else codes decides for themselves


def test_a_turn_with_nothing_to_code_is_not_shown_again(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    document = next(d.id for d in session.documents if d.title == "Talk 0")
    page.ask(Question.OVERLOOKED, document_id=document)
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    before = shown(page)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    page.look()
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    assert shown(page) == before[1:]
    assert link(page) == "1 set aside. Show it"


def test_a_line_above_the_list_says_what_its_words_and_bars_mean(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    [other] = [s for s in session.read(queries.segments.all) if s.document == "Talk 0" and s.turn == 2]
    help_id = session.read(queries.codes.find, path="mutuality").id
    session.do(operations.segments.recode, coding_id=other.id, code_id=help_id)
    assert told(page, "legend_bar") == ""  # nothing is shown yet that would need it
    ask(page, qtbot, Question.MISSED)
    assert told(page, "legend_bar") == "the fuller, the better it fits the code"
    assert "Strong: the passage" in told(page, "legend_words")
    ask(page, qtbot, Question.DOUBTFUL)
    assert told(page, "legend_bar") == "the emptier, the less it fits the code"
    strengths = [page.model.index(n).data(STRENGTH) for n in range(page.model.rowCount())]
    assert strengths == sorted(strengths)


def test_the_reason_is_one_key_away_and_stays(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    text = page.pane.text
    assert chosen(page).passage.quote in text.toPlainText()
    assert "alike" not in text.toPlainText()
    qtbot.keyClick(page.list, Qt.Key.Key_Space)
    assert chosen(page).near[0].segment.reference in text.toPlainText()
    assert "% alike" in text.toPlainText()
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert "% alike" in text.toPlainText()


def test_enter_goes_to_the_source_and_the_way_back_to_the_list(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    main = page.window()
    assert isinstance(main, MainWindow) and main.workspace is not None
    row = chosen(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    view = main.workspace.coding.view
    assert main.session is not None and main.session.document is not None
    assert main.session.document.id == row.passage.document_id
    assert view.selection() == (row.passage.start, row.passage.end)
    main.actions_by_name["way_back"].trigger()
    assert page.isVisible()
    assert chosen(page) == row
    qtbot.keyClick(page.list, Qt.Key.Key_Escape)
    assert main.workspace.page == 0


def test_a_doubtful_segment_gets_the_code_it_looks_more_like(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    [other] = [s for s in session.read(queries.segments.all) if s.document == "Talk 0" and s.turn == 2]
    help_id = session.read(queries.codes.find, path="mutuality").id
    session.do(operations.segments.recode, coding_id=other.id, code_id=help_id)
    ask(page, qtbot, Question.DOUBTFUL)
    assert chosen(page).coding_ids == (other.id,)
    # Most are right: that comes first, and is the button that stands out.
    kinds = [("second_k", "primary"), ("second_r", "quiet"), ("second_del", "quiet")]
    qtbot.waitUntil(lambda: offered(page)[:3] == kinds)
    button = page.findChild(QPushButton, "second_r")
    assert isinstance(button, QPushButton) and "Equality" in button.text()
    doubted = chosen(page)
    qtbot.keyClick(page.list, Qt.Key.Key_R)
    [now] = session.read(queries.segments.all, coding_ids=[other.id])
    assert now.code == "Equality"
    qtbot.wait(20)
    assert doubted not in page.model.rows
    session.undo()
    qtbot.waitUntil(lambda: doubted in page.model.rows)


def test_a_doubtful_segment_can_lose_its_coding(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    [other] = [s for s in session.read(queries.segments.all) if s.document == "Talk 0" and s.turn == 2]
    help_id = session.read(queries.codes.find, path="mutuality").id
    session.do(operations.segments.recode, coding_id=other.id, code_id=help_id)
    ask(page, qtbot, Question.DOUBTFUL)
    doubted = chosen(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert session.read(queries.segments.all, coding_ids=[other.id]) == []
    qtbot.wait(20)
    assert doubted not in page.model.rows
    session.undo()
    qtbot.waitUntil(lambda: doubted in page.model.rows)


def test_codes_that_may_be_one_open_the_preview_of_merging(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    money = [s.id for s in session.read(queries.segments.all) if s.code == "Equality"]
    helping = session.read(queries.codes.find, path="mutuality").id
    mine = [s.id for s in session.read(queries.segments.all) if s.code == "Mutuality"]
    equality = session.read(queries.codes.find, path="equality").id
    for ids, code in ((money[::2], helping), (mine[::2], equality)):
        session.do(operations.many.recode, coding_ids=ids, code_id=code)
    session.do(operations.codes.describe, code_id=equality, definition="People rely on one another.")
    ask(page, qtbot, Question.ALIKE)
    assert page.model.rowCount() == 1
    assert "mixed up" in page.model.says(page.model.rows[0])
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    [dialog] = page.findChildren(MergeCodesDialog)
    assert session.read(queries.codes.find, path="equality").codings
    dialog.reject()
    assert page.model.rowCount() == 1
    # Meant to be two, they are not compared again.
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    ask(page, qtbot, Question.ALIKE)
    assert page.model.rowCount() == 0
    assert link(page) == "1 set aside. Show it"
    qtbot.mouseClick(page.aside, Qt.MouseButton.LeftButton)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert page.model.rowCount() == 1
    assert link(page) == ""


def test_parts_become_codes_only_after_they_are_confirmed(page: SecondLookPage, qtbot: QtBot) -> None:
    session = session_of(page)
    helping = session.read(queries.codes.find, path="mutuality").id
    ids = [s.id for s in session.read(queries.segments.all)]
    session.do(operations.many.recode, coding_ids=ids, code_id=helping)
    ask(page, qtbot, Question.PARTS)
    assert page.model.rowCount() == 2
    qtbot.keyClick(page.list, Qt.Key.Key_P)
    assert "Make 2 codes below Mutuality" in told(page, "second_asks")
    assert session.read(queries.codes.find, path="mutuality").codings == len(ids)
    yes = page.findChild(QPushButton, "second_yes")
    assert isinstance(yes, QPushButton)
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    below = [c for c in session.read(queries.codes.all) if c.parent_id == helping]
    assert sum(c.codings for c in below) == len(ids)
    assert "codes now" in told(page, "second_empty")
    session.undo()
    assert session.read(queries.codes.find, path="mutuality").codings == len(ids)


def test_a_code_with_too_few_segments_is_told_in_words(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.PARTS)
    assert "from 20 on" in told(page, "second_empty")


def test_a_project_coded_without_suggestions_says_so(page: SecondLookPage, qtbot: QtBot) -> None:
    session_of(page).do(operations.suggestions.choose, on=False)
    ask(page, qtbot, Question.MISSED)
    assert "off in this project" in told(page, "second_empty")


def test_a_corrected_text_takes_the_answer_about_it_away(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    session, row = session_of(page), chosen(page)
    text = session.read(queries.documents.text, document_id=row.passage.document_id).text
    session.do(operations.texts.edit, document_id=row.passage.document_id, text="Once more. " + text)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    assert "press Look" in told(page, "second_empty")
    assert not page.list.isVisible()


def test_another_coder_begins_with_a_question_of_their_own(page: SecondLookPage, qtbot: QtBot) -> None:
    ask(page, qtbot, Question.MISSED)
    session_of(page).use_coder("Joe Brennan")
    assert page.model.rowCount() == 0


def test_cancelling_leaves_the_page_ready_for_another_question(page: SecondLookPage, qtbot: QtBot) -> None:
    code = session_of(page).read(queries.codes.find, path="mutuality").id
    page.ask(Question.MISSED, code)
    main = page.window()
    assert isinstance(main, MainWindow)
    main.jobs.cancel_all()
    qtbot.waitUntil(lambda: not main.jobs.busy and not page.busy, timeout=20_000)
    assert "press Look" in told(page, "second_empty")
    ask(page, qtbot, Question.MISSED)
    assert page.model.rowCount()


def test_closing_the_project_while_it_looks_drops_the_answer(page: SecondLookPage, qtbot: QtBot) -> None:
    code = session_of(page).read(queries.codes.find, path="mutuality").id
    main = page.window()
    assert isinstance(main, MainWindow)
    page.ask(Question.MISSED, code)
    main.close_project()
    qtbot.wait(50)
    assert main.workspace is None


def test_going_from_question_to_question_reads_once_and_a_coding_reads_anew(
    page: SecondLookPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []
    first = second_look.SecondLook.__init__

    def counted(self: second_look.SecondLook, *given: Any, **more: Any) -> None:
        made.append(self)
        first(self, *given, **more)

    monkeypatch.setattr(second_look.SecondLook, "__init__", counted)
    ask(page, qtbot, Question.MISSED)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    ask(page, qtbot, Question.DOUBTFUL)
    ask(page, qtbot, Question.MISSED, "equality")
    ask(page, qtbot, Question.ALIKE)
    assert len(made) == 1
    ask(page, qtbot, Question.MISSED)
    at = chosen(page).passage
    qtbot.keyClick(page.list, Qt.Key.Key_A)
    ask(page, qtbot, Question.MISSED)
    assert len(made) == 2
    assert (at.document, at.turn) not in shown(page)


def test_an_answer_to_another_question_is_dropped(page: SecondLookPage, qtbot: QtBot) -> None:
    code = session_of(page).read(queries.codes.find, path="mutuality").id
    page.ask(Question.MISSED, code)
    page.question.setCurrentIndex(page.question.findData(Question.ALIKE))
    main = page.window()
    assert isinstance(main, MainWindow)
    qtbot.waitUntil(lambda: not main.jobs.busy, timeout=20_000)
    assert page.model.rowCount() == 0
    assert "press Look" in told(page, "second_empty")
