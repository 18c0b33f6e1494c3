# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Drafts: what is being written, kept in the project file beside the history until it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import Engine, delete, insert, select

from qualcoder_tc.model.memos import DraftRow
from qualcoder_tc.storage.schema import Draft


def keep(engine: Engine, draft: DraftRow) -> None:
    """Keep a draft in the place of an earlier one of the same memo."""
    with engine.begin() as connection:
        connection.execute(delete(Draft).where(Draft.memo_uuid == draft.memo_uuid))
        connection.execute(insert(Draft), [asdict(draft)])


def drop(engine: Engine, memo_uuids: Sequence[str]) -> None:
    """Remove drafts that were saved or given up."""
    with engine.begin() as connection:
        connection.execute(delete(Draft).where(Draft.memo_uuid.in_(list(memo_uuids))))


def all(engine: Engine) -> list[DraftRow]:
    """Return the drafts, oldest first."""
    columns = [getattr(Draft, name) for name in DraftRow.__slots__]
    with engine.connect() as connection:
        return [DraftRow(*row) for row in connection.execute(select(*columns).order_by(Draft.at, Draft.id))]
