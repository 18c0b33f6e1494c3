# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Retrieval finds what a plain filter over all segments finds, in the same order and groups."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc import Project, operations, queries
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.references import reference
from qualcoder_tc.model.retrieval import Retrieval, from_plain
from qualcoder_tc.model.transcript import DocumentKind, ImportedCase, ImportedDocument, Turn


def _document(n: int, rng: random.Random) -> ImportedDocument:
    text, turns = "", []
    for _ in range(12):
        label = len(text)
        name = rng.choice(("Moderator", "P1", "P2", None))
        text += f"{name}: " if name else ""
        said = " ".join(rng.choices(("Straße", "we", "look 🌱", "out", "hours"), k=rng.randrange(3, 12)))
        turns.append(Turn(len(text), len(text) + len(said), name, label))
        text += said + "\n"
    return ImportedDocument(
        title=f"Interview {n}",
        kind=DocumentKind.FOCUS_GROUP if n % 2 else DocumentKind.INTERVIEW,
        text=text,
        turns=tuple(turns),
        roles={"Moderator": "moderator", "P2": "service user"},
        cases=(ImportedCase(f"Person {n % 2}", {"age": str(50 + n)}, ("P1",)),),
    )


@pytest.fixture(scope="module")
def mixed() -> Iterator[Project]:
    """Return a project of 3 documents, 4 codes, 2 coders and 90 codings, some with memos, some under a theme."""
    rng = random.Random(2)
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.create(Path(folder) / "mixed.qtc", title="Mixed", coder="Amina Malik") as project,
    ):
        facet = project.do(operations.codes.create, name="Facet", kind="facet")
        above = project.do(operations.codes.create, name="Above", parent_id=facet)
        codes = [above, project.do(operations.codes.create, name="Below", parent_id=above)]
        codes += [project.do(operations.codes.create, name=name) for name in ("Zebra", "Ant")]
        theme = project.do(operations.themes.create, name="Theme")
        project.do(operations.themes.add_code, theme_id=theme, code_id=codes[2])
        for n in range(3):
            document = _document(n, rng)
            key = project.do(operations.documents.add, document=document, source_name=f"{n}", data=b"")
            for at in range(30):
                project.use_coder(rng.choice(("Amina Malik", "Joe Brennan")))
                start = rng.randrange(len(document.text) - 30)
                coding = project.do(
                    operations.segments.apply,
                    document_id=key,
                    start=start,
                    end=start + rng.randrange(3, 30),
                    code_id=rng.choice(codes),
                    origin=rng.choice(("manual", "suggestion")),
                    memo="A note of HOURS" if at % 5 == 0 else None,
                )
                if at % 7 == 0:
                    project.do(operations.themes.add_segment, theme_id=theme, coding_id=coding)
        yield project


