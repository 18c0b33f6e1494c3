# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Speaker labels: the layouts that transcripts use, as data, and what counts as a name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from qualcoder_tc.formats.roles import role_of
from qualcoder_tc.formats.times import TIME

_S = r"[ \t\xa0\u202f]"  # white space within a line
_NAME = r"(?P<name>[^\W_][^\n:\t\[\]()<>*]{0,39}?)"
_NUMBER = rf"(?:#?\d{{1,5}}[.)]?{_S}+)?"  # numbered turns and lines
_ABOUT = r"(?:[ ]?\([^)\n:]{1,30}\))?"  # a remark on the speaker: P4 (F, 61)


def _loose(number: int) -> str:
    """A time or a range of times, in brackets or not."""
    return r"[\[(]?" + _span(number) + r"[\])]?"


def _bracketed(number: int) -> str:
    return r"[\[(]" + _span(number) + r"[\])]"


def _span(number: int) -> str:
    return rf"(?P<t{number}>{TIME})(?:{_S}*(?:-->|-|–|to){_S}*(?P<e{number}>{TIME}))?"


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
    sure: bool = False
    """True where the layout itself makes a line a name, so that a name need not recur."""
    wary: bool = False
    """True where other lines often look the same: names must be codes or roles, or recur a good deal."""


RULES: tuple[Rule, ...] = (
    Rule(
        "name-colon",
        "Name: text, with or without a time stamp before or after the name",
        re.compile(
            rf"{_S}*(?:[-–•>][ ])?(?:{_loose(1)}{_S}*[-–]?{_S}*)?{_NUMBER}(?:\*\*|__)?{_NAME}"
            rf"(?:{_S}*{_bracketed(2)}|{_S}+{_span(4)})?{_ABOUT}(?:\*\*|__)?{_S}*(?::(?:\*\*|__)?(?:{_S}*{_bracketed(3)})?(?=\s|$)|：){_S}*"
        ),
    ),
    Rule(
        "name-colon-tight",
        "Name:text, without a space",
        re.compile(rf"{_S}*(?:{_loose(1)}{_S}*)?{_NAME}:(?=[^\s/\\\d])"),
        wary=True,
    ),
    Rule(
        "bracket",
        "[Name] (time) text",
        re.compile(rf"{_S}*[\[<]{_NAME}[\]>]{_S}*(?:{_loose(1)})?{_S}*:?{_S}*"),
    ),
    Rule(
        "name-time",
        "Name and time on a line of their own, as Otter and Teams write them",
        re.compile(rf"{_S}*(?:\*\*|__)?{_NAME}{_ABOUT}(?:\*\*|__)?{_S}*[-–,|]?{_S}*{_loose(1)}{_S}*$"),
        alone=True,
        sure=True,
    ),
    Rule(
        "name-stamp",
        "Name (time) text",
        re.compile(rf"{_S}*(?:\*\*|__)?{_NAME}(?:\*\*|__)?{_S}*{_bracketed(1)}{_S}*[-–]?{_S}*(?=\S)"),
    ),
    Rule(
        "time-name",
        "Time and name on lines of their own, as Teams writes them",
        re.compile(rf"{_S}*{_loose(1)}{_S}*\n{_S}*{_NAME}{_S}*(?=\n)"),
        alone=True,
        sure=True,
    ),
    Rule(
        "stamp-name",
        "[time] Name on a line of their own",
        re.compile(rf"{_S}*{_loose(1)}{_S}+(?:\*\*|__)?{_NAME}(?:\*\*|__)?{_S}*$"),
        alone=True,
        wary=True,
    ),
    Rule(
        "name-alone",
        "Name on a line of its own",
        re.compile(rf"{_S}*(?:\*\*|__)?{_NAME}(?:\*\*|__)?{_S}*:?{_S}*$"),
        alone=True,
        wary=True,
    ),
    Rule(
        "name-dash",
        "Name - text, Name | text, Name; text",
        re.compile(rf"{_S}*(?:{_loose(1)}{_S}*)?{_NAME}(?:{_S}+[-–—]{{1,2}}|{_S}*\||;){_S}+(?=\S)"),
        wary=True,
    ),
    Rule(
        "parentheses",
        "(Name) text",
        re.compile(rf"{_S}*\({_NAME}\){_S}*:?{_S}*(?=\S)"),
        wary=True,
    ),
    Rule(
        "letter",
        "Q. text and A. text",
        re.compile(rf"{_S}*(?P<name>[A-Z]\d{{0,2}})\.{_S}+(?=\S)"),
        wary=True,
    ),
    Rule(
        "tab",
        "Name, tab, text, as in a table of two columns",
        re.compile(
            rf"(?:\d{{1,5}}[.)]?\t)?(?:{_loose(1)}\t)?(?P<name>[^\W_][^\n:\t]{{0,29}}?):?\t{_S}*(?:{_loose(2)}\t{_S}*)?"
        ),
    ),
    Rule(
        "time-only",
        "[time] text",
        re.compile(rf"{_S}*{_bracketed(1)}{_S}*(?=\S)"),
        named=False,
    ),
)
"""In the order of preference where two fit equally well."""

