# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggesting codes for the passages of a project, and measuring how far to trust that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from qualcoder_tc import operations, queries
from qualcoder_tc.errors import AppError, NotFound
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.model.suggesting import Choices, LearnFrom, PlainCoding, SuggestionRow
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.tasks.encoders import encoder_for, splitter, with_words_at_least
from qualcoder_tc.tasks.learner import Learner, Warm
from qualcoder_tc.tasks.passages import Material, Unit, left_alone, places_of
from qualcoder_tc.tasks.profiles import profiles

if TYPE_CHECKING:
    from qualcoder_tc.suggest import Passage, Suggestion
    from qualcoder_tc.suggest.evaluate import Evaluation
    from qualcoder_tc.suggest.vectors import Encoder

P = ParamSpec("P")
T = TypeVar("T")

_ATTEMPTS = 3  # what was read is kept, so that a second one is quick
_SPARE = 5  # ranked beyond the limit, to take the place of what is carried or was declined


class SuggestionsOff(AppError):
    """The project was made to be coded without suggestions."""

    def __init__(self) -> None:
        super().__init__(
            "Suggestions are off in this project",
            "whoever made it asked that it be coded without them; ask them if you think otherwise",
        )


class TooEarly(AppError):
    """The coder has hardly begun; the first codes should be their own."""

    def __init__(self, coded: int, least: int) -> None:
        super().__init__(
            "Suggestions begin later",
            f"you have coded {coded} of the {least} segments after which they do, so that the first ideas are your own; "
            "ask for them anyway if you want them now",
        )
        self.coded, self.least = coded, least


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is suggested now, how much of it is new, from how many coded segments, from which score on, and what to know."""

    rows: list[SuggestionRow]
    made: int
    learned: int
    threshold: float
    model: str
    notes: tuple[str, ...] = ()

    def noting(self, note: str) -> Proposed:
        """Return the same with one more note."""
        return replace(self, notes=(note, *self.notes)) if note else self


def _on_firm_ground(work: Callable[P, T]) -> Callable[P, T]:
    """Begin anew, a few times, where texts or codes changed meanwhile."""

    @wraps(work)
    def attempts(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(_ATTEMPTS - 1):
            try:
                return work(*args, **kwargs)
            except operations.suggestions.GroundMoved:
                continue
        return work(*args, **kwargs)

    return attempts


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
    """Suggest codes for turns or sentences, keep them as undecided in the project, and return them; see `propose`."""
    found = propose(
        project, progress, unit=unit, limit=limit, document_id=document_id, code_id=code_id, encoder=encoder
    )
    return found.rows


@_on_firm_ground
def propose(
    project: Project,
    progress: Progress = silent,
    *,
    unit: str = "turn",
    limit: int = 3,
    document_id: int | None = None,
    within: tuple[int, int] | None = None,
    code_id: int | None = None,
    encoder: Encoder | None = None,
    learn_from: str | None = None,
    strictness: float = 0.5,
    anyway: bool = True,
    with_rows: bool = True,
    warm: Warm | None = None,
) -> Proposed:
    """Suggest codes to whoever codes, keep them as undecided in the project, and say what they rest on.

    Questions are left out, and so are codes that a passage carries already, that were declined there, or that are not
    to be suggested. Suggestions are learned from the coder's own codings, or from everybody's where the project or
    `learn_from` says so. `within` narrows to the turns of a stretch of one document. `strictness` goes from 0 (many)
    to 1 (few and sure). What is kept in `warm` spares the next ask all but what changed. Where texts or codes change
    meanwhile, all is done again; GroundMoved where they do not come to rest. Raises SuggestionsOff, NotFound where there
    are no codes, and TooEarly unless `anyway`.
    """
    progress(0, 0, "Gathering")
    ground = project.read(queries.learning.ground)
    asked = _Asked.of(project, code_id, learn_from, anyway=anyway)
    with _kept(project, warm) as state, encoder_for(asked.choices, encoder) as (using, note):
        material = state.material(ground)
        units = material.units(unit, splitter(using), document_id=document_id, within=within)
        known = profiles(asked.codes, asked.codebook, lambda code: code.uuid)
        learner = Learner(state, material, asked.codes, known, asked.codings, units, progress)
        room = limit + _SPARE + len(asked.choices.quiet) if code_id is None else len(asked.codes)
        (ranked, threshold, model, notes), fault = with_words_at_least(
            lambda e: learner.rank(e, room, strictness), using
        )
        documents = [document_id] if document_id is not None else list(material.documents)
        if within is None and code_id is None and not fault:
            learner.tidy(documents)
    proposals = _proposals(units, ranked, asked.chosen, limit, learner)
    facts = {"model": model, "threshold": round(threshold, 4), "learned": learner.learned}
    progress(0, 0, "Writing down")
    made = project.do(
        operations.suggestions.propose,
        proposals=[p | facts for p in proposals],
        document_ids=documents,
        code_ids=None if code_id is None else [code_id],
        within=within,
        read_from=ground,
    )
    rows: list[SuggestionRow] = []
    if with_rows:
        rows = project.read(queries.suggestions.pending, document_id=document_id, coder_id=project.coder.id)
        rows = [r for r in rows if code_id is None or r.code_id == code_id]
    return Proposed(
        rows, len(made), learner.learned, threshold, model, tuple(n for n in (note, fault, *notes) if n)
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a project has to suggest from: its codes in use, those that may be suggested, and the codings to learn from."""

    choices: Choices
    codebook: list[CodeRow]
    codes: list[CodeRow]
    chosen: list[CodeRow]
    codings: list[PlainCoding]

    @classmethod
    def of(cls, project: Project, code_id: int | None, learn_from: str | None, *, anyway: bool) -> _Asked:
        """Read it; raises SuggestionsOff, NotFound and TooEarly as `propose` says."""
        choices = project.read(queries.suggestions.choices)
        if not choices.on:
            raise SuggestionsOff
        codebook = project.read(queries.codes.all)
        codes = [c for c in codebook if c.codable and c.active]
        if not codes:
            raise NotFound("There are no codes to suggest", "bring in a codebook or create a code first")
        own = project.read(queries.learning.codings, coder_id=project.coder.id)
        if not anyway and len(own) < choices.least:
            raise TooEarly(len(own), choices.least)
        chosen = [c for c in codes if c.uuid not in choices.quiet] if code_id is None else _only(codes, code_id)
        everybody = LearnFrom(learn_from or choices.learn_from) is LearnFrom.ALL
        codings = project.read(queries.learning.codings) if everybody else own
        return cls(choices, codebook, codes, chosen, codings)


