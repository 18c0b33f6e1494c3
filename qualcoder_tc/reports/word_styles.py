# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The styles of the Word report."""

from __future__ import annotations

from typing import Any

ACCENT = "2563A8"
SOFT = "626974"
FONT = "Calibri"


def dress(document: Any) -> None:
    """Set up page, language and styles."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    styles = document.styles
    _font(styles["Normal"], 10.5)
    _english(styles)
    _space(styles["Normal"], 0, 6, 1.25)

    def add(name: str, base: str, size: float, *, colour: str = "", bold: bool = False) -> Any:
        known = [s.name for s in styles]
        style = styles[name] if name in known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles[base]
        _font(style, size, colour, bold=bold)
        return style

    body = add("Body Text", "Normal", 10.5)
    _space(body, 0, 6, 1.25)
    for level, size, before, after in ((1, 18, 24, 8), (2, 13, 16, 4), (3, 11, 12, 2)):
        style = styles[f"Heading {level}"]
        _font(style, size, "1F2328" if level > 1 else ACCENT, bold=level > 1)
        _space(style, before, after, 1.1)
        style.paragraph_format.keep_with_next = True
    title = styles["Title"]
    _font(title, 28, "1F2328", bold=True)
    _space(title, 150, 8, 1.1)
    _no_border(title)
    subtitle = styles["Subtitle"]
    _font(subtitle, 13, SOFT)
    _space(subtitle, 0, 24, 1.2)
    rule = add("Rule", "Body Text", 9.5, colour=SOFT)
    rule.paragraph_format.left_indent = Cm(0.8)
    _space(rule, 0, 2, 1.15)
    facts = add("Facts", "Rule", 9.5, colour=SOFT)
    _space(facts, 0, 8, 1.15)
    before = add("Lead In", "Body Text", 10.5)
    _space(before, 6, 2, 1.15)
    before.paragraph_format.keep_with_next = True
    quote = styles["Quote"]
    _font(quote, 10.5)
    quote.font.italic = False
    quote.paragraph_format.left_indent = Cm(0.8)
    quote.paragraph_format.right_indent = Cm(0.8)
    quote.paragraph_format.widow_control = True
    _space(quote, 2, 6, 1.2)
    caption = styles["Caption"]
    _font(caption, 9.5, SOFT, bold=True)
    _space(caption, 12, 4, 1.1)
    caption.paragraph_format.keep_with_next = True
    cell = add("Table Text", "Normal", 9.5)
    _space(cell, 2, 2, 1.05)
    head = add("Table Head", "Table Text", 9, colour=SOFT, bold=True)
    head.paragraph_format.keep_with_next = True
    note = add("Table Note", "Normal", 9, colour=SOFT)
    _space(note, 4, 10, 1.15)
    contents = add("Contents Heading", "Normal", 18, colour=ACCENT)
    _space(contents, 0, 10, 1.1)
    contents.paragraph_format.page_break_before = True
    for level, indent in ((1, 0.0), (2, 0.6)):
        entry = add(f"TOC {level}", "Normal", 10 if level == 1 else 9.5)
        entry.paragraph_format.left_indent = Cm(indent)
        _space(entry, 3 if level == 1 else 0, 1, 1.0)
    reference = styles.add_style("Reference", WD_STYLE_TYPE.CHARACTER)
    reference.font.size = Pt(9)
    reference.font.color.rgb = RGBColor.from_string(SOFT)
    lead = styles.add_style("Lead", WD_STYLE_TYPE.CHARACTER)
    lead.font.bold = True


def _font(style: Any, size: float, colour: str = "", *, bold: bool = False) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def _space(style: Any, before: float, after: float, lines: float) -> None:
    from docx.shared import Pt

    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), lines


def _no_border(style: Any) -> None:
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _english(styles: Any) -> None:
    from docx.oxml.ns import qn

    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
