# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What the report says of themes and memos."""

from __future__ import annotations

from collections.abc import Callable

from qualcoder_tc.model.memos import MemoRow
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.model.report import ReportData
from qualcoder_tc.model.themes import ThemeRow
from qualcoder_tc.reports.blocks import Block, Heading, Paragraph, Quote

_PHASES = {
    "candidate": "A candidate, to be reviewed against the data.",
    "reviewed": "Reviewed against the data, to be defined and named.",
    "defined": "",
}


def themes(data: ReportData) -> list[Block]:
    """Return the themes in the order of the board, sub-themes below, with quotations for and against."""
    if not data.themes:
        return []
    segments = {s.id: s for s in data.segments}
    blocks: list[Block] = [Heading("Themes"), Paragraph(_overview(data.themes))]
    for theme in data.themes:
        what, level = ("Theme", 2) if theme.parent_id is None else ("Sub-theme", 3)
        blocks.append(Heading(f"{what} {theme.number}: {theme.name}", level))
        blocks += [Paragraph(theme.definition)] if theme.definition else []
        names = [c.name for key in theme.code_ids for c in data.codes if c.id == key]
        blocks += [Paragraph(", ".join(names), "Codes", "Rule")] if names else []
        blocks.append(
            Paragraph(" ".join((_rests_on(theme, data.segments), _PHASES[theme.phase])).strip(), "", "Facts")
        )
        for against in (False, True):
            telling = [(segments[t.coding_id], t.note) for t in theme.segments if t.against is against]
            if against and telling:
                blocks.append(Paragraph("", "Speaking against this theme", "Lead In"))
            blocks += [Quote(s.quote, s.reference, note or s.memo) for s, note in telling]
    return blocks


def _overview(rows: tuple[ThemeRow, ...]) -> str:
    tops, subs = sum(t.parent_id is None for t in rows), sum(t.parent_id is not None for t in rows)
    below = f" with {count(subs, 'sub-theme')}" if subs else ""
    text = f"{count(tops, 'theme')}{below}, in the order of the analysis. "
    text += "Each is stated as a claim, with the codes and the most telling segments it rests on"
    if any(s.against for t in rows for s in t.segments):
        text += "; segments that speak against a theme are given as well"
    return text + "."


def summary(rows: tuple[ThemeRow, ...]) -> str:
    """Return in a few words how many themes there are and how far they are."""
    if not rows:
        return "0"
    subs = sum(t.parent_id is not None for t in rows)
    defined = sum(t.phase == "defined" for t in rows)
    text = str(len(rows) - subs) + (f", and {count(subs, 'sub-theme')}" if subs else "")
    return text + (f" ({defined} of all defined and named)" if defined else "")


def _rests_on(theme: ThemeRow, segments: tuple[SegmentRow, ...]) -> str:
    codes, telling = set(theme.code_ids), set(theme.segment_ids)
    rows = [s for s in segments if s.code_id in codes or s.id in telling]
    if not rows:
        return "No segments yet."
    cases = {s.case for s in rows if s.case}
    parts = [
        f"{count(len(rows), 'segment')} in {count(len({s.document_id for s in rows}), 'document')}",
        count(len({(s.document_id, s.speaker) for s in rows if s.speaker}), "speaker"),
    ]
    return ", ".join([*parts, count(len(cases), "case")] if cases else parts) + "."


def memos(data: ReportData) -> list[Block]:
    """Return the memos by date: journal, reflexive ones, and those about documents, cases, codes and themes."""
    shown = [m for m in data.memos if m.subject_kind != "coding"]
    sections: tuple[tuple[str, Callable[[MemoRow], bool]], ...] = (
        ("Research journal", lambda m: m.subject_kind == "project" and m.kind != "reflexive"),
        ("Reflexive memos", lambda m: m.kind == "reflexive"),
        ("Memos on the material", lambda m: m.subject_kind != "project" and m.kind != "reflexive"),
    )
    blocks: list[Block] = [Heading("Memos")]
    for words, belongs in sections:
        found = [m for m in shown if belongs(m)]
        blocks += [Heading(words, 2)] if found else []
        for memo in found:
            about = "" if memo.subject_kind == "project" else f"On {_about(memo)}"
            blocks.append(Paragraph(memo.text, memo.title or about))
            facts = [memo.coder, memo.created[:10], *([memo.kind] if memo.kind != "note" else [])]
            if memo.modified[:10] != memo.created[:10]:
                facts.append(f"changed {memo.modified[:10]}")
            facts += [about[0].lower() + about[1:]] if about and memo.title else []
            blocks.append(Paragraph(", ".join(facts), "", "Facts"))
    return blocks if shown else []


def _about(memo: MemoRow) -> str:
    names = [memo.about, *(s.name for s in memo.links)]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def count(number: int, what: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
