# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions: proposed by the program, decided by the coder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import Fate, Origin
from qualcoder_tc.operations import find, segments
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Suggestion, now


def propose(
    session: Session,
    *,
    proposals: Sequence[dict[str, Any]],
    document_ids: Sequence[int],
    code_ids: Sequence[int] | None = None,
) -> list[int]:
    """Put new undecided suggestions in the place of the undecided ones in these documents; return their ids.

    A proposal is a dict with document_id, code_id, start, end, quote, score, model, evidence. Decided ones stay,
    and what was rejected once is not proposed again.
    """
    history.leave_out_of_undo(session)
    coder = history.coder_of(session).id
    here = Suggestion.document_id.in_(document_ids)
    old = select(Suggestion.id).where(here, Suggestion.fate == Fate.PENDING.value).order_by(Suggestion.id)
    if code_ids is not None:
        old = old.where(Suggestion.code_id.in_(code_ids))
    history.bulk_delete(session, Suggestion, list(session.scalars(old)))
    kept = select(Suggestion.document_id, Suggestion.code_id, Suggestion.start, Suggestion.end).where(here)
    known = {tuple(row) for row in session.execute(kept)}
    fresh = [
        {**p, "coder_id": coder}
        for p in proposals
        if (p["document_id"], p["code_id"], p["start"], p["end"]) not in known
    ]
    ids = history.bulk_insert(session, Suggestion, fresh)
    history.say(session, f"Suggested {len(fresh)} codings")
    return list(ids)


def accept(session: Session, *, suggestion_id: int, code_id: int | None = None) -> int:
    """Turn a suggestion into a coding, with another code than the proposed one if told; return the coding's id."""
    suggestion = _undecided(session, suggestion_id)
    chosen = code_id or suggestion.code_id
    coding = segments.apply(
        session,
        document_id=suggestion.document_id,
        start=suggestion.start,
        end=suggestion.end,
        code_id=chosen,
        origin=Origin.SUGGESTION.value,
        score=suggestion.score,
        model=suggestion.model,
    )
    suggestion.fate = Fate.ACCEPTED.value if chosen == suggestion.code_id else Fate.EDITED.value
    suggestion.chosen_code_id = chosen
    suggestion.decided = now()
    suggestion.coder_id = history.coder_of(session).id
    name = session.get_one(Code, chosen).name
    history.say(session, f"Accepted the suggestion {name} for “{find.short(suggestion.quote)}”")
    return coding


def reject(session: Session, *, suggestion_id: int) -> None:
    """Decline a suggestion, so that it does not come back."""
    suggestion = _undecided(session, suggestion_id)
    suggestion.fate = Fate.REJECTED.value
    suggestion.decided = now()
    suggestion.coder_id = history.coder_of(session).id
    name = session.get_one(Code, suggestion.code_id).name
    history.say(session, f"Declined the suggestion {name} for “{find.short(suggestion.quote)}”")


def _undecided(session: Session, suggestion_id: int) -> Suggestion:
    suggestion = find.row(session, Suggestion, suggestion_id, "suggestion")
    if suggestion.fate != Fate.PENDING.value:
        raise RuleBroken("This suggestion was decided already", "undo that decision first")
    return suggestion
