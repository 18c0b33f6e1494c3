# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Why a code is suggested, in the window: what speaks for it and against it, one key away, and the way to the sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui import actions, theme
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.panels.why import Why, chance
from tests.conftest import place
from tests.ui.test_main_job import click

Open = Callable[[Path | None], MainWindow]
SAID = "We look out for one another now"


@pytest.fixture
def main(window: Open, study: Path) -> MainWindow:
    """Return the window at a suggestion for which a segment speaks, and against which another does."""
    with Project.open(study) as project:
        codes = {c.name: c for c in project.read(queries.codes.all)}
        (document,) = [d.id for d in project.read(queries.documents.all)]
        text = project.read(queries.documents.text, document_id=document)
        first, last = text.turns[0], text.turns[-1]
        for turn, name in ((first, "Mutuality"), (last, "Equality")):
            project.do(
                operations.segments.apply,
                document_id=document,
                start=turn.start,
                end=turn.end,
                code_id=codes[name].id,
            )
        names = {c.id: c.name for c in codes.values()}
        uuids = {names[c.code_id]: c.uuid for c in project.read(queries.learning.codings)}
        start, end = place(project, document, SAID)
        facts = {"score": 0.6, "reference": "Talk, P1, turn 1"}
        evidence = [
            facts | {"kind": "coded segment", "text": "Near", "coding": uuids["Mutuality"], "against": False},
            facts | {"kind": "definition", "text": "People rely on one another.", "against": False},
            facts
            | {
                "kind": "coded otherwise",
                "text": "Other",
                "coding": uuids["Equality"],
                "codes": [codes["Equality"].uuid],
                "against": True,
            },
            facts | {"kind": "not-apply rule", "text": "Mere politeness", "against": True},
        ]
        proposal = {"document_id": document, "code_id": codes["Mutuality"].id, "start": start, "end": end}
        rest = {"quote": SAID, "score": 0.71, "model": "m", "evidence": evidence, "threshold": 0.4, "learned": 2}
        project.do(operations.suggestions.propose, proposals=[proposal | rest], document_ids=[document])
    one = window(study)
    assert one.workspace
    one.workspace.coding.view.go_to(start)
    one.workspace.coding.view.setFocus()
    return one


def pane(main: MainWindow) -> Why:
    (found,) = main.findChildren(Why)
    return found


def words(main: MainWindow) -> str:
    return " | ".join(w.text() for w in pane(main).findChildren(QLabel))


def press(qtbot: QtBot, main: MainWindow, key: Qt.Key, shift: bool = False) -> None:
    assert main.workspace
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(main.workspace.coding.view, key, modifier)


def test_one_key_shows_what_speaks_for_and_against_and_the_same_key_hides_it(
    qtbot: QtBot, main: MainWindow
) -> None:
    assert main.workspace and main.session
    assert not pane(main).isVisible()
    press(qtbot, main, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: pane(main).isVisible() and pane(main).height() > 100)
    told = words(main)
    for said in ("“Near”", "Talk, P1, turn 1 · much alike", "People rely", "Coded Equality instead", "“Other”"):
        assert said in told
    assert "Mere politeness" in told and "Learned from 2 segments." in told and "about 4 in 10 is shown" in told
    assert told.index("“Near”") < told.index("What speaks against it") < told.index("“Other”")
    assert main.workspace.coding.view.hasFocus(), "Enter still accepts"
    press(qtbot, main, Qt.Key.Key_W)
    assert not pane(main).isVisible()
    press(qtbot, main, Qt.Key.Key_W)
    press(qtbot, main, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not pane(main).isVisible())
    assert len(main.session.read(queries.segments.all)) == 3


