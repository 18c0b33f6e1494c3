# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Who asks, where one person goes by several names, and where others speak once or are not told."""

from __future__ import annotations

import pytest

from qualcoder_tc.formats import importers, same_person
from qualcoder_tc.model.transcript import ASKING_ROLES, ImportOptions

ASKED = (
    "So how did it begin?",
    "And what did you do?",
    "Were you afraid?",
    "What then?",
    "Who was there?",
    "Did it help?",
)
TOLD = (
    "We came by boat and my father had nothing with him at all.",
    "I worked at the mill for years, with my brother.",
    "I was, a little, but we had each other.",
    "Then we moved on to the city, and I married.",
    "All of my family, and the neighbours from the street.",
    "It did, I think, in the long run it did help us.",
)


def asking(one: list[str], other: list[str], third: str = "", often: int = 0) -> set[str]:
    """Return who asks in a talk of two, whose names are the first, and the last from then on."""
    lines: list[str] = []
    for n, (asked, told) in enumerate(zip(ASKED, TOLD, strict=True)):
        lines += [f"{one[min(n, len(one) - 1)]}: {asked}", f"{other[min(n, len(other) - 1)]}: {told}"]
        lines += [f"{third}: What? Sorry?"] if 0 < n <= often else []
    document = importers.read_document("a.txt", "\n\n".join(lines).encode(), ImportOptions())
    assert set(one) | set(other) <= set(document.speakers)
    return {name for name, role in document.roles.items() if role in ASKING_ROLES}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (["Maria Lewalska", "ML"], ["Wiktoria Choręziak", "WCh"]),
        (["Wiktoria Choręziak", "WCh"], ["Maria Lewalska", "ML"]),
        (["Rich Mayfield", "Mayfield"], ["Victor Vescovo", "Vescovo"]),
        (["Rich Mayfield", "Rich"], ["Victor Vescovo", "Victor"]),
        (["Rich Mayfield", "RM", "RM", "Rich"], ["Victor Vescovo", "VV"]),
        (["Mr John Keith", "Mr Keith"], ["Dame Sally Davies", "Dame Davies"]),
        (["Mattias", "M"], ["Anthony", "A"]),
        (["Sandra Salinas, Entrevistadora", "EN"], ["Fabiola Pineda, Administradora", "FF"]),
    ],
)
def test_whoever_asks_does_so_by_all_names(one: list[str], other: list[str]) -> None:
    assert asking(one, other) == set(one)


def test_a_host_by_the_label_is_not_said_to_ask() -> None:
    document = importers.read_document(
        "a.txt",
        b"\n\n".join(
            f"{who}, HOST: {said}".encode()
            for who, said in zip(("KENNY MALONE", "JEFF GUO") * 3, TOLD, strict=True)
        ),
        ImportOptions(),
    )
    assert document.roles == {}


def test_a_third_who_speaks_once_does_not_hide_who_asks() -> None:
    assert asking(["S"], ["P31"], "Sung Hong", often=1) == {"S"}


@pytest.mark.parametrize("who", ["Unknown Speaker", "All", "Several", "Unidentified woman", "Both speakers"])
def test_whoever_is_not_told_or_many_at_once_never_asks(who: str) -> None:
    assert asking(["Anna"], ["Ben"], who, often=4) == {"Anna"}


def test_names_that_may_be_those_of_two_are_nobodys_short_name() -> None:
    names = ["Ann Bell", "Ann", "Ann Ford", "Mary Smith", "MS", "Mike Sims", "R1", "Researcher 1"]
    assert same_person.people(names) == {name: name for name in names}
