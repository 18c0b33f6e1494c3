# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Questions about themes."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.model.records import ThemeRow
from qualcoder_tc.queries import codes
from qualcoder_tc.storage.schema import Theme, ThemeCode, ThemeCoding


def all(session: Session) -> list[ThemeRow]:
    """Return the themes in their order."""
    code_ids: dict[int, list[int]] = defaultdict(list)
    for theme_id, code_id in session.execute(select(ThemeCode.theme_id, ThemeCode.code_id).order_by(ThemeCode.id)):
        code_ids[theme_id].append(code_id)
    segments: dict[int, list[int]] = defaultdict(list)
    for theme_id, coding_id in session.execute(
        select(ThemeCoding.theme_id, ThemeCoding.coding_id).order_by(ThemeCoding.id)
    ):
        segments[theme_id].append(coding_id)
    paths = codes.paths(session)
    return [
        ThemeRow(
            id=t.id,
            uuid=t.uuid,
            name=t.name,
            definition=t.definition,
            codes=tuple(paths[c] for c in code_ids[t.id]),
            code_ids=tuple(code_ids[t.id]),
            segment_ids=tuple(segments[t.id]),
        )
        for t in session.scalars(select(Theme).order_by(Theme.position, Theme.id))
    ]