# Words before a colon that head a document or a remark rather than name a speaker.
_NOT_NAMES = frozenset(
    """
    abstract advertisement age also and answer applause audio aufnahme author authors because break but
    chapter comment comments context copyright crosstalk data date datum dauer duration durée email example fax
    fecha figure file format gender goal heure hinweis hora however http https important instructions interview
    keywords language laughs laughter length licence license lieu like location lugar luogo mailto music name
    nb no nota note notes notiz occupation okay ort page part participantes participants pause phone place
    present ps question re recording remarks remarque section silence so source speakers sponsor status sted
    step subject sujet summary table task tasks teilnehmer tel tema tempo thema tid time timestamp titel title
    topic total transcribed transcriber transcript transkript url varighed venue version warning well www yeah
    yes zeit
    hi hello hey dear thank thanks good hallo bonjour hola ciao oh
    """.split()
)
_PARTICLES = frozenset("de da di do dos van von der den del la le du ten ter el al bin of the".split())
_GENERIC = re.compile(
    r"(?i)(speaker|participant|respondent|informant|interviewee|teilnehmer(in)?|befragte[rs]?|sprecher(in)?|person|"
    r"locuteur|locutrice|interviewée?|interviewé|entrevistad[oa]|participante|intervistat[oa]|voice|male|female|"
    r"unknown|unknown speaker|multiple speakers|all|several|group|patient|doctor|nurse|client|student|teacher|child|"
    r"mother|father|translator|interpreter|dolmetscher(in)?)(?:\s*[-#]?\s*\d{1,3}|\s+[A-Z])?"
)
_CODE_NAME = re.compile(r"[A-Za-zÀ-ÿ]{1,12}[-_ #]?\d{1,3}[A-Za-z]?|[A-Z]{1,4}")


def tidy(name: str) -> str:
    """Return a label's name on one line, without marks of emphasis."""
    return " ".join(name.replace("*", "").split()).strip(" .-–:/")


def plausible(name: str, count: int, *, sure: bool = False) -> bool:
    """Tell whether words in the place of a name, seen so many times, name a speaker."""
    words = name.split()
    if not words or len(words) > 6 or words[0].casefold().rstrip(".,") in _NOT_NAMES or ("/" in name and count < 3):
        return False
    if telling(name):
        return True
    if not any(letter.isalpha() for letter in name):
        return False
    marks = ';?!"“”' if sure else ',;?!"“”'
    if name[0].islower() or any(mark in name for mark in marks) or name.endswith("."):
        return sure and not any(mark in name for mark in '?!"“”') and len(words) <= 4 and count > 1
    capital = sum(not word[0].islower() or word.casefold() in _PARTICLES for word in words)
    if count >= 3:
        return len(words) <= 4 or capital >= len(words) - 1
    return capital == len(words) and len(words) <= 4 and (count > 1 or len(words) <= 3)


def telling(name: str) -> bool:
    """Tell whether a name is plainly that of a speaker: P07, FG2, Speaker 1, Interviewer."""
    return bool(_CODE_NAME.fullmatch(name) or _GENERIC.fullmatch(name) or role_of(name))


def accepted(counts: Counter[str], share: float = 1.0, *, sure: bool = False, wary: bool = False) -> set[str]:
    """Return the names that are speakers; a name seen once counts only beside names that recur.

    `share` is how many of the lines have such a label: few labels on few lines are headings with a colon.
    """
    names = {name for name, count in counts.items() if plausible(name, count, sure=sure)}
    if not names and share > 0.6 and not wary:
        # Most lines have such a label, so that even names in small letters are names.
        names = {n for n, c in counts.items() if c >= 3 and len(n.split()) <= 2 and n.split()[0] not in _NOT_NAMES}
    if sure:
        return names
    if wary:
        names = {name for name in names if telling(name) or counts[name] >= 4}
        return names if len(names) >= 2 and max((counts[n] for n in names), default=0) >= 3 else set()
    recurring = {name for name in names if counts[name] > 1}
    plain = {name for name in names if telling(name)}
    if len(recurring) == 1 and not plain and share < 0.4 and sum(counts[name] for name in names) < 6:
        return set()
    if not recurring:
        # A short exchange: two or more names that are plainly labels.
        return names if plain and len(names) >= 2 else set()
    return names
