# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a coder said in a second look, so that the same is not asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from qualcoder_tc.model.codes import Fate
from qualcoder_tc.model.second_look import LookRow, PairRow, PartRow, Question, Reason
from qualcoder_tc.model.suggesting import Covered

SECOND_LOOK = "second look"
"""The kind of the evidence that tells an answer in a second look from one about a suggestion."""
KEPT_APART = "kept_apart"
"""The project's option that says which codes are meant to be two, by UUID of coder and codes."""


class Shown(TypedDict):
    """What a second look showed at a place: the code it was about, how well that fits, by which model, and why."""

    code_id: int
    score: float
    model: str
    learned: int
    evidence: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """An answer about a code at a place; `id` is that of the suggestion it is kept as."""

    id: int
    document_id: int
    code_id: int
    start: int
    end: int
    fate: Fate


class SetAside:
    """What one coder answered: not this code here, this segment is right, nothing to code here, these codes are two."""

    def __init__(self, answers: Iterable[PlaceAnswer] = (), apart: Iterable[tuple[int, int]] = ()) -> None:
        self._answers = list(answers)
        self._by_document: dict[int, list[PlaceAnswer]] = defaultdict(list)
        for answer in self._answers:
            self._by_document[answer.document_id].append(answer)
        self._apart = {frozenset(pair) for pair in apart}

    def answers(
        self, question: Question, document_id: int, start: int, end: int, code_id: int | None = None
    ) -> tuple[int, ...]:
        """Return the answers for which a place is not shown again, by their ids.

        A doubted segment is asked about again once its extent is another; a passage stays set aside however it is cut.
        """
        here = [a for a in self._by_document.get(document_id, ()) if _concerns(a, question, code_id)]
        if question is Question.DOUBTFUL:
            return tuple(a.id for a in here if (a.start, a.end) == (start, end))
        return tuple(a.id for a in here if a.start < end and start < a.end)

    def test(self, question: Question, code_id: int | None = None) -> Callable[[int, int, int], bool]:
        """Return what tells whether a place (document, start, end) is set aside, for asking about many of them."""
        found = [a for a in self._answers if _concerns(a, question, code_id)]
        if question is Question.DOUBTFUL:
            exact = {(a.document_id, a.start, a.end) for a in found}
            return lambda document, start, end: (document, start, end) in exact
        return Covered((a.document_id, a.start, a.end) for a in found).meets

    def apart(self, one_id: int, other_id: int) -> bool:
        """Tell whether two codes are meant to be two."""
        return frozenset((one_id, other_id)) in self._apart

    def of_row(self, question: Question, row: LookRow | PairRow | PartRow) -> tuple[int, ...]:
        """Return the answers for which a row of an answer is set aside."""
        if not isinstance(row, LookRow):
            return ()
        at = row.passage
        return self.answers(question, at.document_id, at.start, at.end, row.code_id)

    def holds(self, question: Question, row: LookRow | PairRow | PartRow) -> bool:
        """Tell whether a row of an answer is set aside."""
        if isinstance(row, PairRow):
            return self.apart(row.one_id, row.other_id)
        return bool(self.of_row(question, row))


# Whoever took another code there has answered as well.
_NOT_THIS = (Fate.REJECTED, Fate.EDITED)


def _concerns(answer: PlaceAnswer, question: Question, code_id: int | None) -> bool:
    if question is Question.OVERLOOKED:
        return answer.fate is Fate.NOTHING
    fates = _NOT_THIS if question is Question.MISSED else (Fate.CONFIRMED,)
    return answer.code_id == code_id and answer.fate in fates


def kept_apart(options: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return what coders keep apart, by UUID of the coder; an option that is not understood counts as not said."""
    kept = (options or {}).get(KEPT_APART)
    return {str(coder): pairs for coder, pairs in kept.items()} if isinstance(kept, dict) else {}


def pairs_of(options: Mapping[str, Any], coder_uuid: str) -> list[tuple[str, str]]:
    """Return the pairs of codes, by UUID, that a coder keeps apart; what is not understood counts as not said."""
    mine = kept_apart(options).get(coder_uuid)
    found: list[tuple[str, str]] = []
    for pair in mine if isinstance(mine, list) else ():
        if isinstance(pair, list) and len(pair) == 2:
            one, other = sorted(map(str, pair))
            found.append((one, other))
    return found


def shown(row: LookRow, says: str, model: str, learned: int) -> Shown | None:
    """Return what is kept of a row with the answer to it; None where the row names no code, nor do its reasons."""
    code_id = row.code_id if row.code_id is not None else row.like_id
    if code_id is None:
        return None
    fit = round(min(1.0, max(0.0, row.fit)), 4)
    why: dict[str, Any] = {"kind": SECOND_LOOK, "text": says, "score": fit, "reference": "", "coding": ""}
    evidence = [why | {"against": False}]
    evidence += [_reason(reason) | {"against": False} for reason in row.near]
    evidence += [_reason(reason) | {"against": True} for reason in row.rival_near]
    return {"code_id": code_id, "score": fit, "model": model, "learned": learned, "evidence": evidence}


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": "coded segment", "text": reason.segment.quote, "score": round(reason.alike, 4),
        "reference": reason.segment.reference, "coding": "",
    }  # fmt: skip
