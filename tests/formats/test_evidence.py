# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What tells talk from all else that has words before a colon, and labels between signs of any kind."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import importers, pdf
from qualcoder_tc.formats.flow import Flow, Piece
from qualcoder_tc.formats.turns import RULE_WORDS, find_turns
from qualcoder_tc.model.transcript import ImportOptions
from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read, talk
from tests.formats.test_pdf_tables import printed

PROSE = {
    "form": "Setting: A low hall.\nActors: Bev, Dot.\nActs: Bev cuts bread. Dot lays out cups.\nMood: Quiet.\n"
    "Setting: The same hall.\nActors: Bev alone.\nActs: She counts the money twice.\nMood: Tired.\n",
    "form in another language": "Situation: Zwei Frauen decken den Tisch.\nEindruck: Ruhig.\nDeutung: Der Tisch ist wichtig.\n"
    "Situation: Ein Mann kommt herein.\nEindruck: Alle schauen auf.\nDeutung: Er gehört nicht dazu.\n",
    "two headings in turn": "Summary: People came for the food.\nStrength: The hall is warm.\nSummary: In May fewer came.\n"
    "Strength: Those who came stayed longer.\nSummary: The last one was full.\nStrength: Everyone knew the songs.\n",
    "terms": "Three words come back.\nTrust: what they had before, and lost.\nDuty: mostly said by men.\nLuck: the third.\n"
    "I take each in turn.\nTrust: a note on translation.\nDuty: the older sense.\nLuck: see above.\n",
    "clinical notes": "S: Says she feels low.\nO: Pale, tearful.\nA: Adjustment.\nP: See again.\nS: Sleeping better.\nO: Brighter.\n"
    "A: Improving.\nP: Two weeks.\n",
    "quotations": 'Theme 1: The key\nP01: "It was brass."\nP04: "Nobody knew."\nP03: "What key?"\nTheme 2: The bus\n'
    'P02: "There were four."\nP05: "And then two."\nP01: "We walked."\n',
    "questions counted up": "Q1: What did you like?\nThe food. The people.\nQ2: What would you change?\nThe bus.\n"
    "Q3: Would you come again?\nYes.\n",
    "weather": "am: fog\npm: sun\nam: frost\npm: frost\nam: rain, all of it on the hay\npm: more\n",
    "observation": "09:05\tBev\tunlocks the door\n09:20\tDot\tlays out cups\n09:40\tBev\tcounts money\n10:15\tMan\tleaves\n"
    "10:30\tBev\tgoes to the kitchen\n",
    "blanks": "Name of participant: ........\nDate: ....\nSignature: ........\nDate: ....\nSignature: ........\n",
    "strengths": "Strengths: loyal people, warm hall\nWeaknesses: no money, one key\nOpportunities: the fund\n"
    "Threats: the council\nStrengths: Dot\nWeaknesses: Dot\n",
    "accounts": "Bread - 4.20\nMilk - 2.10\nBread - 4.20\nTea - 6.00\nMilk - 2.10\nBread - 4.40\nMilk - 2.10\nBread - 4.40\n",
    "definitions": "Care = what people do.\nWork = what they are paid for.\nCare = again, in the second round.\nWork = by men.\n"
    "Care = the third.\nWork = and time.\nCare = the fourth.\nWork = never.\n",
    "compounds": "Follow-up of the first visit.\nWell-being was asked about.\nFollow-up of the second.\nCo-operation failed.\n"
    "Follow-up of the third.\nWell-being was low.\nWell-being was lower.\nFollow-up ended.\n",
    "what a diary of oneself has": "Morning: I slept badly and I said so.\nEvening: we had soup. My hands are warm.\n"
    "Morning: up at six. I fed the hens.\nEvening: nobody came. I did not mind.\nMorning: rain on my washing.\n"
    "Evening: I mended it.\n",
    "whom a letter asks": "Dear all,\nhere is what I need from you:\nAnn: your form, please, and my pen.\nBen: can you ring the "
    "hall? I lost the number.\nCat: I owe you four pounds.\nAnn: also the urn.\nBen: and thank you.\nSee you all,\nRuth\n",
    "what one feels": "Grateful for: my sister, who rang me.\nWorried about: my knee.\nGrateful for: you all.\n"
    "Worried about: what will I do in May?\nGrateful for: I slept.\nWorried about: we have no coal.\n",
    "reading notes": "Mol: argues that care is a logic. I am not sure.\nTronto: four phases. We use three.\nMol: also good, p. 8.\n"
    "Ahmed: walls. My favourite.\nTronto: too long for me.\nAhmed: killjoys.\nMol: read again.\n",
    "translations": "EN: I came because I was cold.\nDE: Ich kam, weil mir kalt war.\nEN: You get used to it.\n"
    "DE: Man gewöhnt sich daran.\nEN: We sang.\nDE: Wir sangen.\n",
    "sides of a table": "Before\tAfter\nThe hall was cold.\tIt has a stove.\nNobody came.\tForty people come.\nOne key.\tTwo keys.\n",
}


