# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The answers to a search, a document after the other, so that the first ones can be shown at once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import TurnRow
from qualcoder_tc.model.searching import Coded, Hit, HitGroup, Search
from qualcoder_tc.model.spans import Span, union
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.queries import cases, codes, documents
from qualcoder_tc.queries.matching import Finder, Match
from qualcoder_tc.queries.segments import TurnFinder
from qualcoder_tc.storage.schema import (
    Case,
    Code,
    Coder,
    Coding,
    Document,
    DocumentText,
    Memo,
    ProjectRow,
    Theme,
)
from qualcoder_tc.storage.searchable import code_text
from qualcoder_tc.storage.text_index import TextIndex

_BEFORE, _AFTER = 60, 110  # characters of context
_CHUNK = 400
Fits = Callable[[Hit, TurnRow | None], bool]


def groups(
    session: Session, *, index: TextIndex, search: Search, progress: Progress = silent
) -> Iterator[HitGroup]:
    """Yield the hits by document in the order of the documents, then those in memos, then those in codes."""
    finder = Finder(index, search)
    left = search.limit
    if not search.text.strip():
        return
    for group in _all(session, finder, progress):
        if len(group.hits) > left:
            yield HitGroup(group.title, group.kind, group.hits[:left], cut=True)
            return
        left -= len(group.hits)
        yield group


def _all(session: Session, finder: Finder, progress: Progress) -> Iterator[HitGroup]:
    search = finder.search
    if search.documents:
        yield from _documents(session, finder, progress)
    if search.memos and not search.narrowed:
        yield from _memos(session, finder)
    if search.codes and not search.narrowed:
        yield from _codes(session, finder)


def _documents(session: Session, finder: Finder, progress: Progress) -> Iterator[HitGroup]:
    search = finder.search
    indexed, keys = finder.index.indexed("document"), finder.keys("document")
    named = _named(session, search)
    query = select(Document.id, Document.title, Document.kind, Document.text_sha256)
    wanted = [
        (key, title)
        for key, title, kind, sha in session.execute(query.order_by(Document.position, Document.id))
        if (keys is None or key in keys)
        and (not search.document_ids or key in search.document_ids)
        and (not search.kinds or kind in search.kinds)
        # One changed this very moment has other positions than the index.
        and key in indexed
        and indexed[key].signature == sha
    ]
    at, step = 0, 2
    while at < len(wanted):
        some = wanted[at : at + step]
        turns = documents.turns(session, document_ids=[key for key, _ in some])
        for key, title in some:
            progress(0, 0, "")
            group = _document(session, finder, key, title, turns[key], named)
            if group is not None:
                yield group
        # The first answers soon, the rest with few questions to the database.
        at, step = at + step, min(50, step * 3)


def _document(
    session: Session, finder: Finder, key: int, title: str, turns: list[TurnRow], named: Callable[[TurnRow], bool]
) -> HitGroup | None:
    theirs = [turn.id for turn in turns if named(turn)]
    if turns and not theirs:
        return None
    text = _Text(session, key)
    matches = finder.matches("document", key, text.whole, turns)
    if not matches:
        return None
    fits = _fits(session, finder.search, key, None if len(theirs) == len(turns) else frozenset(theirs))
    hits = tuple(_hits(matches, key, title, text, turns, fits, labels=finder.search.labels))
    return HitGroup(title, "document", hits) if hits else None


class _Text:
    """A document's text, read once it is needed."""

    def __init__(self, session: Session, key: int) -> None:
        self._session, self._key = session, key
        self._text: str | None = None

    def whole(self) -> str:
        """Return all of it."""
        if self._text is None:
            query = select(DocumentText.text).where(DocumentText.document_id == self._key)
            self._text = self._session.connection().scalars(query).one()
        return self._text


def _hits(
    matches: list[Match],
    key: int,
    title: str,
    text: _Text,
    turns: list[TurnRow],
    fits: Fits,
    *,
    labels: bool,
) -> Iterator[Hit]:
    finder, whole = TurnFinder(turns), text.whole()
    for match in matches:
        turn = finder.at(match.start)
        if turn is not None and match.start < turn.start and not labels:
            continue
        hit = hit_in(
            whole, match, document_id=key, document=title, turn=turn.number if turn else None,
            speaker=turn.speaker if turn else None, role=turn.role if turn else None,
            floor=0 if turn is None else turn.label_start if match.start < turn.start else turn.start,
            ceiling=len(whole) if turn is None else max(turn.end, match.end),
        )  # fmt: skip
        if fits(hit, turn):
            yield hit


