# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The COREQ checklist (Tong, Sainsbury and Craig 2007): what this report answers, and what is left to the authors."""

from __future__ import annotations

from qualcoder_tc.model.report import ReportData
from qualcoder_tc.reports.blocks import Block, Heading, Paragraph, Table

OPEN = "To be completed by the authors"
_ITEMS = (
    "Interviewer or facilitator", "Credentials", "Occupation", "Gender", "Experience and training",
    "Relationship established", "Participants' knowledge of the interviewer", "Interviewer characteristics",
    "Methodological orientation and theory", "Sampling", "Method of approach", "Sample size", "Non-participation",
    "Setting of data collection", "Presence of non-participants", "Description of sample", "Interview guide",
    "Repeat interviews", "Audio or visual recording", "Field notes", "Duration", "Data saturation",
    "Transcripts returned", "Number of data coders", "Description of the coding tree", "Derivation of themes", "Software",
    "Participant checking", "Quotations presented", "Data and findings consistent", "Clarity of major themes",
    "Clarity of minor themes",
)  # fmt: skip


def answers(data: ReportData) -> dict[int, str]:
    """Return by number of the item where and what this report answers."""
    coders = sum(1 for c in data.coders if c.codings)
    asking = sorted(
        {s.name for s in data.speakers if s.role in ("interviewer", "moderator", "facilitator", "researcher")}
    )
    found: dict[int, str] = {}
    if asking:
        found[1] = f"Sample: marked in the transcripts as {', '.join(asking)}; names to be completed by the authors"
    if data.documents:
        found[12] = (
            f"Sample: {len(data.cases) or len(data.speakers)} participants in {len(data.documents)} documents"
        )
        found[16] = "Sample: documents, and speakers by role"
    if any(d.kind.value == "field-note" for d in data.documents):
        found[20] = "Sample: field notes are among the documents"
    if any(d.duration for d in data.documents):
        found[21] = "Sample: minutes, where the transcripts have time stamps"
    if coders:
        found[24] = f"Summary: {coders}"
    if data.codes:
        found[25] = "Codebook"
    if data.themes:
        found[26] = "Themes: the codes each rests on"
        found[31] = "Themes"
        subs = any(t.parent_id is not None for t in data.themes)
        found[32] = "Themes: sub-themes" if subs else "Results by code"
    found[27] = f"Methods: {data.software}"
    if data.segments:
        found[29] = "Results by code: quotations with document, speaker and turn"
        found[30] = "Results by code, Matrices: to be judged by the reader"
    return found


def blocks(data: ReportData) -> list[Block]:
    """Return the checklist as a section."""
    found = answers(data)
    rows = tuple((str(n), item, found.get(n, OPEN)) for n, item in enumerate(_ITEMS, start=1))
    words = f"{len(found)} of 32 items are answered from the project, wholly or in part; the rest is left to the authors."
    table = Table("COREQ checklist", ("No.", "Item", "Where in this report"), rows, (), (0.08, 0.37, 0.55))
    return [Heading("COREQ checklist"), Paragraph(words), table]