@pytest.mark.parametrize("kind", PROSE)
def test_headings_that_come_again_and_again_name_nobody(kind: str) -> None:
    assert counted(read(PROSE[kind])) == {}


SIGNS = ["=", " = ", "-", "–", "—", " ~ ", " → ", " » ", "# ", " / ", "// ", ". ", ", ", ") "]


@pytest.mark.parametrize(
    "names", [("Interviewer", "Mary Jones"), ("I", "P07"), ("Ruth", "Kofi"), ("INT-1", "CW-F-34")]
)
@pytest.mark.parametrize("sign", SIGNS)
def test_any_sign_behind_names_makes_them_labels(sign: str, names: tuple[str, str]) -> None:
    asks, says = names
    assert counted(read(talk(asks, says, sign))) == {asks: 4, says: 4}


@pytest.mark.parametrize(
    "form",
    [
        "{{{}}} {}",
        "«{}» {}",
        "【{}】{}",
        "*{}* {}",
        "**[{}]** {}",
        "-- {} --\n{}\n",
        "== {} ==\n{}\n",
        "(3) | {} | {}",
    ],
)
def test_any_signs_about_names_make_them_labels(form: str) -> None:
    lines = [
        form.format(who, said)
        for pair in zip(QUESTIONS, REPLIES, strict=True)
        for who, said in zip(("Ruth", "Kofi"), pair, strict=True)
    ]
    found = find_turns("\n".join(lines))
    assert [turn.speaker for turn in found.turns] == ["Ruth", "Kofi"] * 4
    assert "\n".join(lines)[found.turns[0].start : found.turns[0].end].startswith("So how")
    assert found.rule in RULE_WORDS


def test_signs_can_be_asked_for() -> None:
    assert find_turns(talk("Ruth", "Kofi"), options=ImportOptions(rule="signs")).rule == "signs"


@pytest.mark.parametrize(
    ("stamp", "second"),
    [
        ("00:00:{:02}:12", 7.0),
        ("00.00.{:02}", 7.0),
        ("0:00:{:02} AM", 7.0),
        ("10:00:{:02} pm", 79207.0),
        ("<00:00:{:02}>", 7.0),
        ("{{00:00:{:02}}}", 7.0),
    ],
)
def test_times_in_other_forms_are_times(stamp: str, second: float) -> None:
    lines = talk("Ruth", "Kofi").split("\n")
    stamped = [f"{stamp.format(n + 7)} {line}" for n, line in enumerate(lines)]
    document = read("\n".join(stamped))
    assert counted(document) == {"Ruth": 4, "Kofi": 4}
    assert document.turns[0].time_start == second


@pytest.mark.parametrize("about", [" (1954)", " (b. 1954)", " [laughs]", " [on the phone]"])
def test_what_is_remarked_on_a_speaker_is_not_part_of_the_name(about: str) -> None:
    assert counted(read(talk("Ruth", f"Kofi{about}"))) == {"Ruth": 4, "Kofi": 4}


@pytest.mark.parametrize(
    ("asks", "says", "sign"),
    [("MB", "Ref", "\t"), ("Question", "Answer", ": "), ("Ruth", "Data", ": "), ("Ref", "Kit", " = ")],
)
def test_words_that_head_other_things_are_names_where_they_take_turns(asks: str, says: str, sign: str) -> None:
    assert counted(read(talk(asks, says, sign))) == {asks: 4, says: 4}


@pytest.mark.parametrize("names", [("Ruth", "Kofi"), ("RL", "KM"), ("Mrs Lee", "Mr Bell")])
@pytest.mark.parametrize("staggered", [True, False])
def test_columns_below_names_that_tell_no_role_are_speakers(names: tuple[str, str], *, staggered: bool) -> None:
    asks, says = names
    pairs = zip(QUESTIONS, REPLIES, strict=True)
    rows = [f"{q}\t\n\t{r}" if staggered else f"{q}\t{r}" for q, r in pairs]
    assert counted(read("\n".join([f"{asks}\t{says}", *rows]))) == {asks: 4, says: 4}


