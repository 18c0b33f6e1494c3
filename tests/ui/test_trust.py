# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How far to trust suggestions: measured when asked, told in words, drawn, and listed by code."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from qualcoder_tc.suggest.evaluate import Bin, CodeTrust, Evaluation, LeftAlone, Measures, Point, Step
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.pages.trust import TrustPage
from qualcoder_tc.ui.second import words
from qualcoder_tc.ui.suggest_dialog import STRICTNESS
from tests.suggest.conftest import HashingEncoder
from tests.ui.test_second_look import coded as coded

Open = Callable[[Path | None], MainWindow]

MEASURED = Evaluation(
    units=200,
    codes=4,
    documents=5,
    suggestions=Measures(0.6, 0.82, 0.7, 0.5),
    abstained=0.3,
    precision=0.71,
    calibration_error=0.04,
    baselines={"majority": Measures(0.2, 0.5, 0.3, 0.1), "tfidf": Measures(0.4, 0.6, 0.5, 0.3)},
    per_code=[CodeTrust("principle/mutuality", 80, 0.7, 0.9, 0.6, 49, 35)],
    calibration=[Bin(0.2, 0.25, 30), Bin(0.7, 0.66, 60)],
    abstention=[Point(0.0, 1.0, 0.5), Point(0.5, 0.6, 0.81), Point(0.95, 0.0, None)],
    learning=[Step(10, 0.4, 0.3, 0.5, 0.3), Step(50, 0.7, 0.6, 0.5, 0.5), Step(160, 0.82, 0.7, 0.5, 0.6)],
)


def test_an_evaluation_is_told_without_statistics() -> None:
    assert words.headline(MEASURED) == "Of the suggestions shown, about 7 of 10 were right."
    assert "about 8 of 10 passages" in words.comparison(MEASURED)
    assert (
        "The 60 it called likely (50 % or more): it said 70 % on average, and 66 % were right."
        in words.calibration(MEASURED)
    )
    assert "few" not in words.calibration(MEASURED)
    assert "it speaks for about 6 of 10 passages" in words.abstention(MEASURED)
    assert words.learning(MEASURED).startswith("They help from 50 coded passages on")


def test_it_is_told_what_right_means_of_how_many_and_what_was_not_tried() -> None:
    told = words.below(MEASURED)
    assert told.startswith("Right means: a code that the passage has in your project")
    assert "Suggestions shown: 49, right: 35." in told
    assert "Turns without a code were not tried" in words.left_alone(MEASURED)


def test_it_is_told_on_how_many_turns_left_uncoded_it_speaks_and_what_that_may_be() -> None:
    told = words.left_alone(replace(MEASURED, left_alone=LeftAlone(263, 263, 51)))
    assert told.startswith("It speaks on 51 of 263 turns left uncoded")
    assert "a false alarm, or a coding that was missed" in told
    assert "a part was tried" not in told
    drawn = words.left_alone(replace(MEASURED, left_alone=LeftAlone(4321, 1000, 51)))
    assert "51 of 1,000" in drawn
    assert drawn.endswith("There are 4,321 such turns; a part was tried.")


def test_a_share_of_few_cases_is_called_a_rough_guide() -> None:
    few = replace(MEASURED, calibration=[Bin(0.2, 0.25, 300), Bin(0.9, 1.0, 12)])
    assert "a rough guide only" in words.calibration(few)
    unsure = replace(MEASURED, calibration=[Bin(0.1, 0.1, 300), Bin(0.3, 0.2, 60)])
    assert words.calibration(unsure).startswith("It called nothing likely. Its 60 surest: it said 30 %")


def test_of_thresholds_at_which_it_speaks_as_often_the_best_is_drawn() -> None:
    always = [Point(0.0, 1.0, 0.2), Point(0.1, 1.0, 0.4), Point(0.5, 0.6, 0.81)]
    assert words.spoken(replace(MEASURED, abstention=always)) == [(1.0, 0.4), (0.6, 0.81)]
    assert words.abstention(MEASURED).startswith("Speaking for every passage, about 5 of 10")


def test_the_fewest_codings_tried_are_not_taken_for_a_beginning() -> None:
    ahead = replace(MEASURED, learning=[Step(10, 0.6, 0.5, 0.2, 0.2), Step(50, 0.7, 0.6, 0.5, 0.5)])
    assert "already with 10 coded passages, the fewest tried" in words.learning(ahead)


