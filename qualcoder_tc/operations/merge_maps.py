# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which row here stands for which row of the copy, and what was removed here on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.storage import history
from qualcoder_tc.storage.images import Image, unpack
from qualcoder_tc.storage.schema import Base, Change, ChangedRow


@dataclass
class Maps:
    """Ids of the copy to ids here, by kind of row; and UUIDs of subjects of memos where they differ."""

    coders: dict[int, int] = field(default_factory=dict)
    documents: dict[int, int] = field(default_factory=dict)
    new_documents: set[int] = field(default_factory=set)
    """Ids of the copy's documents that this project lacked."""
    texts: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Id of a document of the copy whose text differs here: (its text, the text here)."""
    unanchored: set[int] = field(default_factory=set)
    """Ids of the copy's documents in which some coding found no place."""
    cases: dict[int, int] = field(default_factory=dict)
    codes: dict[int, int] = field(default_factory=dict)
    codings: dict[int, int] = field(default_factory=dict)
    themes: dict[int, int] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)


def here(session: Session, entity: Any) -> dict[str, int]:
    """Return ids by UUID of a kind of row."""
    return {uuid: key for uuid, key in session.execute(select(entity.uuid, entity.id))}


def removed_here(session: Session, entity: type[Base]) -> set[str]:
    """Return UUIDs of rows that someone removed here on purpose, as against by undoing what brought them."""
    return {image["uuid"] for image in removed_rows(session, entity)}


def removed_rows(session: Session, entity: type[Base]) -> list[Image]:
    """Return the images of rows that someone removed here on purpose."""
    query = (
        select(ChangedRow.before)
        .join(Change, ChangedRow.change_id == Change.id)
        .where(
            ChangedRow.table == entity.__tablename__,
            ChangedRow.after.is_(None),
            ChangedRow.before.is_not(None),
            Change.verb.in_(("do", "redo")),
            Change.undoable,
        )
    )
    return [image for packed in session.scalars(query) for image in unpack(packed or b"[]")]


def insert(session: Session, entity: type[Base], rows: list[dict[str, Any]]) -> range:
    """Insert rows of the copy under new ids, keeping everything else, UUIDs included."""
    return history.bulk_insert(session, entity, [{k: v for k, v in r.items() if k != "id"} for r in rows])
