# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The layouts that transcripts come in: each is one conversation of six questions and six answers."""

from __future__ import annotations

import pytest

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import plain
from qualcoder_tc.formats.flow import Flow, Piece
from qualcoder_tc.formats.turns import RULE_WORDS, find_turns
from qualcoder_tc.model.transcript import ImportOptions

QUESTIONS = [
    "So how did you first hear about it?",
    "Right. And what happened then?",
    "Okay, and who decided that?",
    "How did that feel?",
    "Could you say more?",
    "What would have helped?",
]
ANSWERS = [
    "Well, my neighbour told me, she'd been going: for years.",
    "I went along on the Thursday.\nAnd they gave me a tea towel.",
    "Nobody, really - we all sort of did.",
    "Strange at first.",
    "Not really, no.",
    "A bus, honestly.",
]
LAYOUTS = {
    "colon": ("INT: {}", "P1: {}"),
    "names": ("Interviewer: {}", "Mary: {}"),
    "nospace": ("I:{}", "R:{}"),
    "tabcolon": ("I:\t{}", "R:\t{}"),
    "stampcolon": ("[00:01:02] Interviewer: {}", "[00:01:09] P07: {}"),
    "namestampcolon": ("Interviewer (00:01:02): {}", "P07 (00:01:09): {}"),
    "namestamp2": ("Interviewer 00:01:02: {}", "P07 00:01:09: {}"),
    "namebracket": ("Interviewer [00:01:02] {}", "P07 [00:01:09] {}"),
    "alone": ("Interviewer\n{}\n", "Mary Jones\n{}\n"),
    "alonecolon": ("Interviewer:\n{}\n", "Mary Jones:\n{}\n"),
    "otter": ("Speaker 1  0:03  \n{}\n", "Speaker 2  0:09  \n{}\n"),
    "teams": ("Smith, John   0:03\n{}", "Mary O'Neil (Guest)   0:09\n{}"),
    "teams2": ("0:0:0.0 --> 0:0:1.510\nSmith, John\n{}", "0:0:1.9 --> 0:0:2.510\nMary\n{}"),
    "stampname": ("00:01:02 Interviewer\n{}", "00:01:09 Mary\n{}"),
    "zoomtxt": ("[Anna Lee] 10:31:22\n{}\n", "[Bob Ray] 10:31:40\n{}\n"),
    "md": ("**Interviewer:** {}", "**Mary:** {}"),
    "md2": ("**Interviewer**: {}", "**Mary**: {}"),
    "mdh": ("**Interviewer**\n{}\n", "**Mary**\n{}\n"),
    "dash": ("INT - {}", "P4 - {}"),
    "endash": ("Interviewer – {}", "Mary – {}"),
    "tab": ("Interviewer\t{}", "Mary\t{}"),
    "num3": ("1\tInterviewer\t{}", "2\tMary\t{}"),
    "timetab": ("00:01:02\tInterviewer\t{}", "00:01:09\tMary\t{}"),
    "about": ("Interviewer: {}", "P4 (F, 61): {}"),
    "f4": ("I: {} #00:00:12-3#", "B: {} #00:00:19-1#"),
    "caps": ("INTERVIEWER: {}", "MARGARET: {}"),
    "qa": ("Q: {}", "A: {}"),
    "qdot": ("Q. {}", "A. {}"),
    "brack": ("[Interviewer]: {}", "[Mary]: {}"),
    "angle": ("<Interviewer> {}", "<Mary> {}"),
    "cyr": ("Интервьюер: {}", "Мария: {}"),
    "greek": ("Ερευνητής: {}", "Μαρία: {}"),
    "heb": ("מראיין: {}", "מרים: {}"),
    "zh": ("访谈者：{}", "受访者：{}"),
    "zh2": ("主持人: {}", "李: {}"),
    "fr": ("Enquêteur : {}", "Marie : {}"),
    "nbsp": ("Intervieweur\u00a0: {}", "Marie\u00a0: {}"),
    "de": ("Interviewerin: {}", "Fr. Müller: {}"),
    "mrs": ("Int: {}", "Mrs Brown: {}"),
    "paren": ("(Interviewer) {}", "(P3) {}"),
    "trint": ("Speaker 1 [00:00:03] {}", "Speaker 2 [00:00:09] {}"),
    "descript": ("**Anna:** [00:00:03] {}", "**Bob:** [00:00:09] {}"),
    "rev": ("Interviewer: (00:03)\n{}", "Mary: (00:09)\n{}"),
    "hash": ("#1 Interviewer: {}", "#2 P1: {}"),
    "numdot": ("1. Interviewer: {}", "2. P1: {}"),
    "lineno": ("001 INT: {}", "002 P1: {}"),
    "lower": ("interviewer: {}", "participant: {}"),
    "lowname": ("anna: {}", "bob: {}"),
    "semi": ("INT; {}", "P1; {}"),
    "pipe": ("Interviewer | {}", "Mary | {}"),
    "slash": ("Interviewer: {}", "Mary/P3: {}"),
    "multi": ("Interviewer 1: {}", "P3 & P4: {}"),
}


