# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A transcript as importers make it: text, turns, speakers, cases."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum


class DocumentKind(StrEnum):
    """What a document is; the values are the words of the command line and the exports."""

    INTERVIEW = "interview"
    FOCUS_GROUP = "focus-group"
    SURVEY = "survey"
    FIELD_NOTE = "field-note"

    @property
    def label(self) -> str:
        """Return the words shown to people."""
        return {
            "interview": "Interview",
            "focus-group": "Focus group",
            "survey": "Survey",
            "field-note": "Field note",
        }[self.value]

    @property
    def group(self) -> str:
        """Return the heading of a list of such documents."""
        return {
            "interview": "Interviews",
            "focus-group": "Focus groups",
            "survey": "Surveys",
            "field-note": "Field notes",
        }[self.value]


ASKING_ROLES = frozenset({"interviewer", "moderator", "facilitator", "researcher"})
"""Speaker roles whose lines are questions: shown quieter, left out of talk share."""


@dataclass(frozen=True, slots=True, init=False)
class Turn:
    """One uninterrupted contribution of one speaker.

    [start, end) is what was said, in code points of the document's text; the speaker label, if any, stands in
    [label_start, start). Every non-blank paragraph of a document lies in exactly one turn: where no speaker is
    known, a paragraph is a turn without speaker. Times are seconds from the beginning of the recording.
    """

    start: int
    end: int
    speaker: str | None = None
    label_start: int = -1
    time_start: float | None = None
    time_end: float | None = None

    def __init__(
        self,
        start: int,
        end: int,
        speaker: str | None = None,
        label_start: int = -1,
        time_start: float | None = None,
        time_end: float | None = None,
    ) -> None:
        _set_start(self, start)
        _set_end(self, end)
        _set_speaker(self, speaker)
        _set_label_start(self, start if label_start < 0 else label_start)
        _set_time_start(self, time_start)
        _set_time_end(self, time_end)


# What dataclasses write for frozen ones takes twice as long, and a study has tens of thousands of turns.
_set_start, _set_end, _set_speaker, _set_label_start, _set_time_start, _set_time_end = (
    Turn.__dict__[one.name].__set__ for one in fields(Turn)
)


@dataclass(frozen=True, slots=True)
class ImportedCase:
    """A person or unit of study found in a document, with attributes as written and the speakers it stands for."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage [start, end) that somebody marked in the file: a comment in the margin, or a highlight.

    It is empty for a comment on words that are not in the text.
    """

    start: int
    end: int
    kind: str
    """"comment" or "highlight"."""
    text: str
    """What the comment says, or the colour of the highlight."""
    author: str = ""
    at: str = ""
    """When, as ISO 8601, where the file tells."""
    reply: bool = False
    """Whether it answers another comment, so that its words are no name of a new code."""


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """What an importer makes of one file; line ends are LF, characters otherwise as the file has them."""

    title: str
    kind: DocumentKind
    text: str
    turns: tuple[Turn, ...]
    language: str = "en"
    """ISO 639-1; "und" where it cannot be told."""
    encoding: str | None = None
    media_type: str = "text/plain"
    roles: dict[str, str] = field(default_factory=dict)
    """Speaker name to role, where the document tells (interviewer, moderator)."""
    cases: tuple[ImportedCase, ...] = ()
    warnings: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()
    rule: str = ""
    """The key of the layout by which speakers were found, "" if nobody is named."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Return the speakers' names in order of appearance."""
        return tuple(name for name in dict.fromkeys([t.speaker for t in self.turns]) if name)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user fixed for an import; None leaves it to the importer."""

    kind: DocumentKind | None = None
    text_columns: tuple[str, ...] = ()
    case_column: str | None = None
    language: str | None = None
    rule: str | None = None
    """The key of a layout, "none" for paragraphs without speakers."""
    pattern: str | None = None
    """A regular expression of one's own for the beginning of a line, with the groups `name` and perhaps `time`."""
    encoding: str | None = None
    one_each: bool = False
    """A survey becomes one document for each respondent instead of one in all."""
    each_question: bool = False
    """A survey becomes one document for each question instead of one in all."""
    sheet: str | None = None
    """Which sheet of a workbook."""
    renames: tuple[tuple[str, str], ...] = ()
    """Speakers to be called otherwise, as (found, wanted); two with the same wanted name become one."""
    roles: tuple[tuple[str, str], ...] = ()
    """Roles of speakers, by the name they have in the end."""
    cases: tuple[tuple[str, str], ...] = ()
    """The case that each speaker is, by the name they have in the end."""
    comments: str = "known"
    """What comments become: known (codings where they name a code), new (codes are made too), off."""
    highlights: bool = False
    """Highlighted passages become codings, a code for each colour."""
