# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names are the same however they are typed, and other words are not they."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc.model.alike_letters import AlikeText
from qualcoder_tc.model.names import Pseudonym, Replacer, whole_words

KEY = Replacer(
    [
        Pseudonym("Margaret Okafor", "P1"),
        Pseudonym("Margaret", "P1"),
        Pseudonym("José", "P2"),
        Pseudonym("O'Brien", "P3"),
        Pseudonym("Anne-Marie", "P5"),
        Pseudonym("Mrs Okafor", "P1"),
        Pseudonym("Dr. Patel", "P7"),
        Pseudonym("Danute", "P8", any_case=True),
        Pseudonym("P12", "P9"),
    ]
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Marga-\nret came", "[P1] came"),
        ("Anne-\nMarie and Anne\u2011Marie", "[P5] and [P5]"),
        (unicodedata.normalize("NFD", "José sang"), "[P2] sang"),
        ("JOSÉ, Jose", "[P2], Jose"),
        ("O’Brien’s and O'BRIEN", "[P3]’s and [P3]"),
        ("Interview_Margaret_Okafor_2.txt", "Interview_[P1]_2.txt"),
        ("Mrs. Okafor, Dr Patel, Dr. Patel", "[P1], [P7], [P7]"),
        ("margaret.okafor@example.org", "[P1]@example.org"),
        ("MARGARET'S Mar\u00adgaret Margarets", "[P1]'S [P1] Margarets"),
        ("Margaret\nOkafor", "[P1]"),
        ("Margaret2 P12 P123", "[P1]2 [P9] P123"),
        ("danute and margaret", "[P8] and margaret"),
    ],
)
def test_a_name_is_replaced_however_it_is_typed(text: str, wanted: str) -> None:
    assert KEY.apply(text) == wanted


def test_all_that_is_called_alike_is_found_among_many_names() -> None:
    names = [f"{chr(65 + n % 26)}name{chr(97 + n // 26)}" for n in range(500)]
    finder = whole_words(names, any_case=True)
    assert [number for _, _, number in finder.finds(", ".join(n.lower() for n in names))] == list(range(500))


@given(st.text(st.sampled_from("Mary -\n\u00ad\u0301é\u200b'’🌱\ue000"), max_size=40))
def test_places_of_letters_only_go_forward_and_stay_in_the_text(text: str) -> None:
    even = AlikeText(text)
    places = [even.place(n) for n in range(len(even.text) + 1)]
    assert places == sorted(places) and all(0 <= p <= len(text) for p in places)
    assert all(0 <= start < end <= len(text) for start, end, _ in whole_words(["Mary"]).finds(text))
