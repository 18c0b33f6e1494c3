# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What coded segments are asked for, and how they are sorted and grouped."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, fields
from typing import Any

SORTS = ("document", "code", "case", "coder", "newest", "oldest", "longest", "shortest")
"""Ties, and segments of one code, case or coder, stand in the order of the documents."""
GROUPS = ("document", "kind", "code", "case", "speaker", "role", "coder")
"""And `attribute:<id>` for each attribute of the cases."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Conditions that a segment must meet together; within one, any of several values. Empty does not narrow.

    Codes stand for themselves and, with `below`, for the codes below them. Each of `also` must be coded by anyone on
    some of the same text, none of `without` may. Speaker, role, case and attributes are those of the turn in which a
    segment begins; 0 and "" mean those that have none. Days are local dates, YYYY-MM-DD, both included.
    """

    codes: tuple[int, ...] = ()
    also: tuple[int, ...] = ()
    without: tuple[int, ...] = ()
    below: bool = True
    documents: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()
    speakers: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    coders: tuple[int, ...] = ()
    themes: tuple[int, ...] = ()
    origins: tuple[str, ...] = ()
    attributes: tuple[tuple[int, tuple[str, ...]], ...] = ()
    memo: bool | None = None
    since: str = ""
    until: str = ""
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Tell whether anything is asked for."""
        return any(getattr(self, f.name) not in ((), None, "") for f in fields(self) if f.name != "below")

    @property
    def by_speaker(self) -> bool:
        """Tell whether it matters who speaks."""
        return bool(self.cases or self.speakers or self.roles or self.attributes)

    def plain(self) -> dict[str, Any]:
        """Return what is asked for as JSON-able values, without what does not narrow."""
        found = {f.name: getattr(self, f.name) for f in fields(self)}
        return {name: value for name, value in found.items() if value not in ((), None, "")}


def from_plain(values: dict[str, Any]) -> Retrieval:
    """Return what `plain` gave; unknown keys are passed over."""
    known = {f.name for f in fields(Retrieval)}
    return Retrieval(**{name: _tuples(value) for name, value in values.items() if name in known})


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list | tuple) else value


@dataclass(frozen=True, slots=True)
class Group:
    """A run of segments that belong together; `key` stays the same from one answer to the next."""

    key: str
    label: str
    """Empty for those that have none."""
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the segments in the order asked for, and the groups they fall into, in the same order."""

    ids: array[int]
    documents: int
    groups: tuple[Group, ...] = ()
