# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""From the key to the coding: what is applied to, shown first, counted after, and where one comes back to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.session import Session
from qualcoder_tc.ui.transcript.view import TranscriptView
from tests.conftest import LINES, add, transcript

Open = Callable[[Path | None], MainWindow]


@pytest.fixture
def main(window: Open, study: Path) -> Iterator[MainWindow]:
    yield window(study)


def parts(main: MainWindow) -> tuple[Session, TranscriptView]:
    assert main.workspace is not None and main.session is not None
    return main.session, main.workspace.coding.view


def coded(main: MainWindow) -> list[tuple[str, str]]:
    session, _ = parts(main)
    return [(s.code, s.quote) for s in session.read(queries.segments.all)]


def test_one_key_codes_the_turn_alt_and_the_key_the_sentence(qtbot: QtBot, main: MainWindow) -> None:
    _, view = parts(main)
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_4)
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert coded(main) == [("Equality", "And an hour's an hour, isn't it."), ("Mutuality", LINES[2][1])]


def test_after_coding_its_code_is_chosen_unless_another_was_meanwhile(qtbot: QtBot, main: MainWindow) -> None:
    session, view = parts(main)
    first, other = (c.id for c in session.codes if c.codable)
    view.go_to_turn(3)
    assert main.workspace is not None
    applying = main.workspace.coding.applying
    applying.apply(first)
    session.choose_code(other)
    qtbot.waitUntil(lambda: any(c.codings for c in session.codes))
    qtbot.wait(20)
    assert session.code is not None and session.code.id == other
    session.choose_code(None)
    applying.apply(other)
    applying.apply(first)
    qtbot.waitUntil(lambda: session.code is not None and session.code.id == first)
    assert len(coded(main)) == 2


def test_nothing_can_be_typed_into_the_transcript(qtbot: QtBot, main: MainWindow) -> None:
    session, view = parts(main)
    assert session.document is not None
    before = session.document.text
    view.set_selection(10, 40)
    for key in (Qt.Key.Key_X, Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_V):
        qtbot.keyClick(view, key)
        qtbot.keyClick(view, key, Qt.KeyboardModifier.ControlModifier)
    assert session.read(queries.documents.text, document_id=session.document.id).text == before


