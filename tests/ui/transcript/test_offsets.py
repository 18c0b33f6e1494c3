# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Code points and UTF-16 units are converted without loss."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualcoder_tc.ui.transcript.offsets import Offsets

_TEXT = st.text(st.characters(codec="utf-16"), max_size=40)


@given(_TEXT)
def test_units_are_those_of_utf_16(text: str) -> None:
    offsets = Offsets(text)
    for point in range(len(text) + 1):
        units = len(text[:point].encode("utf-16-le")) // 2
        assert offsets.to_units(point) == units
        assert offsets.to_points(units) == point


def test_the_middle_of_a_pair_counts_as_its_end() -> None:
    assert Offsets("a🌱b").to_points(2) == 2
