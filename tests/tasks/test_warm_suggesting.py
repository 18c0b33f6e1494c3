# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Asking again takes in only what changed, and answers as if asked for the first time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.suggest.session import Session
from tests.conftest import add, place, transcript
from tests.suggest.conftest import HashingEncoder

pytestmark = pytest.mark.usefixtures("every_code_is_near_enough")
Step = Callable[[Project], object]
KINDS = ("We swap hours with neighbour {0}.", "The rent of flat {0} costs more.", "Soup number {0} was cooked.")
LINES = tuple((f"P{n % 5}", KINDS[n % 3].format(f"word{n}")) for n in range(90))


@pytest.fixture
def fits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often everything is fitted anew."""
    found: list[int] = []
    fit = Session.fit

    def counted(*given: Any) -> None:
        found.append(1)
        fit(*given)

    monkeypatch.setattr(Session, "fit", counted)
    # Fewer segments than this are fitted anew each time, which takes no longer.
    monkeypatch.setattr("qualcoder_tc.suggest.session._ALWAYS_ANEW", 50)
    return found


@pytest.fixture
def long(project: Project, mutuality: int) -> int:
    """Return a document of which the first 60 turns are coded with three codes."""
    cost = project.do(operations.codes.create, name="Cost", definition="Running it costs money.")
    food = project.do(operations.codes.create, name="Food", definition="They cook and eat.")
    document = add(project, transcript("Long", LINES))
    for turn in range(60):
        code_turn(project, document, turn, (mutuality, cost, food)[turn % 3])
    return document


def code_turn(project: Project, document: int, turn: int, code: int) -> int:
    start, end = place(project, document, LINES[turn][1])
    return project.do(operations.segments.apply, document_id=document, start=start, end=end, code_id=code)


def ask(
    project: Project, document: int, warm: tasks.Warm | None, encoder: Any, turn: int | None = None
) -> list[Any]:
    within = None if turn is None else place(project, document, LINES[turn][1])
    given: dict[str, Any] = {
        "document_id": document,
        "within": within,
        "encoder": encoder,
        "warm": warm,
        "limit": 2,
    }
    return [(r.quote, r.code, r.because, r.against) for r in tasks.propose(project, **given).rows]


def test_asking_again_after_one_coding_fits_nothing_and_reads_nothing(
    project: Project, long: int, mutuality: int, fits: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    warm, encoder = tasks.Warm(project), HashingEncoder()
    ask(project, long, warm, encoder)
    assert len(fits) == 1
    encoder.calls.clear()
    monkeypatch.setattr(queries.learning, "documents", lambda *_: pytest.fail("no text changed"))
    code_turn(project, long, 60, mutuality)
    again = ask(project, long, warm, encoder, turn=66)
    assert (len(fits), encoder.calls) == (1, [])
    assert any(LINES[66][1] == quote for quote, *_ in again)
    assert any(
        LINES[60][1] == e.text for quote, _, because, _ in again if quote == LINES[66][1] for e in because
    ), "the new segment is known"


def _uncode(project: Project) -> None:
    row = project.read(queries.segments.all)[5]
    project.do(operations.segments.remove, coding_id=row.id)


def _recode(project: Project) -> None:
    rows = project.read(queries.segments.all)
    project.do(operations.segments.recode, coding_id=rows[0].id, code_id=rows[1].code_id)


def _decline(project: Project) -> None:
    row = next(r for r in project.read(queries.suggestions.pending) if r.quote == LINES[70][1])
    project.do(operations.suggestions.reject, suggestion_id=row.id)


def _correct(project: Project) -> None:
    (document,) = [d.id for d in project.read(queries.documents.all)]
    text = project.read(queries.documents.text, document_id=document).text
    project.do(operations.texts.edit, document_id=document, text=text.replace("word3", "another") + " And more.")


def _redefine(project: Project) -> None:
    code = next(c for c in project.read(queries.codes.all) if c.name == "Food")
    project.do(operations.codes.describe, code_id=code.id, definition="Hours are swapped.")


def _another_coder(project: Project) -> None:
    project.use_coder("Joe Brennan")


@pytest.mark.parametrize("step", [_uncode, _recode, _decline, _correct, _redefine, _another_coder])
def test_whatever_changed_the_answer_is_that_of_a_first_ask(project: Project, long: int, step: Step) -> None:
    warm, encoder = tasks.Warm(project), HashingEncoder()
    ask(project, long, warm, encoder)
    step(project)
    found = ask(project, long, warm, encoder)
    assert found and found == ask(project, long, None, HashingEncoder())


def test_undoing_is_unlearned_and_declining_needs_no_fitting(
    project: Project, long: int, mutuality: int, fits: list[int]
) -> None:
    warm, encoder = tasks.Warm(project), HashingEncoder()
    ask(project, long, warm, encoder)
    _decline(project)
    ask(project, long, warm, encoder)
    assert len(fits) == 1
    project.undo()
    code_turn(project, long, 61, mutuality)
    ask(project, long, warm, encoder)
    project.undo()
    assert ask(project, long, warm, encoder) == ask(project, long, None, HashingEncoder())


def test_a_corrected_turn_is_read_and_the_vectors_of_the_others_stay(project: Project, long: int) -> None:
    warm = tasks.Warm(project)
    ask(project, long, warm, HashingEncoder())
    _correct(project)
    encoder = HashingEncoder()
    ask(project, long, warm, encoder)
    read = [text for call in encoder.calls for text in call]
    assert 0 < len(read) < 40
    last = HashingEncoder()
    ask(project, long, None, last)
    assert last.calls == []


class Failing(HashingEncoder):
    """Stops once, while reading what is new."""

    stops = False

    def encode(self, texts: Any, progress: Any = None) -> Any:
        """Return rows, or stop."""
        from qualcoder_tc.suggest.faults import EncoderStopped

        if self.stops:
            raise EncoderStopped("It stopped.")
        return super().encode(texts, progress)


def test_after_an_engine_stopped_suggestions_begin_anew(project: Project, long: int, mutuality: int) -> None:
    warm, encoder = tasks.Warm(project), Failing()
    ask(project, long, warm, encoder)
    start, end = place(project, long, LINES[62][1])
    project.do(operations.segments.apply, document_id=long, start=start, end=end - 3, code_id=mutuality)
    encoder.stops = True
    found = tasks.propose(project, document_id=long, encoder=encoder, warm=warm)
    assert any("It stopped" in note for note in found.notes) and found.model == "none"
    encoder.stops = False
    assert ask(project, long, warm, encoder) == ask(project, long, None, HashingEncoder())


def test_what_is_in_use_or_of_another_project_is_left_alone(project: Project, long: int) -> None:
    warm, encoder = tasks.Warm(project), HashingEncoder()
    with warm.in_use:
        assert ask(project, long, warm, encoder)
    assert warm.reader is None and warm.taught is None
    ask(project, long, warm, encoder)
    assert warm.taught is not None
    warm.close()
    assert warm.reader is None and warm.taught is None
