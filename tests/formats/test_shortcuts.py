# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What is read by a shorter way is what the longer way reads."""

from __future__ import annotations

import re
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from qualcoder_tc.formats import guess
from qualcoder_tc.formats.labels import RULES
from qualcoder_tc.formats.turns import find_turns
from qualcoder_tc.formats.word_text import Reader

_STYLES = {"Loud": (True, False, False), "Aside": (False, True, False), "Gone": (False, False, True)}
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LOOKS = (
    "<w:b/>", '<w:b w:val="0"/>', '<w:b w:val="1"/>', "<w:i/>", '<w:i w:val="false"/>', '<w:sz w:val="24"/>',
    '<w:rFonts w:ascii="Arial"/>', "<w:vanish/>", '<w:highlight w:val="yellow"/>', '<w:shd w:fill="ff0000"/>',
    '<w:rStyle w:val="Loud"/>', "<w:rPrChange><w:rPr><w:b/></w:rPr></w:rPrChange>",
)  # fmt: skip
_PARAGRAPH_LOOKS = (
    "", '<w:pStyle w:val="Loud"/>', '<w:pStyle w:val="Aside"/>', '<w:pStyle w:val="Gone"/>', '<w:jc w:val="both"/>',
    '<w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs>', "<w:rPr><w:b/><w:i/></w:rPr>", "<w:rPr><w:del/></w:rPr>",
    '<w:pPrChange><w:pPr><w:pStyle w:val="Loud"/></w:pPr></w:pPrChange>',
)  # fmt: skip
_TEXTS = st.sampled_from(["Interviewer: ", " ", "", "So it was.", "P1:", "Zoë &amp; I", "two\nlines", "\u00ad"])


@st.composite
def _runs(draw: st.DrawFn) -> str:
    looks = "".join(draw(st.lists(st.sampled_from(_LOOKS), max_size=3)))
    inside = "".join(
        draw(
            st.lists(
                st.one_of(
                    _TEXTS.map(lambda t: f'<w:t xml:space="preserve">{t}</w:t>'),
                    st.sampled_from(["<w:tab/>", "<w:br/>", "<w:lastRenderedPageBreak/>", "<w:noBreakHyphen/>"]),
                ),
                max_size=3,
            )
        )
    )
    run = f"<w:r>{f'<w:rPr>{looks}</w:rPr>' if looks else ''}{inside}</w:r>"
    around = draw(
        st.sampled_from(
            ["{}", "{}", "{}", "<w:hyperlink>{}</w:hyperlink>", "<w:ins>{}</w:ins>", "<w:del>{}</w:del>"]
        )
    )
    return around.format(run)


@st.composite
def _paragraphs(draw: st.DrawFn) -> str:
    look = draw(st.sampled_from(_PARAGRAPH_LOOKS))
    between = st.sampled_from(
        [
            "<w:proofErr/>",
            '<w:bookmarkStart w:id="0"/>',
            '<w:commentRangeStart w:id="1"/>',
            '<w:commentRangeEnd w:id="1"/>',
        ]
    )
    inside = "".join(draw(st.lists(st.one_of(_runs(), _runs(), between), max_size=5)))
    return f"<w:p>{f'<w:pPr>{look}</w:pPr>' if look else ''}{inside}</w:p>"


def _read(body: Any) -> tuple[Any, ...]:
    reader = Reader(_STYLES, lambda _: None)
    reader.walk(body)
    return reader.flow.text(), reader.flow.look(), reader.flow.passages, reader.highlights, reader.warnings()


@settings(max_examples=300)
@given(st.lists(_paragraphs(), max_size=5))
def test_plain_paragraphs_of_word_read_as_any_others(paragraphs: list[str]) -> None:
    body = etree.fromstring(f'<w:body xmlns:w="{_NAMESPACE}">{"".join(paragraphs)}</w:body>')
    short = _read(body)
    with patch.object(Reader, "_simple", lambda *_: False):
        assert _read(body) == short


_WORD = st.sampled_from(
    ["Anna", "P1", "Interviewer", "in", "r", "12", "Ä", "a_b", "12:30", "(F, 61)", "[00:12]", "名", "**"]
)
_GAP = st.sampled_from([" ", ": ", ":", "  ", "\t", " - ", "：", ":\u00a0", ". ", "|", "; ", "> ", "(", "[", ""])


@settings(max_examples=1000)
@given(st.lists(st.tuples(_WORD, _GAP), min_size=1, max_size=8))
def test_what_the_plain_form_of_a_label_finds_the_whole_one_finds_too(parts: list[tuple[str, str]]) -> None:
    line = "".join(word + gap for word, gap in parts)
    for rule in RULES:
        match = rule.plain.match(line) if rule.plain else None
        if match is not None and match.end("name") <= 40:
            whole = rule.pattern.match(line)
            assert whole is not None
            assert (whole["name"], whole.end()) == (match["name"], match.end())
            assert not any(value for name, value in whole.groupdict().items() if name != "name")


@settings(max_examples=1000)
@given(st.lists(st.tuples(_WORD, _GAP), min_size=1, max_size=8))
def test_a_line_without_the_signs_of_a_layout_does_not_have_it(parts: list[tuple[str, str]]) -> None:
    line = "".join(word + gap for word, gap in parts)
    for rule in RULES:
        if rule.signs and not set(rule.signs) & set(line):
            assert rule.pattern.match(line) is None


def test_a_name_too_long_for_one_is_none_though_it_looks_plain() -> None:
    long = "Somebody whose description goes onandonandon"
    text = "\n".join(f"{long}: said {n}" for n in range(6))
    assert not {turn.speaker for turn in find_turns(text).turns} & {long}


@given(st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=200))
def test_words_of_plain_letters_are_told_as_all_others(text: str) -> None:
    top = text.casefold()
    if top.isascii():
        words = top.translate(guess._BLANKS).split()  # pyright: ignore[reportPrivateUsage]
        assert words == re.findall(r"[^\W\d_]+", top)
