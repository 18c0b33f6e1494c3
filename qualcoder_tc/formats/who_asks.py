# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who asks, by how people speak: most of whose turns are questions, and brief."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from qualcoder_tc.model.transcript import Turn

FEW = 4  # turns below which little can be told from how somebody speaks
_ASKED = re.compile(r"[?？؟\u037e]|(?<=[\u0370-\u03ff]);")  # the last as Greeks type it


def often(turns: Sequence[Turn]) -> list[str]:
    """Return who speaks, in the order in which they begin, without those who speak once beside two who often do."""
    counts = Counter(turn.speaker for turn in turns if turn.speaker)
    many = [name for name, count in counts.items() if count > 1]
    return many if len(many) == 2 and min(counts[name] for name in many) >= FEW else list(counts)


def mainly(turns: Sequence[Turn]) -> list[str]:
    """Return who speaks more than once or twice, where at least two often do; else everybody."""
    counts = Counter(turn.speaker for turn in turns if turn.speaker)
    many = [name for name, count in counts.items() if count >= FEW]
    return [name for name in counts if counts[name] > 2] if len(many) >= 2 else list(counts)


def two_ask(text: str, turns: Sequence[Turn]) -> set[str]:
    """Return the two of three who both ask often, where the third, who says most, hardly ever does."""
    said: dict[str, list[str]] = {}
    for turn in turns:
        if turn.speaker:
            said.setdefault(turn.speaker, []).append(text[turn.start : turn.end])
    share = {name: sum(bool(_ASKED.search(t[-200:])) for t in told) / len(told) for name, told in said.items()}
    most = max(said, key=lambda name: sum(map(len, said[name])))
    others = said.keys() - {most}
    often = all(share[name] >= 0.4 and len(said[name]) >= 3 for name in others)
    return set(others) if often and share[most] <= 0.15 and len(said[most]) >= 3 else set()


def mostly_asks(text: str, turns: Sequence[Turn]) -> str | None:
    """Return the one speaker who asks far more often than all others, mostly saying less than they do at a time."""
    asked: dict[str, int] = {}
    count: dict[str, int] = {}
    words: dict[str, int] = {}
    ended: dict[str, int] = {}
    for turn in turns:
        if turn.speaker:
            count[turn.speaker] = count.get(turn.speaker, 0) + 1
            asks = _ASKED.search(text, max(turn.start, turn.end - 200), turn.end) is not None
            asked[turn.speaker] = asked.get(turn.speaker, 0) + asks
            ends = asks and _ASKED.search(text, max(turn.start, turn.end - 3), turn.end) is not None
            ended[turn.speaker] = ended.get(turn.speaker, 0) + ends
            words[turn.speaker] = words.get(turn.speaker, 0) + turn.end - turn.start
    often = [name for name in count if count[name] >= FEW]
    few = len(often) < 2
    if few:
        often = [name for name in count if count[name] >= 2]
    if len(often) < 2:
        return None
    ranked = sorted(often, key=lambda name: asked[name] / count[name], reverse=True)
    first, second = ranked[0], ranked[1]
    share, other = asked[first] / count[first], asked[second] / count[second]
    if few:
        return first if share == 1 and other == 0 else None
    longest = max(words[name] / count[name] for name in often if name != first)
    brief = words[first] / count[first] <= longest
    begins = next(turn.speaker for turn in turns if turn.speaker) == first
    leads = begins and asked[first] >= 2 * max(asked[name] for name in often if name != first)
    if (
        len(count) == 2
        and begins
        and share >= 0.3
        and share > other
        and 2 * words[first] * count[second] <= words[second] * count[first]
    ):
        return first  # of two, the one who begins, asks more often and says far less at a time
    # Whoever does not begin may be trying something out, and wonder aloud.
    least = 0.3 if begins else 0.45
    if (share >= least and share >= 2 * other and brief) or (
        share >= 0.6 and (leads or share >= (2 if begins else 3) * other)
    ):
        return first
    if leads and share >= 0.45 and other <= 0.15:
        return first  # at length, as hosts do, to whoever hardly asks at all
    return _ends_in_questions(ended, count, words)


def _ends_in_questions(ended: Mapping[str, int], count: Mapping[str, int], words: Mapping[str, int]) -> str | None:
    """Return the one of two who begins, says less at a time, and whose turns end in questions as the other's hardly do.

    Who answers may wonder aloud on the way: But where would I go? My daughter is in Halifax.
    """
    if len(count) != 2:
        return None
    first, second = count  # in the order in which they speak
    asks, other = ended[first] / count[first], ended[second] / count[second]
    brief = words[first] / count[first] <= words[second] / count[second]
    return first if brief and asks >= 0.5 and asks >= (2 if asks >= 0.6 else 2.5) * other else None
