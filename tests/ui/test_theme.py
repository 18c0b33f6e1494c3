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


def test_text_can_be_read_on_every_wash_and_on_two_of_them(mode: str) -> None:
    page, ink, soft = theme.colour("page"), theme.colour("ink"), theme.colour("soft")
    for one, other in itertools.product(PALETTE, PALETTE):
        single = theme.over(theme.wash(one), page)
        double = theme.over(theme.wash(other), single)
        assert theme.contrast(ink, double) >= 4.5, (one, other)
        assert theme.contrast(soft, single) >= 3.0, one


def test_stripes_and_dots_stand_out_from_page_and_panel(mode: str) -> None:
    for code in (*PALETTE, "#ffffff", "#000000", "#ffff00"):
        assert theme.contrast(theme.stripe(code), theme.colour("page")) >= 3.0, code


def test_contrast_is_that_of_the_standard() -> None:
    assert theme.contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert theme.contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)
