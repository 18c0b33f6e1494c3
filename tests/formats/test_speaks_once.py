# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who is there besides those who ask and answer, and speaks once; and who merely signs."""

from __future__ import annotations

from collections import Counter

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import ImportOptions

TALK = """\
MODERATOR: So how do people get their water?
R1: We buy it. There is a vendor near the church.
MODERATOR: And when it is dry?
R2: I go to the river, it is far.
{}Sorry, could you say how far it is?
MODERATOR: What do you think, R1?
R1: I do not know, but we pay.
MODERATOR: Who do you pay?
R2: We pay the company.
R1: You pay the cartels, my dear.
"""


def counts(text: str) -> dict[str | None, int]:
    document = importers.read_document("a.txt", text.encode(), ImportOptions())
    return dict(Counter(turn.speaker for turn in document.turns if turn.speaker))


@pytest.mark.parametrize("colon", [": ", ":"])
@pytest.mark.parametrize(
    "who",
    [
        *("Note taker", "NOTE TAKER", "Note-taker", "Observer", "Interpreter", "Research assistant", "Crosstalk"),
        *(
            "Assistant moderator",
            "Camera operator",
            "Protokollantin",
            "Dolmetscher",
            "Preneuse de notes",
            "Toma notas",
        ),
        *("Observadora", "Osservatore", "Notulist", "Tłumacz", "Наблюдатель", "记录员", "通訳", "Người ghi chép"),
    ],
)
def test_who_helps_speaks_once_within_the_talk_and_is_a_fact_above_it(who: str, colon: str) -> None:
    talk = TALK.format(who + colon)
    if colon == ":" and not who[-1].isascii():
        talk = TALK.format(who + ": ")
    expected = {"MODERATOR": 4, "R1": 3, "R2": 2, who: 1}
    head = f"FOCUS GROUP 3\nModerator: Wanjiru K.\n{who}: Brian M.\nParticipants: 6\n\n"
    assert counts(talk) == expected
    assert counts(head + talk) == expected


def test_who_signs_below_questions_and_answers_is_nobody() -> None:
    text = "".join(
        f"Q.\tWhere did you work in {year}?\nA.\tI worked at the mill in {year}, and my father did.\n"
        for year in range(1950, 1957)
    )
    assert counts(text + "G. H. Armitage, Hon. Secretary. A copy is in the library.\n") == {"Q": 7, "A": 7}
