# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""Where shipped data, settings and caches are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def data(*parts: str) -> Path:
    """Return the path of shipped data, in an installed wheel as in a checkout; FileNotFoundError if absent."""
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError("/".join(parts))


def settings_file() -> Path:
    """Return the file of this user's settings, which may not exist yet."""
    from platformdirs import user_config_path

    return user_config_path("qualcoder_tc", appauthor=False) / "settings.json"
