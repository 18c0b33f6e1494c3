# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the report says, in which order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from qualcoder_tc.model.codes import CodeKind, with_names
from qualcoder_tc.model.records import CodeRow, SegmentRow
from qualcoder_tc.model.report import AgreementTable, Grid, ReportData
from qualcoder_tc.reports import coreq, sample, suggested, writing
from qualcoder_tc.reports.blocks import Block, Heading, Landscape, Paragraph, Quote, Table

_WIDE = 5  # columns from which a table is turned sideways


def contents(data: ReportData, *, segments_per_code: int = 5) -> list[Block]:
    """Return the blocks of a report."""
    return [
        *_summary(data),
        *_methods(data),
        *_sample(data),
        *_codebook(data),
        *_results(data, segments_per_code),
        *_grids(data),
        *writing.themes(data),
        *_agreement(data),
        *suggested.blocks(data),
        *writing.memos(data),
        *_trail(data),
        *coreq.blocks(data),
        *_anonymisation(),
    ]


def _summary(data: ReportData) -> list[Block]:
    rows = (
        ("Documents", str(len(data.documents))),
        ("Words", f"{sum(d.words for d in data.documents):,}"),
        ("Turns", f"{sum(d.turns for d in data.documents):,}"),
        ("Speakers", str(len(data.speakers))),
        ("Cases", str(len(data.cases))),
        ("Codes in the codebook", str(sum(c.codable for c in data.codes))),
        ("Codes in use", str(len({s.code_id for s in data.segments}))),
        ("Codings", f"{len(data.segments):,}"),
        ("Coders", ", ".join(f"{c.name} ({c.codings})" for c in data.coders if c.codings) or "none yet"),
        ("Themes", writing.summary(data.themes)),
    )
    return [Heading("Summary"), Table("What this report rests on", ("", ""), rows, (), (0.35, 0.65))]


def _methods(data: ReportData) -> list[Block]:
    blocks: list[Block] = [Heading("Methods")]
    blocks += [Paragraph(part.strip()) for part in (data.methods or _default_methods(data)).split("\n\n")]
    blocks.append(Paragraph(suggested.sentence(data)))
    blocks.append(
        Paragraph(
            "Inter-coder agreement is reported further below where two people coded the same documents. It describes how "
            "consistently a codebook was applied; it is optional, and reflexive thematic analysis does not ask for it."
        )
    )
    return blocks


def _default_methods(data: ReportData) -> str:
    kinds = Counter(d.kind.label.lower() for d in data.documents)
    what = ", ".join(f"{n} {kind}{'s' if n > 1 else ''}" for kind, n in kinds.items()) or "no documents yet"
    coders = [c for c in data.coders if c.codings]
    who = f"{len(coders)} coders" if len(coders) != 1 else "one coder"
    both = sum(len(d.coders) > 1 for d in data.documents)
    double = f" {both} of the documents were coded by more than one person." if both else ""
    return (
        f"The material comprises {what}. It was coded by {who} in {data.software}, with a codebook of "
        f"{sum(c.codable for c in data.codes)} codes, each with a definition and rules for applying it (see Codebook). "
        f"Codings are passages of text of any length within the transcripts.{double}\n\n"
        "To be completed by the authors: the approach to analysis (for thematic analysis, which of its forms), how the "
        "codebook came about, how codings were discussed, and the researchers' own position."
    )


def _sample(data: ReportData) -> list[Block]:
    rows = tuple(
        (
            d.title,
            d.kind.label,
            str(len(d.speakers)) if d.speakers else "",
            f"{d.turns:,}",
            f"{d.words:,}",
            _minutes(d.duration),
            ", ".join(d.coders),
        )
        for d in data.documents
    )
    head = ("Document", "Kind", "Speakers", "Turns", "Words", "Minutes", "Coded by")
    blocks: list[Block] = [Heading("Sample")]
    blocks.append(Table("Documents", head, rows, (2, 3, 4, 5), (0.26, 0.15, 0.13, 0.1, 0.11, 0.12, 0.13)))
    roles: Counter[str] = Counter()
    turns: Counter[str] = Counter()
    for s in data.speakers:
        roles[s.role or "not known"] += 1
        turns[s.role or "not known"] += s.turns
    if roles:
        rows = tuple((role, str(n), f"{turns[role]:,}") for role, n in roles.most_common())
        blocks.append(Table("Speakers by role", ("Role", "Speakers", "Turns"), rows, (1, 2), (0.5, 0.25, 0.25)))
    return blocks + sample.cases(data)


def _minutes(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds / 60:.0f}"


