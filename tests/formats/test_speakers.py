# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Speaker turns are found in the layouts that transcripts use."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc.formats import turns
from qualcoder_tc.formats.roles import find_roles
from qualcoder_tc.formats.times import seconds
from qualcoder_tc.formats.turns import find_turns
from qualcoder_tc.model.transcript import Turn

LAYOUTS = {
    "colon": "Researcher 1: So, thank you.\nAna: Yes.\nResearcher 1: And then?\nAna: Then I left.\n",
    "code": "P07: So it was.\nINT: Was it?\nP07: It was.\nINT: Right.\n",
    "time before": "[00:12:31] Karen: First.\n[00:12:40] Interviewer: Second.\n[00:13:02] Karen: Third.\n",
    "time before, bare": "00:19 PARTICIPANT 12: First.\n00:31 MODERATOR: Second.\n00:44 PARTICIPANT 12: Third.\n",
    "time after": "Karen (00:12:31): First.\nInterviewer (00:12:40): Second.\nKaren (00:13:02): Third.\n",
    "noScribe": "S01: [00:00:12] Guten Tag.\nS00: [00:00:31] Hallo.\nS01: [00:00:44] Und nun?\n",
    "bold markdown": "**Adam Stacoviak:** Pia, welcome.\n\n**Pia Mancini:** Hi.\n\n**Adam Stacoviak:** So.\n",
    "otter": "**Emma**  0:00  \nSystems design.\n\n**Kelly**  0:24  \nWelcome.\n\n**Emma**  1:02\nThanks.\n",
    "brackets": "[Chercheur] (0:01 - 0:11)\nBonjour.\n[Interviewe] (0:12 - 0:20)\nBonjour.\n[Chercheur] (0:21 - 0:30)\nBien.\n",
    "tab": "BO028\tsì.\nBO030\tallora.\nBO028\tmh.\nBO030\tno.\n",
    "teams": "0:0:0.0 --> 0:0:1.510\nSome Body\nOK. Yeah.\n0:0:3.270 --> 0:0:4.250\nJames Bond\nUmm.\n",
    "alone": "MODERATOR:\nWhat do you think?\n\nP1:\nNot much.\n\nMODERATOR:\nWhy?\n",
}
SPEAKERS = {
    "colon": ["Researcher 1", "Ana"], "code": ["P07", "INT"], "time before": ["Karen", "Interviewer"],
    "time before, bare": ["PARTICIPANT 12", "MODERATOR"], "time after": ["Karen", "Interviewer"],
    "noScribe": ["S01", "S00"], "bold markdown": ["Adam Stacoviak", "Pia Mancini"], "otter": ["Emma", "Kelly"],
    "brackets": ["Chercheur", "Interviewe"], "tab": ["BO028", "BO030"], "teams": ["Some Body", "James Bond"],
    "alone": ["MODERATOR", "P1"],
}  # fmt: skip


def said(text: str, turn: Turn) -> str:
    return text[turn.start : turn.end]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_recognised(layout: str) -> None:
    text = LAYOUTS[layout]
    found = find_turns(text).turns
    assert list(dict.fromkeys(t.speaker for t in found)) == SPEAKERS[layout]
    for turn in found:
        words = said(text, turn)
        assert words and not any(name in words for name in SPEAKERS[layout])
        assert not re.match(r"[\[(*]|\d+:\d\d", words)


@pytest.mark.parametrize(
    ("layout", "times"),
    [("time before", [751, 760, 782]), ("time after", [751, 760, 782]), ("noScribe", [12, 31, 44]),
     ("brackets", [1, 12, 21]), ("otter", [0, 24, 62]), ("teams", [0, 3.27])],
)  # fmt: skip
def test_time_stamps_become_seconds(layout: str, times: list[float]) -> None:
    assert [t.time_start for t in find_turns(LAYOUTS[layout]).turns] == times


@pytest.mark.parametrize(
    ("text", "value"),
    [("1:02:03.5", 3723.5), ("02:03", 123), ("0:0:1.510", 1.51), ("00:00:01,25", 1.25), ("x", None), ("12", None)],
)
def test_seconds_of_a_time_stamp(text: str, value: float | None) -> None:
    assert seconds(text) == value


def test_paragraphs_without_label_go_on_with_the_turn_before() -> None:
    text = "Interview, 3 May\n\nP1: One.\nTwo.\n\nThree.\nP2: Four.\nP1: Five.\n"
    found = find_turns(text).turns
    assert [(t.speaker, said(text, t)) for t in found] == [
        (None, "Interview, 3 May"),
        ("P1", "One.\nTwo.\n\nThree."),
        ("P2", "Four."),
        ("P1", "Five."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Note: bring a coat.\nDate: 3 May\nTime: 10:30\nPlace: Wisbech\nIt rained all day.\n",
        "See https://example.org/a: it says so.\nAnother line here.\nAnd one more.\n",
        "There is one thing: it rained.\nThere was another: it snowed.\nso: it went.\n",
        "Methods\n\nWe did this.\n\nResults\n\nWe found that.\n",
    ],
)
def test_prose_has_no_speakers(text: str) -> None:
    assert {t.speaker for t in find_turns(text).turns} == {None}


