# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Suggestions: ranking, learning, evidence, keeping quiet."""

from __future__ import annotations

import pytest

from qualcoder_tc.suggest import CodeProfile, Passage, Suggester, Suggestion
from qualcoder_tc.suggest.vectors import NoEncoder

from .conftest import HashingEncoder

PROFILES = [
    CodeProfile("mutuality", "Mutuality", "People give help and take help from neighbours.", exclude=["Paid help"]),
    CodeProfile("power", "Shift of power", "Decisions about money move from managers to service users."),
    CodeProfile("time", "Time and cost", "Meetings and recruitment take long hours and cost travel fares."),
]
EXAMPLES = [
    ("my neighbours give me help with shopping and I take their dog out", "mutuality"),
    ("we help each other, give and take, neighbours all", "mutuality"),
    ("the managers asked us and we made the decisions about money", "power"),
    ("service users hold the budget and the managers listen", "power"),
    ("the meetings took hours and nobody paid the bus fares", "time"),
    ("recruitment took long and the travel cost a lot of hours", "time"),
]


@pytest.fixture
def suggester(hashing: HashingEncoder) -> Suggester:
    return Suggester(PROFILES, hashing)


def first(ranked: list[list[Suggestion]]) -> list[object]:
    return [suggestions[0].code_id for suggestions in ranked]


def test_definitions_alone_rank_codes(suggester: Suggester) -> None:
    texts = ["neighbours give help", "managers let users make decisions about money", "long hours in meetings"]
    assert first(suggester.rank(texts, threshold=0.0)) == ["mutuality", "power", "time"]


def test_one_example_is_enough_to_learn_something_new(suggester: Suggester) -> None:
    text = "the allotment makes me bloom"
    before = suggester.rank([text], threshold=0.0)[0]
    suggester.learn([("on the allotment I bloom", "power")])
    after = suggester.rank([text], threshold=0.0)[0]
    assert after[0].code_id == "power"
    assert after[0].score > next(s.score for s in before if s.code_id == "power")


def test_learning_bit_by_bit_comes_to_what_learning_at_once_does(hashing: HashingEncoder) -> None:
    many = [(f"{text} {i}", code) for i in range(20) for text, code in EXAMPLES]
    at_once, bit_by_bit = Suggester(PROFILES, hashing), Suggester(PROFILES, hashing)
    at_once.learn(many)
    for example in many:
        bit_by_bit.learn([example])
        bit_by_bit.rank(["help"], threshold=0.0)
    texts = [text for text, _ in EXAMPLES]
    ours, theirs = bit_by_bit.rank(texts, threshold=0.0), at_once.rank(texts, threshold=0.0)
    assert first(ours) == first(theirs) == [code for _, code in EXAMPLES]
    assert [s[0].score for s in ours] == pytest.approx([s[0].score for s in theirs], abs=0.1)


def test_a_code_added_to_a_known_segment_counts_at_once(hashing: HashingEncoder) -> None:
    suggester = Suggester(PROFILES, hashing)
    suggester.learn((f"{text} {i}", code) for i in range(20) for text, code in EXAMPLES)
    text = f"{EXAMPLES[0][0]} 3"
    before = {s.code_id: s.score for s in suggester.rank([text], threshold=0.0)[0]}
    suggester.learn([(text, "time")])
    after = {s.code_id: s.score for s in suggester.rank([text], threshold=0.0)[0]}
    assert suggester.learned == 120
    assert after["time"] > before["time"]


def test_no_more_than_the_limit_and_the_likeliest_first(suggester: Suggester) -> None:
    ranked = suggester.rank(["help with money"], limit=2, threshold=0.0)[0]
    assert len(ranked) == 2
    assert ranked[0].score >= ranked[1].score
    assert all(0 <= suggestion.score <= 1 for suggestion in ranked)
    assert suggester.rank(["help"], limit=0, threshold=0.0) == [[]]


@pytest.mark.parametrize("text", ["mm", "yes", "Yeah, yeah.", "Okay.", "", "   ", "zebra quartz violin"])
def test_text_that_resembles_nothing_gets_nothing(suggester: Suggester, text: str) -> None:
    assert suggester.rank([text]) == [[]]
    suggester.learn(EXAMPLES)
    assert suggester.rank([text]) == [[]]


