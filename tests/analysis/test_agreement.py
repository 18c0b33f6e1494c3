# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Agreement of a whole study: who read what, units, pairs and groups, intervals, disagreements."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcoder_tc.analysis import ratings, tables
from qualcoder_tc.analysis.agreement import (
    AgreementCoding,
    AgreementDocument,
    AgreementInput,
    AgreementResult,
    CodeAgreement,
    Named,
    agreement,
    disagreements,
)
from qualcoder_tc.analysis.coefficients import coefficients
from qualcoder_tc.analysis.plan import Plan

CODERS = (Named("am", "Amina"), Named("jb", "Joe"), Named("kc", "Kit"))
CODES = (Named(1, "principle/mutuality"), Named(2, "principle/equality"), Named(3, "type/group"))
WIDTH = 10
"""Characters in a turn; one more for the line break."""


def document(key: str, turns: int, readers: tuple[str, ...] = ("am", "jb")) -> AgreementDocument:
    bounds = tuple((i * (WIDTH + 1), i * (WIDTH + 1) + WIDTH) for i in range(turns))
    return AgreementDocument(key, f"Interview {key}", turns * (WIDTH + 1), bounds, readers=frozenset(readers))


def on_turn(key: str, turn: int, code: int, coder: str, length: int = WIDTH) -> AgreementCoding:
    start = turn * (WIDTH + 1)
    return AgreementCoding(key, code, coder, start, start + length)


def study(documents: list[AgreementDocument], codings: list[AgreementCoding], coders: int = 2) -> AgreementInput:
    return AgreementInput(tuple(documents), CODERS[:coders], CODES, tuple(codings))


def row(result: AgreementResult, code: str = "principle/mutuality") -> CodeAgreement:
    return next(r for r in result.per_code if r.code == code)


def cells(r: CodeAgreement) -> tuple[int, int, int, int]:
    return r.both, r.first, r.second, r.neither


def random_study(seed: int, documents: int = 10, turns: int = 30, coders: int = 2) -> AgreementInput:
    """Return a study in which coders mostly follow one truth."""
    chance = random.Random(seed)
    codings = []
    for d in range(documents):
        for t in range(turns):
            for code in (1, 2, 3):
                if chance.random() < 0.25:
                    codings += [
                        on_turn(str(d), t, code, c.id, chance.randint(1, WIDTH))  # type: ignore[arg-type]
                        for c in CODERS[:coders]
                        if chance.random() < 0.8
                    ]
    readers = ("am", "jb", "kc")[:coders]
    return study([document(str(d), turns, readers) for d in range(documents)], codings, coders)


@pytest.mark.parametrize("counts", [(20, 5, 10, 15), (6, 8, 0, 10), (1, 1, 3, 5)])
def test_codings_on_turns_give_the_counts_and_values_of_the_textbook(counts: tuple[int, int, int, int]) -> None:
    a, b, c, d = counts
    codings = [on_turn("1", t, 1, "am") for t in range(a + b)]
    codings += [on_turn("1", t, 1, "jb") for t in (*range(a), *range(a + b, a + b + c))]
    found = row(agreement(study([document("1", a + b + c + d)], codings)))
    assert cells(found) == counts
    assert found.n == sum(counts)
    expected = coefficients(*counts)
    for name in expected.__slots__:
        assert getattr(found, name) == getattr(expected, name)


def test_a_document_that_only_one_coder_read_does_not_count() -> None:
    documents = [document("1", 5), document("2", 7, ("am",))]
    result = agreement(study(documents, [on_turn("1", 0, 1, "am"), on_turn("2", 0, 1, "am")]))
    assert result.documents == ("Interview 1",)
    assert cells(row(result)) == (0, 1, 0, 4)


def test_reading_without_coding_differs_from_not_reading() -> None:
    codings = [on_turn("1", 0, 1, "am")]
    assert row(agreement(study([document("1", 4)], codings))).n == 4
    assert row(agreement(study([document("1", 4, ("am",))], codings))).n == 0


