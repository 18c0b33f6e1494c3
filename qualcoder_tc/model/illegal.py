# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Characters that XML 1.0 cannot hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def without_illegal(text: str) -> str:
    """Return text with characters that XML cannot hold shown as the replacement character."""
    return _ILLEGAL.sub("\ufffd", text)
