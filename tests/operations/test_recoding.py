# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging, splitting and replacing: nothing of anybody's work is lost, and undo brings all of it back."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.operations.recoding import Part
from tests.conftest import add, place, state, transcript

Code = Callable[[int, str, int], int]


@pytest.fixture
def reciprocity(project: Project, mutuality: int) -> int:
    facet = project.read(queries.codes.find, path="principle").id
    return project.do(operations.codes.create, name="Reciprocity", parent_id=facet, definition="Give and take.")


def segments(project: Project) -> list[tuple[str, str, str]]:
    return [(r.quote, r.code, r.initials) for r in project.read(queries.segments.all)]


def memo(project: Project, uuid: str, text: str, kind: str = "coding") -> None:
    project.do(operations.memos.write, subject_kind=kind, subject_uuid=uuid, text=text)


def uuid_of(project: Project, coding_id: int) -> str:
    return project.read(queries.segments.codings, ids=[coding_id])[0].uuid


def test_merging_carries_segments_memos_and_theme_links_over_in_one_step(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    twin = code_words(interview, "We look out for one another now", mutuality)
    other = code_words(interview, "We look out for one another now", reciprocity)
    alone = code_words(interview, "an hour's an hour", reciprocity)
    memo(project, uuid_of(project, other), "Both ways")
    memo(project, project.read(queries.codes.one, code_id=reciprocity).uuid, "About the code", "code")
    theme = project.do(operations.themes.create, name="Looking out")
    project.do(operations.themes.add_code, theme_id=theme, code_id=reciprocity)
    project.do(operations.themes.add_segment, theme_id=theme, coding_id=other)
    project.do(operations.themes.add_segment, theme_id=theme, coding_id=twin)
    before = state(project)

    joined = project.do(operations.recoding.merge_codes, code_ids=[reciprocity], into_id=mutuality)

    assert joined == 1
    assert sorted(segments(project)) == [
        ("We look out for one another now", "Mutuality", "AM"),
        ("an hour's an hour", "Mutuality", "AM"),
    ]
    assert [r.id for r in project.read(queries.segments.all)] == [alone, twin]
    (row,) = project.read(queries.segments.all, coding_ids=[twin])
    assert row.memo == "Both ways"
    assert project.read(queries.codes.memos) == {mutuality: "About the code"}
    (shown,) = project.read(queries.themes.all)
    assert (shown.code_ids, shown.segment_ids) == ((mutuality,), (twin,))
    assert [c.name for c in project.read(queries.codes.all)] == ["Principle", "Mutuality"]
    assert project.read(queries.check.problems) == []

    after = state(project)
    assert project.undo() == "Merged Reciprocity into Mutuality"
    assert state(project) == before
    project.redo()
    assert state(project) == after


def test_the_preview_says_what_the_merge_then_does(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    code_words(interview, "We look out for one another now", mutuality)
    code_words(interview, "We look out for one another now", reciprocity)
    code_words(interview, "an hour's an hour", reciprocity)
    project.use_coder("Joe Brennan")
    code_words(interview, "We look out for one another now", reciprocity)
    below = project.do(operations.codes.create, name="Local", parent_id=reciprocity)

    shown = project.read(queries.recoding.merge_preview, code_ids=[reciprocity, mutuality], into_id=mutuality)

    assert (shown.moved, shown.joined, shown.total, shown.children) == (3, 1, 3, 1)
    assert shown.coders == (("Amina Malik", 2), ("Joe Brennan", 1))
    assert next((p.quote, p.initials, p.joined) for p in shown.sample) == (
        "We look out for one another now", "AM", True
    )  # fmt: skip
    assert project.do(operations.recoding.merge_codes, code_ids=[reciprocity], into_id=mutuality) == shown.joined
    assert project.read(queries.codes.one, code_id=mutuality).codings == shown.total
    assert project.read(queries.codes.one, code_id=below).path == "principle/mutuality/local"


def test_another_definition_may_stay_and_a_key_is_kept(project: Project, mutuality: int, reciprocity: int) -> None:
    project.do(operations.codes.describe, code_id=reciprocity, apply=["an exchange"], example="I give, you give")
    project.do(operations.codes.set_favourite, code_id=reciprocity, key=5)
    project.do(
        operations.recoding.merge_codes, code_ids=[reciprocity], into_id=mutuality, definition_from_id=reciprocity
    )
    row = project.read(queries.codes.one, code_id=mutuality)
    assert (row.name, row.definition, row.apply, row.example, row.favourite) == (
        "Mutuality", "Give and take.", ("an exchange",), "I give, you give", 5
    )  # fmt: skip


def test_a_code_is_merged_into_one_that_lies_below_it(project: Project, mutuality: int, reciprocity: int) -> None:
    deep = project.do(operations.codes.create, name="Deep", parent_id=mutuality)
    project.do(operations.codes.create, name="Reciprocity", parent_id=mutuality)
    before = state(project)
    project.do(operations.recoding.merge_codes, code_ids=[mutuality], into_id=deep)
    assert [c.path for c in project.read(queries.codes.all)] == [
        "principle", "principle/deep", "principle/deep/reciprocity", "principle/reciprocity"
    ]  # fmt: skip
    project.undo()
    assert state(project) == before


def test_headings_are_not_merged(project: Project, mutuality: int) -> None:
    facet = project.read(queries.codes.find, path="principle").id
    with pytest.raises(errors.RuleBroken, match="heading"):
        project.do(operations.recoding.merge_codes, code_ids=[mutuality], into_id=facet)
    with pytest.raises(errors.RuleBroken, match="nothing to merge"):
        project.do(operations.recoding.merge_codes, code_ids=[mutuality], into_id=mutuality)


def test_what_a_copy_coded_with_a_merged_code_goes_to_the_code_that_stays(
    project: Project, interview: int, mutuality: int, reciprocity: int, tmp_path: Path
) -> None:
    project.close()
    shutil.copy(project.path, tmp_path / "joe.qtc")
    with Project.open(tmp_path / "joe.qtc") as joe:
        joe.use_coder("Joe Brennan")
        start, end = place(joe, interview, "an hour's an hour")
        for code in (mutuality, reciprocity):
            joe.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=code)
    with Project.open(project.path) as ours:
        third = ours.do(operations.codes.create, name="Third")
        ours.do(operations.recoding.merge_codes, code_ids=[reciprocity], into_id=third)
        ours.do(operations.recoding.merge_codes, code_ids=[third], into_id=mutuality)
        with Project.open(tmp_path / "joe.qtc", read_only=True) as joe:
            bundle = joe.read(queries.bundle.take, name="joe.qtc")
        ours.do(operations.merge.merge, bundle=bundle)
        assert [c.name for c in ours.read(queries.codes.all)] == ["Principle", "Mutuality"]
        assert segments(ours) == [("an hour's an hour", "Mutuality", "JB")]


def test_splitting_carries_some_segments_to_new_and_other_codes(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    one = code_words(interview, "We look out for one another now", mutuality)
    two = code_words(interview, "an hour's an hour", mutuality)
    code_words(interview, "In her good shoes", mutuality)
    code_words(interview, "an hour's an hour", reciprocity)
    assert project.read(queries.recoding.walk, code_id=mutuality) == [two, one, two + 1]
    before = state(project)
    parts: list[Part] = [
        {"coding_ids": [one], "name": "Neighbours"},
        {"coding_ids": [two, 999], "code_id": reciprocity},
    ]
    made, other = project.do(operations.recoding.split_code, code_id=mutuality, parts=parts)
    assert other == reciprocity
    assert sorted(segments(project)) == [
        ("In her good shoes", "Mutuality", "AM"),
        ("We look out for one another now", "Neighbours", "AM"),
        ("an hour's an hour", "Reciprocity", "AM"),
    ]
    assert project.read(queries.codes.one, code_id=made).path == "principle/neighbours"
    assert project.undo() == "Split Mutuality: 2 segments to Neighbours, Reciprocity"
    assert state(project) == before


def test_an_exclusive_facet_sees_a_second_code_of_the_same_coder_only(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    facet = project.read(queries.codes.find, path="principle").id
    first = code_words(interview, "We look out for one another now", mutuality)
    second = code_words(interview, "one another", reciprocity)
    assert project.read(queries.recoding.rivals, coding_id=second) == []
    project.do(operations.codes.set_exclusive, code_id=facet, exclusive=True)
    assert [r.id for r in project.read(queries.recoding.rivals, coding_id=second)] == [first]
    apart = code_words(interview, "In her good shoes", reciprocity)
    assert project.read(queries.recoding.rivals, coding_id=apart) == []
    project.use_coder("Joe Brennan")
    joes = code_words(interview, "look out for", reciprocity)
    assert project.read(queries.recoding.rivals, coding_id=joes) == []


def test_replacing_keeps_the_memo_of_what_went(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    first = code_words(interview, "We look out for one another now", mutuality)
    memo(project, uuid_of(project, first), "Telling")
    second = code_words(interview, "one another", reciprocity)
    before = state(project)
    project.do(operations.recoding.replace, coding_id=second, former_ids=[first])
    (row,) = project.read(queries.segments.all)
    assert (row.id, row.code, row.memo) == (second, "Reciprocity", "Telling")
    assert project.undo() == "Replaced Mutuality by Reciprocity on “one another”"
    assert state(project) == before


def test_the_most_telling_segment_is_short_enough_and_seen_by_others(
    project: Project, interview: int, mutuality: int, code_words: Code
) -> None:
    assert project.read(queries.recoding.telling_segment, code_id=mutuality) is None
    code_words(interview, "She did!", mutuality)
    code_words(interview, "My hour is worth the same as the chair of the committee.", mutuality)
    code_words(interview, "I think the staff changed as much as we did.", mutuality)
    project.use_coder("Joe Brennan")
    code_words(interview, "I think the staff changed as much as we did.", mutuality)
    found = project.read(queries.recoding.telling_segment, code_id=mutuality)
    assert found is not None
    assert (found.quote, found.reference) == (
        "I think the staff changed as much as we did.", "Focus group 2, P3, turn 6"
    )  # fmt: skip


def test_a_segment_is_shown_with_what_stands_around_it(
    project: Project, interview: int, mutuality: int, code_words: Code
) -> None:
    key = code_words(interview, "My hour is worth the same", mutuality)
    row = project.read(queries.recoding.in_context, coding_id=key, around=60)
    assert row.before.endswith("And an hour's an hour, isn't it. ")
    assert row.after.startswith(" as the chair of the committee.")
    assert (row.turn, row.speaker) == (3, "P5")
    with pytest.raises(errors.NotFound):
        project.read(queries.recoding.in_context, coding_id=999)


def test_what_a_deletion_takes_along_is_counted(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    facet = project.read(queries.codes.find, path="principle").id
    key = code_words(interview, "We look out for one another now", mutuality)
    memo(project, uuid_of(project, key), "Telling")
    theme = project.do(operations.themes.create, name="Looking out")
    project.do(operations.themes.add_code, theme_id=theme, code_id=mutuality)
    project.do(operations.themes.add_segment, theme_id=theme, coding_id=key)
    shown = project.read(queries.recoding.stake, code_ids=[facet])
    assert (shown.names, shown.below, shown.segments, shown.documents) == (("Principle",), 2, 1, 1)
    assert (shown.coders, shown.memos, shown.themes) == ((("Amina Malik", 1),), 1, 2)
    assert not shown.nothing
    assert project.read(queries.recoding.stake, code_ids=[reciprocity]).nothing


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(codings=[(0, 0, 0)], parents=[-1, 0, 0, 1], merged={0}, into=3)
@example(codings=[(0, 0, 0)], parents=[-1, 0, 1, 2], merged={0, 1}, into=3)
@example(codings=[(0, 0, 0), (2, 1, 0)], parents=[-1, 0, 1, 2], merged={0, 2}, into=3)
@given(
    codings=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1)), max_size=14),
    parents=st.lists(st.integers(-1, 3), min_size=4, max_size=4),
    merged=st.sets(st.integers(0, 3), min_size=1, max_size=3),
    into=st.integers(0, 3),
)
def test_merging_any_codes_loses_no_passage_and_is_undone_exactly(
    tmp_path_factory: pytest.TempPathFactory,
    codings: list[tuple[int, int, int]],
    parents: list[int],
    merged: set[int],
    into: int,
) -> None:
    path = tmp_path_factory.mktemp("merging") / "study.qtc"
    with Project.create(path, coder="Amina Malik") as project:
        document = add(project, transcript())
        codes: list[int] = []
        for n, parent in enumerate(parents):
            above = codes[parent] if 0 <= parent < len(codes) else None
            codes.append(project.do(operations.codes.create, name=f"Code {n % 2} {above}", parent_id=above)
                         if n < 2 else project.do(operations.codes.create, name=f"Code {n}", parent_id=above))  # fmt: skip
        spans = ((20, 60), (30, 60), (20, 60), (100, 140))
        for code, span, coder in codings:
            project.use_coder(("Amina Malik", "Joe Brennan")[coder])
            start, end = spans[span]
            key = project.do(
                operations.segments.apply, document_id=document, start=start, end=end, code_id=codes[code]
            )
            memo(project, uuid_of(project, key), f"memo {key}")
        before = state(project)
        passages = {(r.start, r.end, r.coder) for r in project.read(queries.segments.all)}
        memos = len(project.read(queries.memos.all))
        going = [codes[n] for n in merged if n != into]
        if not going:
            return
        shown = project.read(queries.recoding.merge_preview, code_ids=going, into_id=codes[into])
        project.do(operations.recoding.merge_codes, code_ids=going, into_id=codes[into])
        rows = project.read(queries.segments.all)
        assert {(r.start, r.end, r.coder) for r in rows} == passages
        assert len({(r.start, r.end, r.coder, r.code_id) for r in rows}) == len(rows)
        assert len(project.read(queries.memos.all)) == memos
        assert sum(r.code_id == codes[into] for r in rows) == shown.total
        assert project.read(queries.check.problems) == []
        after = state(project)
        project.undo()
        assert state(project) == before
        project.redo()
        assert state(project) == after


def test_a_memo_linked_to_a_merged_code_and_a_joined_segment_is_about_those_that_stay(
    project: Project, interview: int, mutuality: int, reciprocity: int, code_words: Code
) -> None:
    twin = code_words(interview, "We look out for one another now", mutuality)
    other = code_words(interview, "We look out for one another now", reciprocity)
    codes = {c.id: c.uuid for c in project.read(queries.codes.all)}
    kept, gone = uuid_of(project, twin), uuid_of(project, other)
    document = project.read(queries.documents.all)[0].uuid
    key = project.do(operations.memos.write, subject_kind="document", subject_uuid=document, text="On both")
    assert key is not None
    for kind, uuid in (
        ("code", codes[reciprocity]),
        ("code", codes[mutuality]),
        ("coding", gone),
        ("coding", kept),
    ):
        project.do(operations.memos.link, memo_id=key, subject_kind=kind, subject_uuid=uuid)
    before = state(project)
    project.do(operations.recoding.merge_codes, code_ids=[reciprocity], into_id=mutuality)
    [row] = project.read(queries.memos.about, subject_kind="document", subject_uuid=document)
    assert sorted(link.uuid for link in row.links) == sorted([codes[mutuality], kept])
    assert project.read(queries.check.problems) == []
    project.undo()
    assert state(project) == before


def test_merging_into_a_code_far_below_keeps_the_line_between_them(
    project: Project, interview: int, code_words: Code
) -> None:
    top = project.do(operations.codes.create, name="Top")
    middle = project.do(operations.codes.create, name="Middle", parent_id=top)
    side = project.do(operations.codes.create, name="Side", parent_id=top)
    low = project.do(operations.codes.create, name="Low", parent_id=middle)
    code_words(interview, "We look out for one another now", top)
    project.do(operations.recoding.merge_codes, code_ids=[top], into_id=low)
    paths = {c.id: c.path for c in project.read(queries.codes.all)}
    assert (paths[middle], paths[low], paths[side]) == ("middle", "middle/low", "middle/low/side")
    assert [r.code_id for r in project.read(queries.segments.all)] == [low]
