# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A whole project as plain rows, for merging it into another."""

from __future__ import annotations

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.bundle import Bundle, Row
from qualcoder_tc.storage.schema import Base

_TABLES = (
    "project",
    "coder",
    "document",
    "case_",
    "attribute",
    "case_attribute",
    "speaker",
    "turn",
    "code",
    "coding",
    "memo",
    "memo_link",
    "theme",
    "theme_code",
    "theme_coding",
    "suggestion",
    "reading",
)


def take(session: Session, *, name: str) -> Bundle:
    """Return the project's rows, texts and original bytes."""
    tables = {table: _rows(session, Base.metadata.tables[table]) for table in _TABLES}
    return Bundle(
        name=name,
        tables=tables,
        texts={r["document_id"]: r["text"] for r in _rows(session, Base.metadata.tables["document_text"])},
        originals={r["document_id"]: r["data"] for r in _rows(session, Base.metadata.tables["document_original"])},
    )


def _rows(session: Session, table: Table) -> list[Row]:
    (key,) = table.primary_key.columns
    return [dict(row) for row in session.execute(select(table).order_by(key)).mappings()]