def test_what_counts_as_shown_is_as_sure_as_the_user_wants_it(
    page: TrustPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def threshold(_self: object, strictness: float = 0.5, *_: object) -> float:
        asked.append(strictness)
        return 0.3

    monkeypatch.setattr("qualcoder_tc.suggest.Suggester.threshold", threshold)
    main = page.window()
    assert isinstance(main, MainWindow)
    main.settings.set(STRICTNESS, 0.9)
    page.measure()
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    assert asked[:2] == [0.9, 0.9], "the curve after the two parts needs none"
    assert page.measured.hasFocus()


def test_what_is_no_better_than_counting_words_is_called_so() -> None:
    poor = replace(
        MEASURED,
        suggestions=MEASURED.baselines["tfidf"],
        precision=None,
        learning=[Step(10, 0.4, 0.3, 0.5, 0.3)],
        calibration=[],
    )
    assert "rely on your own reading" in words.comparison(poor)
    assert "not ahead" in words.learning(poor)
    assert "Nothing would have been shown" in words.headline(poor)
    assert words.calibration(poor) == "Too few suggestions to say."


def test_suggestions_help_only_from_where_they_stay_ahead() -> None:
    steps = [Step(10, 0.9, 0, 0.5, 0.5), Step(20, 0.4, 0, 0.5, 0.5), Step(50, 0.7, 0, 0.5, 0.5)]
    assert words.helping_from(steps) == 50
    assert words.helping_from(steps[:2]) is None


@pytest.fixture
def page(window: Open, coded: Path, monkeypatch: pytest.MonkeyPatch) -> TrustPage:
    """Return the page of an open project, with the tiny encoder."""
    main = window(coded)
    encoder = HashingEncoder()
    monkeypatch.setattr(main.jobs, "encoder", lambda _model=None: encoder)
    main.actions_by_name["trust"].trigger()
    assert main.workspace is not None
    return main.workspace.trust


def told(page: TrustPage, name: str) -> str:
    found = page.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text() if found.isVisible() else ""


def test_the_page_measures_on_the_projects_own_codings(page: TrustPage, qtbot: QtBot) -> None:
    assert "replays your own codings" in told(page, "trust_below")
    assert not page.table.isVisible()
    assert told(page, "trust_left") == ""
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert not page.go.isEnabled()
    qtbot.waitUntil(lambda: not page.busy, timeout=60_000)
    assert page.found is not None and page.found.documents == 2
    ModelTester(page.model).check(page.model)
    assert {page.model.index(n, 0).data() for n in range(page.model.rowCount())} == {"Mutuality", "Equality"}
    assert "right" in told(page, "trust_headline")
    # In each of two documents seven turns about the weather, and one that was missed.
    assert re.match(r"It speaks on \d+ of 16 turns left uncoded", told(page, "trust_left"))
    assert page.found.left_alone.spoke >= 2
    assert all(plot.accessibleDescription() for plot in page.plots)
    assert page.go.isEnabled() and page.go.text() == "Measure again"


def test_a_project_with_too_few_codings_says_what_is_missing(
    window: Open, study: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = window(study)
    monkeypatch.setattr(main.jobs, "encoder", lambda _model=None: HashingEncoder())
    assert main.workspace is not None
    main.actions_by_name["trust"].trigger()
    page = main.workspace.trust
    page.measure()
    qtbot.waitUntil(lambda: not page.busy, timeout=20_000)
    assert "code at least 20" in told(page, "trust_below")


def test_a_code_of_the_table_leads_to_its_doubtful_segments(page: TrustPage, qtbot: QtBot) -> None:
    page._on_measured(MEASURED)
    page.table.selectRow(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    main = page.window()
    assert isinstance(main, MainWindow) and main.workspace is not None
    second = main.workspace.second
    assert second.isVisible()
    qtbot.waitUntil(lambda: not second.busy, timeout=20_000)
    assert second.question.currentText() == "Is this one right?"
    second.left.emit()
    assert main.workspace.page == 0


def test_plots_draw_what_they_are_given_in_both_looks(page: TrustPage, qapp: QApplication) -> None:
    page._on_measured(MEASURED)
    for mode in ("light", "dark"):
        theme.theme().apply(qapp, mode)  # type: ignore[arg-type]
        for plot in page.plots:
            image = plot.grab().toImage()
            found = {
                image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())
            }
            assert theme.tokens().accent in found
    assert [len(curve.points) for curve in page.plots[2].curves] == [3, 3, 3]
    assert page.plots[1].curves[0].points == ((1.0, 0.5), (0.6, 0.81))
