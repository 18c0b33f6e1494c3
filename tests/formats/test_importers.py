# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Importers read what researchers have, and say plainly why they do not read the rest."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from pathlib import Path

import docx
import pytest

from qualcoder_tc.errors import AppError, InputError
from qualcoder_tc.formats.encodings import decode
from qualcoder_tc.formats.importers import read_document, read_file
from qualcoder_tc.model.transcript import DocumentKind, ImportedDocument, ImportOptions

OPTIONS = ImportOptions()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """Return a docx with this XML as its body."""
    source = zipfile.ZipFile(io.BytesIO(word("x")))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
                data = f'<w:document xmlns:w="{namespace}"><w:body>{xml}</w:body></w:document>'.encode()
            target.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Où ça?".encode(), "Où ça?", "utf-8"),
        (b"\xef\xbb\xbfhello", "hello", "utf-8"),
        ("Où ça?".encode("cp1252"), "Où ça?", "cp1252"),
        ("“smart”".encode("cp1252"), "“smart”", "cp1252"),
        (b"\xff\xfe" + "häß".encode("utf-16-le"), "häß", "utf-16-le"),
        ("plain western text".encode("utf-16-le"), "plain western text", "utf-16-le"),
        ("plain western text".encode("utf-16-be"), "plain western text", "utf-16-be"),
        ("plain western text".encode("utf-32-le"), "plain western text", "utf-32-le"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "utf-8"),
        ("e\u0301 and \u00e9".encode(), "e\u0301 and \u00e9", "utf-8"),
    ],
)
def test_text_is_decoded_as_it_was_written(data: bytes, text: str, encoding: str) -> None:
    found, name, _ = decode(data)
    assert (found, name) == (text, encoding)


def test_a_cyrillic_code_page_is_told_from_a_western_one() -> None:
    text = "Интервью началось утром, и мы говорили долго о соседях. " * 20
    assert decode(text.encode("cp1251"))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Była zła, że się spóźniłam. Później poszłam do domu, bo było już późno i byłam głodna.", "cp1250"),
        ("Aš nežinojau, kodėl mūsų kaimynė išvažiavo; visų žmonių tėvai čia buvo.", "cp1257"),
        ("Ég veit það ekki, en þetta var það sem hún sagði við mig í gær.", "cp1252"),
        ("Qu'est-ce qui vous a fait rester là-bas ? Rien, ça m'a plu, voilà.", "cp1252"),
        ("¿Qué le hizo volver? ¿y cómo fue? ¿lo ve? ¿ya?", "cp1252"),
    ],
)
def test_older_code_pages_are_told_by_the_letters_within_words(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding))[:2] == (text, encoding)


def test_word_text_comes_in_reading_order_with_tables_and_inserted_words() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    xml = (
        "<w:p><w:r><w:t>One</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t xml:space='preserve'> two</w:t></w:r></w:ins></w:p>"
        f"<w:tbl><w:tr>{cell.format('P1')}{cell.format('Hello')}</w:tr><w:tr>{cell.format('P2')}{cell.format('Hi')}</w:tr></w:tbl>"
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r></w:p>"
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Click here</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Kept</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document = read_document("x.docx", with_body(xml), OPTIONS)
    assert document.text == "One two\nP1\tHello\nP2\tHi\na\tb\nc\u2011d\nKept"
    assert any("deletions" in w for w in document.warnings)


def test_bold_names_in_word_are_speakers() -> None:
    made = docx.Document()
    for name, words in (("Ann Smith", "Hello there."), ("Bob", "Hi."), ("Ann Smith", "So."), ("Bob", "Well.")):
        paragraph = made.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(" " + words)
    stream = io.BytesIO()
    made.save(stream)
    document = read_document("x.docx", stream.getvalue(), OPTIONS)
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns][:2] == [
        ("Ann Smith", "Hello there."),
        ("Bob", "Hi."),
    ]


