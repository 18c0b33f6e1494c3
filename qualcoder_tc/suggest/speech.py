# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Whether a turn says anything at all, or only keeps the talk going."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_FILLER_WORDS = (
    "a absolutely ah aha alright and aye but bye certainly course crosstalk d definitely did do "
    "does eh er erm exactly go got ha hello hey hi hm hmm hmmm huh i inaudible indeed "
    "interesting is it just know laughing laughs laughter let like ll m mean mhm mm mmhm mmm mmmm "
    "no nope of off oh ok okay on one or pause please re really right s see so sorry sort sure t "
    "thanks that the then there this to uh uhhuh uhm um umm unclear ve very was well what yeah yep yes "
    "you yup "
)
_FILLERS = frozenset(_FILLER_WORDS.split())


def says_something(text: str) -> bool:
    """Tell whether a text has a word that could carry a meaning, or two letters in a script without blanks."""
    words = _WORD.findall(text.lower())
    return any(word not in _FILLERS and (len(word) > 2 or not word.isascii()) for word in words)
