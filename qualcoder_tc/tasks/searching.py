# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Searching a project, and coding what was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from sqlalchemy.orm import Session

from qualcoder_tc import operations, queries
from qualcoder_tc.model.searching import Hit, HitGroup, Search
from qualcoder_tc.model.spans import Span, trimmed
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.queries.segments import TurnFinder
from qualcoder_tc.storage.text_index import TextIndex


class Extent(StrEnum):
    """How much of the text around a hit is coded."""

    HIT = "hit"
    SENTENCE = "sentence"
    TURN = "turn"


def prepare_search(project: Project, progress: Progress = silent) -> None:
    """Bring the search index up to date."""
    with project.searching(progress):
        pass


def search(
    project: Project, wanted: Search, progress: Progress = silent, found: Callable[[HitGroup], None] | None = None
) -> list[HitGroup]:
    """Return the hits, grouped; `found` is told of each group as soon as it is there."""
    with project.searching(progress) as index:
        return project.read(_collect, index=index, wanted=wanted, progress=progress, found=found)


def _collect(
    session: Session,
    *,
    index: TextIndex,
    wanted: Search,
    progress: Progress,
    found: Callable[[HitGroup], None] | None,
) -> list[HitGroup]:
    groups: list[HitGroup] = []
    for group in queries.found.groups(session, index=index, search=wanted, progress=progress):
        groups.append(group)
        if found is not None:
            found(group)
    return groups


def code_hits(
    project: Project, hits: Sequence[Hit], code_id: int, extent: Extent = Extent.HIT, progress: Progress = silent
) -> int:
    """Apply a code to hits in documents, to their sentences, or to their turns, as one step; return how many are new."""
    places: list[tuple[int, int, int]] = []
    by_document: dict[int, list[Hit]] = {}
    for hit in hits:
        if hit.kind == "document":
            by_document.setdefault(hit.document_id, []).append(hit)
    for number, (document_id, some) in enumerate(by_document.items()):
        progress(number, len(by_document), "")
        places += _places(project, document_id, some, extent)
    return project.do(operations.passages.code, places=places, code_id=code_id)


def _places(project: Project, document_id: int, hits: list[Hit], extent: Extent) -> list[tuple[int, int, int]]:
    if extent is Extent.HIT:
        return [(document_id, hit.start, hit.end) for hit in hits]
    document = project.read(queries.documents.text, document_id=document_id)
    finder = TurnFinder(document.turns)
    split: dict[tuple[int, int], list[tuple[int, int]]] = {}
    found: dict[Span, None] = {}
    for hit in hits:
        turn = finder.at(hit.start)
        start, end = (turn.start, turn.end) if turn else (hit.start, hit.end)
        if extent is Extent.SENTENCE and turn is not None:
            if (start, end) not in split:
                split[start, end] = _sentences(document.text, start, end, document.language)
            touched = [s for s in split[start, end] if s[0] < hit.end and s[1] > hit.start]
            start, end = (touched[0][0], touched[-1][1]) if touched else (hit.start, hit.end)
        found[trimmed(document.text, min(start, hit.start), max(end, hit.end))] = None
    return [(document_id, span.start, span.end) for span in found]


def _sentences(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    from qualcoder_tc.suggest.units import sentences

    return [(start + a, start + b) for a, b in sentences(text[start:end], language)]
