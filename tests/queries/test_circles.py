# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes that lie below one another in a circle are reported and shown, and come out of it without losing a coding."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries, tasks
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.retrieval import Retrieval
from tests.conftest import add, state, transcript

Code = Callable[[int, str, int], int]
TREE = ["Trust", "  Care", "    Deep", "Alone", "Plain"]


@pytest.fixture
def codes(project: Project, interview: int, code_words: Code) -> dict[str, int]:
    """Return the ids of Trust and Care (below one another), Deep (below Care), Alone (below itself) and Plain."""
    ids: dict[str, int] = {}
    for name, above in (("Trust", ""), ("Care", "Trust"), ("Deep", "Care"), ("Alone", ""), ("Plain", "")):
        ids[name] = project.do(operations.codes.create, name=name, parent_id=ids.get(above))
        code_words(interview, "We look out for one another now", ids[name])
    return ids


@pytest.fixture
def circled(project: Project, codes: dict[str, int]) -> Project:
    with sqlite3.connect(project.path) as connection:
        for name, above in (("Trust", "Care"), ("Alone", "Alone")):
            connection.execute("UPDATE code SET parent_id = ? WHERE id = ?", (codes[above], codes[name]))
    connection.close()
    return project


def tree(project: Project) -> list[str]:
    return ["  " * c.depth + c.name for c in project.read(queries.codes.all)]


def test_they_are_reported_with_their_names_and_what_to_do(circled: Project) -> None:
    found = {p.where: p.what for p in circled.read(queries.check.problems)}
    assert list(found) == ["codes Trust, Care", "code Alone"]
    assert "one another" in found["codes Trust, Care"] and "moves Trust to the top" in found["codes Trust, Care"]
    assert "below itself" in found["code Alone"] and "moves Alone to the top" in found["code Alone"]


def test_none_of_them_vanishes_from_any_list(circled: Project, codes: dict[str, int]) -> None:
    assert tree(circled) == TREE
    rows = circled.read(queries.codes.all)
    assert [r.parent_id for r in rows] == [None, codes["Trust"], codes["Care"], None, None]
    assert circled.read(queries.codes.paths) == {r.id: r.path for r in rows}
    assert [key for key, _ in circled.read(queries.axes.code_order)] == [r.id for r in rows]
    assert {r.code_path for r in circled.read(queries.segments.all)} == {r.path for r in rows}
    ids = circled.read(queries.retrieval.find, wanted=Retrieval()).ids
    assert {r.code_path for r in circled.read(queries.segment_pages.rows, ids=ids)} == {r.path for r in rows}
    assert [e.name for e in circled.read(queries.codes.codebook).entries] == ["Trust", "Alone", "Plain"]
    assert circled.read(queries.recoding.stake, code_ids=[codes["Trust"]]).below == 2
    assert circled.read(queries.recoding.rivals, coding_id=1) == []


def test_one_code_of_each_circle_comes_to_the_top_and_undo_is_exact(circled: Project) -> None:
    circled.do(operations.codes.create, name="trust 2")
    before, codings = state(circled), circled.read(queries.segments.all)
    assert circled.do(operations.codes.straighten) == ["Trust", "Alone"]
    assert circled.read(queries.check.problems) == []
    assert sorted(tree(circled)) == sorted([*TREE, "trust 2"])
    assert {(r.id, r.code, r.quote) for r in circled.read(queries.segments.all)} == {
        (r.id, r.code, r.quote) for r in codings
    }
    assert "out of a circle" in (circled.undo() or "")
    assert state(circled) == before
    assert circled.do(operations.codes.straighten) == ["Trust", "Alone"]


def test_a_code_that_comes_to_the_top_takes_no_name_that_is_there(circled: Project, codes: dict[str, int]) -> None:
    circled.do(operations.codes.rename, code_id=codes["Plain"], name="trust")
    assert circled.do(operations.codes.straighten) == ["Trust 2", "Alone"]
    assert len({c.path for c in circled.read(queries.codes.all)}) == 5


def test_they_can_be_moved_out_by_hand(circled: Project, codes: dict[str, int]) -> None:
    with pytest.raises(errors.RuleBroken, match="below itself"):
        circled.do(operations.codes.move, code_id=codes["Trust"], parent_id=codes["Deep"], position=0)
    circled.do(operations.codes.move_all, code_ids=[codes["Trust"]], parent_id=codes["Plain"])
    circled.do(operations.codes.move, code_id=codes["Alone"], parent_id=None, position=0)
    assert tree(circled) == ["Alone", "Plain", "  Trust", "    Care", "      Deep"]
    assert circled.read(queries.check.problems) == []


def test_a_copy_with_a_circle_is_merged_whole_and_without_it(circled: Project, tmp_path: Path) -> None:
    circled.close()
    with Project.create(tmp_path / "lead.qtc", coder="Joe Brennan") as lead:
        add(lead, transcript())
        counts = tasks.merge(lead, [circled.path])
        assert counts.codings["new"] == 5
        assert sorted(tree(lead)) == sorted(TREE)
        assert lead.read(queries.check.problems) == []


@given(st.lists(st.none() | st.integers(0, 7), min_size=1, max_size=8))
def test_reading_order_has_every_code_once_below_what_stands_above_it(above: list[int | None]) -> None:
    parents = dict(enumerate(above))
    order = code_tree.reading_order(parents)
    assert sorted(order) == sorted(parents)
    seen: set[int] = set()
    for key, parent in order.items():
        assert parent is None or parent in seen
        seen.add(key)
    circles = code_tree.circles(parents)
    changed = {key for key, parent in order.items() if parent != parents[key]}
    missing = {key for key, parent in parents.items() if parent is not None and parent not in parents}
    assert changed - missing == {circle[0] for circle in circles}
    for circle in circles:
        assert [parents[key] for key in circle] == [*circle[1:], circle[0]]


@pytest.mark.parametrize(("gone", "stays"), [(["Trust", "Care"], "Deep"), (["Care"], "Trust"), (["Trust"], "Care")])
def test_codes_of_a_circle_can_be_made_one(
    circled: Project, codes: dict[str, int], gone: list[str], stays: str
) -> None:
    ids = [codes[name] for name in gone]
    circled.do(operations.recoding.merge_codes, code_ids=ids, into_id=codes[stays])
    assert circled.read(queries.codes.circles) == [["Alone"]]
    assert {c.name for c in circled.read(queries.codes.all)} == set(codes) - set(gone)
