# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""The tour leads through the window by mouse and keys, and the work goes on beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from qualcoder_tc import queries
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.tour import Tour

Open = Callable[[Path | None], MainWindow]


def touring(main: MainWindow) -> Tour:
    assert main.workspace
    main.actions_by_name["tour"].trigger()
    return main.workspace.tour


def press(qtbot: QtBot, tour: Tour, name: str) -> None:
    qtbot.mouseClick(tour.callout.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def test_five_steps_are_gone_through_with_the_mouse(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    tour = touring(main)
    said: list[str] = []
    for number in range(1, 6):
        assert tour.at == number and tour.callout.isVisible()
        said.append(tour.callout.words())
        press(qtbot, tour, "tour_next")
    assert len(set(said)) == 5
    assert tour.at == -1 and not tour.callout.isVisible() and not tour.ring.isVisible()


def test_keys_go_on_and_back_and_end_the_tour(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    tour = touring(main)
    assert tour.callout.hasFocus()
    qtbot.keyClick(tour.callout, Qt.Key.Key_Right)
    qtbot.keyClick(tour.callout, Qt.Key.Key_Right)
    assert tour.at == 3
    qtbot.keyClick(tour.callout, Qt.Key.Key_Left)
    assert tour.at == 2
    qtbot.keyClick(tour.callout, Qt.Key.Key_Escape)
    assert tour.at == -1
    assert main.workspace and main.workspace.coding.view.hasFocus()


def test_what_the_step_says_can_be_done_beside_it_and_is_answered(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    tour = touring(main)
    press(qtbot, tour, "tour_next")
    assert "press 4" in tour.callout.words() and "Mutuality" in tour.callout.words()
    assert main.workspace and main.session
    view = main.workspace.coding.view
    view.setFocus()
    view.go_to_turn(4)
    qtbot.keyClick(view, Qt.Key.Key_4)
    assert [s.code for s in main.session.read(queries.segments.all)] == ["Mutuality"]
    qtbot.waitUntil(lambda: "Ctrl+Z takes it back" in tour.callout.words())
    assert tour.at == 2


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900)])
def test_callouts_stay_in_the_window_and_off_what_they_are_about(
    qtbot: QtBot, window: Open, study: Path, size: tuple[int, int]
) -> None:
    main = window(study)
    main.resize(*size)
    QApplication.processEvents()
    tour = touring(main)
    assert main.workspace
    coding = main.workspace.coding
    about = [coding.documents, coding.view, coding.codes, coding.suggestion, main.workspace.tab(1)]
    for target in about:
        QApplication.processEvents()
        assert main.workspace.rect().contains(tour.callout.geometry())
        place = QRect(target.mapTo(main.workspace, QPoint(0, 0)), target.size())
        # The transcript is the page: a corner of it may be covered, never its middle.
        free = QRect(place.center() - QPoint(60, 60), QPoint(place.center() + QPoint(60, 40)))
        assert not tour.callout.geometry().intersects(free if target is coding.view else place)
        press(qtbot, tour, "tour_next")


def test_the_tour_is_offered_once_with_the_sample_study(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    study.rename(home / "Time Credits sample study.qtc")
    main = window(None)
    qtbot.mouseClick(main.welcome.findChild(QPushButton, "try_sample"), Qt.MouseButton.LeftButton)
    assert main.workspace and main.workspace.tour.at == 0
    assert main.workspace.coding.view.hasFocus()  # an offer takes nobody's keys away
    press(qtbot, main.workspace.tour, "tour_skip")
    assert not main.workspace.tour.callout.isVisible()
    main.close_project()
    main.opening.make_sample()
    assert main.workspace and main.workspace.tour.at == -1


def test_the_callout_can_be_dragged_out_of_the_way(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    tour = touring(main)
    before = tour.callout.pos()
    qtbot.mousePress(tour.callout, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    qtbot.mouseMove(tour.callout, QPoint(60, 0))
    qtbot.mouseRelease(tour.callout, Qt.MouseButton.LeftButton, pos=QPoint(60, 0))
    assert tour.callout.pos() != before


def test_keys_do_what_a_step_says_while_it_is_read(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    tour = touring(main)
    assert main.workspace and main.session
    qtbot.keyClick(tour.callout, Qt.Key.Key_Down)
    assert main.workspace.coding.documents.list.hasFocus()
    press(qtbot, tour, "tour_next")
    assert tour.callout.hasFocus()
    qtbot.keyClick(tour.callout, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert tour.at == 2
    assert main.workspace.coding.view.selected_span() is not None
    tour.callout.setFocus()
    qtbot.keyClick(tour.callout, Qt.Key.Key_4)
    assert [s.code for s in main.session.read(queries.segments.all)] == ["Mutuality"]
    assert main.workspace.coding.view.hasFocus()


def test_a_tour_that_was_left_goes_on_and_one_that_was_done_begins_anew(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    main = window(study)
    tour = touring(main)
    for _ in range(2):
        press(qtbot, tour, "tour_next")
    press(qtbot, tour, "tour_skip")
    touring(main)
    assert tour.at == 3
    for _ in range(3):
        press(qtbot, tour, "tour_next")
    assert tour.at == -1 and main.workspace and main.workspace.page == 1
    assert main.workspace.segments.table.hasFocus()
    touring(main)
    assert tour.at == 1


def test_the_tour_brings_the_sample_study_where_nothing_is_open(
    qtbot: QtBot, window: Open, study: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    study.rename(home / "Time Credits sample study.qtc")
    main = window(None)
    assert main.actions_by_name["tour"].isEnabled()
    main.actions_by_name["tour"].trigger()
    assert main.workspace and main.workspace.tour.at == 1
