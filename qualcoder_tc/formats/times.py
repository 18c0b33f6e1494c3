# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Time stamps as transcripts write them."""

from __future__ import annotations

import re

TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_PARTS = re.compile(r"(?:(\d+):)?(\d+):(\d+)(?:[.,](\d+))?")


def seconds(text: str | None) -> float | None:
    """Return the seconds of `1:02:03.5`, `02:03` and the like, None if it is none."""
    match = _PARTS.fullmatch(text.strip()) if text else None
    if match is None:
        return None
    hours, minutes, whole, fraction = match.groups()
    value = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole)
    return value + (int(fraction) / 10 ** len(fraction) if fraction else 0.0)
