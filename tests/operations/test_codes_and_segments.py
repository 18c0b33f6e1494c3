# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The coding model: what a code tree and codings allow."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualcoder_tc import Project, errors, operations, queries
from qualcoder_tc.model.codebook import codebook_from_plain, codebook_to_plain
from qualcoder_tc.model.codes import Origin
from tests.conftest import add, place, transcript


def test_a_selection_loses_the_white_space_at_its_ends(project: Project, interview: int, mutuality: int) -> None:
    start, end = place(project, interview, " We look out ")
    key = project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=mutuality)
    (row,) = project.read(queries.segments.codings, ids=[key])
    assert (row.start, row.end) == (start + 1, end - 1)


def test_positions_are_code_points_past_an_emoji(
    project: Project, interview: int, mutuality: int, code_words: Callable[[int, str, int], int]
) -> None:
    key = code_words(interview, "Before, I'd not have known", mutuality)
    (row,) = project.read(queries.segments.all, coding_ids=[key])
    assert row.quote == "Before, I'd not have known"
    assert (row.speaker, row.turn, row.case) == ("P4", 4, "Marlene")
    assert row.reference == "FG2, P4, turn 4"


def test_the_same_coding_again_is_the_same_coding(
    interview: int, mutuality: int, code_words: Callable[[int, str, int], int]
) -> None:
    assert code_words(interview, "We look out", mutuality) == code_words(interview, "We look out", mutuality)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (-1, 4), (0, 10**9)])
def test_an_impossible_passage_is_refused(
    project: Project, interview: int, mutuality: int, start: int, end: int
) -> None:
    with pytest.raises(errors.RuleBroken):
        project.do(operations.segments.apply, document_id=interview, start=start, end=end, code_id=mutuality)


def test_a_heading_is_not_applied(project: Project, interview: int, mutuality: int) -> None:
    facet = project.read(queries.codes.find, path="principle")
    with pytest.raises(errors.RuleBroken, match="heading"):
        project.do(operations.segments.apply, document_id=interview, start=20, end=30, code_id=facet.id)


def test_an_in_vivo_code_is_named_by_the_words_and_used_again(project: Project, interview: int) -> None:
    start, end = place(project, interview, "In her good shoes.")
    project.do(operations.segments.apply_in_vivo, document_id=interview, start=start, end=end)
    other = add(project, transcript("Second", (("P1", "in her good shoes"),)))
    start, end = place(project, other, "in her good shoes")
    project.do(operations.segments.apply_in_vivo, document_id=other, start=start, end=end)
    rows = project.read(queries.segments.all)
    assert {r.code_path for r in rows} == {"in-vivo/in-her-good-shoes"}
    assert {r.origin for r in rows} == {Origin.IN_VIVO}


def test_siblings_never_share_a_name(project: Project, mutuality: int) -> None:
    facet = project.read(queries.codes.find, path="principle").id
    with pytest.raises(errors.RuleBroken, match="already"):
        project.do(operations.codes.create, name=" mutuality ", parent_id=facet)


def test_a_bare_name_finds_its_code_only_where_it_is_one(project: Project, mutuality: int) -> None:
    assert project.read(queries.codes.find, path="Mutuality").id == mutuality
    for parent in ("One", "Two"):
        top = project.do(operations.codes.create, name=parent)
        project.do(operations.codes.create, name="Trust", parent_id=top)
    with pytest.raises(errors.NotFound, match="one/trust, two/trust"):
        project.read(queries.codes.find, path="trust")


def test_a_code_does_not_go_below_itself(project: Project, mutuality: int) -> None:
    facet = project.read(queries.codes.find, path="principle").id
    with pytest.raises(errors.RuleBroken, match="below itself"):
        project.do(operations.codes.move, code_id=facet, parent_id=mutuality, position=0)


def test_moving_orders_the_siblings(project: Project) -> None:
    ids = [project.do(operations.codes.create, name=name) for name in ("A", "B", "C")]
    project.do(operations.codes.move, code_id=ids[2], parent_id=None, position=0)
    assert [c.name for c in project.read(queries.codes.all)] == ["C", "A", "B"]
    project.do(operations.codes.move, code_id=ids[1], parent_id=ids[0], position=0)
    assert [c.path for c in project.read(queries.codes.all)] == ["c", "a", "a/b"]


def test_a_favourite_key_belongs_to_one_code(project: Project, mutuality: int) -> None:
    other = project.do(operations.codes.create, name="Equality")
    project.do(operations.codes.set_favourite, code_id=mutuality, key=4)
    project.do(operations.codes.set_favourite, code_id=other, key=4)
    assert {c.name: c.favourite for c in project.read(queries.codes.all)}["Mutuality"] is None
    project.undo()
    assert {c.name: c.favourite for c in project.read(queries.codes.all)}["Mutuality"] == 4


