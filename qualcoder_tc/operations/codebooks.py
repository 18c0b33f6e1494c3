# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Bringing a codebook into a project."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.codebook import Codebook, CodebookEntry
from qualcoder_tc.model.codes import next_colour, slug
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code

_NAMESPACE = uuid.UUID("6f0d8d0e-5a0f-5c0e-9d8a-1c6f3f0e7c21")


def apply(session: Session, *, book: Codebook) -> dict[str, int]:
    """Add the codes of a codebook that the project lacks; what is there keeps what researchers wrote.

    Returns how many were added and kept. Codes get UUIDs made from the codebook's id and their path, so that
    colleagues who start from the same codebook can merge later.
    """
    counts = {"added": 0, "kept": 0}
    by_uuid = {code.uuid: code for code in session.scalars(select(Code))}
    keys: set[int | None] = {code.favourite for code in by_uuid.values() if code.favourite}
    _add(session, book, book.entries, None, "", by_uuid, keys, counts)
    history.say(session, f"Brought in the codebook {book.title} ({counts['added']} codes)")
    return counts


def _add(
    session: Session,
    book: Codebook,
    entries: Sequence[CodebookEntry],
    parent: Code | None,
    above: str,
    by_uuid: dict[str, Code],
    keys: set[int | None],
    counts: dict[str, int],
) -> None:
    parent_id = parent.id if parent else None
    siblings = {slug(c.name): c for c in by_uuid.values() if c.parent_id == parent_id}
    for entry in entries:
        path = f"{above}/{slug(entry.name)}" if above else slug(entry.name)
        key = entry.uuid or str(uuid.uuid5(_NAMESPACE, f"{book.id}/{path}"))
        code = by_uuid.get(key) or siblings.get(slug(entry.name))
        if code is None:
            code = _new(entry, key, parent_id, len(siblings), list(by_uuid.values()), keys)
            session.add(code)
            session.flush()
            by_uuid[key] = siblings[slug(entry.name)] = code
            keys.add(code.favourite)
            counts["added"] += 1
        else:
            counts["kept"] += 1
        _add(session, book, entry.children, code, path, by_uuid, keys, counts)


def _new(
    entry: CodebookEntry, key: str, parent_id: int | None, position: int, codes: list[Code], keys: set[int | None]
) -> Code:
    return Code(
        uuid=key,
        parent_id=parent_id,
        kind=entry.kind.value,
        name=entry.name,
        colour=entry.colour or next_colour([c.colour for c in codes if c.kind == "code"]),
        definition=entry.definition,
        apply=list(entry.apply),
        not_apply=list(entry.not_apply),
        example=entry.example,
        source=entry.source,
        position=position,
        exclusive=entry.exclusive,
        favourite=None if entry.favourite in keys else entry.favourite,
    )
