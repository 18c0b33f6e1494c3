# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging a colleague's copy is safe and can be repeated."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries, tasks
from qualcoder_tc.model.codebook import codebook_from_plain
from tests.conftest import LINES, add, place, state, transcript

BOOK = codebook_from_plain(
    {
        "schema": "qualcoder_tc/codebook/1",
        "id": "small",
        "title": "Small",
        "codes": [{"name": "Principle", "kind": "facet", "codes": [{"name": "Mutuality"}, {"name": "Equality"}]}],
    }
)


def code(project: Project, words: str, path: str, memo: str | None = None, document: int | None = None) -> int:
    documents = project.read(queries.documents.all)
    start, end = place(project, document or documents[0].id, words)
    row = project.read(queries.codes.find, path=path)
    return project.do(
        operations.segments.apply,
        document_id=document or documents[0].id,
        start=start,
        end=end,
        code_id=row.id,
        memo=memo,
    )


@pytest.fixture
def lead(project: Project) -> Project:
    add(project, transcript())
    project.do(operations.codebooks.apply, book=BOOK)
    return project


@pytest.fixture
def copy(lead: Project, tmp_path: Path) -> Path:
    """Return a copy of the lead's project in which Joe coded two segments and wrote a memo."""
    lead.close()
    path = tmp_path / "joe.qtc"
    shutil.copy(lead.path, path)
    with Project.open(path) as joe:
        joe.use_coder("Joe Brennan")
        code(joe, "We look out for one another", "mutuality", memo="Strong")
        code(joe, "an hour's an hour", "equality")
    return path


def reopened(lead: Project) -> Project:
    return Project.open(lead.path)


