# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Item models keep Qt's rules."""

from __future__ import annotations

from pathlib import Path

from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.ui.panels.case_list import CasesModel
from qualcoder_tc.ui.panels.code_model import CodesModel
from qualcoder_tc.ui.panels.document_list import DocumentsModel
from qualcoder_tc.ui.panels.memo_list import MemosModel
from qualcoder_tc.ui.panels.theme_items import Item, ItemsModel


def test_the_models_pass_the_model_tester(qtmodeltester: ModelTester, qtbot: QtBot, study: Path) -> None:
    with Project.open(study) as project:
        first = project.read(queries.codes.all)[1]
        key = project.do(operations.themes.create, name="A")
        project.do(operations.themes.add_code, theme_id=key, code_id=first.id)
        for n in range(3):
            project.do(operations.memos.write, subject_kind="code", subject_uuid=first.uuid, text=f"Memo {n}")
        memos, items = MemosModel(), ItemsModel(theme_id=key)
        memos.show(project.read(queries.memos.ids), lambda ids: project.read(queries.memos.some, ids=ids))
        items.show([Item(code=first)])
        assert (memos.rowCount(), items.rowCount()) == (3, 1)
        documents, codes, cases = DocumentsModel(), CodesModel(), CasesModel()
        documents.show(project.read(queries.documents.all))
        codes.show(project.read(queries.codes.all))
        cases.show(project.read(queries.cases.all))
        assert (documents.rowCount(), codes.rowCount(), cases.rowCount()) == (2, 3, 1)
        for model in (documents, codes, cases, memos, items):
            qtmodeltester.check(model)


def test_folding_and_filtering_show_what_is_meant(study: Path) -> None:
    with Project.open(study, read_only=True) as project:
        rows = project.read(queries.codes.all)
    model = CodesModel()
    model.show(rows)
    model.toggle(rows[0].id)
    assert model.rowCount() == 1
    model.set_filter("rely on")
    assert [model.index(n).data() for n in range(model.rowCount())] == ["Principle", "Mutuality"]
