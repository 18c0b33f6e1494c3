# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A second look at a project's coding: what may be missed, doubtful, double or too wide; nothing is changed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualcoder_tc import queries
from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.second_look import Looked, Question
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.tasks.encoders import encoder_for, with_words_at_least
from qualcoder_tc.tasks.suggesting import SuggestionsOff
from qualcoder_tc.tasks.warm_look import WarmLook, kept

if TYPE_CHECKING:
    from qualcoder_tc.suggest.faults import TooLittleCoded
    from qualcoder_tc.suggest.vectors import Encoder

_OF_CODE = frozenset({Question.MISSED, Question.DOUBTFUL, Question.PARTS})


def look_again(
    project: Project,
    progress: Progress = silent,
    *,
    question: str,
    code_id: int | None = None,
    document_id: int | None = None,
    limit: int = 50,
    encoder: Encoder | None = None,
    warm: WarmLook | None = None,
) -> Looked:
    """Answer one of the questions of a second look from the coder's own codings, or everybody's where the project says so.

    Missed, doubtful and parts are about a code, overlooked about a document, alike about the whole codebook. What is
    kept in `warm` spares the next question the reading. Raises SuggestionsOff where the project asks to be coded
    without, and TooFewToCompare.
    """
    wanted = Question(question)
    [found] = look_again_at(
        project,
        [wanted],
        progress,
        code_id=code_id,
        document_id=document_id,
        limit=limit,
        encoder=encoder,
        warm=warm,
    )
    if isinstance(found, Looked):
        return found
    raise found


def look_again_at(
    project: Project,
    questions: Sequence[Question],
    progress: Progress = silent,
    *,
    code_id: int | None = None,
    document_id: int | None = None,
    limit: int = 50,
    encoder: Encoder | None = None,
    warm: WarmLook | None = None,
) -> list[Looked | TooLittleCoded]:
    """Answer several questions about the same code or document from one reading; see `look_again`."""
    from qualcoder_tc.suggest.faults import TooLittleCoded

    progress(0, 0, "Gathering")
    choices = project.read(queries.suggestions.choices)
    if not choices.on:
        raise SuggestionsOff
    with kept(project, warm) as state:
        ground = state.ground(choices)
        aside = project.read(queries.second_look.set_aside, coder_id=project.coder.id)
        if _OF_CODE & set(questions) and code_id not in ground.codes:
            raise NotFound("Choose a code for this question", "one that is applied to text, not a heading")
        if Question.OVERLOOKED in questions and document_id not in ground.material.documents:
            raise NotFound("Choose a document for this question", "one of those in the project")
        with encoder_for(choices, encoder) as (given, note):

            def work(using: Encoder) -> list[Looked | TooLittleCoded]:
                found: list[Looked | TooLittleCoded] = []
                for question in questions:
                    try:
                        answer = state.answer(using, progress, keep=using is given)
                        found.append(answer.to(question, code_id or 0, document_id or 0, limit, aside))
                    except TooLittleCoded as fault:
                        found.append(fault)
                return found

            answers, fault = with_words_at_least(work, given)
    said = [n for n in (note, fault) if n]
    return [replace(a, notes=(*said, *a.notes)) if isinstance(a, Looked) else a for a in answers]
