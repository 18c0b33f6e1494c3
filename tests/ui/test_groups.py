# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Documents and segments by groups of cases: on the agreement page, under themes, in the report's sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.errors import InputError, NotFound
from qualcoder_tc.reports import sample
from qualcoder_tc.reports.blocks import Table
from qualcoder_tc.ui.main_window import MainWindow
from tests.conftest import add, place, transcript
from tests.ui.test_pages import PAGES, texts

Open = Callable[[Path | None], MainWindow]
BOTH = ("Amina Malik", "Joe Brennan")


@pytest.fixture
def grouped(study: Path) -> Path:
    """Return a study with a service user in one document and a practitioner in another, coded by two people."""
    with Project.open(study) as project:
        add(project, transcript("Staff", (("Ada", "We look out for the building."), ("Bo", "I do not."))))
        ada = project.do(operations.cases.create, name="Ada")
        project.do(operations.cases.set_attribute, case_id=ada, name="role", value="practitioner")
        project.do(operations.cases.set_attribute, case_id=ada, name="age", value="40")
        [speaker] = [s for s in project.read(queries.cases.speakers) if s.name == "Ada"]
        project.do(operations.speakers.assign_case, speaker_id=speaker.id, case_id=ada)
        code = project.read(queries.codes.find, path="mutuality").id
        for coder, passages in (
            (BOTH[0], ((1, "We look out"), (2, "We look out"))),
            (BOTH[1], ((1, "She did!"), (2, "We look out"))),
        ):
            project.use_coder(coder)
            for document, words in passages:
                start, end = place(project, document, words)
                project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code)
        project.use_coder(BOTH[0])
        theme = project.do(operations.themes.create, name="Looking out")
        project.do(operations.themes.add_code, theme_id=theme, code_id=code)
    return study


def test_documents_fall_into_groups_by_kind_and_by_value(grouped: Path) -> None:
    with Project.open(grouped, read_only=True) as project:
        groups = {(g.attribute, g.value): sorted(g.documents) for g in project.read(queries.groups.of_documents)}
        assert groups == {
            ("", "focus-group"): [1, 2],
            ("role", "practitioner"): [2],
            ("role", "service user"): [1],
            ("age", "40"): [2],
            ("age", "61"): [1],
        }
        assert project.read(queries.groups.with_value, attribute="Role", value="PRACTITIONER") == {2}
        with pytest.raises(NotFound, match="role=service user"):
            project.read(queries.groups.with_value, attribute="role", value="nobody")


def test_agreement_is_measured_over_a_group(grouped: Path) -> None:
    with Project.open(grouped, read_only=True) as project:
        assert len(tasks.measure_agreement(project, coders=BOTH).documents) == 2
        only = tasks.measure_agreement(project, coders=BOTH, document_ids={2})
        assert only.documents == ("Staff",)
        assert max(r.first + r.second for r in only.per_code) == 0
        code = project.read(queries.codes.find, path="mutuality").id
        found = tasks.find_disagreements(project, code_id=code, coders=BOTH, document_ids={1})
        assert {d.document for d in found} == {1} and len(found) == 2
        with pytest.raises(InputError, match="among these"):
            tasks.measure_agreement(project, coders=BOTH, document_ids=())


def test_the_agreement_page_offers_the_groups(qtbot: QtBot, window: Open, grouped: Path) -> None:
    main = window(grouped)
    assert main.workspace
    main.show_page(PAGES["agreement"])
    page = main.workspace.agreement
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    assert "2 documents" in texts(page)
    offered = [page.group.itemText(n) for n in range(page.group.count())]
    assert offered[:3] == ["all documents", "focus groups (2)", "role: practitioner (1)"]
    page.group.setCurrentIndex(2)
    qtbot.waitUntil(lambda: "1 document read by both" in texts(page))
    qtbot.waitUntil(lambda: "0 disagreements" in texts(page))
    page.group.setCurrentIndex(3)
    qtbot.waitUntil(lambda: "2 disagreements" in texts(page))


def test_themes_tell_which_groups_they_rest_on(qtbot: QtBot, window: Open, grouped: Path) -> None:
    main = window(grouped)
    assert main.workspace
    main.show_page(PAGES["themes"])
    page = main.workspace.themes
    [column] = page.columns.values()
    tray = page.tray
    tray.every.click()
    tray.code_list.setCurrentIndex(tray.codes.index(0))
    qtbot.waitUntil(lambda: tray.segments.rowCount() == 4)
    assert not column.groups.isVisible()
    offered = [tray.group.itemText(n) for n in range(tray.group.count())]
    assert offered[:4] == ["Everybody", "By role", "   practitioner", "   service user"]
    tray.group.setCurrentIndex(1)
    tray.group.activated.emit(1)
    qtbot.waitUntil(column.groups.isVisible)
    assert column.groups.text() == "practitioner 2 · service user 1 · no value 1"
    qtbot.waitUntil(lambda: tray.segments.rowCount() == 4)
    tray.group.setCurrentIndex(3)
    tray.group.activated.emit(3)
    qtbot.waitUntil(lambda: tray.segments.rowCount() == 1)
    main.undo()  # the theme's code is taken out, the choice stays
    qtbot.waitUntil(lambda: column.groups.text() == "Nobody yet")
    assert tray.group.currentText().strip() == "service user"
    tray.group.setCurrentIndex(0)
    tray.group.activated.emit(0)
    qtbot.waitUntil(lambda: not column.groups.isVisible())
    qtbot.waitUntil(lambda: tray.segments.rowCount() == 4)


def test_the_sample_is_described_by_attributes(grouped: Path) -> None:
    with Project.open(grouped) as project:
        [age] = [a for a in project.read(queries.cases.attributes) if a.name == "age"]
        project.do(operations.cases.retype_attribute, attribute_id=age.id, type="number")
        project.do(operations.cases.create, name="Cy")
        [table] = sample.cases(tasks.report_data(project))
    assert isinstance(table, Table)
    assert table.rows == (
        ("role", "practitioner", "1", "33%"),
        ("", "service user", "1", "33%"),
        ("", "not given", "1", "33%"),
        ("age", "40 to 61, median 50.5", "2", "67%"),
        ("", "not given", "1", "33%"),
    )
