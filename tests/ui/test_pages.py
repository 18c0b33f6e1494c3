# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The pages beside coding: retrieval and agreement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui.main_window import MainWindow
from tests.conftest import place

Open = Callable[[Path | None], MainWindow]
PAGES = {"code": 0, "retrieve": 1, "cases": 2, "themes": 3, "agreement": 4, "report": 5}


def code_as(project: Project, coder: str, *codings: tuple[int, str, str]) -> None:
    project.use_coder(coder)
    for document, words, path in codings:
        start, end = place(project, document, words)
        code = project.read(queries.codes.find, path=path)
        project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code.id)


def texts(widget: object) -> str:
    assert hasattr(widget, "findChildren")
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisible())


def test_agreement_shows_what_two_people_did_and_where_they_differ(qtbot: QtBot, window: Open, study: Path) -> None:
    with Project.open(study) as project:
        code_as(project, "Joe Brennan", (1, "In her good shoes", "mutuality"), (1, "She did!", "equality"))
        code_as(project, "Amina Malik", (1, "In her good shoes", "mutuality"))
    main = window(study)
    assert main.workspace
    main.show_page(PAGES["agreement"])
    page = main.workspace.agreement
    qtbot.waitUntil(lambda: page.model.rowCount() == 2 and not main.jobs.busy, timeout=30_000)
    shown = {
        page.model.index(n, 0).data(): [page.model.index(n, c).data() for c in (1, 2, 3)]
        for n in range(page.model.rowCount())
    }
    assert shown["Mutuality"] == ["1", "0", "0"]
    assert sorted(shown["Equality"]) == ["0", "0", "1"]
    # The code that was disagreed on is open, with the passage.
    assert page.table.currentIndex().siblingAtColumn(0).data() == "Equality"
    qtbot.waitUntil(lambda: "She did!" in texts(page) and "coded" in texts(page))


def test_agreement_by_one_person_says_what_to_do(window: Open, study: Path) -> None:
    main = window(study)
    assert main.workspace
    main.show_page(PAGES["agreement"])
    page = main.workspace.agreement
    assert "Merge a colleague's copy" in texts(page)
    assert not page.table.isVisible()
    assert page.findChild(QPushButton, "merge_from_agreement").isVisible()
