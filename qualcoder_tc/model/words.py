# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Words as people count them."""

from __future__ import annotations


def count_words(text: str) -> int:
    """Return the number of words as word processors count them: what white space parts."""
    return len(text.split())
