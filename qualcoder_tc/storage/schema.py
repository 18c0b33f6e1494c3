# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The tables of a project: SQLAlchemy entities are the domain; the session is the unit of work."""

from __future__ import annotations

import uuid as _uuid
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped
from sqlalchemy.orm import mapped_column as _mapped_column

# The recorder needs the value before a change even where the attribute was expired or never loaded.
column = partial(_mapped_column, active_history=True)


def new_uuid() -> str:
    """Return a random UUID as text."""
    return str(_uuid.uuid4())


def now() -> str:
    """Return the time in UTC, ISO 8601 to the microsecond, so that text order is time order."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Base(DeclarativeBase):
    """Base of all entities; names of constraints are fixed so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _key() -> Mapped[int]:
    return column(Integer, primary_key=True, autoincrement=True)


def _uuid_column() -> Mapped[str]:
    return column(String(36), unique=True, default=new_uuid)


def _to(target: str, *, nullable: bool = False, index: bool = True) -> Any:
    # Deferred: applying an inverse may pass through states that only the whole transaction makes right.
    return column(
        Integer, ForeignKey(target, deferrable=True, initially="DEFERRED"), nullable=nullable, index=index
    )


# Ids are never used again, so that the history can name a row by table and id.
_KEEP_IDS = {"sqlite_autoincrement": True}


class ProjectRow(Base):
    """The project itself; one row."""

    __tablename__ = "project"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    title: Mapped[str] = column(Text)
    created: Mapped[str] = column(String(32), default=now)
    options: Mapped[dict[str, Any]] = column(JSON, default=dict)


class Coder(Base):
    """A person who codes."""

    __tablename__ = "coder"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    name: Mapped[str] = column(Text)
    initials: Mapped[str] = column(Text)
    created: Mapped[str] = column(String(32), default=now)


class Document(Base):
    """One imported document; its text and original bytes are in tables of their own."""

    __tablename__ = "document"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    title: Mapped[str] = column(Text)
    kind: Mapped[str] = column(String(16))
    language: Mapped[str] = column(String(16))
    position: Mapped[int] = column(Integer)
    characters: Mapped[int] = column(Integer)
    words: Mapped[int] = column(Integer)
    text_sha256: Mapped[str] = column(String(64), index=True)
    source_name: Mapped[str] = column(Text)
    source_sha256: Mapped[str] = column(String(64), index=True)
    media_type: Mapped[str] = column(Text)
    encoding: Mapped[str | None] = column(Text)
    warnings: Mapped[list[str]] = column(JSON, default=list)
    imported: Mapped[str] = column(String(32), default=now)