def test_a_line_above_the_talk_that_names_nobody_who_speaks_is_no_turn() -> None:
    assert counted(read(f"DW_A0112\nTypist: CB   Minutes: 42\nPoor line\n\n{talk('Q', 'A')}")) == {"Q": 4, "A": 4}


def test_who_speaks_once_in_a_printed_talk_begins_a_line_anew() -> None:
    full = "and we went on like that for years and years until they closed the place down, you know."
    lines = [f"{who}: {full}" for _ in range(4) for who in ("Ruth", "Kofi")]
    lines[4:4] = ["Mrs Cole: Can I come in there, because that is not how I remember any of it, and"]
    places = [(72, 760 - 14 * n, line) for n, line in enumerate(lines)]
    document = pdf.read("talk.pdf", printed([places]), ImportOptions())
    assert counted(document) == {"Ruth": 4, "Kofi": 4, "Mrs Cole": 1}


def test_who_speaks_once_where_names_stand_out_to_the_left_begins_a_line_anew() -> None:
    first, then = (
        "and we went on like that for years and years, and I did not",
        "mind any of it, until the day they closed the place down.",
    )
    lines = [(who, first, then) for _ in range(4) for who in ("Ruth", "Kofi")]
    lines[4:4] = [
        (
            "Neighbour",
            "Can I come in there? Because that is not how I remember",
            "any of it, I can tell you that much now.",
        )
    ]
    rows = [
        place
        for n, (who, one, two) in enumerate(lines)
        for place in ((72, 760 - 28 * n, f"{who}: {one}"), (108, 746 - 28 * n, two))
    ]
    document = pdf.read("talk.pdf", printed([rows]), ImportOptions())
    assert counted(document) == {"Ruth": 4, "Kofi": 4, "Neighbour": 1}


def test_words_in_bold_above_the_talk_that_are_also_names_are_no_turns() -> None:
    flow = Flow()
    for key, value in (("Date", "3 May"), ("Interviewer", "Dr Sarah Cole"), ("Participant", "female, 50s")):
        flow.add([Piece(f"{key}:", bold=True), Piece(f" {value}")])
    flow.add([Piece("Duration:", bold=True), Piece(" 00:52:17")])
    for question, reply in zip(QUESTIONS, REPLIES, strict=True):
        flow.add([Piece("Interviewer:", bold=True), Piece(f" {question}")])
        flow.add([Piece("Participant:", bold=True), Piece(f" {reply}")])
    spoken = [turn.speaker for turn in find_turns(flow.text(), flow.look()).turns if turn.speaker]
    assert spoken == ["Interviewer", "Participant"] * 4


def test_captions_of_one_speaker_in_a_saved_meeting_are_joined_into_turns() -> None:
    said = [
        ("Ann Lee", "So how did"),
        ("Ann Lee", "it begin?"),
        ("Bob", "With a call,"),
        ("Bob", "you know."),
        ("Ann Lee", "Oh."),
    ]
    text = "".join(f"0:0:{n}.0 --> 0:0:{n}.9\n{who}\n{words}\n" for n, (who, words) in enumerate(said))
    document = read(text)
    assert document.text == "Ann Lee: So how did it begin?\nBob: With a call, you know.\nAnn Lee: Oh.\n"
    assert [(turn.time_start, turn.time_end) for turn in document.turns] == [(0.0, 1.9), (2.0, 3.9), (4.0, 4.9)]
    kept = importers.read_document("talk.txt", text.encode(), ImportOptions(rule="time-name"))
    assert kept.text == text and len(kept.turns) == 5


LEAFLET = {
    "Why have I been asked?": "You care for a relative. We would like to hear how you manage from day to day.",
    "What will happen?": "A researcher will visit you at a time that suits you. It takes about an hour.",
    "Do I have to take part?": "No. You can change your mind at any time without giving a reason.",
    "What will happen to what I say?": "It will be typed up and names will be changed.",
}


