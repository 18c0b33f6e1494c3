# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The questions of a second look in words: what each asks, what is seen, and what it means where there is nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from qualcoder_tc.model.second_look import Question


def _tr(words: str) -> str:
    return QCoreApplication.translate("SecondLookQuestions", words)


def title(question: Question) -> str:
    """Return the question."""
    return {
        Question.MISSED: _tr("What did I miss?"),
        Question.DOUBTFUL: _tr("Is this one right?"),
        Question.OVERLOOKED: _tr("What did I read over?"),
        Question.ALIKE: _tr("Which codes may be one?"),
        Question.PARTS: _tr("What does a large code fall into?"),
    }[question]


def explains(question: Question) -> str:
    """Return what is looked for, and how to take it."""
    return {
        Question.MISSED: _tr(
            "Passages without this code that read most like those to which you gave it. Some you may have missed; others only "
            "sound alike."
        ),
        Question.DOUBTFUL: _tr(
            "Segments of this code that read least like its others. Most are right, and some of these are the most telling; a "
            "few may be slips."
        ),
        Question.OVERLOOKED: _tr(
            "Turns of this document that have no code, but read like what you coded, and unlike what you read and left."
        ),
        Question.ALIKE: _tr(
            "Pairs of codes whose segments read so alike that the program can hardly tell which is which. Codes whose rules say "
            "where the other begins are left out."
        ),
        Question.PARTS: _tr(
            "Groups among the segments of a code with 20 or more, each named by the words that set it apart from the rest."
        ),
    }[question]


def legend(question: Question) -> tuple[str, str]:
    """Return what the colours of the words in a row mean, and what its bar does."""
    passage = _tr("Strong: the passage. Pale: what is said around it.")
    return {
        Question.MISSED: (passage, _tr("the fuller, the better it fits the code")),
        Question.DOUBTFUL: (passage, _tr("the emptier, the less it fits the code")),
        Question.OVERLOOKED: (passage, _tr("the fuller, the more it reads like what you coded")),
        Question.ALIKE: (
            _tr("100 % mixed up: as if they were one code."),
            _tr("the fuller, the more alike they are"),
        ),
        Question.PARTS: ("", _tr("how much of the code it is")),
    }[question]


def nothing(question: Question) -> str:
    """Return what it means that nothing was found."""
    return {
        Question.MISSED: _tr(
            "Nothing left that reads like the segments of this code. Have a look at another code."
        ),
        Question.DOUBTFUL: _tr("All segments of this code read like one another. Nothing stands out."),
        Question.OVERLOOKED: _tr("No turn without a code reads like what you coded."),
        Question.ALIKE: _tr("No two codes are mixed up. Codes with fewer than 8 segments are not compared yet."),
        Question.PARTS: _tr(
            "No clear parts: the segments differ, but not in groups that come back when some of them are left out. "
            "If you see parts yourself, Split in the menu of the code leads you through its segments."
        ),
    }[question]


def teaching() -> str:
    """Return what a second look is, for somebody who opens it for the first time."""
    return _tr(
        "Choose a question above, and what it is about, and press Look. The program compares your own codings with one "
        "another and with what you left uncoded, on this computer. It is often wrong and sometimes sees what one has "
        "stopped seeing.\n\n"
        "Nothing is coded, removed or merged by itself: you decide on each row, with one key, and Undo takes it back. What "
        "you answer is remembered, so that you are not asked again.\n"
        "Space shows why a row is here, Enter goes to its place in the text, Ctrl+B returns to the list."
    )