def test_who_coded_in_a_document_has_read_it_even_with_another_code() -> None:
    codings = [on_turn("1", 0, 1, "am"), on_turn("1", 1, 2, "jb")]
    result = agreement(study([document("1", 4, ())], codings))
    assert cells(row(result)) == (0, 1, 0, 3)
    only = replace(study([document("1", 4, ())], codings), codes=CODES[:1])
    assert cells(row(agreement(only))) == (0, 1, 0, 3)


def test_a_code_that_nobody_used_is_reported_without_chance_corrected_values() -> None:
    found = row(agreement(random_study(1, documents=9)), "principle/mutuality")
    assert found.kappa is not None
    quiet = agreement(study([document(str(i), 5) for i in range(9)], [on_turn("0", 0, 1, "am")]))
    unused = row(quiet, "type/group")
    assert cells(unused) == (0, 0, 0, 45)
    assert (unused.kappa, unused.scott, unused.alpha, unused.holsti, unused.alpha_u) == (None,) * 5
    assert (unused.ci, unused.alpha_ci) == (None, None)


def test_no_document_in_common_leaves_everything_undefined() -> None:
    result = agreement(study([document("1", 4, ("am",))], []))
    assert result.documents == ()
    assert (result.pooled_kappa, result.alpha_u, result.pooled_ci) == (None, None, None)
    assert {r.percent for r in result.per_code} == {None}
    assert "no document in common" in result.bootstrap.note


def test_any_overlap_and_majority_count_a_short_coding_differently() -> None:
    codings = [on_turn("1", 0, 1, "am"), on_turn("1", 0, 1, "jb", 5), on_turn("1", 1, 1, "jb", 6)]
    given_ = study([document("1", 3)], codings)
    assert cells(row(agreement(given_))) == (1, 0, 1, 1)
    assert cells(row(agreement(given_, overlap="majority"))) == (0, 1, 1, 1)


def test_codings_on_sentences_and_characters_are_counted_in_those_units() -> None:
    text = replace(document("1", 3), sentences=((0, 4), (4, 10), (11, 21), (22, 32)))
    given_ = study([text], [on_turn("1", 0, 1, "am"), on_turn("1", 0, 1, "jb", 4)])
    assert cells(row(agreement(given_, unit="sentence"))) == (1, 1, 0, 2)
    assert cells(row(agreement(given_, unit="character"))) == (4, 6, 0, 23)


def test_characters_are_those_of_the_document_and_codings_beyond_it_are_cut_off() -> None:
    given_ = study([document("1", 3), document("2", 3)], [AgreementCoding("1", 1, "am", 30, 500)])
    assert cells(row(agreement(given_, unit="character"))) == (0, 3, 0, 63)
    assert agreement(given_).alpha_u is not None


def test_overlapping_codings_of_one_coder_count_once() -> None:
    twice = [on_turn("1", 0, 1, "am"), on_turn("1", 0, 1, "am", 4), on_turn("1", 0, 1, "jb")]
    for unit in ("turn", "character"):
        once = agreement(study([document("1", 3)], twice[::2]), unit=unit)
        assert agreement(study([document("1", 3)], twice), unit=unit).per_code == once.per_code


def test_a_document_without_turns_is_one_unit() -> None:
    note = AgreementDocument("n", "Field note", 200, readers=frozenset({"am", "jb"}))
    assert cells(row(agreement(study([note], [AgreementCoding("n", 1, "am", 3, 9)])))) == (0, 1, 0, 0)


def test_empty_turns_do_not_count() -> None:
    text = AgreementDocument("1", "One", 20, ((0, 5), (8, 8), (10, 20)), readers=frozenset({"am", "jb"}))
    assert row(agreement(study([text], [on_turn("1", 0, 1, "am")]))).n == 2


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["turn", "character"]), st.integers(2, 9))
def test_swapping_the_coders_swaps_the_counts_and_keeps_the_values(seed: int, unit: str, documents: int) -> None:
    given_ = random_study(seed, documents, 12)
    one = agreement(given_, unit=unit, repetitions=50)
    other = agreement(given_, unit=unit, repetitions=50, pair=("jb", "am"))
    assert other.coders == one.coders[::-1]
    assert (other.pooled_kappa, other.pooled_ci) == (one.pooled_kappa, one.pooled_ci)
    for a, b in zip(one.per_code, other.per_code, strict=True):
        assert b == replace(a, first=a.second, second=a.first, alpha_u=b.alpha_u)
        assert b.alpha_u == (None if a.alpha_u is None else pytest.approx(a.alpha_u))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000))
