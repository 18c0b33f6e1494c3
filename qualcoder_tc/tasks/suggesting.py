# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggesting codes for the passages of a project, and measuring how far to trust that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.records import CodeRow, SegmentRow, SuggestionRow, TurnRow
from qualcoder_tc.model.spans import Span, trimmed
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project

if TYPE_CHECKING:
    from qualcoder_tc.suggest import CodeProfile, Suggestion
    from qualcoder_tc.suggest.encoder import EncoderProcess as Encoder
    from qualcoder_tc.suggest.evaluate import Evaluation

_CONTEXT = 300  # characters of the neighbouring turns that go along with a passage


@dataclass(frozen=True, slots=True)
class _Unit:
    """A passage to suggest codes for, with what stands around it."""

    document_id: int
    start: int
    end: int
    text: str
    before: str
    after: str


def suggest(
    project: Project,
    progress: Progress = silent,
    *,
    unit: str = "turn",
    limit: int = 3,
    document_id: int | None = None,
    code_id: int | None = None,
    encoder: Encoder | None = None,
) -> list[SuggestionRow]:
    """Suggest codes for turns or sentences, keep them as undecided in the project, and return them.

    Lines of interviewers and moderators are left out, and so are codes that a passage carries already. Nothing is
    suggested where nothing is near enough.
    """
    codes = [c for c in project.read(queries.codes.all) if c.codable and c.active]
    chosen = [c for c in codes if c.id == code_id] if code_id is not None else codes
    if not chosen:
        raise NotFound("There are no codes to suggest", "bring in a codebook or create a code first")
    segments = project.read(queries.segments.all)
    units = _units(project, unit, document_id)
    ranked, model = _rank(
        project, codes, segments, units, limit if code_id is None else len(codes), encoder, progress
    )
    wanted: dict[str | int, CodeRow] = {c.uuid: c for c in chosen}
    held = _held(segments)
    titles = {s.id: s.reference for s in segments}
    proposals: list[dict[str, Any]] = []
    for passage, found in zip(units, ranked, strict=True):
        near = [s for s in found if s.code_id in wanted and not _carried(passage, wanted[s.code_id].id, held)]
        proposals += [_proposal(passage, wanted[s.code_id].id, s, model, titles) for s in near[:limit]]
    documents = sorted({u.document_id for u in units})
    project.do(
        operations.suggestions.propose,
        proposals=proposals,
        document_ids=documents,
        code_ids=None if code_id is None else [code_id],
    )
    rows = project.read(queries.suggestions.pending, document_id=document_id)
    return [r for r in rows if code_id is None or r.code_id == code_id]


def _rank(
    project: Project,
    codes: list[CodeRow],
    segments: list[SegmentRow],
    units: list[_Unit],
    limit: int,
    encoder: Encoder | None,
    progress: Progress,
) -> tuple[list[list[Suggestion]], str]:
    from qualcoder_tc.suggest import Passage, Suggester
    from qualcoder_tc.suggest.encoder import EncoderProcess

    own = EncoderProcess() if encoder is None else None
    using = encoder or own
    assert using is not None
    try:
        suggester = Suggester(profiles(codes), encoder=using)
        by_id = {c.id: c.uuid for c in codes}
        suggester.learn([(s.quote, by_id[s.code_id], s.id) for s in segments if s.code_id in by_id])
        for row in project.read(queries.suggestions.all):
            if row.fate.value == "rejected" and row.code_id in by_id:
                suggester.reject(row.quote, by_id[row.code_id])
        texts = [Passage(u.text, before=u.before, after=u.after) for u in units]
        return suggester.rank(texts, limit=limit, progress=progress), using.model_id
    finally:
        if own is not None:
            own.close()


def profiles(codes: list[CodeRow]) -> list[CodeProfile]:
    """Return codes as the ranking takes them, named by UUID."""
    from qualcoder_tc.suggest import CodeProfile

    by_id = {c.id: c for c in codes}
    return [
        CodeProfile(
            id=c.uuid,
            name=c.name,
            definition=c.definition,
            include=c.apply,
            exclude=c.not_apply,
            example=c.example,
            parent=by_id[c.parent_id].name if c.parent_id in by_id else "",
            facet=c.path.split("/")[0],
        )
        for c in codes
    ]


