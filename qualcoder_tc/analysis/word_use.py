# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which words are ordinary ones: how often people write them small, from the frequency tables that come with spaCy."""

from __future__ import annotations

import gzip
import json
from collections.abc import Collection, Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable

_RARE = -16.5  # log probability below which a word tells nothing
_MARGIN = 1.3  # a name is written with a capital so much more often (log)
_SURE = 1.9  # so much more often that the small form is a slip (log)
_NOWHERE = -20.0
_PIECE = 300_000  # characters

DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays
    sundays january february march april may june july august
    september october november december christmas easter ramadan eid diwali god lord english british polish
    lithuanian latvian german french spanish italian european american muslim christian catholic jewish""".split()
)
FILLERS = frozenset(
    """ah aha alright eh er erm euh haha hm hmm huh ja jaaa mhm mhh mm mm-hm mm-hmm mmm nah nope oh ok okay okey oops ooh
    uh uh-huh uhm um wow yeah yep yes yup""".split()
)
TITLES = frozenset(
    "Mr Mrs Ms Miss Mx Dr Prof Professor Sir Lady Lord Father Sister Reverend Rev Pastor Councillor Cllr Herr Frau".split()
)
ROLES = frozenset(
    """interviewer moderator facilitator researcher participant participants speaker respondent interviewee informant
    all everyone unknown""".split()
)
ORGANISATION_WORDS = frozenset(
    """council college school academy university hospital surgery clinic trust ltd limited plc inc charity church
    mosque temple association federation society foundation nhs police library centre center club hostel gmbh
    partnership agency department service services""".split()
)
PLACE_WORDS = frozenset(
    """street road lane avenue drive close way crescent court park square green hill house estate bridge station
    market town city village county river""".split()
)  # fmt: skip


def ordinary(words: Iterable[str], language: str = "en") -> frozenset[str]:
    """Return those of the words, in small letters, that people mostly write small, by the English table if need be.

    Source: log probabilities of words by how they are written, package spacy-lookups-data (English, German, Greek, Spanish).
    """
    wanted = {word.casefold() for word in words}
    table = _entries(language, wanted) or _entries("en", wanted)  # much that is said anywhere is English, too
    return frozenset(
        word
        for word in wanted
        if table.get(word, -99.0) > _RARE and table[word] >= table.get(_large(word), -99.0) - _MARGIN
    )


def never_small(words: Iterable[str], languages: Iterable[str]) -> frozenset[str]:
    """Return those of the words, in small letters, that are names even where they are written small (margaret, not rose).

    None where no language has a table; a word that no table has is nobody's ordinary word.
    """
    wanted = {word.casefold() for word in words}
    tables = [_entries(language, wanted) for language in sorted(set(languages)) if _file(language) is not None]
    if not tables:
        return frozenset()

    def certain(word: str, table: dict[str, float]) -> bool:
        small = table.get(word)
        return small is None or table.get(_large(word), _NOWHERE) - small >= _SURE

    return frozenset(word for word in wanted if all(certain(word, table) for table in tables))


def _large(word: str) -> str:
    return word[:1].upper() + word[1:]


def _entries(language: str, wanted: Collection[str]) -> dict[str, float]:
    """Return what the table of a language says of words and of the same with a capital; {} where there is no table."""
    path = _file(language)
    if path is None:
        return {}
    sought = {*wanted, *map(_large, wanted)}
    found: dict[str, float] = {}
    # A million entries, read piece by piece: to take them in at once holds the window up for seconds.
    text = gzip.decompress(path.read_bytes()).decode("utf-8").strip()[1:-1]
    start = 0
    while start < len(text):
        end = text.find(",\n", start + _PIECE)
        end = len(text) if end < 0 else end
        piece: dict[str, float] = json.loads(f"{{{text[start:end]}}}")
        found |= {word: piece[word] for word in sought.intersection(piece)}
        start = end + 1
    return found


def _file(language: str) -> Traversable | None:
    try:
        path = files("spacy_lookups_data").joinpath("data", f"{language}_lexeme_prob.json.gz")
    except ModuleNotFoundError:
        return None
    return path if path.is_file() else None