def test_the_coding_is_painted_before_it_is_written(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, view = parts(main)
    seen: list[list[str]] = []
    write = session.project.do

    def watched(*arguments: object, **named: object) -> object:
        seen.append([c.code for c in view.codings()])
        return write(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(session.project, "do", watched)
    view.go_to_turn(4)
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert seen == [["Mutuality"]]
    qtbot.waitUntil(lambda: all(c.id > 0 for c in view.codings()))
    (row,) = view.codings()
    view.select_coding(row.id)
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert seen[1:] == [[]]
    assert coded(main) == []


def test_a_coding_that_cannot_be_written_does_not_stay(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcoder_tc.errors import InputError

    session, view = parts(main)

    def full(*_arguments: object, **_named: object) -> object:
        raise InputError("The disk is full", "free some space and try again")

    monkeypatch.setattr(session.project, "do", full)
    view.go_to_turn(4)
    with qtbot.waitSignal(session.failed):
        qtbot.keyClick(view, Qt.Key.Key_4)
    assert view.codings() == []


def test_counts_follow_every_change_and_its_undoing(qtbot: QtBot, main: MainWindow) -> None:
    session, view = parts(main)

    def counts() -> list[tuple[str, int, int, int]]:
        return [(c.name, c.codings, c.mine, c.documents) for c in session.codes if c.codable]

    def agree() -> bool:
        truth = session.read(queries.codes.all, coder_id=session.coder.id)
        fresh = session.read(queries.documents.all)
        return session.codes == truth and session.documents == fresh

    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_4)
    view.go_to_turn(4)
    qtbot.keyClick(view, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: counts() == [("Mutuality", 2, 2, 1), ("Equality", 0, 0, 0)])
    assert agree()
    row = view.codings()[0]
    mutuality, equality = (session.read(queries.codes.find, path=p).id for p in ("mutuality", "equality"))
    session.do(operations.segments.recode, coding_id=row.id, code_id=equality)
    qtbot.waitUntil(lambda: counts() == [("Mutuality", 1, 1, 1), ("Equality", 1, 1, 1)])
    assert agree()
    session.undo()
    session.undo()
    qtbot.waitUntil(lambda: counts() == [("Mutuality", 1, 1, 1), ("Equality", 0, 0, 0)])
    assert agree()
    session.use_coder("Jo Bell")
    assert counts()[0] == ("Mutuality", 1, 0, 1)
    session.do(operations.codes.delete, code_id=mutuality)
    qtbot.waitUntil(lambda: [c[0] for c in counts()] == ["Equality"])
    assert agree()


def test_documents_that_come_change_and_go_are_followed(qtbot: QtBot, main: MainWindow) -> None:
    session, _ = parts(main)
    second = add(session.project, transcript("Focus group 3", (*LINES, ("P9", "One more."))))
    qtbot.waitUntil(lambda: [d.title for d in session.documents] == ["Focus group 2", "Focus group 3"])
    session.do(operations.documents.rename, document_id=second, title="Another")
    qtbot.waitUntil(lambda: session.documents[1].title == "Another")
    assert session.documents == session.read(queries.documents.all)
    session.do(operations.documents.delete, document_id=session.documents[0].id)
    qtbot.waitUntil(lambda: [d.title for d in session.documents] == ["Another"])
    session.undo()
    qtbot.waitUntil(lambda: [d.title for d in session.documents] == ["Focus group 2", "Another"])
    assert session.documents == session.read(queries.documents.all)


def test_the_place_in_each_document_is_remembered_also_over_a_restart(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    with Project.open(study) as project:
        long = tuple((f"P{n % 4}", f"Turn {n} says something about the garden. " * 4) for n in range(80))
        first = add(project, transcript("Long", long))
        second = add(project, transcript("Longer", (*long, ("P1", "The end."))))
    main = window(study)
    session, view = parts(main)
    session.open_document(first)
    view.go_to_turn(40)
    here = view.place()
    session.open_document(second)
    view.go_to_turn(60)
    there = view.place()
    session.open_document(first)
    assert view.place() == here
    main.close_project()
    again = window(study)
    session, view = parts(again)
    assert session.document is not None and session.document.id == first
    assert view.place() == here
    session.open_document(second)
    assert view.place() == there


def test_codings_of_a_coder_are_hidden_and_stay_so_over_a_restart(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    session, view = parts(main)
    view.go_to_turn(3)
    qtbot.keyClick(view, Qt.Key.Key_4)
    session.use_coder("Jo Bell")
    view.go_to_turn(4)
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert main.workspace is not None
    button = main.workspace.coding.shown_coders
    qtbot.waitUntil(lambda: button.isVisible() and button.text() == "2 coders")
    assert button.menu().actions()[1].text() == "Jo Bell"
    button.menu().actions()[1].trigger()
    assert [c.coder for c in view.codings()] == ["Amina Malik"]
    assert button.text() == "Amina Malik"
    main.close_project()
    again = window(study)
    _, view = parts(again)
    assert [c.coder for c in view.codings()] == ["Amina Malik"]
    assert again.workspace is not None
    button = again.workspace.coding.shown_coders
    assert button.isVisible()
    next(a for a in button.menu().actions() if a.text() == "Everybody").trigger()
    assert len(view.codings()) == 2


def test_size_and_spacing_of_lines_are_kept(window: Open, study: Path) -> None:
    main = window(study)
    _, view = parts(main)
    leading, size = view.text_leading, view.text_size
    main.actions_by_name["looser"].trigger()
    main.actions_by_name["larger"].trigger()
    assert view.text_leading > leading and view.text_size == size + 1
    main.close_project()
    _, view = parts(window(study))
    assert view.text_leading > leading and view.text_size == size + 1
