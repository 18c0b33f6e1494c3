# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Measuring how far coders agree on a project."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from qualcoder_tc import queries
from qualcoder_tc.errors import InputError
from qualcoder_tc.model.records import CoderRow, DocumentText
from qualcoder_tc.model.spans import trimmed
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project

if TYPE_CHECKING:
    from qualcoder_tc.analysis.agreement import AgreementInput, AgreementResult, UnitDisagreement


def measure_agreement(
    project: Project,
    progress: Progress = silent,
    *,
    coders: tuple[str, str] | None = None,
    unit: str = "turn",
    overlap: str = "any",
    document_ids: Collection[int] | None = None,
) -> AgreementResult:
    """Return agreement per code between two coders on the documents both read, or on those of some documents.

    Without names, the two with most codings are compared, in the order in which they joined the project.
    InputError if there are not two coders, or no document that both read.
    """
    from qualcoder_tc.analysis.agreement import agreement

    pair = _pair(project, coders)
    progress(0, 2, "Gathering codings")
    given = agreement_inputs(project, pair, unit, document_ids)
    if not given.documents:
        among = "" if document_ids is None else " among these"
        raise InputError(
            f"{pair[0].name} and {pair[1].name} have no document in common{among}",
            "agreement needs at least one document that both coded or marked as done",
        )
    progress(1, 2, "Measuring agreement")
    result = agreement(given, unit=unit, overlap=overlap)
    progress(2, 2, "")
    return result


def find_disagreements(
    project: Project,
    *,
    code_id: int,
    coders: tuple[str, str] | None = None,
    unit: str = "turn",
    overlap: str = "any",
    document_ids: Collection[int] | None = None,
) -> list[UnitDisagreement]:
    """Return the units that one of the two coders gave this code and the other did not."""
    from qualcoder_tc.analysis.agreement import disagreements

    given = agreement_inputs(project, _pair(project, coders), unit, document_ids)
    return disagreements(given, code_id, unit=unit, overlap=overlap)


def _pair(project: Project, names: tuple[str, str] | None) -> tuple[CoderRow, CoderRow]:
    if names is not None:
        first, second = (project.read(queries.coders.find, name=name) for name in names)
        if first.id == second.id:
            raise InputError("Agreement is measured between two coders", "name two different ones")
        return first, second
    active = sorted((c for c in project.read(queries.coders.all) if c.codings), key=lambda c: -c.codings)
    if len(active) < 2:
        raise InputError("Only one person has coded so far", "merge a colleague's copy first")
    first, second = sorted(active[:2], key=lambda c: c.id)
    return first, second


def agreement_inputs(
    project: Project, pair: tuple[CoderRow, CoderRow], unit: str, document_ids: Collection[int] | None = None
) -> AgreementInput:
    """Return what the analysis needs of the documents that both coders read, or of those among the documents given."""
    from qualcoder_tc.analysis.agreement import AgreementCoding, AgreementDocument, AgreementInput, Named

    readers = project.read(queries.documents.read_by)
    shared = [key for key, who in readers.items() if pair[0].id in who and pair[1].id in who]
    if document_ids is not None:
        shared = [key for key in shared if key in document_ids]
    segments = project.read(queries.segments.all, document_ids=shared)
    ids = {coder.name: coder.id for coder in project.read(queries.coders.all)}
    documents: list[AgreementDocument] = []
    for row in project.read(queries.documents.all):
        if row.id not in shared:
            continue
        document = project.read(queries.documents.text, document_id=row.id)
        turns = tuple((t.start, t.end) for t in document.turns if t.end > t.start)
        sentences = _sentences(document) if unit == "sentence" else ()
        documents.append(
            AgreementDocument(row.id, row.title, row.characters, turns, sentences, frozenset(readers[row.id]))
        )
    codes = [c for c in project.read(queries.codes.all) if c.codable]
    return AgreementInput(
        documents=tuple(documents),
        coders=tuple(Named(c.id, c.name) for c in pair),
        codes=tuple(Named(c.id, c.path) for c in codes),
        codings=tuple(
            AgreementCoding(s.document_id, s.code_id, ids[s.coder], s.start, s.end)
            for s in segments
            if ids[s.coder] in (pair[0].id, pair[1].id)
        ),
    )


def _sentences(document: DocumentText) -> tuple[tuple[int, int], ...]:
    from qualcoder_tc.suggest.units import sentences

    found: list[tuple[int, int]] = []
    for turn in document.turns:
        for start, end in sentences(document.text[turn.start : turn.end], document.language):
            span = trimmed(document.text, turn.start + start, turn.start + end)
            if len(span):
                found.append((span.start, span.end))
    return tuple(found)
