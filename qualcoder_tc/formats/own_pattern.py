# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A regular expression of somebody's own: what is wrong with it in words, and an end to one that never ends."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from qualcoder_tc.errors import InputError

TOO_LONG = "This pattern takes too long"
_SECONDS = 1.5  # for all lines of a document; a pattern that fits needs a hundredth of that
_LONGEST = 500
_MOST = 10_000  # repetitions of repetitions are written out when a pattern is compiled, until no memory is left
_COUNTS = re.compile(r"\{(\d*),?(\d*)\}")
_WORDS = (
    ("missing )", "a round bracket is opened and not closed"),
    ("unterminated character set", "a square bracket is opened and not closed"),
    ("unbalanced parenthesis", "a round bracket is closed that was never opened"),
    ("nothing to repeat", "there is nothing before a *, + or ? that could be repeated"),
    ("multiple repeat", "two signs of repetition follow one another"),
    ("min repeat greater", "in {…} the smaller number comes first"),
    ("bad escape (end", "it ends with a single backslash"),
    ("missing >", "the name of a group is not closed with >"),
    ("bad character in group name", "the name of a group is made of letters"),
    ("missing group name", "a group has no name between < and >"),
    ("bad character range", "a range in square brackets runs backwards"),
    ("unknown group", "it refers to a group that is not there"),
    ("invalid group reference", "it refers to a group that is not there"),
    ("unknown extension", "the sign after (? is not known"),
    ("unexpected end", "it breaks off in the middle of a group"),
)


class Hit(NamedTuple):
    """What a pattern matched at the beginning of a line."""

    start: int
    end: int
    name: str
    time: str | None


def problem(pattern: str) -> str:
    """Return in words what is wrong with a pattern, "" for a sound one."""
    try:
        _compiled(pattern)
    except InputError as error:
        return f"{error.title}: {error.message}"
    return ""


def matches(pattern: str, text: str, lines: Iterable[tuple[int, int]]) -> Iterator[Hit]:
    """Yield what the pattern matches at the beginnings of these lines.

    The name is the group `name`, or the first group where none has that name. InputError for a pattern that is no
    regular expression, has no group, or takes longer than anybody waits: the standard library's own would keep the
    whole program waiting with it, for years if it has to.
    """
    compiled = _compiled(pattern)
    name = "name" if "name" in compiled.groupindex else 1
    timed = "time" in compiled.groupindex
    until = time.monotonic() + _SECONDS
    for start, end in lines:
        try:
            # Other threads go on meanwhile, and so does the window.
            match = compiled.match(text, start, end, concurrent=True, timeout=max(0.001, until - time.monotonic()))
        except TimeoutError as error:
            advice = "it can fit a line in too many ways; put no repetition inside another, as in (\\w+)+"
            raise InputError(TOO_LONG, advice) from error
        if match and match.end() > start:
            yield Hit(start, match.end(), match[name] or "", match["time"] if timed else None)


def _compiled(pattern: str) -> Any:
    import regex

    if len(pattern) > _LONGEST:
        raise InputError(
            "This pattern is too long", f"{_LONGEST} characters are enough for a name at a line's start"
        )
    counts = [max(int(number[:9] or 1) for number in found) for found in _COUNTS.findall(pattern)]
    if math.prod(max(1, count) for count in counts) > _MOST:
        raise InputError("This pattern asks for too much", "repeat less often; a name is short")
    try:
        # Not kept for later: one is compiled for every letter that is typed.
        compiled = regex.compile(pattern, cache_pattern=False)
    except regex.error as error:
        fault: Any = error
        words = next((w for beginning, w in _WORDS if fault.msg.startswith(beginning)), fault.msg)
        place = f", at character {fault.pos + 1}" if fault.pos is not None and fault.pos < len(pattern) else ""
        raise InputError("This is not a regular expression yet", words + place) from error
    except (OverflowError, RecursionError) as error:
        raise InputError("This pattern asks for too much", "put fewer groups into one another") from error
    if not compiled.groups:
        raise InputError("This pattern names no speaker", "put the name in round brackets, as in (\\w+):")
    return compiled
