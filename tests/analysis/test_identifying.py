# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""What may identify somebody is found; what does not is left alone."""

from __future__ import annotations

import pytest

from qualcoder_tc.analysis.identifying import Identifier, find_identifiers

TEXT = (
    "I was born on 3rd of March 1961 in Ely. Ring me on 01945 582 123 or 07700 900123, or mary.jones@example.org. "
    "We live at PE13 1AB.\nIt was 2016, 12 hours, at 00:12:31. Mrs Okafor from Fenland District Council said John "
    "Smith's sister came. Smith did too. My NHS number is 943 476 5919.\nI saw Rose at Rose's, and a rose. "
    "Lovely, that. Nobody knew. We told Danute, and Danute told Ron. On Tuesdays we meet, in March. Well, yes.\n"
)


def found(text: str = TEXT, **kwargs: object) -> dict[str, Identifier]:
    return {i.text: i for i in find_identifiers({1: text}, **kwargs)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("what", "kind", "times"),
    [
        ("3rd of March 1961", "date of birth", 1),
        ("01945 582 123", "phone", 1),
        ("07700 900123", "phone", 1),
        ("mary.jones@example.org", "email", 1),
        ("PE13 1AB", "postcode", 1),
        ("943 476 5919", "number", 1),
        ("Mrs Okafor", "person", 1),
        ("Fenland District Council", "organisation", 1),
        ("John Smith", "person", 2),
        ("Rose", "person", 2),
        ("Danute", "person", 2),
        ("Ron", "person", 1),
        ("Ely", "place", 1),
    ],
)
def test_it_is_found_with_its_kind_and_places(what: str, kind: str, times: int) -> None:
    one = found()[what]
    assert one.kind == kind
    assert len(one.occurrences) == times
    forms = {f.casefold() for f in (one.text, *one.variants)}
    assert all(TEXT[o.start : o.end].casefold() in forms for o in one.occurrences)


@pytest.mark.parametrize(
    "word", ["Lovely", "Nobody", "Tuesdays", "March", "Well", "It", "2016", "00:12:31", "We", "On"]
)
def test_ordinary_words_days_years_and_times_are_left_alone(word: str) -> None:
    assert word not in found()


def test_the_pseudonyms_are_numbered_by_kind() -> None:
    persons = [i.replacement for i in found().values() if i.kind == "person"]
    assert persons == [f"[Person {n}]" for n in range(1, len(persons) + 1)]


def test_speakers_names_are_found_and_roles_and_codes_are_not() -> None:
    names = found("yes\n", speakers=["Marlene", "P07", "INT", "Interviewer"])
    assert names == {}  # no place in the text
    names = found("Marlene said so.\n", speakers=["Marlene", "P07", "Interviewer"])
    assert set(names) == {"Marlene"}


def test_a_trained_pipeline_adds_what_it_knows() -> None:
    text = "we met at the old mill by the river\n"

    def entities(words: str) -> list[tuple[int, int, str]]:
        at = words.index("old mill")
        return [(at, at + 8, "FAC"), (0, 2, "CARDINAL")]

    names = found(text, entities=entities)
    assert {n: i.kind for n, i in names.items()} == {"old mill": "place"}


@pytest.mark.parametrize(
    ("text", "what", "kind"),
    [
        ("We met Ms. Okonkwo there.\n", "Ms Okonkwo", "person"),
        ("Ring (555) 123-4567 now.\n", "(555) 123-4567", "phone"),
        ("d.o.b. 03/05/62\n", "03/05/62", "date of birth"),
        ("Ich bin geboren am 3. Mai 1962.\n", "3. Mai 1962", "date of birth"),
        ("born on May 3, 1962\n", "May 3, 1962", "date of birth"),
        ("I live in Springfield, IL 62704 now.\n", "62704", "postcode"),
        ("Ich wohne in 10115 Berlin.\n", "10115", "postcode"),
        ("It is K1A 0B1.\n", "K1A 0B1", "postcode"),
        ("then I told Jos\u0065\u0301 and went\n", "Jos\u00e9", "person"),
        ("then I told Marga-\nret and went\n", "Margaret", "person"),
    ],
)
def test_other_ways_to_write_it_are_found(text: str, what: str, kind: str) -> None:
    assert found(text)[what].kind == kind
    assert len(found(text)[what].occurrences) == 1


def test_two_apostrophes_are_one_name_and_a_surname_stands_for_the_whole() -> None:
    names = found("then I told Zoë O'Brien and Zoë O’Brien came. We saw O'BRIEN.\n")
    assert [len(i.occurrences) for i in names.values()] == [3]


def test_speakers_typed_small_or_in_capitals_are_names_and_roles_are_not() -> None:
    text = "danute: yes\nMARGARET: no\nMODERATOR: so\nneighbour: well\n"
    names = found(text, speakers=["danute", "MARGARET", "MODERATOR", "neighbour"])
    assert {n: len(i.occurrences) for n, i in names.items()} == {"Danute": 1, "Margaret": 1}


def test_texts_beside_are_counted_and_propose_nothing() -> None:
    [one] = found("then I told Danute and went\n", beside={-1: "Danute, by Boyle (2014)"}).values()
    assert [o.document for o in one.occurrences] == [1, -1]


def test_sounds_are_no_names_and_other_languages_have_english_words_too() -> None:
    assert found("Mm-hmm. Yep. Hmm. And Danute said: Mm-hmm, Alright.\n").keys() == {"Danute"}
    assert found("Or, Danute. Ok, on y va.\n", language="fr").keys() == {"Danute"}
