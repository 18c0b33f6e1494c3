# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Undo and redo are exact and persistent; nothing that writes escapes the history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.storage import history
from qualcoder_tc.storage.images import pack, unpack
from qualcoder_tc.storage.schema import Code, Coding
from tests.conftest import add, place, state, transcript


def test_undo_and_redo_restore_every_row_exactly(project: Project) -> None:
    states = [state(project)]
    document = add(project, transcript())
    states.append(state(project))
    code = project.do(operations.codes.create, name="Mutuality")
    states.append(state(project))
    start, end = place(project, document, "We look out for one another now")
    coding = project.do(
        operations.segments.apply, document_id=document, start=start, end=end, code_id=code, memo="Nice"
    )
    states.append(state(project))
    project.do(operations.segments.resize, coding_id=coding, start=start, end=end + 4)
    states.append(state(project))
    theme = project.do(operations.themes.create, name="Looking out")
    states.append(state(project))
    project.do(operations.themes.add_segment, theme_id=theme, coding_id=coding)
    states.append(state(project))
    project.do(operations.codes.delete, code_id=code)
    states.append(state(project))
    project.do(operations.documents.delete, document_id=document)
    states.append(state(project))
    for expected in reversed(states[:-1]):
        assert project.undo() is not None
        assert state(project) == expected
    assert project.undo() is None
    for expected in states[1:]:
        assert project.redo() is not None
        assert state(project) == expected
    assert project.redo() is None
    assert project.read(queries.check.problems) == []


def test_undo_survives_closing(project: Project, interview: int, mutuality: int) -> None:
    before = state(project)
    project.do(operations.codes.rename, code_id=mutuality, name="Trust")
    after = state(project)
    project.close()
    with Project.open(project.path) as again:
        assert again.undo() == "Renamed the code Mutuality to Trust"
        assert state(again) == before
    with Project.open(project.path) as again:
        assert again.redo_text() == "Renamed the code Mutuality to Trust"
        again.redo()
        assert state(again) == after


def test_a_new_change_forgets_what_could_be_redone(project: Project, mutuality: int) -> None:
    project.do(operations.codes.rename, code_id=mutuality, name="Trust")
    project.undo()
    project.do(operations.codes.rename, code_id=mutuality, name="Care")
    assert project.redo() is None
    project.undo()
    assert project.read(queries.codes.one, code_id=mutuality).name == "Mutuality"


def test_the_history_is_only_added_to(project: Project, mutuality: int) -> None:
    project.do(operations.codes.rename, code_id=mutuality, name="Trust")
    count = len(project.read(queries.history.recent))
    project.undo()
    rows = project.read(queries.history.recent)
    assert len(rows) == count + 1
    assert rows[0].summary == "Undid: Renamed the code Mutuality to Trust"
    assert rows[1].undone


def test_a_change_tells_who_when_and_what(project: Project, interview: int, mutuality: int) -> None:
    project.use_coder("Joe Brennan")
    start, end = place(project, interview, "In her good shoes")
    project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=mutuality)
    row = project.read(queries.history.recent, limit=1)[0]
    assert (row.coder, row.kind, row.rows) == ("Joe Brennan", "segments.apply", 1)
    assert row.summary == "Coded “In her good shoes” as Mutuality"
    assert row.arguments["start"] == start
    assert row.at.endswith("Z")


def test_an_operation_that_changes_nothing_leaves_no_entry(project: Project, mutuality: int) -> None:
    count = len(project.read(queries.history.recent))
    project.do(operations.codes.rename, code_id=mutuality, name="Mutuality")
    assert len(project.read(queries.history.recent)) == count


@pytest.mark.parametrize("statement", [delete(Coding), update(Code).values(name="x")])
def test_statements_that_bypass_the_history_are_refused(
    project: Project, mutuality: int, statement: object
) -> None:
    def sneak(session: Session) -> None:
        session.execute(statement)  # type: ignore[call-overload]

    with pytest.raises(RuntimeError, match="bypass the history"):
        project.do(sneak)


def test_expired_attributes_are_recorded_with_their_value_before(project: Project, mutuality: int) -> None:
    def rename_expired(session: Session) -> None:
        code = session.get_one(Code, mutuality)
        session.expire(code)
        code.name = "Trust"

    before = state(project)
    project.do(rename_expired)
    project.undo()
    assert state(project) == before


