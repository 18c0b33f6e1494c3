# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Codes below a code, made from parts of its codings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import slug
from qualcoder_tc.operations import codes, find, many
from qualcoder_tc.operations.recoding import Part
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code


def make(session: Session, *, code_id: int, parts: Sequence[Part]) -> list[int]:
    """Make a code below a code for each part, and give it the part's codings, as one step; return the codes' ids.

    What is in no part stays with the code. A name that is there already below it gets a number.
    """
    code = find.row(session, Code, code_id, "code")
    if code.kind != "code":
        raise RuleBroken(f"{code.name} is a heading, not a code", "choose a code below it")
    taken = {slug(name) for name in session.scalars(select(Code.name).where(Code.parent_id == code_id))}
    made: list[int] = []
    names: list[str] = []
    for part in parts:
        name = _free(part.get("name", "").strip() or code.name, taken)
        made.append(codes.create(session, name=name, parent_id=code_id))
        names.append(name)
        many.recode(session, coding_ids=part["coding_ids"], code_id=made[-1])
    if made:
        history.say(session, f"Made codes below {code.name}: {', '.join(names)}")
    return made


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while slug(free) in taken:
        free, number = f"{name} {number}", number + 1
    taken.add(slug(free))
    return free
