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
    "stampdash": ("[00:01:02.310] - Speaker 1\n{}\n", "[00:01:09.120] - Speaker 2\n{}\n"),
    "timedash": ("01:02 - Anna Lee\n{}\n", "01:09 - Bob Ray\n{}\n"),
    "f5": ("#00:00:12-3# I: {}", "#00:00:19-1# B: {}"),
    "nametime2": ("Anna Lee\n0:12\n{}\n", "Bob Ray\n0:19\n{}\n"),
    "nameclock": ("Anna 00:00:12 {}", "Bob 00:00:19 {}"),
    "timepipe": ("00:00:12 | Anna | {}", "00:00:19 | Bob | {}"),
    "arrow": ("Anna> {}", "Bob> {}"),
    "tightdash": ("I- {}", "P4- {}"),
    "mdheading": ("### Interviewer\n\n{}\n", "### Mary\n\n{}\n"),
    "mdslanted": ("*Interviewer:* {}", "*Mary:* {}"),
    "clan": ("*INV:\t{}", "*MAR:\t{}"),
    "numbracket": ("[1] Anna: {}", "[2] Bob: {}"),
    "brackcolon": ("[Speaker:0] {}", "[Speaker:1] {}"),
    "chat": ("00:12:31 From Anna Lee (she/her) to Everyone:\n\t{}", "00:12:44 From Bob to Everyone:\n\t{}"),
    "phone": ("[03/05/2024, 10:31:22] Anna: {}", "[03/05/2024, 10:32:40] Bob: {}"),
    "phone2": ("03/05/2024, 10:31 - Anna: {}", "03/05/2024, 10:32 - Bob: {}"),
    "elan": ("INT\t00:01.000\t00:03.100\t00:02.100\t{}", "MAR\t00:03.100\t00:05.200\t00:02.100\t{}"),
    "gendered": ("Interviewer:in: {}", "Befragte:r: {}"),
    "beside": ("Mod - Priya: {}", "Tom: {}"),
    "part": ("Fac.: {}", "Part. 3: {}"),
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


HEADS = {
    "facts": "Interview transcript\nDate: 3 May 2016\nInterviewer: Jane Smith\nParticipant: P07\nLocation: Wisbech\nDuration: 45 min\n\n",
    "people": "Interviewers: Jane Smith and Kofi Mensah\nInterviewee: Mary (pseudonym)\n\n",
    "legend": "INT: Interviewer / P07: Participant\n\n",
    "key": "Key: INT = interviewer, (.) = a pause\nTranscription conventions: CAPITALS = loud\n\n",
    "table": "Date\t3 May 2016\nInterviewer\tJane Smith\nParticipant\tP07\nLength\t45 min\n\n",
    "otter": "Interview 7\nFri, May 03, 2024 10:30AM • 45:12\nSUMMARY KEYWORDS\nbus, tea\nSPEAKERS\nINT, P07\n\n",
    "letters": "INT: Interviewer 1 (Beth)\nP07: Nurse 3\n\n",
    "two": "Date: 3 May 2016\nInterviewer: Jane Smith; note-taker: Ed Cole\n\n",
    "file": "Recording: /home/k/talk.wav\nVorlage: /home/k/interview6.m4a\n\n",
    "once": "Datum: 03.05.2023\nRegelwerk: vereinfacht nach Dresing/Pehl\n\n",
    "german": "Transkript Interview 5\nDatum: 03.05.2023, Dauer: 00:45:12\nInterviewerin: Jana Krause\nOrt: Hamburg\n\n",
}


@pytest.mark.parametrize("labels", [("INT: {}", "P07: {}"), ("Interviewer: {}", "Participant: {}")])
@pytest.mark.parametrize("head", HEADS)
def test_what_stands_above_the_talk_is_no_turn(head: str, labels: tuple[str, str]) -> None:
    document = plain.from_text("talk.txt", HEADS[head] + written(*labels), ImportOptions())
    spoken = [turn for turn in document.turns if turn.speaker]
    assert len(spoken) == 12 and spoken[0].label_start == len(HEADS[head])
    assert list(document.roles) == [labels[0].split(":")[0]]


def test_a_list_of_the_people_above_the_talk_is_no_turn() -> None:
    head = "Participants:\nP1: female, 34, teacher\nP2: male, 61\nP3: female, 80\n\n"
    text = head + written("Moderator: {}", "P1: {}") + "P2: Yes.\nP3: No.\nP2: Well.\nP3: Ah.\n"
    assert [t.speaker for t in find_turns(text).turns if t.label_start < len(head)] == [None] * 4
    assert [t.speaker for t in find_turns(text).turns if t.label_start >= len(head)][:2] == ["Moderator", "P1"]


