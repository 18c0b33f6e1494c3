# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Finding a quote again in a text that changed."""

from __future__ import annotations

from qualcoder_tc.model.spans import Span


def find_again(quote: str, old: str, start: int, new: str) -> Span | None:
    """Return where a quote that stood at `start` of the old text stands in the new one, None if that is unsure.

    A quote that occurs once is found; of several, the one whose surroundings are most alike, if it is the only one.
    """
    places: list[int] = []
    at = new.find(quote)
    while at >= 0 and len(places) < 1000:
        places.append(at)
        at = new.find(quote, at + 1)
    if not places:
        return None
    scores = [_alike(old, start, new, place, len(quote)) for place in places]
    best = max(scores)
    if scores.count(best) > 1:
        return None
    place = places[scores.index(best)]
    return Span(place, place + len(quote))


def _alike(old: str, start: int, new: str, place: int, length: int, reach: int = 200) -> int:
    """Return how many characters before and after the quote are the same in both texts."""
    before = after = 0
    while before < min(reach, start, place) and old[start - 1 - before] == new[place - 1 - before]:
        before += 1
    a, b = start + length, place + length
    while after < reach and a + after < len(old) and b + after < len(new) and old[a + after] == new[b + after]:
        after += 1
    return before + after