def test_bulk_inserts_take_one_log_row(project: Project, interview: int, mutuality: int) -> None:
    def many(session: Session) -> range:
        coder = history.coder_of(session).id
        text = project.read(queries.documents.text, document_id=interview).text
        rows = [
            {
                "document_id": interview,
                "code_id": mutuality,
                "coder_id": coder,
                "start": n,
                "end": n + 5,
                "quote": text[n : n + 5],
            }
            for n in range(200)
        ]
        return history.bulk_insert(session, Coding, rows)

    before = state(project)
    ids = project.do(many)
    assert len(ids) == 200
    after = state(project)
    with project._session() as session:  # pyright: ignore[reportPrivateUsage]
        from qualcoder_tc.storage.schema import Change, ChangedRow

        change = session.query(Change).order_by(Change.id.desc()).first()
        assert change and session.query(ChangedRow).filter_by(change_id=change.id).count() == 1
    project.undo()
    assert state(project) == before
    project.redo()
    assert state(project) == after


def test_ids_are_never_used_again(project: Project) -> None:
    first = project.do(operations.codes.create, name="One")
    project.undo()
    second = project.do(operations.codes.create, name="Two")
    assert second > first


def test_undo_passes_over_suggestions_and_may_remove_them(project: Project) -> None:
    document = add(project, transcript())
    code = project.do(operations.codes.create, name="Mutuality")
    start, end = place(project, document, "We look out")
    proposal = {
        "document_id": document, "code_id": code, "start": start, "end": end, "quote": "We look out",
        "score": 0.7, "model": "m", "evidence": [],
    }  # fmt: skip
    (key,) = project.do(operations.suggestions.propose, proposals=[proposal], document_ids=[document])
    assert project.undo_text() == "Created the code Mutuality"
    project.do(operations.suggestions.accept, suggestion_id=key)
    assert project.undo().startswith("Accepted the suggestion")  # type: ignore[union-attr]
    assert [s.id for s in project.read(queries.suggestions.pending)] == [key]
    project.undo()
    assert project.read(queries.suggestions.all) == []
    project.redo()
    assert [s.id for s in project.read(queries.suggestions.pending)] == [key]
    assert project.read(queries.check.problems) == []


_STEPS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 400), st.integers(1, 60)), max_size=25)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=_STEPS)
def test_any_work_can_be_undone_to_nothing_and_redone(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("work") / "study.qtc"
    with Project.create(path, coder="A") as project:
        states = [state(project)]
        for what, at, length in steps:
            count = len(project.read(queries.history.recent, limit=None))
            try:
                _work(project, what, at, length)
            except errors.AppError:
                continue
            if len(project.read(queries.history.recent, limit=None)) > count:
                states.append(state(project))
        assert project.read(queries.check.problems) == []
        for expected in reversed(states[:-1]):
            project.undo()
            assert state(project) == expected
        for expected in states[1:]:
            project.redo()
            assert state(project) == expected


def _work(project: Project, what: int, at: int, length: int) -> None:
    documents = [d.id for d in project.read(queries.documents.all)]
    codes = [c.id for c in project.read(queries.codes.all)]
    codings = [c.id for c in project.read(queries.segments.all)]

    def pick(ids: list[int]) -> int:
        if not ids:
            raise errors.NotFound("none", "none")
        return ids[at % len(ids)]

    work: list[Callable[[], object]] = [
        lambda: add(project, transcript(f"Group {at}")),
        lambda: project.do(operations.codes.create, name=f"Code {at}", parent_id=pick(codes) if at % 3 else None),
        lambda: project.do(
            operations.segments.apply, document_id=pick(documents), start=at, end=at + length, code_id=pick(codes)
        ),
        lambda: project.do(operations.segments.resize, coding_id=pick(codings), start=at, end=at + length),
        lambda: project.do(
            operations.segments.apply_in_vivo, document_id=pick(documents), start=at, end=at + length
        ),
        lambda: project.do(operations.codes.delete, code_id=pick(codes)),
        lambda: project.do(operations.documents.delete, document_id=pick(documents)),
        lambda: project.do(operations.codes.move, code_id=pick(codes), parent_id=None, position=length),
    ]
    work[what]()


@given(
    st.dictionaries(
        st.text(), st.one_of(st.none(), st.integers(), st.text(), st.binary(), st.booleans()), max_size=8
    )
)
def test_row_images_come_back_equal(image: dict[str, object]) -> None:
    assert unpack(pack(image)) == [image]