def _codebook(data: ReportData) -> list[Block]:
    blocks: list[Block] = [Heading("Codebook")]
    names = {c.path: c.name for c in data.codes}

    def said(rules: Iterable[str]) -> str:
        return " ".join(_sentence(with_names(rule, names)) for rule in rules)

    for code in data.codes:
        if not code.codable:
            if any(c.path.startswith(code.path + "/") for c in data.codes):
                blocks.append(Heading(code.name, min(3, code.depth + 2)))
                blocks += [Paragraph(code.definition)] if code.definition else []
            continue
        entry = [Paragraph(_sentence(code.definition) or "No definition.", lead=f"{code.name} ({code.codings})")]
        entry += [Paragraph(said(code.apply), "Apply", "Rule")] if code.apply else []
        entry += [Paragraph(said(code.not_apply), "Not", "Rule")] if code.not_apply else []
        entry += [Paragraph(code.example, "Example", "Rule")] if code.example else []
        entry += [Paragraph(code.source[:1].upper() + code.source[1:], "Source", "Rule")] if code.source else []
        # A code's entry is read as one: no page begins in the middle of it.
        blocks += [*(replace(part, keeps=True) for part in entry[:-1]), entry[-1]]
    if len(blocks) == 1:
        blocks.append(Paragraph("The project has no codes yet."))
    return blocks


def _sentence(text: str) -> str:
    plain = text.strip()
    return plain if not plain or plain.endswith((".", "!", "?", "…")) else plain + "."


def _results(data: ReportData, most: int) -> list[Block]:
    by_code: dict[int, list[SegmentRow]] = defaultdict(list)
    for s in data.segments:
        by_code[s.code_id].append(s)
    blocks: list[Block] = [Heading("Results by code")]
    if not data.segments:
        return [*blocks, Paragraph("Nothing is coded yet.")]
    blocks.append(
        Paragraph(
            f"Codes in use, in the order of the codebook, the principles first. Up to {most} quotations stand for each, "
            "taken by turns from different documents and speakers, the fullest first; all segments can be exported. "
            "Space for interpretation is left to the authors."
        )
    )
    tops = [c for c in data.codes if c.depth == 0]
    # The principles lead, then the types; the branches follow in their own order.
    order = {"principle": 0, "type": 1}
    for top in sorted(tops, key=lambda c: (order.get(c.path, 2), c.kind is not CodeKind.FACET)):
        used = [
            c for c in data.codes if (c.path == top.path or c.path.startswith(top.path + "/")) and by_code[c.id]
        ]
        if not used:
            continue
        if used != [top]:
            blocks.append(Heading(top.name, 2))
        for code in used:
            blocks += _code_results(code, by_code[code.id], most)
    return blocks


def _code_results(code: CodeRow, segments: list[SegmentRow], most: int) -> list[Block]:
    documents = len({s.document_id for s in segments})
    speakers = len({(s.document_id, s.speaker) for s in segments})
    coders = Counter(s.coder for s in segments)
    who = ", ".join(f"{name} {n}" for name, n in coders.most_common())
    facts = f"{_count(len(segments), 'segment')} in {_count(documents, 'document')}, {_count(speakers, 'speaker')} ({who})."
    chosen = choose(segments, most)
    return [
        Heading(code.name, 3),
        Paragraph(facts, keeps=bool(chosen)),
        *(Quote(s.quote, s.reference, s.memo) for s in chosen),
    ]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def choose(segments: list[SegmentRow], most: int) -> list[SegmentRow]:
    """Return segments by turns from each document and speaker, the longest first, none inside another."""
    groups: dict[tuple[int, str | None], list[SegmentRow]] = defaultdict(list)
    for s in sorted(segments, key=lambda s: (-len(s.quote), s.document_id, s.start, s.id)):
        groups[s.document_id, s.speaker].append(s)
    waiting = sorted(groups.values(), key=lambda rows: (-len(rows), rows[0].document_id, rows[0].start))
    chosen: list[SegmentRow] = []
    while waiting and len(chosen) < most:
        for rows in waiting:
            candidate = rows.pop(0)
            overlaps = any(
                c.document_id == candidate.document_id and c.start < candidate.end and candidate.start < c.end
                for c in chosen
            )
            if not overlaps and len(chosen) < most:
                chosen.append(candidate)
        waiting = [rows for rows in waiting if rows]
    return sorted(chosen, key=lambda s: (s.document_id, s.start))


def _grids(data: ReportData) -> list[Block]:
    blocks: list[Block] = [Heading("Matrices")]
    blocks += [_grid(grid) for grid in data.grids]
    if data.by_group is not None:
        blocks.append(_grid(data.by_group))
    return blocks if len(blocks) > 1 else []


