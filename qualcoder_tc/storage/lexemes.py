# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Words of a text as the search index knows them: where they stand, and what they are without case, accents, endings."""

from __future__ import annotations

import gzip
import importlib
import json
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

# Scripts that put no blanks between words: each character is a word, and a query of several stands for the run.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LONGEST = 120  # characters of a word that count; what is longer is no word but a key or an address
_ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
    "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian",
    "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


@cache
def _word() -> Any:
    import regex

    # Combining marks, soft hyphens and joiners belong to the word they stand in.
    return regex.compile(
        rf"(?V1)[[{_UNSPACED}]--[\p{{M}}]]\p{{M}}*"
        rf"|[[\p{{L}}\p{{N}}_]--[{_UNSPACED}]][[\p{{L}}\p{{N}}\p{{M}}_\u00ad\u200c\u200d]--[{_UNSPACED}]]*"
    )


def spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of each word, in code points."""
    return [match.span() for match in _word().finditer(text)]


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without case and accents; never empty, and of letters and digits only."""
    parts = unicodedata.normalize("NFKD", word[:_LONGEST]).casefold()
    kept = "".join(
        c
        for c in unicodedata.normalize("NFKD", parts)
        if not unicodedata.combining(c)
        and (c == "_" or not c.isascii() or c.isalnum())
        and c not in "\u00ad\u200c\u200d"
    )
    # Blanks of other kinds would make two words of one.
    return "".join(kept.split()) or "_"


def language_of(code: str) -> str:
    """Return the language of a code such as `en-GB`, without its region."""
    return code.replace("_", "-").split("-")[0].lower()


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    algorithm = _ALGORITHMS.get(language)
    if algorithm is None:
        return None
    import snowballstemmer

    known: frozenset[str] = frozenset(snowballstemmer.algorithms())
    return snowballstemmer.stemmer(algorithm).stemWord if algorithm in known else None


@cache
def _lemmas(language: str) -> dict[str, str]:
    """Return the table of word and lemma of a language, empty where there is none.

    The tables are read as they lie in the package: importing spaCy for them would take a hundred times as long.
    """
    try:
        tables = importlib.import_module("spacy_lookups_data")
    except ImportError:
        return {}
    held = getattr(tables, {"id": "id_"}.get(language, language), None)
    if not isinstance(held, dict) or "lemma_lookup" not in held:
        return {}
    for path in (Path(f"{held['lemma_lookup']}.gz"), Path(str(held["lemma_lookup"]))):
        if path.is_file():
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as stream:
                return json.load(stream)
    return {}


def forms(word: str, language: str) -> tuple[str, str]:
    """Return stem and lemma of a word as written, folded; the word itself where the language has neither."""
    lower = unicodedata.normalize("NFC", word[:_LONGEST]).lower()
    stemmer = _stemmer(language)
    stem = stemmer(lower) if stemmer else lower
    table = _lemmas(language)
    lemma = table.get(lower) or table.get(lower.capitalize()) or lower
    return fold(stem), fold(lemma)
