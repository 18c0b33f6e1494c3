# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Meetings as Teams saves them, with remarks on those who were invited, and hearings as committees publish them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.formats.test_heads_and_odd_labels import QUESTIONS, REPLIES, counted, read

_TURNS = [said for pair in zip(QUESTIONS, REPLIES, strict=True) for said in pair]


def _older(*names: str) -> str:
    return "\n".join(
        f"0:0:{6 * n}.84 --> 0:0:{6 * n + 5}.3\n{names[n % len(names)]}\n{said}" for n, said in enumerate(_TURNS)
    )


def _newer(*names: str) -> str:
    return "\n\n".join(f"{names[n % len(names)]}   0:{6 * n:02}\n{said}" for n, said in enumerate(_TURNS))


@pytest.mark.parametrize("layout", [_older, _newer])
@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("Priya Raman (Guest)", "Priya Raman (Guest)"),
        ("Jana Müller (Extern)", "Jana Müller (Extern)"),
        ("Raman, Priya [External]", "Raman, Priya [External]"),
        ("Ann Bell | University of Leeds", "Ann Bell | University of Leeds"),
        ("Li Wu (He/Him)", "Li Wu"),
        ("Bell, Ann (SOUTH WEST YORKSHIRE PARTNERSHIP NHS FOUNDATION TRUST)", "Bell, Ann"),
        ("+44 7700 900123", "+44 7700 900123"),
    ],
)
def test_a_remark_on_whoever_was_invited_costs_no_turn(
    layout: Callable[..., str], written: str, called: str
) -> None:
    text = layout("Okafor, Grace", written)
    assert counted(read(text)) == {"Okafor, Grace": 4, called: 4}