class DocumentText(Base):
    """The text of a document; apart, so that a rename does not copy it into the history."""

    __tablename__ = "document_text"
    document_id: Mapped[int] = column(
        Integer, ForeignKey("document.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    text: Mapped[str] = column(Text)


class DocumentOriginal(Base):
    """The bytes of the imported file, exactly."""

    __tablename__ = "document_original"
    document_id: Mapped[int] = column(
        Integer, ForeignKey("document.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    data: Mapped[bytes] = column(LargeBinary)


class Case(Base):
    """A person or unit of study."""

    __tablename__ = "case_"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    name: Mapped[str] = column(Text)


class Attribute(Base):
    """A typed variable of cases: text, number, date, boolean or choice."""

    __tablename__ = "attribute"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    name: Mapped[str] = column(Text)
    type: Mapped[str] = column(String(16), default="text")
    position: Mapped[int] = column(Integer, default=0)


class CaseAttribute(Base):
    """The value of one attribute for one case, as text in the form of its type."""

    __tablename__ = "case_attribute"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    case_id: Mapped[int] = _to("case_.id")
    attribute_id: Mapped[int] = _to("attribute.id")
    value: Mapped[str] = column(Text)


class Speaker(Base):
    """A speaker of one document, tied to a case where it is known who speaks."""

    __tablename__ = "speaker"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    document_id: Mapped[int] = _to("document.id")
    name: Mapped[str] = column(Text)
    role: Mapped[str | None] = column(Text)
    case_id: Mapped[int | None] = _to("case_.id", nullable=True)


class Turn(Base):
    """One contribution of one speaker; positions are code points, end exclusive, times seconds."""

    __tablename__ = "turn"
    __table_args__ = (Index("ix_turn_document_start", "document_id", "start"), _KEEP_IDS)
    id: Mapped[int] = _key()
    document_id: Mapped[int] = _to("document.id", index=False)
    speaker_id: Mapped[int | None] = _to("speaker.id", nullable=True)
    label_start: Mapped[int] = column(Integer)
    start: Mapped[int] = column(Integer)
    end: Mapped[int] = column(Integer)
    time_start: Mapped[float | None] = column(Float)
    time_end: Mapped[float | None] = column(Float)


class Code(Base):
    """A node of the code tree: facet, branch or code."""

    __tablename__ = "code"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    parent_id: Mapped[int | None] = _to("code.id", nullable=True)
    kind: Mapped[str] = column(String(8), default="code")
    name: Mapped[str] = column(Text)
    colour: Mapped[str] = column(String(7))
    definition: Mapped[str] = column(Text, default="")
    apply: Mapped[list[str]] = column(JSON, default=list)
    not_apply: Mapped[list[str]] = column(JSON, default=list)
    example: Mapped[str] = column(Text, default="")
    source: Mapped[str] = column(Text, default="")
    position: Mapped[int] = column(Integer, default=0)
    active: Mapped[bool] = column(Boolean, default=True)
    exclusive: Mapped[bool] = column(Boolean, default=False)
    favourite: Mapped[int | None] = column(Integer)
    created: Mapped[str] = column(String(32), default=now)


class Coding(Base):
    """One application of a code to a span by one coder; keeps its quote so that drift shows."""

    __tablename__ = "coding"
    __table_args__ = (Index("ix_coding_document_start", "document_id", "start"), _KEEP_IDS)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    document_id: Mapped[int] = _to("document.id", index=False)
    code_id: Mapped[int] = _to("code.id")
    coder_id: Mapped[int] = _to("coder.id")
    start: Mapped[int] = column(Integer)
    end: Mapped[int] = column(Integer)
    quote: Mapped[str] = column(Text)
    origin: Mapped[str] = column(String(16), default="manual")
    score: Mapped[float | None] = column(Float)
    model: Mapped[str | None] = column(Text)
    created: Mapped[str] = column(String(32), default=now)
    modified: Mapped[str] = column(String(32), default=now)


class Memo(Base):
    """A memo on anything: its subject is named by kind and UUID, so that it survives merging."""

    __tablename__ = "memo"
    __table_args__ = (Index("ix_memo_subject", "subject_uuid"), Index("ix_memo_created", "created"), _KEEP_IDS)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    subject_kind: Mapped[str] = column(String(16))
    subject_uuid: Mapped[str] = column(String(36))
    kind: Mapped[str] = column(String(16), default="note")
    title: Mapped[str] = column(Text, default="")
    text: Mapped[str] = column(Text)
    coder_id: Mapped[int] = _to("coder.id")
    created: Mapped[str] = column(String(32), default=now)
    modified: Mapped[str] = column(String(32), default=now)


class MemoLink(Base):
    """One more thing that a memo is about; a link is named by its two ends, so it needs no UUID of its own."""

    __tablename__ = "memo_link"
    __table_args__ = (Index("ix_memo_link_subject", "subject_uuid"), _KEEP_IDS)
    id: Mapped[int] = _key()
    memo_id: Mapped[int] = _to("memo.id")
    subject_kind: Mapped[str] = column(String(16))
    subject_uuid: Mapped[str] = column(String(36))


class Draft(Base):
    """What is being written and not saved yet, outside the history, so that no crash takes a word.

    Of a theme (kind "theme") the UUIDs are its own, the title is its name and the text what it claims.
    """

    __tablename__ = "draft"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    memo_uuid: Mapped[str] = column(String(36), unique=True)
    subject_kind: Mapped[str] = column(String(16))
    subject_uuid: Mapped[str] = column(String(36))
    kind: Mapped[str] = column(String(16))
    title: Mapped[str] = column(Text)
    text: Mapped[str] = column(Text)
    coder_uuid: Mapped[str] = column(String(36))
    at: Mapped[str] = column(String(32), default=now)


class Theme(Base):
    """An interpretive pattern over codes; one below another is a sub-theme."""

    __tablename__ = "theme"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    name: Mapped[str] = column(Text)
    definition: Mapped[str] = column(Text, default="")
    position: Mapped[int] = column(Integer, default=0)
    parent_id: Mapped[int | None] = _to("theme.id", nullable=True)
    phase: Mapped[str] = column(String(16), default="candidate")
    created: Mapped[str] = column(String(32), default=now)
    modified: Mapped[str] = column(String(32), default=now)


class ThemeCode(Base):
    """A code that a theme rests on."""

    __tablename__ = "theme_code"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    theme_id: Mapped[int] = _to("theme.id")
    code_id: Mapped[int] = _to("code.id")
    position: Mapped[int] = column(Integer, default=0)


class ThemeCoding(Base):
    """A telling segment of a theme, with why it tells; one that speaks against the theme is a negative case."""

    __tablename__ = "theme_coding"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    theme_id: Mapped[int] = _to("theme.id")
    coding_id: Mapped[int] = _to("coding.id")
    position: Mapped[int] = column(Integer, default=0)
    note: Mapped[str] = column(Text, default="")
    against: Mapped[bool] = column(Boolean, default=False)
    modified: Mapped[str] = column(String(32), default=now)


class Suggestion(Base):
    """A code proposed for a span, with its evidence and what became of it."""

    __tablename__ = "suggestion"
    __table_args__ = (Index("ix_suggestion_document_start", "document_id", "start"), _KEEP_IDS)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    document_id: Mapped[int] = _to("document.id", index=False)
    code_id: Mapped[int] = _to("code.id")
    start: Mapped[int] = column(Integer)
    end: Mapped[int] = column(Integer)
    quote: Mapped[str] = column(Text)
    score: Mapped[float] = column(Float)
    model: Mapped[str] = column(Text)
    evidence: Mapped[list[dict[str, Any]]] = column(JSON, default=list)
    fate: Mapped[str] = column(String(16), default="pending", index=True)
    chosen_code_id: Mapped[int | None] = _to("code.id", nullable=True)
    coder_id: Mapped[int | None] = _to("coder.id", nullable=True)
    created: Mapped[str] = column(String(32), default=now)
    decided: Mapped[str | None] = column(String(32))
    threshold: Mapped[float | None] = column(Float)
    learned: Mapped[int | None] = column(Integer)


class Vector(Base):
    """The vector of a text by one model, two bytes a number; outside the history, since it can be made anew.

    `key` is the hash of both; `document_id` 0 stands for the codebook, and `version` for the text of the document.
    """

    __tablename__ = "vector"
    __table_args__ = (Index("ix_vector_document", "document_id"), _KEEP_IDS)
    id: Mapped[int] = _key()
    key: Mapped[bytes] = column(LargeBinary(32), unique=True)
    document_id: Mapped[int | None] = column(Integer)
    version: Mapped[str] = column(String(16), default="")
    data: Mapped[bytes] = column(LargeBinary)


class Reading(Base):
    """A coder's mark that they are done with a document, so that nothing coded differs from not read."""

    __tablename__ = "reading"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    document_id: Mapped[int] = _to("document.id")
    coder_id: Mapped[int] = _to("coder.id")
    done: Mapped[str] = column(String(32), default=now)


class Change(Base):
    """One entry of the history; append-only. `verb` is do, undo or redo; `target_id` what was undone or redone."""

    __tablename__ = "change"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    uuid: Mapped[str] = _uuid_column()
    at: Mapped[str] = column(String(32), default=now)
    coder: Mapped[str] = column(Text)
    coder_uuid: Mapped[str] = column(String(36))
    kind: Mapped[str] = column(String(64))
    summary: Mapped[str] = column(Text)
    arguments: Mapped[dict[str, Any]] = column(JSON, default=dict)
    verb: Mapped[str] = column(String(8), default="do")
    target_id: Mapped[int | None] = column(Integer)
    undoable: Mapped[bool] = column(Boolean, default=True)


class ChangedRow(Base):
    """One row, or for bulk inserts a run of rows, touched by a change, with its images before and after."""

    __tablename__ = "changed_row"
    __table_args__ = (_KEEP_IDS,)
    id: Mapped[int] = _key()
    change_id: Mapped[int] = _to("change.id")
    table: Mapped[str] = column("table_name", String(32))
    first_id: Mapped[int] = column(Integer)
    last_id: Mapped[int] = column(Integer)
    before: Mapped[bytes | None] = column(LargeBinary)
    after: Mapped[bytes | None] = column(LargeBinary)


HISTORY_TABLES = frozenset({"change", "changed_row"})
"""Tables that the recorder writes itself."""
