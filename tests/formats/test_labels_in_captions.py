# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names in captions that stand only where the speaker changes, in whatever signs."""

from __future__ import annotations

from collections import Counter

import pytest

from qualcoder_tc.formats import importers
from qualcoder_tc.model.transcript import ImportedDocument, ImportOptions

TALK = (
    ("Mary", "So how did it begin for you"),
    ("", "in that year, I mean?"),
    ("Tom", "Well, it was cold,"),
    ("", "and we had nothing."),
    ("", "My father said: go."),
    ("Mary", "Did you go?"),
    ("Tom", "I did."),
    ("", "(laughs)"),
    ("", "[Music]"),
    ("Mary", "And then?"),
    ("Tom", "Then I came back."),
)


def captions(lines: list[str], name: str) -> ImportedDocument:
    dot = "." if name.endswith("vtt") else ","
    blocks = [
        f"{n + 1}\n00:00:{n * 2:02}{dot}000 --> 00:00:{n * 2 + 2:02}{dot}000\n{line}\n"
        for n, line in enumerate(lines)
    ]
    text = ("WEBVTT\n\n" if name.endswith("vtt") else "") + "\n".join(blocks)
    return importers.read_document(name, text.encode(), ImportOptions())


def counts(document: ImportedDocument) -> dict[str | None, int]:
    return dict(Counter(turn.speaker for turn in document.turns))


@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
@pytest.mark.parametrize(
    "shape",
    [
        "{}：{}",
        "[{}] {}",
        "[{}:] {}",
        "({}) {}",
        "（{}）{}",
        "【{}】{}",
        "{}: {}",
        "{}:{}",
        "- {}: {}",
        ">> {}: {}",
    ],
)
def test_a_name_where_the_speaker_changes_holds_until_the_next(shape: str, name: str) -> None:
    lines = [shape.format(who, said) if who else said for who, said in TALK]
    assert counts(captions(lines, name)) == {"Mary": 3, "Tom": 3}
    large = [shape.format(who.upper(), said) if who else said for who, said in TALK]
    assert counts(captions(large, name)) == {"MARY": 3, "TOM": 3}


def test_sounds_in_brackets_are_nobody() -> None:
    lines = [
        "(Sighs) Well I do",
        "(Gasps) No you",
        "don't",
        "(Sighs) And so on",
        "[Door opens] Hm",
        "[Door opens] Who",
    ]
    assert set(counts(captions(lines, "a.vtt"))) == {None}


def test_words_before_a_wide_colon_within_a_turn_are_nobody() -> None:
    lines = ["采访者：你好吗", "她说：我", "王女士：很好", "然后他问我：为什么", "采访者：谢谢", "王女士：好"]
    assert counts(captions(lines, "a.vtt")) == {"采访者": 2, "王女士": 2}


def test_words_before_a_colon_do_not_part_captions_that_have_voice_tags() -> None:
    lines = [
        "<v Sara>Do you have a rule?",
        "<v Daniel>I've got a\nrule: laptop goes",
        "<v Daniel>in the drawer.",
        "<v Daniel>rule: or else",
        "<v Sara>Gosh.",
    ]
    assert counts(captions(lines, "a.vtt")) == {"Sara": 2, "Daniel": 1}
