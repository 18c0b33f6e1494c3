# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of several codes at once, and the rules of places in the tree."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.model import code_tree
from qualcoder_tc.model.code_tree import Place
from qualcoder_tc.model.codes import COLOUR_NAMES, PALETTE, colour_name
from qualcoder_tc.model.records import CodeRow
from tests.conftest import state


@pytest.fixture
def tree(project: Project) -> dict[str, int]:
    """Return the ids of a small tree: A (A1, A2 (A21)), B, C."""
    ids: dict[str, int] = {}
    for name, parent in (("A", ""), ("A1", "A"), ("A2", "A"), ("A21", "A2"), ("B", ""), ("C", "")):
        ids[name] = project.do(operations.codes.create, name=name, parent_id=ids.get(parent))
    return ids


def names(project: Project) -> list[str]:
    return ["  " * c.depth + c.name for c in project.read(queries.codes.all)]


def rows(project: Project) -> list[CodeRow]:
    return project.read(queries.codes.all)


def test_several_codes_move_together_and_keep_their_order(project: Project, tree: dict[str, int]) -> None:
    before = state(project)
    project.do(operations.codes.move_all, code_ids=[tree["A1"], tree["C"]], parent_id=None, before_id=tree["B"])
    assert names(project) == ["A", "  A2", "    A21", "A1", "C", "B"]
    assert project.undo() == "Moved 2 codes to the top"
    assert state(project) == before


def test_a_code_below_another_that_moves_stays_below_it(project: Project, tree: dict[str, int]) -> None:
    project.do(operations.codes.move_all, code_ids=[tree["A2"], tree["A21"]], parent_id=tree["B"])
    assert names(project) == ["A", "  A1", "B", "  A2", "    A21", "C"]


def test_moving_refuses_rings_and_names_that_are_there(project: Project, tree: dict[str, int]) -> None:
    with pytest.raises(errors.RuleBroken, match="below itself"):
        project.do(operations.codes.move_all, code_ids=[tree["A"]], parent_id=tree["A21"])
    project.do(operations.codes.create, name="a1", parent_id=tree["B"])
    with pytest.raises(errors.RuleBroken, match="already"):
        project.do(operations.codes.move_all, code_ids=[tree["A1"]], parent_id=tree["B"])
    with pytest.raises(errors.RuleBroken, match="No code"):
        project.do(operations.codes.move_all, code_ids=[], parent_id=None)


def test_colour_rest_and_delete_take_several_at_once(project: Project, tree: dict[str, int]) -> None:
    project.do(operations.codes.recolour_all, code_ids=[tree["A1"], tree["B"]], colour=PALETTE[10])
    assert [c.name for c in rows(project) if c.colour == PALETTE[10]] == ["A1", "B"]
    project.do(operations.codes.set_active_all, code_ids=[tree["A2"], tree["B"]], active=False)
    assert [c.name for c in rows(project) if not c.active] == ["A2", "A21", "B"]
    before = state(project)
    project.do(operations.codes.delete_all, code_ids=[tree["A"], tree["A1"], tree["C"]])
    assert names(project) == ["B"]
    assert project.undo() == "Deleted 3 codes and 2 below"
    assert state(project) == before


def test_a_code_becomes_a_facet_unless_it_was_applied(
    project: Project, interview: int, tree: dict[str, int], code_words: Callable[[int, str, int], int]
) -> None:
    project.do(operations.codes.set_kind, code_id=tree["A"], kind="facet")
    project.do(operations.codes.set_exclusive, code_id=tree["A"], exclusive=True)
    project.do(operations.codes.set_kind, code_id=tree["A"], kind="branch")
    assert not project.read(queries.codes.one, code_id=tree["A"]).exclusive
    code_words(interview, "We look out", tree["B"])
    with pytest.raises(errors.RuleBroken, match="applied"):
        project.do(operations.codes.set_kind, code_id=tree["B"], kind="facet")


def test_a_new_code_is_applied_in_the_same_step(project: Project, interview: int) -> None:
    before = state(project)
    key = project.do(operations.codes.create_applied, name="Shoes", document_id=interview, start=20, end=40)
    assert [r.code_id for r in project.read(queries.segments.all)] == [key]
    project.undo()
    assert state(project) == before


def test_a_segment_becomes_the_example(
    project: Project, interview: int, tree: dict[str, int], code_words: Callable[[int, str, int], int]
) -> None:
    key = code_words(interview, "We look out for one another now", tree["B"])
    project.do(operations.codes.choose_example, coding_id=key)
    assert project.read(queries.codes.one, code_id=tree["B"]).example == "We look out for one another now"


