# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The report tells what came of suggestions, where there were any."""

from __future__ import annotations

from typing import Any

from qualcoder_tc import Project, operations, tasks
from qualcoder_tc.model.set_aside import Shown
from qualcoder_tc.reports.blocks import Heading, Paragraph, Table
from qualcoder_tc.reports.contents import contents
from tests.conftest import LINES, place

SHA = "53aa51172d142c89"


def proposal(project: Project, document: int, code: int, words: str, **given: Any) -> dict[str, Any]:
    start, end = place(project, document, words)
    return {
        "document_id": document, "code_id": code, "start": start, "end": end, "quote": words, "score": 0.8,
        "model": f"all-MiniLM-L6-v2:{SHA}:1", "evidence": [], "threshold": 0.6, "learned": 12,
    } | given  # fmt: skip


def said(project: Project) -> tuple[list[str], list[Table]]:
    blocks = contents(tasks.report_data(project))
    return (
        [b.text for b in blocks if isinstance(b, Heading | Paragraph)],
        [b for b in blocks if isinstance(b, Table) and "suggestions" in b.caption],
    )


def test_one_sentence_says_that_nothing_was_suggested(project: Project, interview: int) -> None:
    words, tables = said(project)
    assert [w for w in words if "uggest" in w] == [
        "No coding in this report came from a suggestion of the program."
    ]
    assert tables == []


def test_open_suggestions_are_not_counted(project: Project, interview: int, mutuality: int) -> None:
    rows = [proposal(project, interview, mutuality, LINES[1][1])]
    project.do(operations.suggestions.propose, proposals=rows, document_ids=[interview])
    assert said(project)[1] == []


def test_each_code_tells_what_became_of_its_suggestions(project: Project, interview: int, mutuality: int) -> None:
    cost = project.do(operations.codes.create, name="Cost")
    wanted = [(mutuality, LINES[1][1]), (mutuality, LINES[2][1]), (mutuality, LINES[3][1]), (cost, LINES[4][1])]
    rows = [proposal(project, interview, code, words) for code, words in wanted]
    rows[3]["threshold"] = 0.7
    a, b, c, d = project.do(operations.suggestions.propose, proposals=rows, document_ids=[interview])
    project.do(operations.suggestions.accept, suggestion_id=a)
    project.do(operations.suggestions.reject, suggestion_id=b)
    start, end = place(project, interview, LINES[3][1][:40])
    project.do(operations.suggestions.accept, suggestion_id=c, start=start, end=end)
    project.do(operations.suggestions.accept, suggestion_id=d, code_id=mutuality)
    words, (table,) = said(project)
    assert table.rows == (
        ("Mutuality", "3", "1", "1", "1", "0", "33%", "3"),
        ("Cost", "1", "0", "1", "0", "0", "0%", "0"),
        ("All", "4", "1", "2", "1", "0", "25%", "3"),
    )
    assert any(f"all-MiniLM-L6-v2, weights {SHA}" in w and "3 of 3 codings (100%)" in w for w in words)
    assert any("scores of 0.60 to 0.70" in w and w.startswith("4 suggestions answered") for w in words)
    assert any("from nobody else's" in w for w in words)


def test_words_without_a_model_are_called_that(project: Project, interview: int, mutuality: int) -> None:
    rows = [proposal(project, interview, mutuality, LINES[1][1], model="none", threshold=None)]
    (key,) = project.do(operations.suggestions.propose, proposals=rows, document_ids=[interview])
    project.do(operations.suggestions.reject, suggestion_id=key)
    words, _ = said(project)
    assert any("from shared words, without a language model" in w for w in words)


def test_what_a_second_look_showed_is_told_apart_from_what_was_shown_by_its_score(
    project: Project, interview: int, mutuality: int
) -> None:
    rows = [proposal(project, interview, mutuality, LINES[1][1])]
    (key,) = project.do(operations.suggestions.propose, proposals=rows, document_ids=[interview])
    project.do(operations.suggestions.accept, suggestion_id=key)
    given: Shown = {
        "code_id": mutuality,
        "score": 0.5,
        "model": str(rows[0]["model"]),
        "learned": 1,
        "evidence": [],
    }
    answers = (
        (operations.second_look.decline, LINES[2][1]),
        (operations.second_look.nothing_here, LINES[3][1]),
        (operations.second_look.confirm, LINES[1][1]),
    )
    for operation, line in answers:
        start, end = place(project, interview, line)
        project.do(operation, document_id=interview, start=start, end=end, shown=given)
    words, (table,) = said(project)
    # Neither a segment that is right nor a turn with nothing in it was a code proposed for a passage.
    assert table.rows == (("Mutuality", "2", "1", "0", "1", "0", "50%", "1"),)
    assert any(w.startswith("One suggestion") and "shown from a score of 0.60 on" in w for w in words)
    assert any(w.startswith("One suggestion") and "in a second look" in w for w in words)
