# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of memos."""

from __future__ import annotations

from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.operations import find
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Memo, now

SUBJECTS = ("project", "document", "case", "code", "coding", "theme")
KINDS = ("note", "analytic", "reflexive", "methodological")


def write(
    session: Session,
    *,
    subject_kind: str,
    subject_uuid: str,
    text: str,
    kind: str = "note",
    memo_id: int | None = None,
) -> int | None:
    """Write a memo about something, or change the one with this id; empty text deletes it; return its id."""
    if subject_kind not in SUBJECTS:
        raise RuleBroken(f"There are no memos about a {subject_kind}", f"choose one of {', '.join(SUBJECTS)}")
    if kind not in KINDS:
        raise RuleBroken(f"There is no kind of memo {kind!r}", f"choose one of {', '.join(KINDS)}")
    tidy = text.strip()
    memo = find.row(session, Memo, memo_id, "memo") if memo_id is not None else None
    if memo is None:
        if not tidy:
            return None
        memo = Memo(
            subject_kind=subject_kind,
            subject_uuid=subject_uuid,
            kind=kind,
            text=tidy,
            coder_id=history.coder_of(session).id,
        )
        session.add(memo)
        session.flush()
        history.say(session, f"Wrote a memo: “{find.short(tidy)}”")
        return memo.id
    if not tidy:
        history.say(session, f"Deleted a memo: “{find.short(memo.text)}”")
        session.delete(memo)
        return None
    if (memo.text, memo.kind) != (tidy, kind):
        memo.text, memo.kind, memo.modified = tidy, kind, now()
        history.say(session, f"Changed a memo: “{find.short(tidy)}”")
    return memo.id
