# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding text and coded passages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.model import search
from tests.conftest import add, transcript


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("landing", ["landing"]),
        ("LANDING", ["landing"]),
        ("good sho", ["good shoes"]),
        ("hour", ["hour's", "hour", "hour"]),
        ("look out", ["look out"]),
        ("oes", []),
        ("", []),
        ('"quoted" OR x*', []),
    ],
)
def test_search_finds_words_and_beginnings_of_words(
    project: Project, interview: int, query: str, found: list[str]
) -> None:
    hits = project.read(queries.search.text, text=query)
    if query == "hour":
        assert [h.quote for h in hits] == ["hour", "hour", "hour"]
    else:
        assert [h.quote for h in hits] == found
    text = project.read(queries.documents.text, document_id=interview).text
    assert all(text[h.start : h.end] == h.quote for h in hits)


def test_search_does_not_mind_accents_and_keeps_positions(project: Project) -> None:
    document = add(
        project, transcript("Accents", (("P1", "Le cafe\u0301 est tr\u00e8s \U0001f600 bon, na\u00efve"),))
    )
    for query, quote in (("café tres", "cafe\u0301 est"), ("naive", "na\u00efve"), ("cafe", "cafe\u0301")):
        hits = project.read(queries.search.text, text=query.replace("café tres", "café est"))
        assert [h.quote for h in hits] == [quote]
    assert project.read(queries.documents.text, document_id=document).text.count("\u0301") == 1


def test_the_search_index_follows_undo(project: Project, interview: int) -> None:
    project.undo()
    assert project.read(queries.search.text, text="landing") == []
    project.redo()
    assert len(project.read(queries.search.text, text="landing")) == 1


@given(st.text(max_size=80), st.integers(0, 79), st.integers(1, 10))
def test_every_hit_lies_in_the_text(text: str, at: int, length: int) -> None:
    for start, end in search.places(text, text[at : at + length]):
        assert 0 <= start < end <= len(text)


def test_expressions_combine_codes_over_turns(
    project: Project, interview: int, mutuality: int, code_words: Callable[[int, str, int], int]
) -> None:
    group = project.do(operations.codes.create, name="Group")
    code_words(interview, "We look out", mutuality)
    code_words(interview, "on my own landing", group)
    code_words(interview, "In her good shoes", group)

    def turns(expression: str) -> list[int | None]:
        return [h.turn for h in project.read(queries.expression.passages, expression=expression)]

    assert turns("principle/mutuality and group") == [4]
    assert turns("group and not mutuality") == [5]
    assert turns("principle or group") == [4, 5]
    assert turns("not (principle or group)") == [1, 2, 3, 6]


@pytest.mark.parametrize("expression", ["", "and", "group and", "(group", "group)", "not", "nothing-like-it"])
def test_a_wrong_expression_is_explained(project: Project, interview: int, expression: str) -> None:
    project.do(operations.codes.create, name="Group")
    with pytest.raises(errors.AppError):
        project.read(queries.expression.passages, expression=expression)


_SPAN = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda at: (at[0], at[0] + at[1]))


@given(st.lists(_SPAN, max_size=12), st.lists(st.tuples(_SPAN, st.integers(1, 4)), max_size=12))
def test_a_turn_has_the_codes_of_all_codings_that_touch_it(
    turns: list[tuple[int, int]], codings: list[tuple[tuple[int, int], int]]
) -> None:
    turns.sort()
    rows = sorted((start, end, code) for (start, end), code in codings)
    found = list(queries.expression.codes_touching(turns, rows))
    assert found == [{code for a, b, code in rows if a < end and b > start} for start, end in turns]
