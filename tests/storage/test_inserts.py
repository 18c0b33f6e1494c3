# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tests of rows inserted by the driver, many with one statement."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc import Project
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Case, Code, Document


def _names(session: Session) -> list[tuple[int, str]]:
    return [(key, name) for key, name in session.execute(select(Case.id, Case.name).order_by(Case.id))]


@pytest.mark.parametrize("count", [1, 31, 32, 33, 64, 65, 200])
def test_any_number_of_rows_goes_in_and_comes_out_again(project: Project, count: int) -> None:
    names = [f"Case {number}" for number in range(count)]

    def add(session: Session) -> range:
        return history.bulk_insert(session, Case, [{"name": name} for name in names])

    before = project.read(_names)
    ids = project.do(add)
    assert project.read(_names) == [*before, *zip(ids, names, strict=True)]
    project.undo()
    assert project.read(_names) == before
    project.redo()
    assert project.read(_names) == [*before, *zip(ids, names, strict=True)]


def test_rows_get_their_defaults_each_its_own_and_lists_stay_lists(project: Project) -> None:
    def add(session: Session) -> range:
        names = ("apply", "name", "colour", "active")
        rows = [(["when", f"{number}"], f"Code {number}", "#112233", number % 2 == 0) for number in range(40)]
        return history.bulk_insert_values(session, Code, names, rows)

    ids = project.do(add)

    def added(session: Session) -> list[Code]:
        return list(session.scalars(select(Code).where(Code.id.in_(ids)).order_by(Code.id)))

    codes = project.read(added)
    assert [(c.name, c.apply, c.active) for c in codes] == [
        (f"Code {number}", ["when", f"{number}"], number % 2 == 0) for number in range(40)
    ]
    assert len({c.uuid for c in codes}) == 40
    assert {(c.kind, c.definition, tuple(c.not_apply)) for c in codes} == {("code", "", ())}


def test_a_row_that_the_file_refuses_leaves_nothing_behind(project: Project) -> None:
    before, last = project.read(_names), project.undo_text()

    def add(session: Session) -> None:
        history.bulk_insert(session, Case, [{"name": "First"}])
        history.bulk_insert(session, Document, [{"title": None}])

    with pytest.raises(sqlite3.IntegrityError):
        project.do(add)
    assert project.read(_names) == before
    assert project.undo_text() == last
