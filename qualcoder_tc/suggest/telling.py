# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The words by which some texts differ from others."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

from qualcoder_tc.suggest.speech import says_something

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PRIOR = 0.2  # words of all groups that speak against a difference by chance, as a share of them
_CLEAR = 1.5  # z
_STEM = 4


@lru_cache(maxsize=8)
def stop_words(language: str) -> frozenset[str]:
    """Return the words of a language that say little, none for one that is not known; loads no other part of spaCy."""
    found = find_spec("spacy")
    if found is None or found.origin is None:
        return frozenset()
    path = Path(found.origin).parent / "lang" / language.lower()[:2] / "stop_words.py"
    spec = spec_from_file_location(f"_stop_words_{language.lower()[:2]}", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        return frozenset()
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return frozenset(str(word) for word in getattr(module, "STOP_WORDS", ()))


def words_of(text: str, languages: Iterable[str] = ("en",)) -> list[str]:
    """Return the words of a text that can carry a meaning, in small letters."""
    stops = [stop_words(language) for language in languages]
    found: list[str] = []
    for token in _WORD.findall(text.lower().replace("’", "'")):
        if token.endswith("n't"):
            continue
        word = token.split("'")[0] if token.endswith(("'s", "'re", "'ve", "'d", "'ll", "'m")) else token
        if says_something(word) and not any(word in some or token in some for some in stops):
            found.append(word)
    return found


def telling(groups: Sequence[Sequence[str]], languages: Iterable[str] = ("en",), limit: int = 6) -> list[list[str]]:
    """Return for each group of texts the words that it uses more than the other groups do, the most telling first.

    Log-odds with an informative prior (Monroe, Colaresi and Quinn 2008), counted once a text so that one talker who
    repeats a word does not name a group. Words that begin alike stand for one another.
    """
    chosen = tuple(dict.fromkeys(languages))
    counts = [Counter(word for text in texts for word in set(words_of(text, chosen))) for texts in groups]
    whole = sum(counts, Counter[str]())
    total = sum(whole.values())
    found: list[list[str]] = []
    for own in counts:
        rest_size, size = total - own.total(), own.total()
        room = _PRIOR * total
        scored: list[tuple[float, str]] = []
        for word, times in own.items():
            prior = _PRIOR * whole[word]
            others = whole[word] - times
            odds = math.log((times + prior) / (size + room - times - prior))
            against = math.log((others + prior) / (rest_size + room - others - prior))
            scored.append(((odds - against) / math.sqrt(1 / (times + prior) + 1 / (others + prior)), word))
        found.append(_distinct([w for z, w in sorted(scored, key=lambda s: (-s[0], s[1])) if z > _CLEAR], limit))
    return found


def _distinct(words: list[str], limit: int) -> list[str]:
    kept: dict[str, str] = {}
    for word in words:
        kept.setdefault(word[:_STEM], word)
        if len(kept) == limit:
            break
    return list(kept.values())
