# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions: proposed by the program, decided by the coder; and what a project decides about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import Fate, Origin
from qualcoder_tc.model.suggesting import Choices, Covered, LearnFrom
from qualcoder_tc.operations import find, segments
from qualcoder_tc.storage import history
from qualcoder_tc.storage.ground import ground
from qualcoder_tc.storage.schema import Code, Coding, ProjectRow, Suggestion, now
from qualcoder_tc.storage.sqlite import among

_AT_ONCE = 2000
_NOT_AGAIN = (Fate.REJECTED.value, Fate.NOTHING.value)


class GroundMoved(RuleBroken):
    """Texts or codes changed between the reading of them and the keeping of what was made of that."""

    def __init__(self) -> None:
        super().__init__(
            "Texts or codes changed while suggestions were being made",
            "nothing was suggested; ask again when these changes are done",
        )


def propose(
    session: Session,
    *,
    proposals: Sequence[dict[str, Any]],
    document_ids: Sequence[int],
    code_ids: Sequence[int] | None = None,
    within: tuple[int, int] | None = None,
    read_from: str | None = None,
) -> list[int]:
    """Put new undecided suggestions in the place of the coder's undecided ones in these documents; return their ids.

    A proposal is a dict with document_id, code_id, start, end, quote, score, model, evidence, and where it is known
    threshold and learned. Decided ones stay; what the coder rejected is not proposed again where it overlaps.
    `within` narrows the replacing to a stretch of the one document. `read_from` is what `queries.learning.ground` said
    before anything was read: GroundMoved where that is no longer so, since proposals quote texts, names and codes.
    """
    if read_from is not None and read_from != ground(session):
        raise GroundMoved
    history.leave_out_of_undo(session)
    coder = history.coder_of(session).id
    mine = or_(Suggestion.coder_id == coder, Suggestion.coder_id.is_(None))
    here = [Suggestion.document_id.in_(among(document_ids)), mine]
    if within is not None:
        here += [Suggestion.start < within[1], Suggestion.end > within[0]]
    _replace_old(session, here, code_ids, coder)
    columns = (Suggestion.document_id, Suggestion.code_id, Suggestion.start, Suggestion.end, Suggestion.fate)
    kept = list(session.execute(select(*columns).where(*here).execution_options(yield_per=_AT_ONCE)))
    known = {tuple(row[:4]) for row in kept}
    refused = Covered(((row[0], row[1]), row[2], row[3]) for row in kept if row[4] in _NOT_AGAIN)
    fresh = [
        {**p, "coder_id": coder}
        for p in proposals
        if (p["document_id"], p["code_id"], p["start"], p["end"]) not in known
        and not refused.meets((p["document_id"], p["code_id"]), p["start"], p["end"])
    ]
    ids: list[int] = []
    # In parts, so that no step of a job keeps the interpreter from the window.
    for at in range(0, len(fresh), _AT_ONCE):
        ids += history.bulk_insert(session, Suggestion, fresh[at : at + _AT_ONCE])
    history.say(session, f"Suggested {len(fresh)} codings")
    return ids


def _replace_old(session: Session, here: list[Any], code_ids: Sequence[int] | None, coder: int) -> None:
    """Remove undecided suggestions; those whose passage the coder coded meanwhile are kept as passed over."""
    query = select(
        Suggestion.id, Suggestion.document_id, Suggestion.start, Suggestion.end, Suggestion.created
    ).where(*here, Suggestion.fate == Fate.PENDING.value)
    if code_ids is not None:
        query = query.where(Suggestion.code_id.in_(code_ids))
    old = list(session.execute(query.order_by(Suggestion.id).execution_options(yield_per=_AT_ONCE)))
    if not old:
        return
    coded = session.execute(
        select(Coding.document_id, Coding.start, Coding.end).where(
            Coding.coder_id == coder,
            Coding.created > min(row.created for row in old),
            Coding.document_id.in_(among({row.document_id for row in old})),
        )
    )
    since = Covered((row.document_id, row.start, row.end) for row in coded)
    passed = [row.id for row in old if since.meets(row.document_id, row.start, row.end)]
    history.bulk_update(session, Suggestion, passed, {"fate": Fate.PASSED.value, "coder_id": coder})
    history.bulk_discard(session, Suggestion, sorted({row.id for row in old} - set(passed)))


