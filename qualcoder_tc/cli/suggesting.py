# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The verb suggest: suggestions with their evidence, and how far to trust them."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from typing import Any

from qualcoder_tc import operations, queries, tasks
from qualcoder_tc.cli.answer import Answer, to_stderr
from qualcoder_tc.cli.second_look import second_look
from qualcoder_tc.model.suggesting import EvidenceRow, SuggestionRow
from qualcoder_tc.project import Project


def suggest(given: Namespace) -> Answer:
    """Suggest codes, measure the suggestions, or allow or forbid them in the project."""
    with Project.open(given.project, read_only=given.evaluate and not given.switch) as project:
        if given.switch:
            project.do(operations.suggestions.choose, on=given.switch == "on")
            return Answer({"suggestions": given.switch}, f"Suggestions are {given.switch} in this project")
        _use_coder(project, given.coder)
        coder = project.coder.name
        if given.second_look:
            return second_look(project, given.second_look)
        if given.evaluate:
            value = tasks.evaluate_suggestions(
                project, to_stderr, learn_from=given.learn_from, strictness=given.strictness
            ).to_json()
            return Answer(value, _evaluation_words(value))
        document = project.read(queries.documents.find, name=given.document) if given.document else None
        code = project.read(queries.codes.find, path=given.code) if given.code else None
        found = tasks.propose(
            project,
            to_stderr,
            unit=given.unit,
            limit=given.limit,
            document_id=document.id if document else None,
            code_id=code.id if code else None,
            learn_from=given.learn_from,
            strictness=given.strictness,
        )
    _tell(found.notes)
    lines = [_words(row) for row in found.rows] or ["Nothing is near enough to suggest."]
    if found.rows:
        lines += ["", _where(len(found.rows), coder)]
    return Answer([_json(row) for row in found.rows], "\n".join(lines))


def _use_coder(project: Project, name: str | None) -> None:
    """Work as the named coder; unless one is named, as the first, or where they coded nothing as who coded most."""
    if name is not None:
        project.use_coder(project.read(queries.coders.find, name=name).name)
        return
    coders = project.read(queries.coders.all)
    busiest = max(coders, key=lambda c: c.codings)
    if busiest.codings and not next(c.codings for c in coders if c.id == project.coder.id):
        project.use_coder(busiest.name)
        _tell([f"Suggestions are for {busiest.name}, who coded most; --coder takes another."])


def _tell(notes: Iterable[str]) -> None:
    for note in notes:
        sys.stderr.write(f"{note}\n")


def _json(row: SuggestionRow) -> dict[str, object]:
    return {
        "document": row.document, "turn": row.turn, "start": row.start, "end": row.end, "quote": row.quote,
        "code": row.code_path, "score": row.score,
        "because": [_reason(e) for e in row.because],
        "against": [_reason(e) | {"codes": list(e.codes)} for e in row.against],
    }  # fmt: skip


def _reason(e: EvidenceRow) -> dict[str, object]:
    return {"kind": e.kind, "text": e.text, "score": e.score, "reference": e.reference}


def _words(row: SuggestionRow) -> str:
    reason = f" because of the {row.because[0].kind} “{row.because[0].text}”" if row.because else ""
    return f"{row.document}, turn {row.turn}: {row.code_path} {row.score:.2f}{reason}"


def _where(count: int, coder: str) -> str:
    """Say where suggestions are to be found: who asks for them here sees them in the window next."""
    them = "This suggestion waits" if count == 1 else f"These {count:,} suggestions wait"
    return (
        f"{them} in the window, beside the transcript, for {coder} to accept or decline (on the page Code, G goes to the next). "
        "Nothing was coded."
    )


def _evaluation_words(value: dict[str, Any]) -> str:
    per_code = value["per_code"]
    shown, right = (sum(code[key] for code in per_code) for key in ("shown", "right"))
    lines = [
        f"Tried on {value['units']:,} coded passages in {value['documents']} documents with {value['codes']} codes, "
        "each document held out once.",
        "Right means a code that the passage has.",
        f"{'Shown, and right of those':34}{shown:,}, {right:,}" + (f" ({right / shown:.0%})" if shown else ""),
        f"{'Passages for which it kept quiet':34}{value['abstained']:.0%}",
        *_left_words(value["uncoded_turns"]),
        "",
        f"{'':34}{'suggestions':>12}{'commonest':>12}{'words alone':>12}",
    ]
    columns = [value, value["baselines"]["majority"], value["baselines"]["tfidf"]]
    for name, words, form in (
        ("hit@1", "first code right (hit@1)", ".0%"),
        ("hit@3", "right among three (hit@3)", ".0%"),
        ("mrr", "mean reciprocal rank (mrr)", ".2f"),
        ("macro_f1", "all codes alike (macro_f1)", ".2f"),
    ):
        lines.append(f"{words:34}" + "".join(f"{column[name]:>12{form}}" for column in columns))
    return "\n".join(lines)


def _left_words(left: dict[str, Any]) -> list[str]:
    if not left["tried"]:
        return ["No turn was left uncoded between coded ones, so it was not tried where there is nothing to code."]
    drawn = f" (of {left['turns']:,}, a part was tried)" if left["tried"] < left["turns"] else ""
    return [
        f"It speaks on {left['spoke']:,} of {left['tried']:,} turns left uncoded{drawn}, between the first and the last coded "
        "turn of each document:",
        "each may be a false alarm, or a coding that was missed.",
    ]
