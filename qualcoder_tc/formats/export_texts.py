# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Coded segments to read: Word and a web page, grouped by code."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from qualcoder_tc.model.illegal import without_illegal
from qualcoder_tc.model.records import SegmentRow
from qualcoder_tc.progress import Progress

_STEP = 500


def by_code(segments: Sequence[SegmentRow]) -> Iterator[tuple[str, str, list[SegmentRow]]]:
    """Yield (path, name, segments) of each code in the order of paths."""
    ordered = sorted(segments, key=lambda s: s.code_path)
    for path, rows in groupby(ordered, key=lambda s: s.code_path):
        found = list(rows)
        yield path, found[0].code, found


def write_docx(path: Path, segments: Sequence[SegmentRow], progress: Progress) -> None:
    """Write headings of codes with their segments, each with its reference, coder and memo."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    document: Any = docx.Document()
    document.core_properties.title = "Coded segments"
    styles = document.styles
    styles["Normal"].font.name = "Calibri"
    styles["Normal"].font.size = Pt(11)
    quote = styles["Quote"]
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.8)
    quote.paragraph_format.space_after = Pt(8)
    reference = styles.add_style("Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.size = Pt(9)
    reference.font.color.rgb = RGBColor(0x62, 0x69, 0x74)
    document.add_heading("Coded segments", 0)
    done = 0
    for code_path, name, rows in by_code(segments):
        document.add_heading(name, 1)
        document.add_paragraph(f"{code_path}, {len(rows)} segments")
        for first in range(0, len(rows), _STEP):
            progress(done + first, len(segments), name)
            _add_quotes(document, rows[first : first + _STEP])
        done += len(rows)
    if not segments:
        document.add_paragraph("Nothing is coded yet.")
    document.save(str(path))


def _add_quotes(document: Any, rows: Sequence[SegmentRow]) -> None:
    """Append quotes as parsed XML: python-docx looks through the whole document for each paragraph that it adds."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    words = "".join(
        '<w:p><w:pPr><w:pStyle w:val="Quote"/></w:pPr>'
        + _run(s.quote)
        + _run(f"  [{s.reference}; {s.initials}]", _REFERENCE)
        + (_run(f"  {s.memo}", _REFERENCE) if s.memo else "")
        + "</w:p>"
        for s in rows
    )
    last = document.element.body[-1]  # the section's own properties
    for paragraph in parse_xml(f"<w:body {nsdecls('w')}>{words}</w:body>"):
        last.addprevious(paragraph)


_REFERENCE = '<w:rPr><w:rStyle w:val="Reference"/></w:rPr>'


def _run(text: str, style: str = "") -> str:
    """Return a run of words as WordprocessingML, line breaks and tabs kept."""
    words = html.escape(without_illegal(text), quote=False)
    for sign, tag in (("\r\n", "<w:br/>"), ("\n", "<w:br/>"), ("\r", "<w:br/>"), ("\t", "<w:tab/>")):
        words = words.replace(sign, f'</w:t>{tag}<w:t xml:space="preserve">')
    return f'<w:r>{style}<w:t xml:space="preserve">{words}</w:t></w:r>'


_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Coded segments</title>
<style>
body{{font:16px/1.55 system-ui,sans-serif;max-width:46rem;margin:2.5rem auto;padding:0 1rem;color:#1f2328;background:#fff}}
h2{{margin:2.2rem 0 .2rem;font-size:1.15rem}} h2 span{{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.5em}}
p.path,cite{{color:#626974;font-size:.85rem;font-style:normal}} blockquote{{margin:.8rem 0;padding-left:1rem;border-left:3px solid #e4e4e0}}
@media (prefers-color-scheme:dark){{body{{color:#e7e6e2;background:#202329}} p.path,cite{{color:#9aa1ab}} blockquote{{border-color:#2e323a}}}}
</style></head><body><h1>Coded segments</h1>
{body}
</body></html>
"""


def write_html(path: Path, segments: Sequence[SegmentRow], progress: Progress) -> None:
    """Write one page that needs nothing else."""
    parts: list[str] = []
    for code_path, name, rows in by_code(segments):
        parts.append(f'<h2><span style="background:{html.escape(rows[0].colour)}"></span>{html.escape(name)}</h2>')
        parts.append(f'<p class="path">{html.escape(code_path)}, {len(rows)} segments</p>')
        for s in rows:
            memo = f"<br><cite>{html.escape(s.memo)}</cite>" if s.memo else ""
            words = html.escape(s.quote).replace("\n", "<br>")
            parts.append(
                f"<blockquote>{words}<br><cite>{html.escape(s.reference)}; {html.escape(s.coder)}</cite>{memo}</blockquote>"
            )
        progress(len(parts), len(segments) * 3, name)
    body = "\n".join(parts) or "<p>Nothing is coded yet.</p>"
    path.write_text(_PAGE.format(body=body), encoding="utf-8", errors="surrogatepass")
