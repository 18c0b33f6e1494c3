# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a correction of a text would do to the codings in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc import queries
from qualcoder_tc.model.edits import Edit, Edited
from qualcoder_tc.project import Project


@dataclass(frozen=True, slots=True)
class Affected:
    """A coding whose words a correction changes; `after` is empty where none are left."""

    coding_id: int
    code: str
    coder: str
    before: str
    after: str

    @property
    def vanishes(self) -> bool:
        """Tell whether nothing is left of it."""
        return not self.after

    @property
    def shrinks(self) -> bool:
        """Tell whether it loses words."""
        return bool(self.after) and len(self.after.split()) < len(self.before.split())


def preview_correction(project: Project, document_id: int, edits: Sequence[Edit]) -> list[Affected]:
    """Return the codings whose words would change, those that vanish first; the project stays as it is."""
    text = project.read(queries.documents.text, document_id=document_id).text
    done = Edited(text, edits)
    found: list[Affected] = []
    for segment in project.read(queries.segments.all, document_ids=[document_id]):
        span = done.span(segment.start, segment.end)
        after = "" if span is None else done.new[span.start : span.end]
        if after != segment.quote:
            found.append(Affected(segment.id, segment.code, segment.coder, segment.quote, after))
    return sorted(found, key=lambda a: (not a.vanishes, not a.shrinks))
