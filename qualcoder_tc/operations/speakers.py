# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of speakers: name, role, case."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.operations import find
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Case, Speaker


def rename(session: Session, *, speaker_id: int, name: str) -> None:
    """Give a speaker another name; the text of the transcript stays as it is."""
    speaker = find.row(session, Speaker, speaker_id, "speaker")
    tidy = " ".join(name.split())
    if not tidy:
        raise RuleBroken("A speaker needs a name", "type a name or number")
    history.say(session, f"Renamed the speaker {speaker.name} to {tidy}")
    speaker.name = tidy


def set_role(session: Session, *, speaker_id: int, role: str | None) -> None:
    """Say in which role a speaker speaks, e.g. moderator or service user."""
    speaker = find.row(session, Speaker, speaker_id, "speaker")
    speaker.role = (role or "").strip() or None
    history.say(session, f"Set the role of {speaker.name} to {speaker.role or 'none'}")


def assign_case(session: Session, *, speaker_id: int, case_id: int | None) -> None:
    """Tie a speaker to a case."""
    speaker = find.row(session, Speaker, speaker_id, "speaker")
    case = find.row(session, Case, case_id, "case") if case_id is not None else None
    speaker.case_id = case.id if case else None
    history.say(session, f"Tied {speaker.name} to {case.name}" if case else f"Untied {speaker.name} from its case")


def assign_many(session: Session, *, speaker_ids: Sequence[int], case_id: int | None) -> None:
    """Tie several speakers to a case in one step, or untie them."""
    case = find.row(session, Case, case_id, "case") if case_id is not None else None
    for key in speaker_ids:
        find.row(session, Speaker, key, "speaker").case_id = case.id if case else None
    words = f"Tied {len(speaker_ids)} speakers to {case.name}" if case else f"Untied {len(speaker_ids)} speakers"
    history.say(session, words)
