# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Everything can be shown twice as large, and the system's wishes are followed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from qualcoder_tc.ui import theme
from qualcoder_tc.ui.main_window import MainWindow
from qualcoder_tc.ui.parts import Elided
from qualcoder_tc.ui.workspace import PAGES

Open = Callable[[Path | None], MainWindow]


@pytest.fixture(autouse=True)
def _usual_size(qapp: QApplication) -> Iterator[None]:
    yield
    theme.theme().resize(qapp, 1.0)


def cut(root: QWidget) -> Iterator[str]:
    """Yield words that do not fit into their buttons and labels."""
    for one in root.findChildren(QPushButton):
        if one.isVisible() and one.fontMetrics().horizontalAdvance(one.text()) > one.width():
            yield f"button {one.text()}"
    for one in root.findChildren(QLabel):
        if not one.isVisible() or isinstance(one, Elided) or not one.text():
            continue
        if one.wordWrap() and one.heightForWidth(one.width()) > one.height() + 1:
            yield f"label {one.text()}"
        if not one.wordWrap() and one.fontMetrics().horizontalAdvance(one.text()) > one.width() + 1:
            yield f"label {one.text()}"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_cut_at_twice_the_size_in_a_small_window(
    qtbot: QtBot, window: Open, study: Path, page: str
) -> None:
    main = window(study)
    main.actions_by_name["size_200"].trigger()
    main.show_page(PAGES.index(page))
    qtbot.waitUntil(lambda: not main.jobs.busy, timeout=30_000)
    QApplication.processEvents()
    assert main.workspace and (main.width(), main.height()) == (1280, 720)
    assert main.fontMetrics().height() > 30
    qtbot.waitUntil(lambda: sorted(cut(main)) == [])  # what scrolls takes its height step by step


def test_the_size_holds_the_next_time_and_the_place_in_the_text_stays(
    qtbot: QtBot, window: Open, study: Path
) -> None:
    main = window(study)
    assert main.workspace
    reading = main.workspace.coding.view.text_size
    main.resize_text(2)
    main.set_interface_size(150)
    assert main.workspace.coding.view.text_size == pytest.approx((reading + 2) * 1.5)
    assert main.settings.get("interface_size") == 150
    main.set_interface_size(100)
    assert main.workspace.coding.view.text_size == pytest.approx(reading + 2)


def test_the_size_changes_as_soon_as_what_is_worked_on_is_done(qtbot: QtBot, window: Open, study: Path) -> None:
    main = window(study)
    qtbot.waitUntil(lambda: not main.jobs.busy)
    go_on = threading.Event()
    main.jobs.run("Working", lambda _progress: go_on.wait(30), lambda _done: None)
    main.set_interface_size(125)
    before = main.workspace
    assert before is not None and main.interface_size.waiting and theme.theme().size == 1.0
    assert "as soon as" in before.findChild(Elided, "notice").text()
    go_on.set()
    qtbot.waitUntil(lambda: theme.theme().size == 1.25)
    assert main.workspace is not None and main.workspace is not before
    assert not main.interface_size.waiting


def test_the_size_of_the_systems_font_counts() -> None:
    assert theme.system_scale(24, "windows") == pytest.approx(2.0)
    assert theme.system_scale(14.7, "xcb") == pytest.approx(1.0)
    assert theme.system_scale(9, "windows") == 1.0  # a small font is the system's business, not ours
    assert theme.system_scale(40, "offscreen") == 1.0


def test_the_look_follows_the_system_while_the_window_is_open(
    window: Open, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = window(study)
    main.set_mode("system")
    hints = QGuiApplication.styleHints()
    monkeypatch.setattr(theme, "system_is_dark", lambda: True)  # no desktop to ask in a test
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens().name == "dark"
    monkeypatch.setattr(theme, "system_is_dark", lambda: False)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens().name == "light"
    main.set_mode("dark")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens().name == "dark"  # one's own choice comes first


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK])
def test_strong_contrast_leaves_no_grey_words(tokens: theme.Tokens) -> None:
    strong = theme.fitted(tokens, 1.0, strong=True)
    assert strong.soft == tokens.ink and strong.line == tokens.soft
    assert theme.fitted(tokens, 2.0, strong=False).text == 2 * tokens.text


def test_nothing_moves_by_itself() -> None:
    # Motion that the system's wish for less could concern does not exist; whoever adds some has to ask the system.
    source = Path(theme.__file__).parent
    words = ("QPropertyAnimation", "QVariantAnimation", "QTimeLine", "QMovie", "QGraphicsOpacityEffect")
    assert [p.name for p in source.rglob("*.py") if any(w in p.read_text("utf-8") for w in words)] == []
