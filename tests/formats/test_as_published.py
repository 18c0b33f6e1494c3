# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Layouts as transcripts have them that people and programs published: wikis, sites, voices told apart by programs."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read

SAID = [one for pair in zip(QUESTIONS, REPLIES, strict=True) for one in pair]


def told(form: str, *names: str) -> str:
    return "".join(form.format(n=n, t=t) for n, t in zip(islice(cycle(names), len(SAID)), SAID, strict=True))


@pytest.mark.parametrize("names", [("Ruth Lee", "Kofi Mensah"), ("Ruth", "Kofi"), ("Interviewer", "P07")])
@pytest.mark.parametrize(
    "form",
    [
        "'''{n}:''' {t}\n\n",
        "''{n}:'' {t}\n\n",
        "***{n}:*** {t}\n\n",
        "'''{n}''': {t}\n\n",
        "*{n}*\n\n{t}\n\n",
        "_{n}_\n{t}\n\n",
        "**{n}**\n{t}\n\n",
        "**{n}:**\n\n{t}\n\n",
        '[0:31] @{n}: "{t}"\n',
    ],
)
def test_names_are_emphasised_in_many_ways(form: str, names: tuple[str, str]) -> None:
    assert counted(read(told(form, *names))) == dict.fromkeys(names, 4)


def test_emphasised_names_need_not_stand_before_most_paragraphs() -> None:
    more = "And there was more to it.\n\nIt went on until the spring.\n\nThen they all came back.\n\n"
    text = told("**{n}:** {t}\n\n" + more, "Ruth Lee", "Kofi Mensah")
    assert counted(read(text)) == {"Ruth Lee": 4, "Kofi Mensah": 4}


@pytest.mark.parametrize("voice", ["SPEAKER_{0:02}", "Speaker {0}", "speaker{0}", "Sprecher {0}"])
def test_voices_told_apart_by_a_program_need_not_take_turns_line_by_line(voice: str) -> None:
    lines = [f"[00:00:{n:02}] {voice.format(n // 12)}: and so it went on there" for n in range(36)]
    lines[10] = "[00:00:10] without a voice"
    found = counted(read("\n".join(lines)))
    assert found == {voice.format(0): 11, voice.format(1): 12, voice.format(2): 12}


def test_names_on_lines_of_their_own_need_not_come_often_where_most_come_back() -> None:
    order = [
        "Soliel",
        "Nia",
        "Soliel",
        "Ebube",
        "Soliel",
        "Tyriz",
        "Soliel",
        "Nia",
        "Soliel",
        "Ebube",
        "Tayler B.D",
    ]
    said = [*SAID, "Yes, I think that is so.", "What do you mean by it?", "I can say something."]
    text = "".join(f"{name}  \n{one}\n\n" for name, one in zip(order, said, strict=True))
    assert counted(read(text)) == {"Soliel": 5, "Nia": 2, "Ebube": 2, "Tyriz": 1, "Tayler B.D": 1}


def test_initials_that_are_a_word_elsewhere_are_initials_among_others() -> None:
    order = ["KS", "BE", "KS", "MM", "DD", "BE", "MM", "DD"]
    text = "".join(f"{name}: {one}\n\n" for name, one in zip(order, SAID, strict=True))
    assert counted(read(text)) == dict.fromkeys(["KS", "BE", "MM", "DD"], 2)


def test_who_somebody_is_may_stand_behind_their_name_where_they_first_speak() -> None:
    begun = "Ruth Lee, Interviewer: We would like to hear how it began.\nKofi Mensah, Head of House: It is new.\n"
    text = begun + told("{n}: {t}\n", "RL", "KM")
    assert counted(read(text)) == {"Ruth Lee, Interviewer": 1, "Kofi Mensah, Head of House": 1, "RL": 4, "KM": 4}


@pytest.mark.parametrize("names", [("Ik", "Lucas"), ("Ruth Lee", "Kofi Mensah"), ("Interviewer", "P07")])
@pytest.mark.parametrize(
    "form",
    [
        "<p><em>{n}</em>&nbsp; {t}</p>\n",
        '<p class="said"><b>{n}:</b> {t}</p>\n',
        "<strong>{n}</strong> {t}<br>\n",
        "<dt>{n}</dt><dd>{t}</dd>\n",
        '<span class="who">{n}</span>\n{t}\n\n',
        "<v {n}>{t}</v>\n",
        "|{n}|{t}|\n",
    ],
)
def test_names_stand_between_tags_where_a_page_was_saved_as_text(form: str, names: tuple[str, str]) -> None:
    assert counted(read(told(form, *names))) == dict.fromkeys(names, 4)


def test_tags_of_a_web_page_are_nobody() -> None:
    text = "<h4>Lucas</h4>\n" + told("<p>{t}</p>\n", "")
    assert counted(read(text)) == {}
