# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about the history."""

from __future__ import annotations

from array import array
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import ChangeRow
from qualcoder_tc.storage import stacks
from qualcoder_tc.storage.schema import Change, ChangedRow
from qualcoder_tc.storage.touches import Touches

_VERBS = {"undo": "Undid: ", "redo": "Redid: "}


@dataclass(frozen=True, slots=True)
class Narrow:
    """Which changes are wanted; None and empty do not narrow. Days are those of the clock on the wall."""

    words: str = ""
    coder: str | None = None
    area: str | None = None
    """What a kind begins with, such as "segments"; "undo" stands for what was taken back and done again."""
    day: date | None = None
    document_id: int | None = None
    code_id: int | None = None


AREAS = (
    ("segments", "Coding"),
    ("codes", "Codes"),
    ("documents", "Documents"),
    ("memos", "Memos"),
    ("cases", "Cases"),
    ("themes", "Themes"),
    ("suggestions", "Suggestions"),
    ("merge", "Merging"),
    ("undo", "Undo and redo"),
)
_WIDER = {
    "segments": ("segments", "passages", "marks"),
    "codes": ("codes", "codebooks"),
    "documents": ("documents", "texts", "pseudonyms", "speakers"),
    "cases": ("cases", "case_tables"),
    "merge": ("merge",),
    "suggestions": ("suggestions", "second_look"),
}


def matching(session: Session, *, narrow: Narrow, touches: Touches | None = None) -> array[int]:
    """Return the ids of the changes wanted, newest first; one about a document or code is told by `touches`."""
    query = select(Change.id).order_by(Change.id.desc())
    for word in narrow.words.split():
        escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = query.where(Change.summary.like(f"%{escaped}%", escape="\\"))
    if narrow.coder is not None:
        query = query.where(Change.coder_uuid == narrow.coder)
    if narrow.area == "undo":
        query = query.where(Change.verb != "do")
    elif narrow.area is not None:
        names = _WIDER.get(narrow.area, (narrow.area,))
        query = query.where(or_(*(Change.kind.like(f"{name}.%") for name in names)))
    if narrow.day is not None:
        start = datetime.combine(narrow.day, time()).astimezone(UTC)
        end = datetime.combine(narrow.day + timedelta(days=1), time()).astimezone(UTC)
        query = query.where(Change.at >= start.isoformat()[:19], Change.at < end.isoformat()[:19])
    found = array("q", session.scalars(query))
    for wanted, kept in (
        (narrow.document_id, touches.documents if touches else {}),
        (narrow.code_id, touches.codes if touches else {}),
    ):
        if wanted is not None:
            found = array("q", (key for key in found if wanted in kept.get(key, ())))
    return found


def days(session: Session) -> list[str]:
    """Return the days on which something was changed, by the clock on the wall, the latest first."""
    hours = session.scalars(select(func.substr(Change.at, 1, 13)).distinct())
    found = {f"{datetime.fromisoformat(hour + ':00:00+00:00').astimezone():%Y-%m-%d}" for hour in hours}
    return sorted(found, reverse=True)


def some(session: Session, *, ids: Sequence[int], standing: Container[int]) -> list[ChangeRow]:
    """Return changes by id, in the order given; `standing` tells which are not undone."""
    rows = {c.id: c for c in session.scalars(select(Change).where(Change.id.in_(ids)))}
    return [_row(rows[key], standing, 0) for key in ids if key in rows]


def recent(session: Session, *, limit: int | None = 100) -> list[ChangeRow]:
    """Return the latest changes, newest first; `rows` counts the rows each touched."""
    query = select(Change).order_by(Change.id.desc())
    changes = list(session.scalars(query if limit is None else query.limit(limit)))
    touched = func.sum(ChangedRow.last_id - ChangedRow.first_id + 1)
    counts: dict[int, int] = {}
    if changes:
        rows = select(ChangedRow.change_id, touched).where(ChangedRow.change_id >= changes[-1].id)
        counts = {key: int(n) for key, n in session.execute(rows.group_by(ChangedRow.change_id))}
    standing = {original for original, _ in stacks.read(session).undo}
    return [_row(c, standing, counts.get(c.id, 0)) for c in changes]


def _row(c: Change, standing: Container[int], rows: int) -> ChangeRow:
    return ChangeRow(
        id=c.id,
        uuid=c.uuid,
        at=c.at,
        coder=c.coder,
        kind=c.kind,
        summary=_VERBS.get(c.verb, "") + c.summary,
        undone=c.verb == "do" and c.undoable and c.id not in standing,
        rows=rows,
        arguments=dict(c.arguments),
    )


def counts(session: Session) -> dict[str, int]:
    """Return how many changes of each kind there were."""
    return {kind: n for kind, n in session.execute(select(Change.kind, func.count()).group_by(Change.kind))}