def _units(project: Project, unit: str, document_id: int | None) -> list[_Unit]:
    rows = project.read(queries.documents.all)
    if document_id is not None:
        rows = [r for r in rows if r.id == document_id]
    units: list[_Unit] = []
    for row in rows:
        document = project.read(queries.documents.text, document_id=row.id)
        split = _splitter(unit, document.language)
        spoken = any(turn.speaker for turn in document.turns)
        for turn in document.turns:
            # Questions are not coded, nor what stands above the first speaker of a conversation.
            if turn.asking or (spoken and turn.speaker is None):
                continue
            for span in split(document.text, turn):
                units.append(
                    _Unit(
                        row.id,
                        span.start,
                        span.end,
                        document.text[span.start : span.end],
                        document.text[max(0, span.start - _CONTEXT) : span.start],
                        document.text[span.end : span.end + _CONTEXT],
                    )
                )
    return units


def _splitter(unit: str, language: str) -> Callable[[str, TurnRow], list[Span]]:
    def turn_span(text: str, turn: TurnRow) -> list[Span]:
        span = trimmed(text, turn.start, turn.end)
        return [span] if len(span) else []

    if unit == "turn":
        return turn_span
    from qualcoder_tc.suggest.units import sentences

    def sentence_spans(text: str, turn: TurnRow) -> list[Span]:
        found = sentences(text[turn.start : turn.end], language)
        spans = [trimmed(text, turn.start + start, turn.start + end) for start, end in found]
        return [span for span in spans if len(span)]

    return sentence_spans


def _held(segments: list[SegmentRow]) -> dict[tuple[int, int], list[Span]]:
    held: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for s in segments:
        held[s.document_id, s.code_id].append(Span(s.start, s.end))
    return held


def _carried(unit: _Unit, code_id: int, held: dict[tuple[int, int], list[Span]]) -> bool:
    here = Span(unit.start, unit.end)
    return any(span.overlaps(here) for span in held.get((unit.document_id, code_id), ()))


def _proposal(
    unit: _Unit, code_id: int, suggestion: Suggestion, model: str, titles: dict[int, str]
) -> dict[str, Any]:
    evidence = [
        {
            "kind": e.kind,
            "text": e.text,
            "score": round(float(e.score), 4),
            "reference": titles.get(e.source, "") if isinstance(e.source, int) else "",
        }
        for e in suggestion.because
    ]
    return {
        "document_id": unit.document_id,
        "code_id": code_id,
        "start": unit.start,
        "end": unit.end,
        "quote": unit.text,
        "score": round(float(suggestion.score), 4),
        "model": model,
        "evidence": evidence,
    }


def evaluate_suggestions(
    project: Project, progress: Progress = silent, *, encoder: Encoder | None = None
) -> Evaluation:
    """Replay the project's codings, split by document, and say how often the suggestions would have been right."""
    from qualcoder_tc.suggest.encoder import EncoderProcess
    from qualcoder_tc.suggest.evaluate import evaluate

    codes = [c for c in project.read(queries.codes.all) if c.codable]
    by_id = {c.id: c.path for c in codes}
    labels: dict[tuple[str, str], set[str]] = defaultdict(set)
    for s in project.read(queries.segments.all):
        labels[s.document, s.quote].add(by_id[s.code_id])
    items = [(document, text, tuple(sorted(found))) for (document, text), found in labels.items()]
    named = [_renamed(profile, row.path) for profile, row in zip(profiles(codes), codes, strict=True)]
    own = EncoderProcess() if encoder is None else None
    try:
        return evaluate(items, named, encoder or own, progress=progress)
    finally:
        if own is not None:
            own.close()


def _renamed(profile: CodeProfile, path: str) -> CodeProfile:
    from dataclasses import replace

    return replace(profile, id=path)
