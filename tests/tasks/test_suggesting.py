# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions learn from whoever codes, keep to what was decided, and read nothing twice."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.errors import NotFound
from qualcoder_tc.suggest.encoder import EncoderProcess
from qualcoder_tc.suggest.models import SHIPPED_SHA256, Model, shipped
from qualcoder_tc.suggest.vectors import NoEncoder
from qualcoder_tc.tasks.passages import Material
from tests.conftest import add, place, transcript
from tests.suggest.conftest import HashingEncoder

pytestmark = pytest.mark.usefixtures("every_code_is_near_enough")
Code = Callable[[int, str, int], int]
TALK = (
    ("Moderator", "How did people help each other here?"),
    ("P1", "We swap hours: she fixed my bike and I cooked soup for her."),
    ("P2", "Neighbours help neighbours, we swap hours all the time."),
    ("P3", "The bus fare costs too much money, staff hours cost money."),
    ("Moderator", "And what about money?"),
    ("P1", "Money is short and the rent costs more every year."),
    ("P2", "She cooked soup again and I fixed the neighbours' bike."),
    ("P3", "Swap hours, help out, that is what neighbours do."),
)


def everything(project: Project, **given: Any) -> tasks.Proposed:
    given = {"encoder": HashingEncoder()} | given
    return tasks.propose(project, **given)


def codes_of(found: tasks.Proposed) -> set[tuple[str, str]]:
    return {(row.quote, row.code) for row in found.rows}


