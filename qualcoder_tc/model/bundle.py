# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A colleague's project as plain rows, ready to be merged; and what a merge did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bundle:
    """Rows of a project by table, each as column name to value; ids are those of that project.

    Texts and original bytes are kept by document id.
    """

    name: str
    """The file it came from, for messages."""
    tables: dict[str, list[Row]]
    texts: dict[int, str]
    originals: dict[int, bytes]


@dataclass(slots=True)
class MergeCounts:
    """What a merge brings, or would bring, as the command line shows it.

    `reanchored` documents are those whose text differs here and in the copy, where every coding found its quote;
    `conflict` those where some did not.
    """

    documents: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0, "reanchored": 0, "conflict": 0})
    codes: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0, "changed": 0})
    codings: dict[str, int] = field(
        default_factory=lambda: {"new": 0, "same": 0, "updated": 0, "removed_here": 0, "lost": 0}
    )
    coders: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0})
    cases: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0})
    memos: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0, "updated": 0})
    themes: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0, "updated": 0})
    suggestions: dict[str, int] = field(default_factory=lambda: {"new": 0, "same": 0})
    conflicts: list[str] = field(default_factory=list)

    def add(self, other: MergeCounts) -> None:
        """Add the counts of another merge."""
        for name in ("documents", "codes", "codings", "coders", "cases", "memos", "themes", "suggestions"):
            mine: dict[str, int] = getattr(self, name)
            for key, count in getattr(other, name).items():
                mine[key] += count
        self.conflicts += other.conflicts

    def nothing_new(self) -> bool:
        """Tell whether the merge would change nothing."""
        parts = (self.documents, self.codes, self.codings, self.coders, self.cases, self.memos, self.themes)
        return not any(p["new"] or p.get("updated", 0) for p in (*parts, self.suggestions))

    def to_json(self) -> dict[str, Any]:
        """Return plain values with the keys of the command line."""
        return {
            "documents": dict(self.documents),
            "codes": dict(self.codes),
            "codings": dict(self.codings),
            "coders": dict(self.coders),
            "cases": dict(self.cases),
            "memos": dict(self.memos),
            "themes": dict(self.themes),
            "suggestions": dict(self.suggestions),
            "conflicts": list(self.conflicts),
        }
