# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Titles and links of memos, drafts; order, phase, notes and negative cases of themes, and sub-themes."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

# Columns are added, never tables rebuilt: a rebuilt table would forget which ids were used.
_ADDED = (
    ("memo", "title TEXT NOT NULL DEFAULT ''"),
    ("theme", "parent_id INTEGER REFERENCES theme (id) DEFERRABLE INITIALLY DEFERRED"),
    ("theme", "phase VARCHAR(16) NOT NULL DEFAULT 'candidate'"),
    ("theme", "created VARCHAR(32) NOT NULL DEFAULT ''"),
    ("theme", "modified VARCHAR(32) NOT NULL DEFAULT ''"),
    ("theme_code", "position INTEGER NOT NULL DEFAULT 0"),
    ("theme_coding", "position INTEGER NOT NULL DEFAULT 0"),
    ("theme_coding", "note TEXT NOT NULL DEFAULT ''"),
    ("theme_coding", "against BOOLEAN NOT NULL DEFAULT 0"),
    ("theme_coding", "modified VARCHAR(32) NOT NULL DEFAULT ''"),
)


def upgrade() -> None:
    """Add the columns and tables, and fill in order and dates from what is there."""
    for table, column in _ADDED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.create_index("ix_memo_created", "memo", ["created"])
    op.create_index("ix_theme_parent_id", "theme", ["parent_id"])
    _order("theme_code")
    _order("theme_coding")
    _dates("theme")
    op.execute("UPDATE theme_coding SET modified = (SELECT t.modified FROM theme t WHERE t.id = theme_id)")
    op.create_table(
        "memo_link",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("memo_id", sa.Integer(), nullable=False),
        sa.Column("subject_kind", sa.String(length=16), nullable=False),
        sa.Column("subject_uuid", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["memo_id"], ["memo.id"], name="fk_memo_link_memo_id_memo", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_memo_link"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_memo_link_memo_id", "memo_link", ["memo_id"])
    op.create_index("ix_memo_link_subject", "memo_link", ["subject_uuid"])
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("memo_uuid", sa.String(length=36), nullable=False),
        sa.Column("subject_kind", sa.String(length=16), nullable=False),
        sa.Column("subject_uuid", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("coder_uuid", sa.String(length=36), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("memo_uuid", name="uq_draft_memo_uuid"),
        sqlite_autoincrement=True,
    )


def _order(table: str) -> None:
    """Number links within their theme as they were shown before: in the order in which they were made."""
    op.execute(
        f"UPDATE {table} SET position = (SELECT count(*) FROM {table} AS o"
        f" WHERE o.theme_id = {table}.theme_id AND o.id < {table}.id)"
    )


def _dates(table: str) -> None:
    """Take dates from the history, so that two copies of a project come to the same; the project's where it is gone."""
    for column, pick in (("created", "min"), ("modified", "max")):
        op.execute(
            f"UPDATE {table} SET {column} = coalesce((SELECT {pick}(c.at) FROM change c JOIN changed_row r"
            f" ON r.change_id = c.id WHERE r.table_name = '{table}' AND {table}.id BETWEEN r.first_id AND r.last_id),"
            " (SELECT created FROM project LIMIT 1))"
        )
