# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Frozen rows of documents, people, codes and codings, as queries return them to panels, reports and scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qualcoder_tc.model.codes import CodeKind, Origin
from qualcoder_tc.model.memos import MemoRow
from qualcoder_tc.model.references import reference
from qualcoder_tc.model.transcript import ASKING_ROLES, DocumentKind


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """Counts of a project; `suggestions` counts by fate, edited ones among the accepted."""

    id: str
    title: str
    schema: str
    documents: int
    turns: int
    speakers: int
    cases: int
    codes: int
    coders: tuple[str, ...]
    codings: int
    memos: int
    themes: int
    suggestions: dict[str, int]


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it. `coded_turns` counts turns with at least one coding by anyone."""

    id: int
    uuid: str
    title: str
    kind: DocumentKind
    language: str
    characters: int
    words: int
    turns: int
    speakers: tuple[str, ...]
    codings: int
    coded_turns: int
    coders: tuple[str, ...]
    source_name: str
    imported_at: str
    duration: float | None = None
    """Seconds, where the transcript has time stamps."""


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A turn with its number in the document (from 1); see transcript.Turn for the positions."""

    id: int
    number: int
    label_start: int
    start: int
    end: int
    speaker_id: int | None = None
    speaker: str | None = None
    role: str | None = None
    case: str | None = None
    time_start: float | None = None
    time_end: float | None = None

    @property
    def asking(self) -> bool:
        """Tell whether it is a line of an interviewer or moderator."""
        return (self.role or "").casefold() in ASKING_ROLES


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document with its text and turns, for reading and coding."""

    id: int
    uuid: str
    title: str
    kind: DocumentKind
    language: str
    text: str
    turns: tuple[TurnRow, ...]


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A speaker of one document."""

    id: int
    uuid: str
    document_id: int
    document: str
    name: str
    role: str | None
    case_id: int | None
    case: str | None
    turns: int


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """A typed variable of cases: text, number, date, boolean or choice."""

    id: int
    uuid: str
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A person or unit of study with its attributes by name."""

    id: int
    uuid: str
    name: str
    attributes: dict[str, str]
    documents: tuple[str, ...]
    codings: int


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of the tree in reading order; counts are codings by anyone, and by the coder asked for."""

    id: int
    uuid: str
    parent_id: int | None
    kind: CodeKind
    name: str
    path: str
    depth: int
    colour: str
    definition: str = ""
    apply: tuple[str, ...] = ()
    not_apply: tuple[str, ...] = ()
    example: str = ""
    source: str = ""
    active: bool = True
    exclusive: bool = False
    favourite: int | None = None
    codings: int = 0
    mine: int = 0
    documents: int = 0

    @property
    def codable(self) -> bool:
        """Tell whether it can be applied to text."""
        return self.kind is CodeKind.CODE


@dataclass(frozen=True, slots=True)
class CoderRow:
    """A person who codes."""

    id: int
    uuid: str
    name: str
    initials: str
    codings: int = 0


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One application of a code to a span by one coder, as the transcript view needs it."""

    id: int
    uuid: str
    document_id: int
    start: int
    end: int
    code_id: int
    code: str
    colour: str
    coder_id: int
    coder: str
    initials: str
    origin: Origin
    memo: str = ""


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """A coded segment with its full reference; `turn` is the number of the turn in which it begins."""

    id: int
    document_id: int
    document: str
    kind: DocumentKind
    turn: int | None
    speaker: str | None
    role: str | None
    case: str | None
    start: int
    end: int
    quote: str
    code_id: int
    code: str
    code_path: str
    colour: str
    coder: str
    initials: str
    origin: Origin
    created: str
    memo: str = ""
    score: float | None = None
    model: str | None = None

    @property
    def reference(self) -> str:
        """Return the reference as written in reports: `FG2, P4, turn 37`."""
        return reference(self.document, self.speaker, self.turn)


@dataclass(frozen=True, slots=True)
class ContextTurn:
    """A turn as it is shown around a segment: the part of its text that is near."""

    number: int
    speaker: str | None
    role: str | None
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class SegmentContext:
    """A segment with the turns it stands in and their neighbours, all codings on its text, and its memos."""

    segment: SegmentRow
    turns: tuple[ContextTurn, ...]
    codings: tuple[CodingRow, ...]
    memos: tuple[MemoRow, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One entry of the history in words; `undone` tells whether it is undone at present."""

    id: int
    uuid: str
    at: str
    coder: str
    kind: str
    summary: str
    undone: bool
    rows: int
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `check` found wrong."""

    where: str
    what: str
