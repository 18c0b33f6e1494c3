# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Vectors of texts; the threshold of suggestions, and how many segments they were learned from."""

import sqlalchemy as sa
from alembic import op

from qualcoder_tc.storage import sqlite

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the columns, the table, and what removes vectors with their document."""
    op.execute("ALTER TABLE suggestion ADD COLUMN threshold FLOAT")
    op.execute("ALTER TABLE suggestion ADD COLUMN learned INTEGER")
    op.create_table(
        "vector",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vector"),
        sa.UniqueConstraint("key", name="uq_vector_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vector_document", "vector", ["document_id"])
    sqlite.create_forgetting(op.get_bind())