def written(question: str, answer: str) -> str:
    lines = (x for q, a in zip(QUESTIONS, ANSWERS, strict=True) for x in (question.format(q), answer.format(a)))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_gives_twelve_turns_of_two_people(layout: str) -> None:
    text = written(*LAYOUTS[layout])
    found = find_turns(text)
    assert len(found.turns) == 12
    assert found.rule in RULE_WORDS
    names = list(dict.fromkeys(turn.speaker for turn in found.turns))
    assert len(names) == 2 and None not in names
    for turn, said in zip(
        found.turns, (s for pair in zip(QUESTIONS, ANSWERS, strict=True) for s in pair), strict=True
    ):
        assert text[turn.start : turn.end].startswith(said)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_whoever_asks_is_marked_as_asking(layout: str) -> None:
    document = plain.from_text("talk.txt", written(*LAYOUTS[layout]), ImportOptions())
    assert list(document.roles) == [document.speakers[0]]


PROSE = {
    "notes": "Field note: the kitchen was warm.\nTwo people came: Bev and Dot.\nBring: gloves, spade.\nThey left at six.\n",
    "list": "1. Soup\n2. Bread\n3. Tea\n4. Cake\n",
    "scores": "1. I am satisfied.\n2 -- as above\n2. It was simple.\n3 -- hard at first\n3. I was quick.\n2 -- yes\n",
    "headings": "CONTEXT\n- A change\nGOAL\n- A review\nTRANSCRIPT\n- Reads it\n- Checks it\n",
    "poem": "So\nthe rain came\nand we\nstayed in\n",
    "times": "We met at 10:30 and left at 12:15.\nAgain at 9:00 on Friday.\n",
}


@pytest.mark.parametrize("kind", PROSE)
def test_prose_with_colons_and_numbers_has_no_speakers(kind: str) -> None:
    assert {turn.speaker for turn in find_turns(PROSE[kind]).turns} == {None}


def test_the_head_of_a_table_of_turns_is_no_speaker() -> None:
    text = "Speaker\tText\n" + written("Interviewer\t{}", "Mary\t{}")
    assert {t.speaker for t in find_turns(text).turns} == {None, "Interviewer", "Mary"}


def test_a_forgotten_colon_is_forgiven_where_the_name_is_known() -> None:
    text = written("[00:10] INT:\n{}", "[00:20] P1:\n{}").replace("[00:20] P1:", "[00:20] P1", 2)
    assert [t.speaker for t in find_turns(text).turns] == ["INT", "P1"] * 6


def test_names_that_differ_in_case_only_are_one_speaker() -> None:
    text = written("Moderator: {}", "Mary: {}").replace("Moderator:", "MODERATOR:", 1)
    assert {t.speaker for t in find_turns(text).turns} == {"Moderator", "Mary"}