def test_nothing_is_read_twice_and_one_correction_costs_one_turn(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    code_words(talk, "Neighbours help neighbours", mutuality)
    first, second, third = HashingEncoder(), HashingEncoder(), HashingEncoder()
    everything(project, encoder=first)
    assert sum(map(len, first.calls)) > len(TALK)
    everything(project, encoder=second)
    assert second.calls == []
    start, end = place(project, talk, "every year")
    text = project.read(queries.documents.text, document_id=talk).text
    project.do(operations.texts.edit, document_id=talk, text=f"{text[:start]}each month{text[end:]}")
    everything(project, encoder=third)
    assert third.calls == [["Money is short and the rent costs more each month."]]
    with sqlite3.connect(project.path) as connection:
        count = connection.execute("SELECT count(*) FROM vector").fetchone()[0]
    assert count == sum(map(len, first.calls)), "the vector of the old wording is gone"


def test_questions_and_what_is_coded_already_are_left_out(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    code_words(talk, "the rent costs more", cost)
    found = codes_of(everything(project, limit=2))
    assert not any(quote.startswith(("How did", "And what")) for quote, _ in found)
    assert not any("rent" in quote and code == "Cost" for quote, code in found)
    assert any("bus fare" in quote and code == "Cost" for quote, code in found)


def test_a_coder_is_taught_by_their_own_codings_only(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    code_words(talk, "We swap hours", mutuality)
    project.use_coder("Joe Brennan")
    assert everything(project).learned == 0
    assert everything(project, learn_from="all").learned == 1
    project.do(operations.suggestions.choose, learn_from="all")
    assert everything(project).learned == 1
    assert everything(project, learn_from="own").learned == 0


def test_suggestions_are_for_the_coder_who_asked(project: Project, talk: int, mutuality: int, cost: int) -> None:
    amina = project.coder.id
    hers = [row.id for row in everything(project).rows]
    joe = project.use_coder("Joe Brennan").id
    assert project.read(queries.suggestions.pending, coder_id=joe) == []
    everything(project)
    assert [row.id for row in project.read(queries.suggestions.pending, coder_id=amina)] == hers


def test_what_was_declined_does_not_come_back_where_it_overlaps(
    project: Project, talk: int, mutuality: int, cost: int
) -> None:
    row = next(r for r in everything(project, limit=2).rows if "bus fare" in r.quote and r.code == "Cost")
    project.do(operations.suggestions.reject, suggestion_id=row.id)
    for unit in ("turn", "sentence"):
        assert not any(
            "bus fare" in q and c == "Cost" for q, c in codes_of(everything(project, unit=unit, limit=2))
        )
    project.use_coder("Joe Brennan")
    assert any("bus fare" in q and c == "Cost" for q, c in codes_of(everything(project, limit=2)))


def test_what_was_declined_and_then_coded_after_all_is_no_evidence_against(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcoder_tc.suggest import Suggester

    rejected: list[Any] = []
    monkeypatch.setattr(Suggester, "reject", lambda _self, passage, code: rejected.append((passage.text, code)))
    rows = [r for r in everything(project, limit=2).rows if r.code == "Cost"][:2]
    for row in rows:
        project.do(operations.suggestions.reject, suggestion_id=row.id)
    code_words(talk, rows[0].quote, cost)
    everything(project)
    assert [text for text, _ in rejected] == [rows[1].quote]


def test_what_was_declined_makes_room_for_the_next_best(
    project: Project, talk: int, mutuality: int, cost: int
) -> None:
    row = next(r for r in everything(project, limit=1).rows if "bus fare" in r.quote)
    project.do(operations.suggestions.reject, suggestion_id=row.id)
    other = next(r for r in everything(project, limit=1).rows if "bus fare" in r.quote)
    assert other.code != row.code


def test_codes_that_are_not_to_be_suggested_keep_quiet(
    project: Project, talk: int, mutuality: int, cost: int
) -> None:
    project.do(operations.suggestions.set_quiet, code_ids=[cost], quiet=True)
    assert {r.code for r in everything(project, limit=3).rows} == {"Mutuality"}
    project.undo()
    assert {r.code for r in everything(project, limit=3).rows} == {"Mutuality", "Cost"}


def test_suggestions_wait_for_the_coders_own_first_segments(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    code_words(talk, "We swap hours", mutuality)
    with pytest.raises(tasks.TooEarly, match="1 of the 8 segments") as told:
        everything(project, anyway=False)
    assert (told.value.coded, told.value.least) == (1, 8)
    assert everything(project, anyway=True).rows
    project.do(operations.suggestions.choose, least=1)
    assert everything(project, anyway=False).rows


def test_a_project_may_be_made_to_be_coded_without_suggestions(project: Project, talk: int, mutuality: int) -> None:
    project.do(operations.project.set_option, name="suggestions", value="off")
    with pytest.raises(tasks.SuggestionsOff, match="off in this project"):
        everything(project)
    project.do(operations.suggestions.choose, on=True)
    assert everything(project).rows


def test_one_turn_can_be_asked_for_and_the_others_keep_theirs(
    project: Project, talk: int, mutuality: int, cost: int
) -> None:
    whole = everything(project)
    start, end = place(project, talk, "She cooked soup again")
    turn = everything(project, document_id=talk, within=(start, end))
    assert {r.quote for r in turn.rows} == {r.quote for r in whole.rows}
    fresh = {r.id for r in turn.rows} - {r.id for r in whole.rows}
    assert fresh and {r.quote for r in turn.rows if r.id in fresh} == {
        "She cooked soup again and I fixed the neighbours' bike."
    }


def test_few_and_sure_asks_for_more_than_many(
    project: Project, talk: int, mutuality: int, cost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    few, usual, many = (everything(project, strictness=s, limit=2) for s in (1.0, 0.5, 0.0))
    assert few.threshold > usual.threshold > many.threshold
    assert len(few.rows) <= len(usual.rows) <= len(many.rows)
    assert all(row.score >= usual.threshold - 1e-4 for row in usual.rows)


def test_accepting_with_other_words_or_another_code_counts_as_changed(
    project: Project, talk: int, mutuality: int, cost: int
) -> None:
    first, second, third, *_ = [r for r in everything(project, limit=1).rows]
    project.do(operations.suggestions.accept, suggestion_id=first.id)
    project.do(operations.suggestions.accept, suggestion_id=second.id, start=second.start, end=second.end - 4)
    other = cost if third.code_id == mutuality else mutuality
    project.do(operations.suggestions.accept, suggestion_id=third.id, code_id=other)
    fates = {r.id: r.fate.value for r in project.read(queries.suggestions.all)}
    assert [fates[r.id] for r in (first, second, third)] == ["accepted", "edited", "edited"]
    (tally,) = [t for t in project.read(queries.suggestions.tallies) if t.code_id == first.code_id][:1]
    assert tally.accepted == 1
    assert sum(t.codings for t in project.read(queries.suggestions.tallies)) == 3


def test_what_was_coded_while_its_suggestion_was_open_counts_as_passed_over(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    everything(project, limit=2)
    code_words(talk, "the rent costs more", mutuality)
    everything(project, limit=2)
    passed = [r for r in project.read(queries.suggestions.all) if r.fate.value == "passed"]
    assert {r.quote for r in passed} == {"Money is short and the rent costs more every year."}
    assert sum(t.passed for t in project.read(queries.suggestions.tallies)) == len(passed)


def test_each_suggestion_tells_model_threshold_and_what_it_was_learned_from(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    code_words(talk, "Neighbours help neighbours", mutuality)
    found = everything(project)
    with sqlite3.connect(project.path) as connection:
        facts = set(connection.execute("SELECT model, threshold, learned FROM suggestion"))
    assert facts == {("hashing", round(found.threshold, 4), 1)}
    assert {(row.threshold, row.learned) for row in found.rows} == {(round(found.threshold, 4), 1)}
    because = [e for row in found.rows for e in row.because if e.kind == "coded segment"]
    assert {e.reference for e in because} == {"Talk with Marlene, P2, turn 3"}


def test_each_suggestion_tells_what_speaks_against_it_and_leads_to_its_sources(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    project.do(operations.codes.describe, code_id=mutuality, not_apply=["Help that costs money: use Cost."])
    codings = [
        code_words(talk, "we swap hours all the time", mutuality),
        code_words(talk, "Money is short and the rent costs more", cost),
    ]
    found = everything(project, limit=2)
    uuids = {row.id: row.uuid for row in project.read(queries.segments.codings, ids=codings)}
    row = next(r for r in found.rows if "bus fare" in r.quote and r.code_id == mutuality)
    against = {e.kind: e for e in row.against}
    assert against["coded otherwise"].coding == uuids[codings[1]]
    assert against["coded otherwise"].codes == ("cost",)
    assert against["coded otherwise"].reference == "Talk with Marlene, P1, turn 6"
    assert against["not-apply rule"].text.startswith("Help that costs money")
    assert row.weighed
    other = next(r for r in found.rows if "Swap hours" in r.quote and r.code_id == mutuality)
    assert uuids[codings[0]] in {e.coding for e in other.because}
    assert not any(e.codes for e in other.because)
    assert project.read(queries.suggestions.one, suggestion_id=row.id) == row
    project.do(operations.codes.rename, code_id=cost, name="Expense")
    again = project.read(queries.suggestions.one, suggestion_id=row.id)
    assert {e.codes for e in again.against} == {("expense",), ()}


def test_evidence_that_earlier_versions_kept_is_still_read(project: Project, talk: int, mutuality: int) -> None:
    start, end = place(project, talk, "Neighbours help neighbours")
    proposal = {
        "document_id": talk, "code_id": mutuality, "start": start, "end": end, "quote": "Neighbours help neighbours",
        "score": 0.7, "model": "mini", "evidence": [{"kind": "definition", "text": "People rely.", "score": 0.6}],
    }  # fmt: skip
    project.do(operations.suggestions.propose, proposals=[proposal], document_ids=[talk])
    (row,) = project.read(queries.suggestions.pending)
    assert [(e.text, e.reference, e.coding) for e in row.because] == [("People rely.", "", "")]
    assert (row.against, row.weighed, row.threshold, row.learned) == ((), False, None, None)


def test_learned_segments_bring_the_turns_around_them(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcoder_tc.suggest import Passage, Suggester

    learned: list[Any] = []
    learn = Suggester.learn
    monkeypatch.setattr(Suggester, "learn", lambda self, rows: learn(self, [learned.append(r) or r for r in rows]))
    code_words(talk, "we swap hours all", mutuality)
    everything(project)
    ((passage, _, source),) = learned
    assert passage == Passage("we swap hours all", TALK[1][1], TALK[3][1])
    assert source.document_id == talk


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_without_a_model_words_alone_must_do_and_that_is_said(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "empty").mkdir()
    code_words(talk, "Neighbours help neighbours", mutuality)
    encoder = EncoderProcess(Model(tmp_path / folder))
    found = everything(project, encoder=encoder)
    encoder.close()
    assert found.rows
    assert any("model is missing" in note and "words" in note for note in found.notes)
    assert found.model == NoEncoder.model_id


def test_damaged_weights_leave_suggestions_to_words_and_coding_undisturbed(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code, tmp_path: Path
) -> None:
    shutil.copytree(shipped().folder, tmp_path / "model")
    with (tmp_path / "model" / "model.safetensors").open("r+b") as weights:
        weights.seek(1000)
        weights.write(b"damage")
    encoder = EncoderProcess(Model(tmp_path / "model", SHIPPED_SHA256))
    found = everything(project, encoder=encoder)
    encoder.close()
    assert found.rows
    assert any("model is damaged" in note and "words" in note for note in found.notes)
    assert code_words(talk, "Neighbours help neighbours", mutuality)


def test_an_engine_that_always_dies_leaves_suggestions_to_words(
    project: Project, talk: int, mutuality: int, cost: int
) -> None:
    found = everything(
        project, encoder=EncoderProcess(command=[sys.executable, "-c", "raise SystemExit('no memory')"])
    )
    assert found.rows
    assert any("no memory" in note and "words" in note for note in found.notes)


class Dying(HashingEncoder):
    """Encodes so many slabs, then is no more."""

    def __init__(self, slabs: int) -> None:
        super().__init__()
        self._left = slabs

    def encode(self, texts: Sequence[str], progress: Any = None) -> Any:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        return super().encode(texts, progress)


def test_what_was_read_before_a_stop_is_not_read_again(project: Project, mutuality: int) -> None:
    lines = tuple((f"P{n % 5}", f"Sentence number {n} about nothing much.") for n in range(700))
    add(project, transcript("Long", lines))
    dying, rest = Dying(2), HashingEncoder()
    with pytest.raises(KeyboardInterrupt):
        everything(project, encoder=dying)
    everything(project, encoder=rest)
    read = [text for calls in (dying.calls, rest.calls) for call in calls for text in call]
    assert len(read) == len(set(read))
    assert sum(map(len, dying.calls)) >= 256


def test_a_disk_that_takes_no_vectors_is_told_and_suggestions_are_made(
    project: Project, talk: int, mutuality: int, cost: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from qualcoder_tc.storage import vectors

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(vectors, "_hasty", full)
    found = everything(project)
    assert found.rows
    assert any("disk is full" in note for note in found.notes)


def test_vectors_do_not_travel_to_colleagues(project: Project, talk: int, mutuality: int, tmp_path: Path) -> None:
    everything(project)
    with Project.create(tmp_path / "joe.qtc", coder="Joe") as joe:
        tasks.merge(joe, [project.path])
        with sqlite3.connect(joe.path) as connection:
            assert connection.execute("SELECT count(*) FROM vector").fetchone() == (0,)
            assert connection.execute("SELECT count(*) FROM document").fetchone() == (1,)


def test_a_model_that_is_not_on_this_computer_gives_way_to_the_shipped_one(tmp_path: Path) -> None:
    from qualcoder_tc.model.suggesting import Choices
    from qualcoder_tc.tasks.encoders import model_of

    model, note = model_of(Choices(model=str(tmp_path / "large model")))
    assert model is None
    assert "large model" in note


def test_a_script_the_model_never_saw_is_suggested_for_by_words_and_that_is_said(
    project: Project, mutuality: int, process: EncoderProcess
) -> None:
    lines = tuple(
        (f"P{n}", said) for n, said in enumerate(["เพื่อนบ้านช่วยกัน", "邻居互相帮助我们", "רק שכנים עוזרים"], 1)
    )
    other = add(project, transcript("เอกสาร", lines))
    start, end = place(project, other, lines[0][1])
    project.do(operations.segments.apply, document_id=other, start=start, end=end, code_id=mutuality)
    found = everything(project, encoder=process)
    (note,) = [note for note in found.notes if "words" in note]
    assert "script" in note, "said once, by what ranks"
    assert np.isfinite([row.score for row in found.rows]).all()


def test_documents_in_a_language_the_shipped_model_does_not_know_are_named(
    project: Project, mutuality: int
) -> None:
    class Shipped(HashingEncoder):
        model_id = "all-MiniLM-L6-v2:test"

    other = add(project, transcript("Rozmowa", (("P1", "Sąsiedzi pomagają sąsiadom."),)))
    project.do(operations.documents.set_language, document_id=other, language="pl")
    found = everything(project, encoder=Shipped())
    assert [note for note in found.notes if "English" in note and "Rozmowa" in note]


def test_an_empty_codebook_and_a_project_without_words_are_told_or_yield_nothing(project: Project) -> None:
    with pytest.raises(NotFound, match="no codes to suggest"):
        everything(project)
    project.do(operations.codes.create, name="Cost")
    assert everything(project).rows == []


def test_reading_a_large_project_takes_few_statements_of_bounded_size(
    project: Project, mutuality: int, cost: int
) -> None:
    lines = tuple((f"P{n % 7}", f"Turn {n} about the bus, soup or rent {n % 13}.") for n in range(500))
    keys = [add(project, transcript(f"Talk {d}", lines)) for d in range(4)]
    turns = project.read(queries.documents.turns)
    rows = [
        {"document_id": key, "code_id": (mutuality, cost)[i % 2], "coder_id": project.coder.id,
         "start": t.start, "end": t.end - i % 5, "quote": "x"}
        for key in keys for t in turns[key] for i in range(6)
    ]  # fmt: skip

    project.do(_insert, rows=rows)
    statements: list[str] = []
    event.listen(
        project._engine,  # pyright: ignore[reportPrivateUsage]
        "before_cursor_execute",
        lambda _c, _k, statement, *_: statements.append(statement),
    )
    codings = project.read(queries.learning.codings)
    documents = project.read(queries.learning.documents)
    assert (len(codings), sum(len(d.turns) for d in documents)) == (12_000, 2_000)
    assert len(statements) < 20
    material = Material(documents)
    passages = [material.coded(c) for c in codings]
    assert passages[0] and passages[0].after.startswith("Turn 1 ")


def _insert(session: Any, *, rows: Sequence[dict[str, Any]]) -> None:
    from qualcoder_tc.storage import history
    from qualcoder_tc.storage.schema import Coding

    history.bulk_insert(session, Coding, rows)
