# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes made below a code from parts of its codings."""

from __future__ import annotations

from collections.abc import Callable

from qualcoder_tc import Project, operations, queries
from tests.conftest import state

Code = Callable[[int, str, int], int]


def test_parts_become_codes_below_as_one_step_of_undo(
    project: Project, interview: int, mutuality: int, code_words: Code
) -> None:
    first = code_words(interview, "lunch club", mutuality)
    second = code_words(interview, "We look out", mutuality)
    third = code_words(interview, "She did!", mutuality)
    before = state(project)
    made = project.do(
        operations.subcodes.make,
        code_id=mutuality,
        parts=[{"coding_ids": [first], "name": "club"}, {"coding_ids": [second], "name": "Club"}],
    )
    rows = {c.id: c for c in project.read(queries.codes.all)}
    assert [rows[key].path for key in made] == ["principle/mutuality/club", "principle/mutuality/club-2"]
    assert [rows[key].codings for key in (*made, mutuality)] == [1, 1, 1]
    assert [s.id for s in project.read(queries.segments.all, code_ids=[mutuality])] == [third]
    assert project.undo() == "Made codes below Mutuality: club, Club 2"
    assert state(project) == before
