# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Tables with a column for each speaker, named in the row above only."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import plain, rich, tables
from qualcoder_tc.formats.turns import find_turns
from qualcoder_tc.model.transcript import ImportOptions

ROWS = [
    ("So how did you first hear about it?", "My neighbour told me: come along."),
    ("And what happened then?", "They gave me a tea towel."),
    ("Mm.", "I have still got it somewhere."),
    ("Who decided that?", "Nobody did, not really."),
]
SAID = [("Interviewer", ROWS[0][0]), ("Donna", ROWS[0][1]), ("Interviewer", ROWS[1][0]), ("Donna", ROWS[1][1])]
SAID += [("Interviewer", ROWS[2][0]), ("Donna", ROWS[2][1]), ("Interviewer", ROWS[3][0]), ("Donna", ROWS[3][1])]


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(t.speaker, text[t.start : t.end]) for t in find_turns(text).turns if t.speaker]


@pytest.mark.parametrize(
    "head", ["Interviewer\tDonna\n", "Interview 7\n\nInterviewer:\tDonna:\n", "Interviewer (JS)\tDonna\n"]
)
def test_each_filled_cell_is_a_turn_of_who_is_named_above_it(head: str) -> None:
    both = head + "".join(f"{a}\t{b}\n" for a, b in ROWS)
    each = head + "".join(f"{a}\t\n\t{b}\n" for a, b in ROWS)
    assert spoken(both) == SAID and spoken(each) == SAID
    assert find_turns(both).rule == "columns"


def test_the_head_of_columns_tells_who_asks() -> None:
    text = "Interviewer\tDonna\n" + "".join(f"{a}\t{b}\n" for a, b in ROWS)
    assert plain.from_text("talk.docx", text, ImportOptions()).roles == {"Interviewer": "interviewer"}


def test_times_and_numbers_before_what_is_said_are_no_turns_and_notes_are_nobodys() -> None:
    head = "No.\tTime\tInterviewer\tDonna\tNotes\n"
    text = head + "".join(f"{n}\t00:0{n}\t{a}\t{b}\tlater\n" for n, (a, b) in enumerate(ROWS))
    assert spoken(text) == SAID
    turns = find_turns(text).turns
    assert [t.time_start for t in turns if t.speaker][:3] == [0.0, 0.0, 1.0]
    assert {text[t.start : t.end] for t in turns if not t.speaker} == {head.strip(), "later"}


def test_a_further_paragraph_and_the_names_once_more_belong_to_nobody_else() -> None:
    rows = [f"{a}\t{b}\n" for a, b in ROWS]
    text = (
        "Interviewer\tDonna\n" + rows[0] + "And she did.\n" + rows[1] + "Interviewer\tDonna\n" + "".join(rows[2:])
    )
    found = spoken(text)
    assert found[1] == ("Donna", f"{ROWS[0][1]}\nAnd she did.")
    assert [said for said in found if said != found[1]] == [said for said in SAID if said != SAID[1]]


@pytest.mark.parametrize(
    "text",
    [
        "Moderator\tMm\n"
        + "".join(f"{'Ann' if n % 2 else 'Moderator'}\tWell, that was number {n}.\n" for n in range(9)),
        "Interviewer\tParticipant\n" + "".join(f"J. S.\tP{n}\n" for n in range(9)),
        "Speaker\tText\n" + "".join(f"{a}\t{b}\n" for a, b in SAID),
    ],
    ids=["names in a column", "facts", "speaker and text"],
)
def test_other_tables_are_not_taken_by_columns(text: str) -> None:
    assert find_turns(text).rule != "columns"


def test_columns_of_a_sheet_may_be_speakers_too() -> None:
    data = "Time,Interviewer,Donna\n" + "".join(f'0:0{n},"{a}","{b}"\n' for n, (a, b) in enumerate(ROWS))
    document = tables.read("talk.csv", data.encode(), ImportOptions())
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns] == SAID
    assert [t.time_start for t in document.turns][:3] == [0.0, 0.0, 1.0]
    assert document.roles == {"Interviewer": "interviewer"}


def test_empty_cells_at_the_end_of_rows_of_rich_text_are_kept() -> None:
    cells = [("Interviewer", "Donna"), *(cell for a, b in ROWS for cell in ((a, ""), ("", b)))]
    rows = "".join(f"\\trowd\\cellx3000\\cellx6000\\pard\\intbl {a}\\cell {b}\\cell\\row\n" for a, b in cells)
    document = rich.read("talk.rtf", f"{{\\rtf1\\ansi\n{rows}}}".encode(), ImportOptions())
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns if t.speaker] == SAID
