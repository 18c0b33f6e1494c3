# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which coded segments fit what is asked for, in which order and groups."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from qualcoder_tc.model.retrieval import Found, Group, Retrieval
from qualcoder_tc.queries import axes
from qualcoder_tc.storage.schema import Code, Coding, Document, Memo, ThemeCode, ThemeCoding, Turn
from qualcoder_tc.storage.sqlite import among, at_once

Spoken = aliased(Turn, name="spoken")
"""The turn in which a coding begins."""


def find(
    session: Session,
    *,
    wanted: Retrieval,
    sort: str = "document",
    group: str | None = None,
    only: Sequence[int] | None = None,
) -> Found:
    """Return the ids of the segments that fit, sorted and grouped; `only` looks at no others than these."""
    sorted_by = sort if sort in axes.SORTED else None
    named = [axes.axis(session, name) for name in (group, sorted_by) if name is not None]
    query: Select[*tuple[Any, ...]] = select(
        Coding.id, Coding.document_id, *(a.column(Spoken).label(f"by_{n}") for n, a in enumerate(named))
    )
    query = query.select_from(Coding).join(Document, Document.id == Coding.document_id)
    if wanted.by_speaker or any(a.by_speaker for a in named):
        query = query.outerjoin(Spoken, Spoken.id == turn_at())
    query = query.where(*_conditions(session, wanted))
    if only is not None:
        query = query.where(Coding.id.in_(among(only)))
    place = (Document.position, Document.id, Coding.start, Coding.end, Coding.id)
    first: dict[str, tuple[Any, ...]] = {
        "newest": (Coding.created.desc(),),
        "oldest": (Coding.created,),
        "longest": ((Coding.end - Coding.start).desc(),),
        "shortest": (Coding.end - Coding.start,),
    }
    overlapping = bool(wanted.also or wanted.without)
    if overlapping:
        query = query.add_columns(Coding.start, Coding.end)
    columns, (documents,) = at_once(
        session,
        query.order_by(*first.get(sort, ()), *place),
        lambda inner: func.count(inner.c.document_id.distinct()),
    )
    if overlapping:
        columns = _overlapping(session, wanted, columns)
        documents = len(set(columns[1]))
    ids, _, *raw = columns
    if not named:
        return Found(array("q", ids), documents)
    return _arranged(ids, raw, named, documents, grouped=group is not None)


def _arranged(
    ids: list[int], raw: list[list[Any]], named: list[axes.Axis], documents: int, *, grouped: bool
) -> Found:
    """Put ids that are in order into groups, keeping that order within each."""
    ranks = [axis.rank for axis in named]
    buckets: dict[Any, list[int]] = {}
    if len(named) == 1:
        rank = ranks[0]
        for key, value in zip(ids, raw[0], strict=True):
            buckets.setdefault((rank[value], 0), []).append(key)
    else:
        one, other = ranks
        for key, value, second in zip(ids, *raw, strict=True):
            buckets.setdefault((one[value], other[second]), []).append(key)
    order = array("q")
    groups: list[Group] = []
    last = -1
    for at in sorted(buckets):
        members = buckets[at]
        if grouped and at[0] != last:
            key, label = named[0].names[at[0]]
            groups.append(Group(key, label, len(order), 0))
            last = at[0]
        order.extend(members)
        if grouped:
            group = groups[-1]
            groups[-1] = Group(group.key, group.label, group.first, len(order) - group.first)
    return Found(order, documents, tuple(groups))


def turn_at() -> ColumnElement[int]:
    """Return the id of the turn in which a coding begins: the last whose label begins at or before it."""
    here = Turn.document_id == Coding.document_id
    # A coding may begin within the label of a turn, before what is said there.
    within = (
        select(case((Turn.label_start <= Coding.start, Turn.id)))
        .where(here, Turn.start > Coding.start)
        .order_by(Turn.start, Turn.id)
    )
    before = select(Turn.id).where(here, Turn.start <= Coding.start).order_by(Turn.start.desc(), Turn.id.desc())
    return func.coalesce(*(q.limit(1).correlate(Coding).scalar_subquery() for q in (within, before)))


