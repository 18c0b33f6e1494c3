# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Bytes that are not quite what they should be: words survive where they can be told, and nothing else comes of it."""

from __future__ import annotations

import contextlib
import time
import tracemalloc

import pytest

from qualcoder_tc.errors import InputError
from qualcoder_tc.formats import encodings
from qualcoder_tc.formats.importers import read_document
from qualcoder_tc.model.transcript import ImportOptions

CYRILLIC = "Интервьюер: Как вы помогаете друг другу?\nУчастник: Мы встречаемся каждую неделю.\n"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zoë: déjà vu là-bas, né, ".encode() + "“so”".encode("cp1252"), "Zoë: déjà vu là-bas, né, “so”"),
        ("déjà vu, ça va é".encode()[:-1], "déjà vu, ça va \ufffd"),
        ("été ".encode() * 40 + b"\xff", "été " * 40 + "ÿ"),
    ],
)
def test_a_few_bytes_that_are_not_utf8_do_not_cost_the_other_letters(data: bytes, text: str) -> None:
    found, encoding, [warning] = encodings.decode(data)
    assert (found, encoding) == (text, "utf-8")
    assert "look whether words are right" in warning


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [CYRILLIC, "Ερευνητής: Πώς βοηθάτε;\n", "מראיין: איך אתם עוזרים?\n"])
def test_utf16_without_a_mark_is_known_in_other_alphabets(encoding: str, text: str) -> None:
    assert encodings.decode(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "cp1254",
            "Görüşmeci: Birbirinize nasıl yardım ediyorsunuz? Katılımcı: Her hafta buluşuyoruz, ağabeyim de.",
        ),
        ("cp1257", "Tyrėjas: Kaip jūs padedate vieni kitiems? Dalyvė: Mes susitinkame kiekvieną savaitę, šį žodį."),
        ("cp1257", "Intervētājs: Kā jūs palīdzat? Dalībniece: Mēs tiekamies katru nedēļu, jo šeit ir ļoti žēl."),
        (
            "cp1252",
            "Og svo komu allir og hjálpuðu til, því að það var mikið um að vera hjá okkur, segir hann og hlær.",
        ),
    ],
)
def test_code_pages_are_told_by_their_alphabet(encoding: str, text: str) -> None:
    assert encodings.decode(text.encode(encoding))[:2] == (text, encoding)


def test_a_few_bytes_of_binary_data_are_no_text() -> None:
    with pytest.raises(InputError, match="binary"):
        encodings.decode(b"x\x00\x00\x01\x02\x03\x04\x05")


def test_halves_of_characters_are_replaced_since_they_cannot_be_stored() -> None:
    text, _, [warning] = encodings.decode(rb"a \ud800 b", "raw_unicode_escape")
    assert text == "a \ufffd b"
    assert "1 control" in warning


def test_a_page_that_wrongly_calls_itself_utf8_keeps_its_letters() -> None:
    page = b"<html><head><meta charset=utf-8></head><body><p>caf\xe9 \x93q\x94</p></body></html>"
    assert read_document("a.html", page, ImportOptions()).text == "café “q”"


def eaf(time: str) -> bytes:
    spoken = (
        '<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>Yes'
        "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
    )
    slots = f'<TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="1000"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="{time}"/>'
    return (
        f"<ANNOTATION_DOCUMENT><TIME_ORDER>{slots}</TIME_ORDER><TIER TIER_ID='Ann'>{spoken}</TIER></ANNOTATION_DOCUMENT>"
    ).encode()


@pytest.mark.parametrize("time", ["²", "9" * 5000, "-1", "", "1.5", "٣"])
def test_times_that_are_none_cost_only_the_time(time: str) -> None:
    document = read_document("a.eaf", eaf(time), ImportOptions())
    assert [(turn.speaker, turn.time_start) for turn in document.turns] == [("Ann", 1.0)]


def test_a_time_of_thousands_of_digits_in_a_table_is_no_time() -> None:
    rows = f"speaker,time,text\nAnn,{'9' * 5000}:00:00,Hello there\nBob,0:01,Yes\nAnn,0:02,Why?\n"
    document = read_document("a.csv", rows.encode(), ImportOptions())
    assert [turn.time_start for turn in document.turns] == [None, 1.0, 2.0]


def test_countless_wrong_bytes_take_neither_time_nor_memory() -> None:
    for data in ("éé".encode() * 2_000_000 + b"\xff", ("éé".encode() + b"\xff") * 800_000, b"So \x01 " * 1_000_000):
        tracemalloc.start()
        begun = time.monotonic()
        with contextlib.suppress(InputError):
            encodings.decode(data)
        assert tracemalloc.get_traced_memory()[1] < 8 * len(data)
        tracemalloc.stop()
        assert time.monotonic() - begun < 10
