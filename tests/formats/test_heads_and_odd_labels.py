# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What stands above the talk in many hands, labels that look like something else, titles above tables."""

from __future__ import annotations

import io

import pytest

from qualcoder_tc.formats import importers, pdf
from qualcoder_tc.formats.flow import Flow, Piece
from qualcoder_tc.formats.turns import find_turns
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions
from tests.formats.test_pdf_tables import printed

QUESTIONS = ("So how did it begin?", "And who decided that?", "What was it like?", "Would you do it again?")
REPLIES = (
    "With a phone call, at ten past nine on a Thursday.",
    "Nobody did, we all sort of drifted into it.",
    "Loud. And then quiet, and you do not forget that.",
    "I'd bake, if you want to know the truth of it.",
)


def talk(asks: str, says: str, sign: str = ": ") -> str:
    """A conversation of four questions and four answers."""
    return "\n".join(f"{asks}{sign}{q}\n{says}{sign}{r}" for q, r in zip(QUESTIONS, REPLIES, strict=True))


def read(text: str) -> ImportedDocument:
    return importers.read_document("talk.txt", text.encode(), ImportOptions())


def counted(document: ImportedDocument) -> dict[str, int]:
    found: dict[str, int] = {}
    for turn in document.turns:
        if turn.speaker:
            found[turn.speaker] = found.get(turn.speaker, 0) + 1
    return found


@pytest.mark.parametrize(
    ("head", "asks", "says"),
    [
        ("Appendix F: TD-03", "RES", "TD-03"),
        ("Interviewer: Gill Dean (GD)\nBorn and bred: Ron Metcalfe (RM)", "GD", "RM"),
        ("BA: Becky Abbott, researcher\nSL: Sandra, grandmother", "BA", "SL"),
        ("Key: R1 = Researcher 1; N = Narrator", "R1", "N"),
        ("Interviewer: Kath Hill (KH)\nPseudonym: Dr Okafor", "KH", "Dr Okafor"),
        ("NB = Nasreen Begum (interviewer)\nIK = driver", "NB", "IK"),
    ],
)
def test_who_is_who_above_the_talk_is_nobodys_turn(head: str, asks: str, says: str) -> None:
    document = read(f"{head}\n\n{talk(asks, says)}\n")
    assert counted(document) == {asks: 4, says: 4}
    assert set(document.roles) == {asks}


def test_a_legend_with_dashes_above_talk_with_dashes_is_no_turn() -> None:
    document = read(f"E – entrevistadora; L – Lurdes\n{talk('E', 'L', ' – ')}\n")
    assert counted(document) == {"E": 4, "L": 4}


def test_names_in_small_letters_are_names_where_most_lines_have_one() -> None:
    assert counted(read(talk("int", "tess"))) == {"int": 4, "tess": 4}


def test_initials_keep_their_last_dot() -> None:
    assert counted(read(talk("B.A.", "S.L."))) == {"B.A.": 4, "S.L.": 4}


def test_a_remark_that_recurs_seldom_is_no_speaker_though_initials_may_look_like_it() -> None:
    text = talk("INT", "P1") + "\nNB: the tape was changed here.\n" + talk("INT", "P1")
    assert counted(read(text)) == {"INT": 8, "P1": 8}


def test_a_role_close_to_its_colon_is_found_beside_labels_that_stand_apart() -> None:
    text = talk("Interviewer", "Jean").replace("Interviewer: ", "Interviewer:").replace("Jean: ", "Jean:\t")
    more = "\n".join(f"{who}:\tThat is how it was, yes." for who in ("Iris", "Tony", "Iris", "Tony"))
    assert counted(read(f"{text}\n{more}\n")) == {"Interviewer": 4, "Jean": 4, "Iris": 2, "Tony": 2}


def test_two_who_ask_a_third_are_both_interviewers() -> None:
    said = [(("Gill", "Petra")[n % 2], q) for n, q in enumerate(QUESTIONS * 2)]
    text = "\n".join(f"{who}: {q}\nRon: {REPLIES[n % 4]}" for n, (who, q) in enumerate(said))
    assert set(read(text).roles) == {"Gill", "Petra"}
    text = "\n".join(f"{who}: Yes.\nRon: {REPLIES[n % 4]}" for n, (who, _) in enumerate(said))
    assert not read(text).roles


