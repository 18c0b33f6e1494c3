# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Memos and drafts, what they can be about, and of which kind they are."""

from __future__ import annotations

from dataclasses import dataclass

SUBJECTS = ("project", "document", "case", "code", "coding", "theme")
"""What a memo can be about; a coding is called a segment in the window."""
KINDS = ("note", "analytic", "reflexive", "methodological")


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


def shortened(text: str, length: int = 60) -> str:
    """Return text cut at a length, with an ellipsis where something is missing."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