def test_a_gap_of_the_tree_means_a_place_by_its_depth(project: Project, tree: dict[str, int]) -> None:
    shown = rows(project)
    assert [r.name for r in shown] == ["A", "A1", "A2", "A21", "B", "C"]
    assert code_tree.place_in_gap(shown, 0, 0) == Place(None, tree["A"])
    assert code_tree.place_in_gap(shown, 1, 0) == Place(tree["A"], tree["A1"])
    assert code_tree.place_in_gap(shown, 4, 2) == Place(tree["A2"], None)
    assert code_tree.place_in_gap(shown, 4, 1) == Place(tree["A"], None)
    assert code_tree.place_in_gap(shown, 4, 0) == Place(None, tree["B"])
    assert code_tree.place_in_gap(shown, 6, 0) == Place(None, None)
    assert code_tree.place_in_gap([], 0, 0) == Place(None, None)


def test_keys_step_codes_through_the_tree(project: Project, tree: dict[str, int]) -> None:
    def by_key(name: str, direction: str) -> None:
        place = code_tree.step(rows(project), [tree[name]], direction)
        assert place is not None
        project.do(
            operations.codes.move_all,
            code_ids=[tree[name]],
            parent_id=place.parent_id,
            before_id=place.before_id,
        )

    by_key("C", "up")
    assert names(project)[-2:] == ["C", "B"]
    by_key("C", "down")
    assert names(project)[-2:] == ["B", "C"]
    by_key("C", "in")
    assert names(project)[-2:] == ["B", "  C"]
    by_key("C", "out")
    assert names(project)[-2:] == ["B", "C"]
    by_key("A21", "out")
    assert names(project)[:4] == ["A", "  A1", "  A2", "  A21"]
    assert code_tree.step(rows(project), [tree["A"]], "up") is None
    assert code_tree.step(rows(project), [tree["A"]], "out") is None


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["up", "down", "in", "out"])), max_size=12))
def test_a_step_and_the_step_back_meet_again(
    project: Project, tree: dict[str, int], steps: list[tuple[int, str]]
) -> None:
    done = 0
    before = state(project)
    for at, direction in steps:
        key = list(tree.values())[at]
        place = code_tree.step(rows(project), [key], direction)
        if place is None:
            continue
        project.do(operations.codes.move_all, code_ids=[key], parent_id=place.parent_id, before_id=place.before_id)
        done += 1
        moved = next(r for r in rows(project) if r.id == key)
        assert moved.parent_id == place.parent_id
        siblings = [r.id for r in rows(project) if r.parent_id == place.parent_id]
        after = siblings[siblings.index(key) + 1 :]
        assert (after[0] if after else None) == place.before_id
    for _ in range(done):
        project.undo()
    assert state(project) == before


def test_a_search_says_in_which_text_the_words_stand(project: Project, tree: dict[str, int]) -> None:
    project.do(
        operations.codes.describe, code_id=tree["A"], definition="People rely on one another", apply=["gives time"]
    )
    project.do(operations.codes.describe, code_id=tree["B"], not_apply=["a paid worker gives time"])
    found = code_tree.search(rows(project), "gives time", {tree["C"]: "she gives her time"})
    assert {key: why.field for key, why in found.items()} == {
        tree["A"]: "apply", tree["B"]: "not_apply", tree["C"]: "memo"
    }  # fmt: skip
    assert "gives time" in found[tree["B"]].words
    assert code_tree.search(rows(project), "a2", {})[tree["A2"]].field == "name"
    assert code_tree.search(rows(project), "  ", {}) == {}


def test_every_hue_has_a_name_of_its_own() -> None:
    assert len(set(COLOUR_NAMES)) == len(PALETTE) == len(COLOUR_NAMES)
    assert colour_name(PALETTE[1].upper()) == "Blue"
    assert colour_name("#2b6eb6") == "like Blue"


def test_suggestions_of_a_resting_code_are_not_offered(
    project: Project, interview: int, tree: dict[str, int]
) -> None:
    proposal = {
        "document_id": interview, "code_id": tree["B"], "start": 20, "end": 40, "quote": "x", "score": 0.5,
        "model": "m", "evidence": [],
    }  # fmt: skip
    project.do(operations.suggestions.propose, proposals=[proposal], document_ids=[interview])
    assert len(project.read(queries.suggestions.pending)) == 1
    project.do(operations.codes.set_active, code_id=tree["B"], active=False)
    assert project.read(queries.suggestions.pending) == []
