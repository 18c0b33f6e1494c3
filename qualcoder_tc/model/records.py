# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Frozen rows that queries return to panels, reports and scripts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qualcoder_tc.model.codes import CodeKind, Fate, Origin
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
class CodeStake:
    """What hangs on codes and goes with them; `below` counts codes below those asked for."""

    names: tuple[str, ...]
    below: int
    segments: int
    documents: int
    coders: tuple[tuple[str, int], ...]
    """(name, codings), most first."""
    memos: int
    """About the codes and about their segments."""
    themes: int
    """Links from themes to the codes and to their segments."""
    suggestions: int
    decided: int

    @property
    def nothing(self) -> bool:
        """Tell whether nothing of anybody's work hangs on them."""
        return not (self.segments or self.memos or self.themes or self.decided)


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What merging codes into one would do: codings that change their code, and those that are joined."""

    moved: int
    joined: int
    """Codings that equal another one of the same coder at the same place, and become one with it."""
    total: int
    """Codings of the code that stays, afterwards."""
    coders: tuple[tuple[str, int], ...]
    memos: int
    themes: int
    children: int
    suggestions: int
    """Open ones, which go; they can be made anew."""
    sample: tuple[PassageRow, ...]
    """The first segments that change."""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A coded passage in its context; `joined` where a merge makes it one with another."""

    coding_id: int
    document_id: int
    document: str
    code: str
    coder: str
    initials: str
    start: int
    end: int
    quote: str
    before: str = ""
    after: str = ""
    turn: int | None = None
    speaker: str | None = None
    memo: str = ""
    joined: bool = False

    @property
    def reference(self) -> str:
        """Return where it stands, in words."""
        parts = [self.document, self.speaker, f"turn {self.turn}" if self.turn else None]
        return ", ".join(p for p in parts if p)


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
class SubjectRow:
    """Something a memo can be about: its kind, UUID and name in words."""

    kind: str
    uuid: str
    name: str


@dataclass(frozen=True, slots=True)
class MemoRow:
    """A memo and what it is about; `about` is its subject's name in words, `links` what else it is about."""

    id: int
    uuid: str
    subject_kind: str
    subject_uuid: str
    about: str
    kind: str
    text: str
    coder: str
    created: str
    modified: str
    title: str = ""
    coder_id: int = 0
    initials: str = ""
    links: tuple[SubjectRow, ...] = ()

    @property
    def subject(self) -> SubjectRow:
        """Return what it is about in the first place."""
        return SubjectRow(self.subject_kind, self.subject_uuid, self.about)

    @property
    def heading(self) -> str:
        """Return its title, or its first words."""
        first = self.title or self.text.strip().partition("\n")[0]
        return first if len(first) <= 80 else first[:79].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What somebody was writing in a memo when it was last kept; see MemoRow for the fields."""

    memo_uuid: str
    subject_kind: str
    subject_uuid: str
    kind: str
    title: str
    text: str
    coder_uuid: str
    at: str


@dataclass(frozen=True, slots=True)
class ThemeSegment:
    """A telling segment of a theme: which coding, why it tells, and whether it speaks against the theme."""

    coding_id: int
    note: str = ""
    against: bool = False


@dataclass(frozen=True, slots=True)
class ThemeCounts:
    """What a theme rests on: segments of its codes and its telling ones, and where and by whom they were said."""

    segments: int = 0
    documents: int = 0
    speakers: int = 0
    cases: int = 0


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme with the codes and telling segments it rests on; `number` is its place, such as 2 or 2.1."""

    id: int
    uuid: str
    name: str
    definition: str
    codes: tuple[str, ...]
    """Paths."""
    code_ids: tuple[int, ...]
    segment_ids: tuple[int, ...]
    segments: tuple[ThemeSegment, ...] = ()
    parent_id: int | None = None
    phase: str = "candidate"
    number: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """Why a code is suggested or what speaks against it: a text, where it stands, and how near it is (0 to 1).

    `coding` is the UUID of the coding it is from; `codes` are the paths of those that a segment has instead.
    """

    kind: str
    text: str
    score: float
    reference: str = ""
    coding: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A code proposed for a span; `turn` is the number of the turn.

    `weighed` tells whether it was looked for what speaks against it, which earlier versions did not.
    """

    id: int
    uuid: str
    document_id: int
    document: str
    turn: int | None
    start: int
    end: int
    quote: str
    code_id: int
    code: str
    code_path: str
    colour: str
    score: float
    model: str
    fate: Fate
    because: tuple[EvidenceRow, ...] = ()
    against: tuple[EvidenceRow, ...] = ()
    weighed: bool = False
    threshold: float | None = None
    learned: int | None = None


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
class Hit:
    """A place where a searched text stands."""

    document_id: int
    document: str
    start: int
    end: int
    quote: str
    turn: int | None = None
    speaker: str | None = None
    before: str = ""
    after: str = ""
    kind: str = "document"
    """What it stands in: document, memo or code; for the latter two `document_id` is the id of the memo or code."""
    role: str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    """The words sought within [start, end), where they are not all of it."""


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits in one document, in the memos or in the codes; `cut` tells that there are more than are shown."""

    title: str
    kind: str
    hits: tuple[Hit, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `check` found wrong."""

    where: str
    what: str
