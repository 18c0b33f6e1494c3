# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which turns a coder read and left uncoded, and that an evaluation tries those and no others."""

from __future__ import annotations

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.tasks.passages import Material, left_alone
from tests.conftest import add, transcript
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_second_look import HELP, MONEY, WEATHER, sentence

TALK = tuple((("Moderator", "P1", "P2")[n % 3], f"This is turn {n + 1}.") for n in range(12))


def code(project: Project, document: int, number: int, code_id: int) -> None:
    turn = project.read(queries.documents.text, document_id=document).turns[number - 1]
    project.do(operations.segments.apply, document_id=document, start=turn.start, end=turn.end, code_id=code_id)


def left(project: Project) -> list[str]:
    coder = project.coder.id
    material = Material(project.read(queries.learning.documents))
    codings = project.read(queries.learning.codings, coder_id=coder)
    done = project.read(queries.documents.marked_read, coder_id=coder)
    return [passage.text for _, passage in left_alone(material, codings, done)]


def said(*numbers: int) -> list[str]:
    return [f"This is turn {n}." for n in numbers]


def test_between_the_first_and_the_last_coded_turn_and_no_questions(project: Project, mutuality: int) -> None:
    first, other = (add(project, transcript(title, TALK)) for title in ("First", "Other"))
    assert left(project) == []
    code(project, first, 3, mutuality)
    assert left(project) == []
    code(project, first, 9, mutuality)
    code(project, first, 5, mutuality)
    assert left(project) == said(6, 8)  # 4 and 7 are the moderator's
    project.do(operations.documents.mark_read, document_id=first)
    assert left(project) == said(2, 6, 8, 11, 12)
    # Without a coding there is nothing to learn of the other one, whether it was read or not.
    project.do(operations.documents.mark_read, document_id=other)
    assert left(project) == said(2, 6, 8, 11, 12)


def test_a_turn_that_is_coded_in_part_was_not_left(project: Project, mutuality: int) -> None:
    document = add(project, transcript("First", TALK))
    for number in (2, 9):
        code(project, document, number, mutuality)
    turn = project.read(queries.documents.text, document_id=document).turns[5]
    project.do(
        operations.segments.apply,
        document_id=document,
        start=turn.start + 5,
        end=turn.start + 7,
        code_id=mutuality,
    )
    assert left(project) == said(3, 5, 8)


def test_what_somebody_else_left_is_theirs(project: Project, mutuality: int) -> None:
    document = add(project, transcript("First", TALK))
    for number in (2, 6):
        code(project, document, number, mutuality)
    project.use_coder("Joe Brennan")
    assert left(project) == []
    for number in (3, 11):
        code(project, document, number, mutuality)
    assert left(project) == said(5, 6, 8, 9)


def test_an_evaluation_tells_on_how_many_turns_left_uncoded_it_speaks(project: Project, mutuality: int) -> None:
    cost = project.do(operations.codes.create, name="Cost")
    for number in range(3):
        lines = tuple((f"P{n % 3}", sentence((HELP, MONEY, WEATHER)[n % 3], number * 100 + n)) for n in range(30))
        document = add(project, transcript(f"Talk {number}", lines))
        for turn in range(1, 31):
            which = (turn - 1) % 3
            if which < 2 and turn not in (13, 14):
                code(project, document, turn, (mutuality, cost)[which])
    found = tasks.evaluate_suggestions(project, encoder=HashingEncoder())
    # Between turn 1 and 29 of each: nine about the weather, and the two that were missed.
    assert (found.left_alone.turns, found.left_alone.tried) == (33, 33)
    assert 6 <= found.left_alone.spoke <= 33
    assert found.to_json()["uncoded_turns"]["spoke"] == found.left_alone.spoke
