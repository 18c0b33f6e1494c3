# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels with hardly a sign behind them, heads in any language, and prose that only looks like talk."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats.flow import Flow, Piece
from qualcoder_tc.formats.turns import find_turns
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk


@pytest.mark.parametrize(
    ("asks", "says", "sign"),
    [
        ("SM", "YK", " "),
        ("Interviewer", "Walter", "  "),
        ("S1 00:03", "S2 00:07", "\t"),
        ("P1", "P2", "  "),
    ],
)
def test_labels_with_nothing_but_space_behind_them_are_labels(asks: str, says: str, sign: str) -> None:
    assert counted(read(talk(asks, says, sign))) == {asks.split()[0]: 4, says.split()[0]: 4}


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
        "AI changes work.\nUK firms hire less, and few of them say why.\nWe asked eleven people.\nNobody knew.",
    ],
)
def test_references_and_letters_name_nobody(text: str) -> None:
    assert counted(read(text)) == {}