def test_empty_talk_gets_nothing_even_where_it_was_coded(suggester: Suggester) -> None:
    suggester.learn([*EXAMPLES, *[("Yes.", "power", i) for i in range(20)]])
    assert suggester.rank(["Yes."]) == [[]]


def test_a_clear_case_is_shown_by_default(suggester: Suggester) -> None:
    suggester.learn((text, code, i) for i in range(10) for text, code in EXAMPLES)
    shown = suggester.rank(["we help each other, give and take, neighbours all of us"])[0]
    assert [suggestion.code_id for suggestion in shown] == ["mutuality"]
    assert shown[0].score >= suggester.threshold()


def test_evidence_is_what_was_learned_or_what_the_codebook_says(suggester: Suggester) -> None:
    suggester.learn((text, code, ("document", i)) for i, (text, code) in enumerate(EXAMPLES))
    for suggestion in suggester.rank(["neighbours give help and we made decisions"], threshold=0.0)[0]:
        profile = suggester.profiles[suggestion.code_id]
        assert suggestion.because
        for evidence in suggestion.because:
            assert 0 <= evidence.score <= 1
            if evidence.kind == "definition":
                assert evidence.text in profile.sentences()
            else:
                index = [text for text, _ in EXAMPLES].index(evidence.text)
                assert EXAMPLES[index][1] == suggestion.code_id
                assert evidence.source == ("document", index)


def test_the_nearest_segment_comes_first(suggester: Suggester) -> None:
    suggester.learn(EXAMPLES)
    because = suggester.rank([EXAMPLES[2][0]], threshold=0.0)[0][0].because
    assert because[0].kind == "coded segment"
    assert because[0].text == EXAMPLES[2][0]


def test_a_rejected_suggestion_does_not_come_back(suggester: Suggester) -> None:
    suggester.learn(EXAMPLES)
    text = "neighbours give me help and take mine"
    near = "neighbours give me help and take mine too"
    before = suggester.rank([near], threshold=0.0)[0][0]
    assert before.code_id == "mutuality"
    suggester.reject(text, "mutuality")
    exact, alike = suggester.rank([text, near], threshold=0.0)
    assert next(s.score for s in exact if s.code_id == "mutuality") == 0
    assert next(s.score for s in alike if s.code_id == "mutuality") < before.score
    suggester.learn([(text, "mutuality")])
    assert suggester.rank([text], threshold=0.0)[0][0].code_id == "mutuality"


def test_a_rejection_leaves_other_codes_alone(suggester: Suggester) -> None:
    suggester.learn(EXAMPLES)
    text = "long hours in meetings"
    before = {s.code_id: s.score for s in suggester.rank([text], threshold=0.0)[0]}
    suggester.reject(text, "power")
    after = {s.code_id: s.score for s in suggester.rank([text], threshold=0.0)[0]}
    assert after["time"] == before["time"]


def test_a_rule_against_a_code_speaks_against_it(hashing: HashingEncoder) -> None:
    text = ["paid help by a cleaning company"]
    with_rule = Suggester([CodeProfile("m", "Mutual help", exclude=["paid help by a company"])], hashing)
    without = Suggester([CodeProfile("m", "Mutual help")], hashing)
    assert with_rule.rank(text, threshold=0.0)[0][0].score < without.rank(text, threshold=0.0)[0][0].score


def test_forgetting_takes_back_what_was_learned(suggester: Suggester) -> None:
    untouched = suggester.rank(["allotment"], threshold=0.0)
    suggester.learn([("allotment", "power")])
    assert suggester.rank(["allotment"], threshold=0.0) != untouched
    suggester.forget("allotment", "power")
    assert suggester.rank(["allotment"], threshold=0.0) == untouched
    suggester.forget("never learned", "power")


def test_passages_read_and_left_uncoded_lower_the_chances_of_their_like(suggester: Suggester) -> None:
    suggester.learn(EXAMPLES)
    text = "meetings and the weather"
    before = suggester.rank([text], threshold=0.0)[0][0].score
    suggester.learn([(f"meetings and the weather {i}", None) for i in range(6)])
    assert suggester.rank([text], threshold=0.0)[0][0].score < before


