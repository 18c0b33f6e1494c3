# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The exporters of coded segments: which writes what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from qualcoder_tc.errors import InputError
from qualcoder_tc.files import replacing
from qualcoder_tc.formats import export_tables, export_texts
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.progress import Progress, silent

Writer = Callable[[Path, Sequence[SegmentRow], Progress], None]
EXPORTERS: tuple[tuple[str, Writer], ...] = (
    (".docx", export_texts.write_docx),
    (".xlsx", export_tables.write_xlsx),
    (".csv", export_tables.write_csv),
    (".jsonl", export_tables.write_jsonl),
    (".html", export_texts.write_html),
)
_LATER = (".qdpx", ".qdc")


def write_segments(path: Path, segments: Sequence[SegmentRow], progress: Progress = silent) -> None:
    """Write coded segments in the format that the suffix names; InputError for any other suffix."""
    suffix = path.suffix.lower()
    writer = dict(EXPORTERS).get(suffix)
    if writer is None:
        known = " ".join(s for s, _ in EXPORTERS)
        what = "cannot be written yet" if suffix in _LATER else "is not known as a kind of export"
        raise InputError(
            f"{suffix or path.name} {what}", f"let the name end in one of {known}, or .yaml for the codebook"
        )
    with replacing(path) as temporary:
        writer(temporary, segments, progress)
    progress(len(segments), len(segments), "")
