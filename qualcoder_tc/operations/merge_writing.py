# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging what people write: themes with what they rest on, and memos with what they are about."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.bundle import Bundle, MergeCounts, Row
from qualcoder_tc.operations.merge_maps import Maps, here, insert, removed_here, removed_rows
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Memo, MemoLink, Theme, ThemeCode, ThemeCoding


def themes(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match themes by UUID, the later words standing; add the others, and codes and segments that those here lack."""
    known = {theme.uuid: theme for theme in session.scalars(select(Theme))}
    removed = removed_here(session, Theme)
    changed: set[int] = set()
    places = Counter(theme.parent_id for theme in known.values())
    for theirs in sorted(
        bundle.tables["theme"], key=lambda r: (r["parent_id"] is not None, r["position"], r["id"])
    ):
        ours = known.get(theirs["uuid"])
        if ours is not None:
            maps.themes[theirs["id"]] = ours.id
            if _update_theme(ours, theirs, counts):
                changed.add(ours.id)
        elif theirs["uuid"] not in removed:
            parent = _parent_here(session, theirs, maps)
            row = theirs | {"parent_id": parent, "position": places[parent]}
            (maps.themes[theirs["id"]],) = insert(session, Theme, [row])
            places[parent] += 1
            counts.themes["new"] += 1
    session.flush()
    fresh = set(maps.themes.values()) - {theme.id for theme in known.values()}
    changed |= _links(session, bundle.tables["theme_code"], ThemeCode, "code_id", maps.codes, maps.themes)
    changed |= _links(session, bundle.tables["theme_coding"], ThemeCoding, "coding_id", maps.codings, maps.themes)
    counts.themes["updated"] += len(changed - fresh)
    counts.themes["same"] += len(maps.themes) - len(fresh) - len(changed - fresh)


def _parent_here(session: Session, theirs: Row, maps: Maps) -> int | None:
    """Return the theme above, None where that stayed away or is a sub-theme here."""
    key = maps.themes.get(theirs["parent_id"] or 0)
    if key is None or session.get_one(Theme, key).parent_id is not None:
        return None
    return key


def _update_theme(ours: Theme, theirs: Row, counts: MergeCounts) -> bool:
    fields = ("name", "definition", "phase")
    if all(getattr(ours, name) == theirs[name] for name in fields) or theirs["modified"] <= ours.modified:
        return False
    if ours.name != theirs["name"]:
        counts.conflicts.append(f"The theme {ours.name} was renamed to {theirs['name']} there later.")
    for name in (*fields, "modified"):
        setattr(ours, name, theirs[name])
    return True


def _links(
    session: Session,
    rows: list[Row],
    entity: type[ThemeCode] | type[ThemeCoding],
    column: str,
    targets: dict[int, int],
    theme_ids: dict[int, int],
) -> set[int]:
    """Add what themes here lack, unless it was taken off here on purpose; return the themes that changed."""
    held: dict[tuple[int, int], Any] = {
        (r.theme_id, getattr(r, column)): r for r in session.scalars(select(entity))
    }
    removed = {(image["theme_id"], image[column]) for image in removed_rows(session, entity)}
    places = Counter(theme for theme, _ in held)
    fresh: list[Row] = []
    changed: set[int] = set()
    for theirs in sorted(rows, key=lambda r: (r["position"], r["id"])):
        theme, target = theme_ids.get(theirs["theme_id"]), targets.get(theirs[column])
        if theme is None or target is None:
            continue
        ours = held.get((theme, target))
        if ours is not None:
            if entity is ThemeCoding and _update_segment(ours, theirs):
                changed.add(theme)
        elif (theme, target) not in removed:
            kept = {k: v for k, v in theirs.items() if k != "id"}
            fresh.append(kept | {"theme_id": theme, column: target, "position": places[theme]})
            held[theme, target] = None
            places[theme] += 1
            changed.add(theme)
    session.flush()
    history.bulk_insert(session, entity, fresh)
    return changed


def _update_segment(ours: ThemeCoding | None, theirs: Row) -> bool:
    if ours is None or theirs["modified"] <= ours.modified:
        return False
    if (ours.note, ours.against) == (theirs["note"], theirs["against"]):
        return False
    ours.note, ours.against, ours.modified = theirs["note"], theirs["against"], theirs["modified"]
    return True


def memos(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match memos by UUID, keeping the later words; add the others where what they are about is here."""
    known = {memo.uuid: memo for memo in session.scalars(select(Memo))}
    removed = removed_here(session, Memo)
    gone = _subjects_that_stay_away(bundle, maps)
    links = _links_by_memo(bundle)
    fresh: list[Row] = []
    updated: set[str] = set()
    for theirs in bundle.tables["memo"]:
        ours = known.get(theirs["uuid"])
        if ours is not None:
            if _update_memo(ours, theirs):
                updated.add(ours.uuid)
        elif theirs["uuid"] not in removed:
            row = _at_home(theirs, links.get(theirs["id"], []), gone)
            if row is not None:
                subject = maps.subjects.get(row["subject_uuid"], row["subject_uuid"])
                fresh.append(row | {"subject_uuid": subject, "coder_id": maps.coders[row["coder_id"]]})
                counts.memos["new"] += 1
    session.flush()
    insert(session, Memo, fresh)
    linked = _memo_links(session, bundle, maps, gone)
    updated |= linked & known.keys()
    counts.memos["updated"] += len(updated)
    counts.memos["same"] += sum(r["uuid"] in known for r in bundle.tables["memo"]) - len(updated)


def _update_memo(ours: Memo, theirs: Row) -> bool:
    fields = ("title", "text", "kind")
    if theirs["modified"] <= ours.modified or all(getattr(ours, name) == theirs[name] for name in fields):
        return False
    for name in (*fields, "modified"):
        setattr(ours, name, theirs[name])
    return True


def _at_home(theirs: Row, links: list[Row], gone: set[str]) -> Row | None:
    """Return the memo, about the next thing it is linked to where the first stays away; None without any."""
    if theirs["subject_uuid"] not in gone:
        return theirs
    for link in links:
        if link["subject_uuid"] not in gone:
            return theirs | {name: link[name] for name in ("subject_kind", "subject_uuid")}
    return None


def _links_by_memo(bundle: Bundle) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for link in bundle.tables["memo_link"]:
        found.setdefault(link["memo_id"], []).append(link)
    return found


def _memo_links(session: Session, bundle: Bundle, maps: Maps, gone: set[str]) -> set[str]:
    """Add the links that memos here lack, unless taken off here on purpose; return the UUIDs of those memos."""
    memos = here(session, Memo)
    uuids = {row["id"]: str(row["uuid"]) for row in bundle.tables["memo"]}
    first = {(key, uuid) for key, uuid in session.execute(select(Memo.id, Memo.subject_uuid))}
    held = first | {(m, uuid) for m, uuid in session.execute(select(MemoLink.memo_id, MemoLink.subject_uuid))}
    held |= {(image["memo_id"], image["subject_uuid"]) for image in removed_rows(session, MemoLink)}
    fresh: list[Row] = []
    changed: set[str] = set()
    for theirs in bundle.tables["memo_link"]:
        memo = memos.get(uuids[theirs["memo_id"]])
        subject = maps.subjects.get(str(theirs["subject_uuid"]), str(theirs["subject_uuid"]))
        if memo is None or theirs["subject_uuid"] in gone or (memo, subject) in held:
            continue
        held.add((memo, subject))
        fresh.append({"memo_id": memo, "subject_kind": theirs["subject_kind"], "subject_uuid": subject})
        changed.add(uuids[theirs["memo_id"]])
    history.bulk_insert(session, MemoLink, fresh)
    return changed


def _subjects_that_stay_away(bundle: Bundle, maps: Maps) -> set[str]:
    pairs: tuple[tuple[str, dict[int, int]], ...] = (
        ("coding", maps.codings),
        ("code", maps.codes),
        ("theme", maps.themes),
    )
    return {row["uuid"] for table, known in pairs for row in bundle.tables[table] if row["id"] not in known}