def test_counts_tell_mine_from_all(
    project: Project, interview: int, mutuality: int, code_words: Callable[[int, str, int], int]
) -> None:
    code_words(interview, "We look out", mutuality)
    joe = project.use_coder("Joe Brennan")
    code_words(interview, "We look out for", mutuality)
    row = next(c for c in project.read(queries.codes.all, coder_id=joe.id) if c.id == mutuality)
    assert (row.codings, row.mine, row.documents) == (2, 1, 1)
    document = project.read(queries.documents.one, document_id=interview)
    assert (document.codings, document.coded_turns, document.coders) == (2, 1, ("AM", "JB"))


def test_applying_a_codebook_again_keeps_what_was_changed(project: Project) -> None:
    book = codebook_from_plain(
        {"schema": "qualcoder_tc/codebook/1", "title": "B", "codes": [{"name": "Trust", "definition": "one"}]}
    )
    assert project.do(operations.codebooks.apply, book=book) == {"added": 1, "kept": 0}
    code = project.read(queries.codes.find, path="trust")
    project.do(operations.codes.describe, code_id=code.id, definition="mine")
    project.do(operations.codes.rename, code_id=code.id, name="Confidence")
    assert project.do(operations.codebooks.apply, book=book) == {"added": 0, "kept": 1}
    assert [(c.name, c.definition) for c in project.read(queries.codes.all)] == [("Confidence", "mine")]


def test_a_projects_codebook_goes_out_and_in_again(project: Project, mutuality: int) -> None:
    project.do(operations.codes.describe, code_id=mutuality, apply=["both ways"], not_apply=["fair exchange"])
    book = project.read(queries.codes.codebook)
    assert codebook_from_plain(codebook_to_plain(book)) == book


def test_deleting_a_document_keeps_the_cases(project: Project, interview: int) -> None:
    project.do(operations.documents.delete, document_id=interview)
    assert [c.name for c in project.read(queries.cases.all)] == ["Marlene"]
    assert project.read(queries.check.problems) == []


def test_check_sees_a_quote_that_drifted(
    project: Project, interview: int, mutuality: int, code_words: Callable[[int, str, int], int]
) -> None:
    import sqlite3

    code_words(interview, "We look out", mutuality)
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE coding SET start = start + 3, end = end + 3")
    connection.commit()
    connection.close()
    with Project.open(project.path) as again:
        assert [p.where for p in again.read(queries.check.problems)] == ["coding 1"]


def test_a_memo_is_written_changed_and_deleted_by_emptying(project: Project, mutuality: int) -> None:
    code = project.read(queries.codes.one, code_id=mutuality)
    key = project.do(operations.memos.write, subject_kind="code", subject_uuid=code.uuid, text="One")
    project.do(operations.memos.write, subject_kind="code", subject_uuid=code.uuid, text="Two", memo_id=key)
    (memo,) = project.read(queries.memos.about, subject_kind="code", subject_uuid=code.uuid)
    assert (memo.text, memo.about, memo.coder) == ("Two", "Mutuality", "Amina Malik")
    project.do(operations.memos.write, subject_kind="code", subject_uuid=code.uuid, text=" ", memo_id=key)
    assert project.read(queries.memos.all) == []
    project.undo()
    assert [m.text for m in project.read(queries.memos.all)] == ["Two"]


def test_an_accepted_suggestion_keeps_score_and_model_and_a_rejected_one_stays_away(
    project: Project, interview: int, mutuality: int
) -> None:
    start, end = place(project, interview, "We look out for one another now")

    def propose() -> list[int]:
        proposal = {
            "document_id": interview, "code_id": mutuality, "start": start, "end": end,
            "quote": "We look out for one another now", "score": 0.74, "model": "mini",
            "evidence": [{"kind": "definition", "text": "People rely on each other.", "score": 0.6}],
        }  # fmt: skip
        return project.do(operations.suggestions.propose, proposals=[proposal], document_ids=[interview])

    (key,) = propose()
    (key,) = propose()
    (row,) = project.read(queries.suggestions.pending)
    assert row.because[0].text == "People rely on each other."
    project.do(operations.suggestions.accept, suggestion_id=key)
    (segment,) = project.read(queries.segments.all)
    assert (segment.origin, segment.score, segment.model) == (Origin.SUGGESTION, 0.74, "mini")
    with pytest.raises(errors.RuleBroken, match="decided already"):
        project.do(operations.suggestions.reject, suggestion_id=key)
    project.undo()
    project.do(operations.suggestions.reject, suggestion_id=key)
    assert propose() == []
