# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A second look at a project: from one's own codings, reading nothing twice, changing nothing."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.second_look import LookedAt, LookRow, PairRow, PartRow, Question
from qualcoder_tc.model.set_aside import KEPT_APART, Shown, shown
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.faults import ModelMissing, TooLittleCoded
from tests.conftest import add, state, transcript
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_second_look import HELP, MONEY, WEATHER, sentence


@pytest.fixture
def codes(project: Project) -> tuple[int, int]:
    """Return the codes Help and Money."""
    helping = project.do(operations.codes.create, name="Help", definition="Neighbours help.")
    return helping, project.do(operations.codes.create, name="Money", definition="What it costs.")


@pytest.fixture
def documents(project: Project, codes: tuple[int, int]) -> list[int]:
    """Return three documents; in the first two all talk of help and money is coded but for the last turn about help."""
    made: list[int] = []
    for number in range(3):
        lines: list[tuple[str, str]] = [("Moderator", "What happened then, neighbour with the ladder?")]
        for n in range(24):
            words = (HELP, MONEY, WEATHER)[n % 3]
            lines.append((f"P{n % 3}", sentence(words, number * 100 + n)))
        made.append(add(project, transcript(f"Talk {number}", tuple(lines))))
    for document in made[:2]:
        text = project.read(queries.documents.text, document_id=document)
        for turn in text.turns[1:]:
            which = (turn.number - 2) % 3
            if which < 2 and turn.number != 20:
                give(project, document, turn.start, turn.end, codes[which])
    return made


def give(project: Project, document: int, start: int, end: int, code: int) -> int:
    return project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code)


def looks(found: tasks.Looked) -> list[LookRow]:
    return [row for row in found.rows if isinstance(row, LookRow)]


def kept(row: LookRow) -> Shown:
    """Return what the page keeps of a row with the answer to it."""
    given = shown(row, "fits", "hashing", 30)
    assert given is not None
    return given


def where(row: LookRow) -> dict[str, int]:
    return {"document_id": row.passage.document_id, "start": row.passage.start, "end": row.passage.end}


def passages(rows: Sequence[object]) -> list[LookedAt]:
    return [row.passage for row in rows if isinstance(row, LookRow)]


def asked(project: Project, question: str, code: int | None = None, document: int | None = None) -> tasks.Looked:
    return tasks.look_again(
        project, question=question, code_id=code, document_id=document, encoder=HashingEncoder()
    )


