# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Which texts a language model can read at all."""

from __future__ import annotations

from collections.abc import Sequence

from qualcoder_tc.suggest.models import SHIPPED

# Latin letters end here, but for the additions that Vietnamese and some African languages need.
_LATIN = 0x250
_LATIN_ADDITIONS = range(0x1E00, 0x1F00)
_LOOKED_AT = 2000


def readable(text: str, model_id: str) -> bool:
    """Tell whether the model was trained on the script of a text.

    Of a model of the user's own choosing nothing is known, so it is trusted. The shipped one was trained on English:
    other scripts reach it letter by letter, and all texts in them look alike to it.
    """
    if not model_id.startswith(f"{SHIPPED}:"):
        return True
    letters = [ord(letter) for letter in text[:_LOOKED_AT] if letter.isalpha()]
    foreign = sum(code >= _LATIN and code not in _LATIN_ADDITIONS for code in letters)
    return 2 * foreign <= len(letters)


def readings(texts: Sequence[str], model_id: str) -> list[str]:
    """Return the texts as the model is given them: nothing in the place of one that it cannot read."""
    return [text if readable(text, model_id) else "" for text in texts]


def unread_note(count: int) -> str:
    """Return what a user should know of passages that cannot be read."""
    return (
        f"Passages in a script the language model cannot read: {count}. What is said of these rests on shared words "
        "only."
    )