def test_where_only_the_moderator_is_named_a_label_holds_for_its_paragraph() -> None:
    text = "I log in.\nMODERATOR: Please begin.\nI see the tab.\nIt is fine.\nI go on.\nMODERATOR: Good.\nDone.\nBye now.\n"
    assert [t.speaker for t in find_turns(text).turns] == [
        None,
        "MODERATOR",
        None,
        None,
        None,
        "MODERATOR",
        None,
        None,
    ]


def test_questions_in_italics_are_the_interviewers() -> None:
    flow = Flow()
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        flow.add([Piece(question, italic=True)])
        flow.add([Piece(answer)])
    found = find_turns(flow.text(), flow.look())
    assert [t.speaker for t in found.turns] == ["Interviewer", "Participant"] * 6
    assert found.rule == "italics"


def test_a_pattern_of_ones_own_is_used_and_checked() -> None:
    text = "int>> So how?\nmary>> Well.\nint>> And then?\n"
    options = ImportOptions(pattern=r"(?P<name>\w+)>>\s*")
    assert [t.speaker for t in find_turns(text, options=options).turns] == ["int", "mary", "int"]
    with pytest.raises(InputError, match="regular expression"):
        find_turns(text, options=ImportOptions(pattern="(?P<name>"))
    with pytest.raises(InputError, match="names no speaker"):
        find_turns(text, options=ImportOptions(pattern=r"\w+>>"))


def test_a_rule_can_be_chosen_or_left_out() -> None:
    text = written("INT: {}", "P1: {}")
    assert {t.speaker for t in find_turns(text, options=ImportOptions(rule="none")).turns} == {None}
    assert find_turns(text, options=ImportOptions(rule="name-colon")).rule == "name-colon"
    with pytest.raises(InputError, match="no speaker rule"):
        find_turns(text, options=ImportOptions(rule="nonsense"))


def test_speakers_are_renamed_joined_and_tied_to_cases() -> None:
    text = written("INT: {}", "Mary: {}").replace("Mary:", "Marry:", 1)
    options = ImportOptions(
        renames=(("Marry", "Mary"), ("INT", "Interviewer")),
        cases=(("Mary", "Case 7"),),
        roles=(("Mary", "service user"),),
    )
    document = plain.from_text("talk.txt", text, options)
    assert document.speakers == ("Interviewer", "Mary")
    assert document.roles == {"Interviewer": "interviewer", "Mary": "service user"}
    assert document.cases[0].name == "Case 7" and document.cases[0].speakers == ("Mary",)


def test_stamped_lines_as_shown_by_video_sites_are_joined() -> None:
    text = "".join(f"0:{n * 3:02d}\nand then we\n" for n in range(18))
    document = plain.read("talk.txt", text.encode(), ImportOptions())
    assert len(document.turns) < 6
    assert document.turns[0].time_start == 0.0
    assert "0:03" not in document.text


def test_time_stamps_behind_turns_are_read() -> None:
    turns = find_turns(written("I: {} #00:00:12-3#", "B: {} #00:00:19-1#")).turns
    assert (turns[0].time_end, turns[1].time_start, turns[1].time_end) == (12.0, 12.0, 19.0)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("[SPEAKER_00]: {}", "[SPEAKER_01]: {}"),
        ("[John] {}", "[Mary] {}"),
        (">> JOHN: {}", ">> MARY: {}"),
        ("- John: {}", "- Mary: {}"),
    ],
)
def test_names_within_captions_are_speakers(first: str, second: str) -> None:
    from qualcoder_tc.formats import captions

    cues = ""
    for n, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True)):
        for k, text in enumerate((first.format(question), second.format(answer.replace("\n", " ")))):
            cues += f"{2 * n + k}\n00:00:{4 * n + 2 * k:02},000 --> 00:00:{4 * n + 2 * k + 1:02},900\n{text}\n\n"
    document = captions.read("talk.srt", cues.encode(), ImportOptions())
    assert len(document.turns) == 12 and len(document.speakers) == 2
    assert list(document.roles) == [document.speakers[0]]