def accept(
    session: Session,
    *,
    suggestion_id: int,
    code_id: int | None = None,
    start: int | None = None,
    end: int | None = None,
) -> int:
    """Turn a suggestion into a coding, with another code or span than the proposed one if told; return the coding's id.

    Another code or span makes it a changed suggestion, not an accepted one.
    """
    suggestion = _undecided(session, suggestion_id)
    chosen = code_id or suggestion.code_id
    coding = segments.apply(
        session,
        document_id=suggestion.document_id,
        start=suggestion.start if start is None else start,
        end=suggestion.end if end is None else end,
        code_id=chosen,
        origin=Origin.SUGGESTION.value,
        score=suggestion.score,
        model=suggestion.model,
    )
    made = session.get_one(Coding, coding)
    same = (chosen, made.start, made.end) == (suggestion.code_id, suggestion.start, suggestion.end)
    suggestion.fate = Fate.ACCEPTED.value if same else Fate.EDITED.value
    suggestion.chosen_code_id = chosen
    suggestion.decided = now()
    suggestion.coder_id = history.coder_of(session).id
    name = session.get_one(Code, chosen).name
    history.say(session, f"Accepted the suggestion {name} for “{find.short(made.quote)}”")
    return coding


def reject(session: Session, *, suggestion_id: int) -> None:
    """Decline a suggestion, so that it does not come back."""
    suggestion = _undecided(session, suggestion_id)
    suggestion.fate = Fate.REJECTED.value
    suggestion.decided = now()
    suggestion.coder_id = history.coder_of(session).id
    name = session.get_one(Code, suggestion.code_id).name
    history.say(session, f"Declined the suggestion {name} for “{find.short(suggestion.quote)}”")


def choose(
    session: Session,
    *,
    on: bool | None = None,
    learn_from: str | None = None,
    least: int | None = None,
    model: str | None = None,
    model_sha256: str = "",
) -> None:
    """Decide for the project whether codes are suggested, from whose codings, from how many on, and by which model."""
    said: list[str] = []
    given: dict[str, Any] = {}
    if on is not None:
        given["suggestions"] = "on" if on else "off"
        said.append("turned suggestions on" if on else "turned suggestions off")
    if learn_from is not None:
        given["suggestions_learn_from"] = LearnFrom(learn_from).value
        said.append("let suggestions learn from " + ("everybody" if learn_from == "all" else "one's own codings"))
    if least is not None:
        if least < 0:
            raise RuleBroken("There is no such number of segments", "take 0 or more")
        given["suggestions_least"] = least
        said.append(f"let suggestions begin after {least} coded segments")
    if model is not None:
        given["suggestions_model"], given["suggestions_model_sha256"] = model, model_sha256
        said.append("chose a language model" if model else "chose the language model of the program")
    _set(session, given)
    history.say(session, ", ".join(said)[:1].upper() + ", ".join(said)[1:])


def set_quiet(session: Session, *, code_ids: Sequence[int], quiet: bool) -> None:
    """Let codes be suggested no more, or again; what the coder decided about them stays."""
    codes = list(session.scalars(select(Code).where(Code.id.in_(list(code_ids)))))
    row = session.scalars(select(ProjectRow)).one()
    held = Choices.of(row.options).quiet
    named = {code.uuid for code in codes}
    _set(session, {"suggestions_quiet": sorted(held | named if quiet else held - named)})
    names = ", ".join(code.name for code in codes[:3]) + ("…" if len(codes) > 3 else "")
    history.say(session, f"Suggests {names} no more" if quiet else f"Suggests {names} again")


def _set(session: Session, given: dict[str, Any]) -> None:
    row = session.scalars(select(ProjectRow)).one()
    row.options = {**row.options, **given}


def _undecided(session: Session, suggestion_id: int) -> Suggestion:
    suggestion = find.row(session, Suggestion, suggestion_id, "suggestion")
    if suggestion.fate != Fate.PENDING.value:
        raise RuleBroken("This suggestion was decided already", "undo that decision first")
    return suggestion