def _grid(grid: Grid) -> Block:
    columns = len(grid.columns)
    rows = tuple(
        (name, *(str(n) if n else "–" for n in counts), str(sum(counts)))
        for name, counts in zip(grid.rows, grid.counts, strict=True)
    )
    total = tuple(str(sum(c[i] for c in grid.counts)) for i in range(columns))
    rows = (*rows, ("Sum", *total, str(sum(map(sum, grid.counts)))))
    first = 0.34 if columns <= 4 else 0.3
    widths = (first, *([(1 - first) / (columns + 1)] * (columns + 1)))
    head = ("", *grid.columns, "Sum")
    table = Table(grid.title, head, rows, tuple(range(1, columns + 2)), widths, grid.note)
    return Landscape((table,)) if columns >= _WIDE else table


def _agreement(data: ReportData) -> list[Block]:
    heading = Heading("Inter-coder agreement")
    table = data.agreement
    if table is None:
        words = "No two people coded the same documents, so agreement cannot be stated. It need not be."
        return [heading, Paragraph(words)]
    used = [r for r in table.rows if r.both or r.first or r.second]
    first, second = table.coders[:2]
    rows = tuple(
        (
            r.name,
            str(r.both),
            str(r.first),
            str(r.second),
            str(r.neither),
            "" if r.percent is None else f"{100 * r.percent:.1f}",
            "n/a (no variation)" if r.kappa is None else _figure(r.kappa),
            "" if r.low is None or r.high is None else f"{_figure(r.low)} to {_figure(r.high)}",
            "n/a" if r.ac1 is None else _figure(r.ac1),
            "n/a" if r.alpha is None else _figure(r.alpha),
        )
        for r in used
    )
    head = (
        "Code",
        "Both",
        f"{first} only",
        f"{second} only",
        "Neither",
        "%",
        "Kappa",
        "95 % interval",
        "AC1",
        "Alpha",
    )
    widths = (0.22, 0.06, 0.1, 0.1, 0.08, 0.07, 0.1, 0.13, 0.07, 0.07)
    return [
        heading,
        Paragraph(_agreement_words(table, len(table.rows) - len(used))),
        Landscape((Table("Agreement by code", head, rows, tuple(range(1, 10)), widths, table.note),)),
    ]


def _figure(value: float) -> str:
    """Return two decimals, without the sign that rounding leaves before a zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def _agreement_words(table: AgreementTable, unused: int) -> str:
    pooled = "undefined" if table.pooled_kappa is None else f"{table.pooled_kappa:.2f}"
    if table.pooled_low is not None and table.pooled_high is not None:
        pooled += f" (95 % interval {table.pooled_low:.2f} to {table.pooled_high:.2f})"
    rare = [
        r
        for r in table.rows
        if r.kappa is not None and r.percent is not None and r.percent > 0.95 and r.kappa < 0.5
    ]
    paradox = (
        f" For {len(rare)} rare codes the percentage is above 95 while kappa is below 0.5: where hardly anything is coded, "
        "agreement on what is not coded fills the percentage, and kappa rests on few cases."
        if rare
        else ""
    )
    left = f" {unused} codes were used by neither and are left out." if unused else ""
    how = "any overlap with it" if table.overlap == "any" else "more than half of it"
    return (
        f"{table.coders[0]} and {table.coders[1]} both read {len(table.documents)} documents "
        f"({', '.join(table.documents)}). The unit is the {table.unit}; a unit counts as coded when a coding covers {how}. "
        f"Pooled over codes, Cohen's kappa is {pooled}.{paradox}{left}"
    )


def _trail(data: ReportData) -> list[Block]:
    if not data.history:
        return []
    rows = tuple((h.at[:16].replace("T", " "), h.coder, h.what) for h in data.history)
    words = (
        f"The project keeps a record of all {data.changes:,} changes: what, by whom, when. Its identifier, the same in every "
        f"copy, is {data.project_id}. The latest changes are:"
    )
    return [
        Heading("Audit trail"),
        Paragraph(words),
        Table("Latest changes (UTC)", ("When", "Who", "What"), rows, (), (0.2, 0.2, 0.6)),
    ]


def _anonymisation() -> list[Block]:
    words = (
        "Quotations stand exactly as they are stored in the project. Whether names, places and other identifying details were "
        "replaced there, how, and who keeps the key is for the authors to state here before this report is shared."
    )
    return [Heading("Anonymisation"), Paragraph(words)]
