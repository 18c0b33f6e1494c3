# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What was coded and what was refused so far, in the order it came; no vectors, no database."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from qualcoder_tc.suggest.profiles import CodeId, Passage


@dataclass(slots=True)
class Segment:
    """A passage with its codes, each with the source it was learned from; without codes, read and left uncoded."""

    passage: Passage
    codes: dict[CodeId, object | None] = field(default_factory=dict[CodeId, object | None])

    def group(self) -> Hashable:
        """Return the document the segment is from, where its source has a `document_id`."""
        for source in self.codes.values():
            document: object = getattr(source, "document_id", None)
            if isinstance(document, Hashable):
                return document
        return None


class Memory:
    """Coded segments and refusals. One passage with two codes is one segment with both."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []
        self.refused: dict[tuple[str, CodeId], Passage] = {}
        self._of: dict[Passage, list[int]] = {}

    def learn(self, passage: Passage, code: CodeId | None, source: object | None) -> int | None:
        """Return the index of the segment that is new or has changed, None when nothing has."""
        if code is not None:
            self.refused.pop((passage.text, code), None)
        for index in self._of.get(passage, []):
            codes = self.segments[index].codes
            if code is None:
                return None
            if code not in codes:
                codes[code] = source
                return index
            if source is not None and codes[code] == source:
                return None
        index = len(self.segments)
        self.segments.append(Segment(passage, {} if code is None else {code: source}))
        self._of.setdefault(passage, []).append(index)
        return index

    def forget(self, passage: Passage, code: CodeId | None) -> bool:
        """Drop a code from the latest segment that has it, the segment with its last; tell whether found."""
        for index in reversed(self._of.get(passage, [])):
            codes = self.segments[index].codes
            found = not codes if code is None else code in codes
            if found:
                if code is not None:
                    del codes[code]
                if not codes:
                    self._drop(index)
                return True
        return False

    def refuse(self, passage: Passage, code: CodeId) -> None:
        """Note that a code was found wrong for a passage."""
        self.refused[passage.text, code] = passage

    def _drop(self, index: int) -> None:
        del self.segments[index]
        self._of = {}
        for place, segment in enumerate(self.segments):
            self._of.setdefault(segment.passage, []).append(place)
