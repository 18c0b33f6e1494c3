# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Cases, their typed attributes, and the speakers tied to them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.attributes import fits, fitted
from tests.conftest import add, state, transcript

cases = operations.cases


def made(project: Project, *names: str) -> list[int]:
    return [project.do(cases.create, name=name) for name in names]


def row(project: Project, name: str) -> dict[str, str]:
    (found,) = [c for c in project.read(queries.cases.all) if c.name == name]
    return found.attributes


@pytest.mark.parametrize(
    ("value", "type", "kept"),
    [
        ("2,5", "number", "2.5"),
        (" 61 ", "number", "61"),
        ("31.3.2024", "date", "2024-03-31"),
        ("3/4/2024", "date", "2024-04-03"),
        ("5 May 2023", "date", "2023-05-05"),
        ("Y", "boolean", "yes"),
        ("False", "boolean", "no"),
        ("anything", "choice", "anything"),
        ("", "number", ""),
    ],
)
def test_values_are_kept_in_the_form_of_their_type(value: str, type: str, kept: str) -> None:
    assert fitted(value, type) == kept


@pytest.mark.parametrize(
    ("value", "type"),
    [
        ("1,200", "number"),
        ("sixty", "number"),
        ("2024-02-30", "date"),
        ("13/13/2024", "date"),
        ("maybe", "boolean"),
    ],
)
def test_values_that_do_not_fit_are_refused(value: str, type: str) -> None:
    assert not fits(value, type)


def test_a_value_that_does_not_fit_changes_nothing_and_says_why(project: Project) -> None:
    (rose,) = made(project, "Rose")
    project.do(cases.add_attribute, name="Age", type="number")
    before = state(project)
    with pytest.raises(RuleBroken, match="'old' is not a number"):
        project.do(cases.set_attribute, case_id=rose, name="age", value="old")
    assert state(project) == before


def test_two_cases_never_have_the_same_name(project: Project) -> None:
    rose, _ = made(project, "Rose", "Ted")
    with pytest.raises(RuleBroken, match="There is a case 'Ted' already"):
        project.do(cases.rename, case_id=rose, name=" TED ")
    project.do(cases.rename, case_id=rose, name="ROSE")
    assert [c.name for c in project.read(queries.cases.all)] == ["ROSE", "Ted"]


def test_several_values_of_several_cases_are_one_step(project: Project) -> None:
    keys = made(project, "Rose", "Ted")
    before = state(project)
    project.do(cases.set_attributes, case_ids=keys, values={"Site": "Wisbech"})
    assert row(project, "Rose") == row(project, "Ted") == {"Site": "Wisbech"}
    project.undo()
    assert state(project) == before


def test_retyping_names_the_values_in_the_way(project: Project) -> None:
    rose, ted = made(project, "Rose", "Ted")
    project.do(cases.set_attribute, case_id=rose, name="Age", value="61,5")
    project.do(cases.set_attribute, case_id=ted, name="Age", value="forty")
    (age,) = project.read(queries.cases.attributes)
    with pytest.raises(RuleBroken, match="'forty' of Ted"):
        project.do(cases.retype_attribute, attribute_id=age.id, type="number")
    project.do(cases.set_attribute, case_id=ted, name="Age", value="40")
    project.do(cases.retype_attribute, attribute_id=age.id, type="number")
    assert (row(project, "Rose"), row(project, "Ted")) == ({"Age": "61.5"}, {"Age": "40"})


def test_attributes_are_renamed_moved_and_deleted_with_their_values(project: Project) -> None:
    (rose,) = made(project, "Rose")
    for name, value in (("A", "1"), ("B", "2"), ("C", "3")):
        project.do(cases.set_attribute, case_id=rose, name=name, value=value)
    a, b, c = (r.id for r in project.read(queries.cases.attributes))
    project.do(cases.move_attribute, attribute_id=c, to=0)
    project.do(cases.rename_attribute, attribute_id=b, name="Bee")
    with pytest.raises(RuleBroken, match="'Bee'"):
        project.do(cases.rename_attribute, attribute_id=a, name="bee")
    project.do(cases.delete_attribute, attribute_id=a)
    assert list(row(project, "Rose").items()) == [("C", "3"), ("Bee", "2")]
    project.undo()
    assert row(project, "Rose")["A"] == "1"


