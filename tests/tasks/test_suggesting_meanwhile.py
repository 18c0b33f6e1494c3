# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whatever the coder does while suggestions are being made is kept, and nothing of what it took away comes back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from qualcoder_tc import Project, operations, queries, tasks
from qualcoder_tc.model.names import Pseudonym
from qualcoder_tc.suggest.vectors import key
from tests.conftest import add, transcript
from tests.suggest.conftest import HashingEncoder

pytestmark = pytest.mark.usefixtures("every_code_is_near_enough")
Code = Callable[[int, str, int], int]
TALK = (
    ("Marlene", "We swap hours: Marlene fixed my bike and I cooked soup for her."),
    ("P2", "Neighbours help neighbours, we swap hours all the time."),
    ("P3", "The bus fare costs too much money, staff hours cost money."),
    ("P1", "Money is short and the rent costs more every year."),
    ("P2", "She cooked soup again and I fixed the bike of Marlene."),
)


class Interrupting(HashingEncoder):
    """Does something in the project, once, when a certain text has been read."""

    def __init__(self, at: str, step: Callable[[], object]) -> None:
        super().__init__()
        self._at, self._step = at, step
        self._done = False

    def encode(self, texts: Sequence[str], progress: Any = None) -> np.ndarray:
        """Do it just before the vectors are handed over."""
        rows = super().encode(texts, progress)
        if not self._done and any(self._at in text for text in texts):
            self._done = True
            self._step()
        return rows


def meanwhile(project: Project, step: Callable[[], object], at: str = "bus fare", **given: Any) -> tasks.Proposed:
    encoder = Interrupting(at, step)
    found = tasks.propose(project, encoder=encoder, limit=2, **given)
    return found


STEPS: dict[str, Callable[[Project, int, int, int], object]] = {
    "delete document": lambda p, talk, one, two: p.do(operations.documents.delete, document_id=talk),
    "delete code": lambda p, talk, one, two: p.do(operations.codes.delete, code_id=two),
    "merge codes": lambda p, talk, one, two: p.do(operations.recoding.merge_codes, code_ids=[two], into_id=one),
    "switch off": lambda p, talk, one, two: p.do(operations.codes.set_active, code_id=two, active=False),
    "undo": lambda p, talk, one, two: p.undo(),
    "correct": lambda p, talk, one, two: p.do(
        operations.texts.edit,
        document_id=talk,
        text="X " + p.read(queries.documents.text, document_id=talk).text.replace("money", "cash"),
    ),
    "code": lambda p, talk, one, two: p.do(
        operations.segments.apply, document_id=talk, start=9, end=30, code_id=two
    ),
    "forbid": lambda p, talk, one, two: p.do(operations.suggestions.choose, on=False),
    "quiet": lambda p, talk, one, two: p.do(operations.suggestions.set_quiet, code_ids=[two], quiet=True),
}


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("name", STEPS)
def test_what_is_suggested_fits_what_is_there_in_the_end(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code, name: str, kept: bool
) -> None:
    other = add(project, transcript("Other", (("P9", "We swap hours with the neighbours too."),)))
    code_words(other, "We swap hours", mutuality)
    warm = tasks.Warm(project) if kept else None
    meanwhile(project, lambda: STEPS[name](project, talk, mutuality, cost), warm=warm)
    rows = project.read(queries.suggestions.all)
    assert rows or name == "delete document"
    assert project.read(queries.check.problems) == []
    codes = {c.id for c in project.read(queries.codes.all) if c.active}
    assert {row.code_id for row in rows} <= codes
    documents = {d.id for d in project.read(queries.documents.all)}
    with sqlite3.connect(project.path) as connection:
        of = {row[0] for row in connection.execute("SELECT document_id FROM vector WHERE document_id > 0")}
    assert of <= documents


def test_codes_that_keep_changing_end_in_a_message(
    project: Project, talk: int, mutuality: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    rank = tasks.learner.Learner.rank

    def restless(*given: Any) -> Any:
        number = len(project.read(queries.codes.all))
        project.do(operations.codes.create, name=f"Idea {number}")
        return rank(*given)

    monkeypatch.setattr(tasks.learner.Learner, "rank", restless)
    with pytest.raises(operations.suggestions.GroundMoved):
        tasks.propose(project, encoder=HashingEncoder())
    assert project.read(queries.suggestions.all) == []


def test_no_name_comes_back_that_was_replaced_meanwhile(
    project: Project, talk: int, mutuality: int, cost: int, code_words: Code
) -> None:
    other = add(project, transcript("Other", (("P9", "Marlene and I swap hours with the neighbours too."),)))
    code_words(other, "Marlene and I swap hours", mutuality)
    names = [Pseudonym("Marlene", "Anna")]

    def replace() -> None:
        project.do(operations.pseudonyms.apply, pseudonyms=names)

    encoder = Interrupting("bus fare", replace)
    tasks.propose(project, encoder=encoder, limit=2)
    assert "Marlene" not in repr(project.read(queries.suggestions.all))
    texts = {text for call in encoder.calls for text in call if "Marlene" in text}
    assert texts
    with sqlite3.connect(project.path) as connection:
        kept = {bytes(row[0]).hex() for row in connection.execute("SELECT key FROM vector")}
    assert not kept & {key(text, encoder.model_id) for text in texts}
