# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What a document seems to be: its language, its kind, its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import PurePath

from qualcoder_tc.model.transcript import ASKING_ROLES, DocumentKind, Turn

_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": "the and of to that is was it for you with they this have not but what are from about which would there",
    "de": "der die und das ist nicht ich sie ein eine auch mit wir auf aber wenn oder dann habe dass schon noch",
    "fr": "le la les et des est pas que je vous nous une dans pour mais avec qui sur plus aussi ça c'est on",
    "es": "el los las que y es una por con para como pero más muy yo también porque esto qué no lo se",
    "it": "il che di non una è per sono con anche come più ma gli della questo perché molto allora ci mi",
    "pt": "o os as que não uma é para com mas por como mais eu também foi isso muito você são do da",
    "nl": "de het een en van ik niet dat is op te met voor maar ook als zijn wel dan heb nog je",
    "da": "det og jeg er ikke der som at en til på har så vi med men kan også af den om de",
    "sv": "det och jag är inte som att en på har så vi med men kan också av den om de för",
    "nb": "det og jeg er ikke som at en til på har så vi med men kan også av den om de",
    "pl": "nie to się na że jest do jak tak ale co jestem bardzo mnie już tego był czy po za",
    "lt": "ir kad tai yra ne su bet kaip jis mes aš labai buvo arba dar jau nuo tik čia",
}
_BLANKS = {code: " " for code in range(128) if not chr(code).isalpha()}
_SETS = {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items() if words}


def language_of(text: str) -> str:
    """Return the language whose function words are most frequent (ISO 639-1), `und` if none stands out."""
    top = text[:6_000].casefold()
    # What is no letter parts words; where there are English letters only, a table tells it at a tenth of the cost.
    words_of = top.translate(_BLANKS).split() if top.isascii() else _WORD.findall(top)
    counts = Counter(words_of)
    total = len(words_of)
    held = counts.keys()
    scores = {language: sum([counts[w] for w in words & held]) / max(1, total) for language, words in _SETS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if total >= 10 and scores[best] > 0.08 else "und"


def kind_of(name: str, turns: Sequence[Turn], roles: dict[str, str]) -> DocumentKind:
    """Return what a transcript seems to be, from its file name and how many people answer."""
    words = set(re.split(r"[\W_\d]+", PurePath(name).stem.casefold()))
    answering = {t.speaker for t in turns if t.speaker and roles.get(t.speaker) not in ASKING_ROLES}
    timed = any(t.time_start is not None for t in turns)
    if {"focus", "fg", "focusgroup"} & words and len(answering) != 1:
        return DocumentKind.FOCUS_GROUP
    if not answering and not timed:
        return DocumentKind.FIELD_NOTE if "interview" not in words else DocumentKind.INTERVIEW
    return DocumentKind.FOCUS_GROUP if len(answering) >= 4 else DocumentKind.INTERVIEW


def alike(turns: Sequence[Turn]) -> list[tuple[str, str, int]]:
    """Return rare names of speakers that look like a slip of a frequent one, as (rare, frequent, turns of the rare)."""
    counts = Counter(t.speaker for t in turns if t.speaker)
    found: list[tuple[str, str, int]] = []
    for name, count in counts.items():
        if count > 3 or len(name) < 5:
            continue
        for other, often in counts.items():
            numbers = re.findall(r"\d+", name) == re.findall(r"\d+", other)
            if (
                often >= 5 * count
                and numbers
                and SequenceMatcher(None, name.casefold(), other.casefold()).ratio() > 0.84
            ):
                found.append((name, other, count))
                break
    return found


def title_of(name: str) -> str:
    """Return a readable title from a file name."""
    stem = PurePath(name).stem
    words = " ".join(re.sub(r"[_]+", " ", stem).split())
    return (words[:1].upper() + words[1:]) if words else name
