# SPDX-FileCopyrightText: 2026 qualcoder_tc contributors
# SPDX-License-Identifier: MIT
"""How large a user reads, and how far apart the lines stand: kept in the settings, as if nothing else were larger."""

from __future__ import annotations

from qualcoder_tc.settings import Settings
from qualcoder_tc.ui import theme
from qualcoder_tc.ui.transcript.view import TranscriptView


def use(settings: Settings, view: TranscriptView) -> None:
    """Show a transcript as this user reads."""
    size = settings.get("text_size")
    scale = theme.theme().scale
    if isinstance(size, int | float) or scale > 1:
        view.set_text_size(float(size or view.text_size) * scale)
    leading = settings.get("text_leading")
    if isinstance(leading, int | float):
        view.set_text_leading(float(leading))


def resize(settings: Settings, view: TranscriptView, step: int) -> None:
    """Make the text larger or smaller."""
    view.set_text_size(view.text_size + step * theme.theme().scale)
    settings.set("text_size", view.text_size / theme.theme().scale)


def space(settings: Settings, view: TranscriptView, step: int) -> None:
    """Set the lines further apart or closer."""
    view.set_text_leading(view.text_leading + 0.08 * step)
    settings.set("text_leading", view.text_leading)
