# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Labels follow their sources and say nothing of an undefined value."""

from __future__ import annotations

import pytest

from qualcoder_tc.analysis import labels


@pytest.mark.parametrize(
    ("kappa", "word"),
    [
        (None, None),
        (-0.1, "poor"),
        (0.0, "slight"),
        (0.2, "slight"),
        (0.3, "fair"),
        (0.6, "moderate"),
        (0.8, "substantial"),
        (1.0, "almost perfect"),
    ],
)
def test_kappa_has_the_label_of_landis_and_koch(kappa: float | None, word: str | None) -> None:
    assert labels.landis_koch(kappa) == word


@pytest.mark.parametrize(
    ("alpha", "word"),
    [(None, None), (0.8, "reliable"), (0.7, "tentative conclusions only"), (0.666, "not reliable enough")],
)
def test_alpha_has_the_label_of_krippendorff(alpha: float | None, word: str | None) -> None:
    assert labels.krippendorff(alpha) == word