def hit_in(text: str, match: Match, *, floor: int = 0, ceiling: int | None = None, **values: object) -> Hit:
    """Return a match as a hit with its context, whole words that do not reach beyond `floor` and `ceiling`."""
    top = len(text) if ceiling is None else ceiling
    begin, stop = max(floor, match.start - _BEFORE), min(top, match.end + _AFTER)
    before, after = text[begin : match.start], text[match.end : stop]
    if begin > floor:
        before = "…" + (before[before.find(" ") + 1 :] if " " in before[:20] else before)
    if stop < top:
        after = (after[: after.rfind(" ")] if " " in after[-20:] else after) + "…"
    return Hit(
        start=match.start,
        end=match.end,
        quote=text[match.start : match.end],
        before=before,
        after=after,
        marks=match.marks,
        **values,  # type: ignore[arg-type]
    )


def _named(session: Session, search: Search) -> Callable[[TurnRow], bool]:
    """Return whether a turn is by somebody who is wanted."""
    people = None
    if search.attribute is not None:
        people = cases.with_value(session, attribute=search.attribute[0], value=search.attribute[1])

    def wanted(turn: TurnRow) -> bool:
        return (
            (not search.speakers or turn.speaker in search.speakers)
            and (not search.roles or turn.role in search.roles)
            and (people is None or turn.case in people)
        )

    return wanted


def _fits(session: Session, search: Search, document_id: int, turn_ids: frozenset[int] | None) -> Fits:
    """Return whether a hit stands in a wanted turn, and in coded or uncoded text as wanted."""
    spans: list[Span] = []
    if search.coded is not Coded.ANY or search.code_ids:
        query = select(Coding.start, Coding.end).where(Coding.document_id == document_id)
        if search.code_ids:
            query = query.where(Coding.code_id.in_(search.code_ids))
        spans = union(Span(start, end) for start, end in session.execute(query))
    begins = [span.start for span in spans]

    def touches(hit: Hit) -> bool:
        at = bisect_right(begins, hit.end - 1) - 1
        return at >= 0 and spans[at].end > hit.start

    def fits(hit: Hit, turn: TurnRow | None) -> bool:
        if turn_ids is not None and (turn is None or turn.id not in turn_ids):
            return False
        if search.coded is Coded.UNCODED:
            return not touches(hit)
        return touches(hit) if search.coded is Coded.CODED or search.code_ids else True

    return fits


def _memos(session: Session, finder: Finder) -> Iterator[HitGroup]:
    keys = finder.keys("memo")
    if keys is not None and not keys:
        return
    hits: list[Hit] = []
    wanted = sorted(
        finder.index.indexed("memo").keys() if keys is None else keys & finder.index.indexed("memo").keys()
    )
    for at in range(0, len(wanted), _CHUNK):
        query = select(Memo, Coder.name).join(Coder, Memo.coder_id == Coder.id).order_by(Memo.id)
        rows = session.execute(query.where(Memo.id.in_(wanted[at : at + _CHUNK]))).all()
        about = _about(session, [memo for memo, _ in rows])
        for memo, coder in rows:
            text = memo.text
            for match in finder.matches("memo", memo.id, lambda text=text: text):
                if match.end <= len(text):
                    name = about.get(memo.subject_uuid, "")
                    hits.append(hit_in(text, match, document_id=memo.id, document=name, kind="memo", speaker=coder))
    if hits:
        yield HitGroup("Memos", "memo", tuple(hits))


def _about(session: Session, rows: list[Memo]) -> dict[str, str]:
    """Return by UUID what these memos are about, in words."""
    columns = {
        "project": (ProjectRow.uuid, ProjectRow.title),
        "document": (Document.uuid, Document.title),
        "case": (Case.uuid, Case.name),
        "code": (Code.uuid, Code.name),
        "coding": (Coding.uuid, Coding.quote),
        "theme": (Theme.uuid, Theme.name),
    }
    found: dict[str, str] = {}
    for kind, (uuid, name) in columns.items():
        wanted = [row.subject_uuid for row in rows if row.subject_kind == kind]
        if wanted:
            found.update(
                (key, str(words)) for key, words in session.execute(select(uuid, name).where(uuid.in_(wanted)))
            )
    return found


def _codes(session: Session, finder: Finder) -> Iterator[HitGroup]:
    keys = finder.keys("code")
    if keys is not None and not keys:
        return
    hits: list[Hit] = []
    known = finder.index.indexed("code")
    for path, code in codes.in_order(session):
        if code.id not in known or (keys is not None and code.id not in keys):
            continue
        text = code_text(code)
        for match in finder.matches("code", code.id, lambda text=text: text):
            if match.end <= len(text):
                hits.append(hit_in(text, match, document_id=code.id, document=path, kind="code"))
    if hits:
        yield HitGroup("Codes", "code", tuple(hits))