def _some(values: list[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


WANTED = st.builds(
    Retrieval,
    codes=_some([1, 2, 3, 4, 5]),
    also=_some([1, 2, 3, 4, 5]),
    without=_some([3, 4, 5]),
    below=st.booleans(),
    documents=_some([1, 2, 3]),
    kinds=_some(["interview", "focus-group"]),
    cases=_some([0, 1, 2]),
    speakers=_some(["P1", "P2", ""]),
    roles=_some(["moderator", "service user", ""]),
    coders=_some([1, 2]),
    themes=_some([1]),
    origins=_some(["manual", "suggestion", "in-vivo"]),
    attributes=st.sampled_from([(), (), ((1, ("50", "51")),), ((1, ("",)),)]),
    memo=st.sampled_from([None, None, True, False]),
    words=st.sampled_from(["", "", "hours", "STRASSE", "note"]),
)


def _naive(project: Project, wanted: Retrieval) -> list[SegmentRow]:
    rows = project.read(queries.segments.all)
    paths = {c.id: c.path for c in project.read(queries.codes.all)}
    cases = {c.name: c for c in project.read(queries.cases.all)}
    names = {a.id: a.name for a in project.read(queries.cases.attributes)}
    coders = {c.id: c.name for c in project.read(queries.coders.all)}
    [theme] = project.read(queries.themes.all)

    def stands_for(code: int, row: SegmentRow) -> bool:
        return row.code_id == code or (wanted.below and row.code_path.startswith(paths[code] + "/"))

    def lies_on(code: int, row: SegmentRow) -> bool:
        return any(
            o.document_id == row.document_id and o.start < row.end and o.end > row.start and stands_for(code, o)
            for o in rows
        )

    def fits(row: SegmentRow) -> bool:
        case = cases.get(row.case or "")
        under = any(row.code_path == p or row.code_path.startswith(p + "/") for p in theme.codes)
        words = wanted.words.casefold()
        return all(
            (
                not wanted.codes or any(stands_for(c, row) for c in wanted.codes),
                all(lies_on(c, row) for c in wanted.also),
                not any(lies_on(c, row) for c in wanted.without),
                not wanted.documents or row.document_id in wanted.documents,
                not wanted.kinds or row.kind.value in wanted.kinds,
                not wanted.cases or (case.id if case else 0) in wanted.cases,
                not wanted.speakers or (row.speaker or "") in wanted.speakers,
                not wanted.roles or (row.role or "") in wanted.roles,
                not wanted.coders or row.coder in {coders[c] for c in wanted.coders},
                not wanted.themes or under or row.id in theme.segment_ids,
                not wanted.origins or row.origin.value in wanted.origins,
                all((case.attributes.get(names[a], "") if case else "") in v for a, v in wanted.attributes),
                wanted.memo is None or bool(row.memo) is wanted.memo,
                words in row.quote.casefold() or words in row.memo.casefold(),
            )
        )

    return [row for row in rows if fits(row)]


@settings(max_examples=150)
@given(wanted=WANTED)
def test_what_is_found_is_what_a_plain_filter_finds(mixed: Project, wanted: Retrieval) -> None:
    expected = _naive(mixed, wanted)
    found = mixed.read(queries.retrieval.find, wanted=wanted)
    assert list(found.ids) == [r.id for r in expected]
    assert found.documents == len({r.document_id for r in expected})
    assert mixed.read(queries.segment_pages.rows, ids=found.ids) == expected


KEYS: dict[str, Any] = {
    "document": lambda r: 0,
    "code": lambda r: ("facet", "facet/above", "facet/above/below", "zebra", "ant").index(r.code_path),
    "case": lambda r: (r.case is None, (r.case or "").casefold()),
    "coder": lambda r: r.coder.casefold(),
    "oldest": lambda r: r.created,
    "longest": lambda r: -(r.end - r.start),
    "shortest": lambda r: r.end - r.start,
}


@pytest.mark.parametrize("sort", KEYS)
def test_sorting_keeps_the_order_of_the_documents_among_equals(mixed: Project, sort: str) -> None:
    expected = sorted(_naive(mixed, Retrieval()), key=KEYS[sort])
    assert list(mixed.read(queries.retrieval.find, wanted=Retrieval(), sort=sort).ids) == [r.id for r in expected]


@pytest.mark.parametrize(
    ("group", "labels"),
    [
        ("document", ["Interview 0", "Interview 1", "Interview 2"]),
        ("kind", ["Interviews", "Focus groups"]),
        ("code", ["Above", "Below", "Zebra", "Ant"]),
        ("case", ["Person 0", "Person 1", ""]),
        ("coder", ["Amina Malik", "Joe Brennan"]),
        ("role", ["moderator", "service user", ""]),
        ("speaker", ["Moderator", "P1", "P2", ""]),
        ("attribute:1", ["50", "51", ""]),
    ],
)
def test_groups_hold_each_segment_once_and_are_in_order(mixed: Project, group: str, labels: list[str]) -> None:
    found = mixed.read(queries.retrieval.find, wanted=Retrieval(), sort="longest", group=group)
    assert [g.label for g in found.groups] == labels
    assert sorted(found.ids) == sorted(r.id for r in _naive(mixed, Retrieval()))
    assert sum(g.count for g in found.groups) == len(found.ids)
    for g in found.groups:
        rows = mixed.read(queries.segment_pages.rows, ids=found.ids[g.first : g.first + g.count])
        assert [r.end - r.start for r in rows] == sorted((r.end - r.start for r in rows), reverse=True)
        of = {"document": "document", "code": "code", "case": "case", "coder": "coder", "role": "role"}.get(group)
        assert of is None or {getattr(r, of) or "" for r in rows} == {g.label}


def test_days_are_counted_whole(mixed: Project) -> None:
    def count(**days: str) -> int:
        return len(mixed.read(queries.retrieval.find, wanted=Retrieval(**days)).ids)

    assert count(since="2000-01-01", until="2999-12-31") == 90
    assert count(until="2000-01-01") == count(since="2999-12-31") == 0


def test_only_some_ids_can_be_looked_at(mixed: Project) -> None:
    every = list(mixed.read(queries.retrieval.find, wanted=Retrieval()).ids)
    found = mixed.read(queries.retrieval.find, wanted=Retrieval(), only=[every[8], every[3], 10_000])
    assert list(found.ids) == [every[3], every[8]]


def test_a_segment_comes_with_its_turn_the_neighbours_its_codes_and_memos(mixed: Project) -> None:
    for row in _naive(mixed, Retrieval(memo=True)):
        context = mixed.read(queries.segment_pages.context, coding_id=row.id)
        assert context is not None and context.segment == row
        text = mixed.read(queries.documents.text, document_id=row.document_id)
        assert all(text.text[t.start : t.start + len(t.text)] == t.text for t in context.turns)
        assert row.turn in {t.number for t in context.turns}
        numbers = [t.number for t in context.turns]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert [m.text for m in context.memos] == ["A note of HOURS"]
        expected = {
            r.id
            for r in mixed.read(queries.segments.all, document_ids=[row.document_id])
            if r.start < row.end and r.end > row.start
        }
        assert {c.id for c in context.codings} == expected
    assert mixed.read(queries.segment_pages.context, coding_id=10_000) is None


@given(wanted=WANTED)
def test_what_is_asked_for_survives_being_kept(wanted: Retrieval) -> None:
    assert from_plain(wanted.plain()) == wanted


def test_references_are_short_where_that_is_clear() -> None:
    assert reference("Focus group 2", "P4", 37) == "FG2, P4, turn 37"
    assert reference("Interview 01", None, 8) == "Int01, turn 8"
    assert reference("Interview 01 with Ada", "Ada", None) == "Interview 01 with Ada, Ada"