@pytest.mark.parametrize(
    "foot",
    [
        "Transcribed by https://otter.ai",
        "[End of recording]",
        "Jane Smith stopped transcription",
        "Ende der Aufnahme",
    ],
)
def test_a_line_below_the_talk_is_nobodys(foot: str) -> None:
    text = written("INT: {}", "P07: {}") + foot + "\n"
    last = find_turns(text).turns[-1]
    assert (last.speaker, text[last.start : last.end]) == (None, foot)


@pytest.mark.parametrize("labels", [("{}: {{}}", "\n"), ("{} (00:12):\n{{}}", "\n\n"), ("[00:12] {}: {{}}", "\n")])
def test_a_word_before_a_colon_within_a_turn_is_no_speaker(labels: tuple[str, str]) -> None:
    form, between = labels
    text = written(form.format("Interviewer"), form.format("Mary"))
    text = text.replace(
        "tea towel.", f"tea towel.{between}Honestly: it was fine.{between}Only: it rained, and only once."
    )
    assert {t.speaker for t in find_turns(text).turns} == {"Interviewer", "Mary"}


def test_a_word_that_is_not_in_bold_as_all_names_are_is_no_speaker() -> None:
    flow = Flow()
    for question, answer in zip(QUESTIONS, ANSWERS, strict=True):
        flow.add([Piece("Interviewer: ", bold=True), Piece(question)])
        flow.add([Piece("Mary: ", bold=True), Piece(answer.replace("\n", " "))])
    flow.add([Piece("Margaret: that was her name.")])
    assert {t.speaker for t in find_turns(flow.text(), flow.look()).turns} == {"Interviewer", "Mary"}


@pytest.mark.parametrize("slip", ["INT ; So", "INT So", "INT\tSo"])
def test_another_sign_instead_of_the_colon_is_forgiven_where_the_name_is_known(slip: str) -> None:
    text = written("INT: {}", "P1: {}").replace("P1: Nobody", f"{slip}?\nP1: Nobody")
    turns = find_turns(text).turns
    assert [t.speaker for t in turns][4:7] == ["INT", "INT", "P1"]
    assert text[turns[5].start : turns[5].end] == "So?"


@pytest.mark.parametrize("head", ["", "Timespan\tContent\tSpeaker\n", "\tTimespan\tContent\tSpeaker\n"])
def test_the_speaker_may_stand_in_the_last_column(head: str) -> None:
    text = head + written("0:01.0 - 0:09.0\t{}\tInterviewer", "0:09.0 - 0:12.0\t{}\tMary").replace(
        "Thursday.\n", "Thursday. "
    )
    spoken = [turn for turn in find_turns(text).turns if turn.speaker]
    assert [t.speaker for t in spoken] == ["Interviewer", "Mary"] * 6
    assert text[spoken[0].start : spoken[0].end].startswith(QUESTIONS[0]) and spoken[0].time_start == 1.0


def test_more_speakers_than_a_dozen_may_stand_in_a_column() -> None:
    names = "Ann Bob Cat Dev Eve Fay Gus Hal Ivy Jo Kit Lou Moderator".split()
    text = "".join(f"{name}\tWell, {n}.\n" for n in range(5) for name in names)
    assert {t.speaker for t in find_turns(text).turns} == set(names)


def test_questions_and_answers_numbered_through_are_speakers() -> None:
    text = "".join(f"Q{n}: And then?\nA{n}: We went on, {n} of us.\n" for n in range(1, 9))
    assert len(find_turns(text).turns) == 16 and all(t.speaker for t in find_turns(text).turns)


