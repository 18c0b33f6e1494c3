# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging a colleague's copy: documents by content, everything else by UUID; all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.bundle import Bundle, MergeCounts
from qualcoder_tc.operations import merge_codings, merge_documents, merge_structure, merge_writing, second_look
from qualcoder_tc.operations.merge_maps import Maps
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import ProjectRow


def merge_all(session: Session, *, bundles: Sequence[Bundle]) -> MergeCounts:
    """Merge several copies in one step; the counts are those of all together."""
    total = MergeCounts()
    for bundle in bundles:
        total.add(merge(session, bundle=bundle))
        session.flush()
    names = ", ".join(bundle.name for bundle in bundles)
    history.say(session, f"Merged {names} ({total.codings['new']} codings)")
    return total


def merge(session: Session, *, bundle: Bundle) -> MergeCounts:
    """Bring in what a colleague's copy has and this project lacks; nothing of this project is lost.

    Merging the same copy again changes nothing. What was removed here on purpose does not come back. Where both
    sides changed the same thing the later change stands, and the counts say so.
    """
    counts = MergeCounts()
    maps = Maps()
    ours = session.scalars(select(ProjectRow)).one()
    maps.subjects[bundle.tables["project"][0]["uuid"]] = ours.uuid
    merge_structure.coders(session, bundle, maps, counts)
    merge_documents.documents(session, bundle, maps, counts)
    merge_structure.cases(session, bundle, maps, counts)
    merge_documents.speakers_and_turns(session, bundle, maps)
    merge_structure.codes(session, bundle, maps, counts)
    merge_codings.codings(session, bundle, maps, counts)
    merge_codings.suggestions(session, bundle, maps, counts)
    merge_codings.readings(session, bundle, maps)
    second_look.merge_apart(session, bundle.tables["project"][0]["options"] or {}, maps.subjects)
    merge_writing.themes(session, bundle, maps, counts)
    merge_writing.memos(session, bundle, maps, counts)
    return counts
