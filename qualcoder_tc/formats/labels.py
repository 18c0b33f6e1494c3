# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Speaker labels: the layouts that transcripts use, as data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from qualcoder_tc.formats.times import TIME

_S = r"[ \t\xa0\u202f]"  # white space within a line
_WRITTEN = r"[^\W_][^\n:\t\[\]()<>*|]{0,39}?"
_NAME = f"(?P<name>{_WRITTEN})"
_EMPHASIS = r"(?:\*{1,3}|_{1,3}|'{2,5})?"  # of Markdown and wikis
TAG = r"(?:p|h[1-6]|div|span|em|strong|b|i|u|li|ul|ol|td|tr|th|table|br|hr|a|img|blockquote|section|article|d[ldt])"
_GENDERED = _NAME[:-1] + r"(?:[:*](?:in|r)(?:nen)?)?)"  # Interviewer:in, Teilnehmer*in
_SAID = r"(?![a-zß-ÿ])[\w\"“„«'‘(\[¿¡….]"  # how a sentence begins
_CAPITALS = r"[^\W\d_a-zß-ÿ]{2,15}(?:[ ][^\W\d_a-zß-ÿ]{2,15}){0,2}"
_MONTH = (
    r"(?:janu?ar[iy]?|februar[iy]?|march|märz|maart|mars|april|avril|abril|aprile|may|mai|mei|mayo|maggio|june?|juni|juin|"
    r"july?|juli|juillet|aug|august|augustus|août|agosto|sept?|september|oct|okt|o[ck]tober|nov|november|de[cz]|"
    r"de[cz]ember|janvier|février|septembre|octobre|novembre|décembre)"
)
_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
# The day before a time, as chats have it.
_DAY = (
    rf"(?:{_DATE}|\d{{1,2}}[./]\d{{1,2}}\.?|\d{{1,2}}\.?[ ](?i:{_MONTH})\.?,?[ ]\d{{4}}|"
    rf"(?i:{_MONTH})\.?[ ]\d{{1,2}},?[ ]\d{{4}}|Today|Yesterday)"
)
# Numbered turns, lines and questions (Q12 Lord Hill: text); what is a date is none: 3 April: I met her again.
_NUMBER = (
    rf"(?:(?:\*\*|__)?[#\[(]?(?:Q(?:uestion)?{_S}?)?\d{{1,5}}[.)\]]{{0,2}}(?:\*\*|__)?{_S}+(?!(?i:{_MONTH})\b))?"
)
# A remark on the speaker: P4 (F, 61), Ann (1954), Ruth [laughs].
_ABOUT = r"(?:[ ]?(?:\([^)\n:]{1,30}\)|\[[^\]\n:]{1,30}\]))?"
# As meetings are saved, whoever was invited is called so, and others go by their company too; facts on them are none
# of the name: Priya Raman (Guest), Ann Bell | Acme, PATEL, Reena (WEST YORKSHIRE NHS TRUST), Li Wu (He/Him).
_INVITED = (
    r"[(\[](?i:guest|external|unverified|not verified|extern[eao]?|gast|gäst|gæst|gjest|vieras|gość|host|invit[éeè]e?|"
    r"invitad[oa]|convidad[oa]|ospite|nicht (?:über|ge)prüft|non vérifiée?|no verificad[oa]|não verificad[oa]|non verificat[oa]|"
    r"niet geverifieerd|ikke bekræftet|гость|гість|vendég|misafir|ゲスト|来宾|來賓|게스트|ضيف)[)\]]"
)
_MEETING = (
    rf"(?P<name>\+\d[\d* ]{{6,20}}|{_WRITTEN}(?:[ ]?{_INVITED}|[ ]\|[ ](?!\d)[^\n:|]{{1,60}}?)?)"
    r"(?:[ ]?[(\[](?!\d{1,2}:)[^()\[\]\n]{1,90}[)\]]){0,2}"
)
# MR. HILL, THE COURT, JUDGE LEE
_BEFORE_COURT = (
    r"(?:(?:MR|MS|MRS|MISS|DR|PROF|SEN|REP)\.?|THE|JUDGE|JUSTICE|SENATOR|PRESIDING|CHAIR(?:MAN|WOMAN|PERSON)?)"
    r"(?:[ ][^\W\d_a-z][^\W\d_a-z.'’-]{0,20}){1,3}"
)
_IN_WORDS = r"(?:\d{1,3}[ ]+[^\W\d_]{3,12},?[ ]*){1,3}"  # 1 hour 3 minutes 12 seconds


def _loose(number: int) -> str:
    """A time or a range of times, in brackets or not."""
    return r"[\[({<#]?" + _span(number) + r"(?:(?:-\d)?#)?[\])}>]?"


def _bracketed(number: int) -> str:
    return r"[\[({<]" + _span(number) + r"[\])}>]"


