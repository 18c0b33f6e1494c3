# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of many codings at once, each one step of undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.operations import codes, find, recoding, themes
from qualcoder_tc.operations import remove as removal
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding, Memo, ProjectRow, Theme, ThemeCoding, now

T = TypeVar("T")
_CHUNK = 500


def recode(session: Session, *, coding_ids: Sequence[int], code_id: int) -> int:
    """Give codings another code; return how many got it.

    Where a coder has coded the same passage with that code already, the two become one, with the memos and themes of both.
    """
    code = find.row(session, Code, code_id, "code")
    if code.kind != "code":
        raise RuleBroken(f"{code.name} is a heading, not a code", "choose a code below it")
    columns = (Coding.id, Coding.document_id, Coding.start, Coding.end, Coding.coder_id)
    taken: dict[tuple[int, ...], int] = {}
    for key, *place in session.execute(select(*columns).where(Coding.code_id == code_id)):
        taken[tuple(place)] = key
    fresh: list[int] = []
    double: dict[int, int] = {}
    for chunk in _chunks(coding_ids):
        query = select(*columns).where(Coding.id.in_(chunk), Coding.code_id != code_id).order_by(Coding.id)
        for key, *place in session.execute(query).all():
            if tuple(place) in taken:
                double[key] = taken[tuple(place)]
            else:
                taken[tuple(place)] = key
                fresh.append(key)
    if not fresh and not double:
        return 0
    history.bulk_update(session, Coding, fresh, {"code_id": code_id, "modified": now()})
    if double:
        recoding.hand_over(session, double)
        removal.codings(session, sorted(double))
    count = len(fresh) + len(double)
    history.say(session, f"Recoded {_segments(count)} as {code.name}")
    return count


def remove(session: Session, *, coding_ids: Sequence[int]) -> int:
    """Remove codings with their memos; return how many there were."""
    ids = _there(session, coding_ids)
    if ids:
        removal.codings(session, ids)
        history.say(session, f"Removed {_segments(len(ids))}")
    return len(ids)


def add_memo(session: Session, *, coding_ids: Sequence[int], text: str, kind: str = "note") -> int:
    """Write the same memo about each of the codings; return how many got it."""
    tidy = text.strip()
    if not tidy:
        raise RuleBroken("The memo is empty", "write some words first")
    coder = history.coder_of(session).id
    uuids: list[str] = []
    for chunk in _chunks(coding_ids):
        uuids += session.scalars(select(Coding.uuid).where(Coding.id.in_(chunk)).order_by(Coding.id))
    rows = [
        {"subject_kind": "coding", "subject_uuid": uuid, "kind": kind, "text": tidy, "coder_id": coder}
        for uuid in uuids
    ]
    history.bulk_insert(session, Memo, rows)
    if rows:
        history.say(session, f"Wrote a memo about {_segments(len(rows))}: “{find.short(tidy)}”")
    return len(rows)


def add_to_theme(session: Session, *, coding_ids: Sequence[int], theme_id: int) -> int:
    """Put codings under a theme; return how many were not there yet."""
    theme = find.row(session, Theme, theme_id, "theme")
    held = set(session.scalars(select(ThemeCoding.coding_id).where(ThemeCoding.theme_id == theme_id)))
    fresh = [key for key in _there(session, coding_ids) if key not in held]
    last = len(held)
    rows = [{"theme_id": theme_id, "coding_id": key, "position": last + n} for n, key in enumerate(fresh)]
    history.bulk_insert(session, ThemeCoding, rows)
    if fresh:
        history.say(session, f"Put {_segments(len(fresh))} under {theme.name}")
    return len(fresh)


def add_to_new_theme(session: Session, *, coding_ids: Sequence[int], name: str) -> int:
    """Create a theme and put codings under it, as one step; return its id."""
    theme_id = themes.create(session, name=name)
    count = add_to_theme(session, coding_ids=coding_ids, theme_id=theme_id)
    title = session.get_one(Theme, theme_id).name
    history.say(session, f"Created the theme {title} for {_segments(count)}")
    return theme_id


def recode_to_new(session: Session, *, coding_ids: Sequence[int], name: str) -> int:
    """Create a code and give it to codings, as one step; return its id."""
    code_id = codes.create(session, name=name)
    count = recode(session, coding_ids=coding_ids, code_id=code_id)
    title = session.get_one(Code, code_id).name
    history.say(session, f"Created the code {title} for {_segments(count)}")
    return code_id


def keep_retrieval(session: Session, *, name: str, wanted: str) -> None:
    """Keep what segments are asked for, as JSON, under a name; one of that name is replaced, empty forgets it."""
    row = session.scalars(select(ProjectRow)).one()
    kept = dict(row.options.get("retrievals", {}))
    if wanted:
        kept[name] = wanted
        history.say(session, f"Kept the retrieval “{find.short(name)}”")
    else:
        kept.pop(name, None)
        history.say(session, f"Forgot the retrieval “{find.short(name)}”")
    row.options = {**row.options, "retrievals": kept}


def _there(session: Session, ids: Sequence[int]) -> list[int]:
    """Return the ids that are still there, in order."""
    found: list[int] = []
    for chunk in _chunks(ids):
        found += session.scalars(select(Coding.id).where(Coding.id.in_(chunk)))
    return sorted(found)


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), _CHUNK):
        yield values[at : at + _CHUNK]


def _segments(count: int) -> str:
    return "1 segment" if count == 1 else f"{count:,} segments"