def test_neighbouring_turns_help(suggester: Suggester) -> None:
    shed, bus = (Passage("and so it went", before=f"what about the {what}") for what in ("shed", "bus timetable"))
    suggester.learn(example for _ in range(4) for example in ((shed, "power"), (bus, "time")))
    assert first(suggester.rank([shed, bus], threshold=0.0)) == ["power", "time"]


def test_an_empty_codebook_suggests_nothing(hashing: HashingEncoder) -> None:
    suggester = Suggester([], hashing)
    assert suggester.rank(["anything", ""]) == [[], []]
    assert suggester.threshold() == 1.0
    assert hashing.calls == []


def test_one_code_only(hashing: HashingEncoder) -> None:
    suggester = Suggester(PROFILES[:1], hashing)
    assert suggester.rank(["neighbours help"], threshold=0.0)[0][0].code_id == "mutuality"
    suggester.learn(("neighbours help", "mutuality", i) for i in range(60))
    assert suggester.rank(["neighbours help"])[0][0].code_id == "mutuality"


def test_a_code_of_which_nothing_at_all_is_known_is_ranked_with_the_others(hashing: HashingEncoder) -> None:
    for others in ([], [CodeProfile(id="help", name="Help", definition="We help each other.")]):
        suggester = Suggester([CodeProfile(id="", name=" "), *others], hashing)
        assert len(suggester.rank(["We help each other"], limit=9, threshold=0.0)[0]) == 1 + len(others)
        suggester.learn([("The bus was late", "")])
        assert suggester.rank(["The bus was late"], threshold=0.0)[0][0].code_id == ""


def test_a_code_without_a_profile_is_learned_by_its_id(suggester: Suggester) -> None:
    suggester.learn([("the allotment is in bloom", "gardens")])
    assert suggester.rank(["allotment in bloom"], threshold=0.0)[0][0].code_id == "gardens"


def test_same_words_with_different_codes_and_very_long_text(suggester: Suggester) -> None:
    suggester.learn(
        [("same words", "power"), ("same words", "time"), ("same words", "time"), ("x " * 50_000, "power")]
    )
    ranked = suggester.rank(["same words", "same words", "x " * 50_000], threshold=0.0)
    assert ranked[0] == ranked[1]
    assert ranked[2][0].code_id == "power"


def test_hundreds_of_codes_with_one_example_each(hashing: HashingEncoder) -> None:
    suggester = Suggester([CodeProfile(i, f"code{i}", f"about topic{i} and theme{i}") for i in range(300)], hashing)
    suggester.learn((f"we spoke of topic{i} at length", i) for i in range(300))
    assert first(suggester.rank([f"topic{i} again" for i in range(0, 300, 29)], threshold=0.0)) == [
        *range(0, 300, 29)
    ]


def test_without_an_encoder_words_alone_serve_and_say_so() -> None:
    suggester = Suggester(PROFILES, NoEncoder())
    suggester.learn(EXAMPLES)
    assert suggester.notes
    texts = [text for text, _ in EXAMPLES]
    assert first(suggester.rank(texts, threshold=0.0)) == [code for _, code in EXAMPLES]
    assert suggester.rank(["mm", "zebra quartz violin"]) == [[], []]


def test_a_language_the_shipped_model_does_not_know_is_said() -> None:
    assert Suggester(PROFILES, language="cy").notes
    assert not Suggester(PROFILES, language="en").notes


def test_learning_encodes_only_what_is_new(hashing: HashingEncoder) -> None:
    suggester = Suggester(PROFILES, hashing)
    suggester.learn(EXAMPLES)
    suggester.rank(["help"], threshold=0.0)
    calls = len(hashing.calls)
    suggester.rank(["help"], threshold=0.0)
    assert len(hashing.calls) == calls
    suggester.learn([("a new segment", "time")])
    suggester.rank(["help"], threshold=0.0)
    assert hashing.calls[calls:] == [["a new segment"]]


