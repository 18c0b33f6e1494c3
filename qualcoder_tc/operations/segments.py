# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Changes of codings: applying, removing, resizing, recoding."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from qualcoder_tc.errors import RuleBroken
from qualcoder_tc.model.codes import Origin, next_colour, slug
from qualcoder_tc.operations import find, memos
from qualcoder_tc.operations import remove as removal
from qualcoder_tc.storage import history
from qualcoder_tc.storage.schema import Code, Coding, now

_IN_VIVO = "In vivo"
_NAME_LENGTH = 60


def apply(
    session: Session,
    *,
    document_id: int,
    start: int,
    end: int,
    code_id: int,
    origin: str = "manual",
    coder_id: int | None = None,
    memo: str | None = None,
    score: float | None = None,
    model: str | None = None,
) -> int:
    """Apply a code to [start, end) of a document; return the coding's id, the existing one if it is there."""
    code = find.row(session, Code, code_id, "code")
    if code.kind != "code":
        raise RuleBroken(f"{code.name} is a heading, not a code", "choose a code below it")
    span, quote = find.quote_at(session, document_id, start, end)
    coder = coder_id or history.coder_of(session).id
    existing = session.scalars(
        select(Coding).where(
            Coding.document_id == document_id,
            Coding.start == span.start,
            Coding.end == span.end,
            Coding.code_id == code_id,
            Coding.coder_id == coder,
        )
    ).first()
    coding = existing or Coding(
        document_id=document_id,
        code_id=code_id,
        coder_id=coder,
        start=span.start,
        end=span.end,
        quote=quote,
        origin=Origin(origin).value,
        score=score,
        model=model,
    )
    if existing is None:
        session.add(coding)
        session.flush()
    if memo:
        memos.write(session, subject_kind="coding", subject_uuid=coding.uuid, text=memo)
    history.say(session, f"Coded “{find.short(quote)}” as {code.name}")
    return coding.id


def apply_in_vivo(session: Session, *, document_id: int, start: int, end: int, parent_id: int | None = None) -> int:
    """Code a passage with a code named by its own words, made under `In vivo` unless told; return the coding."""
    _, quote = find.quote_at(session, document_id, start, end)
    name = find.short(quote.rstrip(".,;:!?… "), _NAME_LENGTH)
    if parent_id is None:
        parent_id = _branch(session)
    code = next(
        (c for c in session.scalars(select(Code).where(Code.parent_id == parent_id)) if slug(c.name) == slug(name)),
        None,
    )
    if code is None:
        name = find.check_name(session, name, parent_id)
        siblings = list(session.scalars(select(Code).where(Code.parent_id == parent_id)))
        colours = list(session.scalars(select(Code.colour).where(Code.kind == "code")))
        code = Code(name=name, parent_id=parent_id, colour=next_colour(colours), position=len(siblings))
        session.add(code)
        session.flush()
    coding = apply(
        session, document_id=document_id, start=start, end=end, code_id=code.id, origin=Origin.IN_VIVO.value
    )
    history.say(session, f"Coded “{find.short(quote)}” in vivo")
    return coding


def _branch(session: Session) -> int:
    tops = list(session.scalars(select(Code).where(Code.parent_id.is_(None))))
    found = next((c for c in tops if slug(c.name) == slug(_IN_VIVO)), None)
    if found is None:
        found = Code(
            name=_IN_VIVO,
            kind="branch",
            colour="#5f6b7a",
            definition="Codes named with the participants' own words.",
            position=len(tops),
        )
        session.add(found)
        session.flush()
    return found.id


def remove(session: Session, *, coding_id: int) -> None:
    """Remove a coding with its memo."""
    coding = find.row(session, Coding, coding_id, "coding")
    code = session.get_one(Code, coding.code_id)
    quote = coding.quote
    removal.codings(session, [coding_id])
    history.say(session, f"Removed {code.name} from “{find.short(quote)}”")


def resize(session: Session, *, coding_id: int, start: int, end: int) -> None:
    """Give a coding another span in its document."""
    coding = find.row(session, Coding, coding_id, "coding")
    span, quote = find.quote_at(session, coding.document_id, start, end)
    if (span.start, span.end) == (coding.start, coding.end):
        return
    coding.start, coding.end, coding.quote, coding.modified = span.start, span.end, quote, now()
    code = session.get_one(Code, coding.code_id)
    history.say(session, f"Changed the extent of {code.name} to “{find.short(quote)}”")


def recode(session: Session, *, coding_id: int, code_id: int) -> None:
    """Give a coding another code."""
    coding = find.row(session, Coding, coding_id, "coding")
    code = find.row(session, Code, code_id, "code")
    if code.kind != "code":
        raise RuleBroken(f"{code.name} is a heading, not a code", "choose a code below it")
    former = session.get_one(Code, coding.code_id)
    if former.id != code.id:
        coding.code_id, coding.modified = code.id, now()
        history.say(session, f"Recoded “{find.short(coding.quote)}” from {former.name} to {code.name}")