@contextmanager
def _kept(project: Project, warm: Warm | None) -> Generator[Warm]:
    """Give what was kept, or something for this ask alone where nothing is or another lane uses it."""
    if warm is None or warm.project is not project or not warm.in_use.acquire(blocking=False):
        yield Warm(project, follow=False)
        return
    try:
        yield warm
    finally:
        warm.in_use.release()


def _only(codes: list[CodeRow], code_id: int) -> list[CodeRow]:
    found = [c for c in codes if c.id == code_id]
    if not found:
        raise NotFound("This code cannot be suggested", "choose a code that is in use, not a heading")
    return found


def _proposals(
    units: list[Unit], ranked: list[list[Suggestion]], chosen: list[CodeRow], limit: int, learner: Learner
) -> list[dict[str, Any]]:
    wanted: dict[str | int, int] = {c.uuid: c.id for c in chosen}
    found: list[dict[str, Any]] = []
    for unit, suggestions in zip(units, ranked, strict=True):
        kept = 0
        for suggestion in suggestions:
            code_id = wanted.get(suggestion.code_id)
            if code_id is None or kept == limit:
                continue
            here = (unit.document_id, code_id)
            if learner.held.meets(here, unit.start, unit.end) or learner.declined.meets(here, unit.start, unit.end):
                continue
            kept += 1
            found.append(_proposal(unit, code_id, suggestion, learner))
    return found


def _proposal(unit: Unit, code_id: int, suggestion: Suggestion, learner: Learner) -> dict[str, Any]:
    evidence = [learner.kept(e, against=False) for e in suggestion.because]
    evidence += [learner.kept(e, against=True) for e in suggestion.against]
    return {
        "document_id": unit.document_id,
        "code_id": code_id,
        "start": unit.start,
        "end": unit.end,
        "quote": unit.passage.text,
        "score": round(float(suggestion.score), 4),
        "evidence": evidence,
    }


def evaluate_suggestions(
    project: Project,
    progress: Progress = silent,
    *,
    encoder: Encoder | None = None,
    learn_from: str | None = None,
    strictness: float = 0.5,
) -> Evaluation:
    """Replay codings, split by document, and say how often the suggestions would have been right.

    They are the coder's own, or everybody's where the project or `learn_from` says so. `strictness` decides what counts
    as shown. Turns that were read and left without a code are tried as well; see `left_alone`.
    """
    from qualcoder_tc.suggest.evaluate import evaluate
    from qualcoder_tc.suggest.vectors import VectorCache

    choices = project.read(queries.suggestions.choices)
    codebook = project.read(queries.codes.all)
    codes = [c for c in codebook if c.codable]
    paths = {c.id: c.path for c in codes}
    labels = _labels(project, choices, learn_from)
    material = Material(project.read(queries.learning.documents))
    items: list[tuple[int, Passage, tuple[str, ...]]] = []
    passages: list[tuple[int, Passage]] = []
    for coding, code_ids in labels:
        passage = material.coded(coding)
        if passage is not None and passage.text:
            passages.append((coding.document_id, passage))
            found = tuple(sorted(paths[c] for c in code_ids))
            items.append((coding.document_id, passage, found))
    done = project.read(queries.documents.marked_read, coder_id=project.coder.id)
    left = left_alone(material, [coding for coding, _ in labels], done)
    passages += left
    named = profiles(codes, codebook, lambda code: code.path)
    with encoder_for(choices, encoder) as (using, _):

        def work(using: Encoder) -> Evaluation:
            store = project.vectors(places_of(passages, named, using.model_id))
            cache = VectorCache(using, store)
            return evaluate(items, named, cache, strictness=strictness, progress=progress, left=left)

        return with_words_at_least(work, using)[0]


def _labels(project: Project, choices: Choices, learn_from: str | None) -> list[tuple[PlainCoding, set[int]]]:
    """Return the coded passages, each once, with the ids of their codes."""
    everybody = LearnFrom(learn_from or choices.learn_from) is LearnFrom.ALL
    codings = project.read(queries.learning.codings, coder_id=None if everybody else project.coder.id)
    first: dict[tuple[int, int, int], PlainCoding] = {}
    codes: dict[tuple[int, int, int], set[int]] = defaultdict(set)
    for coding in codings:
        place = (coding.document_id, coding.start, coding.end)
        first.setdefault(place, coding)
        codes[place].add(coding.code_id)
    return [(coding, codes[place]) for place, coding in first.items()]
