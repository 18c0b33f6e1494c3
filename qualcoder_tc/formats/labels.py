# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Speaker labels: the layouts that transcripts use, as data, and what counts as a name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from qualcoder_tc.formats.times import TIME

_NAME = r"(?P<name>[^\W_][^\n:\t\[\]()<>*]{0,39}?)"


def _loose(number: int) -> str:
    """A time or a range of times, in brackets or not."""
    return r"[\[(]?" + _span(number) + r"[\])]?"


def _bracketed(number: int) -> str:
    return r"[\[(]" + _span(number) + r"[\])]"


def _span(number: int) -> str:
    return rf"(?P<t{number}>{TIME})(?:\s*(?:-->|-|–|to)\s*(?P<e{number}>{TIME}))?"


@dataclass(frozen=True, slots=True)
class Rule:
    """A layout: a pattern for the beginning of a line, which takes in all that is not said."""

    key: str
    words: str
    pattern: re.Pattern[str]
    named: bool = True
    """False where the layout has time stamps but no speakers."""
    alone: bool = False
    """True where the label fills its line and what was said follows on the next."""


RULES: tuple[Rule, ...] = (
    Rule(
        "name-colon",
        "Name: text, with or without a time stamp before or after the name",
        re.compile(
            rf"[ \t]*(?:[-–•][ ])?(?:{_loose(1)}[ \t]*[-–]?[ \t]*)?(?:\*\*|__)?{_NAME}(?:[ \t]*{_bracketed(2)})?"
            rf"(?:\*\*|__)?[ \t]*:(?:\*\*|__)?(?:[ \t]*{_bracketed(3)})?(?=\s|$)[ \t]*"
        ),
    ),
    Rule(
        "bracket",
        "[Name] (time) text",
        re.compile(rf"[ \t]*\[{_NAME}\][ \t]*(?:{_bracketed(1)})?[ \t]*:?[ \t]*"),
    ),
    Rule(
        "name-time",
        "Name and time on a line of their own",
        re.compile(rf"[ \t]*(?:\*\*|__)?{_NAME}(?:\*\*|__)?[ \t]+{_loose(1)}[ \t]*$"),
        alone=True,
    ),
    Rule(
        "time-name",
        "Time and name on lines of their own, as Teams writes them",
        re.compile(rf"[ \t]*{_loose(1)}[ \t]*\n[ \t]*{_NAME}[ \t]*(?=\n)"),
        alone=True,
    ),
    Rule("tab", "Name, tab, text", re.compile(rf"(?:{_loose(1)}\t)?(?P<name>[^\W_][^\n:\t]{{0,29}})\t[ \t]*")),
    Rule(
        "time-only",
        "[time] text",
        re.compile(rf"[ \t]*{_bracketed(1)}[ \t]*(?=\S)"),
        named=False,
    ),
)

# Words before a colon that head a document or a remark rather than name a speaker.
_NOT_NAMES = frozenset(
    [
        "date",
        "time",
        "place",
        "location",
        "venue",
        "duration",
        "length",
        "note",
        "notes",
        "nb",
        "ps",
        "re",
        "subject",
        "title",
        "participants",
        "present",
        "topic",
        "file",
        "audio",
        "recording",
        "transcript",
        "transcriber",
        "transcribed",
        "page",
        "source",
        "example",
        "question",
        "answer",
        "http",
        "https",
        "www",
        "mailto",
        "datum",
        "zeit",
        "ort",
        "dauer",
        "titel",
        "date",
        "heure",
        "lieu",
        "durée",
        "fecha",
        "hora",
        "lugar",
        "data",
        "luogo",
        "tempo",
        "sted",
        "tid",
        "varighed",
        "keywords",
        "speakers",
        "summary",
        "abstract",
        "task",
        "interview",
    ]
)
_ROLES = (
    (
        "interviewer",
        r"i|iv|int|interviewer|interviewerin|intervieweur|intervieweuse|entrevistador|entrevistadora|q",
    ),
    ("moderator", r"m|mod|moderator|moderatorin|modérateur|modératrice|moderador|moderadora"),
    ("facilitator", r"fac|facilitator|facilitateur|facilitatrice"),
    ("researcher", r"r|res|researcher|chercheur|chercheuse|forscher|forscherin|investigador|investigadora"),
)
_NUMBERED = r"(?:\s*[-#]?\s*\d{1,2})?"
_ROLE_PATTERNS = tuple((role, re.compile(rf"(?:{words}){_NUMBERED}", re.IGNORECASE)) for role, words in _ROLES)
_CODE_NAME = re.compile(r"[A-Za-zÀ-ÿ]{1,12}[-_ #]?\d{1,3}[A-Za-z]?|[A-Z]{1,4}")


def role_of(name: str) -> str | None:
    """Return the asking role that a speaker's name tells, None if it tells none."""
    for role, pattern in _ROLE_PATTERNS:
        if pattern.fullmatch(name.strip()):
            # A lone R is as often the respondent as the researcher.
            return None if name.strip().upper() in ("R", "M") else role
    return None


def tidy(name: str) -> str:
    """Return a label's name on one line, without marks of emphasis."""
    return " ".join(name.replace("*", "").split()).strip(" .-–:/")


def plausible(name: str, count: int) -> bool:
    """Tell whether words before a colon, seen so many times, name a speaker."""
    words = name.split()
    if not words or len(words) > 6 or words[0].casefold().rstrip(".") in _NOT_NAMES or "/" in name:
        return False
    if _CODE_NAME.fullmatch(name) or role_of(name):
        return True
    if not name[0].isupper() or any(mark in name for mark in ',;?!"“”'):
        return False
    capital = sum(word[0].isupper() or word[0].isdigit() for word in words)
    if count >= 3:
        return len(words) <= 4 or capital >= len(words) - 1
    return capital == len(words) and len(words) <= 4 and (count > 1 or len(words) <= 3)


def accepted(counts: Counter[str], share: float = 1.0) -> set[str]:
    """Return the names that are speakers; a name seen once counts only beside names that recur.

    `share` is how many of the lines have such a label: few labels on few lines are headings with a colon.
    """
    names = {name for name, count in counts.items() if plausible(name, count)}
    recurring = {name for name in names if counts[name] > 1}
    telling = {name for name in names if _CODE_NAME.fullmatch(name) or role_of(name)}
    if len(recurring) == 1 and not telling and share < 0.4 and sum(counts[name] for name in names) < 6:
        return set()
    if not recurring:
        # A short exchange: two or more names that are plainly labels.
        return names if telling and len(names) >= 2 else set()
    return names