def test_captions_of_one_voice_are_joined() -> None:
    text = (
        "WEBVTT\n\nNOTE not this\n\n1\n00:01.000 --> 00:02.500\n<v Ann>Hello &amp; welcome\n\n"
        "00:02.600 --> 00:04.000\n<v Ann>to <i>this</i>.\n\n00:04.100 --> 00:05.000\n<v Bob>Hi.\n"
    )
    document = read_document("x.vtt", text.encode(), OPTIONS)
    assert document.text == "Ann: Hello & welcome to this.\nBob: Hi.\n"
    assert [(t.speaker, t.time_start, t.time_end) for t in document.turns] == [("Ann", 1.0, 4.0), ("Bob", 4.1, 5.0)]


def test_subtitles_without_voices_break_at_pauses() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:02,100 --> 00:00:03,000\ntwo.\n\n3\n00:00:09,000 --> 00:00:10,000\nThree.\n"
    document = read_document("x.srt", text.encode(), OPTIONS)
    assert document.text == "One two.\nThree.\n"


SURVEY = "id;age;What was good?\nA1;34;The staff were kind and they listened\nA2;51;\nA3;28;I liked that it was in the evening\n"


@pytest.mark.parametrize(
    ("captions", "text"),
    [
        ("1\n{} --> {}\nhello\n\nafter a gap\n\n2\n{} --> {}\nnext\n", "hello after a gap next"),
        ("1\n{} --> {}\nhello\n2\n{} --> {}\nnext\n", "hello next"),
        ("1\n{} --> {}\nHow many?\n\n2\n\n{} --> {}\n42\n", "How many? 42"),
        ("{} --> {}\nhello\n\nab-1/2\n{} --> {}\nnext\n\nlast", "hello next last"),
        ("{} --> {}\n\n{} --> {}\nonly\n", "only"),
        ("WEBVTT\n\n{} --> {}\nhello\n\nNOTE not said\n\n{} --> {}\nnext\n", "hello next"),
    ],
)
def test_no_words_of_captions_are_lost_and_no_numbers_said(captions: str, text: str) -> None:
    times = ("00:00:01,000", "00:00:02,000", "00:00:02,500", "00:00:03,000")
    document = read_document("a.srt", captions.format(*times).encode(), ImportOptions())
    assert document.text == f"{text}\n"


def test_two_who_are_named_in_one_caption_have_a_turn_each() -> None:
    captions = "1\n{0} --> {0}\nANN: Shall we?\n\n2\n{0} --> {0}\n<i>BOB: Yes.</i>\nANN: Good\nso far.\n\n3\n{0} --> {0}\nBOB: Note: no.\n"
    document = read_document("a.srt", captions.format("00:00:01,000").encode(), ImportOptions())
    assert document.text == "ANN: Shall we?\nBOB: Yes.\nANN: Good so far.\nBOB: Note: no.\n"


def test_a_survey_becomes_turns_and_cases() -> None:
    document = read_document("survey.csv", SURVEY.encode(), OPTIONS)
    assert document.kind is DocumentKind.SURVEY
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns] == [
        (None, "What was good?"),
        ("A1", "The staff were kind and they listened"),
        ("A3", "I liked that it was in the evening"),
    ]
    assert {c.name: c.attributes for c in document.cases} == {
        "A1": {"age": "34"},
        "A2": {"age": "51"},
        "A3": {"age": "28"},
    }


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"no column 'answer'.*What was good"):
        read_document("survey.csv", SURVEY.encode(), ImportOptions(text_columns=("answer",)))


@pytest.mark.parametrize(
    "head",
    ["Timespan,Content,Speaker", "start_time,transcript,speaker_name", "Timecode,What was said,Speaker Label"],
)
def test_columns_are_known_by_the_names_that_tools_give_them(head: str) -> None:
    data = head + "\n0:01,So how was it?,Jane\n0:09,Cold.,Mary\n0:12,And then?,Jane\n"
    document = read_document("talk.csv", data.encode(), OPTIONS)
    assert [t.speaker for t in document.turns] == ["Jane", "Mary", "Jane"]


def test_a_table_of_speakers_and_words_is_a_transcript() -> None:
    text = "speaker,words,timestamp\nDB:,How are you?,0:01\nRA:,Fine.,0:04\n,Really fine.,\n"
    document = read_document("oral.csv", text.encode(), OPTIONS)
    assert [(t.speaker, document.text[t.start : t.end]) for t in document.turns] == [
        ("DB", "How are you?"),
        ("RA", "Fine.\nReally fine."),
    ]


