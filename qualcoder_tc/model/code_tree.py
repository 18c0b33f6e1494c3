# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Rules of the code tree on its rows in reading order: what lies below, where a drop goes, what a search finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from qualcoder_tc.model.codes import CodeKind
from qualcoder_tc.model.records import CodeRow


class Place(NamedTuple):
    """A place in the tree: below which code (None: the top), before which of its children (None: the end)."""

    parent_id: int | None
    before_id: int | None


class Why(NamedTuple):
    """Why a search shows a code: in which of its texts the words stand, and the words around them."""

    field: str
    """name, definition, apply, not_apply, example or memo."""
    words: str


def circles(parents: Mapping[int, int | None]) -> list[list[int]]:
    """Return the codes that lie below themselves, circle by circle, each as it goes up; `parents` by code.

    A circle begins with the code that was made first, which most often stood above the others.
    """
    found: list[list[int]] = []
    seen: set[int] = set()
    for key in sorted(parents):
        line: list[int] = []
        at: int | None = key
        while at is not None and at not in seen:
            seen.add(at)
            line.append(at)
            at = parents.get(at)
        if at in line:
            found.append(line[line.index(at) :])
    return found


def reading_order(parents: Mapping[int, int | None]) -> dict[int, int | None]:
    """Return codes in reading order with the code above each, from `parents` by code, siblings in their order.

    Where codes lie below one another in a circle, the first of it counts as one at the top, and so does a code below
    one that is not there, so that none is lost.
    """
    lifted = {circle[0] for circle in circles(parents)}
    above = {key: None if key in lifted or up not in parents else up for key, up in parents.items()}
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, up in above.items():
        below[up].append(key)
    found: dict[int, int | None] = {}
    waiting = below[None][::-1]
    while waiting:
        key = waiting.pop()
        found[key] = above[key]
        waiting += below[key][::-1]
    return found


def with_below(rows: Sequence[CodeRow], ids: Iterable[int]) -> list[CodeRow]:
    """Return these codes and all below them, in reading order."""
    wanted = set(ids)
    found: list[CodeRow] = []
    for row in rows:
        if row.id in wanted or row.parent_id in wanted:
            wanted.add(row.id)
            found.append(row)
    return found


def outermost(rows: Sequence[CodeRow], ids: Iterable[int]) -> list[CodeRow]:
    """Return those of the codes that lie below none of the others, in reading order."""
    chosen = set(ids)
    inside: set[int] = set()
    found: list[CodeRow] = []
    for row in rows:
        if row.parent_id in inside:
            inside.add(row.id)
        elif row.id in chosen:
            inside.add(row.id)
            found.append(row)
    return found


def facet_of(rows: Sequence[CodeRow], code_id: int) -> CodeRow | None:
    """Return the nearest facet above a code."""
    by_id = {row.id: row for row in rows}
    at = by_id.get(code_id)
    while at is not None and at.kind is not CodeKind.FACET:
        at = by_id.get(at.parent_id) if at.parent_id is not None else None
    return at


def place_in_gap(shown: Sequence[CodeRow], gap: int, depth: int, folded: Container[int] = ()) -> Place:
    """Return the place meant by the gap before the shown row `gap` (its length: the end) at about this depth.

    As in an outline: the depth chooses between the levels that the rows above and below the gap allow. What is
    folded takes nothing in at its gap, so that folded headings can be put in order.
    """
    above = shown[gap - 1] if 0 < gap <= len(shown) else None
    under = shown[gap] if gap < len(shown) else None
    if above is None:
        return Place(None, under.id if under else None)
    takes = not above.codable and above.id not in folded
    most = above.depth + (1 if takes or (under is not None and under.parent_id == above.id) else 0)
    level = max(under.depth if under else 0, min(depth, most))
    by_id = {row.id: row for row in shown}
    at = above
    while at.depth > level and at.parent_id in by_id:
        at = by_id[at.parent_id]
    parent_id = at.id if at.depth < level else at.parent_id
    return Place(parent_id, under.id if under is not None and under.parent_id == parent_id else None)


def step(rows: Sequence[CodeRow], ids: Iterable[int], direction: str) -> Place | None:
    """Return where codes go by one key: up, down, out of their parent, or into the sibling above; None: nowhere."""
    moved = outermost(rows, ids)
    if not moved or len({row.parent_id for row in moved}) > 1:
        return None
    parent_id = moved[0].parent_id
    gone = {row.id for row in moved}
    siblings = [row for row in rows if row.parent_id == parent_id]
    first, last = siblings.index(moved[0]), siblings.index(moved[-1])
    before = [row for row in siblings[:first] if row.id not in gone]
    after = [row for row in siblings[last + 1 :] if row.id not in gone]
    if direction == "up":
        return Place(parent_id, before[-1].id) if before else None
    if direction == "down":
        return Place(parent_id, after[1].id if len(after) > 1 else None) if after else None
    if direction == "in":
        return Place(before[-1].id, None) if before else None
    parent = next((row for row in rows if row.id == parent_id), None)
    if parent is None:
        return None
    aunts = [row for row in rows if row.parent_id == parent.parent_id]
    later = aunts[aunts.index(parent) + 1 :]
    return Place(parent.parent_id, later[0].id if later else None)


def search(rows: Sequence[CodeRow], text: str, memos: Mapping[int, str]) -> dict[int, Why]:
    """Return the codes in which the words stand, all in one of their texts, with why; `memos` by code."""
    words = text.casefold().split()
    found: dict[int, Why] = {}
    for row in rows:
        fields = {
            "name": row.name,
            "definition": row.definition,
            "apply": "\n".join(row.apply),
            "not_apply": "\n".join(row.not_apply),
            "example": row.example,
            "memo": memos.get(row.id, ""),
        }
        for field, content in fields.items():
            folded = content.casefold()
            if words and all(word in folded for word in words):
                found[row.id] = Why(field, "" if field == "name" else _around(content, folded.find(words[0])))
                break
    return found


def _around(text: str, at: int, before: int = 18) -> str:
    """Return the text from a few words before a place, on one line."""
    start = max(0, at - before)
    if start:
        space = text.find(" ", start, at)
        start = space + 1 if space >= 0 else start
    return ("…" if start else "") + " ".join(text[start : start + 160].split())
