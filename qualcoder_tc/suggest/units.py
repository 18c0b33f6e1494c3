# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Sentences of a turn, as positions in code points."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from qualcoder_tc.suggest.faults import PipelineMissing

if TYPE_CHECKING:
    from spacy.language import Language

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
# They come from damaged imports, and stop spaCy.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_LEFT_BEHIND = re.compile(r"\s+[\"“‘«(\[]+$")


def sentences(text: str, language: str = "en", pipeline: str = "") -> list[tuple[int, int]]:
    """Return start and end of each sentence, blanks trimmed; a line break always ends a sentence.

    `language` is a two-letter code (a region after it is ignored); one that spaCy does not know is split by
    general rules. `pipeline` names an installed trained spaCy pipeline to be used instead
    (PipelineMissing where it is not installed).
    """
    nlp = _trained(pipeline) if pipeline else _blank(language.replace("_", "-").split("-")[0].lower())
    found: list[tuple[int, int]] = []
    text = _LONE_SURROGATE.sub("\ufffd", text)
    for line in _LINE.finditer(text):
        start = line.start()
        cuts = [start + sentence.end_char for sentence in nlp(line.group()).sents]
        for end in cuts:
            # An opening quotation mark at the end belongs to the sentence that follows.
            stray = _LEFT_BEHIND.search(text, start, end)
            stop = stray.start() if stray and end < line.end() else end
            _add_trimmed(found, text, start, stop)
            start = stop
        _add_trimmed(found, text, start, line.end())
    return found


def _add_trimmed(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = start + len(piece.rstrip())
    if first < last:
        found.append((first, last))


@cache
def _blank(language: str) -> Language:
    import spacy

    try:
        nlp = spacy.blank(language or "xx")
    except (ImportError, ValueError):
        # Unknown to spaCy, or a language whose word splitter is not installed.
        nlp = spacy.blank("xx")
    nlp.add_pipe("sentencizer")
    return _boundless(nlp)


@cache
def _trained(name: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(name, exclude=["ner", "lemmatizer", "tagger", "attribute_ruler", "textcat"])
    except OSError as error:
        raise PipelineMissing(name) from error
    if not {"parser", "senter", "sentencizer"} & set(nlp.pipe_names):
        nlp.add_pipe("sentencizer")
    return _boundless(nlp)


def _boundless(nlp: Language) -> Language:
    # The limit guards trained parsers; splitting by rules needs little memory.
    nlp.max_length = 1_000_000_000
    return nlp