def test_of_columns_that_may_hold_the_words_the_wordiest_does() -> None:
    text = "Turn;Speaker;Utterance\n1;Mod;What is it like?\n2;P1;It is all vapes.\n3;Mod;And before?\n"
    document = read_document("talk.csv", text.encode(), OPTIONS)
    assert [document.text[t.start : t.end] for t in document.turns][:2] == ["What is it like?", "It is all vapes."]


def test_comments_are_words_where_the_same_few_people_recur() -> None:
    rows = [("Joan", "How old were you?"), ("Harold", "Seven, or eight.")] * 3
    talk = read_document("a.csv", ("Name,Comment\n" + "".join(f'{a},"{b}"\n' for a, b in rows)).encode(), OPTIONS)
    assert [t.speaker for t in talk.turns] == ["Joan", "Harold"] * 3
    answers = "".join(f'P{n},"I would come again, and that is {n}."\n' for n in range(9))
    survey = read_document("b.csv", ("Name,Comment\n" + answers).encode(), OPTIONS)
    assert survey.kind == "survey"


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (200 * 1024 * 1024))
    return stream.getvalue()


_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)


def _zip(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", b"just text", "not a Word document"),
        ("a.docx", b"PK\x03\x04 cut", "not a whole Word document"),
        ("a.docx", word("hello")[:900], "not a whole Word document"),
        ("a.docx", _zip("xl/workbook.xml", b"<x/>"), "an Excel table"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "old Word format"),
        ("a.docx", _bomb(), "too large"),
        ("a.docx", _zip("word/document.xml", _ENTITIES.encode()), "no text|not a whole"),
        ("a.docx", word(""), "no text"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "a picture"),
        ("a.txt", bytes(range(32)) * 50, "not a text file"),
        ("a.pdf", b"%PDF-1.7 ...", "not a whole PDF"),
        ("a.mp3", b"ID3....", "a sound recording"),
        ("a.xyz", b"hello", "not read"),
        ("a.vtt", b"WEBVTT\n\nnothing here", "no captions"),
        ("a.csv", b"a,b\n", "no rows"),
        ("a.qtc", b"SQLite format 3\x00", "database|project"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason) as told:
        read_document(name, data, OPTIONS)
    assert told.value.message


def test_a_folder_and_a_missing_file_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder"):
        read_file(tmp_path, OPTIONS)
    with pytest.raises(InputError, match="does not exist"):
        read_file(tmp_path / "none.txt", OPTIONS)


def test_deep_nesting_is_no_trouble() -> None:
    depth = 200
    xml = (
        "<w:sdt><w:sdtContent>" * depth
        + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>"
        + "</w:sdtContent></w:sdt>" * depth
    )
    try:
        assert read_document("x.docx", with_body(xml), OPTIONS).text == "deep"
    except InputError as error:
        assert "not a whole Word document" in str(error)


def test_the_real_transcripts_have_the_speakers_that_their_facts_state(shared_data: Path) -> None:
    folder = shared_data / "transcripts"
    facts = json.loads((folder / "FACTS.json").read_text("utf-8"))
    checked = 0
    for name, fact in facts.items():
        if not (folder / name).exists() or name.endswith("scrum_Participant_12_-_Interview_A.pdf"):
            continue  # of the second the facts state only a word that looks like a label
        document, _ = read_file(folder / name, OPTIONS)
        _sound(document)
        found = Counter(t.speaker for t in document.turns if t.speaker)
        for speaker, count in (fact.get("speakers") or {}).items():
            assert abs(found[speaker] - count) <= max(1, count * 0.08), (name, speaker, count, found[speaker])
            checked += 1
    assert checked >= 25


def _sound(document: ImportedDocument) -> None:
    past = 0
    for turn in document.turns:
        assert past <= turn.label_start <= turn.start <= turn.end <= len(document.text)
        past = turn.end


def test_nothing_but_a_known_error_comes_of_cut_files(shared_data: Path) -> None:
    for path in sorted((shared_data / "transcripts").glob("*/*"))[:60]:
        data = path.read_bytes()
        for part in (0.3, 0.8):
            try:
                _sound(read_document(path.name, data[: int(len(data) * part)], OPTIONS))
            except AppError:
                continue
