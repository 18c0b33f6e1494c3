# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels put together from all that people and tools write before, about and behind names."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read

BEFORE = ["", "- ", "* ", "> ", "{number}. ", "## ", "### ", "• ", "— "]
ABOUT = ["", "**", "*", "__", "_", "<b> </b>", "<strong> </strong>", "[ ]", "( )"]
TIMED = ["", "[00:0{i}:12] ", "(00:0{i}) ", "00:0{i}:12 ", "00:0{i} - "]
BEHIND = ["", " [00:0{i}:12]", " (00:0{i})", " 00:0{i}:12"]
ENDS = [":/", "/:", "/ -", "/", "/ –"]
"""What ends a label; the stroke is where what stands about the name closes."""
PLACES = [" {t}\n", " {t}\n\n", "\n{t}\n\n", "\n\n{t}\n\n"]
NAMES = [("Interviewer", "P07"), ("Ruth Lee", "Kofi Mensah"), ("Ruth", "Kofi"), ("Speaker 1", "Speaker 2")]
SAID = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair] * 2


@st.composite
def layouts(draw: st.DrawFn) -> str:
    """A layout of a turn, with a place for the name, for what is said, for the time and for its number."""
    about = draw(st.sampled_from(ABOUT))
    opened, closed = about.split(" ") if " " in about else (about, about)
    end = draw(st.sampled_from(ENDS))
    timed = draw(st.sampled_from(TIMED))
    behind = "" if timed else draw(st.sampled_from(BEHIND))
    place = draw(st.sampled_from(PLACES))
    if not about and end == "/" and not behind and place.startswith(" "):
        end = ":/"  # with nothing between the name and what is said, nobody can tell
    if behind:
        label = f"{{n}}{behind}{end.replace('/', closed)}" if end == ":/" else f"{{n}}{closed}{behind}{end[1:]}"
    else:
        label = "{n}" + end.replace("/", closed)
    return draw(st.sampled_from(BEFORE)) + timed + opened + label + place


@given(layout=layouts(), names=st.sampled_from(NAMES))
@example(layout="**[00:0{i}:12] {n}:** {t}\n\n", names=("SPEAKER_02", "SPEAKER_00"))
@example(layout="### {n} (2025-09-08T13:01:2{i}.779Z)\n\n{t}\n\n", names=("You", "Guest"))
@settings(deadline=None, max_examples=150)
def test_names_are_found_whatever_signs_stand_about_them(layout: str, names: tuple[str, str]) -> None:
    text = "".join(layout.format(n=names[k % 2], t=said, i=k // 2, number=k + 1) for k, said in enumerate(SAID))
    assert counted(read(text)) == dict.fromkeys(names, 8)