def test_a_merge_brings_the_colleagues_codings_under_their_name(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        counts = tasks.merge(project, [copy])
        assert counts.codings["new"] == 2
        assert counts.documents == {"new": 0, "same": 1, "reanchored": 0, "conflict": 0}
        assert counts.coders == {"new": 1, "same": 1}
        rows = project.read(queries.segments.all)
        assert {(r.coder, r.code_path, r.memo) for r in rows} == {
            ("Joe Brennan", "principle/mutuality", "Strong"),
            ("Joe Brennan", "principle/equality", ""),
        }
        assert project.read(queries.check.problems) == []


def test_a_second_merge_changes_nothing(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        tasks.merge(project, [copy])
        before = state(project)
        changes = len(project.read(queries.history.recent, limit=None))
        counts = tasks.merge(project, [copy])
        assert counts.nothing_new()
        assert state(project) == before
        assert len(project.read(queries.history.recent, limit=None)) == changes


def test_a_dry_run_counts_the_same_and_changes_nothing(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        before = state(project)
        dry = tasks.merge(project, [copy], dry_run=True)
        assert state(project) == before
        assert tasks.merge(project, [copy]).to_json() == dry.to_json()


def test_a_merge_is_undone_in_one_step_and_can_then_be_repeated(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        before = state(project)
        tasks.merge(project, [copy])
        merged = state(project)
        project.undo()
        assert state(project) == before
        project.redo()
        assert state(project) == merged
        project.undo()
        assert tasks.merge(project, [copy]).codings["new"] == 2


def test_what_was_removed_here_does_not_come_back(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        tasks.merge(project, [copy])
        row = project.read(queries.segments.all)[0]
        project.do(operations.segments.remove, coding_id=row.id)
        counts = tasks.merge(project, [copy])
        assert counts.codings["removed_here"] == 1
        assert len(project.read(queries.segments.all)) == 1


def test_a_code_deleted_here_stays_away(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        tasks.merge(project, [copy])
        project.do(operations.codes.delete, code_id=project.read(queries.codes.find, path="mutuality").id)
        before = state(project)
        tasks.merge(project, [copy])
        assert state(project) == before


def test_the_later_extent_of_a_coding_stands(lead: Project, copy: Path) -> None:
    with reopened(lead) as project:
        tasks.merge(project, [copy])
    with Project.open(copy) as joe:
        row = next(r for r in joe.read(queries.segments.all) if r.code == "Mutuality")
        joe.do(operations.segments.resize, coding_id=row.id, start=row.start, end=row.end + 4)
    with reopened(lead) as project:
        counts = tasks.merge(project, [copy])
        assert counts.codings["updated"] == 1
        assert "We look out for one another now" in {r.quote for r in project.read(queries.segments.all)}
        assert tasks.merge(project, [copy]).nothing_new()


def test_the_same_transcript_imported_twice_is_one_document(lead: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "own.qtc", coder="Joe Brennan") as joe:
        add(joe, transcript("Another title"))
        joe.do(operations.codebooks.apply, book=BOOK)
        code(joe, "We look out for one another", "mutuality")
        joe.do(
            operations.memos.write,
            subject_kind="document",
            subject_uuid=joe.read(queries.documents.all)[0].uuid,
            text="About the group",
        )
    counts = tasks.merge(lead, [tmp_path / "own.qtc"])
    assert counts.documents["same"] == 1
    assert counts.codes["new"] == 0
    assert counts.cases["new"] == 0
    assert [r.document for r in lead.read(queries.segments.all)] == ["Focus group 2"]
    assert lead.read(queries.memos.all)[0].about == "Focus group 2"
    assert lead.read(queries.check.problems) == []


def test_new_documents_come_with_text_turns_speakers_and_original(lead: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "own.qtc", coder="Joe Brennan") as joe:
        add(joe, transcript("Focus group 2", LINES[::-1]))
        joe.do(operations.codebooks.apply, book=BOOK)
        code(joe, "We look out for one another", "mutuality")
    counts = tasks.merge(lead, [tmp_path / "own.qtc"])
    assert counts.documents["new"] == 1
    assert [d.title for d in lead.read(queries.documents.all)] == ["Focus group 2", "Focus group 2 (2)"]
    row = lead.read(queries.segments.all)[0]
    assert (row.speaker, row.turn, row.case) == ("P4", 3, "Marlene")
    assert lead.read(queries.check.problems) == []


def test_two_codes_of_one_name_stay_two_and_are_told(lead: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "own.qtc", coder="Joe Brennan") as joe:
        add(joe, transcript())
        joe.do(operations.codes.create, name="Trust")
        code(joe, "We look out for one another", "trust")
    lead.do(operations.codes.create, name="Trust")
    counts = tasks.merge(lead, [tmp_path / "own.qtc"])
    assert {c.path for c in lead.read(queries.codes.all) if c.name.startswith("Trust")} == {"trust", "trust-2"}
    assert len(counts.conflicts) == 1


def test_a_changed_text_is_reanchored_by_its_quotes(lead: Project, copy: Path) -> None:
    from sqlalchemy.orm import Session

    from qualcoder_tc.storage.schema import Document, DocumentText

    def edit(session: Session) -> None:
        text = session.get_one(DocumentText, 1)
        text.text = text.text.replace("In her good shoes", "In her very best shoes").replace(
            "an hour's", "an hours"
        )
        session.get_one(Document, 1).text_sha256 = "0" * 64

    with Project.open(copy) as joe:
        code(joe, "what do you reckon", "equality")
    with reopened(lead) as project:
        project.do(edit)
        counts = tasks.merge(project, [copy])
        assert counts.documents["conflict"] == 1
        assert counts.codings["lost"] == 1
        assert counts.codings["new"] == 2
        text = project.read(queries.documents.text, document_id=1).text
        assert all(text[r.start : r.end] == r.quote for r in project.read(queries.segments.all))


def test_one_bad_copy_stops_the_whole_merge(lead: Project, copy: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.qtc"
    bad.write_bytes(copy.read_bytes()[:9000])
    with reopened(lead) as project:
        before = state(project)
        with pytest.raises(errors.ProjectError):
            tasks.merge(project, [copy, bad])
        assert state(project) == before


def test_a_project_is_not_merged_with_itself(lead: Project) -> None:
    with pytest.raises(errors.InputError, match="this project itself"):
        tasks.merge(lead, [lead.path])


def test_two_copies_merge_the_same_in_either_order(lead: Project, copy: Path, tmp_path: Path) -> None:
    other = tmp_path / "kim.qtc"
    shutil.copy(lead.path, other)
    with Project.open(other) as kim:
        kim.use_coder("Kim Lee")
        code(kim, "In her good shoes", "equality")
    found = []
    for order in ([copy, other], [other, copy]):
        target = tmp_path / f"target{len(found)}.qtc"
        shutil.copy(lead.path, target)
        with Project.open(target) as project:
            tasks.merge(project, order)
            found.append({(r.coder, r.code_path, r.start, r.end) for r in project.read(queries.segments.all)})
    assert found[0] == found[1]
    assert len(found[0]) == 3


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spans=st.lists(st.tuples(st.integers(0, 400), st.integers(1, 80), st.booleans()), max_size=12))
def test_any_codings_arrive_once_each(
    tmp_path_factory: pytest.TempPathFactory, spans: list[tuple[int, int, bool]]
) -> None:
    folder = tmp_path_factory.mktemp("merge")
    with Project.create(folder / "lead.qtc", coder="A") as project:
        document = add(project, transcript())
        project.do(operations.codebooks.apply, book=BOOK)
    shutil.copy(folder / "lead.qtc", folder / "copy.qtc")
    with Project.open(folder / "copy.qtc") as joe:
        joe.use_coder("Joe")
        for start, length, which in spans:
            row = joe.read(queries.codes.find, path="mutuality" if which else "equality")
            try:
                joe.do(
                    operations.segments.apply, document_id=document, start=start, end=start + length, code_id=row.id
                )
            except errors.AppError:
                continue
        expected = {(r.code_path, r.start, r.end, r.quote) for r in joe.read(queries.segments.all)}
    with Project.open(folder / "lead.qtc") as project:
        tasks.merge(project, [folder / "copy.qtc"])
        found = project.read(queries.segments.all)
        assert {(r.code_path, r.start, r.end, r.quote) for r in found} == expected
        assert len(found) == len(expected)
        assert project.read(queries.check.problems) == []
