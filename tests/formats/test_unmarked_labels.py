# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels with hardly a sign behind them, heads in any language, and prose that only looks like talk."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.formats.flow import Flow, Piece
from qualcoder_tc.formats.turns import find_turns
from qualcoder_tc.model.transcript import ImportOptions
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk


@pytest.mark.parametrize(
    ("asks", "says", "sign"),
    [
        ("SM", "YK", " "),
        ("Interviewer", "Walter", "  "),
        ("S1 00:03", "S2 00:07", "\t"),
        ("P1", "P2", "  "),
        ("M.", "A.", "  "),
        ("Tom", "P3", "... "),
    ],
)
def test_labels_with_nothing_but_space_behind_them_are_labels(asks: str, says: str, sign: str) -> None:
    assert counted(read(talk(asks, says, sign))) == {asks.split()[0].strip("."): 4, says.split()[0].strip("."): 4}


def test_initials_explained_in_a_sentence_above_the_talk_do_not_speak_there() -> None:
    assert counted(read(f"HW is Helen Ward, interviewing.\n\n{talk('HW', 'TM', ' ')}")) == {"HW": 4, "TM": 4}


def test_questions_and_answers_on_numbered_lines_are_read() -> None:
    pairs = zip(QUESTIONS, REPLIES, strict=True)
    lines = [
        line for q, r in pairs for line in (f"Q.   {q}", f"A.   {r}", "so it goes on to the next", "and the next")
    ]
    numbered = "\n".join(f"{number:>3}  {line}" for number, line in enumerate(lines, 1))
    assert counted(read(numbered)) == {"Q": 4, "A": 4}


def test_a_name_in_bold_is_a_label_where_its_colon_was_forgotten() -> None:
    flow = Flow()
    for n, (q, r) in enumerate(zip(QUESTIONS, REPLIES, strict=True)):
        flow.add([Piece("I " if n == 2 else "I: ", bold=True), Piece(q)])
        flow.add([Piece("M3: ", bold=True), Piece(r)])
    assert [turn.speaker for turn in find_turns(flow.text(), flow.look()).turns] == ["I", "M3"] * 4


@pytest.mark.parametrize(
    ("head", "asks", "says"),
    [
        ("Nama\t: Ibu S.\nUmur\t: 58 tahun\nTempat\t: Pasar Gede", "Peneliti", "Narasumber"),
        ("P : Peneliti\nI : Informan", "P", "I"),
        ("访谈对象：王师傅，男，61岁\n访谈时间：2021年10月9日", "访谈员", "王师傅"),
        ("H = haastattelija, V = vastaaja", "H", "V"),
    ],
)
def test_heads_and_legends_in_other_languages_are_nobodys_turns(head: str, asks: str, says: str) -> None:
    document = read(f"{head}\n\n{talk(asks, says)}\n")
    assert counted(document) == {asks: 4, says: 4}
    assert set(document.roles) == {asks}


@pytest.mark.parametrize(
    "text",
    [
        "Mol (2008): the logic of care.\nMol (2008): patients as active.\nAhmed (2012): a wall.\nAhmed (2017): a killjoy.",
        "From: Amy Holt\nTo: Jo Lund\nThe audio is broken.\nFrom: Jo Lund\nTo: Amy Holt\nWhich audio?\nBest: Jo",
        "HC opened the meeting.\nTB has coded nine.\nHC asked about the codebook.\nTB thought not.\nHC closed the meeting.",
        "AI changes work.\nUK firms hire less, and few of them say why.\nWe asked eleven people.\nNobody knew.",
    ],
)
def test_references_and_letters_name_nobody(text: str) -> None:
    assert counted(read(text)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "12 March: First interview.\n14 March: Second.\n2 April: Coding. Everything is trust.\n3 April: Nothing is trust.",
        "Purpose: to set out options.\nOption 1: do nothing.\nOption 2: two sailings.\nRecommendation: option 2.",
        "- P04: waits alone\n- P07: waits with her sister\n- P11: does not wait, walks out\nSo: is leaving waiting?",
    ],
)
def test_dates_options_and_lists_of_people_name_nobody(text: str) -> None:
    assert counted(read(text)) == {}


def test_mere_numbers_speak_where_a_moderator_does() -> None:
    text = "".join(f"M: {q}\n1: Snap.\n2: {r}\n" for q, r in zip(QUESTIONS, REPLIES, strict=True))
    assert counted(read(f"M: moderator, 1-2: pupils\n\n{text}")) == {"M": 4, "1": 4, "2": 4}


def test_whoever_answers_is_a_speaker_even_by_a_word_that_heads_lists() -> None:
    assert counted(read(talk("Int.", "Part."))) == {"Int": 4, "Part": 4}


@pytest.mark.parametrize(
    ("head", "asks", "says", "sign"),
    [
        ("KL – Kate Lowe (researcher)\nMs F – participant", "KL", "Ms F", " – "),
        ("NPV: Người phỏng vấn\nNTL: Người trả lời", "NPV", "NTL", ": "),
    ],
)
def test_longer_explanations_of_labels_are_nobodys_turns(head: str, asks: str, says: str, sign: str) -> None:
    document = read(f"{head}\n\n{talk(asks, says, sign)}\n")
    assert counted(document) == {asks: 4, says: 4}
    assert set(document.roles) == {asks}


def test_an_ideographic_space_parts_names_from_talk() -> None:
    assert counted(read(talk("調査者", "Aさん", "\u3000"))) == {"調査者": 4, "Aさん": 4}


def test_a_time_and_a_name_may_stand_before_a_tab() -> None:
    text = "".join(
        f"[00:0{n}] SB\t{q}\n[00:0{n}] SP\t{r}\n" for n, (q, r) in enumerate(zip(QUESTIONS, REPLIES, strict=True))
    )
    assert counted(read(text)) == {"SB": 4, "SP": 4}


def test_a_column_of_words_is_found_by_what_is_in_it() -> None:
    pairs = zip(QUESTIONS, REPLIES, strict=True)
    rows = "".join(f'{n},MOD,"{q}"\n{n},P1,"{r}"\n' for n, (q, r) in enumerate(pairs))
    document = importers.read_document("group.csv", f"line,who,says\n{rows}".encode(), ImportOptions())
    assert document.text.startswith(f"MOD: {QUESTIONS[0]}\nP1: {REPLIES[0]}\n")


def test_a_code_of_letters_and_a_number_answers_where_all_others_ask() -> None:
    assert set(read(talk("Researcher", "IV-03")).roles) == {"Researcher"}
    assert set(read(talk("I1", "I2")).roles) == {"I1", "I2"}