def test_the_order_of_documents_and_codings_changes_no_value(seed: int) -> None:
    given_ = random_study(seed, 9, 12)
    shuffled = list(given_.codings)
    random.Random(seed).shuffle(shuffled)
    mixed = replace(given_, documents=given_.documents[::-1], codings=tuple(shuffled))
    one, other = (agreement(g, repetitions=0) for g in (given_, mixed))
    for a, b in zip(one.per_code, other.per_code, strict=True):
        assert replace(b, alpha_u=None) == replace(a, alpha_u=None)
    assert one.pooled_kappa == other.pooled_kappa


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["any", "majority"]))
def test_units_of_one_character_give_what_characters_give(seed: int, overlap: str) -> None:
    given_ = random_study(seed, 3, 6)
    fine = tuple(replace(d, turns=tuple((i, i + 1) for i in range(d.length))) for d in given_.documents)
    by_turn = agreement(replace(given_, documents=fine), overlap=overlap, repetitions=0)
    by_character = agreement(given_, unit="character", repetitions=0)
    assert by_turn.per_code == by_character.per_code


def test_eight_documents_are_resampled_whole_and_the_note_says_so() -> None:
    result = agreement(random_study(2, documents=8))
    assert (result.bootstrap.method, result.bootstrap.block) == ("document", None)
    assert "whole documents 1,000 times" in result.bootstrap.note


def test_seven_documents_are_resampled_in_blocks_of_turns_and_the_note_says_so() -> None:
    result = agreement(random_study(2, documents=7))
    assert (result.bootstrap.method, result.bootstrap.block) == ("block", 6)
    assert "blocks of 6 consecutive turns" in result.bootstrap.note
    assert "7 documents are too few" in result.bootstrap.note


@pytest.mark.parametrize("documents", [3, 12])
@pytest.mark.parametrize("unit", ["turn", "character"])
def test_an_interval_holds_the_value_it_belongs_to(documents: int, unit: str) -> None:
    result = agreement(random_study(5, documents), unit=unit)
    for r in result.per_code:
        for value, interval in ((r.kappa, r.ci), (r.ac1, r.ac1_ci), (r.alpha, r.alpha_ci)):
            assert value is not None
            assert interval is not None
            assert interval[0] < value < interval[1]
    assert result.pooled_ci is not None
    assert result.pooled_kappa is not None
    assert result.pooled_ci[0] < result.pooled_kappa < result.pooled_ci[1]


def test_document_intervals_are_those_of_resampling_documents_one_by_one() -> None:
    given_ = random_study(7, documents=8, turns=12)
    tables = []
    for d in given_.documents:
        found = row(agreement(replace(given_, documents=(d,)), repetitions=0))
        tables.append(cells(found))
    chance = np.random.default_rng(1)
    values = []
    for _ in range(4000):
        drawn = np.array(tables)[chance.integers(0, 8, 8)].sum(axis=0)
        kappa = coefficients(*(int(x) for x in drawn)).kappa
        if kappa is not None:
            values.append(kappa)
    interval = row(agreement(given_, repetitions=4000)).ci
    assert interval == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])), abs=0.02)


def test_the_first_block_begins_with_the_document_even_where_a_speaker_label_stands_first() -> None:
    labelled = AgreementDocument("1", "One", 60, tuple((i * 10 + 4, i * 10 + 10) for i in range(6)))
    spans = tables.document_spans(study([labelled], []))[0]
    cuts = Plan("block", 2).cuts(labelled, "character")
    assert cuts is not None
    assert cuts.tolist() == [24, 44]
    table = tables.document_table(spans, 2, "character", "any", cuts)
    assert table.starts[tables.cluster_edges(table, cuts)].tolist() == [0, 24, 44]


