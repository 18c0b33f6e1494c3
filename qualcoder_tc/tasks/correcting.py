# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a correction of a text would do to the codings, suggestions and turns in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qualcoder_tc import queries
from qualcoder_tc.model.edits import Edit, Edited
from qualcoder_tc.project import Project


@dataclass(frozen=True, slots=True)
class Affected:
    """A coding, suggestion or turn whose words a correction changes; `after` is empty where none are left."""

    id: int
    what: str
    """coding, suggestion, turn."""
    name: str
    """The path of the code; of a turn its number."""
    who: str
    """The coder or the speaker, "" where there is none."""
    before: str
    after: str
    memo: bool = False
    """A coding has a memo, which goes with it."""

    @property
    def vanishes(self) -> bool:
        """Tell whether nothing is left of it."""
        return not self.after

    @property
    def shrinks(self) -> bool:
        """Tell whether it loses words."""
        return bool(self.after) and len(self.after.split()) < len(self.before.split())


def preview_correction(project: Project, document_id: int, edits: Sequence[Edit]) -> list[Affected]:
    """Return the codings and open suggestions whose words would change, and the turns of which nothing is left.

    Those that vanish come first, codings before the others; the project stays as it is.
    """
    document = project.read(queries.documents.text, document_id=document_id)
    done = Edited(document.text, edits)
    found: list[Affected] = []
    for segment in project.read(queries.segments.all, document_ids=[document_id]):
        after = _after(done, segment.start, segment.end)
        if after != segment.quote:
            memo = bool(segment.memo)
            found.append(Affected(segment.id, "coding", segment.code, segment.coder, segment.quote, after, memo))
    for one in project.read(queries.suggestions.pending, document_id=document_id):
        after = _after(done, one.start, one.end)
        if after != one.quote:
            found.append(Affected(one.id, "suggestion", one.code, "", one.quote, after))
    for turn in document.turns:
        _, end = done.raw(turn.start, turn.end)
        label = done.start(turn.label_start)
        if not done.new[label : max(label, end)].strip():
            before = document.text[turn.start : turn.end]
            found.append(Affected(turn.id, "turn", str(turn.number), turn.speaker or "", before, ""))
    return sorted(found, key=lambda a: (not a.vanishes, not a.shrinks, a.what != "coding"))


def _after(done: Edited, start: int, end: int) -> str:
    span = done.span(start, end)
    return "" if span is None else done.new[span.start : span.end]
