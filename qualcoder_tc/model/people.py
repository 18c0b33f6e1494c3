# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Names of coders."""

from __future__ import annotations

from collections.abc import Container


def initials_of(name: str, taken: Container[str] = ()) -> str:
    """Return initials of a name that differ from those taken: `Amina Malik` is AM, then AM2."""
    words = [w for w in name.replace("-", " ").replace(".", " ").split() if w]
    if len(words) > 1:
        short = (words[0][0] + words[-1][0]).upper()
    else:
        short = (words[0] if words else "?")[:2].upper()
    initials, number = short, 2
    while initials in taken:
        initials, number = f"{short}{number}", number + 1
    return initials