def test_agreement_that_varies_between_documents_widens_the_interval() -> None:
    even, uneven = [], []
    for d in range(10):
        for t in range(20):
            even.append(on_turn(str(d), t, 1, "am") if t % 2 else on_turn(str(d), t, 2, "am"))
            if t % 4 != 1:
                even.append(on_turn(str(d), t, 1, "jb") if t % 2 else on_turn(str(d), t, 2, "jb"))
            uneven.append(on_turn(str(d), t, 1, "am") if t % 2 else on_turn(str(d), t, 2, "am"))
            if d % 2:
                uneven.append(on_turn(str(d), t, 1, "jb") if t % 2 else on_turn(str(d), t, 2, "jb"))
    widths = []
    for codings in (even, uneven):
        interval = row(agreement(study([document(str(d), 20) for d in range(10)], codings))).ci
        assert interval is not None
        widths.append(interval[1] - interval[0])
    assert widths[0] == pytest.approx(0)
    assert widths[1] > 0.3


def test_the_seed_settles_the_interval() -> None:
    given_ = random_study(3)
    assert agreement(given_) == agreement(given_)
    assert row(agreement(given_)).ci != row(agreement(given_, seed=1)).ci


def test_too_few_turns_give_no_interval_and_the_note_says_so() -> None:
    result = agreement(study([document("1", 4)], [on_turn("1", 0, 1, "am"), on_turn("1", 0, 1, "jb")]))
    assert row(result).kappa == 1.0
    assert row(result).ci is None
    assert "too few turns" in result.bootstrap.note


def test_short_documents_of_one_turn_still_vary_between_repetitions() -> None:
    codings = [on_turn(str(d), 0, 1, "am") for d in range(4)] + [on_turn(str(d), 0, 1, "jb") for d in range(1, 5)]
    interval = row(agreement(study([document(str(d), 1) for d in range(7)], codings))).ci
    assert interval is not None
    assert interval[0] < interval[1]


def test_an_interval_without_width_is_explained() -> None:
    codings = [on_turn(str(d), 0, 1, c) for d in range(9) for c in ("am", "jb")]
    result = agreement(study([document(str(d), 3) for d in range(9)], codings))
    assert row(result).ci == (1.0, 1.0)
    assert "not certainty" in result.bootstrap.note


def test_intervals_can_be_left_out() -> None:
    result = agreement(random_study(3), repetitions=0)
    assert (row(result).ci, result.pooled_ci) == (None, None)
    assert row(result).kappa is not None


def test_three_coders_give_a_group_value_that_ignores_who_did_not_read() -> None:
    given_ = random_study(4, documents=6, turns=20, coders=3)
    unread = tuple(
        replace(d, readers=frozenset({"am", "jb"})) if i < 2 else d for i, d in enumerate(given_.documents)
    )
    codings = tuple(c for c in given_.codings if not (c.coder == "kc" and c.document in ("0", "1")))
    result = agreement(replace(given_, documents=unread, codings=codings))
    units: list[list[int | None]] = []
    for d in unread:
        for start, end in d.turns:
            of = {c.coder for c in codings if c.document == d.id and c.code == 1 and start <= c.start < end}
            units.append([int(c.id in of) if c.id in d.readers else None for c in CODERS])
    counted = ratings.tally(units)
    found = result.group[0]
    assert found.n == 120
    assert found.alpha == pytest.approx(ratings.krippendorff_alpha(counted))
    assert found.ac1 == pytest.approx(ratings.gwet_ac1(counted))
    assert found.fleiss == pytest.approx(ratings.fleiss_kappa(counted))
    assert found.percent == pytest.approx(ratings.percent(counted))
    assert found.alpha_ci is not None
    assert found.alpha is not None
    assert found.alpha_ci[0] < found.alpha < found.alpha_ci[1]


def test_a_group_without_variation_has_no_alpha_and_no_fleiss() -> None:
    readers = ("am", "jb", "kc")
    result = agreement(study([document(str(i), 3, readers) for i in range(9)], [], coders=3))
    assert (result.group[0].alpha, result.group[0].fleiss, result.group[0].alpha_ci) == (None, None, None)
    assert result.group[0].percent == 1.0


