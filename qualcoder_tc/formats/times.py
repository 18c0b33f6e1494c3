# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Time stamps as transcripts write them."""

from __future__ import annotations

import re

# Also with frames behind (00:12:31:07), with dots between (00.12.31), as a clock shows them (10:31 AM).
TIME = (
    r"(?:\d{1,3}:\d{1,2}(?::\d{1,2}){0,2}(?:[.,;]\d{1,3})?(?:[ \u202f]?[AaPp]\.?[Mm]\b\.?)?"
    r"|\d{1,2}\.[0-5]\d\.[0-5]\d(?![.\d]))"
)
_PARTS = re.compile(r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})(?:[.,](\d{1,9}))?")
_FRAMES = re.compile(r"(\d{1,9}:\d{1,9}:\d{1,9})[:;]\d+")
_CLOCK = re.compile(r"(?P<time>[\d:.,]+)[ \u202f]?(?P<half>[AaPp])\.?[Mm]\.?")


def seconds(text: str | None) -> float | None:
    """Return the seconds of `1:02:03.5`, `02:03` and the like, None if it is none."""
    if not text:
        return None
    written = text.strip()
    match = _PARTS.fullmatch(written)
    if match is None:
        return _unusual(written)
    hours, minutes, whole, fraction = match.groups()
    value = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole)
    return value + (int(fraction) / 10 ** len(fraction) if fraction else 0.0)


def _unusual(written: str) -> float | None:
    if frames := _FRAMES.fullmatch(written):
        return seconds(frames[1])
    if re.fullmatch(r"\d{1,9}\.\d{1,9}\.\d{1,9}", written):
        return seconds(written.replace(".", ":"))
    if clock := _CLOCK.fullmatch(written):
        # What has two parts is hours and minutes here.
        time = seconds(clock["time"] if clock["time"].count(":") > 1 else f"{clock['time']}:00")
        return time if time is None else time % 43_200 + (43_200 if clock["half"] in "Pp" else 0)
    return None
