# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Merging coders, cases and codes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model import code_tree
from qualcoder_tc.model.bundle import Bundle, MergeCounts, Row
from qualcoder_tc.model.codes import slug
from qualcoder_tc.operations.merge_maps import Maps, here, insert, removed_here
from qualcoder_tc.operations.recoding import joined_codes
from qualcoder_tc.storage.schema import Attribute, Case, CaseAttribute, Code, Coder, Coding, Speaker

_MEANING = ("name", "definition", "apply", "not_apply", "example")


def coders(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match coders by UUID; add those who coded, wrote or answered something and are not known here."""
    known = here(session, Coder)
    initials = set(session.scalars(select(Coder.initials)))
    active = {r["coder_id"] for t in ("coding", "memo", "reading") for r in bundle.tables[t]}
    active |= {r["coder_id"] for r in bundle.tables["suggestion"] if r["fate"] != "pending"}
    for theirs in bundle.tables["coder"]:
        if theirs["uuid"] in known:
            maps.coders[theirs["id"]] = known[theirs["uuid"]]
            counts.coders["same"] += 1
        elif theirs["id"] in active:
            short, number = theirs["initials"], 2
            while short in initials:
                short, number = f"{theirs['initials']}{number}", number + 1
            initials.add(short)
            (maps.coders[theirs["id"]],) = insert(session, Coder, [theirs | {"initials": short}])
            counts.coders["new"] += 1


def cases(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match cases by UUID, or by the speaker of a shared document they stand for; add the others."""
    known = here(session, Case)
    by_speaker = {
        (s.document_id, s.name): s.case_id
        for s in session.scalars(select(Speaker).where(Speaker.case_id.is_not(None)))
    }
    for theirs in bundle.tables["speaker"]:
        case = by_speaker.get((maps.documents[theirs["document_id"]], theirs["name"]))
        if theirs["case_id"] and case and theirs["document_id"] not in maps.new_documents:
            maps.cases[theirs["case_id"]] = case
    uuids = {key: uuid for uuid, key in known.items()}
    for theirs in bundle.tables["case_"]:
        key = known.get(theirs["uuid"]) or maps.cases.get(theirs["id"])
        if key is None:
            (key,) = insert(session, Case, [theirs])
            counts.cases["new"] += 1
        else:
            counts.cases["same"] += 1
        maps.cases[theirs["id"]] = key
        maps.subjects[str(theirs["uuid"])] = uuids.get(key, str(theirs["uuid"]))
    _attributes(session, bundle, maps)


def _attributes(session: Session, bundle: Bundle, maps: Maps) -> None:
    by_uuid = here(session, Attribute)
    # Attributes are columns of one table of cases: two of one name would be one variable under two ids.
    by_name = {name.casefold(): key for key, name in session.execute(select(Attribute.id, Attribute.name))}
    attributes: dict[int, int] = {}
    for theirs in bundle.tables["attribute"]:
        key = by_uuid.get(theirs["uuid"]) or by_name.get(theirs["name"].casefold())
        if key is None:
            (key,) = insert(session, Attribute, [theirs])
        attributes[theirs["id"]] = key
    held = {(c, a) for c, a in session.execute(select(CaseAttribute.case_id, CaseAttribute.attribute_id))}
    fresh: dict[tuple[int, int], Row] = {}
    for theirs in bundle.tables["case_attribute"]:
        place = (maps.cases[theirs["case_id"]], attributes[theirs["attribute_id"]])
        if place not in held:
            fresh[place] = theirs | {"case_id": place[0], "attribute_id": place[1]}
    insert(session, CaseAttribute, list(fresh.values()))


def codes(session: Session, bundle: Bundle, maps: Maps, counts: MergeCounts) -> None:
    """Match codes by UUID; add the others below their parents; what is defined here stays as it is."""
    known = {code.uuid: code for code in session.scalars(select(Code))}
    siblings = {(c.parent_id, slug(c.name)) for c in known.values()}
    gone = removed_here(session, Coding)
    used = {r["code_id"] for r in bundle.tables["coding"] if r["uuid"] not in gone}
    removed = removed_here(session, Code)
    joined = joined_codes(session)
    for theirs in _parents_first(bundle.tables["code"]):
        ours = known.get(theirs["uuid"])
        stays = known.get(joined.get(theirs["uuid"], ""))
        if ours is None and stays is not None:
            # It was merged into another one here; what the copy coded with it goes there.
            maps.codes[theirs["id"]] = stays.id
            maps.subjects[theirs["uuid"]] = stays.uuid
            counts.codes["same"] += 1
            continue
        if ours is not None:
            maps.codes[theirs["id"]] = ours.id
            counts.codes["same"] += 1
            if any(getattr(ours, name) != theirs[name] for name in _MEANING):
                counts.codes["changed"] += 1
                counts.conflicts.append(
                    f"The code {ours.name} is described differently there; it stays as it is here."
                )
            continue
        if theirs["uuid"] in removed and theirs["id"] not in used:
            continue
        parent = maps.codes.get(theirs["parent_id"] or 0)
        name = _free_name(theirs["name"], parent, siblings)
        if name != theirs["name"]:
            counts.conflicts.append(
                f"Another code is called {theirs['name']} too; the one that was merged is now called {name}."
            )
        siblings.add((parent, slug(name)))
        (key,) = insert(session, Code, [theirs | {"parent_id": parent, "name": name, "favourite": None}])
        maps.codes[theirs["id"]] = key
        counts.codes["new"] += 1


def _parents_first(rows: list[Row]) -> list[Row]:
    depths: dict[int, int] = {}
    for key, parent in code_tree.reading_order({row["id"]: row["parent_id"] for row in rows}).items():
        depths[key] = 0 if parent is None else depths[parent] + 1
    return sorted(rows, key=lambda row: (depths[row["id"]], row["position"], row["id"]))


def _free_name(wanted: str, parent: int | None, siblings: set[tuple[int | None, str]]) -> str:
    name, number = wanted, 2
    while (parent, slug(name)) in siblings:
        name, number = f"{wanted} {number}", number + 1
    return name
