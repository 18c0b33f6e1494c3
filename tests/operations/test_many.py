# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Many codings are changed as one step, and undone exactly."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.model.retrieval import Retrieval
from tests.conftest import state

Code = Callable[[int, str, int], int]
WORDS = ("lunch club", "She did!", "good shoes", "landing", "committee")


@pytest.fixture
def equality(project: Project, mutuality: int) -> int:
    """Return the id of a second code."""
    return project.do(operations.codes.create, name="Equality")


def test_recoding_many_is_one_step_and_undone_exactly(
    project: Project, interview: int, mutuality: int, equality: int, code_words: Code
) -> None:
    ids = [code_words(interview, words, mutuality) for words in WORDS]
    before = state(project)
    assert project.do(operations.many.recode, coding_ids=[*ids[1:], 999], code_id=equality) == 4
    after = state(project)
    codes = {r.id: r.code for r in project.read(queries.segments.all)}
    assert codes == {ids[0]: "Mutuality"} | dict.fromkeys(ids[1:], "Equality")
    assert project.undo() == "Recoded 4 segments as Equality"
    assert state(project) == before
    project.redo()
    assert state(project) == after


def test_equal_codings_become_one_with_the_memos_and_themes_of_both(
    project: Project, interview: int, mutuality: int, equality: int, code_words: Code
) -> None:
    one, other = code_words(interview, "landing", mutuality), code_words(interview, "landing", equality)
    theme = project.do(operations.themes.create, name="Theme")
    project.do(operations.many.add_memo, coding_ids=[one], text="From one")
    project.do(operations.many.add_memo, coding_ids=[other], text="From the other")
    project.do(operations.many.add_to_theme, coding_ids=[one], theme_id=theme)
    before = state(project)
    assert project.do(operations.many.recode, coding_ids=[one], code_id=equality) == 1
    [row] = project.read(queries.segments.all)
    assert row.id == other and row.memo == "From one\nFrom the other"
    assert project.read(queries.themes.all)[0].segment_ids == (other,)
    project.undo()
    assert state(project) == before


def test_removing_memos_and_themes_for_many_are_one_step_each(
    project: Project, interview: int, mutuality: int, code_words: Code
) -> None:
    ids = [code_words(interview, words, mutuality) for words in WORDS]
    theme = project.do(operations.themes.create, name="Theme")
    states = [state(project)]
    assert project.do(operations.many.add_memo, coding_ids=ids, text=" Telling ", kind="analytic") == 5
    assert {r.memo for r in project.read(queries.segments.all)} == {"Telling"}
    states.append(state(project))
    assert project.do(operations.many.add_to_theme, coding_ids=ids[:3], theme_id=theme) == 3
    assert project.do(operations.many.add_to_theme, coding_ids=ids[:3], theme_id=theme) == 0
    states.append(state(project))
    assert project.do(operations.many.remove, coding_ids=ids) == 5
    assert project.read(queries.segments.all) == []
    for expected in reversed(states):
        project.undo()
        assert state(project) == expected


def test_a_theme_or_code_is_made_for_many_in_one_step(
    project: Project, interview: int, mutuality: int, code_words: Code
) -> None:
    ids = [code_words(interview, words, mutuality) for words in WORDS]
    before = state(project)
    theme = project.do(operations.many.add_to_new_theme, coding_ids=ids[:2], name=" Shoes ")
    [row] = project.read(queries.themes.all)
    assert (row.id, row.name) == (theme, "Shoes") and {s.coding_id for s in row.segments} == set(ids[:2])
    assert project.undo() == "Created the theme Shoes for 2 segments"
    assert state(project) == before
    code = project.do(operations.many.recode_to_new, coding_ids=ids[2:], name="Surprise")
    assert [r.code_id for r in project.read(queries.segments.codings, ids=ids[2:])] == [code] * 3
    project.undo()
    assert state(project) == before


def test_what_cannot_be_done_is_refused(project: Project, interview: int, mutuality: int, code_words: Code) -> None:
    key = code_words(interview, "landing", mutuality)
    heading = project.do(operations.codes.create, name="Heading", kind="facet")
    with pytest.raises(errors.RuleBroken):
        project.do(operations.many.recode, coding_ids=[key], code_id=heading)
    with pytest.raises(errors.RuleBroken):
        project.do(operations.many.add_memo, coding_ids=[key], text="  ")
    assert project.do(operations.many.recode, coding_ids=[key], code_id=mutuality) == 0
    assert project.do(operations.many.remove, coding_ids=[999]) == 0


def test_a_retrieval_is_kept_and_forgotten(project: Project) -> None:
    project.do(operations.many.keep_retrieval, name="Mine", wanted='{"coders": [1]}')
    assert project.read(queries.project.options)["retrievals"] == {"Mine": '{"coders": [1]}'}
    project.do(operations.many.keep_retrieval, name="Mine", wanted="")
    assert project.read(queries.project.options)["retrievals"] == {}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sets(st.integers(0, 4)), st.integers(0, 2)), max_size=5))
def test_any_steps_over_many_are_undone_exactly(
    project: Project, interview: int, mutuality: int, code_words: Code, steps: list[tuple[set[int], int]]
) -> None:
    other = next((c.id for c in project.read(queries.codes.all) if c.name == "Other"), None)
    other = other or project.do(operations.codes.create, name="Other")
    for words in WORDS:
        code_words(interview, words, mutuality)
    ids = list(project.read(queries.retrieval.find, wanted=Retrieval()).ids)
    states = []
    for chosen, what in steps:
        some = [ids[n] for n in chosen if n < len(ids)]
        states.append(state(project))
        done = (
            project.do(operations.many.recode, coding_ids=some, code_id=other)
            if what == 0
            else project.do(operations.many.recode, coding_ids=some, code_id=mutuality)
            if what == 1
            else project.do(operations.many.remove, coding_ids=some)
        )
        if not done:
            states.pop()
    for expected in reversed(states):
        project.undo()
        assert state(project) == expected
