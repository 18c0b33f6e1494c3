# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging codings, decided suggestions and reading marks."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.anchoring import find_again
from qualcoder_tc.model.bundle import Bundle, MergeCounts, Row
from qualcoder_tc.model.spans import Span
from qualcoder_tc.operations.merge_maps import Maps, here, insert, removed_here
from qualcoder_tc.storage.schema import Coding, Document, Reading, Suggestion


def codings(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match codings by UUID, the later change standing; add the others, once each."""
    known = {coding.uuid: coding for coding in session.scalars(select(Coding))}
    places = {(c.document_id, c.code_id, c.coder_id, c.start, c.end): c for c in known.values()}
    removed = removed_here(session, Coding)
    fresh: list[tuple[int, Row]] = []
    coming: dict[tuple[int, ...], int] = {}
    twice: dict[int, int] = {}
    for theirs in bundle.tables["coding"]:
        ours = known.get(theirs["uuid"])
        if ours is None and theirs["uuid"] in removed:
            counts.codings["removed_here"] += 1
            continue
        span = _place(theirs, maps)
        if span is None:
            counts.codings["lost" if ours is None else "same"] += 1
            continue
        row = theirs | {
            "document_id": maps.documents[theirs["document_id"]],
            "code_id": maps.codes[theirs["code_id"]],
            "coder_id": maps.coders[theirs["coder_id"]],
            "start": span.start,
            "end": span.end,
        }
        place = (row["document_id"], row["code_id"], row["coder_id"], span.start, span.end)
        if ours is not None:
            _update(ours, row, counts)
            maps.codings[theirs["id"]] = ours.id
        elif place in places:
            maps.codings[theirs["id"]] = places[place].id
            maps.subjects[theirs["uuid"]] = places[place].uuid
            counts.codings["same"] += 1
        elif place in coming:
            # Coded with two codes that were merged into one here.
            twice[theirs["id"]] = coming[place]
            counts.codings["same"] += 1
        else:
            coming[place] = theirs["id"]
            fresh.append((theirs["id"], row))
            counts.codings["new"] += 1
    session.flush()
    ids = insert(session, Coding, [row for _, row in fresh])
    maps.codings |= {theirs: key for (theirs, _), key in zip(fresh, ids, strict=True)}
    maps.codings |= {theirs: maps.codings[first] for theirs, first in twice.items()}
    _report(session, bundle, maps, counts)


def _place(theirs: Row, maps: Maps) -> Span | None:
    """Return where the span lies in the text here; None, and the document noted, if its quote is not there."""
    if theirs["document_id"] not in maps.texts:
        return Span(theirs["start"], theirs["end"])
    old, new = maps.texts[theirs["document_id"]]
    span = find_again(theirs["quote"], old, theirs["start"], new)
    if span is None:
        maps.unanchored.add(theirs["document_id"])
    return span


def _update(ours: Coding, row: Row, counts: MergeCounts) -> None:
    differs = (ours.start, ours.end, ours.code_id) != (row["start"], row["end"], row["code_id"])
    if differs and row["modified"] > ours.modified:
        ours.start, ours.end, ours.code_id, ours.quote = row["start"], row["end"], row["code_id"], row["quote"]
        ours.modified = row["modified"]
        counts.codings["updated"] += 1
    else:
        counts.codings["same"] += 1


def _report(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    for theirs in bundle.tables["document"]:
        if theirs["id"] in maps.unanchored:
            counts.documents["conflict"] += 1
            title = session.get_one(Document, maps.documents[theirs["id"]]).title
            counts.conflicts.append(
                f"The text of {title} differs; some codings there have no place in the text here and were left out."
            )
        elif theirs["id"] in maps.texts:
            counts.documents["reanchored"] += 1


def suggestions(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Add decided suggestions that are not known here; undecided ones can be made anew.

    Where the text differs they find their words again as codings do, or stay away.
    """
    known = here(session, Suggestion)
    removed = removed_here(session, Suggestion)
    fresh: list[Row] = []
    for theirs in bundle.tables["suggestion"]:
        if theirs["fate"] == "pending" or theirs["code_id"] not in maps.codes:
            continue
        span = _words_again(theirs, maps)
        if theirs["uuid"] in known or theirs["uuid"] in removed or span is None:
            counts.suggestions["same"] += 1
            continue
        fresh.append(
            theirs
            | {
                "document_id": maps.documents[theirs["document_id"]],
                "start": span.start,
                "end": span.end,
                "code_id": maps.codes[theirs["code_id"]],
                "chosen_code_id": maps.codes.get(theirs["chosen_code_id"] or 0),
                "coder_id": maps.coders.get(theirs["coder_id"] or 0),
            }
        )
        counts.suggestions["new"] += 1
    insert(session, Suggestion, fresh)


def _words_again(theirs: Row, maps: Maps) -> Span | None:
    """Return where the words of a suggestion lie in the text here, None where they do not."""
    if theirs["document_id"] not in maps.texts:
        return Span(theirs["start"], theirs["end"])
    old, new = maps.texts[theirs["document_id"]]
    return find_again(theirs["quote"], old, theirs["start"], new)


def readings(session: Session, bundle: Bundle, maps: Maps) -> None:
    """Add the marks of who is done with which document."""
    held = {(d, c) for d, c in session.execute(select(Reading.document_id, Reading.coder_id))}
    fresh: list[Row] = []
    for theirs in bundle.tables["reading"]:
        place = (maps.documents[theirs["document_id"]], maps.coders[theirs["coder_id"]])
        if place not in held:
            held.add(place)
            fresh.append(theirs | {"document_id": place[0], "coder_id": place[1]})
    insert(session, Reading, fresh)
