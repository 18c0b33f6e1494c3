# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels between signs that no list foresees: whatever recurs where lines begin, with the same signs about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcoder_tc.formats import signs_before
from qualcoder_tc.formats.evidence import Evidence
from qualcoder_tc.formats.labels import TAG, Label
from qualcoder_tc.formats.names import accepted, heads, plausible, tidy
from qualcoder_tc.formats.talk import is_talk, talking
from qualcoder_tc.formats.times import TIME, seconds

_LOOK = 90  # characters of a line in which a label stands
_NAME = 40  # characters of a name at most
_TIMED = rf"(?P<time>{TIME}|(?:\d{{1,2}}h ?)?\d{{1,2}}m ?\d{{1,2}}s|\d{{1,2}}h ?\d{{1,2}}m?)"
# Signs, numbers and times before a name, and the signs about it.
_TAG = rf"</?{TAG}(?:[ /][^<>\n]{{0,60}})?>|&nbsp;"  # of a web page, within a text
_BEFORE = re.compile(rf"(?:{_TAG}|{_TIMED}|\d{{1,5}}(?![^\W_])|[^\w\n]|_)*")
_TIME = re.compile(_TIMED)
_REST = re.compile(rf"(?:{_TAG}|[^\w\n]|_)*(?:{_TIMED}(?:{_TAG}|[^\w\n]|_)*)?")
_BETWEEN = re.compile(rf"(?:{_TAG}|[^\w\n])+|_+(?=[^\w\n]|$)")
_DIGITS = re.compile(r"\d+")
_SHY = frozenset([",", ".", " ", "'", '"'])  # signs that any sentence has
_OPENING = " ¿¡([{\"“„«'‘….*_#@<"


class _Place(NamedTuple):
    """Where in a line a name may end: its name, what stands before it and behind it, where speech begins."""

    start: int
    said: int
    name: str
    before: str
    behind: str
    time: float | None


def labels(text: str, lines: Sequence[tuple[int, int]]) -> list[Label]:
    """Return the labels of the most regular signs about names, nothing where none is regular enough."""
    if len(lines) < 4:
        return []
    best = signs_before.labels(text, lines)
    opened = [(start, end, _begun(text, start, end)) for start, end in lines]
    counts = Counter(text[begun:at] for start, end, begun in opened for at in _ends(text, start, begun, end))
    again = sum(count for name, count in counts.items() if count > 2 and _may_be(tidy(name), count))
    if again < 0.15 * len(lines):
        return best  # nothing else recurs where lines begin
    shapes: defaultdict[str, list[_Place]] = defaultdict(list)
    for start, end, begun in opened:
        before = text[start:begun]
        time = _TIME.search(before)
        for at in _ends(text, start, begun, end):
            place = _place(text, (start, begun, end), at, time[0] if time else None)
            shapes[place.behind].append(place)
    for behind, places in sorted(shapes.items(), key=lambda item: -len(item[1])):
        if len(places) < max(4, 0.1 * len(lines), len(best)):
            break
        found = _of(text, lines, behind, places)
        if _reach(found) > _reach(best):
            best = found
    return best


def _may_be(name: str, count: int) -> bool:
    return plausible(name, count) or (name.islower() and not heads(name.split()[0]))


def _reach(found: Sequence[Label]) -> tuple[int, int]:
    """Return how many labels there are, and how long: of INT-1 and INT the former is the name."""
    return len(found), sum(len(label.name or "") for label in found)


def _begun(text: str, start: int, end: int) -> int:
    """Return where in a line the signs, numbers and times end with which it begins."""
    opening = _BEFORE.match(text, start, min(end, start + _LOOK))
    return opening.end() if opening else start


def _ends(text: str, start: int, begun: int, end: int) -> Iterator[int]:
    """Yield where a name may end in a line: at each run of signs near its beginning, and at its end below signs."""
    for sign in _BETWEEN.finditer(text, begun, min(end, begun + _LOOK)):
        if sign.start() - begun > _NAME:
            return
        timed = _TIME.match(text, sign.end(), end)
        if sign.start() > begun and (sign[0] != " " or timed):
            yield sign.start()
        if timed:
            return  # what stands behind a time is no name
    if end - begun <= _NAME and text[end - 1 : end].isalnum() and text[start:begun].strip():
        yield end


def _place(text: str, line: tuple[int, int, int], at: int, time: str | None) -> _Place:
    start, begun, end = line
    before = text[start:begun]
    rest = _REST.match(text, at, min(end, at + _LOOK))
    said = rest.end() if rest else at
    written = text[at:said]
    stamp = rest["time"] if rest else None
    kept = written
    if stamp:
        kept = written.replace(stamp, "T")
    elif said < end:
        # Signs that open what is said belong to it, unless the same stand before the name.
        keep = written.rstrip("".join(set(_OPENING) - set(before.replace(" ", ""))))
        if not keep.strip() and "\t" not in keep and "  " not in keep:
            keep = written[: len(keep) + 1]
        spaces = len(written) - len(keep) - len(written[len(keep) :].lstrip(" \t\u00a0"))
        kept = written[: len(keep) + spaces]
        said = at + len(kept)
    behind = "\n" + kept.strip() if said >= end else _spaced(kept)
    return _Place(start, said, text[begun:at], _shape(before), behind, seconds(stamp or time))


def _shape(before: str) -> str:
    return " ".join(_DIGITS.sub("0", _TIME.sub("T", before)).split())


def _spaced(signs: str) -> str:
    plain = signs.replace("\u3000", "  ")
    return re.sub(r"[ \u00a0\u202f]+(?=.*\S)", " ", plain).rstrip(" ") or plain[:2]


def _of(text: str, lines: Sequence[tuple[int, int]], behind: str, places: Sequence[_Place]) -> list[Label]:
    """Return the labels with one kind of sign behind the names, where they convince."""
    counts = Counter(tidy(place.name) for place in places)
    by_line: dict[int, _Place] = {}
    for place in places:
        held = by_line.get(place.start)
        # The longest that recurs is the name: CW-F-34 rather than CW.
        if held is None or counts[tidy(place.name)] >= 2:
            by_line[place.start] = place
    shapes = Counter(place.before for place in by_line.values())
    usual = {shape for shape, count in shapes.items() if count >= 0.2 * len(by_line)}
    kept = [place for place in by_line.values() if place.before in usual]
    names = Counter(tidy(place.name) for place in kept)
    alone = behind.startswith("\n")
    share = len(kept) / len(lines)
    every = [Label(place.start, place.said, tidy(place.name), place.time, None) for place in kept]
    good = accepted(names, share, wary=True)
    good |= talking(text, every, good, share)
    found = [label for label in every if label.name in good]
    return found if _regular(text, lines, found, behind.strip(), alone=alone) else []


def _regular(
    text: str, lines: Sequence[tuple[int, int]], found: Sequence[Label], sign: str, *, alone: bool
) -> bool:
    names = {label.name for label in found}
    share = len(found) / len(lines)
    if len(names) < 2 or len(names) > max(2, len(found) / 3):
        return False
    shy = sign in _SHY or sign == "-"
    least = 0.15 if alone else 0.6 if shy else 0.4
    evidence = Evidence(text, found)
    heard = evidence.spoken >= (0.5 if shy else 0.45) and evidence.returns >= 0.3
    return least <= share <= (0.6 if alone else 1) and heard and is_talk(text, found, share)
