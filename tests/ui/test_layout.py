# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The window comes back as it was left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui.main_window import MainWindow

Open = Callable[[Path | None], MainWindow]


def test_borders_that_were_moved_stay_and_others_follow_the_window(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    main.resize(1440, 900)
    QApplication.processEvents()
    assert main.workspace
    coding = main.workspace.coding
    wide = coding.across.sizes()[1]
    main.resize(1280, 720)
    QApplication.processEvents()
    assert coding.arranged and coding.across.sizes()[1] < wide
    coding.across.setSizes([700, 580])
    coding.across.splitterMoved.emit(700, 1)  # as a drag of the border does
    moved = coding.across.sizes()
    main.resize(1290, 720)
    QApplication.processEvents()
    assert abs(coding.across.sizes()[1] - moved[1]) <= 10
    main.close_project()
    main.open_project(study)
    assert main.workspace and not main.workspace.coding.arranged


def test_documents_stay_grouped_by_the_attribute_that_was_chosen(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    panel = main.workspace.coding.documents
    panel.group.setCurrentIndex(panel.group.findData("role"))
    panel.refresh()
    main.close_project()
    main.open_project(study)
    assert main.workspace and main.workspace.coding.documents.group.currentData() == "role"


def test_a_project_opens_on_the_page_it_was_left_on(window: Open, study: Path) -> None:
    main = window(study)
    main.show_page(3)
    main.close_project()
    main.open_project(study)
    assert main.workspace and main.workspace.page == 3
    main.show_page(0)
    main.close_project()
    main.open_project(study)
    assert main.workspace and main.workspace.page == 0 and main.workspace.coding.view.hasFocus()
