# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""A second look on the command line: at a code, at a document, or at the whole codebook."""

from __future__ import annotations

from typing import Any

from qualcoder_tc import queries, tasks
from qualcoder_tc.cli.answer import Answer, to_stderr
from qualcoder_tc.errors import NotFound
from qualcoder_tc.model.records import CodeRow
from qualcoder_tc.model.second_look import LookedAt, LookRow, PairRow, Question, Reason
from qualcoder_tc.project import Project
from qualcoder_tc.suggest.faults import TooLittleCoded

CODEBOOK = "codebook"
_QUESTIONS = {
    Question.MISSED: "What may be missed:",
    Question.DOUBTFUL: "Segments that look least like the others:",
    Question.OVERLOOKED: "What may have been read over:",
    Question.ALIKE: "Codes that may be one:",
    Question.PARTS: "What it falls into:",
}


def second_look(project: Project, name: str) -> Answer:
    """Answer what can be asked of a code, a document, or the codebook; a question with too few codings is left empty."""
    code = document = None
    if name == CODEBOOK:
        asked = [Question.ALIKE]
    else:
        code, document = _code_or_document(project, name)
        asked = [Question.MISSED, Question.DOUBTFUL, Question.PARTS] if code else [Question.OVERLOOKED]
    codes = {row.id: row for row in project.read(queries.codes.all)}
    value: dict[str, Any] = {}
    aside: dict[str, int] = {}
    lines: list[str] = []
    notes: list[str] = []
    answers = tasks.look_again_at(project, asked, to_stderr, code_id=code, document_id=document)
    for question, found in zip(asked, answers, strict=True):
        lines.append(_QUESTIONS[question])
        value[question.value] = []
        if isinstance(found, TooLittleCoded):
            lines.append(f"  {found.message}")
            continue
        value[question.value] = [_json(row, codes) for row in found.rows]
        lines += [f"  {_words(row, question, codes)}" for row in found.rows] or ["  nothing"]
        if found.aside:
            aside[question.value] = len(found.aside)
            lines.append(f"  {len(found.aside):,} set aside; the window shows them (Code, Second look)")
        notes += found.notes
    value["set_aside"] = aside
    return Answer(value, "\n".join([*lines, *dict.fromkeys(notes)]))


def _code_or_document(project: Project, name: str) -> tuple[int | None, int | None]:
    try:
        return project.read(queries.codes.find, path=name).id, None
    except NotFound as no_code:
        try:
            return None, project.read(queries.documents.find, name=name).id
        except NotFound:
            raise no_code from None


def _json(row: Any, codes: dict[int, CodeRow]) -> dict[str, Any]:
    if isinstance(row, LookRow):
        return {
            **_place(row.passage), "code": _path(row.code_id, codes), "fit": round(row.fit, 4),
            "beyond": row.beyond, "of": row.of, "because": [_reason(r) for r in row.near],
            "rival": _path(row.rival_id, codes), "rival_fit": round(row.rival_fit, 4) if row.rival_id else None,
        }  # fmt: skip
    if isinstance(row, PairRow):
        return {
            "codes": [_path(row.one_id, codes), _path(row.other_id, codes)], "score": round(row.score, 4),
            "mixed": round(row.mixed, 4), "definitions": round(row.definitions, 4),
            "together": row.together, "of": row.of,
        }  # fmt: skip
    return {
        "name": row.name, "words": list(row.words), "segments": len(row.coding_ids),
        "examples": [_place(at) for at in row.examples],
    }  # fmt: skip


def _place(at: LookedAt) -> dict[str, Any]:
    return {"document": at.document, "turn": at.turn, "start": at.start, "end": at.end, "quote": at.quote}


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "kind": "coded segment", "text": reason.segment.quote, "score": round(reason.alike, 4),
        "reference": reason.segment.reference, "codes": list(reason.codes),
    }  # fmt: skip


def _path(code_id: int | None, codes: dict[int, CodeRow]) -> str | None:
    return codes[code_id].path if code_id in codes else None


def _words(row: Any, question: Question, codes: dict[int, CodeRow]) -> str:
    if isinstance(row, LookRow):
        rival = f", looks more like {_path(row.rival_id, codes)}" if row.rival_id else ""
        quote = " ".join(row.passage.quote.split())
        if question is Question.MISSED:
            return f"{row.passage.reference}: “{quote}” fits better than {row.beyond} of its {row.of} segments"
        return f"{row.passage.reference}: “{quote}” fits as {100 * min(1.0, max(0.0, row.fit)):.0f} of 100{rival}"
    if isinstance(row, PairRow):
        one, other = _path(row.one_id, codes), _path(row.other_id, codes)
        return f"{one} and {other}: {row.mixed:.0%} mixed up, {row.together} of {row.of} on the same text"
    return f"{row.name}: {len(row.coding_ids)} segments"