def test_everything_is_within_reach_in_a_low_window(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace
    main.resize(1280, 720)
    press(qtbot, main, Qt.Key.Key_W)
    qtbot.waitUntil(lambda: pane(main).height() > 100)
    card = main.workspace.coding.suggestion
    bottom = card.mapTo(main, card.rect().bottomLeft()).y()
    assert bottom < main.height()
    qtbot.waitUntil(lambda: any(b.isVisible() for b in card.findChildren(QPushButton, "accept_suggestion")))
    assert pane(main).horizontalScrollBar().maximum() == 0
    assert main.workspace.coding.codes.isVisible()
    press(qtbot, main, Qt.Key.Key_M)
    assert main.workspace.coding.memo.edit.isVisible(), "a memo has its room again"


def test_the_reasons_lead_to_their_segments_and_back_by_keys_alone(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace and main.session
    view, before = main.workspace.coding.view, main.workspace.coding.view.caret
    press(qtbot, main, Qt.Key.Key_W, shift=True)
    assert pane(main).hasFocus()
    assert "Mutuality" in pane(main).accessibleName() and "“Other”" in pane(main).accessibleDescription()
    qtbot.keyClick(pane(main), Qt.Key.Key_Tab)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    there = QApplication.focusWidget()
    assert there is not None
    assert there.objectName() == "go_to_reason" and there.accessibleName() == "Go to Talk, P1, turn 1"
    qtbot.keyClick(there, Qt.Key.Key_Space)
    chosen = view.selected_coding()
    assert chosen is not None and chosen.code == "Equality"
    assert view.hasFocus() and main.workspace.way_back.isVisible()
    assert "suggestion" in main.workspace.way_back.text()
    main.actions_by_name["way_back"].trigger()
    assert view.caret == before and view.hasFocus()
    qtbot.waitUntil(lambda: pane(main).isVisible())
    press(qtbot, main, Qt.Key.Key_W, shift=True)
    qtbot.keyClick(pane(main), Qt.Key.Key_Escape)
    assert view.hasFocus()


def test_a_segment_that_went_away_is_told(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace and main.session
    press(qtbot, main, Qt.Key.Key_W)
    for segment in main.session.read(queries.segments.all):
        main.session.do(operations.segments.remove, coding_id=segment.id)
    said: list[str] = []
    main.session.told.connect(said.append)
    main.workspace.tell = said.append  # type: ignore[method-assign]
    click(qtbot, main, "go_to_reason")
    assert said == ["This segment is no longer there."]


def test_where_nothing_is_suggested_the_key_says_so(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace and main.session and main.session.document
    said: list[str] = []
    main.session.told.connect(said.append)
    main.workspace.coding.view.go_to(main.session.document.turns[0].start)
    press(qtbot, main, Qt.Key.Key_W)
    assert said and not pane(main).isVisible()
    assert {"why", "reasons"} <= {c.name for c in actions.commands(main)}


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (0.71, "about 7 in 10"),
        (0.02, "less than 1 in 20"),
        (0.06, "about 1 in 10"),
        (0.94, "about 9 in 10"),
        (0.99, "more than 19 in 20"),
    ],
)
def test_chances_are_told_in_words(score: float, said: str) -> None:
    assert chance(score) == said


@pytest.mark.parametrize("size", [1.5, 2.0])
def test_where_everything_is_large_nothing_is_cut(
    qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest, size: float
) -> None:
    theme.theme().size = size
    theme.theme().apply(qapp, "light")
    try:
        main: MainWindow = request.getfixturevalue("main")
        assert main.workspace
        press(qtbot, main, Qt.Key.Key_W)
        cards, card = main.workspace.coding.beside.cards, main.workspace.coding.suggestion
        qtbot.waitUntil(lambda: pane(main).height() > 100 and pane(main).verticalScrollBar().maximum() == 0)
        assert card.minimumSizeHint().width() <= cards.viewport().width()
        assert cards.isVisible() and cards.isAncestorOf(card)
        press(qtbot, main, Qt.Key.Key_W, shift=True)
        qtbot.keyClick(pane(main), Qt.Key.Key_PageDown)
        assert cards.verticalScrollBar().value() > 0
    finally:
        theme.theme().size = 1.0
        theme.theme().apply(qapp, "light")
