# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who asks: by the name in the label, by a legend in the text, by how people speak."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualcoder_tc.model.transcript import Turn

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
# What legends call people: "I = interviewer; Y = informant".
_LEGEND = re.compile(
    r"(?m)(?:^|[;,(/]|\band\b)[ \t]*(?P<label>[^\W\d_][\w ]{0,14}?)[ \t]*[=:–-][ \t]*(?P<what>[^\W\d_]{3,20})"
)
_ANSWERING = re.compile(
    r"(?i)(?:participant|respondent|informant|interviewee|teilnehmer(?:in)?|befragte[rs]?|interviewée?|participante?|"
    r"entrevistad[oa]|intervistat[oa])(?:\s*[-#]?\s*\d{1,3})?|P\d{1,3}"
)
_TOP = 3000  # characters in which a legend stands
_FEW = 4  # turns below which nothing can be told from how somebody speaks


def role_of(name: str) -> str | None:
    """Return the asking role that a speaker's name tells, None if it tells none."""
    for role, pattern in _ROLE_PATTERNS:
        if pattern.fullmatch(name.strip()):
            # A lone R is as often the respondent as the researcher, a lone M as often Mary as the moderator.
            return None if name.strip().upper() in ("R", "M") else role
    return None


def find_roles(text: str, turns: Sequence[Turn]) -> dict[str, str]:
    """Return the asking roles of speakers: what a legend says, else their names, else who mostly asks."""
    names = dict.fromkeys(turn.speaker for turn in turns if turn.speaker)
    found = {name: role for name in names if (role := role_of(name)) is not None}
    # A legend stands above what is said.
    top = min(_TOP, next((turn.label_start for turn in turns if turn.speaker), 0))
    for match in _LEGEND.finditer(text[:top]):
        label, what = match["label"].strip(), match["what"].strip()
        if label in names and label.casefold() != what.casefold():
            if role := role_of(what):
                found[label] = role
            else:
                found.pop(label, None)
    answering = [name for name in names if _ANSWERING.fullmatch(name)]
    if not found and len(names) == 2 and len(answering) == 1:
        # Where one of two is called the participant, the other one asks.
        found[next(name for name in names if name not in answering)] = "interviewer"
    if not found and len(names) >= 2:
        asking = _mostly_asks(text, turns)
        if asking is not None:
            found[asking] = "interviewer"
    return found


def _mostly_asks(text: str, turns: Sequence[Turn]) -> str | None:
    """Return the one speaker who asks far more often than all others and says less than they do at a time."""
    asked: dict[str, int] = {}
    count: dict[str, int] = {}
    words: dict[str, int] = {}
    for turn in turns:
        if turn.speaker:
            said = text[turn.start : turn.end]
            count[turn.speaker] = count.get(turn.speaker, 0) + 1
            asked[turn.speaker] = asked.get(turn.speaker, 0) + ("?" in said[-200:])
            words[turn.speaker] = words.get(turn.speaker, 0) + len(said)
    often = [name for name in count if count[name] >= _FEW]
    if len(often) < 2:
        return None
    ranked = sorted(often, key=lambda name: asked[name] / count[name], reverse=True)
    first, second = ranked[0], ranked[1]
    share, other = asked[first] / count[first], asked[second] / count[second]
    longest = max(words[name] / count[name] for name in often if name != first)
    brief = words[first] / count[first] <= longest
    if share >= 0.3 and share >= 2 * other and (brief or (share >= 0.6 and other <= 0.15)):
        return first
    return None
