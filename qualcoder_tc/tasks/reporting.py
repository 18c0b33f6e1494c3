# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The Word report and the exports of a project."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

from qualcoder_tc import __version__, queries
from qualcoder_tc.errors import InputError
from qualcoder_tc.model.records import CodeRow, CoderRow, SegmentRow, TurnRow
from qualcoder_tc.model.report import (
    AgreementRow,
    AgreementTable,
    Grid,
    HistoryLine,
    ReportData,
    SuggestionGround,
    SuggestionUse,
)
from qualcoder_tc.progress import Progress, silent
from qualcoder_tc.project import Project
from qualcoder_tc.storage.schema import now
from qualcoder_tc.tasks.agreeing import measure_agreement
from qualcoder_tc.tasks.codebooks import export_codebook

_LAST_CHANGES = 20


def write_report(project: Project, path: Path, progress: Progress = silent) -> None:
    """Write the Word report of a project."""
    from qualcoder_tc.reports import word

    if path.suffix.lower() != ".docx":
        raise InputError(f"{path.name} is not a Word file name", "let it end in .docx")
    word.write_report(path, report_data(project, progress), progress)


def export(project: Project, path: Path, progress: Progress = silent) -> int:
    """Write the coded segments, or for .yaml the codebook; return how many segments or codes."""
    from qualcoder_tc.formats import exporters

    if path.suffix.lower() in (".yaml", ".yml"):
        export_codebook(project, path)
        return project.read(queries.project.info).codes
    segments = project.read(queries.segments.all)
    exporters.write_segments(path, segments, progress)
    return len(segments)


def report_data(project: Project, progress: Progress = silent) -> ReportData:
    """Return all that the report says."""
    progress(0, 3, "Gathering")
    info = project.read(queries.project.info)
    codes = project.read(queries.codes.all)
    segments = project.read(queries.segments.all)
    turns = project.read(queries.documents.turns)
    history = project.read(queries.history.recent, limit=_LAST_CHANGES)
    kinds = project.read(queries.history.counts)
    progress(1, 3, "Measuring agreement")
    agreement = _agreement(project, codes)
    progress(2, 3, "Writing")
    return ReportData(
        title=info.title,
        made_at=now(),
        software=f"qualcoder_tc {__version__}",
        project_id=info.id,
        documents=tuple(project.read(queries.documents.all)),
        speakers=tuple(project.read(queries.cases.speakers)),
        cases=tuple(project.read(queries.cases.all)),
        coders=tuple(project.read(queries.coders.all)),
        codes=tuple(codes),
        segments=tuple(segments),
        memos=tuple(project.read(queries.memos.all)),
        themes=tuple(project.read(queries.themes.all)),
        grids=_grids(codes, segments, turns),
        by_group=_by_role(codes, segments),
        agreement=agreement,
        suggestions=_suggestions(project),
        history=tuple(HistoryLine(h.at, h.coder, h.summary) for h in history),
        changes=sum(kinds.values()),
        methods=str(project.read(queries.project.options).get("methods", "")),
        notes={},
        attributes=tuple(project.read(queries.cases.attributes)),
    )


def _suggestions(project: Project) -> SuggestionUse:
    choices = project.read(queries.suggestions.choices)
    grounds: list[SuggestionGround] = []
    for model, low, high, shown in project.read(queries.suggestions.grounds):
        name, sha256, *_ = (*model.split(":"), "")
        grounds.append(SuggestionGround(name, sha256, low, high, shown))
    tallies = tuple(t for t in project.read(queries.suggestions.tallies) if t.shown or t.codings)
    return SuggestionUse(tallies, tuple(grounds), choices.learn_from, choices.least)


def _grids(codes: list[CodeRow], segments: list[SegmentRow], turns: dict[int, list[TurnRow]]) -> tuple[Grid, ...]:
    """Cross the first two facets: turns that carry a code of each."""
    facets = [c for c in codes if c.kind.value == "facet"]
    if len(facets) < 2:
        return ()
    rows, columns = (_below(codes, facet) for facet in facets[:2])
    touched = _turns_by_code(segments, turns)
    counts = tuple(tuple(len(touched[r.id] & touched[c.id]) for c in columns) for r in rows)
    title = f"{facets[0].name} by {facets[1].name.lower()}"
    note = "Number of turns that carry both codes, by whichever coder."
    return (Grid(title, tuple(r.name for r in rows), tuple(c.name for c in columns), counts, note),)


def _below(codes: list[CodeRow], facet: CodeRow) -> list[CodeRow]:
    return [c for c in codes if c.codable and c.path.startswith(facet.path + "/")]


def _turns_by_code(segments: list[SegmentRow], turns: dict[int, list[TurnRow]]) -> dict[int, set[int]]:
    """Return by code the ids of the turns that its codings touch."""
    from bisect import bisect_right

    starts = {key: [t.start for t in rows] for key, rows in turns.items()}
    found: dict[int, set[int]] = defaultdict(set)
    for s in segments:
        rows = turns.get(s.document_id, [])
        at = max(0, bisect_right(starts.get(s.document_id, []), s.start) - 1)
        while at < len(rows) and rows[at].start < s.end:
            if rows[at].end > s.start:
                found[s.code_id].add(rows[at].id)
            at += 1
    return found


def _by_role(codes: list[CodeRow], segments: list[SegmentRow]) -> Grid | None:
    """Count segments of each used code by the role of who speaks."""
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for s in segments:
        counts[s.code_id, s.role or "not known"] += 1
    roles = sorted({role for _, role in counts}, key=lambda r: (r == "not known", r))
    used = [c for c in codes if any(key == c.id for key, _ in counts)]
    if not used or roles == ["not known"]:
        return None
    table = tuple(tuple(counts.get((c.id, role), 0) for role in roles) for c in used)
    note = "Number of coded segments, by the role of whoever speaks where the segment begins."
    names = Counter(c.name for c in used)
    rows = tuple(c.name if names[c.name] == 1 else c.path for c in used)
    return Grid("Codes by role", rows, tuple(roles), table, note)


def _agreement(project: Project, codes: list[CodeRow]) -> AgreementTable | None:
    coders: list[CoderRow] = [c for c in project.read(queries.coders.all) if c.codings]
    if len(coders) < 2:
        return None
    try:
        result = measure_agreement(project)
    except InputError:
        return None  # nothing that two people read: the report says so
    names = {c.path: c.name for c in codes}
    rows = tuple(
        AgreementRow(
            code=r.code,
            name=names.get(r.code, r.code),
            n=r.n,
            both=r.both,
            first=r.first,
            second=r.second,
            neither=r.neither,
            percent=r.percent,
            kappa=r.kappa,
            ac1=r.ac1,
            alpha=r.alpha,
            low=r.ci[0] if r.ci else None,
            high=r.ci[1] if r.ci else None,
        )
        for r in result.per_code
    )
    low, high = result.pooled_ci or (None, None)
    return AgreementTable(
        unit=result.unit,
        overlap=result.overlap,
        coders=tuple(result.coders),
        documents=tuple(result.documents),
        rows=rows,
        pooled_kappa=result.pooled_kappa,
        pooled_low=low,
        pooled_high=high,
        alpha_u=result.alpha_u,
        note=result.bootstrap.note,
    )