def test_the_head_of_a_table_in_another_language_is_no_turn() -> None:
    assert counted(read("Parlante\tTesto\n" + talk("Intervistatrice", "Aldo", "\t"))) == {
        "Intervistatrice": 4,
        "Aldo": 4,
    }


def test_what_an_interviewer_in_bold_says_before_the_first_question_is_theirs() -> None:
    flow = Flow()
    flow.add([Piece("Lee", bold=True)])
    flow.add([Piece("Thanks for coming in, you can stop whenever you like.", bold=True)])
    flow.add([Piece("It's fine, I've read the sheet.")])
    for question, reply in zip(QUESTIONS, REPLIES, strict=True):
        flow.add([Piece(question, bold=True)])
        flow.add([Piece(reply)])
    text = flow.text()
    turns = [turn for turn in find_turns(text, flow.look()).turns if turn.speaker]
    assert text[turns[0].start : turns[0].end].startswith("Thanks for coming in")
    assert [turn.speaker for turn in turns] == ["Interviewer", "Participant"] * 5


def test_rows_of_a_title_above_the_names_of_columns_are_left_out() -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Dairy interviews"], ["Farm 2, 14/2/23"], [], ["#", "Speaker", "Turn text"]):
        sheet.append(row)
    for question, reply in zip(QUESTIONS, REPLIES, strict=True):
        sheet.append([1, "I", question])
        sheet.append([2, "F2", reply])
    data = io.BytesIO()
    book.save(data)
    document = importers.read_document("farm.xlsx", data.getvalue(), ImportOptions())
    assert counted(document) == {"I": 4, "F2": 4}
    assert document.roles == {"I": "interviewer"}


def test_a_column_of_participants_one_of_whom_moderates_is_one_of_speakers() -> None:
    rows = [
        f"{who},{said!r}" for q, r in zip(QUESTIONS, REPLIES, strict=True) for who, said in (("Mod", q), ("Y1", r))
    ]
    data = "\n".join(["participant,text", *(row.replace("'", '"') for row in rows)]).encode()
    document = importers.read_document("group.csv", data, ImportOptions())
    assert document.roles == {"Mod": "moderator"}
    assert document.turns[0].speaker == "Mod"


def test_pronouns_in_a_voice_tag_are_not_part_of_the_name_but_a_place_is() -> None:
    cues = "".join(
        f"00:00:{n:02}.000 --> 00:00:{n + 1:02}.000\n<v {who}>{REPLIES[n % 4]}</v>\n\n"
        for n, who in enumerate(["Bernie (she/her)", "Lou (Calder)"] * 3)
    )
    document = importers.read_document("group.vtt", f"WEBVTT\n\n{cues}".encode(), ImportOptions())
    assert set(document.speakers) == {"Bernie", "Lou (Calder)"}


def test_a_printed_line_that_begins_with_a_name_and_a_dash_is_not_joined_to_a_full_line() -> None:
    full = "and all of that went on for years and years until they closed the place down in 1986, mind"
    lines = [f"{who} - {full}" for _ in range(4) for who in ("I1", "P7")]
    places = [(72, 760 - 14 * n, line) for n, line in enumerate(lines)]
    document = pdf.read("talk.pdf", printed([places]), ImportOptions())
    assert counted(document) == {"I1": 4, "P7": 4}


def test_speakers_of_a_table_may_stand_in_its_second_column_below_an_empty_first() -> None:
    rows = (
        talk("Interviewer", "Lee", "\t").replace("\nInterviewer\t", "\n\tInterviewer\t").replace("\nLee", "\n\tLee")
    )
    assert counted(read(f"00:00-05:00\t\t\n\t{rows}\n")) == {"Interviewer": 4, "Lee": 4}


def test_the_row_above_the_names_may_leave_their_column_without_a_name() -> None:
    rows = talk("Interviewer", "Lee", "\t")
    assert counted(read(f"\tDialogue\tCoding notes\n{rows}\n")) == {"Interviewer": 4, "Lee": 4}


def test_a_column_of_speakers_by_number_is_one_of_speakers() -> None:
    rows = "".join(f'S1,"{q}"\nS2,"{r}"\n' for q, r in zip(QUESTIONS, REPLIES, strict=True))
    document = importers.read_document("talk.csv", f"speaker_id,text\n{rows}".encode(), ImportOptions())
    assert counted(document) == {"S1": 4, "S2": 4}
