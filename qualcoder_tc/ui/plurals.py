# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Numbers with their nouns, right in English without a translation and in languages with other plurals with one."""

from __future__ import annotations


def counted(count: int, one: str, many: str) -> str:
    """Return the words for a count: `one` as it stands, or `many` with the number in its place.

    `many` comes from `tr(words, "", count)`, so that a translation can have a form for each kind of number.
    """
    return one if count == 1 else many.format(f"{count:,}")