def test_missed_turns_come_with_their_place_context_and_reasons(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    before = state(project)
    found = tasks.look_again(project, question="missed", code_id=codes[0], encoder=HashingEncoder())
    rows = looks(found)
    places = {(row.passage.document, row.passage.turn) for row in rows}
    assert {("Talk 0", 20), ("Talk 1", 20)} <= places
    assert all(row.passage.speaker != "Moderator" for row in rows)
    first = rows[0]
    text = project.read(queries.documents.text, document_id=first.passage.document_id).text
    assert text[first.passage.start : first.passage.end] == first.passage.quote
    assert first.passage.before and text.index(first.passage.before) >= 0
    assert first.near[0].codes == ("Help",)
    assert first.near[0].segment.reference.startswith("Talk")
    assert found.learned == 30
    now = state(project)
    assert {k: v for k, v in now.items() if k != "vector"} == {k: v for k, v in before.items() if k != "vector"}


def test_a_declined_passage_does_not_come_back(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    found = looks(tasks.look_again(project, question="missed", code_id=codes[0], encoder=HashingEncoder()))
    first = found[0].passage
    proposal = {
        "document_id": first.document_id,
        "code_id": codes[0],
        "start": first.start,
        "end": first.end,
        "quote": first.quote,
        "score": 0.5,
        "model": "hashing",
        "evidence": [],
    }
    project.do(operations.suggestions.propose, proposals=[proposal], document_ids=[first.document_id])
    [row] = project.read(queries.suggestions.pending, document_id=first.document_id)
    project.do(operations.suggestions.reject, suggestion_id=row.id)
    again = looks(tasks.look_again(project, question="missed", code_id=codes[0], encoder=HashingEncoder()))
    assert first not in [row.passage for row in again]


def test_a_passage_that_is_not_missed_stays_away_until_undo_and_teaches_the_suggester(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    first = looks(asked(project, "missed", codes[0]))[0]
    project.do(operations.second_look.decline, **where(first), shown=kept(first))
    again = asked(project, "missed", codes[0])
    assert first not in again.rows
    assert again.aside == (first,)
    [learned] = project.read(queries.learning.rejected, coder_id=project.coder.id)
    assert (learned.code_id, learned.start, learned.end) == (codes[0], first.passage.start, first.passage.end)
    [row] = project.read(queries.suggestions.all)
    assert (row.fate.value, row.model, row.learned) == ("rejected", "hashing", 30)
    assert row.because[1].text == first.near[0].segment.quote
    # Another code may still be missed there, and be suggested.
    assert not asked(project, "missed", codes[1]).aside
    project.undo()
    assert asked(project, "missed", codes[0]).rows[0] == first
    assert project.read(queries.suggestions.all) == []


def test_what_was_set_aside_makes_room_for_the_next(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    first, second = looks(asked(project, "missed", codes[0]))[:2]
    project.do(operations.second_look.decline, **where(first), shown=kept(first))
    found = tasks.look_again(project, question="missed", code_id=codes[0], limit=1, encoder=HashingEncoder())
    assert found.rows == (second,)
    assert found.aside == (first,)


def test_a_confirmed_segment_is_doubted_again_only_when_its_extent_is_another(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    turn = project.read(queries.documents.text, document_id=documents[2]).turns[2]  # about money
    wrong = give(project, documents[2], turn.start, turn.end, codes[0])
    first = looks(asked(project, "doubtful", codes[0]))[0]
    assert first.coding_ids == (wrong,)
    project.do(operations.second_look.confirm, **where(first), shown=kept(first))
    again = asked(project, "doubtful", codes[0])
    assert wrong not in [key for row in looks(again) for key in row.coding_ids]
    assert again.aside == (first,)
    # A corrected text takes the answer along.
    text = project.read(queries.documents.text, document_id=documents[2]).text
    project.do(operations.texts.edit, document_id=documents[2], text="Once more.\n" + text)
    assert wrong in [key for row in asked(project, "doubtful", codes[0]).aside for key in row.coding_ids]  # type: ignore[union-attr]
    place = first.passage.start + len("Once more.\n")
    project.do(operations.segments.resize, coding_id=wrong, start=place, end=place + 12)
    assert wrong in [key for row in looks(asked(project, "doubtful", codes[0])) for key in row.coding_ids]
    assert project.read(queries.learning.rejected, coder_id=project.coder.id) == []


def test_a_turn_with_nothing_to_code_is_not_shown_again_nor_suggested_for_the_code(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    first = looks(asked(project, "overlooked", document=documents[2]))[0]
    project.do(operations.second_look.nothing_here, **where(first), shown=kept(first))
    again = asked(project, "overlooked", document=documents[2])
    assert first not in again.rows
    assert again.aside == (first,)
    proposal = where(first) | {"code_id": first.code_id, "quote": first.passage.quote, "score": 0.9, "model": "m"}
    made = project.do(
        operations.suggestions.propose,
        proposals=[proposal | {"evidence": []}],
        document_ids=[documents[2]],
    )
    assert made == []


def test_a_code_declined_for_a_turn_is_not_named_when_it_is_asked_what_was_read_over(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    first = looks(asked(project, "overlooked", document=documents[2]))[0]
    assert first.code_id in codes
    project.do(operations.second_look.decline, **where(first), shown=kept(first))
    [same] = [r for r in looks(asked(project, "overlooked", document=documents[2])) if r.passage == first.passage]
    assert same.code_id is None
    assert same.like_id in codes


def test_what_was_coded_in_a_second_look_is_kept_as_accepted_or_changed(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    first, second = looks(asked(project, "missed", codes[0]))[:2]
    for row, code in ((first, codes[0]), (second, codes[1])):
        project.do(operations.second_look.code, **where(row), code_id=code, shown=kept(row))
    made = {
        s.start: s
        for s in project.read(queries.segments.all)
        if s.start in (first.passage.start, second.passage.start)
    }
    assert made[first.passage.start].origin.value == "suggestion"
    fates = {r.start: r.fate.value for r in project.read(queries.suggestions.all)}
    assert (fates[first.passage.start], fates[second.passage.start]) == ("accepted", "edited")
    [tally] = project.read(queries.suggestions.tallies)
    assert (tally.accepted, tally.edited, tally.codings) == (1, 1, 1)
    # Whoever gave it another code has answered for the one that was shown.
    assert second.passage in passages(asked(project, "missed", codes[0]).aside)
    project.undo()
    assert second.passage in passages(asked(project, "missed", codes[0]).rows)


def test_an_open_suggestion_for_the_same_words_is_answered_by_the_same(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    first, second = looks(asked(project, "missed", codes[0]))[:2]
    for row in (first, second):
        proposal = where(row) | {"code_id": codes[0], "quote": row.passage.quote, "score": 0.9, "model": "m"}
        project.do(
            operations.suggestions.propose,
            proposals=[proposal | {"evidence": [], "threshold": 0.4}],
            document_ids=[row.passage.document_id],
            within=(row.passage.start, row.passage.end),
        )
    project.do(operations.second_look.decline, **where(first), shown=kept(first))
    project.do(operations.second_look.code, **where(second), code_id=codes[0], shown=kept(second))
    rows = project.read(queries.suggestions.all)
    assert sorted(r.fate.value for r in rows) == ["accepted", "rejected"]
    # Brought back, a declined suggestion is open again, and what only a second look said is gone.
    aside = project.read(queries.second_look.set_aside, coder_id=project.coder.id)
    [row] = [r for r in asked(project, "missed", codes[0]).aside if isinstance(r, LookRow)]
    project.do(operations.second_look.bring_back, suggestion_ids=list(aside.of_row(Question.MISSED, row)))
    assert [r.start for r in project.read(queries.suggestions.pending)] == [first.passage.start]
    assert first.passage in passages(asked(project, "missed", codes[0]).rows)


def test_codes_kept_apart_are_not_compared_again_by_that_coder(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    for document in documents[:2]:
        for n, coding in enumerate(project.read(queries.segments.of_document, document_id=document)):
            project.do(operations.segments.recode, coding_id=coding.id, code_id=codes[n // 2 % 2])
    for code in codes:
        project.do(operations.codes.describe, code_id=code, definition="People rely on one another.")
    [pair] = asked(project, "alike").rows
    assert isinstance(pair, PairRow)
    project.do(operations.second_look.keep_apart, code_ids=[pair.one_id, pair.other_id])
    found = asked(project, "alike")
    assert (found.rows, found.aside) == ((), (pair,))
    project.do(operations.second_look.bring_together, code_ids=[pair.other_id, pair.one_id])
    assert asked(project, "alike").rows == (pair,)
    project.undo()
    assert asked(project, "alike").rows == ()
    me = project.coder.name
    project.use_coder("Joe Brennan")
    project.do(operations.suggestions.choose, learn_from="all")
    assert asked(project, "alike").rows == (pair,)
    project.use_coder(me)
    assert asked(project, "alike").aside == (pair,)


@pytest.mark.parametrize("damaged", [["x"], "x", 5, {"x": "y"}])
def test_what_is_not_understood_of_codes_kept_apart_counts_as_not_said(
    project: Project, codes: tuple[int, int], damaged: object
) -> None:
    project.do(operations.project.set_option, name=KEPT_APART, value=damaged)  # type: ignore[arg-type]
    project.do(operations.second_look.merge_apart, theirs={KEPT_APART: {"u": [["p", "q"]]}}, subjects={})
    project.do(operations.second_look.keep_apart, code_ids=codes)
    assert project.read(queries.second_look.set_aside, coder_id=project.coder.id).apart(*codes)
    project.do(operations.second_look.bring_together, code_ids=codes)
    assert not project.read(queries.second_look.set_aside, coder_id=project.coder.id).apart(*codes)


def test_answers_come_along_when_a_copy_is_merged_also_into_a_corrected_text(
    project: Project, codes: tuple[int, int], documents: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "copy.qtc"
    project.close()
    shutil.copy(project.path, path)
    with Project.open(path) as copy:
        first = looks(asked(copy, "missed", codes[0]))[0]
        copy.do(operations.second_look.decline, **where(first), shown=kept(first))
        copy.do(operations.second_look.keep_apart, code_ids=list(codes))
    with Project.open(project.path) as lead:
        text = lead.read(queries.documents.text, document_id=first.passage.document_id).text
        lead.do(operations.texts.edit, document_id=first.passage.document_id, text="Once more.\n" + text)
        tasks.merge(lead, [path])
        tasks.merge(lead, [path])
        [row] = [r for r in asked(lead, "missed", codes[0]).aside if isinstance(r, LookRow)]
        assert row.passage.quote == first.passage.quote
        aside = lead.read(queries.second_look.set_aside, coder_id=lead.coder.id)
        assert aside.apart(*codes)
        assert lead.read(queries.check.problems) == []
        lead.do(operations.second_look.bring_back, suggestion_ids=list(aside.of_row(Question.MISSED, row)))
        # What was taken up again here on purpose is not set aside by the copy.
        tasks.merge(lead, [path])
        assert asked(lead, "missed", codes[0]).aside == ()


def test_whoever_only_answered_in_a_copy_keeps_their_answers_when_it_is_merged(
    project: Project, codes: tuple[int, int], documents: list[int], tmp_path: Path
) -> None:
    path = tmp_path / "copy.qtc"
    first = looks(asked(project, "missed", codes[0]))[0]
    project.close()
    shutil.copy(project.path, path)
    with Project.open(path) as copy:
        copy.use_coder("Zora")
        copy.do(operations.second_look.decline, **where(first), shown=kept(first))
        copy.do(operations.second_look.keep_apart, code_ids=list(codes))
    with Project.open(project.path) as lead:
        counts = tasks.merge(lead, [path])
        assert counts.coders["new"] == 1
        zora = next(c for c in lead.read(queries.coders.all) if c.name == "Zora")
        aside = lead.read(queries.second_look.set_aside, coder_id=zora.id)
        assert aside.holds(Question.MISSED, first) and aside.apart(*codes)


def test_nothing_is_read_twice(project: Project, codes: tuple[int, int], documents: list[int]) -> None:
    first, second = HashingEncoder(), HashingEncoder()
    tasks.look_again(project, question="missed", code_id=codes[0], encoder=first)
    tasks.look_again(project, question="overlooked", document_id=documents[2], encoder=second)
    assert first.calls
    assert second.calls == []


def test_a_document_not_coded_yet_shows_what_is_like_coded_talk(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    found = looks(
        tasks.look_again(project, question="overlooked", document_id=documents[2], encoder=HashingEncoder())
    )
    assert found
    assert all(row.passage.document == "Talk 2" for row in found)
    assert not any(word in row.passage.quote for row in found[:8] for word in ("kettle", "rain", "bus"))
    assert {row.code_id for row in found[:8]} == set(codes)


def test_a_segment_under_the_wrong_code_can_be_removed_by_what_is_returned(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    text = project.read(queries.documents.text, document_id=documents[2])
    turn = text.turns[2]  # about money
    wrong = give(project, documents[2], turn.start, turn.end, codes[0])
    [row, *_] = looks(tasks.look_again(project, question="doubtful", code_id=codes[0], encoder=HashingEncoder()))
    assert row.coding_ids == (wrong,)
    assert row.rival_id == codes[1]


def test_codes_used_for_the_same_talk_are_told(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    support = project.do(operations.codes.create, name="Support")
    for document in documents[:2]:
        for turn in project.read(queries.documents.text, document_id=document).turns[1:]:
            if (turn.number - 2) % 3 == 0 and turn.number % 2:
                [coding] = [
                    c.id
                    for c in project.read(queries.segments.of_document, document_id=document)
                    if c.start == turn.start
                ]
                project.do(operations.segments.recode, coding_id=coding, code_id=support)
    text = project.read(queries.documents.text, document_id=documents[2])
    for turn in text.turns[1:]:
        if (turn.number - 2) % 3 == 0:
            give(project, documents[2], turn.start, turn.end, (codes[0], support)[turn.number % 2])
    [pair] = [
        row
        for row in tasks.look_again(project, question="alike", encoder=HashingEncoder()).rows
        if isinstance(row, PairRow)
    ]
    assert {pair.one_id, pair.other_id} == {codes[0], support}
    assert pair.examples[0][0].codes != pair.examples[0][1].codes


def test_a_code_of_two_subjects_falls_into_parts_of_all_its_codings(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    money = [c.id for d in documents for c in project.read(queries.segments.of_document, document_id=d)]
    for coding in money:
        project.do(operations.segments.recode, coding_id=coding, code_id=codes[0])
    found = tasks.look_again(project, question="parts", code_id=codes[0], encoder=HashingEncoder())
    parts = [row for row in found.rows if isinstance(row, PartRow)]
    assert len(parts) == 2
    assert sorted(key for part in parts for key in part.coding_ids) == sorted(money)
    with pytest.raises(TooLittleCoded):
        tasks.look_again(project, question="parts", code_id=codes[1], encoder=HashingEncoder())


def test_only_ones_own_codings_are_looked_at_unless_the_project_says_otherwise(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    project.use_coder("Joe Brennan")
    with pytest.raises(TooLittleCoded, match="0 segments"):
        tasks.look_again(project, question="missed", code_id=codes[0], encoder=HashingEncoder())
    project.do(operations.suggestions.choose, learn_from="all")
    found = tasks.look_again(project, question="missed", code_id=codes[0], encoder=HashingEncoder())
    assert found.learned == 30


def test_it_is_refused_where_the_project_is_coded_without_suggestions(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    project.do(operations.suggestions.choose, on=False)
    encoder = HashingEncoder()
    with pytest.raises(tasks.SuggestionsOff, match="off in this project"):
        tasks.look_again(project, question="missed", code_id=codes[0], encoder=encoder)
    assert encoder.calls == []


def test_a_question_without_its_code_or_document_says_what_to_choose(
    project: Project, documents: list[int]
) -> None:
    with pytest.raises(NotFound, match="Choose a code"):
        tasks.look_again(project, question="missed", encoder=HashingEncoder())
    with pytest.raises(NotFound, match="Choose a document"):
        tasks.look_again(project, question="overlooked", encoder=HashingEncoder())


def test_without_a_model_words_have_to_do_and_that_is_said(
    project: Project, codes: tuple[int, int], documents: list[int]
) -> None:
    class Missing(HashingEncoder):
        def encode(self, texts: object, progress: object = None) -> object:  # type: ignore[override]
            raise ModelMissing(Path("/nowhere"))

    found = tasks.look_again(project, question="missed", code_id=codes[0], encoder=Missing())  # type: ignore[arg-type]
    assert ("Talk 0", 20) in {(row.passage.document, row.passage.turn) for row in looks(found)}
    assert any("missing" in note for note in found.notes)
    assert any("shared words" in note for note in found.notes)


def test_the_real_model_tells_help_from_money(
    project: Project, codes: tuple[int, int], process: EncoderProcess
) -> None:
    helping = (
        "She fixed my bike and I cooked her a meal.", "I took his shopping up the stairs.",
        "When I was ill they walked my dog.", "He mended the fence, so I minded his children.",
        "We take turns to drive her to the clinic.", "They brought soup round when I came out of hospital.",
    )  # fmt: skip
    costing = (
        "The grant runs out in March.", "It costs forty thousand a year to run.", "Staff wages are the largest sum.",
        "The council cut our budget by half.", "Nobody wanted to pay for the insurance.", "Rent takes most of the fund.",
    )  # fmt: skip
    more = ("My neighbour carried the wardrobe for me.", "It rained all morning, so I stayed in and slept.")
    lines = tuple(("P1", line) for line in (*helping, *costing, *more))
    document = add(project, transcript("Talk", lines))
    for turn in project.read(queries.documents.text, document_id=document).turns[:12]:
        give(project, document, turn.start, turn.end, codes[turn.number > 6])
    found = looks(tasks.look_again(project, question="missed", code_id=codes[0], encoder=process))
    assert found[0].passage.quote == more[0]
