# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes as suggestions take them: rules in words, what stands above, chosen codes only."""

from __future__ import annotations

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.tasks.profiles import profiles


def test_rules_name_other_codes_by_their_names_and_the_branch_above_is_known(project: Project) -> None:
    cost = project.do(operations.codes.create, name="Cost", definition="Running it costs money.")
    fares = project.do(operations.codes.create, name="Bus fares", parent_id=cost)
    path = {c.id: c.path for c in project.read(queries.codes.all)}
    project.do(
        operations.codes.describe,
        code_id=cost,
        apply=["Not as `gone/code`."],
        not_apply=[f"Fares: `{path[fares]}`."],
    )
    codebook = project.read(queries.codes.all)
    found = {p.id: p for p in profiles([c for c in codebook if c.codable], codebook, lambda code: code.path)}
    assert found["cost"].refusals() == ["Fares: Bus fares."]
    assert tuple(found["cost"].include) == ("Not as gone/code.",)
    assert (found["cost/bus-fares"].parent, found["cost/bus-fares"].facet) == ("Cost", "")


def test_only_chosen_codes_are_taken_but_what_stands_above_is_seen(project: Project) -> None:
    facet = project.do(operations.codes.create, name="Principle", kind="facet")
    above = project.do(operations.codes.create, name="Reciprocity", parent_id=facet)
    below = project.do(operations.codes.create, name="Giving back", parent_id=above)
    codebook = project.read(queries.codes.all)
    [only] = profiles([c for c in codebook if c.id == below], codebook, lambda code: code.uuid)
    assert (only.id, only.parent, only.facet) == (
        next(c.uuid for c in codebook if c.id == below), "Reciprocity", "Principle"
    )  # fmt: skip