PROSE = {
    "observations": "Field notes\nDate: 3 May\nSite: Wisbech hall\nWeather: cold\nSetting: Chairs.\nObservation: Bev came.\nObservation: Two men stood.\nReflection: I was tired.\nReflection: Who holds the key?\n",
    "guide": "Topic guide\nIntroduction: thank you.\n1. How did you hear of it?\nPrompt: who decided?\nPrompt: how did it feel?\n2. What would you change?\nPrompt: buses\nClose: anything to add?\n",
    "minutes": "Minutes\nDate: 4 June\nApologies: Tom\nItem 1: opening times\nAgreed.\nAction: Priya\nItem 2: the ramp\nAction: Tom\nItem 3: AOB\n",
    "information": "Information sheet\nStudy title: Being known\nResearcher: Jane Smith\nWhat is it about? It is.\nContact: j@ely.ac.uk\nComplaints: ethics@ely.ac.uk\n",
    "week": "Monday: rained.\nTuesday: four people.\nWednesday: closed.\nThursday: council.\nFriday: beans.\n",
    "columns": "Time\tPlace\tObservation\n9:30\tHall\tBev opens.\n10:00\tKitchen\tUrn on.\n10:30\tHall\tTea.\n11:00\tHall\tBiscuits.\n",
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
        ("John (host): {}", "Mary (P03): {}"),
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


def test_a_role_whose_letters_stand_behind_it_is_explained_above_the_talk() -> None:
    head = "Moderator (INT): Lisa Brand. Five people, all residents.\n\n"
    turns = find_turns(head + written("INT: {}", "P07: {}")).turns
    assert [t.speaker for t in turns] == [None, *["INT", "P07"] * 6]


def test_a_name_alone_above_the_talk_is_its_title() -> None:
    turns = find_turns("Mary Jones\n\n" + written("Interviewer: {}", "Mary Jones: {}")).turns
    assert [t.speaker for t in turns] == [None, *["Interviewer", "Mary Jones"] * 6]


def test_who_begins_and_asks_and_says_far_less_is_the_one_who_asks_even_if_asked_back() -> None:
    asked = ["How was that?", "I see.", "And why did you sell?", "Right.", "Does it matter?", "We will stop."]
    told = "It was a long time coming, and I drove round the harbour for a month. "
    answered = [told + end for end in ("You know.", "And so on.", "Would you?", "No.", "Yes.", "Tea?")]
    text = "".join(f"Speaker 1: {a}\nSpeaker 2: {b}\n" for a, b in zip(asked, answered, strict=True))
    assert list(plain.from_text("talk.txt", text, ImportOptions()).roles) == ["Speaker 1"]


def captions_of(*texts: str) -> bytes:
    cues = (f"00:00:{2 * n:02}.000 --> 00:00:{2 * n + 2:02}.000\n{text}\n\n" for n, text in enumerate(texts))
    return ("WEBVTT\n\n" + "".join(cues)).encode()


def test_lines_that_roll_on_from_caption_to_caption_are_read_once() -> None:
    from qualcoder_tc.formats import captions

    rows = ["so perhaps you", "could begin", "wherever you like", "i was born", "in ely"]
    rolled = captions_of(*(f"{before}\n{row}" for before, row in zip([" ", *rows], rows, strict=False)))
    tagged = captions_of(
        *(
            x
            for a, b in zip([" ", *rows], rows, strict=False)
            for x in (f"{a}\n{b[:2]}<00:00:01.500><c>{b[2:]}</c>", f"{b}\n ")
        )
    )
    for data in (rolled, tagged):
        assert captions.read("talk.vtt", data, ImportOptions()).text.split() == " ".join(rows).split()


def test_names_in_small_letters_count_where_each_caption_has_one() -> None:
    from qualcoder_tc.formats import captions

    data = captions_of(
        *(f"{who}: Well, {n}." for n, who in enumerate(["Lisa Brand", "nadia h", "Bob's iPhone"] * 3))
    )
    assert set(captions.read("talk.vtt", data, ImportOptions()).speakers) == {
        "Lisa Brand",
        "nadia h",
        "Bob's iPhone",
    }


def test_a_caption_said_twice_stays_twice() -> None:
    from qualcoder_tc.formats import captions

    data = captions_of("No.", "No.", "It is not.", "Well then.", "We go.", "Good.")
    assert captions.read("talk.vtt", data, ImportOptions()).text.count("No.") == 2


def test_arrows_begin_turns_where_nobody_is_named() -> None:
    from qualcoder_tc.formats import captions

    data = captions_of(">> How was it?", ">> Cold.", "Very cold.", ">> And then?", ">> Tea.")
    assert len(captions.read("talk.vtt", data, ImportOptions()).turns) == 4


def test_names_above_the_times_are_speakers() -> None:
    from qualcoder_tc.formats import captions

    data = "WEBVTT\n\n" + "".join(
        f'{n} "{who}" (3423)\n00:00:{n:02}.000 --> 00:00:{n:02}.900\nWell, {n}.\n\n'
        for n, who in enumerate(["Ann Lee", "Bob"] * 3)
    )
    document = captions.read("talk.vtt", data.encode(), ImportOptions())
    assert document.speakers == ("Ann Lee", "Bob") and len(document.turns) == 6
