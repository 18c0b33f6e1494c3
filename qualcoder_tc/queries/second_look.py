# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What was answered in second looks."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from qualcoder_tc.model.codes import Fate
from qualcoder_tc.model.set_aside import PlaceAnswer, SetAside, pairs_of
from qualcoder_tc.storage.schema import Code, Coder, ProjectRow, Suggestion
from qualcoder_tc.storage.sqlite import at_once

_FATES = (Fate.REJECTED.value, Fate.CONFIRMED.value, Fate.NOTHING.value)


def set_aside(session: Session, *, coder_id: int) -> SetAside:
    """Return what a coder does not want to be asked again, declined suggestions among it."""
    # Another extent of the same code says nothing against the code; another code does.
    other = and_(Suggestion.fate == Fate.EDITED.value, Suggestion.chosen_code_id != Suggestion.code_id)
    query = select(
        Suggestion.id,
        Suggestion.document_id,
        Suggestion.code_id,
        Suggestion.start,
        Suggestion.end,
        Suggestion.fate,
    ).where(Suggestion.coder_id == coder_id, or_(Suggestion.fate.in_(_FATES), other))
    columns, _ = at_once(session, query.order_by(Suggestion.id))
    answers = (
        PlaceAnswer(key, document, code, start, end, Fate(fate))
        for key, document, code, start, end, fate in zip(*columns, strict=True)
    )
    return SetAside(answers, _apart(session, coder_id))


def _apart(session: Session, coder_id: int) -> list[tuple[int, int]]:
    options = session.scalars(select(ProjectRow.options)).one()
    coder = session.scalars(select(Coder.uuid).where(Coder.id == coder_id)).first() or ""
    pairs = pairs_of(options or {}, coder)
    if not pairs:
        return []
    ids = {uuid: key for uuid, key in session.execute(select(Code.uuid, Code.id))}
    return [(ids[a], ids[b]) for a, b in pairs if a in ids and b in ids]
