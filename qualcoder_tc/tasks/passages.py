# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The passages of a project as suggestions take them: with the turns before and after, whether coded or not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcoder_tc.model.references import reference
from qualcoder_tc.model.spans import trimmed
from qualcoder_tc.model.suggesting import Covered, PlainCoding, SpokenDocument, SpokenTurn

if TYPE_CHECKING:
    from qualcoder_tc.suggest import CodeProfile, Passage

Splitter = Callable[[list[str], str], list[list[tuple[int, int]]]]
"""Return the sentences of texts in a language."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage to suggest codes for."""

    document_id: int
    start: int
    end: int
    passage: Passage


@dataclass(frozen=True, slots=True)
class Source:
    """Where something learned is from; `document_id` tells documents apart when trust is measured."""

    coding_id: int
    document_id: int


class Material:
    """The documents of a project, and what stands at a place in them."""

    def __init__(self, documents: Iterable[SpokenDocument]) -> None:
        self.documents = {document.id: document for document in documents}
        self._starts = {d.id: [turn.start for turn in d.turns] for d in self.documents.values()}
        self._said: dict[int, list[str]] = {}

    def units(
        self,
        unit: str,
        split: Splitter,
        *,
        document_id: int | None = None,
        within: tuple[int, int] | None = None,
    ) -> list[Unit]:
        """Return turns or sentences, but no questions, nor what stands above the first speaker of a conversation."""
        found: list[Unit] = []
        for document in self.documents.values():
            if document_id is not None and document.id != document_id:
                continue
            spoken = any(turn.speaker for turn in document.turns)
            chosen = [
                at
                for at, turn in enumerate(document.turns)
                if not turn.asking
                and not (spoken and turn.speaker is None)
                and (within is None or (turn.start < within[1] and turn.end > within[0]))
            ]
            found += self._cut(document, chosen, split if unit == "sentence" else None)
        return found

    def _cut(self, document: SpokenDocument, chosen: list[int], split: Splitter | None) -> list[Unit]:
        turns = [document.turns[at] for at in chosen]
        if split is None:
            pieces = [[(0, turn.end - turn.start)] for turn in turns]
        else:
            pieces = split([document.text[turn.start : turn.end] for turn in turns], document.language)
        found: list[Unit] = []
        for at, turn, spans in zip(chosen, turns, pieces, strict=True):
            for start, end in spans:
                span = trimmed(document.text, turn.start + start, turn.start + end)
                if len(span):
                    passage = self._passage(document.id, document.text[span.start : span.end], at, at)
                    found.append(Unit(document.id, span.start, span.end, passage))
        return found

    def coded(self, coding: PlainCoding) -> Passage | None:
        """Return the passage of a coding, with the turns around those in which it begins and ends."""
        document = self.documents.get(coding.document_id)
        if document is None:
            return None
        first, last = self._turn(document.id, coding.start), self._turn(document.id, coding.end - 1)
        return self._passage(document.id, document.text[coding.start : coding.end].strip(), first, last)

    def reference(self, coding: PlainCoding) -> str:
        """Return where a coding stands, as written in reports."""
        document = self.documents[coding.document_id]
        turn = self.turn(coding.document_id, coding.start)
        return reference(document.title, turn.speaker if turn else None, turn.number if turn else None)

    def turn(self, document_id: int, position: int) -> SpokenTurn | None:
        """Return the turn at a position."""
        at = self._turn(document_id, position)
        return self.documents[document_id].turns[at] if at >= 0 else None

    def _turn(self, document_id: int, position: int) -> int:
        return bisect_right(self._starts[document_id], position) - 1

    def _passage(self, document_id: int, text: str, first: int, last: int) -> Passage:
        from qualcoder_tc.suggest import Passage

        said = self._of(document_id)
        before = said[first - 1] if first > 0 else ""
        after = said[last + 1] if 0 <= last + 1 < len(said) else ""
        return Passage(text, before, after)

    def _of(self, document_id: int) -> list[str]:
        """Return what was said in each turn; turns share their texts with the passages beside them."""
        if document_id not in self._said:
            document = self.documents[document_id]
            self._said[document_id] = [document.text[turn.start : turn.end].strip() for turn in document.turns]
        return self._said[document_id]


def whole(texts: list[str], _language: str) -> list[list[tuple[int, int]]]:
    """Return texts as one sentence each, for whoever takes turns as they are."""
    return [[(0, len(text))] for text in texts]


def left_alone(
    material: Material, codings: Sequence[PlainCoding], done: Collection[int]
) -> list[tuple[int, Passage]]:
    """Return the turns that were read and left without a code, with the documents that they are from.

    Read are the turns between the first and the last coded one of a document, or all of it where it is marked as done;
    what an interviewer or moderator says does not count.
    """
    covered = Covered((c.document_id, c.start, c.end) for c in codings)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for c in codings:
        first[c.document_id] = min(c.start, first.get(c.document_id, c.start))
        last[c.document_id] = max(c.end, last.get(c.document_id, c.end))
    return [
        (unit.document_id, unit.passage)
        for unit in material.units("turn", whole)
        if unit.document_id in first
        and not covered.meets(unit.document_id, unit.start, unit.end)
        and (unit.document_id in done or first[unit.document_id] < unit.start < last[unit.document_id])
    ]


def places_of(
    passages: Iterable[tuple[int, Passage]], profiles: Iterable[CodeProfile], model_id: str
) -> dict[str, int]:
    """Return the document of each text by the key of its vector, 0 for the codebook."""
    from qualcoder_tc.suggest.vectors import key

    places: dict[str, int] = {}
    for profile in profiles:
        for text in (*profile.sentences(), *profile.refusals(), profile.summary()):
            places[key(text, model_id)] = 0
    seen: set[tuple[int, str]] = set()
    for document_id, passage in passages:
        for text in (passage.text, passage.before, passage.after):
            if text and (document_id, text) not in seen:
                seen.add((document_id, text))
                places[key(text, model_id)] = document_id
    return places


def languages_of(documents: Iterable[SpokenDocument]) -> str:
    """Return the language that most documents are in."""
    spoken = [document.language for document in documents]
    return max(sorted(set(spoken)), key=spoken.count) if spoken else "en"


def language_notes(documents: Iterable[SpokenDocument], model_id: str) -> list[str]:
    """Return what to know where the model that comes with the program reads documents in languages it was not made for.

    Documents in a script that it cannot read are left out: there, each passage is told of.
    """
    from qualcoder_tc.suggest.models import SHIPPED, SHIPPED_LANGUAGES
    from qualcoder_tc.suggest.scripts import readable

    if not model_id.startswith(f"{SHIPPED}:"):
        return []
    titles = [
        document.title
        for document in documents
        if document.language.replace("_", "-").split("-")[0].lower() not in SHIPPED_LANGUAGES
        and readable(document.text, model_id)
    ]
    if not titles:
        return []
    some = ", ".join(titles[:3]) + (f" and {len(titles) - 3} more" if len(titles) > 3 else "")
    return [
        f"The language model was trained on English: what it says of {some} is less sure. Another model can be chosen "
        "for the project."
    ]
