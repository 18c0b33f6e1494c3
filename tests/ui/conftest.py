# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Fixtures for tests with real widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project
from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    theme.theme().apply(qapp, "light")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[Path | None], MainWindow]]:
    """Return a function that opens the window, with a project if one is given; fails on windows left over."""
    before = {id(w) for w in QApplication.topLevelWidgets()}
    made: list[MainWindow] = []

    def make(project: Path | None = None) -> MainWindow:
        one = MainWindow(Settings(tmp_path / "settings.json"))
        made.append(one)
        one.resize(1280, 720)
        one.show()
        qtbot.waitExposed(one)
        one.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is one)
        if project is not None:
            assert one.open_project(project)
        return one

    yield make
    for one in made:
        one.close()
        one.deleteLater()
    qtbot.wait(1)
    QApplication.sendPostedEvents(None, 0)
    QApplication.processEvents()
    left = [w for w in QApplication.topLevelWidgets() if id(w) not in before and w.isVisible()]
    assert left == []


@pytest.fixture
def dialogs(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Answer file and input dialogs from a dict; a question that nobody prepared fails the test."""
    answers: dict[str, Any] = {}

    def answer(name: str, wrap: Callable[[Any], Any]) -> Callable[..., Any]:
        def given(*_args: object, **_kwargs: object) -> Any:
            assert name in answers, f"an unexpected dialog: {name}"
            return wrap(answers[name])

        return given

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer("open_files", lambda v: ([str(p) for p in v], "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer("open_file", lambda v: (str(v), "")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer("save_file", lambda v: (str(v), "")))
    monkeypatch.setattr(QInputDialog, "getText", answer("text", lambda v: (v, True)))
    monkeypatch.setattr(QMessageBox, "information", answer("information", lambda v: v))
    return answers


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a project file with a codebook and one focus group."""
    from qualcoder_tc import operations
    from qualcoder_tc.model.codebook import codebook_from_plain
    from tests.conftest import add, transcript

    book = codebook_from_plain(
        {
            "schema": "qualcoder_tc/codebook/1",
            "title": "Small",
            "codes": [
                {
                    "name": "Principle",
                    "kind": "facet",
                    "codes": [
                        {"name": "Mutuality", "favourite": 4, "definition": "People rely on one another."},
                        {"name": "Equality", "favourite": 6},
                    ],
                }
            ],
        }
    )
    path = tmp_path / "study.qtc"
    with Project.create(path, title="Study", coder="Amina Malik") as project:
        project.do(operations.codebooks.apply, book=book)
        add(project, transcript())
    return path
