# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Themes: ordered, nested once, resting on codes and telling segments, merged without loss."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qualcoder_tc import Project, errors, operations, queries, tasks
from qualcoder_tc.model.themes import ThemeCounts, ThemeRow, ThemeSegment
from tests.conftest import place, state

themes = operations.themes


def make(project: Project, *names: str) -> list[int]:
    return [project.do(themes.create, name=name) for name in names]


def order(project: Project) -> list[str]:
    return [f"{t.number} {t.name}" for t in project.read(queries.themes.all)]


def one(project: Project, key: int) -> ThemeRow:
    return next(t for t in project.read(queries.themes.all) if t.id == key)


def coding(project: Project, document: int, words: str, code: int) -> int:
    start, end = place(project, document, words)
    return project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code)


def undoes(project: Project, operation: Callable[..., Any], **arguments: Any) -> None:
    """Run an operation, and see that undo and redo are exact."""
    before = state(project)
    project.do(operation, **arguments)
    after = state(project)
    assert after != before
    project.undo()
    assert state(project) == before
    project.redo()
    assert state(project) == after


def test_themes_are_ordered_and_nested_once(project: Project) -> None:
    a, b, c = make(project, "A", "B", "C")
    undoes(project, themes.move, theme_id=c, position=0)
    assert order(project) == ["1 C", "2 A", "3 B"]
    undoes(project, themes.move, theme_id=b, parent_id=a, position=0)
    assert order(project) == ["1 C", "2 A", "2.1 B"]
    with pytest.raises(errors.RuleBroken, match="one level"):
        project.do(themes.move, theme_id=c, parent_id=b, position=0)
    with pytest.raises(errors.RuleBroken, match="one level"):
        project.do(themes.move, theme_id=a, parent_id=c, position=0)
    undoes(project, themes.move, theme_id=b, position=0)
    assert order(project) == ["1 B", "2 C", "3 A"]
    assert project.read(queries.check.problems) == []


def test_sub_themes_of_a_deleted_theme_take_its_place(project: Project) -> None:
    a, _b, c = make(project, "A", "B", "C")
    for name in ("A1", "A2"):
        project.do(themes.create, name=name, parent_id=a)
    undoes(project, themes.delete, theme_id=a)
    assert order(project) == ["1 A1", "2 A2", "3 B", "4 C"]
    undoes(project, themes.delete, theme_id=c)


def test_moving_to_where_it_is_leaves_no_entry(project: Project) -> None:
    a, _ = make(project, "A", "B")
    count = len(project.read(queries.history.recent, limit=None))
    project.do(themes.move, theme_id=a, position=0)
    project.do(themes.describe, theme_id=a, name="A", definition="")
    project.do(themes.set_phase, theme_id=a, phase="candidate")
    assert len(project.read(queries.history.recent, limit=None)) == count


def test_a_theme_goes_through_the_phases(project: Project) -> None:
    [a] = make(project, "A")
    undoes(project, themes.set_phase, theme_id=a, phase="defined")
    assert one(project, a).phase == "defined"
    with pytest.raises(errors.RuleBroken, match="no phase"):
        project.do(themes.set_phase, theme_id=a, phase="finished")


def test_codes_are_ordered_and_moved_between_themes(project: Project) -> None:
    a, b = make(project, "A", "B")
    codes = [project.do(operations.codes.create, name=n) for n in ("X", "Y", "Z")]
    for code in codes:
        project.do(themes.add_code, theme_id=a, code_id=code)
    x, y, z = codes
    undoes(project, themes.add_code, theme_id=a, code_id=z, position=0)
    assert one(project, a).code_ids == (z, x, y)
    undoes(project, themes.move_code, code_id=x, from_theme_id=a, to_theme_id=b)
    undoes(project, themes.move_code, code_id=z, from_theme_id=a, to_theme_id=b, position=0)
    assert (one(project, a).code_ids, one(project, b).code_ids) == ((y,), (z, x))
    undoes(project, themes.remove_code, theme_id=b, code_id=z)
    undoes(project, operations.codes.delete, code_id=x)
    assert one(project, b).code_ids == ()


def test_segments_keep_note_and_side_when_they_move(project: Project, interview: int, mutuality: int) -> None:
    a, b = make(project, "A", "B")
    first = coding(project, interview, "She did!", mutuality)
    second = coding(project, interview, "In her good shoes", mutuality)
    project.do(themes.add_segment, theme_id=a, coding_id=first)
    project.do(themes.add_segment, theme_id=b, coding_id=second)
    undoes(project, themes.describe_segment, theme_id=a, coding_id=first, note=" She dressed up ", against=True)
    undoes(project, themes.move_segment, coding_id=first, from_theme_id=a, to_theme_id=b, position=0)
    assert one(project, a).segments == ()
    assert one(project, b).segments == (ThemeSegment(first, "She dressed up", True), ThemeSegment(second))
    with pytest.raises(errors.NotFound):
        project.do(themes.move_segment, coding_id=first, from_theme_id=a, to_theme_id=b)
    undoes(project, operations.segments.remove, coding_id=first)
    assert one(project, b).segments == (ThemeSegment(second),)