def test_merging_moves_speakers_memos_and_missing_values(project: Project, interview: int) -> None:
    (marlene,) = [c for c in project.read(queries.cases.all) if c.name == "Marlene"]
    (other,) = made(project, "Mrs M")
    project.do(cases.set_attributes, case_ids=[other], values={"role": "staff"})
    project.do(operations.memos.write, subject_kind="case", subject_uuid=marlene.uuid, text="Runs the lunch club.")
    before = state(project)
    assert project.do(cases.merge, case_id=marlene.id, into_id=other) == ["role"]
    (left,) = project.read(queries.cases.all)
    assert (left.name, left.attributes) == ("Mrs M", {"role": "staff", "age": "61"})
    assert left.documents == ("Focus group 2",)
    assert [m.subject_uuid for m in project.read(queries.memos.all)] == [left.uuid]
    assert project.read(queries.check.problems) == []
    project.undo()
    assert state(project) == before


@pytest.mark.parametrize(("same", "count"), [(True, 4), (False, 8)])
def test_cases_are_made_of_speakers_as_the_caller_says(project: Project, same: bool, count: int) -> None:
    for title in ("Group 1", "Group 2"):
        add(project, transcript(title))
    with Undone(project):
        made_now = project.do(cases.from_speakers, same_names=same)
        assert made_now == count
        untied = [s for s in project.read(queries.cases.speakers) if s.case_id is None]
        assert {s.name for s in untied} == {"Moderator"}


class Undone:
    """Sees that one change is taken back exactly."""

    def __init__(self, project: Project) -> None:
        self.project = project

    def __enter__(self) -> None:
        self.before = state(self.project)

    def __exit__(self, *_: object) -> None:
        self.project.undo()
        assert state(self.project) == self.before


def test_many_speakers_are_tied_in_one_step(project: Project, interview: int) -> None:
    (rose,) = made(project, "Rose")
    keys = [s.id for s in project.read(queries.cases.speakers)]
    with Undone(project):
        project.do(operations.speakers.assign_many, speaker_ids=keys, case_id=rose)
        assert {s.case for s in project.read(queries.cases.speakers)} == {"Rose"}


def test_documents_know_the_values_of_those_who_speak_in_them(project: Project, interview: int) -> None:
    assert project.read(queries.cases.by_document, attribute="role") == {interview: ("service user",)}
    assert project.read(queries.cases.values) == {"role": ["service user"], "age": ["61"]}
    assert project.read(queries.cases.with_value, attribute="age", value="61") == {"Marlene"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "set", "delete", "merge", "retype", "drop", "move"]),
        st.integers(0, 3),
        st.integers(0, 3),
        st.sampled_from(["1", "2,5", "yes", "2024-01-02", "", "x"]),
    ),
    max_size=10,
)


@settings(max_examples=15)
@given(STEPS)
def test_undo_of_any_change_of_cases_is_exact(steps: list[tuple[str, int, int, str]]) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "a.qtc") as project,
    ):
        made(project, "A", "B")
        states = [state(project)]
        for what, n, m, value in steps:
            rows, kinds = project.read(queries.cases.all), project.read(queries.cases.attributes)
            if not rows or (not kinds and what in ("retype", "drop", "move")):
                continue
            case, other = rows[n % len(rows)].id, rows[m % len(rows)].id
            attribute = kinds[n % len(kinds)].id if kinds else 0
            calls = {
                "create": (cases.create, {"name": f"{value}{n}"}),
                "set": (cases.set_attributes, {"case_ids": [case, other], "values": {f"a{m}": value}}),
                "delete": (cases.delete, {"case_id": case}),
                "merge": (cases.merge, {"case_id": case, "into_id": other}),
                "retype": (cases.retype_attribute, {"attribute_id": attribute, "type": ["number", "date"][m % 2]}),
                "drop": (cases.delete_attribute, {"attribute_id": attribute}),
                "move": (cases.move_attribute, {"attribute_id": attribute, "to": m}),
            }
            operation, given_values = calls[what]
            try:
                project.do(operation, **given_values)  # type: ignore[arg-type]
            except RuleBroken:
                assert state(project) == states[-1]
                continue
            if state(project) != states[-1]:
                states.append(state(project))
        for expected in reversed(states[:-1]):
            # A change that altered nothing may be an entry of its own.
            while state(project) != expected:
                assert project.undo() is not None
