# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Answers in a second look, kept so that the same is not asked again; undo takes each of them back.

An answer about a place is kept as a suggestion with its fate: it follows corrections of the text, codes that become one,
and merging as those do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import Fate, Origin
from qualcoder_tc.model.set_aside import KEPT_APART, SECOND_LOOK, Shown, kept_apart, pairs_of
from qualcoder_tc.operations import find, segments, suggestions
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding, DocumentText, ProjectRow, Suggestion, now


def code(session: Session, *, document_id: int, start: int, end: int, code_id: int, shown: Shown | None) -> int:
    """Code a passage, with the code that was shown for it or another; return the coding's id.

    What was shown is kept as accepted or changed, so that the report can tell how often the program was right.
    """
    if shown is None:
        return segments.apply(session, document_id=document_id, start=start, end=end, code_id=code_id)
    pending = _pending(session, document_id, start, end, shown["code_id"])
    if pending is not None:
        return suggestions.accept(session, suggestion_id=pending.id, code_id=code_id)
    offered = code_id == shown["code_id"]
    coding = segments.apply(
        session,
        document_id=document_id,
        start=start,
        end=end,
        code_id=code_id,
        # What the program proposed is told from what a person thought of.
        origin=Origin.SUGGESTION.value if offered else Origin.MANUAL.value,
        score=shown["score"] if offered else None,
        model=shown["model"] if offered else None,
    )
    made = session.get_one(Coding, coding)
    row = _keep(session, document_id, made.start, made.end, shown, Fate.ACCEPTED if offered else Fate.EDITED)
    row.chosen_code_id = code_id
    name = session.get_one(Code, code_id).name
    history.say(session, f"Coded “{find.short(made.quote)}” as {name}")
    return coding


def decline(session: Session, *, document_id: int, start: int, end: int, shown: Shown) -> None:
    """Say that a passage is not missed for a code: a suggestion that is declined, and does not come back."""
    pending = _pending(session, document_id, start, end, shown["code_id"])
    if pending is not None:
        suggestions.reject(session, suggestion_id=pending.id)
        return
    row = _keep(session, document_id, start, end, shown, Fate.REJECTED)
    name = session.get_one(Code, row.code_id).name
    history.say(session, f"Set aside “{find.short(row.quote)}”: not {name}")


def confirm(session: Session, *, document_id: int, start: int, end: int, shown: Shown) -> None:
    """Say that a segment has its code rightly."""
    row = _keep(session, document_id, start, end, shown, Fate.CONFIRMED)
    name = session.get_one(Code, row.code_id).name
    history.say(session, f"Confirmed {name} for “{find.short(row.quote)}”")


def nothing_here(session: Session, *, document_id: int, start: int, end: int, shown: Shown) -> None:
    """Say that there is nothing to code in a turn."""
    row = _keep(session, document_id, start, end, shown, Fate.NOTHING)
    history.say(session, f"Set aside “{find.short(row.quote)}”: nothing to code")


def keep_apart(session: Session, *, code_ids: Sequence[int]) -> None:
    """Say that two codes are meant to be two."""
    one, other = _two(session, code_ids)
    _set_apart(session, {_pair(one, other)}, add=True)
    history.say(session, f"Keeps {one.name} and {other.name} apart")


def bring_back(session: Session, *, suggestion_ids: Sequence[int]) -> None:
    """Let what was set aside be asked again; a suggestion that was declined is open once more."""
    if not suggestion_ids:
        raise RuleBroken("There is nothing to bring back", "look again")
    quote = ""
    for key in suggestion_ids:
        row = find.row(session, Suggestion, key, "answer")
        quote = row.quote
        if any(e.get("kind") == SECOND_LOOK for e in row.evidence):
            session.delete(row)
        else:
            row.fate, row.decided, row.chosen_code_id = Fate.PENDING.value, None, None
    history.say(session, f"Looks again at “{find.short(quote)}”")


def bring_together(session: Session, *, code_ids: Sequence[int]) -> None:
    """Let it be asked again whether two codes may be one."""
    one, other = _two(session, code_ids)
    _set_apart(session, {_pair(one, other)}, add=False)
    history.say(session, f"Compares {one.name} and {other.name} again")


def merge_apart(session: Session, theirs: Mapping[str, Any], subjects: Mapping[str, str]) -> None:
    """Take over which codes coders keep apart in a copy; `subjects` are UUIDs of codes that have another one here."""
    row = session.scalars(select(ProjectRow)).one()
    ours = kept_apart(row.options)
    changed = False
    for coder in kept_apart(theirs):
        mapped = {tuple(sorted(subjects.get(u, u) for u in pair)) for pair in pairs_of(theirs, coder)}
        held = set(pairs_of(row.options or {}, coder))
        fresh = {(a, b) for a, b in mapped if a != b} - held
        if fresh:
            ours[coder] = [list(pair) for pair in sorted(held | fresh)]
            changed = True
    if changed:
        row.options = {**(row.options or {}), KEPT_APART: ours}


def _keep(session: Session, document_id: int, start: int, end: int, shown: Shown, fate: Fate) -> Suggestion:
    """Keep an answer with what it is about, exactly where that stands."""
    find.row(session, Code, shown["code_id"], "code")
    find.quote_at(session, document_id, start, end)  # complains where there are no words
    quote = session.scalars(
        select(func.substr(DocumentText.text, start + 1, end - start)).where(
            DocumentText.document_id == document_id
        )
    ).one()
    row = Suggestion(
        document_id=document_id,
        code_id=shown["code_id"],
        start=start,
        end=end,
        quote=quote,
        score=shown["score"],
        model=shown["model"],
        learned=shown["learned"],
        evidence=list(shown["evidence"]),
        fate=fate.value,
        decided=now(),
        coder_id=history.coder_of(session).id,
    )
    session.add(row)
    session.flush()
    return row


def _pending(session: Session, document_id: int, start: int, end: int, code_id: int) -> Suggestion | None:
    """Return the coder's open suggestion of the code for these words: it is answered by the same."""
    coder = history.coder_of(session).id
    return session.scalars(
        select(Suggestion).where(
            Suggestion.document_id == document_id,
            Suggestion.start == start,
            Suggestion.end == end,
            Suggestion.code_id == code_id,
            Suggestion.fate == Fate.PENDING.value,
            or_(Suggestion.coder_id == coder, Suggestion.coder_id.is_(None)),
        )
    ).first()


def _two(session: Session, code_ids: Sequence[int]) -> tuple[Code, Code]:
    if len(set(code_ids)) != 2:
        raise RuleBroken("Two codes are needed", "choose two")
    one, other = (find.row(session, Code, key, "code") for key in code_ids)
    return one, other


def _pair(one: Code, other: Code) -> tuple[str, str]:
    first, second = sorted((one.uuid, other.uuid))
    return first, second


def _set_apart(session: Session, pairs: set[tuple[str, str]], *, add: bool) -> None:
    row = session.scalars(select(ProjectRow)).one()
    coder = history.coder_of(session).uuid
    held = set(pairs_of(row.options or {}, coder))
    now_held = held | pairs if add else held - pairs
    kept = {**kept_apart(row.options), coder: [list(pair) for pair in sorted(now_held)]}
    row.options = {**(row.options or {}), KEPT_APART: kept}
