# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables of talk with a row above that heads their columns, in many languages and orders, and facts above that."""

from __future__ import annotations

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read

_ABOVE = "Interview 2\nSeminar, group 4\nInt. = Interviewer, name of the other changed\n"
_ROWS = [
    {"line": str(2 * n + m + 1), "who": who, "said": said, "note": ""}
    for n, pair in enumerate(zip(QUESTIONS, REPLIES, strict=True))
    for m, (who, said) in enumerate(zip(("Int.", "Mira"), pair, strict=True))
]


def _table(heads: dict[str, str], order: str) -> str:
    rows = [heads, *_ROWS]
    return "\n".join("\t".join(row[cell] for cell in order.split()) for row in rows)


@pytest.mark.parametrize(
    "order", ["line who said", "who said", "said who", "line said who", "who line said", "who said line note"]
)
@pytest.mark.parametrize(
    "heads",
    [
        "Zeile|Person|Aussage|Anmerkung",
        "Line|Speaker|What was said|Notes",
        "N°|Qui|Propos|Remarques",
        "Lp.|Kto|Treść|Uwagi",
        "Rivi|Puhuja|Puheenvuoro|Huomiot",
        "Γραμμή|Ομιλητής|Λόγος|Σχόλια",
        "行|说话人|内容|备注",
    ],
)
@pytest.mark.parametrize("above", ["", _ABOVE])
def test_the_row_that_heads_columns_is_no_turn_and_the_one_below_it_is(above: str, heads: str, order: str) -> None:
    text = above + _table(dict(zip(("line", "who", "said", "note"), heads.split("|"), strict=True)), order)
    assert counted(read(text)) == {"Int": 4, "Mira": 4}


def test_a_row_in_a_language_nobody_foresaw_is_told_by_what_stands_below() -> None:
    heads = {"line": "Rreshti", "who": "Folësi", "said": "Thënia", "note": "Shënime"}
    assert counted(read(_table(heads, "line who said"))) == {"Int": 4, "Mira": 4}


def test_whoever_speaks_first_and_once_is_not_taken_for_the_head_of_a_column() -> None:
    text = "1\tDoorman\tCome in, they wait for you upstairs.\n" + _table(_ROWS[0], "line who said")
    assert counted(read(text))["Doorman"] == 1


def test_heads_that_come_again_on_each_page_are_no_turns() -> None:
    heads = {"line": "Linje", "who": "Taler", "said": "Ytring", "note": ""}
    table = _table(heads, "line who said")
    assert counted(read(f"{table}\n{table}")) == {"Int": 8, "Mira": 8}