def test_questions_that_a_leaflet_answers_are_nobodys() -> None:
    flow, asked = Flow(), Flow()
    for question, answer in LEAFLET.items():
        flow.add([Piece(question, bold=True)])
        flow.add([Piece(answer)])
    for question, reply in zip(QUESTIONS, REPLIES, strict=True):
        asked.add([Piece(question, bold=True)])
        asked.add([Piece(f"I tell you. {reply}")])
    assert not find_turns(flow.text(), flow.look()).rule
    assert not find_turns("\n".join(f"Q: {q}\nA: {a}" for q, a in LEAFLET.items())).rule
    assert find_turns(asked.text(), asked.look()).rule == "italics"


@pytest.mark.parametrize("head", ["Nr.,Taler,Replik\n", "1,2,3\n", "i,Wer da,Was\n"])
def test_columns_of_speakers_and_words_are_found_by_what_is_in_them(head: str) -> None:
    rows = "".join(
        f'{n},Ruth,"{q}"\n{n},Kofi,"{r}"\n' for n, (q, r) in enumerate(zip(QUESTIONS, REPLIES, strict=True))
    )
    document = importers.read_document("talk.csv", f"{head}{rows}".encode(), ImportOptions())
    assert counted(document) == {"Ruth": 4, "Kofi": 4}


def test_a_column_of_facts_that_recur_beside_answers_names_no_speakers() -> None:
    rows = "".join(f'{n},{("Nurse", "Researcher")[n % 2]},"{r}"\n' for n, r in enumerate(REPLIES * 2))
    document = importers.read_document("open.csv", f"no,job,what you liked\n{rows}".encode(), ImportOptions())
    assert set(document.speakers).isdisjoint({"Nurse", "Researcher"})


def test_a_column_of_documents_from_which_passages_are_listed_names_no_speakers() -> None:
    passages = [*QUESTIONS, *QUESTIONS, *REPLIES, *REPLIES]
    rows = "".join(f'{n},{("Ely", "Wisbech")[n // 8]},"{one}"\n' for n, one in enumerate(passages))
    document = importers.read_document("open.csv", f"no,place,passage\n{rows}".encode(), ImportOptions())
    assert set(document.speakers).isdisjoint({"Ely", "Wisbech"})


def test_a_legend_may_be_followed_by_a_sentence() -> None:
    assert counted(read(f"I: interviewer; R: respondent. Names have been changed.\n\n{talk('I', 'R')}")) == {
        "I": 4,
        "R": 4,
    }


def test_what_is_said_may_begin_with_a_sign() -> None:
    text = talk("<Ruth>", "<Kofi>", " ").replace("Loud.", "… loud.").replace("With a", "“With a”")
    stamped = "\n".join(f"[00:00:0{n}] {line}" for n, line in enumerate(text.split("\n")))
    assert counted(read(stamped)) == {"Ruth": 4, "Kofi": 4}


def test_segments_of_one_speaker_in_a_table_are_joined_into_turns() -> None:
    rows = [
        ("Ann", "So how did"),
        ("Ann", "it begin?"),
        ("Bob", "With a call,"),
        ("Bob", "you know."),
        ("Ann", "Oh."),
    ]
    lines = "".join(f'{n}.0,{n}.9,{who},"{said}"\n' for n, (who, said) in enumerate(rows))
    document = importers.read_document("talk.csv", f"start,end,speaker,text\n{lines}".encode(), ImportOptions())
    assert document.text == "Ann: So how did it begin?\nBob: With a call, you know.\nAnn: Oh.\n"
    kept = importers.read_document("talk.csv", f"start,beat,speaker,text\n{lines}".encode(), ImportOptions())
    assert len(kept.turns) == 5


@pytest.mark.parametrize(
    "head", ["Extract 4: open-plan\n((starts 00:12))", "First talk\nInterviewer: Ruth. Kitchen, 5 Feb."]
)
def test_a_title_with_a_number_and_who_asks_are_nobodys_turn(head: str) -> None:
    assert counted(read(f"{head}\n\n{talk('Ruth', 'Kofi')}")) == {"Ruth": 4, "Kofi": 4}


def test_a_remark_may_stand_between_a_name_and_its_tight_colon() -> None:
    text = talk("Ruth", "Kofi") + "\nKofi [laughing]:[sighs] We lost it.\n"
    assert counted(read(text)) == {"Ruth": 4, "Kofi": 5}


def test_what_people_say_before_a_colon_is_no_name_though_it_recurs() -> None:
    more = "\nI'm clicking on it: there.\nKofi: Yes.\nI'm clicking on it: now.\nKofi: I see.\nI'm clicking on it: no.\n"
    assert set(counted(read(talk("Ruth", "Kofi") + more))) == {"Ruth", "Kofi"}