def _conditions(session: Session, wanted: Retrieval) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for column, values in (
        (Coding.document_id, wanted.documents),
        (Document.kind, wanted.kinds),
        (Coding.coder_id, wanted.coders),
        (Coding.origin, wanted.origins),
    ):
        if values:
            found.append(column.in_(among(values)))
    if wanted.codes:
        found.append(Coding.code_id.in_(among(_with_below(session, wanted.codes, wanted.below))))
    if wanted.themes:
        telling = select(ThemeCoding.coding_id).where(ThemeCoding.theme_id.in_(wanted.themes))
        codes = list(session.scalars(select(ThemeCode.code_id).where(ThemeCode.theme_id.in_(wanted.themes))))
        under = Coding.code_id.in_(among(_with_below(session, codes, below=True)))
        found.append(or_(Coding.id.in_(telling), under))
    if wanted.by_speaker:
        found += _spoken_by(session, wanted)
    about = select(Memo.id).where(Memo.subject_kind == "coding", Memo.subject_uuid == Coding.uuid)
    if wanted.memo is not None:
        there = about.correlate(Coding).exists()
        found.append(there if wanted.memo else ~there)
    found += _days(wanted)
    words = wanted.words.strip().casefold()
    if words:
        noted = about.where(func.instr(func.casefold(Memo.text), words) > 0).correlate(Coding).exists()
        found.append(or_(func.instr(func.casefold(Coding.quote), words) > 0, noted))
    return found


def _with_below(session: Session, ids: Sequence[int], below: bool) -> list[int]:
    """Return codes with all codes below them."""
    known = set(ids)
    if below and known:
        children: dict[int | None, list[int]] = {}
        for key, parent in session.execute(select(Code.id, Code.parent_id)):
            children.setdefault(parent, []).append(key)
        waiting = list(known)
        while waiting:
            more = children.get(waiting.pop(), [])
            waiting += [key for key in more if key not in known]
            known.update(more)
    return sorted(known)


def _overlapping(session: Session, wanted: Retrieval, columns: list[list[Any]]) -> list[list[Any]]:
    """Keep the rows on whose text the codes of `also` lie and those of `without` do not; drop start and end."""
    *kept, starts, ends = columns
    fits = [True] * len(starts)
    asked = [([key], True) for key in wanted.also] + ([(list(wanted.without), False)] if wanted.without else [])
    for codes, lies in asked:
        spans = _spans(session, _with_below(session, codes, wanted.below))
        none: tuple[list[int], list[int]] = ([], [])
        for n, (document, start, end) in enumerate(zip(kept[1], starts, ends, strict=True)):
            if fits[n]:
                firsts, lasts = spans.get(document, none)
                # Of joined spans only the last that begins before the end can reach past the start.
                at = bisect_left(firsts, end) - 1
                fits[n] = (at >= 0 and lasts[at] > start) is lies
    return [list(compress(column, fits)) for column in kept]


def _spans(session: Session, codes: Sequence[int]) -> dict[int, tuple[list[int], list[int]]]:
    """Return by document the starts and the ends of the text on which the codes lie, overlapping spans joined."""
    query = select(Coding.document_id, Coding.start, Coding.end).where(Coding.code_id.in_(among(codes)))
    columns, _ = at_once(session, query.order_by(Coding.document_id, Coding.start))
    found: dict[int, tuple[list[int], list[int]]] = {}
    for document, start, end in zip(*columns, strict=True):
        firsts, lasts = found.setdefault(document, ([], []))
        if lasts and start <= lasts[-1]:
            lasts[-1] = max(lasts[-1], end)
        else:
            firsts.append(start)
            lasts.append(end)
    return found


def _spoken_by(session: Session, wanted: Retrieval) -> list[ColumnElement[bool]]:
    """Return conditions on who speaks, and on the documents in which they do, which are found at once."""
    speakers = axes.speakers(session)
    values = axes.attribute_values(session) if wanted.attributes else {}

    def fits(one: axes.Speaking | None) -> bool:
        if wanted.speakers and (one.name if one else "") not in wanted.speakers:
            return False
        if wanted.roles and ((one.role if one else "") or "") not in wanted.roles:
            return False
        person = (one.case_id if one else None) or 0
        if wanted.cases and person not in wanted.cases:
            return False
        return all(values.get((person, key), "") in given for key, given in wanted.attributes)

    allowed = [key for key, one in speakers.items() if fits(one)]
    spoken = Spoken.speaker_id.in_(among(allowed))
    if fits(None):
        return [or_(spoken, Spoken.speaker_id.is_(None))]
    return [spoken, Coding.document_id.in_(among({speakers[key].document_id for key in allowed}))]


def _days(wanted: Retrieval) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since:
        found.append(Coding.created >= _midnight(date.fromisoformat(wanted.since)))
    if wanted.until:
        found.append(Coding.created < _midnight(date.fromisoformat(wanted.until) + timedelta(days=1)))
    return found


def _midnight(day: date) -> str:
    """Return the local beginning of a day as the database writes times."""
    moment = datetime.combine(day, time()).astimezone(UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def base(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return a query over codings with the turn each begins in."""
    return (
        select(*columns)
        .select_from(Coding)
        .join(Document, Document.id == Coding.document_id)
        .outerjoin(Spoken, Spoken.id == turn_at())
    )
