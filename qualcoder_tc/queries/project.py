# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a project holds, in numbers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import ProjectInfo
from qualcoder_tc.storage.schema import (
    Case,
    Code,
    Coder,
    Coding,
    Document,
    Memo,
    ProjectRow,
    Speaker,
    Suggestion,
    Theme,
    Turn,
)


def info(session: Session) -> ProjectInfo:
    """Return the counts of the project."""
    row = session.scalars(select(ProjectRow)).one()

    def count(entity: Any) -> int:
        return session.scalar(select(func.count()).select_from(entity)) or 0

    fates = {f: n for f, n in session.execute(select(Suggestion.fate, func.count()).group_by(Suggestion.fate))}
    return ProjectInfo(
        id=row.uuid,
        title=row.title,
        schema=str(session.execute(text("SELECT version_num FROM alembic_version")).scalar()),
        documents=count(Document),
        turns=count(Turn),
        speakers=count(Speaker),
        cases=count(Case),
        codes=session.scalar(select(func.count()).select_from(Code).where(Code.kind == "code")) or 0,
        coders=tuple(session.scalars(select(Coder.name).order_by(Coder.id))),
        codings=count(Coding),
        memos=count(Memo),
        themes=count(Theme),
        suggestions={
            "pending": fates.get("pending", 0),
            "accepted": fates.get("accepted", 0) + fates.get("edited", 0),
            "rejected": fates.get("rejected", 0),
        },
    )


def options(session: Session) -> dict[str, Any]:
    """Return the texts and choices that belong to the project."""
    return dict(session.scalars(select(ProjectRow)).one().options)