def test_a_theme_counts_each_segment_once(project: Project, interview: int, mutuality: int) -> None:
    a, b = make(project, "A", "B")
    other = project.do(operations.codes.create, name="Other")
    first = coding(project, interview, "We look out for one another now", mutuality)  # P4, a case
    coding(project, interview, "She did!", mutuality)  # P1
    third = coding(project, interview, "an hour's an hour", other)  # P5
    project.do(themes.add_code, theme_id=a, code_id=mutuality)
    project.do(themes.add_segment, theme_id=a, coding_id=first)  # by its code already
    project.do(themes.add_segment, theme_id=a, coding_id=third, against=True)
    counts = project.read(queries.themes.counts)
    assert counts == {a: ThemeCounts(segments=3, documents=1, speakers=3, cases=1)}
    assert b not in counts


@pytest.fixture
def copy(project: Project, interview: int, mutuality: int, tmp_path: Path) -> Path:
    """Return a copy in which Joe renamed theme A, noted, added and made themes."""
    a, _ = make(project, "A", "B")
    first = coding(project, interview, "She did!", mutuality)
    coding(project, interview, "In her good shoes", mutuality)
    project.do(themes.add_segment, theme_id=a, coding_id=first)
    project.close()
    path = tmp_path / "joe.qtc"
    shutil.copy(project.path, path)
    with Project.open(path) as joe:
        joe.use_coder("Joe Brennan")
        joe.do(themes.describe, theme_id=a, name="A, better", definition="It claims")
        joe.do(themes.set_phase, theme_id=a, phase="reviewed")
        joe.do(themes.describe_segment, theme_id=a, coding_id=first, note="Why", against=True)
        joe.do(themes.add_code, theme_id=a, code_id=mutuality)
        sub = joe.do(themes.create, name="Sub", parent_id=a)
        joe.do(themes.add_segment, theme_id=sub, coding_id=first + 1, note="Own")
    return path


def test_themes_merge_twice_without_a_change(project: Project, copy: Path, mutuality: int) -> None:
    with Project.open(project.path) as lead:
        before = state(lead)
        counts = tasks.merge(lead, [copy])
        assert counts.themes == {"new": 1, "same": 1, "updated": 1}
        assert order(lead) == ["1 A, better", "1.1 Sub", "2 B"]
        a, sub, _ = lead.read(queries.themes.all)
        assert (a.definition, a.phase, a.code_ids) == ("It claims", "reviewed", (mutuality,))
        assert a.segments == (ThemeSegment(1, "Why", True),)
        assert sub.segments == (ThemeSegment(2, "Own", False),)
        assert lead.read(queries.check.problems) == []
        merged = state(lead)
        assert tasks.merge(lead, [copy]).nothing_new()
        assert state(lead) == merged
        lead.undo()
        assert state(lead) == before


def test_what_was_taken_off_a_theme_here_stays_off(project: Project, copy: Path, mutuality: int) -> None:
    with Project.open(project.path) as lead:
        tasks.merge(lead, [copy])
        a = lead.read(queries.themes.all)[0]
        lead.do(themes.remove_code, theme_id=a.id, code_id=mutuality)
        lead.do(themes.remove_segment, theme_id=a.id, coding_id=1)
        before = state(lead)
        assert tasks.merge(lead, [copy]).nothing_new()
        assert state(lead) == before


def test_the_later_words_about_a_theme_stand(project: Project, copy: Path) -> None:
    with Project.open(project.path) as lead:
        lead.do(themes.describe, theme_id=1, name="A, mine and last")
        tasks.merge(lead, [copy])
        assert lead.read(queries.themes.all)[0].name == "A, mine and last"


def test_segments_on_the_board_have_the_references_of_retrieval(
    project: Project, interview: int, mutuality: int
) -> None:
    [a] = make(project, "A")
    for words in ("We look out for one another now", "She did!", "P5: And an hour's"):  # the last begins in a label
        project.do(themes.add_segment, theme_id=a, coding_id=coding(project, interview, words, mutuality))
    retrieved = project.read(queries.segments.all)
    assert list(project.read(queries.themes.telling).values()) == retrieved
    assert project.read(queries.themes.segments_of, code_id=mutuality) == retrieved
