# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Layouts as transcripts have them that people and programs published: wikis, sites, voices told apart by programs."""

from __future__ import annotations

from itertools import cycle, islice

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import ImportOptions
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read

MORE = "And there was more to it, as I said.\n\n"
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


def test_a_stenographic_record_numbers_its_lines_and_names_speakers_in_capitals() -> None:
    lines = ["P R O C E E D I N G S"]
    for who, said in zip(cycle(["THE PRESIDENT", "SENATOR VELELLA", "THE SECRETARY"]), SAID, strict=False):
        lines += [f"              {who}:  {said[:30]}", said[30:], "", "in the hall, as it is set down."]
    text = "".join(f"{n % 25 + 1:9}        {line}\n\n" for n, line in enumerate(lines))
    assert counted(read(text)) == {"THE PRESIDENT": 3, "SENATOR VELELLA": 3, "THE SECRETARY": 2}


def test_what_is_told_of_a_speaker_above_names_on_lines_of_their_own_is_no_turn() -> None:
    head = "Ruth Lee: An interview conducted by Kofi Mensah in May\n\nINTERVIEWEE: Ruth Lee\nINTERVIEWER: Kofi Mensah\n\n"
    assert counted(read(head + told("{n}:\n\n{t}\n\n", "Q", "Ruth Lee"))) == {"Q": 4, "Ruth Lee": 4}


def test_initials_that_head_mail_are_somebody_who_speaks_often() -> None:
    text = "CC: 3, 2, 1, 0\n" + told("{n}: {t}\n", "P", "CC")
    assert counted(read(text)) == {"CC": 5, "P": 4}


def test_a_chinese_sentence_before_a_colon_is_nobody() -> None:
    lines = [
        f"记者：你们是怎么开始的？\n风天：我们从{n}年开始做这件事，大家都很高兴。\n" for n in range(2001, 2005)
    ]
    text = "".join(lines) + "和以前的方案相比，它有以下几项优势：第一是快，第二是好。\n"
    assert counted(read(text)) == {"记者": 4, "风天": 4}


