# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names are reviewed in a table, given pseudonyms, and replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, queries, tasks
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pseudonyms import AnonymiseDialog
from tests.conftest import add, transcript

Open = Callable[[Path | None], MainWindow]


def named(study: Path) -> None:
    with Project.open(study) as project:
        add(project, transcript("Talk", (("INT", "And then?"), ("P1", "Then Danute rang Dr Patel. Danute did."))))


def opened(qtbot: QtBot, main: MainWindow) -> AnonymiseDialog:
    main.anonymise()
    qtbot.waitUntil(lambda: bool(main.findChildren(AnonymiseDialog)), timeout=30_000)
    return main.findChildren(AnonymiseDialog)[0]


def cell(dialog: AnonymiseDialog, text: str) -> int:
    return next(n for n, row in enumerate(dialog.model.rows) if row.text == text)


def test_names_are_reviewed_and_replaced_and_undone(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, dialogs: dict[str, Any]
) -> None:
    named(study)
    main = window(study)
    assert main.session
    dialog = opened(qtbot, main)
    assert not dialog.go.isEnabled()  # there is no place for the key yet
    danute, patel = cell(dialog, "Danute"), cell(dialog, "Dr Patel")
    dialog.table.selectRow(danute)
    shown = "\n".join(one.text() for one in dialog.findChildren(QLabel))
    assert "Danute, 2 times" in shown and "rang Dr Patel" in shown
    model = dialog.model
    assert model.setData(model.index(danute, 4), "Rasa")
    assert not model.setData(model.index(danute, 4), "  ")
    assert model.setData(model.index(patel, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialogs["save_file"] = tmp_path / "who is who"
    dialog.choose_key()
    dialog.accept()
    text = lambda: main.session.read(queries.documents.texts)[2]  # noqa: E731
    qtbot.waitUntil(lambda: "Then [Rasa] rang Dr Patel. [Rasa] did." in text())
    rows = {p.real: p.replacement for p in tasks.pseudonyms.read_key(tmp_path / "who is who.csv")}
    assert rows["Danute"] == "[Rasa]" and rows["Dr Patel"] == ""
    main.undo()
    assert "Then Danute rang" in text()


def test_filtering_ticks_only_what_is_shown(qtbot: QtBot, window: Open, study: Path) -> None:
    named(study)
    main = window(study)
    dialog = opened(qtbot, main)
    dialog._tick(False)
    assert not any(dialog.model.ticked)
    dialog.filter.setText("danute")
    dialog._tick(True)
    assert [r.text for r, t in zip(dialog.model.rows, dialog.model.ticked, strict=True) if t] == ["Danute"]
    dialog.reject()


def test_the_model_passes_the_tester(qtbot: QtBot, qtmodeltester: ModelTester, window: Open, study: Path) -> None:
    named(study)
    dialog = opened(qtbot, window(study))
    qtmodeltester.check(dialog.model)
    dialog.reject()