def test_more_segments_than_landmarks_still_rank(hashing: HashingEncoder) -> None:
    suggester = Suggester(PROFILES, hashing)
    suggester.learn((f"{text} {i}", code) for i in range(300) for text, code in EXAMPLES)
    assert first(suggester.rank([text for text, _ in EXAMPLES])) == [code for _, code in EXAMPLES]


def test_what_speaks_against_a_suggestion_is_told_with_its_codes(suggester: Suggester) -> None:
    suggester.learn(EXAMPLES)
    shown = suggester.rank(["we help each other to make the decisions about money"], threshold=0.0)[0]
    power = next(s for s in shown if s.code_id == "power")
    otherwise = next(e for e in power.against if e.kind == "coded otherwise")
    assert otherwise.text == EXAMPLES[1][0]
    assert otherwise.codes == ("mutuality",)
    assert 0 < otherwise.score <= 1


def test_a_rule_that_forbids_a_code_is_told(suggester: Suggester) -> None:
    shown = suggester.rank(["paid help"], threshold=0.0)[0]
    mutuality = next(s for s in shown if s.code_id == "mutuality")
    assert [e.text for e in mutuality.against if e.kind == "not-apply rule"] == ["Paid help"]


def test_a_passage_left_uncoded_speaks_against_with_no_codes(suggester: Suggester) -> None:
    suggester.learn([*EXAMPLES, ("neighbours and the weather", None)])
    shown = suggester.rank(["neighbours and the weather again"], threshold=0.0)[0]
    assert all(s.against[0].codes == () for s in shown)
    assert {s.against[0].text for s in shown} == {"neighbours and the weather"}


class OnlyEnglish(HashingEncoder):
    """Has the name of the shipped model, so its limits are assumed."""

    model_id = "all-MiniLM-L6-v2:0:1"


def test_a_script_the_model_cannot_read_is_ranked_by_its_words() -> None:
    encoder = OnlyEnglish()
    suggester = Suggester([CodeProfile("help", "互相帮助"), CodeProfile("money", "预算")], encoder)
    suggester.learn(
        [
            ("我们邻居互相帮助买东西", "help"),
            ("邻居帮助我遛狗", "help"),
            ("经理决定预算和钱", "money"),
            ("钱都在经理手里", "money"),
        ]
    )
    ranked = suggester.rank(["我们邻居之间互相帮助买东西", "预算的钱很少"], threshold=0.0)
    assert first(ranked) == ["help", "money"]
    assert any(e.kind == "coded segment" for e in ranked[0][0].because)
    assert not any(encoder.calls)
    assert "2" in suggester.notes[0]
    suggester.learn([("neighbours help each other", "help")])
    assert first(suggester.rank(["neighbours help", "预算的钱很少"], threshold=0.0)) == ["help", "money"]


def test_scripts_are_mixed_without_harm() -> None:
    suggester = Suggester(PROFILES, OnlyEnglish())
    suggester.learn([*EXAMPLES, ("соседи помогают друг другу", "mutuality"), ("деньги решает начальник", "power")])
    texts = [
        "neighbours help each other",
        "деньги решает не начальник",
        "соседи помогают",
        "long hours in meetings",
    ]
    assert first(suggester.rank(texts, threshold=0.0)) == ["mutuality", "power", "mutuality", "time"]


def test_of_very_many_segments_a_part_is_enough_and_rare_codes_keep_theirs(
    hashing: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcoder_tc.suggest.session._MOST", 120)
    suggester = Suggester(PROFILES, hashing)
    many = [(f"we help each other {i}", "mutuality") for i in range(300)]
    suggester.learn([*many, ("the allotment is in bloom", "time"), ("the allotment again", "time")])
    assert first(suggester.rank(["the allotment in bloom", "we help each other"], threshold=0.0)) == [
        "time",
        "mutuality",
    ]
    assert suggester.learned == 302
    before = {s.code_id: s.score for s in suggester.rank(["a budget for the shed"], threshold=0.0)[0]}
    suggester.learn([("a budget for the shed", "power"), ("we help each other 7", "power")])
    after = {s.code_id: s for s in suggester.rank(["a budget for the shed"], threshold=0.0)[0]}
    assert after["power"].score > before["power"]
    assert "a budget for the shed" in [e.text for e in after["power"].because]