@pytest.mark.parametrize("units", [("minutes", "seconds"), ("Minuten", "Sekunden"), ("min", "sec")])
def test_a_meeting_copied_from_its_page_has_a_turn_for_each_block(units: tuple[str, str]) -> None:
    text = "AI-generated content may be incorrect\n\nRuth Lee started transcription\n\n"
    for k, said in enumerate(SAID):
        name, words = ("Ruth Lee", "Kofi Mensah")[k % 2], f"{k // 3} {units[0]} {k} {units[1]}"
        text += f"{name}\n{words}{k // 3}:{k:02}\n{name} {words}\n{said}\n{name} {words}\nAnd so on.\n\n"
    document = read(text)
    assert counted(document) == {"Ruth Lee": 4, "Kofi Mensah": 4}
    spoken = [turn for turn in document.turns if turn.speaker]
    assert [turn.time_start for turn in spoken] == [60 * (k // 3) + k for k in range(8)]
    assert document.text[spoken[0].start :].startswith(SAID[0])


def test_lines_with_a_time_go_on_with_whoever_is_named_above() -> None:
    lines = []
    for k, said in enumerate(SAID):
        lines.append(f"[00:00:{4 * k:02}] {('Interviewer', 'Declan')[k % 2]}: {said}")
        lines += [f"[00:00:{4 * k + n:02}] and so it went on and on" for n in range(1, 4)]
    assert counted(read("\n".join(lines))) == {"Interviewer": 4, "Declan": 4}


def test_a_radio_programme_names_its_people_in_full_before_their_surnames() -> None:
    text = "URL: none\nDate: 3 May 2023\n\nRUTH LEE, HOST:\n\n" + "This is about how it all began. " * 8 + "\n\n"
    text += "KOFI MENSAH, BYLINE: I came with my mother.\n\n" + told("{n}: {t}\n\n", "LEE", "MENSAH")
    assert counted(read(text)) == {"RUTH LEE, HOST": 1, "KOFI MENSAH, BYLINE": 1, "LEE": 4, "MENSAH": 4}


def test_people_named_in_full_before_their_letters_are_no_words_of_the_text() -> None:
    text = "Ruth: Hello there!\n\nKofi: Hello to you.\n\n" + told("{n}: {t}\n\n", "R", "K") + "see ruth at /kofi/\n"
    assert counted(read(text)) == {"Ruth": 1, "Kofi": 1, "R": 4, "K": 4}


def test_letters_explained_in_the_labels_that_speak_first_take_no_words_away() -> None:
    text = "Moderator (M): Past experience?\n\nParticipant (P): Yes.\n\n" + told("{n}: {t}\n\n", "M", "P")
    assert counted(read(text)) == {"Moderator": 1, "Participant": 1, "M": 4, "P": 4}


def test_bullets_and_bold_turns_are_read_through() -> None:
    said = told("* **{n} : {t}**\n", "Histozic", "Zantek")
    assert counted(read(said)) == {"Histozic": 4, "Zantek": 4}


@pytest.mark.parametrize("number", ["", "{n:2}  "])
@pytest.mark.parametrize("sign", [".  ", "   ", "\t"])
def test_a_court_record_has_questions_and_answers_beside_names_in_capitals(number: str, sign: str) -> None:
    lines = [
        "BY MS. TORRES:",
        *[f"{name}{sign}{said}" for name, said in zip(cycle("QA"), SAID, strict=False)],
        "MR. DIAZ:  Objection, form.",
        "THE WITNESS:  Do I answer that?",
        "MR. DIAZ:  You may.",
        f"A{sign}Then yes.",
        "THE REPORTER:  Please speak up.",
    ]
    text = "\n".join(number.format(n=n) + line for n, line in enumerate(lines, 1))
    assert counted(read(text)) == {"Q": 4, "A": 5, "MR. DIAZ": 2, "THE WITNESS": 1, "THE REPORTER": 1}


def test_headings_with_a_time_and_a_name_are_turns_though_few() -> None:
    text = told("### [00:01:12] {n}\n\n{t}\n\n" + MORE * 3, "John", "Kyle")
    assert counted(read(text)) == {"John": 4, "Kyle": 4}


def test_captions_saved_as_text_are_captions() -> None:
    cues = [f"00:00:{4 * n:02}.000 --> 00:00:{4 * n + 4:02}.000\n{said}\n" for n, said in enumerate(SAID)]
    document = read("WEBVTT\nKind: captions\n\n" + "\n".join(f"{cue}" for cue in cues))
    assert document.rule == "captions"


@pytest.mark.parametrize("extra", ["", ",00:00:01.200,1.2"])
def test_a_table_without_a_head_names_who_speaks_beside_what_they_say(extra: str) -> None:
    rows = "".join(
        f'PERSON {"AB"[k % 3 == 2]}{extra},"We talked, and it went on for {k} days."\n' for k in range(12)
    )
    document = importers.read_document("talk.csv", rows.encode(), ImportOptions())
    assert counted(document) == {"PERSON A": 8, "PERSON B": 4}


def test_what_is_listed_in_capitals_or_below_bullets_in_turn_is_nobody() -> None:
    listed = "".join(f"TAMIL SYLLABLE  {n}\nLATIN LETTER  {n}\n" for n in range(20))
    assert counted(read(listed)) == {}
    options = "".join(
        f"Option {n} of your build\n\n* Mandatory: YES\n* Default: what you named\n\n" for n in range(8)
    )
    assert counted(read(options)) == {}


def test_names_that_nearly_all_come_back_need_not_stand_on_most_lines() -> None:
    names = ["John", "Kyle", "John", "Olivia Garard", "Kyle", "John", "Kyle", "John"]
    text = "".join(
        f"### [00:0{k}:00] {n}\n\n{t}\n\n{MORE * 4}" for k, (n, t) in enumerate(zip(names, SAID, strict=True))
    )
    assert counted(read(text)) == {"John": 4, "Kyle": 3, "Olivia Garard": 1}
