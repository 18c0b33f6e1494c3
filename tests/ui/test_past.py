# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Undo and redo in the window: small steps at once, large ones beside it, in order, with nothing in between."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui import past
from qualcoder_tc.ui.main_window import MainWindow
from tests.conftest import add, state, transcript
from tests.ui.test_watchdog import code_much, lines
from tests.ui.watchdog import LIMIT, longest_work

Open = Callable[[Path | None], MainWindow]


@pytest.fixture
def large_study(study: Path) -> Path:
    """Return a project whose last change recoded two thousand segments, scattered among as many more."""
    with Project.open(study) as project:
        document = transcript("Long", lines(900, 1))
        key = add(project, document)
        project.do(code_much, document_id=key, count=4000, length=len(document.text))
        ids = [c.id for c in project.read(queries.segments.all)][::2]
        project.do(operations.many.recode, coding_ids=ids, code_id=3)
    return study


@pytest.fixture
def main(window: Open, large_study: Path) -> Iterator[MainWindow]:
    made = window(large_study)
    assert made.session is not None
    made.session.open_document(made.session.documents[0].id)
    yield made


def told(main: MainWindow) -> list[str]:
    words: list[str] = []
    assert main.session
    main.session.told.connect(words.append)
    return words


def idle(main: MainWindow) -> bool:
    assert main.workspace
    return not main.workspace.past.busy and not main.jobs.busy


def count(main: MainWindow, code_id: int) -> int:
    assert main.session
    return sum(c.code_id == code_id for c in main.session.read(queries.segments.all))


def test_a_small_step_is_taken_at_once(main: MainWindow) -> None:
    assert main.session
    session = main.session
    session.do(operations.codes.create, name="Trust")
    session.do(operations.codes.create, name="Care")
    words = told(main)
    main.undo()
    main.undo()
    assert words == ["Undid: Created the code Care", "Undid: Created the code Trust"]
    main.redo()
    assert "trust" in [c.path for c in session.read(queries.codes.all)]
    assert not session.held


def test_a_large_step_is_taken_beside_the_window_which_answers(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session
    words = told(main)
    main.undo()
    assert main.session.held.startswith("Undoing: Recoded 2,000 segments")
    assert words == [main.session.held]
    qtbot.waitUntil(lambda: idle(main))
    assert words[1:] == ["Undid: Recoded 2,000 segments as Equality"]
    assert count(main, 3) == 0 and not main.session.held
    turns = iter([main.redo, main.undo] * 3)
    assert longest_work(qtbot, lambda: next(turns)(), lambda: idle(main)) <= LIMIT


def test_steps_asked_for_meanwhile_are_taken_after_it_in_order(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session and main.workspace
    session = main.session
    session.do(operations.documents.rename, document_id=1, title="First")
    view = main.workspace.coding.view
    words = told(main)
    main.show_page(0)
    view.setFocus()
    for _ in range(3):  # the name, the recoding, the codings
        qtbot.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    main.redo()
    qtbot.waitUntil(lambda: idle(main))
    assert [w for w in words if not w.startswith(("Undoing", "Redoing"))] == [
        "Undid: Renamed Focus group 2 to First",
        "Undid: Recoded 2,000 segments as Equality",
        "Undid: test_watchdog.code_much",
        "Redid: test_watchdog.code_much",
    ]
    assert len(session.read(queries.segments.all)) == 4000 and count(main, 3) == 0


def test_nothing_is_written_between_the_steps(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session and main.workspace
    session, view = main.session, main.workspace.coding.view
    main.show_page(0)
    view.go_to_turn(4)
    before = session.project.standing()
    words = told(main)
    main.undo()
    main.undo()
    qtbot.keyClick(view, Qt.Key.Key_6)
    assert view.codings() == []  # what was shown ahead is taken away again
    assert words[-1] == f"{words[0]} Do that again in a moment."
    assert session.do(operations.codes.create, name="Trust") is None
    qtbot.waitUntil(lambda: idle(main))
    assert session.project.standing() == before[:-2]
    qtbot.keyClick(view, Qt.Key.Key_6)
    assert len(view.codings()) == 1


def test_a_memo_being_written_is_saved_right_after(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session and main.workspace
    session = main.session
    main.show_page(0)
    memo = main.workspace.coding.memo
    document = session.document
    assert document
    memo.writer.show_memo(("document", document.uuid), None)
    memo.writer.edit.insertPlainText("Listen again")
    main.undo()
    memo.writer.save()
    assert session.read(queries.memos.all) == []
    qtbot.waitUntil(lambda: idle(main))
    assert [m.text for m in session.read(queries.memos.all)] == ["Listen again"]
    assert session.project.drafts() == []


def test_what_is_being_written_elsewhere_is_waited_for_without_a_pause(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session
    session, go, begun = main.session, threading.Event(), threading.Event()

    def slow(inner: Session) -> None:
        operations.codes.create(inner, name="Slow")
        begun.set()
        go.wait(20)

    main.jobs.run("Working", lambda _progress: session.project.do(slow), lambda _none: None)
    assert begun.wait(20)
    words = told(main)
    main.undo()
    assert words == ["Undoing."]
    go.set()
    qtbot.waitUntil(lambda: idle(main))
    assert words[-1] == "Undid: Created the code Slow"
    assert "slow" not in [c.path for c in session.read(queries.codes.all)]


def test_closing_waits_for_the_step_and_forgets_the_rest(window: Open, large_study: Path) -> None:
    main = window(large_study)
    assert main.session
    standing = main.session.project.standing()
    main.undo()
    main.undo()
    main.close_project()
    with Project.open(large_study) as project:
        assert project.standing() in (standing, standing[:-1])


def test_undoing_back_to_a_point_lets_nothing_in_between(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main.session and main.workspace
    session, page = main.session, main.workspace.history
    before = state(session.project)
    for n in range(5):
        session.do(operations.codes.create, name=f"Code {n}")
    main.show_history()
    qtbot.waitUntil(lambda: not page.busy)
    page.table.setCurrentIndex(page.model.index(4, 0))
    words = told(main)
    page.undo_to_chosen()
    assert session.do(operations.codes.create, name="Between") is None
    main.undo()
    qtbot.waitUntil(lambda: idle(main))
    assert words[0] == "Undoing 5 changes."
    assert "Took back 5 changes. Redo brings them back one by one." in words
    assert words[-1] == "Undid: Recoded 2,000 segments as Equality"
    main.redo()
    qtbot.waitUntil(lambda: idle(main))
    assert state(session.project) == before


def test_the_size_of_a_step_is_known_without_reading_it(main: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main.session
    project = main.session.project
    unpacked: list[Any] = []
    monkeypatch.setattr("qualcoder_tc.storage.inverse.unpack", unpacked.append)
    step = project.next_step("undo")
    assert step is not None and step.size > past.LARGE and unpacked == []
    text = project.read(queries.documents.text, document_id=2).text
    project.do(
        operations.texts.edit, document_id=1, text=project.read(queries.documents.text, document_id=1).text + "!"
    )
    small = project.next_step("undo")
    assert small is not None and small.size < past.LARGE
    project.do(operations.texts.edit, document_id=2, text=text + "!")
    large = project.next_step("undo")
    assert large is not None and large.size > past.LARGE
