# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The shipped codebooks follow their schema and hold what they promise."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from qualcoder_tc.formats.codebook_yaml import read_codebook, write_codebook
from qualcoder_tc.model.codes import PALETTE, CodeKind

FOLDER = Path(__file__).resolve().parents[1] / "codebooks"
FILES = sorted(FOLDER.glob("*.yaml"))

PROMISED = """
type/individual type/group type/collective principle/mutuality principle/reciprocity principle/equality
who-and-how/narrow-definition who-and-how/inclusive-definition who-and-how/designing who-and-how/developing
who-and-how/delivering who-and-how/with-or-by-people-not-for-them who-and-how/lay-citizens-and-service-users
who-and-how/traditional-volunteers benefits/quality benefits/responsiveness benefits/cost-effectiveness
benefits/shift-of-power benefits/demand-and-prevention benefits/underlying-causes-and-inequality
challenges/willingness challenges/opportunity challenges/information challenges/sharing-power
challenges/from-fixer-to-facilitator challenges/time-and-cost-of-recruitment challenges/up-front-investment
challenges/short-term-savings challenges/process-and-targets challenges/marginalisation-of-the-disadvantaged
challenges/limits-of-skill challenges/substitution-for-paid-work preconditions
time-credits-values/people-as-assets time-credits-values/redefining-work time-credits-values/one-hour-one-credit
time-credits-values/community-and-social-capital time-credits-levels/individual-level
time-credits-levels/group-or-organisation-level time-credits-levels/community-level
outcomes/social-exclusion outcomes/loneliness outcomes/deprivation outcomes/health-inequality outcomes/self-esteem
outcomes/resilience outcomes/reduced-dependency sustainability-and-transfer/lasting-and-funding
sustainability-and-transfer/other-places co-production-in-research/taking-part-in-the-research
""".split()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_shipped_codebook_follows_the_schema(file: Path) -> None:
    schema = json.loads((FOLDER / "codebook.schema.json").read_text("utf-8"))
    jsonschema.validate(yaml.safe_load(file.read_text("utf-8")), schema)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_a_shipped_codebook_is_read_and_written_without_loss(file: Path) -> None:
    book = read_codebook(file.read_bytes())
    again = read_codebook(write_codebook(book).encode())
    assert [(p, e.definition, e.apply, e.source) for p, e in again.walk()] == [
        (p, e.definition, e.apply, e.source) for p, e in book.walk()
    ]


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_code_can_be_applied_by_what_is_written(file: Path) -> None:
    book = read_codebook(file.read_bytes())
    examples = []
    for path, entry in book.walk():
        assert entry.definition and entry.source, path
        if entry.kind is CodeKind.CODE:
            assert entry.apply and entry.not_apply and entry.example, path
            assert entry.colour in PALETTE, path
            examples.append(entry.example)
    assert len(set(examples)) == len(examples)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_rules_point_at_codes_that_exist(file: Path) -> None:
    book = read_codebook(file.read_bytes())
    paths = {path for path, _ in book.walk()}
    for path, entry in book.walk():
        for rule in entry.not_apply:
            for named in re.findall(r"`([^`]+)`", rule):
                assert _resolve(named, paths), f"{path} points at {named}"


def _resolve(named: str, paths: set[str]) -> bool:
    return any(p == named or p.endswith("/" + named.rpartition("/")[2]) for p in paths)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_cited_author_is_in_the_references(file: Path) -> None:
    plain = yaml.safe_load(file.read_text("utf-8"))

    def walk(nodes: list[dict]) -> None:  # type: ignore[type-arg]
        for node in nodes:
            source = node.get("source")
            if isinstance(source, dict):
                assert set(source.get("authors", [])) <= set(plain["references"]), node["name"]
            walk(node.get("codes", []))

    walk(plain["codes"])


def test_the_co_production_codebook_holds_every_concept_promised() -> None:
    book = read_codebook((FOLDER / "co-production.yaml").read_bytes())
    paths = {path for path, _ in book.walk()}
    assert set(PROMISED) <= paths
    keys = {e.favourite: p for p, e in book.walk() if e.favourite}
    assert sorted(keys) == list(range(1, 10))
    facets = [e for _, e in book.walk() if e.kind is CodeKind.FACET]
    assert [f.name for f in facets] == ["Type", "Principle"]
    assert len({c.colour for f in facets for c in f.children}) == 6
