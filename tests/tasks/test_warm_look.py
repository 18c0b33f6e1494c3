# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""One reading answers question after question, and none once anything it rests on is otherwise."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.model.names import Pseudonym
from qualcoder_tc.model.second_look import LookRow
from qualcoder_tc.model.set_aside import shown
from qualcoder_tc.suggest import second_look
from qualcoder_tc.suggest.faults import EncoderStopped
from qualcoder_tc.tasks import look_ground, warm_look
from tests.conftest import add, transcript
from tests.suggest.conftest import HashingEncoder
from tests.suggest.test_second_look import HELP, MONEY, WEATHER, sentence


@pytest.fixture
def codes(project: Project) -> tuple[int, int]:
    """Return the codes Help and Money."""
    return project.do(operations.codes.create, name="Help"), project.do(operations.codes.create, name="Money")


@pytest.fixture
def documents(project: Project, codes: tuple[int, int]) -> list[int]:
    """Return two documents; in the first, all talk of help and money is coded but for some turns."""
    made: list[int] = []
    for number in range(2):
        lines = tuple((f"P{n % 3}", sentence((HELP, MONEY, WEATHER)[n % 3], number * 100 + n)) for n in range(30))
        made.append(add(project, transcript(f"Talk {number}", lines)))
    for turn in project.read(queries.documents.text, document_id=made[0]).turns:
        which = (turn.number - 1) % 3
        if which < 2 and turn.number < 20:
            apply(project, made[0], turn.start, turn.end, codes[which])
    return made


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return a list that grows with each reading made from nothing."""
    made: list[int] = []
    first = second_look.SecondLook.__init__

    def counted(self: second_look.SecondLook, *given: Any, **more: Any) -> None:
        made.append(1)
        first(self, *given, **more)

    monkeypatch.setattr(second_look.SecondLook, "__init__", counted)
    return made


def apply(project: Project, document: int, start: int, end: int, code: int) -> int:
    return project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code)


QUESTIONS = ("missed", "doubtful", "overlooked", "alike")


def answers(
    project: Project,
    codes: tuple[int, int],
    documents: list[int],
    warm: tasks.WarmLook | None,
    encoder: HashingEncoder,
) -> list[tasks.Looked | str]:
    """Return what is answered to each question, or why it is not."""
    found: list[tasks.Looked | str] = []
    for question in QUESTIONS:
        try:
            found.append(
                tasks.look_again(
                    project,
                    question=question,
                    code_id=codes[0],
                    document_id=documents[1],
                    encoder=encoder,
                    warm=warm,
                )
            )
        except tasks.SuggestionsOff as error:
            found.append(error.message)
    return found


def test_all_questions_are_answered_from_one_reading(
    project: Project, codes: tuple[int, int], documents: list[int], readings: list[int]
) -> None:
    warm, encoder = tasks.WarmLook(project), HashingEncoder()
    first = answers(project, codes, documents, warm, encoder)
    assert len(readings) == 1
    assert first == answers(project, codes, documents, warm, encoder)
    assert len(readings) == 1
    assert first == answers(project, codes, documents, None, encoder)
    assert len(readings) == 1 + len(QUESTIONS)


def test_what_is_answered_meanwhile_costs_no_reading_and_is_left_out_at_once(
    project: Project, codes: tuple[int, int], documents: list[int], readings: list[int]
) -> None:
    warm, encoder = tasks.WarmLook(project), HashingEncoder()
    missed = answers(project, codes, documents, warm, encoder)[0]
    assert isinstance(missed, tasks.Looked)
    row = missed.rows[0]
    assert isinstance(row, LookRow)
    given = shown(row, "fits", "hashing", 1)
    assert given is not None
    project.do(
        operations.second_look.decline,
        document_id=row.passage.document_id,
        start=row.passage.start,
        end=row.passage.end,
        shown=given,
    )
    project.do(operations.second_look.keep_apart, code_ids=list(codes))
    project.do(operations.memos.write, subject_kind="code", subject_uuid=uuid(project, codes[0]), text="Odd.")
    again = answers(project, codes, documents, warm, encoder)[0]
    assert isinstance(again, tasks.Looked)
    assert row not in again.rows
    assert row in again.aside
    assert len(readings) == 1


def uuid(project: Project, code: int) -> str:
    return next(c.uuid for c in project.read(queries.codes.all) if c.id == code)


def _code(p: Project, codes: tuple[int, int], documents: list[int]) -> None:
    turn = p.read(queries.documents.text, document_id=documents[1]).turns[0]
    apply(p, documents[1], turn.start, turn.end, codes[0])


def _first_coding(p: Project, documents: list[int]) -> int:
    return p.read(queries.segments.of_document, document_id=documents[0])[0].id


def _pseudonyms_then_forget(p: Project, codes: tuple[int, int], documents: list[int]) -> None:
    p.do(operations.pseudonyms.apply, pseudonyms=[Pseudonym("ladder", "stairs")])
    p.forget(lambda words: words)  # afterwards the history no longer says what was touched


Change = Callable[[Project, tuple[int, int], list[int]], object]
CHANGES: dict[str, Change] = {
    "a passage is coded": _code,
    "a coding is removed": lambda p, c, d: p.do(operations.segments.remove, coding_id=_first_coding(p, d)),
    "a coding has another extent": lambda p, c, d: p.do(
        operations.segments.resize, coding_id=_first_coding(p, d), start=4, end=12
    ),
    "a coding has another code": lambda p, c, d: p.do(
        operations.segments.recode, coding_id=_first_coding(p, d), code_id=c[1]
    ),
    "a code has another name": lambda p, c, d: p.do(operations.codes.rename, code_id=c[0], name="Aid"),
    "a code is defined": lambda p, c, d: p.do(operations.codes.describe, code_id=c[0], definition="A favour."),
    "a code rests": lambda p, c, d: p.do(operations.codes.set_active, code_id=c[1], active=False),
    "a code is not to be suggested": lambda p, c, d: p.do(
        operations.suggestions.set_quiet, code_ids=[c[1]], quiet=True
    ),
    "a code is new": lambda p, c, d: p.do(operations.codes.create, name="Weather"),
    "a text is corrected": lambda p, c, d: p.do(
        operations.texts.edit,
        document_id=d[1],
        text="Well. " + p.read(queries.documents.text, document_id=d[1]).text,
    ),
    "a speaker asks the questions": lambda p, c, d: p.do(
        operations.speakers.set_role,
        speaker_id=next(s.id for s in p.read(queries.cases.speakers) if s.document_id == d[1]),
        role="moderator",
    ),
    "a document has another title": lambda p, c, d: p.do(operations.documents.rename, document_id=d[1], title="T"),
    "a document is new": lambda p, c, d: add(p, transcript("More", (("P1", sentence(HELP, 900)),) * 3)),
    "a document is done": lambda p, c, d: p.do(operations.documents.mark_read, document_id=d[1]),
    "names are replaced and the past forgotten": _pseudonyms_then_forget,
    "something is undone": lambda p, c, d: p.undo(),
    "somebody else codes": lambda p, c, d: (
        p.do(operations.suggestions.choose, learn_from="all"),
        p.use_coder("Joe Brennan"),
    ),
    "suggestions are off": lambda p, c, d: p.do(operations.suggestions.choose, on=False),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_answered_from_a_reading_that_is_stale(
    project: Project, codes: tuple[int, int], documents: list[int], name: str
) -> None:
    warm, encoder = tasks.WarmLook(project), HashingEncoder()
    answers(project, codes, documents, warm, encoder)
    CHANGES[name](project, codes, documents)
    now = answers(project, codes, documents, warm, encoder)
    assert now == answers(project, codes, documents, None, encoder)


@pytest.mark.parametrize("name", ["a passage is coded", "a text is corrected", "a document is done"])
def test_a_change_that_is_undone_leads_back_to_the_same_answer(
    project: Project, codes: tuple[int, int], documents: list[int], name: str
) -> None:
    warm, encoder = tasks.WarmLook(project), HashingEncoder()
    first = answers(project, codes, documents, warm, encoder)
    CHANGES[name](project, codes, documents)
    assert answers(project, codes, documents, warm, encoder) != first
    project.undo()
    assert answers(project, codes, documents, warm, encoder) == first


def test_another_encoder_reads_for_itself_and_one_that_failed_is_asked_again(
    project: Project, codes: tuple[int, int], documents: list[int], readings: list[int]
) -> None:
    class Failing(HashingEncoder):
        down = True

        def encode(self, texts: object, progress: object = None) -> Any:
            if self.down:
                raise EncoderStopped("it stopped")
            return super().encode(texts, progress)  # type: ignore[arg-type]

    warm, failing = tasks.WarmLook(project), Failing()
    first = tasks.look_again(project, question="missed", code_id=codes[0], encoder=failing, warm=warm)
    assert first.model == "none"
    failing.down = False
    second = tasks.look_again(project, question="missed", code_id=codes[0], encoder=failing, warm=warm)
    assert second.model == "hashing"
    count = len(readings)
    tasks.look_again(project, question="doubtful", code_id=codes[0], encoder=failing, warm=warm)
    assert len(readings) == count
    tasks.look_again(project, question="doubtful", code_id=codes[0], encoder=HashingEncoder(), warm=warm)
    assert len(readings) == count + 1


def test_whoever_comes_while_it_is_in_use_reads_for_themselves(
    project: Project, codes: tuple[int, int], documents: list[int], readings: list[int]
) -> None:
    warm, encoder = tasks.WarmLook(project), HashingEncoder()
    first = answers(project, codes, documents, warm, encoder)
    found: list[list[tasks.Looked | str]] = []
    with warm.in_use:
        other = threading.Thread(target=lambda: found.append(answers(project, codes, documents, warm, encoder)))
        other.start()
        other.join(60)
    assert found == [first]
    assert len(readings) == 1 + len(QUESTIONS)


def test_what_changes_while_it_is_read_is_read_with_the_next_question(
    project: Project, codes: tuple[int, int], documents: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = warm_look.Ground

    def slow(*given: Any) -> look_ground.Ground:
        made = read(*given)
        monkeypatch.setattr(warm_look, "Ground", read)
        _code(project, codes, documents)
        return made

    monkeypatch.setattr(warm_look, "Ground", slow)
    warm, encoder = tasks.WarmLook(project), HashingEncoder()
    ask = {"question": "missed", "code_id": codes[0], "encoder": encoder}
    early = tasks.look_again(project, **ask, warm=warm)
    now = tasks.look_again(project, **ask, warm=warm)
    assert now == tasks.look_again(project, **ask)
    assert now != early
