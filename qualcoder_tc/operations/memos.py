# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of memos."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.memos import KINDS, SUBJECTS, DraftRow
from qualcoder_tc.operations import find
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Coder, Memo, MemoLink, now


def write(
    session: Session,
    *,
    subject_kind: str,
    subject_uuid: str,
    text: str,
    kind: str = "note",
    title: str | None = None,
    memo_id: int | None = None,
    uuid: str | None = None,
) -> int | None:
    """Write a memo about something, or change the one with this id or UUID; return its id.

    Without words and title the memo is deleted. Only its author may change a memo.
    """
    _check(subject_kind, kind)
    memo = find.row(session, Memo, memo_id, "memo") if memo_id is not None else None
    if memo is None and uuid is not None:
        memo = session.scalars(select(Memo).where(Memo.uuid == uuid)).first()
    tidy = text.strip()
    name = " ".join((title if title is not None else memo.title if memo else "").split())
    if memo is None:
        if not tidy and not name:
            return None
        memo = Memo(
            subject_kind=subject_kind,
            subject_uuid=subject_uuid,
            kind=kind,
            title=name,
            text=tidy,
            coder_id=history.coder_of(session).id,
            **({} if uuid is None else {"uuid": uuid}),
        )
        session.add(memo)
        session.flush()
        history.say(session, f"Wrote a memo: “{find.short(name or tidy)}”")
        return memo.id
    if (memo.title, memo.text, memo.kind) == (name, tidy, kind):
        return memo.id
    _check_author(session, memo)
    if not tidy and not name:
        delete(session, memo_id=memo.id)
        return None
    memo.title, memo.text, memo.kind, memo.modified = name, tidy, kind, now()
    history.say(session, f"Changed a memo: “{find.short(name or tidy)}”")
    return memo.id


def delete(session: Session, *, memo_id: int) -> None:
    """Delete one's own memo."""
    memo = find.row(session, Memo, memo_id, "memo")
    _check_author(session, memo)
    history.say(session, f"Deleted a memo: “{find.short(memo.title or memo.text)}”")
    for link in session.scalars(select(MemoLink).where(MemoLink.memo_id == memo_id)):
        session.delete(link)
    session.flush()
    session.delete(memo)


def link(session: Session, *, memo_id: int, subject_kind: str, subject_uuid: str) -> None:
    """Say that a memo is about one more thing; anybody may, since the words stay as they are."""
    memo = find.row(session, Memo, memo_id, "memo")
    _check(subject_kind, memo.kind)
    held = select(MemoLink.id).where(MemoLink.memo_id == memo_id, MemoLink.subject_uuid == subject_uuid)
    if memo.subject_uuid == subject_uuid or session.scalars(held).first() is not None:
        return
    session.add(MemoLink(memo_id=memo_id, subject_kind=subject_kind, subject_uuid=subject_uuid))
    history.say(session, f"Linked the memo “{find.short(memo.title or memo.text)}” to a {_WORDS[subject_kind]}")


def unlink(session: Session, *, memo_id: int, subject_uuid: str) -> None:
    """Take a link from a memo; what it is about in the first place stays."""
    memo = find.row(session, Memo, memo_id, "memo")
    for row in session.scalars(
        select(MemoLink).where(MemoLink.memo_id == memo_id, MemoLink.subject_uuid == subject_uuid)
    ):
        session.delete(row)
        history.say(session, f"Took a link from the memo “{find.short(memo.title or memo.text)}”")


def recover(session: Session, *, drafts: Sequence[DraftRow]) -> int:
    """Save what was being written when the program ended early, under the name of its author; return how many memos."""
    coders = {uuid: key for key, uuid in session.execute(select(Coder.id, Coder.uuid))}
    known = {
        memo.uuid: memo
        for memo in session.scalars(select(Memo).where(Memo.uuid.in_([d.memo_uuid for d in drafts])))
    }
    saved = 0
    for draft in drafts:
        memo = known.get(draft.memo_uuid)
        if not draft.text.strip() and not draft.title.strip():
            continue  # an emptied memo may have been half way to other words: the old ones stay
        if memo is None:
            memo = Memo(
                uuid=draft.memo_uuid,
                subject_kind=draft.subject_kind,
                subject_uuid=draft.subject_uuid,
                coder_id=coders.get(draft.coder_uuid, history.coder_of(session).id),
                kind=draft.kind,
                title=draft.title,
                text=draft.text,
            )
            session.add(memo)
        elif (memo.title, memo.text, memo.kind) == (draft.title, draft.text.strip(), draft.kind):
            continue
        else:
            memo.title, memo.text, memo.kind, memo.modified = draft.title, draft.text.strip(), draft.kind, now()
        saved += 1
    history.say(session, "Saved a memo that was being written when the program ended")
    return saved


_WORDS = {kind: kind for kind in SUBJECTS} | {"coding": "segment"}


def _check(subject_kind: str, kind: str) -> None:
    if subject_kind not in SUBJECTS:
        raise RuleBroken(f"There are no memos about a {subject_kind}", f"choose one of {', '.join(SUBJECTS)}")
    if kind not in KINDS:
        raise RuleBroken(f"There is no kind of memo {kind!r}", f"choose one of {', '.join(KINDS)}")


def _check_author(session: Session, memo: Memo) -> None:
    if memo.coder_id != history.coder_of(session).id:
        name = session.get_one(Coder, memo.coder_id).name
        raise RuleBroken(f"This memo was written by {name}", "write one of your own beside it")
