# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Everything can be read, light and dark."""

from __future__ import annotations

import itertools

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from qualcoder_tc.model.codes import PALETTE
from qualcoder_tc.ui import theme

MODES = ("light", "dark")


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest, qapp: QApplication) -> str:
    theme.theme().apply(qapp, request.param)
    return request.param


@pytest.mark.parametrize("ground", ["page", "background", "chip", "current"])
@pytest.mark.parametrize("ink", ["ink", "soft", "warn"])
def test_words_stand_out_from_their_ground(mode: str, ink: str, ground: str) -> None:
    assert theme.contrast(theme.colour(ink), theme.colour(ground)) >= 4.5


def test_words_on_the_accent_can_be_read(mode: str) -> None:
    assert theme.contrast(theme.colour("accent_ink"), theme.colour("accent")) >= 4.5


def stacked(washes: list[QColor], ground: QColor) -> QColor:
    for one in washes:
        ground = theme.over(one, ground)
    return ground


@pytest.mark.parametrize("ground", ["page", "current"])
def test_text_can_be_read_on_four_washes_of_any_colours(mode: str, ground: str) -> None:
    ink, page = theme.colour("ink"), theme.colour(ground)
    codes = (*PALETTE, "#ffffff", "#000000", "#ffff00", "#00ff00", "#ff0000", "#0000ff")
    mixed = [*itertools.product(codes, repeat=2), *((c, c) for c in codes)]
    for one, other in mixed:
        washes = [theme.wash(one), theme.wash(other)] * 2
        for deep in range(1, 5):
            assert theme.contrast(ink, stacked(washes[:deep], page)) >= 4.5, (one, other, deep)


@pytest.mark.parametrize("ground", ["page", "current"])
def test_text_can_be_read_where_one_of_four_is_chosen(mode: str, ground: str) -> None:
    ink, page = theme.colour("ink"), theme.colour(ground)
    for one, other in itertools.product(PALETTE, repeat=2):
        quiet = [theme.derived(other, "quiet wash")] * 3
        assert theme.contrast(ink, stacked([*quiet, theme.derived(one, "chosen wash")], page)) >= 4.5, (one, other)
        assert theme.contrast(ink, stacked([theme.derived(one, "chosen wash"), *quiet], page)) >= 4.5, (one, other)


def test_stripes_and_dots_stand_out_from_page_and_panel(mode: str) -> None:
    for code in (*PALETTE, "#ffffff", "#000000", "#ffff00"):
        assert theme.contrast(theme.stripe(code), theme.colour("page")) >= 3.0, code


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