def test_asking_roles_are_told_by_names() -> None:
    for name in ("Interviewer", "INT", "I", "I2", "Interviewer 1", "Chercheur", "Q"):
        assert turns.role_of(name) in ("interviewer", "researcher"), name
    for name in ("MODERATOR", "Mod", "Facilitator 2"):
        assert turns.role_of(name) in ("moderator", "facilitator"), name
    for name in (
        "Interviewer Jane",
        "Mod - Priya",
        "Co-facilitator",
        "Lead interviewer",
        "Interviewer:in",
        "Researcher A",
    ):
        assert turns.role_of(name) is not None, name
    for name in (
        "Badaczka",
        "Tyrėja",
        "Cyfwelydd",
        "Enquêtrice",
        "Entrevistadora",
        "الباحث",
        "מראיינת",
        "访谈员",
        "聞き手",
    ):
        assert turns.role_of(name) is not None, name
    for name in ("Ana", "P1", "R", "R1", "M1", "Ian", "Ivy", "Mo", "Researcher's mum", "Q How"):
        assert turns.role_of(name) is None, name


ASKS = [("So how was it?", "Cold, but they gave us tea and a towel and sent us home again."), ("And then?", "We went home and told the others."),
        ("Who decided?", "Maureen."), ("Why?", "Why not? She had the key.")]  # fmt: skip


def talk(asking: str, answering: str) -> str:
    return "".join(f"{asking}: {question}\n{answering}: {answer}\n" for question, answer in ASKS)


@pytest.mark.parametrize(
    ("head", "asking", "answering"),
    [
        ("Interviewer: Jane Smith\nDate: 3 May\n\n", "Jane", "Kate"),
        ("Interviewers: Jane Smith and Kofi Mensah\n\n", "JS", "KB"),
        ("Interviewed by Lucy Marsh (LM), 14 January\n\n", "LM", "Donna"),
        ("JS – Jane Smith (interviewer)\nMO – Mary O'Neil\n\n", "JS", "MO"),
        ("E: Entrevistador / I: Informante\n\n", "E", "I"),
        ("M = Moderator\n\n", "M", "R1"),
    ],
)
def test_asking_roles_are_told_above_the_talk(head: str, asking: str, answering: str) -> None:
    # Even where the other one happens to ask.
    text = head + talk(answering, asking)
    assert list(find_roles(text, find_turns(text).turns)) == [asking]


def test_a_role_in_brackets_behind_a_name_is_told() -> None:
    text = talk("Kate", "Jane (interviewer)")
    assert find_roles(text, find_turns(text).turns) == {"Jane": "interviewer"}


def test_a_short_talk_tells_who_asks_if_nobody_else_does() -> None:
    text = "".join(
        f"{who}: {said}\n" for who, said in (("Jane", "Why?"), ("Mary", "Tea."), ("Jane", "And?"), ("Mary", "No."))
    )
    assert find_roles(text, find_turns(text).turns) == {"Jane": "interviewer"}
    text = text.replace("Tea.", "Tea?")
    assert find_roles(text, find_turns(text).turns) == {}


def test_who_does_not_begin_and_wonders_aloud_is_not_taken_for_the_interviewer() -> None:
    told = [
        "Welcome to our test.",
        "Please find another program.",
        "Say what you look at.",
        "You compare them next.",
    ]
    tries = [
        "What?",
        "Is it here?",
        "There it is.",
        "Better.",
        "And this, what is that for?",
        "No.",
        "Yes.",
        "Done.",
    ]
    text = "\n".join(f"Sam: {a}\nRuth: {b}" for a, b in zip(told * 2, tries, strict=True))
    assert find_roles(text, find_turns(text).turns) == {}


def test_who_begins_and_mostly_asks_leads_a_group_even_at_length() -> None:
    lines = []
    for n in range(5):
        lines += [
            ("Priya", f"So let us come to the {n}th thing on my long list of things, and who would like to begin?"),
            ("Tom", "Me."),
            ("Ruth", "Would you?" if n == 1 else "Yes."),
        ]
    text = "".join(f"{who}: {said}\n" for who, said in lines)
    assert find_roles(text, find_turns(text).turns) == {"Priya": "interviewer"}


@pytest.mark.parametrize("mark", ["؟", "？"])
def test_question_marks_of_other_scripts_are_questions(mark: str) -> None:
    text = talk("Samira", "Huda").replace("?", mark)
    assert find_roles(text, find_turns(text).turns) == {"Samira": "interviewer"}


@pytest.mark.parametrize(
    "name",
    ["Unidentified male", "Note taker", "Female 1", "Several", "Older woman 2", "Interpreter", "Audience member"],
)
def test_people_without_names_are_speakers_though_they_speak_once(name: str) -> None:
    text = talk("Moderator", "Ann") + f"{name}: Can I say something?\n" + talk("Moderator", "Ann")
    assert name in {t.speaker for t in find_turns(text).turns}


_LINES = st.lists(
    st.one_of(
        st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=60),
        st.sampled_from(["P1: hello", "P2:", "P1: more", "[0:01] Ann: hi", "Ann: x", "\t", "", "Mod: and?"]),
    ),
    max_size=20,
)


@given(_LINES)
def test_turns_cover_every_paragraph_once_and_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    past = 0
    covered = set()
    for turn in find_turns(text).turns:
        assert past <= turn.label_start <= turn.start <= turn.end <= len(text)
        past = turn.end
        covered |= set(range(turn.label_start, max(turn.end, turn.start)))
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        inner = [at for at in range(*match.span()) if not text[at].isspace()]
        assert all(at in covered for at in inner), (text, match.group())


def test_a_line_of_a_million_characters_is_quick() -> None:
    text = "word " * 200_000
    assert len(find_turns(text).turns) == 1
    text = "P1: " + "a" * 1_000_000 + "\nP2: b\nP1: c\n"
    assert [t.speaker for t in find_turns(text).turns] == ["P1", "P2", "P1"]
