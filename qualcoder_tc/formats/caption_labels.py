# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who is named where captions begin: Name: text, Name：text, [Name] text, (Name) text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qualcoder_tc.formats.names import telling, tidy

_NAME = r"[^\W_][^\n:：\t\[\]【】()（）<>*]{0,39}?"
_NAMED = re.compile(
    rf"(?:>>+\s*|[-–—]\s*)?(?:[\[【](?P<held>{_NAME})[:：]?[\]】][:：]?\s*|[(（](?P<round>{_NAME})[:：]?[)）][:：]?\s*|"
    rf"(?P<name>{_NAME})(?:[ ]?[(（][^)）\n:：]{{1,30}}[)）])?(?::(?:\s+|(?=[^\W\d_a-zß-ÿ]))|(?P<wide>：)\s*))(?=\S)"
)
# What is heard but not said, in brackets as names are: [Sighs] Well.
_SOUND = re.compile(
    r"(?i)(?:.*\s)?(?:laugh|chuckl|giggl|sigh|gasp|groan|cough|cry|sob|whisper|scream|shout|cheer|applau|clap|sing|humm|grunt|"
    r"sniff|yawn|moan|gulp|bark|beep|buzz|click|knock|thud|bang|clear|exhal|inhal|mumbl|murmur|music|inaudibl|indistinct|"
    r"unintelligibl|crosstalk|silenc|paus|nois|static|overlapping)(?:e|s|es|ing|ter|se|er)?(?:\s.*)?|"
    r"lach(?:t|en)|gelächter|seufzt|hustet|räuspert sich|musik|beifall|rires?|musique|soupirs?|applaudissements|risas?|música|"
    r"aplausos?|suspira|risate|ride|musica|applausi|risos|palmas|gelach|muziek|skratt(?:ar)?|musiikkia|śmiech|muzyka"
)
_TELLS = re.compile(r"..?[说說问問道讲講]|但是|所以|然后|然後|就是|比如|例如|因为|因為")  # she said:
_WORDS_OF_A_CLAUSE = 4  # letters of a script without spaces: a name that stands once before a colon has hardly more


def match(caption: str) -> re.Match[str] | None:
    """Return the label with which a caption begins, whether it is one or not."""
    return _NAMED.match(caption)


def name_in(label: re.Match[str]) -> str:
    """Return the name in a label."""
    return tidy(label["name"] or label["held"] or label["round"])


def no_names(labels: Sequence[re.Match[str] | None], counts: Counter[str]) -> set[str]:
    """Return what is no name: sounds in brackets, and, seen once, remarks in round ones and words before a wide colon."""
    found: set[str] = set()
    for label in filter(None, labels):
        name = name_in(label)
        long = " " not in name and len(name) > _WORDS_OF_A_CLAUSE
        remark = label["round"] or (label["wide"] and (long or _TELLS.fullmatch(name)))
        sound = not label["name"] and _SOUND.fullmatch(name)
        if sound or (counts[name] == 1 and remark and not telling(name)):
            found.add(name)
    return found