def _span(number: int) -> str:
    end = rf"(?:{_S}*(?:-->|-|–|→|to){_S}*(?P<e{number}>{TIME}))?"
    return rf"(?:{_DAY}(?:T|,?{_S}+(?:at{_S}+)?))?(?P<t{number}>{TIME})(?!\d)Z?{end}"


class Label(NamedTuple):
    """A label found in the text: [start, said) is the label, what was said follows."""

    start: int
    said: int
    name: str | None
    time_start: float | None
    time_end: float | None


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
    spans: bool = False
    """True where the label takes in several lines; every other ends with its line."""
    sure: bool = False
    """True where the layout itself makes a line a name, so that a name need not recur."""
    wary: bool = False
    """True where other lines often look the same: names must be codes or roles, or recur a good deal."""
    needs: Sequence[str] = ""
    """Signs without one of which in the text no line has this layout, so that it need not be tried."""
    whole: bool = False
    """True where the pattern looks at the whole line, not at its beginning only."""
    signs: str = ""
    """Signs one of which each line of this layout has, so that other lines need not be tried."""
    plain: re.Pattern[str] | None = None
    """Finds the usual case in a fraction of the time, and `pattern` the same: a name, its first group, no times."""


RULES: tuple[Rule, ...] = (
    Rule(
        "name-colon",
        "Name: text, with or without a time stamp before or after the name",
        re.compile(
            rf"{_S}*(?:[-–—•·>»]{{1,2}}[ ]?|\*[ ]+(?=[*_]))?{_EMPHASIS}(?:{_loose(1)}{_S}*[-–—|]?{_S}*@?)?"
            rf"{_NUMBER}{_EMPHASIS}{_GENDERED}"
            rf"(?:{_S}*{_bracketed(2)}|{_S}+{_span(4)})?{_ABOUT}{_EMPHASIS}{_S}*(?::{_EMPHASIS}(?:{_S}*{_bracketed(3)})?(?=\s|$|[「『])|：){_S}*"
        ),
        signs=":：",
        plain=re.compile(r"(?!Q(?:uestion)? ?\d+ )(?P<name>[^\W\d_][^\W_]*(?: [^\W_]+){0,3}): (?=[^\W\d_])"),
    ),
    Rule(
        "name-colon-tight",
        "Name:text, without a space",
        re.compile(rf"{_S}*(?:{_loose(1)}{_S}*)?{_NAME}:(?=[^\s/\\\d])"),
        wary=True,
        signs=":",
    ),
    Rule(
        "bracket",
        "[Name] (time) text",
        re.compile(
            rf"{_S}*[\[<](?!{TAG}[>\s])(?:v[ ])?(?P<name>[^\W_][^\n\t\[\]()<>*]{{0,39}}?(?:[ ]{_INVITED})?)[\]>]"
            rf"{_S}*(?:{_loose(1)})?{_S}*:?{_S}*"
        ),
        needs="[<",
    ),
    Rule(
        "name-spelt",
        "Name, and below it the time in words and figures, as Teams shows it on the web",
        re.compile(
            rf"{_S}*{_NAME}{_S}*\n{_S}*{_IN_WORDS}{_S}*(?P<t1>{TIME}){_S}*\n(?:{_S}*(?P=name){_S}+{_IN_WORDS}{_S}*(?:\n|$))?"
        ),
        alone=True,
        sure=True,
        spans=True,
        signs=":",
    ),
    Rule(
        "name-time",
        "Name and time on a line of their own, as Otter and Teams write them",
        re.compile(
            rf"{_S}*(?:#{{1,6}}{_S}+)?{_NUMBER}{_EMPHASIS}{_MEETING}{_EMPHASIS}{_S}*[-–—,|]?{_S}*{_loose(1)}{_EMPHASIS}{_S}*:?{_EMPHASIS}{_S}*$"
        ),
        alone=True,
        sure=True,
        signs=":",
    ),
    Rule(
        "name-stamp",
        "Name (time) text",
        re.compile(rf"{_S}*(?:\*\*|__)?{_NAME}(?:\*\*|__)?{_S}*{_bracketed(1)}{_S}*[-–]?{_S}*(?=\S)"),
        signs="[(",
    ),
    Rule(
        "name-clock",
        "Name 00:12:31 text",
        re.compile(
            rf"{_S}*{_NAME}[ ]{{1,3}}(?P<t1>\d{{1,2}}:\d{{2}}(?::\d{{2}}){{0,2}}(?:[.,]\d{{1,3}})?)[ \t]+(?=\S)"
        ),
        wary=True,
        needs=":",
    ),
    Rule(
        "time-name",
        "Time and name on lines of their own, as Teams writes them",
        re.compile(rf"{_S}*{_loose(1)}{_S}*\n(?:{_S}*\n)?{_S}*{_MEETING}{_S}*(?=\n)"),
        alone=True,
        sure=True,
        signs=":",
        spans=True,
    ),
    Rule(
        "stamp-name",
        "[time] Name on a line of their own",
        re.compile(
            rf"{_S}*(?:#{{1,6}}{_S}+)?{_loose(1)}{_S}+(?:[-–—]{_S}*)?(?:\*\*|__)?{_NAME}{_ABOUT}(?:\*\*|__)?{_S}*:?{_S}*$"
        ),
        alone=True,
        wary=True,
        signs=":",
    ),
    Rule(
        "name-alone",
        "Name on a line of its own",
        re.compile(rf"{_S}*(?:#{{1,6}}{_S}+)?{_EMPHASIS}{_NAME}(?<!\w{{5}}\.){_ABOUT}:?{_EMPHASIS}{_S}*:?{_S}*$"),
        alone=True,
        wary=True,
    ),
    Rule(
        "name-dash",
        "Name - text, Name | text, Name; text, Name> text, Name... text",
        re.compile(
            rf"{_S}*(?:\|{_S}*)?(?:{_loose(1)}{_S}*\|?{_S}*)?{_NAME}(?:{_S}*(?:[-–—]{{1,2}}|\||>{{1,2}}|\.\.\.|…)|;){_S}+(?=\S)"
        ),
        wary=True,
        signs="-–—|>;.…",
    ),
    Rule(
        "parentheses",
        "(Name) text",
        re.compile(rf"{_S}*\({_NAME}\){_S}*:?{_S}*(?=\S)"),
        wary=True,
        needs="(",
    ),
    Rule(
        "record",
        "Q and A beside THE COURT: and MR. HILL:, as courts record them",
        re.compile(
            rf"{_S}*{_NUMBER}(?P<name>[QA](?=\.[ \t]+\S|[ ]{{2,}}\S|\t)|{_BEFORE_COURT}(?=:))[.:]{{0,2}}(?:{_S}+|$)"
        ),
        wary=True,
        needs=("Q", "A"),
    ),
    Rule(
        "letter",
        "Q. text and A. text",
        re.compile(rf"{_S}*{_NUMBER}(?P<name>[A-Z]\d{{0,2}})\.{_S}+(?=\S)"),
        wary=True,
    ),
    Rule(
        "letter-dash",
        "Q.- text and A.- text",
        re.compile(
            rf"{_S}*(?:\*\*|__)?{_NUMBER}(?P<name>[A-Z][A-Za-z]{{0,2}}\d{{0,2}})\.[-–—](?:\*\*|__)?{_S}*(?=\S)"
        ),
        wary=True,
        needs=(".-", ".–", ".—"),
    ),
    Rule(
        "name-space",
        "Initials or codes, and names with two spaces behind them",
        re.compile(
            rf"{_S}*(?:{_loose(1)}{_S}+)?{_NUMBER}"
            rf"(?P<name>(?:[A-Z]{{2,3}}\d{{0,2}}|[A-Z]\d{{1,2}}|{_CAPITALS})(?=[ ]{{1,3}}{_SAID})|"
            r"[^\W_][^\n:\t\[\]()<>*.,?!\u3000]{0,29}?\.?(?=[ ]{2}|\u3000))[ \u3000]+(?=\S)"
        ),
        wary=True,
    ),
    Rule(
        "tab",
        "Name, tab, text, as in a table of two columns",
        re.compile(
            rf"(?:(?:\d{{1,5}}[.)]?)?\t)?(?:{_loose(1)}[ \t]+)?(?P<name>[^\W_][^\n:\t]{{0,29}}?):?\t{_S}*"
            rf"(?:{_loose(2)}\t{_S}*(?:[\d:.,]+\t{_S}*){{0,2}})?"
        ),
        needs="\t",
    ),
    Rule(
        "name-last",
        "Text, tab, name, as in a table with the speaker in the last column",
        re.compile(
            rf"(?:\d{{1,5}}[.)]?\t)?(?:{_loose(1)}\t)?(?=[^\n]*\t(?P<name>[^\W_][^\n:\t]{{0,29}}):?{_S}*(?:\n|$))"
        ),
        needs="\t",
        whole=True,
    ),
    Rule(
        "chat",
        "Date, time, name: text, as chats are saved",
        re.compile(
            rf"\u200e?{_S}*[\[(]?(?:{_DATE},?{_S}+{_span(1)}(?:{_S}?[AaPp]\.?[Mm]\.?)?[\])]?{_S}*(?:[-–]{_S}+)?|{_span(2)}{_S}+From{_S}+)"
            rf"(?P<name>[^\W\d_][^\n:\t]{{0,59}}?)(?:{_S}+to{_S}+[^\n:]{{1,60}}?)?{_S}*:(?:\s|$){_S}*"
        ),
        sure=True,
        needs=("From ", "/", ".20", "-20"),
    ),
    Rule(
        "time-only",
        "[time] text",
        re.compile(rf"{_S}*{_bracketed(1)}{_S}*(?=\S)"),
        named=False,
    ),
)
"""In the order of preference where two fit equally well."""
