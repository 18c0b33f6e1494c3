# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whether what is said by one is an answer to what was said by another, as it is not below headings that take turns."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from qualcoder_tc.formats.guess import language_of
from qualcoder_tc.formats.spoken_words import FIRST, OTHER, REPLIES, SELF

_WORD = re.compile(r"[^\W\d_]+")
_OPENING = re.compile(
    r"(?:[^\w\n]|_)*(?P<first>[^\W\d_]+)(?P<behind>(?:['’-][^\W\d_]+)?\s*(?:[^\w\s'’-]|$))?\s*(?P<next>[^\W\d_]+)?"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]{3}")
_REMARK = re.compile(
    r"\s*(?:\[[^\W\d_A-Z][^\]\n]{2,30}\]|\([^\W\d_A-Z][^)\n]{2,30}\))\s*\w"
)  # [laughs] We never did
_ASKS = re.compile(r"[?？؟\u037e]")
_POLITE = frozenset(
    "thank thanks please danke bitte merci gracias grazie obrigado obrigada dank tak tack takk dziękuję proszę".split()
)
_ANSWERS = 0.12  # of all that is said, what begins as answers do
_SAME = 0.6  # of what stands below one heading, what is always the same
_SHORT = 200  # characters of a text whose language cannot be told


def is_answered(questions: Sequence[str], answers: Sequence[str], text: str) -> bool:
    """Tell whether questions are put to people who answer of themselves: What did you do? I left.

    In a leaflet the reader asks, and is told: Do I have to take part? No, you may stop at any time.
    """
    language = language_of(text)
    if language not in SELF or len(questions) < 2:
        return True
    me, you = SELF[language], OTHER[language]

    def share(said: Sequence[str], words: frozenset[str]) -> float:
        return sum(not words.isdisjoint(_WORD.findall(one.casefold())) for one in said) / max(1, len(said))

    told = share(answers, me)
    if share(questions, me) >= 0.25 and share(questions, me) > share(questions, you) and told < 0.3:
        return False
    opened = [_WORD.match(one.casefold().lstrip()) for one in questions]
    if sum(word is not None and word[0] in FIRST[language] for word in opened) >= 0.2 * len(questions):
        return True  # And then?
    return told >= 0.1 or share(questions, you) >= 0.2


def is_exchange(said: Sequence[tuple[str, str]]) -> bool:
    """Tell whether people who take turns, given as names and what stands behind them, speak to each other.

    They do where some of it begins as answers do, or one asks the others of themselves and they tell.
    """
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for name, one in said:
        by_name[name].append(one.strip())
    refrains = [_is_refrain(one) for one in by_name.values() if len(one) > 1]
    if any(refrains) and not all(refrains):
        return False
    text = " ".join(one for _, one in said)
    language = language_of(text)
    if language not in REPLIES:
        if len(text) > _SHORT or not _LATIN.search(text):
            return True
        return any(_answers(said, one) or _asks_of(by_name, one) for one in REPLIES)
    return _answers(said, language) or _asks_of(by_name, language)


def _is_refrain(said: Sequence[str]) -> bool:
    """Tell whether several words come again and again below one name, and do not begin as an answer does: No, never."""
    most, count = Counter(said).most_common(1)[0]
    opening = _OPENING.match(most.casefold())
    reply = (
        opening is not None
        and opening["behind"] is not None
        and any(opening["first"] in one for one in REPLIES.values())
    )
    reply = reply or _ASKS.search(most) is not None  # What? Sorry?
    return count >= max(3, _SAME * len(said)) and len(_WORD.findall(most)) > 1 and not reply


def _answers(said: Sequence[tuple[str, str]], language: str) -> bool:
    """Tell whether enough begins as answers do: Yes, I did. A word that joins sentences counts half: And then?"""
    weight = 0.0
    for _, one in said:
        match = _OPENING.match(one.casefold())
        if match is None or _REMARK.match(one):
            weight += match is not None
            continue
        first, following = match["first"], match["next"]
        reply = first in REPLIES[language]
        joins = first in FIRST[language] and not reply and first not in _POLITE
        if reply and (
            match["behind"] is not None or following in REPLIES[language] or following in FIRST[language]
        ):
            weight += 1
        elif joins or (reply and one[:1].islower()):
            weight += 0.5
    return weight >= _ANSWERS * len(said)


def _asks_of(by_name: dict[str, list[str]], language: str) -> bool:
    """Tell whether one asks often, with words for the other, and the others tell of themselves; or two ask each other."""
    often = {name: said for name, said in by_name.items() if len(said) > 1}
    if len(often) < 2:
        return False
    share = {name: _share_asking(said) for name, said in often.items()}
    questions = {
        name: [one for one in said if _ASKS.search(one) and _WORD.search(one)] for name, said in often.items()
    }
    you, me = OTHER[language], SELF[language]
    if sum(_share(said, you) > 0 and share[name] >= 0.15 for name, said in questions.items()) > 1:
        return True
    asks = max(share, key=lambda name: share[name])
    # Whoever asks may be called so in two ways, or two may: then both do little else.
    also = {name for name in share if name != asks and share[name] > 0.6 * share[asks]}
    others = [name for name in share if name != asks and name not in also]
    if share[asks] < 0.25 or (also and (not others or len(also) > 2 or min(share[name] for name in also) < 0.6)):
        return False
    told = _share([one for name in others for one in by_name[name]], me)
    # In many languages questions can do without a word for the other; riddles are of nobody, and manuals of the reader.
    plainly = share[asks] >= 0.6 and told >= 0.2 and _share(questions[asks], me) < 0.2
    return plainly or (_share(questions[asks], you) >= 0.2 and told >= 0.1)


def _share_asking(said: Sequence[str]) -> float:
    return sum(_ASKS.search(one) is not None for one in said) / max(1, len(said))


def _share(said: Sequence[str], words: Collection[str]) -> float:
    return sum(any(word in words for word in _WORD.findall(one.casefold())) for one in said) / max(1, len(said))