def test_two_coders_have_no_group_and_the_group_of_three_agrees_with_the_chosen_pair_where_two_read() -> None:
    assert agreement(random_study(1)).group == ()
    given_ = random_study(6, documents=4, coders=2)
    result = agreement(replace(given_, coders=CODERS))
    for pair, group in zip(result.per_code, result.group, strict=True):
        assert group.alpha == pytest.approx(pair.alpha)
        assert group.ac1 == pytest.approx(pair.ac1)
        assert group.fleiss == pytest.approx(pair.scott)


def test_every_pair_of_coders_is_shown_with_its_pooled_kappa() -> None:
    given_ = random_study(8, documents=9, coders=3)
    result = agreement(given_, pair=("jb", "kc"))
    assert result.coders == ("Joe", "Kit")
    assert [p.coders for p in result.pairs] == [("Amina", "Joe"), ("Amina", "Kit"), ("Joe", "Kit")]
    assert result.pairs[2].pooled_kappa == result.pooled_kappa
    assert result.pairs[0].pooled_kappa == agreement(given_).pooled_kappa
    assert {p.documents for p in result.pairs} == {9}


def test_the_answer_is_json_with_the_keys_that_others_rely_on() -> None:
    value = json.loads(json.dumps(agreement(random_study(1, coders=3)).to_json()))
    assert {"unit", "overlap", "coders", "documents", "per_code", "pooled_kappa", "alpha_u"} <= value.keys()
    keys = "code n both first second neither percent kappa scott ac1 alpha holsti ci".split()
    assert set(keys) <= value["per_code"][0].keys()
    assert len(value["per_code"][0]["ci"]) == 2
    assert value["bootstrap"]["method"] == "document"


def test_disagreements_name_the_turn_and_who_coded_it() -> None:
    codings = [
        on_turn("1", 0, 1, "am"),
        on_turn("1", 0, 1, "jb"),
        on_turn("1", 1, 1, "jb"),
        on_turn("1", 2, 2, "am"),
    ]
    codings += [on_turn("2", 3, 1, "am"), on_turn("3", 0, 1, "am")]
    given_ = study([document("1", 4), document("2", 4), document("3", 4, ("am",))], codings)
    found = disagreements(given_, 1)
    assert [(d.document, d.index, d.coded_by, d.not_by) for d in found] == [
        ("1", 1, "Joe", "Amina"),
        ("2", 3, "Amina", "Joe"),
    ]
    assert (found[0].start, found[0].end, found[0].code) == (11, 21, "principle/mutuality")


def test_disagreements_over_characters_are_stretches_as_long_as_possible() -> None:
    codings = [AgreementCoding("1", 1, "am", s, e) for s, e in ((0, 4), (4, 12), (20, 25))]
    codings.append(AgreementCoding("1", 1, "jb", 10, 22))
    found = disagreements(study([document("1", 3)], codings), 1, unit="character")
    assert [(d.start, d.end, d.coded_by) for d in found] == [
        (0, 10, "Amina"),
        (12, 20, "Joe"),
        (22, 25, "Amina"),
    ]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["turn", "character"]), st.sampled_from(["any", "majority"]))
def test_there_are_as_many_disagreements_as_the_counts_say(seed: int, unit: str, overlap: str) -> None:
    given_ = random_study(seed, 4, 10)
    found = disagreements(given_, 2, unit=unit, overlap=overlap)
    counted = row(agreement(given_, unit=unit, overlap=overlap, repetitions=0), "principle/equality")
    for name, count in (("Amina", counted.first), ("Joe", counted.second)):
        mine = [d for d in found if d.coded_by == name]
        assert (sum(d.end - d.start for d in mine) if unit == "character" else len(mine)) == count


def test_what_cannot_be_asked_is_refused() -> None:
    given_ = random_study(1)
    with pytest.raises(ValueError, match="no such unit"):
        agreement(given_, unit="paragraph")
    with pytest.raises(ValueError, match="no such unit or overlap"):
        agreement(given_, overlap="most")
    with pytest.raises(ValueError, match="pair"):
        agreement(given_, pair=("am", "kc"))
    with pytest.raises(ValueError, match="two coders"):
        agreement(replace(given_, coders=CODERS[:1]))
    with pytest.raises(ValueError, match="one of the codes"):
        disagreements(given_, 99)
