# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Customary words for a coefficient, for a hover at most: the value and its interval are the result."""

from __future__ import annotations

_LANDIS_KOCH = (
    (0.8, "almost perfect"),
    (0.6, "substantial"),
    (0.4, "moderate"),
    (0.2, "fair"),
    (0.0, "slight"),
)


def landis_koch(kappa: float | None) -> str | None:
    """Return the label of Landis and Koch (1977), who called their own limits arbitrary."""
    if kappa is None:
        return None
    if kappa < 0:
        return "poor"
    return next((word for limit, word in _LANDIS_KOCH if kappa > limit), "slight")


def krippendorff(alpha: float | None) -> str | None:
    """Return what Krippendorff (2019, 12.4.2) would conclude from an alpha."""
    if alpha is None:
        return None
    if alpha >= 0.8:
        return "reliable"
    return "tentative conclusions only" if alpha >= 0.667 else "not reliable enough"
