# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions in the window: only when asked for, and as the project decided."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import operations, queries
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.models import SHIPPED_SHA256, Model, shipped
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.suggest_dialog import SuggestDialog
from tests.conftest import place
from tests.suggest.conftest import HashingEncoder
from tests.ui.test_main_job import click, segments, select

Open = Callable[[Path | None], MainWindow]


@pytest.fixture
def main(window: Open, study: Path, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    one = window(study)
    monkeypatch.setattr(one.jobs, "encoder", lambda model=None: HashingEncoder())
    monkeypatch.setattr("qualcoder_tc.suggest.Suggester.threshold", lambda *_: 0.0)
    return one


def said(main: MainWindow) -> str:
    assert main.workspace
    return " ".join(w.text() for w in main.workspace.coding.suggestion.findChildren(QLabel))


def shown(main: MainWindow, name: str) -> bool:
    return any(b.isVisible() for b in main.findChildren(QPushButton, name))


def settings(qtbot: QtBot, main: MainWindow) -> SuggestDialog:
    main.suggest_more("settings")
    qtbot.waitUntil(lambda: any(d.isVisible() for d in main.findChildren(SuggestDialog)))
    return next(d for d in main.findChildren(SuggestDialog) if d.isVisible())


def pending(main: MainWindow) -> list[Any]:
    assert main.session
    return main.session.read(queries.suggestions.pending)


def test_before_the_first_own_segments_suggestions_are_offered_but_not_made(qtbot: QtBot, main: MainWindow) -> None:
    click(qtbot, main, "suggest")
    qtbot.waitUntil(lambda: shown(main, "suggest_anyway"))
    assert "0 of the 8 segments" in said(main)
    assert pending(main) == []
    click(qtbot, main, "suggest_anyway")
    qtbot.waitUntil(lambda: bool(pending(main)))
    qtbot.waitUntil(lambda: not main.jobs.busy)
    assert segments(main) == []


def test_where_nothing_is_near_enough_the_less_sure_are_one_press_away(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def threshold(_self: object, strictness: float = 0.5, *_: object) -> float:
        asked.append(strictness)
        return 0.0 if strictness == 0 and nearer else 1.1

    nearer = True
    monkeypatch.setattr("qualcoder_tc.suggest.Suggester.threshold", threshold)
    assert main.workspace and main.session
    main.session.do(operations.suggestions.choose, least=0)
    click(qtbot, main, "suggest")
    qtbot.waitUntil(lambda: shown(main, "suggest_less_sure"))
    assert "Nothing near enough" in said(main) and pending(main) == []
    view = main.workspace.coding.view
    qtbot.waitUntil(view.hasFocus)  # the button is gone, and keys work in the text
    click(qtbot, main, "suggest_less_sure")
    qtbot.waitUntil(lambda: bool(pending(main)) and not main.jobs.busy, timeout=20_000)
    assert asked[-1] == 0.0
    nearer = False
    main.settings.set("suggest_strictness", 0.0)
    main.suggest()
    qtbot.waitUntil(lambda: "not even what is unsure" in said(main), timeout=20_000)
    qtbot.waitUntil(lambda: shown(main, "suggest"))
    assert not shown(main, "suggest_less_sure")


def test_a_project_made_to_be_coded_without_suggestions_offers_none(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session
    main.session.do(operations.project.set_option, name="suggestions", value="off")
    qtbot.waitUntil(lambda: "off in this project" in said(main))
    assert not shown(main, "suggest")
    failures: list[str] = []
    main.session.failed.disconnect()
    main.session.failed.connect(lambda title, _message: failures.append(title))
    main.suggest()
    qtbot.waitUntil(lambda: bool(failures))
    assert failures == ["Suggestions are off in this project"]
    main.session.undo()
    qtbot.waitUntil(lambda: shown(main, "suggest"))


def test_a_turn_or_all_documents_can_be_asked_for(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace and main.session and main.session.document and main.suggesting
    main.session.do(operations.suggestions.choose, least=0)
    start, _ = place(main.session.project, main.session.document.id, "We look out for one another now")
    main.workspace.coding.view.go_to(start)
    menu = QMenu(main)
    main.suggesting.fill(menu)
    acts: list[QAction] = [a for a in menu.actions() if not a.isSeparator()]
    acts[0].trigger()
    qtbot.waitUntil(lambda: bool(pending(main)) and not main.jobs.busy)
    assert {row.turn for row in pending(main)} == {4}
    acts[2].trigger()
    qtbot.waitUntil(lambda: len({row.turn for row in pending(main)}) > 1 and not main.jobs.busy)


def test_what_was_suggested_to_one_coder_is_not_shown_to_another(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace and main.session and main.session.document
    main.session.do(operations.suggestions.choose, least=0)
    start, _ = place(main.session.project, main.session.document.id, "We look out for one another now")
    main.workspace.coding.view.go_to(start)
    main.suggest()
    qtbot.waitUntil(lambda: shown(main, "accept_suggestion") and not main.jobs.busy)
    main.session.use_coder("Joe Brennan")
    qtbot.waitUntil(lambda: shown(main, "suggest"))
    assert main.session.suggestions == []


def test_selected_words_within_a_suggestion_are_what_is_accepted(qtbot: QtBot, main: MainWindow) -> None:
    assert main.workspace and main.session and main.session.document
    main.session.do(operations.suggestions.choose, least=0)
    start, _ = place(main.session.project, main.session.document.id, "We look out for one another now")
    main.workspace.coding.view.go_to(start)
    main.suggest()
    qtbot.waitUntil(lambda: shown(main, "accept_suggestion") and not main.jobs.busy)
    select(main, "We look out for one another now")
    click(qtbot, main, "accept_suggestion")
    qtbot.waitUntil(lambda: len(segments(main)) == 1)
    assert segments(main)[0][0] == "We look out for one another now"
    fates = {row.fate.value for row in main.session.read(queries.suggestions.all)} - {"pending"}
    assert fates == {"edited"}


def test_what_is_decided_in_the_dialog_holds_for_the_project(qtbot: QtBot, main: MainWindow) -> None:
    assert main.session
    dialog = settings(qtbot, main)
    assert "about 7 of 10 should be right" in dialog.sure.text()
    qtbot.keyClick(dialog.strictness, Qt.Key.Key_End)
    assert "about 9 of 10 should be right" in dialog.sure.text()
    for choice in (dialog.teachers, dialog.least):
        choice.setFocus()
        qtbot.keyClick(choice, Qt.Key.Key_Down)
    dialog.on.click()
    found = main.session.read(queries.suggestions.choices)
    assert (found.learn_from.value, found.least, found.on) == ("all", 16, False)
    assert main.settings.get("suggest_strictness") == 1.0
    click(qtbot, main, "suggest_done")
    main.session.undo()
    assert main.session.read(queries.suggestions.choices).on


def test_a_folder_with_a_model_is_taken_with_its_hash_and_another_is_refused(
    qtbot: QtBot, main: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main.session
    session = main.session
    folder = tmp_path / "my model"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = settings(qtbot, main)
    folder.mkdir()
    click(qtbot, main, "suggest_choose_model")
    qtbot.waitUntil(dialog.problem.isVisible)
    assert "no model in" in dialog.problem.text()
    assert session.read(queries.suggestions.choices).model == ""
    shutil.copytree(shipped().folder, folder, dirs_exist_ok=True)
    click(qtbot, main, "suggest_choose_model")
    qtbot.waitUntil(lambda: dialog.model.text() == "my model")
    found = session.read(queries.suggestions.choices)
    assert (found.model, found.model_sha256) == (str(folder), SHIPPED_SHA256)
    click(qtbot, main, "suggest_shipped_model")
    assert session.read(queries.suggestions.choices).model == ""
    click(qtbot, main, "suggest_done")


def test_the_menu_of_a_code_keeps_it_from_being_suggested(qtbot: QtBot, main: MainWindow) -> None:
    from qualcoder_tc.ui.code_menu import CodeMenu

    assert main.session
    row = next(c for c in main.session.codes if c.codable)
    (made,) = main.findChildren(CodeMenu)

    def press(words: str) -> None:
        menu = QMenu(main)
        made.fill(menu, [row])
        next(a for a in menu.actions() if a.text() == words).trigger()

    press("Do not suggest")
    assert main.session.read(queries.suggestions.choices).quiet == {row.uuid}
    press("Suggest again")
    assert main.session.read(queries.suggestions.choices).quiet == set()


def test_another_model_ends_the_process_of_the_one_before(window: Open, tmp_path: Path) -> None:
    jobs = window(None).jobs
    first = jobs.encoder()
    assert jobs.encoder() is first
    other = Model(tmp_path, "", "other")
    second = jobs.encoder(other)
    assert isinstance(second, EncoderProcess) and second is not first
    assert jobs.encoder(Model(tmp_path, "", "other")) is second


def test_the_window_keeps_what_it_learned_until_the_project_closes(
    qtbot: QtBot, main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main.session and main.session.document and main.suggesting and main.workspace
    main.session.do(operations.suggestions.choose, least=0)
    encoder, reads = HashingEncoder(), list[int]()
    monkeypatch.setattr(main.jobs, "encoder", lambda model=None: encoder)
    documents = queries.learning.documents
    monkeypatch.setattr(queries.learning, "documents", lambda session: reads.append(1) or documents(session))
    main.suggest()
    qtbot.waitUntil(lambda: bool(pending(main)) and not main.jobs.busy)
    read = len(encoder.calls)
    select(main, "We look out for one another now")
    code = next(c for c in main.session.codes if c.codable)
    main.workspace.coding.applying.apply(code.id)
    qtbot.waitUntil(lambda: len(segments(main)) == 1)
    before = {row.id for row in pending(main)}
    main.suggest()
    qtbot.waitUntil(lambda: {row.id for row in pending(main)} != before and not main.jobs.busy)
    assert len(reads) == 1
    assert encoder.calls[read:] in ([], [["We look out for one another now"]])
    warm = main.suggesting._warm  # pyright: ignore[reportPrivateUsage]
    assert warm.taught is not None
    main.close_project()
    assert warm.taught is None and warm.reader is None
